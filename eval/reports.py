"""Our own readings of reports (eval/gold): statements, layers, speakers, encounters and positions.

Offsets and a hash of each text are kept here, the texts are read from the folder of corpora. Statements, encounters
and positions are scored as in `encounters`; beyond that

    layers         statements told inside another's content, gold and ours, paired one to one by content IoU >= 0.5;
                   right if the sources overlap (or both are empty) too. `chain right`: of these, the next teller is.
    speaker        of the paired statements whose sources overlap: the right speaker; the wrong one among those
                   asserted. A speaker whom the report never names is right if one of its sources describes it.
    short          the same, of sources that are a pronoun or a short form ("he", "the ministry", a surname).
"""

from __future__ import annotations

import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import corpora
import encounters
from annotate import digest
from attributions import harmonic, ratio
from encounters import Pair, Said
from onrecord.actors import load_roster
from onrecord.types import Entity, Record

Row = dict[str, Any]


def read_gold(folder: Path, part: str) -> list[Row]:
    """Return the gold rows of `part`, each with its `text`.

    Raises:
        Absent: there is no such part, or the folder does not hold the texts.
        ValueError: a text is not the one that was annotated.
    """
    path, texts = corpora.GOLD / f"{part}.jsonl", folder / "guardian-syria" / "corpus.jsonl.gz"
    if not path.is_file():
        raise corpora.Absent(f"no {path}")
    if not texts.is_file():
        raise corpora.Absent(f"no {texts}")
    with gzip.open(texts, "rt", encoding="utf-8") as lines:
        by_id = {row["id"]: row["text"] for row in map(json.loads, lines)}
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    for row in rows:
        row["text"] = by_id.get(row["id"], "")
        if digest(row["text"]) != row["sha256"]:
            raise ValueError(f"{texts}: the text of {row['id']} is not the one that was annotated")
    return rows


def reading(row: Row) -> encounters.Reading:
    """Return a gold row as a `Reading`."""
    first = {**row, "positions": [{**p, "content": p["content"][0]} for p in row["positions"]]}
    gold = encounters.from_gold(first)
    for held, p in zip(gold.positions, row["positions"], strict=True):
        held.content = [(a, b) for a, b in p["content"]]
    return gold


def count(row: Row, record: Record | None) -> Counter[str]:
    """Return the counts of one report."""
    gold = reading(row)
    pred = encounters.from_record(record) if record else encounters.Reading(row["text"])
    counts = encounters.count(gold, pred) + (_speakers(gold, record) if record else Counter())
    inner = {s.id for s in record.statements if s.within is not None} if record else set()
    ours = [p for p, s in zip(pred.statements, record.statements, strict=True) if s.id in inner] if record else []
    return counts + _layers(list(nested(gold.statements)), ours, gold.text)


def nested(statements: list[Said]) -> Iterator[Said]:
    """Yield the statements that stand in another's content."""

    def size(s: Said) -> int:
        return sum(b - a for a, b in s.content)

    for s in statements:
        larger = [o.content for o in statements if o is not s and size(o) > size(s)]
        where = (*s.source[:1], s.content[0])
        if any(all(_inside(piece, content) for piece in where) for content in larger):
            yield s


def _inside(piece: Pair, content: list[Pair]) -> bool:
    return any(a <= piece[0] and piece[1] <= b for a, b in content)


def _layers(gold: list[Said], pred: list[Said], text: str) -> Counter[str]:
    counts: Counter[str] = Counter({"layers gold": len(gold), "layers pred": len(pred)})

    def weigh(g: Said, p: Said) -> float | None:
        weight = encounters.overlap(g.content, p.content, text)
        return weight if weight >= 0.5 else None

    for g, p in encounters.pair_up(gold, pred, weigh):
        if encounters.overlap(g.source, p.source, text) or not (g.source or p.source):
            counts["layers"] += 1
            if g.via:
                counts.update({"chain gold": 1, "chain": any(encounters.is_same(v, g.via[-1]) for v in p.via)})
    return counts


def _speakers(gold: encounters.Reading, record: Record) -> Counter[str]:
    """Count the right and the wrong speakers among the paired statements whose sources overlap."""
    text, pred = gold.text, encounters.from_record(record)
    entities = {e.id: e for e in record.entities}
    ours = {id(p): s for p, s in zip(pred.statements, record.statements, strict=True)}
    told: dict[str, list[Pair]] = defaultdict(list)
    for g in gold.statements:
        for name in g.speaker:
            told[name] += g.source
    counts: Counter[str] = Counter()

    def weigh(g: Said, p: Said) -> float | None:
        weight = encounters.overlap(g.content, p.content, text)
        return weight if weight >= 0.5 and encounters.overlap(g.source, p.source, text) else None

    for g, p in encounters.pair_up(gold.statements, pred.statements, weigh):
        speakers = [name for name in g.speaker if name != encounters.UNATTRIBUTED]
        if not speakers:
            continue
        entity = entities.get(ours[id(p)].speaker or "")
        right = entity is not None and any(_means(entity, name, told[name], text) for name in speakers)
        tally = {"": 1, " right": right, " wrong": entity is not None and not right}
        counts.update({f"who{k}": v for k, v in tally.items()})
        if len(g.source) == 1 and encounters.fold(speakers[0]) not in encounters.fold(text[slice(*g.source[0])]):
            counts.update({f"short{k}": v for k, v in tally.items()})
    return counts


def _means(entity: Entity, speaker: str, told: list[Pair], text: str) -> bool:
    """Return whether `entity` is the gold's `speaker`: by name, by the roster, or by the words that describe it.

    Words alone count only where the report never names the speaker ("US officials"): then the entity has to be
    described by one of the speaker's sources.
    """
    names = [entity.name, *(text[m.span.start : m.span.end] for m in entity.mentions if m.form in encounters.NAMING)]
    if encounters.any_same(names, [speaker]):
        return True
    if entity.actor is not None and any(a.id == entity.actor for a in load_roster().find(speaker)):
        return True
    words = encounters.fold(speaker).split()
    if (
        words[-1] in encounters.fold(text).split()
        and speaker[:1].isupper()
        and entity.type == "person"
        and len(words) < 4
    ):
        return False
    if encounters.fold(speaker) in encounters.fold(text):
        return False
    described = [m.span for m in entity.mentions if m.form != "pronoun"]
    return any(m.start < b and a < m.end for m in described for a, b in told)


def summarise(counts: Counter[str]) -> dict[str, float]:
    """Return the measures of summed `counts`."""
    p, r = ratio(counts["layers"], counts["layers pred"]), ratio(counts["layers"], counts["layers gold"])
    return encounters.summarise(counts) | {
        "layers P": p,
        "layers R": r,
        "layers F1": harmonic(p, r),
        "chain right": ratio(counts["chain"], counts["chain gold"]),
        "speaker right": ratio(counts["who right"], counts["who"]),
        "speaker wrong of asserted": ratio(counts["who wrong"], counts["who wrong"] + counts["who right"]),
        "short right": ratio(counts["short right"], counts["short"]),
        "short wrong of asserted": ratio(counts["short wrong"], counts["short wrong"] + counts["short right"]),
        "n layers": counts["layers gold"],
        "n short": counts["short"],
    }
