"""Annotate reports by hand: `python eval/annotate.py show ID`, `check FILE...` and `build FILE... --out GOLD`.

A report's text never enters the project; what is kept of it is a hash and offsets. So an annotator reads a report by
numbered sentences (`show`) and names spans by their words; this turns words into code-point offsets `[start, end)` and
refuses words that do not stand there. One annotation file a report, named ID.jsonl, one JSON object a line:

    {"S": 7, "s": "he", "c": "said", "x": ["it would not [..] this month"], "who": "Name", ...}       a statement
    {"E": 7, "span": "words [..] words", "type": "meet", "parties": [...], "status": "happened", ...}  an encounter
    {"P": 7, "holder": "Name", "kind": "demand", "target": null, "x": ["words"], ...}                  a position
    {"N": "Name", "type": "person", "country": "US", "role": "..."}                                    who they are

The number is the sentence where the spans begin. `words#2` is the second such words from there on in that sentence,
`9:words` words that begin in sentence 9, and `first words [..] last words` everything from the one to the other.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import re
import sys
from pathlib import Path
from typing import Any

STATUS = "happened ongoing planned offered demanded refused denied absent hypothetical".split()
CONTACT = "meet call visit negotiate letter other".split()
KINDS = "demand offer willingness refusal condition goal warning".split()
TYPES = "person organization country group place".split()
GAP = "[..]"

_END = re.compile(r"(?<=[.!?])[”\"’)]*\s+(?=[“\"‘(]?[A-Z0-9])|\n+")
_AT = re.compile(r"^(\d+):")
_NTH = re.compile(r"#(\d+)$")


class AnnotationError(ValueError):
    """A line that cannot be taken as it stands."""


def corpus(data: Path) -> dict[str, dict[str, Any]]:
    """Return the reports by id."""
    with gzip.open(data / "guardian-syria" / "corpus.jsonl.gz", "rt", encoding="utf-8") as lines:
        return {row["id"]: row for row in map(json.loads, lines)}


def digest(text: str) -> str:
    """Return the hash by which a gold row knows its text."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def sentences(text: str) -> list[tuple[int, int]]:
    """Return spans that cover `text`, about a sentence each: an annotator's aid, not a claim."""
    cuts = [0, *(m.end() for m in _END.finditer(text)), len(text)]
    return [(a, b) for a, b in zip(cuts, cuts[1:], strict=False) if text[a:b].strip()]


def find(text: str, parts: list[tuple[int, int]], number: int, words: str) -> list[int]:
    """Return the offsets of `words`, looked for from sentence `number` (1-based) on."""
    if at := _AT.match(words):
        number, words = int(at[1]), words[at.end() :]
    nth = 1
    if n := _NTH.search(words):
        nth, words = int(n[1]), words[: n.start()]
    if not 1 <= number <= len(parts):
        raise AnnotationError(f"there is no sentence {number}")
    start, end = parts[number - 1]
    first, _, last = (part.strip() for part in words.partition(GAP))
    if not first:
        raise AnnotationError("a span without words")
    where = start - 1
    for _ in range(nth):
        where = _next(text, first, where + 1)
    if where < 0 or where >= end:
        raise AnnotationError(f"{first!r} does not begin in sentence {number}: {text[start:end]!r}")
    stop = where + len(first)
    if last:
        close = _next(text, last, stop)
        if close < 0:
            raise AnnotationError(f"{last!r} does not follow {first!r}")
        stop = close + len(last)
    return [where, stop]


def _next(text: str, words: str, start: int) -> int:
    """Return where `words` stand next as whole words, from `start` on, or -1."""
    while (where := text.find(words, start)) >= 0:
        end = where + len(words)
        left = where == 0 or not (text[where - 1].isalnum() and words[0].isalnum())
        right = end == len(text) or not (text[end].isalnum() and words[-1].isalnum())
        if left and right:
            return where
        start = where + 1
    return -1


def build(row: dict[str, Any], lines: list[dict[str, Any]]) -> dict[str, Any]:
    """Return one report's gold with offsets, in the form of the encounters set, without the text.

    Raises:
        AnnotationError: with every line that cannot be taken, and why.
    """
    text: str = row["text"]
    parts = sentences(text)
    gold: dict[str, Any] = {"id": row["id"], "date": row["date"], "sha256": digest(text)}
    gold |= {"statements": [], "encounters": [], "positions": [], "entities": []}
    problems = []
    for n, line in enumerate(lines, 1):
        try:
            _take(gold, text, parts, line)
        except (AnnotationError, KeyError, TypeError) as error:
            problems.append(f"line {n}: {error!r}")
    names = {entity["name"] for entity in gold["entities"]}
    meant = {s["speaker"] for s in gold["statements"]} | {p["holder"] for p in gold["positions"]}
    for name in sorted(meant - names - {"unattributed"}):
        problems.append(f"{name!r} speaks or holds a position and has no N line")
    if problems:
        raise AnnotationError("\n".join(problems))
    return gold


def _take(gold: dict[str, Any], text: str, parts: list[tuple[int, int]], line: dict[str, Any]) -> None:
    def at(number: int, words: str) -> list[int]:
        return find(text, parts, number, words)

    if (k := line.get("S")) is not None:
        content = sorted(at(k, words) for words in line["x"])
        gold["statements"].append(
            {
                "source": at(k, line["s"]) if line.get("s") else None,
                "speaker": line["who"],
                "cue": at(k, line["c"]) if line.get("c") else None,
                "content": content,
                "type": _type(text, content),
                "kind": "attitude" if line.get("a") else "speech",
                "via": line.get("via", []),
                "negated": bool(line.get("neg")),
                "addressee": line.get("to"),
                "said": line.get("said"),
            }
        )
    elif (k := line.get("E")) is not None:
        if len(line["parties"]) < 2:
            raise AnnotationError("an encounter has two parties or more")
        gold["encounters"].append(
            {
                "type": _one(line["type"], CONTACT),
                "parties": line["parties"],
                "status": _one(line["status"], STATUS),
                "when": line.get("when"),
                "where": line.get("where"),
                "according_to": line.get("by", "outlet"),
                "span": at(k, line["span"]),
            }
        )
    elif (k := line.get("P")) is not None:
        gold["positions"].append(
            {
                "holder": line["holder"],
                "kind": _one(line["kind"], KINDS),
                "target": line.get("target"),
                "content": [at(k, words) for words in line["x"]],
            }
        )
    elif "N" in line:
        gold["entities"].append(
            {
                "name": line["N"],
                "type": _one(line["type"], TYPES),
                "country": line.get("country"),
                "role": line.get("role"),
            }
        )
    else:
        raise AnnotationError("neither S, E, P nor N")


def _one(value: str, of: list[str]) -> str:
    if value not in of:
        raise AnnotationError(f"{value!r} is none of {', '.join(of)}")
    return value


def _type(text: str, content: list[list[int]]) -> str:
    """Return direct when all of the content stands between quotation marks, mixed when some of it does."""
    quoted = inside = 0
    total = 0
    depth = _depths(text)
    for a, b in content:
        for i in range(a, b):
            if text[i].isalnum():
                total += 1
                inside += depth[i]
    quoted = inside
    return "direct" if quoted == total else "mixed" if quoted else "indirect"


def _depths(text: str) -> list[bool]:
    """Return for each character whether it stands inside double quotation marks."""
    out, open_ = [], False
    for c in text:
        if c in "“”" or c == '"':
            open_ = c == "“" or (c == '"' and not open_)
        out.append(open_)
    return out


def main() -> int:
    """Run the command line; return 1 if a file is wrong."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--data", type=Path, default=Path("../shared/data"))
    sub = ap.add_subparsers(dest="what", required=True)
    sub.add_parser("show").add_argument("id", nargs="+")
    sub.add_parser("check").add_argument("file", type=Path, nargs="+")
    make = sub.add_parser("build")
    make.add_argument("file", type=Path, nargs="+")
    make.add_argument("--out", type=Path, required=True)
    a = ap.parse_args()
    reports = corpus(a.data)
    if a.what == "show":
        for name in a.id:
            row = reports[name]
            print(f"\n=== {row['id']} published {row['date']}")
            for n, (start, end) in enumerate(sentences(row["text"]), 1):
                print(f"{n}: {row['text'][start:end].strip()}")
        return 0
    gold, bad = [], 0
    for path in a.file:
        try:
            lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
            gold.append(build(reports[path.stem], lines))
        except (AnnotationError, ValueError) as error:
            bad += 1
            print(f"{path}:\n{error}", file=sys.stderr)
    if a.what == "build" and not bad:
        a.out.write_text("".join(json.dumps(g, ensure_ascii=False) + "\n" for g in gold), encoding="utf-8")
    print(f"{len(gold)} right, {bad} wrong", file=sys.stderr)
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main())
