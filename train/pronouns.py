"""Fit the weights of `onrecord.entities.pronouns` on GUM and on our own readings of reports, and print them.

    python train/pronouns.py --data FOLDER

A softmax over the clusters that agree with a pronoun, and "none of them"; maximum likelihood, the weights held near
those that the package has. Whatever is not scored teaches: GUM's train part, which the engine's links have seen and
whose genres are many, for three tenths; the genres of GUM's dev part that `eval/coref.py` leaves out, for a half; the
sources of our own readings (train) in full. History is taught: each pronoun of GUM is counted to its gold cluster
before the next one is looked at.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "eval"))

import coref
import encounters
import reports
from onrecord.actors import load_roster
from onrecord.engine import Engine
from onrecord.entities.clusters import Context
from onrecord.entities.genders import tell_genders
from onrecord.entities.grouping import group
from onrecord.entities.introductions import introduce
from onrecord.entities.pronouns import WEIGHTS, Reader, openness, order
from onrecord.mentions import find_mentions
from onrecord.nominals import load_lexicon
from onrecord.types import Signals

Example = tuple[list[dict[str, float]], int]  # the features of each choice, the last being "none"; the right one
GUM_TRAIN, GUM_DEV = 0.3, 0.5  # what a pronoun there counts for, beside one of our own readings


class Teacher(Reader):
    """A reader that is told the answers and writes down what it was asked."""

    def __init__(self, ctx: Context, chain: dict[int, str]) -> None:
        """`chain` gives the gold chain of a head's offset."""
        super().__init__(ctx)
        self.chain = chain
        self.examples: list[Example] = []

    def choose(self, k: int, possible: list[int]) -> None:
        """Write the choice down, with its answer."""
        want = self.chain.get(self.ctx.candidates[k].span.start)
        right = [i for i in possible if want is not None and self._chain_of(i) == want]
        options = [self.features(k, i, possible) for i in possible]
        options.append({openness(self.ctx, self.ctx.candidates[k]): 1.0})
        if len(right) <= 1:
            self.examples.append((options, possible.index(right[0]) if right else len(possible)))
        if right:
            self.take(k, right[0])

    def _chain_of(self, i: int) -> str | None:
        ctx = self.ctx
        votes = Counter(
            self.chain[h]
            for m in ctx.clusters[i].members
            if (c := ctx.candidates[m]).form != "pronoun"
            and (h := coref.head_word(ctx.text, c.span.start, c.span.end)) in self.chain
        )
        return votes.most_common(1)[0][0] if votes else None


class Listener(Reader):
    """A reader that is told who speaks where a source is a pronoun, and finds the other pronouns by itself."""

    def __init__(self, ctx: Context, said: dict[int, list[str]], told: dict[str, list[tuple[int, int]]]) -> None:
        """`said` gives the names of the speakers by the offset of the source, `told` all the sources of each."""
        super().__init__(ctx)
        self.said, self.told = said, told
        self.examples: list[Example] = []

    def choose(self, k: int, possible: list[int]) -> None:
        """Write the choice down, with its answer, where that is known."""
        speakers = self.said.get(self.ctx.candidates[k].span.start)
        if speakers is None:
            super().choose(k, possible)
            return
        right = [i for i in possible if self._means(i, speakers)]
        if not any(self._means(i, speakers) for i, x in enumerate(self.ctx.clusters) if x.members):
            return  # nobody that we know of
        options = [self.features(k, i, possible) for i in possible]
        options.append({openness(self.ctx, self.ctx.candidates[k]): 1.0})
        if len(right) <= 1:
            self.examples.append((options, possible.index(right[0]) if right else len(possible)))
        if right:
            self.take(k, right[0])

    def _means(self, i: int, speakers: list[str]) -> bool:
        """Return whether the cluster is one of the speakers: by name, or by words that are another source of theirs."""
        if encounters.any_same(self._names(i), speakers):
            return True
        spans = [self.ctx.candidates[m].span for m in self.ctx.clusters[i].members]
        return any(s.start < b and a < s.end for s in spans for name in speakers for a, b in self.told[name])

    def _names(self, i: int) -> list[str]:
        ctx = self.ctx
        named = (ctx.candidates[m] for m in ctx.clusters[i].members if ctx.candidates[m].form != "pronoun")
        return [ctx.clusters[i].name, *(ctx.text[c.span.start : c.span.end] for c in named)]


def examples_of_report(row: dict[str, Any], signals: Signals) -> list[Example]:
    """Return the choices that the pronouns pose which are a gold statement's source."""
    said: dict[int, list[str]] = {}
    told: dict[str, list[tuple[int, int]]] = {}
    for s in row["statements"]:
        if s["source"] and s["speaker"] != encounters.UNATTRIBUTED:
            said.setdefault(s["source"][0], []).append(s["speaker"])
            told.setdefault(s["speaker"], []).append(tuple(s["source"]))
    listener = Listener(_context(row, signals), said, told)
    for k in order(listener.ctx):
        listener.read(k)
    return listener.examples


def _context(row: dict[str, Any], signals: Signals) -> Context:
    article = coref.article_of(row)
    roster = load_roster()
    ctx = Context(signals, find_mentions(signals, article, roster), signals.attributions, roster, load_lexicon())
    group(ctx)
    introduce(ctx)
    tell_genders(ctx)
    return ctx


def examples_of(row: dict[str, Any], signals: Signals) -> list[Example]:
    """Return the choices that a document's third-person pronouns pose."""
    ctx = _context(row, signals)
    gold, _ = coref.gold_chains(row)
    teacher = Teacher(ctx, {head: k for k, heads in gold.items() for head in heads})
    for k in order(ctx):
        teacher.read(k)
    return teacher.examples


def fit(examples: list[Example], counts: list[float], prior: float = 0.004, rounds: int = 400) -> dict[str, float]:
    """Return the weights that make the answers, each counting so much, likeliest; held near the present by `prior`."""
    names = sorted({n for options, _ in examples for o in options for n in o} | set(WEIGHTS))
    at = {n: i for i, n in enumerate(names)}
    start = np.array([WEIGHTS.get(n, 0.0) for n in names])
    w = start.copy()
    data = []
    share = 1 / sum(counts)
    for (options, right), much in zip(examples, counts, strict=True):
        x = np.zeros((len(options), len(names)))
        for r, o in enumerate(options):
            for n, v in o.items():
                x[r, at[n]] = v
        data.append((x, right, much * share))
    speed = np.zeros_like(w)
    for _ in range(rounds):
        grad = -prior * (w - start)
        for x, right, much in data:
            s = x @ w
            p = np.exp(s - s.max())
            p /= p.sum()
            grad += much * (x[right] - p @ x)
        speed = 0.9 * speed + grad
        w += 0.5 * speed
    return {n: round(float(v), 2) for n, v in zip(names, w, strict=True)}


def main() -> None:
    """Fit and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    args = parser.parse_args()
    engine = Engine.load()
    examples: list[Example] = []
    counts: list[float] = []
    for part, much in (("train", GUM_TRAIN), ("dev", GUM_DEV)):
        with gzip.open(args.data / f"gum/{part}.jsonl.gz", "rt", encoding="utf-8") as f:
            rows = [r for r in map(json.loads, f) if part == "train" or r["genre"] not in coref.GENRES]
        examples += [x for r in rows for x in examples_of(r, engine.read(coref.article_of(r)))]
        counts += [much] * (len(examples) - len(counts))
    for row in reports.read_gold(args.data, "train"):
        examples += examples_of_report(row, engine.read(coref.article_of(row)))
    counts += [1.0] * (len(examples) - len(counts))
    weights = fit(examples, counts)
    print(f"{len(examples)} pronouns, {sum(r == len(o) - 1 for o, r in examples)} of no cluster", file=sys.stderr)
    print(json.dumps(weights, indent=1))


if __name__ == "__main__":
    main()
