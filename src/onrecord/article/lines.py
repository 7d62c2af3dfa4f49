"""A raw text -> its blocks: lines, or the lines of one hard-wrapped paragraph, as spans."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from onrecord.article.tables import fold
from onrecord.types import Span

_ENDS = re.compile(r"[.!?…:;][\"'”’»)\]]*$|[.!?…,][\"”»]$")
_WORD = re.compile(r"\w[\w'’.-]*")


class Block:
    """A paragraph's worth of text: `text[span]`, its words in one line, and how many blank lines stand before it."""

    def __init__(self, text: str, start: int, end: int, blanks: int) -> None:
        self.start = start
        self.end = end
        self.blanks = blanks
        self.raw = text[start:end]

    @cached_property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)

    @cached_property
    def line(self) -> str:
        """Its words in one line."""
        return " ".join(self.raw.split())

    @cached_property
    def folded(self) -> str:
        """Its words as the tables spell them."""
        return fold(self.raw)

    @cached_property
    def words(self) -> list[str]:
        """Its words, without marks."""
        return _WORD.findall(self.raw)

    @cached_property
    def ends_sentence(self) -> bool:
        """Whether it ends as a sentence does."""
        return bool(_ENDS.search(self.line))

    @cached_property
    def is_prose(self) -> bool:
        """Whether it reads as running text: long enough, a sentence's end, and most words in lower case."""
        count = len(self.words)
        if count < 9 or not (self.ends_sentence or count >= 25):
            return False
        return sum(w[0].islower() for w in self.words) >= 0.45 * count

    @cached_property
    def is_sentence(self) -> bool:
        """Whether it could be a short paragraph of a report: it ends as a sentence does, or opens or closes a quote."""
        return self.is_prose or (self.ends_sentence and len(self.words) >= 2)


class _Line(NamedTuple):
    start: int
    end: int
    blanks: int  # blank lines before it


def split_blocks(text: str) -> list[Block]:
    """Return the blocks of `text` in order: one a line, but the lines of a hard-wrapped paragraph are one block."""
    lines = _lines(text)
    width = _wrap_width(text, lines)
    blocks: list[Block] = []
    start = previous = None
    blanks = 0
    for line in lines:
        if previous is not None and start is not None:
            if width and not line.blanks and _continues(text, previous, line, width):
                previous = line
                continue
            blocks.append(Block(text, start, previous.end, blanks))
        start, blanks, previous = line.start, line.blanks, line
    if previous is not None and start is not None:
        blocks.append(Block(text, start, previous.end, blanks))
    return blocks


def blank_runs(text: str) -> list[Span]:
    """Return the runs of two or more blank lines, from the first one's start to the last one's end."""
    runs: list[Span] = []
    at = first = count = 0
    for line in [*text.splitlines(keepends=True), "end"]:
        blank = not line.strip()
        if blank:
            first = at if not count else first
            count += 1
        elif count:
            if count > 1:
                runs.append(Span(first, at))
            count = 0
        at += len(line)
    if count > 1:
        runs.append(Span(first, len(text)))
    return runs


def _lines(text: str) -> list[_Line]:
    found: list[_Line] = []
    at = blanks = 0
    for line in text.splitlines(keepends=True):
        words = line.strip()
        if words:
            start = at + line.index(words[0])
            found.append(_Line(start, start + len(words), blanks))
            blanks = 0
        else:
            blanks += 1
        at += len(line)
    return found


def _wrap_width(text: str, lines: list[_Line]) -> int:
    """Return the column at which the text was hard-wrapped; 0 if it was not.

    It was if, nearly everywhere that one line follows another without a blank line, the next line's first word would
    not have fitted: chance does not do that.
    """
    pairs = [(a, b) for a, b in _pairs(lines) if not b.blanks]
    if len(pairs) < 2:
        return 0
    lengths = sorted(a.end - a.start for a, _ in pairs)
    width = lengths[-1]
    if width > 110 or width < 30:
        return 0
    full = sum(_continues(text, a, b, width) for a, b in pairs)
    return width if full >= 0.6 * len(pairs) else 0


def _pairs(lines: list[_Line]) -> Iterator[tuple[_Line, _Line]]:
    yield from zip(lines, lines[1:], strict=False)


def _continues(text: str, line: _Line, following: _Line, width: int) -> bool:
    """Return whether `following` goes on with the paragraph of `line`: its first word did not fit there."""
    first = len(text[following.start : following.end].split(None, 1)[0])
    return line.end - line.start + 1 + first > width - 1
