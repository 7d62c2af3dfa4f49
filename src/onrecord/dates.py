"""Dates as papers print them -> ISO 8601 at the precision known; ambiguous ones stay unknown.

This is for the lines that say when a page was published, and for the dates of envelopes; expressions of time inside a
report ("on Thursday") are read by `onrecord.timexes`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class DateMatch(NamedTuple):
    """`text[start:end]` is a date; `value` is None if it cannot be told which."""

    start: int
    end: int
    value: str | None


class _Tables(NamedTuple):
    months: dict[str, int]
    weekdays: dict[str, int]
    zones: dict[str, str]


@cache
def _tables() -> _Tables:
    raw = tomllib.loads(files("onrecord.data").joinpath("dates.toml").read_text("utf-8"))
    months = {w: int(n) for n, names in raw["months"].items() for w in names.split()}
    weekdays = {w: int(n) for n, names in raw["weekdays"].items() for w in names.split()}
    zones = {w: order for order, names in raw["zones"].items() for w in names.split()}
    return _Tables(months, weekdays, zones)


def _either(names: dict[str, int] | dict[str, str]) -> str:
    return "(?:" + "|".join(sorted(map(re.escape, names), key=lambda w: (-len(w), w))) + ")"


@cache
def _date_pattern() -> re.Pattern[str]:
    months, weekdays, _ = _tables()
    month = rf"(?P<%s>{_either(months)})\.?"
    year = r"(?P<%s>(?:18|19|20)\d\d)(?!\d(?!\d?[:.]\d\d))"  # "December 19, 20243:45 PM" is glued, not a year 20243
    sep = r"[\s,]*"
    return re.compile(
        rf"(?:(?P<weekday>{_either(weekdays)})\b\.?,?\s*(?:the\s+|den\s+|le\s+)?)?(?:"
        rf"(?P<y1>(?:19|20)\d\d)(?P<s1>[-/.])(?P<m1>\d\d?)(?P=s1)(?P<d1>\d\d?)(?!\d)"
        rf"|(?P<y6>(?:19|20)\d\d)(?P<m6>[01]\d)(?P<d6>[0-3]\d)(?=T\d|$)"
        rf"|(?P<y2>(?:19|20)\d\d)\s?年\s?(?P<m2>\d\d?)\s?月\s?(?P<d2>\d\d?)\s?日"
        rf"|{month % 'b3'}[\s-]*(?P<d3>\d\d?)(?:st|nd|rd|th)?(?!\d|[:]){sep}{year % 'y3'}"
        rf"|(?P<d4>\d\d?)(?:st|nd|rd|th|er|º|\.)?[\s-]*(?:of\s+|de\s+)?{month % 'b4'}[\s,-]*(?:de\s+)?{year % 'y4'}"
        rf"|(?P<n1>\d\d?)(?P<s5>[-/.])(?P<n2>\d\d?)(?P=s5)(?P<y5>(?:19|20)\d\d|\d\d)(?![\d/-])"
        rf"|{month % 'b7'}{sep}{year % 'y7'}"
        rf"|{month % 'b8'}\s+(?P<d8>\d\d?)(?:st|nd|rd|th)?(?![\d:])"
        rf"|(?P<d9>\d\d?)(?:st|nd|rd|th|\.)?\s+{month % 'b9'}(?!\w)"
        r")",
        re.IGNORECASE,
    )


def find_dates(text: str, start: int = 0) -> Iterator[DateMatch]:
    """Yield the dates in `text` from `start`, in order; numeric ones that could be two days have no value."""
    for match in _date_pattern().finditer(text, start):
        if match.start() and (text[match.start() - 1].isalnum() or text[match.start() - 1] == "."):
            continue
        yield DateMatch(match.start(), match.end(), _value(match, text))


def match_date(text: str, at: int) -> DateMatch | None:
    """Return the date that begins exactly at `at`, even if a word is glued to its front; None if none does."""
    match = _date_pattern().match(text, at)
    return DateMatch(match.start(), match.end(), _value(match, text)) if match else None


def parse_date(text: str) -> str | None:
    """Return the day (or month, or year) that a whole string names, as ISO 8601; None if it is none.

    A time of day and a zone may follow; the day is the one written, whatever the zone.

    >>> parse_date("Thu, 19 Dec 1985 23:10:00 -0500"), parse_date("Dec. 1985"), parse_date("03/04/1985")
    ('1985-12-19', '1985-12', None)
    """
    text = text.strip()
    if re.fullmatch(r"(?:18|19|20)\d\d(?:-(?:0[1-9]|1[0-2]))?", text):
        return text
    found = match_date(text, 0)
    if found is None or not _TAIL.fullmatch(text, found.end):
        return None
    return found.value


TIME = (
    r"(?:\d{1,2}[:.h]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?\s*(?:[ap]\.?\s?m\b\.?)?"
    r"|\d{1,2}\s*[ap]\.?m\b\.?|\d{4}(?=\s*(?:GMT|UTC)))"
)
ZONE = r"(?:\(?(?:[A-Z]{1,5}(?:[+-]\d{1,2}(?::?\d\d)?)?|[+-]\d{2}:?\d{2})\)?)"
_TAIL = re.compile(rf"(?:[\sT,]*(?:at\s+)?{TIME})?\s*{ZONE}?\s*\.?", re.IGNORECASE)


def zone_names() -> str:
    """Return a pattern of the names of time zones, in capitals, as in "10:30 CET"."""
    return "|".join(sorted((z.upper() for z in _tables().zones), key=lambda z: (-len(z), z)))


def _value(match: re.Match[str], text: str) -> str | None:
    got = match.groupdict()
    months, weekdays, _ = _tables()
    if got["y5"]:
        return _numeric(got, weekdays, text[match.end() : match.end() + 24])
    for n in "1624387":
        year = got.get(f"y{n}")
        if not year:
            continue
        month = int(got[f"m{n}"]) if got.get(f"m{n}") else months[got[f"b{n}"].lower()]
        day = got.get(f"d{n}")
        return _iso(int(year), month, int(day) if day else None)
    return None  # a day without a year


def _numeric(got: dict[str, str | None], weekdays: dict[str, int], after: str) -> str | None:
    """Return the day of a date in figures; None unless something tells day from month.

    Dots are written day first; slashes and hyphens both ways, so a figure over 12, the weekday or the zone must tell.
    """
    a, b, year = int(got["n1"] or 0), int(got["n2"] or 0), int(got["y5"] or 0)
    if year < 100:
        year += 2000
    day_first, month_first = _iso(year, b, a), _iso(year, a, b)
    if day_first == month_first or not (day_first and month_first):
        return day_first or month_first
    if got["s5"] == ".":
        return day_first
    if got["weekday"]:
        wanted = weekdays[got["weekday"].lower()]
        fits = [d for d in (day_first, month_first) if date.fromisoformat(d).isoweekday() == wanted]
        return fits[0] if len(fits) == 1 else None
    for word in re.findall(r"[A-Za-z]+", after):
        if order := _tables().zones.get(word.lower()):
            return {"day_first": day_first, "month_first": month_first}.get(order)
    return None


def _iso(year: int, month: int, day: int | None) -> str | None:
    try:
        return date(year, month, day or 1).isoformat()[: None if day else 7]
    except ValueError:
        return None
