"""What an expression is read against: its own words, those around it, the publication date, and earlier expressions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from onrecord.timexes import values
from onrecord.timexes.clauses import Clauses
from onrecord.timexes.tense import Tense, tense_around
from onrecord.timexes.tokens import Vocabulary, tokenize
from onrecord.types import TimexType

_NEAR, _FAR = 1400, 2400  # years of publication that leave room for counting to both sides
_STORY = 300  # characters for which a story's year holds within its paragraph
_DAY_HOLDS = 2  # paragraphs
_DEICTIC = frozenset({"weekday", "weekday-part", "near-day", "near-day-part", "shifted-unit", "shifted-month"})
_FINER = {"C": 1, "E": 1, "Y": 1, "H": 2, "Q": 2, "M": 2}  # parts of a date that a unit needs; else all three


class UnanchoredError(Exception):
    """The anchor is not known, or not finely enough: the expression has no value."""


class Anchor(NamedTuple):
    """The day of publication, as far as it is known."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, value: str | None) -> Anchor:
        """Return the anchor of an ISO date at any precision, a time of day left out; unknown if it is no such date."""
        parts = (value or "").partition("T")[0].split("-")
        if not all(part.isdecimal() for part in parts) or not 1 <= len(parts) <= 3:
            return cls()
        numbers = [int(part) for part in parts]
        return cls(*numbers) if _NEAR <= numbers[0] <= _FAR and values.make(*numbers) else cls()

    def date(self, unit: str = "D") -> date:
        """Return a day in the anchor's `unit`; raises UnanchoredError if the anchor is not known to that precision."""
        known = (self.year, self.month, self.day)
        if None in known[: _FINER.get(unit, 3)]:
            raise UnanchoredError
        return date(self.year or 1, self.month or 1, self.day or 1)


class Reading(NamedTuple):
    """What an expression means. `interval` None: that of its value; `type` None: its rule's."""

    value: str | None
    type: TimexType | None = None
    interval: values.Interval | None = None
    explicit: bool = False  # says its own year: what follows may count from it


class Line:
    """A paragraph or title as tokens."""

    def __init__(self, text: str, vocabulary: Vocabulary, offset: int = 0, clauses: Clauses | None = None) -> None:
        self.text = text
        self.offset = offset  # of the paragraph in the article's text
        self.clauses = clauses
        self.tokens, self.starts = tokenize(text)
        self.vocabulary = vocabulary
        self.symbols = "".join([vocabulary[token] for token in self.tokens])

    def word(self, i: int) -> str:
        """Return token `i` in lower case; empty beyond the ends."""
        return self.tokens[i].strip().lower() if 0 <= i < len(self.tokens) else ""

    def classes(self, i: int) -> dict[str, str]:
        """Return the classes of token `i`, each with its value; empty beyond the ends."""
        return self.vocabulary.classes(self.tokens[i]) if 0 <= i < len(self.tokens) else {}

    def raw(self, i: int) -> str:
        """Return token `i` as written, less white space; empty beyond the ends."""
        return self.tokens[i].strip() if 0 <= i < len(self.tokens) else ""

    def end(self, i: int) -> int:
        """Return the offset behind token `i`, less white space."""
        return self.starts[i] + len(self.tokens[i].rstrip())


@dataclass(frozen=True)
class Phrase:
    """Tokens `first <= i < last` of a line, as the candidate for an expression."""

    line: Line
    first: int
    last: int

    def __iter__(self) -> Iterator[tuple[str, dict[str, str]]]:
        for i in range(self.first, self.last):
            yield self.line.word(i), self.line.vocabulary.classes(self.line.tokens[i])

    def get(self, name: str) -> str | None:
        """Return the value of the first token of class `name`."""
        return next((classes[name] for _, classes in self if name in classes), None)

    def all(self, name: str) -> list[str]:
        """Return the values of all tokens of class `name`."""
        return [classes[name] for _, classes in self if name in classes]

    def has(self, *words: str) -> bool:
        """Return whether one of `words`, in lower case, is in it."""
        return any(word in words for word, _ in self)

    def before(self, n: int = 1) -> str:
        """Return the `n`-th word before it, in lower case; empty beyond the start."""
        return self.line.word(self.first - n)

    def after(self, n: int = 1) -> str:
        """Return the `n`-th word behind it, in lower case; empty beyond the end."""
        return self.line.word(self.last - 1 + n)

    @property
    def start(self) -> int:
        """Return the offset of its first character in the line."""
        return self.line.starts[self.first]

    @property
    def end(self) -> int:
        """Return the offset behind its last character in the line."""
        return self.line.end(self.last - 1)

    @property
    def text(self) -> str:
        """Return its words as written."""
        return self.line.text[self.start : self.end]

    @property
    def opens(self) -> bool:
        """Return whether it opens its sentence, as "In 1986, ..." does."""
        before = [self.before(n) for n in (1, 2, 3)]
        return "" in before or any(mark in before for mark in ".!?”")

    @property
    def tense(self) -> Tense | None:
        """Return the tense of its clause, by the trees if there are any and they tell, else by the words around."""
        if (line := self.line).clauses:
            told = line.clauses.tense(line.offset + self.start, line.offset + self.end)
            if told:
                return told
        return tense_around(self.line.text, self.start, self.end)


@dataclass
class Context:
    """The publication date, and what the expressions read so far leave behind; one a text, changed as it is read."""

    anchor: Anchor
    reference: str | None = None  # the last period read in this paragraph
    narrative: str | None = None  # ... of those that open a sentence of an old story with their own year
    narrative_end: int = 0
    day: str | None = None  # the last day read, here or a paragraph or two before
    day_age: int = field(default=9)
    quarter: str | None = None  # the last quarter read, while figures are compared with it

    def new_paragraph(self) -> None:
        """Forget what holds within a paragraph only."""
        self.reference = self.narrative = None
        self.day_age += 1
        if self.day_age > _DAY_HOLDS:
            self.day = None

    def year_told(self, phrase: Phrase) -> int | None:
        """Return the year of the old story that a phrase is part of; None if it is of none."""
        if self.narrative is None or phrase.start - self.narrative_end > _STORY or phrase.tense != "past":
            return None
        return int(self.narrative[:4])

    def note(self, phrase: Phrase, reading: Reading, rule: str) -> None:
        """Remember a reading for those behind it."""
        if rule == "stretch" and reading.value in {"P6M", "P9M"}:
            self.quarter = None  # "in the nine months": what is compared now is longer
        if reading.value is None or values.interval(reading.value) == values.OPEN:
            return
        self.reference = reading.value
        if len(reading.value) >= 10 and reading.value[8:10].isdigit():
            self.day, self.day_age = reading.value[:10], 0
        if reading.explicit and phrase.opens and int(reading.value[:4].ljust(4, "0")) < (self.anchor.year or 0) - 1:
            self.narrative, self.narrative_end = reading.value, phrase.end
        elif rule in _DEICTIC:
            self.narrative = None
        if (
            "-Q" in reading.value
            and rule == "quarter"
            and phrase.tense != "future"
            and reading.value[:4] <= f"{self.anchor.year or 9999:04}"
        ):
            self.quarter = reading.value

    def year_before_quarter(self) -> str | None:
        """Return the quarter a year before the one last spoken of: what "a year earlier" means in business news."""
        return f"{int(self.quarter[:4]) - 1:04}{self.quarter[4:]}" if self.quarter else None
