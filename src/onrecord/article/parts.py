"""A value found in a line, with its place: what the labellers hand to the reader."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

Slot = Literal["title", "byline", "published", "modified", "section", "credit"]


class Part(NamedTuple):
    """`text[start:end]` says `value` (None: unknown), which belongs in `slot`; `told`: a word beside it says so."""

    slot: Slot
    start: int
    end: int
    value: str | None
    told: bool = False


_SEPARATORS = re.compile(r"\s*[|•·\t●/]\s*|\s+[–—-]\s+|\s{3,}")


def segments(line: str) -> list[tuple[int, int]]:
    """Return where the pieces of a line stand that bars, bullets, dashes or wide gaps set apart."""
    out, at = [], 0
    for match in _SEPARATORS.finditer(line):
        if match.start() > at:
            out.append((at, match.start()))
        at = match.end()
    if at < len(line):
        out.append((at, len(line)))
    return out
