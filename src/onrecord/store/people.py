"""People of no roster, over all reports that are kept: merged on evidence, split again, all logged and undoable."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from msgspec import Struct

from onrecord.actors.unlisted import Unlisted, evidence, sound_name, unlisted
from onrecord.errors import QueryError
from onrecord.types import Record


class Decision(Struct, frozen=True):
    """One step of the log. A merge: `other` counts as `one` from then on. A split: in `report`, `one` is `other`."""

    id: int
    at: str
    kind: str
    one: str
    other: str
    why: str
    by: str  # "onrecord" or "user"
    report: str | None
    undone: bool


class Known(Struct, frozen=True):
    """An unlisted person as all the reports have it: `ids` that were merged into `id`, and the reports' ids."""

    id: str
    name: str
    country: str | None
    role: str | None
    ids: tuple[str, ...]
    reports: tuple[str, ...]


class People:
    """The unlisted people of an open record file; `now` is the instant that decisions are logged under."""

    def __init__(self, db: sqlite3.Connection, now: str) -> None:
        self._db = db
        self._now = now

    def enter(self, record: Record, row: int) -> None:
        """Enter the unlisted people of a record, kept under `row`; merge those for whom the evidence is enough."""
        for entity in record.entities:
            person = unlisted(entity)
            if person is None:
                continue
            fresh = self._db.execute(
                "insert or ignore into person values (?, ?, ?, ?, ?)",
                (person.id, person.name, sound_name(person.name), person.country, person.role),
            ).rowcount
            self._db.execute("insert or ignore into appearance values (?, ?, ?)", (row, entity.id, person.id))
            if fresh:
                self._merge_on_evidence(person)

    def _merge_on_evidence(self, person: Unlisted) -> None:
        """Merge a new person with the only one, or the only few already merged, that the evidence says it is."""
        asked = "select id, name, country, role from person where sounds = ? and id <> ?"
        others = [Unlisted(*row) for row in self._db.execute(asked, (sound_name(person.name), person.id))]
        fitting = {self.settled(o.id): why for o in others if (why := evidence(person, o))}
        if len(fitting) == 1 and all(self._fits(person, o, fitting) for o in others):
            ((one, why),) = fitting.items()
            if one != person.id:
                self._log("merge", one, person.id, why, "onrecord")

    def _fits(self, person: Unlisted, other: Unlisted, fitting: dict[str, str]) -> bool:
        """Return whether `other` leaves the merge alone: not of that group, or nothing in it speaks against."""
        if self.settled(other.id) not in fitting:
            return True
        against_country = person.country and other.country and person.country != other.country
        return not against_country and not (person.role and other.role and person.role != other.role)

    # --- what the user decides ----------------------------------------------------------------------------------------

    def merge(self, one: str, other: str) -> int:
        """Count `other` as `one`; return the number of the decision. Raises QueryError if either is not known."""
        a, b = self.settled(self._known(one)), self.settled(self._known(other))
        if a == b:
            raise QueryError(f"{one} and {other} are one already")
        return self._log("merge", a, b, "you said so", "user")

    def split(self, one: str, report: str) -> int:
        """Make who appears as `one` in the report (the first figures of its id) someone else; return the decision."""
        person = self.settled(self._known(one))
        found = [
            (r, p) for r, p in self._appearances() if r.startswith(report.lower()) and self.settled(p, r) == person
        ]
        if len({r for r, _ in found}) != 1:
            raise QueryError(f"{'no' if not found else 'more than one'} report that begins with {report!r} has {one}")
        sha, base = found[0]
        (count,) = self._db.execute(
            "select count(*) from decision where kind = 'split' and one = ?", (base,)
        ).fetchone()
        return self._log("split", base, f"{base}-{count + 2}", "you said so", "user", sha)

    def undo(self, number: int) -> Decision:
        """Take a decision back; it stays in the log. Raises QueryError if there is none, or it is undone."""
        found = next((d for d in self.log() if d.id == number), None)
        if found is None or found.undone:
            raise QueryError(f"the log has no decision {number}" if found is None else f"{number} is undone already")
        self._db.execute("update decision set undone = 1 where id = ?", (number,))
        return found

    def log(self) -> Iterator[Decision]:
        """Yield every decision, the oldest first."""
        for row in self._db.execute("select * from decision order by id").fetchall():
            at, kind, one, other, why, by, report, undone = row[1:]
            yield Decision(row[0], at, kind, one, other, why, by, report, bool(undone))

    # --- asking -------------------------------------------------------------------------------------------------------

    def settled(self, person: str, report: str | None = None) -> str:
        """Return the id that `person` counts as, in `report` (a sha256) if it is given, by all decisions that stand."""
        if report is not None:
            asked = "select other from decision where kind = 'split' and one = ? and report = ? and not undone"
            row = self._db.execute(asked, (person, report)).fetchone()
            person = row[0] if row else person
        seen = {person}
        while row := self._db.execute(
            "select one from decision where kind = 'merge' and other = ? and not undone order by id desc", (person,)
        ).fetchone():
            person = row[0]
            if person in seen:
                break
            seen.add(person)
        return person

    def find(self, name: str) -> list[Known]:
        """Return the unlisted people whose name sounds like `name` or holds its words; one of those merged."""
        wanted = set(sound_name(name).split())
        rows = self._db.execute("select id, name, sounds, country, role from person order by id").fetchall()
        groups: dict[str, list[sqlite3.Row]] = {}
        for row in rows:
            if name == row[0] or (wanted and wanted <= set(row[2].split())):
                groups.setdefault(self.settled(row[0]), []).append(row)
        reports: dict[str, set[str]] = {}
        for sha, person in self._appearances():
            reports.setdefault(self.settled(person, sha), set()).add(sha)
        out = []
        for id_, members in groups.items():
            head = next((m for m in members if m[0] == id_), members[0])
            ids = tuple(m[0] for m in members)
            out.append(Known(id_, head[1], head[3], head[4], ids, tuple(sorted(reports.get(id_, ())))))
        return out

    def _appearances(self) -> list[tuple[str, str]]:
        asked = (
            "select capture.sha256, appearance.person from appearance join record on record.id = appearance.record "
            "join capture on capture.id = record.capture where record.current order by record.id"
        )
        return [(row[0], row[1]) for row in self._db.execute(asked)]

    def _known(self, person: str) -> str:
        asked = "select 1 from person where id = ? union select 1 from decision where other = ? or one = ?"
        if self._db.execute(asked, (person, person, person)).fetchone() is None:
            raise QueryError(f"there is no unlisted person {person!r} here; `onrecord roster show NAME` tells ids")
        return person

    def _log(self, kind: str, one: str, other: str, why: str, by: str, report: str | None = None) -> int:
        made = self._db.execute(
            "insert into decision (at, kind, one, other, why, by, report) values (?, ?, ?, ?, ?, ?, ?)",
            (self._now, kind, one, other, why, by, report),
        )
        return int(made.lastrowid or 0)
