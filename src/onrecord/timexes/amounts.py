"""Numbers in words and figures."""

from __future__ import annotations

import re

from onrecord.timexes.context import Phrase

_FINER = {"Y": ("M", 12), "M": ("D", 30), "W": ("D", 7)}
_HALVES = {"½": 0.5, "1/2": 0.5, "¼": 0.25, "1/4": 0.25, "¾": 0.75, "3/4": 0.75}


def whole_number(words: list[dict[str, str]]) -> float | None:
    """Return the number that the words' classes make: "two hundred and ten", "12", "2 1/2"; None if there is none."""
    total: float | None = None
    for classes in words:
        if "multiplier" in classes:
            total = (total or 1) * float(classes["multiplier"])
        elif "fraction" in classes:
            total = (total or 0) + _HALVES.get(classes["fraction"], 0.5)
        elif "number" in classes:
            total = (total or 0) + float(classes["number"].replace(",", ""))
    return total


def amount(p: Phrase) -> str:
    """Return how many units: a number as "4" or "2.5", "1" for "a", "X" if the words leave it open."""
    words: list[dict[str, str]] = []
    for word, classes in p:
        if words and (word in {"or", "to", "-", "–"} and "number" in words[-1]):
            if word == "-" and float(words[-1]["number"].replace(",", "")) >= 20:
                continue
            break  # "two to three weeks": the first
        if classes.keys() & {"number", "multiplier", "fraction"} and word != "half":
            words.append(classes)
    n = whole_number(words)
    text = {word for word, _ in p}
    if "half" in text:
        n = (n or (1 if "and" in text else 0)) + 0.5
    if n is not None:
        return f"{n:g}" if n < 1e5 else str(int(n))
    if text & {"several", "few", "many", "some", "couple", "dozens"}:
        return "2" if "couple" in text else "X"
    return "1" if text & {"a", "an"} or p.get("unit") else "X"


def units_back(n: str, unit: str) -> tuple[str, int]:
    """Return a unit and a whole number of it, towards the past: two and a half years are 30 months."""
    if "." in n and unit in _FINER:
        unit, size = _FINER[unit]
        n = f"{float(n) * size:g}"
    return unit, -int(float(n))


def ordinal(word: str) -> int:
    """Return the number of "3rd", "31", "twenty"'s value."""
    digits = re.match(r"\d+", word)
    return int(digits.group()) if digits else 0


def spoken_year(p: Phrase) -> int | None:
    """Return a year said in words, "nineteen ninety-eight", "two thousand and five"; None if there is none."""
    words = [classes for word, classes in p if word.isalpha() and classes.keys() & {"number", "multiplier"}]
    if len(words) < 2:
        return None
    head, *rest = (int(classes.get("number") or classes["multiplier"]) for classes in words)
    if (head in {17, 18, 19} and sum(rest) < 100) or (head == 20 and 10 <= sum(rest) <= 29):
        return head * 100 + sum(rest)
    return 2000 + sum(rest[1:]) if head == 2 and rest[0] == 1000 else None
