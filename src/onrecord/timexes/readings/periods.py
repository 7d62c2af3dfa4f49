"""Weeks, months, seasons, quarters, years counted from the anchor; holidays."""

from __future__ import annotations

from datetime import timedelta

from onrecord.timexes import values
from onrecord.timexes.amounts import ordinal
from onrecord.timexes.context import Context, Phrase, Reading
from onrecord.timexes.holidays import holiday as holiday_date
from onrecord.timexes.readings.base import dated, reads, said_year, way_of
from onrecord.timexes.readings.offsets import following
from onrecord.timexes.tables import listed


@reads
def shifted_unit(p: Phrase, at: Context) -> Reading | None:
    """Last year; this week; next month; the coming weekend; the current quarter."""
    unit = p.get("unit") or p.get("weekend") or ""
    if unit == "D" and p.before() == "to":
        return None  # "to this day"
    if unit.startswith("T") or (unit == "D" and p.has("last", "previous", "next", "current", "preceding")):
        return None if p.has("last", "next", "current") else following(p, at)
    if (
        p.last - p.first == 2
        and all(p.line.raw(i)[:1].isupper() for i in (p.first, p.first + 1))
        and p.before() in listed("quotes")
    ):
        return None  # the name of a broadcast
    way = 1 if p.has("ahead") else way_of(p)
    if unit == "Y" and p.has("last") and _is_compared(p) and (value := at.year_before_quarter()):
        return dated(value)
    today = at.anchor.date(unit)
    if p.has("calendar", "full") and not p.get("shift"):
        return None
    return dated(values.period(values.step(today, unit, way), unit))


def _is_compared(p: Phrase) -> bool:
    """Return whether it dates a figure: "from $3 million last year", "last year's $3 million"."""
    return p.before() in {"million", "billion", "share"} or (
        p.after() in {"'s", "’s"} and p.after(2) in listed("identifiers")
    )


@reads
def shifted_season(p: Phrase, at: Context) -> Reading | None:
    """Last spring; this summer; this past winter."""
    return dated(_season(at, p.get("season") or "", way_of(p)))


def _season(at: Context, season: str, way: int) -> str:
    today = at.anchor.date("M")
    value = f"{today.year:04}-{season}"
    first, last = values.interval(value)
    if first is None or last is None:
        return value
    year = today.year
    if way < 0 and last >= today.replace(day=1):
        year -= 1
    elif way > 0 and first <= today:
        year += 1
    elif way == 0 and season == "WI" and today.month <= 2:
        year -= 1
    return f"{year:04}-{season}"


@reads
def season(p: Phrase, at: Context) -> Reading | None:
    """The summer; winter 1994; the fall of last year."""
    name = p.get("season") or ""
    said = said_year(p)
    if said is not None:
        return dated(f"{said:04}-{name}", explicit=True)
    if p.get("shift"):
        return dated(f"{at.anchor.date('Y').year + way_of(p):04}-{name}")
    if not p.has("the") and (p.before() not in {"in", "by", "since", "until", "early", "late", "mid"} or p.first == 0):
        return None
    if name == "FA" and p.line.word(p.last - 1) == "fall" and p.before() not in {"in", "by", "since", "until", "this"}:
        return None
    if p.after() in {"of", "house", "palace", "olympics", "games"}:
        return None
    value = _season(at, name, 1 if p.tense == "future" else 0)
    mod = p.get("mod")
    return Reading(value, interval=values.part_of(values.interval(value), mod, 2) if mod else None)


@reads
def this_unit(p: Phrase, at: Context) -> Reading | None:
    """The year; the weekend: the one that is now, or for a weekend the one next to now."""
    unit = p.get("unit") or p.get("weekend") or ""
    today = at.anchor.date(unit)
    if unit == "WE":
        back = 7 if today.isoweekday() < 6 and p.tense != "future" else 0
        return dated(values.period(today - timedelta(days=back), "WE"))
    if p.after() in {"ended", "ending", "end"} or p.after(1) == "to":
        return Reading(values.duration("1", unit), "DURATION")
    if p.after() == "of":
        return None
    return dated(values.period(today, unit))


@reads
def year_end(p: Phrase, at: Context) -> Reading | None:
    """Year-end: the last days of this year."""
    return dated(f"{at.anchor.date('Y').year - (p.before() == 'since'):04}-12-31")


@reads
def quarter(p: Phrase, at: Context) -> Reading | None:
    """The third quarter; this year's first half; second-quarter 1989."""
    half = p.get("half") is not None
    if half and not (p.has("of", "year") or p.get("year")):
        return None
    if p.has("-") and p.has("the"):
        return None  # in "the third-quarter loss" the article is the loss's
    most = 2 if half else 4
    n = most if p.has("final", "last") and not p.get("ordinal") else ordinal(p.all("ordinal")[-1])
    if n > most or p.after() in {"century", "time", "game", "point"}:
        return None
    letter = "H" if half else "Q"
    said = said_year(p)
    if said is not None:
        return dated(f"{said:04}-{letter}{n}", explicit=True)
    today = at.anchor.date("Q")
    if p.get("shift") and p.has("year"):
        return dated(f"{today.year + way_of(p):04}-{letter}{n}")
    year = today.year
    if (
        not half
        and n > (today.month + 2) // 3
        and not (p.tense == "future" or (n - (today.month + 2) // 3 <= 1 and today.month > 9))
    ):
        year -= 1
    return dated(f"{year:04}-{letter}{n}")


@reads
def latest_quarter(p: Phrase, at: Context) -> Reading | None:
    """The quarter; the latest period; the 1988 quarter: the one last spoken of, or that is now."""
    said = said_year(p)
    if p.has("current"):
        return dated(values.period(at.anchor.date("Q"), "Q"))
    if p.after() in {"ended", "ending"} and not said:
        return Reading(f"{at.anchor.date('Y').year:04}-QX", interval=values.OPEN)  # whose year begins when?
    if at.quarter is None:
        return dated(str(said)) if said else None
    return dated(f"{said:04}{at.quarter[4:]}" if said else at.quarter)


@reads
def holiday(p: Phrase, at: Context) -> Reading | None:
    """Christmas; Thanksgiving Day; last Easter; New Year's Eve 1986."""
    name = p.get("holiday") or ""
    if name == "easter" and p.has("monday"):
        name = "easter-monday"
    if p.has("eve"):
        name += "-eve"
    said = said_year(p)
    if said is not None:
        return dated(holiday_date(name, said).isoformat(), explicit=True)
    today = at.anchor.date()
    days = [holiday_date(name, today.year + n) for n in (-1, 0, 1)]
    way = -1 if p.has("last") else 1 if p.has("next") or p.tense == "future" else -1 if p.tense == "past" else 0
    if way < 0:
        return dated(max(d for d in days if d <= today).isoformat())
    if way > 0:
        return dated(min(d for d in days if d >= today).isoformat())
    return dated(min(days, key=lambda d: abs((d - today).days)).isoformat())
