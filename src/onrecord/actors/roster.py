"""The roster: actors, and the index that names lead into."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import Protocol

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from onrecord.actors.folding import fold
from onrecord.actors.names import keys_of, lookups, match
from onrecord.actors.types import Actor

MANY = 64  # a key that more actors share tells nothing


class Index(Protocol):
    """A further store of actors that a roster asks, one key at a time; `store.rosters` has one in SQLite."""

    def find(self, key: str) -> tuple[Actor, ...]:
        """Return the actors with this key, `()` if there are none or more than MANY."""

    def get(self, actor: str) -> Actor | None:
        """Return the actor with this id."""

    def bodies(self) -> Iterable[Actor]:
        """Return the actors that are no persons, as many as a text can be searched for."""


class Roster(Struct, frozen=True):
    """Known actors: those in memory, and `more`, the user's own, which go before them where ids are the same.

    `find` looks up a name, `find_persons` a person however spelt, `get` an id.
    """

    actors: tuple[Actor, ...]
    by_id: dict[str, int]
    by_key: dict[str, list[int]]
    more: Index | None = None

    def find(self, name: str) -> tuple[Actor, ...]:
        """Return the actors that bear `name`, folded; `()` if none does."""
        return self.at("=" + fold(name))

    def find_persons(self, name: str) -> tuple[tuple[Actor, int], ...]:
        """Return the persons that can bear `name`, and how surely, see `names.match`; the surest first."""
        found = {a.id: a for key in lookups(name) for a in self.at(key) if a.type == "person"}
        scored = ((a, match(name, a)) for a in found.values())
        return tuple(sorted(((a, s) for a, s in scored if s), key=lambda x: (-x[1], x[0].id)))

    def at(self, key: str) -> tuple[Actor, ...]:
        """Return the actors that `key` leads to, see `names.keys_of`."""
        known = self.by_key.get(key, ())
        own = self.more.find(key) if self.more is not None else ()
        if not own:
            return tuple(self.actors[i] for i in known)
        ids = {a.id for a in own}
        return (*own, *(a for i in known if (a := self.actors[i]).id not in ids))

    def get(self, actor: str) -> Actor | None:
        """Return the actor with this id."""
        own = self.more.get(actor) if self.more is not None else None
        if own is not None:
            return own
        i = self.by_id.get(actor)
        return None if i is None else self.actors[i]

    def today(self, country: str | None) -> str | None:
        """Return the code of the state that took a former one's place; any other code as it is."""
        i = self.by_id.get(country) if country is not None else None
        return country if i is None else self.actors[i].heir or country

    def with_more(self, more: Index) -> Roster:
        """Return this roster with the user's own beside it."""
        return replace(self, more=more)


def make_roster(actors: Iterable[Actor]) -> Roster:
    """Return a roster of `actors`; keys are worked out here where the actor does not bring them."""
    rows = tuple(actors)
    keys: dict[str, list[int]] = {}
    for i, actor in enumerate(rows):
        for key in actor.keys or keys_of(actor):
            held = keys.get(key)
            if held is None:
                keys[key] = [i]
            else:
                held.append(i)
    return Roster(rows, {a.id: i for i, a in enumerate(rows)}, keys)


@cache
def load_roster() -> Roster:
    """Return the roster that ships with the package."""
    raw = resources.files("onrecord.data").joinpath("roster/roster.jsonl").read_bytes()
    return make_roster(msgspec.json.Decoder(Actor).decode_lines(raw))
