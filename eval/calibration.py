"""Whether a confidence means what it says: of all that is claimed with 0.8, are eight in ten right?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Claim = tuple[float, bool]  # the confidence, and whether it was right


@dataclass(frozen=True)
class Bin:
    """Claims whose confidence is in `[low, low + 0.1)`: how many, their mean confidence, the share that is right."""

    low: float
    n: int
    confidence: float
    right: float


def reliability(claims: Sequence[Claim], bins: int = 10) -> list[Bin]:
    """Return the reliability table of `claims`, empty bins left out."""
    groups: dict[int, list[Claim]] = {}
    for claim in claims:
        groups.setdefault(min(int(claim[0] * bins), bins - 1), []).append(claim)
    return [
        Bin(low / bins, len(group), sum(c for c, _ in group) / len(group), sum(ok for _, ok in group) / len(group))
        for low, group in sorted(groups.items())
    ]


def expected_error(table: Sequence[Bin]) -> float:
    """Return the expected calibration error: the mean gap of confidence and share right, weighed by size."""
    n = sum(b.n for b in table)
    return sum(b.n * abs(b.confidence - b.right) for b in table) / n if n else 0.0
