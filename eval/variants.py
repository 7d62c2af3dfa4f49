"""How many of a hundred leaders' names are found however they are spelt: `python eval/variants.py [--misses]`.

The names are the synonyms of Phoenix's actor lists (openeventdata/petrarch2, MIT), which nothing of the roster is
built from. A leader is an entry with a code of a state's government whose main name is that of a person of the same
state in the roster, in office from 1990 on, in the same years if Phoenix tells years. (There are not a thousand such
synonyms: all that there are count.) A synonym is asked as a report would have it: a name, the titles before it as
roles, and the middle of a term, of the one that the title names if there is one. Synonyms that name a government
("ASSAD REGIME") are no names of persons.

Half of all such leaders (by a hash of the name) were looked at while the rules were made; both halves are told apart.
The misses of the other half were seen on 2026-11-27, before short forms, "III" and the like were added as classes.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from msgspec import Struct

from corpora import default_folder
from onrecord.actors import Actor, Roster, Term, fold, load_roster, resolve
from onrecord.actors.names import PARTICLES, TITLES
from onrecord.actors.offices import fits
from onrecord.types import Entity, Mention, Role, Span

MORE = frozenset("deputy former cia director representative of".split())
NO_PERSON = re.compile(r"\b(?:GOVERNMENT|REGIME|ADMINISTRATION|CABINET|PARTY|FAMILY|TEAM|OFFICE|COALITION)\b", re.I)


class Leader(Struct):
    """A leader of Phoenix's: names to be found, on a day in office, and who of the roster the main name is."""

    name: str
    country: str
    days: list[tuple[str, str]]  # the middle of a term, and its title
    actor: str
    synonyms: list[str]

    @property
    def is_seen(self) -> bool:
        """Return whether the leader is of the half that was looked at."""
        return sha256(self.name.encode()).digest()[0] % 2 == 0


class Tally(Struct):
    """Variants asked, found, and asserted wrongly: as someone else at all, or of another country."""

    asked: int = 0
    found: int = 0
    wrong: int = 0
    foreign: int = 0
    missed: list[str] = []


def main(argv: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", action="store_true", help="print the names that are not found")
    parser.add_argument("--seen", action="store_true", help="... of the half that was looked at only")
    args = parser.parse_args(argv)
    roster = load_roster()
    leaders = read_leaders(default_folder() / "actors", roster)
    print(f"{len(leaders)} leaders, {sum(len(x.synonyms) for x in leaders)} variants")
    for title, told in (("with the country", True), ("without the country", False)):
        print(title)
        for half, group in (
            ("seen", [x for x in leaders if x.is_seen]),
            ("unseen", [x for x in leaders if not x.is_seen]),
        ):
            show(half, tally(group, roster, told), args.misses and (half == "seen" or not args.seen))
        show("all", tally(leaders, roster, told), False)


def show(title: str, t: Tally, misses: bool) -> None:
    """Print one line, and what was missed."""
    share = t.found / t.asked if t.asked else 0.0
    print(
        f"  {title:8} {t.asked:5} asked, {share:.3f} found, {t.wrong} as someone else, {t.foreign} of another country"
    )
    if misses:
        print("\n".join("      " + m for m in t.missed))


def tally(leaders: list[Leader], roster: Roster, told: bool) -> Tally:
    """Ask for every variant, with the country told or not."""
    t = Tally(missed=[])
    for leader in leaders:
        for variant in leader.synonyms:
            t.asked += 1
            found = ask(variant, leader, roster, told)
            actor = roster.get(found) if found else None
            if actor is None:
                t.missed.append(f"{variant} ({leader.country})")
            elif actor.country != leader.country:
                t.foreign += 1
                t.missed.append(f"{variant} ({leader.country}) AS {actor.id}")
            elif actor.id != leader.actor:
                t.wrong += 1
                t.missed.append(f"{variant} ({leader.country}) AS {actor.id}")
            else:
                t.found += 1
    return t


def ask(variant: str, leader: Leader, roster: Roster, told: bool) -> str | None:
    """Return whom a report of a day in office means by the variant."""
    roles, name = split(variant, roster)
    span = Span(0, 1)
    borne = tuple(
        Role(r.removeprefix("FORMER "), "former" if r.startswith("FORMER ") else "current", span) for r in roles
    )
    country = leader.country if told else None
    entity = Entity("e1", name, "person", None, country, borne, (Mention(span, "name"),), "eval", 1.0)
    day = next((d for d, title in leader.days for r in roles if fits(Term(title), r)), leader.days[-1][0])
    return resolve(entity, roster, day).actor


def split(variant: str, roster: Roster) -> tuple[list[str], str]:
    """Return the offices before a name, and the name as a report writes it; the adjective before the office is none."""
    words = variant.replace("VICE-", "VICE ").split()
    while len(words) > 1 and is_state(words[0], roster):
        words = words[1:]
    first = next((i for i, w in enumerate(words) if fold(w) not in TITLES | MORE), 0)
    while first and fold(words[first - 1]) in PARTICLES:
        first -= 1
    title = " ".join(w for w in words[:first] if fold(w) in TITLES | MORE)
    name = " ".join(w.title() if w.isupper() else w for w in words[first:])
    return ([title] if title else []), name


@cache
def _adjectives() -> frozenset[str]:
    return frozenset(fold(x) for a in load_roster().actors if a.type == "country" for x in (*a.adjectives, *a.names))


def is_state(word: str, roster: Roster) -> bool:
    """Return whether a word is a state's name or adjective."""
    return fold(word) in _adjectives()


# --- the leaders ------------------------------------------------------------------------------------------------------


def read_leaders(folder: Path, roster: Roster) -> list[Leader]:
    """Return Phoenix's entries that are leaders from 1990 on, of the roster's states."""
    codes = {a.iso3: a.id for a in roster.actors if a.iso3}
    out: dict[tuple[str, str], Leader] = {}
    for entry in rows(folder / "phoenix_actors.jsonl.gz"):
        synonyms = [s for s in entry["synonyms"] if is_name(s)]
        for code in entry["codes"] if synonyms else ():
            iso, rest = codes.get(code["code"][:3]), code["code"][3:]
            if iso is None or not rest.startswith("GOV"):
                continue
            for actor, _ in roster.find_persons(entry["name"]):
                if actor.country == iso and (when := terms(actor, day(code.get("from")), day(code.get("to")))):
                    known = out.setdefault((iso, entry["name"]), Leader(entry["name"], iso, when, actor.id, []))
                    known.synonyms = list(dict.fromkeys([*known.synonyms, *synonyms]))
                    break
    return list(out.values())


def terms(actor: Actor, start: str | None, end: str | None) -> list[tuple[str, str]]:
    """Return the middles of the terms, from 1990 on, that overlap with Phoenix's, with their titles."""
    out = []
    for term in actor.terms:
        first = max(term.start or "9999", start or "", "1990-01-01")
        last = min(term.end or "2014-06-01", end or "9999")
        if len(first) == 10 and first < last:
            out.append((between(first, last if len(last) == 10 else last + "-01"[: 10 - len(last)]), term.title))
    return out


def is_name(synonym: str) -> bool:
    """Return whether a synonym is a person's name."""
    return not NO_PERSON.search(synonym) and "'S" not in synonym.upper()


def day(text: str | None) -> str | None:
    """Return YYMMDD or YYYYMMDD in ISO 8601; YY from 30 on is of the last century."""
    if not text or not text.isdigit() or len(text) not in (6, 8):
        return None
    text = text if len(text) == 8 else ("19" if text >= "3" else "20") + text
    return f"{text[:4]}-{text[4:6]}-{text[6:]}"


def between(start: str, end: str) -> str:
    """Return the day in the middle."""
    try:
        a, b = date.fromisoformat(start), date.fromisoformat(end)
    except ValueError:
        return start
    return (a + timedelta(days=max((b - a).days, 0) // 2)).isoformat()


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the rows of a gzipped JSON Lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as f:
        yield from map(json.loads, f)


if __name__ == "__main__":
    main()
