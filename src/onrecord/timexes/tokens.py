"""A paragraph as symbols: each token becomes one character that says which classes of the grammar it belongs to.

The grammar's patterns are then ordinary regular expressions over a short string, and whatever is no part of any of
them is one and the same symbol.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import accumulate
from typing import NamedTuple

OTHER = "."
_FIRST_SYMBOL = 0xE000  # private use: no clash with a pattern's own signs
_MEMO = 50_000  # words remembered; a long run must not keep every word it has ever seen

# Each token carries the white space behind it, so that lengths add up to offsets.
_TOKEN = re.compile(
    r"""(?:
    \d{4}-\d\d-\d\d(?:T[\d:.]+Z?)?(?!\w)        # 1986-10-11
    |\d{1,2}/\d{1,2}/(?:\d{4}|\d\d)(?!\w)       # 10/11/86
    |\d{1,2}:[0-5]\d(?::[0-5]\d)?(?![\d:])      # 7:15
    |\d{1,2}\.[0-5]\d(?=\s?[ap]\.?m)            # 7.15pm
    |\d+(?:,\d{3})+(?:\.\d+)?|\d+\.\d+
    |\d/\d(?!\d)
    |(?:\d{3}|['’]?\d)0s(?!\w)                     # 1980s, '80s, 80s
    |\d+(?:st|nd|rd|th)(?!\w)
    |\d+
    |[ap]\.\s?m\.?(?!\w)|[AP]\.M\.|[ap]m(?!\w)|[AP]M(?!\w)
    |(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mon|Tues?|Wed|Thurs?|Thu|Fri|Sat|Sun)\.
    |[oO]['’]clock
    |['’]s(?!\w)
    |[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)?
    |.
    )\s*""",
    re.VERBOSE | re.DOTALL,
)


class Word(NamedTuple):
    """What the lexicon says of a token: class -> value."""

    symbol: str
    classes: dict[str, str]


class Vocabulary(dict[str, str]):
    """Token as written, with the space behind it -> its symbol. Fills itself as it meets tokens."""

    def __init__(self, lexicon: dict[str, dict[str, str]]) -> None:
        super().__init__()
        self.lexicon = lexicon
        signatures = {frozenset(self.classes(w)) for w in (*lexicon, *_samples())} - {frozenset[str]()}
        ordered = sorted(signatures, key=sorted)
        self._symbols = {s: chr(_FIRST_SYMBOL + i) for i, s in enumerate(ordered)}

    def __missing__(self, token: str) -> str:
        symbol = self._symbols.get(frozenset(self.classes(token)), OTHER)
        if len(self) < _MEMO:
            self[token] = symbol
        return symbol

    def classes(self, token: str) -> dict[str, str]:
        """Return the classes of a token, each with its value there."""
        word = token.rstrip()
        if token != word and word in _TIGHT:
            return {}
        found = dict(self.lexicon.get(word.lower(), {}))
        found |= self.lexicon.get(word, {})
        return found | number_classes(word) if not word.isalpha() or len(word) == 2 else found

    def symbols_of(self, name: str) -> str:
        """Return the symbols of all tokens of a class."""
        return "".join(symbol for classes, symbol in self._symbols.items() if name in classes)


_TIGHT = {"-", "–", "—"}  # a dash with space behind it joins nothing


def _samples() -> Iterable[str]:
    """Yield tokens of every form that a number can have."""
    yield from map(str, range(2300))
    yield from (
        "00",
        "01",
        "09",
        "1,000",
        "2.5",
        "7.15",
        "1/2",
        "½",
        "1986-10-11",
        "10/11/86",
        "7:15",
        "17:15",
        "1980s",
    )
    yield from ("'80s", "3rd", "45th", "120th", "'s", "’s", "a.m.", "pm", "12345")


def number_classes(word: str) -> dict[str, str]:
    """Return the classes that a number's form gives it, each with its value."""
    if word in {"'s", "’s"}:
        return {"possessive": word}
    for pattern, classes in _FORMS:
        if pattern.fullmatch(word):
            return dict.fromkeys(classes, word) if not word.isdigit() else _digits(word)
    return {}


_FORMS = tuple(
    (re.compile(pattern), classes.split())
    for pattern, classes in (
        (r"\d+", "number"),
        (r"\d{4}-\d\d-\d\d(?:T.*)?", "iso"),
        (r"\d{1,2}/\d{1,2}/\d{2,4}", "numeric"),
        (r"(?:[01]?\d|2[0-4])[:.]\d\d(?::\d\d)?", "clock"),
        (r"\d+(?:,\d{3})+(?:\.\d+)?|\d+\.\d+", "number numeral"),
        (r"[½¼¾]|\d/\d", "fraction"),
        (r"(?:\d{3}|['’]?\d)0s", "decade"),
        (r"\d+(?:st|nd|rd|th)", "ordinal"),
        (r"(?i:[ap]\.?\s?m\.?)", "ampm"),
    )
)


def _digits(word: str) -> dict[str, str]:
    n, found = int(word), {"number": word, "numeral": word}
    if 1 <= n <= 31 and len(word) <= 2:
        found["day"] = word
    if n <= 24 and len(word) <= 2:
        found["hour"] = word
    if len(word) == 2:
        found["short"] = word
    if len(word) == 4 and 1000 <= n <= 2199:
        found["year"] = word
    return found


def tokenize(text: str) -> tuple[list[str], list[int]]:
    """Return the tokens of a text, each with the space behind it, and their starts; the last start is the end."""
    lead = len(text) - len(text.lstrip())
    tokens = _TOKEN.findall(text, lead)
    return tokens, list(accumulate(map(len, tokens), initial=lead))
