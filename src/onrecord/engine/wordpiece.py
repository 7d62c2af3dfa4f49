"""Text -> word pieces of BERT's uncased vocabulary, with exact code-point offsets.

Written out here because it is short, and because the usual library for it brings forty megabytes of others along.
What is done with a text: accents and control characters go, letters become lower case, marks and Chinese
characters stand alone, and each word is cut from the left into the longest pieces that the vocabulary knows.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

UNKNOWN = "[UNK]"
LONGEST = 100  # letters of a word; a longer one is unknown
REMEMBERED = 1 << 16  # stretches between white space whose pieces are kept at hand,
MEMORABLE = 64  # ... if they are no longer than this

_STRETCH = re.compile(r"\S+")
_PLAIN = re.compile(r"[a-z0-9]+|[^a-z0-9]")  # the words of a stretch in ASCII
_ALONE = (  # Chinese characters, which the vocabulary holds one by one
    (0x4E00, 0x9FFF),
    (0x3400, 0x4DBF),
    (0x20000, 0x2A6DF),
    (0x2A700, 0x2B73F),
    (0x2B740, 0x2B81F),
    (0x2B920, 0x2CEAF),
    (0xF900, 0xFAFF),
    (0x2F800, 0x2FA1F),
)


class Cut(NamedTuple):
    """Pieces: their numbers in the vocabulary, and where each starts and ends."""

    ids: Sequence[int]
    starts: Sequence[int]
    ends: Sequence[int]


class Word(NamedTuple):
    """A word's letters as the vocabulary writes them, and the place that each has in the text."""

    letters: str
    places: Sequence[int]


class WordPiece:
    """A vocabulary, and how text is cut by it. Make one with `WordPiece.load(path)`."""

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        self._vocabulary = vocabulary
        self._unknown = vocabulary[UNKNOWN]
        self._remembered = lru_cache(REMEMBERED)(self._cut)

    @classmethod
    def load(cls, path: Path) -> WordPiece:
        """Return the vocabulary of a `vocab.txt`: a piece a line, its number the line's."""
        return cls({piece: i for i, piece in enumerate(path.read_text(encoding="utf-8").splitlines())})

    def encode(self, text: str) -> tuple[Ints, Ints, Ints]:
        """Return the ids, starts and ends of the pieces of `text`, in order, without special ones."""
        found = [(m.start(), self._pieces(m[0])) for m in _STRETCH.finditer(text)]
        count = sum(len(cut.ids) for _, cut in found)
        base = np.repeat(_ints((at for at, _ in found), len(found)), _ints((len(c.ids) for _, c in found), len(found)))
        ids = _ints(chain.from_iterable(cut.ids for _, cut in found), count)
        starts = _ints(chain.from_iterable(cut.starts for _, cut in found), count)
        ends = _ints(chain.from_iterable(cut.ends for _, cut in found), count)
        return ids, base + starts, base + ends

    def _pieces(self, stretch: str) -> Cut:
        return self._remembered(stretch) if len(stretch) <= MEMORABLE else self._cut(stretch)

    def _cut(self, stretch: str) -> Cut:
        pieces = [piece for word in _words(stretch) for piece in self._cut_word(word)]
        ids, starts, ends = zip(*pieces, strict=True) if pieces else ((), (), ())
        return Cut(ids, starts, ends)

    def _cut_word(self, word: Word) -> list[tuple[int, int, int]]:
        """Return the longest pieces from the left; one unknown piece if any part of the word is in no piece."""
        letters, places = word
        unknown = [(self._unknown, places[0], places[-1] + 1)]
        if len(letters) > LONGEST:
            return unknown
        found: list[tuple[int, int, int]] = []
        start = 0
        while start < len(letters):
            prefix = "##" if start else ""
            end = len(letters)
            while end > start and prefix + letters[start:end] not in self._vocabulary:
                end -= 1
            if end == start:
                return unknown
            found.append((self._vocabulary[prefix + letters[start:end]], places[start], places[end - 1] + 1))
            start = end
        return found


def _ints(values: Iterable[int], count: int) -> Ints:
    return np.fromiter(values, dtype=np.int64, count=count)


def _words(stretch: str) -> Iterator[Word]:
    """Yield the words of a stretch without white space; a mark is a word of its own."""
    if stretch.isascii() and stretch.isprintable():
        for m in _PLAIN.finditer(stretch.lower()):
            yield Word(m[0], range(*m.span()))
        return
    letters, places = "", list[int]()
    for letter, at in _letters(stretch):
        if not _is_alone(letter):
            letters += letter
            places.append(at)
            continue
        if letters:
            yield Word(letters, places)
        letters, places = "", []
        yield Word(letter, (at,))
    if letters:
        yield Word(letters, places)


def _letters(stretch: str) -> Iterator[tuple[str, int]]:
    """Yield the letters of a stretch as the vocabulary writes them, with their places; what it never holds goes."""
    for at, char in enumerate(stretch):
        if char.isascii() and char.isprintable():
            yield char.lower(), at
        elif char != "\ufffd" and not unicodedata.category(char).startswith("C"):
            for part in unicodedata.normalize("NFD", char):
                if unicodedata.category(part) != "Mn":
                    for lower in part.lower():
                        yield lower, at


def _is_alone(char: str) -> bool:
    if char.isalnum():
        return not char.isascii() and any(first <= ord(char) <= last for first, last in _ALONE)
    return char.isascii() or unicodedata.category(char).startswith("P")
