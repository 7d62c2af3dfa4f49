"""When: the time expressions of a report, after TIMEX3, each with its value and the days it covers.

    text ─tokens─▶ symbols ─grammar─▶ candidates ─readings─▶ values ─bounds─▶ Timex

What the words are and which patterns they make is in `data/timexes.toml`; what they mean, in `readings`.
"""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.timexes import values
from onrecord.timexes.bounds import bounded
from onrecord.timexes.clauses import Clauses
from onrecord.timexes.context import Anchor, Context, Line, Phrase, Reading, UnanchoredError
from onrecord.timexes.grammar import Candidate, find_candidates, load_grammar
from onrecord.timexes.readings import READINGS
from onrecord.types import Article, Signals, Span, Timex

__all__ = ["find_timexes"]


def find_timexes(article: Article, signals: Signals | None = None) -> tuple[Timex, ...]:
    """Return the time expressions of `article`'s title and paragraphs, in text order.

    The anchor is the publication date at the precision known; what it does not settle has value None. A weekday is the
    last one up to and including its day, or the next if its clause is in the future. `value` has the precision of the
    words; `earliest` and `latest` are inclusive days and say what the words around add: "since February 2022" is open
    behind, both ends of "from March to May" carry the whole range. Of overlapping candidates the longest wins.

    Values: TIMEX3, TimeML 1.2.1. Anchoring: the news strategy of Strötgen & Gertz (2013).
    """
    context = Context(Anchor.parse(article.published.value if article.published else None))
    clauses = Clauses(signals) if signals else None
    title = [article.title.span] if article.title and article.title.span else []
    found: list[tuple[Span, Reading, str]] = []
    for block in sorted({*title, *article.paragraphs}):
        context.new_paragraph()
        line = Line(article.text[block.start : block.end], load_grammar().vocabulary, block.start, clauses)
        for phrase, reading, rule in bounded(line, list(_read(line, context))):
            found.append((Span(block.start + phrase.start, block.start + phrase.end), reading, rule))
    return tuple(_timex(i, *each) for i, each in enumerate(found, start=1))


def _read(line: Line, context: Context) -> Iterator[tuple[Phrase, Reading, str]]:
    """Yield the expressions of a line, left to right, each beginning behind the last one's end."""
    end = 0
    for group in find_candidates(line.symbols):
        if group[0].first < end:
            continue
        for candidate in group:
            phrase = Phrase(line, candidate.first, candidate.last)
            reading = _understand(candidate, phrase, context)
            if reading is not None:
                context.note(phrase, reading, candidate.rule.name)
                phrase, reading = _extended(phrase, reading, end)
                end = phrase.last
                yield phrase, reading, candidate.rule.name
                break


def _understand(candidate: Candidate, phrase: Phrase, context: Context) -> Reading | None:
    rule = candidate.rule
    try:
        reading = READINGS[rule.reads](phrase, context)
    except UnanchoredError:
        return Reading(None, rule.type, values.OPEN)
    if reading is None:
        return None
    return reading._replace(type=reading.type or rule.type)


def _extended(phrase: Phrase, reading: Reading, floor: int) -> tuple[Phrase, Reading]:
    """Return the phrase with "early", "the end of", "or so" taken in, and the reading narrowed accordingly."""
    line = phrase.line
    last = phrase.last
    if match := load_grammar().right.match(line.symbols, last):
        last = match.end()
    first = phrase.first
    if reading.type in {"DATE", "TIME"} and (reading.value or "").find("REF") < 0:
        for start in range(max(floor, first - 4), first):
            if load_grammar().left.fullmatch(line.symbols, start, first):
                first = start
                break
    head = Phrase(line, first, phrase.first)
    if first < phrase.first and (mod := head.get("edge") or head.get("mod")) and reading.value:
        share = 4 if head.get("edge") else 2
        days = reading.interval or values.interval(reading.value)
        reading = reading._replace(interval=values.part_of(days, mod, share))
    return Phrase(line, first, last), reading


def _timex(i: int, span: Span, reading: Reading, rule: str) -> Timex:
    first, last = reading.interval if reading.interval is not None else values.interval(reading.value or "")
    return Timex(
        id=f"t{i}",
        span=span,
        type=reading.type or "DATE",
        value=reading.value,
        earliest=first.isoformat() if first else None,
        latest=last.isoformat() if last else None,
        rule=rule,
    )
