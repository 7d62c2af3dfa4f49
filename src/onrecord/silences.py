"""What the report says was not said: "Velmark has not detailed a plan", "he did not name the port".

The engine learned its cues from what was said, and is least sure of these. A verb of saying under a negation, with who
did not say and what, is an attribution all the same. Its source is found as for any cue without one, and that it is
negated is read from the cue (`attributions.py`, `statements.py`).
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.cues import cue_words
from onrecord.grammar import Tree
from onrecord.text import any_overlap, trim
from onrecord.types import Attribution

ORIGIN = "silences/1"
SURE = 0.6
AUXILIARIES = frozenset({"have", "do"})


def find_silences(tree: Tree, found: Sequence[Attribution]) -> list[Attribution]:
    """Return an attribution, without its source, for each negated saying that none of `found` has for its cue."""
    saying = cue_words()["saying"] - cue_words()["tells"]  # the object of "tell" is who is told
    cues = [c for a in found for c in a.cue]
    out = []
    for v, token in enumerate(tree.tokens):
        if token.lemma in saying and tree.is_verb(v) and not any_overlap((tree.span(v, v),), cues):
            a = _silence(tree, v)
            if a is not None:
                out.append(a)
    return out


def _silence(tree: Tree, v: int) -> Attribution | None:
    before = [c for c in tree.children(v, "aux", "advmod") if c < v]
    if not tree.negated(v) or not any(tree.lemma(c) in AUXILIARIES for c in before):
        return None
    if tree.subject(v) is None and tree.rels[v] != "conj":  # one that is coordinated shares its subject
        return None
    told = next((c for c in tree.children(v, "obj", "ccomp") if c > v), None)
    if told is None:
        return None
    inside = [j for j in tree.subtree(told) if j > v]
    content = trim(tree.text, tree.tokens[min(inside)].start, tree.tokens[max(inside)].end, ",;. ")
    return Attribution((), (tree.span(min(before), v),), (content,), SURE, ORIGIN) if content else None
