"""Weekdays, days near the anchor, parts of days, clocks."""

from __future__ import annotations

import re
from datetime import date, timedelta

from onrecord.timexes import values
from onrecord.timexes.context import Context, Phrase, Reading
from onrecord.timexes.readings.base import dated, reads
from onrecord.timexes.readings.dates import calendar_date
from onrecord.timexes.tables import listed


def _weekday_date(p: Phrase, at: Context) -> date:
    """Return the day that a weekday names: the last up to the anchor, or the next if its clause is in the future."""
    today = at.anchor.date()
    wanted = int(p.get("weekday") or p.get("weekdays") or 0)
    back = (today.isoweekday() - wanted) % 7
    if p.get("shift") == "0" or p.has("coming"):
        if p.has("past"):
            return today - timedelta(days=back or 7)
        if p.has("coming"):
            return today + timedelta(days=7 - back)
        return today + timedelta(days=wanted - today.isoweekday())
    if p.has("previous", "preceding") and at.day:
        today = date.fromisoformat(at.day)
        back = (today.isoweekday() - wanted) % 7
    if p.has("last", "past", "previous", "preceding"):
        return today - timedelta(days=back or 7)
    if p.has("next"):
        return today + timedelta(days=7 - back)
    if back and (_is_ahead(p) or p.tense == "future"):
        return today + timedelta(days=7 - back)
    return today - timedelta(days=back)


def _is_ahead(p: Phrase) -> bool:
    """Return whether the words before say that the day is still to come: "by Friday", "as soon as Friday"."""
    if p.before() in {"early", "late", "mid"}:
        return False
    before = p.before() if p.before() != "at" else p.before(2)
    return (before in {"by", "until", "till"} and p.tense != "past") or (
        before == "as" and p.before(2) in {"soon", "early", "late"}
    )


def _is_weekday(p: Phrase) -> bool:
    if p.before() in listed("named-days") or (
        p.after() in listed("sunday-papers") and p.line.raw(p.last)[:1].isupper()
    ):
        return False
    return not p.get("homonym")  # "Sun", "Mon": days only with a date or a dot


@reads
def weekday(p: Phrase, at: Context) -> Reading | None:
    """Thursday; last Thursday; this coming Thursday."""
    if not _is_weekday(p):
        return None
    return dated(_weekday_date(p, at).isoformat())


@reads
def weekday_of_week(p: Phrase, at: Context) -> Reading | None:
    """Thursday of last week; Monday next week."""
    today = at.anchor.date()
    monday = today - timedelta(days=today.isoweekday() - 1) + timedelta(weeks=int(p.get("shift") or 0))
    return dated((monday + timedelta(days=int(p.get("weekday") or 1) - 1)).isoformat())


@reads
def weekday_part(p: Phrase, at: Context) -> Reading | None:
    """Friday night."""
    return dated(f"{_weekday_date(p, at).isoformat()}T{p.get('part')}")


@reads
def date_part(p: Phrase, at: Context) -> Reading | None:
    """The night of Oct. 11; Oct. 11 morning; the evening of Friday."""
    day = day_named(p, at)
    return dated(f"{day}T{p.get('part')}" if day else None)


def day_named(p: Phrase, at: Context) -> str | None:
    """Return the day that stands in the phrase, by date, by weekday, or as yesterday; None if none does."""
    if p.get("month"):
        found = calendar_date(p, at)
        return found.value if found else None
    if p.get("weekday"):
        return _weekday_date(p, at).isoformat()
    if near := p.get("near"):
        return (at.anchor.date() + timedelta(days=int(near))).isoformat()
    return None


@reads
def near_day(p: Phrase, at: Context) -> Reading | None:
    """Yesterday; the day after tomorrow."""
    if p.first and all(p.line.raw(i)[:1].isupper() for i in (p.first - 1, p.first)):
        return None  # "VOA Today"
    if p.has("day"):
        return dated((at.anchor.date() + timedelta(days=-2 if p.has("yesterday") else 2)).isoformat())
    return dated((at.anchor.date() + timedelta(days=int(p.get("near") or 0))).isoformat())


@reads
def near_day_part(p: Phrase, at: Context) -> Reading | None:
    """Yesterday morning; this evening; last night; tonight."""
    days = int(p.get("near") or (-1 if p.has("last") else 0))
    part = "NI" if p.has("tonight") else p.get("part")
    return dated(f"{(at.anchor.date() + timedelta(days=days)).isoformat()}T{part}")


@reads
def part_alone(p: Phrase, at: Context) -> Reading | None:
    """In the morning; mid-afternoon; overnight: of the day last spoken of, else of the anchor's."""
    if not (p.has("in", "overnight") or p.get("mod")) or p.after() in {"of", "news", "paper"}:
        return None
    return dated(f"{at.day or at.anchor.date().isoformat()}T{p.get('part') or 'NI'}")


@reads
def week_of(p: Phrase, at: Context) -> Reading | None:
    """The week of March 6."""
    day = day_named(p, at)
    return dated(values.period(date.fromisoformat(day), "W")) if day else None


@reads
def clock(p: Phrase, at: Context) -> Reading | None:
    """10 p.m. Wednesday; 7:15; noon; 0930 GMT; midnight Friday."""
    time = _time_of_day(p)
    if time is None:
        return None
    if "." in (p.get("clock") or "") and not p.get("ampm"):
        return None
    if p.first == p.last - 1 and p.get("clock") and p.before() not in listed("before-clock"):
        return None  # a score, a verse, a ratio
    day = day_named(p, at) or at.day or at.anchor.date().isoformat()
    zone = "" if p.has("(") else p.get("zone") or ""
    return dated(f"{day[:10]}T{time}{zone}")


_CLOCK = re.compile(r"\d{1,2}(?:[:.]\d\d){0,2}|\d{4}", re.ASCII)


def _time_of_day(p: Phrase) -> str | None:
    if instant := p.get("instant"):
        return instant if p.before() != "high" else None
    written = p.get("clock") or p.get("hour") or p.get("number")
    if written is None or not _CLOCK.fullmatch(written):
        return None
    if len(written) == 4 and written.isdigit():
        written = f"{written[:2]}:{written[2:]}"  # 0430 GMT
    hour, _, minute = written.replace(".", ":").partition(":")
    h = int(hour)
    half = (p.get("ampm") or "").lower()[:1] or {"MO": "a", "AF": "p", "EV": "p", "NI": "p"}.get(
        p.get("part") or "", ""
    )
    if half and not 1 <= h <= 12:
        return None
    if half == "p" and h < 12:
        h += 12
    if half == "a" and h == 12:
        h = 0
    minute = (minute or "00")[:2]
    return f"{h:02}:{minute}" if h <= 24 and minute < "60" else None
