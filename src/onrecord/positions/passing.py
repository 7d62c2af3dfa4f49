"""Positions told in passing: inside what someone says of others, "he said that Velmark's refusal to leave ...".

A statement's own cue and main clauses are read elsewhere. What words mark besides (`stances`) is held by whom the tree
names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from onrecord.cast import Cast
from onrecord.grammar import Tree
from onrecord.positions.claims import Claim
from onrecord.positions.setting import PLANS
from onrecord.stances import Mark, has_or_makes, holder_of
from onrecord.text import any_overlap, length
from onrecord.types import Span, Statement

OWN = frozenset({"i", "we", "our", "my"})
SURE = 0.2  # see `cues.SURE`
HALF = 0.5  # of its words: a position that shares so much with one already told is that one


def find_told_in_passing(
    tree: Tree, cast: Cast, marks: Mapping[int, Mark], statements: Sequence[Statement], told: Sequence[Claim]
) -> Iterator[tuple[Claim, Statement]]:
    """Yield the positions marked in statements beside those already `told`, each with the smallest one it stands in."""
    for mark in marks.values():
        place = (tree.span(mark.i, mark.i),)
        around = [s for s in statements if any_overlap(place, (*s.cue, *s.content))]
        if not around:
            continue
        if any(_share(c.content, mark.content) > HALF and c.kind == mark.kind for c in told) and any_overlap(
            place, [p for s in statements for p in s.cue]
        ):
            continue  # whose it is has been told by the cue
        around.sort(key=lambda s: length(s.content))
        s = around[0]
        for holder in _holders(tree, cast, mark, around):
            if mark.kind in PLANS and holder not in cast.public:
                continue
            if not any(c.holder == holder and _share(c.content, mark.content) > HALF for c in told):
                target = (
                    next((e for e in cast.named(mark.asked) if e != holder), None) if mark.asked is not None else None
                )
                yield Claim(holder, mark.kind, (mark.content,), target, SURE), s


def _holders(tree: Tree, cast: Cast, mark: Mark, around: Sequence[Statement]) -> list[str]:
    """Return whose the mark is: of "we" and "my" the speaker of the nearest of `around` that has one."""
    whose = holder_of(tree, mark.i)
    if whose is not None and not mark.passive and tree.tokens[whose].text.lower() in OWN:
        speaker = next((x.speaker for x in around if x.speaker is not None), None)
        return [speaker] if speaker is not None else []
    return [e for e in _bearers(tree, cast, mark) if e not in cast.nameless]


def _bearers(tree: Tree, cast: Cast, mark: Mark) -> list[str]:
    i = mark.i
    if not tree.tokens[i].tag.startswith("NN"):
        return cast.agent(i) if mark.passive else cast.doer(i)
    owned = any(tree.tokens[c].rel == "nmod:poss" or tree.rels[c] == "nmod" for c in tree.kids[i])
    if owned or any(cast.named(c) for c in tree.children(i, "compound", "amod")):
        return cast.bearer(i)
    h = tree.head(i)
    if tree.rels[i] == "obl":  # "in an effort to"
        return cast.doer(h) if tree.preposition(i) in ("in", "with") and cast.is_verbal(h) else []
    if h >= 0 and tree.is_verb(h) and not has_or_makes(tree, h):
        return []  # who criticizes a plan does not hold it
    return cast.bearer(i)


def _share(a: Sequence[Span], b: Span) -> float:
    both = sum(max(0, min(x.end, b.end) - max(x.start, b.start)) for x in a)
    return both / min(length(a), b.end - b.start)
