"""What kind of document some bytes are: markup, rows, plain text, or nothing we read."""

from __future__ import annotations

import json
import re

from onrecord.errors import CaptureError

TEXT, HTML, ROWS = "text/plain", "text/html", "application/jsonl"

_HTML_TYPES = {HTML, "application/xhtml+xml"}
_ROW_TYPES = {ROWS, "application/x-ndjson", "application/ndjson", "application/json-lines", "application/x-jsonlines"}
_UNSAID = {None, "", "application/octet-stream", "binary/octet-stream", "application/unknown"}
_MARKUP = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title|article|div|p|h1)\b",
    re.IGNORECASE | re.DOTALL,
)

# Formats people do hand in by mistake, so that the message can name them and say what to do.
_MAGIC = (
    (b"%PDF-", "a PDF; save its text first (for instance with pdftotext)"),
    (b"PK\x03\x04", "a ZIP archive or an office document; save it as text or HTML first"),
    (b"\xd0\xcf\x11\xe0", "an old office document; save it as text or HTML first"),
    (b"{\\rtf", "a rich text (RTF) document; save it as plain text first"),
    (b"\x1f\x8b", "gzip-compressed; unpack it first (gunzip)"),
    (b"BZh", "bzip2-compressed; unpack it first"),
    (b"\xfd7zXZ", "xz-compressed; unpack it first"),
    (b"\x28\xb5\x2f\xfd", "zstd-compressed; unpack it first"),
    (b"\x89PNG", "an image (PNG)"),
    (b"\xff\xd8\xff", "an image (JPEG)"),
    (b"GIF8", "an image (GIF)"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\x7fELF", "a program"),
    (b"ID3", "a sound file"),
    (b"OggS", "a sound file"),
)


def sniff_media_type(data: bytes, name: str, declared: str | None) -> str:
    """Return TEXT, HTML or ROWS for `data`; `declared` is the server's word for it, None if there is none.

    Raises CaptureError if it is empty or in a format that is not text.
    """
    if not data:
        raise CaptureError(f"{name} is empty; nothing to read")
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise CaptureError(f"{name} is {what}; onrecord reads text, HTML and JSON Lines")
    if declared in _HTML_TYPES:
        return HTML
    if declared in _ROW_TYPES:
        return ROWS
    if declared not in _UNSAID and not str(declared).startswith("text/"):
        raise CaptureError(f"{name} is {declared}, not a page; onrecord reads text, HTML and JSON Lines")
    if declared in _UNSAID and name.lower().endswith((".html", ".htm", ".xhtml")):
        return HTML
    head = data[:4096].removeprefix(b"\xef\xbb\xbf")
    if _MARKUP.match(head):
        return HTML
    return ROWS if declared in _UNSAID and _is_row(data) else TEXT


def _is_row(data: bytes) -> bool:
    """Return whether the first line is a JSON object with a text, as standard input cannot say what it is."""
    line = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not line.startswith(b"{"):
        return False
    try:
        row = json.loads(line.split(b"\n", 1)[0])
    except (ValueError, RecursionError):
        return False
    return isinstance(row, dict) and "text" in row
