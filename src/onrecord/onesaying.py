"""One saying that two cues tell: "signalled his hope that" is one, and its speaker is the verb's.

The engine may read the noun as a cue of its own, with "his" for its source. Whom "his" means is plain where the verb
only says that the noun was expressed; of "rejected his claim that" it is not, and nothing changes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from msgspec import structs

from onrecord.cues import cue_head, cue_tokens, cue_words
from onrecord.grammar import Tree
from onrecord.text import any_overlap, contains, length
from onrecord.types import Attribution, Span

ALIKE = 0.8  # of their characters together: so much two contents share that are one


def as_one(tree: Tree, found: Sequence[Attribution]) -> list[Attribution]:
    """Return `found` with two readings of one saying made one: the verb's source, both cues, and what it tells."""
    by_verb: dict[int, list[Attribution]] = defaultdict(list)
    for a in found:
        for i in cue_tokens(tree, a):
            by_verb[i].append(a)
    one: dict[Attribution, Attribution] = {}
    gone: set[Attribution] = set()
    for noun in found:
        v = _expressing(tree, noun)
        for verb in by_verb[v] if v is not None else ():
            joined = _joined(tree, verb, noun) if verb is not noun and verb not in one else None
            if joined is not None:
                one[verb] = joined
                gone.add(noun)
                break
    return [one.get(a, a) for a in found if a not in gone]


def _expressing(tree: Tree, noun: Attribution) -> int | None:
    """Return the verb that expresses what `noun` tells: "voiced", of "voiced her hope"."""
    if len(noun.source) != 1 or not noun.cue or noun.cue[0].start < noun.source[0].end:
        return None
    own, head = tree.within(noun.source[0]), cue_head(tree, cue_tokens(tree, noun))
    if len(own) != 1 or tree.tokens[own[0]].tag != "PRP$" or head is None or tree.rels[head] != "obj":
        return None
    v = tree.head(head)
    return v if 0 <= v < own[0] and tree.head(own[0]) == head and tree.lemma(v) in cue_words()["expresses"] else None


def _joined(tree: Tree, verb: Attribution, noun: Attribution) -> Attribution | None:
    """Return the one saying; None if a document speaks ("her" is another's), or the two tell of different things."""
    speaking = (tree.head_of(s) for s in verb.source)
    if not verb.source or any(i is not None and tree.lemma(i) in cue_words()["documents"] for i in speaking):
        return None
    content = _content(verb, noun)
    before = [s for s in verb.cue if s.end <= noun.source[0].start]
    if not content or len(before) < len(verb.cue):
        return None
    start = noun.source[0].start
    if not tree.text[before[-1].end : start].strip():
        start = before.pop().start  # "voiced her hope" is one piece
    cue = (*before, Span(start, noun.cue[-1].end))
    if any_overlap(cue, (*verb.source, *content)):
        return None
    return structs.replace(verb, cue=cue, content=content, confidence=max(verb.confidence, noun.confidence))


def _content(verb: Attribution, noun: Attribution) -> tuple[Span, ...]:
    """Return what the two tell: the verb's content less the words that name the noun, or what they both have."""
    whole = Span(noun.source[0].start, noun.cue[-1].end)
    for k, piece in enumerate(verb.content):
        if contains(piece, whole) and contains(piece, noun.content[0]):
            return (*verb.content[:k], Span(noun.content[0].start, piece.end), *verb.content[k + 1 :])
    both = sum(max(0, min(p.end, q.end) - max(p.start, q.start)) for p in verb.content for q in noun.content)
    return noun.content if both > ALIKE * (length(verb.content) + length(noun.content) - both) else ()
