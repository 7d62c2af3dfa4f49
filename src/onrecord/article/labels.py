"""One line of a page -> what it is, by its words alone: a date line, a byline, a credit, sections, or furniture.

What the words cannot tell (is this line the title? is that one a caption?) the reader of the whole page decides, in
`onrecord.article.raw`.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from onrecord.article.bylines import byline_parts
from onrecord.article.credits import credit_parts
from onrecord.article.datelines import date_parts
from onrecord.article.lines import Block
from onrecord.article.parts import Part
from onrecord.article.sections import section_parts
from onrecord.article.tables import furniture_kinds

LabelKind = Literal["date", "byline", "credit", "sections", "furniture"]

_LONGEST = 1000  # characters: what is longer is a paragraph
_QUOTED = re.compile(r"^[\"“”«„']|[“”\"]\S")


class Label(NamedTuple):
    """What a line is; `parts` are the values in it, `why` what the rest of it is; `opens`: see furniture.toml."""

    kind: LabelKind
    why: str
    parts: tuple[Part, ...] = ()
    opens: bool = False
    weight: float = 1.0  # words of running text that it outweighs, when the body is looked for


def label_block(block: Block) -> Label | None:
    """Return what `block` is by its words; None if it could be part of the report."""
    if len(block.raw) > _LONGEST:
        return None
    for kind, why, parts_of in (
        ("date", "date line", date_parts),
        ("sections", "sections", section_parts),
        ("credit", "credit", credit_parts),
        ("byline", "byline", byline_parts),
    ):
        parts = parts_of(block)
        if parts is not None:
            return Label(kind, why, parts)  # type: ignore[arg-type]
    return _furniture(block)


def _furniture(block: Block) -> Label | None:
    folded, count = block.folded, len(block.words)
    if not folded:
        return Label("furniture", "lone control")
    # A quotation may begin with the very words of a button: "Subscribe to my theory," he said. So may a sentence.
    quoted = bool(_QUOTED.search(block.raw))
    for kind in furniture_kinds():
        fits = folded in kind.lines or folded.rstrip(".:") in kind.lines
        if not fits and not quoted and count <= kind.most:
            start = kind.starts.match(folded) if kind.starts else None
            fits = bool(start and _is_telling(start[0], block)) or bool(kind.patterns and kind.patterns.search(folded))
        if fits:
            alone = count <= 4 or folded in kind.lines  # a heading, not a notice with words of its own
            return Label("furniture", kind.why, (), kind.opens and alone, kind.weight if alone else 4.0)
    return None


def _is_telling(start: str, block: Block) -> bool:
    """Return whether the words a line begins with are enough: of running text, one or two plain words are not."""
    return not block.is_prose or len(start.split()) > 2 or not start[-1].isalnum()
