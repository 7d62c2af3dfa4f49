"""Attributions + Entities + Timexes -> Statements: speaker, addressee, voice, chain, negation, time and occasion.

After PARC 3.0's attributes (Pareti 2016): an attribution has a type (assertion or attitude), a scopal polarity
(negated), and may stand inside another's content.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Literal

from onrecord.channels import find_channels
from onrecord.citations import ORIGIN as CITED
from onrecord.citations import find_teller
from onrecord.cues import cue_head, cue_tokens, cue_words
from onrecord.grammar import NEGATIONS, Tree, tree_of
from onrecord.quotes import find_quotes
from onrecord.speakers import Mentions, find_speakers, for_whom
from onrecord.text import any_overlap, covered, length, merge
from onrecord.types import (
    Article,
    Attribution,
    Entity,
    Signals,
    Span,
    Statement,
    StatementType,
    Timex,
    Voice,
)

ORIGIN = "statements/1"
DIRECT = 0.9  # the share of a content's letters that stands between quotation marks when it is direct


def resolve_statements(
    attributions: Sequence[Attribution],
    signals: Signals,
    article: Article,
    entities: Sequence[Entity],
    timexes: Sequence[Timex],
) -> tuple[Statement, ...]:
    """Return each attribution read in full, ids s1.. in the order of their first words.

    A speaker or addressee is asserted only when a mention of one entity heads the words; else it is None. `within` is
    the smallest statement whose content holds this one's cue (its content, if it has no cue).
    """
    tree = tree_of(signals)
    who = Mentions(entities)
    quotes = merge(Span(a, b) for a, b in find_quotes(article.text))
    ordered = sorted(attributions, key=lambda a: min((*a.source, *a.cue, *a.content)))
    holders = find_holders(ordered)
    told = find_speakers(tree, who, ordered)
    days = [t.span for t in timexes if t.type in ("DATE", "TIME")]
    speakers = [t.speaker for t in told]
    for k, j in enumerate(holders):
        if j is not None and speakers[k] is None:
            words = [article.text[s.start : s.end] for s in ordered[k].source]
            speakers[k] = for_whom(words, speakers[j], entities)
    cues = [cue_tokens(tree, a) for a in ordered]
    heads = [cue_head(tree, cue) for cue in cues]
    through = [find_channels(tree, a, heads[k], who, speakers[k]) for k, a in enumerate(ordered)]
    out = []
    for k, a in enumerate(ordered):
        speaker, holder, cue, head = speakers[k], holders[k], cues[k], heads[k]
        occasion = _occasion(tree, a, head, days)
        out.append(
            Statement(
                id=f"s{k + 1}",
                source=a.source,
                cue=a.cue,
                content=a.content,
                type=_type(article.text, a.content, quotes),
                kind=_kind(tree, cue, head),
                voice=_voice(a, told[k].words),
                speaker=speaker.id if speaker else None,
                addressee=_addressee(tree, a, head, who, speaker),
                within=f"s{holder + 1}" if holder is not None else None,
                via=_via(_chain(k, holders), speakers, through, k),
                negated=_negated(tree, cue, head),
                said=_said(tree, a, head, occasion, timexes),
                occasion=occasion,
                confidence=a.confidence,
                origin=f"{a.origin} {ORIGIN}",
            )
        )
    return tuple(out)


def find_holders(ordered: Sequence[Attribution]) -> list[int | None]:
    """Return for each attribution the smallest other one whose content holds it."""
    wide = sorted(range(len(ordered)), key=lambda k: length(ordered[k].content))
    spans = [(s.start, s.end, k) for k in wide for s in ordered[k].content]
    spans.sort()
    starts = [s[0] for s in spans]
    reach = max((e - s for s, e, _ in spans), default=0)
    # who is cited has the teller's content, and is the inner one of the two
    sizes = [length(a.content) - (a.origin == CITED) for a in ordered]
    out: list[int | None] = []
    for k, a in enumerate(ordered):
        if a.origin == CITED:
            out.append(find_teller(ordered, k))
            continue
        anchor = a.cue or a.content
        hi = bisect_right(starts, anchor[0].start)
        lo = bisect_left(starts, anchor[0].start - reach)
        best: int | None = None
        for _, end, j in spans[lo:hi]:
            if j == k or end <= anchor[0].start or not covered(anchor, ordered[j].content):
                continue
            if covered(ordered[j].cue, a.content) and ordered[j].cue and sizes[j] <= sizes[k]:
                continue  # each holds the other's cue: the longer content is the outer one
            if best is None or sizes[j] < sizes[best]:
                best = j
        out.append(best)
    return _acyclic(out)


def _acyclic(holders: list[int | None]) -> list[int | None]:
    for k in range(len(holders)):
        seen, j = {k}, holders[k]
        while j is not None:
            if j in seen:
                holders[k] = None
                break
            seen.add(j)
            j = holders[j]
    return holders


def _chain(k: int, holders: Sequence[int | None]) -> list[int]:
    """Return the attributions that hold `k`, outermost first."""
    out: list[int] = []
    j = holders[k]
    while j is not None:
        out.insert(0, j)
        j = holders[j]
    return out


def _via(
    chain: Sequence[int], speakers: Sequence[Entity | None], through: Sequence[Sequence[str]], k: int
) -> tuple[str, ...]:
    """Return those in whose words `k` stands, each behind the outlets that they spoke to."""
    out: list[str] = []
    for j in chain:
        held = speakers[j]
        out += [*through[j], *([held.id] if held else [])]
    return tuple(dict.fromkeys([*out, *through[k]]))


def _type(text: str, content: Sequence[Span], quotes: Sequence[Span]) -> StatementType:
    """Return how the content is quoted; `quotes` are disjoint and in text order."""
    letters = quoted = 0
    for s in content:
        letters += _letters(text, s.start, s.end)
        first = bisect_right(quotes, s.start, key=lambda q: q.end)
        for q in quotes[first : bisect_left(quotes, s.end, key=lambda q: q.start)]:
            quoted += _letters(text, max(q.start, s.start), min(q.end, s.end))
    if not quoted:
        return "indirect"
    return "direct" if quoted >= DIRECT * letters else "mixed"


def _letters(text: str, start: int, end: int) -> int:
    return sum(c.isalnum() for c in text[start:end])


def _kind(tree: Tree, cue: Sequence[int], head: int | None) -> Literal["speech", "attitude"]:
    words = cue_words()
    if head is None:
        return "speech"
    if tree.lemma(head) in words["attitude"]:
        return "attitude"
    spoken = any(
        tree.is_verb(i) and tree.rels[i] not in ("aux", "cop") for i in cue if tree.lemma(i) not in ("be", "have")
    )
    if not spoken and any(tree.lemma(i) in words["attitude"] for i in cue):
        return "attitude"
    return "speech"


def _voice(a: Attribution, speaker: Entity | None) -> Voice:
    if not a.source:
        return "unattributed"
    named = speaker is not None and any(m.form in ("name", "metonym", "title") for m in speaker.mentions)
    return "named" if named else "unnamed"


def _negated(tree: Tree, cue: Sequence[int], head: int | None) -> bool:
    """Return whether the report says that the speaker did not say it: a negation on the cue, or a refusal to speak."""
    words = cue_words()
    lemmas = [tree.lemma(i) for i in cue]
    if any(x in NEGATIONS or x in ("without", "nothing") for x in lemmas):
        return True
    if any(x in words["silence"] for x in lemmas) and any(x in words["saying"] for x in lemmas):
        return True
    if head is None or tree.tokens[head].tag in ("IN", ":"):
        return False
    if tree.lemma(head) in words["silence"] and any(
        tree.lemma(c) in words["saying"] for c in tree.children(head, "xcomp")
    ):
        return True
    for i in {head, *(i for i in cue if tree.is_verb(i))}:
        if tree.negated(i):
            return True
        up = tree.head(i)
        if (
            up >= 0
            and tree.rels[i] == "xcomp"
            and tree.lemma(up) in words["silence"]
            and tree.lemma(i) in words["saying"]
        ):
            return True
    return False


def _addressee(tree: Tree, a: Attribution, head: int | None, who: Mentions, speaker: Entity | None) -> str | None:
    """Return whom the words are said to: the object of telling, or "to X" of saying, in or beside the cue."""
    if head is None:
        return None
    told = tree.lemma(head) in cue_words()["tells"]
    for c in tree.kids[head]:
        rel, case = tree.rels[c], ""
        if rel in ("obl", "nmod"):
            case = tree.preposition(c)
        fits = (
            (rel in ("obj", "iobj") and told) or case == "to" or (case in ("on", "upon") and tree.lemma(head) == "call")
        )
        token = tree.tokens[c]
        if not fits or any_overlap((Span(token.start, token.end),), a.source):
            continue
        in_content = any_overlap((Span(token.start, token.end),), a.content)
        if in_content and rel != "iobj" and not (rel == "obj" and told):
            continue
        found = who.at(token.start, token.end)
        if found and found.type != "place" and (speaker is None or found.id != speaker.id):
            return found.id
    return None


def _occasion(tree: Tree, a: Attribution, head: int | None, days: Sequence[Span]) -> tuple[Span, ...]:
    """Return where and in what the words were said: "in a letter to X", "during his news conference on Thursday".

    `days` are the report's expressions of a date or an hour.
    """
    if head is None:
        return ()
    words = cue_words()
    out = []
    verb = head
    for i in (
        *tree.kids[verb],
        *(g for c in tree.kids[verb] if tree.rels[c] in ("xcomp", "conj") for g in tree.kids[c]),
    ):
        if tree.rels[i] not in ("obl", "nmod", "advcl"):
            continue
        if tree.lemma(i) not in words["occasion"] or tree.preposition(i) not in words["occasion_in"]:
            continue
        inside = _without_last_comma(tree, i)
        for j in tree.kids[tree.head(i)]:  # "at a news conference on Thursday": the day is the conference's, too
            more = _without_last_comma(tree, j)
            if more[0] == inside[-1] + 1 and any_overlap((tree.span(more[0], more[-1]),), days):
                inside += more
        span = tree.span(inside[0], inside[-1])
        if inside[-1] - inside[0] < 40 and not any_overlap((span,), (*a.content, *a.source)):
            out.append(span)
    return tuple(sorted(out))


def _without_last_comma(tree: Tree, i: int) -> list[int]:
    """Return the words under `i`, in order, less a comma at their end."""
    inside = sorted(tree.subtree(i))
    while len(inside) > 1 and tree.tokens[inside[-1]].tag == ",":
        inside.pop()
    return inside


def _said(
    tree: Tree, a: Attribution, head: int | None, occasion: Sequence[Span], timexes: Sequence[Timex]
) -> str | None:
    """Return the time of saying: a date in the cue or the occasion, else one that depends on the cue's verb.

    `timexes` are in text order.
    """
    if head is None:
        return None
    sentence = tree.sentence(head)
    if sentence is None:
        return None
    first = bisect_left(timexes, sentence.start, key=lambda t: t.span.start)
    last = bisect_left(timexes, sentence.end, key=lambda t: t.span.start)
    near = [t for t in timexes[first:last] if t.type in ("DATE", "TIME")]
    near = [t for t in near if not any_overlap((t.span,), a.content) and t.earliest is not None]
    for t in near:
        if any_overlap((t.span,), (*a.cue, *occasion)):
            return t.id
    for t in near:
        top = tree.head_of(t.span)
        if top is not None and not any_overlap((t.span,), a.source) and tree.head(top) == head:
            return t.id
    return None
