"""Small named steps from an empty file to the schema of today, each applied once, in order.

`pragma user_version` counts the steps a file has seen. A step that has been released is never changed; what comes later
is a new step at the end.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from importlib import resources

from onrecord.errors import SchemaError

APPLICATION = 0x6F6E7263  # "onrc": tells our files from other SQLite files


def first_schema(db: sqlite3.Connection) -> None:
    """Captures, records, failures; statements and the parties to them."""
    _run(db, resources.files("onrecord.store").joinpath("schema.sql").read_text("utf-8"))


def word_index(db: sqlite3.Connection) -> None:
    """An index of the words of statements, where this SQLite has FTS5; without it they are searched one by one."""
    (fts5,) = db.execute("select sqlite_compileoption_used('ENABLE_FTS5')").fetchone()
    if fts5:
        db.execute(
            "create virtual table statement_words using fts5 "
            "(content_folded, content='statement', content_rowid='id', tokenize='unicode61 remove_diacritics 0')"
        )


def unlisted_people(db: sqlite3.Connection) -> None:
    """People of no roster, where they appear, and what was decided about them."""
    _run(db, resources.files("onrecord.store").joinpath("people.sql").read_text("utf-8"))


MIGRATIONS: tuple[Callable[[sqlite3.Connection], None], ...] = (first_schema, word_index, unlisted_people)


def migrate(db: sqlite3.Connection) -> None:
    """Bring the open file up to date, all or nothing. Raises SchemaError if a newer version wrote it."""
    (seen,) = db.execute("pragma user_version").fetchone()
    if seen > len(MIGRATIONS):
        raise SchemaError(f"it was written by a newer onrecord (schema {seen}, this one knows {len(MIGRATIONS)})")
    if seen == len(MIGRATIONS):
        return
    db.execute("begin immediate")
    try:
        (seen,) = db.execute("pragma user_version").fetchone()  # another process may have been faster
        for step in MIGRATIONS[seen:]:
            step(db)
        db.execute(f"pragma application_id = {APPLICATION}")
        db.execute(f"pragma user_version = {len(MIGRATIONS)}")
        db.execute("commit")
    except BaseException:
        db.execute("rollback")
        raise


def _run(db: sqlite3.Connection, script: str) -> None:
    """Run each statement of `script` inside the open transaction (`executescript` would commit it)."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            db.execute(statement)
            statement = ""
