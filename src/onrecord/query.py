"""The questions people ask of records: who said what, to whom, on whose word, and when.

Names and words match whole words in any case and with or without accents: "zelenskiy" finds "Volodymyr Zelenskiy".
The store answers the same questions in SQL with the same folding (`fold`), so both give the same rows.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from onrecord.errors import QueryError
from onrecord.rows import StatementRow, called, statement_rows
from onrecord.text import words
from onrecord.types import Entity, Record, Statement, Timex

# Letters that Unicode does not take apart into a letter and a mark.
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ]\d{2}:\d{2}.*)?)?)?")
_PHRASE = re.compile(r'"([^"]*)"|(\S+)')


class Question(Struct, frozen=True):
    """Which statements are wanted; every condition that is given must hold.

    `words` are all in the content, in any order; a part in double quotes is a phrase. `since` and `until` are ISO dates
    of any precision, both inclusive, against the time of saying where it is known, else the day of publication; a
    statement with no date at all is in no period. `via` is whose word it is on: the outlet or anyone in the chain.
    """

    speaker: str | None = None
    addressee: str | None = None
    words: str | None = None
    since: str | None = None
    until: str | None = None
    outlet: str | None = None
    via: str | None = None
    min_confidence: float = 0.0


def find_statements(records: Iterable[Record], question: Question | None = None) -> Iterator[StatementRow]:
    """Yield the statements of `records` that answer `question`, in order; all of them without one."""
    question = question or Question()
    for record in records:
        entities = {e.id: e for e in record.entities}
        timexes = {t.id: t for t in record.timexes}
        for statement, row in zip(record.statements, statement_rows(record), strict=True):
            if _answers(statement, record, entities, timexes, question):
                yield row


def statement_days(statement: Statement, record: Record, timexes: dict[str, Timex]) -> tuple[str | None, str | None]:
    """Return the first and last day it may have been said on; an open end is None, and both are if nothing is known."""
    said = timexes.get(statement.said or "")
    if said and (said.earliest or said.latest):
        return said.earliest, said.latest
    published = record.article.published
    return days(published.value) if published and _DATE.fullmatch(published.value) else (None, None)


def speaker_names(statement: Statement, record: Record, entities: dict[str, Entity]) -> frozenset[str]:
    """Return every folded name of the speaker; of a speaker who is no entity, the words that describe them."""
    if statement.speaker in entities:
        return names_of(entities[statement.speaker], record.article.text)
    return frozenset({fold(words(record.article.text, statement.source))})


def names_of(entity: Entity | None, text: str) -> frozenset[str]:
    """Return the folded names and titles by which `text` calls `entity`."""
    return frozenset(fold(name) for name in (entity.name, *called(entity, text))) if entity else frozenset()


def keep_confident(record: Record, least: float) -> Record:
    """Return `record` without the statements, events and positions less sure than `least`; a note counts them.

    An event or position on the word of a statement that goes, goes too: it would else seem to be the outlet's own.
    A statement inside one that goes moves to the next that holds both; `via` still tells the whole chain.
    """
    if least <= 0:
        return record
    by_id = {s.id: s for s in record.statements}
    kept = {s.id for s in record.statements if s.confidence >= least}

    def holder(statement: Statement) -> str | None:
        within = statement.within
        while within is not None and within not in kept:
            within = by_id[within].within
        return within

    statements = tuple(replace(s, within=holder(s)) for s in record.statements if s.id in kept)
    events = tuple(
        e for e in record.events if e.confidence >= least and (e.according_to is None or e.according_to in kept)
    )
    positions = tuple(p for p in record.positions if p.confidence >= least and p.statement in kept)
    gone = [
        f"{n} {what if n > 1 else what[:-1]}"
        for n, what in (
            (len(record.statements) - len(statements), "statements"),
            (len(record.events) - len(events), "events"),
            (len(record.positions) - len(positions), "positions"),
        )
        if n
    ]
    notes = (*record.notes, f"left out as less sure than {least:g}: {', '.join(gone)}") if gone else record.notes
    return replace(record, statements=statements, events=events, positions=positions, notes=notes)


# --- folding ----------------------------------------------------------------------------------------------------------


def fold(text: str) -> str:
    """Return the words of `text` without case, accents and marks, each with a space on both sides.

    >>> fold("Łukasz D'Óliveira-al-Şah")
    ' lukasz d oliveira al sah '
    """
    bare = unicodedata.normalize("NFKD", text.casefold()).translate(_LETTERS)
    letters = (c if c.isalnum() and not "ʰ" <= c <= "˿" else " " for c in bare if not unicodedata.combining(c))
    return f" {' '.join(''.join(letters).split())} "


def phrases(wanted: str) -> tuple[str, ...]:
    """Return the folded words and quoted phrases of `wanted`. Raises QueryError if there is no word in it."""
    found = tuple(fold(quoted or plain) for quoted, plain in _PHRASE.findall(wanted))
    found = tuple(f for f in found if f.strip())
    if not found:
        raise QueryError(f"there is no word to look for in {wanted!r}")
    return found


def name_phrase(name: str) -> str:
    """Return `name` folded. Raises QueryError if it has no letter or figure."""
    folded = fold(name)
    if not folded.strip():
        raise QueryError(f"there is no name to look for in {name!r}")
    return folded


def days(value: str) -> tuple[str, str]:
    """Return the first and last day of an ISO 8601 date or instant of any precision. Raises QueryError if it is none.

    >>> days("2024-02")
    ('2024-02-01', '2024-02-29')
    """
    match = _DATE.fullmatch(value.strip())
    if not match:
        raise QueryError(f"{value!r} is not a date; write 2024-12-19, 2024-12 or 2024")
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        first = date(year or 0, month or 1, day or 1)
    except ValueError as error:
        raise QueryError(f"{value!r} is not a date: {error}") from None
    last = first.replace(month=month or 12, day=day or monthrange(first.year, month or 12)[1])
    return first.isoformat(), last.isoformat()


# --- within one record ------------------------------------------------------------------------------------------------


def _answers(
    statement: Statement,
    record: Record,
    entities: dict[str, Entity],
    timexes: dict[str, Timex],
    question: Question,
) -> bool:
    text = record.article.text

    def any_has(names: Iterable[str], wanted: str) -> bool:
        phrase = name_phrase(wanted)
        return any(phrase in name for name in names)

    if statement.confidence < question.min_confidence:
        return False
    if question.speaker and not any_has(speaker_names(statement, record, entities), question.speaker):
        return False
    if question.addressee and not any_has(names_of(entities.get(statement.addressee or ""), text), question.addressee):
        return False
    outlet = {fold(record.article.outlet.value)} if record.article.outlet else set()
    if question.outlet and not any_has(outlet, question.outlet):
        return False
    chain = outlet.union(*(names_of(entities.get(v), text) for v in statement.via))
    if question.via and not any_has(chain, question.via):
        return False
    if question.words:
        content = fold(words(text, statement.content))
        if not all(phrase in content for phrase in phrases(question.words)):
            return False
    return _in_period(statement_days(statement, record, timexes), question)


def _in_period(period: tuple[str | None, str | None], question: Question) -> bool:
    if not (question.since or question.until):
        return True
    earliest, latest = period
    if earliest is None and latest is None:
        return False
    since = days(question.since)[0] if question.since else ""
    until = days(question.until)[1] if question.until else "9999"
    return (latest or "9999") >= since and (earliest or "") <= until
