"""What each block of a page is in its place: what a line's own words cannot tell, its neighbours can."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate

from onrecord.article.bylines import is_role, names_of
from onrecord.article.headlines import same_title
from onrecord.article.labels import Label
from onrecord.article.lines import Block

NEAR = 3  # blocks: what counts as beside
_SPARSE = 2  # prose blocks that must stand above a line for it to be a subhead


class Page:
    """A page's blocks with their labels, where its body begins and ends, and which block is its title, if one is."""

    def __init__(
        self, blocks: Sequence[Block], labels: Sequence[Label | None], first: int, last: int, title: int | None
    ) -> None:
        self.blocks = blocks
        self.labels = labels
        self.first = first if title is None or title < first else title + 1  # what is above the title is no report
        self.last = last
        self.title = title
        # How many blocks of furniture, and of prose, stand above each block.
        self._junk = [0, *accumulate(label is not None and label.kind == "furniture" for label in labels)]
        self._prose = [0, *accumulate(label is None and b.is_prose for b, label in zip(blocks, labels, strict=True))]

    @cached_property
    def _names(self) -> frozenset[str]:
        """The capitalised words of the body."""
        return frozenset(w for block in self.blocks[self.first : self.last + 1] for w in capitals(block))

    def reasons(self) -> list[str | None]:
        """Return for each block why it is no paragraph; None if it is one, or the title."""
        whys = [self._why(i) for i in range(len(self.blocks))]
        why: str | None = None
        for i in range(self.first, self.last + 1):  # the short lines below a heading such as "Related stories"
            label, block = self.labels[i], self.blocks[i]
            if label is not None and whys[i]:
                why = label.why if label.opens else why
            elif block.is_prose or (block.is_sentence and not block.line.endswith(("?", "!"))):
                why = None
            elif whys[i] is None and i != self.title:
                whys[i] = why
        return whys

    def _why(self, i: int) -> str | None:
        block, label = self.blocks[i], self.labels[i]
        if i == self.title:
            return None
        if self.title is not None and same_title(block.folded, self.blocks[self.title].folded):
            return "title repeated"
        if label is not None:
            return None if self.first < i < self.last and self._is_subhead(i, label) else label.why
        if self.first <= i <= self.last:
            return None
        return self._why_above(i) if i < self.first else self._why_below(i)

    def _why_above(self, i: int) -> str | None:
        block = self.blocks[i]
        if self.title is not None and i >= self.title - 1 and self._is_signature(i):
            return "byline"
        if self.title is not None and i < self.title:
            return "before the report"
        clean = self._junk[-1] == 0
        return None if clean or block.is_sentence or len(block.words) >= 6 else "short line before the report"

    def _why_below(self, i: int) -> str | None:
        block = self.blocks[i]
        if i <= self.last + NEAR and self._is_signature(i):
            return "byline"
        if block.is_prose:
            # A box of related stories may stand before the last words of a report, which go on about the same names.
            goes_on = i <= self.last + 2 * NEAR and not self._names.isdisjoint(capitals(block))
            return None if goes_on else "apart from the report"
        junk = self._junk[i] > self._junk[self.last + 1] or len(self.blocks) - 1 - self.last > NEAR
        return "after the report" if junk else None

    def _is_subhead(self, i: int, label: Label) -> bool:
        """Return whether a labelled line amid the report is its own: "Energy" or "12 March 1985" over a passage."""
        if label.kind not in ("sections", "date") or len(label.parts) != 1 or label.parts[0].told:
            return False
        followed = self.labels[i + 1] is None and self.blocks[i + 1].is_sentence
        return followed and self._prose[i] - self._prose[self.first] >= _SPARSE

    def _is_signature(self, i: int) -> bool:
        """Return whether a block only names people, beside a date, a byline or a role; or is a role."""
        if self.blocks[i].ends_sentence or not names_of(self.blocks[i]):
            return is_role(self.blocks[i].raw)
        return any(
            ((label := self.labels[j]) and label.kind in ("date", "byline")) or is_role(self.blocks[j].raw)
            for j in (i - 1, i + 1)
            if 0 <= j < len(self.blocks)
        )


def capitals(block: Block) -> list[str]:
    """Return a block's longer capitalised words, without a genitive's ending: its names, mostly."""
    longer = (w.removesuffix("’s").removesuffix("'s").rstrip(".") for w in block.words if w[0].isupper())
    return [w for w in longer if len(w) > 3]
