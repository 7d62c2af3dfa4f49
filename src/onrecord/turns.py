"""Attributions that the layout makes and no verb: turns of a transcript, and quotations with a signature.

WALLACE: Will she be there?                 the name that opens a line, and its colon
"We want peace in our time." - The envoy    the name behind the dash that follows a quotation
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from onrecord.quotes import find_quotes
from onrecord.text import trim
from onrecord.types import Attribution, Span

ORIGIN = "turns/1"
SURE = 0.95  # on PolNeAR dev 26 of 27 are right
LEAST_TURNS = 3  # fewer lines that begin with a name and a colon are headings
WORDS = 4  # half of the turns have so many: else they are a table
LONGEST_NAME = 8  # words
MOST_LINES = 3  # of one turn that begin without a name

_WORD = r"(?:[A-Z][\w.’'-]*|(?:al|bin|de|del|der|la|van|von)(?=[ -]))"
_TURN = re.compile(
    rf"^[\s\"“]*(?P<name>[A-Z][\w.’'-]*(?:[ -]{_WORD}){{0,3}})(?: \([^()\n]{{1,40}}\))?(?P<cue>:)\s+(?=\S)"
)
_SIGNED = re.compile(
    r"[^\S\n]*(?:\n\s*)?(?P<cue>[―—–]|--?)[^\S\n]*(?P<name>(?:the |The )?[A-Z][^\n,;:]*?)[^\S\n]*"
    r"(?=[,.;]?[^\S\n]*(?:\n|$)|,|\. |\()"
)
_VERBAL = re.compile(r"\b(?:said|says|told|tells|wrote|writes|added|adds|and|but|who|which|that|is|was|has|had|will)\b")


def find_turns(text: str) -> tuple[Attribution, ...]:
    """Return the turns and signed quotations of `text`, in text order."""
    found = [*_turns(text), *_signed(text)]
    return tuple(sorted(found, key=lambda a: a.cue))


def _turns(text: str) -> Iterator[Attribution]:
    lines, at = [], 0
    for line in text.split("\n"):
        lines.append((at, line, _TURN.match(line)))
        at += len(line) + 1
    names = Counter(m["name"] for _, _, m in lines if m and len(m["name"]) > 1)
    lines = [(at, line, m if m and names[m["name"]] > 1 else None) for at, line, m in lines]
    turns = [line[m.end() :] for _, line, m in lines if m]
    talk = sum(len(words.split()) >= WORDS for words in turns)
    if len(turns) < LEAST_TURNS or len({m["name"] for _, _, m in lines if m}) < 2 or 2 * talk < len(turns):
        return
    spoken = [(at, line, m) for at, line, m in lines if line.strip()]
    marks = [k for k, (_, _, m) in enumerate(spoken) if m]
    for k, following in zip(marks, [*marks[1:], marks[-1] + 1], strict=True):
        at, line, m = spoken[k]
        if m is None:
            continue
        pieces = [trim(text, at + m.end(), at + len(line), ' \t\xa0"”')]
        if following - k <= MOST_LINES:
            pieces += [
                trim(text, a, a + len(words), ' \t\xa0"“”')
                for a, words, _ in spoken[k + 1 : following]
                if not words.lstrip('"“ ').startswith(("(", "["))
            ]
        content = tuple(p for p in pieces if p)
        if content:
            source = Span(at + m.start("name"), at + m.end("name"))
            cue = Span(at + m.start("cue"), at + m.end("cue"))
            yield Attribution((source,), (cue,), content, SURE, ORIGIN)


def _signed(text: str) -> Iterator[Attribution]:
    previous = 0
    for a, b in find_quotes(text):
        alone = not text[max(previous, text.rfind("\n", 0, a) + 1) : a].strip(" .\t\xa0")
        m = _SIGNED.match(text, b) if alone else None
        if m is None or not _is_signature(m["name"]):
            continue
        source, cue = Span(m.start("name"), m.end("name")), Span(m.start("cue"), m.end("cue"))
        yield Attribution((source,), (cue,), (Span(a, b),), SURE, ORIGIN)
        previous = m.end()


def _is_signature(words: str) -> bool:
    last = words.split()[-1]
    return len(words.split()) <= LONGEST_NAME and last[0].isupper() and not _VERBAL.search(words)
