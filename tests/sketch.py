"""Signals drawn in one line, for stages that need words, tags, trees and names but no model.

    "Ford/NNP>2:nsubj met/VBD>0:root [Leonid/NNP>2:obj Brezhnev/NNP>3:flat]PER ./.>2:punct"

`word/TAG>head:rel`, heads counted from 1 in their sentence; a newline parts sentences. `>head:rel` may be left out: the
token then hangs on the next one as a compound, the last on none. Brackets draw a name with its type. No space is put
before a word that begins with one of . , ' ’ ” ) or after one that ends with “ or (.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from onrecord.types import Article, Attribution, Field, Link, Name, Sentence, Signals, Span, Token

_TOKEN = re.compile(r"(\[?)(.+?)/([A-Z$.,:`'()-]+)(?:>(\d+):([a-z:]+))?(?:\](PER|ORG|LOC|MISC))?$")
LEMMAS = {
    "convinced": "convince",
    "denied": "deny",
    "said": "say",
    "added": "add",
    "was": "be",
    "is": "be",
    "called": "call",
    "told": "tell",
    "citing": "cite",
    "voiced": "voice",
    "regards": "regard",
    "statements": "statement",
}
_CLOSE = (".", ",", "'", "’", "”", ")")


def sketch(drawn: str, links: Iterable[tuple[str, str, float]] = ()) -> Signals:
    """Return the signals of what is drawn; `links` are (anaphor's word, antecedent's word, score)."""
    text, tokens, sentences, names = "", [], [], []
    opened = 0
    for line in (x.strip() for x in drawn.strip().splitlines()):
        first, words = len(tokens), line.split()
        text += "\n" if text else ""
        for n, drawn_token in enumerate(words):
            match = _TOKEN.fullmatch(drawn_token)
            assert match, drawn_token
            bracket, word, tag, head, rel, kind = match.groups()
            if text and text[-1] != "\n" and not word.startswith(_CLOSE) and not text.endswith(("“", "(")):
                text += " "
            start = len(text)
            text += word
            opened = start if bracket else opened
            lone = n + 1 == len(words)
            at = first + int(head) - 1 if head and head != "0" else -1 if head or lone else len(tokens) + 1
            lemma = LEMMAS.get(word.lower(), word.lower())
            tokens.append(Token(start, len(text), word, lemma, tag, rel or ("root" if lone else "compound"), at))
            if kind:
                names.append(Name(Span(opened, len(text)), kind, 0.9))
        sentences.append(Sentence(tokens[first].start, len(text), first, len(tokens)))
    at_word = {t.text: i for i, t in reversed(list(enumerate(tokens)))}
    linked = tuple(Link(at_word[a], at_word[b], score) for a, b, score in links)
    return Signals(text, tuple(tokens), tuple(sentences), tuple(names), (), linked)


def article(signals: Signals, published: str | None = "1978-09-17") -> Article:
    """Return an article whose paragraphs are the lines."""
    field = Field(published, None, "test") if published else None
    parts = tuple(Span(*m.span()) for m in re.finditer(r"[^\n]+", signals.text))
    return Article(signals.text, published=field, paragraphs=parts)


def attribution(signals: Signals, source: str, cue: str, content: str) -> Attribution:
    """Return the attribution with these words; of several such sources the one nearest to the cue."""
    text, at = signals.text, signals.text.index(cue)

    def span(words: str, start: int) -> tuple[Span, ...]:
        return (Span(start, start + len(words)),)

    nearest = min((m.start() for m in re.finditer(re.escape(source), text)), key=lambda x: abs(x - at))
    return Attribution(span(source, nearest), span(cue, at), span(content, text.index(content)), 1.0, "test")
