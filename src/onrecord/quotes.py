"""Where a text stands between quotation marks."""

from __future__ import annotations

import re

_OPEN, _CLOSE = "“„«", "”»"
_MARKS = re.compile(r"[“”„«»\"]|``|''")
_SINGLE = re.compile(r"(?<![\w’'])[‘'](?=\w)(?:[^‘\n]*?\s[^‘\n]*?\s[^‘\n]*?)[’'](?!\w)")


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
        for m in _SINGLE.finditer(line):
            if not any(a < pos + m.end() and pos + m.start() < b for a, b in out[-8:]):
                out.append((pos + m.start(), pos + m.end()))
        pos += len(line) + 1
    return tuple(sorted(out))
