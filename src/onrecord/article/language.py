"""Which language a text is in, told by its little words and its script; None if it says too little."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 20_000
_FEWEST = 6  # known words

# Scripts that one language of today's news uses nearly alone; checked by the share of letters.
_SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7a3]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
    ("hi", re.compile("[\u0900-\u097f]")),
    ("ka", re.compile("[\u10a0-\u10ff]")),
    ("hy", re.compile("[\u0530-\u058f]")),
    ("bn", re.compile("[\u0980-\u09ff]")),
    ("ta", re.compile("[\u0b80-\u0bff]")),
)
_PERSIAN = re.compile("[\u067e\u0686\u0698\u06af\u06cc]")


@cache
def _weights() -> dict[str, dict[str, float]]:
    """Return each little word's weight for each language: 1 shared among the languages that have it."""
    table = tomllib.loads(files("onrecord.data").joinpath("languages.toml").read_text("utf-8"))
    weights: dict[str, dict[str, float]] = {}
    for language, words in table.items():
        for word in words.split():
            weights.setdefault(word, {})[language] = 1.0
    for languages in weights.values():
        for language in languages:
            languages[language] = 1.0 / len(languages)
    return weights


def find_language(text: str) -> str | None:
    """Return the ISO 639-1 code of the language most of `text` is in; None if none can be told."""
    sample = text[:_SAMPLE]
    for language, script in _SCRIPTS:
        found = len(script.findall(sample))
        if found and found > (0.08 if language == "ja" else 0.3) * sum(c.isalpha() for c in sample):
            return "fa" if language == "ar" and len(_PERSIAN.findall(sample)) > 0.03 * found else language
    weights = _weights()
    words = [w.lower() for w in _WORD.findall(sample)]
    scores: dict[str, float] = {}
    known = 0
    for word in words:
        if languages := weights.get(word):
            known += 1
            for language, weight in languages.items():
                scores[language] = scores.get(language, 0.0) + weight
    if (known < _FEWEST and known < 0.5 * len(words)) or known < 3:
        return None
    (best, score), *others = sorted(scores.items(), key=lambda x: -x[1])
    second = others[0][1] if others else 0.0
    return best if score >= 0.06 * len(words) and score > 1.15 * second else None
