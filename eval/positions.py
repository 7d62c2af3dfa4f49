"""Positions on news of other corpora: eval/gold/positions.jsonl, train parts of PolNeAR, Reuters, TimeBank and AQUAINT.

These are for tuning what reads positions (`data/stances.toml`, `data/positions.toml`); dev stays for choosing. The gold
gives one content and the words of the holder nearby. A position is right if its kind is, its words are (intersection
over union of 0.3) and its holder has a mention at the gold's words for it. The Reuters texts stand tokenised, and are
read so.

`python eval/positions.py` prints, by the word that governs it and how ("effort acl to"), how often what hangs on such a
word is a position in the gold, and how many of those are found.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import corpora
import encounters
from annotate import digest
from attributions import ratio
from encounters import Pair, overlap
from onrecord import pipeline
from onrecord.article import extract_article
from onrecord.grammar import Tree
from onrecord.types import Capture, Origin, Record
from reading import Reader

GOLD = corpora.GOLD / "positions.jsonl"
CORPORA = ("polnear", "news-ner", "timeml")
ALIKE = 0.3  # words of two positions that are the same, as in `encounters`
LEAST = 4  # positions that a word must govern to be listed
GOVERNING = ("VB", "NN", "JJ")
RELATIONS = ("xcomp", "ccomp", "advcl", "acl", "obj", "obl", "nmod")


class Told(NamedTuple):
    """A position: its kind, its words, and mentions of its holder."""

    kind: str
    content: Pair
    holder: list[Pair]


def read_gold(folder: Path) -> list[tuple[corpora.Row, list[Told]]]:
    """Return the documents (`id, date, text`) with their positions.

    Raises:
        Absent: the folder does not hold a corpus.
        ValueError: a text is not the one that was annotated.
    """
    texts = {(corpus, row["id"]): row for corpus in CORPORA for row in corpora.read_rows(folder, corpus, "train")}
    out = []
    for row in map(json.loads, GOLD.read_text(encoding="utf-8").splitlines()):
        if row["corpus"] not in CORPORA:
            continue
        held = texts[row["corpus"], row["id"]]
        if digest(held["text"]) != row["sha256"]:
            raise ValueError(f"{GOLD}: the text of {row['id']} is not the one that was annotated")
        told = [
            Told(p["kind"], (p["content"][0], p["content"][1]), [(a, b) for a, b in p["holder"]])
            for p in row["positions"]
        ]
        out.append(({"id": row["id"], "date": held.get("date"), "text": held["text"]}, told))
    return out


def from_record(record: Record) -> list[Told]:
    """Return the positions of a record."""
    mentions = {e.id: encounters.pairs(m.span for m in e.mentions) for e in record.entities}
    return [Told(p.kind, (p.content[0].start, p.content[-1].end), mentions[p.holder]) for p in record.positions]


def count(gold: Sequence[Told], found: Sequence[Told], text: str) -> Counter[str]:
    """Return how many there are, and how many are right in words, in kind too, and in holder too."""
    counts = Counter({"gold": len(gold), "found": len(found)})

    def pairs(kind: bool, holder: bool) -> int:
        def weigh(g: Told, p: Told) -> float | None:
            weight = overlap([g.content], [p.content], text)
            whose = not g.holder or overlap(g.holder, p.holder, text) > 0
            return weight if weight >= ALIKE and (g.kind == p.kind or not kind) and (whose or not holder) else None

        return sum(1 for _ in encounters.pair_up(gold, found, weigh))

    counts.update({"words": pairs(False, False), "kind": pairs(True, False), "holder": pairs(True, True)})
    return counts


def score(folder: Path, reader: Reader) -> dict[str, float]:
    """Return the F1 of positions by their words, with their kind, and with kind and holder."""
    gold = read_gold(folder)
    counts = Counter[str]()
    for (row, told), record in zip(gold, reader.records([row for row, _ in gold]), strict=True):
        counts += count(told, from_record(record) if record else [], row["text"])
    whole = counts["gold"] + counts["found"]
    return {
        "words F1": ratio(2 * counts["words"], whole),
        "… with kind": ratio(2 * counts["kind"], whole),
        "… and holder": ratio(2 * counts["holder"], whole),
        "P": ratio(counts["holder"], counts["found"]),
        "n": counts["gold"],
    }


# --- what governs a position ------------------------------------------------------------------------------------------


def governed(tree: Tree) -> Iterator[tuple[str, Pair]]:
    """Yield what hangs on verbs, nouns and adjectives behind them: how, and its words."""
    for i, token in enumerate(tree.tokens):
        h, rel = tree.head(i), tree.rels[i]
        if not 0 <= h < i or rel not in RELATIONS or not tree.tokens[h].tag.startswith(GOVERNING):
            continue
        below = sorted(tree.subtree(i))
        start = tree.tokens[below[0]].start
        if rel in ("obl", "nmod"):
            rel, start = f"{rel} {tree.preposition(i)}", token.start
        elif token.tag == "VB" and any(tree.lemma(c) == "to" for c in tree.kids[i]):
            rel = f"{rel} to"
        yield f"{tree.lemma(h)} {rel}", (start, tree.tokens[below[-1]].end)


def find(words: Pair, told: Sequence[Told], text: str) -> Told | None:
    """Return the one of `told` that has these words."""
    near = (t for t in told if t.content[0] < words[1] and words[0] < t.content[1])
    return next((t for t in near if overlap([t.content], [words], text) >= ALIKE), None)


def read(row: corpora.Row, models: pipeline.Models) -> tuple[Tree, Record]:
    """Return the trees of a document and its record, from one reading."""
    capture = Capture(Origin(digest(row["text"]), len(row["text"]), "text/plain"), row["text"], row["id"])
    article = extract_article(capture)
    signals = models.engine.read(article)
    return Tree(signals), pipeline.resolve(capture, article, signals, models.roster)


def main() -> None:
    """Print what governs the gold's positions."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=corpora.default_folder())
    folder = parser.parse_args().data
    seen, right, missed = Counter[str](), Counter[str](), Counter[str]()
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    models = pipeline.Models.load()
    for row, told in read_gold(folder):
        tree, record = read(row, models)
        found = from_record(record)
        for how, words in governed(tree):
            seen[how] += 1
            if (of := find(words, told, row["text"])) is not None:
                right[how] += 1
                kinds[how][of.kind] += 1
                missed[how] += find(words, found, row["text"]) is None
    print(f"{'what governs it':32}{'all':>6}{'gold':>6}{'missed':>8}  kinds")
    for how, n in missed.most_common():
        if right[how] >= LEAST:
            told_as = ", ".join(f"{kind} {k}" for kind, k in kinds[how].most_common(3))
            print(f"{how:32}{seen[how]:6}{right[how]:6}{n:8}  {told_as}")


if __name__ == "__main__":
    main()
