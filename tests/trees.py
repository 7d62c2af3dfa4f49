"""Signals for sentences whose trees are drawn by hand in `trees.txt`: no model is loaded.

Alder, Birch and Cole are people, Ruritania and Sylvania countries, Porto and Meadow places; pronouns mean Alder or
Ruritania.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from onrecord.types import Article, Entity, EntityType, Field, Mention, Sentence, Signals, Span, Statement, Timex, Token

NAMES: dict[str, EntityType] = {
    "Alder": "person",
    "Birch": "person",
    "Cole": "person",
    "Ruritania": "country",
    "Sylvania": "country",
    "Porto": "place",
    "Meadow": "place",
}
PRONOUNS = {"he": "Alder", "his": "Alder", "i": "Alder", "it": "Ruritania", "its": "Ruritania"}


@cache
def trees() -> dict[str, list[list[str]]]:
    """Return the rows of each sentence's tree."""
    out: dict[str, list[list[str]]] = {}
    for block in (Path(__file__).parent / "trees.txt").read_text("utf-8").split("\n\n"):
        lines = [line for line in block.splitlines() if line and not line.startswith("# ")]
        if lines:
            out[lines[0].removeprefix("= ")] = [line.split("\t") for line in lines[1:]]
    return out


def signals(text: str) -> Signals:
    """Return the signals of `text`, one or more of the drawn sentences joined by a space."""
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    at = 0
    for sentence in sorted((s for s in trees() if s in text), key=text.find):
        if text.find(sentence) < at:
            continue
        at, first = text.find(sentence), len(tokens)
        for _, word, lemma, tag, head, rel in trees()[sentence]:
            start = text.index(word, at)
            at = start + len(word)
            tokens.append(Token(start, at, word, lemma, tag, rel, int(head) - 1 + first if head != "0" else -1))
        sentences.append(Sentence(tokens[first].start, at, first, len(tokens)))
    assert sentences, f"no tree is drawn for: {text}"
    return Signals(text, tuple(tokens), tuple(sentences), (), (), ())


def article(text: str, published: str | None = "1986-10-10") -> Article:
    """Return an article of one paragraph."""
    field = Field(published, None, "test") if published else None
    return Article(text, published=field, paragraphs=(Span(0, len(text)),))


def entities(text: str, **meant: str) -> tuple[Entity, ...]:
    """Return the known names and pronouns of `text`, their names as ids; `meant` says who a pronoun is."""
    pronouns = PRONOUNS | meant
    spans: dict[str, list[Mention]] = {}
    for token in signals(text).tokens:
        name = token.text if token.text in NAMES else pronouns.get(token.text.lower())
        if name is not None:
            form = "name" if token.text in NAMES else "pronoun"
            spans.setdefault(name, []).append(Mention(Span(token.start, token.end), form))  # type: ignore[arg-type]
    return tuple(
        Entity(name, name, NAMES[name], f"test.{name}", None, (), tuple(found), "test", 1.0)
        for name, found in spans.items()
    )


def timex(text: str, words: str, earliest: str | None, latest: str | None = None) -> Timex:
    """Return the time expression `words`."""
    start = text.index(words)
    return Timex("t1", Span(start, start + len(words)), "DATE", earliest, earliest, latest or earliest, "test")


def statement(text: str, cue: str, content: str, speaker: str | None, *, negated: bool = False) -> Statement:
    """Return the statement of `speaker` with these words as cue and content."""

    def spans(words: str) -> tuple[Span, ...]:
        return (Span(text.index(words), text.index(words) + len(words)),) if words else ()

    kind = "direct" if content.startswith('"') else "indirect"
    voice = "named" if speaker else "unattributed"
    return Statement(
        "s1",
        (),
        spans(cue),
        spans(content),
        kind,
        "speech",
        voice,
        speaker,
        None,
        None,
        (),
        negated,
        None,
        (),
        1.0,
        "test",
    )
