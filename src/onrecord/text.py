"""Span arithmetic: pure functions on half-open ranges of code points."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from onrecord.types import Span


def overlaps(a: Span, b: Span) -> bool:
    """Return whether the two share a character."""
    return a.start < b.end and b.start < a.end


def contains(outer: Span, inner: Span) -> bool:
    """Return whether `inner` lies wholly in `outer`."""
    return outer.start <= inner.start and inner.end <= outer.end


def any_overlap(xs: Iterable[Span], ys: Sequence[Span]) -> bool:
    """Return whether any of `xs` shares a character with any of `ys`."""
    return any(overlaps(x, y) for x in xs for y in ys)


def covered(inner: Iterable[Span], outer: Sequence[Span]) -> bool:
    """Return whether each of `inner` lies wholly in one of `outer`."""
    return all(any(contains(o, i) for o in outer) for i in inner)


def length(spans: Iterable[Span]) -> int:
    """Return how many characters the (disjoint) spans hold."""
    return sum(s.end - s.start for s in spans)


def trim(text: str, start: int, end: int, drop: str = "") -> Span | None:
    """Return `[start, end)` less white space and characters of `drop` at both ends; None if nothing is left."""
    while start < end and (text[start].isspace() or text[start] in drop):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in drop):
        end -= 1
    return Span(start, end) if start < end else None


def words(text: str, spans: Iterable[Span]) -> str:
    """Return the spans' words, pieces joined by " … "."""
    return " … ".join(text[s.start : s.end] for s in spans)


def merge(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return the union of `spans` as disjoint spans in text order; touching ones are joined."""
    out: list[Span] = []
    for s in sorted(spans):
        if out and s.start <= out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, s.end))
        else:
            out.append(s)
    return tuple(out)


def at_or_before(starts: Sequence[int], offset: int) -> int:
    """Return the index of the last of the sorted `starts` that is <= `offset`; -1 if none is."""
    return bisect_right(starts, offset) - 1
