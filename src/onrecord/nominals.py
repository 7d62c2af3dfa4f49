"""Nouns that can mean a party, and the titles that stand before a name: `data/nominals.toml`, loaded once."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Literal

from msgspec import Struct

from onrecord.types import EntityType, RoleStatus

Number = Literal["sg", "pl"]
Gender = Literal["m", "f", "n"]


class Noun(Struct, frozen=True, gc=False):
    """What a noun can mean. `kind` is office, relation, person, group, government, organization, outlet or place."""

    lemma: str
    kind: str
    number: Number
    gender: Gender | None

    @property
    def type(self) -> EntityType:
        """Return the type of entity that the noun names."""
        if self.kind in {"office", "relation", "person"}:
            return "person" if self.number == "sg" else "group"
        return self.kind  # type: ignore[return-value]


class Lexicon(Struct, frozen=True):
    """The tables of `nominals.toml`."""

    nouns: dict[str, Noun]
    courtesy: dict[str, Gender | None]
    abbreviations: dict[str, str]
    suffixes: frozenset[str]
    status: dict[str, RoleStatus]
    given: dict[str, Gender]
    ranks: frozenset[str]
    some: frozenset[str]
    kin: frozenset[str]

    def noun(self, word: str) -> Noun | None:
        """Return what `word`, in any case, can mean."""
        return self.nouns.get(word.lower())


@cache
def load_lexicon() -> Lexicon:
    """Return the nouns and titles."""
    data = resources.files("onrecord.data")
    raw = tomllib.loads(data.joinpath("nominals.toml").read_text("utf-8"))
    given = tomllib.loads(data.joinpath("given.toml").read_text("utf-8"))
    person, titles = raw["person"], raw["titles"]
    male, female = set(person["male"].split()), set(person["female"].split())
    nouns: dict[str, Noun] = {}

    def add(kind: str, lemma: str, gender: Gender | None) -> None:
        nouns.setdefault(lemma, Noun(lemma, kind, "sg", gender))
        nouns.setdefault(plural(lemma), Noun(lemma, kind, "pl", None))

    for kind in ("office", "relation", "other"):
        for lemma in person[kind].split():
            gender: Gender | None = "m" if lemma in male else "f" if lemma in female else None
            add("person" if kind == "other" else kind, lemma, gender)
    for kind in ("group", "government"):
        for word in raw[kind]["plural"].split():
            nouns[word] = Noun(word, kind, "pl", None)
    for kind in ("government", "group", "organization", "outlet", "place"):
        for lemma in raw[kind]["other"].split():
            add(kind, lemma, "n")
    courtesy: dict[str, Gender | None] = dict.fromkeys(titles["courtesy"].split())
    courtesy |= dict.fromkeys(titles["courtesy_male"].split(), "m")
    courtesy |= dict.fromkeys(titles["courtesy_female"].split(), "f")
    status: dict[str, RoleStatus] = {w: s for s, words in raw["status"].items() for w in words.split()}
    names: dict[str, Gender] = dict.fromkeys(given["male"].split(), "m")
    names |= dict.fromkeys(given["female"].split(), "f")
    suffixes = frozenset(titles["suffixes"].split())
    ranks = frozenset(titles["ranks"].split())
    some, kin = (frozenset(raw[table]["words"].split()) for table in ("some", "kin"))
    return Lexicon(nouns, courtesy, titles["abbreviations"], suffixes, status, names, ranks, some, kin)


def plural(noun: str) -> str:
    """Return the regular plural of `noun`; that of -man, -wife and -child is known.

    >>> plural("party"), plural("spokesman"), plural("boss")
    ('parties', 'spokesmen', 'bosses')
    """
    if noun.endswith("man"):
        return noun[:-3] + "men"
    if noun.endswith("child"):
        return noun + "ren"
    if noun.endswith("wife"):
        return noun[:-2] + "ves"
    if noun.endswith("person") and noun != "person":
        return noun + "s"
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")
