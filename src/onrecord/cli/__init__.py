"""Arguments -> the same functions -> printing. The only module that prints; stdout is data, stderr all else.

Exit codes: 0 all read; 1 some input failed, or the record file could not be used; 2 the command was not understood.
The commands about the roster are in `cli.roster`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from enum import StrEnum
from errno import EISDIR
from functools import partial, wraps
from io import StringIO, TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, ParamSpec, TypeVar

import typer

from onrecord.errors import OnRecordError, QueryError
from onrecord.query import Question, days, keep_confident, name_phrase, phrases
from onrecord.types import Failure, Record

if TYPE_CHECKING:
    from onrecord.store import Store

_T = TypeVar("_T")
_P = ParamSpec("_P")
app = typer.Typer(
    name="onrecord",
    help="Who said what, to whom, on whose word, and when: the record that news reports carry.",
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,  # plain help: nothing to load, and the same on every terminal
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


class Format(StrEnum):
    """How a report's record is shown."""

    CARD = "card"
    JSON = "json"
    JSONL = "jsonl"
    HTML = "html"


class RowFormat(StrEnum):
    """How rows are shown."""

    TABLE = "table"
    CARD = "card"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    HTML = "html"


def _checked(check: Callable[[str], object]) -> Callable[[str | None], str | None]:
    """Return a callback that refuses what `check` does not understand, as wrong usage."""

    def callback(value: str | None) -> str | None:
        if value is not None:
            try:
                check(value)
            except QueryError as error:
                raise typer.BadParameter(str(error)) from None
        return value

    return callback


def _plain_errors(command: Callable[_P, None]) -> Callable[_P, None]:
    """Wrap `command` so that what goes wrong is one line on stderr and an exit code."""

    @wraps(command)
    def run(*args: _P.args, **kwargs: _P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except OnRecordError as error:
            typer.echo(f"onrecord: {error}", err=True)
            raise typer.Exit(1) from None
        except BrokenPipeError:
            # whoever read us has had enough; the interpreter would complain when it flushes
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(0) from None
        except OSError as error:  # a disk that is full, a folder that is gone
            where = f"{error.filename}: " if error.filename else ""
            typer.echo(f"onrecord: {where}{error.strerror or error}", err=True)
            raise typer.Exit(1) from None

    return run


Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="INPUT",
        help="Files, folders, globs, http(s) addresses, or - for standard input; text, HTML or JSON Lines.",
        show_default=False,
    ),
]
Published = Annotated[
    str | None,
    typer.Option(
        metavar="DATE", help="Date of publication, for inputs that do not say: 2024-12-19.", callback=_checked(days)
    ),
]
Outlet = Annotated[str | None, typer.Option(metavar="NAME", help="Who published it, for inputs that do not say.")]
Output = Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write here, not to the terminal.")]
Confidence = Annotated[
    float, typer.Option(metavar="0..1", min=0.0, max=1.0, help="Leave out what is less sure than this.")
]
Private = Annotated[
    bool, typer.Option("--allow-private", help="Fetch addresses of this computer and the local network, too.")
]
Database = Annotated[
    Path | None,
    typer.Option(
        "--db", metavar="FILE", envvar="ONRECORD_DB", help="The record file; else one in your user data folder."
    ),
]
OwnRoster = Annotated[
    Path | None,
    typer.Option(
        "--roster", metavar="FILE", envvar="ONRECORD_ROSTER", help="Your own roster; else one in your user data folder."
    ),
]


def _version(wanted: bool) -> None:
    if wanted:
        from onrecord import __version__

        typer.echo(f"onrecord {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and leave.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    pass


@app.command()
@_plain_errors
def read(
    inputs: Inputs,
    format: Annotated[Format, typer.Option("--format", "-f", help="What to print.")] = Format.CARD,
    published: Published = None,
    outlet: Outlet = None,
    output: Output = None,
    min_confidence: Confidence = 0.0,
    allow_private: Private = False,
    roster: OwnRoster = None,
) -> None:
    """Read reports and print the record each one carries.

    json is one object for one document and an array for several; jsonl is one line for each input, in input order, an
    input that failed being a line with `capture` and `error`; html is one page that needs nothing else.
    """
    from onrecord import pipeline

    outcomes = pipeline.read(inputs, published=published, outlet=outlet, allow_private=allow_private, roster=roster)
    tally = _Tally(many=_names_many(inputs))
    wanted = (keep_confident(o, min_confidence) if isinstance(o, Record) else o for o in tally.watch(outcomes))
    with _Out(output) as out:
        _print_records(wanted, format, out, many=_names_many(inputs))
    tally.leave()


@app.command()
@_plain_errors
def add(
    inputs: Inputs,
    db: Database = None,
    published: Published = None,
    outlet: Outlet = None,
    allow_private: Private = False,
    roster: OwnRoster = None,
) -> None:
    """Read reports and keep them, with their records, in the record file.

    What is kept already, read by this version with the same roster, is not read again: adding twice is adding once.
    """
    from onrecord import pipeline
    from onrecord.capture import read_captures

    own, stamp = _own_roster(roster)
    loading = partial(pipeline.load_models, None, own) if own else pipeline.load_models
    with _store(db, create=True, stamp=stamp) as store:
        tally = _Tally(many=_names_many(inputs))
        captures = read_captures(inputs, published=published, outlet=outlet, allow_private=allow_private)
        reading = partial(pipeline.read_captures_into_records, models=loading)
        for kept in tally.watch(store.add(captures, reading), lambda k: k.failure):
            tally.fresh += kept.fresh
        counts = f"{tally.fresh} added, {tally.done - tally.fresh - tally.failed} kept already, {tally.failed} failed"
        typer.echo(f"{counts}: {store.path}", err=True)
    tally.leave()


@app.command()
@_plain_errors
def statements(
    db: Database = None,
    speaker: Annotated[str | None, typer.Option(help="Who said it.", callback=_checked(name_phrase))] = None,
    addressee: Annotated[str | None, typer.Option(help="To whom.", callback=_checked(name_phrase))] = None,
    words: Annotated[
        str | None, typer.Option(help='Words in what was said; "two words" in quotes.', callback=_checked(phrases))
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Said, or published, on this day or later.", callback=_checked(days)),
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="DATE", help="... on this day or earlier.", callback=_checked(days))
    ] = None,
    outlet: Annotated[str | None, typer.Option(help="Who published it.", callback=_checked(name_phrase))] = None,
    via: Annotated[
        str | None, typer.Option(help="On whose word: the outlet or a go-between.", callback=_checked(name_phrase))
    ] = None,
    min_confidence: Confidence = 0.0,
    format: Annotated[RowFormat, typer.Option("--format", "-f", help="What to print.")] = RowFormat.TABLE,
    output: Output = None,
) -> None:
    """Show who said what in the reports that are kept.

    Names and words match whole words, in any case, with or without accents: --speaker zelenskiy.
    """
    question = Question(
        speaker=speaker,
        addressee=addressee,
        words=words,
        since=since,
        until=until,
        outlet=outlet,
        via=via,
        min_confidence=min_confidence,
    )
    with _store(db) as store, _Out(output) as out:
        rows = store.find_statements(question)
        if format is RowFormat.JSONL:
            for row in rows:
                out.json(row)
        elif format is RowFormat.JSON:
            out.array(rows)
        elif format is RowFormat.CSV:
            from onrecord.render.table import write_csv

            write_csv(rows, out.line)
        elif format is RowFormat.HTML:
            from onrecord.render.page import statements_page

            out.text(statements_page(list(rows), question))
        else:
            from onrecord.render import card

            draw = card.statements_table if format is RowFormat.TABLE else card.statements_cards
            out.rich(draw(list(rows)))


@app.command()
@_plain_errors
def show(
    report: Annotated[str, typer.Argument(metavar="ID", help="A report's id, or the first figures of it.")],
    db: Database = None,
    format: Annotated[Format, typer.Option("--format", "-f", help="What to print.")] = Format.CARD,
    output: Output = None,
    min_confidence: Confidence = 0.0,
) -> None:
    """Print a record that is kept, again."""
    with _store(db) as store, _Out(output) as out:
        record = keep_confident(store.record(report), min_confidence)
        _print_records(iter([record]), format, out, many=False)


def main() -> None:
    """Run the command; the package's entry point."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # what a terminal cannot show it marks; data in a pipe or a file is UTF-8 everywhere
            encoding = stream.encoding if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace")
    app()


# --- what stands behind the commands ----------------------------------------------------------------------------------


def _names_many(inputs: list[str]) -> bool:
    """Return whether `inputs` can be more than one document by their names alone."""
    one = inputs[0]
    is_glob = not Path(one).exists() and "://" not in one and any(c in one for c in "*?[")
    return len(inputs) > 1 or is_glob or Path(one).is_dir() or one.lower().endswith((".jsonl", ".ndjson"))


def _print_records(outcomes: Iterator[Record | Failure], format: Format, out: _Out, *, many: bool) -> None:
    if format is Format.JSONL:
        for outcome in outcomes:
            out.json(outcome)
    elif format is Format.JSON:
        _print_json(outcomes, out, many=many)
    elif format is Format.HTML:
        from onrecord.render.page import records_page

        out.text(records_page(list(outcomes)))
    else:
        from onrecord.render import card

        for outcome in outcomes:
            if isinstance(outcome, Record):
                out.rich(card.record_card(outcome))


def _print_json(outcomes: Iterator[Record | Failure], out: _Out, *, many: bool) -> None:
    """Print one object for one document; for several, or an input that could hold several, an array."""
    first = next(outcomes, None)
    if first is None:
        out.array(iter(()))
        return
    second = None if many or first.capture.row else next(outcomes, None)
    if many or first.capture.row or second is not None:
        out.array(o for o in (first, second, *outcomes) if o is not None)
    else:
        out.json(first, indent=2)


def _store(db: Path | None, *, create: bool = False, stamp: str = "") -> Store:
    """Open the record file; `stamp` tells readings with one roster of the user's from those with another."""
    from onrecord import __version__
    from onrecord.store import Store, default_path

    version = f"{__version__}+roster.{stamp}" if stamp else None
    return Store.open(db or default_path(), create=create, version=version)


def _own_roster(path: Path | None) -> tuple[Path | None, str]:
    """Return where the user's roster is and the stamp of what it holds; None and "" if there is none."""
    from onrecord.store import RosterFile, default_roster

    path = path or (usual if (usual := default_roster()).exists() else None)
    if path is None:
        return None, ""
    with RosterFile.open(path) as own:
        return path, own.stamp


class _Tally:
    """Counts what went through, tells each failure on stderr, and shows progress where someone is looking."""

    def __init__(self, *, many: bool) -> None:
        self.done = self.failed = self.fresh = 0
        self._live = many and sys.stderr.isatty()

    def watch(
        self, outcomes: Iterator[_T], failure: Callable[[Any], Failure | None] = lambda o: _as_failure(o)
    ) -> Iterator[_T]:
        for outcome in outcomes:
            self.done += 1
            if failed := failure(outcome):
                self.failed += 1
                self._clear()
                typer.echo(f"onrecord: {failed.error.message}", err=True)
            if self._live:
                sys.stderr.write(f"\r{self.done} read, {self.failed} failed")
                sys.stderr.flush()
            yield outcome
        self._clear()

    def leave(self) -> None:
        if self.failed:
            raise typer.Exit(1)

    def _clear(self) -> None:
        if self._live:
            sys.stderr.write("\r\x1b[K")


def _as_failure(outcome: object) -> Failure | None:
    return outcome if isinstance(outcome, Failure) else None


class _Out:
    """Where data goes: standard output, or a file that is written whole or not at all."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._part = path.with_name(f".{path.name}.part") if path else None

    def __enter__(self) -> _Out:
        if self._part is None:
            self._file = sys.stdout
            return self
        try:
            if self._path is not None and self._path.is_dir():
                raise IsADirectoryError(EISDIR, "it is a folder")
            self._file = self._part.open("w", encoding="utf-8", newline="\n")
        except OSError as error:
            raise OnRecordError(f"{self._path} cannot be written: {error.strerror}") from None
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if self._part is None or self._path is None:
            self._file.flush()
            return
        self._file.close()
        if kind is None:
            self._part.replace(self._path)
        else:
            self._part.unlink(missing_ok=True)

    def text(self, text: str) -> None:
        self._file.write(text)

    def line(self, text: str) -> None:
        self._file.write(text)

    def json(self, value: object, indent: int = 0) -> None:
        self._file.write(_json(value, indent) + "\n")
        self._file.flush()  # so that whoever reads a pipe sees each line when it is there

    def array(self, values: Iterator[Any]) -> None:
        """Write `values` as one JSON array, one at a time."""
        mark = "["
        for value in values:
            self._file.write(mark + "\n" + _json(value, 0))
            mark = ","
        self._file.write("\n]\n" if mark == "," else "[]\n")

    def rich(self, drawing: Any) -> None:
        from rich.console import Console

        if self._file.isatty():
            Console(file=self._file, highlight=False).print(drawing)
            return
        page = StringIO()
        Console(file=page, width=_width(), highlight=False).print(drawing)
        self._file.writelines(line.rstrip() + "\n" for line in page.getvalue().removesuffix("\n").split("\n"))


def _json(value: object, indent: int) -> str:
    import msgspec

    line = msgspec.json.encode(value)
    return (msgspec.json.format(line, indent=indent) if indent else line).decode()


def _width() -> int:
    """Return the width for a pipe or a file: what COLUMNS says, else 80."""
    columns = os.environ.get("COLUMNS", "")
    return max(40, int(columns)) if columns.isdigit() else 80


from onrecord.cli import roster as _roster  # noqa: E402 - its commands use what stands above

app.add_typer(_roster.commands, name="roster")
