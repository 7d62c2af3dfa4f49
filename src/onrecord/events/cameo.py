"""PLOVER -> CAMEO: the code that an event has in the older ontology, by a documented crosswalk (docs/cameo.md)."""

from __future__ import annotations

from functools import cache
from importlib import resources
from tomllib import loads

from onrecord.types import Status

TABLE: dict[Status, str] = {
    "happened": "done",
    "ongoing": "done",
    "planned": "meant",
    "offered": "meant",
    "demanded": "asked",
    "refused": "refused",
}


def cameo_code(type: str, mode: str | None, status: Status) -> str | None:
    """Return the CAMEO code of an event, two digits or three; None where CAMEO has none for it.

    None for what is denied, absent or hypothetical, and for harm refused: CAMEO codes acts, and these are not acts.
    """
    table = _tables().get(TABLE.get(status, ""), {})
    return table.get(f"{type} {mode}") or table.get(type)


@cache
def _tables() -> dict[str, dict[str, str]]:
    return loads(resources.files("onrecord.data").joinpath("cameo.toml").read_text("utf-8"))
