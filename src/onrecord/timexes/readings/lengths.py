"""Lengths of time, and what they say of when."""

from __future__ import annotations

import re

from onrecord.timexes import values
from onrecord.timexes.amounts import amount, units_back
from onrecord.timexes.context import Context, Phrase, Reading
from onrecord.timexes.readings.base import reads, unit_of
from onrecord.timexes.tables import listed


@reads
def duration(p: Phrase, at: Context) -> Reading | None:
    """Four years; a day and a half; a two-day visit; over an hour; for months."""
    unit = unit_of(p)
    if not _is_length(p, unit):
        return None
    if _is_rate(p):
        return None  # "$3 million a year": a figure for a period is no time
    n = amount(p)
    value = values.duration(n, unit)
    return Reading(value, interval=_since_last(p, at, n, unit))


def _is_length(p: Phrase, unit: str) -> bool:
    if (
        p.after() in {"old", "olds"}
        or p.before() in {"aged", "age", "“", '"', "``"}
        or (p.after() == "-" and not _is_old_thing(p, unit))
    ):
        return False
    if unit == "Q" and (
        (p.get("number") and p.after() in {"of", "to"}) or p.has("a", "an") or (p.has("-") and p.get("units"))
    ):
        return False
    if (p.has("calendar", "fiscal") and p.has("a")) or (p.get("number") == "24" and p.after() == "a"):
        return False
    if p.before() in listed("quotes") and p.line.raw(p.last - 1)[:1].isupper():
        return False  # the name of a broadcast
    single = p.get("unit")
    if unit == "TS" and single:
        return p.get("number") is not None
    if p.last - p.first == 1:
        return _is_bare_length(p)
    if single and p.has("the", "that") and not p.get("number"):
        return False
    if (
        p.has("a", "an")
        and unit == "D"
        and p.get("number") is None
        and p.before() not in listed("before-length")
        and not _is_rate(p)
    ):
        return p.after() in {"earlier", "later", "before", "after"}
    if p.has("one") and unit == "D" and not p.has("-") and p.before() not in listed("before-length") | {"by"}:
        return p.after() in {"earlier", "later", "before", "after"}
    return True


def _is_old_thing(p: Phrase, unit: str) -> bool:
    """Return whether what follows is "-old" of a thing ("the eight-month-old truce"); ages of people are no times."""
    return p.after(2) == "old" and unit in {"D", "W", "M", "E", "C"} and p.after(3) not in listed("children")


def _is_bare_length(p: Phrase) -> bool:
    """Return whether a plural alone ("months") is a length of time."""
    before, after = p.before(), p.after()
    if before == "-":
        return False  # "three-quarters"
    return before in {"for", "in", "within", "over", "after", "of", "the", "just"} or after in listed("behind-length")


def _is_rate(p: Phrase) -> bool:
    """Return whether "a year" says how often or how much: "$3 million a year", "four flights a week"."""
    if (
        p.last - p.first != 2
        or p.line.word(p.first) not in {"a", "an", "per"}
        or p.before() in listed("before-length-only")
    ):
        return False
    if p.after() in listed("behind-length"):
        return False
    return any(p.line.raw(p.first - n)[:1].isdigit() or p.before(n) in {"times", "thousand"} for n in range(1, 6))


_NEGATION = re.compile(
    r"\b(?:(?P<perfect>(?:ha(?:s|ve|d)|is|was)(?:n['’]t|\s+not|\s+never)|never)|no|not|without)\b"
    r"(?:(?!\b(?:that|which|who|but|because|after|when|while|if)\b)[^.,;:“”\"]){0,90}$",
    re.IGNORECASE,
)


def _since_last(p: Phrase, at: Context, n: str, unit: str) -> values.Interval | None:
    """Return when a thing that has "not happened in four years" last did: not after the day four years ago."""
    start = p.first
    while p.line.word(start - 1) in {"the", "at", "least", "past", "last", "more", "than", "over", "well"}:
        start -= 1
    if p.line.word(start - 1) not in {"in", "for"} or n == "X" or unit.startswith("T") or p.has(*listed("hedges")):
        return None
    negation = _NEGATION.search(p.line.text, max(0, p.start - 160), p.line.starts[start - 1])
    if not negation or p.after() in {"of", "or"} or (p.line.word(start - 1) == "for" and not negation["perfect"]):
        return None
    if at.anchor.day is None:
        return None
    try:
        return None, values.shift(at.anchor.date(), *units_back(n, unit))
    except (OverflowError, ValueError):
        return None


@reads
def stretch(p: Phrase, at: Context) -> Reading | None:
    """The past three years; the next few days; the first nine months; the six months."""
    unit = unit_of(p)
    n = amount(p)
    if unit.startswith("T") and not p.get("number"):
        n = "X"
    if p.first == p.last - 1:
        return None
    if p.get("unit"):
        n = "1"
    value = values.duration(n, unit)
    absent = _since_last(p, at, n, unit) if p.has("past", "last") else None
    return Reading(value, "DURATION", interval=absent or _stretch_bounds(p, at, n, unit))


def _stretch_bounds(p: Phrase, at: Context, n: str, unit: str) -> values.Interval:
    """Return the days from then until now, or from now until then; open where the words do not tell."""
    if n == "X" or unit.startswith("T") or at.anchor.day is None:
        return values.OPEN
    today = at.anchor.date()
    unit, back = units_back(n, unit)
    try:
        if p.has("past", "last") and not p.has("first"):
            return values.shift(today, unit, back), today
        if p.has("next", "coming", "ahead"):
            return today, values.shift(today, unit, -back)
    except (OverflowError, ValueError):
        pass
    return values.OPEN


@reads
def vague_stretch(p: Phrase, _: Context) -> Reading | None:
    """Recent weeks; the coming months; the days ahead."""
    return Reading("PAST_REF" if p.has("recent", "past") else "FUTURE_REF", "DATE", values.OPEN)


@reads
def vague_length(p: Phrase, _: Context) -> Reading | None:
    """A while; a long time."""
    if p.has("time") and ((not p.has("long") and p.before() not in {"for", "quite"}) or p.after() == "of"):
        return None
    return Reading("PXX")
