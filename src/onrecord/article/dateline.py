"""The place and agency before a report's first words: "GENEVA, Nov 19 (Reuters) - ", "REYKJAVIK — "."""

from __future__ import annotations

import re
from typing import NamedTuple

from onrecord.article.tables import bylines, fold
from onrecord.dates import find_dates
from onrecord.types import Span

_CAPS = r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ'’.\-]+"
_WORD = r"[A-Z][\w.’'-]+"
_PLACE = rf"{_CAPS}(?:[ \xa0]{_CAPS}){{0,3}}(?:[/,]\s?(?:{_CAPS}|{_WORD})(?:[ \xa0]{_WORD}){{0,2}}){{0,2}}"
_MIXED = rf"{_WORD}(?:[ \xa0](?:{_WORD}|of|de|el|al)){{0,3}}(?:,\s?{_WORD}(?:[ \xa0]{_WORD}){{0,2}})?"
_DATE = r"(?:,?\s+(?:[A-Z][a-z]{2,9}\.?\s+\d{1,2}|\d{1,2}\s+[A-Z][a-z]{2,9}\.?)(?:,?\s+\d{4})?)"
_AGENCY = r"(?:[(/][A-Z][^()/\n]{1,40}[)/])"
_DASH = r"\s*[-–—―_]{1,2}\s*"
_LINE = re.compile(
    rf"(?P<caps>{_PLACE})?(?P<mixed>(?(caps)|(?:{_MIXED})))?(?P<date>{_DATE})?[,.:]?\s*(?P<agency>{_AGENCY})?"
    rf"(?P<end>\.?{_DASH}|(?<=/)[.:]?\s+)"
)


_OPENS = re.compile(r"[\"“„'‘(\s\d]|[^\W\d_a-z]")  # a sentence begins; "NATO - the alliance" goes on


class Dateline(NamedTuple):
    """`text[span]` is the place and the agency; `agency` and `published` are None where it does not say."""

    span: Span
    value: str
    agency: str | None
    published: str | None


def is_dateline(line: str) -> bool:
    """Return whether a line is a dateline and nothing else, its dash included."""
    found = find_dateline(line + " X", Span(0, len(line) + 2))
    return found is not None and not line[found.span.end :].strip(" \xa0.,:-–—―_")


def find_dateline(text: str, paragraph: Span) -> Dateline | None:
    """Return the dateline with which `paragraph` begins; None if it has none.

    A place in capitals before a dash is one; one in other letters needs an agency or a date beside it.
    """
    head = text[paragraph.start : min(paragraph.end, paragraph.start + 120)]
    match = _LINE.match(head)
    if match is None or match.end() >= paragraph.end - paragraph.start:
        return None
    agency = match["agency"] and match["agency"].strip("()/ ")
    if agency and not (_is_agency(agency) or (match["caps"] and match["date"])):
        return None  # an agency we have not heard of is one only after a place and a date
    dashed = bool(re.search(r"[-–—―_]", match["end"])) and match["end"][-1:].isspace()
    dashed = dashed or match["end"].strip() in ("—", "―", "--")
    closed = bool(agency) and match["agency"].endswith("/")
    place = match["caps"] or match["mixed"] or ""
    if not (dashed or closed) or not (place or agency):
        return None
    if not match["caps"] and not agency and not (match["date"] and place):
        return None
    if match["caps"] and len(match["caps"]) < 4 and not (agency or match["date"]):
        return None
    if not (agency or match["date"]) and not _OPENS.match(head, match.end()):
        return None
    end = len(head[: match.start("end")].rstrip(" \xa0,:"))
    value = " ".join(head[:end].split())
    dates = [d.value for d in find_dates(match["date"] or "") if d.value]
    return Dateline(Span(paragraph.start, paragraph.start + end), value, agency, dates[0] if dates else None)


def _is_agency(words: str) -> bool:
    agencies = bylines().agencies
    return all(fold(w) in agencies for w in re.split(r"[/,]| and ", words)) or fold(words) in agencies
