"""Records -> pandas or polars frames, for those who have them; onrecord needs neither."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import Any, Literal, get_args

from onrecord.rows import TABLES
from onrecord.types import Record

Table = Literal["reports", "statements", "events", "positions", "entities"]
Library = Literal["pandas", "polars"]


def frame(records: Iterable[Record], table: str, library: str) -> Any:
    """Return one table of `records` as a frame of `library`, with the columns of its rows (see `onrecord.rows`).

    Lists stay lists; a table without rows keeps its columns. Raises ValueError for a table or library that we do not
    know, ImportError with what to install if the library is missing.
    """
    if table not in TABLES:
        raise ValueError(f"there is no table {table!r}; there are {', '.join(TABLES)}")
    if library not in get_args(Library):
        raise ValueError(f"there is no library {library!r}; there are {', '.join(get_args(Library))}")
    try:
        module = import_module(library)
    except ImportError:
        raise ImportError(f"{library} is not installed; `pip install {library}`, or onrecord[frames]") from None
    kind, rows_of = TABLES[table]
    rows = [row for record in records for row in rows_of(record)]
    columns: dict[str, list[Any]] = {
        field: [_plain(getattr(row, field)) for row in rows] for field in kind.__struct_fields__
    }
    return module.DataFrame(columns)


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
