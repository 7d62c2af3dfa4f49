"""The record file: kept once, kept whole, asked in SQL what `query` asks in memory."""

from __future__ import annotations

import os
import sqlite3
from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from onrecord.errors import QueryError, SchemaError, StoreError
from onrecord.query import Question, find_statements
from onrecord.store import Kept, Store, default_path
from onrecord.types import Failure
from records import capture, failure, report
from test_query import ANSWERS


def noon():
    return datetime(1985, 5, 17, 12, tzinfo=UTC)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "kept" / "record.db"


def reading(seen=None):
    """Return a reader of captures: each gives the record made by hand; `seen` gets the captures that were read."""

    def read(captures):
        for c in captures:
            if seen is not None:
                seen.append(c)
            yield c if isinstance(c, Failure) else replace(report(), id=c.origin.sha256, capture=c.origin)

    return read


def open_store(path, version="1"):
    return Store.open(path, create=True, version=version, now=noon)


def fresh(kept):
    return [k.fresh for k in kept]


def test_what_was_kept_comes_back(path):
    with open_store(path) as store:
        assert fresh(store.add([capture()], reading())) == [True]
    with Store.open(path) as store:
        assert list(store.records()) == [report()]
        assert list(store.captures()) == [capture()]
        assert list(store.find_statements()) == list(find_statements([report()]))


@pytest.mark.parametrize(("question", "expected"), ANSWERS)
@pytest.mark.parametrize("index", ["fts5", "none"])
def test_same_answers_as_in_memory(question, expected, index, path):
    with open_store(path) as store:
        list(store.add([capture()], reading()))
        store._has_words &= index == "fts5"
        assert [row.statement for row in store.find_statements(Question(**question))] == expected.split()


def test_adding_twice_is_adding_once(path):
    seen = []
    for _ in range(2):
        with open_store(path) as store:
            kept = list(store.add([capture(), capture("Another.\n", "b.txt"), capture()], reading(seen)))
    assert fresh(kept) == [False, False, False]
    assert [c.name for c in seen] == ["report.txt", "b.txt"]
    with Store.open(path) as store:
        assert len(list(store.records())) == 2


def test_order_is_that_of_the_input(path):
    with open_store(path) as store:
        list(store.add([capture()], reading()))
        kept = list(store.add([capture(), failure(), capture("b", "b.txt"), capture()], reading()))
    assert kept == [Kept(False), Kept(False, failure()), Kept(True), Kept(False)]


def test_the_latest_reading_counts_and_the_older_stays(path):
    for version, hints in (("1", {}), ("2", {}), ("2", {"published": "1985-05-17"})):
        with open_store(path, version) as store:
            assert fresh(store.add([capture(**hints)], reading())) == [True]
            assert len(list(store.find_statements(Question(words="door")))) == 1
    db = sqlite3.connect(path)
    assert db.execute("select count(*), sum(current) from record").fetchone() == (3, 1)
    db.close()


def test_going_back_to_an_older_reading_makes_it_count_again(path):
    for version in ("1", "2", "1"):
        with open_store(path, version) as store:
            assert fresh(store.add([capture()], reading())) == [True]
            assert len(list(store.find_statements())) == 10


def test_same_words_at_two_addresses_are_two_captures(path):
    with open_store(path) as store:
        list(store.add([capture(url="https://a.example/1"), capture(url="https://b.example/2")], reading()))
        assert len(list(store.records())) == 2
        assert store.record(report().id[:8]).capture.url == "https://b.example/2"


def test_a_failure_is_kept_until_the_input_is_read(path):
    with open_store(path) as store:
        for _ in range(2):
            list(store.add([failure("report.txt")], reading()))
        assert [kind for _, kind, _ in store.failures()] == ["CaptureError"]
        list(store.add([capture()], reading()))
        assert store.failures() == []


def test_nothing_kept_is_lost_when_one_breaks_half_way(path):
    broken = replace(report(), statements=(*report().statements, report().statements[0]))  # an id twice
    with open_store(path) as store:
        list(store.add([capture()], reading()))
        other = capture("Other words.\n", "other.txt")
        with pytest.raises(StoreError):
            list(store.add([other], lambda captures: (broken for _ in captures)))
        assert [c.name for c in store.captures()] == ["report.txt"]
        assert len(list(store.find_statements())) == 10


def test_record_by_the_first_figures_of_its_id(path):
    with open_store(path) as store:
        list(store.add([capture(), capture("b", "b.txt"), capture("c", "c.txt")], reading()))
        assert store.record(report().id[:6].upper()) == report()
        for wrong in ("", "zz"):
            with pytest.raises(QueryError, match="no report"):
                store.record(wrong)


# --- files that cannot be used ----------------------------------------------------------------------------------------


def test_asking_makes_no_file(path):
    with pytest.raises(StoreError, match="`onrecord add` makes one"):
        Store.open(path)
    assert not path.exists()


def test_not_a_record_file(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("These are notes, not a database of anything at all.\n" * 50, encoding="utf-8")
    with pytest.raises(StoreError, match="not a record file"):
        Store.open(path, create=True)
    assert path.read_text(encoding="utf-8").startswith("These are notes")


def test_a_database_of_another_program(tmp_path):
    path = tmp_path / "other.db"
    db = sqlite3.connect(path)
    db.execute("create table song (title)")
    db.commit()
    db.close()
    with pytest.raises(StoreError, match="another program"):
        Store.open(path, create=True)


def test_a_file_of_a_newer_version(path):
    open_store(path).close()
    db = sqlite3.connect(path)
    db.execute("pragma user_version = 999")
    db.commit()
    db.close()
    with pytest.raises(SchemaError, match="newer onrecord"):
        Store.open(path)


def test_a_folder_and_a_folder_that_cannot_be_made(tmp_path):
    with pytest.raises(StoreError, match="is a folder"):
        Store.open(tmp_path, create=True)
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot be made"):
        Store.open(tmp_path / "file" / "record.db", create=True)


def test_a_locked_file(path, monkeypatch):
    monkeypatch.setattr("onrecord.store.store.WAIT", 0.05)
    open_store(path).close()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("begin immediate")
    with open_store(path) as store, pytest.raises(StoreError, match="in use by another program"):
        list(store.add([capture()], reading()))
    other.close()


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_file_that_may_only_be_read(path):
    with open_store(path) as store:
        list(store.add([capture()], reading()))
    path.chmod(0o444)
    with Store.open(path) as store:
        assert len(list(store.find_statements())) == 10
        with pytest.raises(StoreError, match="may not be written"):
            store.keep(capture("b"), report())


def test_default_path_is_in_the_users_folder():
    assert default_path().name == "record.db"
    assert "onrecord" in default_path().parts
