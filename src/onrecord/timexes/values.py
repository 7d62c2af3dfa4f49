"""TIMEX3 values: what they cover, and arithmetic on them at their own precision. Pure functions on strings and dates.

A period's value is "2024", "2024-12", "2024-12-19", "2024-W51", "2024-W51-WE", "2024-Q4", "2024-H2", "2024-SU", "199"
(a decade), "19" (the years 1900 to 1999) or "1990/1995"; a day's may go on with "TEV" or "T22:00".
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date, timedelta

Interval = tuple[date | None, date | None]
OPEN: Interval = (None, None)

_MONTHS = {"M": 1, "Q": 3, "H": 6, "Y": 12, "E": 120, "C": 1200}
_DAYS = {"D": 1, "W": 7, "2W": 14, "WE": 7}
_SEASONS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 14)}  # as the north counts them, whole months
_PERIOD = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?|-W(?P<week>\d\d)(?P<weekend>-WE)?"
    r"|-Q(?P<quarter>[1-4])|-H(?P<half>[12])|-(?P<season>SP|SU|FA|WI))?(?:T.*)?|(?P<decade>\d{3})|(?P<century>\d\d)"
)


def interval(value: str) -> Interval:
    """Return the first and the last day of a period; (None, None) if the value names no one period."""
    first, slash, last = value.partition("/")
    if slash:
        return interval(first)[0], interval(last)[1]
    match = _PERIOD.fullmatch(value)
    return _days(match) if match else OPEN


def _days(match: re.Match[str]) -> Interval:
    got = {k: int(v) for k, v in match.groupdict().items() if v and v.isdigit()}
    year = got.get("year", got.get("decade", 0) * 10 or got.get("century", 0) * 100)
    if not MINYEAR < year < MAXYEAR - 100:
        return OPEN
    if "decade" in got or "century" in got:
        return date(year, 1, 1), date(year + (9 if "decade" in got else 99), 12, 31)
    if "day" in got:
        return date(year, got["month"], got["day"]), date(year, got["month"], got["day"])
    if "week" in got:
        if got["week"] not in range(1, weeks_in(year) + 1):
            return OPEN
        return _week(year, got["week"], weekend=bool(match["weekend"]))
    first, count = _months(got, match["season"])
    return date(year, first, 1), month_end(*add_months(year, first, count - 1))


def _week(year: int, week: int, *, weekend: bool) -> Interval:
    return date.fromisocalendar(year, week, 6 if weekend else 1), date.fromisocalendar(year, week, 7)


def _months(got: dict[str, int], season: str | None) -> tuple[int, int]:
    """Return the first month of a period within a year, and how many months it has."""
    if "month" in got:
        return got["month"], 1
    if "quarter" in got:
        return 3 * got["quarter"] - 2, 3
    if "half" in got:
        return 6 * got["half"] - 5, 6
    if season:
        return _SEASONS[season][0], 3
    return 1, 12


def weeks_in(year: int) -> int:
    """Return how many ISO weeks a year has."""
    return date(year, 12, 28).isocalendar().week


def month_end(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def add_months(year: int, month: int, n: int) -> tuple[int, int]:
    """Return the year and the month that are `n` months on."""
    months = year * 12 + month - 1 + n
    return months // 12, months % 12 + 1


def shift(day: date, unit: str, n: int) -> date:
    """Return the day `n` units on; a month that is too short gives its last day. Raises OverflowError, ValueError."""
    if unit in _DAYS:
        return day + timedelta(days=n * _DAYS[unit])
    year, month = add_months(day.year, day.month, n * _MONTHS[unit])
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def step(day: date, unit: str, n: int) -> date:
    """Return a day in the unit that is `n` on; months are counted from their first, so that none is skipped."""
    return shift(day.replace(day=1) if unit in {"M", "Q"} else day, unit, n)


def period(day: date, unit: str) -> str:
    """Return the value of the `unit` that `day` is in."""
    if unit in {"W", "2W", "WE"}:
        year, week, _ = day.isocalendar()
        return f"{year:04}-W{week:02}" + ("-WE" if unit == "WE" else "")
    forms = {
        "D": day.isoformat(),
        "M": f"{day.year:04}-{day.month:02}",
        "Q": f"{day.year:04}-Q{(day.month + 2) // 3}",
        "H": f"{day.year:04}-H{(day.month + 5) // 6}",
        "Y": f"{day.year:04}",
        "E": f"{day.year // 10:03}",
        "C": f"{day.year // 100:02}",
    }
    return forms[unit]


def make(year: int, month: int | None = None, day: int | None = None) -> str | None:
    """Return the value of a date of the calendar at the precision given; None if there is no such date."""
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return None
    return f"{year:04}" + (f"-{month:02}" if month else "") + (f"-{day:02}" if month and day else "")


def duration(amount: str, unit: str) -> str:
    """Return the value of a length of time: P4Y, PT2H, PXD; `amount` "2.5" of years is P2Y6M.

    >>> duration("2.5", "Y"), duration("1.5", "TM"), duration("X", "E")
    ('P2Y6M', 'PT1M30S', 'PXE')
    """
    time, unit = ("T", unit[1:]) if len(unit) == 2 and unit[0] == "T" else ("", unit)
    if unit == "2W":
        amount, unit = (f"{2 * float(amount):g}" if amount != "X" else amount), "W"
    if amount != "X" and unit in {"E", "C"}:
        amount, unit = f"{float(amount) * (10 if unit == 'E' else 100):g}", "Y"
    whole, _, part = amount.partition(".")
    finer = {"Y": (12, "M"), "H": (60, "M"), "M": (60, "S") if time else (0, ""), "D": (24, "")}.get(unit, (0, ""))
    if part and finer[1]:
        rest = f"{round(float('0.' + part) * finer[0])}{finer[1]}"
        return f"P{time}{whole}{unit}{rest}" if whole != "0" else f"P{time}{rest}"
    return f"P{time}{amount}{unit}"


def part_of(bounds: Interval, mod: str, share: int) -> Interval:
    """Return the start, middle or end of a period: its first, middle or last `1/share`, in months if it has enough."""
    first, last = bounds
    if first is None or last is None:
        return bounds
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if months < 2 * share:
        return _part_in_days(first, last, mod, share)
    size = months // share
    skip = {"START": 0, "END": months - size}.get(mod, (months - size) // 2)
    begin = add_months(first.year, first.month, skip)
    return date(*begin, 1), month_end(*add_months(*begin, size - 1))


def _part_in_days(first: date, last: date, mod: str, share: int) -> Interval:
    days = (last - first).days + 1
    size = max(1, round(days / share))
    skip = {"START": 0, "END": days - size}.get(mod, (days - size) // 2)
    return first + timedelta(days=skip), first + timedelta(days=skip + size - 1)
