"""A page of HTML -> its article: the readable text that trafilatura finds, and the page's own metadata.

`article.text` is the report's heading and then its paragraphs, a paragraph a line, in the page's order. The lines are
read as a raw capture's are, so that a byline or a date line among them is found in its place; where the metadata knows
better, its value stands, with the words' place if the words agree.
"""

from __future__ import annotations

from copy import deepcopy

from lxml.html import HtmlElement
from msgspec.structs import replace
from trafilatura import bare_extraction, load_html

from onrecord.article.metadata import HEADING, Metadata, read_metadata
from onrecord.article.omitted import list_omitted
from onrecord.article.text import hint, host_outlet, read_text
from onrecord.errors import ArticleError
from onrecord.types import Article, Capture, Field, Furniture

_LINE = 60  # characters: a shorter paragraph may be a link in a list
_FEWEST = 140  # characters in longer ones: a page with fewer is a notice or a list, not a report


def read_page(capture: Capture) -> Article:
    """Return the article of a page; raises ArticleError if none is on it."""
    tree = load_html(capture.text)
    if tree is None:
        raise ArticleError(f"{capture.name} holds no report: its markup could not be read")
    known = read_metadata(tree, capture.origin.url)
    lines = _body_lines(tree, capture)
    if known.title and known.title.method == HEADING and known.title.value not in lines[:3]:
        lines.insert(0, known.title.value)
    text = "\n".join(lines)
    title = known.title.value if known.title else None
    origin = replace(capture.origin, url=None)  # the host names the outlet only when nothing else does
    bare = replace(capture, origin=origin, text=text, title=title, published=None, outlet=None, assumed=())
    article = read_text(bare)
    if sum(p.end - p.start for p in article.paragraphs if p.end - p.start >= _LINE) < _FEWEST:
        raise ArticleError(f"{capture.name} holds no report: only a few words of running text were found on the page")
    return replace(_settle(article, known, capture), omitted=list_omitted(tree, text))


def _body_lines(tree: HtmlElement, capture: Capture) -> list[str]:
    """Return the page's readable text, a paragraph a line; tables only where there is nothing else, as on old pages."""
    for tables in (False, True):
        try:
            # The library takes the tree apart, and other people's markup finds bugs in any library.
            found = bare_extraction(
                deepcopy(tree), url=capture.origin.url, include_comments=False, include_tables=tables
            )
        except Exception as error:
            raise ArticleError(f"{capture.name} holds no report: its markup could not be read ({error})") from error
        lines = [" ".join(line.split()) for line in (getattr(found, "text", None) or "").splitlines()]
        if any(lines):
            return [line for line in lines if line]
    raise ArticleError(f"{capture.name} holds no report: no running text was found on the page")


def _settle(article: Article, known: Metadata, capture: Capture) -> Article:
    """Return the article with what the page's metadata says, placed in the text where the text says the same."""
    byline = known.byline or article.byline
    published = _place(known.published, article.published) or article.published or known.guessed
    settled = replace(
        article,
        title=_place(known.title, article.title) or article.title,
        byline=tuple(_find(article, field) for field in byline),
        published=published or hint(capture, "published"),
        modified=_place(known.modified, article.modified) or article.modified,
        outlet=known.outlet or article.outlet or hint(capture, "outlet") or host_outlet(capture.origin.url),
        sections=article.sections or known.sections,
    )
    return _account(article, settled)


def _place(told: Field | None, found: Field | None) -> Field | None:
    """Return what the metadata told, at the place in the text that says the same."""
    if told and found and found.span and told.value.casefold() == found.value.casefold():
        return replace(told, span=found.span)
    return told


def _find(article: Article, field: Field) -> Field:
    """Return a writer placed where a line that is no paragraph names them."""
    if field.span:
        return field
    for other in article.byline:
        if other.value.casefold() == field.value.casefold():
            return replace(field, span=other.span)
    return field


def _account(before: Article, after: Article) -> Article:
    """Return the article with the fields that gave way to the metadata's listed as furniture, so that none is lost."""
    named = {f.span for f in _fields(after)}
    lost = (f.span for f in _fields(before) if f.span and f.span not in named)
    items = (*after.furniture, *(Furniture(span, "other than the page's metadata") for span in lost))
    return replace(after, furniture=tuple(sorted(items, key=lambda f: f.span)))


def _fields(article: Article) -> list[Field]:
    single = [f for f in (article.title, article.published, article.modified) if f]
    return [*single, *article.byline, *article.sections, *article.credits]
