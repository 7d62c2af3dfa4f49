"""Inputs -> captures, one failure for each input that cannot be read, and the others still read."""

from __future__ import annotations

import io
import json
import os
from hashlib import sha256

import pytest

from onrecord.capture import read_captures
from onrecord.types import Capture, Failure

REPORT = "Talks Open in Reykjavik\n\nThe two leaders met at Hofdi House on Saturday.\n"
PAGE = "<html><body><p>The two leaders met at Hofdi House.</p></body></html>"


def read(*inputs, **settings):
    return list(read_captures([str(i) for i in inputs], **settings))


def read_one(*inputs, **settings):
    (only,) = read(*inputs, **settings)
    return only


def test_a_file_is_its_text_and_says_where_it_is_from(tmp_path):
    path = tmp_path / "report.txt"
    path.write_bytes(REPORT.encode())
    capture = read_one(path)
    assert isinstance(capture, Capture)
    assert capture.text == REPORT
    assert capture.name == capture.origin.path == str(path)
    assert capture.origin.sha256 == sha256(REPORT.encode()).hexdigest()
    assert (capture.origin.length, capture.origin.media_type) == (len(REPORT), "text/plain")
    assert capture.origin.fetched is None
    assert capture.origin.row is None


def test_a_folder_is_read_whole_in_order_of_path_without_hidden_files(tmp_path):
    for name in ("b.txt", "a.txt", "inner/c.txt", ".hidden", ".git/d.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(REPORT)
    names = [c.name.removeprefix(str(tmp_path)) for c in read(tmp_path)]
    assert names == ["/a.txt", "/b.txt", "/inner/c.txt"]


def test_what_is_no_report_by_its_name_is_left_out_of_a_folder_and_said_so(tmp_path, caplog):
    for name in ("a.txt", "README.md", "records.db", "photo.jpg", "Makefile"):
        (tmp_path / name).write_text(REPORT)
    assert [c.name.removeprefix(str(tmp_path)) for c in read(tmp_path)] == ["/a.txt"]
    assert "4 files left out" in caplog.text
    assert "Makefile, README.md, photo.jpg, …" in caplog.text
    caplog.clear()
    # named by itself or by a pattern, a file is read whatever its name
    assert read_one(tmp_path / "README.md").text == REPORT
    assert len(read(tmp_path / "**")) == 5
    assert not caplog.text


def test_a_folder_without_reports_is_a_failure(tmp_path):
    (tmp_path / "notes.md").write_text(REPORT)
    failure = read_one(tmp_path)
    assert "holds 1 files, but none ending in .txt" in failure.error.message


def test_a_name_that_is_not_utf8_can_be_printed(tmp_path):
    path = os.path.join(os.fsencode(tmp_path), b"caf\xe9.txt")
    try:
        with open(path, "wb") as file:
            file.write(REPORT.encode())
    except OSError:
        pytest.skip("this file system keeps names in UTF-8")
    found = [*read(tmp_path), *read(os.fsdecode(path)), *read(os.fsdecode(path) + "x")]
    assert [f.origin.path[-11:] for f in found[:2]] == [r"caf\xe9.txt"] * 2
    assert found[0].text == REPORT
    assert found[2].capture.path.endswith(r"caf\xe9.txtx")
    assert all(json.dumps(f.error.message).isascii() for f in found[2:])


def test_a_glob_names_files_in_order(tmp_path):
    for name in ("b.txt", "a.txt", "c.html"):
        (tmp_path / name).write_text(REPORT)
    assert [c.name[-5:] for c in read(tmp_path / "*.txt")] == ["a.txt", "b.txt"]
    assert [c.name[-5:] for c in read(tmp_path / "**")] == ["a.txt", "b.txt", ".html"]


def test_a_file_whose_name_looks_like_a_glob_is_that_file(tmp_path):
    path = tmp_path / "report [1].txt"
    path.write_text(REPORT)
    assert read_one(path).text == REPORT


@pytest.mark.parametrize(
    ("data", "media_type", "count"),
    [
        (REPORT.encode(), "text/plain", 1),
        (PAGE.encode(), "text/html", 1),
        (b"<!DOCTYPE html>\n<html></html>", "text/html", 1),
        # standard input has no name, so rows are told by their look
        (b'{"text": "One."}\n{"text": "Two."}\n', "application/jsonl", 2),
        # an object without a text is no row, and braces alone are no JSON
        (b'{"headline": "One."}\n', "text/plain", 1),
        (b"{curly} words\n", "text/plain", 1),
    ],
)
def test_standard_input_is_read_as_what_it_looks_like(data, media_type, count):
    found = read("-", stdin=io.BytesIO(data))
    assert [c.origin.media_type for c in found] == [media_type] * count
    assert {c.origin.path for c in found} == {None}


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("empty.txt", b"", "is empty"),
        ("blank.txt", b" \n\t\n", "nothing but white space"),
        ("photo.txt", b"\x89PNG\r\n\x1a\n\x00\x00", "an image (PNG)"),
        ("paper.txt", b"%PDF-1.7 ...", "a PDF"),
        ("office.txt", b"PK\x03\x04....", "office document"),
        ("program.txt", bytes(range(256)) * 3, "binary"),
        ("noise.txt", bytes((i * 7 + 1) % 32 or 5 for i in range(999)), "binary"),
        ("large.txt", b"word " * 300, "over the limit"),
        ("large.jsonl", b'{"text": "' + b"word " * 300 + b'"}\n', "over the limit"),
        ("empty.jsonl", b"\n\n", "holds no rows"),
    ],
)
def test_a_file_that_cannot_be_read_is_a_failure_and_the_others_are_read(tmp_path, name, data, message):
    bad, good = tmp_path / name, tmp_path / "z.txt"
    bad.write_bytes(data)
    good.write_text(REPORT)
    failure, capture = read(bad, good, limit=1000)
    assert isinstance(failure, Failure)
    assert message in failure.error.message
    assert str(bad) in failure.error.message
    assert failure.error.kind == "CaptureError"
    assert failure.capture.path == str(bad)
    assert isinstance(capture, Capture)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("nowhere.txt", "does not exist"),
        ("no*where", "matches no file"),
        ("ftp://example.org/a.txt", "not an http or https address"),
        ("nul\0byte.txt", ""),
    ],
)
def test_an_input_that_names_nothing_is_a_failure(tmp_path, name, message):
    failure = read_one(name if "://" in name else tmp_path / name)
    assert isinstance(failure, Failure)
    assert message in failure.error.message


def test_an_empty_folder_is_a_failure(tmp_path):
    assert "holds no files ending in .txt" in read_one(tmp_path).error.message


def test_a_pipe_nobody_writes_to_is_refused_not_waited_for(tmp_path):
    import os

    path = tmp_path / "pipe"
    os.mkfifo(path)
    assert "not a regular file" in read_one(path).error.message


ROWS = [
    {"id": 7, "url": "https://example.org/a", "date": "1986-10-12", "title": "Talks Open", "text": "They met."},
    {"text": "They met again.", "date": "Oct. 13, 1986", "outlet": "The Example", "byline": ["Ada Example"]},
]


def test_rows_are_captures_with_what_their_envelope_says(tmp_path):
    path = tmp_path / "reports.jsonl"
    lines = [json.dumps(row).encode() for row in ROWS]
    path.write_bytes(b"\xef\xbb\xbf" + lines[0] + b"\r\n\n" + lines[1])
    first, second = read(path)
    assert (first.id, first.title, first.published, first.text) == ("7", "Talks Open", "1986-10-12", "They met.")
    assert (first.origin.url, first.origin.row, first.name) == ("https://example.org/a", 1, f"{path}:1")
    assert first.origin.sha256 == sha256(lines[0]).hexdigest()
    assert (second.published, second.outlet, second.byline) == ("1986-10-13", "The Example", ("Ada Example",))
    assert second.origin.row == 3


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("not json", "is not JSON"),
        ("[1, 2]", "not an object"),
        ('{"title": "no text"}', "has no text"),
        ('{"text": 5}', "has no text"),
        ('{"text": " "}', "empty text"),
        ("[" * 100_000, "cannot be read"),
        ('{"text": "a", "n": ' + "9" * 5000 + "}", "cannot be read"),
    ],
)
def test_a_bad_row_is_a_failure_with_its_number_and_the_others_are_read(tmp_path, line, message):
    path = tmp_path / "reports.jsonl"
    path.write_text('{"text": "One."}\n' + line + '\n{"text": "Three."}\n')
    one, bad, three = read(path)
    assert isinstance(bad, Failure)
    assert message in bad.error.message
    assert f"{path}:2" in bad.error.message
    assert (one.text, bad.capture.row, three.text) == ("One.", 2, "Three.")


@pytest.mark.parametrize(
    ("row", "text", "published", "change"),
    [
        ('{"text": "a\\ud800b"}', "a\ufffdb", None, "lone surrogate"),
        ('{"text": "a\\u0000b"}', "a\ufffdb", None, "NUL"),
        ('{"text": "a", "date": "soon"}', "a", None, "not a date"),
        ('{"text": "a", "date": 5}', "a", None, "not a date"),
        ('{"text": "a", "date": "03/04/1986"}', "a", None, "not a date"),
        ('{"text": "a", "date": null}', "a", None, None),
        ('{"text": "a", "date": "1986-10-12T23:30:00-05:00"}', "a", "1986-10-12", None),
        ('{"text": "a", "date": "1986-10"}', "a", "1986-10", None),
    ],
)
def test_what_a_row_cannot_say_is_unknown_and_noted(tmp_path, row, text, published, change):
    path = tmp_path / "reports.jsonl"
    path.write_text(row)
    capture = read_one(path)
    assert (capture.text, capture.published) == (text, published)
    assert [change in c for c in capture.origin.changes] == ([True] if change else [])


def test_what_the_user_assumes_is_for_what_a_row_does_not_say(tmp_path):
    path = tmp_path / "reports.jsonl"
    path.write_text('{"text": "a", "date": "1986-10-12"}\n{"text": "b"}\n')
    first, second = read(path, published="1990-01-01", outlet="The Example")
    assert (first.published, first.outlet, first.assumed) == ("1986-10-12", "The Example", ("outlet",))
    assert (second.published, second.assumed) == ("1990-01-01", ("outlet", "published"))


def test_an_assumed_date_is_a_date(tmp_path):
    (tmp_path / "a.txt").write_text(REPORT)
    assert read_one(tmp_path / "a.txt", published="Oct. 12, 1986").published == "1986-10-12"
    with pytest.raises(ValueError, match="not 'soon'"):
        read(tmp_path / "a.txt", published="soon")


def test_reading_twice_gives_equal_captures(tmp_path):
    (tmp_path / "a.txt").write_text(REPORT)
    assert read(tmp_path) == read(tmp_path)


def test_the_clock_is_asked_only_for_what_is_fetched(tmp_path):
    def now():
        raise AssertionError("a file has no time of fetching")

    (tmp_path / "a.txt").write_text(REPORT)
    assert read_one(tmp_path, now=now).origin.fetched is None
