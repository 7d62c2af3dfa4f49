"""A process that reads the same JSON Lines whenever it is told to, by our whole reading; for run.py.

python ours.py ROWS [THREADS]        a line on stdin: "run" or "profile"; a line of JSON on stdout for each
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from typing import Any

from onrecord import pipeline
from onrecord.engine import Engine
from onrecord.types import Article, Signals

STAGES = (
    "extract_article",
    "find_attributions",
    "find_timexes",
    "resolve_entities",
    "resolve_statements",
    "code_events",
    "find_positions",
)


def main(rows: str, threads: str | None = None) -> None:
    """Load the models, say so, then time a reading for every line on stdin."""
    began = time.perf_counter()
    models = pipeline.Models.load(int(threads) if threads else None)
    say(loaded=time.perf_counter() - began)
    for line in sys.stdin:
        if line.strip() == "profile":
            say(**profile(rows, models))
        else:
            say(**read(rows, models))


def read(rows: str, models: pipeline.Models) -> dict[str, Any]:
    """Read everything once: seconds, and what was found."""
    began = time.perf_counter()
    outcomes = list(pipeline.read([rows], models=models))
    seconds = time.perf_counter() - began
    records = [o for o in outcomes if not hasattr(o, "error")]
    found = {part: sum(len(getattr(r, part)) for r in records) for part in ("statements", "events", "entities")}
    return {"seconds": seconds, "read": len(records), "failed": len(outcomes) - len(records), **found}


def profile(rows: str, models: pipeline.Models) -> dict[str, Any]:
    """Read everything once with a clock around each stage: stage -> seconds; the engine is waited for."""
    spent: dict[str, float] = {"engine.read": 0.0, **dict.fromkeys(STAGES, 0.0)}
    kept = {name: getattr(pipeline, name) for name in STAGES}
    engine = _Timed(models.engine, spent)
    try:
        for name, stage in kept.items():
            setattr(pipeline, name, timed(stage, name, spent))
        total = read(rows, pipeline.Models(engine, models.roster))["seconds"]  # type: ignore[arg-type]
    finally:
        for name, stage in kept.items():
            setattr(pipeline, name, stage)
    return {**spent, "all else": total - sum(spent.values())}


class _Timed:
    """The engine with a clock around its reading of an article, which nothing else goes beside."""

    def __init__(self, engine: Engine, spent: dict[str, float]) -> None:
        self._read = timed(engine.read, "engine.read", spent)

    def start(self, article: Article) -> _Read:
        return _Read(self._read(article))


class _Read:
    """A reading that is over."""

    def __init__(self, signals: Signals) -> None:
        self._signals = signals

    def done(self) -> bool:
        return True

    def cancel(self) -> None:
        pass

    def signals(self) -> Signals:
        return self._signals


def timed(function: Callable[..., Any], name: str, spent: dict[str, float]) -> Callable[..., Any]:
    """Return `function` with its time added to `spent[name]`."""

    def call(*args: Any, **kwargs: Any) -> Any:
        began = time.perf_counter()
        try:
            return function(*args, **kwargs)
        finally:
            spent[name] += time.perf_counter() - began

    return call


def say(**values: Any) -> None:
    """Print one line of JSON at once."""
    print(json.dumps(values), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
