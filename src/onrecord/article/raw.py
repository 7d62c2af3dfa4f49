"""A raw text, junk and all -> its parts: what a copied page, a wire report or a plain file says of itself.

Each line is labelled by its words (`labels`), then read in its place: the report's body is the run of blocks with the
most running text, what stands before it is title, sections, byline and date or navigation, what stands after it is
byline, credits or leftovers of the page. Nothing is dropped: what no part claims is furniture with a reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from onrecord.article.bylines import is_name, is_role, names_in
from onrecord.article.dateline import is_dateline
from onrecord.article.datelines import date_label
from onrecord.article.headlines import find_title, same_title
from onrecord.article.labels import Label, label_block
from onrecord.article.lines import Block, blank_runs, split_blocks
from onrecord.article.parts import Part
from onrecord.text import trim
from onrecord.types import Furniture, Span

_MANY_SECTIONS = 8  # a menu has more; a report is filed under fewer
_NEAR = 3  # blocks: what counts as beside
_NEAR_WEIGHT = 10.0  # a heading that weighs more ends the body


class Layout(NamedTuple):
    """The parts of one text. Every character that is no white space is in exactly one of them."""

    title: Part | None
    byline: tuple[Part, ...]
    published: Part | None
    modified: Part | None
    sections: tuple[Part, ...]
    credits: tuple[Part, ...]
    paragraphs: tuple[Span, ...]
    furniture: tuple[Furniture, ...]


def read_layout(text: str, title: str | None = None) -> Layout:
    """Return the parts of `text`; `title` is the title as known from elsewhere, None if it is not."""
    blocks = _join_dateline(text, split_blocks(text))
    labels = _pair_labels(blocks, [label_block(b) for b in blocks])
    first, last = body_range(blocks, labels)
    at = find_title(blocks, labels, first, last, title)
    if at is not None and at > first:
        first = at + 1  # what stands above the title is not the report
    whys = [_why(i, blocks, labels, first, last, at) for i in range(len(blocks))]
    _continue_lists(blocks, whys, labels, first, last)
    known = [(i, p) for i, w in enumerate(whys) if w and (label := labels[i]) for p in label.parts if p.value]
    known += [(i, p) for i, w in enumerate(whys) if w == "byline" and not labels[i] for p in _names(blocks[i])]
    middle = at if at is not None else first
    parts = Layout(
        title=Part("title", blocks[at].start, blocks[at].end, blocks[at].line) if at is not None else None,
        byline=_byline(known, at, first, last),
        published=_date(known, labels, "published", middle, first, last),
        modified=_date(known, labels, "modified", middle, first, last),
        sections=_sections(known, middle, first),
        credits=tuple(p for _, p in known if p.slot == "credit"),
        paragraphs=tuple(b.span for i, b in enumerate(blocks) if not whys[i] and i != at),
        furniture=(),
    )
    claimed = sorted(Span(p.start, p.end) for p in _fields(parts))
    rest = [f for b, w in zip(blocks, whys, strict=True) if w for f in _rest(text, b, w, claimed)]
    rest += [Furniture(run, "blank lines") for run in blank_runs(text)]
    return parts._replace(furniture=tuple(sorted(rest, key=lambda f: f.span)))


def body_range(blocks: Sequence[Block], labels: Sequence[Label | None]) -> tuple[int, int]:
    """Return the first and last block of the report's body: the run of blocks with the most running text.

    Prose counts for it, page furniture and stray lines against it, and the heaviest run wins (Kadane's algorithm). It
    is then stretched over sentences that are near its ends.
    """
    best = total = 0.0
    first, last, start = 0, len(blocks) - 1, 0
    for i, (block, label) in enumerate(zip(blocks, labels, strict=True)):
        if total <= 0:
            total, start = 0.0, i
        total += _weight(block, label)
        if total > best:
            best, first, last = total, start, i
    if best <= 0:
        free = [i for i, label in enumerate(labels) if label is None]
        return (free[0], free[-1]) if free else (0, len(blocks) - 1)
    return _stretch(blocks, labels, first, -1), _stretch(blocks, labels, last, 1)


def _weight(block: Block, label: Label | None) -> float:
    if label:
        return -label.weight
    if block.is_prose:
        return float(min(len(block.words), 60))
    return 3.0 if block.is_sentence else -6.0


def _stretch(blocks: Sequence[Block], labels: Sequence[Label | None], end: int, step: int) -> int:
    """Return how far the body reaches from `end` when sentences up to three other lines away belong to it."""
    at, gap = end + step, 0
    while 0 <= at < len(blocks) and gap <= _NEAR and not ((label := labels[at]) and label.weight > _NEAR_WEIGHT):
        if labels[at] is None and blocks[at].is_sentence:
            end, gap = at, -1
        gap += 1
        at += step
    return end


def _join_dateline(text: str, blocks: list[Block]) -> list[Block]:
    """Return the blocks, with a dateline that stands on a line of its own joined to the paragraph below it."""
    for i, block in enumerate(blocks[:-1]):
        if len(block.raw) < 80 and is_dateline(block.raw):
            joined = Block(text, block.start, blocks[i + 1].end, block.blanks)
            return [*blocks[:i], joined, *blocks[i + 2 :]]
    return blocks


def _pair_labels(blocks: Sequence[Block], labels: list[Label | None]) -> list[Label | None]:
    """Return the labels, with those that a line takes from the one before it: "Written by", then a name below."""
    for i in range(len(blocks) - 1):
        label, below = labels[i], labels[i + 1]
        if label and label.kind == "byline" and not label.parts and (names := _names(blocks[i + 1])):
            labels[i + 1] = Label("byline", "byline", names)
        slot = date_label(blocks[i].folded)
        if slot and below and below.kind == "date":
            labels[i] = Label("date", "date line")
            labels[i + 1] = below._replace(parts=tuple(p._replace(slot=slot, told=True) for p in below.parts))
    return labels


def _names(block: Block) -> tuple[Part, ...]:
    """Return the people whom a line names that stands where a byline would."""
    return names_in(block.raw, 0, len(block.raw), block.start) if len(block.words) <= 20 else ()


def _why(
    i: int, blocks: Sequence[Block], labels: Sequence[Label | None], first: int, last: int, title: int | None
) -> str | None:
    """Return why block `i` is no paragraph, by its label and its place; None if it is one, or the title."""
    block, label = blocks[i], labels[i]
    if i == title:
        return None
    if title is not None and same_title(block.folded, blocks[title].folded):
        return "title repeated"
    if label is not None:
        return None if first < i < last and _is_subhead(i, blocks, labels, first) else label.why
    if first <= i <= last:
        return None
    if i > last:
        return _why_after(i, blocks, labels, last)
    if title is not None and i >= title - 1 and _is_signature(i, blocks, labels):
        return "byline"
    if title is None or i > title:
        clean = not any(label and label.kind == "furniture" for label in labels)
        return None if clean or block.is_sentence or len(block.words) >= 6 else "short line before the report"
    return "before the report"


def _is_subhead(i: int, blocks: Sequence[Block], labels: Sequence[Label | None], first: int) -> bool:
    """Return whether a labelled line amid the report is its own: "Energy" or "12 March 1985" over a passage."""
    label = labels[i]
    if label is None or label.kind not in ("sections", "date") or len(label.parts) > 1:
        return False
    if any(p.told for p in label.parts) or not blocks[i + 1].is_sentence or labels[i + 1]:
        return False
    return sum(b.is_prose and not lab for b, lab in zip(blocks[first:i], labels[first:i], strict=True)) >= 2


def _why_after(i: int, blocks: Sequence[Block], labels: Sequence[Label | None], last: int) -> str | None:
    """Return why an unlabelled block below the body is no paragraph; None if it still is one."""
    block = blocks[i]
    if i <= last + _NEAR and _is_signature(i, blocks, labels):
        return "byline"
    if block.is_prose:
        return "apart from the report"
    junk = any(label and label.kind == "furniture" for label in labels[last + 1 : i])
    return "after the report" if junk or len(blocks) - 1 - last > _NEAR else None


def _is_signature(i: int, blocks: Sequence[Block], labels: Sequence[Label | None]) -> bool:
    """Return whether block `i` is a bare name or role, with a date, a byline or a role just before or after it."""
    if not is_name(blocks[i].line):
        return is_role(blocks[i].raw)
    return any(
        0 <= j < len(blocks) and (((label := labels[j]) and label.kind in ("date", "byline")) or is_role(blocks[j].raw))
        for j in (i - 1, i + 1)
    )


def _continue_lists(
    blocks: Sequence[Block], whys: list[str | None], labels: Sequence[Label | None], first: int, last: int
) -> None:
    """Give the short lines below a heading such as "Related stories" that heading's reason, up to the next sentence."""
    why: str | None = None
    for i in range(first, last + 1):
        label = labels[i]
        if label is not None and whys[i]:
            why = label.why if label.opens else why
        elif blocks[i].is_sentence:
            why = None
        elif whys[i] is None:
            whys[i] = why


def _byline(known: Iterable[tuple[int, Part]], title: int | None, first: int, last: int) -> tuple[Part, ...]:
    """Return the writers: those named above the body and not far above the title, else those just below the body."""
    named = [(i, p) for i, p in known if p.slot == "byline"]
    top = title - _NEAR if title is not None else 0
    above = [p for i, p in named if top <= i <= first + _NEAR]
    return _distinct(above or [p for i, p in named if last - _NEAR < i <= last + 2 * _NEAR])


def _distinct(parts: Iterable[Part]) -> tuple[Part, ...]:
    seen: dict[str, Part] = {}
    for part in parts:
        seen.setdefault((part.value or "").casefold(), part)
    return tuple(seen.values())


def _date(
    known: Sequence[tuple[int, Part]],
    labels: Sequence[Label | None],
    slot: str,
    middle: int,
    first: int,
    last: int,
) -> Part | None:
    """Return the date that a page gives as its own: one that says so, else one between title and body, else above.

    Below the body, only one that says what it is of or stands by the byline counts: others may be of anything.
    """
    dates = [(i, p) for i, p in known if p.slot == slot]
    told = [(i, p) for i, p in dates if p.told]
    near = [(i, p) for i, p in dates if i <= first + _NEAR or (i > last and _signed(i, labels))]
    chosen = told or near
    return min(chosen, key=lambda d: (d[0] < middle, abs(d[0] - middle)))[1] if chosen else None


def _signed(i: int, labels: Sequence[Label | None]) -> bool:
    return any((label := labels[j]) and label.kind == "byline" for j in range(max(0, i - 2), min(len(labels), i + 3)))


def _sections(known: Sequence[tuple[int, Part]], middle: int, first: int) -> tuple[Part, ...]:
    """Return the sections named above the body; of a whole menu only those of the line nearest the title."""
    found = [(i, p) for i, p in known if p.slot == "section" and i <= first]
    if len(found) > _MANY_SECTIONS:
        nearest = min((i for i, _ in found), key=lambda i: (abs(i - middle), i))
        found = [(i, p) for i, p in found if i == nearest]
    return _distinct(p for _, p in found) if len(found) <= _MANY_SECTIONS else ()


def _fields(layout: Layout) -> list[Part]:
    single = [p for p in (layout.published, layout.modified) if p]
    return [*single, *layout.byline, *layout.sections, *layout.credits]


def _rest(text: str, block: Block, why: str, claimed: Sequence[Span]) -> list[Furniture]:
    """Return what of a block that is no paragraph no field claims, as furniture."""
    found: list[Furniture] = []
    at = block.start
    for span in [*(s for s in claimed if block.start <= s.start < block.end), Span(block.end, block.end + 1)]:
        if left := trim(text, at, span.start):
            found.append(Furniture(left, why))
        at = max(at, span.end)
    return found
