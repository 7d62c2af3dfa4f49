"""What of a page did not come into the article's text, block by block, with the likely reason (law 2)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

_SILENT = {"script", "style", "noscript", "template", "head", "svg", "iframe", "object", "canvas", "video", "audio"}
_REASONS = (
    ("navigation", "nav|menu|breadcrumb|toolbar|header|masthead|skip"),
    ("footer", "foot"),
    ("comments", "comment|discuss|disqus"),
    ("newsletter or subscription", "newsletter|subscri|signup|paywall|register"),
    ("sharing", "shar|social|follow"),
    ("cookies and privacy", "cookie|consent|gdpr|privacy"),
    ("related reading", "related|recommend|more-|teaser|trending|popular|promo"),
    ("advertisement", r"\bad-|\bads?\b|advert|sponsor|banner"),
    ("caption", "caption|credit|figure|image"),
    ("byline or date", r"author|byline|\bdate|publish|\btime\b|\bmeta"),
    ("sidebar", r"aside|sidebar|widget|\brail\b"),
    ("form", r"\bform\b|button|input|select"),
)
_NAMED = tuple((reason, re.compile(pattern, re.IGNORECASE)) for reason, pattern in _REASONS)
_FIRST = 8  # words quoted
_LETTERS = re.compile(r"\W+")


def list_omitted(tree: HtmlElement, text: str) -> tuple[str, ...]:
    """Return one line for each largest block of the page with nothing in `text`: its first words, length and reason."""
    kept = _LETTERS.sub("", text).lower()
    body = tree.find(".//body")
    return tuple(_blocks(body if body is not None else tree, kept))


def _blocks(root: HtmlElement, kept: str) -> Iterator[str]:
    """Yield the lines, in the page's order; iterative, as pages nest deeper than Python calls may."""
    keeps = _keepers(root, kept)
    stack: list[HtmlElement] = [root]
    while stack:
        element = stack.pop()
        if element in keeps:
            stack.extend(c for c in reversed(element) if _is_visible(c))
        elif words := " ".join(_words(element)):
            yield _describe(element, words)


def _keepers(root: HtmlElement, kept: str) -> set[HtmlElement]:
    """Return the elements that have a text of their own or below them that was kept."""
    found: set[HtmlElement] = set()
    for element in root.iter():
        if not _is_visible(element) or element in found:
            continue
        if any(len(own) > 2 and own in kept for own in _own_texts(element)):
            at = element
            while at is not None and at not in found:
                found.add(at)
                at = at.getparent()
    return found


def _own_texts(element: HtmlElement) -> Iterator[str]:
    for piece in (element.text, *(c.tail for c in element)):
        if piece and not piece.isspace():
            yield _LETTERS.sub("", piece).lower()


def _is_visible(element: HtmlElement) -> bool:
    return isinstance(element.tag, str) and element.tag not in _SILENT


def _words(root: HtmlElement) -> Iterator[str]:
    for element in root.iter():
        if _is_visible(element) and element.text:
            yield from element.text.split()
        if element is not root and element.tail and _is_visible(element.getparent()):
            yield from element.tail.split()


def _describe(element: HtmlElement, words: str) -> str:
    count = len(words.split())
    first = " ".join(words.split()[:_FIRST]) + (" …" if count > _FIRST else "")
    return f"{first} ({count} words: {_reason(element)})"


def _reason(element: HtmlElement) -> str:
    """Return what kind of block an element is by the names of it and of the two around it."""
    for _ in range(3):
        if element is None:
            break
        name = f"{element.tag} {element.get('class') or ''} {element.get('id') or ''} {element.get('role') or ''}"
        for reason, pattern in _NAMED:
            if pattern.search(name):
                return reason
        element = element.getparent()
    return "not of the report's text"
