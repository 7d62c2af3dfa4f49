"""Other people's rows -> actors: CSV, FollowTheMoney as OpenSanctions publishes it, lines of a Wikidata dump. Pure.

A row that is no good comes out as a `BadRow` in its place; what is good goes on.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, get_args

import msgspec
from msgspec import Struct

from onrecord.actors.folding import fold
from onrecord.actors.types import Actor, Term
from onrecord.types import EntityType

COLUMNS = (
    "id",
    "type",
    "name",
    "names",
    "surname",
    "country",
    "title",
    "start",
    "end",
    "org",
    "hosts",
    "wikidata",
    "source",
)
_TYPES = frozenset(get_args(EntityType))
_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_COUNTRY = re.compile(r"[A-Z]{2}")
_SCHEMAS: dict[str, EntityType] = {
    "Person": "person", "Organization": "organization", "Company": "organization", "LegalEntity": "organization",
    "PublicBody": "government",
}  # fmt: skip
_KINDS: dict[str, EntityType] = {  # what Wikidata says something is an instance of
    "Q5": "person", "Q43229": "organization", "Q484652": "organization", "Q245065": "organization",
    "Q7278": "organization",
    "Q17149090": "organization", "Q1127126": "organization", "Q4120211": "organization", "Q192283": "outlet",
    "Q11032": "outlet", "Q1193236": "outlet", "Q1110794": "outlet", "Q15265344": "outlet", "Q327333": "government",
    "Q192350": "government", "Q35749": "government",
}  # fmt: skip


class BadRow(Struct, frozen=True):
    """A line (counted from 1) that is no actor, and why."""

    line: int
    why: str


class Row(Struct, frozen=True):
    """An actor, or a part of one: rows of one id are put together; and the line that it comes from."""

    line: int
    actor: Actor


class Post(Struct, frozen=True):
    """Somebody's office by the id of its position, whose name another line tells; `name` is filled in at the end."""

    line: int
    holder: str
    term: Term


def read_rows(lines: Iterable[str], countries: dict[str, str], source: str) -> Iterator[Row | BadRow | Post]:
    """Yield what each line says, in order, then the offices; what is no actor (a vessel, an address) is passed over.

    `countries` gives ISO codes for ids of Wikidata. JSON lines are told by their first mark, CSV by its header.
    """
    numbered = ((n, line) for n, line in enumerate(lines, 1) if line.strip("\ufeff \t\r\n"))
    first = next(numbered, None)
    if first is None:
        yield BadRow(1, "there is nothing in it")
        return
    rest = _chained(first, numbered)
    if first[1].lstrip("\ufeff \t").startswith(("{", "[")):
        yield from _json_rows(rest, countries, source)
    else:
        yield from _csv_rows(rest, source)


def _chained(first: tuple[int, str], rest: Iterator[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    yield first
    yield from rest


# --- CSV --------------------------------------------------------------------------------------------------------------


def _csv_rows(lines: Iterator[tuple[int, str]], source: str) -> Iterator[Row | BadRow]:
    at = [0]

    def texts() -> Iterator[str]:
        for n, line in lines:
            at[0] = n
            yield line.lstrip("\ufeff")

    reader = csv.DictReader(texts())
    unknown = [c for c in reader.fieldnames or () if c not in COLUMNS]
    if "name" not in (reader.fieldnames or ()) or unknown:
        said = f"a column {unknown[0][:40]!a} is not known" if unknown else "there is no column 'name'"
        yield BadRow(at[0], f"{said}; the columns are {', '.join(COLUMNS)}")
        return
    while True:
        try:
            cells = next(reader)
            yield Row(
                at[0], _from_cells({k: (v or "").strip() for k, v in cells.items() if isinstance(k, str)}, source)
            )
        except StopIteration:
            return
        except (ValueError, csv.Error) as error:
            yield BadRow(at[0], str(error))


def _from_cells(cells: dict[str, Any], source: str) -> Actor:
    def many(column: str) -> tuple[str, ...]:
        return tuple(p.strip() for p in cells.get(column, "").split(";") if p.strip())

    type_ = cells.get("type") or "person"
    terms: tuple[Term, ...] = ()
    if title := cells.get("title"):
        terms = (Term(title, cells.get("start") or None, cells.get("end") or None, org=cells.get("org") or None),)
    elif cells.get("start") or cells.get("end"):
        raise ValueError("a start or an end without a title")
    return make_actor(
        cells.get("id") or None, type_, cells.get("name", ""), many("names"), cells.get("country") or None, terms,
        cells.get("source") or source, surname=cells.get("surname") or None, hosts=many("hosts"),
        wikidata=cells.get("wikidata") or None,
    )  # fmt: skip


def make_actor(
    id_: str | None,
    type_: str,
    name: str,
    names: tuple[str, ...],
    country: str | None,
    terms: tuple[Term, ...],
    source: str,
    **more: Any,
) -> Actor:
    """Return an actor, checked. Without an id it gets one of name, country and type. Raises ValueError, saying why."""
    if not fold(name):
        raise ValueError("there is no name")
    if type_ not in _TYPES:
        raise ValueError(f"the type {type_!r} is not one of {', '.join(sorted(_TYPES))}")
    country = country.upper() if country else None
    if country and not _COUNTRY.fullmatch(country):
        raise ValueError(f"the country {country!r} is not an ISO 3166-1 alpha-2 code")
    for term in terms:
        check_term(term)
    slug = re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-") or format(abs(hash_of(name)), "x")
    id_ = id_ or f"user.{(country or 'int').lower()}.{slug}" + ("" if type_ == "person" else f".{type_}")
    others = tuple(n for n in dict.fromkeys(names) if n != name and fold(n))
    return Actor(id_, type_, name, others, country=country, terms=terms, source=source, **more)  # type: ignore[arg-type]


def hash_of(name: str) -> int:
    """Return a number for a name that has no letters we can spell."""
    return int.from_bytes(name.encode(), "big") % (1 << 48)


def check_term(term: Term) -> None:
    """Raise ValueError if a date of the term is none, or it ends before it starts."""
    for what, value in (("start", term.start), ("end", term.end)):
        if value is None:
            continue
        try:
            if not _DATE.fullmatch(value):
                raise ValueError
            date.fromisoformat(value + "-01-01"[len(value) - 4 :] if len(value) < 10 else value)
        except ValueError:
            raise ValueError(
                f"the {what} {value!r} of {term.title!r} is no date: YYYY, YYYY-MM or YYYY-MM-DD"
            ) from None
    if term.start and term.end and term.end < term.start[: len(term.end)]:
        raise ValueError(f"{term.title!r} ends ({term.end}) before it starts ({term.start})")


# --- JSON lines -------------------------------------------------------------------------------------------------------


class _Offices:
    """Offices whose positions' names come on other lines."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}
        self.held: list[tuple[int, str, str, str | None, str | None]] = []  # line, holder, position, start, end


def _json_rows(
    lines: Iterator[tuple[int, str]], countries: dict[str, str], source: str
) -> Iterator[Row | BadRow | Post]:
    offices = _Offices()
    decode = msgspec.json.Decoder().decode
    for n, line in lines:
        text = line.strip("\ufeff \t\r\n").rstrip(",")
        if text in ("[", "]"):  # a Wikidata dump is one array, a line an item
            continue
        try:
            item = decode(text.encode("utf-8", "replace"))
            if not isinstance(item, dict):
                raise ValueError("this is not a JSON object")
            if "schema" in item:
                actors = _from_ftm(item, n, source, offices)
            elif "claims" in item or "labels" in item:
                actors = _from_wikidata(item, n, countries, source, offices)
            else:
                raise ValueError("this is neither a FollowTheMoney entity (schema) nor a Wikidata item (claims)")
            for actor in actors:
                yield Row(n, actor)
        except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
            yield BadRow(n, str(error) if isinstance(error, ValueError) else f"it is not built as expected: {error!r}")
    for n, holder, position, start, end in offices.held:
        title = offices.names.get(position)
        if title is None:
            continue  # an office that no line names says nothing
        term = Term(title, start, end, source=source)
        try:
            check_term(term)
        except ValueError as error:
            yield BadRow(n, str(error))
            continue
        yield Post(n, holder, term)


def _from_ftm(item: dict[str, Any], n: int, source: str, offices: _Offices) -> Iterator[Actor]:
    """Yield the actor of a FollowTheMoney entity; a Position or an Occupancy goes to `offices`."""
    schema, props = item["schema"], item.get("properties") or {}
    if schema == "Position":
        offices.names[item["id"]] = props["name"][0]
    elif schema == "Occupancy":
        for holder in props.get("holder", ()):
            _occupancy(props, n, _id_of(holder), offices)
    elif schema in _SCHEMAS:
        for occupancy in props.get("positionOccupancies", ()):
            if isinstance(occupancy, dict):
                _occupancy(occupancy.get("properties") or {}, n, item["id"], offices)
        names = tuple(str(x) for p in ("name", "alias", "weakAlias", "abbreviation") for x in props.get(p, ()))
        named = item.get("caption") or (names[0] if names else "")
        places = [c for p in ("country", "citizenship", "nationality", "jurisdiction") for c in props.get(p, ())]
        codes = [c.upper() for c in places if isinstance(c, str) and len(c) == 2]
        gender = {"male": "m", "female": "f"}.get((props.get("gender") or [""])[0])
        yield make_actor(
            item["id"], _SCHEMAS[schema], named, names, codes[0] if codes else None, (), source,
            gender=gender, wikidata=(props.get("wikidataId") or [None])[0],
        )  # fmt: skip


def _occupancy(props: dict[str, Any], n: int, holder: str, offices: _Offices) -> None:
    start = (props.get("startDate") or props.get("periodStart") or [None])[0]
    end = (props.get("endDate") or props.get("periodEnd") or [None])[0]
    for post in props.get("post", ()):
        if isinstance(post, dict):
            offices.names[post["id"]] = (post.get("properties") or {})["name"][0]
        offices.held.append((n, holder, _id_of(post), start, end))


def _id_of(value: Any) -> str:
    return str(value["id"] if isinstance(value, dict) else value)


def _from_wikidata(
    item: dict[str, Any], n: int, countries: dict[str, str], source: str, offices: _Offices
) -> Iterator[Actor]:
    """Yield the actor of a Wikidata item; what may be a position leaves its name in `offices`."""
    labels = item.get("labels") or {}
    name = next((labels[k]["value"] for k in ("en", "mul", "en-gb") if k in labels), None)
    claims = item.get("claims") or {}
    if not isinstance(claims, dict):
        claims = {}
    kinds = [v for v in map(_item_id, claims.get("P31", ())) if v]
    type_ = next((_KINDS[k] for k in kinds if k in _KINDS), None)
    if type_ is None:
        if name and ("P279" in claims or "P1001" in claims or "Q4164871" in kinds):
            offices.names[item["id"]] = name
        return
    if name is None:
        raise ValueError(f"{item.get('id')} has no English label")
    homes = [countries[v] for p in ("P27", "P17") for v in map(_item_id, claims.get(p, ())) if v in countries]
    for claim in claims.get("P39", ()):
        if (post := _item_id(claim)) is not None and claim.get("rank") != "deprecated":
            when = claim.get("qualifiers") or {}
            offices.held.append((n, item["id"], post, _time(when.get("P580")), _time(when.get("P582"))))
    gender = {"Q6581097": "m", "Q6581072": "f"}.get(next(map(_item_id, claims.get("P21", ())), None) or "")
    names = [labels[k]["value"] for k in labels] + [a["value"] for a in (item.get("aliases") or {}).get("en", ())]
    yield make_actor(
        item["id"],
        type_,
        name,
        tuple(names),
        homes[0] if homes else None,
        (),
        source,
        gender=gender,
        wikidata=item["id"],
    )


def _item_id(claim: dict[str, Any]) -> str | None:
    value = claim["mainsnak"].get("datavalue", {}).get("value")
    return value.get("id") if isinstance(value, dict) else None


def _time(snaks: Any) -> str | None:
    """Return the date of a qualifier at its precision: 9 is a year, 10 a month, 11 a day; older than year 1 is None."""
    if not snaks or "datavalue" not in snaks[0]:
        return None
    value = snaks[0]["datavalue"]["value"]
    size = {9: 4, 10: 7, 11: 10}.get(value.get("precision"))
    return value["time"][1 : 1 + size] if size and value["time"].startswith("+") else None
