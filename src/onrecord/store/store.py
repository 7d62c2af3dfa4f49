"""The record file, opened: add what was read, ask who said what."""

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from os import W_OK, access
from pathlib import Path
from typing import Any

from msgspec import Struct

from onrecord.errors import QueryError, SchemaError, StoreError
from onrecord.query import Question, days, name_phrase, phrases
from onrecord.rows import StatementRow
from onrecord.store import rows
from onrecord.store.files import DatabaseFile, clear_words, prepare
from onrecord.store.migrations import APPLICATION, migrate
from onrecord.store.people import People
from onrecord.types import Capture, Failure, Record

WHAT = "record file"
WAIT = 5.0  # seconds to wait for another process that writes

_Outcomes = Iterator[Record | Failure]


class Kept(Struct, frozen=True):
    """What became of one capture: `fresh` if it was not kept before; `failure` if it could not be read."""

    fresh: bool
    failure: Failure | None = None


def default_path() -> Path:
    """Return where the record file is when no one says otherwise: the user's data folder."""
    from platformdirs import user_data_path

    return user_data_path("onrecord", appauthor=False) / "record.db"


class Store(DatabaseFile):
    """An open record file. Each document is kept whole or not at all."""

    def __init__(self, db: sqlite3.Connection, path: Path, version: str, now: Callable[[], datetime]) -> None:
        super().__init__(db, path)
        self._version = version
        self._now = now
        self._has_words = bool(db.execute("select 1 from sqlite_master where name = 'statement_words'").fetchone())

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        create: bool = False,
        version: str | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> Store:
        """Open the record file at `path`, made first if `create` says so, and bring its schema up to date.

        `version` is that of the reading, onrecord's own by default. Raises StoreError if it cannot be opened,
        SchemaError if a newer onrecord wrote it.
        """
        from onrecord import __version__

        prepare(path, create=create, missing=f"there is no record file at {path}; `onrecord add` makes one")
        with clear_words(path, WHAT):
            db = _connect(path)
            try:
                _set_up(db, path)
                return cls(db, path, version or __version__, now)
            except BaseException:
                db.close()
                raise

    @property
    def people(self) -> People:
        """Return the people of no roster, over all reports."""
        return People(self._db, self._stamp())

    # --- keeping ------------------------------------------------------------------------------------------------------

    def add(
        self, captures: Iterable[Capture | Failure], read: Callable[[Iterable[Capture | Failure]], _Outcomes]
    ) -> Iterator[Kept]:
        """Read and keep each of `captures`, in order; yield what became of it.

        What this version has read before, with the same hints, is not read again. `read` turns captures into records or
        failures, in order, as `pipeline.read_captures_into_records` does.
        """
        waiting: deque[Capture | Failure | None] = deque()  # None: kept already

        def unread() -> Iterator[Capture | Failure]:
            for capture in captures:
                if isinstance(capture, Capture) and self.has(capture):
                    waiting.append(None)
                    continue
                waiting.append(capture)
                yield capture

        for outcome in read(unread()):
            while (capture := waiting.popleft()) is None:
                yield Kept(fresh=False)
            yield self.keep(capture, outcome)
        yield from (Kept(fresh=False) for _ in waiting)

    def has(self, capture: Capture) -> bool:
        """Return whether this version's reading of `capture`, told the same, is the one that is kept."""
        asked = "select 1 from record join capture on capture.id = record.capture"
        where = "where sha256 = ? and url = ? and version = ? and hints = ? and current"
        origin = capture.origin
        with clear_words(self.path, WHAT):
            key = (origin.sha256, origin.url or "", self._version, rows.hints(capture))
            return self._db.execute(f"{asked} {where}", key).fetchone() is not None

    def keep(self, capture: Capture | Failure, outcome: Record | Failure) -> Kept:
        """Keep one capture and what came of reading it, in one transaction."""
        with clear_words(self.path, WHAT), self._transaction():
            if isinstance(outcome, Failure):
                if isinstance(capture, Capture):
                    self._keep_capture(capture)
                self._insert("failure", rows.failure_values(outcome, self._version, self._stamp()), "or replace")
                return Kept(fresh=False, failure=outcome)
            if not isinstance(capture, Capture):
                raise TypeError("a record needs its capture")
            if self.has(capture):
                return Kept(fresh=False)
            self._keep_record(self._keep_capture(capture), capture, outcome)
            return Kept(fresh=True)

    def _keep_capture(self, capture: Capture) -> int:
        key = (capture.origin.sha256, capture.origin.url or "")
        self._insert("capture", rows.capture_values(capture, self._stamp()), "or ignore")
        # the same bytes, now with other hints: the last word counts
        self._db.execute("update capture set envelope = ? where sha256 = ? and url = ?", (rows.envelope(capture), *key))
        (number,) = self._db.execute("select id from capture where sha256 = ? and url = ?", key).fetchone()
        return int(number)

    def _keep_record(self, number: int, capture: Capture, record: Record) -> None:
        self._retire(number)
        told = rows.hints(capture)
        self._db.execute(
            "delete from record where capture = ? and version = ? and hints = ?", (number, self._version, told)
        )
        values = rows.record_values(record, self._version, told, self._stamp())
        kept = self._insert("record", {"capture": number, **values})
        for statement, parties in rows.statement_values(record):
            at = self._insert("statement", {"record": kept, **statement})
            self._db.executemany("insert into party values (?, ?, ?)", [(at, *party) for party in parties])
            if self._has_words:
                self._insert("statement_words", {"rowid": at, "content_folded": statement["content_folded"]})
        self.people.enter(record, kept)
        self._db.execute(
            "delete from failure where address = ? and sha256 in ('', ?)",
            (rows.address(capture.origin), capture.origin.sha256),
        )

    def _retire(self, capture: int) -> None:
        """Take the rows of the reading that counted so far out of the questions; its body stays."""
        older = "select id from record where capture = ? and current"
        if self._has_words:
            self._db.execute(
                "insert into statement_words (statement_words, rowid, content_folded) "
                f"select 'delete', id, content_folded from statement where record in ({older})",
                (capture,),
            )
        self._db.execute(f"delete from statement where record in ({older})", (capture,))
        self._db.execute("update record set current = 0 where capture = ?", (capture,))

    def _insert(self, table: str, values: dict[str, Any], clash: str = "") -> int:
        names, marks = ", ".join(values), ", ".join("?" * len(values))
        cursor = self._db.execute(f"insert {clash} into {table} ({names}) values ({marks})", tuple(values.values()))
        return int(cursor.lastrowid or 0)

    def _stamp(self) -> str:
        return self._now().astimezone(UTC).isoformat(timespec="seconds")

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._db.execute("begin immediate")
        try:
            yield
            self._db.execute("commit")
        except BaseException:
            if self._db.in_transaction:
                self._db.execute("rollback")
            raise

    # --- asking -------------------------------------------------------------------------------------------------------

    def find_statements(self, question: Question | None = None) -> Iterator[StatementRow]:
        """Yield the statements that answer `question`, oldest first, those without a date last."""
        where, values = _conditions(question or Question(), self._has_words)
        asked = (
            f"select {rows.STATEMENT_COLUMNS} from statement join record on record.id = statement.record "
            f"join capture on capture.id = record.capture where {where} "
            "order by coalesce(statement.earliest, statement.latest) nulls last, statement.record, statement.id"
        )
        with clear_words(self.path, WHAT):
            for row in self._db.execute(asked, values):
                yield rows.statement_of(row)

    def record(self, report: str) -> Record:
        """Return the record of the report whose id begins with `report`. Raises QueryError if none or several do."""
        wanted = report.strip().lower()
        asked = (
            "select sha256, body from record join capture on capture.id = record.capture "
            "where current and substr(sha256, 1, ?) = ? order by record.id desc"
        )
        with clear_words(self.path, WHAT):
            found = self._db.execute(asked, (len(wanted), wanted)).fetchall() if wanted else []
        if len({row["sha256"] for row in found}) > 1:
            raise QueryError(f"several reports have an id that begins with {report!r}; give more of it")
        if not found:
            raise QueryError(f"no report in {self.path} has an id that begins with {report!r}")
        return rows.record_of(found[0])

    def records(self) -> Iterator[Record]:
        """Yield the current record of every capture, in the order they were added."""
        with clear_words(self.path, WHAT):
            for row in self._db.execute("select body from record where current order by id"):
                yield rows.record_of(row)

    def captures(self) -> Iterator[Capture]:
        """Yield every capture, in the order they were added."""
        with clear_words(self.path, WHAT):
            for row in self._db.execute("select envelope, text from capture order by id"):
                yield rows.capture_of(row)

    def failures(self) -> list[tuple[str, str, str]]:
        """Return where from, kind and message of each input that failed and has not been read since."""
        with clear_words(self.path, WHAT):
            found = self._db.execute("select address, kind, message from failure order by id").fetchall()
        return [(row["address"], row["kind"], row["message"]) for row in found]


def _conditions(question: Question, has_words: bool) -> tuple[str, list[Any]]:
    """Return the `where` of `question` and its values."""
    where = ["statement.confidence >= ?"]
    values: list[Any] = [question.min_confidence]

    def add(condition: str, *more: Any) -> None:
        where.append(condition)
        values.extend(more)

    # by all names at once, not by one statement after the other: see the index party_by_name
    party = "statement.id in (select party.statement from party where part = '{}' and instr(folded, ?))"
    if question.speaker:
        add(party.format("speaker"), name_phrase(question.speaker))
    if question.addressee:
        add(party.format("addressee"), name_phrase(question.addressee))
    if question.outlet:
        add("instr(record.outlet_folded, ?)", name_phrase(question.outlet))
    if question.via:
        via = name_phrase(question.via)
        add(f"(instr(record.outlet_folded, ?) or {party.format('via')})", via, via)
    if question.words:
        wanted = phrases(question.words)
        if has_words:  # narrows it down; the index may cut words elsewhere than `fold` does
            match = " ".join(f'"{phrase.strip()}"' for phrase in wanted)
            add("statement.id in (select rowid from statement_words where statement_words match ?)", match)
        for phrase in wanted:
            add("instr(statement.content_folded, ?)", phrase)
    if question.since or question.until:
        add("(statement.earliest is not null or statement.latest is not null)")
    if question.since:
        add("coalesce(statement.latest, '9999') >= ?", days(question.since)[0])
    if question.until:
        add("coalesce(statement.earliest, '') <= ?", days(question.until)[1])
    return " and ".join(where), values


# --- opening ----------------------------------------------------------------------------------------------------------


def _connect(path: Path) -> sqlite3.Connection:
    # a file on read-only ground is read as it stands: SQLite could not put its log beside it
    writable = not path.exists() or (access(path, W_OK) and access(path.parent, W_OK))
    mode = "mode=rwc" if writable else "mode=ro&immutable=1"
    db = sqlite3.connect(f"{path.absolute().as_uri()}?{mode}", uri=True, timeout=WAIT, isolation_level=None)
    db.row_factory = sqlite3.Row
    return db


def _set_up(db: sqlite3.Connection, path: Path) -> None:
    (application,) = db.execute("pragma application_id").fetchone()
    (tables,) = db.execute("select count(*) from sqlite_master").fetchone()
    if tables and application != APPLICATION:
        raise StoreError(f"{path} is a database of another program, not a record file")
    db.execute("pragma foreign_keys = on")
    if access(path, W_OK):
        db.execute("pragma journal_mode = wal")
        db.execute("pragma synchronous = normal")
    try:
        migrate(db)
    except SchemaError as error:
        raise SchemaError(f"{path}: {error}; update onrecord to use it") from None
