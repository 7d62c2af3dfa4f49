"""The engine's stances: whose they are, and the attitudes that reports tell in their own voice.

"Velmark aims to reopen the crossing", "Karvonia's efforts to hold a vote": no one is quoted, and still the report says
what a party wants. Such words are an attribution, too (of the kind attitude), so that a position always rests on one.
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.grammar import Tree
from onrecord.text import any_overlap, trim
from onrecord.types import Attribution, Signals, Span, Stance

ORIGIN = "stances/1"
WILL = frozenset({"will", "would", "'ll", "’ll"})
HALF = 0.5  # of a stance's letters: what holds so much of it, holds it
OWN = frozenset({"goal", "willingness", "refusal", "offer", "condition", "warning"})  # whose subject is who holds them
SURE = 0.8  # chosen on dev: below it more is invented than found
DISCOUNT = 0.8  # of the engine's confidence: the rest is ours to find


def find_attitudes(tree: Tree, signals: Signals, found: Sequence[Attribution]) -> list[Attribution]:
    """Return an attribution for each stance that none of `found` tells, where a party in its clause holds it."""
    out: list[Attribution] = []
    for stance in signals.stances:
        if (
            stance.kind not in OWN
            or stance.confidence < SURE
            or any(_tells(a.cue, a.content, stance.span) for a in found)
        ):
            continue
        a = _attitude(tree, stance)
        if a is not None and not any(any_overlap(a.cue, b.cue) for b in (*found, *out)):
            out.append(a)
    return out


def _tells(cue: tuple[Span, ...], content: tuple[Span, ...], span: Span) -> bool:
    shared = sum(max(0, min(s.end, span.end) - max(s.start, span.start)) for s in (*cue, *content))
    return shared >= HALF * (span.end - span.start)


def _attitude(tree: Tree, stance: Stance) -> Attribution | None:
    v = tree.head_of(stance.span)
    if v is None:
        return None
    marked = _marked(tree, v, stance.span)
    if marked is None:
        return None
    cue, start, holder = marked
    source = _source(tree, holder, cue)
    content = trim(tree.text, tree.tokens[start].start, stance.span.end, ",;. ")
    if source is None or content is None:
        return None
    mark = Span(tree.tokens[cue].start, tree.tokens[cue].end)
    if any_overlap((content,), (source, mark)) or any_overlap((source,), (mark,)):
        return None
    return Attribution((source,), (mark,), (content,), round(stance.confidence * DISCOUNT, 4), ORIGIN)


def _marked(tree: Tree, v: int, span: Span) -> tuple[int, int, int | None] | None:
    """Return the word that marks the stance headed by `v`, the first of what it marks, and the head of its holder."""
    first = tree.within(span)[0]
    inner = next(
        (c for c in tree.children(v, "xcomp", "ccomp", "acl") if c > v and tree.tokens[c].start < span.end), None
    )
    if inner is not None:  # "aims to reopen it"
        return v, max(min(tree.subtree(inner)), v + 1), _holder(tree, v)
    above = tree.head(v)
    if tree.rels[v] in ("xcomp", "ccomp", "acl") and 0 <= above < first:  # "an attempt | to reopen it"
        noun = tree.tokens[above].tag.startswith("N")
        return None if noun and above + 1 < first else (above, first, _holder(tree, above))
    subject = tree.subject(v)
    will = next((c for c in tree.children(v, "aux") if tree.lemma(c) in WILL), None)
    if will is not None and subject is not None:  # "Velmark will | boycott it"
        return will, will + 1, subject
    if tree.child(v, "cop") is not None and subject is not None and subject < first:  # "its priority is | to reopen it"
        return subject, first, _holder(tree, subject)
    mark = tree.child(v, "mark", "aux")
    if tree.rels[v] == "advcl" and mark is not None and tree.lemma(mark) == "to" and 0 <= above < mark:
        return mark, mark + 1, _holder(tree, above)  # "met them | to reopen it"
    return None


def _holder(tree: Tree, cue: int) -> int | None:
    """Return the head of who holds what `cue` marks: a noun's possessor, a verb's subject, one it shares too."""
    if tree.tokens[cue].tag.startswith("NN"):
        whose = next((c for c in tree.kids[cue] if tree.tokens[c].rel == "nmod:poss"), None)
        if whose is None:
            whose = next(
                (c for c in tree.kids[cue] if tree.rels[c] in ("compound", "amod") and _is_name(tree, c)), None
            )
        if whose is not None:
            return whose
    for v in tree.climb(cue):
        if tree.is_verb(v) or tree.child(v, "cop") is not None:
            if tree.is_passive(v):
                return None
            subject = tree.subject(v)
            if subject is not None and subject != cue:
                return subject
            if tree.rels[v] not in ("conj", "xcomp", "advcl"):
                return None
    return None


def _is_name(tree: Tree, i: int) -> bool:
    return tree.tokens[i].text[0].isupper()


def _source(tree: Tree, holder: int | None, cue: int) -> Span | None:
    """Return the words of who holds the stance, less what is only said of it."""
    if holder is None or tree.lemma(holder) in ("it", "there", "this", "that"):
        return None
    below = {j for c in tree.children(holder, "acl", "parataxis", "conj", "case", "punct") for j in tree.subtree(c)}
    inside = sorted(set(tree.subtree(holder)) - below - {cue})
    last = holder
    while last + 1 in inside:
        last += 1
    first = holder
    while first - 1 in inside:
        first -= 1
    return tree.span(first, last)
