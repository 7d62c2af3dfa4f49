"""Which actor of the roster an entity is: asserted when exactly one is left, else open, with its candidates."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from onrecord.actors.folding import fold, sounds
from onrecord.actors.names import CLOSE, EXACT, SOUND, is_turned, parts, resembles
from onrecord.actors.offices import during, fits, holds, is_top, office, terms_on
from onrecord.actors.roster import Roster
from onrecord.actors.types import Actor, Term
from onrecord.types import Entity, EntityType, Role

YOUNG, LATE, OLD = 30, 40, 60  # years before the first and after the last term in which a name can mean its holder
_LONG = 5  # letters of a surname that can stand alone for who leads a state
_LOWER = re.compile(r"^(?:[a-z][\w-]* )+(?=[A-Z])")
_MANY = 8  # candidates that are worth telling
_SINGLE = frozenset(
    ("president", "premier", "monarch", "supreme leader", "foreign minister", "defence minister", "interior minister")
)
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
    found = [a for a in _named(entity.name, roster) if same_kind(a.type, entity.type)]
    if len(found) > 1:
        found = [a for a in found if a.country == entity.country] or found
    if len(found) != 1:
        return Resolution(None, tuple(a.id for a in found[:_MANY]))
    return Resolution(found[0].id)


def _named(name: str, roster: Roster) -> tuple[Actor, ...]:
    """Return who bears the name, or what is left of it without the words in lower case that stand before it."""
    found = roster.find(name)
    bare = _LOWER.sub("", name)
    return found or (roster.find(bare) if bare != name and " " in bare else ())


def find_person(name: str, country: str | None, roster: Roster, date: str | None) -> str | None:
    """Return the id of the one person of `roster` that `name` must be; see `resolve`. A surname alone is nobody."""
    return _person(name, country, (), roster, date).actor if len(name.split()) > 1 else None


def find_holder(title: str, country: str, roster: Roster, date: str) -> str | None:
    """Return the one person of `roster` who holds an office of the state on `date`: of "the Norvian president".

    Only offices that one person holds at a time, at the top or of foreign affairs, defence, the interior: of others the
    roster has some holders, not all.
    """
    if office(title) not in _SINGLE:
        return None
    found = [a.id for a in roster.at("^" + country) if holds(a, title, date)]
    return found[0] if len(found) == 1 else None


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
    country = roster.today(country)  # "the Soviet leader" Gorbachev has his line with Russia's
    cases = [
        _case(actor, score, country is not None and roster.today(actor.country) == country, roles, date)
        for actor, score in roster.find_persons(name)
        if country is None or roster.today(actor.country) in {country, None}
    ]
    cases = [c for c in cases if c.alive] or _misspelt(name, country, roles, roster, date)
    best = _alone(name, cases, country) if len(parts(name)) == 1 else _best([c for c in cases if _is_enough(name, c)])
    if best is None:
        return Resolution(None, tuple(c.actor.id for c in cases[:_MANY]))
    return Resolution(best.actor.id, (), best.held)


def _misspelt(name: str, country: str | None, roles: Sequence[Role], roster: Roster, date: str | None) -> list[_Case]:
    """Return who of those in office in the country on the day can be meant by a name that is nobody's."""
    if country is None or date is None:
        return []
    near = (a for a in roster.at("^" + country) if resembles(name, a))
    return [c for a in near if (c := _case(a, CLOSE, a.country == country, roles, date)).held or c.office]


def _case(actor: Actor, name: int, here: bool, roles: Sequence[Role], date: str | None) -> _Case:
    borne = date is not None and any(_bears(actor, role, date) for role in roles)
    held = terms_on(actor, date)
    return _Case(actor, name, here, borne, held, _is_alive(actor, name, date))


def _is_enough(name: str, case: _Case) -> bool:
    """Return whether a full name is enough to assert the person: spelt a little otherwise, or turned, it is not."""
    if case.here or case.office:
        return True
    return case.name >= SOUND and not is_turned(name, case.actor)


def _alone(name: str, cases: list[_Case], country: str | None) -> _Case | None:
    """Return the one person whose surname stands alone: by an office of that day, or leading the country or a state."""
    cases = [c for c in cases if c.office or not _is_regnal(c.actor)]
    able = [c for c in cases if c.office and (c.name >= SOUND or c.here)]
    able = able or [c for c in cases if c.here and c.held and (c.name >= SOUND or c.leads)]
    if len(able) > 1:
        able = [c for c in able if c.leads] or able
    firm = [c for c in cases if c.name >= SOUND]
    about = [c for c in firm if c.held] or firm
    if not able and country is None and len({c.actor.country for c in about}) == 1 and len(name) >= _LONG:
        able = [c for c in about if c.leads]
    return able[0] if len(able) == 1 else None


def _is_regnal(actor: Actor) -> bool:
    """Return whether a monarch or a prince, whose name alone is a given name: it takes a title to tell who is meant."""
    return any(office(t.title) in ("monarch", "prince") or "crown prince" in t.title.lower() for t in actor.terms)


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


def same_kind(one: EntityType, other: EntityType) -> bool:
    """Return whether an actor of one type can be an entity of the other: bodies are not always told apart."""
    return one == other or {one, other} <= _BODIES
