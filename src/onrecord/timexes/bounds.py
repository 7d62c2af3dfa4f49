"""What the words around an expression make of its interval: "since", "until", "no later than", "from ... to"."""

from __future__ import annotations

from datetime import timedelta

from onrecord.timexes import values
from onrecord.timexes.context import Line, Phrase, Reading

Found = tuple[Phrase, Reading, str]
_PERIODS = {"DATE", "TIME"}
_TO = {"to", "until", "till", "through", "-", "–", "—"}
_HEDGES = {"the", "about", "around", "at", "least"}  # "since at least 1961"
_DAY = timedelta(days=1)


def bounded(line: Line, found: list[Found]) -> list[Found]:
    """Return the expressions with their intervals as the words around them have it; values stay as they are."""
    out: list[Found] = []
    for i, (phrase, reading, rule) in enumerate(found):
        if reading.type not in _PERIODS or reading.value is None:
            out.append((phrase, reading, rule))
            continue
        other = _partner(line, found, i)
        days = _range(reading, other) if other else _bounded(phrase, reading)
        out.append((phrase, reading._replace(interval=days), rule))
    return out


def _days(reading: Reading) -> values.Interval:
    return reading.interval if reading.interval is not None else values.interval(reading.value or "")


def _partner(line: Line, found: list[Found], i: int) -> Reading | None:
    """Return the other end of the range that expression `i` is an end of; None if it is of none."""
    for first, last, other in ((i, i + 1, i + 1), (i - 1, i, i - 1)):
        if first < 0 or last >= len(found):
            continue
        a, b = found[first][0], found[last][0]
        if b.first - a.last != 1 or found[other][1].type not in _PERIODS or found[other][1].value is None:
            continue
        between, before = line.word(a.last), a.before()
        if not between.isalpha() and line.tokens[a.last] != between:
            continue  # a dash with spaces is a dash
        if (before == "between" and between == "and") or (
            between in _TO and (before == "from" or between not in {"to"})
        ):
            return found[other][1]
    return None


def _range(one: Reading, other: Reading) -> values.Interval:
    ends = [_days(one), _days(other)]
    firsts = [first for first, _ in ends if first]
    lasts = [last for _, last in ends if last]
    if len(firsts) < 2 or len(lasts) < 2:
        return _days(one)
    return min(firsts), max(lasts)


def _bounded(phrase: Phrase, reading: Reading) -> values.Interval:
    days = first, last = _days(reading)
    n = next(n for n in range(1, 5) if n == 4 or phrase.before(n) not in _HEDGES)
    word, earlier = phrase.before(n), phrase.before(n + 1)
    if word in {"since", "from", "starting", "beginning", "onwards"}:
        return first, None
    if word in {"until", "till", "by", "through"} or (word == "than" and earlier == "later"):
        return None, last
    if word == "than" and earlier == "earlier":
        return first, None
    whole = _DAY if reading.type == "DATE" else timedelta(0)  # before noon may be the same day
    if word == "before" or (word == "to" and earlier == "prior"):
        return None, first - whole if first else None
    if word == "after":
        return last + whole if last else None, None
    return days
