"""Bytes -> text, with every change named (law 2: nothing is changed silently)."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from charset_normalizer import from_bytes

from onrecord.errors import CaptureError


class Decoded(NamedTuple):
    """Text, the encoding it was in, and what decoding altered, in words."""

    text: str
    encoding: str
    changes: tuple[str, ...] = ()


_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META = re.compile(rb"<(?:meta|\?xml)\b[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)

# What browsers take these names to mean (WHATWG Encoding Standard): the wider set that people really wrote in.
_WIDER = {"ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030",
          "shift_jis": "cp932", "euc_kr": "cp949", "iso8859-11": "cp874"}  # fmt: skip
_SEVEN_BIT = ("iso2022", "hz", "utf-7")  # pass for UTF-8, and are not
_GUESSES = ["cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "koi8_r", "cp932", "gb18030",
            "cp949", "big5"]  # fmt: skip
_SAMPLE = 65_536
_CONTROLS = re.compile("[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def decode_text(data: bytes, charset: str | None = None, *, is_html: bool = False) -> Decoded:
    """Return the text of `data`; `charset` is what the server said of it, None if nothing.

    In this order: a byte order mark; strict UTF-8; the declared encoding; UTF-8 with a few damaged bytes; a guess.
    UTF-8 goes before the declaration because text of another encoding is hardly ever valid UTF-8 by chance, while
    wrong declarations are common. Raises CaptureError, whose message has yet to name the input, if they are no text.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _replacing(data[len(bom) :], encoding, "byte order mark dropped")
    declared = _declared(charset, data if is_html else b"")
    if b"\0" in data:
        return _wide(data)
    if not (declared and declared.startswith(_SEVEN_BIT)):
        try:
            return _checked(Decoded(data.decode("utf-8"), "utf-8"))
        except UnicodeDecodeError:
            pass
    if declared:
        try:
            return _checked(Decoded(data.decode(declared), declared, (f"decoded as the declared {declared}",)))
        except UnicodeDecodeError:
            pass
    return _checked(_guess(data))


def _declared(charset: str | None, markup: bytes) -> str | None:
    """Return Python's name of the encoding that the server or the markup declares; None if none is known."""
    found = _META.search(markup[:4096])
    for name in (charset, found and found[1].decode("ascii")):
        try:
            known = codecs.lookup(name).name if name else None
        except LookupError:
            continue
        if known and known != "utf-8" and not known.startswith(("utf-16", "utf-32")):  # there are no NULs
            return _WIDER.get(known, known)
    return None


def _wide(data: bytes) -> Decoded:
    """Return text whose NULs show UTF-16 without a mark; other bytes with NULs are no text."""
    half = max(1, len(data[:_SAMPLE]) // 2)
    even, odd = data[:_SAMPLE:2].count(0), data[1:_SAMPLE:2].count(0)
    if len(data) % 2 == 0 and max(even, odd) > 0.4 * half and min(even, odd) < 0.02 * half:
        encoding = "utf-16-le" if odd > even else "utf-16-be"
        return _checked(_replacing(data, encoding, f"no encoding declared; read as {encoding}"))
    raise CaptureError("is binary, not text (it holds NUL bytes); onrecord reads text, HTML and JSON Lines")


def _guess(data: bytes) -> Decoded:
    damaged = _replacing(data, "utf-8")
    lost = damaged.text.count("\ufffd")
    kept = sum(c > "\x7f" for c in damaged.text) - lost
    if lost <= kept / 8:  # mostly good UTF-8 with a cut or a stray byte
        return damaged
    best = from_bytes(data[:_SAMPLE], cp_isolation=_GUESSES).best()
    encoding = best.encoding if best else "cp1252"
    # A handful of odd bytes says too little for a guess; in news they are the quotes and accents of cp1252.
    if sum(b > 0x7F for b in data[:_SAMPLE]) < 20 or encoding in ("cp1250", "cp1254"):
        encoding = "cp1252"
    try:
        return Decoded(data.decode(encoding), encoding, (f"no encoding declared and not UTF-8; guessed {encoding}",))
    except UnicodeDecodeError:
        return damaged


def _replacing(data: bytes, encoding: str, *changes: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding), encoding, changes)
    except UnicodeDecodeError as error:
        text = data.decode(encoding, "replace")
        note = f"bytes that are not {encoding} replaced by U+FFFD, first at byte {error.start}"
        return Decoded(text, encoding, (*changes, note))


def _checked(decoded: Decoded) -> Decoded:
    """Return `decoded` if it reads as text; raises CaptureError if it is full of control characters or U+FFFD."""
    sample = decoded.text[:_SAMPLE]
    odd = len(_CONTROLS.findall(sample)) + sample.count("\ufffd")
    if odd > 4 and odd > 0.1 * len(sample):
        raise CaptureError("is binary, not text; onrecord reads text, HTML and JSON Lines")
    return decoded
