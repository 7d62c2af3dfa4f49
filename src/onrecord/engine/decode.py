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
    opens, closes, inside = _edges(labels, begin)
    if not inside.any():
        return []
    return list(zip(np.flatnonzero(opens).tolist(), (np.flatnonzero(closes) + 1).tolist(), strict=True))


def _edges(labels: NDArray[np.int64], begin: int) -> tuple[NDArray[np.bool_], NDArray[np.bool_], NDArray[np.bool_]]:
    """Return where ranges of a B/I pair of labels open, where they close (their last), and where they are."""
    first = labels == begin
    inside = first | (labels == begin + 1)
    opens = inside.copy()
    opens[..., 1:] &= first[..., 1:] | ~inside[..., :-1]
    closes = inside.copy()
    closes[..., :-1] &= ~inside[..., 1:] | opens[..., 1:]
    return opens, closes, inside


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
    hidden = np.empty((most, near.shape[1]), np.float32)
    for k, a in enumerate(asked):
        n, (i, j) = len(a.keys), a.cue
        own = hidden[:n]
        np.add(a.keys, near[_REACH - i : _REACH - i + n], out=own)
        own += a.query
        np.maximum(own, 0, out=own)
        scores[k, :n] = own @ weights.parts.T + weights.bias
        scores[k, i:j, 1:] = FAR
    labels = viterbi(scores, weights.steps)
    p = softmax(scores)
    contents, content_sure = _part(labels, p, 3)
    sources, source_sure = _part(labels, p, 1)
    none = 1 - (p[:, :, 1] + p[:, :, 2]).max(1)  # that there is no source
    return [
        Linked(
            _moved(sources[k], a.start),
            (a.cue[0] + a.start, a.cue[1] + a.start),
            _moved(contents[k], a.start),
            a.sure,
            float(source_sure[k] if sources[k] else none[k]),
            float(content_sure[k]),
        )
        for k, a in enumerate(asked)
        if contents[k]
    ]


def _part(labels: NDArray[np.int64], p: Floats, begin: int) -> tuple[list[list[Range]], Floats]:
    """Return of each sequence the ranges of a part, and the mean probability of it within them."""
    found: list[list[Range]] = [[] for _ in labels]
    opens, closes, inside = _edges(labels, begin)
    rows, firsts = np.nonzero(opens)
    for row, i, j in zip(rows.tolist(), firsts.tolist(), (np.nonzero(closes)[1] + 1).tolist(), strict=True):
        found[row].append((i, j))
    sure = ((p[:, :, begin] + p[:, :, begin + 1]) * inside).sum(1) / np.maximum(inside.sum(1), 1)
    return found, sure


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
