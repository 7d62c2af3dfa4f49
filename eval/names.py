"""Score names: GUM's news, interviews and speeches, and newswire with clean labels.

GUM marks every noun phrase; a name there is a mention of type person, organization or place whose words, less an
article, a genitive and titles in front, end in a run of capitalised words, small ones ("of") between them allowed;
that run is the name ("the US president Jimmy Carter" is "Jimmy Carter"), unless it ends in a title ("Senators").
Peoples ("Icelanders") and adjectives of nationality are no names here, nor is a coordination ("Ford and Carter" is
two).

A name of ours is a mention of form name or metonym of a person (person), of a country or place (place), of any body
(organization; a metonym of a government counts as right under organization or place). Right is: same words, less
titles and article, and same type.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import corpora
from coref import GENRES, Scan, article_of
from onrecord.actors import load_roster
from onrecord.mentions import find_mentions, gazetteer_of
from onrecord.nominals import load_lexicon
from onrecord.types import Article, Signals, Span

Key = tuple[int, int, str]

_WORD = re.compile(r"[^\s,;:()\"“”]+")
_SMALL = frozenset("of the and for de la le van von der den al bin ibn el del di da du & in on".split())
_OURS = {"person": "person", "place": "place", "country": "place"}
_PEOPLES = frozenset({"adjective", "demonym", "demonyms"})
_NER = {"PER": "person", "LOC": "place", "ORG": "organization"}


def gum_names(row: corpora.Row) -> Iterator[Key]:
    """Yield the names that GUM's mentions hold."""
    lexicon = load_lexicon()
    titles = {*lexicon.courtesy, *(n.lemma for n in lexicon.nouns.values() if n.kind in {"office", "relation"})}
    text = row["text"]
    peoples = {
        (k.span.start, k.span.end)
        for k in gazetteer_of(load_roster()).find(text, [Span(0, len(text))])
        if k.entry.kind in _PEOPLES
    }
    for m in row["mentions"]:
        if m["type"] not in {"person", "organization", "place"}:
            continue
        name = proper(text, m["start"], m["end"], m["type"], titles)
        if name is not None and name not in peoples:
            yield (*name, m["type"])


_NO_NAME = frozenset(
    """i he she it we they you his her our my their its who those these this that all many some most both others one
    another everyone someone anyone nobody each such mine yours ours""".split()
)


def proper(text: str, start: int, end: int, kind: str, titles: set[str]) -> tuple[int, int] | None:
    """Return the minimal span of the name that the mention is headed by; None if it is headed by a common noun."""
    words = []
    for m in _WORD.finditer(text, start, end):
        if words and re.search(r"[,;:()\"“”]", text[words[-1].end() : m.start()]):
            break
        words.append(m)
    while words and (words[0].group().lower() in {"the", "a", "an"}):
        words.pop(0)
    run: list[re.Match[str]] = []
    for m in words:
        word = m.group()
        if word in {"and", "&"} and run and kind == "person":
            return None  # several names, each a mention of its own
        if not run and word in {"in", "of", "from", "at", "to", "with", "for", "by"}:
            return None
        if word[:1].isupper() or (run and word in _SMALL) or word.startswith(("al-", "el-")):
            run.append(m)
        elif run and word[:1].isalpha():
            if word in {"who", "that", "which", "from", "at", "to", "with", "as", "by"}:
                break
            run = []  # "US officials": headed by what follows
        elif run:
            break
    while run and run[-1].group() in _SMALL:
        run.pop()
    while len(run) > 1 and run[0].group().lower() in titles:
        run.pop(0)
    if not run or run[0].group() in _SMALL:
        return None
    last = run[-1]
    if _singular(last.group().lower()) in titles:
        return None  # "Republican Senators": headed by a noun, whatever its capital
    tail = (
        2
        if last.group().endswith(("'s", "’s"))
        else int(len(last.group()) > 4 and last.group().endswith(("'", "’", ".")))
    )
    name = text[run[0].start() : last.end() - tail]
    if (name.lower() in _NO_NAME and not (name.isupper() and len(name) > 1)) or (
        len(run) == 1 and name.lower() in titles
    ):
        return None
    stop = last.end() - tail
    return run[0].start(), stop


def _singular(word: str) -> str:
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def ours(signals: Signals, article: Article) -> Iterator[Key]:
    """Yield our names with their kind."""
    for c in find_mentions(signals, article):
        if c.form in {"name", "metonym"} and not c.adjective:
            span = c.span
            yield span.start, span.end, _OURS.get(str(c.type), "organization")


def newswire(row: corpora.Row) -> Iterator[Key]:
    """Yield the names of a newswire row, the clean labels where it has them."""
    for e in row.get("clean", row["entities"]):
        if e["type"] in _NER:
            yield e["start"], e["end"], _NER[e["type"]]


def compare(text: str, gold: Iterator[Key], found: Iterator[Key]) -> Counter[str]:
    """Count gold, found and right names, in all and by kind."""
    counts = Counter[str]()
    a, b = {_bare(text, k) for k in gold}, {_bare(text, k) for k in found}
    for kind in ("person", "organization", "place"):
        x, y = {k for k in a if k[2] == kind}, {k for k in b if k[2] == kind}
        counts[f"{kind} gold"] += len(x)
        counts[f"{kind} found"] += len(y)
        counts[f"{kind} right"] += len(x & y)
    counts["gold"] += len(a)
    counts["found"] += len(b)
    counts["right"] += len(a & b)
    return counts


def _bare(text: str, key: Key) -> Key:
    start, end, kind = key
    words = text[start:end]
    if words.lower().startswith("the "):
        start += 4
    if words.endswith(("'s", "’s")):
        end -= 2
    return start, end, kind


def summarise(name: str, counts: Counter[str]) -> dict[str, float]:
    """Return precision, recall and F1 of all, and F1 by kind."""

    def f1(prefix: str) -> float:
        total = counts[f"{prefix}gold"] + counts[f"{prefix}found"]
        return 2 * counts[f"{prefix}right"] / total if total else 0.0

    return {
        f"{name} F1": f1(""),
        f"{name} precision": counts["right"] / max(counts["found"], 1),
        f"{name} recall": counts["right"] / max(counts["gold"], 1),
        **{f"{name} {kind} F1": f1(f"{kind} ") for kind in ("person", "organization", "place")},
        f"n {name}": counts["gold"],
    }


def score(folder: Path, part: str, scan: Scan) -> dict[str, float]:
    """Return the measures on what the folder holds of both corpora; raises `corpora.Absent` if it holds neither."""
    out: dict[str, float] = {}
    missing: list[str] = []
    for corpus in ("gum", "news-ner"):
        try:
            rows = corpora.read_rows(folder, corpus, part)
        except corpora.Absent as absent:
            missing.append(str(absent))
            continue
        counts = Counter[str]()
        if corpus == "gum":
            rows = [r for r in rows if r["genre"] in GENRES]
        articles = [article_of(r) for r in rows]
        for row, article, signals in zip(rows, articles, scan(articles), strict=True):
            gold = gum_names(row) if corpus == "gum" else newswire(row)
            counts += compare(row["text"], gold, ours(signals, article))
        out |= summarise("GUM names" if corpus == "gum" else "newswire names", counts)
    if not out:
        raise corpora.Absent("; ".join(missing))
    return out


__all__ = ["Span", "score"]
