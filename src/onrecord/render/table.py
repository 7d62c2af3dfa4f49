"""Rows as comma-separated values (RFC 4180): a header line, then a line each; lists joined by "; "."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from io import StringIO

from onrecord.rows import Row, StatementRow


def write_csv(rows: Iterable[Row], write: Callable[[str], object], kind: type[Row] = StatementRow) -> None:
    """Give `write` the header and each of `rows`, all of them of `kind`, as they come."""
    line = StringIO()
    writer = csv.writer(line, lineterminator="\r\n")

    def put(cells: Iterable[object]) -> None:
        writer.writerow(["; ".join(c) if isinstance(c, tuple) else c for c in cells])
        write(line.getvalue())
        line.seek(0)
        line.truncate()

    put(kind.__struct_fields__)
    for row in rows:
        put(getattr(row, field) for field in kind.__struct_fields__)
