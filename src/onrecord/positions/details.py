"""What more a position says: what it hangs on, how firm it is, and whether it was stated before in other words."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from onrecord.cast import Cast
from onrecord.events.triggers import rule_at
from onrecord.grammar import NEGATIONS, Tree
from onrecord.positions.table import table
from onrecord.text import any_overlap, trim
from onrecord.types import Position, Span, Statement

ALIKE = 0.6  # of the words of the shorter of two propositions: so many are the longer's, too
LEAST = 2  # ... and at least so many, not all of them names
LIKE = frozenset({"goal", "willingness", "offer", "demand"})  # kinds that may be said of one and the same proposition
TELLING = ("NN", "VB", "JJ", "CD")


def with_details(
    tree: Tree, cast: Cast, positions: Sequence[Position], statements: Sequence[Statement]
) -> tuple[Position, ...]:
    """Return `positions`, which stand in text order, with their conditions, strengths and repetitions."""
    said = {s.id: s for s in statements}
    out: list[Position] = []
    meant: list[tuple[frozenset[str], bool]] = []
    for p in positions:
        words = _meaning(tree, cast, p)
        again = next((q for q, other in zip(out, meant, strict=True) if _says_the_same(p, words, q, other)), None)
        same_as = again.same_as or again.id if again is not None else None
        s = said[p.statement]
        out.append(
            replace(p, condition=_condition(tree, p, s), strength=_strength(tree, p, s), same_as=same_as),
        )
        meant.append(words)
    return tuple(out)


def _condition(tree: Tree, p: Position, s: Statement) -> Span | None:
    """Return the words of what it hangs on: "if they stop", "only when they stop", "in return for a truce"."""
    spots = [i for piece in (*p.content, *s.cue) for i in tree.within(piece)]
    found = sorted(c for i in spots for c in tree.kids[i] if _conditions(tree, c))
    if not found:
        return p.content[0] if p.kind == "condition" else None
    below = sorted(tree.subtree(found[0]))
    before = below[0] - 1
    first = before if before >= 0 and tree.lemma(before) == "only" else below[0]
    return trim(tree.text, tree.tokens[first].start, tree.tokens[below[-1]].end, " ,;:.”\"'")


def _conditions(tree: Tree, c: int) -> bool:
    """Return whether the words under `c` set a condition on what they hang on."""
    t = table()
    if tree.rels[c] in ("obl", "nmod"):
        return f"{tree.preposition(c)}_{tree.lemma(c)}" in t.phrases
    if tree.rels[c] != "advcl":
        return False
    marks = tree.children(c, "mark", "advmod")
    lemmas = {tree.lemma(m) for m in marks}
    if lemmas & t.marks:
        return True
    return any(tree.lemma(m) in t.only and m > 0 and tree.lemma(m - 1) == "only" for m in marks)


def _strength(tree: Tree, p: Position, s: Statement) -> Span | None:
    """Return the words that say how firm it is: a modal and its negation, else the cue, else the word of readiness."""
    t = table()
    head = tree.head_of(p.content[0])
    helping = [c for c in tree.children(head, "aux") if tree.tokens[c].tag == "MD"] if head is not None else []
    if head is not None and helping:
        last = helping[-1]
        if last + 1 < head and tree.lemma(last + 1) in NEGATIONS:
            last += 1
        return tree.span(helping[0], last)
    cue = [i for piece in s.cue for i in tree.within(piece)]
    if any(t.cue.get(tree.lemma(i), "neutral") != "neutral" for i in cue):
        return tree.span(cue[1] if tree.tokens[cue[0]].tag == "POS" and len(cue) > 1 else cue[0], cue[-1])
    return tree.span(head, head) if head is not None and tree.lemma(head) in t.own else None


def _meaning(tree: Tree, cast: Cast, p: Position) -> tuple[frozenset[str], bool]:
    """Return what a proposition is made of, whom it names, the kinds of deeds and other words, and its negation."""
    out: set[str] = set()
    negated = False
    for piece in p.content:
        for i in tree.within(piece):
            negated ^= tree.lemma(i) in NEGATIONS
            rule = rule_at(tree, i)
            if named := cast.heads.get(i):
                out |= {f"@{e}" for e in named}
            elif rule is not None and rule.type != "NONE":
                out.add(f"#{rule.type} {rule.mode}")
            elif tree.tokens[i].tag.startswith(TELLING) and tree.lemma(i) not in table().empty:
                out.add(tree.lemma(i))
    return frozenset(out), negated


def _says_the_same(
    p: Position, words: tuple[frozenset[str], bool], q: Position, other: tuple[frozenset[str], bool]
) -> bool:
    if p.holder != q.holder or words[1] != other[1] or any_overlap(p.content, q.content):
        return False
    if p.kind != q.kind and not {p.kind, q.kind} <= LIKE:
        return False
    common = words[0] & other[0]
    enough = len(common) >= max(LEAST, ALIKE * min(len(words[0]), len(other[0])))
    return enough and not all(word.startswith("@") for word in common)
