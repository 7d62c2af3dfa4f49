"""Times counted from now ("ago") or from the time last spoken of ("the next day")."""

from __future__ import annotations

from datetime import date, timedelta

from onrecord.timexes import values
from onrecord.timexes.amounts import amount, ordinal, units_back
from onrecord.timexes.context import Context, Phrase, Reading
from onrecord.timexes.readings.base import dated, reads, unit_of
from onrecord.timexes.tables import listed


@reads
def ago(p: Phrase, at: Context) -> Reading | None:
    """Twelve years ago; a week ago; several months ago: at the precision of the unit."""
    unit, n = unit_of(p), amount(p)
    if n == "X" or not unit or unit.startswith("T"):  # hours: the hour of publication is not known
        return Reading("PAST_REF")
    if unit == "Y" and n == "1" and not p.opens and (value := at.year_before_quarter()):
        return dated(value)
    return _moved(p, at.anchor.date(unit if "." not in n else "M"), unit, n, -1)


def _moved(p: Phrase, day: date, unit: str, n: str, way: int) -> Reading | None:
    if unit in {"E", "C"} and way < 0:
        return _decades_ago(day, round(float(n) * (10 if unit == "E" else 100)))
    unit_moved, back = units_back(n, unit)
    try:
        moved = values.shift(day, unit_moved, back * -way)
    except (OverflowError, ValueError):
        return None
    value = values.period(moved, "W" if unit == "2W" else unit)
    bounds = values.interval(value)
    if p.has("more", "over", "least"):
        return Reading(value, interval=(None, bounds[1]) if way < 0 else (bounds[0], None))
    return Reading(value)


def _decades_ago(day: date, years: int) -> Reading | None:
    """Return the year so far back, as exact as its words: half a decade either way, or a tenth of the time."""
    year, about = day.year - years, max(5, years // 10)
    bounds = (date(year - about, 1, 1), date(year + about, 12, 31)) if year > about else values.OPEN
    return Reading(f"{year:04}", interval=bounds) if year > 0 else None


@reads
def year_ago(p: Phrase, at: Context) -> Reading | None:
    """The year-ago quarter; year-earlier."""
    if p.get("units"):
        return Reading(values.duration(amount(p), unit_of(p)), "DURATION")
    if n := p.get("ordinal"):
        return dated(f"{at.anchor.date('Y').year - 1:04}-Q{ordinal(n)}") if ordinal(n) <= 4 else None
    if value := at.year_before_quarter():
        return dated(value)
    if p.has("ago", "earlier") and p.has("a") and p.has("period"):
        return None
    return dated(values.period(values.shift(at.anchor.date("Y"), "Y", -1), "Y"))


@reads
def offset(p: Phrase, at: Context) -> Reading | None:
    """Three days later; a year earlier: counted from the expression before; without one, a length of time."""
    unit, n = unit_of(p), amount(p)
    way = int(p.get("direction") or 0)
    if unit == "TS" and p.get("unit"):
        return None
    if way < 0 and unit == "Y" and n == "1":
        if value := at.year_before_quarter():
            return dated(value)
        if not at.reference:
            return dated(values.period(values.shift(at.anchor.date("Y"), "Y", -1), "Y"))
    start = values.interval(at.reference)[0] if at.reference else None
    if start is None or n == "X" or unit.startswith("T"):
        return Reading(values.duration(n, unit), "DURATION", values.OPEN)
    if unit in {"D", "W"} and len(at.reference or "") < 8:
        return Reading(values.duration(n, unit), "DURATION", values.OPEN)
    return _moved(p, start, unit, n, way)


@reads
def same(p: Phrase, at: Context) -> Reading | None:
    """The same day; that year; that night: the period last spoken of."""
    unit = unit_of(p)
    if not at.reference:
        return None
    first = values.interval(at.reference)[0]
    if first is None:
        return None
    part = p.get("part")
    if part:
        return dated(f"{at.reference[:10]}T{part}", "TIME") if len(at.reference) >= 10 else None
    if p.get("season") or unit.startswith("T"):
        return None
    if unit in {"D", "W"} and len(at.reference) < 8:
        return None
    return dated(values.period(first, unit))


@reads
def following(p: Phrase, at: Context) -> Reading | None:
    """The next day; the following year; the week before: counted from the expression before, else vague."""
    unit = unit_of(p)
    if unit.startswith("T") or (p.get("weekday") and not at.reference) or p.after() in {"of"}:
        return None
    way = -1 if p.has("previous", "preceding", "before", "earlier") else 1
    if unit not in {"", "D"} and p.has("next", "previous", "preceding") and not at.narrative:
        return dated(values.period(values.step(at.anchor.date(unit), unit, way), unit))
    start = values.interval(at.reference)[0] if at.reference else None
    if p.has("before", "after") and p.after() not in listed("endings") | {""}:
        start = None  # "the day before the talks": the talks' day is not ours to know
    if start is None or (unit in {"", "D", "W"} and len(at.reference or "") < 8):
        return Reading("XXXX-XX-XX", interval=values.OPEN) if p.line.word(p.first + 1) != unit else None
    part = p.get("part")
    if part or p.get("weekday"):
        day = (start + timedelta(days=way)).isoformat()
        return dated(f"{day}T{part}", "TIME") if part else dated(day)
    return dated(values.period(values.step(start, unit, way), unit))
