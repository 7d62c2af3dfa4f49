"""Which actor of the roster an entity is: asserted when exactly one is left, else open, with its candidates."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from onrecord.actors.folding import fold, sounds
from onrecord.actors.names import EXACT, SOUND, parts
from onrecord.actors.offices import during, fits, is_top, terms_on
from onrecord.actors.roster import Roster
from onrecord.actors.types import Actor, Term
from onrecord.types import Entity, Occupancy, Role

YOUNG, LATE, OLD = 30, 40, 60  # years before the first and after the last term in which a name can mean its holder
_LONG = 5  # letters of a surname that can stand alone for who leads a state
_MANY = 8  # candidates that are worth telling
_BODIES = frozenset({"organization", "government", "group", "outlet"})


class Resolution(Struct, frozen=True):
    """What the roster says of an entity. `candidates` are the ids left when `actor` is None and some were.

    `held` are the terms that surely reach over the date of the report.
    """

    actor: str | None
    candidates: tuple[str, ...] = ()
    held: tuple[Term, ...] = ()


def resolve_actor(entity: Entity, roster: Roster, date: str | None) -> str | None:
    """Return the id of the one actor of `roster` that `entity` must be; None if none or several are left."""
    return resolve(entity, roster, date).actor


def resolve(entity: Entity, roster: Roster, date: str | None) -> Resolution:
    """Return which actor of `roster` the entity is on `date` (ISO 8601, the report's); pure.

    A body is its name and kind. A person is its name, and no country that contradicts; a name that is spelt otherwise
    than the roster's needs the country or an office held; a surname alone needs an office held that day.
    """
    if entity.type == "person":
        return _person(entity.name, entity.country, entity.roles, roster, date)
    found = [a for a in roster.find(entity.name) if _same_kind(a, entity)]
    if len(found) > 1:
        found = [a for a in found if a.country == entity.country] or found
    if len(found) != 1:
        return Resolution(None, tuple(a.id for a in found[:_MANY]))
    return Resolution(found[0].id)


def settle_actors(entities: Sequence[Entity], roster: Roster, date: str | None) -> tuple[Entity, ...]:
    """Return the entities with what the roster adds: offices held on `date`, and candidates where none is asserted."""
    return tuple(_settled(e, roster, date) for e in entities)


def _settled(entity: Entity, roster: Roster, date: str | None) -> Entity:
    if entity.actor is not None:
        actor = roster.get(entity.actor)
        held = terms_on(actor, date) if actor is not None else ()
        return replace(entity, held=tuple(Occupancy(t.title, t.start, t.end, t.org, t.source) for t in held))
    if entity.type in ("country", "place") or not any(m.form == "name" for m in entity.mentions):
        return entity
    return replace(entity, candidates=resolve(entity, roster, date).candidates)


def find_person(name: str, country: str | None, roster: Roster, date: str | None) -> str | None:
    """Return the id of the one person of `roster` that `name` must be; see `resolve`. A surname alone is nobody."""
    return _person(name, country, (), roster, date).actor if len(name.split()) > 1 else None


def same_person(name: str, other: str) -> bool:
    """Return whether two full names can be spellings of one: same surname and given name, middle names aside."""
    a, b = fold(name).split(), fold(other).split()
    if len(a) < 2 or len(b) < 2 or sounds(a[-1]) != sounds(b[-1]):
        return False
    x, y = a[0], b[0]
    return sounds(x) == sounds(y) or ((len(x) == 1 or len(y) == 1) and x[0] == y[0])


class _Case(Struct, frozen=True):
    """What speaks for one person: how the name fits, and what is known of country, office and time."""

    actor: Actor
    name: int  # EXACT, SOUND or CLOSE
    here: bool  # the country is known to be the same
    office: bool  # an office that the report gives is one held then
    held: tuple[Term, ...]
    alive: bool

    @property
    def leads(self) -> bool:
        return any(is_top(t) for t in self.held)

    @property
    def weight(self) -> tuple[int, int, int, int]:
        return (self.office, self.name, self.here, self.leads or bool(self.held))


def _person(name: str, country: str | None, roles: Sequence[Role], roster: Roster, date: str | None) -> Resolution:
    cases = [
        _case(actor, score, country, roles, date)
        for actor, score in roster.find_persons(name)
        if country is None or actor.country in {country, None}
    ]
    cases = [c for c in cases if c.alive]
    best = _alone(name, cases, country) if len(parts(name)) == 1 else _best([c for c in cases if _is_enough(c)])
    if best is None:
        return Resolution(None, tuple(c.actor.id for c in cases[:_MANY]))
    return Resolution(best.actor.id, (), best.held)


def _case(actor: Actor, name: int, country: str | None, roles: Sequence[Role], date: str | None) -> _Case:
    office = date is not None and any(_bears(actor, role, date) for role in roles)
    held = terms_on(actor, date)
    return _Case(
        actor, name, country is not None and country == actor.country, office, held, _is_alive(actor, name, date)
    )


def _is_enough(case: _Case) -> bool:
    """Return whether a full name is enough to assert the person: spelt a little otherwise, it is not without more."""
    return case.name >= SOUND or case.here or case.office


def _alone(name: str, cases: list[_Case], country: str | None) -> _Case | None:
    """Return the one person whose surname stands alone: by an office of that day, or leading the country or a state."""
    able = [c for c in cases if c.office and (c.name >= SOUND or c.here)]
    able = able or [c for c in cases if c.here and c.held and (c.name >= SOUND or c.leads)]
    if len(able) > 1:
        able = [c for c in able if c.leads] or able
    firm = [c for c in cases if c.name >= SOUND]
    if not able and country is None and len(firm) == 1 and len(name) >= _LONG:
        able = [c for c in firm if c.leads]
    return able[0] if len(able) == 1 else None


def _best(cases: list[_Case]) -> _Case | None:
    """Return the case with the most weight; None if two have it."""
    cases = sorted(cases, key=lambda c: c.weight, reverse=True)
    return cases[0] if cases and (len(cases) == 1 or cases[0].weight > cases[1].weight) else None


def _bears(actor: Actor, role: Role, date: str) -> bool:
    """Return whether the actor had the office in the way that the report says: still, no more, or not yet."""
    for term in actor.terms:
        if not fits(term, role.title):
            continue
        now = during(term, date)
        if role.status in ("former", "deposed", "late"):
            if now is not True and (term.start or "") <= date:
                return True
        elif role.status == "elect":
            if now is not True and term.start is not None and date <= term.start <= f"{int(date[:4]) + 1}{date[4:]}":
                return True
        elif now:
            return True
    return False


def _is_alive(actor: Actor, name: int, date: str | None) -> bool:
    """Return whether `date` lies within some decades of the actor's terms; unknown is yes."""
    known = [int(d[:4]) for t in actor.terms for d in (t.start, t.end, *(t.seen or ())) if d]
    if not date or not known:
        return True
    year = int(date[:4])
    return min(known) - YOUNG <= year <= max(known) + (OLD if name == EXACT else LATE)


def _same_kind(actor: Actor, entity: Entity) -> bool:
    return actor.type == entity.type or {actor.type, entity.type} <= _BODIES
