"""Which of the values that a page's lines say are the report's own: its writers, dates, sections and credits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from onrecord.article.bylines import names_of
from onrecord.article.parts import Part
from onrecord.article.places import NEAR, Page

_MANY_SECTIONS = 8  # a menu has more; a report is filed under fewer


class Chosen(NamedTuple):
    """The values that are the report's own."""

    byline: tuple[Part, ...]
    published: Part | None
    modified: Part | None
    sections: tuple[Part, ...]
    credits: tuple[Part, ...]

    def parts(self) -> list[Part]:
        """Return them all, in text order."""
        dates = [p for p in (self.published, self.modified) if p]
        return sorted([*dates, *self.byline, *self.sections, *self.credits], key=lambda p: p.start)


def choose_fields(page: Page, whys: Sequence[str | None]) -> Chosen:
    """Return the values that are the report's own among those of the lines that are no paragraphs."""
    known = [(i, part) for i, why in enumerate(whys) if why for part in _parts(page, i, why) if part.value]
    return Chosen(
        byline=_byline(page, known),
        published=_date(page, [(i, p) for i, p in known if p.slot == "published"]),
        modified=_date(page, [(i, p) for i, p in known if p.slot == "modified"]),
        sections=_sections(page, [(i, p) for i, p in known if p.slot == "section"]),
        credits=tuple(p for _, p in known if p.slot == "credit"),
    )


def _parts(page: Page, i: int, why: str) -> tuple[Part, ...]:
    label = page.labels[i]
    if label is not None:
        return label.parts
    return names_of(page.blocks[i]) if why == "byline" else ()


def _byline(page: Page, known: Iterable[tuple[int, Part]]) -> tuple[Part, ...]:
    """Return the writers: those named above the body and not far above the title, else those just below the body."""
    named = [(i, p) for i, p in known if p.slot == "byline"]
    top = page.title - NEAR if page.title is not None else 0
    above = [p for i, p in named if top <= i <= page.first + NEAR]
    return _distinct(above or [p for i, p in named if page.last - NEAR < i <= page.last + 2 * NEAR])


def _date(page: Page, dates: Sequence[tuple[int, Part]]) -> Part | None:
    """Return the date that a page gives as its own: one that says so, else one between title and body, else above.

    Below the body, only one that says what it is of or stands by the byline counts: others may be of anything.
    """
    middle = page.title if page.title is not None else page.first
    told = [(i, p) for i, p in dates if p.told]
    near = [(i, p) for i, p in dates if i <= page.first + NEAR or (i > page.last and _is_signed(page, i))]
    chosen = told or near
    return min(chosen, key=lambda d: (d[0] < middle, abs(d[0] - middle)))[1] if chosen else None


def _is_signed(page: Page, i: int) -> bool:
    return any(label and label.kind == "byline" for label in page.labels[max(0, i - 2) : i + 3])


def _sections(page: Page, found: list[tuple[int, Part]]) -> tuple[Part, ...]:
    """Return the sections named above the body; of a whole menu only those of the line nearest the title."""
    found = [(i, p) for i, p in found if i <= page.first]
    if len(found) > _MANY_SECTIONS:
        middle = page.title if page.title is not None else page.first
        nearest = min((i for i, _ in found), key=lambda i: (abs(i - middle), i))
        found = [(i, p) for i, p in found if i == nearest]
    return _distinct(p for _, p in found) if len(found) <= _MANY_SECTIONS else ()


def _distinct(parts: Iterable[Part]) -> tuple[Part, ...]:
    seen: dict[str, Part] = {}
    for part in parts:
        seen.setdefault((part.value or "").casefold(), part)
    return tuple(seen.values())
