"""Score time expressions on TimeML news (TimeBank and AQUAINT), as TempEval-3 does its task A.

An expression is found, relaxed, if the words overlap, and strict, if they are the same; each is matched once. Its value
is right if it is found, relaxed, with the very value of the gold; for "with right value and type" its type too. An F1
"with" something counts as found only what has it. Values are compared as written, but for spellings of one value.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import corpora
from onrecord.timexes import find_timexes
from onrecord.types import Article, Field, Signals, Span, Timex

Row = dict[str, Any]
Scan = Callable[[Sequence[Article]], list[Signals]]

_BLOCK = re.compile(r"\S(?:.*?\S)??(?=\s*\n\s*\n|\s*\Z)", re.DOTALL)


def score(folder: Path, part: str, scan: Scan | None = None) -> dict[str, float]:
    """Return the scores of a part, anchored at each document's creation time; `scan` reads articles into signals.

    Raises `corpora.Absent` if the folder does not hold the part.
    """
    rows = corpora.read_rows(folder, "timeml", part)
    articles = [article_of(row) for row in rows]
    signals: Sequence[Signals | None] = scan(articles) if scan else [None] * len(rows)
    counts = Counter[str]()
    for row, article, each in zip(rows, articles, signals, strict=True):
        counts += count(row["timexes"], find_timexes(article, each))
    return summarise(counts)


def article_of(row: Row) -> Article:
    """Return a row as an article: its paragraphs are what empty lines part."""
    text = row["text"]
    paragraphs = tuple(Span(*match.span()) for match in _BLOCK.finditer(text))
    return Article(text=text, published=Field(row["dct"], None, "dct"), paragraphs=paragraphs)


def match(gold: Sequence[Row], found: Sequence[Timex]) -> list[tuple[int, int]]:
    """Return pairs of indices of overlapping expressions, each used once: same words first, then in text order."""
    same = {(x.span.start, x.span.end): j for j, x in enumerate(found)}
    pairs = {i: same[g["start"], g["end"]] for i, g in enumerate(gold) if (g["start"], g["end"]) in same}
    used = set(pairs.values())
    for i, g in enumerate(gold):
        if i in pairs:
            continue
        for j, x in enumerate(found):
            if j not in used and x.span.start < g["end"] and g["start"] < x.span.end:
                pairs[i] = j
                used.add(j)
                break
    return sorted(pairs.items())


def count(gold: Sequence[Row], found: Sequence[Timex]) -> Counter[str]:
    """Return what of one document is there, found and right."""
    pairs = match(gold, found)
    counts = Counter(gold=len(gold), found=len(found), relaxed=len(pairs))
    for i, j in pairs:
        g, x = gold[i], found[j]
        value = same_value(g["value"], x.value)
        counts["strict"] += (g["start"], g["end"]) == (x.span.start, x.span.end)
        counts["value"] += value
        counts["type"] += g["type"] == x.type
        counts["both"] += value and g["type"] == x.type
    return counts


def same_value(gold: str, value: str | None) -> bool:
    """Return whether two values are one: an open digit or figure may be left out, and a zero in front."""
    return value is not None and _plain(gold) == _plain(value)


def _plain(value: str) -> str:
    value = re.sub(r"(?<=-W)(?=\d(?!\d))", "0", value)
    return re.sub(r"(?:-XX)+$", "", re.sub(r"^(\d{3})X$", r"\1", value))


def summarise(counts: Counter[str]) -> dict[str, float]:
    """Return the scores of the counts."""

    def f1(right: str) -> float:
        total = counts["gold"] + counts["found"]
        return 2 * counts[right] / total if total else 0.0

    found = counts["relaxed"] or 1
    return {
        "found, relaxed F1": f1("relaxed"),
        "found, strict F1": f1("strict"),
        "with right value F1": f1("value"),
        "with right value and type F1": f1("both"),
        "value right of those found": counts["value"] / found,
        "type right of those found": counts["type"] / found,
        "precision, relaxed": counts["relaxed"] / (counts["found"] or 1),
        "recall, relaxed": counts["relaxed"] / (counts["gold"] or 1),
        "expressions": counts["gold"],
    }
