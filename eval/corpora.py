"""Find and open the corpora of a folder: `FOLDER/CORPUS/[NAME.]PART.jsonl[.gz]`, one JSON object a line."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

GOLD = Path(__file__).resolve().parent / "gold"  # our own annotations: offsets into texts that the folder holds
# what is in GOLD, in which file; None: the part's
OURS = {"reports": None, "speakers": "speakers", "links": "links", "positions": "positions"}
PARTS = ("train", "dev", "test")
Row = dict[str, Any]


class Absent(Exception):  # noqa: N818
    """The folder does not hold this part of a corpus."""


def default_folder() -> Path:
    """Return the folder named by ONRECORD_DATA, else `../shared/data` beside the clone."""
    named = os.environ.get("ONRECORD_DATA")
    return Path(named) if named else Path(__file__).resolve().parents[2] / "shared" / "data"


def find_files(folder: Path, corpus: str, part: str) -> list[Path]:
    """Return the files of `part` of `corpus`, by name; empty if there are none."""
    if corpus in OURS:
        return [path for path in (GOLD / f"{OURS[corpus] or part}.jsonl",) if path.is_file()]
    names = (f"{part}.jsonl", f"{part}.jsonl.gz", f"*.{part}.jsonl", f"*.{part}.jsonl.gz")
    found = {path for name in names for path in (folder / corpus).glob(name)}
    return sorted(found)


def read_rows(folder: Path, corpus: str, part: str) -> list[Row]:
    """Return the rows of the one main file of a part; raises `Absent` if the folder does not hold it."""
    for name in (f"{part}.jsonl", f"{part}.jsonl.gz"):
        path = folder / corpus / name
        if path.is_file():
            return [json.loads(line) for line in read_lines(path)]
    raise Absent(f"no {corpus}/{part}.jsonl[.gz] in {folder}")


def read_lines(path: Path) -> Iterator[str]:
    """Yield the lines of a file, gunzipped if its name says so."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        yield from lines


def digest(folder: Path, corpora: Sequence[str], part: str) -> str:
    """Return a digest of everything that `part` of `corpora` holds, so that scores name their data."""
    seen = hashlib.sha256()
    for corpus in corpora:
        for path in find_files(folder, corpus, part):
            seen.update(f"{corpus}/{path.name.removesuffix('.gz')}\n".encode())
            for line in read_lines(path):
                seen.update(line.encode())
    return seen.hexdigest()[:16]
