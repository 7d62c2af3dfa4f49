"""A capture -> the article in it: title, byline, dates, sections, credits, paragraphs, and what is none of these.

>>> from onrecord.types import Capture, Origin
>>> text = "Talks Open\\n\\nBy Ada Example\\n\\nREYKJAVIK — The two leaders met at Hofdi House on Saturday."
>>> article = extract_article(Capture(Origin("", 0, "text/plain"), text, "example.txt"))
>>> article.title.value, [b.value for b in article.byline], article.dateline.value
('Talks Open', ['Ada Example'], 'REYKJAVIK')
"""

from __future__ import annotations

from onrecord.article.text import read_text
from onrecord.types import Article, Capture

__all__ = ["extract_article"]


def extract_article(capture: Capture) -> Article:
    """Return the article in `capture`. Pure: the same capture gives the same article.

    Raises ArticleError if there is no report in it.
    """
    if capture.origin.media_type != "text/html":
        return read_text(capture)
    from onrecord.article.page import read_page  # its libraries take a while to load, and plain text needs none

    return read_page(capture)
