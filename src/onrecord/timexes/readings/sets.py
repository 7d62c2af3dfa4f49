"""Times that recur, and words for no one period."""

from __future__ import annotations

from onrecord.timexes import values
from onrecord.timexes.amounts import ordinal
from onrecord.timexes.context import Context, Phrase, Reading
from onrecord.timexes.readings.base import reads, unit_of
from onrecord.timexes.tables import listed


@reads
def every(p: Phrase, at: Context) -> Reading | None:
    """Every week; each July; once a month; Mondays; every other day."""
    part = p.get("part")
    day = p.get("weekday") or p.get("weekdays")
    if part is None and (plural := next((w for w, _ in p if w in _PARTS), None)):
        part = _PARTS[plural]
    if day:
        return Reading(f"XXXX-WXX-{day}" + (f"T{part}" if part else ""), "SET", values.OPEN)
    if month := p.get("month"):
        return Reading(f"XXXX-{int(month):02}", "SET", values.OPEN)
    if part:
        return Reading(f"XXXX-XX-XXT{part}", "SET", values.OPEN)
    if season := p.get("season"):
        return Reading(f"XXXX-{season}", "SET", values.OPEN)
    unit = unit_of(p)
    n = (
        "2"
        if p.has("other")
        else "X"
        if p.has("few")
        else ((p.get("number") or "") if not p.has("times", "once") else "").replace(",", "") or "1"
    )
    if unit == "TS" and p.get("unit"):
        return None
    if p.get("ordinal") and unit != "TS":
        n = str(ordinal(p.get("ordinal") or "1"))
    return Reading(values.duration(n, unit), "SET", values.OPEN)


_PARTS = {"mornings": "MO", "afternoons": "AF", "evenings": "EV", "nights": "NI"}


@reads
def frequency(p: Phrase, _: Context) -> Reading | None:
    """Daily; annual: but not in a name, as of a newspaper."""
    if {p.after(), p.after(2)} & listed("figures"):
        return None  # "annual sales": a figure for a period is no time
    if p.line.raw(p.first)[:1].isupper() and (p.first > 0 or p.line.raw(p.last)[:1].isupper()):
        return None
    return Reading(p.get("frequency"), "SET", values.OPEN)


@reads
def present(p: Phrase, _: Context) -> Reading | None:
    """Now; currently; these days."""
    if p.last - p.first == 1 and p.before() in {"until", "till"} and p.after() == "been":
        return None
    return Reading("PRESENT_REF", interval=values.OPEN)


@reads
def past(p: Phrase, _: Context) -> Reading | None:
    """Recently; the past."""
    return Reading("PAST_REF", interval=values.OPEN)


@reads
def future(p: Phrase, _: Context) -> Reading | None:
    """Soon; the future: but not "soon after", "as soon as"."""
    if p.after() in {"after", "as", "before", "became", "thereafter", "afterward", "afterwards"} or p.before() in {
        "as",
        "too",
        "how",
        "very",
    }:
        return None
    if p.has("one") and p.before() not in {"will", "would", "may", "might", "could", "can"}:
        return None
    return Reading("FUTURE_REF", interval=values.OPEN)
