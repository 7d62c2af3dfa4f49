"""Score who is meant on GUM's news, interviews and speeches: CoNLL F1, and how pronouns fare.

What is scored: gold chains of type person, organization or place, all their mentions, names, nominals and pronouns
alike (first and second persons too). Chains and entities of a single mention are left out on both sides, as in CoNLL
2012; so are on our side the relative pronouns, the adjectives of nationality and the titles before names, which GUM
does not mark. A mention of ours is a gold one when both have the same head word; type does not matter. The head of a
mention is the last word of its first noun chunk, by `head_word`, on both sides, as GUM's spans hold every modifier and
ours do not (CorefUD scores by heads for the same reason). Of two gold mentions with one head the longer counts.

    CoNLL F1    the mean of MUC (Vilain et al. 1995), B3 (Bagga & Baldwin 1998) and CEAFe (Luo 2005), over all documents
    mention F1  over the heads of mentions in chains
    pronoun     he, she, they, it and their forms that GUM puts in a chain with a name or noun: share whose entity's
                names and nouns are mostly of that chain; and of those we resolve, the share that are not
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import corpora
from onrecord.actors import fold, load_roster
from onrecord.entities import resolve_entities
from onrecord.types import Article, Entity, Mention, Signals, Span

GENRES = frozenset({"news", "interview", "speech"})
TYPES = frozenset({"person", "organization", "place"})
PRONOUNS = frozenset("he him his himself she her hers herself they them their themselves it its itself".split())
Scan = Callable[[Sequence[Article]], list[Signals]]
Chains = dict[str, set[int]]  # chain -> heads of its mentions, as offsets

RELATIVES = frozenset({"who", "whom", "whose", "which", "that"})

_WORD = re.compile(r"\w+(?:[.'’&-]\w+)*")
_STOP = frozenset(
    """of for in on at to from by with about against between into over under after before as like than that which who
    whom whose where when including such across among via near per""".split()
)


def article_of(row: corpora.Row) -> Article:
    """Return a row's text as an article whose paragraphs are its lines."""
    return Article(row["text"], paragraphs=tuple(Span(*m.span()) for m in re.finditer(r"[^\n]+", row["text"])))


def head_word(text: str, start: int, end: int) -> int:
    """Return where the head word of the mention begins: the last word before a preposition, a comma or a bracket.

    >>> text = "the foreign minister of Iceland, a host"
    >>> text[head_word(text, 0, len(text)) :].split()[0]
    'minister'
    """
    last = None
    for m in _WORD.finditer(text, start, end):
        if last is not None:
            between = text[last.end() : m.start()]
            if m.group().lower() in _STOP or re.search(r"[,;:()\n–—]|\s-\s", between):
                break
            if m.group()[:1].islower() and last.group()[:1].isupper() and m.group().endswith(("ing", "ed")):
                break
        last = m
        if text[m.end() : m.end() + 2] in {"'s", "’s"} and m.end() + 2 < end:
            continue
    if last is None:
        return start
    word = last.group()
    return last.start() + (word.rfind("-") + 1 if "-" in word and word[:1].isupper() else 0)


def gold_chains(row: corpora.Row) -> tuple[Chains, dict[int, str]]:
    """Return the chains of parties with more than one mention, and all heads with their words."""
    mentions: dict[str, list[tuple[int, int]]] = defaultdict(list)
    types: dict[str, Counter[str]] = defaultdict(Counter)
    for m in row["mentions"]:
        mentions[m["eid"]].append((m["start"], m["end"]))
        types[m["eid"]][m["type"]] += 1
    owner: dict[int, tuple[int, str]] = {}
    words: dict[int, str] = {}
    for eid, spans in mentions.items():
        for start, end in spans:
            head = head_word(row["text"], start, end)
            if end - start > owner.get(head, (0, ""))[0]:
                owner[head] = (end - start, eid)
                words[head] = row["text"][start:end]
    chains: Chains = defaultdict(set)
    for head, (_, eid) in owner.items():
        if types[eid].most_common(1)[0][0] in TYPES:
            chains[eid].add(head)
    return {k: v for k, v in chains.items() if len(v) > 1}, words


def our_chains(text: str, entities: Iterable[Entity]) -> Chains:
    """Return the entities as chains of heads; a head belongs to the first that claims it."""
    chains: Chains = {}
    seen: set[int] = set()
    for e in entities:
        heads = {head_word(text, m.span.start, m.span.end) for m in e.mentions if not _unmarked(text, m, e)} - seen
        seen |= heads
        chains[e.id] = heads
    return {k: v for k, v in chains.items() if len(v) > 1}


def _unmarked(text: str, m: Mention, e: Entity) -> bool:
    """Return whether GUM marks no such mention: a relative pronoun, a country's adjective, a title before its name."""
    words = text[m.span.start : m.span.end]
    if m.form == "title" and any(m.span.end < n.span.start <= m.span.end + 1 for n in e.mentions):
        return True
    return words.lower() in RELATIVES or (e.type == "country" and fold(words) in _adjectives())


@cache
def _adjectives() -> frozenset[str]:
    actors = load_roster().actors
    return frozenset(fold(a) for actor in actors for a in actor.adjectives) - {fold(n) for a in actors for n in a.names}


# --- measures ---------------------------------------------------------------------------------------------------------


def muc(gold: Chains, found: Chains) -> tuple[float, float, float, float]:
    """Return the numerator and denominator of MUC recall, then of its precision."""

    def links(keys: Chains, others: Chains) -> tuple[float, float]:
        of = {m: k for k, ms in others.items() for m in ms}
        right = total = 0
        for ms in keys.values():
            parts = {of[m] for m in ms if m in of}
            right += len(ms) - len(parts) - sum(m not in of for m in ms)
            total += len(ms) - 1
        return right, total

    return *links(gold, found), *links(found, gold)


def b_cubed(gold: Chains, found: Chains) -> tuple[float, float, float, float]:
    """Return the numerator and denominator of B3 recall, then of its precision."""

    def mean(keys: Chains, others: Chains) -> tuple[float, float]:
        of = {m: k for k, ms in others.items() for m in ms}
        right = 0.0
        for ms in keys.values():
            shared = Counter(of[m] for m in ms if m in of)
            right += sum(n * n for n in shared.values()) / len(ms)
        return right, sum(map(len, keys.values()))

    return *mean(gold, found), *mean(found, gold)


def ceaf_e(gold: Chains, found: Chains) -> tuple[float, float, float, float]:
    """Return the similarity of the best one-to-one alignment and the number of chains, for recall and precision."""
    a, b = list(gold.values()), list(found.values())
    total = assign([[2 * len(x & y) / (len(x) + len(y)) for y in b] for x in a]) if a and b else 0.0
    return total, len(a), total, len(b)


def assign(gain: list[list[float]]) -> float:
    """Return the greatest sum of a one-to-one choice of rows and columns (the Hungarian method)."""
    if len(gain) > len(gain[0]):
        gain = [list(column) for column in zip(*gain, strict=True)]
    n, m = len(gain), len(gain[0])
    u, v, match = [0.0] * (n + 1), [0.0] * (m + 1), [0] * (m + 1)
    for i in range(1, n + 1):
        match[0], j0 = i, 0
        least, way, used = [float("inf")] * (m + 1), [0] * (m + 1), [False] * (m + 1)
        while match[j0]:
            used[j0] = True
            i0, delta, j1 = match[j0], float("inf"), 0
            for j in range(1, m + 1):
                if not used[j]:
                    cost = -gain[i0 - 1][j - 1] - u[i0] - v[j]
                    if cost < least[j]:
                        least[j], way[j] = cost, j0
                    if least[j] < delta:
                        delta, j1 = least[j], j
            for j in range(m + 1):
                if used[j]:
                    u[match[j]] += delta
                    v[j] -= delta
                else:
                    least[j] -= delta
            j0 = j1
        while j0:
            j1 = way[j0]
            match[j0] = match[j1]
            j0 = j1
    return sum(gain[match[j] - 1][j - 1] for j in range(1, m + 1) if match[j])


def f1(counts: Sequence[float]) -> float:
    """Return F1 of (right, gold, right, found) sums."""
    r, p = counts[0] / counts[1] if counts[1] else 0.0, counts[2] / counts[3] if counts[3] else 0.0
    return 2 * p * r / (p + r) if p + r else 0.0


def pronouns(row: corpora.Row, gold: Chains, words: dict[int, str], entities: Sequence[Entity]) -> Counter[str]:
    """Count the third-person pronouns whose gold chain has a name or noun: all, right, wrong."""
    text, counts = row["text"], Counter[str]()
    chain = {head: k for k, heads in gold.items() for head in heads}
    nominal = {
        k for k, heads in gold.items() if any(words[h].lower() not in PRONOUNS | {"i", "you", "we"} for h in heads)
    }
    ours: dict[int, str | None] = {}
    for e in entities:
        votes = Counter(
            chain[h] for m in e.mentions if m.form != "pronoun" and (h := head_word(text, *_pair(m.span))) in chain
        )
        best = votes.most_common(1)[0][0] if votes else None
        ours |= {m.span.start: best for m in e.mentions if m.form == "pronoun"}
    for head, k in chain.items():
        word = words[head].lower()
        if word in PRONOUNS and k in nominal:
            counts["all"] += 1
            if head in ours:
                counts["right" if ours[head] == k else "wrong"] += 1
    for start in ours:
        if start not in chain and _WORD.match(text, start).group().lower() in PRONOUNS:  # type: ignore[union-attr]
            counts["stray"] += 1  # of a chain we do not score, or none
    return counts


def _pair(span: Span) -> tuple[int, int]:
    return span.start, span.end


def score(folder: Path, part: str, scan: Scan) -> dict[str, float]:
    """Return the measures over the documents of the three genres; raises `corpora.Absent`."""
    rows = [r for r in corpora.read_rows(folder, "gum", part) if r["genre"] in GENRES]
    articles = [article_of(r) for r in rows]
    sums: dict[str, list[float]] = {name: [0.0] * 4 for name in ("MUC", "B3", "CEAFe", "mention")}
    counts = Counter[str]()
    for row, article, signals in zip(rows, articles, scan(articles), strict=True):
        entities = resolve_entities(signals, article, signals.attributions, load_roster())
        gold, words = gold_chains(row)
        found = our_chains(row["text"], entities)
        a, b = set().union(*gold.values()), set().union(*found.values())
        for name, add in (
            ("MUC", muc(gold, found)),
            ("B3", b_cubed(gold, found)),
            ("CEAFe", ceaf_e(gold, found)),
            ("mention", (len(a & b), len(a), len(a & b), len(b))),
        ):
            sums[name] = [x + y for x, y in zip(sums[name], add, strict=True)]
        counts += pronouns(row, gold, words, entities)
    out: dict[str, Any] = {f"{name} F1": f1(x) for name, x in sums.items()}
    asserted = counts["right"] + counts["wrong"]
    return {
        "CoNLL F1": sum(out[f"{m} F1"] for m in ("MUC", "B3", "CEAFe")) / 3,
        **out,
        "pronoun right": counts["right"] / max(counts["all"], 1),
        "pronoun wrong of asserted": counts["wrong"] / max(asserted, 1),
        "n pronouns": counts["all"],
        "n pronouns beside a chain": counts["stray"],
        "n documents": len(rows),
    }
