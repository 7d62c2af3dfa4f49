"""Write `src/onrecord/data/roster/roster.json` from the tables beside it and the leaders' terms.

    python scripts/build_roster.py [--data FOLDER]

FOLDER holds `leaders_factbook.jsonl.gz` (CIA World Factbook, CC0) and `countries.jsonl.gz` (for its ISO codes);
without it the leaders that the present roster.json has are kept.
"""

from __future__ import annotations

import argparse
import gzip
import re
from collections import defaultdict
from pathlib import Path
from typing import Any

import msgspec

from onrecord.actors import Actor, Term, fold, name_keys, sounds

ROSTER = Path(__file__).parent.parent / "src/onrecord/data/roster"
LICENCE = (
    "Facts. countries.csv and organizations.csv: written for onrecord, CC0-1.0. Leaders: CIA World Factbook "
    "snapshots 2014-2026 (factbook/factbook.json, CC0-1.0). Made by scripts/build_roster.py."
)
HONORIFICS = re.compile(
    r",.*$|\b(?:Lt|Gen|Col|Dr|Brig|Maj|Field Marshal|Co-prince|of Australia|of Mann|Sheikh|Sir|Dame|King|Queen)\.? "
)


def rows(name: str) -> list[list[str]]:
    """Return the fields of a table's lines."""
    lines = (ROSTER / name).read_text("utf-8").splitlines()
    return [[f.strip() for f in line.split("|")] for line in lines if line.strip() and not line.startswith("#")]


def parts(field: str) -> tuple[str, ...]:
    """Return what ";" parts."""
    return tuple(p for p in field.split(";") if p)


def keyed(actor: Actor) -> Actor:
    """Return `actor` with its folded names."""
    surname = sounds(actor.name.split()[-1]) if actor.type == "person" else None
    return msgspec.structs.replace(actor, keys=name_keys(actor), surname=surname)


def countries() -> list[Actor]:
    """Return the states and territories."""
    out = []
    for iso, name, names, adjectives, demonyms, capitals, metonyms in rows("countries.csv"):
        out.append(
            Actor(
                iso, "country", name, parts(names), (), iso,
                parts(adjectives), parts(demonyms), parts(capitals), parts(metonyms),
            )
        )  # fmt: skip
    return out


def organizations(states: list[Actor]) -> list[Actor]:
    """Return organizations, outlets, institutions; metonyms of governments that have no line become institutions."""
    out = [
        Actor(i, type_, name, parts(names), (), country or None)  # type: ignore[arg-type]
        for i, type_, country, name, names in rows("organizations.csv")
    ]
    known = {n for a in out for n in (a.name, *a.names)}
    for state in states:
        fresh = [m for m in state.metonyms if m not in known]
        seen: dict[str, Actor] = {}
        for m in fresh:
            key = fold(m)
            base = "downing-street" if "Downing" in m or m.startswith(("No", "10")) else re.sub(r"\W+", "-", key)
            base = base.removesuffix("-palace") if state.id == "FR" else base
            if base in seen:
                seen[base] = msgspec.structs.replace(seen[base], names=(*seen[base].names, m))
            else:
                seen[base] = Actor(base, "government", m, (), (), state.id)
        out += seen.values()
    return out


def read(path: Path) -> list[dict[str, Any]]:
    """Return the rows of a gzipped JSON Lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as f:
        return [msgspec.json.decode(line) for line in f]


def person_name(raw: str, surname: str | None) -> str:
    """Return a Factbook name as reports write it: "Vladimir Vladimirovich PUTIN" is "Vladimir Vladimirovich Putin"."""
    words = HONORIFICS.sub("", raw.replace("(", "").replace(")", "")).split()
    return " ".join("-".join(_cased(p) for p in w.split("-")) for w in words)


def _cased(word: str) -> str:
    return word.capitalize() if word.isupper() and not re.fullmatch(r"[IVX]+|[A-Z]\.", word) else word


def leaders(folder: Path, states: list[Actor]) -> list[Actor]:
    """Return heads of state and government with their terms, one actor for each person of a country."""
    iso_of = iso3_table(folder)
    names: dict[tuple[str, str, str], str] = {}
    terms: dict[tuple[str, str, str], list[Term]] = defaultdict(list)
    for row in read(folder / "leaders_factbook.jsonl.gz"):
        iso = iso_of.get(row["iso3"])
        name = person_name(row["name"], row["surname"])
        if iso is None or not row["surname"] or len(name.split()) < 2 or name.split()[0].endswith("s"):
            continue
        key = (iso, sounds(name.split()[-1]), sounds(name.split()[0]))
        if len(name) < len(names.get(key, name + "x")):
            names[key] = name
        terms[key].append(Term(row["title"] or row["role"], row["start"], row["end"]))
    _drop_dependencies(terms)
    return [
        Actor(
            f"{iso.lower()}.{re.sub(r'[^a-z]+', '-', fold(name))}",
            "person",
            name,
            country=iso,
            terms=tuple(sorted(set(terms[key]), key=lambda t: (t.start or "", t.title))),
        )
        for key, name in sorted(names.items())
        if key in terms
        for iso in [key[0]]
    ]


def _drop_dependencies(terms: dict[tuple[str, str, str], list[Term]]) -> None:
    """Leave a head of several states and territories (a monarch, a president) to the one it is first of all head of."""
    first = ("US", "GB", "FR", "NL", "DK", "NO", "AU", "NZ", "CN")
    where: dict[tuple[str, str], set[str]] = defaultdict(set)
    for iso, surname, given in terms:
        where[surname, given].add(iso)
    for iso, surname, given in list(terms):
        own = next((x for x in first if x in where[surname, given]), iso)
        if own != iso and not (own == "US" and iso not in {"AS", "GU", "MP", "PR", "VI", "UM"}):
            del terms[iso, surname, given]


def iso3_table(folder: Path) -> dict[str, str]:
    """Return alpha-2 by alpha-3 code (ISO 3166-1), from the PDDL columns of the country table."""
    return {r["iso3"]: r["iso2"] for r in read(folder / "countries.jsonl.gz") if r["iso3"]}


def main() -> None:
    """Build."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path)
    args = parser.parse_args()
    target = ROSTER / "roster.json"
    states = countries()
    if args.data:
        people = leaders(args.data, states)
    else:
        kept = msgspec.json.decode(target.read_bytes())["actors"]
        people = [a for a in msgspec.convert(kept, list[Actor]) if a.type == "person"]
    actors = [keyed(a) for a in [*states, *organizations(states), *people]]
    ids = [a.id for a in actors]
    if twice := {i for i in ids if ids.count(i) > 1}:
        raise SystemExit(f"ids given twice: {sorted(twice)}")
    target.write_bytes(msgspec.json.format(msgspec.json.encode({"licence": LICENCE, "actors": actors}), indent=0))
    print(f"{len(actors)} actors, {target.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
