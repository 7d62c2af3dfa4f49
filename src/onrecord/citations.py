"""Whom a source cites: what "the Courier reported, citing two officials", is the officials' word, told by the Courier.

So it makes two attributions of one content: the reporter's, and inside it that of whoever is cited. The cue of the
inner one stands outside the content, so that statements.py has to ask here whose it is.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import structs

from onrecord.cues import cue_head, cue_tokens, cue_words
from onrecord.grammar import Tree
from onrecord.nominals import load_lexicon
from onrecord.text import any_overlap, trim
from onrecord.types import Attribution, Span

ORIGIN = "citations/1"
DISCOUNT = 0.8  # of the confidence in the telling: the rest is ours to find


def find_citations(tree: Tree, found: Sequence[Attribution]) -> list[Attribution]:
    """Return `found` with what is said by whoever is cited, each behind the attribution that cites; cues stay apart."""
    out: list[Attribution] = []
    citing = [v for v in range(len(tree.tokens)) if _cites(tree, v)]
    if not citing:
        return list(found)
    by_verb = {head: a for a in found if (head := cue_head(tree, cue_tokens(tree, a))) is not None}
    cited = {v: c for v in citing if (c := _cited(tree, v)) is not None}
    inner: dict[int, Attribution] = {}
    marks = {v: tree.span(v, v) for v in cited}
    for v, source in cited.items():
        teller = next((by_verb[i] for i in tree.climb(tree.head(v)) if i in by_verb), None)
        if teller is None or not teller.source or any_overlap((source, marks[v]), teller.content):
            continue
        sure = round(teller.confidence * DISCOUNT, 4)
        inner[id(teller)] = Attribution((source,), (marks[v],), teller.content, sure, ORIGIN)
    taken = [s for a in inner.values() for s in a.cue]
    for a in found:
        if any_overlap(a.cue, taken):
            continue
        told = inner.get(id(a))
        out.append(a if told is None else structs.replace(a, source=_apart(tree.text, a.source, told)))
        if told is not None:
            out.append(told)
    return out


def find_teller(ordered: Sequence[Attribution], k: int) -> int | None:
    """Return which of `ordered` tells what the `k`th, a citation, cites; None if that is none."""
    a = ordered[k]
    if a.origin != ORIGIN:
        return None
    return next((j for j, b in enumerate(ordered) if j != k and b.content == a.content and b.origin != ORIGIN), None)


def _cites(tree: Tree, v: int) -> bool:
    return tree.lemma(v) in cue_words()["cites"] and tree.tokens[v].tag == "VBG"


def _cited(tree: Tree, v: int) -> Span | None:
    """Return the words of who is cited, None if it is no one: "citing fears of a drought"."""
    noun = next((c for c in tree.kids[v] if c > v and tree.rels[c] in ("obj", "obl") and not tree.preposition(c)), None)
    if noun is None:
        return None
    known = load_lexicon().noun(tree.tokens[noun].text)
    if not tree.tokens[noun].tag.startswith("NNP") and (known is None or known.kind == "place"):
        return None
    inside = [j for j in tree.subtree(noun) if j > v]
    return trim(tree.text, tree.tokens[min(inside)].start, tree.tokens[max(inside)].end, ",;. ")


def _apart(text: str, source: Sequence[Span], told: Attribution) -> tuple[Span, ...]:
    """Return `source` less the citation and what follows it there."""
    begin, end = told.cue[0].start, told.source[-1].end
    out = []
    for s in source:
        cut = s if s.end <= begin or s.start >= end else trim(text, s.start, begin, ", ") if s.start < begin else None
        out += [cut] if cut is not None else []
    return tuple(out) or tuple(source)
