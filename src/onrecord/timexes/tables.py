"""The table `data/timexes.toml`, read once."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load_table() -> dict[str, Any]:
    """Return the whole table that ships with the package."""
    return tomllib.loads(files("onrecord.data").joinpath("timexes.toml").read_text("utf-8"))


@cache
def listed(name: str) -> frozenset[str]:
    """Return the words of a list of the table."""
    return frozenset(load_table()["lists"][name].split())
