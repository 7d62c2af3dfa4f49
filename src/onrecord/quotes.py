"""Where a text stands between quotation marks."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

_OPEN, _CLOSE = "“„«", "”»"
_MARKS = re.compile(r"[“”„«»\"]|``|''")
_SINGLE_OPEN = re.compile(r"(?<![\w’'])[‘'](?=\w)")
_SINGLE_CLOSE = re.compile(r"[’'](?!\w)")
_SPACE = re.compile(r"\s")


def find_quotes(text: str) -> tuple[tuple[int, int], ...]:
    """Return the stretches `[open mark, close mark]` (end exclusive) in double quotation marks, in text order.

    Marks are paired inside a paragraph (a line). An opening mark that is never closed runs to the paragraph's end, as
    in a quotation that goes on in the next paragraph. Single quotation marks count when they stand like marks and hold
    more than two words.
    """
    out: list[tuple[int, int]] = []
    pos = 0
    for line in text.split("\n"):
        opened = -1
        for m in _MARKS.finditer(line):
            ch, i = m.group(), m.start()
            if ch in _OPEN:
                opened = i if opened < 0 else opened
            elif ch in _CLOSE:
                if opened >= 0:
                    out.append((pos + opened, pos + i + 1))
                    opened = -1
            elif opened >= 0:
                out.append((pos + opened, pos + m.end()))
                opened = -1
            elif i + len(ch) < len(line) and not line[i + len(ch)].isspace():
                opened = i
        if opened >= 0:
            out.append((pos + opened, pos + len(line)))
        for start, end in _singles(line):
            if not any(a < pos + end and pos + start < b for a, b in out[-8:]):
                out.append((pos + start, pos + end))
        pos += len(line) + 1
    return tuple(sorted(out))


def _singles(line: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a line in single quotation marks: up to the first closing mark behind two spaces.

    By lists of places and not by one pattern: where a mark is never closed, as that of '90s, a pattern tries each pair
    of spaces with each end.
    """
    opens = [m.start() for m in _SINGLE_OPEN.finditer(line)]
    if not opens:
        return
    closes = [m.start() for m in _SINGLE_CLOSE.finditer(line)]
    spaces = [m.start() for m in _SPACE.finditer(line)]
    end = 0
    for start in opens:
        second = bisect_right(spaces, start) + 1
        if start < end or second >= len(spaces):
            continue
        k = bisect_right(closes, spaces[second])
        if k < len(closes) and line.find("‘", start + 1, closes[k]) < 0:
            end = closes[k] + 1
            yield start, end
