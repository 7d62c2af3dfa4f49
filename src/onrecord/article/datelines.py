"""Lines that say when a page was published or changed: "PublishedDecember 19, 1985", "Updated: 3/14/86, 10:30 ET"."""

from __future__ import annotations

import re

from onrecord.article.lines import Block
from onrecord.article.parts import Part, Slot
from onrecord.article.tables import date_labels
from onrecord.dates import TIME, match_date, zone_names

_LABELS = date_labels()
_LABEL = re.compile("|".join(re.escape(w) for w in sorted(_LABELS, key=len, reverse=True)), re.IGNORECASE)
_FILLER = re.compile(
    rf"[\s•·●▪|,;:–—/()\[\]\-\u200b.]+|{TIME}|T(?=\d\d:)|\bat\b|\bago\b|\bum\b|\buhr\b|\bà\b|\ba las\b"
    rf"|\b(?:local time|hours|hrs)\b|(?:mon|tues|wednes|thurs|fri|satur|sun)day\b",
    re.IGNORECASE,
)
_ZONE = re.compile(rf"(?:{zone_names()})(?:[+-]\d{{1,2}}(?::?\d\d)?)?|[+-]\d\d:?\d\d\b|\((?i:local time)\)")
_COUNT = re.compile(r"\d{1,4}$")  # of comments, most often
_AGO = re.compile(
    r"(?:about |an? )?(?:\d+|one|two|three)?\s*(?:second|minute|min|hour|hr|day|week|month|year)s? ago|just now"
    r"|\d+\s*-?min(?:ute)?s?\s+read",
    re.IGNORECASE,
)


def date_parts(block: Block) -> tuple[Part, ...] | None:
    """Return the dates of a line that says nothing but dates, times and what they are of; None of any other line."""
    line = block.raw
    if len(line) > 200:
        return None
    if not any(c.isdigit() for c in line):
        return () if date_label(block.folded) and len(block.folded) > 6 else None
    return scan_dates(line, 0, block.start)


def date_label(folded: str) -> Slot | None:
    """Return what the date on the next line is of, if a folded line is the label of a date; else None."""
    return _LABELS.get(folded.rstrip(": "))


def scan_dates(line: str, at: int, offset: int) -> tuple[Part, ...] | None:
    """Return the dates in `line[at:]` if it says nothing but dates; their offsets are counted from `offset`."""
    slot: Slot | None = None
    parts: list[Part] = []
    clocked = told_ago = False
    while at < len(line):
        if label := _LABEL.match(line, at):
            slot, at = _LABELS[label[0].lower()], label.end()
        elif date := match_date(line, at):
            # A first date without a label is that of publication, a second one of nobody knows what.
            start, end, told = offset + date.start, offset + date.end, slot is not None
            parts.append(Part(slot or "published", start, end, date.value, told))
            if slot is None and len(parts) > 1:
                parts[-1] = parts[-1]._replace(value=None)
            slot, at, clocked = None, date.end, False
        elif ago := _AGO.match(line, at):
            at, told_ago = ago.end(), told_ago or ago[0].lower().endswith(("ago", "now"))
        elif filler := _FILLER.match(line, at):
            clocked = clocked or any(c.isdigit() for c in filler[0])
            at = filler.end()
        elif parts and (count := _COUNT.match(line, at)):
            at = count.end()
        elif (parts or clocked) and (zone := _ZONE.match(line, at)):
            at = zone.end()
        else:
            return None
    return tuple(parts) if parts or slot or told_ago else None
