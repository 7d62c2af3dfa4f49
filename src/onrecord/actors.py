"""Entities + roster + date -> the known actor.

The roster holds facts only: states, organizations, outlets, leaders with their terms. It ships as one JSON file that
`scripts/build_roster.py` makes from the tables beside it. An actor is asserted when exactly one is left; else None.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib import resources
from typing import Literal

import msgspec
from msgspec import Struct

from onrecord.types import Entity, EntityType

_ARTICLE = re.compile(r"^(?:the|al|el|an|as|ash|ad|at|ar)[ -]+(?=\w)", re.I)
_PUNCTUATION = re.compile(r"[^\w\s]")
# Spellings of one sound in names carried over from other scripts, applied in this order.
_SOUNDS = (("ckh", "k"), ("kh", "h"), ("gh", "g"), ("dh", "d"), ("ph", "f"), ("ou", "u"), ("oo", "u"), ("ee", "i"))
_LETTERS = str.maketrans({"q": "k", "c": "k", "w": "v", "j": "y", "i": "y", "e": "a", "o": "u", "x": "k", "z": "s"})
_OFFICES = {"prime minister": "premier", "federal chancellor": "chancellor", "head of government": "premier"}
_RUNS = re.compile(r"(.)\1+")


class Term(Struct, frozen=True, omit_defaults=True):
    """An office held: `start` and `end` are ISO 8601 at the precision known; None is unknown, or still held."""

    title: str
    start: str | None = None
    end: str | None = None


class Actor(Struct, frozen=True, omit_defaults=True):
    """A someone that reports name. `keys` are the folded `name` and `names`."""

    id: str
    type: EntityType
    name: str
    names: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    country: str | None = None
    adjectives: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    cow: str | None = None
    gender: Literal["m", "f"] | None = None
    surname: str | None = None  # how it sounds, see `sounds`
    terms: tuple[Term, ...] = ()


class Roster(Struct, frozen=True):
    """Known actors; `find` looks them up by name however spelt, `get` by id."""

    actors: tuple[Actor, ...]
    by_id: dict[str, Actor]
    by_key: dict[str, tuple[int, ...]]
    by_surname: dict[str, tuple[int, ...]]

    def find(self, name: str) -> tuple[Actor, ...]:
        """Return the actors that bear `name`, folded; `()` if none does."""
        return tuple(self.actors[i] for i in self.by_key.get(fold(name), ()))

    def find_surname(self, surname: str) -> tuple[Actor, ...]:
        """Return the persons whose surname sounds like `surname`."""
        return tuple(self.actors[i] for i in self.by_surname.get(sounds(surname), ()))

    def get(self, actor: str) -> Actor | None:
        """Return the actor with this id."""
        return self.by_id.get(actor)


@lru_cache(maxsize=1 << 15)
def fold(name: str) -> str:
    """Return `name` in lower case, less accents, marks and a leading article.

    >>> fold("The Élysée"), fold("al-Qa’eda")
    ('elysee', 'qaeda')
    """
    plain = name.replace("’", "").replace("'", "").replace("ʿ", "")
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    plain = plain.lower().replace("-", " ").replace(".", "")
    return _ARTICLE.sub("", " ".join(_PUNCTUATION.sub(" ", plain).split()))


@lru_cache(maxsize=1 << 15)
def sounds(word: str) -> str:
    """Return a key that spellings of one name in Latin script share: "Zelenskiy" and "Zelensky", "Asad" and "Assad"."""
    key = fold(word).replace(" ", "")
    for spelling, sound in _SOUNDS:
        key = key.replace(spelling, sound)
    return _RUNS.sub(r"\1", key.translate(_LETTERS)).rstrip("y")


def make_roster(actors: Iterable[Actor]) -> Roster:
    """Return a roster of `actors`; names are folded here where the actor does not bring its keys."""
    rows = tuple(actors)
    keys: dict[str, list[int]] = {}
    surnames: dict[str, list[int]] = {}
    for i, actor in enumerate(rows):
        for key in actor.keys or name_keys(actor):
            keys.setdefault(key, []).append(i)
        if actor.type == "person":
            surnames.setdefault(actor.surname or sounds(actor.name.split()[-1]), []).append(i)
    by_id = {a.id: a for a in rows}
    return Roster(rows, by_id, {k: tuple(v) for k, v in keys.items()}, {k: tuple(v) for k, v in surnames.items()})


def name_keys(actor: Actor) -> tuple[str, ...]:
    """Return the folded names of `actor`, each once, in order."""
    return tuple(dict.fromkeys(fold(n) for n in (actor.name, *actor.names)))


@cache
def load_roster() -> Roster:
    """Return the roster that ships with the package."""
    raw = resources.files("onrecord.data").joinpath("roster/roster.json").read_bytes()
    return make_roster(msgspec.json.decode(raw, type=_File).actors)


def resolve_actor(entity: Entity, roster: Roster, date: str | None) -> str | None:
    """Return the id of the one actor of `roster` that `entity` must be; None if none or several are left.

    A person needs its given name, or an office that only one of its surname held on `date` (ISO 8601); and no country
    that contradicts.
    """
    if entity.type == "person":
        offices = tuple(r.title for r in entity.roles if r.status == "current")
        return find_person(entity.name, entity.country, roster, date) or _by_office(entity, offices, roster, date)
    found = [a for a in roster.find(entity.name) if _same_kind(a, entity)]
    return found[0].id if len(found) == 1 else None


def find_person(name: str, country: str | None, roster: Roster, date: str | None) -> str | None:
    """Return the id of the one person of `roster` that `name` must be; see `resolve_actor`."""
    words = name.split()
    if len(words) < 2:
        return None
    found = [
        a
        for a in roster.find_surname(words[-1])
        if same_person(a.name, name) and (country is None or country == a.country)
    ]
    exact = [a for a in found if fold(a.name) == fold(name)]
    found = exact if len(found) > 1 else found
    if len(found) != 1:
        return None
    return found[0].id if country or _alive(found[0], date) else None


def holds(actor: Actor, office: str, date: str) -> bool:
    """Return whether a term of `actor` in the office whose title ends as `office` does reaches over `date` (ISO 8601).

    A Factbook "premier" is a prime minister too; vice and deputy offices are offices of their own.
    """
    want = _OFFICES.get(office.lower(), office.lower())
    return any(
        term.start is not None
        and term.start <= date
        and (term.end is None or date < term.end)
        and _OFFICES.get(term.title.lower(), term.title.lower()) == want
        for term in actor.terms
    )


def same_person(name: str, other: str) -> bool:
    """Return whether two full names can be spellings of one: same surname and given name, middle names aside."""
    a, b = fold(name).split(), fold(other).split()
    if len(a) < 2 or len(b) < 2 or sounds(a[-1]) != sounds(b[-1]):
        return False
    x, y = a[0], b[0]
    return sounds(x) == sounds(y) or ((len(x) == 1 or len(y) == 1) and x[0] == y[0])


class _File(Struct, frozen=True):
    licence: str
    actors: tuple[Actor, ...]


def _by_office(entity: Entity, offices: tuple[str, ...], roster: Roster, date: str | None) -> str | None:
    """Return the only actor of this surname, in all the world, who held one of the offices on the day."""
    if date is None or len(entity.name.split()) != 1:
        return None
    found = [
        a.id
        for a in roster.find_surname(entity.name)
        if entity.country in {None, a.country} and any(holds(a, office, date) for office in offices)
    ]
    return found[0] if len(found) == 1 else None


def _same_kind(actor: Actor, entity: Entity) -> bool:
    bodies = {"organization", "government", "group", "outlet"}
    return actor.type == entity.type or {actor.type, entity.type} <= bodies


def _alive(actor: Actor, date: str | None) -> bool:
    """Return whether `date` lies within some decades of the actor's terms; unknown is yes."""
    years = [int(t.start[:4]) for t in actor.terms if t.start]
    return not date or not years or -40 <= int(date[:4]) - min(years) <= 60
