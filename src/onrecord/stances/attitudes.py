"""Attitudes that reports tell in their own voice: "Velmark aims to reopen the crossing", "Karvonia's efforts to vote".

No one is quoted, and still the report says what a party wants. Such words are an attribution, too (of the kind
attitude), so that a position always rests on one.
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.grammar import Tree
from onrecord.stances.marks import Mark, find_marks, holder_of
from onrecord.stances.table import table
from onrecord.text import any_overlap
from onrecord.types import Attribution, Span

ORIGIN = "stances/2"
# a pronoun: it names no one, means whoever writes, or someone of whom this alone is too faint a sign
NO_HOLDER = frozenset(
    "it its there this that who which i we you he she they one my our your his her their some most many both".split()
)
SURE = 0.29  # three in ten are marked in PolNeAR dev


def find_attitudes(tree: Tree, found: Sequence[Attribution]) -> list[Attribution]:
    """Return an attribution for each mark of a position that stands in none of `found`, and whose holder is named."""
    out: list[Attribution] = []
    told = [s for a in found for s in (*a.cue, *a.content)]
    for mark in find_marks(tree):
        place = tree.span(mark.i, mark.i)
        if tree.lemma(mark.i) in table().deeds or any_overlap((place,), told) or any_overlap((mark.content,), told):
            continue
        a = _attitude(tree, mark)
        if a is not None and not any(any_overlap(a.cue, b.cue) for b in out):
            out.append(a)
    return out


def _attitude(tree: Tree, mark: Mark) -> Attribution | None:
    holder = holder_of(tree, mark.i)
    source = _source(tree, holder, mark.i) if holder is not None and not mark.passive else None
    cue = tree.span(mark.i, mark.i)
    if source is None or any_overlap((mark.content,), (source, cue)) or any_overlap((source,), (cue,)):
        return None
    return Attribution((source,), (cue,), (mark.content,), SURE, ORIGIN)


def _source(tree: Tree, holder: int, cue: int) -> Span | None:
    """Return the words of who holds the stance, less what is only said of it."""
    if tree.lemma(holder) in NO_HOLDER or tree.tokens[holder].tag == "NNS":
        return None  # of "the fighters" it stays open who they are
    below = {j for c in tree.children(holder, "acl", "parataxis", "conj", "case", "punct") for j in tree.subtree(c)}
    inside = set(tree.subtree(holder)) - below - {cue}
    first = last = holder
    while last + 1 in inside:
        last += 1
    while first - 1 in inside:
        first -= 1
    return tree.span(first, last)
