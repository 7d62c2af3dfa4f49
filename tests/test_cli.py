"""The commands: what is printed where, and the exit codes; reading itself is replaced by a record made by hand."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from msgspec.structs import replace
from typer.testing import CliRunner

import onrecord
from onrecord import pipeline
from onrecord.cli import app
from onrecord.types import Failure
from records import TEXT, report


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """Stand in a folder with two reports, where reading gives the record made by hand under each one's id."""

    def read(captures, *_, **__):
        for c in captures:
            yield c if isinstance(c, Failure) else replace(report(), id=c.origin.sha256, capture=c.origin)

    monkeypatch.setattr(pipeline, "read_captures_into_records", read)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COLUMNS", raising=False)
    Path("a.txt").write_text(TEXT, encoding="utf-8")
    Path("b.txt").write_text(TEXT + "\n", encoding="utf-8")
    rows = [json.dumps({"id": i, "date": "1985-05-16", "text": TEXT}) for i in range(2)]
    Path("rows.jsonl").write_text("\n".join([*rows, "{}"]), encoding="utf-8")
    return tmp_path


def run(*args, stdin=None):
    return CliRunner().invoke(app, list(args), input=stdin, catch_exceptions=False)


# --- read -------------------------------------------------------------------------------------------------------------


def test_json_of_one_document_is_an_object():
    done = run("read", "a.txt", "--format", "json")
    assert done.exit_code == 0
    assert json.loads(done.stdout)["schema"] == "onrecord/1"
    assert done.stderr == ""


@pytest.mark.parametrize(
    ("inputs", "count"), [(["a.txt", "b.txt"], 2), (["."], 5), (["*.txt"], 2), (["rows.jsonl"], 3)]
)
def test_json_of_several_is_an_array(inputs, count):
    assert len(json.loads(run("read", *inputs, "--format", "json").stdout)) == count


def test_json_of_a_folder_with_one_report_is_still_an_array(folder):
    (folder / "sub").mkdir()
    (folder / "a.txt").rename(folder / "sub" / "a.txt")
    assert len(json.loads(run("read", "sub", "--format", "json").stdout)) == 1


def test_jsonl_is_one_line_for_each_input_in_order():
    done = run("read", "b.txt", "missing.txt", "rows.jsonl", "a.txt", "--format", "jsonl")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(o["capture"]["path"], o["capture"]["row"], "error" in o) for o in lines] == [
        ("b.txt", None, False),
        ("missing.txt", None, True),
        ("rows.jsonl", 1, False),
        ("rows.jsonl", 2, False),
        ("rows.jsonl", 3, True),
        ("a.txt", None, False),
    ]
    assert set(lines[1]) == {"schema", "capture", "error"}
    assert done.exit_code == 1


def test_what_failed_is_said_on_stderr():
    done = run("read", "missing.txt", "a.txt")
    assert done.exit_code == 1
    assert done.stderr.count("\n") == 1
    assert "missing.txt" in done.stderr
    assert "Ilse Maren" in done.stdout


def test_standard_input():
    done = run("read", "-", "--format", "json", stdin=TEXT)
    assert json.loads(done.stdout)["capture"]["path"] is None


def test_output_goes_to_a_file_whole_or_not_at_all(folder):
    assert run("read", "a.txt", "--format", "html", "--output", "page.html").stdout == ""
    assert Path("page.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert not list(folder.glob(".*"))
    done = run("read", "a.txt", "--output", "no/such/folder/page.html")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "cannot be written" in done.stderr


def test_min_confidence_leaves_out_and_says_so():
    record = json.loads(run("read", "a.txt", "--format", "json", "--min-confidence", "0.95").stdout)
    assert len(record["statements"]) == 3
    assert "less sure than 0.95" in record["notes"][0]


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["read"], "INPUT"),
        (["read", "a.txt", "--published", "yesterday"], "'yesterday' is not a date"),
        (["read", "a.txt", "--published", "1985-02-30"], "is not a date"),
        (["read", "a.txt", "--format", "pdf"], "'pdf'"),
        (["read", "a.txt", "--min-confidence", "2"], "--min-confidence"),
        (["read", "a.txt", "--nonsense"], "--nonsense"),
        (["statements", "--since", "soon"], "'soon' is not a date"),
        (["statements", "--speaker", "…"], "no name"),
        (["statements", "--words", '""'], "no word"),
        (["nonsense"], "nonsense"),
    ],
)
def test_wrong_usage(args, says):
    done = run(*args)
    assert done.exit_code == 2
    assert says in done.stderr
    assert done.stdout == ""


def test_version():
    assert run("--version").stdout == f"onrecord {onrecord.__version__}\n"


# --- add, statements, show --------------------------------------------------------------------------------------------


def test_add_once(folder):
    first = run("add", "a.txt", "b.txt", "--db", "kept.db")
    assert (first.exit_code, first.stdout) == (0, "")
    assert first.stderr == "2 added, 0 kept already, 0 failed: kept.db\n"
    assert run("add", ".", "--db", "kept.db").exit_code == 1  # rows.jsonl has a bad row; kept.db is no report
    assert run("add", "a.txt", "b.txt", "--db", "kept.db").stderr == "0 added, 2 kept already, 0 failed: kept.db\n"


@pytest.fixture
def kept():
    run("add", "a.txt", "--db", "kept.db")


@pytest.mark.usefixtures("kept")
class TestStatements:
    def test_jsonl(self):
        done = run("statements", "--db", "kept.db", "--speaker", "reel", "--format", "jsonl")
        (row,) = [json.loads(line) for line in done.stdout.splitlines()]
        assert (row["speaker"], row["negated"], row["content"]) == ("Tomás Reel", True, "whether he will go")
        assert row["on_word_of"] == ["The Harbour Post"]

    def test_json_without_an_answer_is_an_empty_array(self):
        assert run("statements", "--db", "kept.db", "--speaker", "nobody", "-f", "json").stdout == "[]\n"

    def test_csv(self):
        done = run("statements", "--db", "kept.db", "--via", "meridian", "--format", "csv")
        (row,) = csv.DictReader(StringIO(done.stdout))
        assert row["on_word_of"] == "The Harbour Post; Meridian"
        assert row["published"] == "1985-05-16"

    @pytest.mark.parametrize("format", ["table", "card", "html"])
    def test_for_people(self, format):
        done = run("statements", "--db", "kept.db", "--words", "door", "--format", format)
        assert done.exit_code == 0
        for words in ("Ilse Maren", "“Our door,”", "The Harbour Post", "1985"):
            assert words in " ".join(done.stdout.replace("│", " ").split())

    def test_show(self):
        number = report().id
        assert json.loads(run("show", number[:8], "--db", "kept.db", "-f", "json").stdout)["id"] == number
        assert "WHO SAID WHAT" in run("show", number[:8], "--db", "kept.db").stdout.upper()
        done = run("show", "ffff", "--db", "kept.db")
        assert done.exit_code == 1
        assert "no report" in done.stderr


def test_no_record_file_yet():
    done = run("statements", "--db", "kept.db")
    assert done.exit_code == 1
    assert "`onrecord add` makes one" in done.stderr
    assert not Path("kept.db").exists()


def test_record_file_of_the_environment(monkeypatch):
    monkeypatch.setenv("ONRECORD_DB", "mine.db")
    run("add", "a.txt")
    assert Path("mine.db").exists()


# --- as a process -----------------------------------------------------------------------------------------------------


def process(*args, **settings):
    env = {**os.environ, "PYTHONIOENCODING": "latin-1"}
    return subprocess.Popen([sys.executable, "-m", "onrecord.cli", *args], stderr=subprocess.PIPE, env=env, **settings)


def test_data_in_a_pipe_is_utf8_everywhere(folder):
    run("add", "a.txt", "--db", "kept.db")
    with process("statements", "--db", "kept.db", "--speaker", "reel", stdout=subprocess.PIPE) as done:
        assert "Tomás" in done.communicate()[0].decode("utf-8")


def test_a_reader_that_has_enough_is_no_error(folder):
    run("add", "a.txt", "--db", "kept.db")
    read, write = os.pipe()
    os.close(read)
    with process("statements", "--db", "kept.db", "--format", "jsonl", stdout=write) as done:
        os.close(write)
        assert done.communicate()[1] == b""
        assert done.returncode == 0


def test_starting_loads_nothing_heavy():
    code = "import sys, onrecord.cli; print(*{m.split('.')[0] for m in sys.modules})"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    heavy = {"numpy", "onnxruntime", "tokenizers", "trafilatura", "httpx", "jinja2", "rich", "pandas", "polars", "lxml"}
    assert not heavy & set(loaded)
