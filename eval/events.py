"""Ask the event and status rules at a corpus's own words, so that they can be compared with published figures.

    plv       PLOVER root class of a sentence whose source and target are marked (Hu et al. 2024, "PLV"): accuracy, and
              F1 over classes. PLV folds status into its classes (a promise to help is AGREE, an announced blow is
              THREATEN, a refusal REJECT, RETREAT and CONCEDE are one class YIELD); `root_class` says how ours map.
    uw        factuality of marked words, -3 certainly did not happen to +3 certainly did (Lee et al. 2015, on the scale
              of Stanovsky et al. 2017): mean absolute error and Pearson's r of what our statuses say.

`scan` is the engine's: articles in, signals out.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import correlation, fmean
from typing import Any

import corpora
from onrecord.cast import Cast
from onrecord.events.participants import Arguments
from onrecord.events.status import Reader
from onrecord.events.triggers import Trigger, find_triggers
from onrecord.grammar import Tree
from onrecord.types import Article, Entity, Mention, Signals, Span, Status

Scan = Callable[[Sequence[Article]], list[Signals]]
Row = dict[str, Any]
Scores = dict[str, float]

MARK = re.compile(r"</?([st])>")
FRIENDLY = frozenset({"AID", "COOPERATE", "SUPPORT", "CONCEDE", "RETREAT", "CONSULT", "AGREE"})
HOSTILE = frozenset({"SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "PROTEST", "REJECT", "THREATEN"})
MOODS: dict[Status, str] = {"refused": "REJECT", "planned": "AGREE", "offered": "AGREE", "demanded": "REQUEST"}
FALLBACK = "CONSULT"  # no trigger at all
# what the annotators meant by words of each status, medians of UW train: (verbs, nouns)
FACTUALITY: dict[Status, tuple[float, float]] = {
    "happened": (3.0, 3.0),
    "ongoing": (2.8, 2.8),
    "planned": (2.2, 2.6),
    "offered": (1.4, 2.2),
    "demanded": (1.6, 2.0),
    "refused": (-1.8, 2.0),
    "denied": (0.0, 1.0),
    "absent": (-2.0, 1.4),
    "hypothetical": (1.4, 2.6),
}


def score(folder: Path, part: str, scan: Scan) -> dict[str, Scores]:
    """Return the blocks "plv" and "uw", each if the folder holds it; raises `corpora.Absent` if it holds neither."""
    out: dict[str, Scores] = {}
    plv = _rows(folder, "political-events", f"plv.{part}")
    uw = _rows(folder, "factuality", f"uw.{part}")
    if plv:
        out["plv"] = score_plv(plv, scan)
    if uw:
        out["uw"] = score_uw(uw, scan)
    if not out:
        raise corpora.Absent(f"no political-events/plv.{part} and no factuality/uw.{part} in {folder}")
    return out


def _rows(folder: Path, corpus: str, name: str) -> list[Row]:
    files = [p for p in corpora.find_files(folder, corpus, name.rpartition(".")[2]) if p.name.startswith(name)]
    return [json.loads(line) for path in files[:1] for line in corpora.read_lines(path)]


def _scanned(rows: Sequence[Row], scan: Scan) -> Iterator[tuple[Row, Tree]]:
    articles = [Article(row["text"], paragraphs=(Span(0, len(row["text"])),)) for row in rows]
    for row, signals in zip(rows, scan(articles), strict=True):
        yield row, Tree(signals)


# --- PLV --------------------------------------------------------------------------------------------------------------


def score_plv(rows: Sequence[Row], scan: Scan) -> Scores:
    """Return accuracy and macro F1 of the root class."""
    # the marks stand in a copy of the text whose spaces differ at times: the copy without marks is what is read
    rows = [{**row, "text": MARK.sub("", row["marked"])} for row in rows]
    pairs = [(row["root"], root_class(tree, row["marked"])) for row, tree in _scanned(rows, scan)]
    right = Counter(gold for gold, pred in pairs if gold == pred)
    golds, preds = Counter(gold for gold, _ in pairs), Counter(pred for _, pred in pairs)
    f1 = [2 * right[c] / (golds[c] + preds[c]) for c in golds]
    return {"root accuracy": sum(right.values()) / len(pairs), "root macro F1": fmean(f1), "n sentences": len(pairs)}


def marked_spans(marked: str) -> dict[str, list[Span]]:
    """Return the spans of "s" and "t" in the text without its marks."""
    out: dict[str, list[Span]] = {"s": [], "t": []}
    removed, opened = 0, {"s": 0, "t": 0}
    for m in MARK.finditer(marked):
        at = m.start() - removed
        removed += len(m.group())
        if not m.group().startswith("</"):
            opened[m.group(1)] = at
        elif at > opened[m.group(1)]:
            out[m.group(1)].append(Span(opened[m.group(1)], at))
    return out


def root_class(tree: Tree, marked: str) -> str:
    """Return the class of what the marked source does to the marked target: of the trigger that joins them best."""
    spans = marked_spans(marked)
    entities = [
        Entity(name, name, "group", None, None, (), tuple(Mention(s, "name") for s in spans[name]), "gold", 1.0)
        for name in ("s", "t")
    ]
    cast = Cast(tree, entities)
    best = max(find_triggers(tree), key=lambda t: _joins(tree, cast, t, spans), default=None)
    if best is not None and _has_party(tree, cast, best, spans):
        return to_class(tree, best, status_of(tree, best))
    return by_mood(tree, cast) or (to_class(tree, best, status_of(tree, best)) if best else FALLBACK)


def _has_party(tree: Tree, cast: Cast, trigger: Trigger, spans: dict[str, list[Span]]) -> bool:
    parties = Arguments(cast).parties(trigger)
    at = tree.tokens[trigger.i].start
    marked = any(s.start <= at < s.end for s in (*spans["s"], *spans["t"]))
    return bool(parties.actors or parties.recipients) and not marked


def by_mood(tree: Tree, cast: Cast) -> str | None:
    """Return the class that the mood of the source's own predicates gives where no trigger joins the two."""
    reader = Reader(tree, set(range(len(tree.tokens))))
    for v in range(len(tree.tokens)):
        if tree.is_verb(v) and tree.rels[v] not in ("amod", "aux", "cop") and {"s", "t"} & set(cast.subject(v)):
            status = reader.verb(v)
            if status in MOODS:
                return MOODS[status]
    return None


def status_of(tree: Tree, trigger: Trigger) -> Status:
    """Return the trigger's status as the tree alone gives it."""
    reader = Reader(tree, set(range(len(tree.tokens))))  # all of PLV is reported: would is will
    status = reader.noun(trigger.i) if trigger.noun else reader.verb(trigger.i)
    return "refused" if trigger.rule.negative and status != "hypothetical" else status


def _joins(tree: Tree, cast: Cast, trigger: Trigger, spans: dict[str, list[Span]]) -> tuple[float, ...]:
    parties = Arguments(cast).parties(trigger)
    inside = any(s.start <= tree.tokens[trigger.i].start < s.end for name in spans for s in spans[name])
    depth = sum(1 for _ in tree.climb(trigger.i))
    # the highest in the sentence that has the marked two for its parties; never the words of a party itself
    weight = 3 * ("s" in parties.actors) + ("t" in parties.recipients) + 0.5 * ("t" in parties.actors)
    weight += 0.3 * ("s" in parties.recipients) - 4 * inside - depth - 0.5 * trigger.noun
    return weight, -depth, -trigger.i


def to_class(tree: Tree, trigger: Trigger, status: Status) -> str:
    """Return PLV's class for a trigger and its status. PLV counts sanctions laid on someone as COERCE."""
    type_ = trigger.rule.type
    if type_ == "SANCTION" and "sanction" in (tree.lemma(trigger.i), tree.lemma(trigger.object or trigger.i)):
        return "COERCE"
    if status in ("refused", "absent") and type_ in FRIENDLY:
        return "REJECT"
    if status in ("planned", "offered") and (not trigger.noun or type_ == "CONSULT") and type_ in FRIENDLY:
        return "AGREE"
    if status in ("planned", "offered") and not trigger.noun and type_ in HOSTILE:
        return "THREATEN"
    if status == "demanded" and type_ not in ("REQUEST", "THREATEN"):
        return "REQUEST"
    return "YIELD" if type_ in ("CONCEDE", "RETREAT") else type_


# --- factuality -------------------------------------------------------------------------------------------------------


def score_uw(rows: Sequence[Row], scan: Scan) -> Scores:
    """Return the mean absolute error and the correlation of the factuality that our statuses say."""
    gold, pred = [], []
    for row, tree in _scanned(rows, scan):
        reader = Reader(tree, set())
        for target in row["targets"]:
            i = tree.at(target["start"])
            gold.append(target["factuality"])
            pred.append(_factuality(tree, reader, i))
    errors = [abs(g - p) for g, p in zip(gold, pred, strict=True)]
    constant = fmean(abs(g - 3.0) for g in gold)
    return {
        "mean absolute error": fmean(errors),
        "correlation": correlation(gold, pred),
        "error of always happened": constant,
        "n words": len(gold),
    }


def _factuality(tree: Tree, reader: Reader, i: int) -> float:
    if tree.is_predicate(i):
        return FACTUALITY[reader.verb(i)][0]
    return FACTUALITY[reader.noun(i)][1]
