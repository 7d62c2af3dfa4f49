"""What is told inside another's words: "Alder said Birch had promised to resign" holds what Birch promised.

The engine learned from a corpus with one layer, so inside a content it is unsure of every cue and tells most as hints.
The grammar speaks for some: a verb of saying or of will and belief (`data/layers.toml`) that stands in a content
already found, with a subject of its own and a clause, an infinitive or a thing that is said or wanted. Where there is
no hint for such a verb, source and content are read from the tree alone.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from onrecord.cues import cue_head, cue_tokens, cue_words
from onrecord.grammar import Tree
from onrecord.text import covered, merge, trim
from onrecord.types import Attribution, Span

ORIGIN = "layers/1"
SURE = 0.45  # of those the engine has a hint for
ALONE = 0.4  # of those it has none for
CLAUSES = ("ccomp", "xcomp")
MODALS = frozenset({"can", "could", "should", "must", "may", "might", "would", "need", "ought", "shall"})


@cache
def layer_words() -> dict[str, frozenset[str]]:
    """Return the tables of `data/layers.toml`."""
    data = tomllib.loads(files("onrecord.data").joinpath("layers.toml").read_text(encoding="utf-8"))
    return {name: frozenset(words.split()) for name, words in data.items()}


def find_layers(tree: Tree, hints: Sequence[Attribution], found: Sequence[Attribution]) -> list[Attribution]:
    """Return the attributions inside the contents of `found` that the grammar speaks for, with new cues."""
    contents = merge(s for a in found for s in a.content)
    taken = {i for a in found for i in cue_tokens(tree, a)}
    words = frozenset().union(*(layer_words()[k] for k in ("says", "thinks", "nouns")))
    hinted = {head: h for h in hints if (head := cue_head(tree, cue_tokens(tree, h))) is not None}
    out = []
    for content in contents:
        for v in tree.within(content):
            if v in taken or tree.lemma(v) not in words or tree.tokens[v].end > content.end:
                continue
            a = _told(tree, v, hinted.get(v), content)
            if a is not None and taken.isdisjoint(cue := cue_tokens(tree, a)):
                out.append(a)
                taken.update(cue)
    return out


def _told(tree: Tree, v: int, hint: Attribution | None, outer: Span) -> Attribution | None:
    """Return the attribution that the word `v` marks inside `outer`, with no source if only its subject can tell it."""
    first = _first_told(tree, v)
    if first is None:
        return None
    complements = _complements(tree, v)
    last = _last_told(tree, complements)
    if hint is not None and covered(hint.content, (outer,)):
        told = tuple(s for piece in hint.content if (s := _cut(tree, _behind(tree, piece, v, first), last)) is not None)
        return None if _is_pronoun(tree, told) else Attribution(_source(tree, v, hint), hint.cue, told, SURE, ORIGIN)
    inside = [
        j for c in _complements(tree, v) for j in tree.subtree(c) if j >= first and tree.tokens[j].end <= outer.end
    ]
    if not inside:
        return None
    content = trim(tree.text, tree.tokens[first].start, tree.tokens[max(inside)].end, ",;:. ")
    content = _less_marks(tree.text, content) if content else None
    return Attribution((), (tree.span(v, v),), (content,), ALONE, ORIGIN) if content else None


def _source(tree: Tree, v: int, hint: Attribution) -> tuple[Span, ...]:
    """Return the hint's source; of a noun only the "his" in it that owns it: "Alder stated | his readiness"."""
    own = [tree.span(c, c) for c in tree.kids[v] if tree.tokens[c].tag == "PRP$" and tree.tokens[v].tag.startswith("N")]
    return tuple(own) if own and covered(own, hint.source) else hint.source


def _first_told(tree: Tree, v: int) -> int | None:
    """Return the first word of what `v` tells; None if it does not tell, by its word, its form or what hangs on it."""
    words, lemma = layer_words(), tree.lemma(v)
    if tree.tokens[v].tag.startswith("N"):
        owned = any(tree.tokens[c].rel == "nmod:poss" for c in tree.kids[v])
        if lemma not in words["nouns"] or not owned:
            return None
    elif lemma not in words["says"] | words["thinks"] or not _asserts(tree, v):
        return None
    complements = _complements(tree, v)
    return max(v + 1, min(j for c in complements for j in tree.subtree(c) if j > v)) if complements else None


def _complements(tree: Tree, v: int) -> list[int]:
    """Return the heads of what is said or wanted: a clause or an infinitive, else a thing or what is called for."""
    words, lemma = layer_words(), tree.lemma(v)
    if tree.tokens[v].tag.startswith("N"):
        return [c for c in tree.children(v, "acl", *CLAUSES) if c > v and tree.child(c, "mark") is not None][:1]
    told = [c for c in tree.children(v, *CLAUSES) if c > v]
    if told:
        whom = [] if lemma in cue_words()["tells"] else [c for c in tree.children(v, "obj") if v < c < told[0]]
        return [*whom, told[0]]
    if lemma in words["things"]:
        return [c for c in tree.children(v, "obj") if c > v and not tree.tokens[c].tag.startswith("PRP")][:1]
    return [c for c in tree.children(v, "obl") if c > v and tree.preposition(c) == "for" and lemma in words["for"]][:1]


def _asserts(tree: Tree, v: int) -> bool:
    """Return whether the predicate says that it was said: not what could, should or is to be said, nor a passive."""
    if not tree.is_predicate(v) or tree.is_passive(v) or _is_own(tree, v):
        return False
    if tree.rels[v] == "acl" and tree.tokens[v].tag == "VBG" and tree.child(v, "ccomp") is None:
        return False  # "a note rejecting the plan": whose note it is, is the question
    marks = {tree.lemma(c) for c in tree.children(v, "aux", "mark")}
    helped = tree.child(v, "aux", "cop") is not None or tree.rels[max(v - 1, 0)] == "aux"  # whatever it hangs on
    if tree.tokens[v].tag == "VBN" and not helped:
        return False
    return marks.isdisjoint(MODALS) and "to" not in marks and "if" not in marks


def _is_own(tree: Tree, v: int) -> bool:
    """Return whether it is told of oneself, or only says which people are meant: "I think", "those who want to leave".

    Inside one's own words the first is how one speaks, and no layer. "Birch, who wants to leave," is one.
    """
    subject = tree.subject(tree.first_conjunct(v))
    if subject is None:
        return False
    restricts = tree.tokens[subject].tag.startswith("W") and tree.tokens[max(subject - 1, 0)].tag != ","
    return restricts or tree.tokens[subject].text.lower() == "i"


def _is_pronoun(tree: Tree, spans: Sequence[Span]) -> bool:
    return all(tree.tokens[i].tag.startswith("PRP") for s in spans for i in tree.within(s))


def _last_told(tree: Tree, complements: Sequence[int]) -> int:
    """Return the token before which what is wanted ends: "to sign it | and Birch will come" has a clause behind it."""
    beside = [c for v in complements if tree.rels[v] == "xcomp" for c in tree.children(v, "conj") if tree.subject(c)]
    return min((j for c in beside for j in tree.subtree(c)), default=len(tree.tokens))


def _behind(tree: Tree, span: Span, v: int, first: int) -> Span:
    """Return `span` less whom the verb of telling `v` is said to: "convinced | Birch | that it was late"."""
    begin = tree.tokens[first].start
    whom = tree.lemma(v) in cue_words()["tells"] and tree.child(v, "obj") is not None
    return Span(begin, span.end) if whom and span.start < begin < span.end else span


def _cut(tree: Tree, span: Span, last: int) -> Span | None:
    """Return `span` up to the token `last`, less a mark that only closes a quotation."""
    end = span.end if last >= len(tree.tokens) else min(span.end, tree.tokens[last].start)
    kept = trim(tree.text, span.start, end, ",;:. ") if span.start < end else None
    return _less_marks(tree.text, kept) if kept else None


def _less_marks(text: str, span: Span) -> Span | None:
    """Return `span` without a closing quotation mark at its end that it does not open."""
    words = text[span.start : span.end]
    if words[-1] in "”’" and "“‘"["”’".index(words[-1])] not in words:
        return trim(text, span.start, span.end, "”’,;:. ")
    return span
