"""Write docs/record.schema.json, the JSON Schema of what `onrecord read --format json` prints, from the types.

python scripts/make_schema.py
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from onrecord.types import SCHEMA, Failure, Record

PATH = Path(__file__).resolve().parents[1] / "docs" / "record.schema.json"


def make_schema() -> dict[str, Any]:
    """Return the schema: a record, or the failure that stands in its place."""
    either, parts = msgspec.json.schema_components([Record, Failure], ref_template="#/$defs/{name}")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": SCHEMA,
        "description": "One line of `onrecord read --format jsonl`. A span is [start, end), in Unicode code points of "
        "article.text.",
        "oneOf": list(either),
        "$defs": parts,
    }


def text() -> str:
    """Return the file's text."""
    return msgspec.json.format(msgspec.json.encode(make_schema()), indent=2).decode() + "\n"


if __name__ == "__main__":
    PATH.write_text(text(), encoding="utf-8")
