"""What a given name can be short for: "Bill" is a William, "Sasha" an Alexander or an Alexandra."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from functools import cache
from importlib.resources import files

# What speakers of Turkic and Persian tongues put behind a given name, or leave off: Almaz, Almazbek.
_RESPECT = ("bek", "bey", "beg", "bay", "bai", "jan", "zhan")
_REST = 4  # letters that must be left of it


@cache
def wholes(given: str) -> frozenset[str]:
    """Return a folded given name, and all that it can be short for.

    >>> sorted(wholes("sandy"))
    ['alexander', 'alexandra', 'sandra', 'sandy']
    """
    return frozenset((given, *_table().get(given, ())))


def without_respect(given: str) -> str:
    """Return a folded given name without the word of respect at its end, if four letters are left of it.

    >>> without_respect("temirbek"), without_respect("alijan")
    ('temir', 'alijan')
    """
    for ending in _RESPECT:
        if given.endswith(ending) and len(given) - len(ending) >= _REST:
            return given.removesuffix(ending)
    return given


@cache
def _table() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    text = files("onrecord.data").joinpath("nicknames.toml").read_text("utf-8")
    for language in tomllib.loads(text).values():
        for short, names in language.items():
            found[short] += names.split()
    return {short: tuple(names) for short, names in found.items()}
