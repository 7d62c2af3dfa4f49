"""The word lists that tell a page's furniture, sections and bylines, read once from `onrecord/data`."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from onrecord.article.parts import Slot

_EDGES = " \t\xa0•·●▪■►▶»«›‹|*–—-_:>→"
_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\xa0": " ", "‑": "-"})


class Kind(NamedTuple):
    """One kind of furniture: why it is no part of the report, and the words it is known by."""

    why: str
    lines: frozenset[str]
    starts: re.Pattern[str] | None
    patterns: re.Pattern[str] | None
    most: int  # words in a line that `starts` or `patterns` may claim
    opens: bool
    weight: float  # words of running text that it outweighs


class Bylines(NamedTuple):
    """Words around reporters' names."""

    labels: re.Pattern[str]
    reporting: re.Pattern[str]
    editing: re.Pattern[str]
    roles: frozenset[str]
    agencies: frozenset[str]
    picture_houses: frozenset[str]


def fold(text: str) -> str:
    """Return `text` as the tables spell it: lower case, straight quotes, single spaces, without bullets at its ends."""
    return " ".join(text.translate(_STRAIGHT).lower().split()).strip(_EDGES)


@cache
def furniture_kinds() -> tuple[Kind, ...]:
    """Return the kinds of furniture, in the order in which they are tried."""
    return tuple(
        Kind(
            kind["why"],
            frozenset(kind.get("lines", ())),
            _starting(kind["starts"]) if "starts" in kind else None,
            re.compile("|".join(f"(?:{p})" for p in kind["patterns"])) if "patterns" in kind else None,
            kind.get("most", 8),
            kind.get("opens", False),
            float(kind.get("weight", 4)),
        )
        for kind in _load("furniture.toml")["kind"]
    )


@cache
def section_names() -> frozenset[str]:
    """Return the names of sections, folded."""
    return frozenset(fold(name) for names in _load("sections.toml").values() for name in names)


@cache
def date_labels() -> dict[str, Slot]:
    """Return what the date after a word is of: "updated" -> "modified"."""
    labels = _load("dates.toml")["labels"]
    return {word: "modified" if slot == "modified" else "published" for slot, words in labels.items() for word in words}


@cache
def bylines() -> Bylines:
    """Return the words around reporters' names."""
    raw = _load("bylines.toml")
    return Bylines(
        _starting(raw["labels"]),
        _starting(raw["reporting"]),
        re.compile(rf"\b{_either(raw['editing'])}\b", re.IGNORECASE),
        frozenset(raw["roles"]),
        frozenset(fold(a) for a in raw["agencies"]),
        frozenset(fold(a) for a in raw["picture_houses"]),
    )


def _load(name: str) -> dict[str, Any]:
    return tomllib.loads(files("onrecord.data").joinpath(name).read_text("utf-8"))


def _either(words: list[str]) -> str:
    return "(?:" + "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True)) + ")"


def _starting(words: list[str]) -> re.Pattern[str]:
    """Return a pattern of any of `words` at the start of a line, ending where a word ends."""
    return re.compile(rf"{_either(words)}(?!\w)", re.IGNORECASE)
