"""Dates of the calendar: days, months, years, decades, centuries."""

from __future__ import annotations

import re
from datetime import date

from onrecord.timexes import values
from onrecord.timexes.amounts import ordinal, spoken_year
from onrecord.timexes.context import Context, Phrase, Reading
from onrecord.timexes.readings.base import dated, reads, said_year, way_of
from onrecord.timexes.tables import listed


@reads
def iso(p: Phrase, _: Context) -> Reading | None:
    """1986-10-11."""
    return dated(_checked(p.text), explicit=True)


def _checked(value: str) -> str | None:
    day = value[:10]
    return value if values.make(*(int(part) for part in day.split("-"))) else None


@reads
def numeric(p: Phrase, at: Context) -> Reading | None:
    """10/11/86: only where one order makes a date, or both the same; else a date without a value."""
    a, b, year = (int(part) for part in p.text.split("/"))
    if year < 100:
        year += 2000 if year <= ((at.anchor.year or 2049) + 1) % 100 else 1900
    both = {values.make(year, a, b) if b else None, values.make(year, b, a) if a else None} - {None}
    if not both:
        return None
    return Reading(both.pop() if len(both) == 1 else None, explicit=True)


@reads
def calendar_date(p: Phrase, at: Context) -> Reading | None:
    """October 11, 1986; Oct. 11; 11 October; October 1986; October."""
    month = int(p.get("month") or 0)
    day = day_of_month(p)
    year = said_year(p)
    if year is not None:
        return dated(values.make(year, month, day), explicit=True)
    if day is None and not _is_month(p):
        return None
    return dated(_nearest(p, at, month, day))


@reads
def day_of_range(p: Phrase, at: Context) -> Reading | None:
    """The 3 of "from 3 to 7 June 1995", the 25 of "April 24 and 25": the month is the other end's."""
    line, day = p.line, ordinal(p.get("day") or p.get("ordinal") or "0")
    if "month" in line.classes(p.first - 3):
        return (
            dated(values.make(int(at.day[:4]), int(at.day[5:7]), day))
            if at.day
            else Reading(None, interval=values.OPEN)
        )
    end = p.last + (4 if line.word(p.last + 2) == "of" else 3)
    for comma in (0, 1):
        if "year" in line.classes(end + comma) and (not comma or line.word(end) == ","):
            end += comma + 1
            break
    other = calendar_date(Phrase(line, p.last + 1, end), at)
    if other is None or other.value is None:
        return other
    return dated(values.make(int(other.value[:4]), int(other.value[5:7]), day), explicit=other.explicit)


def day_of_month(p: Phrase) -> int | None:
    """Return the day that stands beside the month, behind it or before it; None if none does."""
    words = [classes for _, classes in p]
    at = next(i for i, classes in enumerate(words) if "month" in classes)
    before = at - 2 if at > 1 and "'of'" in words[at - 1] else at - 1
    for i in (at + 1, before):
        if 0 <= i < len(words) and not words[i].keys() & {"year", "'second'"} and words[i].keys() & {"day", "ordinal"}:
            n = ordinal(words[i].get("day") or words[i]["ordinal"])
            return n if n <= 31 else None
    return None


def _is_month(p: Phrase) -> bool:
    """Return whether a month's name alone is a month here: "May" and "March" are other words too."""
    word = p.line.raw(p.first)
    if p.last - p.first > 1 or not p.get("homonym"):
        return True
    if len(word) < 4 and word != "May":
        return False  # "Jan", "Mar": names, but for a number beside them
    ranged = p.before() == "to" and "month" in p.line.classes(p.first - 2)
    if p.before() == "-" and p.before(2) in {"mid", "early", "late"}:
        return True
    if ranged or p.before() in listed("prepositions") - {"to"} or p.after() in {"'s", "’s"}:
        return True
    return word in {"August", "April", "June"} and not p.line.raw(p.last)[:1].isupper()


def _nearest(p: Phrase, at: Context, month: int, day: int | None) -> str | None:
    """Return the date of that name nearest to the anchor, if the tense does not speak for another."""
    if told := at.year_told(p):
        return values.make(told, month, day)
    today = at.anchor.date("D" if day else "M")
    years = [year for year in (today.year - 1, today.year, today.year + 1) if values.make(year, month, day)]
    if day and (weekday := p.get("weekday")):
        years = [year for year in years if date(year, month, day).isoweekday() == int(weekday)] or years
    way = {"past": -1, "future": 1, None: 0}[None if p.before() in listed("determiners") else p.tense]
    if p.before() in listed("deadlines") or (
        p.before() in {"mid", "early", "late"} and p.before(2) in listed("deadlines")
    ):
        way = 1
    best = min(years, key=lambda year: _distance(today, year, month, day, way), default=None)
    return values.make(best, month, day) if best is not None else None


_AGAINST_TENSE = 6.5  # months by which a date must be nearer for it to go before what the tense says
_AHEAD = 2.0  # ... by which one behind may be farther than one ahead, if the tense says nothing


def _distance(today: date, year: int, month: int, day: int | None, way: int) -> float:
    """Return how far a date is from today, in months, with what the tense has against it."""
    months = (year - today.year) * 12 + month - today.month + ((day or today.day) - today.day) / 31
    against = months * way < 0 and abs(months) >= 0.02
    return abs(months) + (_AGAINST_TENSE if against else _AHEAD if way == 0 and months > 0 else 0)


@reads
def month_of_shifted_year(p: Phrase, at: Context) -> Reading | None:
    """June last year; October of this year."""
    year = at.anchor.date("Y").year + int(p.get("shift") or 0)
    return dated(values.make(year, int(p.get("month") or 0), day_of_month(p)))


@reads
def shifted_month(p: Phrase, at: Context) -> Reading | None:
    """Last October; this May; next Oct. 3: never the month that is now, but for "this"."""
    month, day = int(p.get("month") or 0), day_of_month(p)
    today = at.anchor.date("M")
    way = way_of(p)
    year = today.year
    if way < 0 and month >= today.month:
        year -= 1
    elif way > 0 and month <= today.month:
        year += 1
    return dated(values.make(year, month, day))


@reads
def year(p: Phrase, _: Context) -> Reading | None:
    """1986; the year 2000; fiscal 1989. A bare number of four figures is one only where nothing is counted."""
    number = p.get("year")
    if number is None:
        spoken = spoken_year(p)
        return dated(values.make(spoken), explicit=True) if spoken else None
    if p.last - p.first == 1 and not _is_year(p, int(number)):
        return None
    return dated(number, explicit=True)


_IDENTITY = re.compile(r"[-.:/]\d|\d[-:/]")


def _is_year(p: Phrase, n: int) -> bool:
    before, after = p.before(), p.after()
    end = p.end
    if p.line.text[max(0, p.start - 1) : p.start] in {"$", "£", "€", "#", "-", ".", "/", "@", "_", ":"}:
        return (
            p.line.text[max(0, p.start - 1) : p.start] in {"-", "/"} and before in {"-", "/"} and p.before(2).isalpha()
        )
    if _IDENTITY.match(p.line.text[end : end + 2]) or p.line.text[end : end + 1] in {"%", "°"}:
        return False
    if before == "least" and p.before(2) == "at" and p.before(3) in {"since", "until"}:
        return True
    if (
        before in listed("identifiers")
        or before in listed("counting")
        or after in listed("counted")
        or not 1400 <= n <= 2100
    ):
        return False
    if before in {"about", "around"} and n % 100 == 0:
        return False
    return not (
        n % 50 == 0
        and before not in listed("prepositions")
        and after.endswith("s")
        and after.isalpha()
        and len(after) > 3
    )


@reads
def year_range(p: Phrase, _: Context) -> Reading | None:
    """1990-95; 1939–1945."""
    first, last = p.line.raw(p.first), p.line.raw(p.last - 1)
    if len(last) == 2:
        last = first[:2] + last
    if not int(first) < int(last) <= int(first) + 150 or not int(first) >= 1400:
        return None
    return dated(f"{first}/{last}", explicit=True)


@reads
def decade(p: Phrase, at: Context) -> Reading | None:
    """The 1990s; the '80s; the nineties: these of the century that is nearest behind."""
    word = (p.get("decade") or "").strip("'’").rstrip("s").strip("'’")
    if not word.isdigit():
        return None
    bare = p.line.raw(p.last - 1)
    if len(word) == 4:
        value = word[:3]
    elif p.first == p.last - 1 and bare[0].isdigit():
        return None  # "in his 30s"
    else:
        if p.before() in {"his", "her", "their", "my", "our"} or (bare.isalpha() and not p.has("the")):
            return None
        digit = word[0]
        century = (at.anchor.year or 1999) // 100
        value = (
            f"{century}{digit}" if f"{century}{digit}" <= str(at.anchor.year or 1999)[:3] else f"{century - 1}{digit}"
        )
    mod = p.get("mod")
    bounds = values.interval(value)
    return Reading(value, interval=values.part_of(bounds, mod, 2) if mod else None, explicit=True)


@reads
def century(p: Phrase, _: Context) -> Reading | None:
    """The 20th century: the value is the years' first two figures."""
    n = sum(ordinal(v) for v in p.all("number") + p.all("ordinal"))
    if p.first == p.last - 1 or not 1 <= n <= 30:
        return None
    value, mod = f"{n - 1:02}", p.get("mod")
    bounds = values.interval(value)
    return Reading(value, interval=values.part_of(bounds, mod, 2) if mod else bounds, explicit=True)
