"""What each kind of expression means: one function a kind, named in the table.

A reading is None if the words are no expression after all. One that needs the publication date, and more of it than is
known, raises UnanchoredError.
"""

from __future__ import annotations

from onrecord.timexes.readings import dates, days, lengths, offsets, periods, sets
from onrecord.timexes.readings.base import READINGS

__all__ = ["READINGS", "dates", "days", "lengths", "offsets", "periods", "sets"]
