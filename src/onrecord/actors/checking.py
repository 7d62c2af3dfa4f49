"""What is wrong with a roster: two of one someone, dates that cannot be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from onrecord.actors.importing import check_term
from onrecord.actors.names import keys_of
from onrecord.actors.offices import office
from onrecord.actors.types import Actor, Term

_LONG = 75  # years that nobody holds an office


class Trouble(Struct, frozen=True):
    """One thing to look at: the actors concerned, by id, and what is the matter."""

    actors: tuple[str, ...]
    what: str


def check(actors: Iterable[Actor]) -> Iterator[Trouble]:
    """Yield what is wrong with each of `actors`, in order, then which of them look like one and the same."""
    named: dict[tuple[str, str, str], list[str]] = {}
    for actor in actors:
        for term in actor.terms:
            if why := _impossible(term):
                yield Trouble((actor.id,), why)
        yield from (Trouble((actor.id,), why) for why in _overlaps(actor))
        for key in keys_of(actor):
            if key.startswith("="):
                named.setdefault((key, actor.type, actor.country or ""), []).append(actor.id)
    seen: set[tuple[str, ...]] = set()
    for (key, type_, country), ids in named.items():
        pair = tuple(dict.fromkeys(ids))
        if len(pair) > 1 and pair not in seen:
            seen.add(pair)
            where = f" of {country}" if country else ""
            yield Trouble(pair, f"{len(pair)} actors ({type_}{where}) bear the name {key[1:]!r}")


def _impossible(term: Term) -> str | None:
    try:
        check_term(term)
    except ValueError as error:
        return str(error)
    if term.start and term.end and int(term.end[:4]) - int(term.start[:4]) > _LONG:
        return f"{term.title!r} is held from {term.start} to {term.end}, longer than a life allows"
    return None


def _overlaps(actor: Actor) -> Iterator[str]:
    """Yield the terms of one office that run into one another."""
    terms = sorted((t for t in actor.terms if t.start), key=lambda t: t.start or "")
    for i, one in enumerate(terms):
        for other in terms[i + 1 :]:
            if office(one.title) == office(other.title) and one.org == other.org and not one.seen and not other.seen:
                end = one.end or "9999"
                if (other.start or "")[: len(end)] < end[: len(other.start or "")]:
                    until = one.end or "now"
                    yield f"{one.title!r} from {one.start} to {until} and again from {other.start}: they overlap"
