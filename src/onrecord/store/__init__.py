"""The record file: captures, what was read in them, and what failed, in one SQLite file (an edge: it does I/O)."""

from onrecord.store.store import Kept, Store, default_path

__all__ = ["Kept", "Store", "default_path"]
