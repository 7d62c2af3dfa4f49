"""Hold accuracy like a test: floors that scores may not fall below, and that only rise.

`floors.json` is `{part: {task: {digest, floors: {measure: value}}}}`. Floors are kept for the measures that
`targets.toml` lists; the digest says which data they were reached on, and scores on other data are not compared.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
FLOORS = HERE / "floors.json"
TARGETS = HERE / "targets.toml"
MARGIN = 0.005  # whole numbers of the int8 kernels differ a little between makes of processor

Scores = Mapping[str, float]


@dataclass(frozen=True)
class Target:
    """What a measure should reach, and what others reach. `lower`: less is better."""

    value: float | None
    others: str = ""
    lower: bool = False

    def reached(self, score: float) -> bool | None:
        """Return whether `score` reaches the target; None without one."""
        if self.value is None:
            return None
        return score <= self.value if self.lower else score >= self.value


def read_targets(path: Path = TARGETS) -> dict[str, dict[str, Target]]:
    """Return task -> measure -> target."""
    tasks = tomllib.loads(path.read_text(encoding="utf-8"))
    return {
        task: {
            measure: Target(row.get("target"), row.get("others", ""), row.get("lower", False))
            for measure, row in measures.items()
        }
        for task, measures in tasks.items()
    }


def read_floors(path: Path = FLOORS) -> dict[str, Any]:
    """Return what `floors.json` holds; nothing if there is none yet."""
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def find_falls(
    held: Mapping[str, Any] | None, digest: str, scores: Scores, targets: Mapping[str, Target]
) -> list[str] | None:
    """Return a line for each score below its floor; None if no floors are held for this data."""
    if held is None or held["digest"] != digest:
        return None
    return [
        f"{measure} {scores.get(measure, float('nan')):.3f}, floor {floor:.3f}"
        for measure, floor in held["floors"].items()
        if not is_held(scores.get(measure), floor, targets.get(measure, Target(None)).lower)
    ]


def is_held(score: float | None, floor: float, lower: bool) -> bool:
    """Return whether `score` is on the right side of `floor`; a measure that is gone is not."""
    if score is None:
        return False
    return score <= floor if lower else score >= floor


def raised(
    held: Mapping[str, Any] | None, digest: str, scores: Scores, targets: Mapping[str, Target]
) -> dict[str, Any]:
    """Return the floors after `scores`: each the better of the old one and the new score less a margin.

    On other data (another digest) all begin anew.
    """
    old = held["floors"] if held and held["digest"] == digest else {}
    floors = dict(old)
    for measure in targets.keys() & scores.keys():
        lower = targets[measure].lower
        new = scores[measure] + (MARGIN if lower else -MARGIN)
        floors[measure] = round((min if lower else max)(new, old.get(measure, new)), 3)
    return {"digest": digest, "floors": floors}
