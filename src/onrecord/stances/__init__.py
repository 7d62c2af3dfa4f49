"""Stances: the words that mark what a party demands, offers, refuses or wants, and the attitudes told by them alone."""

from onrecord.stances.attitudes import find_attitudes
from onrecord.stances.extent import cut
from onrecord.stances.marks import (
    HAVING,
    Mark,
    find_marks,
    has_or_makes,
    holder_of,
    is_asked_for,
    is_doubtful,
    is_negated,
    is_unseen,
)
from onrecord.stances.table import table

__all__ = [
    "HAVING",
    "Mark",
    "cut",
    "find_attitudes",
    "find_marks",
    "has_or_makes",
    "holder_of",
    "is_asked_for",
    "is_doubtful",
    "is_negated",
    "is_unseen",
    "table",
]
