"""Types <-> rows of the record file; nowhere else does one become the other."""

from __future__ import annotations

import sqlite3
import zlib
from typing import Any

import msgspec
from msgspec.structs import asdict, replace

from onrecord.query import fold, names_of, speaker_names, statement_days
from onrecord.rows import StatementRow, statement_rows
from onrecord.types import Capture, Failure, Origin, Record, Statement

Values = dict[str, Any]
# For `select`, over statement, record and capture.
STATEMENT_COLUMNS = ", ".join(
    {"report": "capture.sha256 as report", "statement": "statement.number as statement"}.get(f, f"statement.{f}")
    for f in StatementRow.__struct_fields__
)


def capture_values(capture: Capture, added: str) -> Values:
    """Return the columns of `capture`."""
    origin = capture.origin
    return {
        "sha256": origin.sha256,
        "url": origin.url or "",
        "path": origin.path,
        "row": origin.row,
        "media_type": origin.media_type,
        "length": origin.length,
        "fetched": origin.fetched,
        "added": added,
        "envelope": envelope(capture),
        "text": zlib.compress(capture.text.encode("utf-8", "surrogatepass")),
    }


def envelope(capture: Capture) -> str:
    """Return `capture` as JSON, without its text."""
    return _json(replace(capture, text=""))


def capture_of(row: sqlite3.Row) -> Capture:
    """Return the capture that `capture_values` put down."""
    text = zlib.decompress(row["text"]).decode("utf-8", "surrogatepass")
    return replace(msgspec.json.decode(row["envelope"], type=Capture), text=text)


def hints(capture: Capture) -> str:
    """Return what the reading is told of `capture` beside its text; with other hints it is another reading."""
    return _json([capture.title, capture.published, capture.outlet, capture.byline, capture.assumed])


def record_values(record: Record, version: str, told: str, added: str) -> Values:
    """Return the columns of `record`, but for its capture."""
    article = record.article
    return {
        "version": version,
        "hints": told,
        "current": 1,
        "added": added,
        "title": article.title.value if article.title else None,
        "outlet": article.outlet.value if article.outlet else None,
        "outlet_folded": fold(article.outlet.value) if article.outlet else "",
        "published": article.published.value if article.published else None,
        "lang": article.lang,
        "body": zlib.compress(msgspec.json.encode(record)),
    }


def record_of(row: sqlite3.Row) -> Record:
    """Return the record that `record_values` put down."""
    return msgspec.json.decode(zlib.decompress(row["body"]), type=Record)


def statement_values(record: Record) -> list[tuple[Values, list[tuple[str, str]]]]:
    """Return for each statement its columns and its parties: which part in it, and a name to be found by."""
    entities = {e.id: e for e in record.entities}
    timexes = {t.id: t for t in record.timexes}

    def parties(statement: Statement) -> list[tuple[str, str]]:
        text = record.article.text
        found = {("speaker", n) for n in speaker_names(statement, record, entities)}
        found |= {("addressee", n) for n in names_of(entities.get(statement.addressee or ""), text)}
        found |= {("via", n) for v in statement.via for n in names_of(entities.get(v), text)}
        return sorted(found)

    made = []
    for statement, row in zip(record.statements, statement_rows(record), strict=True):
        earliest, latest = statement_days(statement, record, timexes)
        values = asdict(row)
        del values["report"]
        values["number"] = values.pop("statement")
        values["on_word_of"] = _json(row.on_word_of)
        values |= {"earliest": earliest, "latest": latest, "content_folded": fold(row.content)}
        made.append((values, parties(statement)))
    return made


def statement_of(row: sqlite3.Row) -> StatementRow:
    """Return the row that was asked for with `STATEMENT_COLUMNS`."""
    values = dict(row)
    values["on_word_of"] = tuple(msgspec.json.decode(values["on_word_of"]))
    values["negated"] = bool(values["negated"])
    return StatementRow(**values)


def failure_values(failure: Failure, version: str, added: str) -> Values:
    """Return the columns of `failure`."""
    return {
        "sha256": failure.capture.sha256,
        "address": address(failure.capture),
        "version": version,
        "kind": failure.error.kind,
        "message": failure.error.message,
        "origin": _json(failure.capture),
        "added": added,
    }


def address(origin: Origin) -> str:
    """Return where a capture or a failure came from, in one string."""
    where = origin.url or origin.path or "<stdin>"
    return f"{where}:{origin.row}" if origin.row else where


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()
