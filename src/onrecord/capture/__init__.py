"""Inputs as a user names them -> captures: a file, a folder, a glob, `-`, an http(s) address (an edge: it does I/O).

One input that cannot be read is one `Failure` in its place; the others are still read.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from typing import BinaryIO

from onrecord.capture.addresses import Page, is_address
from onrecord.capture.decode import decode_text
from onrecord.capture.files import MEGABYTE, expand_input, printable, read_bounded, read_file
from onrecord.capture.kinds import HTML, ROWS, sniff_media_type
from onrecord.capture.make import capture_of, digest, failure_of
from onrecord.capture.rows import read_rows
from onrecord.dates import parse_date
from onrecord.errors import CaptureError
from onrecord.types import Capture, Failure, Origin

__all__ = ["LIMIT", "read_captures"]

LIMIT = 20 * MEGABYTE


def read_captures(
    inputs: Sequence[str],
    *,
    published: str | None = None,
    outlet: str | None = None,
    limit: int = LIMIT,
    allow_private: bool = False,
    stdin: BinaryIO | None = None,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Iterator[Capture | Failure]:
    """Yield a capture or a failure for each document that `inputs` name, in order; a folder's files sorted by path.

    `published` and `outlet` are what to assume where a document does not say; raises ValueError if `published` is no
    date. `limit` bounds one document, in bytes. `allow_private` lets addresses of the local network be fetched; `now`
    is the clock that `fetched` is read from.
    """
    if published and parse_date(published) is None:
        raise ValueError(f"published must be a date such as 1986-10-12, not {published!r}")
    published = parse_date(published) if published else None
    assumed = {k: v for k, v in (("published", published), ("outlet", outlet)) if v}
    for name in inputs:
        try:
            if name == "-":
                yield from _documents(_page(read_bounded(stdin or sys.stdin.buffer, limit, "<stdin>")), assumed)
            elif is_address(name):
                from onrecord.capture.fetch import Fetcher  # who reads files need not wait for a network library

                page = Fetcher(limit=limit, allow_private=allow_private).fetch(name)
                fetched = now().astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
                yield from _documents(page, assumed, Origin("", 0, "", url=page.url, fetched=fetched))
            else:
                for path in expand_input(name):
                    yield from _file(path, limit, assumed)
        except CaptureError as error:
            yield failure_of(_origin(name), error)


def _origin(name: str) -> Origin:
    """Return the origin of an input that never became bytes."""
    if is_address(name):
        return Origin("", 0, "", url=name)
    return Origin("", 0, "", path=None if name == "-" else printable(name))


def _file(path: str, limit: int, assumed: dict[str, str]) -> Iterator[Capture | Failure]:
    origin = Origin("", 0, "", path=printable(path))
    try:
        if path.lower().endswith((".jsonl", ".ndjson")):
            yield from read_rows(path, limit, assumed)
        else:
            yield from _documents(_page(read_file(path, limit)), assumed, origin)
    except CaptureError as error:
        yield failure_of(origin, error)


def _page(data: bytes) -> Page:
    return Page(data, None, None, None)


def _documents(page: Page, assumed: dict[str, str], origin: Origin | None = None) -> Iterator[Capture | Failure]:
    """Yield the documents in one run of bytes: many when they are JSON Lines, else one."""
    origin = origin or Origin("", 0, "")
    name = origin.path or origin.url or "<stdin>"
    media_type = sniff_media_type(page.data, name, page.media_type)
    if media_type == ROWS:
        yield from read_rows(page.data, len(page.data) + 1, assumed, origin)
        return
    known = digest(page.data, origin, media_type)
    try:
        decoded = decode_text(page.data, page.charset, is_html=media_type == HTML)
    except CaptureError as error:
        yield failure_of(known, CaptureError(f"{name} {error}"))
        return
    if decoded.text.strip():
        yield capture_of(decoded, known, name, assumed)
    else:
        yield failure_of(known, CaptureError(f"{name} holds nothing but white space; nothing to read"))
