"""The record file and the user's roster, each one SQLite file (an edge: it does I/O)."""

from onrecord.store.rosters import RosterFile, default_roster
from onrecord.store.store import Kept, Store, default_path

__all__ = ["Kept", "RosterFile", "Store", "default_path", "default_roster"]
