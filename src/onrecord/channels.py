"""Through which outlet words came: "Alder told the Courier", "in an interview with Radio Norvia", "quoted by the Wire".

The report has such words from that outlet, so that it stands in the chain before the speaker.
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.cues import cue_words
from onrecord.grammar import Tree
from onrecord.speakers import Mentions
from onrecord.text import any_overlap
from onrecord.types import Attribution, Entity, Span

NAMED = ("name", "metonym")
HOW = frozenset({"to", "in", "on", "by", "with", "for", "via", "through", "at"})


def find_channels(tree: Tree, a: Attribution, head: int | None, who: Mentions, speaker: Entity | None) -> list[str]:
    """Return the outlets, but for the speaker, that the words of `a` went through, as its clause tells."""
    sentence = tree.sentence(head) if head is not None else None
    if head is None or sentence is None or not tree.is_verb(head):
        return []
    out: list[str] = []
    for mention, entity in who.among(Span(sentence.start, sentence.end)):
        if entity.type != "outlet" or mention.form not in NAMED or (speaker is not None and entity.id == speaker.id):
            continue
        top = tree.head_of(mention.span)
        if top is not None and not any_overlap((mention.span,), a.content) and _leads(tree, top, head, a.content):
            out.append(entity.id)
    return list(dict.fromkeys(out))


def _leads(tree: Tree, i: int, head: int, content: Sequence[Span]) -> bool:
    """Return whether the outlet named at `i` hangs on the cue's verb as what words go to or through.

    What stands between the two is an occasion, a document or a verb: "in a letter to", "speaking to", "carried by".
    """
    words, above = cue_words(), tree.head(i)
    if above == head and tree.rels[i] in ("obj", "iobj"):
        return tree.lemma(head) in words["tells"]
    if tree.rels[i] == "compound" and above >= 0:  # "in a Courier interview"
        on = tree.preposition(above)
        if tree.lemma(above) not in words["occasion"] or on not in words["occasion_in"] or on == "on":
            return False  # "comment on a Courier report" is no way to the Courier
    elif tree.preposition(i) not in HOW:
        return False
    for j in tree.climb(above):
        if j == head:
            return True
        noun = tree.lemma(j) in words["occasion"] | words["documents"]
        if any_overlap((tree.span(j, j),), content) or not (noun or tree.is_verb(j)):
            return False
    return False
