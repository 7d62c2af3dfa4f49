"""Choose on dev what the weights leave open: how likely a cue must be, and what the scores' confidence is worth.

`python -m train.calibrate --data ../shared/data` rewrites cue_threshold, calibration and floor in engine.json: the
thresholds by PolNeAR dev's triple F1, calibration by a logistic regression (Platt 1999) of "this outermost attribution
is right" on the logits of cue, source and content.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np

from onrecord.attributions import find_attributions
from onrecord.engine import Engine
from onrecord.statements import find_holders
from onrecord.text import trim
from onrecord.types import Article, Attribution, Span

sys.path.insert(0, str(Path(__file__).parents[1] / "eval"))
import attributions as measure
from corpora import read_rows

MODELS = Path(__file__).parents[1] / "src/onrecord/engine/models"
CUES = (0.45, 0.55, 0.65)
TOLERANCE = 0.003
FLOORS = (0.3, 0.35, 0.4, 0.45)
START, START_FLOOR = (-1.6355, 0.7108, 0.1102, 0.2219), 0.4  # roughly right, so that a cue threshold is judged as used
UNIT = ((0.0, 1.0, 0.0, 0.0), (0.0, 0.0, 1.0, 0.0), (0.0, 0.0, 0.0, 1.0))


def lenient(scores: dict[float, float]) -> float:
    """Return the lowest threshold that is as good as the best, give or take TOLERANCE.

    News unlike PolNeAR is read with less confidence, and loses more by a high threshold than PolNeAR wins.
    """
    return min(t for t, f in scores.items() if f >= max(scores.values()) - TOLERANCE)


def plain(text: str) -> Article:
    """Return an article whose paragraphs are the lines of `text`."""
    lines, at = [], 0
    for line in text.split("\n"):
        span = trim(text, at, at + len(line))
        lines += [span] if span else []
        at += len(line) + 1
    return Article(text, paragraphs=tuple(lines))


def outermost(found: tuple[Attribution, ...]) -> list[Attribution]:
    """Return the attributions that stand in no other's content."""
    return [a for a, holder in zip(found, find_holders(found), strict=True) if holder is None]


def parse(text: measure.Text, found: list[Attribution]) -> list[measure.Attribution]:
    def pairs(spans: tuple[Span, ...]) -> list[tuple[int, int]]:
        return [(s.start, s.end) for s in spans]

    rows = [{"source": pairs(a.source), "cue": pairs(a.cue), "content": pairs(a.content)} for a in found]
    return measure.parse(text, rows)


def triple(engine: Engine, rows: list[dict[str, Any]]) -> float:
    counts: Counter[Any] = Counter()
    for row in rows:
        text = measure.Text(row["text"])
        found = outermost(find_attributions(engine.read(plain(row["text"]))))
        counts.update(measure.count(text, measure.parse(text, row["attributions"]), parse(text, found)))
    return measure.summarise(counts)["triple F1"]


def fit(x: np.ndarray, y: np.ndarray, ridge: float = 1.0) -> list[float]:
    """Return bias and weights of a logistic regression, by Newton's method."""
    x = np.concatenate([np.ones((len(x), 1)), x], 1)
    w = np.zeros(x.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ w))
        hessian = (x * (p * (1 - p))[:, None]).T @ x + ridge * np.eye(len(w))
        w -= np.linalg.solve(hessian, x.T @ (p - y) + ridge * w)
    return [round(float(v), 4) for v in w]


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--data", type=Path, default=Path("../shared/data"))
    ap.add_argument("--models", type=Path, default=MODELS)
    a = ap.parse_args()
    rows = read_rows(a.data, "polnear", "dev")
    path = a.models / "engine.json"
    settings = json.loads(path.read_text())

    def with_(**changes: Any) -> Engine:
        return Engine.load(folder=a.models, settings=changes)

    scores = {c: triple(with_(cue_threshold=c, calibration=START, floor=START_FLOOR), rows) for c in CUES}
    for c, f in scores.items():
        print(f"cue threshold {c}: triple F1 {f:.4f}", flush=True)
    settings["cue_threshold"] = lenient(scores)
    engines = [with_(cue_threshold=settings["cue_threshold"], calibration=list(u), floor=0.0) for u in UNIT]
    x, y = [], []
    for row in rows:
        text, article = measure.Text(row["text"]), plain(row["text"])
        columns = [find_attributions(e.read(article)) for e in engines]
        by_cue = [{c.cue: c.confidence for c in column} for column in columns]
        found = outermost(columns[0])
        gold, pred = measure.parse(text, row["attributions"]), parse(text, found)
        right = {j for _, j in measure.match(gold, pred, measure.RULES["triple"])}
        for j, b in enumerate(found):
            p = np.clip([column.get(b.cue, 0.5) for column in by_cue], 1e-4, 1 - 1e-4)
            x.append(np.log(p / (1 - p)))
            y.append(j in right)
    settings["calibration"] = fit(np.array(x), np.array(y, float))
    print("calibration", settings["calibration"])
    scores = {f: triple(with_(**(settings | {"floor": f})), rows) for f in FLOORS}
    print("floors", scores)
    settings["floor"] = lenient(scores)
    path.write_text(json.dumps(settings, indent=1) + "\n")


if __name__ == "__main__":
    main()
