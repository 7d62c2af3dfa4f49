"""The tense of the clause that an expression stands in, from the parser's trees."""

from __future__ import annotations

from bisect import bisect_left

from onrecord.timexes.tense import Tense
from onrecord.types import Signals, Token

_CLIMB = 8  # heads between an expression and its verb; a parser's cycle ends here too
_AHEAD = frozenset("will shall would may might should must 'll ’ll wo".split())
_ARRANGED = frozenset(
    "schedule slate plan expect due set intend aim hope want agree promise vow pledge prepare expire".split()
)


class Clauses:
    """A text's trees, asked for tenses."""

    def __init__(self, signals: Signals) -> None:
        self._tokens = signals.tokens
        self._starts = [token.start for token in signals.tokens]
        self._helpers: dict[int, list[Token]] = {}
        for token in signals.tokens:
            if token.rel.startswith(("aux", "cop", "mark")):
                self._helpers.setdefault(token.head, []).append(token)

    def tense(self, start: int, end: int) -> Tense | None:
        """Return the tense of the clause that governs `text[start:end]`; None if its verb does not tell."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        inside = range(first, last)
        at = next((i for i in inside if self._tokens[i].head not in inside), -1)
        for _ in range(_CLIMB):
            if not 0 <= at < len(self._tokens):
                return None
            token = self._tokens[at]
            if at not in inside and (token.tag.startswith("VB") or at in self._helpers):
                return self._of_verb(at, token)
            at = token.head
        return None

    def _of_verb(self, at: int, verb: Token) -> Tense | None:
        helpers = self._helpers.get(at, [])
        lemmas = {helper.lemma for helper in helpers}
        if lemmas & _AHEAD and "have" not in lemmas:
            return "future"
        if verb.lemma in _ARRANGED or "to" in lemmas:
            return None  # "planned to leave", "was due to leave": the words around know better
        if verb.tag == "VBD" or any(helper.tag == "VBD" for helper in helpers) or "have" in lemmas:
            return "past"
        return "past" if verb.tag == "VBN" and not helpers else None
