"""Scores as one table in plain text."""

from __future__ import annotations

from collections.abc import Mapping

from floors import Target

HEADER = ("", "score", "target", "", "for comparison")


def render(results: Mapping[str, Mapping[str, float]], targets: Mapping[str, Mapping[str, Target]]) -> str:
    """Return the table: a block a task, a line a measure; `*` marks a target that is reached."""
    rows: list[tuple[str, ...]] = [HEADER]
    for task, scores in results.items():
        rows.append((task, "", "", "", ""))
        rows += [_row(measure, score, targets.get(task, {}).get(measure)) for measure, score in scores.items()]
    widths = [max(len(row[i]) for row in rows) for i in range(len(HEADER))]
    return "\n".join(_line(row, widths) for row in rows)


def _row(measure: str, score: float, target: Target | None) -> tuple[str, ...]:
    shown = f"{score:.0f}" if score > 1 or measure.startswith("n ") else f"{score:.3f}"
    if target is None or target.value is None:
        return f"  {measure}", shown, "", "", target.others if target else ""
    wanted = f"{'≤' if target.lower else '≥'} {target.value:g}"
    return f"  {measure}", shown, wanted, "*" if target.reached(score) else "", target.others


def _line(row: tuple[str, ...], widths: list[int]) -> str:
    name, *numbers, others = row
    cells = [name.ljust(widths[0]), *(n.rjust(w) for n, w in zip(numbers, widths[1:-1], strict=True)), others]
    return "  ".join(cells).rstrip()
