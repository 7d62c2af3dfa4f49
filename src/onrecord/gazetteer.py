"""Known names in a text: a roster's names, adjectives, demonyms, capitals and metonyms, longest first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from onrecord.actors import Actor, Roster
from onrecord.types import EntityType, Span

Kind = Literal["name", "adjective", "demonym", "demonyms", "capital", "metonym"]

_WORD = re.compile(r"\w+")
_STARTS = re.compile(r"(?<![\w@#])[A-Zİ\u00c0-\u00de]\w*|(?<![\w@#])(?:al|the|peshmerga|dpa)\b")
_SAME = str.maketrans({"’": "'", "‘": "'", "\u00a0": " ", "\u2011": "-", "\u2010": "-", "\n": " "})


class Entry(Struct, frozen=True, gc=False):
    """One name of the roster. `name` is the canonical one; `common` says that other things bear these words too."""

    words: str
    kind: Kind
    id: str
    name: str
    type: EntityType
    country: str | None
    common: bool


class Known(Struct, frozen=True, gc=False):
    """A stretch of the text that an entry matches."""

    span: Span
    entry: Entry


class Gazetteer(Struct, frozen=True):
    """Entries by their first word, longest first."""

    by_word: dict[str, tuple[Entry, ...]]

    def find(self, text: str, within: Sequence[Span]) -> tuple[Known, ...]:
        """Return the known names in the parts `within` of `text`, in order; of overlapping ones the first, longest."""
        plain = text.translate(_SAME)
        out: list[Known] = []
        for part in within:
            at = part.start
            for start in _STARTS.finditer(plain, part.start, part.end):
                if start.start() < at:
                    continue
                for entry in self.by_word.get(start.group(), ()):
                    end = start.start() + len(entry.words)
                    if plain.startswith(entry.words, start.start()) and not _goes_on(plain, end, entry):
                        out.append(Known(Span(start.start(), end), entry))
                        at = end
                        break
        return tuple(out)


def _goes_on(plain: str, end: int, entry: Entry) -> bool:
    """Return whether the word that ends at `end` goes on: a letter, or but for a country a hyphen before a capital."""
    if plain[end : end + 1].isalnum():
        return True
    return entry.type != "country" and plain[end : end + 1] == "-" and plain[end + 1 : end + 2].isupper()


def make_gazetteer(roster: Roster) -> Gazetteer:
    """Return the gazetteer of `roster`'s states, places and bodies. Persons are left to the engine.

    The user's own bodies are in it too."""
    entries: dict[str, list[Entry]] = {}
    for actor in (*roster.actors, *(roster.more.bodies() if roster.more is not None else ())):
        if actor.type == "person":
            continue
        for entry in _entries(actor):
            first = _WORD.match(entry.words)
            if first:
                entries.setdefault(first.group(), []).append(entry)
    for bucket in entries.values():
        bucket.sort(key=lambda e: -len(e.words))
    return Gazetteer({k: tuple(v) for k, v in entries.items()})


def _entries(actor: Actor) -> list[Entry]:
    def entry(words: str, kind: Kind) -> Entry:
        return Entry(words, kind, actor.id, actor.name, actor.type, actor.country, _is_common(words, actor, kind))

    names = dict.fromkeys(s for name in (actor.name, *actor.names) for s in _spellings(name))
    out = [entry(w, "name") for w in names]
    for adjective in actor.adjectives:
        out.append(entry(adjective, "adjective"))
        if not adjective.endswith(("sh", "ch", "ese", "ss")):
            out.append(entry(_plural(adjective), "demonyms"))
    for demonym in actor.demonyms:
        out += [entry(demonym, "demonym"), entry(_plural(demonym), "demonyms")]
    capitals = [c for c in actor.capitals if c not in actor.names and c != actor.name]
    return out + [entry(c, "capital") for c in capitals]


def _plural(noun: str) -> str:
    if noun.endswith("man"):
        return noun[:-3] + "men"
    return noun + ("es" if noun.endswith(("s", "x")) else "s")


def _is_common(words: str, actor: Actor, kind: Kind) -> bool:
    """Return whether a single capitalised word may well be something else: "Time", "Jordan"."""
    if words in _COMMON:
        return True
    return actor.type == "outlet" and kind == "name" and words.isalpha() and words.title() == words


_COMMON = frozenset(
    """Jersey Guinea Georgia Jordan Chad Antigua Trinidad CAR Persia Solidarity Wagner Amnesty Congress Senate
    Commonwealth MIT ETA MENA Beehive Whitehall Matignon Planalto""".split()
)
_LOWERED = frozenset("Party Council Agency Commission Movement Assembly Parliament Coalition Committee Court".split())


def _spellings(name: str) -> tuple[str, ...]:
    """Return the name, and with its last word in lower case where some house styles write it so."""
    head, _, last = name.rpartition(" ")
    return (name, f"{head} {last.lower()}") if head and last in _LOWERED else (name,)
