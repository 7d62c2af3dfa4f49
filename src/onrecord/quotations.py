"""Quotations that go on: "We will talk," Alder said. "If they come." A nurse left. "We will wait."

What is said between quotation marks is said up to the closing one, unless someone else says the rest.
A sentence that stands wholly between quotation marks, with no one named for it, is said by whoever spoke last, in its
paragraph or at the end of the one before. So it joins that attribution's content; whoever is quoted inside it is told
by that speaker, too.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from msgspec import structs

from onrecord.quotes import find_quotes
from onrecord.text import any_overlap, covered, length, merge, trim
from onrecord.turns import ORIGIN as LAID_OUT
from onrecord.types import Attribution, Span

LEAST = 4  # words: fewer are a title, or someone's term
HELD = 0.3  # of a quotation's characters: what others hold more of is theirs
DOUBLE = '“"'
CLOSING = '”"'
_NOT = re.compile(r"\b(?:not|never|no)\b|n[’']t\b", re.IGNORECASE)
_ENDS = ".!?…:”\"'’\n"
_LAST = ".!?…"


def carry_on(text: str, found: Sequence[Attribution]) -> list[Attribution]:
    """Return `found` with each quotation that nobody else says in the content of who spoke before it."""
    out = list(found)
    laid_out = merge(s for a in found if a.origin == LAID_OUT for s in (*a.source, *a.cue))
    pieces = _Pieces((s, k) for k, a in enumerate(found) for s in a.content)
    begins = sorted((min(s.start for s in (*a.source, *a.cue, *a.content)), k) for k, a in enumerate(found))
    for x, y in find_quotes(text):
        quote = Span(x, y)
        near = pieces.near(quote)
        if not _is_whole(text, quote) or _is_held(quote, [(s, out[k]) for s, k in near]):
            continue
        first = _first_heard(text, quote)
        before = begins[bisect_left(begins, (first, -1)) : bisect_left(begins, (x, -1))]
        k = _last_before(text, quote, out, [k for _, k in before])
        if k is not None and not any_overlap((quote,), laid_out):
            out[k] = structs.replace(out[k], content=merge((*out[k].content, trim(text, x, y) or quote)))
    return out


def to_the_end(text: str, found: Sequence[Attribution]) -> list[Attribution]:
    """Return `found`, each content that begins a quotation going on to its closing mark, if no other has the rest."""
    out = list(found)
    pieces = _Pieces((s, k) for k, a in enumerate(found) for s in (*a.source, *a.cue, *a.content))
    for x, y in find_quotes(text):
        if text[y - 1] not in CLOSING:
            continue
        quote = Span(x, y)
        near = [(s, k) for s, k in pieces.near(quote) if s.end > x]
        outer = {k for _, k in near if not any_overlap(found[k].cue, (quote,))}
        for k in outer:
            begun = next((s for s in out[k].content if s.start <= x < s.end < y), None)
            if begun is None or not found[k].cue:
                continue
            if any(j != k and j in outer and s.start > begun.start and s.end > begun.end for s, j in near):
                continue
            rest = Span(begun.end, y)
            if not any_overlap((*out[k].source, *out[k].cue), (rest,)):
                out[k] = structs.replace(out[k], content=merge((*out[k].content, Span(begun.start, y))))
    return out


class _Pieces:
    """Parts of attributions, each with whose it is, found by place."""

    def __init__(self, parts: Iterable[tuple[Span, int]]) -> None:
        self._parts = sorted(parts)
        self._starts = [s.start for s, _ in self._parts]
        self._longest = max((s.end - s.start for s, _ in self._parts), default=0)

    def near(self, quote: Span) -> list[tuple[Span, int]]:
        """Return the parts that may overlap `quote`, in text order."""
        first = bisect_left(self._starts, quote.start - self._longest)
        return self._parts[first : bisect_left(self._starts, quote.end)]


def _is_whole(text: str, quote: Span) -> bool:
    """Return whether the quotation is a sentence or more: it begins where one begins, and ends as one ends."""
    words = text[quote.start : quote.end].strip("“”\"'‘’ ")
    before = text[: quote.start].rstrip(" \t\xa0")[-1:]
    return len(words.split()) >= LEAST and words[-1:] in _LAST and (not before or before in _ENDS)


def _is_held(quote: Span, near: Sequence[tuple[Span, Attribution]]) -> bool:
    """Return whether anyone outside the quotation says it; `near` are pieces of contents with whose they are."""
    parts = [
        Span(max(s.start, quote.start), min(s.end, quote.end))
        for s, a in near
        if s.start < quote.end and quote.start < s.end and not (a.cue and covered(a.cue, (quote,)))
    ]
    return length(merge(parts)) > HELD * (quote.end - quote.start)


def _first_heard(text: str, quote: Span) -> int:
    """Return from where on a speaker is sought: the beginning of the paragraph, of the one before if it opens one."""
    line = text.rfind("\n", 0, quote.start) + 1
    if not text[line : quote.start].strip() and text[quote.start] in DOUBLE:
        return text[:line].rstrip().rfind("\n") + 1
    return line


def _last_before(text: str, quote: Span, found: Sequence[Attribution], among: Sequence[int]) -> int | None:
    """Return which of `found`, of those `among`, ends last before the quotation."""
    best: tuple[int, int, int] | None = None
    for k in among:
        a = found[k]
        parts = (*a.source, *a.cue, *a.content)
        start, end = min(s.start for s in parts), max(s.end for s in parts)
        if not a.source or not a.cue or end > quote.start or a.origin == LAID_OUT:
            continue
        if _NOT.search(" ".join(text[s.start : s.end] for s in a.cue)):
            continue
        if best is None or (end, -start) > best[:2]:
            best = end, -start, k
    return best[2] if best else None
