"""How far two readers of the same reports agree: `python eval/agreement.py [--data FOLDER]`.

`eval/gold/second.jsonl` is an independent second pass over some reports of the first; it is scored against the first as
a program would be.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

import corpora
import encounters
import reports


def agreement(folder: Path) -> dict[str, float]:
    """Return the measures of the second pass against the first.

    Raises:
        Absent: the folder does not hold the texts.
    """
    first = {row["id"]: row for part in ("dev", "train") for row in reports.read_gold(folder, part)}
    counts = Counter[str]()
    for row in reports.read_gold(folder, "second"):
        if row["id"] in first:
            counts += encounters.count(reports.reading(first[row["id"]]), reports.reading(row))
            counts["reports"] += 1
    return encounters.summarise(counts) | {"n reports": counts["reports"]}


def main() -> None:
    """Print the measures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=corpora.default_folder())
    print(json.dumps({k: round(v, 3) for k, v in agreement(parser.parse_args().data).items()}, indent=1))


if __name__ == "__main__":
    main()
