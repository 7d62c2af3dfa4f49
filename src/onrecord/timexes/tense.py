"""The tense around an expression: whether its clause speaks of what was or of what is to come."""

from __future__ import annotations

import re
from typing import Literal

Tense = Literal["past", "future"]

_REACH = 90  # characters looked at on each side, within the sentence
_STOP = re.compile(r"[.!?]['’”\"]*\s+(?=[\"“‘'`]*[A-Z])|[;\n“”\"]|``|''")
_FUTURE = (
    r"will|would|shall|won['’]t|(?:\w+['’]ll)|(?:going|set|due|scheduled|expected|slated|planned|poised|likely|ready|about|hopes?|"
    r"plans?|planning|hoping|expects?|intends?|wants?|aims?|agreed|supposed|needs?|has|have|is|are|was|were|able|required|"
    r"wanted|asked|urged|vowed|promised|threatened|prepar\w+|willing|pledged|called|decided|try|trying|deadline)\s+"
    r"(?:[a-z]+ly\s+)?to|payable|effective|scheduled|slated|due|redeemable|upcoming|forthcoming|can|should|must|may|might"
    r"|meets?|begins?|leaves?|arrives?|convenes?|reconvenes?|opens|starts|resumes|travels|returns|votes|goes|heads"
    r"|expires?|matur(?:es?|ing)|takes effect|is|are"
)
_IRREGULAR = (
    r"was|were|had|did|didn['’]t|said|told|met|went|came|took|made|gave|got|left|began|fell|rose|sent|held|saw|won|lost|"
    r"spoke|wrote|ran|cut|put|set|hit|shot|broke|found|flew|led|kept|stood|became|brought|bought|sold|paid|sought|thought|"
    r"fought|caught|struck|drew|grew|knew|threw|withdrew|chose|rejected|sank|sat|spent|swore|taught|wore|lay|laid|built|"
    r"burst|quit|shut|split|spread|hurt|let|heard|read|meant|dealt|felt|slept|swept|rang|sang|drove|rode|arose|fled|bid"
)
_VERB = re.compile(
    rf"\b(?:(?P<perfect>had\s+been\s+\w+\s+to)|(?P<future>{_FUTURE})|(?P<past>{_IRREGULAR}|(?:ha[sd]|have|having)\s+(?:\w+ly\s+|not\s+)?\w+e[dn]|[a-z]{{2,}}ed))\b"
)
_MODAL = re.compile(
    r"\b(?:(?:will|would|shall|may|might|['’]ll)\s+(?:\w+\s+){0,2}|to\s+(?:(?:be|have)\s+(?:\w+\s+)?)?)$"
)
_NOT_PAST = frozenset(
    "need speed feed indeed exceed proceed succeed united hundred embed breed shed wed bed red used".split()
)


def tense_around(text: str, start: int, end: int) -> Tense | None:
    """Return the tense of the verb nearest to `text[start:end]` in its sentence; None if there is no sign of one.

    A light stand-in for the governing clause's verb: nearest sign wins, and of two as near the one before.
    """
    low, high = max(0, start - _REACH), min(len(text), end + _REACH)
    before, after = text[low:start], text[end:high]
    stops = list(_STOP.finditer(before))
    if stops:
        before = before[stops[-1].end() :]
    stop = _STOP.search(after)
    if stop:
        after = after[: stop.start()]
    nearest: tuple[int, Tense] | None = None
    for match in _VERB.finditer(before):
        if sign := _sign(match, before):
            nearest = len(before) - match.end(), sign
    for match in _VERB.finditer(after):
        sign = _sign(match, before + "\0" + after, len(before) + 1)
        if sign and (nearest is None or match.start() + 3 < nearest[0]):
            return sign
        if sign:
            break
    return nearest[1] if nearest else None


def _sign(match: re.Match[str], text: str, at: int = 0) -> Tense | None:
    if match["perfect"]:
        return "past"
    if match["future"]:
        lone = match["future"] in {"is", "are"} or text[max(0, at + match.start() - 3) : at + match.start()] == "to "
        return None if lone else "future"
    word = match["past"].lower()
    if word in _NOT_PAST:
        return None
    if word.endswith(("scheduled", "slated", "planned")) and not word.startswith("had"):
        return "future"
    return "future" if _MODAL.search(text[max(0, at + match.start() - 40) : at + match.start()]) else "past"
