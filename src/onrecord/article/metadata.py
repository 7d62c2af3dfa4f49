"""What a page of HTML says of its report outside its running text, from the surest place to the least sure.

JSON-LD first, as papers keep it for search engines; then OpenGraph and other meta elements; then what trafilatura and
htmldate find in the page.
"""

from __future__ import annotations

import re
from copy import deepcopy
from typing import NamedTuple

from htmldate import find_date
from lxml.html import HtmlElement
from trafilatura.metadata import extract_metadata

from onrecord.article.bylines import clean_names, is_name
from onrecord.article.jsonld import Said, read_jsonld
from onrecord.dates import parse_date
from onrecord.types import Field

HEADING = "page heading"

# Bounds for htmldate, fixed, as a reading knows no clock.
_EARLIEST, _LATEST = "1990-01-01", "2049-12-31"

_META = {
    "title": ("og:title", "twitter:title", "dc.title", "dcterms.title", "parsely-title", "headline"),
    "authors": ("article:author_name", "author", "parsely-author", "dc.creator", "dcterms.creator", "byl", "authors",
                "sailthru.author", "article:author", "cxenseparse:author"),
    "published": ("article:published_time", "og:article:published_time", "datepublished", "date.published",
                  "parsely-pub-date", "sailthru.date", "article.published", "dc.date.issued", "dcterms.issued",
                  "dcterms.created", "publishdate", "pubdate", "publish-date", "publication_date", "dc.date",
                  "dcterms.date", "cxenseparse:recs:publishtime", "article_date_original", "date"),
    "modified": ("article:modified_time", "og:updated_time", "datemodified", "last-modified", "dcterms.modified"),
    "outlet": ("og:site_name", "application-name", "publisher", "dc.publisher", "article:publisher_name"),
    "sections": ("article:section", "section", "parsely-section"),
}  # fmt: skip


class Metadata(NamedTuple):
    """What the page says, each with the method that found it; none has a place in the text yet."""

    title: Field | None
    byline: tuple[Field, ...]
    published: Field | None
    guessed: Field | None  # the day of publication as htmldate makes it out; less sure than a date line
    modified: Field | None
    outlet: Field | None
    sections: tuple[Field, ...]


def read_metadata(tree: HtmlElement, url: str | None) -> Metadata:
    """Return what the page in `tree` says of its report; the tree is left as it is."""
    said = [read_jsonld([s.text or "" for s in tree.xpath('//script[@type="application/ld+json"]')]), _meta(tree)]
    dates = {"original_date": True, "extensive_search": False, "min_date": _EARLIEST, "max_date": _LATEST}
    found = extract_metadata(deepcopy(tree), url, dates, extensive=False)
    outlet = _pick(said, "outlet")
    return Metadata(
        title=_title(tree, said, outlet, getattr(found, "title", None)),
        byline=_byline(said, outlet, getattr(found, "author", None) or ""),
        published=_day(said, "published"),
        guessed=_htmldate(tree, url),
        modified=_day(said, "modified"),
        outlet=outlet,
        sections=next((tuple(Field(x, None, s.method) for x in s.sections[:4]) for s in said if s.sections), ()),
    )


def _htmldate(tree: HtmlElement, url: str | None) -> Field | None:
    found = find_date(deepcopy(tree), original_date=True, url=url, min_date=_EARLIEST, max_date=_LATEST)
    return Field(found, None, "htmldate") if found else None


def _meta(tree: HtmlElement) -> Said:
    """Return what the page's meta elements say."""
    content: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        value = " ".join((element.get("content") or "").split())
        for attribute in ("property", "name", "itemprop"):
            if value and (name := element.get(attribute)):
                content.setdefault(name.strip().lower(), []).append(value)
    one = {k: next((content[n][0] for n in names if n in content), None) for k, names in _META.items()}
    authors = next((tuple(content[n]) for n in _META["authors"] if n in content and not _is_link(content[n][0])), ())
    sections = (one["sections"],) if one["sections"] else ()
    return Said(one["title"], authors, one["published"], one["modified"], one["outlet"], sections, "meta element")


def _is_link(value: str) -> bool:
    return value.startswith(("http:", "https:", "www.", "/"))


def _pick(said: list[Said], name: str) -> Field | None:
    return next((Field(value, None, s.method) for s in said if (value := getattr(s, name))), None)


def _day(said: list[Said], name: str) -> Field | None:
    for s in said:
        value = getattr(s, name)
        if value and (day := parse_date(value)):
            return Field(day, None, s.method)
    return None


def _byline(said: list[Said], outlet: Field | None, found: str) -> tuple[Field, ...]:
    """Return the writers from the first place that names any; the outlet's own name only if no place names people."""
    owner = outlet.value.casefold() if outlet else ""
    places = [tuple(Field(n, None, s.method) for n in clean_names(s.authors)) for s in said]
    # trafilatura looks for a name anywhere on the page, so what it finds must look like one.
    places.append(tuple(Field(n, None, "trafilatura") for n in clean_names(found.split(";")) if is_name(n)))
    people = (names for names in places if any(f.value.casefold() != owner for f in names))
    return next(people, None) or next((names for names in places if names), ())


def _title(tree: HtmlElement, said: list[Said], outlet: Field | None, fallback: str | None) -> Field | None:
    """Return the title: the metadata's wording if a heading has it, else the heading that is much like it, else it."""
    told = _pick(said, "title")
    headings = [" ".join(h.text_content().split()) for h in tree.iter("h1")]
    if told and any(_letters(told.value) in _letters(h) for h in headings):
        return Field(told.value, None, HEADING)
    named = told.value if told else " ".join((tree.findtext(".//title") or "").split())
    for heading in headings:
        if len(heading) > 8 and _alike(heading, named):
            return Field(heading, None, HEADING)
    if told:
        return Field(_without_outlet(told.value, outlet), None, told.method)
    return Field(fallback, None, "trafilatura") if fallback else None


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def _without_outlet(title: str, outlet: Field | None) -> str:
    """Return the title without the outlet's name after a bar or dash."""
    head, _, tail = re.sub(r"\s+[|–—·-]\s+(?=[^|–—·]*$)", "\0", title).partition("\0")
    return head if tail and outlet and _letters(tail) == _letters(outlet.value) else title


def _alike(heading: str, title: str) -> bool:
    """Return whether two titles share most of their words, as a title with the outlet's name at its end does."""
    a, b = (set(re.findall(r"\w+", t.lower())) for t in (heading, title))
    return bool(a) and len(a & b) >= 0.8 * len(a)
