"""The words that make a position: `data/positions.toml`, by lemma."""

from __future__ import annotations

from functools import cache
from importlib import resources
from tomllib import loads

from msgspec import Struct


class Table(Struct, frozen=True):
    """`data/positions.toml`, by lemma; "call_for" is a word with the one that follows it."""

    cue: dict[str, str]
    negated: dict[str, str]
    modals: frozenset[str]
    needing: frozenset[str]
    adjectives: frozenset[str]
    own: dict[str, str]
    inner: frozenset[str]
    harm: frozenset[str]
    suffer: frozenset[str]
    vows: frozenset[str]
    favours: frozenset[str]
    marks: frozenset[str]
    only: frozenset[str]
    binding: frozenset[str]
    phrases: frozenset[str]
    empty: frozenset[str]
    papers: frozenset[str]


@cache
def table() -> Table:
    """Return the shipped table."""
    raw = loads(resources.files("onrecord.data").joinpath("positions.toml").read_text("utf-8"))

    def by_lemma(section: str) -> dict[str, str]:
        return {word: kind for kind, words in raw[section].items() for word in words.split()}

    def words(section: str, key: str) -> frozenset[str]:
        return frozenset(raw[section][key].split())

    return Table(
        by_lemma("cue"),
        raw["negated"],
        words("content", "modals"),
        words("content", "verbs"),
        words("content", "adjectives"),
        by_lemma("own"),
        words("content", "inner"),
        words("harm", "own"),
        words("harm", "suffer"),
        words("harm", "vows"),
        words("content", "favours"),
        words("condition", "marks"),
        words("condition", "only"),
        words("condition", "binding"),
        words("condition", "phrases"),
        words("same", "empty"),
        words("papers", "papers"),
    )
