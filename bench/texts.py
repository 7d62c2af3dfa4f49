"""The fixed texts that speed is measured on, as JSON Lines of `{id, date, text}`."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WORDS = 60_000  # about as many as the corpus has


def load_texts() -> tuple[str, list[dict[str, str]]]:
    """Return what the texts are, and the texts: PolNeAR dev if it is there, else our examples over and over."""
    folder = Path(os.environ.get("ONRECORD_DATA") or ROOT.parent / "shared" / "data")
    corpus = folder / "polnear" / "dev.jsonl.gz"
    if corpus.exists():
        with gzip.open(corpus, "rt", encoding="utf-8") as lines:
            rows = [json.loads(line) for line in lines]
        return "PolNeAR dev", [{key: row[key] for key in ("id", "date", "text")} for row in rows]
    return "our examples, repeated", _examples()


def _examples() -> list[dict[str, str]]:
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "examples").glob("*.txt"))]
    times = WORDS // count_words(texts) + 1
    return [{"id": str(i), "date": "2019-03-13", "text": text} for i, text in enumerate(texts * times)]


def count_words(texts: list[str]) -> int:
    """Return the number of words, as white space parts them."""
    return sum(len(text.split()) for text in texts)
