"""Who each speaker is: our own reading of reports (eval/gold/speakers.jsonl) against the actors of a record.

    taken      the entity whose mentions cover a speaker's spans: each span votes for the entity of the mention that
               fits it best (intersection over union) of those that cover its last word ("Turkish officials" is not
               Turkey), else for the speaker of a statement told there; where a speaker is named, only its names vote.
    right      the entity's actor is the gold's: one of its names is one of the gold's (or, for a person, has the same
               given name and surname among its words), of the same type, and no country contradicts.
    unlisted   no actor is asserted, and the roster holds none that would be right. A speaker with a proper name needs
               an entity for it: "lost" if there is none.
    missed     no actor is asserted, though the roster holds the right one, of whatever kind.
    wrong      another actor is asserted, or any where the roster holds no right one.
    roles      of persons who are right and have a term in an office of state in the roster: each of these offices is
               held on the report's day by the roster's terms exactly if it is in the gold.
    modifiers  of roles that a report's words call former, acting, ... (the gold says which): some role has that status.

`python eval/actors.py --errors` prints what is not right, a line each, for whoever develops the roster.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, Protocol

import corpora
from annotate import digest
from attributions import ratio
from onrecord.actors import load_roster
from onrecord.types import Entity, Record, Span
from reading import Reader

Row = dict[str, Any]
Outcome = Literal["right", "unlisted", "missed", "wrong", "lost"]
GOLD = corpora.GOLD / "speakers.jsonl"
TEXTS = {"guardian-syria": "corpus.jsonl.gz", "polnear": "dev.jsonl.gz"}
KINDS = ("country", "government", "organization", "outlet", "person", "group")
BODIES = frozenset({"organization", "government", "group", "outlet"})
PARTICLES = frozenset("al el ad an ar as ash at bin ibn ben abu de da di del la le van von der den jr sr dr mr".split())
# Offices of state by the words of their titles; the first that fits counts.
OFFICES = tuple(
    (office, re.compile(words))
    for office, words in (
        ("vice president", r"\bvice[ -]president"),
        ("deputy prime minister", r"\b(?:deputy|vice)[ -](?:prime minister|premier|chancellor)"),
        ("foreign minister", r"foreign|external (?:affairs|relations)|^(?:united states )?secretary of state$"),
        ("defence minister", r"defen[cs]e"),
        ("leader", r"\b(?:president|prime minister|premier|chancellor|chief of state|head of (?:state|government))\b"),
        ("leader", r"\b(?:king|queen|emir|sultan|taoiseach|monarch|supreme leader)\b"),
    )
)
LEADERS = frozenset({"head of state", "head of government"})


class Term(Protocol):
    """An office held, as the roster has it."""

    @property
    def title(self) -> str:
        """Return the office as the roster words it."""

    @property
    def start(self) -> str | None:
        """Return the ISO date, at the precision known."""

    @property
    def end(self) -> str | None:
        """Return the ISO date, at the precision known; None: still held, or unknown."""


class Known(Protocol):
    """An actor of a roster, as far as it is scored."""

    @property
    def id(self) -> str:
        """Return the roster's id."""

    @property
    def type(self) -> str:
        """Return the type of actor."""

    @property
    def name(self) -> str:
        """Return the first name."""

    @property
    def names(self) -> Sequence[str]:
        """Return the other names."""

    @property
    def country(self) -> str | None:
        """Return the ISO 3166-1 code."""

    @property
    def terms(self) -> Sequence[Term]:
        """Return the offices held."""


@dataclass(frozen=True)
class Verdict:
    """What became of one gold speaker."""

    row: Row
    outcome: Outcome
    entity: Entity | None
    actor: Known | None  # what is asserted
    due: Known | None  # what the roster holds
    roles: bool | None  # None: not asked
    modifiers: tuple[bool, ...]


# --- the gold ---------------------------------------------------------------------------------------------------------


def read_gold(folder: Path) -> list[tuple[Row, list[Row]]]:
    """Return each report (`id, date, text`) with its speakers; reports whose corpus the folder lacks are left out.

    Raises:
        Absent: the folder holds none of the texts.
        ValueError: a text is not the one that was read.
    """
    texts: dict[str, str] = {}
    for corpus, name in TEXTS.items():
        if (path := folder / corpus / name).is_file():
            texts |= {row["id"]: row["text"] for row in map(json.loads, corpora.read_lines(path))}
    speakers: dict[str, list[Row]] = defaultdict(list)
    for row in map(json.loads, GOLD.read_text(encoding="utf-8").splitlines()):
        if row["report"] in texts:
            speakers[row["report"]].append(row)
    if not speakers:
        raise corpora.Absent(f"none of the reports of {GOLD.name} in {folder}")
    for report, rows in speakers.items():
        if any(digest(texts[report]) != row["sha256"] for row in rows):
            raise ValueError(f"{folder}: the text of {report} is not the one that was read")
    return [({"id": report, "date": rows[0]["date"], "text": texts[report]}, rows) for report, rows in speakers.items()]


# --- who is who -------------------------------------------------------------------------------------------------------


@cache
def fold(name: str) -> str:
    """Return `name` as plain lower-case words, without articles and what stands in brackets.

    >>> fold("The Recep Tayyip Erdoğan"), fold("al-Qa’eda"), fold("U.S. Congress (legislature)")
    ('recep tayyip erdogan', 'al qaeda', 'us congress')
    """
    plain = unicodedata.normalize("NFKD", re.sub(r"\(.*?\)", "", name.lower()).translate(_PLAIN))
    plain = re.sub(r"[^a-z0-9]+", " ", "".join(c for c in plain if not unicodedata.combining(c)))
    return plain.strip().removeprefix("the ")


_PLAIN = str.maketrans(
    {"ı": "i", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "ß": "ss", ".": "", "'": "", "’": "", "ʿ": ""}
)


def names(actor: Known) -> tuple[str, ...]:
    """Return all names of an actor."""
    return (actor.name, *actor.names)


def is_actor(actor: Known, row: Row, also: bool = True) -> bool:
    """Return whether `actor` is the one that a gold row (`key` or `link`, `names`, `type`, `country`) means.

    With `also`, so is a wider reading that the row allows ("Republicans" as their party).
    """
    if not _same_type(actor.type, row["type"]) or (row["country"] and actor.country not in {None, row["country"]}):
        return False
    gold = gold_names(row) + (row.get("also", []) if also else [])
    if row["type"] == "person":
        return any(_same_person(a, b) for a in names(actor) for b in gold)
    wanted = {fold(name) for name in gold}
    if row["type"] == "country" and actor.type == "government":
        wanted = {f"government of {name}" for name in wanted}
    return any(fold(name) in wanted for name in names(actor))


def gold_names(row: Row) -> list[str]:
    """Return the names that a gold row knows."""
    return [row.get("key") or row["link"].replace("_", " "), *row["names"]]


def _same_type(ours: str, gold: str) -> bool:
    if ours == gold or (ours in BODIES and gold in BODIES):
        return True
    return {ours, gold} <= {"country", "government"} or {ours, gold} <= {"country", "place"}


def _same_person(a: str, b: str) -> bool:
    """Return whether all words of one name, two at least, are words of the other; or both are the same word."""
    x, y = ({w for w in fold(name).split() if w not in PARTICLES} for name in (a, b))
    return x == y or (min(len(x), len(y)) > 1 and (x <= y or y <= x))


def find_due(row: Row, roster: Iterable[Known]) -> Known | None:
    """Return the actor that a resolution of the row should find: the first of `roster` that is the right one."""
    return next((actor for actor in roster if is_actor(actor, row, also=False)), None)


class Holdings:
    """The actors of a roster by the words of their names, to look the right ones up."""

    def __init__(self, roster: Iterable[Known]) -> None:
        """Index `roster`."""
        self._by_id: dict[str, Known] = {}
        self._by_word: dict[str, list[Known]] = defaultdict(list)
        for actor in roster:
            self._by_id[actor.id] = actor
            for word in {w for name in names(actor) for w in fold(name).split()}:
                self._by_word[word].append(actor)

    def get(self, actor: str | None) -> Known | None:
        """Return the actor with this id; None if there is none."""
        return self._by_id.get(actor) if actor else None

    def find(self, row: Row) -> Known | None:
        """Return the right actor for a gold row; None if the roster holds none."""
        words = {w for name in gold_names(row) for w in fold(name).split() if w not in PARTICLES | {"of", "the"}}
        found = {actor.id: actor for word in sorted(words) for actor in self._by_word.get(word, ())}
        return find_due(row, found.values())


@cache
def holdings() -> Holdings:
    """Return the shipped roster, indexed."""
    return Holdings(load_roster().actors)


# --- one speaker ------------------------------------------------------------------------------------------------------


def find_taken(row: Row, record: Record) -> Entity | None:
    """Return the entity of `record` that stands at most of the speaker's spans; None if none does."""
    by_id = {entity.id: entity for entity in record.entities}
    spans = [Span(start, end) for start, end in row["spans"] or row["described"]]
    votes = Counter(found for span in spans if (found := best_mention(span, record) or _speaker_at(span, record)))
    order = list(by_id)
    return by_id[min(votes, key=lambda id_: (-votes[id_], order.index(id_)))] if votes else None


def best_mention(span: Span, record: Record) -> str | None:
    """Return the entity of the mention that covers the last word of `span`, and fits it best."""
    last = max(span.start, record.article.text.rfind(" ", span.start, span.end) + 1)
    fits = [
        (shared / (max(span.end, m.span.end) - min(span.start, m.span.start)), -i, entity.id)
        for i, entity in enumerate(record.entities)
        for m in entity.mentions
        if m.span.start < span.end
        and last < m.span.end
        and (shared := min(span.end, m.span.end) - max(span.start, m.span.start))
    ]
    return max(fits)[2] if fits else None


def _speaker_at(span: Span, record: Record) -> str | None:
    """Return the speaker of the first statement that has `span` in its source; joint sources are no one's alone."""
    text = record.article.text
    for s in record.statements:
        at = [part for part in s.source if part.start < span.end and span.start < part.end]
        if s.speaker and at and " and " not in text[at[0].start : at[0].end]:
            return s.speaker
    return None


def judge(row: Row, record: Record | None, known: Holdings) -> Verdict:
    """Return what became of one speaker."""
    entity = find_taken(row, record) if record else None
    actor = known.get(entity.actor) if entity else None
    due = known.find(row)
    modifiers = tuple(has_status(entity, role["status"]) for role in row["roles"] if role["stated"])
    if entity and entity.actor:
        right = actor is not None and is_actor(actor, row)
        roles = are_roles_right(actor, row) if actor and right else None
        return Verdict(row, "right" if right else "wrong", entity, actor, due, roles, modifiers)
    lost = row["named"] and entity is None
    return Verdict(row, "missed" if due else "lost" if lost else "unlisted", entity, None, due, None, modifiers)


def has_status(entity: Entity | None, status: str) -> bool:
    """Return whether a role of the entity has this status; deposed is former too."""
    wanted = {status} if status != "former" else {"former", "deposed"}
    return entity is not None and any(role.status in wanted for role in entity.roles)


def are_roles_right(actor: Known, row: Row) -> bool | None:
    """Return whether the offices that the roster's terms say are held on the day are the gold's; None without terms."""
    terms = [(office, term) for term in actor.terms if (office := office_of(term.title))]
    if row["type"] != "person" or not terms:
        return None
    held = {office for office, term in terms if is_within(term, row["date"])}
    gold = {role["office"] for role in row["roles"] if role["status"] == "current" and role["office"]}
    gold = {"leader" if office in LEADERS else office for office in gold}
    return all((office in held) == (office in gold) for office in {office for office, _ in terms})


def office_of(title: str) -> str | None:
    """Return the office of state that a title names, None for any other."""
    return next((office for office, pattern in OFFICES if pattern.search(title.lower())), None)


def is_within(term: Term, date: str) -> bool:
    """Return whether the term reaches over the day; at a lower precision the whole month or year is in."""
    if term.start is None or term.start > date[: len(term.start)]:
        return False
    if term.end is None:
        return True
    return date < term.end if len(term.end) == len(date) else date[: len(term.end)] <= term.end


# --- counting ---------------------------------------------------------------------------------------------------------


def count(verdicts: Iterable[Verdict]) -> Counter[str]:
    """Return the counts of speakers by outcome, all and by type."""
    counts: Counter[str] = Counter()
    for v in verdicts:
        for of in ("", f"{v.row['type']} "):
            counts.update({f"{of}{v.outcome}": 1, f"{of}n": 1})
        counts.update({"listed": v.row["listed"], "listed held": v.row["listed"] and v.due is not None})
        counts.update({"due": v.due is not None, "due right": v.due is not None and v.outcome == "right"})
        counts.update({"roles n": v.roles is not None, "roles": bool(v.roles)})
        counts.update({"modifiers n": len(v.modifiers), "modifiers": sum(v.modifiers)})
    return counts


def summarise(counts: Counter[str]) -> dict[str, float]:
    """Return the measures of summed `counts`."""

    def fine(of: str) -> float:
        return ratio(counts[f"{of}right"] + counts[f"{of}unlisted"], counts[f"{of}n"])

    fine_groups = counts["group right"] + counts["group unlisted"]
    others = counts["right"] + counts["unlisted"] - fine_groups
    scores = {
        "right or rightly unlisted": fine(""),
        "right or rightly unlisted, but for groups": ratio(others, counts["n"] - counts["group n"]),
        "wrong when asserted": ratio(counts["wrong"], counts["wrong"] + counts["right"]),
        "right of those the roster holds": ratio(counts["due right"], counts["due"]),
        "held of kinds a roster lists": ratio(counts["listed held"], counts["listed"]),
        "roles right": ratio(counts["roles"], counts["roles n"]),
        "modifiers right": ratio(counts["modifiers"], counts["modifiers n"]),
    }
    scores |= {f"{kind}: right or rightly unlisted": fine(f"{kind} ") for kind in KINDS}
    scores |= {f"n {kind}": counts[f"{kind} n"] for kind in KINDS}
    return scores | {
        "n speakers": counts["n"],
        "n asserted": counts["right"] + counts["wrong"],
        "n wrong": counts["wrong"],
        "n missed": counts["missed"],
        "n lost": counts["lost"],
        "n roles": counts["roles n"],
        "n modifiers": counts["modifiers n"],
    }


def judge_all(folder: Path, reader: Reader) -> list[Verdict]:
    """Return what became of every speaker of the gold."""
    reports = read_gold(folder)
    records = reader.records([report for report, _ in reports])
    known = holdings()
    return [
        judge(row, record, known) for (_, rows), record in zip(reports, records, strict=True) for row in rows
    ]  # fmt: skip


def score(folder: Path, reader: Reader) -> dict[str, float]:
    """Return the measures over the gold's reports that the folder holds."""
    return summarise(count(judge_all(folder, reader)))


# --- for the developer ------------------------------------------------------------------------------------------------


def errors(verdicts: Iterable[Verdict]) -> Iterator[str]:
    """Yield a line for each speaker that is not right, and for each role."""
    for v in verdicts:
        row = v.row
        ours = f"{v.entity.name} [{v.entity.type} {v.entity.country or '-'}]" if v.entity else "no entity"
        gold = f"{row['key']} [{row['type']} {row['country'] or '-'}]"
        due = f" due {v.due.id}" if v.due else " (roster: none)"
        told = f"{row['report'][:40]} {row['date']}: {gold} <- {ours}"
        if v.outcome not in {"right", "unlisted"}:
            said = f" asserted {v.entity.actor}" if v.entity and v.entity.actor else ""
            yield f"{v.outcome}\t{told}{said}{due}"
        if v.roles is False and v.actor:
            terms = "; ".join(f"{t.title} {t.start}..{t.end}" for t in v.actor.terms)
            yield f"role\t{told}: {', '.join(r['title'] for r in row['roles'])} is not what {v.actor.id} has: {terms}"
        if not all(v.modifiers):
            yield f"modifier\t{told}: {[(r['title'], r['status']) for r in row['roles'] if r['stated']]}"


def main(argv: Sequence[str] | None = None) -> int:
    """Print what is not right, then how often."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=corpora.default_folder(), help="default: %(default)s")
    parser.add_argument("--errors", action="store_true", help="a line for each speaker that is not right")
    args = parser.parse_args(argv)
    verdicts = judge_all(args.data, Reader())
    if args.errors:
        print("\n".join(sorted(errors(verdicts))))
    for measure, value in summarise(count(verdicts)).items():
        print(f"{value:8.3f}  {measure}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
