"""Weights in 8 bits that give the same products on every processor."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

TOP = 127
MOST = 128  # 255 of an activation times this, twice over, still fits in 16 bits
WIDEST, STEPS = 1.6, 25  # scales tried for a column: from its largest weight's to so much more


def fit(weights: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Return `weights` [K, N] in 8 bits and each column's scale, so that no pair of rows (2k, 2k + 1) overflows.

    Processors without VNNI add the products of each such pair in 16 bits, and cut what is more than 32,767: two weights
    of one sign that sum to more than 128 may then give another product than elsewhere, and another record. For each
    column the scale is taken whose weights, the pairs cut to 128, are nearest to what they were.
    """
    top = np.maximum(np.abs(weights).max(0), 1e-8)
    best = np.full(weights.shape[1], np.inf)
    out, scales = np.zeros(weights.shape, np.int8), np.zeros(weights.shape[1], np.float32)
    for wider in np.linspace(1, WIDEST, STEPS):
        scale = (top * wider / TOP).astype(np.float32)
        q = np.clip(np.round(weights / scale), -TOP, TOP)
        a, b = q[0::2], q[1::2]
        over = np.where(np.sign(a) == np.sign(b), np.maximum(np.abs(a + b) - MOST, 0), 0)
        half = np.floor(over / 2)
        q[0::2], q[1::2] = a - np.sign(a) * half, b - np.sign(b) * (over - half)
        error = ((q * scale - weights) ** 2).sum(0)
        better = error < best
        best[better], scales[better] = error[better], scale[better]
        out[:, better] = q[:, better].astype(np.int8)
    return out, scales
