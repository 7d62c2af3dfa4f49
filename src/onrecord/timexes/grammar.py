"""The table `data/timexes.toml` as a grammar: rules that find candidates in a paragraph's symbols."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any, NamedTuple

from onrecord.timexes.tables import load_table
from onrecord.timexes.tokens import OTHER, Vocabulary
from onrecord.types import TimexType

_NAME = re.compile(r"'([^']+)'|([a-z]+)")
_BRACKET = re.compile(r"\((?!\?)")
_SEGMENT = re.compile(f"[^{re.escape(OTHER)}]+")


class Rule(NamedTuple):
    """A kind of expression: the pattern of its symbols, and the reading that gives its value."""

    name: str
    type: TimexType
    reads: str
    pattern: re.Pattern[str]


class Candidate(NamedTuple):
    """Tokens `first <= i < last` may be an expression of `rule`."""

    first: int
    last: int
    rule: Rule


class Grammar(NamedTuple):
    """Words, rules, and what an expression may take in on its left and right."""

    vocabulary: Vocabulary
    rules: tuple[Rule, ...]
    left: re.Pattern[str]
    right: re.Pattern[str]


@cache
def load_grammar() -> Grammar:
    """Return the grammar of the table that ships with the package."""
    raw = load_table()
    patterns = [*(rule["pattern"] for rule in raw["rule"]), *raw["fragments"].values(), *raw["extend"].values()]
    vocabulary = Vocabulary(_read_lexicon(raw, patterns))

    def compiled(pattern: str) -> re.Pattern[str]:
        return re.compile(_translate(pattern, vocabulary, raw["fragments"]))

    rules = tuple(Rule(r["name"], r["type"], r["reads"], compiled(r["pattern"])) for r in raw["rule"])
    return Grammar(vocabulary, rules, compiled(raw["extend"]["left"]), compiled(raw["extend"]["right"]))


def _read_lexicon(raw: dict[str, Any], patterns: list[str]) -> dict[str, dict[str, str]]:
    """Return token -> class -> value. A cased word stands as written and in capitals; others in any case."""
    lexicon: dict[str, dict[str, str]] = {}
    for name, rows in raw["words"].items():
        for value, words in rows.items():
            for word in words.split():
                lexicon.setdefault(word, {})[name] = value
                if name == "number":
                    lexicon[word]["numeral"] = value
    for name, rows in raw["cased"].items():
        for value, words in rows.items():
            for word in words.split():
                for form in (word, word.upper()):
                    lexicon.setdefault(form, {})[name] = value
    for pattern in patterns:
        for quoted, _ in _NAME.findall(pattern):
            if quoted:
                lexicon.setdefault(quoted, {})[f"'{quoted}'"] = quoted
    for sign, name in ((",", "comma"), ("-", "hyphen"), ("–", "dash"), ("—", "dash"), ("(", "lparen"), (")", "rparen")):
        lexicon[sign] = {name: sign}
    return lexicon


def _translate(pattern: str, vocabulary: Vocabulary, fragments: dict[str, str]) -> str:
    def symbols(match: re.Match[str]) -> str:
        quoted, name = match.groups()
        if name in fragments:
            return f"(?:{_translate(fragments[name], vocabulary, fragments)})"
        found = vocabulary.symbols_of(f"'{quoted}'" if quoted else name)
        if not found:
            raise ValueError(f"no word of class {quoted or name} in the table")
        return f"[{found}]"

    # Brackets group only; spaces are for the reader.
    return _NAME.sub(symbols, _BRACKET.sub("(?:", pattern)).replace(" ", "")


def find_candidates(symbols: str) -> list[list[Candidate]]:
    """Return the candidates that a paragraph's symbols allow: one list a start, in text order, the best first."""
    found = []
    for segment in _SEGMENT.finditer(symbols):
        for group in _parse(segment.group()):
            shifted = [Candidate(c.first + segment.start(), c.last + segment.start(), c.rule) for c in group]
            found.append(shifted)
    return found


@lru_cache(maxsize=1 << 14)
def _parse(segment: str) -> tuple[tuple[Candidate, ...], ...]:
    """Return the candidates at each place of a stretch of symbols, longest first, then by the table's order."""
    groups = []
    for first in range(len(segment)):
        matches = ((rule.pattern.match(segment, first), rule) for rule in load_grammar().rules)
        here = [Candidate(first, match.end(), rule) for match, rule in matches if match]
        if here:
            groups.append(tuple(sorted(here, key=lambda c: -c.last)))
    return tuple(groups)
