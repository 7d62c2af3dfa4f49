"""What the report says was not said: "Velmark has not detailed a plan", "he did not name the port".

The engine learned its cues from what was said, and is least sure of these. A verb of telling under a negation, with who
did not tell and what, is an attribution all the same; that it is negated is read later, from the cue.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import resources
from tomllib import loads

from onrecord.grammar import Tree
from onrecord.text import any_overlap, trim
from onrecord.types import Attribution, Span

ORIGIN = "silences/1"
SURE = 0.6
AUXILIARIES = frozenset({"have", "do"})
NEGATIONS = frozenset({"not", "n't", "n’t", "never", "nor"})


def find_silences(tree: Tree, found: Sequence[Attribution]) -> list[Attribution]:
    """Return an attribution for each negated telling that none of `found` has for its cue."""
    out = []
    telling = _telling()
    cues = [c for a in found for c in a.cue]
    for v, token in enumerate(tree.tokens):
        if token.lemma in telling and token.tag.startswith("V") and not any_overlap((tree.span(v, v),), cues):
            a = _silence(tree, v)
            if a is not None:
                out.append(a)
    return out


def _silence(tree: Tree, v: int) -> Attribution | None:
    before = [c for c in tree.kids[v] if c < v and tree.rels[c] in ("aux", "advmod")]
    if not any(tree.lemma(c) in AUXILIARIES for c in before) or not any(tree.lemma(c) in NEGATIONS for c in before):
        return None
    subject = _subject(tree, v)
    told = next((c for c in tree.children(v, "obj", "ccomp") if c > v), None)
    if subject is None or told is None:
        return None
    inside = [j for j in tree.subtree(told) if j > v]
    content = trim(tree.text, tree.tokens[min(inside)].start, tree.tokens[max(inside)].end, ",;. ")
    cue = tree.span(min(before), v)
    if content is None or any_overlap((content,), (cue, subject)) or any_overlap((subject,), (cue,)):
        return None
    return Attribution((subject,), (cue,), (content,), SURE, ORIGIN)


def _subject(tree: Tree, v: int) -> Span | None:
    """Return the words of the subject of `v`, its own or the one it shares with the verb before it."""
    for _ in range(3):
        i = tree.child(v, "nsubj")
        if i is not None:
            below = {j for c in tree.children(i, "acl", "appos", "parataxis") for j in tree.subtree(c)}
            inside = sorted(set(tree.subtree(i)) - below)
            whole = inside[-1] - inside[0] + 1 == len(inside)
            return tree.span(inside[0], inside[-1]) if whole else tree.span(i, i)
        if tree.rels[v] != "conj" or tree.head(v) < 0:
            return None
        v = tree.head(v)
    return None


@cache
def _telling() -> frozenset[str]:
    table = loads(resources.files("onrecord.data").joinpath("cues.toml").read_text("utf-8"))
    return frozenset(table["untold"].split())
