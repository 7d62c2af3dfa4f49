"""Score layers: attributions inside attributions, on GUM's discourse annotation.

Gold is a clause that attributes (source and cue together) and the unit it attributes; `nested` marks those inside
another's content. The unit may hold an elaboration that the source did not say, so this is an approximation at clause
level. A statement finds one if its content overlaps the unit by IoU >= 0.5 and its source or cue lies in the clause.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from attributions import Pair, Text, harmonic, jaccard, ratio
from onrecord.types import Span, Statement

GENRES = ("news", "interview", "speech")


def count(row: dict[str, Any], statements: Sequence[Statement]) -> Counter[str]:
    """Return the counts of one document, of all its attributions and of the nested ones."""
    text = Text(row["text"])
    gold = [(a["nested"], _words(text, a["attribution"]), _words(text, a["content"])) for a in row["attributions"]]
    pred = [(s.within is not None, _spans(text, s.source + s.cue), _spans(text, s.content)) for s in statements]
    candidates = sorted(
        (-jaccard(g[2], p[2]), i, j)
        for i, g in enumerate(gold)
        for j, p in enumerate(pred)
        if g[1] & p[1] and jaccard(g[2], p[2]) >= 0.5
    )
    golds: set[int] = set()
    preds: set[int] = set()
    counts: Counter[str] = Counter({"all gold": len(gold), "all pred": len(pred)})
    counts.update({"nested gold": sum(g[0] for g in gold), "nested pred": sum(p[0] for p in pred)})
    for _, i, j in candidates:
        if i in golds or j in preds:
            continue
        golds.add(i)
        preds.add(j)
        counts["all"] += 1
        counts["nested"] += gold[i][0] and pred[j][0]
    return counts


def summarise(counts: Counter[str]) -> dict[str, float]:
    """Return the measures of summed `counts`."""
    scores: dict[str, float] = {}
    for name in ("nested", "all"):
        p, r = ratio(counts[name], counts[f"{name} pred"]), ratio(counts[name], counts[f"{name} gold"])
        scores |= {f"{name} P": p, f"{name} R": r, f"{name} F1": harmonic(p, r)}
    return scores | {"n nested": counts["nested gold"], "n all": counts["all gold"]}


def _words(text: Text, pieces: list[Pair]) -> frozenset[int]:
    return text.words([(start, end) for start, end in pieces])


def _spans(text: Text, spans: Sequence[Span]) -> frozenset[int]:
    return text.words([(span.start, span.end) for span in spans])
