"""The user's own roster: actors in an SQLite file, found by key one at a time, so that a million load in no time."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from onrecord.actors import Actor, Term, keys_of
from onrecord.actors.importing import BadRow, Post, Row
from onrecord.actors.roster import MANY
from onrecord.errors import StoreError
from onrecord.store.files import DatabaseFile, clear_words, prepare

WHAT = "roster"
APPLICATION = 0x6F6E7273  # "onrs"
VERSION = 1
_REMEMBERED = 20_000  # keys whose answers are kept in memory
BODIES = 20_000  # actors that are no persons which texts are searched for
_BODY = """instr(cast(body as text), '"type":"person"') = 0"""
_SCHEMA = (
    "create table actor (id text primary key, body blob not null, place text not null) without rowid",  # by id
    # which actors a name can be; see actors.names.keys_of
    "create table key (key text not null, actor text not null, primary key (key, actor)) without rowid",
    f"create index body on actor (id) where {_BODY}",  # so that they are not looked for among a million persons
    "create table stamp (value text not null)",
    "insert into stamp values ('')",
)


class Imported(Struct):
    """What became of an import: rows taken, offices added, and what was wrong with the rest, by line."""

    actors: int = 0
    offices: int = 0
    bad: int = 0


def default_roster() -> Path:
    """Return where the user's roster is when no one says otherwise: the user's data folder."""
    from platformdirs import user_data_path

    return user_data_path("onrecord", appauthor=False) / "roster.db"


class RosterFile(DatabaseFile):
    """An open roster file; an `actors.Index`. Use it with `with`, or leave it open for a reading."""

    def __init__(self, db: sqlite3.Connection, path: Path) -> None:
        super().__init__(db, path)
        self._stamp = ""  # of the transaction that is open
        self._found: dict[str, tuple[Actor, ...]] = {}
        self._decoder = msgspec.json.Decoder(Actor)

    @classmethod
    def open(cls, path: Path, *, create: bool = False) -> RosterFile:
        """Open the roster at `path`, made first if `create` says so. Raises StoreError if that cannot be done."""
        missing = f"there is no roster at {path}; `onrecord roster add` or `roster import` makes one"
        prepare(path, create=create, missing=missing)
        with clear_words(path, WHAT):
            db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
            try:
                _set_up(db, path)
            except BaseException:
                db.close()
                raise
            return cls(db, path)

    # --- asking -------------------------------------------------------------------------------------------------------

    def find(self, key: str) -> tuple[Actor, ...]:
        """Return the actors with this key, by id; `()` if there are none, or more than `roster.MANY`."""
        known = self._found.get(key)
        if known is None:
            asked = "select body from key join actor on actor.id = key.actor where key = ? order by key.actor limit ?"
            with clear_words(self.path, WHAT):
                rows = self._db.execute(asked, (key, MANY + 1)).fetchall()
            known = () if len(rows) > MANY else tuple(self._decoder.decode(body) for (body,) in rows)
            if len(self._found) >= _REMEMBERED:
                self._found.clear()
            self._found[key] = known
        return known

    def get(self, actor: str) -> Actor | None:
        """Return the actor with this id."""
        with clear_words(self.path, WHAT):
            row = self._db.execute("select body from actor where id = ?", (actor,)).fetchone()
        return self._decoder.decode(row[0]) if row else None

    def place(self, actor: str) -> str:
        """Return where the actor was imported from: "people.csv:12"; empty if unknown."""
        row = self._db.execute("select place from actor where id = ?", (actor,)).fetchone()
        return row[0] if row else ""

    def actors(self) -> Iterator[Actor]:
        """Yield every actor, by id."""
        with clear_words(self.path, WHAT):
            for (body,) in self._db.execute("select body from actor order by id"):
                yield self._decoder.decode(body)

    def bodies(self) -> Iterator[Actor]:
        """Yield the actors that are no persons, by id; no more than `BODIES`."""
        asked = f"select body from actor where {_BODY} order by id limit ?"
        with clear_words(self.path, WHAT):
            for (body,) in self._db.execute(asked, (BODIES,)):
                yield self._decoder.decode(body)

    def __len__(self) -> int:
        (count,) = self._db.execute("select count(*) from actor").fetchone()
        return int(count)

    @property
    def stamp(self) -> str:
        """Return a digest of all that was ever put in, in order: another roster reads otherwise."""
        with clear_words(self.path, WHAT):
            (value,) = self._db.execute("select value from stamp").fetchone()
        return str(value)

    # --- keeping ------------------------------------------------------------------------------------------------------

    def add(self, actor: Actor, place: str = "") -> None:
        """Keep one actor; what is known of its id already is added to, not lost."""
        with self._transaction():
            self._put(actor, place)

    def take(self, rows: Iterable[Row | BadRow | Post], name: str, told: list[BadRow] | None = None) -> Imported:
        """Keep what `importing.read_rows` yields of the file `name`, all in one transaction; bad rows are passed over.

        `told` gets the bad ones.
        """
        done = Imported()
        with self._transaction():
            for row in rows:
                if isinstance(row, Row):
                    self._put(row.actor, f"{name}:{row.line}")
                    done.actors += 1
                elif isinstance(row, Post):
                    done.offices += self._hold(row)
                else:
                    done.bad += 1
                    if told is not None:
                        told.append(row)
        return done

    def _put(self, actor: Actor, place: str) -> None:
        old = self._db.execute("select body, place from actor where id = ?", (actor.id,)).fetchone()
        if old is not None:
            actor = _joined(self._decoder.decode(old[0]), actor)
            place = old[1] or place
        body = msgspec.json.encode(actor)
        self._db.execute("insert or replace into actor values (?, ?, ?)", (actor.id, body, place))
        self._db.executemany("insert or ignore into key values (?, ?)", [(k, actor.id) for k in keys_of(actor)])
        self._stamp = sha256(self._stamp.encode() + body).hexdigest()[:16]

    def _hold(self, post: Post) -> int:
        actor = self.get(post.holder)
        if actor is None or post.term in actor.terms:
            return 0
        self._put(replace(actor, terms=(post.term,)), "")
        return 1

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with clear_words(self.path, WHAT):
            self._db.execute("begin immediate")
            self._stamp = self.stamp
            try:
                yield
                self._db.execute("update stamp set value = ?", (self._stamp,))
                self._db.execute("commit")
            except BaseException:
                self._db.execute("rollback")
                raise
            finally:
                self._found.clear()


def _joined(old: Actor, new: Actor) -> Actor:
    """Return one actor of two rows: the newer name, all names, all terms."""
    names = tuple(n for n in dict.fromkeys((*old.names, old.name, *new.names)) if n != new.name)
    terms: tuple[Term, ...] = tuple(dict.fromkeys((*old.terms, *new.terms)))
    return replace(
        new,
        names=names,
        terms=terms,
        country=new.country or old.country,
        surname=new.surname or old.surname,
        gender=new.gender or old.gender,
        wikidata=new.wikidata or old.wikidata,
        hosts=tuple(dict.fromkeys((*old.hosts, *new.hosts))),
    )


def _set_up(db: sqlite3.Connection, path: Path) -> None:
    (application,) = db.execute("pragma application_id").fetchone()
    (tables,) = db.execute("select count(*) from sqlite_master").fetchone()
    (version,) = db.execute("pragma user_version").fetchone()
    if tables and application != APPLICATION:
        raise StoreError(f"{path} is a database of another kind, not a roster")
    if version > VERSION:
        raise StoreError(f"{path}: a newer onrecord wrote it; update onrecord to use it")
    db.execute("pragma cache_size = -65536")
    if not tables:
        db.execute("begin immediate")
        for statement in _SCHEMA:
            db.execute(statement)
        db.execute(f"pragma application_id = {APPLICATION}")
        db.execute(f"pragma user_version = {VERSION}")
        db.execute("commit")
