"""Write the golden records anew: `python scripts/golden.py [--other]`; read the diff like code.

A folder of tests/golden is one example: `capture.json` says what came in, `record.json` what came out (`error.json`, if
that was a failure). An example stands in `examples/`, or beside its `capture.json`. The sums of floats of two makes of
processor differ, and so may a row: `record.other.json` is what another make reads, where that differs (`--other`).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from onrecord.capture import read_captures
from onrecord.pipeline import read_captures_into_records
from onrecord.types import Failure, Record

ROOT = Path(__file__).resolve().parents[1]
GOLDEN = ROOT / "tests" / "golden"
OTHER = "record.other.json"
NEAR = 0.05  # what confidences of one row may differ by


def slugs() -> list[Path]:
    """Return the folders of the golden examples."""
    return sorted(path.parent for path in GOLDEN.glob("*/capture.json"))


def read_golden(folder: Path) -> Record | Failure:
    """Return what is read today of the example of `folder`, with its path as the clone has it."""
    asked = json.loads((folder / "capture.json").read_text(encoding="utf-8"))
    path = folder / asked["path"] if (folder / asked["path"]).exists() else ROOT / asked["path"]
    captures = list(read_captures([str(path)], published=asked.get("published"), outlet=asked.get("outlet")))
    result = list(read_captures_into_records(captures))[asked.get("row", 1) - 1]
    return _relative(result)


def _relative(result: Record | Failure) -> Record | Failure:
    """Return `result` as if it had been read from the root of the clone."""
    clone = f"{ROOT.as_posix()}/"
    raw = msgspec.json.encode(result).decode().replace(clone, "")
    return msgspec.json.decode(raw, type=type(result))


def dump(result: Record | Failure) -> str:
    """Return a record as it stands in its folder, confidences to two places."""
    return json.dumps(_rounded(msgspec.to_builtins(result)), indent=1, ensure_ascii=False) + "\n"


def _rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _rounded(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(item) for item in value]
    return round(value, 2) if isinstance(value, float) else value


def expected(folder: Path) -> list[str]:
    """Return what the folder says may come out: one record or failure, and what another make of processor reads."""
    name = "error.json" if (folder / "error.json").exists() else "record.json"
    return [(folder / n).read_text(encoding="utf-8") for n in (name, OTHER) if (folder / n).exists()]


def without_confidence(value: Any) -> Any:
    """Return `value` less what differs a little between makes of processor."""
    if isinstance(value, dict):
        return {name: without_confidence(item) for name, item in value.items() if name != "confidence"}
    return [without_confidence(item) for item in value] if isinstance(value, list) else value


def confidences(value: Any) -> Iterator[float]:
    """Yield the confidences of a record's rows, in order."""
    if isinstance(value, dict):
        if "confidence" in value:
            yield value["confidence"]
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from confidences(item)


def is_same(read: Any, kept: Any) -> bool:
    """Return whether a record as read is the one kept, confidences near each other."""
    pairs = zip(confidences(read), confidences(kept), strict=False)
    return bool(without_confidence(read) == without_confidence(kept)) and all(abs(a - b) <= NEAR for a, b in pairs)


def changed_other() -> Iterator[Path]:
    """Write what this processor reads beside each golden record that is not the same; yield the folders."""
    for folder in slugs():
        read = dump(read_golden(folder))
        first = expected(folder)[0]
        (folder / OTHER).unlink(missing_ok=True)
        if not is_same(json.loads(read), json.loads(first)):
            (folder / OTHER).write_text(read, encoding="utf-8")
            yield folder


def changed() -> Iterator[Path]:
    """Write every golden record anew; yield the folders whose record changed."""
    for folder in slugs():
        result = read_golden(folder)
        name = "error.json" if isinstance(result, Failure) else "record.json"
        before = (folder / name).read_text(encoding="utf-8") if (folder / name).exists() else ""
        for other in {"error.json", "record.json"} - {name}:
            (folder / other).unlink(missing_ok=True)
        (folder / name).write_text(dump(result), encoding="utf-8")
        if dump(result) != before:
            yield folder


if __name__ == "__main__":
    for folder in changed_other() if "--other" in sys.argv else changed():
        print(f"changed: {folder.relative_to(ROOT)}")
