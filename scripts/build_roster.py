"""Write `src/onrecord/data/roster/roster.jsonl` from the tables beside it and the leaders' terms.

    python scripts/build_roster.py --data ../shared/data

DATA/actors holds `leaders_factbook.jsonl.gz` (CIA World Factbook, CC0), `leaders_reign.jsonl.gz` (REIGN, MIT),
`cabinets_2019.jsonl.gz` (CIA World Leaders, a work of the US government) and `countries.jsonl.gz`, of which only the
ISO 3166 codes (datasets/country-codes, PDDL) and the Wikidata ids (CC0) are used: its names are ODbL and left alone.
The tables beside the roster are written for onrecord. Each actor is a line, with its `source`; each term has its own.
Without `--data` the persons that the present roster.jsonl has are kept, and only the tables are read anew.
"""

from __future__ import annotations

import argparse
import gzip
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from onrecord.actors import Actor, Term, fold, keys_of, match, office
from onrecord.actors.names import CLOSE
from onrecord.actors.names import parts as name_parts
from onrecord.actors.offices import during

ROSTER = Path(__file__).parent.parent / "src/onrecord/data/roster"
OURS, FACTBOOK, REIGN, CABINETS = "onrecord", "factbook", "reign", "world-leaders"  # what `source` says
FIRST_YEAR = "1989-07"  # who left before is left out
REIGN_ENDS = "2021-02"
MINISTERS = ("foreign minister", "defence minister")
OTHERS = {
    "Permanent Representative to the UN, New York": "Ambassador to the United Nations",
    "Ambassador to the US": "Ambassador to the United States",
    "Minister of Interior": "Interior Minister",
    "Minister of the Interior": "Interior Minister",
    "Minister of Internal Affairs": "Interior Minister",
}
SINGLE = {"premier", "president", "monarch"}  # offices that one person holds at a time
UNCOUNTED = {"TW", "PS", "XK"}  # states to the news that have no COW code in our table
SHARED = {"BA", "SM", "AD"}  # states whose head is several persons
FAMILY_FIRST = {"CN", "KP", "KR", "TW", "VN", "KH"}
SEEN = ("2019-10", "2019-10")
# What of a title the Factbook's parsing left in front of a name.
LEFTOVER = re.compile(
    r"^(?:(?:Swiss Confederation|Minister|President|Prime|Deputy|Vice|Interim|Acting|Transition(?:al)?|Sheikh|Sultan|"
    r"King|Queen|Emir|Amir|Crown Prince|Prince|Princess|Lt|Gen|Col|Brig|Maj|Sr|Dr|Capt|Sir|Dame|Archbishop|Cardinal|"
    r"Chair|"
    r"General|Field Marshal|Supreme Leader|Ayatollah|Governor|Co-prince|Co-Vice|second|first|deputy|prime|minister|the|"
    r"Maj\.Gen|Mann|Ms|Mr|Mrs|Administration Council|Affairs Commission|Chairman|Presidential Council|CNSP)\.?,? )+"
)
NO_NAME = re.compile(
    r"\b(?:of|and|the|for|in|to|vacant|Vacant|council|Council|resigned|status|Ministers|Presidents|prime|Prime|Commission|Heir|"
    r"President|Minister|Assembly|Speaker|Commissioner|Governor|Commonwealth|Interior|Oil|Affairs|Zealand|Polynesia|"
    r"Representative|Administrator|Republic|Islands|Council|Premier|previously|reside|Homeland)\b|[()0-9\u2014]| - |,"
)
GENERIC = {
    "Prime": "Prime Minister",
    "Interim Prime": "Prime Minister",
    "Deputy Prime": "Deputy Prime Minister",
    "First Deputy Prime": "First Deputy Prime Minister",
    "Vice": "Vice President",
    "Supreme": "Supreme Leader",
    "State": None,
    "the": None,
}
# Rows of the Factbook that are no heads: names of two made one, vice presidents and premiers in the wrong column.
WRONG = {
    ("AE", "Muhammad bin Rashid Al-Nuhayan"),
    ("AE", "Mansur bin Zayid Al-Nuhayyan"),
    ("AE", "Mansour bin Zayid Al Nuhayyan"),
    ("AE", "Mansur bin Zayid Al Nuhayyan"),
    ("KW", "Ahmad al-Nawaf al-Sabah"),
}
NAMES_OF_STATES = {"Burma": "MM", "Holy See (Vatican City)": "VA", "Cabo Verde": "CV", "Cote d'Ivoire": "CI"}


@dataclass
class Person:
    """A person while the sources are put together."""

    country: str | None
    name: str
    names: list[str] = field(default_factory=list)
    surname: str | None = None
    gender: Any = None
    terms: list[Term] = field(default_factory=list)
    source: str = OURS

    def actor(self, id_: str = "") -> Actor:
        """Return the person as an actor of the roster."""
        terms = sorted(_merged(self.terms), key=lambda t: (t.start or (t.seen or ("9",))[0], t.title))
        names = tuple(n for n in dict.fromkeys(self.names) if n != self.name)
        surname = self.surname or (self.name.split()[0] if self.country in FAMILY_FIRST else None)
        return Actor(
            id_, "person", self.name, names, country=self.country, gender=self.gender, surname=surname,
            terms=tuple(terms), source=self.source,
        )  # fmt: skip


def _merged(terms: list[Term]) -> list[Term]:
    """Return the terms, those of one office and start made one: what is known of the end goes before what was seen."""
    found: dict[tuple[str, str | None, str | None], Term] = {}
    for t in dict.fromkeys(terms):
        key = (office(t.title), t.start, t.org)
        old = found.setdefault(key, t)
        if t is old or t.start is None:
            continue
        if not old.seen and not old.end:  # still held
            continue
        if t.end or not t.seen:
            found[key] = t
        elif old.seen:
            found[key] = replace(old, seen=(min(old.seen[0], t.seen[0]), max(old.seen[1], t.seen[1])))
    return list(found.values())


def table(name: str) -> list[list[str]]:
    """Return the fields of a table's lines."""
    lines = (ROSTER / name).read_text("utf-8").splitlines()
    return [[f.strip() for f in line.split("|")] for line in lines if line.strip() and not line.startswith("#")]


def parts(cell: str, mark: str = ";") -> tuple[str, ...]:
    """Return what ";" parts."""
    return tuple(p for p in cell.split(mark) if p)


def read(path: Path) -> list[dict[str, Any]]:
    """Return the rows of a gzipped JSON Lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as f:
        return [msgspec.json.decode(line) for line in f]


# --- states, organizations --------------------------------------------------------------------------------------------


def states(codes: dict[str, dict[str, Any]], kept: dict[str, Actor]) -> list[Actor]:
    """Return the states and territories."""
    cow = {line[0]: line[1] or None for line in table("leaders.csv")}
    out = []
    for iso, name, names, adjectives, demonyms, capitals, metonyms in table("countries.csv"):
        row, old = codes.get(iso, {}), kept.get(iso)
        out.append(
            Actor(
                iso, "country", name, parts(names), (), iso,
                parts(adjectives), parts(demonyms), parts(capitals), parts(metonyms), cow=cow.get(iso),
                iso3="XKX" if iso == "XK" else row.get("iso3") or (old and old.iso3),
                wikidata="Q1246" if iso == "XK" else row.get("wikidata") or (old and old.wikidata),
                source=OURS,
            )
        )  # fmt: skip
    return out


def former_states() -> list[Actor]:
    """Return the states that are no more, which some reports are of the time of."""
    return [
        Actor(
            id_, "country", name, parts(names), (), code or None, parts(adjectives), (), parts(capitals),
            source=OURS, ended=ended, heir=heir or None,
        )
        for id_, code, name, names, adjectives, capitals, ended, heir in table("former.csv")
    ]  # fmt: skip


def organizations(known: list[Actor]) -> list[Actor]:
    """Return organizations, outlets, institutions; metonyms of governments that have no line become institutions."""
    hosts = {line[0]: (parts(line[1]), line[2] == "agency") for line in table("hosts.csv")}
    out = []
    for id_, type_, country, name, names in table("organizations.csv"):
        where, agency = hosts.pop(id_, ((), False))
        out.append(
            Actor(id_, type_, name, parts(names), country=country or None, hosts=where, agency=agency, source=OURS)  # type: ignore[arg-type]
        )
    if hosts:
        raise SystemExit(f"hosts.csv has ids that organizations.csv lacks: {sorted(hosts)}")
    out = bodies(known, {a.id: a for a in out})
    named = {n for a in out for n in (a.name, *a.names)}
    for state in known:
        seen: dict[str, Actor] = {}
        for m in (m for m in state.metonyms if m not in named):
            key = fold(m)
            base = "downing-street" if "Downing" in m or m.startswith(("No", "10")) else re.sub(r"\W+", "-", key)
            base = base.removesuffix("-palace") if state.id == "FR" else base
            if base in seen:
                seen[base] = replace(seen[base], names=(*seen[base].names, m))
            else:
                seen[base] = Actor(base, "government", m, country=state.id, source=OURS)
        out += seen.values()
    return out


def bodies(known: list[Actor], out: dict[str, Actor]) -> list[Actor]:
    """Return the organizations with the bodies that most states have; a body's own line is found by these names, too.

    The names are keys only, no names that a text is searched for: "the Norvian foreign ministry" tells of Norvia, too.
    """
    for end, type_, form, words, others in table("bodies.csv"):
        own = dict(pair.split("=") for pair in parts(others))
        for state in known:
            id_ = own.get(state.id, f"{state.id.lower()}-{end}")
            if not id_ or not state.adjectives or not (state.cow or state.id in UNCOUNTED):
                continue  # of territories, no such body is told
            names = (state.name, *state.names)
            whose = [*state.adjectives, *names, *(f"{n}'" if n.endswith("s") else f"{n}'s" for n in names)]
            called = [f"{w} {c}" for w in whose for c in parts(words)]
            called += [f"{c} of {n}" for n in names for c in parts(words) if c.startswith(("ministry", "armed"))]
            if id_ not in out:
                name = form.replace("%", state.name).replace("@", state.adjectives[0])
                out[id_] = Actor(id_, type_, name, country=state.id, source=OURS)  # type: ignore[arg-type]
            out[id_] = replace(out[id_], keys=(*out[id_].keys, *(f"={fold(c)}" for c in called)))
    return list(out.values())


# --- persons ----------------------------------------------------------------------------------------------------------


class People:
    """The persons so far, by country."""

    def __init__(self) -> None:
        self.of: dict[str | None, list[Person]] = defaultdict(list)

    def exactly(self, country: str | None, name: str, source: str) -> Person:
        """Return the person of this name, made if need be."""
        for p in self.of[country]:
            if fold(name) in {fold(n) for n in (p.name, *p.names)}:
                return p
        person = Person(country, name, source=source)
        self.of[country].append(person)
        return person

    def likely(self, country: str, name: str, surname: str | None, source: str) -> Person:
        """Return the one person of the country that a name in another spelling can be, made if there is none."""
        whole = Actor("", "person", name, surname=surname)
        scored = [(max(match(name, p.actor()), match(p.name, whole)), p) for p in self.of[country]]
        scored = [(s, p) for s, p in scored if s and (s > CLOSE or _near(p))]
        same = [p for _, p in scored if fold(name) in {fold(n) for n in (p.name, *p.names)}]
        best = same[:1] or [p for s, p in scored if s == max(x for x, _ in scored)]
        if len(best) == 1:
            if best[0].source in (FACTBOOK, CABINETS) and len(name) < len(best[0].name):
                best[0].name, name = name, best[0].name
            return best[0]
        person = Person(country, name, surname=surname, source=source)
        self.of[country].append(person)
        return person

    def join(self) -> None:
        """Make one of the persons of a country who are told twice, see `_is_one`: the first of the two stays."""
        for country, group in self.of.items():
            kept: list[Person] = []
            for person in group:
                known = next((p for p in kept if _is_one(p, person)), None)
                if known is None:
                    kept.append(person)
                    continue
                known.names += [person.name, *person.names]
                known.gender = known.gender or person.gender
                known.terms = [_ended_by(t, person.terms) for t in known.terms]
                known.terms += [t for t in person.terms if not any(_same_office(t, own) for own in known.terms)]
            self.of[country] = kept

    def __iter__(self) -> Iterator[Person]:
        return (p for group in self.of.values() for p in group)


def _is_one(one: Person, other: Person) -> bool:
    """Return whether two lines of a country are one person's, by names that can be one and a term that both have.

    The term is of the same office and begins in the same month; or, where all words of one name are words of the
    other's behind the same given name, the two were in office at the same time.
    """
    a, b = (replace(p.actor(), surname=None) for p in (one, other))
    if not any(match(n, b) for n in (a.name, *a.names)) and not any(match(n, a) for n in (b.name, *b.names)):
        return False
    pairs = [(s, t) for s in one.terms for t in other.terms if s.start and t.start and not (s.org or t.org)]
    if any(office(s.title) == office(t.title) and s.start[:7] == t.start[:7] for s, t in pairs if s.start and t.start):
        return True
    x, y = name_parts(one.name), name_parts(other.name)
    if x[0] != y[0] or not (set(x) <= set(y) or set(y) <= set(x)):
        return False
    return any(during(s, t.seen[0]) for s in one.terms for t in other.terms if t.seen and not t.start) or any(
        during(t, s.seen[0]) for s in one.terms for t in other.terms if s.seen and not s.start
    )


def _near(person: Person) -> bool:
    """Return whether the person was in office late enough to be one that the Factbook's snapshots or cabinets have."""
    return any((t.end or "9999") > "2005" for t in person.terms)


def from_table(people: People) -> None:
    """Enter the persons of people.csv."""
    for country, name, names, offices in table("people.csv"):
        person = people.exactly(country or None, name, OURS)
        person.names += parts(names)
        for text in parts(offices):
            title, start, end = text.split("/")
            title, _, org = title.partition("@")
            if title in ("Cleric", "Grand Ayatollah", "Journalist") and not start:
                continue
            person.terms.append(Term(title, start or None, end or None, org=org or None, source=OURS))


def from_reign(people: People, folder: Path) -> None:
    """Enter the leaders of REIGN under the full names that leaders.csv gives them."""
    full: dict[str, tuple[str, str, dict[str, str]]] = {}
    for iso, cow, title, labels in (line for line in table("leaders.csv") if line[1]):
        full[cow] = (iso, title, dict(pair.split("=", 1) for pair in parts(labels)))
    done: list[tuple[Person, Term]] = []
    for row in read(folder / "leaders_reign.jsonl.gz"):
        if row["cow"] not in full or (row["end"] or "9999") < FIRST_YEAR:
            continue
        iso, title, labels = full[row["cow"]]
        label = row["leader"]
        if iso == "RS" and row["start"] < "1992-04":
            continue  # Yugoslavia
        plain = re.fullmatch(r"[A-Z][\w'-]+(?: [\w'-]+)+", label) and "." not in label
        written = labels.get(label, label if plain else "")
        names, _, own = written.partition("@")
        if not names:
            continue
        name, *others = names.split("/")
        person = people.exactly(iso, name, REIGN)
        person.names += others
        person.gender = {"1": "m", "0": "f"}.get(row["gender"], person.gender)
        seen = None if row["end"] else (row["start"], REIGN_ENDS)  # who led when its last month was written
        done.append((person, Term(own or title, row["start"], row["end"], seen=seen, source=REIGN)))
    for person, term in done:
        if not any(_covers(t, term) for t in person.terms if t.source == OURS):
            person.terms.append(term)


def _covers(ours: Term, theirs: Term) -> bool:
    """Return whether a term of ours is the one that REIGN has, or one within it."""
    if ours.org is not None or office(ours.title) not in {*SINGLE, "supreme leader", "leader"}:
        return False
    return (ours.start or "") <= (theirs.end or "9999") and (theirs.start or "") <= (ours.end or "9999")


def from_factbook(people: People, folder: Path, iso_of: dict[str, str], named: dict[str, str]) -> None:
    """Enter the heads of state and government of the Factbook, each term ended by the next holder's."""
    rows: list[tuple[str, str, dict[str, Any], str]] = []
    for row in read(folder / "leaders_factbook.jsonl.gz"):
        iso, surname = iso_of.get(row["iso3"] or ""), row["surname"]
        state, rest = _state_before(row, named)
        name = _name(rest)
        title = _title(row)
        if state != iso and state in _MOTHERLANDS:
            continue  # the head of another state, told with one of its territories
        if (iso, name) in WRONG:
            continue
        if iso and surname and title and name and len(name.split()) > 1 and len(surname.split()) < 4:
            rows.append((iso, name, row, title))
    own = {(fold(name), iso) for iso, name, _, _ in rows if iso in _MOTHERLANDS}
    for iso, name, row, title in sorted(rows, key=lambda r: (_MOTHERLANDS.get(r[0], 9), r[0], r[2]["start"] or "")):
        if iso not in _MOTHERLANDS and any((fold(name), mother) in own for mother in _MOTHERLANDS):
            continue  # the same head, of a territory
        person = people.likely(iso, name, _cased(row["surname"]), FACTBOOK)
        person.names.append(name)
        seen = (row["first_seen"], row["last_seen"]) if not (row["current_at_snapshot"] or row["end"]) else None
        person.terms.append(Term(title, row["start"], row["end"], seen=seen, source=FACTBOOK))
    _end_terms(people)


_MOTHERLANDS = {"GB": 0, "US": 1, "FR": 2, "NL": 3, "DK": 4, "NO": 5, "AU": 6, "NZ": 7, "CN": 8}


def _state_before(row: dict[str, Any], named: dict[str, str]) -> tuple[str | None, str]:
    """Return the state that stands before the name in a row whose title ends with "of", and the name without it."""
    words = row["name"].split()
    if re.search(r" of(?: the)?$", row["title"] or ""):
        for size in range(len(words) - 2, 0, -1):
            if state := named.get(fold(" ".join(words[:size]))):
                return state, " ".join(words[size:])
    return None, row["name"]


def _name(raw: str) -> str | None:
    """Return a Factbook name as reports write it: "Vladimir Vladimirovich PUTIN" is "Vladimir Vladimirovich Putin"."""
    plain = LEFTOVER.sub("", re.sub(r",.*$| serving as .*$| \[.*$", "", raw)).strip(" .")
    if not plain[:1].isupper() or NO_NAME.search(plain):
        return None
    return _cased(plain)


def _cased(words: str) -> str:
    return " ".join("-".join(_cap(p) for p in w.split("-")) for w in words.split())


def _cap(word: str) -> str:
    if not word.isupper() or len(word) < 2 or re.fullmatch(r"[IVX]+|[A-Z]\.", word):
        return word
    return "'".join(p.capitalize() for p in word.split("'"))


def _title(row: dict[str, Any]) -> str | None:
    title = re.sub(
        r" (?:of|and|of the|and Minister of)$"
        r"|[ ,](?:Sheikh|Sir|Dame|Dr\.|(?:Brig|Maj|Lt)\. ?(?:Gen|Col)\.?|Gen\.|Col\.|Capt\.)",
        "",
        row["title"] or "",
    ).strip(" ,")
    title = re.sub(r" of the$| of$", "", title)
    title = GENERIC.get(title, title)
    return title or {"chief of state": "Head of State", "head of government": "Head of Government"}[row["role"]]


def _end_terms(people: People) -> None:
    """End each open term of an office that one holds at a time when the next holder's begins; drop what ours has."""
    for country, group in people.of.items():
        if country in SHARED:
            continue
        starts = sorted((t.start, office(t.title), p.name) for p in group for t in p.terms if t.start and not t.org)
        for person in group:
            person.terms = [_ended(t, person.name, starts) for t in person.terms]
    for person in people:
        ours = [t for t in person.terms if t.source == OURS]
        kept = [t for t in person.terms if t.source != FACTBOOK or not any(_same_office(t, o) for o in ours)]
        exact = [t for t in kept if t.source == FACTBOOK]
        person.terms = [t for t in kept if t.source != REIGN or not _doubled(t, exact)]


def _ended(term: Term, name: str, starts: list[tuple[str, str, str]]) -> Term:
    kind = office(term.title)
    if term.source != FACTBOOK or kind not in SINGLE or not term.start:
        return term
    after = [s for s, k, who in starts if k == kind and s > term.start and who != name]
    if not after or (term.end and term.end <= after[0]):
        return term
    return replace(term, end=after[0], seen=None)


def _ended_by(term: Term, others: list[Term]) -> Term:
    """Return the term, one whose end is not known with the end of the same one in another line."""
    same = (t.end for t in others if t.end and t.start == term.start and office(t.title) == office(term.title))
    end = None if term.end else next(same, None)
    return replace(term, end=end, seen=None) if end else term


def _same_office(theirs: Term, ours: Term) -> bool:
    """Return whether two sources tell of one term: the same office, and times that overlap."""
    return (
        office(theirs.title) == office(ours.title)
        and (theirs.start or "") < (ours.end or "9999")[: len(theirs.start or "")] + "~"
    )


def _doubled(reign: Term, exact: list[Term]) -> bool:
    """Return whether the Factbook has REIGN's term with days: the top office, from within the same month."""
    return any(office(t.title) in SINGLE and (t.start or "")[:7] == (reign.start or "")[:7] for t in exact)


def from_cabinets(people: People, folder: Path, named: dict[str, str]) -> None:
    """Enter foreign and defence ministers, ministers of the interior and ambassadors, as seen in October 2019."""
    for row in read(folder / "cabinets_2019.jsonl.gz"):
        country = row["country"]
        short, _, rest = country.partition(", ")
        plain = (
            f"{rest} {short}"
            if rest in ("North", "South")
            else f"{rest} {short}"
            if rest.endswith(("of", "the"))
            else short
        )
        iso = NAMES_OF_STATES.get(country) or named.get(fold(plain)) or named.get(fold(short))
        title, name = row["office"], _name(row["name"])
        if iso is None or name is None or len(name.split()) < 2:
            continue
        kind = office(title.split(" & ")[0])
        if title.startswith("Deputy") or not (kind in MINISTERS or title in OTHERS):
            continue
        title = kind.title() if kind in MINISTERS else OTHERS[title]
        kind = office(title)
        upper = [w for w in row["name"].split() if w.isupper() and len(w.strip(".")) > 1]
        person = people.likely(iso, name, _cased(" ".join(upper)) or None, CABINETS)
        person.names.append(name)
        if not any(office(t.title) == kind and (t.start or "9") < SEEN[0] < (t.end or "9") for t in person.terms):
            person.terms.append(Term(title, seen=SEEN, source=CABINETS))


# --- all together -----------------------------------------------------------------------------------------------------


def persons(folder: Path, countries: list[Actor], codes: dict[str, dict[str, Any]]) -> list[Actor]:
    """Return the persons of all sources, each once, with ids."""
    people = People()
    from_table(people)
    from_reign(people, folder)
    named = {fold(n): a.id for a in countries for n in (a.name, *a.names)}
    from_factbook(people, folder, {r["iso3"]: iso for iso, r in codes.items() if r["iso3"]}, named)
    from_cabinets(people, folder, named)
    people.join()
    out: dict[str, Actor] = {}
    for person in people:
        base = f"{(person.country or 'int').lower()}.{re.sub(r'[^a-z0-9]+', '-', fold(person.name)).strip('-')}"
        id_, n = base, 1
        while id_ in out:
            n += 1
            id_ = f"{base}-{n}"
        out[id_] = person.actor(id_)
    return sorted(out.values(), key=lambda a: a.id)


def main() -> None:
    """Build."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="the folder of the corpora; without it the present persons are kept")
    args = parser.parse_args()
    target = ROSTER / "roster.jsonl"
    kept = msgspec.json.Decoder(Actor).decode_lines(target.read_bytes()) if target.exists() else []
    folder = args.data / "actors" if args.data else None
    codes = {r["iso2"]: r for r in read(folder / "countries.jsonl.gz") if r["iso2"]} if folder else {}
    countries = states(codes, {a.id: a for a in kept})
    people = persons(folder, countries, codes) if folder else [replace(a, keys=()) for a in kept if a.type == "person"]
    actors = [*countries, *organizations(countries), *former_states(), *people]
    actors = [replace(a, keys=tuple(dict.fromkeys((*keys_of(a), *a.keys)))) for a in actors]
    ids = [a.id for a in actors]
    if twice := {i for i in ids if ids.count(i) > 1}:
        raise SystemExit(f"ids given twice: {sorted(twice)}")
    target.write_bytes(b"".join(msgspec.json.encode(a) + b"\n" for a in actors))
    terms = sum(len(a.terms) for a in actors)
    print(f"{len(actors)} actors, {len(people)} of them persons, {terms} terms, {target.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
