"""People whom the roster lacks: an id of their own, and when two reports can mean one and the same."""

from __future__ import annotations

from hashlib import sha256

from msgspec import Struct

from onrecord.actors.folding import fold, sounds
from onrecord.actors.names import parts
from onrecord.actors.offices import office
from onrecord.types import Entity


class Unlisted(Struct, frozen=True):
    """A person by what a report says: `country` ISO 3166-1 alpha-2, `role` by `offices.office`, with whose it is."""

    id: str
    name: str
    country: str | None
    role: str | None


def unlisted(entity: Entity) -> Unlisted | None:
    """Return the entity as an unlisted person; None if it is listed, or no person with a full name.

    The id is a hash of folded name, country and role: the same words give the same id, in any report, on any day.
    """
    if entity.type != "person" or entity.actor is not None or len(parts(entity.name)) < 2:
        return None
    if not any(m.form == "name" for m in entity.mentions):
        return None
    role = next((f"{office(r.title)} {fold(r.org or '')}".strip() for r in entity.roles if r.status == "current"), None)
    digest = sha256("\n".join((fold(entity.name), entity.country or "", role or "")).encode()).hexdigest()
    return Unlisted(f"local.{digest[:12]}", entity.name, entity.country, role)


def evidence(one: Unlisted, other: Unlisted) -> str | None:
    """Return what says that the two are one person, in words; None if that is not enough.

    The full name is never enough: it takes the country too, and no other office; or the same office and no other
    country.
    """
    if one.country and other.country and one.country != other.country:
        return None
    if one.role and other.role and one.role != other.role:
        return None
    exact = fold(one.name) == fold(other.name)
    if not exact and sound_name(one.name) != sound_name(other.name):
        return None
    country = one.country is not None and one.country == other.country
    role = one.role is not None and one.role == other.role
    if (exact and (country or role)) or (country and role):
        shared = [w for w, known in (("country", country), ("office", role)) if known]
        return f"the same name{'' if exact else ', spelt otherwise'}; the same {' and '.join(shared)}"
    return None


def sound_name(name: str) -> str:
    """Return how a full name sounds, word by word: what spellings of one share."""
    return " ".join(sounds(w) for w in parts(name))
