"""Lines that credit a picture: "Source: AFP/Getty Images", "Photo: Ada Example", "... (Reuters/A. Example)"."""

from __future__ import annotations

import re

from onrecord.article.lines import Block
from onrecord.article.parts import Part
from onrecord.article.tables import bylines, fold

_LABEL = re.compile(
    r"(?:(?:photo(?:graph)?s?|image|picture|illustration|graphic|video|media|file)s?\s*"
    r"(?:credits?|source|copyright|by|courtesy(?: of)?|provided by|from)?|(?:picture|photo)d by|sources?|credits?"
    r"|courtesy(?: of)?|foto|fotos|bild|bildquelle|crédits?|crédit photo|cr[eé]ditos|foto:?)"
    r"(?P<mark>\s*[:,©/|]\s*|\s+by\s+|(?<=by)\s+|(?<=source)\s+|(?<=copyright)\s+)(?=\S)",
    re.IGNORECASE,
)
_TRAILING = re.compile(r"[(\[]([^()\[\]]{2,80})[)\]]\s*\.?$|(?<=[.!?\"”])\s+([^.!?()]{2,60}/[^.!?()]{2,60})$")
# What tells a picture's credit: "(AP)" alone closes a dispatch as well.
_PICTURE = re.compile(r"/|\b(?:images|photo|via|handout|pool|file|alamy|shutterstock|getty)\b", re.IGNORECASE)
_PIECES = re.compile(r"\s*(?:/|,|\bvia\b|\bfor\b|\bthrough\b|;|©|\|)\s*", re.IGNORECASE)


def credit_parts(block: Block) -> tuple[Part, ...] | None:
    """Return the credit of a line that is a picture's credit or caption; None of any other line."""
    raw = block.raw
    if len(raw) > 500:
        return None
    if len(block.words) <= 16 and (label := _LABEL.match(raw.lstrip("([ "))):
        start = len(raw) - len(raw.lstrip("([ ")) + label.end()
        end = len(raw.rstrip(" .)]"))
        if start < end and not (block.ends_sentence and len(block.words) > 9):
            return (_part(block, start, end),)
    if is_credit(raw):
        start = len(raw) - len(raw.lstrip("([ "))
        return (_part(block, start, len(raw.rstrip(" .)]"))),)
    if trailing := _TRAILING.search(raw):
        group = 1 if trailing[1] else 2
        if is_credit(trailing[group]):
            return (_part(block, trailing.start(group), trailing.end(group)),)
    return None


def is_credit(words: str) -> bool:
    """Return whether `words` are names around a picture house, as "Ada Example/AFP via Getty Images"."""
    words = words.strip(" ()[].")
    if not words or len(words) > 80:
        return False
    pieces = [p for p in _PIECES.split(words) if p]
    houses = bylines().picture_houses
    known = [fold(p) in houses or fold(p).removesuffix(" photo") in houses for p in pieces]
    if not any(known):
        return False
    named = (k or (p[:1].isupper() and len(p.split()) <= 4) for k, p in zip(known, pieces, strict=True))
    return bool(_PICTURE.search(words)) and all(named)


def _part(block: Block, start: int, end: int) -> Part:
    return Part("credit", block.start + start, block.start + end, " ".join(block.raw[start:end].split()))
