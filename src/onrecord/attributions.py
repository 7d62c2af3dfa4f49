"""Signals -> Attributions: the engine's spans made whole, each told apart from its neighbours.

The engine judges word piece by word piece; here its judgements become spans that a reader would draw: gaps of a few
words inside one content are closed, marks of quotation go with what they hold, twins are dropped.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable

from msgspec import structs

from onrecord.citations import find_citations
from onrecord.cues import cue_head, cue_tokens, cue_words
from onrecord.grammar import NEGATIONS, Tree, tree_of
from onrecord.holders import find_names_given
from onrecord.layers import find_layers
from onrecord.onesaying import as_one
from onrecord.quotations import carry_on, to_the_end
from onrecord.quotes import OPENING, find_end, left_open
from onrecord.silences import find_silences
from onrecord.stances import find_attitudes
from onrecord.text import any_overlap, covered, length, merge, overlaps, trim
from onrecord.turns import find_turns
from onrecord.types import Attribution, Signals, Span

GAP = 3  # words: what the engine leaves out of the middle of a content by less than this was a slip
# what opens a subordinate clause; not "as": what Alder said in "as Alder said" is the main clause
SUBORDINATING = frozenset("although though while whereas if unless because since after before until once when".split())
_EMPTY = ("RB", "DT", "MD", "PRP", "``", "''")  # tags of words that alone mark no attribution
_OUTER = ",;:.–—- "
_PAIRS = {"“": "”", '"': '"', "‘": "’"}


def find_attributions(signals: Signals) -> tuple[Attribution, ...]:
    """Return the attributions of a text in the order of their cues, nested ones among them.

    Parts are disjoint, hold whole words, and begin and end in a word or a quotation mark. A cue for which the engine
    saw no source, but whose verb has a subject ("X called for talks but has not named a place"), takes that.
    """
    starts = [t.start for t in signals.tokens]
    tree = tree_of(signals)
    whole = [w for a in signals.attributions if (w := _whole(signals, starts, a)) is not None and _marks(tree, w)]
    whole = [_without_article(tree, _with_auxiliaries(tree, a)) for a in whole]
    whole += find_silences(tree, whole)
    cues = sorted(c for a in whole for c in a.cue)
    at = [c.start for c in cues]
    whole = [_without_hearer(tree, _one_source(signals.text, a, cues, at)) for a in whole]
    whole = [_without_modifiers(tree, _with_name(tree, a)) for a in whole]
    whole = [a if a.source else structs.replace(a, source=_subject(tree, a)) for a in whole]
    read = set(starts)
    turns = tuple(t for t in find_turns(signals.text) if t.source[0].start in read and t.cue[0].start in read)
    whole = to_the_end(signals.text, [_within_clause(tree, a) for a in whole])
    whole = carry_on(signals.text, [*(a for a in whole if not _laid_out(a, turns)), *turns])
    whole += find_names_given(tree, whole)
    hints = [_with_auxiliaries(tree, w) for h in signals.hints if (w := _whole(signals, starts, h)) is not None]
    inner = [_with_auxiliaries(tree, a) for a in find_layers(tree, hints, whole)]
    inner = [a if a.source else structs.replace(a, source=_subject(tree, a)) for a in inner]
    whole += [a for a in inner if a.source]
    whole = as_one(tree, _with_owners(tree, whole))
    kept = find_citations(tree, _without_twins([*whole, *find_attitudes(tree, whole)]))
    return tuple(sorted(kept, key=lambda a: (a.cue or a.content)[0]))


def _with_owners(tree: Tree, found: list[Attribution]) -> list[Attribution]:
    """Return `found` less those of nobody inside another's words ("asked about the attack").

    A document that is part of the cue is somebody: "to endorse | a statement urging".
    """

    def owned(a: Attribution) -> bool:
        return bool(a.source) or any(tree.lemma(i) in cue_words()["documents"] for i in cue_tokens(tree, a))

    def inner(a: Attribution) -> bool:
        return bool(a.cue) and any(b is not a and covered(a.cue, b.content) for b in found)

    return [a for a in found if owned(a) or not inner(a)]


def _laid_out(a: Attribution, turns: tuple[Attribution, ...]) -> bool:
    """Return whether `a` is the engine's reading of one of `turns`, or runs from one into the next."""
    return any(
        any_overlap((*a.source, *a.cue), t.cue)
        or (any_overlap(a.cue, t.source) or (any_overlap(a.content, t.cue) and any_overlap(a.content, t.source)))
        for t in turns
    )


def _marks(tree: Tree, a: Attribution) -> bool:
    """Return whether the cue can mark a saying: a lone "again", "has" or "must" is what the engine left of another."""
    words = [i for s in a.cue for i in tree.within(s)]
    return not words or any(not tree.tokens[i].tag.startswith(_EMPTY) and not _is_auxiliary(tree, i) for i in words)


def _is_auxiliary(tree: Tree, i: int) -> bool:
    return tree.rels[i] in ("aux", "cop") and tree.lemma(i) in ("have", "be", "do") and tree.head(i) > i


def _with_auxiliaries(tree: Tree, a: Attribution) -> Attribution:
    """Return `a` with what its verb's tense and negation are made of, right before it: "has not | said"."""
    if not a.cue:
        return a
    first = tree.within(a.cue[0])[0]
    start = first
    while start and tree.rels[start - 1] in ("aux", "aux:pass", "advmod") and tree.head(start - 1) == first:
        if tree.rels[start - 1] == "advmod" and tree.lemma(start - 1) not in NEGATIONS:
            break
        start -= 1
    if start == first:
        return a
    grown = (Span(tree.tokens[start].start, a.cue[0].end), *a.cue[1:])
    return a if any_overlap(grown, (*a.source, *a.content)) else structs.replace(a, cue=grown)


def _without_article(tree: Tree, a: Attribution) -> Attribution:
    """Return `a` with the article that its cue ends in given to what it is of: "has not named | a port for the ships".

    The words up to the content go to that if nothing else has them.
    """
    if not a.cue:
        return a
    last = tree.within(a.cue[-1])
    noun = tree.head(last[-1])
    if len(last) < 2 or tree.tokens[last[-1]].tag != "DT" or noun <= last[-1]:
        return a
    cut = (*a.cue[:-1], Span(a.cue[-1].start, tree.tokens[last[-2]].end))
    own = Span(tree.tokens[last[-1]].start, tree.tokens[noun].end)
    behind = next((s for s in a.content if 0 <= s.start - own.end <= 1), None)
    if behind is None or any_overlap((own,), (*a.source, *a.content)):
        return structs.replace(a, cue=cut)
    content = tuple(Span(own.start, s.end) if s == behind else s for s in a.content)
    return structs.replace(a, cue=cut, content=content)


def _subject(tree: Tree, a: Attribution) -> tuple[Span, ...]:
    """Return the words of the subject of the cue's verb, its own or the one it shares with the verb that governs it."""
    verbs = [i for s in a.cue for i in tree.within(s) if tree.is_predicate(i)]
    if not verbs:
        return ()
    verb = next((i for i in verbs if tree.head(i) not in verbs), verbs[0])
    if _passive(tree, verb) and tree.lemma(verb) in cue_words()["saying"]:  # "was told by an aide that"
        by = (c for c in tree.children(verb, "obl") if c > verb and tree.preposition(c) == "by")
        return next((_named(tree, c, a) for c in by), ())
    for _ in range(3):
        subject = tree.child(verb, "nsubj")
        if subject is not None:
            return _named(tree, subject, a)
        if tree.rels[verb] not in ("conj", "xcomp", "advcl", "acl") or _passive(tree, verb):
            return ()
        above = tree.head(verb)
        if tree.rels[verb] == "acl":  # "a letter urging him to resign"
            return _named(tree, above, a) if above >= 0 and tree.tokens[verb].tag == "VBG" else ()
        controlled = tree.rels[verb] == "xcomp" and tree.children(above, "obj", "iobj")
        if above < 0 or controlled or (tree.rels[verb] == "advcl" and tree.tokens[verb].tag != "VBG"):
            return ()
        verb = above
    return ()


def _passive(tree: Tree, verb: int) -> bool:
    return any(tree.tokens[c].rel in ("aux:pass", "nsubj:pass") for c in tree.kids[verb])


def _named(tree: Tree, subject: int, a: Attribution) -> tuple[Span, ...]:
    if tree.tokens[subject].rel == "nsubj:pass" or tree.lemma(subject) == "there":
        return ()
    if tree.lemma(subject) == "it" and tree.lemma(tree.head(subject)) not in cue_words()["saying"]:
        return ()  # "it emerged" is nobody, "it would not comment" somebody
    below = {j for c in tree.children(subject, "acl", "appos", "parataxis", "case") for j in tree.subtree(c)}
    inside = sorted(set(tree.subtree(subject)) - below)
    while inside and tree.tokens[inside[-1]].tag in (",", ":", "-LRB-", "``", "''"):
        inside.pop()
    while inside and tree.tokens[inside[0]].tag in ("``", "''"):
        inside.pop(0)
    span = tree.span(inside[0], inside[-1])
    if inside[-1] - inside[0] + 1 > len(inside) or any_overlap((span,), (*a.cue, *a.content)):
        span = tree.span(subject, subject)
    return () if any_overlap((span,), (*a.cue, *a.content)) else (span,)


def _whole(signals: Signals, starts: list[int], a: Attribution) -> Attribution | None:
    cue = _words(signals, starts, a.cue)
    source = _less(_joined(signals, starts, _words(signals, starts, a.source), cue, limit=2), cue)
    taken = (*cue, *source)
    content = _less(_joined(signals, starts, _words(signals, starts, a.content), taken), taken)
    content = _drawn(signals.text, _beside(signals, content, cue), taken)
    content = _continued(signals.text, content, taken)
    if not content:
        return None
    return structs.replace(a, source=_drawn(signals.text, source, cue), cue=cue, content=content)


def _words(signals: Signals, starts: list[int], spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return `spans` grown to the words they touch."""
    out = []
    for s in spans:
        i = max(bisect_left(starts, s.start + 1) - 1, 0)
        j = max(bisect_left(starts, s.end), i + 1)
        first, last = signals.tokens[i], signals.tokens[j - 1]
        start = first.start if first.end > s.start else s.start
        out.append(Span(start, max(last.end, start + 1)))
    return tuple(out)


def _one_source(text: str, a: Attribution, found: list[Span], cues: list[int]) -> Attribution:
    """Return `a` less what of its source another's cue parts from its own cue: that is the other's source."""
    if not a.cue:
        return a
    inside = [c for s in a.source for c in found[bisect_left(cues, s.start) : bisect_left(cues, s.end)]]
    if inside:
        a = structs.replace(
            a, source=tuple(t for s in _less(a.source, tuple(inside)) if (t := trim(text, s.start, s.end)))
        )
    if len(a.source) < 2:
        return a

    def others(s: Span) -> int:
        lo, hi = (s.end, a.cue[0].start) if s.end <= a.cue[0].start else (a.cue[-1].end, s.start)
        return max(0, bisect_left(cues, hi) - bisect_left(cues, lo))

    fewest = min(map(others, a.source))
    kept = tuple(s for s in a.source if others(s) == fewest)
    return a if len(kept) == len(a.source) else structs.replace(a, source=kept)


def _with_name(tree: Tree, a: Attribution) -> Attribution:
    """Return `a` with the name that it gives: "regards the league | as a danger"."""
    head = cue_head(tree, cue_tokens(tree, a))
    lemma = tree.lemma(head) if head is not None and a.content else ""
    if head is None or not (lemma in cue_words()["gives"] or lemma in cue_words()["names"]):
        return a
    last = a.content[-1]
    for c in tree.children(head, "obl", "advcl", "xcomp"):
        if c < head or tree.subject(c) is not None:  # "as crowds gather" gives no name
            continue
        below = sorted(tree.subtree(c))
        if tree.lemma(below[0]) != "as" or last.end != tree.tokens[below[0] - 1].end:
            continue
        while len(below) > 1 and tree.rels[below[-1]] == "punct" and tree.tokens[below[-1]].text not in _PAIRS.values():
            below.pop()
        more = Span(last.end, tree.tokens[below[-1]].end)
        if not any_overlap((more,), (*a.source, *a.cue)):
            return structs.replace(a, content=(*a.content[:-1], Span(last.start, more.end)))
    return a


def _within_clause(tree: Tree, a: Attribution) -> Attribution:
    """Return `a` less the main clause behind the one it is told in: "though Alder said they left, | it was shut"."""
    head = cue_head(tree, cue_tokens(tree, a))
    if head is None or tree.rels[head] != "advcl" or not a.content or a.content[-1].start < tree.tokens[head].end:
        return a
    if not any(tree.lemma(c) in SUBORDINATING for c in tree.children(head, "mark", "advmod") if c < head):
        return a
    last = a.content[-1]
    inside = tree.within(last)
    own = set(tree.subtree(head)).intersection(inside)
    end = max(own, default=inside[0] - 1) + 1
    main = (i for i in inside if i > end and tree.is_predicate(i) and tree.subject(i) in range(end, i))
    i = next(main, None)
    if not own or i is None or tree.sentence(i) != tree.sentence(head):
        return a
    while end - 1 > inside[0] and tree.rels[end - 1] == "punct":
        end -= 1
    kept = trim(tree.text, last.start, tree.tokens[end - 1].end, ",;")
    return a if kept is None else structs.replace(a, content=(*a.content[:-1], kept))


def _without_modifiers(tree: Tree, a: Attribution) -> Attribution:
    """Return `a` with what its source ends in and modifies the cue given to that: "Alder's | recent call for"."""
    if not a.source or not a.cue:
        return a
    source, cue = tree.within(a.source[-1]), tree.within(a.cue[0])
    end = source.stop
    while end - 1 > source.start and tree.rels[end - 1] == "amod" and tree.head(end - 1) in cue:
        end -= 1
    if end == source.stop or cue.start != source.stop:
        return a
    kept = Span(a.source[-1].start, tree.tokens[end - 1].end)
    grown = Span(tree.tokens[end].start, a.cue[0].end)
    return structs.replace(a, source=(*a.source[:-1], kept), cue=(grown, *a.cue[1:]))


def _without_hearer(tree: Tree, a: Attribution) -> Attribution:
    """Return `a` less whom it was told to, where its source has the teller, too: "he was told by | a clerk | that"."""
    head = cue_head(tree, cue_tokens(tree, a)) if len(a.source) > 1 else None
    if head is None or not tree.is_passive(head):
        return a
    tellers = [c for c in tree.children(head, "obl") if tree.preposition(c) == "by"]
    kept = tuple(s for s in a.source if not set(tree.within(s)).isdisjoint(tellers))
    return structs.replace(a, source=kept) if kept else a


def _joined(
    signals: Signals, starts: list[int], spans: tuple[Span, ...], others: tuple[Span, ...], limit: int = GAP
) -> tuple[Span, ...]:
    """Return `spans` with gaps of less than `limit` words closed, where nothing of `others` stands in the gap."""
    out: list[Span] = []
    for s in sorted(spans):
        if out:
            gap = bisect_left(starts, s.start) - bisect_left(starts, out[-1].end)
            across = Span(out[-1].start, max(s.end, out[-1].end))
            if s.start <= out[-1].end or (
                gap < limit
                and not any_overlap((Span(out[-1].end, s.start),), others)
                and _one_line(signals.text, out[-1].end, s.start)
            ):
                out[-1] = across
                continue
        out.append(s)
    return tuple(out)


def _beside(signals: Signals, content: tuple[Span, ...], cue: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return `content` with what is said without quotation marks kept to the cue's paragraph.

    A quotation may run over paragraphs; other words that do are a headline, a caption or the next paragraph that the
    engine took along.
    """
    out: list[Span] = []
    for s in content:
        words = signals.text[s.start : s.end]
        if "\n" not in words or not cue:
            out.append(s)
            continue
        start = end = s.start
        pieces = []
        for line in words.split("\n"):
            end = start + len(line)
            pieces.append((start, end))
            start = end + 1
        near = min(pieces, key=lambda p: min(abs(cue[0].start - p[1]), abs(p[0] - cue[-1].end)))
        # hard-wrapped lines are one paragraph: only a blank line, or a line that is not read, parts them
        lo, hi = near
        for a, b in reversed([p for p in pieces if p[1] < near[0]]):
            if not _flows(signals, b, lo):
                break
            lo = a
        for a, b in [p for p in pieces if p[0] > near[1]]:
            if not _flows(signals, hi, a):
                break
            hi = b
        if kept := trim(signals.text, lo, hi):
            out.append(kept)
    return tuple(out)


def _flows(signals: Signals, end: int, start: int) -> bool:
    """Return whether the line that ends at `end` goes on at `start`: a quotation does, or no sentence begins there."""
    text = signals.text
    line = text[text.rfind("\n", 0, end) + 1 : end]
    if left_open(line) is not None or text[start : start + 1] in OPENING:
        return True
    if text[end:start].count("\n") > 1 or not text[start : start + 1].strip():
        return False
    k = bisect_left(signals.sentences, start, key=lambda s: s.start)
    return not (k < len(signals.sentences) and signals.sentences[k].start == start)


def _one_line(text: str, start: int, end: int) -> bool:
    return "\n" not in text[start:end]


def _less(spans: Iterable[Span], taken: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return what of `spans` is not in `taken`."""
    out: list[Span] = []
    for s in spans:
        parts = [s]
        for t in taken:
            parts = (
                [
                    Span(a, b)
                    for p in parts
                    for a, b in ((p.start, min(p.end, t.start)), (max(p.start, t.end), p.end))
                    if a < b
                ]
                if any(overlaps(p, t) for p in parts)
                else parts
            )
        out += parts
    return tuple(sorted(set(out)))


def _drawn(text: str, spans: Iterable[Span], others: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return `spans` less outer commas and stops, each with the quotation mark that its words open or close."""
    out = []
    for s in spans:
        t = trim(text, s.start, s.end, _OUTER)
        if t is None or not any(c.isalnum() for c in text[t.start : t.end]):
            continue
        start, end = t.start, t.end
        if start and text[start - 1] in _PAIRS and not any(o.start < start <= o.end for o in others):
            start -= 1
        after = text[end : end + 2]
        if text[start] in _PAIRS and _PAIRS[text[start]] not in text[start + 1 : end]:
            close = _PAIRS[text[start]]
            at = after.find(close)
            if at >= 0 and all(c in ",.!?;" for c in after[:at]):
                end += at + 1
        out.append(Span(start, end))
    return tuple(out)


def _continued(text: str, content: tuple[Span, ...], others: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return `content` with its quotations going on in the paragraphs that only open them anew."""
    out = []
    for s in content:
        more = Span(s.start, find_end(text, s.start, s.end))
        out.append(s if more != s and any_overlap((Span(s.end, more.end),), others) else more)
    return merge(out)


def _without_twins(found: list[Attribution]) -> tuple[Attribution, ...]:
    """Drop of two attributions with overlapping cues the one that is less sure."""
    kept: list[Attribution] = []
    taken: list[Span] = []  # the cues of those kept: sorted, and disjoint, so that a look at the neighbour is enough
    for a in sorted(found, key=lambda a: (-a.confidence, -length(a.content))):
        cue = merge(a.cue)
        before = [bisect_left(taken, s.end, key=lambda t: t.start) - 1 for s in cue]
        if not any(k >= 0 and taken[k].end > s.start for k, s in zip(before, cue, strict=True)):
            kept.append(a)
            for s in cue:
                insort(taken, s)
    return tuple(sorted(kept, key=lambda a: (a.cue or a.content)[0]))
