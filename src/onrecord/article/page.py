"""A page of HTML -> its article."""

from __future__ import annotations

from msgspec.structs import replace
from trafilatura import bare_extraction

from onrecord.article.text import read_text
from onrecord.errors import ArticleError
from onrecord.types import Article, Capture


def read_page(capture: Capture) -> Article:
    """Return the article of a page; `article.text` is its readable text, a paragraph a line."""
    found = bare_extraction(capture.text, url=capture.origin.url, include_comments=False, with_metadata=False)
    text = getattr(found, "text", None) or ""
    if not text.strip():
        raise ArticleError(f"{capture.name} holds no report: no article was found on the page")
    return read_text(replace(capture, text=text))
