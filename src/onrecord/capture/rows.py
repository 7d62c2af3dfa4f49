"""JSON Lines of `{id?, url?, date?, title?, text, outlet?, byline?}` -> captures, one a row (I/O when given a path)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any, BinaryIO

from msgspec.structs import replace

from onrecord.capture.files import open_file, printable, too_large
from onrecord.capture.kinds import ROWS
from onrecord.capture.make import digest, failure_of
from onrecord.dates import parse_date
from onrecord.errors import CaptureError
from onrecord.types import Capture, Failure, Origin

_SURROGATE = re.compile("[\ud800-\udfff]")


def read_rows(
    source: str | bytes, limit: int, assumed: dict[str, str], origin: Origin | None = None
) -> Iterator[Capture | Failure]:
    """Yield a capture or a failure for each row of a path or of bytes in hand; blank lines are no rows.

    `limit` bounds one row, in bytes; the file may be of any length, as it is read row by row.
    """
    if isinstance(source, bytes):
        yield from _rows(BytesIO(source), limit, assumed, origin or Origin("", 0, ""))
        return
    with open_file(source) as file:
        yield from _rows(file, limit, assumed, Origin("", 0, "", path=printable(source)))


def _rows(file: BinaryIO, limit: int, assumed: dict[str, str], origin: Origin) -> Iterator[Capture | Failure]:
    name = origin.path or origin.url or "<stdin>"
    number, seen = 0, False
    while line := file.readline(limit + 2):
        number += 1
        whole = line.endswith(b"\n") or len(line) <= limit
        while not whole and not line.endswith(b"\n"):  # drop the rest of a row that is too long, piece by piece
            rest = file.readline(limit)
            if not rest or rest.endswith(b"\n"):
                break
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        line = line.rstrip(b"\r\n")
        if not line.strip():
            continue
        seen = True
        at = replace(digest(line, origin, ROWS), row=number)
        try:
            if not whole or len(line) > limit:
                raise CaptureError(too_large(f"{name}:{number}", limit))
            yield _capture(line, at, f"{name}:{number}", assumed)
        except CaptureError as error:
            yield failure_of(at, error)
    if not seen:
        yield failure_of(digest(b"", origin, ROWS), CaptureError(f"{name} holds no rows; nothing to read"))


def _capture(line: bytes, origin: Origin, name: str, assumed: dict[str, str]) -> Capture:
    changes: list[str] = []
    try:
        decoded = line.decode("utf-8")
    except UnicodeDecodeError as error:
        decoded = line.decode("utf-8", "replace")
        changes.append(f"bytes that are not UTF-8 replaced by U+FFFD, first at byte {error.start} of the row")
    row = _parse(decoded, name)
    text = row.get("text")
    if not isinstance(text, str):
        raise CaptureError(f'{name} has no text: a row needs a field "text" that is a string')
    if not text.strip():
        raise CaptureError(f"{name} has an empty text; nothing to read")
    text, changed = clean_string(text)
    published = _date(row.get("date"), changes)
    outlet = _string(row.get("outlet"))
    hints = {"published": published, "outlet": outlet}
    return Capture(
        replace(origin, encoding="utf-8", changes=(*changes, *changed), url=_string(row.get("url")) or origin.url),
        text,
        name,
        id=None if row.get("id") is None else clean_string(str(row["id"]))[0],
        title=_string(row.get("title")),
        published=published or assumed.get("published"),
        outlet=outlet or assumed.get("outlet"),
        byline=_byline(row.get("byline")),
        assumed=tuple(sorted(k for k in assumed if not hints[k])),
    )


def _parse(line: str, name: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise CaptureError(f"{name} is not JSON: {error.msg} at column {error.colno}") from error
    except (ValueError, RecursionError) as error:  # an integer of thousands of digits; brackets nested too deep
        raise CaptureError(f"{name} is JSON that cannot be read: {error}") from error
    if not isinstance(row, dict):
        raise CaptureError(f"{name} is JSON, but not an object with a text")
    return row


def clean_string(text: str) -> tuple[str, tuple[str, ...]]:
    """Return `text` with what is no Unicode text (lone surrogates, NUL) replaced one for one, and what was changed."""
    clean, count = _SURROGATE.subn("\ufffd", text)
    changes = [f"{count} lone surrogate(s) replaced by U+FFFD"] if count else []
    if nuls := clean.count("\0"):
        clean = clean.replace("\0", "\ufffd")
        changes.append(f"{nuls} NUL character(s) replaced by U+FFFD")
    return clean, tuple(changes)


def _string(value: object) -> str | None:
    return clean_string(value)[0].strip() or None if isinstance(value, str) else None


def _byline(value: object) -> tuple[str, ...]:
    values = value if isinstance(value, list) else [value]
    return tuple(s for v in values if (s := _string(v)))


def _date(value: object, changes: list[str]) -> str | None:
    if value is None or value == "":
        return None
    found = parse_date(value) if isinstance(value, str) else None
    if found is None:
        changes.append(f"the row's date {json.dumps(value)[:60]} is not a date that can be read; left out")
    return found
