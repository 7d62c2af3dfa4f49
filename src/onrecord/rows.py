"""Rows: each thing found, in words, beside the report it stands in; what tables, frames and questions hold.

Words are the report's own, pieces joined by " … "; parties are named as in the record's entities.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct

from onrecord.text import words
from onrecord.types import Article, Entity, Event, Position, Record, Span, Statement, Timex


class ReportRow(Struct, frozen=True):
    """One report, and how much was found in it."""

    report: str
    outlet: str | None
    published: str | None
    title: str | None
    byline: tuple[str, ...]
    address: str | None
    lang: str | None
    words: int
    statements: int
    events: int
    positions: int
    notes: tuple[str, ...]


class StatementRow(Struct, frozen=True):
    """One statement in words, with the report it stands in; what tables and frames hold.

    `on_word_of` names those between the reader and the speaker, outermost first: the outlet, then whoever reports it.
    `source`, `cue`, `content` and `occasion` are the report's own words, pieces joined by " … ".
    """

    report: str
    statement: str
    outlet: str | None
    published: str | None
    title: str | None
    address: str | None
    speaker: str | None
    voice: str
    addressee: str | None
    on_word_of: tuple[str, ...]
    kind: str
    type: str
    negated: bool
    said: str | None
    source: str
    cue: str
    content: str
    occasion: str
    within: str | None
    confidence: float


class EventRow(Struct, frozen=True):
    """One event in words. `according_to` is whose word it is on: None is the outlet's own voice."""

    report: str
    event: str
    outlet: str | None
    published: str | None
    type: str
    mode: str | None
    cameo: str | None
    status: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    when: str | None
    earliest: str | None
    latest: str | None
    where: str | None
    according_to: str | None
    statement: str | None
    words: str
    confidence: float


class PositionRow(Struct, frozen=True):
    """One position in words, and the statement it is taken in."""

    report: str
    position: str
    outlet: str | None
    published: str | None
    holder: str | None
    kind: str
    target: str | None
    content: str
    condition: str
    strength: str
    same_as: str | None
    statement: str
    confidence: float


class EntityRow(Struct, frozen=True):
    """One entity of one report: its name, roles as worded, and what else the report calls it."""

    report: str
    entity: str
    name: str
    type: str
    actor: str | None
    country: str | None
    roles: tuple[str, ...]
    called: tuple[str, ...]
    mentions: int
    confidence: float


Row = ReportRow | StatementRow | EventRow | PositionRow | EntityRow


def report_row(record: Record) -> ReportRow:
    """Return `record` as one row."""
    article = record.article
    return ReportRow(
        report=record.id,
        outlet=_value(article, "outlet"),
        published=_value(article, "published"),
        title=_value(article, "title"),
        byline=tuple(f.value for f in article.byline),
        address=record.capture.url or record.capture.path,
        lang=article.lang,
        words=sum(len(article.text[p.start : p.end].split()) for p in article.paragraphs),
        statements=len(record.statements),
        events=len(record.events),
        positions=len(record.positions),
        notes=record.notes,
    )


def report_rows(record: Record) -> list[ReportRow]:
    """Return the one row of `record`."""
    return [report_row(record)]


def statement_rows(record: Record) -> list[StatementRow]:
    """Return the statements of `record` in words."""
    names = _Names(record)
    return [_statement_row(s, record, names) for s in record.statements]


def event_rows(record: Record) -> list[EventRow]:
    """Return the events of `record` in words."""
    names = _Names(record)
    return [_event_row(e, record, names) for e in record.events]


def position_rows(record: Record) -> list[PositionRow]:
    """Return the positions of `record` in words."""
    names = _Names(record)
    return [_position_row(p, record, names) for p in record.positions]


def entity_rows(record: Record) -> list[EntityRow]:
    """Return the entities of `record`."""
    return [_entity_row(e, record) for e in record.entities]


TABLES: dict[str, tuple[type[Row], Callable[[Record], Sequence[Row]]]] = {
    "reports": (ReportRow, report_rows),
    "statements": (StatementRow, statement_rows),
    "events": (EventRow, event_rows),
    "positions": (PositionRow, position_rows),
    "entities": (EntityRow, entity_rows),
}


def called(entity: Entity, text: str) -> tuple[str, ...]:
    """Return what `text` calls `entity`, each wording once, in text order; pronouns name no one."""
    mentions = (text[m.span.start : m.span.end] for m in entity.mentions if m.form in ("name", "title", "metonym"))
    return tuple(dict.fromkeys(" ".join(m.split()) for m in mentions))


class _Names:
    """The names and times behind a record's ids."""

    def __init__(self, record: Record) -> None:
        self.entities: dict[str | None, Entity] = {e.id: e for e in record.entities}
        self.timexes: dict[str | None, Timex] = {t.id: t for t in record.timexes}
        self.statements: dict[str | None, Statement] = {s.id: s for s in record.statements}

    def name(self, entity: str | None) -> str | None:
        found = self.entities.get(entity)
        return found.name if found else None

    def all(self, entities: Iterable[str]) -> tuple[str, ...]:
        return tuple(name for e in entities if (name := self.name(e)))


def _statement_row(statement: Statement, record: Record, names: _Names) -> StatementRow:
    article = record.article
    said = names.timexes.get(statement.said)
    outlet = _value(article, "outlet")
    return StatementRow(
        report=record.id,
        statement=statement.id,
        outlet=outlet,
        published=_value(article, "published"),
        title=_value(article, "title"),
        address=record.capture.url or record.capture.path,
        speaker=names.name(statement.speaker),
        voice=statement.voice,
        addressee=names.name(statement.addressee),
        on_word_of=(*((outlet,) if outlet else ()), *names.all(statement.via)),
        kind=statement.kind,
        type=statement.type,
        negated=statement.negated,
        said=said.value if said else None,
        source=words(article.text, statement.source),
        cue=words(article.text, statement.cue),
        content=words(article.text, statement.content),
        occasion=words(article.text, statement.occasion),
        within=statement.within,
        confidence=statement.confidence,
    )


def _event_row(event: Event, record: Record, names: _Names) -> EventRow:
    when = names.timexes.get(event.when)
    holder = names.statements.get(event.according_to)
    text = record.article.text
    return EventRow(
        report=record.id,
        event=event.id,
        outlet=_value(record.article, "outlet"),
        published=_value(record.article, "published"),
        type=event.type,
        mode=event.mode,
        cameo=event.cameo,
        status=event.status,
        actors=names.all(event.actors),
        recipients=names.all(event.recipients),
        when=when.value if when else None,
        earliest=when.earliest if when else None,
        latest=when.latest if when else None,
        where=names.name(event.where),
        according_to=(names.name(holder.speaker) or words(text, holder.source) or holder.voice) if holder else None,
        statement=event.according_to,
        words=text[event.span.start : event.span.end],
        confidence=event.confidence,
    )


def _position_row(position: Position, record: Record, names: _Names) -> PositionRow:
    return PositionRow(
        report=record.id,
        position=position.id,
        outlet=_value(record.article, "outlet"),
        published=_value(record.article, "published"),
        holder=names.name(position.holder),
        kind=position.kind,
        target=names.name(position.target),
        content=words(record.article.text, position.content),
        condition=words(record.article.text, _known(position.condition)),
        strength=words(record.article.text, _known(position.strength)),
        same_as=position.same_as,
        statement=position.statement,
        confidence=position.confidence,
    )


def _known(span: Span | None) -> tuple[Span, ...]:
    return (span,) if span is not None else ()


def _entity_row(entity: Entity, record: Record) -> EntityRow:
    return EntityRow(
        report=record.id,
        entity=entity.id,
        name=entity.name,
        type=entity.type,
        actor=entity.actor,
        country=entity.country,
        roles=tuple(record.article.text[r.span.start : r.span.end] for r in entity.roles),
        called=called(entity, record.article.text),
        mentions=len(entity.mentions),
        confidence=entity.confidence,
    )


def _value(article: Article, field: str) -> str | None:
    found = getattr(article, field)
    return found.value if found else None
