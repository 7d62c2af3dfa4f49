"""Score the reading on whatever parts of the corpora a folder holds: one table, and JSON.

    python eval/run.py --data FOLDER --part train|dev|test [--only NAME]... [--check | --raise]

The folder's layout and file names are those of eval/README.md. What is absent is skipped, and said so.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import actors
import attributions
import calibration
import coref
import corpora
import encounters
import events
import floors
import linked
import names
import nested
import pages
import positions
import reports
import table
import timeml
from onrecord.types import Span, Statement
from reading import Reader

Scores = dict[str, float]
Results = dict[str, dict[str, Scores]]  # task -> block of the table -> measure -> score
HERE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Run:
    """What a task may use."""

    folder: Path
    part: str
    reader: Reader

    def rows(self, corpus: str) -> list[corpora.Row]:
        """Return the rows of a corpus; raises `corpora.Absent`."""
        return corpora.read_rows(self.folder, corpus, self.part)


@dataclass(frozen=True)
class Task:
    """Corpora and how to score them, into blocks of the table: block -> measure -> score."""

    name: str
    corpora: tuple[str, ...]
    blocks: tuple[str, ...]
    score: Callable[[Run], dict[str, Scores]]


# --- statements -------------------------------------------------------------------------------------------------------


def score_polnear(run: Run) -> dict[str, Scores]:
    """Score statements on PolNeAR: the outermost ones, as its gold has one layer; and all of them."""
    rows = run.rows("polnear")
    outer, every = attributions.Counts(), attributions.Counts()
    claims: list[calibration.Claim] = []
    for row, record in zip(rows, run.reader.records(rows), strict=True):
        text = attributions.Text(row["text"])
        gold = attributions.parse(text, row["attributions"])
        found = record.statements if record else ()
        outermost = [_parsed(text, s) for s in found if s.within is None]
        outer += attributions.count(text, gold, outermost)
        every += attributions.count(text, gold, [_parsed(text, s) for s in found])
        claims += _claims(gold, outermost)
    headline = attributions.summarise(outer)
    headline["calibration error"] = calibration.expected_error(calibration.reliability(claims))
    return {
        "polnear": headline,
        "polnear, all layers": attributions.summarise(every),
        "polnear, reliability": _reliability(claims),
    }


def _parsed(text: attributions.Text, s: Statement) -> attributions.Attribution:
    parts = {"source": _pairs(s.source), "cue": _pairs(s.cue), "content": _pairs(s.content)}
    return attributions.Attribution(text, parts, s.confidence)


def _pairs(spans: Sequence[Span]) -> list[attributions.Pair]:
    return [(span.start, span.end) for span in spans]


def _claims(
    gold: Sequence[attributions.Attribution], pred: Sequence[attributions.Attribution]
) -> list[calibration.Claim]:
    gold = [g for g in gold if g.words["content"]]
    right = {j for _, j in attributions.match(gold, pred, attributions.RULES["triple"])}
    return [(p.confidence, j in right) for j, p in enumerate(pred)]


def _reliability(claims: Sequence[calibration.Claim]) -> Scores:
    scores: Scores = {}
    for b in calibration.reliability(claims):
        scores[f"right of those at {b.low:.1f} to {b.low + 0.1:.1f}"] = b.right
        scores[f"n at {b.low:.1f} to {b.low + 0.1:.1f}"] = b.n
    return scores


def score_nested(run: Run) -> dict[str, Scores]:
    """Score layers on GUM's nested attributions, clause level: its news, interviews and speeches; and all genres."""
    rows = run.rows("gum")
    spoken, every = Counter[str](), Counter[str]()
    for row, record in zip(rows, run.reader.records(rows), strict=True):
        counts = nested.count(row, record.statements if record else ())
        every += counts
        if row["genre"] in nested.GENRES:
            spoken += counts
    return {"nested": nested.summarise(spoken), "nested, all genres": nested.summarise(every)}


def score_encounters(run: Run) -> dict[str, Scores]:
    """Score statements, encounters and positions on the reports read by hand."""
    rows = run.rows("encounters")
    counts = Counter[str]()
    for row, record in zip(rows, run.reader.records(rows), strict=True):
        read = encounters.from_record(record) if record else encounters.Reading(row["text"])
        counts += encounters.count(encounters.from_gold(row), read)
    return {"encounters": encounters.summarise(counts)}


def score_reports(run: Run) -> dict[str, Scores]:
    """Score statements, layers, speakers, encounters and positions on our own readings of reports."""
    rows = reports.read_gold(run.folder, run.part)
    counts = Counter[str]()
    for row, record in zip(rows, run.reader.records(rows), strict=True):
        counts += reports.count(row, record)
    return {"reports": reports.summarise(counts)}


def score_names(run: Run) -> dict[str, Scores]:
    """Score proper names."""
    return {"names": names.score(run.folder, run.part, run.reader.scan)}


def score_coref(run: Run) -> dict[str, Scores]:
    """Score who means whom."""
    return {"coref": coref.score(run.folder, run.part, run.reader.scan)}


def score_events(run: Run) -> dict[str, Scores]:
    """Score event types and whether things happened, at a corpus's own words."""
    return events.score(run.folder, run.part, run.reader.scan)


def score_actors(run: Run) -> dict[str, Scores]:
    """Score who the speakers of reports are, and in which role; the gold is for dev."""
    if run.part != "dev":
        raise corpora.Absent(f"{actors.GOLD.name} is for the dev part")
    return {"actors": actors.score(run.folder, run.reader)}


def score_linked(run: Run) -> dict[str, Scores]:
    """Score actors against the Wikipedia links of newswire names."""
    return {"linked": linked.score(run.folder, run.part, run.reader)}


def score_timeml(run: Run) -> dict[str, Scores]:
    """Score time expressions."""
    return {"timeml": timeml.score(run.folder, run.part, run.reader.scan)}


def score_positions(run: Run) -> dict[str, Scores]:
    """Score positions on news of other corpora; the gold is for tuning what reads them."""
    if run.part != "train":
        raise corpora.Absent(f"{positions.GOLD.name} is for the train part")
    return {"positions": positions.score(run.folder, run.reader)}


def score_pages(run: Run) -> dict[str, Scores]:
    """Score what is taken from pages: title, day, writers, body."""
    return {"pages": pages.score(run.folder, run.part)}


PAGES = ("news-metadata", "web-metadata", "article-extraction", "article-paragraphs")
TASKS = (
    Task("polnear", ("polnear",), ("polnear", "polnear, all layers", "polnear, reliability"), score_polnear),
    Task("encounters", ("encounters",), ("encounters",), score_encounters),
    Task("reports", ("reports",), ("reports",), score_reports),
    Task("nested", ("gum",), ("nested", "nested, all genres"), score_nested),
    Task("names", ("gum", "news-ner"), ("names",), score_names),
    Task("coref", ("gum",), ("coref",), score_coref),
    Task("events", ("political-events", "factuality"), ("plv", "uw"), score_events),
    Task("timeml", ("timeml",), ("timeml",), score_timeml),
    Task("actors", ("speakers",), ("actors",), score_actors),
    Task("linked", ("news-ner", "links"), ("linked",), score_linked),
    Task("positions", (*positions.CORPORA, "positions"), ("positions",), score_positions),
    Task("pages", PAGES, ("pages",), score_pages),
)


# --- the command ------------------------------------------------------------------------------------------------------


def main(argv: Sequence[str] | None = None) -> int:
    """Score what is asked; return 1 if a floor is not held, 2 if there was nothing to score."""
    args = parse_args(argv)
    run = Run(args.data, args.part, Reader(args.threads))
    results, skipped, digests = score_all(run, [t for t in TASKS if not args.only or t.name in args.only])
    for name, why in skipped.items():
        print(f"SKIPPED {name}: {why}", file=sys.stderr)
    if not results:
        print(f"nothing to score: {args.data} holds no {args.part} part of what was asked", file=sys.stderr)
        return 2
    targets = floors.read_targets()
    print(table.render({block: scores for blocks in results.values() for block, scores in blocks.items()}, targets))
    write_json(args.json or HERE / f"results-{args.part}.json", args.part, results, skipped, digests)
    if args.raise_:
        raise_floors(args.part, results, digests)
    return check(args.part, results, digests) if args.check else 0


def parse_args(argv: Sequence[str] | None) -> argparse.Namespace:
    """Return the arguments."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=corpora.default_folder(), help="default: %(default)s")
    parser.add_argument("--part", choices=corpora.PARTS, default="dev", help="default: %(default)s")
    parser.add_argument("--only", action="append", choices=[t.name for t in TASKS], help="score this; may be repeated")
    parser.add_argument("--json", type=Path, help="where to write the scores; default: eval/results-PART.json")
    parser.add_argument("--check", action="store_true", help="fail if a score is below its floor")
    parser.add_argument("--raise", action="store_true", dest="raise_", help="raise the floors to these scores")
    parser.add_argument("--threads", type=int, help="threads of the engine; default: its own choice")
    return parser.parse_args(argv)


def score_all(run: Run, tasks: Sequence[Task]) -> tuple[Results, dict[str, str], dict[str, str]]:
    """Return the scores of each task by block, why others were skipped, and the digests of the data used."""
    results, skipped, digests = {}, {}, {}
    for task in tasks:
        began = time.perf_counter()
        try:
            blocks = {block: scores for block, scores in task.score(run).items() if scores}
        except corpora.Absent as absent:
            skipped[task.name] = str(absent)
            continue
        if not blocks:
            skipped[task.name] = f"{run.folder} holds no {run.part} part of {', '.join(task.corpora)}"
            continue
        results[task.name] = blocks
        digests[task.name] = corpora.digest(run.folder, task.corpora, run.part)
        print(f"scored {task.name} in {time.perf_counter() - began:.1f} s", file=sys.stderr)
    return results, skipped, digests


def write_json(path: Path, part: str, results: Results, skipped: dict[str, str], digests: dict[str, str]) -> None:
    """Write the scores with what they were reached by and on."""
    tasks = {name: {"digest": digests[name], "scores": blocks} for name, blocks in results.items()}
    out = {"onrecord": version("onrecord"), "part": part, "tasks": tasks, "skipped": skipped}
    path.write_text(json.dumps(out, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"scores in {path}", file=sys.stderr)


def check(part: str, results: Results, digests: dict[str, str]) -> int:
    """Say which floors are not held; return 1 if one is not."""
    held, falls = floors.read_floors().get(part, {}), []
    for name, block, scores, targets in _with_targets(results):
        found = floors.find_falls(held.get(block), digests[name], scores, targets)
        if found is None:
            print(f"SKIPPED the floors of {block}: none for this data", file=sys.stderr)
        falls += [f"FELL {block}: {fall}" for fall in found or []]
    print("\n".join(falls) or "no score fell below its floor", file=sys.stderr)
    return 1 if falls else 0


def raise_floors(part: str, results: Results, digests: dict[str, str]) -> None:
    """Raise the floors of `part` to these scores; none is lowered."""
    held = floors.read_floors()
    of_part = held.setdefault(part, {})
    for name, block, scores, targets in _with_targets(results):
        of_part[block] = floors.raised(of_part.get(block), digests[name], scores, targets)
    floors.FLOORS.write_text(json.dumps(held, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def _with_targets(results: Results) -> Iterator[tuple[str, str, Scores, Mapping[str, floors.Target]]]:
    targets = floors.read_targets()
    for name, blocks in results.items():
        for block, scores in blocks.items():
            if block in targets:
                yield name, block, scores, targets[block]


if __name__ == "__main__":
    raise SystemExit(main())
