"""How well pages of HTML, and the same pages as a person would paste them, are taken apart.

Corpora, by the folder names they have in the data: `news-metadata`, `web-metadata`, `article-extraction`,
`article-paragraphs`. Measures: titles right (case, marks and white space apart); days of publication and writers as
precision, recall and F1; bodies as F1 of 4-word shingles, summed over pages as in the article extraction benchmark of
Zyte (each page counts the same).
"""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from lxml import html as lxml_html

from onrecord.article import extract_article
from onrecord.capture.decode import decode_text
from onrecord.errors import OnRecordError
from onrecord.types import Article, Capture, Origin

CORPORA = ("news-metadata", "web-metadata", "article-extraction", "article-paragraphs")
PASTED = ("news-metadata", "article-paragraphs")


def score(folder: Path, part: str) -> dict[str, float]:
    """Return every measure for the corpora that `folder` holds in this part, by "corpus/measure"."""
    found: dict[str, float] = {}
    for corpus in CORPORA:
        if not (folder / corpus / f"{part}.jsonl.gz").exists():
            continue
        found.update(_score_corpus(corpus, read_pages(folder / corpus, part), pasted=False))
        if corpus in PASTED:
            found.update(_score_corpus(f"{corpus} (pasted)", read_pages(folder / corpus, part), pasted=True))
    return found


def read_pages(folder: Path, part: str) -> Iterator[tuple[dict[str, Any], bytes]]:
    """Yield each record of a corpus with the bytes of its page."""
    with gzip.open(folder / f"{part}.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            data = (folder / row["html"]).read_bytes()
            yield row, gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data


def read_article(row: dict[str, Any], page: bytes, *, pasted: bool) -> Article | None:
    """Return what is read of a page, as HTML or as the text a person would paste; None if nothing is."""
    decoded = decode_text(page, is_html=True)
    text = paste(decoded.text) if pasted else decoded.text
    origin = Origin("", len(page), "text/plain" if pasted else "text/html", url=None if pasted else row.get("url"))
    try:
        return extract_article(Capture(origin, text, row["id"]))
    except OnRecordError:
        return None


_BLOCKS = {"p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "header", "footer",
           "nav", "aside", "figure", "figcaption", "blockquote", "table", "tr", "td", "br", "form", "button", "main",
           "time", "option", "label", "dl", "dt", "dd"}  # fmt: skip
_AND = re.compile(r"\s*[;,]\s*|\s+(?:and|und|&|et)\s+")
_SILENT = {"script", "style", "noscript", "template", "svg", "head", "iframe"}


def paste(markup: str) -> str:
    """Return all the visible text of a page, a block a line: a capture as made by hand, with all of its junk."""
    pieces: list[str] = []
    try:
        tree = lxml_html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", markup))
    except (ValueError, lxml_html.etree.ParserError):
        return ""
    for event, element in lxml_html.etree.iterwalk(tree, events=("start", "end", "comment")):
        name = element.tag if isinstance(element.tag, str) else "script"
        if event == "start":
            if name in _SILENT:
                for child in element.iter():
                    child.text = None
                    if child is not element:
                        child.tail = None
            if name in _BLOCKS:
                pieces.append("\n")
            pieces.append(re.sub(r"\s+", " ", element.text or "") if name not in _SILENT else "")
        elif event == "end":
            if name in _BLOCKS:
                pieces.append("\n")
            pieces.append(re.sub(r"\s+", " ", element.tail or ""))
        else:
            pieces.append(re.sub(r"\s+", " ", element.tail or ""))
    return "\n".join(line.strip() for line in "".join(pieces).splitlines() if line.strip())


def _score_corpus(name: str, pages: Iterable[tuple[dict[str, Any], bytes]], *, pasted: bool) -> dict[str, float]:
    titles: list[bool] = []
    days, writers, bodies = Tally(), Tally(), Tally()
    for row, page in pages:
        article = read_article(row, page, pasted=pasted)
        if row.get("title"):
            titles.append(bool(article and article.title and plain(article.title.value) == plain(row["title"])))
        if said := row.get("publishing_date") or row.get("date"):
            got = article.published.value[:10] if article and article.published else None
            days.add_sets({got} - {None}, {said[:10]})
        if truth := _writers(row):
            writers.add_sets({plain(b.value) for b in article.byline} if article else set(), truth)
        if body := _body(row):
            bodies.add_bags(shingles(_text(article)), shingles(body))
    out: dict[str, float] = {}
    if titles:
        out[f"{name}/title right"] = sum(titles) / len(titles)
    for measure, tally in (("day", days), ("writers", writers), ("body", bodies)):
        if tally.used:
            out[f"{name}/{measure} P"], out[f"{name}/{measure} R"], out[f"{name}/{measure} F1"] = tally.figures()
    return out


class Tally:
    """True and false positives and misses, added up."""

    def __init__(self) -> None:
        self.true = self.false = self.missed = 0.0
        self.used = False

    def add_sets(self, got: set[Any], truth: set[Any]) -> None:
        """Add one page's findings."""
        self._add(len(got & truth), len(got - truth), len(truth - got))

    def add_bags(self, got: Counter[Any], truth: Counter[Any]) -> None:
        """Add one page's findings with their counts, so that each page weighs the same."""
        true = (got & truth).total()
        false, missed = got.total() - true, truth.total() - true
        whole = (true + false + missed) or 1
        self._add(true / whole, false / whole, missed / whole)

    def _add(self, true: float, false: float, missed: float) -> None:
        self.true, self.false, self.missed, self.used = self.true + true, self.false + false, self.missed + missed, True

    def figures(self) -> tuple[float, float, float]:
        """Return precision, recall and F1."""
        precision = self.true / (self.true + self.false) if self.true + self.false else 0.0
        recall = self.true / (self.true + self.missed) if self.true + self.missed else 0.0
        both = precision + recall
        return precision, recall, 2 * precision * recall / both if both else 0.0


def plain(text: str) -> str:
    """Return the letters and figures of `text`, in lower case."""
    return re.sub(r"[\W_]+", "", text).casefold()


def shingles(text: str, size: int = 4) -> Counter[tuple[str, ...]]:
    """Return how often each run of `size` words occurs; a text shorter than that is one run."""
    words = re.findall(r"\w+", text)
    return Counter(tuple(words[i : i + size]) for i in range(max(1, len(words) - size + 1))) if words else Counter()


def _text(article: Article | None) -> str:
    return "\n".join(article.text[p.start : p.end] for p in article.paragraphs) if article else ""


def _writers(row: dict[str, Any]) -> set[str]:
    said = row.get("authors") or row.get("author") or []
    names = [n for s in ([said] if isinstance(said, str) else said) for n in _AND.split(s)]
    return {plain(n) for n in names if plain(n)}


def _body(row: dict[str, Any]) -> str:
    body = row.get("articleBody") or row.get("body")
    if isinstance(body, str) or not body:
        return body or ""
    if isinstance(body[0], str):
        return "\n".join(body)
    return "\n".join(line for part in body for line in (*part["headline"], *part["paragraphs"]))
