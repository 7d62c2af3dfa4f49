"""The reading under test: a user's way in, from JSON Lines to records, each row read once an invocation."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from onrecord import pipeline
from onrecord.types import Article, Failure, Record, Signals

Row = dict[str, Any]


class Reader:
    """Loads the models at first need; remembers what it has read."""

    def __init__(self, threads: int | None = None) -> None:
        """`threads` as for the engine: None is its default."""
        self._threads = threads
        self._models: pipeline.Models | None = None
        self._read: dict[tuple[str, str], Record | Failure] = {}

    @property
    def models(self) -> pipeline.Models:
        """Return the models, loaded."""
        if self._models is None:
            self._models = pipeline.Models.load(self._threads)
        return self._models

    def scan(self, articles: Sequence[Article]) -> list[Signals]:
        """Return what the engine says of `articles`."""
        return self.models.engine.scan(articles)

    def records(self, rows: Sequence[Row]) -> list[Record | None]:
        """Return the record of each row (`id, date, text`), None where the reading failed (it is said on stderr)."""
        keys = [(row.get("date") or "", row["text"]) for row in rows]
        missing = [(key, row) for key, row in zip(keys, rows, strict=True) if key not in self._read]
        results = self._read_all([row for _, row in missing])
        for (key, row), result in zip(missing, results, strict=True):
            if isinstance(result, Failure):
                print(f"not read: {row['id']}: {result.error.kind}: {result.error.message}", file=sys.stderr)
            elif result.article.text != row["text"]:
                raise AssertionError(f"{row['id']}: the article's text is not the input (law 2)")
            self._read[key] = result
        found = (self._read[key] for key in keys)
        return [None if isinstance(result, Failure) else result for result in found]

    def _read_all(self, rows: Sequence[Row]) -> list[Record | Failure]:
        if not rows:
            return []
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "rows.jsonl"
            lines = (json.dumps({key: row[key] for key in ("id", "date", "text") if row.get(key)}) for row in rows)
            path.write_text("\n".join(lines) + "\n", encoding="utf-8")
            return list(pipeline.read([str(path)], models=self.models))
