"""What the report adds to who its entities are: offices held that day, whose government it is, who else is named."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from onrecord.actors.folding import fold, sounds
from onrecord.actors.governments import resolve_described, resolve_forces, resolve_government, state_of_capital
from onrecord.actors.names import parts
from onrecord.actors.offices import terms_on
from onrecord.actors.resolution import Resolution, resolve
from onrecord.actors.roster import Roster
from onrecord.actors.types import Actor
from onrecord.grammar import Tree, tree_of
from onrecord.types import Attribution, Entity, Mention, Occupancy, Signals, Span

# What a city does as a city.
_TOWN = frozenset(
    """be lie sit have see host fall wake brace become stand grow get receive experience swelter lose win beat play
    celebrate mark hold""".split()
)
_BARE = frozenset({"army", "military", "armed forces"})


class Setting(Struct, frozen=True):
    """The report around the entities: its text, who speaks in it, and the outlet that tells it (a roster id)."""

    signals: Signals
    attributions: Sequence[Attribution] = ()
    outlet: str | None = None


def settle_actors(
    entities: Sequence[Entity], roster: Roster, date: str | None, setting: Setting | None = None
) -> tuple[Entity, ...]:
    """Return the entities with what the roster adds: offices held on `date`, and candidates where none is asserted.

    Those that turn out to be one actor become one, and ids are given anew, in order of first mention.
    """
    if setting is not None:
        entities = _with_states(entities, roster, date, setting)
    return _joined([_settled(_undisputed(e, entities, roster), roster, date) for e in entities])


def _joined(entities: Sequence[Entity]) -> tuple[Entity, ...]:
    """Return the entities, those of one actor and type made one: "the Norvian regime" and "the Varga government"."""
    out: dict[tuple[str, str], Entity] = {}
    for e in entities:
        key = (e.actor, e.type) if e.actor is not None else (e.id, "")
        known = out.get(key)
        out[key] = e if known is None else _one(known, e)
    inorder = sorted(out.values(), key=lambda e: min(m.span for m in e.mentions))
    return tuple(replace(e, id=f"e{n}") for n, e in enumerate(inorder, 1))


def _one(first: Entity, second: Entity) -> Entity:
    """Return both as one entity, by the name of the one that is named, else of the one that is told of more often."""
    named = max(first, second, key=lambda e: (any(m.form == "name" for m in e.mentions), len(e.mentions)))
    return replace(
        first,
        name=named.name,
        country=first.country or second.country,
        roles=tuple(dict.fromkeys((*first.roles, *second.roles))),
        mentions=tuple(sorted((*first.mentions, *second.mentions), key=lambda m: m.span)),
        confidence=min(first.confidence, second.confidence),
    )


def _settled(entity: Entity, roster: Roster, date: str | None) -> Entity:
    if entity.actor is not None:
        actor = roster.get(entity.actor)
        if actor is None:
            return entity
        # "the Assad regime" is of a state, which is no body, and keeps its words
        name = actor.name if actor.type in ("government", "organization") else entity.name
        held = (Occupancy(t.title, t.start, t.end, t.org, t.source) for t in terms_on(actor, date))
        return replace(entity, name=name, held=tuple(held))
    if entity.candidates or entity.type in ("country", "place") or not any(m.form == "name" for m in entity.mentions):
        return entity
    return replace(entity, candidates=resolve(entity, roster, date).candidates)


def _undisputed(entity: Entity, entities: Sequence[Entity], roster: Roster) -> Entity:
    """Return the entity; one that a surname alone names is nobody for sure where another of that surname is about."""
    if entity.type != "person" or entity.actor is None or len(parts(entity.name)) != 1:
        return entity
    surname = sounds(parts(entity.name)[0])
    for other in entities:
        words = parts(other.name) if other.type == "person" and other.id != entity.id else ()
        if len(words) > 1 and sounds(words[-1]) == surname and other.actor != entity.actor:
            left = (entity.actor, *((other.actor,) if other.actor else ()))
            return replace(entity, actor=None, candidates=left)
    return entity


# --- states and bodies ------------------------------------------------------------------------------------------------


def _with_states(entities: Sequence[Entity], roster: Roster, date: str | None, setting: Setting) -> tuple[Entity, ...]:
    """Return the entities, governments, ministries, armies, capitals that act and outlets of a shared name settled."""
    outlet = roster.get(setting.outlet) if setting.outlet else None
    home = outlet.country if outlet is not None else None
    tree: Tree | None = None
    out = list(entities)
    for i, entity in enumerate(out):
        if entity.type == "outlet" and entity.actor is not None:
            out[i] = _named_outlet(entity, roster, setting, home)
        elif entity.actor is None and entity.type in ("government", "organization"):
            found = resolve_government(entity, roster, date)
            found = found if found.actor is not None else _forces(entity, roster, date, setting.signals.text)
            if found.actor is not None and _is_definite(entity, setting.signals.text):
                out[i] = _with_actor(entity, found.actor, roster)
            elif not any(m.form == "name" for m in entity.mentions):
                found = resolve_described(entity, roster, home)
                out[i] = _with_actor(entity, found.actor, roster) if found.actor is not None else entity
        elif entity.type == "group" and entity.actor is None and _is_definite(entity, setting.signals.text):
            forces = resolve_forces(entity, roster, date).actor
            out[i] = replace(_with_actor(entity, forces, roster), type="organization") if forces else entity
        elif entity.type == "place" and entity.actor is None and (state := state_of_capital(entity.name, roster, date)):
            tree = tree or tree_of(setting.signals)
            _move(out, i, state, tree, setting.attributions)
    return tuple(out)


def _forces(entity: Entity, roster: Roster, date: str | None, text: str) -> Resolution:
    """Return whose army the entity is, by its name, or if that is bare by a description: "Army", "the Norvian army"."""
    names = [entity.name]
    if fold(entity.name) in _BARE:
        names += [text[m.span.start : m.span.end] for m in entity.mentions if m.form == "nominal"]
    found = {resolve_forces(replace(entity, name=name), roster, date).actor for name in names} - {None}
    return Resolution(found.pop() if len(found) == 1 else None)


def _with_actor(entity: Entity, actor: str, roster: Roster) -> Entity:
    known = roster.get(actor)
    return replace(entity, actor=actor, country=entity.country or (known.country if known is not None else None))


def _is_definite(entity: Entity, text: str) -> bool:
    """Return whether no mention is of any such government: "a Syrian government"."""
    first = (text[m.span.start : m.span.end].split(" ")[0].lower() for m in entity.mentions if m.form == "nominal")
    return not any(w in ("a", "an", "any", "no", "every", "another") for w in first)


def _named_outlet(entity: Entity, roster: Roster, setting: Setting, home: str | None) -> Entity:
    """Return an outlet; one of a name that others bear too is the report's own, or its country's, or stays open."""
    text = setting.signals.text
    called = {text[m.span.start : m.span.end] for m in entity.mentions if m.form == "name"}
    bearers = [[a for a in roster.find(words) if a.type == "outlet"] for words in called]
    if not bearers or any(len(b) < 2 for b in bearers):
        return entity
    every = {a.id: a for b in bearers for a in b}
    near = [a for a in every.values() if a.id == setting.outlet] or [
        a for a in every.values() if home is not None and a.country == home
    ]
    if len(near) == 1:
        return replace(entity, name=near[0].name, actor=near[0].id, country=near[0].country)
    name = min(called, key=lambda words: (text.index(words), words))
    return replace(entity, name=name, actor=None, country=None, candidates=tuple(sorted(every)))


def _move(out: list[Entity], i: int, state: Actor, tree: Tree, attributions: Sequence[Attribution]) -> None:
    """Make those mentions of a capital that speak or act mentions of its state; where all do, the entity is it.

    "Washington said" is the United States; where it rains there, it is a place.
    """
    entity = out[i]
    names = [m for m in entity.mentions if m.form in ("name", "metonym")]
    acting = [m for m in names if _acts(m.span, tree, attributions)]
    if not acting:
        return
    moved = tuple(replace(m, form="metonym") if m in acting else m for m in entity.mentions)
    if not any(_is_where(m.span, tree.text) for m in names if m not in acting):
        out[i] = replace(entity, name=state.name, type="country", actor=state.id, country=state.country, mentions=moved)
        return
    k = next((k for k, e in enumerate(out) if e.actor == state.id and e.type == "country"), None)
    if k is None:
        return
    kept = tuple(m for m in entity.mentions if m not in acting)
    both: tuple[Mention, ...] = (*out[k].mentions, *(m for m in moved if m.form == "metonym"))
    out[k] = replace(out[k], mentions=tuple(sorted(both, key=lambda m: m.span)))
    out[i] = replace(entity, mentions=kept)


def _acts(span: Span, tree: Tree, attributions: Sequence[Attribution]) -> bool:
    """Return whether the words speak, or are the subject of a verb that no mere town is the subject of."""
    if any(_is_all(tree.text, part, span) for a in attributions for part in a.source):
        return True
    head = tree.head_of(span)
    if head is None:
        return False
    first = tree.first_conjunct(head)
    if tree.tokens[first].rel != "nsubj":
        return False
    verb = tree.head(first)
    if verb < 0 or tree.tokens[verb].text == "Talks":  # "Reykjavik Talks End": a headline's noun
        return False
    return tree.is_predicate(verb) and not tree.is_passive(verb) and tree.lemma(verb) not in _TOWN


def _is_all(text: str, part: Span, span: Span) -> bool:
    """Return whether a source is the capital's name and no more."""
    return part.start <= span.start and span.end <= part.end and part.end - part.start <= span.end - span.start + 4


def _is_where(span: Span, text: str) -> bool:
    """Return whether a preposition of place stands before the name, or its country after it: "REYKJAVIK, Iceland"."""
    before = text[max(span.start - 12, 0) : span.start].split()
    prepared = bool(before) and fold(before[-1]) in (
        "in", "at", "near", "to", "around", "outside", "across", "into", "of",
    )  # fmt: skip
    return prepared or bool(re.match(r", [A-Z]", text[span.end : span.end + 3]))
