"""Scores -> what they say: spans of labels, and what each cue takes as its source and content. Pure, numpy only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Range = tuple[int, int]
NEAR_EXACT = 4
FAR = -1e4  # the score of what cannot be


class Linked(NamedTuple):
    """One attribution in pieces of the document: ranges of each part, and how sure the scores are of it."""

    source: tuple[Range, ...]
    cue: Range
    content: tuple[Range, ...]
    cue_sure: float
    source_sure: float
    content_sure: float


class Asked(NamedTuple):
    """A cue whose parts are sought: its pieces in its window, the window's start, its query [L], the keys [n, L]."""

    cue: Range
    sure: float
    start: int
    query: Floats
    keys: Floats


class LinkWeights(NamedTuple):
    """The small network between a cue and a piece: near [32, L], parts [5, L], bias [5]; steps [5, 5] chain it."""

    near: Floats
    parts: Floats
    bias: Floats
    steps: Floats


def softmax(x: NDArray[np.floating[Any]]) -> Floats:
    """Return the probabilities along the last axis."""
    e = np.exp(x - x.max(-1, keepdims=True))
    return np.asarray(e / e.sum(-1, keepdims=True), dtype=np.float32)


def runs(labels: NDArray[np.int64], begin: int) -> list[Range]:
    """Return the ranges of a B/I pair of labels (`begin`, `begin + 1`); an I that follows no B opens one."""
    inside = (labels == begin) | (labels == begin + 1)
    if not inside.any():
        return []
    opens = inside & (labels == begin)
    opens[0] |= inside[0]
    opens[1:] |= inside[1:] & ~inside[:-1]
    closes = inside.copy()
    closes[:-1] &= ~inside[1:] | opens[1:]
    return list(zip(np.flatnonzero(opens).tolist(), (np.flatnonzero(closes) + 1).tolist(), strict=True))


def bucket(distance: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the class of a signed distance in pieces, as in training: exact up to 4, then by half octaves."""
    size = np.abs(distance)
    far = np.minimum((4 + 2 * np.log2(np.maximum(size, 1) / 4)).astype(np.int64), 15)
    return np.where(size <= NEAR_EXACT, size, far) + np.where(distance < 0, 16, 0)


_REACH = 512
_BUCKETS = bucket(np.arange(-_REACH, _REACH + 1))


def find_cues(scores: Floats, threshold: float) -> list[tuple[Range, float]]:
    """Return the cues of a window and how sure each is; `scores` are those of CUE, one row a piece."""
    p = softmax(scores)
    hot = p[:, 1] + p[:, 2] > threshold
    if not hot.any():
        return []
    labels = np.where(hot, np.where(p[:, 1] > p[:, 2], 1, 2), 0)
    return [((i, j), float((p[i:j, 1] + p[i:j, 2]).max())) for i, j in runs(labels, 1)]


def apart(weak: list[tuple[Range, float]], strong: list[tuple[Range, float]]) -> list[tuple[Range, float]]:
    """Return those of the cues `weak` that share no piece with one of `strong`."""
    taken = {i for cue, _ in strong for i in range(*cue)}
    return [(cue, sure) for cue, sure in weak if taken.isdisjoint(range(*cue))]


def link(asked: Sequence[Asked], weights: LinkWeights) -> list[Linked]:
    """Return what each cue takes as source and content, in pieces of the document; a cue without content is dropped.

    The best sequence of labels under the chain is found for all cues at once (Viterbi); a cue's own pieces belong to
    neither part.
    """
    if not asked:
        return []
    most = max(len(a.keys) for a in asked)
    scores = np.full((len(asked), most, len(weights.bias)), FAR, np.float32)
    scores[:, :, 0] = 0.0  # behind a window's end nothing belongs to a part
    near = weights.near[_BUCKETS]  # by distance
    for k, a in enumerate(asked):
        n, (i, j) = len(a.keys), a.cue
        hidden = a.keys + near[_REACH - i : _REACH - i + n]
        hidden += a.query
        np.maximum(hidden, 0, out=hidden)
        scores[k, :n] = hidden @ weights.parts.T + weights.bias
        scores[k, i:j, 1:] = FAR
    labels = viterbi(scores, weights.steps)
    p = softmax(scores)
    out = []
    for k, a in enumerate(asked):
        best = labels[k]
        content = runs(best, 3)
        if not content:
            continue
        source = runs(best, 1)
        of_source, of_content = p[k, :, 1] + p[k, :, 2], p[k, :, 3] + p[k, :, 4]
        inside = best >= 3
        named = (best == 1) | (best == 2)
        out.append(
            Linked(
                _moved(source, a.start),
                (a.cue[0] + a.start, a.cue[1] + a.start),
                _moved(content, a.start),
                a.sure,
                float(of_source[named].mean()) if source else float(1 - of_source.max()),
                float(of_content[inside].mean()),
            )
        )
    return out


def _moved(ranges: list[Range], by: int) -> tuple[Range, ...]:
    return tuple((i + by, j + by) for i, j in ranges)


def viterbi(scores: Floats, steps: Floats) -> NDArray[np.int64]:
    """Return the best label sequence [n, T] for scores [n, T, K] and transition scores [from, to]."""
    n, length, _ = scores.shape
    by_place = np.ascontiguousarray(scores.transpose(1, 2, 0))  # [T, K, n]: what is done for all sequences goes fastest
    best = by_place[0]
    back = np.empty((length, len(steps), n), np.int64)
    for t in range(1, length):
        ways = best[:, None] + steps[:, :, None]
        back[t] = ways.argmax(0)
        best = ways.max(0) + by_place[t]
    out = np.empty((n, length), np.int64)
    out[:, -1] = best.argmax(0)
    each = np.arange(n)
    for t in range(length - 1, 0, -1):
        out[:, t - 1] = back[t, out[:, t], each]
    return out
