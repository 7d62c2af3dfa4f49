"""What words of a cue say: the tables of `data/cues.toml`, and which of them governs the others."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from onrecord.grammar import Tree
from onrecord.types import Attribution


@cache
def cue_words() -> dict[str, frozenset[str]]:
    """Return the tables of `data/cues.toml`."""
    data = tomllib.loads(files("onrecord.data").joinpath("cues.toml").read_text(encoding="utf-8"))
    return {name: frozenset(words.split()) for name, words in data.items()}


def cue_tokens(tree: Tree, a: Attribution) -> list[int]:
    """Return the tokens of the cue."""
    return [i for s in a.cue for i in tree.within(s)]


def cue_head(tree: Tree, cue: Sequence[int]) -> int | None:
    """Return the cue's main word: the verb, noun or adjective that governs the rest of it."""
    full = [i for i in cue if tree.tokens[i].tag[:1] in "VNJ" or tree.tokens[i].tag in ("IN", ":")]
    tops = [i for i in full if tree.head(i) not in cue] or full
    verbs = [i for i in tops if tree.is_verb(i) and tree.rels[i] not in ("aux", "cop")]
    return (verbs or tops or list(cue) or [None])[0]  # type: ignore[list-item]
