"""Entities + roster + date -> the known actor, in the role held that day.

The roster holds facts only: states, organizations, outlets, leaders with their terms. It ships as one file that
`scripts/build_roster.py` makes from the tables beside it; the user's own goes beside it (`store.rosters`).

    types, offices     what the roster holds: actors, offices and who held them when
    folding, names     keys under which spellings of one name meet; whether two names can be one person's
    roster             the index
    resolution         which actor an entity is; None if none or several are left
    carriers           the outlet and the agencies that a report came through
    unlisted           people whom no roster has
    importing, checking    other people's rows; what is wrong with a roster
"""

from onrecord.actors.carriers import find_carriers
from onrecord.actors.folding import fold, sounds
from onrecord.actors.names import keys_of, match
from onrecord.actors.offices import holds, office, terms_on
from onrecord.actors.resolution import Resolution, find_holder, find_person, resolve, resolve_actor, same_person
from onrecord.actors.roster import Index, Roster, load_roster, make_roster
from onrecord.actors.settling import Setting, settle_actors
from onrecord.actors.types import Actor, Term

__all__ = [
    "Actor",
    "Index",
    "Resolution",
    "Roster",
    "Setting",
    "Term",
    "find_carriers",
    "find_holder",
    "find_person",
    "fold",
    "holds",
    "keys_of",
    "load_roster",
    "make_roster",
    "match",
    "office",
    "resolve",
    "resolve_actor",
    "same_person",
    "settle_actors",
    "sounds",
    "terms_on",
]
