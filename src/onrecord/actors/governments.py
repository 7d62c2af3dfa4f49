"""Whose government it is: "the Saudi government", "the Assad regime", a ministry, an army, a capital that speaks."""

from __future__ import annotations

import re

from msgspec.structs import replace

from onrecord.actors.folding import fold
from onrecord.actors.offices import is_top
from onrecord.actors.resolution import Resolution, resolve, same_kind
from onrecord.actors.roster import Roster
from onrecord.actors.types import Actor
from onrecord.types import Entity, Mention

_GOVERNMENT = re.compile(
    r"(?:the )?(?:(?:current|present|ruling) )?(?P<whose>\S.*?)(?:['’]s?)?(?: (?:secular|own|ruling))?"
    r" (?:government|regime|administration)"
    r"|(?:the )?(?:current |present )?(?:government|regime|administration) of (?P<of>\S.*)",
    re.I,
)
_FORCES = re.compile(
    r"(?:the )?(?P<whose>\S.*?)(?:['’]s?)? (?P<what>military|army|armed forces)"
    r"|(?:the )?(?:military|army|armed forces) of (?:the )?(?P<of>\S.*)",
    re.I,
)
_WITH_ARMY = frozenset({"US", "GB"})  # reports there tell the army from the rest of the forces
# Names in lower case that any state's body may bear; those of other words are one body's.
_ANYONES = re.compile(
    r"(?:ministry|department|house|council|bank|office|court|board|bureau) of\b"
    r"|national (?:assembly|guard|police|security|intelligence|bank|party)\b|.* (?:representatives|senate|congress)$"
)


def resolve_government(entity: Entity, roster: Roster, date: str | None) -> Resolution:
    """Return the state whose government the entity is by its name: by the state's, or by who leads it on `date`."""
    found = _GOVERNMENT.fullmatch(entity.name)
    if found is None:
        return Resolution(None)
    whose = found["whose"] or found["of"]
    state = _state(whose, roster) or _led_by(whose, entity, roster, date)
    if state is None or entity.country not in {None, state}:
        return Resolution(None)
    return Resolution(state)


def resolve_forces(entity: Entity, roster: Roster, date: str | None) -> Resolution:
    """Return the armed forces of a state: "the Norvian military", "Norvia's army", "Moscow's armed forces"."""
    found = _FORCES.fullmatch(entity.name)
    if found is None:
        return Resolution(None)
    whose = found["whose"] or found["of"]
    capital = state_of_capital(whose, roster, date)
    state = roster.get(_state(whose, roster) or (capital.id if capital is not None else ""))
    if state is None or not state.adjectives or (found["what"] == "army" and state.id in _WITH_ARMY):
        return Resolution(None)
    forces = [a for a in roster.find(f"{state.adjectives[0]} armed forces") if a.country == state.country]
    return Resolution(forces[0].id) if len(forces) == 1 else Resolution(None)


def resolve_described(entity: Entity, roster: Roster, home: str | None) -> Resolution:
    """Return the body that a description in lower case names: "the state department".

    Two words are enough for a department, as only one country calls its ministries so, or where the country of the
    body is the report's or the entity's; else it takes three, which are not what any state has one of.
    """
    found = [a for a in roster.find(entity.name) if same_kind(a.type, entity.type)]
    if len(found) > 1:
        found = [a for a in found if a.country and a.country in {entity.country, home}]
    if len(found) != 1 or (entity.country and found[0].country not in {None, entity.country}):
        return Resolution(None)
    own = found[0].country
    words = fold(entity.name).split()
    known = own is not None and own in {entity.country, home}
    one_of_a_kind = len(words) > 2 or (len(words) == 2 and words[-1] == "department")
    if known or (one_of_a_kind and not _ANYONES.match(" ".join(words))):
        return Resolution(found[0].id)
    return Resolution(None, (found[0].id,))


def state_of_capital(name: str, roster: Roster, date: str | None) -> Actor | None:
    """Return the one state whose capital bore `name` on `date`, or bears it; None if a state itself does.

    In 1986 Moscow is the Soviet Union's.
    """
    found = roster.at("&" + fold(name))
    former = [a for a in found if a.ended is not None and date is not None and date < a.ended]
    found = tuple(former) or tuple(a for a in found if a.ended is None)
    return found[0] if len(found) == 1 and not any(a.type == "country" for a in roster.find(name)) else None


def _state(words: str, roster: Roster) -> str | None:
    """Return the one state of this name or adjective."""
    named = {a.id for a in roster.find(words) if a.type == "country"}
    found = named or {a.id for a in roster.at("%" + fold(words))}
    return found.pop() if len(found) == 1 else None


def _led_by(words: str, entity: Entity, roster: Roster, date: str | None) -> str | None:
    """Return the state that the person whom `words` name leads on `date`; a title before the name is left aside."""
    if date is None or not words[:1].isupper():
        return None
    name = re.sub(r"^(?:\S+ )?(?:president|prime minister|premier|chancellor|king) ", "", words, flags=re.I)
    country = entity.country or ("US" if " administration" in entity.name.lower() else None)
    asked = Entity("", name, "person", None, country, (), (Mention(entity.mentions[0].span, "name"),), "", 1.0)
    found = resolve(asked, roster, date)
    if found.actor is None and country != entity.country:  # an administration is most often a president's of America
        found = resolve(replace(asked, country=None), roster, date)
    actor = roster.get(found.actor) if found.actor else None
    return actor.country if actor is not None and any(is_top(t) for t in found.held) else None
