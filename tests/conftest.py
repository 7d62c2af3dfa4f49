"""What many tests share: the folders beside the package, and the models, loaded once."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "eval"), str(ROOT / "scripts")]


@pytest.fixture(scope="session")
def models():
    """Return the models that ship; tests that ask for them are marked `slow`."""
    from onrecord.pipeline import load_models

    return load_models()
