"""Score statements, encounters and positions against reports read by hand.

    statements     paired one to one by content IoU >= 0.5 over characters, best first. Joint statements ("Britain and
                   France said") stand once a speaker in the gold; copies collapse into one with a set of speakers.
    full           statements, and the sources overlap (both empty counts).
    speaker        among pairs whose gold speaker is named: right; wrong among those asserted.
    via, negated   right among the pairs whose gold has a chain, is negated.
    encounters     events of type CONSULT, paired when the clauses overlap or lie close in one paragraph and at least
                   two parties (or all) are shared; then status right.
    false happened predicted happened or ongoing, among pairs whose gold status is neither.
    positions      paired by content IoU >= 0.3 and holder; F1 with the kind.

Actors are compared by name, accents and case aside: equal, known synonyms, or one a surname (initial) of the other.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from attributions import harmonic, ratio
from onrecord.types import Entity, Record, Span

Pair = tuple[int, int]
Names = list[str]
Row = dict[str, Any]

UNATTRIBUTED = "unattributed"
HAPPENED = ("happened", "ongoing")
NAMING = ("name", "title", "metonym")
SAME_PARAGRAPH_REACH = 250  # characters between the starts of two clauses that may tell one encounter
SYNONYMS = (
    {"turkey", "turkish government", "ankara", "turkiye"},
    {"united states", "us", "washington", "us government", "america", "united states government"},
    {"russia", "moscow", "russian government"},
    {"kremlin", "russia"},
    {"syria", "syrian government", "syrian regime", "damascus", "assad regime"},
    {"trump administration", "us administration", "white house"},
    {"france", "paris", "french government"},
    {"united kingdom", "uk", "britain", "british government"},
    {"syrian democratic forces", "sdf"},
    {"peoples protection units", "ypg"},
    {"islamic state", "isis", "is"},
    {"united nations", "un"},
    {"european union", "eu"},
)


@dataclass
class Said:
    """A statement with every actor a list of names it goes by."""

    source: list[Pair]
    content: list[Pair]
    speaker: Names
    via: Names
    negated: bool


@dataclass
class Met:
    """An encounter."""

    parties: list[Names]
    status: str
    span: Pair


@dataclass
class Held:
    """A position."""

    holder: Names
    kind: str
    content: list[Pair]


@dataclass
class Reading:
    """What gold, or a record, says of one report."""

    text: str
    statements: list[Said] = field(default_factory=list)
    encounters: list[Met] = field(default_factory=list)
    positions: list[Held] = field(default_factory=list)


# --- names ------------------------------------------------------------------------------------------------------------


def fold(name: str) -> str:
    """Return `name` in plain lower-case letters."""
    plain = unicodedata.normalize("NFKD", name.lower().replace("ı", "i")).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9 ]", "", plain).strip()


def is_same(a: str, b: str) -> bool:
    """Return whether the two names may mean the same actor."""
    a, b = fold(a), fold(b)
    if not a or not b:
        return False
    if a == b or any(a in group and b in group for group in SYNONYMS):
        return True
    x, y = a.split(), b.split()
    if x[-1] == y[-1] and (len(x) == 1 or len(y) == 1 or x[0][0] == y[0][0]):
        return True
    return min(len(a), len(b)) > 4 and (a in b or b in a)


def any_same(names: Iterable[str], golds: Sequence[str]) -> bool:
    """Return whether any of `names` may mean any of `golds`."""
    return any(is_same(name, gold) for name in names for gold in golds)


# --- gold rows and records in one form --------------------------------------------------------------------------------


def from_gold(row: Row) -> Reading:
    """Return a row of the hand-made gold as a `Reading`, joint statements collapsed."""
    said: dict[tuple[Any, ...], Said] = {}
    for s in row["statements"]:
        key = (tuple(s["cue"] or ()), tuple(map(tuple, s["content"])), s["negated"])
        one = said.setdefault(key, Said([], [tuple(p) for p in s["content"]], [], s["via"], s["negated"]))
        one.source += [tuple(s["source"])] if s["source"] else []
        one.speaker.append(s["speaker"])
    return Reading(
        row["text"],
        list(said.values()),
        [Met([[p] for p in e["parties"]], e["status"], tuple(e["span"])) for e in row["encounters"]],
        [Held([p["holder"]], p["kind"], [tuple(p["content"])]) for p in row["positions"]],
    )


def from_record(record: Record) -> Reading:
    """Return a record as a `Reading`."""
    text = record.article.text
    names = {e.id: _names(e, text) for e in record.entities}
    return Reading(
        text,
        [
            Said(
                pairs(s.source),
                pairs(s.content),
                names[s.speaker] if s.speaker else [],
                [names[v][0] for v in s.via],
                s.negated,
            )
            for s in record.statements
        ],
        [
            Met([names[x] for x in e.actors + e.recipients], e.status, (e.span.start, e.span.end))
            for e in record.events
            if e.type == "CONSULT"
        ],
        [Held(names[p.holder], p.kind, pairs(p.content)) for p in record.positions],
    )


def _names(entity: Entity, text: str) -> Names:
    return [entity.name, *(text[m.span.start : m.span.end] for m in entity.mentions if m.form in NAMING)]


def pairs(spans: Iterable[Span]) -> list[Pair]:
    """Return spans as plain pairs."""
    return [(s.start, s.end) for s in spans]


# --- pairing ----------------------------------------------------------------------------------------------------------

T = TypeVar("T")


def pair_up(gold: Sequence[T], pred: Sequence[T], weigh: Callable[[T, T], Any]) -> Iterator[tuple[T, T]]:
    """Yield one-to-one pairs, heaviest first; `weigh` gives None where a pair is not allowed."""
    weighed = ((weigh(g, p), i, j) for i, g in enumerate(gold) for j, p in enumerate(pred))
    golds, preds = set(), set()
    for _, i, j in sorted((w for w in weighed if w[0] is not None), reverse=True):
        if i not in golds and j not in preds:
            golds.add(i)
            preds.add(j)
            yield gold[i], pred[j]


def characters(spans: Iterable[Pair], text: str) -> set[int]:
    """Return the offsets in `spans` that are not white space."""
    return {i for start, end in spans for i in range(start, min(end, len(text))) if not text[i].isspace()}


def overlap(a: Iterable[Pair], b: Iterable[Pair], text: str) -> float:
    """Return intersection over union in characters."""
    x, y = characters(a, text), characters(b, text)
    return ratio(len(x & y), len(x | y))


def is_near(a: Pair, b: Pair, text: str) -> bool:
    """Return whether the clauses overlap, or lie close in one paragraph."""
    if a[0] < b[1] and b[0] < a[1]:
        return True
    between = text[min(a[1], b[1]) : max(a[0], b[0])]
    return "\n" not in between and abs(a[0] - b[0]) < SAME_PARAGRAPH_REACH


# --- counting ---------------------------------------------------------------------------------------------------------


def count(gold: Reading, pred: Reading) -> Counter[str]:
    """Return the counts of one report."""
    return _statements(gold, pred) + _encounters(gold, pred) + _positions(gold, pred)


def _statements(gold: Reading, pred: Reading) -> Counter[str]:
    text = gold.text

    def weigh(g: Said, p: Said) -> float | None:
        weight = overlap(g.content, p.content, text)
        return weight if weight >= 0.5 else None

    counts: Counter[str] = Counter()
    counts["statements gold"], counts["statements pred"] = len(gold.statements), len(pred.statements)
    for g, p in pair_up(gold.statements, pred.statements, weigh):
        counts["statements"] += 1
        counts["full"] += bool(overlap(g.source, p.source, text)) or not (g.source or p.source)
        named = [name for name in g.speaker if name != UNATTRIBUTED]
        if named:
            right = any_same(p.speaker, named)
            counts.update({"named": 1, "speaker right": right, "speaker wrong": bool(p.speaker) and not right})
        if g.via:
            counts.update({"via gold": 1, "via": any_same(p.via, g.via)})
        if g.negated:
            counts.update({"negated gold": 1, "negated": p.negated})
    return counts


def _encounters(gold: Reading, pred: Reading) -> Counter[str]:
    def weigh(g: Met, p: Met) -> tuple[int, int] | None:
        shared = sum(any(any_same(x, y) for y in p.parties) for x in g.parties)
        wanted = min(2, len(g.parties), max(1, len(p.parties)))
        if shared < wanted or not is_near(g.span, p.span, gold.text):
            return None
        return shared, -abs(g.span[0] - p.span[0])

    counts: Counter[str] = Counter()
    counts["encounters gold"], counts["encounters pred"] = len(gold.encounters), len(pred.encounters)
    for g, p in pair_up(gold.encounters, pred.encounters, weigh):
        counts.update({"encounters": 1, "status": g.status == p.status})
        if g.status not in HAPPENED:
            counts.update({"not happened": 1, "false happened": p.status in HAPPENED})
    return counts


def _positions(gold: Reading, pred: Reading) -> Counter[str]:
    def weigh(g: Held, p: Held) -> float | None:
        weight = overlap(g.content, p.content, gold.text)
        return weight if weight >= 0.3 and any_same(p.holder, g.holder) else None

    counts: Counter[str] = Counter()
    counts["positions gold"], counts["positions pred"] = len(gold.positions), len(pred.positions)
    for g, p in pair_up(gold.positions, pred.positions, weigh):
        counts["positions"] += g.kind == p.kind
    return counts


def summarise(counts: Counter[str]) -> dict[str, float]:
    """Return the measures of summed `counts`."""

    def f1(name: str, of: str) -> float:
        return harmonic(ratio(counts[name], counts[f"{of} pred"]), ratio(counts[name], counts[f"{of} gold"]))

    return {
        "full F1": f1("full", "statements"),
        "statements F1": f1("statements", "statements"),
        "statements P": ratio(counts["statements"], counts["statements pred"]),
        "statements R": ratio(counts["statements"], counts["statements gold"]),
        "speaker right": ratio(counts["speaker right"], counts["named"]),
        "speaker wrong of asserted": ratio(counts["speaker wrong"], counts["speaker wrong"] + counts["speaker right"]),
        "via right": ratio(counts["via"], counts["via gold"]),
        "negated right": ratio(counts["negated"], counts["negated gold"]),
        "encounters F1": f1("encounters", "encounters"),
        "status right": ratio(counts["status"], counts["encounters"]),
        "false happened": ratio(counts["false happened"], counts["not happened"]),
        "positions F1": f1("positions", "positions"),
        "n statements": counts["statements gold"],
        "n encounters": counts["encounters gold"],
        "n positions": counts["positions gold"],
    }
