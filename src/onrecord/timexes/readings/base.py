"""What all readings share: the register by which the table knows them, and how they look at a phrase."""

from __future__ import annotations

from collections.abc import Callable

from onrecord.timexes.amounts import spoken_year
from onrecord.timexes.context import Context, Phrase, Reading
from onrecord.types import TimexType

Read = Callable[[Phrase, Context], Reading | None]
READINGS: dict[str, Read] = {}

_UNITS = ("unit", "units", "weekend")


def reads(function: Read) -> Read:
    """Enter a reading under its name, by which the table knows it."""
    READINGS[function.__name__] = function
    return function


def dated(value: str | None, kind: TimexType | None = None, *, explicit: bool = False) -> Reading | None:
    """Return the reading of a value; None if the words make no date ("February 30")."""
    return Reading(value, kind, explicit=explicit) if value else None


def unit_of(p: Phrase) -> str:
    """Return the unit of time in a phrase, "Y" of "four years"; empty if there is none."""
    return next((found for name in _UNITS if (found := p.get(name))), "")


def way_of(p: Phrase) -> int:
    """Return -1, 0 or 1 for "last", "this", "next"; "this past" is -1, "this coming" 1."""
    if p.has("past", "last", "previous"):
        return -1
    if p.has("coming", "upcoming"):
        return 1
    return int(p.get("shift") or 0)


def said_year(p: Phrase) -> int | None:
    """Return the year that a phrase says, in figures or in words; None if it says none."""
    year = p.get("year")
    return int(year) if year else spoken_year(p)
