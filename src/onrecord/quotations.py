"""Quotations that go on: "We will talk," Alder said. "If they come." A nurse left. "We will wait."

A sentence that stands wholly between quotation marks, with no one named for it, is said by whoever spoke last, in its
paragraph or at the end of the one before. So it joins that attribution's content; whoever is quoted inside it is told
by that speaker, too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import structs

from onrecord.quotes import find_quotes
from onrecord.text import any_overlap, covered, length, merge, trim
from onrecord.turns import ORIGIN as LAID_OUT
from onrecord.types import Attribution, Span

LEAST = 4  # words: fewer are a title, or someone's term
HELD = 0.3  # of a quotation's characters: what others hold more of is theirs
DOUBLE = '“"'
_NOT = re.compile(r"\b(?:not|never|no)\b|n[’']t\b", re.IGNORECASE)
_ENDS = ".!?…:”\"'’\n"
_LAST = ".!?…"


def carry_on(text: str, found: Sequence[Attribution]) -> list[Attribution]:
    """Return `found` with each quotation that nobody else says in the content of who spoke before it."""
    out = list(found)
    laid_out = [s for a in found if a.origin == LAID_OUT for s in (*a.source, *a.cue)]
    for a, b in find_quotes(text):
        quote = Span(a, b)
        if not _is_whole(text, quote) or _is_held(quote, out) or any_overlap((quote,), laid_out):
            continue
        k = _last_before(text, quote, out)
        if k is not None:
            own = trim(text, quote.start, quote.end)
            content = merge((*out[k].content, own or quote))
            out[k] = structs.replace(out[k], content=content)
    return out


def _is_whole(text: str, quote: Span) -> bool:
    """Return whether the quotation is a sentence or more: it begins where one begins, and ends as one ends."""
    words = text[quote.start : quote.end].strip("“”\"'‘’ ")
    before = text[: quote.start].rstrip(" \t\xa0")[-1:]
    return len(words.split()) >= LEAST and words[-1:] in _LAST and (not before or before in _ENDS)


def _is_held(quote: Span, found: Sequence[Attribution]) -> bool:
    """Return whether anyone outside the quotation says it."""
    parts = [
        Span(max(s.start, quote.start), min(s.end, quote.end))
        for a in found
        if not (a.cue and covered(a.cue, (quote,)))
        for s in a.content
        if s.start < quote.end and quote.start < s.end
    ]
    return length(merge(parts)) > HELD * (quote.end - quote.start)


def _last_before(text: str, quote: Span, found: Sequence[Attribution]) -> int | None:
    """Return which attribution ends last before the quotation, in its paragraph or, where it opens one, in the last."""
    best: tuple[int, int, int] | None = None
    line = text.rfind("\n", 0, quote.start) + 1
    first = line
    if not text[line : quote.start].strip() and text[quote.start] in DOUBLE:
        first = text[:line].rstrip().rfind("\n") + 1
    for k, a in enumerate(found):
        parts = (*a.source, *a.cue, *a.content)
        start, end = min(s.start for s in parts), max(s.end for s in parts)
        if not a.source or not a.cue or start < first or end > quote.start or a.origin == LAID_OUT:
            continue
        if _NOT.search(" ".join(text[s.start : s.end] for s in a.cue)):
            continue
        if best is None or (end, -start) > best[:2]:
            best = end, -start, k
    return best[2] if best else None
