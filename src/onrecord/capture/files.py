"""Paths as a user names them -> the files meant, and their bytes."""

from __future__ import annotations

import glob
import logging
import os
import stat
from collections.abc import Sequence
from typing import BinaryIO

from onrecord.errors import CaptureError

MEGABYTE = 1_000_000
REPORTS = (".txt", ".text", ".html", ".htm", ".xhtml", ".jsonl", ".ndjson")

_log = logging.getLogger(__name__)


def expand_input(name: str) -> list[str]:
    """Return the files that `name` means: itself, the reports in a folder, sorted, or a glob's matches.

    A folder's reports are its files that end in one of `REPORTS`, hidden ones left out; that others were left out is
    logged as a warning. A file named by itself or by a glob is read whatever its ending. Raises CaptureError if there
    are none.
    """
    if os.path.isdir(name):
        return _reports_under(name)
    if os.path.lexists(name):
        return [name]
    if glob.has_magic(name):
        matches = sorted(glob.glob(name, recursive=True))
        paths = [p for m in matches for p in (_reports_under(m, matches) if os.path.isdir(m) else [m])]
        if not paths:
            raise CaptureError(f"{printable(name)} matches no file; check the pattern")
        return list(dict.fromkeys(paths))  # "**" names a folder and what is in it
    if "://" in name:
        raise CaptureError(f"{printable(name)} is not an http or https address; only those are fetched")
    raise CaptureError(f"{printable(name)} does not exist; check the path")


def _reports_under(folder: str, named: Sequence[str] = ()) -> list[str]:
    """Return the reports in a folder and those in it; what is among `named` is no file left out."""
    found = []
    for parent, folders, names in os.walk(folder):
        folders[:] = [f for f in folders if not f.startswith(".")]
        found += [os.path.join(parent, n) for n in names if not n.startswith(".")]
    files = sorted(p for p in found if os.path.isfile(p))
    reports = [p for p in files if p.lower().endswith(REPORTS)]
    if not reports and not named:
        what = f"{len(files)} files, but none" if files else "no files"
        raise CaptureError(f"{printable(folder)} holds {what} ending in {' '.join(REPORTS)}; name the files to read")
    others = [p for p in files if not p.lower().endswith(REPORTS) and p not in named]
    if others:
        some = ", ".join(printable(os.path.relpath(p, folder)) for p in others[:3]) + ", …" * (len(others) > 3)
        _log.warning("%s: %d files left out, by their names no reports: %s", printable(folder), len(others), some)
    return reports


def printable(path: str) -> str:
    """Return a path as text that can be written; bytes of a name that are not UTF-8 as \\xNN."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def open_file(path: str) -> BinaryIO:
    """Return the file opened for reading; raises CaptureError if that cannot be done or might wait for ever."""
    try:
        mode = os.stat(path).st_mode
        # A named pipe with no writer would hang; one handed over by the shell, "<(command)", has a writer.
        if not stat.S_ISREG(mode) and not path.startswith(("/dev/fd/", "/proc/self/fd/", "/dev/stdin")):
            raise CaptureError(f"{printable(path)} is not a regular file; give a file, a folder or an address")
        return open(path, "rb")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise CaptureError(f"{printable(path)} cannot be opened: {reason}") from error


def read_file(path: str, limit: int) -> bytes:
    """Return the bytes of one file of at most `limit` bytes; raises CaptureError otherwise."""
    with open_file(path) as file:
        return read_bounded(file, limit, printable(path))


def read_bounded(file: BinaryIO, limit: int, name: str) -> bytes:
    """Return what is left of `file`; raises CaptureError if that is more than `limit` bytes or cannot be read."""
    try:
        data = file.read(limit + 1)
    except (OSError, ValueError) as error:
        raise CaptureError(f"{name} cannot be read: {getattr(error, 'strerror', None) or error}") from error
    if len(data) > limit:
        raise CaptureError(too_large(name, limit))
    return data


def too_large(name: str, limit: int) -> str:
    """Return the message for a document over the limit."""
    return f"{name} is over the limit of {limit / MEGABYTE:g} MB a document; split it, or give one report a file"
