"""Which inputs are addresses, and what comes back from one; apart from fetching, which loads a network library."""

from __future__ import annotations

from typing import NamedTuple


class Page(NamedTuple):
    """Bytes as received; the type, encoding and final address the server said, None where it said nothing."""

    data: bytes
    media_type: str | None
    charset: str | None
    url: str | None


def is_address(name: str) -> bool:
    """Return whether an input is an http(s) address."""
    return name.lower().startswith(("http://", "https://"))
