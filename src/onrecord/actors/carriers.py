"""The chain's outer end: the outlet and the agencies through whose hands a report came."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from onrecord.actors.roster import Roster
from onrecord.types import Article, Carrier, Field, Span

_PIECES = re.compile(r"[^,/|()©;\n]+")
_JOINTS = re.compile(r"\b(?:by|for|and|with|via|in|of|from)\b", re.I)
_MARKED = re.compile(r"[(/]([^()/\n]{2,40})[)/]")
_CONTRIBUTED = re.compile(
    r"\bcontributed (?:to|reporting)\b"
    r"|\b(?:with |additional |supplementary )?(?:reporting|material|files) (?:by|from)\b"
    r"|^with (?:the )?[A-Z]"
    r"|\b(?:this|the) (?:article|story|report|dispatch) (?:was|is) (?:written|produced|provided) by\b"
    r"|\bagenc(?:y|ies) contributed\b"
)
_NAMELIKE = re.compile(r"[A-Z][\w.&’'-]*(?:[ -](?:of|de|[A-Z][\w.&’'-]*)){0,4}|\bdpa\b")
_CLOSING = 4  # paragraphs at the end in which contributions are acknowledged


def find_carriers(article: Article, url: str | None, roster: Roster) -> tuple[Carrier, ...]:
    """Return the outlet first, then agencies, each once, by the surest that tells: pure.

    The outlet is asserted when the address's host is one's, or the name that the article gives is. A picture's credit
    says nothing of the text: it is `part` "picture".
    """
    found: dict[tuple[str, str], Carrier] = {}
    for carrier in _all(article, url, roster):
        found.setdefault((carrier.actor, carrier.part), carrier)
    text = {c.actor for c in found.values() if c.part != "picture"}
    return tuple(c for c in found.values() if c.part != "picture" or c.actor not in text)


def outlet_of_host(host: str, roster: Roster) -> str | None:
    """Return the id of the outlet that publishes at `host` or a domain above it; None if none or several do."""
    labels = host.lower().removeprefix("www.").split(".")
    for i in range(len(labels) - 1):
        found = roster.at("@" + ".".join(labels[i:]))
        if found:
            return found[0].id if len(found) == 1 else None
    return None


def _all(article: Article, url: str | None, roster: Roster) -> Iterator[Carrier]:
    own = outlet_of_host(urlsplit(url).hostname or "", roster) if url else None
    if own is not None:
        yield Carrier(own, "outlet", None, "host")
    elif article.outlet is not None and (named := _outlet(article.outlet.value, roster)) is not None:
        yield Carrier(named, "outlet", article.outlet.span, "outlet")
    for byline in article.byline:
        yield from _agencies(article, byline, "agency", "byline", roster)
    if article.dateline is not None and article.dateline.span is not None:
        span = article.dateline.span
        for match in _MARKED.finditer(article.text, span.start, span.end):
            yield from _named(article.text, Span(match.start(1), match.end(1)), "agency", "dateline", roster)
    yield from _contributions(article, roster)
    for credit in article.credits:
        yield from _agencies(article, credit, "picture", "credit", roster)


def _agencies(article: Article, field: Field, part: str, method: str, roster: Roster) -> Iterator[Carrier]:
    if field.span is not None:
        yield from _named(article.text, field.span, part, method, roster)
    elif (id_ := _outlet(field.value, roster, agency=True)) is not None:
        yield Carrier(id_, part, None, method)  # type: ignore[arg-type]


def _named(text: str, span: Span, part: str, method: str, roster: Roster) -> Iterator[Carrier]:
    """Yield the agencies that the pieces of a stretch name: "Ada Example, Associated Press"."""
    for piece in _PIECES.finditer(text, span.start, span.end):
        start = piece.start()
        for end in [*(m.start() for m in _JOINTS.finditer(text, piece.start(), piece.end())), piece.end()]:
            words = text[start:end]
            lead = _JOINTS.match(words.lstrip())
            if lead:
                start += len(words) - len(words.lstrip()) + lead.end()
                words = text[start:end]
            bare = words.strip(" .\xa0")
            if bare and (id_ := _outlet(bare, roster, agency=True)) is not None:
                at = text.index(bare, start)
                yield Carrier(id_, part, Span(at, at + len(bare)), method)  # type: ignore[arg-type]
            start = end


def _contributions(article: Article, roster: Roster) -> Iterator[Carrier]:
    """Yield whom a closing line thanks: "AFP contributed to this report"."""
    lines = [*article.paragraphs[-_CLOSING:], *(f.span for f in article.furniture)]
    for span in sorted(lines):
        line = article.text[span.start : span.end]
        if len(line) > 400 or not _CONTRIBUTED.search(line):
            continue
        for match in _NAMELIKE.finditer(line):
            for words in _shorter(match[0]):
                if (id_ := _outlet(words, roster)) is not None:
                    start = span.start + match.start() + match[0].index(words)
                    yield Carrier(id_, "agency", Span(start, start + len(words)), "contribution")
                    break


def _shorter(words: str) -> Iterator[str]:
    """Yield a run of words whole, then less its first ones ("With Reuters")."""
    yield words
    parts = words.split(" ")
    yield from (" ".join(parts[i:]) for i in range(1, len(parts)))


def _outlet(name: str, roster: Roster, *, agency: bool = False) -> str | None:
    found = [a for a in roster.find(name) if a.type == "outlet" and (a.agency or not agency)]
    return found[0].id if len(found) == 1 else None
