"""A record as a card for the terminal (rich): right at 80 columns, without colour, and in a pipe.

Evidence, the report's own words, stands behind a bar and is never cut.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich import box
from rich.console import Console, ConsoleOptions, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from onrecord.render.view import EventView, PartyView, PositionView, StatementView, View, day_in_words, in_row, view
from onrecord.rows import StatementRow
from onrecord.types import Record

_SURE = 0.75  # below this a row says how sure it is
_BAD = {"denied", "absent", "refused"}


def record_card(record: Record) -> RenderableType:
    """Return the card of `record`."""
    shown = view(record)
    parts: list[RenderableType] = [_head(shown)]
    parts += _section("Who said what", [_statement(s) for s in shown.statements])
    parts += _section("Encounters", [_event(e) for e in shown.contacts])
    parts += _section("Other events", [_event(e) for e in shown.events])
    parts += _section("Positions", [_position(p) for p in shown.positions])
    parts += _section("People", [_parties(shown.people)] if shown.people else [])
    parts += _section("Countries, bodies and places", [_parties(shown.others)] if shown.others else [])
    if not (shown.statements or shown.contacts or shown.events):
        parts.append(Text("\nNothing was found that anyone is reported to have said or done."))
    return Group(*parts, Text(""))


def statements_cards(rows: Sequence[StatementRow]) -> RenderableType:
    """Return statements of kept reports, one below the other."""
    if not rows:
        return Text("No statement answers that.")
    return Group(*(Padding(_row_card(row), (0, 0, 1, 0)) for row in rows), Text(_count(rows), style="dim"))


def statements_table(rows: Sequence[StatementRow]) -> RenderableType:
    """Return statements of kept reports as a table."""
    if not rows:
        return Text("No statement answers that.")
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, expand=True, padding=(0, 1, 0, 0))
    for name, ratio in (("When", 3), ("Who", 4), ("Said", 11), ("On whose word", 4)):
        table.add_column(name, ratio=ratio, overflow="fold")
    for row in rows:
        words = Text()
        if row.negated:
            words.append("NOT SAID: ", style="bold red")
        words.append(row.content)
        table.add_row(
            row.said or (row.published or "unknown")[:10],
            _row_speaker(row),
            words,
            Text(" < ".join(reversed(row.on_word_of)) or "outlet unknown", style="dim"),
            end_section=False,
        )
    return Group(table, Text("\n" + _count(rows), style="dim"))


# --- parts of the card ------------------------------------------------------------------------------------------------


def _head(shown: View) -> RenderableType:
    lines: list[RenderableType] = [
        Text(shown.title, style="bold"),
        Text(" · ".join(shown.about)),
    ]
    where = [*shown.sections, *([shown.address] if shown.address else [])]
    if where:
        lines.append(Text(" · ".join(where), style="dim"))
    lines.append(Text(", ".join(shown.counts), style="dim"))
    lines += [Text.assemble(("Note: ", "bold yellow"), note) for note in shown.notes]
    return Group(*lines)


def _section(title: str, items: Sequence[RenderableType]) -> Iterator[RenderableType]:
    if items:
        yield Text("")
        yield Rule(Text(f" {title} ", style="bold"), align="left", style="dim")
        yield from items


def _statement(s: StatementView) -> RenderableType:
    head = Text.assemble((s.who, "bold" if s.voice else "bold cyan"))
    if s.voice:
        head.append(f" ({s.voice})", style="dim")
    if s.cue:
        head.append(f" · {s.cue}")
    if s.to:
        head.append(f" · to {s.to}")
    facts = [*s.labels]
    if s.word_of:
        facts.append("on the word of " + in_row(s.word_of, ", who has it from "))
    if s.said:
        facts.append(s.said)
    if s.occasion:
        facts.append(s.occasion)
    body: list[RenderableType] = [Text(" · ".join([*facts, *_doubt(s.confidence)]), style="dim")]
    if s.negated:
        body.append(Text("NOT SAID, as the report has it:", style="bold red"))
    body.append(_Evidence(s.content))
    body += [Text.assemble(("→ ", "dim"), (p.towards, "magenta")) for p in s.positions]
    body += [_statement(inner) for inner in s.inner]
    return Group(Text(""), _hanging(s.number, head), Padding(Group(*body), (0, 0, 0, 4)))


def _event(e: EventView) -> RenderableType:
    style = "bold red" if e.status in _BAD else "bold green" if e.status in ("happened", "ongoing") else "bold yellow"
    head = Text.assemble((e.what, "bold"), " · ", (e.status_words.upper(), style))
    head.append(f" · {e.parties}")
    facts = [e.word_of, *([e.when] if e.when else []), *([f"in or near {e.where}"] if e.where else [])]
    facts += _doubt(e.confidence)
    body = Group(Text(" · ".join(facts), style="dim"), _Evidence(e.words))
    return Group(Text(""), _hanging(e.letter, head), Padding(body, (0, 0, 0, 4)))


def _position(p: PositionView) -> RenderableType:
    head = Text.assemble((p.who, "bold cyan"), " · ", (p.towards, "magenta"))
    notes = [f"“{p.strength}”" if p.strength else "", "said before" if p.same_as else ""]
    notes += [f"in {p.number}" if p.number else ""]
    head.append("".join(f" · {note}" for note in notes if note), style="dim")
    if p.condition and p.condition not in p.words:
        return Group(
            Text(""),
            Padding(head, (0, 0, 0, 4)),
            Padding(_Evidence(p.words), (0, 0, 0, 4)),
            Padding(Text.assemble(("hangs on ", "dim"), p.condition), (0, 0, 0, 4)),
        )
    return Group(Text(""), Padding(head, (0, 0, 0, 4)), Padding(_Evidence(p.words), (0, 0, 0, 4)))


def _parties(parties: Iterable[PartyView]) -> RenderableType:
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(overflow="fold", max_width=28)
    table.add_column(overflow="fold")
    for p in parties:
        what = "; ".join(p.roles) or ("" if p.type == "person" else p.type)
        also = f"also “{'”, “'.join(p.called)}”" if p.called else ""
        table.add_row(Text(p.name, style="bold"), Text.assemble(what, "  " if what and also else "", (also, "dim")))
    return Group(Text(""), Padding(table, (0, 0, 0, 4)))


class _Evidence:
    """The report's own words behind a bar as high as they are."""

    def __init__(self, words: str) -> None:
        self._words = Text(words, style="italic")

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Text]:
        for line in self._words.wrap(console, max(10, options.max_width - 2)):
            line.rstrip()
            yield Text.assemble(("│ ", "dim"), line)


def _hanging(number: str, head: Text) -> RenderableType:
    """Return a heading whose further lines stand under its words, not its number."""
    grid = Table.grid()
    grid.add_column(width=max(4, len(number) + 1))
    grid.add_column(overflow="fold")
    grid.add_row(Text(number, style="dim"), head)
    return grid


def _doubt(confidence: float) -> list[str]:
    return [f"{confidence:.0%} sure"] if confidence < _SURE else []


# --- statements of many reports ---------------------------------------------------------------------------------------


def _row_card(row: StatementRow) -> RenderableType:
    head = _row_speaker(row)
    if row.cue:
        head.append(f" · {row.cue}")
    if row.addressee:
        head.append(f" · to {row.addressee}")
    when = row.said or row.published
    facts = [day_in_words(when) if when else "date unknown"]
    facts.append(
        "on the word of " + in_row(row.on_word_of, ", who has it from ") if row.on_word_of else "outlet unknown"
    )
    body: list[RenderableType] = [Text(" · ".join([*facts, *_doubt(row.confidence)]), style="dim")]
    if row.negated:
        body.append(Text("NOT SAID, as the report has it:", style="bold red"))
    body.append(_Evidence(row.content))
    source = " · ".join(filter(None, (row.title, row.address, f"{row.report[:12]} {row.statement}")))
    body.append(Text(source, style="dim"))
    return Group(head, Padding(Group(*body), (0, 0, 0, 4)))


def _row_speaker(row: StatementRow) -> Text:
    if row.speaker:
        return Text(row.speaker, style="bold cyan")
    who = Text(row.source or "No one named", style="bold")
    return who.append(" (unnamed)" if row.voice == "unnamed" else "", style="dim")


def _count(rows: Sequence[StatementRow]) -> str:
    reports = len({row.report for row in rows})
    return f"{len(rows)} statement{'s' * (len(rows) != 1)} in {reports} report{'s' * (reports != 1)}"
