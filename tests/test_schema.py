"""The JSON Schema is that of the types."""

from __future__ import annotations

import make_schema


def test_schema_is_up_to_date():
    assert make_schema.PATH.read_text(encoding="utf-8") == make_schema.text(), "run python scripts/make_schema.py"
