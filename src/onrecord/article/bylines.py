"""Lines that name who wrote a report: "By Ada Example and Bo Sample in Geneva", "Ada Example, Staff Writer"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from onrecord.article.datelines import scan_dates
from onrecord.article.lines import Block
from onrecord.article.parts import Part, segments
from onrecord.article.tables import bylines, fold, section_names
from onrecord.dates import find_dates

_PARTICLE = r"(?:van|von|der|den|de|del|della|di|da|dos|du|la|le|el|al|bin|ibn|ben|abu|ter|ten|zu|y|e|und)"
_CAPITAL = r"[^\W\d_a-zà-öø-ÿ](?:[^\W\d_]|['’‘.\-])*"
_NAME = re.compile(rf"{_CAPITAL}(?:\s+(?:{_PARTICLE}\s+){{0,2}}{_CAPITAL}){{1,4}}(?:,?\s+(?:Jr|Sr|II|III)\b\.?)?")
_JOINS = re.compile(r"\s*(?:[,;|•·/\n]|\s(?:and|&|with|und|et|y|[-–—])\s)\s*", re.IGNORECASE)
_BULLET = re.compile(r"[\s|•·–—>-]*")
_PLACE = re.compile(r"\s+(?:in|at|reporting from|for|of|from)\s+.+$", re.IGNORECASE)
_LISTED = re.compile(r"\s*(?:[,;|•·/\n]|\s(?:and|&|und|et)\s)\s*", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_HANDLE = re.compile(r"\s*(?:\(?@\w+\)?|\S+@\S+|\(.*\))\s*$")


def byline_parts(block: Block) -> tuple[Part, ...] | None:
    """Return the writers whom a line names that says nothing else; () if it has a byline's words but no name.

    None of any other line. A date at the end of the line is returned too.
    """
    raw = block.raw
    if len(raw) > 240 or len(block.words) > 30:
        return None
    if credited := _reporting(block):
        return credited
    lead = _BULLET.match(raw)
    label = bylines().labels.match(raw, lead.end() if lead else 0)
    if label is None:
        return _with_role(block)
    rest = raw[label.end() :]
    if not rest.strip(" :\xa0"):
        return ()
    start = label.end() + len(rest) - len(rest.lstrip(" :\xa0\t\r\n"))
    if block.ends_sentence and len(block.words) > 8:
        return None  # "By Monday the talks had failed."
    end, dates = _cut_date(raw, start, block.start)
    names = names_in(raw, start, end, block.start)
    return (*names, *dates) if names else None


def _reporting(block: Block) -> tuple[Part, ...] | None:
    """Return the names of "(Reporting by Ada Example in Geneva; Editing by Bo Sample)"; None of any other line."""
    lead = re.match(r"[\s(\[–—-]*", block.raw)
    match = bylines().reporting.match(block.raw, lead.end() if lead else 0)
    if match is None:
        return (() if bylines().editing.match(block.raw) else None) if len(block.words) < 20 else None
    stop = bylines().editing.search(block.raw, match.end())
    end = stop.start() if stop else len(block.raw)
    return names_in(block.raw, match.end(), end, block.start) or ()


def _with_role(block: Block) -> tuple[Part, ...] | None:
    """Return the writer of "Ada Example, Staff Writer" or "Ada Example in Geneva | 19 December 1985"; else None."""
    raw = block.raw
    if len(block.words) > 14 or (block.ends_sentence and not raw.endswith(".")):
        return None
    end, dates = _cut_date(raw, 0, block.start)
    pieces = [(s, e) for s, e in _split(raw, 0, end) if raw[s:e].strip()]
    if not pieces:
        return None
    head = raw[pieces[0][0] : pieces[0][1]].strip()
    told = bool(dates) or (len(pieces) > 1 and any(is_role(raw[s:e]) for s, e in pieces[1:]))
    rest_known = all(is_role(raw[s:e]) or is_name(raw[s:e]) or is_agency(raw[s:e]) for s, e in pieces[1:])
    if not (told and rest_known and (is_name(head) or is_agency(head)) and not is_role(head)):
        return None
    names = names_in(raw, 0, end, block.start)
    return (*names, *dates) if names else None


def _cut_date(raw: str, start: int, offset: int) -> tuple[int, tuple[Part, ...]]:
    """Return where the names end and the dates after them, for a line that closes with its date."""
    for s, e in reversed(segments(raw)):
        if s > start and (parts := scan_dates(raw[s:e], 0, offset + s)):
            cut = s
            return len(raw[:cut].rstrip(" |•·–—-\t/,")), parts
    for found in find_dates(raw, start):
        at = raw.rfind(" ", start, found.start)
        for begin in (at + 1 if at > start else found.start, found.start):
            label = re.search(r"[\s,|]*(?:(?:first |last )?(?:published|updated|posted|modified)(?: on)?:?\s*)?$",
                              raw[:found.start], re.IGNORECASE)  # fmt: skip
            begin = label.start() if label else found.start
            if begin > start and (parts := scan_dates(raw, begin, offset)):
                return begin, parts
        break
    return len(raw), ()


def names_in(raw: str, start: int, end: int, offset: int) -> tuple[Part, ...]:
    """Return the people and agencies among the pieces of `raw[start:end]`; () if any piece is something else."""
    found: list[Part] = []
    for s, e in _split(raw, start, end):
        piece = raw[s:e]
        lead = len(piece) - len(piece.lstrip(" \t\r\n.:–—-\xa0"))
        words = _HANDLE.sub("", piece[lead:])
        if label := bylines().labels.match(words):
            lead += len(words) - len(words[label.end() :].lstrip(" :"))
            words = words[label.end() :].lstrip(" :")
        words = _cut_role(_PLACE.sub("", words)).rstrip(" \t\r\n.,:;–—-\xa0)")
        if is_name(words) or is_agency(words):
            if not is_role(words):
                at = s + lead
                found.append(Part("byline", offset + at, offset + at + len(words), " ".join(words.split())))
        elif words and not is_role(words) and not (found and words[0].isupper() and len(words.split()) <= 4):
            return ()
    return tuple(found)


def _cut_role(words: str) -> str:
    """Return `words` without a role glued to the name: "Ada ExampleStaff Writer"."""
    for glue in re.finditer(r"(?<=[a-z])(?=[A-Z])", words):
        if is_role(words[glue.start() :]):
            return words[: glue.start()]
    return words


def names_of(block: Block) -> tuple[Part, ...]:
    """Return the people whom a line names that stands where a byline would; () if it says anything else."""
    return names_in(block.raw, 0, len(block.raw), block.start) if len(block.words) <= 20 else ()


def _split(raw: str, start: int, end: int) -> list[tuple[int, int]]:
    pieces, at = [], start
    for join in _JOINS.finditer(raw, start, end):
        pieces.append((at, join.start()))
        at = join.end()
    pieces.append((at, end))
    return pieces


def is_name(words: str) -> bool:
    """Return whether `words` look like a person's name in full: two to five capitalised words, and no section."""
    words = words.strip()
    return len(words) <= 60 and bool(_NAME.fullmatch(words)) and fold(words) not in section_names()


def is_agency(words: str) -> bool:
    """Return whether `words` are a news agency, or the desk that stands where a name would."""
    return fold(words).rstrip(".") in bylines().agencies


def is_role(words: str) -> bool:
    """Return whether `words` say what someone does at a paper, as "Diplomatic Correspondent"."""
    folded = fold(words).rstrip(".")
    roles = bylines().roles
    return folded in roles or (len(folded.split()) <= 6 and folded.split()[-1:] != [] and folded.split()[-1] in roles)


def clean_names(values: Iterable[str]) -> tuple[str, ...]:
    """Return the names in what metadata gives as authors, without "By", roles, addresses and copies of themselves."""
    found: dict[str, str] = {}
    for value in values:
        value = _TAG.sub(" ", value).strip()
        if value.startswith(("http:", "https:", "www.")):
            continue
        if label := bylines().labels.match(value):
            value = value[label.end() :]
        for piece in _LISTED.split(value):
            name = " ".join(_PLACE.sub("", _HANDLE.sub("", piece)).split()).strip(" .,;:|-–—")
            if "(" in name or ")" in name or ": " in name:
                continue
            if 1 < len(name) <= 80 and not is_role(name) and not name.startswith(("http", "www.", "@")):
                found.setdefault(name.casefold(), name)
    return tuple(found.values())
