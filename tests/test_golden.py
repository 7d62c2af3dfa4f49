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
    first, *others = map(json.loads, golden.expected(folder))
    if not any(golden.is_same(read, other) for other in others):
        assert golden.without_confidence(read) == golden.without_confidence(first)
        assert list(golden.confidences(read)) == pytest.approx(list(golden.confidences(first)), abs=golden.NEAR)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_something_is_read(folder):
    kept = json.loads(golden.expected(folder)[0])
    assert "error" in kept or (kept["statements"] and kept["entities"])
