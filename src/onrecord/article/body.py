"""Where on a page the report's body is: the run of blocks with the most running text."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.article.labels import Label
from onrecord.article.lines import Block

_GAP = 3  # other lines between the body and a sentence that still belongs to it
_ENDS_BODY = 10.0  # a heading that weighs more is no such line
_MOST = 60  # words: a longer paragraph counts no more
_SENTENCE, _STRAY = 3.0, -6.0


def body_range(blocks: Sequence[Block], labels: Sequence[Label | None]) -> tuple[int, int]:
    """Return the first and last block of the report's body.

    Prose counts for it, furniture and stray lines against it, and the heaviest run wins (Kadane's algorithm). It is
    then stretched over sentences that are near its ends.
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
    """Return for how many words of running text a block stands."""
    if label:
        return -label.weight
    if block.is_prose:
        return float(min(len(block.words), _MOST))
    return _SENTENCE if block.is_sentence else _STRAY


def _stretch(blocks: Sequence[Block], labels: Sequence[Label | None], end: int, step: int) -> int:
    """Return how far the body reaches from `end`, when sentences a few other lines away belong to it."""
    at, gap = end + step, 0
    while 0 <= at < len(blocks) and gap <= _GAP:
        label = labels[at]
        if label and label.weight > _ENDS_BODY:
            break
        if label is None and blocks[at].is_sentence:
            end, gap = at, -1
        gap += 1
        at += step
    return end
