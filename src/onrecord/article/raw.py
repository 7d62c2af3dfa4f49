"""A raw text, junk and all -> its parts: what a copied page, a wire report or a plain file says of itself.

Each line is labelled by its words (`labels`), then read in its place (`places`): the report's body is the run of blocks
with the most running text (`body`), what stands above it is title, sections, byline and date or navigation, what stands
below it is byline, credits or leftovers. Nothing is dropped: what no part claims is furniture with a reason.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from onrecord.article.body import body_range
from onrecord.article.bylines import names_of
from onrecord.article.dateline import is_dateline
from onrecord.article.datelines import date_label
from onrecord.article.fields import Chosen, choose_fields
from onrecord.article.headlines import find_title
from onrecord.article.labels import Label, label_block
from onrecord.article.lines import Block, blank_runs, split_blocks
from onrecord.article.parts import Part
from onrecord.article.places import Page
from onrecord.text import trim
from onrecord.types import Furniture, Span

_HEAD = 60  # blocks in which a dateline on a line of its own is looked for
_LONG_DATELINE = 80  # characters


class Layout(NamedTuple):
    """The parts of one text. Every character that is no white space is in exactly one of them."""

    title: Part | None
    fields: Chosen
    paragraphs: tuple[Span, ...]
    furniture: tuple[Furniture, ...]


def read_layout(text: str, title: str | None = None) -> Layout:
    """Return the parts of `text`; `title` is the title as known from elsewhere, None if it is not."""
    blocks = _join_dateline(text, split_blocks(text))
    labels = _pair_labels(blocks, [label_block(b) for b in blocks])
    first, last = body_range(blocks, labels)
    at = find_title(blocks, labels, first, last, title)
    page = Page(blocks, labels, first, last, at)
    whys = page.reasons()
    fields = choose_fields(page, whys)
    return Layout(
        title=Part("title", blocks[at].start, blocks[at].end, blocks[at].line) if at is not None else None,
        fields=fields,
        paragraphs=tuple(b.span for i, b in enumerate(blocks) if not whys[i] and i != at),
        furniture=_furniture(text, blocks, whys, fields.parts()),
    )


def _join_dateline(text: str, blocks: list[Block]) -> list[Block]:
    """Return the blocks, with a dateline that stands on a line of its own joined to the paragraph below it."""
    for i, block in enumerate(blocks[: min(_HEAD, len(blocks) - 1)]):
        if len(block.raw) < _LONG_DATELINE and is_dateline(block.raw):
            joined = Block(text, block.start, blocks[i + 1].end, block.blanks)
            return [*blocks[:i], joined, *blocks[i + 2 :]]
    return blocks


def _pair_labels(blocks: Sequence[Block], labels: list[Label | None]) -> list[Label | None]:
    """Return the labels, with those that a line takes from the one before it: "Written by", then a name below."""
    for i in range(len(blocks) - 1):
        label, below = labels[i], labels[i + 1]
        if label and label.kind == "byline" and not label.parts and (names := names_of(blocks[i + 1])):
            labels[i + 1] = Label("byline", "byline", names)
        if below and below.kind == "date" and (slot := date_label(blocks[i].folded)):
            labels[i] = Label("date", "date line")
            labels[i + 1] = below._replace(parts=tuple(p._replace(slot=slot, told=True) for p in below.parts))
    return labels


def _furniture(
    text: str, blocks: Sequence[Block], whys: Sequence[str | None], claimed: Sequence[Part]
) -> tuple[Furniture, ...]:
    """Return what of the blocks that are no paragraphs no field claims, and the runs of blank lines between blocks."""
    starts = [p.start for p in claimed]
    found: list[Furniture] = []
    for block, why in zip(blocks, whys, strict=True):
        if why:
            inside = claimed[bisect_left(starts, block.start) : bisect_left(starts, block.end)]
            found += _rest(text, block, why, inside)
    ends = [b.end for b in blocks]
    found += [Furniture(run, "blank lines") for run in blank_runs(text) if not _is_inside(run, blocks, ends)]
    return tuple(sorted(found, key=lambda f: f.span))


def _rest(text: str, block: Block, why: str, inside: Sequence[Part]) -> list[Furniture]:
    found: list[Furniture] = []
    at = block.start
    for start, end in [*((p.start, p.end) for p in inside), (block.end, block.end)]:
        if left := trim(text, at, start):
            found.append(Furniture(left, why))
        at = max(at, end)
    return found


def _is_inside(run: Span, blocks: Sequence[Block], ends: Sequence[int]) -> bool:
    """Return whether blank lines stand inside a block: between a dateline and its paragraph."""
    at = bisect_left(ends, run.end)
    return at < len(blocks) and blocks[at].start <= run.start
