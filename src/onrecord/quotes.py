"""Where a text stands between quotation marks."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

_OPEN, _CLOSE = "“„«", "”»"
OPENING = ("“", "„", "«", '"')
_MARKS = re.compile(r"[“”„«»\"]|``|''")
_SINGLE_OPEN = re.compile(r"(?<![\w’'])[‘'](?=\w)")
_SINGLE_CLOSE = re.compile(r"[’'](?!\w)")
_SPACE = re.compile(r"\s")
_ENDS = re.compile(r"[.,;:!?…’'\s]*")
_NEXT = re.compile(r"\s*\n\s*(?=[“\"])")
_MOST_PARAGRAPHS = 30


@lru_cache(16)  # several stages ask for the same, of texts that are read side by side
def find_quotes(text: str) -> tuple[tuple[int, int], ...]:
    """Return the stretches `[open mark, close mark]` (end exclusive) in double quotation marks, in text order.

    Marks are paired inside a paragraph (a line). An opening mark that is never closed runs to the paragraph's end, as
    in a quotation that goes on in the next paragraph. A mark typed the wrong way round is taken for what it stands as:
    ”so“. Single quotation marks count when they stand like marks and hold
    more than two words.
    """
    out: list[tuple[int, int]] = []
    pos = 0
    for line in text.split("\n"):
        opened = -1
        for m in _MARKS.finditer(line):
            ch, i = m.group(), m.start()
            if ch in _OPEN and (opened < 0 or not _closes(line, i)):
                opened = i if opened < 0 else opened
            elif ch in _CLOSE and opened < 0 and _opens(line, i):
                opened = i
            elif ch in _OPEN + _CLOSE:
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


def _opens(line: str, i: int) -> bool:
    """Return whether the mark at `i` stands as an opening one: before a word, with nothing but space before it."""
    return line[i + 1 : i + 2].isalnum() and not line[max(i - 1, 0) : i].strip()


def _closes(line: str, i: int) -> bool:
    """Return whether the mark at `i` stands as a closing one: right behind a word or its mark, before no word."""
    return bool(line[max(i - 1, 0) : i].strip(" (")) and not line[i + 1 : i + 2].isalnum()


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


def find_end(text: str, start: int, end: int) -> int:
    """Return where the quotation that `text[start:end]` opens ends: `end`, or further on.

    Where it is not closed in its paragraph and the next one begins with an opening mark, it goes on there, unless what
    stands behind the mark that closes it tells who is speaking. A paragraph is a line.
    """
    mark = left_open(text[start:end])
    if mark is None:
        return end
    found = end
    for _ in range(_MOST_PARAGRAPHS):
        rest = _ENDS.match(text, found)
        following = _NEXT.search(text, found, rest.end() + 1) if rest else None
        if following is None or text[following.end()] != mark:
            return end
        begin = following.end()
        stop = text.find("\n", begin)
        line = text[begin : stop if stop >= 0 else len(text)].rstrip()
        found = begin + len(line)
        if left_open(line) != mark:
            whole = (
                line.endswith("”") and line.count("”") == 1
                if mark == "“"
                else line[-1] == mark and line.count(mark) == 2
            )
            return found if whole else end
        end = found
    return end


def left_open(words: str) -> str | None:
    """Return the mark of the quotation that begins in `words` and does not end in them, if there is one."""
    if words.rfind("“") > max(words.rfind("”"), words.rfind('"')):
        return "“"
    return '"' if words.startswith('"') and words.count('"') % 2 == 1 and "”" not in words else None
