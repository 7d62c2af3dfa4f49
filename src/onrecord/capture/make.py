"""The last step of every way in: a capture, or the failure that stands in its place."""

from __future__ import annotations

from hashlib import sha256

from msgspec.structs import replace

from onrecord.capture.decode import Decoded
from onrecord.errors import CaptureError
from onrecord.types import SCHEMA, Capture, Failure, Origin, Problem


def digest(data: bytes, origin: Origin, media_type: str) -> Origin:
    """Return `origin` with what `data` says: digest, length, media type."""
    return replace(origin, sha256=sha256(data).hexdigest(), length=len(data), media_type=media_type)


def capture_of(decoded: Decoded, origin: Origin, name: str, assumed: dict[str, str]) -> Capture:
    """Return the capture of one decoded document; `assumed` are the user's words for what it does not say."""
    return Capture(
        replace(origin, encoding=decoded.encoding, changes=decoded.changes),
        decoded.text,
        name,
        published=assumed.get("published"),
        outlet=assumed.get("outlet"),
        assumed=tuple(sorted(assumed)),
    )


def failure_of(origin: Origin, error: CaptureError) -> Failure:
    """Return the failure that stands in a document's place."""
    return Failure(SCHEMA, origin, Problem(type(error).__name__, str(error)))
