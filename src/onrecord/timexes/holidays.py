"""The days on which holidays fall, where they can be computed. The names are a table's; see `data/timexes.toml`."""

from __future__ import annotations

from calendar import monthcalendar
from datetime import date, timedelta

_FIXED = {
    "new-year": (1, 1),
    "new-year-eve": (12, 31),
    "valentine": (2, 14),
    "may-day": (5, 1),
    "halloween": (10, 31),
    "christmas-eve": (12, 24),
    "christmas": (12, 25),
    "boxing-day": (12, 26),
}
_WEEKDAYS = {"thanksgiving": (11, 3, 3), "labor-day": (9, 0, 0), "memorial-day": (5, 0, -1)}
_FROM_EASTER = {"good-friday": -2, "easter": 0, "easter-monday": 1}


def holiday(name: str, year: int) -> date:
    """Return the day of a holiday; raises KeyError for one that is not known."""
    if name in _FIXED:
        return date(year, *_FIXED[name])
    if name in _FROM_EASTER:
        return easter(year) + timedelta(days=_FROM_EASTER[name])
    if name == "election-day":  # of the United States: the Tuesday after the first Monday
        return _weekday_of_month(year, 11, 0, 0) + timedelta(days=1)
    return _weekday_of_month(year, *_WEEKDAYS[name])


def _weekday_of_month(year: int, month: int, weekday: int, n: int) -> date:
    """Return the weekday (0: Monday) that is number `n` of its kind in a month, 0 the first, -1 the last."""
    return date(year, month, [week[weekday] for week in monthcalendar(year, month) if week[weekday]][n])


def easter(year: int) -> date:
    """Return Easter Sunday of the Gregorian calendar (the anonymous algorithm of 1876).

    >>> easter(1986).isoformat()
    '1986-03-30'
    """
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    n = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * n) // 451
    month, day = divmod(h + n - 7 * m + 114, 31)
    return date(year, month, day + 1)
