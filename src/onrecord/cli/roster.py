"""The commands about the roster: who is known, what the user adds, and who of the unlisted is one and the same."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TextIO

import typer

from onrecord.cli import Database, Output, OwnRoster, _checked, _Out, _plain_errors, _store
from onrecord.errors import CaptureError, QueryError
from onrecord.query import days

if TYPE_CHECKING:
    from onrecord.actors import Actor
    from onrecord.store import RosterFile
    from onrecord.store.people import Known

SHOWN = 20  # actors of one name, and complaints of one import, that a terminal gets
commands: typer.Typer = typer.Typer(
    help="The actors that reports are resolved to: who is known, your own additions, people of no roster.",
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
Name = Annotated[str, typer.Argument(metavar="NAME", help="A name, however spelt, or an id.", show_default=False)]


@commands.command()
@_plain_errors
def show(
    name: Name,
    date: Annotated[
        str | None, typer.Option(metavar="DATE", help="What was held on this day only.", callback=_checked(days))
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
    roster: OwnRoster = None,
    db: Database = None,
    output: Output = None,
) -> None:
    """Show whom a name can mean: in the roster, and of the unlisted people in the record file, if there is one."""
    from onrecord.pipeline import open_roster

    known = open_roster(roster)
    exact = known.get(name)
    found = [exact] if exact else list(dict.fromkeys((*known.find(name), *(a for a, _ in known.find_persons(name)))))
    found = found or _by_surname(known.at, name)
    people = _unlisted(db, name)
    if not found and not people:
        raise QueryError(f"nobody of the name {name!r} is known; `onrecord roster add` enters them")
    with _Out(output) as out:
        for actor in found[:SHOWN]:
            if json:
                out.json(_held(actor, date))
            else:
                out.line(_drawn(_held(actor, date)))
        for person in people[:SHOWN]:
            if json:
                out.json(person)
            else:
                role = ", ".join(w for w in (person.role, person.country) if w)
                where = ", ".join(r[:8] for r in person.reports)
                out.line(f"{person.id}  {person.name} (unlisted{': ' + role if role else ''}) in {where}\n")
    left = max(len(found) - SHOWN, 0)
    if left:
        typer.echo(f"onrecord: {left} more bear this name", err=True)


@commands.command()
@_plain_errors
def add(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The name.", show_default=False)],
    type: Annotated[
        str, typer.Option(help="person, organization, government, group, outlet, place or country.")
    ] = "person",
    country: Annotated[str | None, typer.Option(metavar="CODE", help="ISO 3166-1 alpha-2.")] = None,
    alias: Annotated[list[str] | None, typer.Option(metavar="NAME", help="Another name; may be given again.")] = None,
    title: Annotated[str | None, typer.Option(help="An office.")] = None,
    start: Annotated[
        str | None, typer.Option(metavar="DATE", help="Its first day: 2019, 2019-05 or 2019-05-20.")
    ] = None,
    end: Annotated[str | None, typer.Option(metavar="DATE", help="The day it ended.")] = None,
    org: Annotated[str | None, typer.Option(metavar="ID", help="The body that it is an office of.")] = None,
    host: Annotated[list[str] | None, typer.Option(metavar="HOST", help="Where an outlet publishes.")] = None,
    id: Annotated[str | None, typer.Option(metavar="ID", help="An id; that of a known actor adds to it.")] = None,
    source: Annotated[str, typer.Option(help="Who says so.")] = "user",
    roster: OwnRoster = None,
) -> None:
    """Add an actor to your own roster, or to what it knows of one."""
    from onrecord.actors.importing import make_actor
    from onrecord.actors.types import Term

    terms = (Term(title, start, end, org=org, source=source),) if title else ()
    if (start or end) and not title:
        raise typer.BadParameter("--start and --end need a --title", param_hint="--title")
    try:
        actor = make_actor(id, type, name, tuple(alias or ()), country, terms, source, hosts=tuple(host or ()))
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None
    with _open(roster, create=True) as own:
        _keep(own, actor)
        typer.echo(f"{actor.id}: {own.path}", err=True)


@commands.command("import")
@_plain_errors
def import_(
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="What to import.", show_default=False)],
    source: Annotated[str | None, typer.Option(help="Who says so; else the file's name.")] = None,
    roster: OwnRoster = None,
) -> None:
    """Take actors from files into your own roster: CSV, FollowTheMoney JSON lines (OpenSanctions), Wikidata dump lines.

    A file that ends in .gz or .bz2 is unpacked. A row that is no good is told and passed over. CSV has a header with at
    least `name`; the other columns are id, type, names (a;b), surname, country, title, start, end, org, hosts,
    wikidata, source.
    """
    from onrecord.actors import load_roster
    from onrecord.actors.importing import BadRow, read_rows

    codes = {a.wikidata: a.id for a in load_roster().actors if a.wikidata and a.type == "country"}
    failed = False
    with _open(roster, create=True) as own:
        for path in files:
            bad: list[BadRow] = []
            with _lines(path) as lines:
                done = own.take(read_rows(lines, codes, source or path.name), path.name, bad)
            for row in bad[:SHOWN]:
                typer.echo(f"onrecord: {path}:{row.line}: {row.why}", err=True)
            if len(bad) > SHOWN:
                typer.echo(f"onrecord: {path}: {len(bad) - SHOWN} more rows are no good", err=True)
            typer.echo(f"{done.actors} actors, {done.offices} offices, {done.bad} bad rows: {path}", err=True)
            failed = failed or bool(bad)
        typer.echo(f"{len(own)} actors: {own.path}", err=True)
    if failed:
        raise typer.Exit(1)


@commands.command()
@_plain_errors
def check(roster: OwnRoster = None, output: Output = None) -> None:
    """Look for two of one someone and for impossible dates in your own roster. Exit code 1 if there are any."""
    from onrecord.actors.checking import check as look

    found = 0
    with _open(roster) as own, _Out(output) as out:
        for trouble in look(own.actors()):
            found += 1
            where = ", ".join(f"{a} ({place})" if (place := own.place(a)) else a for a in trouble.actors)
            out.line(f"{where}: {trouble.what}\n")
        typer.echo(f"{len(own)} actors, {found} to look at: {own.path}", err=True)
    if found:
        raise typer.Exit(1)


# --- people of no roster ----------------------------------------------------------------------------------------------

Person = Annotated[str, typer.Argument(metavar="ID", help="An unlisted person: local.…", show_default=False)]


@commands.command()
@_plain_errors
def merge(
    one: Person,
    other: Annotated[str, typer.Argument(metavar="ID", help="Who is the same.", show_default=False)],
    db: Database = None,
) -> None:
    """Count two unlisted people of the record file as one."""
    with _store(db) as store:
        typer.echo(f"decision {store.people.merge(one, other)}: {other} counts as {one}", err=True)


@commands.command()
@_plain_errors
def split(
    person: Person,
    report: Annotated[
        str, typer.Argument(metavar="REPORT", help="The first figures of a report's id.", show_default=False)
    ],
    db: Database = None,
) -> None:
    """Say that an unlisted person is someone else in one report."""
    with _store(db) as store:
        typer.echo(f"decision {store.people.split(person, report)}: {person} is someone else there", err=True)


@commands.command()
@_plain_errors
def log(db: Database = None, output: Output = None) -> None:
    """Show all that was merged or split, by onrecord on evidence or by you; the oldest first."""
    with _store(db) as store, _Out(output) as out:
        for d in store.people.log():
            where = f" in {d.report[:8]}" if d.report else ""
            undone = " (undone)" if d.undone else ""
            out.line(f"{d.id}  {d.at}  {d.by}: {d.kind} {d.one} {d.other}{where}: {d.why}{undone}\n")


@commands.command()
@_plain_errors
def undo(
    decision: Annotated[int, typer.Argument(metavar="NUMBER", help="Of the log.", show_default=False)],
    db: Database = None,
) -> None:
    """Take a merge or a split back; it stays in the log."""
    with _store(db) as store:
        d = store.people.undo(decision)
        typer.echo(f"undone: {d.kind} {d.one} {d.other}", err=True)


# --- what stands behind the commands ----------------------------------------------------------------------------------


def _open(path: Path | None, *, create: bool = False) -> RosterFile:
    from onrecord.store import RosterFile, default_roster

    return RosterFile.open(path or default_roster(), create=create)


def _keep(own: RosterFile, actor: Actor) -> None:
    """Keep the actor; one that the shipped roster has keeps what is known there."""
    from msgspec.structs import replace

    from onrecord.actors import load_roster

    shipped = load_roster().get(actor.id)
    if shipped is not None and own.get(actor.id) is None:
        own.add(replace(shipped, keys=()))
    own.add(actor, "roster add")


def _lines(path: Path) -> TextIO:
    """Return an open text file; one that does not exist is a CaptureError."""
    import bz2
    import gzip

    opener: Any = {".gz": gzip.open, ".bz2": bz2.open}.get(path.suffix, open)
    try:
        return opener(path, "rt", encoding="utf-8", errors="replace", newline="")  # type: ignore[no-any-return]
    except OSError as error:
        raise CaptureError(f"{path} cannot be read: {error.strerror}") from None


def _by_surname(at: Callable[[str], tuple[Actor, ...]], name: str) -> list[Actor]:
    """Return the persons in office of a surname, if that is all that is given."""
    from onrecord.actors.names import lookups, match

    return [a for key in lookups(name) if key.startswith("~") for a in at(key) if match(name, a)]


def _held(actor: Actor, date: str | None) -> Actor:
    from msgspec.structs import replace

    from onrecord.actors import terms_on

    return replace(actor, keys=(), terms=terms_on(actor, date) if date else actor.terms)


def _drawn(actor: Actor) -> str:
    """Return an actor in lines of text."""
    codes = " ".join(x for x in (actor.country, actor.iso3, actor.cow, actor.wikidata) if x)
    lines = [f"{actor.id}  {actor.name} ({actor.type}{', ' + codes if codes else ''}; {actor.source or 'no source'})"]
    for what in ("names", "adjectives", "demonyms", "capitals", "metonyms", "hosts"):
        if values := getattr(actor, what):
            lines.append(f"    {what}: {'; '.join(values)}")
    if actor.ended:
        lines.append(f"    was no more on {actor.ended}")
    for t in actor.terms:
        when = f"seen {t.seen[0]} to {t.seen[1]}" if t.seen else f"until {t.end or 'now, or unknown'}"
        start = f"from {t.start} " if t.start else ""
        lines.append(f"    {t.title}{f' ({t.org})' if t.org else ''}: {start}{when} [{t.source or '?'}]")
    return "\n".join(lines) + "\n"


def _unlisted(db: Path | None, name: str) -> list[Known]:
    from onrecord.store import default_path

    path = db or default_path()
    if not path.exists():
        return []
    with _store(path) as store:
        return store.people.find(name)
