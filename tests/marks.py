"""Text with its spans drawn in, so that a test's expectation can be read, and a failure is a readable diff.

    '<source>She</source> <cue>said</cue> <content>no</content>.'

Spans may nest and may share ends, but not cross. A label may occur often: the pieces of one part, or many parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from onrecord.types import Span

Spans = Mapping[str, Iterable[Span]]

_TAG = re.compile(r"<(/?)([a-z][a-z0-9_-]*)>")


def unmark(marked: str) -> tuple[str, dict[str, list[Span]]]:
    """Return the text without its tags, and the spans that they drew: label -> spans in text order."""
    text, opened = "", []
    spans: dict[str, list[Span]] = {}
    at = 0
    for tag in _TAG.finditer(marked):
        text += marked[at : tag.start()]
        at = tag.end()
        closing, label = tag.groups()
        if not closing:
            opened.append((label, len(text)))
            continue
        if not opened or opened[-1][0] != label:
            raise ValueError(f"</{label}> closes nothing in {marked!r}")
        spans.setdefault(label, []).append(Span(opened.pop()[1], len(text)))
    if opened:
        raise ValueError(f"<{opened[-1][0]}> is never closed in {marked!r}")
    return text + marked[at:], {label: sorted(found) for label, found in spans.items()}


def mark(text: str, spans: Spans) -> str:
    """Return `text` with `spans` drawn in, the outer of two first; raises ValueError where two cross."""
    drawn = sorted(
        ((span.start, -span.end, label) for label, found in spans.items() for span in found),
    )
    out, at = [], 0
    opened: list[tuple[int, str]] = []
    for start, end, label in drawn:
        while opened and opened[-1][0] <= start:
            at = _close(out, text, at, opened)
        if opened and opened[-1][0] < -end:
            raise ValueError(f"<{label}> [{start}, {-end}] crosses <{opened[-1][1]}>")
        out.append(text[at:start] + f"<{label}>")
        at = start
        opened.append((-end, label))
    while opened:
        at = _close(out, text, at, opened)
    return "".join(out) + text[at:]


def _close(out: list[str], text: str, at: int, opened: list[tuple[int, str]]) -> int:
    end, label = opened.pop()
    out.append(text[at:end] + f"</{label}>")
    return end
