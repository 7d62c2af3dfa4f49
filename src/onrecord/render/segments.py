"""Text with its spans drawn in: cut where any span begins or ends, each piece knowing all the spans that hold it.

Cut here and not in the browser: browsers count UTF-16 units, we count code points.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from onrecord.types import Record, Span


class Mark(Struct, frozen=True):
    """A span to draw: what `id` it belongs to and which `part` of it: content, source, cue, trigger, name, time."""

    span: Span
    id: str
    part: str


class Segment(Struct, frozen=True):
    """A piece of text that the same marks hold. `opens` are the ids whose first piece this is."""

    text: str
    marks: tuple[Mark, ...]
    opens: tuple[str, ...] = ()


def find_marks(record: Record) -> list[Mark]:
    """Return everything in `record` that stands on words of the text."""
    marks: list[Mark] = []
    for s in record.statements:
        for part, spans in (("source", s.source), ("cue", s.cue), ("content", s.content), ("occasion", s.occasion)):
            marks += [Mark(span, s.id, part) for span in spans]
    for e in record.events:
        marks += [Mark(e.span, e.id, "event"), Mark(e.trigger, e.id, "trigger")]
    for p in record.positions:
        marks += [Mark(span, p.id, "position") for span in p.content]
    for entity in record.entities:
        marks += [Mark(m.span, entity.id, "name") for m in entity.mentions]
    marks += [Mark(t.span, t.id, "time") for t in record.timexes]
    return marks


def first_places(marks: Iterable[Mark]) -> dict[str, int]:
    """Return where each id is drawn first: an event at the word that tells of it, the others where they begin."""
    places: dict[str, int] = {}
    for mark in marks:
        if mark.part == "event":
            continue
        places[mark.id] = min(mark.span.start, places.get(mark.id, mark.span.start))
    return places


def cut(text: str, span: Span, marks: Iterable[Mark], first: dict[str, int]) -> Iterator[Segment]:
    """Yield `span` of `text` in pieces; an id opens at the piece where it is drawn first in the text."""
    inside = sorted((m for m in marks if m.span.start < span.end and span.start < m.span.end), key=lambda m: m.span)
    edges = {span.start, span.end}
    for mark in inside:
        edges |= {max(mark.span.start, span.start), min(mark.span.end, span.end)}
    places = sorted(edges)
    waiting, active = iter(inside), list[Mark]()
    upcoming = next(waiting, None)
    for start, end in zip(places, places[1:], strict=False):
        while upcoming is not None and upcoming.span.start <= start:
            active.append(upcoming)
            upcoming = next(waiting, None)
        active = [m for m in active if m.span.end > start]
        # the widest first, so that the innermost comes last
        marked = tuple(sorted(active, key=lambda m: (m.span.start, -m.span.end)))
        opens = tuple(dict.fromkeys(m.id for m in marked if first.get(m.id) == start and m.span.start == start))
        yield Segment(text[start:end], marked, opens)
