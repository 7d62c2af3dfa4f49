"""What passes between the readings of a position."""

from __future__ import annotations

from msgspec import Struct

from onrecord.types import Span


class Claim(Struct, frozen=True):
    """A position as read: whose, its kind, its words, of whom it is asked, and how sure the reading is."""

    holder: str
    kind: str
    content: tuple[Span, ...]
    target: str | None
    confidence: float
