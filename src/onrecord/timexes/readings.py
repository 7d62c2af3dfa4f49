"""What each kind of expression means: one function a kind, named in the table. None: it is no expression after all.

A reading that needs the publication date, and more of it than is known, raises UnanchoredError.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from onrecord.timexes import values
from onrecord.timexes.amounts import amount, ordinal, spoken_year, whole_number
from onrecord.timexes.holidays import holiday as holiday_date
from onrecord.timexes.context import Context, Phrase, Reading
from onrecord.types import TimexType

Read = Callable[[Phrase, Context], Reading | None]
READINGS: dict[str, Read] = {}

PREPOSITIONS = frozenset(
    "in since until till by from through throughout to for during before after of on at between into around about within "
    "early late mid earlier later last next this past than and or the as over".split()
)
_MONEY = frozenset("$ £ € # ¥ dlrs us$ c$ rs no no. nos number flight route room page section chapter title resolution article boeing directive protocol bill case highway".split())
_COUNTING = frozenset("nearly almost roughly approximately least most than some over under another exactly".split())
_COUNTED = frozenset(
    "percent % people men women children troops soldiers miles feet meters metres kilometers km dollars euros pounds "
    "shares points jobs votes times members tons tonnes barrels degrees families homes employees workers civilians "
    "refugees police officers tanks years days months weeks hours minutes or million billion".split()
)
_IDENTITY = re.compile(r"[-.:/]\d|\d[-:/]")


def reads(function: Read) -> Read:
    """Enter a reading under its name, by which the table knows it."""
    READINGS[function.__name__] = function
    return function


def dated(value: str | None, kind: TimexType | None = None, *, explicit: bool = False) -> Reading | None:
    """Return the reading of a value; None if the words make no date ("February 30")."""
    return Reading(value, kind, explicit=explicit) if value else None


# --- dates of the calendar --------------------------------------------------------------------------------------------


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
    day = _day_of_month(p)
    year = _year_in(p)
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
        return dated(values.make(int(at.day[:4]), int(at.day[5:7]), day)) if at.day else Reading(None, interval=values.OPEN)
    end = p.last + (4 if line.word(p.last + 2) == "of" else 3)
    for comma in (0, 1):
        if "year" in line.classes(end + comma) and (not comma or line.word(end) == ","):
            end += comma + 1
            break
    other = calendar_date(Phrase(line, p.last + 1, end), at)
    if other is None or other.value is None:
        return other
    return dated(values.make(int(other.value[:4]), int(other.value[5:7]), day), explicit=other.explicit)


def _day_of_month(p: Phrase) -> int | None:
    """Return the day that stands beside the month, behind it or before it; None if none does."""
    words = [classes for _, classes in p]
    at = next(i for i, classes in enumerate(words) if "month" in classes)
    before = at - 2 if at > 1 and "'of'" in words[at - 1] else at - 1
    for i in (at + 1, before):
        if 0 <= i < len(words) and not words[i].keys() & {"year", "'second'"} and words[i].keys() & {"day", "ordinal"}:
            n = ordinal(words[i].get("day") or words[i]["ordinal"])
            return n if n <= 31 else None
    return None


def _year_in(p: Phrase) -> int | None:
    year = p.get("year")
    return int(year) if year else spoken_year(p)


def _is_month(p: Phrase) -> bool:
    """Return whether a month's name alone is a month here: "May" and "March" are other words too."""
    word = p.line.raw(p.first)
    if p.last - p.first > 1 or not p.get("homonym"):
        return True
    if len(word) < 4 and word != "May":
        return False  # "Jan", "Mar": names, but for a number beside them
    if p.before() in PREPOSITIONS - {"to"} or p.after() in {"'s", "’s"}:
        return True
    return word in {"August", "April", "June"} and not p.line.raw(p.last)[:1].isupper()


def _nearest(p: Phrase, at: Context, month: int, day: int | None) -> str | None:
    """Return the date of that name nearest to the anchor, if the tense does not speak for another."""
    if at.narrative and p.tense == "past":
        return values.make(int(at.narrative[:4]), month, day)
    today = at.anchor.date("D" if day else "M")
    years = [year for year in (today.year - 1, today.year, today.year + 1) if values.make(year, month, day)]
    if day and (weekday := p.get("weekday")):
        years = [year for year in years if date(year, month, day).isoweekday() == int(weekday)] or years
    way = {"past": -1, "future": 1, None: 0}[None if p.before() in _DETERMINERS else p.tense]
    if p.before() in _DEADLINE or p.before() in {"mid", "early", "late"} and p.before(2) in _DEADLINE:
        way = 1
    best = min(years, key=lambda year: _distance(today, year, month, day, way), default=None)
    return values.make(best, month, day) if best is not None else None


_DETERMINERS = frozenset("a an the its his her their our this that 's ’s".split())  # "a June agreement": no verb's time
_DEADLINE = frozenset("by until till due payable expire expires effective".split())
_AHEAD = 2.0  # ... by which one behind may be farther than one ahead, if the tense says nothing
_AGAINST_TENSE = 6.5  # months by which a date must be nearer for it to go before what the tense says


def _distance(today: date, year: int, month: int, day: int | None, way: int) -> float:
    """Return how far a date is from today, in months, with what the tense has against it."""
    months = (year - today.year) * 12 + month - today.month + ((day or today.day) - today.day) / 31
    against = months * way < 0 and abs(months) >= 0.02
    return abs(months) + (_AGAINST_TENSE if against else _AHEAD if way == 0 and months > 0 else 0)


@reads
def month_of_shifted_year(p: Phrase, at: Context) -> Reading | None:
    """June last year; October of this year."""
    year = at.anchor.date("Y").year + int(p.get("shift") or 0)
    return dated(values.make(year, int(p.get("month") or 0), _day_of_month(p)))


@reads
def shifted_month(p: Phrase, at: Context) -> Reading | None:
    """Last October; this May; next Oct. 3: never the month that is now, but for "this"."""
    month, day = int(p.get("month") or 0), _day_of_month(p)
    today = at.anchor.date("M")
    way = _way(p)
    year = today.year
    if way < 0 and month >= today.month:
        year -= 1
    elif way > 0 and month <= today.month:
        year += 1
    return dated(values.make(year, month, day))


def _way(p: Phrase) -> int:
    """Return -1, 0 or 1 for "last", "this", "next"; "this past" is -1, "this coming" 1."""
    if p.has("past", "last", "previous"):
        return -1
    if p.has("coming", "upcoming"):
        return 1
    return int(p.get("shift") or 0)


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


def _is_year(p: Phrase, n: int) -> bool:
    before, after = p.before(), p.after()
    end = p.end
    if p.line.text[max(0, p.start - 1) : p.start] in {"$", "£", "€", "#", "-", ".", "/", "@", "_", ":"}:
        return p.line.text[max(0, p.start - 1) : p.start] in {"-", "/"} and before in {"-", "/"} and p.before(2).isalpha()
    if _IDENTITY.match(p.line.text[end : end + 2]) or p.line.text[end : end + 1] in {"%", "°"}:
        return False
    if before in _MONEY or before in _COUNTING or after in _COUNTED or not 1400 <= n <= 2100:
        return False
    if before in {"about", "around"} and n % 100 == 0:
        return False
    return not (n % 50 == 0 and before not in PREPOSITIONS and after.endswith("s") and after.isalpha() and len(after) > 3)


@reads
def year_range(p: Phrase, _: Context) -> Reading | None:
    """1990-95; 1939–1945."""
    first, last = p.line.raw(p.first), p.line.raw(p.last - 1)
    if len(last) == 2:
        last = first[:2] + last
    if not int(first) < int(last) <= int(first) + 150 or not 1400 <= int(first):
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
        value = f"{century}{digit}" if f"{century}{digit}" <= str(at.anchor.year or 1999)[:3] else f"{century - 1}{digit}"
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


# --- days and parts of days -------------------------------------------------------------------------------------------


def _weekday_date(p: Phrase, at: Context) -> date:
    """Return the day that a weekday names: the last one up to the anchor, or the next if its clause is in the future."""
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
    return before in {"by", "until", "till"} and p.tense != "past" or (before == "as" and p.before(2) in {"soon", "early", "late"})


def _is_weekday(p: Phrase) -> bool:
    if p.before() in _NAMED_DAYS or (p.after() in _SUNDAY_PAPERS and p.line.raw(p.last)[:1].isupper()):
        return False
    return not p.get("homonym")  # "Sun", "Mon": days only with a date or a dot


_NAMED_DAYS = frozenset("black bloody good ash palm super cyber holy maundy shrove".split())
_SUNDAY_PAPERS = frozenset("times telegraph mirror mail express post world herald independent tribune news".split())


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
    day = _day_named(p, at)
    return dated(f"{day}T{p.get('part')}" if day else None)


def _day_named(p: Phrase, at: Context) -> str | None:
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
def part_alone(p: Phrase, at: Context) -> Reading | None:
    """In the morning; mid-afternoon; overnight: of the day last spoken of, else of the anchor's."""
    if not (p.has("in", "overnight") or p.get("mod")) or p.after() in {"of", "news", "paper"}:
        return None
    return dated(f"{at.day or at.anchor.date().isoformat()}T{p.get('part') or 'NI'}")


@reads
def near_day_part(p: Phrase, at: Context) -> Reading | None:
    """Yesterday morning; this evening; last night; tonight."""
    days = int(p.get("near") or (-1 if p.has("last") else 0))
    part = "NI" if p.has("tonight") else p.get("part")
    return dated(f"{(at.anchor.date() + timedelta(days=days)).isoformat()}T{part}")


# --- clocks -----------------------------------------------------------------------------------------------------------

_BEFORE_CLOCK = frozenset("at by until till from around about before after since between and".split())


@reads
def clock(p: Phrase, at: Context) -> Reading | None:
    """10 p.m. Wednesday; 7:15; noon; 0930 GMT; midnight Friday."""
    time = _time_of_day(p)
    if time is None:
        return None
    if "." in (p.get("clock") or "") and not p.get("ampm"):
        return None
    if p.first == p.last - 1 and p.get("clock") and p.before() not in _BEFORE_CLOCK:
        return None  # a score, a verse, a ratio
    day = _day_named(p, at) or at.day or at.anchor.date().isoformat()
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
    half = (p.get("ampm") or "").lower()[:1] or {"MO": "a", "AF": "p", "EV": "p", "NI": "p"}.get(p.get("part") or "", "")
    if half and not 1 <= h <= 12:
        return None
    if half == "p" and h < 12:
        h += 12
    if half == "a" and h == 12:
        h = 0
    minute = (minute or "00")[:2]
    return f"{h:02}:{minute}" if h <= 24 and minute < "60" else None


# --- periods counted from now -----------------------------------------------------------------------------------------


@reads
def shifted_unit(p: Phrase, at: Context) -> Reading | None:
    """Last year; this week; next month; the coming weekend; the current quarter."""
    unit = p.get("unit") or p.get("weekend") or ""
    if unit.startswith("T") or (unit == "D" and p.has("last", "previous", "next", "current", "preceding")):
        return None if p.has("last", "next", "current") else following(p, at)
    if p.last - p.first == 2 and all(p.line.raw(i)[:1].isupper() for i in (p.first, p.first + 1)) and p.before() in _QUOTES:
        return None  # the name of a broadcast
    way = 1 if p.has("ahead") else _way(p)
    if unit == "Y" and p.has("last") and _is_compared(p) and (value := _year_before_quarter(at)):
        return dated(value)
    today = at.anchor.date(unit)
    if p.has("calendar", "full") and not p.get("shift"):
        return None
    return dated(values.period(_shifted(today, unit, way), unit))


def _is_compared(p: Phrase) -> bool:
    """Return whether it dates a figure: "from $3 million last year", "last year's $3 million"."""
    return p.before() in {"million", "billion", "share"} or (p.after() in {"'s", "’s"} and p.after(2) in _MONEY)


_QUOTES = frozenset(("“", '"', "``", "‘", "'", "'", "’"))


def _shifted(day: date, unit: str, n: int) -> date:
    """Return a day in the unit that is `n` on; months are counted from their first, so that none is skipped."""
    if unit in {"M", "Q"}:
        day = day.replace(day=1)
    return values.shift(day, unit, n)


@reads
def shifted_season(p: Phrase, at: Context) -> Reading | None:
    """Last spring; this summer; this past winter."""
    return dated(_season(at, p.get("season") or "", _way(p)))


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
    said = _year_in(p)
    if said is not None:
        return dated(f"{said:04}-{name}", explicit=True)
    if p.get("shift"):
        return dated(f"{at.anchor.date('Y').year + _way(p):04}-{name}")
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


# --- lengths of time --------------------------------------------------------------------------------------------------

_UNIT_CLASSES = ("unit", "units", "weekend")


def _unit(p: Phrase) -> str:
    return next((found for name in _UNIT_CLASSES if (found := p.get(name))), "")


@reads
def duration(p: Phrase, at: Context) -> Reading | None:
    """Four years; a day and a half; a two-day visit; over an hour; for months."""
    unit = _unit(p)
    if not _is_length(p, unit):
        return None
    if _is_rate(p):
        return None  # "$3 million a year": a figure for a period is no time
    n = amount(p)
    value = values.duration(n, unit)
    return Reading(value, interval=_since_last(p, at, n, unit))


def _is_length(p: Phrase, unit: str) -> bool:
    if p.after() in {"old", "olds"} or p.before() in {"aged", "age", "“", '"', "``"} or (p.after() == "-" and not _is_old_thing(p, unit)):
        return False
    if unit == "Q" and (p.get("number") and p.after() in {"of", "to"} or p.has("a", "an") or p.has("-") and p.get("units")):
        return False
    if p.has("calendar", "fiscal") and p.has("a") or (p.get("number") == "24" and p.after() == "a"):
        return False
    if p.before() in _QUOTES and p.line.raw(p.last - 1)[:1].isupper():
        return False  # the name of a broadcast
    single = p.get("unit")
    if unit == "TS" and single:
        return p.get("number") is not None
    if p.last - p.first == 1:
        return _is_bare_length(p)
    if single and p.has("the", "that") and not p.get("number"):
        return False
    if p.has("a", "an") and unit == "D" and p.get("number") is None and p.before() not in _BEFORE_LENGTH and not _is_rate(p):
        return p.after() in {"earlier", "later", "before", "after"}
    if p.has("one") and unit == "D" and not p.has("-") and p.before() not in _BEFORE_LENGTH | {"by"}:
        return p.after() in {"earlier", "later", "before", "after"}
    return True


_CHILDREN = frozenset("boy girl baby son daughter infant child twin twins toddler grandson granddaughter".split())


def _is_old_thing(p: Phrase, unit: str) -> bool:
    """Return whether what follows is "-old" of a thing ("the eight-month-old truce"); ages of people are no times."""
    return p.after(2) == "old" and unit in {"D", "W", "M", "E", "C"} and p.after(3) not in _CHILDREN


_BEFORE_LENGTH = frozenset("for in within after over during of than nearly almost about least last every once by under".split())
_BEHIND_LENGTH = frozenset("of before after later earlier ago ahead following".split())


def _is_bare_length(p: Phrase) -> bool:
    """Return whether a plural alone ("months") is a length of time."""
    before, after = p.before(), p.after()
    return before in {"for", "in", "within", "over", "after", "of", "the", "just"} or after in _BEHIND_LENGTH


_RATE_BEFORE = frozenset("for in within after over during than nearly almost about least last of him her them us it me".split())


def _is_rate(p: Phrase) -> bool:
    """Return whether "a year" says how often or how much: "$3 million a year", "four flights a week"."""
    if p.last - p.first != 2 or p.line.word(p.first) not in {"a", "an", "per"} or p.before() in _RATE_BEFORE:
        return False
    if p.after() in _BEHIND_LENGTH:
        return False
    return any(p.line.raw(p.first - n)[:1].isdigit() or p.before(n) in {"times", "thousand"} for n in range(1, 6))


_NEGATION = re.compile(
    r"\b(?:(?:ha(?:s|ve|d)|is|was)(?:n['’]t|\s+not|\s+never)|never|no|not|without|first\b[^.;]{0,60})\b[^.;]{0,90}$", re.IGNORECASE
)
_HEDGES = ("nearly", "almost", "less", "fewer", "under", "up", "about", "around", "roughly", "approximately", "most")


def _since_last(p: Phrase, at: Context, n: str, unit: str) -> values.Interval | None:
    """Return when a thing that has "not happened in four years" last did: not after the day four years ago."""
    start = p.first
    while p.line.word(start - 1) in {"the", "at", "least", "past", "last", "more", "than", "over", "well"}:
        start -= 1
    if p.line.word(start - 1) not in {"in", "for"} or n == "X" or unit.startswith("T") or p.has(*_HEDGES):
        return None
    if not _NEGATION.search(p.line.text[max(0, p.start - 160) : p.line.starts[start - 1]]):
        return None
    if at.anchor.day is None:
        return None
    try:
        return None, values.shift(at.anchor.date(), *_whole(n, unit))
    except (OverflowError, ValueError):
        return None


def _whole(n: str, unit: str) -> tuple[str, int]:
    """Return a unit and a whole number of it, towards the past: two and a half years are 30 months."""
    if "." in n and unit in {"Y", "M", "W"}:
        unit, n = {"Y": ("M", f"{float(n) * 12:g}"), "M": ("D", f"{float(n) * 30:g}"), "W": ("D", f"{float(n) * 7:g}")}[unit]
    return unit, -int(float(n))


@reads
def stretch(p: Phrase, at: Context) -> Reading | None:
    """The past three years; the next few days; the first nine months; the six months."""
    unit = _unit(p)
    n = amount(p)
    if unit.startswith("T") and not p.get("number"):
        n = "X"
    if p.first == p.last - 1:
        return None
    if p.get("unit"):
        n = "1"
    value = values.duration(n, unit)
    return Reading(value, "DURATION", interval=_stretch_bounds(p, at, n, unit))


def _stretch_bounds(p: Phrase, at: Context, n: str, unit: str) -> values.Interval:
    """Return the days from then until now, or from now until then; open where the words do not tell."""
    if n == "X" or unit.startswith("T") or at.anchor.day is None:
        return values.OPEN
    today = at.anchor.date()
    unit, back = _whole(n, unit)
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
    if p.has("time") and (not p.has("long") and p.before() not in {"for", "quite"} or p.after() == "of"):
        return None
    return Reading("PXX")


@reads
def ago(p: Phrase, at: Context) -> Reading | None:
    """Twelve years ago; a week ago; several months ago: at the precision of the unit."""
    unit, n = _unit(p), amount(p)
    if unit.startswith("T") or (n == "X" and unit != "D"):
        return Reading("PAST_REF")
    if n == "X":
        return Reading("PAST_REF")
    if unit == "Y" and n == "1" and not p.opens and (value := _year_before_quarter(at)):
        return dated(value)
    return _moved(p, at.anchor.date(unit if "." not in n else "M"), unit, n, -1)


def _moved(p: Phrase, day: date, unit: str, n: str, way: int) -> Reading | None:
    if unit in {"E", "C"} and way < 0:
        return _decades_ago(day, round(float(n) * (10 if unit == "E" else 100)))
    unit_moved, back = _whole(n, unit)
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


def _year_before_quarter(at: Context) -> str | None:
    """Return the quarter a year before the one that this paragraph or the last spoke of; business news counts so."""
    if at.quarter is None or at.quarter_age > 99:
        return None
    return f"{int(at.quarter[:4]) - 1:04}{at.quarter[4:]}"


@reads
def year_ago(p: Phrase, at: Context) -> Reading | None:
    """The year-ago quarter; year-earlier."""
    if p.get("units"):
        return Reading(values.duration(amount(p), _unit(p)), "DURATION")
    if n := p.get("ordinal"):
        return dated(f"{at.anchor.date('Y').year - 1:04}-Q{ordinal(n)}") if ordinal(n) <= 4 else None
    if value := _year_before_quarter(at):
        return dated(value)
    if p.has("ago", "earlier") and p.has("a") and p.has("period"):
        return None
    return dated(values.period(values.shift(at.anchor.date("Y"), "Y", -1), "Y"))


@reads
def offset(p: Phrase, at: Context) -> Reading | None:
    """Three days later; a year earlier: counted from the expression before; without one, a length of time."""
    unit, n = _unit(p), amount(p)
    way = int(p.get("direction") or 0)
    if unit == "TS" and p.get("unit"):
        return None
    if way < 0 and unit == "Y" and n == "1":
        if value := _year_before_quarter(at):
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
    unit = _unit(p)
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
    unit = _unit(p)
    if unit.startswith("T") or (p.get("weekday") and not at.reference) or p.after() in {"of"}:
        return None
    way = -1 if p.has("previous", "preceding", "before", "earlier") else 1
    if unit not in {"", "D"} and p.has("next", "previous", "preceding") and not at.narrative:
        return dated(values.period(_shifted(at.anchor.date(unit), unit, way), unit))
    start = values.interval(at.reference)[0] if at.reference else None
    if p.has("before", "after") and p.after() not in _ENDINGS:
        start = None  # "the day before the talks": the talks' day is not ours to know
    if start is None or (unit in {"", "D", "W"} and len(at.reference or "") < 8):
        return Reading("XXXX-XX-XX", interval=values.OPEN) if p.line.word(p.first + 1) != unit else None
    part = p.get("part")
    if part or p.get("weekday"):
        day = (start + timedelta(days=way)).isoformat()
        return dated(f"{day}T{part}", "TIME") if part else dated(day)
    return dated(values.period(_shifted(start, unit, way), unit))


_ENDINGS = frozenset((*".,;:!?)”’'", "", "''", "that", "when", "and", "but", "in", "at", "to", "by", "with", "on"))


@reads
def week_of(p: Phrase, at: Context) -> Reading | None:
    """The week of March 6."""
    day = _day_named(p, at)
    return dated(values.period(date.fromisoformat(day), "W")) if day else None


# --- quarters and halves ----------------------------------------------------------------------------------------------


@reads
def quarter(p: Phrase, at: Context) -> Reading | None:
    """The third quarter; this year's first half; second-quarter 1989."""
    half = p.get("half") is not None
    if half and not (p.has("of", "year") or p.get("year")):
        return None
    if p.has("-") and p.has("the"):
        return None  # in "the third-quarter loss" the article is the loss's
    if p.has("final", "last") and not p.get("ordinal"):
        n = 2 if half else 4
    else:
        n = ordinal(p.all("ordinal")[-1])
    if n > (2 if half else 4) or p.after() in {"century", "time", "game", "point"}:
        return None
    letter = "H" if half else "Q"
    said = _year_in(p)
    if said is not None:
        return dated(f"{said:04}-{letter}{n}", explicit=True)
    today = at.anchor.date("Q")
    if p.get("shift") and p.has("year"):
        return dated(f"{today.year + _way(p):04}-{letter}{n}")
    year = today.year
    if not half and n > (today.month + 2) // 3 and not (p.tense == "future" or n - (today.month + 2) // 3 <= 1 and today.month > 9):
        year -= 1
    return dated(f"{year:04}-{letter}{n}")


@reads
def latest_quarter(p: Phrase, at: Context) -> Reading | None:
    """The quarter; the latest period; the 1988 quarter: the one last spoken of, or that is now."""
    said = _year_in(p)
    if p.has("current"):
        return dated(values.period(at.anchor.date("Q"), "Q"))
    if p.after() in {"ended", "ending"} and not said:
        return Reading(f"{at.anchor.date('Y').year:04}-QX", interval=values.OPEN)  # whose year begins when?
    if at.quarter is None:
        return dated(str(said)) if said else None
    return dated(f"{said:04}{at.quarter[4:]}" if said else at.quarter)


# --- sets -------------------------------------------------------------------------------------------------------------


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
    unit = _unit(p)
    n = "2" if p.has("other") else "X" if p.has("few") else (p.get("number") if not p.has("times", "once") else None) or "1"
    if unit == "TS" and p.get("unit"):
        return None
    if p.get("ordinal") and unit != "TS":
        n = str(ordinal(p.get("ordinal") or "1"))
    return Reading(values.duration(n, unit), "SET", values.OPEN)


_PARTS = {"mornings": "MO", "afternoons": "AF", "evenings": "EV", "nights": "NI"}


_FIGURES = frozenset(
    "sales revenue revenues earnings profit profits loss losses dividend dividends rate rates growth income result results "
    "salary turnover volume fee fees cost costs output production inflation interest deficit".split()
)


@reads
def frequency(p: Phrase, _: Context) -> Reading | None:
    """Daily; annual: but not in a name, as of a newspaper."""
    if {p.after(), p.after(2)} & _FIGURES:
        return None  # "annual sales": a figure for a period is no time
    if p.line.raw(p.first)[:1].isupper() and (p.first > 0 or p.line.raw(p.last)[:1].isupper()):
        return None
    return Reading(p.get("frequency"), "SET", values.OPEN)


# --- holidays, and words for no one period ----------------------------------------------------------------------------


@reads
def holiday(p: Phrase, at: Context) -> Reading | None:
    """Christmas; Thanksgiving Day; last Easter; New Year's Eve 1986."""
    name = p.get("holiday") or ""
    if name == "easter" and p.has("monday"):
        name = "easter-monday"
    if p.has("eve"):
        name += "-eve"
    said = _year_in(p)
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
    if p.after() in {"after", "as", "before", "became", "thereafter", "afterward", "afterwards"} or p.before() in {"as", "too", "how", "very"}:
        return None
    if p.has("one") and p.before() not in {"will", "would", "may", "might", "could", "can"}:
        return None
    return Reading("FUTURE_REF", interval=values.OPEN)


__all__ = ["READINGS", "whole_number"]
