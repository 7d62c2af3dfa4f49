"""A record in words, arranged for reading: what card and page both show."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from onrecord.rows import called
from onrecord.text import words
from onrecord.types import Article, Entity, Event, Position, Record, Span, Statement, Timex

CONTACT = "CONSULT"
_ISO = re.compile(r"\d{4}-\d{2}(-\d{2}|$)")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")

STATUS = {
    "happened": "happened",
    "ongoing": "going on",
    "planned": "planned",
    "offered": "offered",
    "demanded": "demanded",
    "refused": "refused",
    "denied": "denied",
    "absent": "did not happen",
    "hypothetical": "only supposed",
}
MODE = {
    "meet": "Meeting",
    "call": "Call",
    "visit": "Visit",
    "negotiate": "Negotiation",
    "letter": "Letter",
    "summit": "Summit",
    "mediate": "Mediation",
    None: "Contact",
}
_MONTHS = (
    "January February March April May June July August September October November December"
).split()  # fmt: skip
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


class StatementView(Struct, frozen=True):
    """One statement, with those it holds. `number` is "2" or "2.1"; `labels` are what kind of saying it is.

    `word_of` names who stands between outlet and speaker, outermost first; `negated`: it is reported as not said.
    """

    id: str
    number: str
    who: str
    voice: str
    cue: str
    to: str | None
    word_of: tuple[str, ...]
    said: str | None
    occasion: str
    negated: bool
    labels: tuple[str, ...]
    content: str
    confidence: float
    positions: tuple[PositionView, ...]
    inner: tuple[StatementView, ...]


class EventView(Struct, frozen=True):
    """One event: what, between whom, whether it happened, when, where, and on whose word. `letter` is its mark."""

    id: str
    letter: str
    what: str
    parties: str
    status: str
    status_words: str
    when: str | None
    where: str | None
    word_of: str
    statement: str | None
    words: str
    confidence: float


class PositionView(Struct, frozen=True):
    """One position: who demands, offers, refuses ... what of whom, and the statement it is taken in."""

    id: str
    who: str
    kind: str
    towards: str  # "demand on Tomás Reel"
    words: str
    condition: str  # empty: none, or the words already say no more
    strength: str
    same_as: str | None
    statement: str
    number: str
    confidence: float


class PartyView(Struct, frozen=True):
    """One entity: name, what it is, roles as worded, what else it is called. `speaks` counts its statements."""

    id: str
    name: str
    type: str
    roles: tuple[str, ...]
    called: tuple[str, ...]
    speaks: int


class View(Struct, frozen=True):
    """A record in words. `about` is one line on where the report comes from."""

    title: str
    about: tuple[str, ...]
    sections: tuple[str, ...]
    address: str | None
    notes: tuple[str, ...]
    statements: tuple[StatementView, ...]
    contacts: tuple[EventView, ...]
    events: tuple[EventView, ...]
    positions: tuple[PositionView, ...]
    people: tuple[PartyView, ...]
    others: tuple[PartyView, ...]
    counts: tuple[str, ...]


def view(record: Record) -> View:
    """Return `record` in words."""
    return _Viewer(record).view()


def day_in_words(value: str, *, weekday: bool = False) -> str:
    """Return an ISO date as people write it, at its own precision; anything else unchanged.

    >>> day_in_words("1985-05-16", weekday=True), day_in_words("1985-05"), day_in_words("P4Y")
    ('Thursday 16 May 1985', 'May 1985', 'P4Y')
    """
    if not _ISO.match(value):
        return value
    try:
        if len(value) == 7:
            return f"{_MONTHS[int(value[5:]) - 1]} {int(value[:4])}"
        day = date.fromisoformat(value[:10])
    except (ValueError, IndexError):
        return value
    return f"{_DAYS[day.weekday()] + ' ' if weekday else ''}{day.day} {_MONTHS[day.month - 1]} {day.year}"


def in_row(names: Iterable[str], last: str = " and ") -> str:
    """Return names as a list in a sentence: "A, B and C"."""
    *rest, end = [*names] or [""]
    return f"{', '.join(rest)}{last}{end}" if rest else end


class _Viewer:
    def __init__(self, record: Record) -> None:
        self.record = record
        self.text = record.article.text
        self.entities: dict[str | None, Entity] = {e.id: e for e in record.entities}
        self.timexes: dict[str | None, Timex] = {t.id: t for t in record.timexes}
        self.statements: dict[str | None, Statement] = {s.id: s for s in record.statements}
        self.numbers = _numbers(record.statements)
        self.inner: dict[str | None, list[Statement]] = {}
        for s in record.statements:
            self.inner.setdefault(s.within, []).append(s)
        self.positions: dict[str, list[Position]] = {}
        for p in record.positions:
            self.positions.setdefault(p.statement, []).append(p)
        self.spoken = Counter(s.speaker for s in record.statements)

    def view(self) -> View:
        record, article = self.record, self.record.article
        events = [self.event(e, letters(i)) for i, e in enumerate(record.events)]
        kinds = [e.type for e in record.events]
        parties = [self.party(e) for e in record.entities]
        return View(
            title=_one_line(article.title.value) if article.title else "A report without a title",
            about=_about(article),
            sections=tuple(f.value for f in article.sections),
            address=record.capture.url or record.capture.path,
            notes=record.notes,
            statements=tuple(self.statement(s) for s in record.statements if s.within not in self.statements),
            contacts=tuple(e for e, kind in zip(events, kinds, strict=True) if kind == CONTACT),
            events=tuple(e for e, kind in zip(events, kinds, strict=True) if kind != CONTACT),
            positions=tuple(self.position(p) for p in record.positions),
            people=tuple(p for p in parties if p.type == "person"),
            others=tuple(p for p in parties if p.type != "person"),
            counts=_counts(record, kinds.count(CONTACT)),
        )

    def statement(self, s: Statement) -> StatementView:
        name = self.name(s.speaker)
        labels = (*(("attitude",) if s.kind == "attitude" else ()), _TYPES[s.type])
        cue, to = self.words(s.cue), self.name(s.addressee)
        return StatementView(
            id=s.id,
            number=self.numbers[s.id],
            who=name or self.words(s.source) or "No one named",
            voice="" if name else {"unnamed": "unnamed", "unattributed": "no speaker given"}.get(s.voice, ""),
            cue=cue,
            to=to if to and to not in cue else None,  # "told reporters" has said it
            word_of=tuple(n for v in s.via if (n := self.name(v))),
            said=self.time(s.said),
            occasion=self.words(s.occasion),
            negated=s.negated,
            labels=labels,
            content=self.words(s.content),
            confidence=s.confidence,
            positions=tuple(self.position(p) for p in self.positions.get(s.id, ())),
            inner=tuple(self.statement(t) for t in self.inner.get(s.id, ())),
        )

    def event(self, e: Event, letter: str) -> EventView:
        what = MODE.get(e.mode, str(e.mode)) if e.type == CONTACT else e.type.capitalize()
        if e.type != CONTACT and e.mode:
            what += f" ({e.mode})"
        holder = self.statements.get(e.according_to)
        return EventView(
            id=e.id,
            letter=letter,
            what=what,
            parties=self.parties(e),
            status=e.status,
            status_words=STATUS[e.status],
            when=self.time(e.when),
            where=self.name(e.where),
            word_of=f"on the word of {self.who(holder)}" if holder else "in the report's own voice",
            statement=e.according_to,
            words=self.words([e.span]),
            confidence=e.confidence,
        )

    def parties(self, e: Event) -> str:
        actors = in_row(n for a in e.actors if (n := self.name(a)))
        recipients = in_row(n for r in e.recipients if (n := self.name(r)))
        if not (actors or recipients):
            return "parties not said"
        if e.type == CONTACT:
            return f"{actors} with {recipients}" if actors and recipients else actors or f"with {recipients}"
        return f"{actors or 'someone'} → {recipients}" if recipients else actors

    def position(self, p: Position) -> PositionView:
        return PositionView(
            id=p.id,
            who=self.name(p.holder) or p.holder,
            kind=p.kind,
            towards=_TOWARDS[p.kind].format(name) if (name := self.name(p.target)) else p.kind,
            words=self.words(p.content),
            condition=self.words([p.condition]) if p.condition and (p.condition,) != p.content else "",
            strength=self.words([p.strength]) if p.strength else "",
            same_as=p.same_as,
            statement=p.statement,
            number=self.numbers.get(p.statement, ""),
            confidence=p.confidence,
        )

    def party(self, e: Entity) -> PartyView:
        return PartyView(
            id=e.id,
            name=e.name,
            type=e.type,
            roles=tuple(
                dict.fromkeys(self.words([r.span]) + _status_note(r.status, self.words([r.span])) for r in e.roles)
            ),
            called=tuple(name for name in called(e, self.text) if name != e.name),
            speaks=self.spoken[e.id],
        )

    def who(self, s: Statement) -> str:
        source = self.words(s.source)
        return self.name(s.speaker) or (f"“{source}”" if source else "no one named")

    def name(self, entity: str | None) -> str | None:
        found = self.entities.get(entity)
        return found.name if found else None

    def time(self, timex: str | None) -> str | None:
        """Return the words of a time and what they mean: "Thursday" is Thursday 16 May 1985."""
        found = self.timexes.get(timex)
        if found is None:
            return None
        said, meant = self.words([found.span]), _meaning(found)
        return f"{said} ({meant})" if meant and meant != said else said

    def words(self, spans: Iterable[Span]) -> str:
        return _one_line(words(self.text, spans))


_TYPES = {"direct": "in their words", "indirect": "reported", "mixed": "partly in their words"}


_TOWARDS = {
    "demand": "demand on {}",
    "offer": "offer to {}",
    "willingness": "willingness towards {}",
    "refusal": "refusal towards {}",
    "condition": "condition for {}",
    "goal": "goal concerning {}",
    "warning": "warning to {}",
    "denial": "denial towards {}",
}


def _meaning(timex: Timex) -> str:
    if timex.earliest and timex.earliest == timex.latest:
        return day_in_words(timex.earliest)
    if timex.value and timex.type == "DATE" and timex.value[:1].isdigit():
        return day_in_words(timex.value)
    if timex.latest and not timex.earliest:
        return f"no later than {day_in_words(timex.latest)}"
    if timex.earliest and not timex.latest:
        return f"since {day_in_words(timex.earliest)}"
    if timex.earliest and timex.latest:
        return f"{timex.earliest} to {timex.latest}"
    return ""


def _about(article: Article) -> tuple[str, ...]:
    parts = [article.outlet.value] if article.outlet else []
    parts.append(day_in_words(article.published.value, weekday=True) if article.published else "date unknown")
    if article.byline:
        parts.append("by " + in_row(f.value for f in article.byline))
    parts += [f"credit {f.value}" for f in article.credits]
    return tuple(_one_line(p) for p in parts)


def _counts(record: Record, contacts: int) -> tuple[str, ...]:
    counts = (
        (len(record.statements), "statement"),
        (contacts, "encounter"),
        (len(record.events) - contacts, "other event"),
        (len(record.positions), "position"),
    )
    return tuple(f"{n} {what}{'' if n == 1 else 's'}" for n, what in counts)


def _numbers(statements: Iterable[Statement]) -> dict[str, str]:
    """Return each statement's number: 1, 2, 2.1 for the first that statement 2 holds, and so on."""
    ids = {s.id: s for s in statements}
    seen: dict[str | None, int] = {}
    numbers: dict[str, str] = {}

    def number(s: Statement) -> str:
        if s.id not in numbers:
            outer = ids.get(s.within or "")
            prefix = f"{number(outer)}." if outer else ""
            key = outer.id if outer else None
            seen[key] = seen.get(key, 0) + 1
            numbers[s.id] = f"{prefix}{seen[key]}"
        return numbers[s.id]

    for s in ids.values():
        number(s)
    return numbers


def letters(index: int) -> str:
    """Return A, B ... Z, AA, AB ... for 0, 1 ..."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


def _status_note(status: str, worded: str) -> str:
    return "" if status in ("current", "unknown") or status in worded.lower() else f" ({status})"


def _one_line(text: str) -> str:
    # a report must not be able to steer the terminal
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", " ".join(text.split()))
