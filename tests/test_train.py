"""The training code that needs no torch."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

sys.path.insert(0, str(Path(__file__).parents[1]))

from train.eightbits import fit


@given(arrays(np.float32, (8, 3), elements=st.floats(-4, 4, width=32)))
def test_no_pair_of_weights_overflows_sixteen_bits(weights):
    eight, _ = fit(weights)
    q = eight.astype(int)
    for pair in (q[0::2], q[1::2]), (q[1::2], q[0::2]):
        worst = 255 * (np.maximum(pair[0], 0) + np.maximum(pair[1], 0))
        least = 255 * (np.minimum(pair[0], 0) + np.minimum(pair[1], 0))
        assert worst.max() <= 2**15 - 1
        assert least.min() >= -(2**15)


@pytest.mark.parametrize("seed", range(3))
def test_weights_stay_near_what_they_were(seed):
    weights = np.random.default_rng(seed).normal(size=(64, 32)).astype(np.float32)
    eight, scale = fit(weights)
    assert np.abs(eight * scale - weights).mean() < np.abs(weights).max() / 127
