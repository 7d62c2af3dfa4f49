"""A raw text capture -> its article: the layout found in it, completed by what its envelope says."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from onrecord.article.dateline import Dateline, find_dateline
from onrecord.article.language import find_language
from onrecord.article.parts import Part
from onrecord.article.raw import Layout, read_layout
from onrecord.errors import ArticleError
from onrecord.text import words
from onrecord.types import Article, Capture, Field, Furniture, Span

METHOD = "text layout"
_OWNER = re.compile(
    r"(?:©|(?i:\(c\)|copyright))\W*(?:\d{4}(?:\s*[-–]\s*\d{4})?)?,?\s*(?:by\s+)?"
    r"(?P<name>[A-Z][\w&'’-]*(?:\s+(?:[A-Z&][\w&'’-]*|of|the)){0,5})"
)
_RIGHTS = re.compile(r"\s*\bAll Rights\b.*", re.IGNORECASE)


def read_text(capture: Capture) -> Article:
    """Return the article of a raw text; `article.text` is the capture's own, unchanged."""
    text = capture.text
    hinted = capture.title if "title" not in capture.assumed else None
    layout = read_layout(text, hinted)
    if not any(c.isalpha() for s in layout.paragraphs for c in text[s.start : s.end]):
        raise ArticleError(f"{capture.name} holds no report: no running text was found in it")
    dateline = next((d for s in layout.paragraphs[:2] if (d := find_dateline(text, s))), None)
    published = _published(capture, layout, dateline)
    return Article(
        text=text,
        lang=find_language(words(text, layout.paragraphs)),
        outlet=_outlet(capture, layout),
        title=field_of(layout.title, METHOD) or hint(capture, "title"),
        byline=tuple(Field(p.value or "", Span(p.start, p.end), METHOD) for p in layout.fields.byline)
        or tuple(Field(name, None, "envelope") for name in capture.byline),
        published=published,
        modified=field_of(layout.fields.modified, METHOD),
        sections=tuple(Field(p.value or "", Span(p.start, p.end), METHOD) for p in layout.fields.sections),
        credits=tuple(Field(p.value or "", Span(p.start, p.end), METHOD) for p in layout.fields.credits),
        dateline=Field(dateline.value, dateline.span, "dateline") if dateline else None,
        paragraphs=layout.paragraphs,
        furniture=_unclaimed(layout, published),
    )


def field_of(part: Part | None, method: str) -> Field | None:
    """Return the field that a found part is; None if none was found."""
    return Field(part.value or "", Span(part.start, part.end), method) if part else None


def hint(capture: Capture, name: str) -> Field | None:
    """Return what a capture's envelope or its user says of a field; None if neither says anything."""
    value = getattr(capture, name)
    return Field(value, None, "given by the user" if name in capture.assumed else "envelope") if value else None


def _published(capture: Capture, layout: Layout, dateline: Dateline | None) -> Field | None:
    """Return the day of publication: the row's own word for it, else the text's, else the user's."""
    told = hint(capture, "published")
    if told and "published" not in capture.assumed:
        found = layout.fields.published
        if found is None or found.value != told.value:
            return told
        return Field(told.value, Span(found.start, found.end), told.method)
    if layout.fields.published:
        return field_of(layout.fields.published, METHOD)
    if dateline and dateline.published:
        return Field(dateline.published, dateline.span, "dateline")
    return told


def _unclaimed(layout: Layout, published: Field | None) -> tuple[Furniture, ...]:
    """Return the furniture, with the text's date in it if the envelope's went before it."""
    if layout.fields.published is None or (published and published.span):
        return layout.furniture
    place = Span(layout.fields.published.start, layout.fields.published.end)
    date = Furniture(place, "a date other than the envelope's")
    return tuple(sorted((*layout.furniture, date), key=lambda f: f.span))


def _outlet(capture: Capture, layout: Layout) -> Field | None:
    """Return who published the text: the row's own word for it, else the owner of its copyright, else the user's."""
    told = hint(capture, "outlet")
    if told and "outlet" not in capture.assumed:
        return told
    for item in layout.furniture:
        if item.why == "copyright" and (owner := _OWNER.match(capture.text, item.span.start, item.span.end)):
            name = _RIGHTS.sub("", owner["name"])
            start = owner.start("name")
            if name:
                return Field(" ".join(name.split()), Span(start, start + len(name)), "copyright line")
    return told or host_outlet(capture.origin.url)


def host_outlet(url: str | None) -> Field | None:
    """Return the host of an address, which names the outlet if nothing else does."""
    host = (urlsplit(url).hostname or "").removeprefix("www.") if url else ""
    return Field(host, None, "host of the address") if host else None
