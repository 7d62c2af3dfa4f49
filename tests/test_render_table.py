"""Rows as CSV and as frames."""

from __future__ import annotations

import csv
import sys
from io import StringIO

import pytest

import onrecord
from onrecord.render.table import write_csv
from onrecord.rows import TABLES, statement_rows
from records import failure, report


def test_csv_gives_back_the_rows():
    rows = statement_rows(report())
    out = StringIO()
    write_csv(rows, out.write)
    read = list(csv.DictReader(StringIO(out.getvalue(), newline="")))
    assert [r["content"] for r in read] == [row.content for row in rows]
    assert read[1]["on_word_of"] == "The Harbour Post; Meridian"
    assert read[8]["negated"] == "True"
    assert read[9]["speaker"] == ""


def test_csv_of_nothing_has_its_header():
    out = StringIO()
    write_csv([], out.write)
    assert out.getvalue().startswith("report,statement,outlet")


@pytest.mark.parametrize("library", ["pandas", "polars"])
@pytest.mark.parametrize("table", TABLES)
def test_frames(table, library):
    pytest.importorskip(library)
    kind, rows_of = TABLES[table]
    frame = onrecord.frame([report(), failure()], table, library)
    assert frame.shape == (len(rows_of(report())), len(kind.__struct_fields__))
    assert list(onrecord.frame([], table, library).columns) == list(kind.__struct_fields__)


def test_events_in_words():
    pandas = pytest.importorskip("pandas")
    frame = onrecord.frame([report()], "events")
    assert isinstance(frame, pandas.DataFrame)
    call = frame.iloc[1].to_dict()
    said = {"mode": "call", "status": "absent", "latest": "1981-05-16", "according_to": "Ilse Maren"}
    assert said.items() <= {k: v for k, v in call.items() if isinstance(v, str)}.items()
    assert (call["actors"], call["recipients"]) == (["Ilse Maren"], ["Tomás Reel"])
    assert frame.according_to[3] == "A senior official in Port Castell"
    assert frame.according_to.isna().tolist() == [False] * 4 + [True]


def test_what_there_is_not():
    with pytest.raises(ValueError, match="there are reports, statements"):
        onrecord.frame([], "quotes")
    with pytest.raises(ValueError, match="there are pandas, polars"):
        onrecord.frame([], "events", "numpy")


def test_library_that_is_not_installed(monkeypatch):
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(ImportError, match="pip install polars"):
        onrecord.frame([report()], "events", "polars")
