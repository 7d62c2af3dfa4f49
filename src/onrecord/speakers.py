"""Who speaks: the entity that an attribution's source means.

Not always who its words name: a body's spokesman without a name speaks for the body, a report for who wrote it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from onrecord.cast import Cast
from onrecord.cues import cue_head, cue_tokens, cue_words
from onrecord.grammar import Tree
from onrecord.text import contains, overlaps
from onrecord.types import Attribution, Entity, Mention, Span

_BODIES = frozenset({"organization", "government", "outlet"})
_THE = frozenset({"the", "this", "that"})
NEAR = 2  # sentences within which a document is the one that was told of before
KIND = 3  # words that say what kind of body a name is
_OF = ("of", "for", "by", "from", "in")
_BY = ("by", "from")


class Voice(Struct, frozen=True):
    """Who an attribution's words mean and for whom they speak; mostly the same."""

    speaker: Entity | None
    words: Entity | None


def find_speakers(tree: Tree, who: Mentions, attributions: Sequence[Attribution]) -> list[Voice]:
    """Return who speaks in each of the attributions, which are in text order."""
    out = []
    issued: dict[str, Entity] = {}  # by the noun of a document: whose the last one was
    for a in attributions:
        source = _subject_first(tree, a, _phrase(tree, who, a))
        said = who.heading(tree, source) or who.counted(tree, source)
        said = who.first_of_several(tree, source, said) or said
        if (document := _document(tree, source)) is not None:
            speaker = _issuer(tree, who, source, document) or said
            if speaker is None and tree.tokens[tree.within(source[0])[0]].text.lower() in _THE:
                speaker = issued.get(tree.lemma(document)) or _issuer_before(tree, who, document)
            if speaker is not None:
                issued[tree.lemma(document)] = speaker
            out.append(Voice(speaker, said or speaker))
        else:
            speaker = _principal(tree, who, source, said) or said
            if speaker is not None:
                issued |= dict.fromkeys(_issues(tree, a), speaker)
            out.append(Voice(speaker, said))
    return out


def _phrase(tree: Tree, who: Mentions, a: Attribution) -> tuple[Span, ...]:
    """Return the source from where the subject of its cue begins: what stands before that is of another clause."""
    head = cue_head(tree, cue_tokens(tree, a))
    subject = tree.subject(head) if head is not None else None
    if subject is None or not a.source:
        return a.source
    token = tree.tokens[subject]
    own = next((s for s in a.source if s.start < token.start and token.end <= s.end), None)
    if own is None:
        return a.source
    inside = tree.within(own)
    first = min((i for i in tree.subtree(subject) if i in inside), default=subject)
    begin = min([tree.tokens[first].start, *(m.span.start for m, _ in who.among(Span(token.start, token.end)))])
    before = [tree.tokens[i] for i in inside if tree.tokens[i].start < token.start]
    beside = any(t.text == "," for t in before) and not token.tag.startswith(("NNP", "PRP"))
    twice = any(tree.rels[i] == "nsubj" and tree.head(i) == head for i in inside if i < subject)  # "Alder an old envoy"
    if begin <= own.start or beside or twice or any(t.tag.startswith("W") for t in before):
        return a.source  # "the envoy, an old friend", "Ruritania, whose envoys": the first is who speaks
    return tuple(Span(max(begin, s.start), s.end) if s == own else s for s in a.source)


def _subject_first(tree: Tree, a: Attribution, source: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return the pieces of the source, that of the cue's subject first: the others are of clauses around it."""
    head = cue_head(tree, cue_tokens(tree, a))
    subject = tree.subject(head) if head is not None else None
    if subject is None or len(source) < 2:
        return source
    token = tree.tokens[subject]
    return tuple(sorted(source, key=lambda s: (not (s.start <= token.start and token.end <= s.end), s.start)))


def _principal(tree: Tree, who: Mentions, source: Sequence[Span], said: Entity | None) -> Entity | None:
    """Return the body for which a spokesman without a name speaks: "an army spokesman", "a spokesman for the army"."""
    if said is None or any(m.form in _NAMED for m in said.mentions):
        return None
    for spans in (source, *([m.span] for m in said.mentions if m.form != "pronoun")):  # "he" may be an army spokesman
        head = next((h for s in spans if (h := _top(tree, s)) is not None), None)
        if head is not None and tree.lemma(head) in cue_words()["spokesmen"]:
            return next((e for e in _owners(tree, who, spans, head) if e.type in _BODIES), None)
    return None


def _top(tree: Tree, span: Span) -> int | None:
    """Return the head of the words: not a modifier that the parser hung on the verb that its noun is of."""
    top = tree.head_of(span)
    if top is None or tree.rels[top] not in ("compound", "amod"):
        return top
    inside = tree.within(span)
    return next((i for i in inside if i > top and tree.head(i) == tree.head(top) and tree.rels[i] == "nsubj"), top)


def _document(tree: Tree, source: Sequence[Span]) -> int | None:
    """Return the noun of a document that heads the source: "a ministry report", "the statement"."""
    head = next((h for s in source if (h := _top(tree, s)) is not None), None)
    return head if head is not None and tree.lemma(head) in cue_words()["documents"] else None


def _issues(tree: Tree, a: Attribution) -> set[str]:
    """Return the nouns of the documents that the speaker of `a` is heard by: "reported", "said in a statement"."""
    head = cue_head(tree, cue_tokens(tree, a))
    if head is None:
        return set()
    beside = [head, *(i for i in cue_tokens(tree, a) if i != head), *tree.children(head, "obl")]
    return {tree.lemma(i) for i in beside} & cue_words()["documents"]


def _issuer(tree: Tree, who: Mentions, source: Sequence[Span], document: int) -> Entity | None:
    """Return whose the document is."""
    return next((e for e in _owners(tree, who, source, document) if e.type != "place"), None)


def _issuer_before(tree: Tree, who: Mentions, document: int) -> Entity | None:
    """Return whose a document is by its mention shortly before: "proposals from Ruritania ... The proposals say"."""
    at = tree.sentence_index(document)
    for sentence in reversed(tree.sentences[max(at - NEAR, 0) : at]):
        for i in reversed(range(sentence.first, sentence.last)):
            if tree.lemma(i) == tree.lemma(document) and tree.tokens[i].tag == tree.tokens[document].tag:
                own = tree.subtree(i)
                return _issuer(tree, who, [tree.span(min(own), max(own))], i)
    return None


def _owners(tree: Tree, who: Mentions, source: Sequence[Span], head: int) -> Iterator[Entity]:
    """Yield the entities that the noun `head` is of: those named before it, then behind "of", "for", "by" or "from"."""
    inside = [i for s in source for i in tree.within(s)]
    for i in reversed([i for i in inside if i < head]):
        if tree.tokens[i].tag in ("IN", ",", "VBD"):
            break
        if (entity := who.at(tree.tokens[i].start, tree.tokens[i].end)) is not None:
            yield entity
    about = tree.lemma(head) in cue_words()["studies"]
    for c in tree.children(head, "nmod"):
        if c in inside and c > head and tree.preposition(c) in (_BY if about else _OF):
            entity = who.at(tree.tokens[c].start, tree.tokens[c].end)
            if entity is not None:
                yield entity


def for_whom(source: Sequence[str], holder: Entity | None, entities: Sequence[Entity]) -> Entity | None:
    """Return whom "we" means in the words of `holder`: a body means itself, its officer means the body."""
    if holder is None or [w.strip('“"').lower() for w in source] not in (["we"], ["our"]):
        return None
    if holder.type in (*_BODIES, "country"):
        return holder
    bodies = {r.org for r in holder.roles if r.org is not None and r.status == "current"}
    return next((e for e in entities if e.name in bodies and e.type in _BODIES), None)


class Mentions:
    """The entities' mentions in text order, to be asked for by place."""

    def __init__(self, entities: Sequence[Entity]) -> None:
        pairs = sorted(((m, e) for e in entities for m in e.mentions), key=lambda p: (p[0].span.start, -p[0].span.end))
        self._pairs = pairs
        self._starts = [m.span.start for m, _ in pairs]
        self._entities = entities
        self._cast: Cast | None = None

    def among(self, span: Span) -> list[tuple[Mention, Entity]]:
        """Return the mentions that overlap `span`."""
        lo = bisect_left(self._starts, span.start - 200)
        hi = bisect_left(self._starts, span.end)
        return [p for p in self._pairs[lo:hi] if overlaps(p[0].span, span)]

    def at(self, start: int, end: int) -> Entity | None:
        """Return the entity of the mention that holds the word `[start, end)`: a name first, then the shortest."""
        held = [p for p in self.among(Span(start, end)) if p[0].span.start <= start and end <= p[0].span.end]
        if not held:
            return None
        best = min(held, key=lambda p: (p[0].form not in ("name", "metonym"), p[0].span.end - p[0].span.start))
        return best[1]

    def heading(self, tree: Tree, spans: Iterable[Span]) -> Entity | None:
        """Return the entity that the words mean, None if no mention heads them.

        "Ruritania's Alder" and "Ruritanian envoy Alder" mean Alder, "an envoy of Ruritania" no one known by name,
        "the country's envoy, Alder" Alder again.
        """
        for span in spans:
            inside = tree.within(span)
            whole = Span(span.start, span.end + tree.text.startswith(".", span.end))  # "Ana Torv Jr" of "Ana Torv Jr."
            heads = [
                p for p in self.among(span) if contains(whole, p[0].span) and _heads_phrase(tree, p[0].span, inside)
            ]
            if not heads:
                continue
            top = tree.head_of(span)
            cut = next((i for i in inside[1:] if tree.tokens[i].tag in _PHRASE_ENDS), inside[-1] + 1)
            first = [p for p in heads if tree.at(p[0].span.start) < cut]
            over = [p for p in heads if top is not None and _holds(p[0].span, tree, top)]
            best = max(over or first, key=lambda p: (p[0].form in _NAMED, p[0].span.start), default=None)
            if best is not None and best[0].form in _NAMED:
                return best[1]
            if (bearer := self._bearer(tree, heads, inside, cut)) is not None:
                return bearer
            if best is not None:
                return best[1]
        return next((e for span in spans if (e := self._wider(tree, span)) is not None), None)

    def _wider(self, tree: Tree, span: Span) -> Entity | None:
        """Return the entity whose description has the head of the words, and began before them: "angry farmers"."""
        top = tree.head_of(span)
        wider = (
            p for p in self.among(span) if p[0].form == "nominal" and p[0].span.start < span.start <= p[0].span.end
        )
        return next((e for m, e in wider if top is not None and tree.head_of(m.span) == top), None)

    def first_of_several(self, tree: Tree, spans: Iterable[Span], said: Entity | None) -> Entity | None:
        """Return the first of those whom "the two leaders", "both" and an open "they" mean, as of "X and Y said"."""
        if said is not None and any(m.form in _NAMED for m in said.mentions):
            return None
        top = next((h for s in spans if (h := tree.head_of(s)) is not None), None)
        if top is None:
            return None
        self._cast = self._cast or Cast(tree, self._entities)
        word = tree.tokens[top].text.lower()
        if said is not None and tree.tokens[top].tag == "NNS" and not tree.child(top, "appos", "dep"):
            several = self._cast.named(top)
        elif said is None and word in ("they", "both", "their"):
            several = _several_before(tree, self._cast, top, 2 if word == "both" else 0)
        else:
            return None
        several = [e for e in several if said is None or e != said.id]
        return next((e for e in self._entities if len(several) > 1 and e.id == several[0]), None)

    def counted(self, tree: Tree, spans: Iterable[Span]) -> Entity | None:
        """Return of whom many are meant: "many hundreds of women", "a number of the rebels"."""
        for span in spans:
            top = tree.head_of(span)
            if top is None or tree.lemma(top) not in cue_words()["amounts"]:
                continue
            for c in tree.children(top, "nmod"):
                if tree.preposition(c) == "of" and c in tree.within(span):
                    return self.at(tree.tokens[c].start, tree.tokens[c].end)
        return None

    def _bearer(self, tree: Tree, heads: list[tuple[Mention, Entity]], inside: range, cut: int) -> Entity | None:
        """Return the person named behind a description up to `cut`: "the envoy, Alder", "Secretary of State Alder"."""
        if cut not in inside:
            return None
        people = [(tree.at(m.span.start), e) for m, e in heads if m.form == "name" and e.type == "person"]
        if tree.tokens[cut].tag == ",":
            return next((e for at, e in people if at == cut + 1), None)
        if tree.lemma(cut) == "and":  # "the army's commander and spokesman Alder": one man, as no article parts them
            return next((e for at, e in people if at > cut + 1 and _all_nouns(tree, range(cut + 1, at))), None)
        title = tree.tokens[inside[0]]
        if tree.lemma(cut) != "of" or cut != inside[0] + 1 or title.tag not in ("NN", "NNP") or title.text.islower():
            return None  # "a friend of President Alder" is another
        return next((e for at, e in people if at > cut + 1 and _all_nouns(tree, range(cut + 1, at))), None)


def _several_before(tree: Tree, cast: Cast, i: int, number: int) -> list[str]:
    """Return the parties named together before "both", or in the sentence before one that "they" begins."""
    at = tree.sentence_index(i)
    if not number and i - tree.sentences[at].first > 1:
        return []
    for sentence in reversed(tree.sentences[max(at - 1, 0) : at + 1]):
        for j in reversed(range(sentence.first, min(sentence.last, i))):
            if tree.child(j, "conj") is not None and tree.rels[j] != "conj":
                group = cast.all(j)
                if len(group) > 1 and number in (0, len(group)) and cast.nameless.isdisjoint(group):
                    return group
    return []


_PHRASE_ENDS = frozenset(("IN", ",", "WP", "WDT", ":", "-LRB-", "TO", "CC"))
_NAMED = ("name", "metonym")
_GOES_ON = ("NN", "JJ", "CD", "HYPH", "VBN")


def _heads_phrase(tree: Tree, mention: Span, inside: range) -> bool:
    """Return whether no noun follows the mention that it would only modify."""
    after = tree.within(mention)[-1] + 1
    if after in inside and tree.lemma(after) == "such":  # "senators such as Alder"
        return True
    if after in inside and tree.tokens[after].tag == "POS":
        return after + 1 not in inside
    rest = inside[inside.index(after) :] if after in inside else range(0)
    kind = next((i for i in rest if tree.tokens[i].tag not in ("NN", "JJ")), inside[-1] + 1) - 1
    if (
        kind in rest
        and kind < after + KIND
        and tree.lemma(kind) in cue_words()["kinds"]
        and tree.tokens[inside[0]].text.lower() == "the"
    ):
        return True  # "the Interfax agency", "the Interfax news agency" is Interfax
    if after not in inside or not tree.tokens[after].tag.startswith(_GOES_ON):
        return True
    governor = tree.tokens[after].head  # "a western official familiar with the talks", "one leader contacted by"
    return tree.tokens[after].tag.startswith(("JJ", "VBN")) and governor in tree.within(mention)


def _all_nouns(tree: Tree, tokens: range) -> bool:
    return all(tree.tokens[i].tag.startswith("NN") for i in tokens)


def _holds(mention: Span, tree: Tree, token: int) -> bool:
    return mention.start <= tree.tokens[token].start and tree.tokens[token].end <= mention.end
