"""How well relations and kinds of heads go together, counted in UD train, into engine.npz: `python -m train.heads`.

Prints how many of UD dev's words get the right head, and head and relation, with and without the counts.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from onrecord.engine import Engine, labels, trees
from onrecord.types import Article, Span
from train.corpora import Doc, read_ud

MODELS = Path("src/onrecord/engine/models")
SMOOTH = 0.5  # added to every count


def count(docs: list[Doc]) -> np.ndarray:
    """Return how much likelier each kind of head is for a relation than for any, [relation, kind], as logarithms."""
    counts = np.full((len(labels.RELS), trees.KINDS), SMOOTH)
    for doc in docs:
        words, starts = doc.words or [], [*(doc.sents or []), len(doc.text) + 1]
        at = 0
        for end in starts[1:]:
            sentence = []
            while at < len(words) and words[at][0] < end:
                sentence.append(words[at])
                at += 1
            first = at - len(sentence)
            tags = np.array([labels.tag_id(w[2]) for w in sentence], dtype=np.int64)
            kinds = trees.head_kinds(np.maximum(tags, 0))
            for d, (_, _, _, rel, head) in enumerate(sentence):
                r, h = labels.rel_id(rel), head - first if head >= 0 else d
                if labels.IGNORE not in (r, tags[h]):
                    counts[r, kinds[d, h]] += 1
    return np.log(counts / counts.sum(1, keepdims=True) / (counts.sum(0) / counts.sum())).astype(np.float32)


def score(docs: list[Doc], engine: Engine) -> str:
    """Return UAS and LAS over the words that both sides cut alike, in sentences as we find them."""
    n = heads = both = 0
    for doc in docs:
        gold = {(a, b): k for k, (a, b, *_) in enumerate(doc.words or ())}
        tokens = engine.read(Article(doc.text, paragraphs=(Span(0, len(doc.text)),))).tokens
        for t in tokens:
            k = gold.get((t.start, t.end))
            if k is None:
                continue
            _, _, _, rel, head = doc.words[k]  # type: ignore[index]
            at = (tokens[t.head].start, tokens[t.head].end) if t.head >= 0 else None
            right = at == (doc.words[head][:2] if head >= 0 else None)  # type: ignore[index]
            n, heads = n + 1, heads + right
            both += right and labels.rel_id(rel) == labels.rel_id(t.rel)
    return f"UAS {heads / n:.3f} LAS {both / n:.3f} over {n} words"


def main() -> None:
    """Count, write, and score."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--data", type=Path, default=Path("../shared/data"))
    ap.add_argument("--models", type=Path, default=MODELS)
    a = ap.parse_args()
    with np.load(a.models / "engine.npz") as z:
        arrays = dict(z)
    arrays["heads"] = count(read_ud(a.data, "train"))
    np.savez(a.models / "engine.npz", **arrays)
    dev, agree = read_ud(a.data, "dev"), trees.AGREE
    for trees.AGREE in (0.0, agree):
        print(f"agreement counts {trees.AGREE}: {score(dev, Engine.load(folder=a.models))}")


if __name__ == "__main__":
    main()
