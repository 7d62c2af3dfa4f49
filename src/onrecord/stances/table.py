"""The words that mark a position, by what follows them: `data/stances.toml`."""

from __future__ import annotations

from functools import cache
from importlib import resources
from tomllib import loads

from msgspec import Struct


class Table(Struct, frozen=True):
    """Lemma -> kind, for each frame; "call_for" is a verb with its preposition."""

    infinitive: dict[str, str]
    another: dict[str, str]
    clause: dict[str, str]
    object: dict[str, str]
    oblique: dict[str, str]
    gerund: dict[str, str]
    noun: dict[str, str]
    about: dict[str, str]
    being: dict[str, str]
    adjective: dict[str, str]
    negated: dict[str, str]
    deeds: frozenset[str]


@cache
def table() -> Table:
    """Return the shipped table."""
    raw = loads(resources.files("onrecord.data").joinpath("stances.toml").read_text("utf-8"))
    negated = raw.pop("negated")
    deeds = frozenset(raw.pop("deeds")["words"].split())
    frames = {
        name: {word: kind for kind, words in kinds.items() for word in words.split()} for name, kinds in raw.items()
    }
    return Table(**frames, negated=negated, deeds=deeds)
