"""What a page says of its report in JSON-LD (schema.org): title, writers, dates, publisher, sections."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

_REPORT = re.compile(r"(?:Article|Posting|Report|NewsItem|Review|Story|Broadcast)$")
_CONTROL = re.compile(r"[\x00-\x1f]")


class Said(NamedTuple):
    """What a page's metadata says; () or None where it says nothing. Dates are as given."""

    title: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    modified: str | None = None
    outlet: str | None = None
    sections: tuple[str, ...] = ()
    method: str = "json-ld"


def read_jsonld(scripts: list[str]) -> Said:
    """Return what the first report among the JSON-LD of a page says of itself; the rest of it fills what that lacks."""
    nodes = [node for script in scripts for node in _nodes(_load(script))]
    names = {str(n["@id"]): n for n in nodes if "@id" in n and "name" in n}
    reports = [n for n in nodes if any(_REPORT.search(t) for t in _texts(n.get("@type"))) and "isPartOfReport" not in n]
    said = Said()
    for node in reports:
        if node.get("headline") is None and node.get("datePublished") is None:
            continue
        return Said(
            title=_first(node.get("headline")) or _first(node.get("name")),
            authors=tuple(_names(node.get("author") or node.get("creator"), names)),
            published=_first(node.get("datePublished")) or _first(node.get("dateCreated")),
            modified=_first(node.get("dateModified")),
            outlet=next(_names(node.get("publisher") or node.get("sourceOrganization"), names), None),
            sections=tuple(_texts(node.get("articleSection"))),
        )
    return said


def _load(script: str) -> Any:
    script = script.strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
    for text in (script, _CONTROL.sub(" ", script)):
        try:
            return json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _nodes(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """Yield the objects in a JSON-LD value, those in its graph and its main entity too."""
    if depth > 4:
        return
    if isinstance(value, list):
        for item in value:
            yield from _nodes(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "hasPart", "author", "publisher"):
            yield from _nodes(value.get(key), depth + 1)


def _texts(value: Any) -> Iterator[str]:
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, str) and (text := " ".join(html.unescape(item).split())):
            yield text


def _first(value: Any) -> str | None:
    return next(_texts(value), None)


def _names(value: Any, known: dict[str, dict[str, Any]]) -> Iterator[str]:
    """Yield the names of people or organizations, given as text, as objects, or by reference."""
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            item = item if "name" in item else known.get(str(item.get("@id")), {})
            yield from _texts(item.get("name"))
        else:
            yield from _texts(item)
