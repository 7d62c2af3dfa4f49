"""Offices and who held them when: titles made comparable, dates compared at the precision they have."""

from __future__ import annotations

import re
from functools import lru_cache

from onrecord.actors.folding import fold
from onrecord.actors.types import Actor, Term

# What an office is called, and the one word for it here.
_OFFICES = (
    (r"(?:deputy|vice|first vice|second vice|executive vice)"
     r" (?:prime minister|premier|chancellor).*", "deputy premier"),
    (r"(?:first |second |executive |deputy )*vice[ -]president.*|deputy president", "vice president"),
    (r"prime minister.*|premier|pm|(?:bundes)?kanzler|taoiseach|head of government"
     r"|(?:federal )?chancellor(?! of the ex).*"
     r"|president of the (?:government|council of ministers).*|chair\w+ of the (?:government|council of ministers)"
     r"|minister of state and head of government", "premier"),
    (r"president|president of the (?:\w+ )*(?:republic|state|confederation).*|head of state"
     r"|chief of state", "president"),
    (r"king|queen|emir|amir|sultan|monarch|emperor|empress|grand duke|grand duchess|ruler", "monarch"),
    (r"foreign minister|minister (?:of|for) (?:foreign|external)(?! (?:trade|econom|invest|debt|commerce)).*"
     r"|foreign secretary|secretary of state(?: for foreign.*)?|external affairs minister|foreign affairs minister"
     r"|foreign chief|top diplomat|chief diplomat|minister for europe and foreign affairs", "foreign minister"),
    (r"(?:permanent representative|ambassador|envoy) to the (?:un|united nations).*"
     r"|(?:un|united nations) (?:ambassador|envoy)",
     "ambassador to the united nations"),
    (r"interior minister|home secretary|minister of (?:the )?interior"
     r"|minister of internal affairs", "interior minister"),
    (r"def(?:en)?[cs]e (?:minister|secretary|chief)|(?:minister|secretary)(?: of state)? (?:of|for) (?:national |the )?"
     r"defen[cs]e.*", "defence minister"),
)  # fmt: skip
_PATTERNS = tuple((re.compile(p), office) for p, office in _OFFICES)
_HOLD = re.compile(r"^(?:(?:acting|interim|caretaker|transitional|provisional|the) )+")
_HEADS = frozenset(
    {"secretary", "minister", "ambassador", "governor", "commander", "director", "envoy"}
)  # of something
TOP = frozenset(
    {"president", "premier", "monarch", "prince", "leader", "supreme leader", "military ruler", "general secretary"}
)


@lru_cache(maxsize=4096)
def office(title: str) -> str:
    """Return the one word here for the office of a title, however it is called; the folded title where there is none.

    >>> office("Acting Prime Minister"), office("Minister of Foreign Affairs & Trade"), office("Lord Mayor")
    ('premier', 'foreign minister', 'lord mayor')
    """
    plain = _HOLD.sub("", fold(title.replace("&", "and")))
    return next((name for pattern, name in _PATTERNS if pattern.fullmatch(plain)), plain)


def during(term: Term, date: str) -> bool | None:
    """Return whether the term reaches over `date` (ISO 8601, any precision); None where its dates do not tell.

    A term ends on the day that the next begins. Of a bound or a date known to the month, that month does not tell.
    """
    if term.seen is not None and _known(term.seen[0], date, term.seen[1]):
        return True
    after = None if term.start is None else _before(term.start, date)
    ahead = None if term.end is None else _before(date, term.end, strictly=True)
    if after is False or ahead is False:
        return False
    if after is None:
        return None
    if term.end is None and term.seen is not None and date > term.seen[1]:
        return None  # nobody has said since that it went on
    return True if term.end is None else ahead


def _known(first: str, date: str, last: str) -> bool:
    """Return whether `date` is within what was seen, for sure."""
    return first <= date and date[: len(last)] <= last


def _before(one: str, other: str, *, strictly: bool = False) -> bool | None:
    """Return whether `one` is no later than `other`; None where they are the same as far as the coarser one tells."""
    size = min(len(one), len(other))
    if one[:size] != other[:size]:
        return one[:size] < other[:size]
    if len(one) == len(other) == 10:
        return not strictly
    return None


def terms_on(actor: Actor, date: str | None) -> tuple[Term, ...]:
    """Return the terms of `actor` that surely reach over `date`."""
    return () if date is None else tuple(t for t in actor.terms if during(t, date))


def holds(actor: Actor, title: str, date: str) -> bool:
    """Return whether a term of `actor` in the office that `title` names reaches over `date` (ISO 8601), for sure.

    Vice and deputy offices are offices of their own; "leader" is whoever is at the top.
    """
    return any(fits(t, title) and during(t, date) for t in actor.terms)


def fits(term: Term, title: str) -> bool:
    """Return whether `title` names the office of `term`."""
    wanted, own = office(title), office(term.title)
    if wanted == own or (wanted in _HEADS and wanted in _heads(own, fold(term.title))):
        return True
    if wanted.split()[-1:] and wanted.split()[-1] in _HEADS and re.match(re.escape(wanted) + r" (?:for|to|of)\b", own):
        return True  # "special envoy" of "Special Envoy for Syria"
    if wanted in ("leader", "president") and own == "leader" and term.org is None:
        return True  # a source that names no office
    return wanted in ("leader", "ruler") and own in TOP and term.org is None


def _heads(*titles: str) -> set[str]:
    """Return what may stand for whole titles: their first and last words, and the last one before "for", "of", "to".

    >>> sorted(_heads("special envoy for the harbour", "foreign minister"))
    ['envoy', 'foreign', 'harbour', 'minister', 'special']
    """
    words = [t.split() for t in titles] + [re.split(r" (?:for|of|to) ", t)[0].split() for t in titles]
    return {w for ws in words if ws for w in (ws[0], ws[-1])}


def is_top(term: Term) -> bool:
    """Return whether the office is that of who leads a state."""
    return office(term.title) in TOP and term.org is None
