"""An SQLite file of ours: made with its folder, closed by `with`, and what SQLite says of it turned into what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from onrecord.errors import StoreError


class DatabaseFile:
    """An open SQLite file at `path`. Use it with `with`, or close it."""

    def __init__(self, db: sqlite3.Connection, path: Path) -> None:
        self.path = path
        self._db = db

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._db.close()


def prepare(path: Path, *, create: bool, missing: str) -> None:
    """See to it that a file can be opened at `path`, its folder made if `create` says so.

    Raises StoreError if it is a folder, if the folder cannot be made, or, saying `missing`, if there is no file.
    """
    if path.is_dir():
        raise StoreError(f"{path} is a folder; give the name of a file in it")
    if path.exists():
        return
    if not create:
        raise StoreError(missing)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"the folder of {path} cannot be made: {error.strerror}") from None


@contextmanager
def clear_words(path: Path, what: str) -> Iterator[None]:
    """Turn what SQLite says into what to do about it: a StoreError; the file at `path` was to be a `what`."""
    try:
        yield
    except sqlite3.Error as error:
        raise StoreError(f"{path} {_explain(str(error), what)}") from error


def _explain(said: str, what: str) -> str:
    known = {
        "locked": "is in use by another program; try again when it is done",
        "not a database": f"is not a {what} (not a SQLite database)",
        "malformed": "is damaged; restore it from a copy, or begin a new one",
        "unable to open": "cannot be opened; check that the folder and the file may be written",
        "readonly": "may not be written; check its permissions",
        "disk is full": "cannot be written: the disk is full",
    }
    for sign, words in known.items():
        if sign in said:
            return words
    return f"cannot be used: {said}"
