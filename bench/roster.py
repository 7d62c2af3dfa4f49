"""What share of reading resolution takes, with the roster that ships and with a million names beside it.

    python bench/roster.py [--names N] [--reports N]

The million is made up, written to an SQLite roster in a temporary folder, and read in the same process and run.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from pathlib import Path
from typing import Any

from onrecord import pipeline
from onrecord.actors import Actor, Term, load_roster
from onrecord.actors.importing import Row
from onrecord.entities import clusters
from onrecord.store import RosterFile
from ours import timed
from texts import load_texts

SYLLABLES = "ba del fo gri ha ju ka lem mo nar pe qua ro sti tor ul va wen xi zor".split()
COUNTRIES = ("NO", "SE", "FR", "EG", "JP", "BR", "KE", "IN")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--names", type=int, default=1_000_000)
    parser.add_argument("--reports", type=int, default=20)
    args = parser.parse_args()
    engine = pipeline.Models.load().engine
    with tempfile.TemporaryDirectory() as folder:
        rows = Path(folder) / "rows.jsonl"
        rows.write_text("\n".join(json.dumps(row) for row in load_texts()[1][: args.reports]) + "\n", encoding="utf-8")
        began = time.perf_counter()
        own = RosterFile.open(Path(folder) / "roster.db", create=True)
        own.take((Row(i, actor) for i, actor in enumerate(invented(args.names))), "invented")
        print(f"{args.names:,} names taken in {time.perf_counter() - began:.0f} s")
        own.close()
        began = time.perf_counter()
        own = RosterFile.open(Path(folder) / "roster.db")
        print(f"opened in {1000 * (time.perf_counter() - began):.1f} ms")
        rosters = {"shipped": load_roster(), f"with {args.names:,}": load_roster().with_more(own)}
        for roster in rosters.values():
            share(str(rows), pipeline.Models(engine, roster))  # warms up; not counted
        for name, roster in rosters.items():
            print(f"{name}: resolution takes {share(str(rows), pipeline.Models(engine, roster)):.2%} of a reading")
        own.close()


def share(rows: str, models: pipeline.Models) -> float:
    """Return the share of a reading's time that is spent in finding actors."""
    spent = {"resolution": 0.0}
    import onrecord.entities as entities

    places: list[tuple[Any, str]] = [
        (entities, "resolve_actor"), (clusters, "find_person"), (pipeline, "settle_actors"),
        (pipeline, "find_carriers"),
    ]  # fmt: skip
    kept = [getattr(module, name) for module, name in places]
    try:
        for (module, name), function in zip(places, kept, strict=True):
            setattr(module, name, timed(function, "resolution", spent))
        began = time.perf_counter()
        for _ in pipeline.read([rows], models=models):
            pass
        return spent["resolution"] / (time.perf_counter() - began)
    finally:
        for (module, name), function in zip(places, kept, strict=True):
            setattr(module, name, function)


def invented(count: int) -> Any:
    """Yield so many persons with an office."""
    chance = random.Random(1)
    for i in range(count):
        given, family = ("".join(chance.choices(SYLLABLES, k=k)).title() for k in (2, 3))
        yield Actor(
            f"made.{i}", "person", f"{given} {family}", country=chance.choice(COUNTRIES),
            terms=(Term("Mayor", f"{chance.randint(1990, 2020)}"),), source="invented",
        )  # fmt: skip


if __name__ == "__main__":
    main()
