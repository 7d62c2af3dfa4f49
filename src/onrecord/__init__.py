"""Who said what, to whom, on whose word, and when: the record that news reports carry, with the words behind each row.

    >>> import onrecord
    >>> record = onrecord.read("report.txt", published="1985-05-16")  # doctest: +SKIP
    >>> for statement in record.statements:  # doctest: +SKIP
    ...     print(statement.voice, onrecord.words(record, statement.content))

`read` takes a path, an http(s) address or "-"; `read_text` a text in hand; `read_many` any number of inputs. What comes
back is a `Record` of plain typed values (`onrecord.types`); `to_dict`, `to_json` and `frame` turn it into what other
tools read, `find_statements` asks who said what.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from os import PathLike, fspath
from typing import TYPE_CHECKING, Any

import msgspec

from onrecord import errors
from onrecord import text as _text
from onrecord.errors import OnRecordError
from onrecord.query import Question, days, find_statements, keep_confident
from onrecord.rows import StatementRow
from onrecord.types import Capture, Failure, Origin, Record, Span

if TYPE_CHECKING:
    from onrecord.pipeline import Models
    from onrecord.render.frames import Library, Table

__version__ = "0.1.0"
__all__ = [
    "Capture",
    "Failure",
    "OnRecordError",
    "Question",
    "Record",
    "StatementRow",
    "find_statements",
    "frame",
    "keep_confident",
    "read",
    "read_many",
    "read_text",
    "to_dict",
    "to_json",
    "words",
]


def read(source: str | PathLike[str], *, published: str | None = None, outlet: str | None = None) -> Record:
    """Return the record of the one report at `source`: a path, an http(s) address, or "-" for standard input.

    `published` (an ISO 8601 date) and `outlet` are what to assume where the report does not say. Raises an
    `OnRecordError` if it cannot be read, ValueError if `source` holds more than one report.
    """
    found = read_many([source], published=published, outlet=outlet)
    first = next(found, None)
    if first is None:
        raise errors.CaptureError(f"{source} holds no report")
    if next(found, None) is not None:
        raise ValueError(f"{source} holds more than one report; use read_many")
    return _record_or_raise(first)


def read_many(
    sources: Iterable[str | PathLike[str]], *, published: str | None = None, outlet: str | None = None
) -> Iterator[Record | Failure]:
    """Yield a record, or the failure in its place, for each report in `sources`: files, folders, globs, addresses."""
    from onrecord import pipeline

    if published is not None:
        days(published)
    return pipeline.read([fspath(s) for s in sources], published=published, outlet=outlet)


def read_text(
    text: str,
    *,
    title: str | None = None,
    published: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    models: Models | None = None,
) -> Record:
    """Return the record of a report in hand. Raises ArticleError if there is none in it."""
    from hashlib import sha256

    from onrecord import pipeline

    if published is not None:
        days(published)
    raw = text.encode("utf-8", "surrogatepass")
    origin = Origin(sha256(raw).hexdigest(), len(raw), "text/plain", url=url)
    capture = Capture(origin, text, "<text>", title=title, published=published, outlet=outlet)
    return _record_or_raise(
        next(pipeline.read_captures_into_records([capture], (lambda: models) if models else pipeline.load_models))
    )


def words(record: Record, spans: Iterable[Span]) -> str:
    """Return the report's own words at `spans`, pieces joined by " … "."""
    return _text.words(record.article.text, spans)


def to_dict(value: Record | Failure | StatementRow) -> dict[str, Any]:
    """Return `value` as plain dicts and lists, the same as its JSON; a span is `[start, end]`."""
    made: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(value))
    return made


def to_json(value: Record | Failure | StatementRow) -> str:
    """Return `value` as one line of JSON."""
    return msgspec.json.encode(value).decode()


def frame(records: Iterable[Record | Failure], table: Table = "statements", library: Library = "pandas") -> Any:
    """Return one table of `records` as a pandas or polars frame, in words: see `onrecord.render.frames`."""
    from onrecord.render.frames import frame as make_frame

    return make_frame((r for r in records if isinstance(r, Record)), table, library)


def _record_or_raise(outcome: Record | Failure) -> Record:
    if isinstance(outcome, Record):
        return outcome
    kind = getattr(errors, outcome.error.kind, OnRecordError)
    raise kind(outcome.error.message)
