"""Bytes -> text: which encoding, and every change named."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.capture.decode import decode_text
from onrecord.errors import CaptureError

FRENCH = "Le président a été reçu à l’Élysée ; il a déclaré : « Nous négocions. »"
RUSSIAN = "Стороны встретились в Рейкьявике и обсудили сокращение ядерных вооружений. " * 3


@pytest.mark.parametrize(
    ("data", "charset", "encoding", "text"),
    [
        (FRENCH.encode(), None, "utf-8", FRENCH),
        # a declaration loses to valid UTF-8: wrong declarations are common, chance UTF-8 is not
        (FRENCH.encode(), "iso-8859-1", "utf-8", FRENCH),
        (FRENCH.encode("cp1252"), None, "cp1252", FRENCH),
        # what says Latin-1 is read as browsers read it
        (FRENCH.encode("cp1252"), "iso-8859-1", "cp1252", FRENCH),
        (RUSSIAN.encode("koi8_r"), "koi8-r", "koi8-r", RUSSIAN),
        (RUSSIAN.encode("cp1251"), None, "cp1251", RUSSIAN),
        ("条約に署名した".encode("shift_jis"), "shift_jis", "cp932", "条約に署名した"),
        ("条約に署名した".encode("iso2022_jp"), "iso-2022-jp", "iso2022_jp", "条約に署名した"),
        (codecs.BOM_UTF8 + b"They met.", None, "utf-8", "They met."),
        (codecs.BOM_UTF16_LE + "They met.".encode("utf-16-le"), None, "utf-16-le", "They met."),
        (codecs.BOM_UTF16_BE + "They met.".encode("utf-16-be"), None, "utf-16-be", "They met."),
        ("They met at noon.".encode("utf-16-le"), None, "utf-16-le", "They met at noon."),
        # an unknown name says nothing
        (FRENCH.encode(), "klingon", "utf-8", FRENCH),
        # line ends are the author's
        (b"One.\r\nTwo.\rThree.\n", None, "utf-8", "One.\r\nTwo.\rThree.\n"),
    ],
)
def test_decode_text(data, charset, encoding, text):
    decoded = decode_text(data, charset)
    assert (decoded.encoding, decoded.text) == (encoding, text)


@pytest.mark.parametrize(
    ("data", "change"),
    [
        (codecs.BOM_UTF8 + b"They met.", "byte order mark"),
        (b"They met at Hofdi House \xe2\x80 in \xc3\xa9t\xc3\xa9 \xe2\x80\x94 so " + "é".encode() * 20, "U+FFFD"),
        (FRENCH.encode("cp1252"), "guessed cp1252"),
        (FRENCH.encode("cp1252"), "not UTF-8"),
    ],
)
def test_each_change_is_named(data, change):
    assert any(change in c for c in decode_text(data).changes)


def test_markup_declares_its_encoding():
    page = f'<html><head><meta charset="windows-1251"></head><p>{RUSSIAN}</p>'.encode("cp1251")
    assert RUSSIAN in decode_text(page, is_html=True).text


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_a_clear_error(data):
    try:
        decoded = decode_text(data)
    except CaptureError:
        return
    decoded.text.encode("utf-8")  # no lone surrogates
    assert codecs.lookup(decoded.encoding)


@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), max_size=200))
def test_utf8_comes_back_unchanged(text):
    decoded = decode_text(text.encode())
    if not text.startswith("\ufeff") and text.count("\ufffd") <= 4:
        assert decoded.text == text
