"""What is left of a name when case, accents, script and spelling are put aside."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_ARTICLE = re.compile(r"^(?:the|al|el|an|as|ash|ad|at|ar)[ -]+(?=\w)", re.I)
_ARABIC_ARTICLE = re.compile(r"(?<!\w)ال(?=\w)")
_ALIFS = str.maketrans("أإآا", "aiaa")  # the one vowel that Arabic writes
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_EAST_ASIAN = re.compile(r"[\u3040-\u9fff\uac00-\ud7a3]")
_SYLLABLE = re.compile(r"(?<=[a-z])(?=[A-Z])")
_SOUTH_SLAVIC = re.compile(r"\b(?=\w*[đĐ])(?:\w{6,}|\w*ić)\b")
_PUNCTUATION = re.compile(r"[^\w\s]")
# Spellings of one sound in names carried over from other scripts, applied in this order.
_SOUNDS = (("ckh", "k"), ("kh", "h"), ("gh", "g"), ("dh", "d"), ("ph", "f"), ("ou", "u"), ("oo", "u"), ("ee", "i"))
_LETTERS = str.maketrans({"q": "k", "c": "k", "w": "v", "j": "y", "i": "y", "e": "a", "o": "u", "x": "k", "z": "s"})
_RUNS = re.compile(r"(.)\1+")
# The consonants of a name, in classes of those that romanisations take for one another; in this order.
_CONSONANTS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"gj", "K"),
        (r"tsch|tch|dzh|sch|shch|dj|zh|sh|cz|sz|ts|tz|ch(?![rlmn])|c(?=[eiy])|(?<=i)c$|(?<=i)c(?=s$)|^x", "S"),
        (r"x", "KS"),
        (r"ck|kh|gh|ch|[kgqc]", "K"),
        (r"ph|f|v", "F"),
        (r"(?<=[aeo])w(?![aeiouy])", ""),
        (r"w", "F"),
        (r"th|dh|[td]", "T"),
        (r"[bp]", "P"),
        (r"[sjz]", "S"),
        (r"l", "L"),
        (r"r", "R"),
        (r"m", "M"),
        (r"n", "N"),
    )
)
_KEPT = re.compile(r"[^A-Z]+")


@lru_cache(maxsize=1 << 15)
def fold(name: str) -> str:
    """Return `name` in lower case and Latin letters, less accents, marks and a leading article.

    >>> fold("The Élysée"), fold("al-Qa’eda"), fold("Горбачёв")
    ('elysee', 'qaeda', 'gorbachev')
    """
    plain = name.replace("’", "").replace("'", "").replace("ʿ", "")
    if not plain.isascii():
        plain = romanise(plain)
    plain = plain.lower().replace("-", " ").replace(".", "")
    return _ARTICLE.sub("", " ".join(_PUNCTUATION.sub(" ", plain).split()))


def _with_dj(word: re.Match[str]) -> str:
    return word[0].replace("đ", "dj").replace("Đ", "Dj")


def romanise(text: str) -> str:
    """Return `text` in Latin letters without accents, as far as letters alone tell; Arabic comes without short vowels.

    "Đ" is "Dj" as in reports, but for words of Vietnamese, of one syllable.

    >>> romanise("Λαμπράκης"), romanise("Wałęsa"), romanise("Zoran Đinđić"), romanise("Võ Nguyên Đức")
    ('Lamprakis', 'Walesa', 'Zoran Djindjic', 'Vo Nguyen Duc')
    """
    plain = _SOUTH_SLAVIC.sub(_with_dj, text) if "đ" in text or "Đ" in text else text
    plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    if plain.isascii():
        return plain
    from anyascii import anyascii  # only where there is something for it to do: it takes a while to load

    latin: str = anyascii(_ARABIC_ARTICLE.sub("", plain).translate(_ALIFS))
    if _EAST_ASIAN.search(plain):  # one capital a syllable
        latin = _SYLLABLE.sub(" ", latin)
    return latin.replace("'", "").replace("`", "a" if _ARABIC.search(plain) else "")


@lru_cache(maxsize=1 << 15)
def sounds(word: str) -> str:
    """Return a key that spellings of one name in Latin script share: "Zelenskiy" and "Zelensky", "Asad" and "Assad"."""
    key = fold(word).replace(" ", "")
    for spelling, sound in _SOUNDS:
        key = key.replace(spelling, sound)
    return _RUNS.sub(r"\1", key.translate(_LETTERS)).rstrip("y")


@lru_cache(maxsize=1 << 16)
def skeleton(word: str) -> str:
    """Return the consonants of one folded word, those that romanisations confuse made one; "A" for a vowel in front.

    It is coarse: what has one skeleton may be one name, what has two hardly is. See `alike`.

    >>> skeleton("gaddafi") == skeleton("qadhafi") == skeleton("khadafy"), skeleton("abbas")
    (True, 'APS')
    """
    if not word:
        return ""
    key = _RUNS.sub(r"\1", word)
    vowel = "A" if key[0] in "aeiouy" else "H" if key[0] == "h" else ""
    for pattern, sound in _CONSONANTS:
        key = pattern.sub(sound, key)
    return vowel + _KEPT.sub("", key)


@lru_cache(maxsize=1 << 15)
def alike(word: str, other: str) -> float:
    """Return how alike two folded words of one skeleton sound, 0 to 1: 1 less the share of letters to be changed."""
    a, b = sounds(word), sounds(other)
    if a == b:
        return 1.0
    return 1.0 - _distance(a, b) / max(len(a), len(b), 1)


def is_near(one: str, other: str) -> bool:
    """Return whether one letter put in, left out or changed makes one word the other, or two changed places."""
    if abs(len(one) - len(other)) > 1:
        return False
    return _distance(one, other) < 2 or (sorted(one) == sorted(other) and _distance(one, other) == 2)


def _distance(a: str, b: str) -> int:
    """Return how many letters must be put in, left out or changed (Levenshtein 1966)."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        last, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (x != y))
    return row[-1]
