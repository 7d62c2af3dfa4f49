"""What the roster holds: actors, and the offices they held."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from onrecord.types import EntityType


class Term(Struct, frozen=True, omit_defaults=True):
    """An office held by somebody: what FollowTheMoney calls an Occupancy of a Position.

    `title` is the position, in the actor's country unless `org`, the id of a body, says in what; `start` and `end` are
    ISO 8601 at the precision known. `start` None is unknown, `end` None unknown or still held. `seen` is the first and
    the last day on which a source that tells no more has the person in the office. `source` names who says so.
    """

    title: str
    start: str | None = None
    end: str | None = None
    seen: tuple[str, str] | None = None
    org: str | None = None
    source: str | None = None


class Actor(Struct, frozen=True, omit_defaults=True):
    """A someone that reports name. `country` is ISO 3166-1 alpha-2, or XK, or the code of a former state.

    `keys` are what it is found by (`names.keys_of`), worked out beforehand for the roster that ships. `surname` is the
    part of a person's `name` that stands alone in reports, None for the last word. `ended` is the day on which a former
    state had ceased to be, `heir` the code of the one in its place. `hosts` are the hosts of an outlet's
    pages, less "www."; `agency` says that others print its dispatches. `source` names who says all this.
    """

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
    surname: str | None = None
    terms: tuple[Term, ...] = ()
    iso3: str | None = None
    wikidata: str | None = None
    hosts: tuple[str, ...] = ()
    agency: bool = False
    ended: str | None = None
    heir: str | None = None
    source: str | None = None
