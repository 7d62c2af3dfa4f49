"""Paths as a user names them -> the files meant, and their bytes."""

from __future__ import annotations

import glob
import os
import stat
from typing import BinaryIO

from onrecord.errors import CaptureError

MEGABYTE = 1_000_000


def expand_input(name: str) -> list[str]:
    """Return the files that `name` means: itself, all files in a folder (sorted, hidden ones left out), or a glob's.

    Raises CaptureError if there are none.
    """
    if os.path.isdir(name):
        paths = _files_under(name)
        if not paths:
            raise CaptureError(f"{name} is a folder without files; nothing to read")
        return paths
    if os.path.lexists(name):
        return [name]
    if glob.has_magic(name):
        matches = sorted(glob.glob(name, recursive=True))
        paths = [p for m in matches for p in (_files_under(m) if os.path.isdir(m) else [m])]
        if not paths:
            raise CaptureError(f"{name} matches no file; check the pattern")
        return list(dict.fromkeys(paths))  # "**" names a folder and what is in it
    if "://" in name:
        raise CaptureError(f"{name} is not an http or https address; only those are fetched")
    raise CaptureError(f"{name} does not exist; check the path")


def _files_under(folder: str) -> list[str]:
    found = []
    for parent, folders, names in os.walk(folder):
        folders[:] = [f for f in folders if not f.startswith(".")]
        found += [os.path.join(parent, n) for n in names if not n.startswith(".")]
    return sorted(p for p in found if os.path.isfile(p))


def open_file(path: str) -> BinaryIO:
    """Return the file opened for reading; raises CaptureError if that cannot be done or might wait for ever."""
    try:
        mode = os.stat(path).st_mode
        # A named pipe with no writer would hang; one handed over by the shell, "<(command)", has a writer.
        if not stat.S_ISREG(mode) and not path.startswith(("/dev/fd/", "/proc/self/fd/", "/dev/stdin")):
            raise CaptureError(f"{path} is not a regular file; give a file, a folder or an address")
        return open(path, "rb")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise CaptureError(f"{path} cannot be opened: {reason}") from error


def read_file(path: str, limit: int) -> bytes:
    """Return the bytes of one file of at most `limit` bytes; raises CaptureError otherwise."""
    with open_file(path) as file:
        return read_bounded(file, limit, path)


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
