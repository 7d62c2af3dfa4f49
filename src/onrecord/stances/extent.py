"""How far the words of a position go: the complement, less what is only said of it."""

from __future__ import annotations

from onrecord.grammar import Tree
from onrecord.text import trim
from onrecord.types import Span

SLIP = 3  # words of it that a parser may have hung elsewhere
OUTER = ",;:.–—- "
PAUSES = frozenset(",–—-")
# what follows these tells when or why, not what is wanted
CIRCUMSTANCE = frozenset({"after", "because", "despite", "amid", "although", "though", "while", "following"})


def extent(tree: Tree, head: int, first: int) -> Span | None:
    """Return the words from token `first` on that `head` heads, up to a circumstance or an aside behind a comma."""
    inside = {j for j in tree.subtree(head) if j >= first}
    sentence = tree.sentence(first)
    if not inside or sentence is None:
        return None
    last = first
    for j in range(first, sentence.last):
        if j > head and j in inside and (_is_circumstance(tree, j) or _is_aside(tree, j, head)):
            break
        if j in inside:
            last = j
        elif j - last > SLIP:
            break
    return trim(tree.text, tree.tokens[first].start, tree.tokens[last].end, OUTER)


def cut(tree: Tree, head: int, span: Span) -> Span:
    """Return `span`, in which `head` governs the rest, up to a circumstance or an aside behind a comma."""
    last = head
    for j in tree.within(span):
        if j > head:
            if _is_circumstance(tree, j) or _is_aside(tree, j, head):
                break
            last = j
    end = max(tree.tokens[last].end, span.start + 1)
    return trim(tree.text, span.start, min(end, span.end), OUTER) or span


def start(tree: Tree, head: int) -> int:
    """Return the first word of what `head` heads, less a preposition, a comma or "that"."""
    first = min(tree.subtree(head))
    while first < head and (tree.tokens[first].tag in ("IN", ",", "``") or tree.lemma(first) == "that"):
        first += 1
    return first


def _is_circumstance(tree: Tree, j: int) -> bool:
    if tree.lemma(j) == "as":
        return tree.rels[j] == "mark"
    return tree.lemma(j) in CIRCUMSTANCE and tree.tokens[j].tag in ("IN", "VBG")


def _is_aside(tree: Tree, j: int, head: int) -> bool:
    """Return whether behind the comma or dash `j` only an aside follows: "..., which", "..., leaving them"."""
    if tree.tokens[j].text not in PAUSES:
        return False
    if j + 1 >= len(tree.tokens):
        return True
    for k in tree.climb(j + 1):
        if k <= j or k == head:
            return False
        if tree.head(k) <= j:
            return tree.rels[k] in ("acl", "advcl", "parataxis")
    return False
