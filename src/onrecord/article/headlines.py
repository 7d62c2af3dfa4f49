"""Which line of a page is the report's title."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import accumulate

from onrecord.article.labels import Label
from onrecord.article.lines import Block
from onrecord.article.tables import fold

_ARTICLES = re.compile(r"\b(?:a|an|the|was|were|had|has been|have been)\b", re.IGNORECASE)
_SPOKEN = re.compile(r"^[\"“„]|[\"”]\s*$|,[\"”]|\bsaid\b")
_MARKS = re.compile(r"[\W_]+")
_BODY_WORDS = 400  # as far as a lead and its first explanations go
_ENOUGH = 2.0
_SOON = 8  # blocks
_FEW = 2  # lines above a report without a menu


def find_title(
    blocks: Sequence[Block], labels: Sequence[Label | None], first: int, last: int, known: str | None = None
) -> int | None:
    """Return the index of the block that is the title; None if none can be told.

    `first` and `last` are the body's ends; `known` is a title known from elsewhere, which then must be found in full.
    Else it is the line above the body that shares most words with it, or that is repeated; or the body's first line,
    if it is worded as a headline.
    """
    if known:
        return next((i for i, b in enumerate(blocks[: last + 1]) if same_title(b.folded, fold(known))), None)
    within = range(first, min(last + 1, len(blocks)))
    body = content_words(blocks[i] for i in within if labels[i] is None)
    end = _head_end(labels, first, last)
    free = [0, *accumulate(label is None for label in labels)]  # unlabelled lines above each
    repeated = _repeated(blocks[:end])
    scored = {
        i: _score(blocks[i], body, repeated, abs(free[first] - free[i]), labels[i + 1 : i + 2])
        for i in range(end)
        if labels[i] is None and 2 <= len(blocks[i].words) <= 35 and not (i >= first and blocks[i].is_sentence)
    }
    if scored:
        at = max(scored, key=lambda i: (scored[i], -i))
        if scored[at] >= _ENOUGH:
            # A standfirst below the title shares more words with the report than the title does.
            return next((i for i in range(max(0, at - 2), at) if scored.get(i, 0.0) >= 0.5 * scored[at]), at)
    above = [i for i in range(first) if labels[i] is None]
    if 0 < len(above) <= _FEW and _is_headline(blocks[above[0]], blocks[first : last + 1]):
        return above[0]
    if first < last and labels[first] is None and _is_headline(blocks[first], blocks[first + 1 : last + 1]):
        return first
    return None


def _head_end(labels: Sequence[Label | None], first: int, last: int) -> int:
    """Return where the lines above the report end: at the body, or at a date or byline soon after its first lines."""
    for i in range(first, min(first + _SOON, last)):
        if (label := labels[i]) and label.kind in ("date", "byline"):
            return i
    return first


def same_title(line: str, title: str) -> bool:
    """Return whether a folded line is the folded title, give or take a final stop and the outlet's name after it."""
    line, title = line.rstrip(". "), title.rstrip(". ")
    if line == title or (len(title) > 20 and _MARKS.sub("", line) == _MARKS.sub("", title)):
        return True
    rest = line.removeprefix(title)
    return len(title.split()) >= 4 and rest != line and bool(re.match(r"\s*[|–—-]\s", rest)) and len(rest.split()) <= 7


def content_words(blocks: Iterable[Block]) -> frozenset[str]:
    """Return the longer words of the first of `blocks`, in lower case."""
    found: set[str] = set()
    count = 0
    for block in blocks:
        found.update(_long_words(block))
        count += len(block.words)
        if count > _BODY_WORDS:
            break
    return frozenset(found)


def _long_words(block: Block) -> set[str]:
    return {w.lower().removesuffix("’s").removesuffix("'s").rstrip(".") for w in block.words if len(w) > 3}


def _repeated(blocks: Sequence[Block]) -> frozenset[str]:
    counts = Counter(b.folded for b in blocks if len(b.words) > 3)
    return frozenset(line for line, count in counts.items() if count > 1)


def _score(
    block: Block,
    body: frozenset[str],
    repeated: frozenset[str],
    distance: int,
    below: Sequence[Label | None],
) -> float:
    """Return how much a line looks like the title of `body`: mostly, which share of its longer words stand there."""
    words = _long_words(block)
    shared = len(words & body)
    score = 4.0 * shared / len(words) if words else 0.0
    score += 2.0 if block.folded in repeated else 0.0
    score += min(shared, 4) * 0.5
    score += 1.0 if 4 <= len(block.words) <= 22 else -0.5
    score += 0.5 if distance <= 1 and not block.ends_sentence else 0.0
    score += 0.7 if any(label and label.kind in ("date", "byline") for label in below) else 0.0
    return score - 0.05 * min(distance, 30) - (0.5 if block.ends_sentence else 0.0)


def _is_headline(block: Block, rest: Sequence[Block]) -> bool:
    """Return whether a text's first line is worded as a headline, and running text follows."""
    count = len(block.words)
    if not 2 <= count <= 25 or _SPOKEN.search(block.line) or not any(b.is_sentence for b in rest):
        return False
    if not (block.raw[0].isupper() or block.raw[0].isdigit() or block.raw[0] in "'‘"):
        return False
    if not re.search(r"[.:;,][\"'”’]*$", block.line):
        return not block.is_prose or not _ARTICLES.search(block.line)
    if block.line.endswith((":", ";", ",")):
        return False
    capitals = sum(w[0].isupper() or w[0].isdigit() for w in block.words if len(w) > 3)
    long_words = sum(len(w) > 3 for w in block.words)
    if capitals >= 0.7 * long_words:
        return True
    shared = len(_long_words(block) & content_words(rest))
    return count <= 18 and not _ARTICLES.search(block.line) and 2 * shared >= len(_long_words(block)) and shared > 2
