"""Whose word it is: "the army, which Ruritania calls a gang", "what Alder described as a trap", "dubbed so by Alder".

A name that someone gives a thing is held by who gives it, and not by the report. The engine reads such verbs where they
govern the thing; where the thing governs them, as their clause only says more of it, the tree is read.
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.cues import cue_words
from onrecord.grammar import Tree
from onrecord.text import any_overlap, trim
from onrecord.types import Attribution, Span

ORIGIN = "holders/1"
SURE = 0.6
FAR = 25  # words that a thing has at most


def find_names_given(tree: Tree, found: Sequence[Attribution]) -> list[Attribution]:
    """Return an attribution for each name that a clause beside a thing says someone gives it, if not in `found`."""
    taken = [s for a in found for s in a.cue]
    out = []
    for v, token in enumerate(tree.tokens):
        if tree.rels[v] != "acl" or tree.lemma(v) not in cue_words()["names"] or not token.tag.startswith("V"):
            continue
        if not any_overlap((tree.span(v, v),), taken) and (a := _given(tree, v)) is not None:
            out.append(a)
    return out


def _given(tree: Tree, v: int) -> Attribution | None:
    giver, name, thing = _giver(tree, v), _name(tree, v), tree.head(v)
    if giver is None or name is None or not 0 <= thing < v:
        return None
    below = set(tree.subtree(v))
    source = _phrase(tree, giver, {v, name} | set(tree.subtree(name)))
    content = [_phrase(tree, name, {v} | set(tree.subtree(giver)))]
    if not tree.tokens[thing].tag.startswith("W"):
        content.insert(0, _phrase(tree, thing, below))
    pieces = tuple(s for s in content if s is not None)
    if source is None or len(pieces) < len(content) or any_overlap((source, tree.span(v, v)), pieces):
        return None
    return Attribution((source,), (tree.span(v, v),), pieces, SURE, ORIGIN)


def _giver(tree: Tree, v: int) -> int | None:
    """Return the head of who gives the name: the subject, or in the passive whom "by" marks; no relative pronoun is."""
    if tree.tokens[v].tag == "VBN" and tree.child(v, "nsubj") is None:
        return next((c for c in tree.children(v, "obl") if tree.preposition(c) == "by"), None)
    subject = tree.subject(v)
    if subject is None or tree.is_passive(v) or tree.tokens[subject].tag.startswith("W"):
        return None
    return subject


def _name(tree: Tree, v: int) -> int | None:
    """Return the head of the name: "as a gang", "a gang"."""
    for c in tree.kids[v]:
        if c > v and (tree.rels[c] in ("xcomp", "ccomp", "obj") or tree.preposition(c) == "as"):
            return c if not tree.tokens[c].tag.startswith(("W", "PRP")) else None
    return None


def _phrase(tree: Tree, head: int, without: set[int]) -> Span | None:
    """Return the words around `head` that hang on it, as far as they stand together, less the clauses beside it."""
    inside = set(tree.subtree(head)) - without
    first = last = head
    while first - 1 in inside and head - first < FAR:
        first -= 1
    while last + 1 in inside and last - head < FAR:
        last += 1
    if tree.tokens[first].tag == "IN":
        first += 1
    return trim(tree.text, tree.tokens[first].start, tree.tokens[last].end, ",;:. ") if first <= last else None
