"""Whole records, as they were read with care: `just golden` writes them anew, and the diff is read like code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import golden

FOLDERS = golden.slugs()


def test_there_are_some():
    assert len(FOLDERS) >= 10


def test_every_example_has_its_record():
    seen = {json.loads((folder / "capture.json").read_text(encoding="utf-8"))["path"] for folder in FOLDERS}
    examples = {f"examples/{p.name}" for p in (Path(golden.ROOT) / "examples").iterdir() if p.suffix != ".md"}
    assert examples <= seen


@pytest.mark.slow
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_golden(folder):
    read = json.loads(golden.dump(golden.read_golden(folder)))
    bare = golden.without_confidence(read)
    first, *others = map(json.loads, golden.expected(folder))
    kept = next((other for other in others if golden.without_confidence(other) == bare), first)
    assert bare == golden.without_confidence(kept)
    assert list(confidences(read)) == pytest.approx(list(confidences(kept)), abs=0.05)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_something_is_read(folder):
    kept = json.loads(golden.expected(folder)[0])
    assert "error" in kept or (kept["statements"] and kept["entities"])


def confidences(value):
    if isinstance(value, dict):
        if "confidence" in value:
            yield value["confidence"]
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from confidences(item)
