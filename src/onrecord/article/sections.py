"""Lines of section names, as "World Politics Middle East" or "Home > World > Europe"."""

from __future__ import annotations

import re

from onrecord.article.lines import Block
from onrecord.article.parts import Part
from onrecord.article.tables import fold, section_names

_WORD = re.compile(r"[^\s|•·>›»/,\\]+")


def section_parts(block: Block) -> tuple[Part, ...] | None:
    """Return the sections of a line that consists of nothing else; None if there is anything else in it."""
    raw = block.raw
    if len(raw) > 300:
        return None
    words = [(m.start(), m.end()) for m in _WORD.finditer(raw)]
    names = section_names()
    found: list[Part] = []
    at = 0
    while at < len(words):
        for size in range(min(4, len(words) - at), 0, -1):
            start, end = words[at][0], words[at + size - 1][1]
            if fold(raw[start:end]) in names and not _LIST.search(raw[start:end]):
                name = " ".join(raw[start:end].split())
                value = None if fold(name) in _FRONT else name
                found.append(Part("section", block.start + start, block.start + end, value))
                at += size
                break
        else:
            return None
    return tuple(found) or None


_FRONT = {"home", "homepage"}
_LIST = re.compile(r"[|•·>›»,\\]")
