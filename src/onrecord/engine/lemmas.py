"""A word and its Penn tag -> its lemma, lower case: an irregular table, then the rules of English spelling."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

_VOWELS = "aeiou"


@cache
def _irregular() -> tuple[dict[str, str], dict[str, str]]:
    data = tomllib.loads(files("onrecord.data").joinpath("irregular.toml").read_text(encoding="utf-8"))
    verbs = {form: lemma for lemma, forms in data["verbs"].items() for form in forms.split()}
    nouns = {form: lemma for lemma, forms in data["nouns"].items() for form in forms.split()}
    return verbs, nouns


@cache
def lemma(word: str, tag: str) -> str:
    """Return the lemma of `word`; names and closed-class words are only put in lower case."""
    w = word.lower().replace("’", "'")
    if tag[:1] == "V":
        return _verb(w, tag)
    if tag == "NNS":
        return _noun(w)
    if tag == "MD":
        return {"'ll": "will", "ca": "can", "wo": "will", "'d": "would"}.get(w, w)
    if w in ("n't", "not"):
        return "not"
    return w


def _verb(w: str, tag: str) -> str:
    verbs, _ = _irregular()
    if w in verbs:
        return verbs[w]
    if tag == "VBZ" and w.endswith("s"):
        return _less_s(w)
    if tag == "VBG" and w.endswith("ing") and len(w) > 5:
        return _restore(w[:-3])
    if tag in ("VBD", "VBN") and w.endswith("ed") and len(w) > 3:
        return w[:-3] + "y" if w.endswith("ied") and len(w) > 4 else _restore(w[:-2])
    return w


def _noun(w: str) -> str:
    _, nouns = _irregular()
    if w in nouns:
        return nouns[w]
    return _less_s(w) if w.endswith("s") and not w.endswith(("ss", "us", "is")) else w


def _less_s(w: str) -> str:
    if w.endswith("ies") and len(w) > 4:
        return w[:-3] + "y"
    if w.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return w[:-2]
    return w[:-2] if w.endswith("oes") else w[:-1]


_NO_E = (
    "heat",
    "peat",
    "treat",
    "beat",
    "seat",
    "oat",
    "hang",
    "bring",
    "long",
    "ring",
    "sing",
    "wing",
    "cling",
    "focus",
)
_BARE = frozenset(["visit", "edit", "audit", "limit", "profit", "credit", "exhibit", "permit", "debut"])


def _restore(stem: str) -> str:
    """Undo what -ed and -ing do to a stem: stopp -> stop, hop(e)d -> hope, visit -> visit."""
    if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "lsz" + _VOWELS:
        return stem[:-1]
    if stem.endswith(("ll", "ss", "zz")):
        return (
            stem[:-1]
            if stem.endswith("ll") and stem[-4:-3] in ("c", "p", "b", "v", "t", "n", "r") and len(stem) > 5
            else stem
        )
    e = stem + "e"
    if stem.endswith(
        (
            "at",
            "iz",
            "is",
            "us",
            "os",
            "uc",
            "ac",
            "ec",
            "ic",
            "rc",
            "nc",
            "dg",
            "rg",
            "ng",
            "ag",
            "eg",
            "v",
            "u",
            "bl",
            "pl",
            "tl",
            "gl",
            "cl",
            "dl",
            "ib",
            "as",
            "yz",
            "az",
            "ast",
            "ns",
        )
    ):
        return stem if stem.endswith(_NO_E) else e
    if (
        len(stem) >= 3
        and stem[-1] in "rtkpdmnl"
        and stem[-2] in _VOWELS
        and stem[-3] not in _VOWELS
        and stem not in _BARE
    ):
        long = stem.endswith(
            (
                "ir",
                "ur",
                "or",
                "ar",
                "ok",
                "ak",
                "ik",
                "ok",
                "ap",
                "op",
                "id",
                "ud",
                "ad",
                "od",
                "am",
                "om",
                "im",
                "um",
                "an",
                "un",
                "ol",
                "il",
                "al",
                "ul",
                "ot",
                "ut",
                "it",
                "in",
                "on",
                "ip",
            )
        )
        weak = (
            stem.endswith(("en", "er", "on", "et", "el", "it", "om", "al", "il", "ol"))
            and sum(c in _VOWELS for c in stem) > 1
        )
        return e if long and not (weak and not stem.endswith(_LONG)) else stem
    return stem


_LONG = ("unit", "ignit", "invit", "excit", "recit", "postpon", "condon", "compil", "reconcil", "exil")
