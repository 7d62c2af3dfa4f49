"""Records as one web page that needs nothing else: no network, no other file, and no script to be read.

The report stands beside its record, linked both ways. Everything is escaped; a content security policy lets nothing
run or load but the page's own style and script, named by their digests.
"""

from __future__ import annotations

from base64 import b64encode
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from msgspec import Struct

from onrecord.query import Question
from onrecord.render.segments import Mark, Segment, cut, find_marks, first_places
from onrecord.render.view import PartyView, View, day_in_words, in_row, view
from onrecord.rows import StatementRow
from onrecord.types import Failure, Record, Span, Timex


class Piece(Struct, frozen=True):
    """A segment made ready: its text, classes, the ids it belongs to, and what to note before it."""

    text: str
    css: str
    ids: str
    title: str
    notes: tuple[tuple[str, str, str], ...]  # id, what to print, what to read out
    places: tuple[str, ...]  # ids that other links come to here


class Sheet(Struct, frozen=True):
    """One report on the page. `key` keeps its anchors apart from those of the others."""

    key: str
    record: Record
    view: View
    title: tuple[Piece, ...]
    paragraphs: tuple[tuple[Piece, ...], ...]
    furniture: tuple[tuple[str, str], ...]
    placed: frozenset[str]  # ids that can be gone to in the text


def records_page(outcomes: Sequence[Record | Failure]) -> str:
    """Return one page of all of `outcomes`, one below the other, in order."""
    sheets: list[Sheet | Failure] = []
    for i, outcome in enumerate(outcomes, 1):
        key = f"r{i}-" if len(outcomes) > 1 else ""
        sheets.append(_sheet(outcome, key) if isinstance(outcome, Record) else outcome)
    titles = [s.view.title for s in sheets if isinstance(s, Sheet)]
    title = titles[0] if len(titles) == 1 else f"{len(titles)} reports on the record"
    return _render("record.html.jinja", title=title, sheets=sheets)


def statements_page(rows: Sequence[StatementRow], question: Question) -> str:
    """Return one page with the statements that answer `question`."""
    asked = [(f.replace("_", " "), v) for f in question.__struct_fields__ if (v := getattr(question, f))]
    return _render("statements.html.jinja", title="Statements on the record", rows=rows, asked=asked)


def _render(template: str, **values: Any) -> str:
    style, script = _part("page.css"), _part("page.js")
    allowed = f"style-src {_digest(style)}; script-src {_digest(script)}"
    policy = f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"
    page = _environment().get_template(template)
    return page.render(style=Markup(style), script=Markup(script), policy=policy, **values)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("onrecord.render"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"day": day_in_words, "row": in_row}
    environment.tests["failure"] = lambda value: isinstance(value, Failure)
    return environment


@cache
def _part(name: str) -> str:
    return resources.files("onrecord.render").joinpath("templates", name).read_text("utf-8").strip()


def _digest(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


# --- one report -------------------------------------------------------------------------------------------------------


def _sheet(record: Record, key: str) -> Sheet:
    article, shown = record.article, view(record)
    marks = sorted(find_marks(record), key=lambda m: m.span)
    stretches = [*([article.title.span] if article.title and article.title.span else []), *article.paragraphs]
    drawn = [m for m in marks if any(s.start <= m.span.start < s.end for s in stretches)]
    first = first_places(drawn)
    drawing = _Drawing(record, shown, marks, first, key)
    title = drawing.pieces(article.title.span) if article.title and article.title.span else ()
    return Sheet(
        key=key,
        record=record,
        view=shown,
        title=title,
        paragraphs=tuple(drawing.pieces(p) for p in article.paragraphs),
        furniture=tuple((article.text[f.span.start : f.span.end].strip(), f.why) for f in article.furniture),
        placed=frozenset(first),
    )


class _Drawing:
    """What every piece of one report is drawn with."""

    def __init__(self, record: Record, shown: View, marks: list[Mark], first: dict[str, int], key: str) -> None:
        self._key = key
        self._text = record.article.text
        self._marks = marks
        self._starts = [m.span.start for m in marks]
        self._longest = max((m.span.end - m.span.start for m in marks), default=0)
        self._first = first
        self._notes = _note_words(shown)
        self._order = {id: i for i, id in enumerate(self._notes)}
        self._titles = {t.id: _time_title(t) for t in record.timexes}
        self._titles |= {p.id: _party_title(p) for p in (*shown.people, *shown.others)}

    def pieces(self, span: Span) -> tuple[Piece, ...]:
        """Return `span` of the report in pieces."""
        low = bisect_left(self._starts, span.start - self._longest)
        high = bisect_left(self._starts, span.end)
        return tuple(self._piece(s) for s in cut(self._text, span, self._marks[low:high], self._first))

    def _piece(self, segment: Segment) -> Piece:
        parts = {m.part for m in segment.marks}
        css = sorted(parts)
        noted = [i for i in segment.opens if i in self._notes]
        depth = len({m.id for m in segment.marks if m.part == "content"})
        if depth:
            css.append(f"d{min(depth, 3)}")
        return Piece(
            text=segment.text,
            css=" ".join(css),
            ids=" ".join(dict.fromkeys(self._key + m.id for m in segment.marks if m.part != "occasion")),
            title="; ".join(dict.fromkeys(self._titles[m.id] for m in segment.marks if m.id in self._titles)),
            notes=tuple((self._key + i, *self._notes[i]) for i in sorted(noted, key=self._order.__getitem__)),
            places=tuple(self._key + i for i in segment.opens),
        )


def _note_words(shown: View) -> dict[str, tuple[str, str]]:
    """Return for each statement and event the mark it has in the text, and how it is read out."""
    notes: dict[str, tuple[str, str]] = {}
    stack = [*reversed(shown.statements)]
    while stack:
        s = stack.pop()
        notes[s.id] = (s.number, f"statement {s.number}, {s.who}")
        stack += reversed(s.inner)
    for e in (*shown.contacts, *shown.events):
        notes[e.id] = (e.letter, f"{e.what}, {e.status_words}")
    return notes


def _time_title(timex: Timex) -> str:
    if timex.earliest and timex.earliest == timex.latest:
        return day_in_words(timex.earliest)
    ends = [f"from {timex.earliest}" if timex.earliest else "", f"to {timex.latest}" if timex.latest else ""]
    return " ".join(filter(None, ends)) or timex.value or "time not known"


def _party_title(party: PartyView) -> str:
    return f"{party.name} ({', '.join(party.roles) or party.type})"
