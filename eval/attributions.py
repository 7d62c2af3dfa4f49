"""Score attributions (source, cue, content) against gold, by the measures of the literature and one headline.

    token      a run of word characters (inner ' ’ - . , kept), or one other non-space character; it is inside a span
               if any of its characters is. A word is a token with a letter or a digit.
    detect     an attribution is found if a one-to-one partner has content Jaccard >= 0.5 over words, best first.
    triple     detect, and the sources share a word, and the cues share a word (both empty counts as sharing).
               The headline: has the reader found who said it, by which words, and what?
    pair       as triple, asking nothing of the cue.
    strict     as triple, with exactly the same words in all three.
    by kind    of a content, from the text alone: direct (>= 95 % of its words in quotation marks), indirect (none),
               mixed. Recall of triple by gold kind, precision by predicted kind, F1 of the two.
    piece      every contiguous piece of a part a unit of its own, punctuation trimmed from its ends, matched exactly
               (nearest to what sequence taggers report as "exact"). Sources count once a document.
    char       F1 over the characters that are in any source (cue, content) of the document, white space aside.
    source     over the pairs of detect: share whose sources share a word; whose words are the same.

Quotation marks are paired inside a paragraph; an unclosed one runs to its end, for a quotation may go on in the next.
Sources: Pareti et al. 2013 (strict), Newell et al. 2018 (PolNeAR), CofeNet 2022 (exact pieces).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

Pieces = Sequence[tuple[int, int]]
Words = frozenset[int]
Counts = Counter[tuple[str, ...]]
Pair = tuple[int, int]

ROLES = ("source", "cue", "content")
KINDS = ("direct", "mixed", "indirect")
TOKEN = re.compile(r"\w+(?:['’.,\-]\w+)*|[^\w\s]")
CLOSING_SINGLE = re.compile(r"’(?!\w)")
SHORTEST_SINGLE_QUOTED = 12  # a shorter stretch between ‘ and ’ is an elision or a nickname, not speech


class Text:
    """A text's tokens, which of them are words, and what stands in quotation marks."""

    def __init__(self, text: str) -> None:
        """Cut `text` into tokens and pair its quotation marks."""
        self.text = text
        self.tokens = [m.span() for m in TOKEN.finditer(text)]
        self.starts = [start for start, _ in self.tokens]
        self.ends = [end for _, end in self.tokens]
        self.is_word = [any(c.isalnum() for c in text[start:end]) for start, end in self.tokens]
        self.quoted = find_quoted(text)

    def inside(self, piece: Pair) -> range:
        """Return the indices of the tokens that share a character with `piece`."""
        return range(bisect_right(self.ends, piece[0]), bisect_left(self.starts, piece[1]))

    def words(self, pieces: Pieces) -> Words:
        """Return the indices of the words in `pieces`."""
        return frozenset(i for piece in pieces for i in self.inside(piece) if self.is_word[i])

    def trimmed(self, pieces: Pieces) -> list[Pair]:
        """Return each piece as its first and last word; pieces without a word are left out."""
        found = ([i for i in self.inside(piece) if self.is_word[i]] for piece in pieces)
        return [(ids[0], ids[-1]) for ids in found if ids]

    def characters(self, pieces: Pieces) -> set[int]:
        """Return the offsets in `pieces` that are not white space."""
        return {i for start, end in pieces for i in range(start, end) if not self.text[i].isspace()}

    def kind(self, content: Words) -> str:
        """Return direct, indirect or mixed, after how much of `content` stands in quotation marks."""
        inside = sum(1 for i in content if self.quoted[self.starts[i]])
        if not inside:
            return "indirect"
        return "direct" if inside >= 0.95 * len(content) else "mixed"


def find_quoted(text: str) -> bytearray:
    """Return, for every character of `text`, 1 if it stands in quotation marks (the marks included), else 0."""
    marks = bytearray(len(text))
    at = 0
    for paragraph in text.replace("``", "“ ").replace("''", "” ").split("\n"):  # two-character marks, lengths kept
        for start, end in quotations(paragraph):
            marks[at + start : at + end] = b"\1" * (end - start)
        at += len(paragraph) + 1
    return marks


def quotations(paragraph: str) -> list[Pair]:
    """Return the quotations of one paragraph; straight marks count as opening or closing by their neighbours."""
    found: list[Pair] = []
    opened: int | None = None
    for i, char in enumerate(paragraph):
        mark = which_mark(paragraph, i, opened is not None)
        if mark == "open" and opened is None:
            opened = i
        elif mark == "close" and opened is not None:
            found.append((opened, i + 1))
            opened = None
        elif char == "‘" and opened is None and (end := single_quoted(paragraph, i)):
            found.append((i, end))
    return [*found, (opened, len(paragraph))] if opened is not None else found


def which_mark(paragraph: str, i: int, is_open: bool) -> str | None:
    """Return whether the character opens or closes a quotation; marks typed the wrong way round are righted."""
    char = paragraph[i]
    if char == '"' or (char == "”" and not is_open) or (char == "“" and is_open):
        before = paragraph[i - 1] if i else " "
        after = paragraph[i + 1] if i + 1 < len(paragraph) else " "
        if not is_open:
            return "open" if after.isalnum() or after in " '‘$[(…." or not before.strip() else None
        return "close" if char != "“" else None
    return {"“": "open", "”": "close"}.get(char)


def single_quoted(paragraph: str, i: int) -> int | None:
    """Return the end of the single quotation that opens at `i`, None if none does."""
    before = paragraph[i - 1] if i else " "
    after = paragraph[i + 1] if i + 1 < len(paragraph) else " "
    if before.isalnum() or not after.isalnum():
        return None
    end = CLOSING_SINGLE.search(paragraph, i)
    return end.end() if end and end.start() - i > SHORTEST_SINGLE_QUOTED else None


class Attribution:
    """One attribution, as pieces and as words."""

    def __init__(self, text: Text, parts: Mapping[str, Pieces | None], confidence: float = 1.0) -> None:
        """Take the parts, each a list of `(start, end)` pieces or nothing."""
        self.pieces = {role: sorted((start, end) for start, end in parts.get(role) or ()) for role in ROLES}
        self.words = {role: text.words(self.pieces[role]) for role in ROLES}
        self.kind = text.kind(self.words["content"])
        self.confidence = confidence


Rule = Callable[[Attribution, Attribution, float], bool]


def jaccard(a: Words, b: Words) -> float:
    """Return how much of the two sets is common, 0..1."""
    return len(a & b) / len(a | b) if a and b else 0.0


def share(a: Words, b: Words) -> bool:
    """Return whether the two have a word in common, or are both empty."""
    return bool(a & b) if a or b else True


def agree(gold: Attribution, pred: Attribution, roles: Iterable[str]) -> bool:
    """Return whether the two share a word in each of `roles`."""
    return all(share(gold.words[role], pred.words[role]) for role in roles)


RULES: dict[str, Rule] = {
    "detect": lambda gold, pred, overlap: overlap >= 0.5,
    "pair": lambda gold, pred, overlap: overlap >= 0.5 and agree(gold, pred, ("source",)),
    "triple": lambda gold, pred, overlap: overlap >= 0.5 and agree(gold, pred, ("source", "cue")),
    "strict": lambda gold, pred, overlap: all(gold.words[role] == pred.words[role] for role in ROLES),
}


def match(gold: Sequence[Attribution], pred: Sequence[Attribution], rule: Rule) -> list[Pair]:
    """Return one-to-one pairs (index in gold, index in pred) that `rule` allows, best content overlap first."""
    candidates = []
    for i, g in enumerate(gold):
        for j, p in enumerate(pred):
            overlap = jaccard(g.words["content"], p.words["content"])
            if overlap > 0 and rule(g, p, overlap):
                candidates.append((-overlap, i, j))
    pairs: list[Pair] = []
    golds, preds = set(), set()
    for _, i, j in sorted(candidates):
        if i not in golds and j not in preds:
            golds.add(i)
            preds.add(j)
            pairs.append((i, j))
    return pairs


def count(text: Text, gold: Sequence[Attribution], pred: Sequence[Attribution]) -> Counts:
    """Return the counts of one document; every measure is a quotient of their sums over documents."""
    counts: Counts = Counter()
    gold = [a for a in gold if a.words["content"]]
    pred = [a for a in pred if a.words["content"]]
    matched = {name: match(gold, pred, rule) for name, rule in RULES.items()}
    for name, pairs in matched.items():
        _tally(counts, name, len(pairs), len(pred), len(gold))
    for i, j in matched["detect"]:
        a, b = gold[i].words["source"], pred[j].words["source"]
        counts["paired",] += 1
        counts["source shared",] += share(a, b)
        counts["source same",] += a == b
    for role in ROLES:
        _count_pieces(counts, role, text, gold, pred)
    _count_kinds(counts, gold, pred, matched["triple"])
    return counts


def _count_pieces(counts: Counts, role: str, text: Text, gold: list[Attribution], pred: list[Attribution]) -> None:
    a, b = (_units(text, role, attributions) for attributions in (gold, pred))
    _tally(counts, f"{role} piece", (Counter(a) & Counter(b)).total(), len(b), len(a))
    x, y = (set().union(*(text.characters(t.pieces[role]) for t in group)) for group in (gold, pred))
    _tally(counts, f"{role} char", len(x & y), len(y), len(x))


def _units(text: Text, role: str, attributions: list[Attribution]) -> list[Pair]:
    """Return the pieces of a part as units; a source stands once a document, for one "she" may serve three."""
    units = [tuple(text.trimmed(a.pieces[role])) for a in attributions]
    if role == "source":
        units = list(dict.fromkeys(units))
    return [piece for unit in units for piece in unit]


def _count_kinds(counts: Counts, gold: list[Attribution], pred: list[Attribution], pairs: list[Pair]) -> None:
    golds, preds = {i for i, _ in pairs}, {j for _, j in pairs}
    for i, g in enumerate(gold):
        counts["kind", g.kind, "gold"] += 1
        counts["kind", g.kind, "found"] += i in golds
    for j, p in enumerate(pred):
        counts["kind", p.kind, "pred"] += 1
        counts["kind", p.kind, "right"] += j in preds


def _tally(counts: Counts, name: str, right: int, pred: int, gold: int) -> None:
    counts[name, "right"] += right
    counts[name, "pred"] += pred
    counts[name, "gold"] += gold


def ratio(a: float, b: float) -> float:
    """Return a / b, 0 where there is nothing to divide by."""
    return a / b if b else 0.0


def harmonic(p: float, r: float) -> float:
    """Return F1 of precision and recall."""
    return ratio(2 * p * r, p + r)


def summarise(counts: Counts) -> dict[str, float]:
    """Return the measures of summed `counts`."""
    scores: dict[str, float] = {}
    for name in ("triple", "detect", "pair", "strict"):
        p, r = (ratio(counts[name, "right"], counts[name, side]) for side in ("pred", "gold"))
        scores |= {f"{name} P": p, f"{name} R": r, f"{name} F1": harmonic(p, r)}
    for kind in KINDS:
        p = ratio(counts["kind", kind, "right"], counts["kind", kind, "pred"])
        r = ratio(counts["kind", kind, "found"], counts["kind", kind, "gold"])
        scores[f"triple {kind} F1"] = harmonic(p, r)
    for unit in ("piece", "char"):
        for role in ROLES:
            name = f"{role} {unit}"
            p, r = (ratio(counts[name, "right"], counts[name, side]) for side in ("pred", "gold"))
            scores[f"{name} F1"] = harmonic(p, r)
    scores["source shared of detected"] = ratio(counts["source shared",], counts["paired",])
    scores["source same of detected"] = ratio(counts["source same",], counts["paired",])
    return scores | {"n gold": counts["triple", "gold"], "n pred": counts["triple", "pred"]}


def parse(text: Text, rows: Iterable[Mapping[str, Any]]) -> list[Attribution]:
    """Return a corpus row's attributions: each part a list of `[start, end]` pieces."""
    return [Attribution(text, row) for row in rows]
