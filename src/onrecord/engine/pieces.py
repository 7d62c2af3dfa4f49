"""Text -> word pieces with the features that an uncased vocabulary loses, and windows over them.

Everything is counted in code points of the text. The same functions serve training and reading, so that the model
sees in both what it was trained on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from onrecord.engine.wordpiece import WordPiece
from onrecord.quotes import find_quotes

Ints = NDArray[np.int64]

SHAPES, BREAKS, QUOTES = 6, 4, 3  # sizes of the feature tables
WORD = re.compile(
    r"(?:[A-Za-z]\.){2,}"  # U.S.
    r"|(?:Mr|Mrs|Ms|Dr|St|Gen|Lt|Col|Sen|Rep|Gov|Sgt|Capt|Jr|Sr|No|vs|Prof|Rev|Adm|Maj|Brig)\.(?=\s)"
    r"|\d+(?:[.,]\d+)*(?:st|nd|rd|th)?"
    r"|[^\W\d_]+(?=n[’']t\b)|n[’']t\b"  # do|n't
    r"|[’'](?:s|re|ve|ll|d|m)\b"
    r"|[^\W_]+(?:[’'](?!(?:s|re|ve|ll|d|m|t)\b)[^\W_]+)*"  # O’Brien
    r"|_+|\.{2,}|-{2,}|[!?]{2,}|[^\w\s]",
    re.IGNORECASE,
)
_BREAK = re.compile(r"\s+")


class Pieces(NamedTuple):
    """The word pieces of a text: vocabulary ids, code-point offsets, and three features each.

    `shape`: 0 lower case, 1 Capitalised, 2 CAPITALS, 3 mIxed, 4 digits, 5 marks. `gap` before the piece: 0 none,
    1 space, 2 line break, 3 blank line. `quoted`: 0 outside, 1 inside double quotation marks, 2 a mark itself.
    """

    ids: Ints
    starts: Ints
    ends: Ints
    shape: Ints
    gap: Ints
    quoted: Ints


class Window(NamedTuple):
    """Pieces `start <= i < end` are read together; of what is found, that of `first <= i < last` is kept."""

    start: int
    end: int
    first: int
    last: int


@lru_cache(1 << 16)
def _shape(word: str) -> int:
    if word.islower():
        return 0
    if word.isdigit():
        return 4
    if not word[0].isalnum():
        return 5
    if word.istitle() or (len(word) == 1 and word.isupper()):
        return 1
    if word.isupper():
        return 2
    return 3 if any(c.isupper() for c in word) else 0


def _gaps(text: str, starts: Ints) -> Ints:
    """Return what stands before each piece that starts at `starts`, see `Pieces`; before the first, a blank line."""
    gap = np.zeros(len(starts), dtype=np.int64)
    gap[0] = 3
    breaks = [(m.end(), 1 + min(m.group().count("\n"), 2)) for m in _BREAK.finditer(text)]
    if breaks:
        ends, kinds = np.array(breaks, dtype=np.int64).T
        at = np.searchsorted(starts, ends)
        met = at < len(starts)
        met[met] = starts[at[met]] == ends[met]
        gap[at[met]] = kinds[met]
    return gap


def encode(text: str, wordpiece: WordPiece) -> Pieces:
    """Return the pieces of `text`, without special ones."""
    ids, starts, ends = wordpiece.encode(text)
    if not len(ids):
        empty = np.zeros(0, dtype=np.int64)
        return Pieces(empty, empty, empty, empty, empty, empty)
    shape = np.fromiter(
        (_shape(text[a:b]) for a, b in zip(starts.tolist(), ends.tolist(), strict=True)), dtype=np.int64, count=len(ids)
    )
    gap = _gaps(text, starts)
    quoted = np.zeros(len(ids), dtype=np.int64)
    for a, b in find_quotes(text):
        i, j = np.searchsorted(starts, (a, b))
        quoted[i:j] = 1
        if i < j:
            quoted[i] = 2
            if text[ends[j - 1] - 1] in "”»\"'’":
                quoted[j - 1] = 2
    return Pieces(ids, starts, ends, shape, gap, quoted)


def windows(count: int, size: int, overlap: int) -> Iterator[Window]:
    """Cut `count` pieces into even windows of at most `size`; neighbours share `overlap`, each keeping its own half."""
    if count <= size:
        if count:
            yield Window(0, count, 0, count)
        return
    steps = -(-(count - overlap) // (size - overlap))
    size = -(-(count + (steps - 1) * overlap) // steps)  # no more than it takes: what is shared is read twice
    starts = [round(k * (count - size) / (steps - 1)) for k in range(steps)]
    cuts = [0] + [(b + a + size) // 2 for a, b in zip(starts, starts[1:], strict=False)] + [count]
    for k, start in enumerate(starts):
        yield Window(start, start + size, cuts[k], cuts[k + 1])


def find_words(text: str) -> list[tuple[int, int]]:
    """Return the words and marks of `text`, close to how the Universal Dependencies treebanks of English cut it."""
    return [m.span() for m in WORD.finditer(text)]


def first_pieces(words: Ints, pieces: Pieces) -> Ints:
    """Return for each word (its start, end) the index of the first piece that starts in it, else of the one before."""
    at = np.searchsorted(pieces.starts, words[:, 0])
    inside = at < len(pieces.starts)
    ok = np.zeros(len(words), dtype=bool)
    ok[inside] = pieces.starts[at[inside]] < words[inside, 1]
    return np.where(ok, at, np.maximum(at - 1, 0))
