"""Stances: the words that mark a position, how far it goes, and the attitudes that a report tells in its own voice."""

from __future__ import annotations

import pytest

import trees
from onrecord.grammar import Tree
from onrecord.stances import find_attitudes, find_marks
from onrecord.types import Attribution, Span


def span(text, words):
    at = text.index(words)
    return Span(at, at + len(words))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a verb with an infinitive, up to the aside
        ("Ruritania aims to join the league, which Sylvania leads.", ("aims", "goal", "to join the league")),
        # ... and up to when or why
        ("Ruritania agreed to talk after Sylvania left.", ("agreed", "willingness", "to talk")),
        # what is asked of another; who it is belongs to what is wanted, but not to what is urged
        ("Alder urged Birch to meet Cole.", ("urged", "demand", "to meet Cole")),
        ("Birch was urged by Ruritania to leave.", ("urged", "demand", "to leave")),
        ("Ruritania wants Sylvania to leave.", ("wants", "demand", "Sylvania to leave")),
        # a thing called for, or rejected
        ("Ruritania called for a ceasefire.", ("called", "demand", "a ceasefire")),
        ("Ruritania rejected the proposal of Sylvania.", ("rejected", "refusal", "the proposal of Sylvania")),
        # nouns: with what they are of, and with what they are
        ("Ruritania's refusal to leave angered Sylvania.", ("refusal", "refusal", "to leave")),
        ("Ruritania's aim is to reopen the port.", ("aim", "goal", "to reopen the port")),
        # adjectives
        ("Alder is willing to contact Birch.", ("willing", "willingness", "to contact Birch")),
        # a goal denied is a refusal
        ("Ruritania has no plans to leave.", ("plans", "refusal", "to leave")),
        ("Alder has no intention of meeting Birch.", ("intention", "refusal", "meeting Birch")),
        ("Ruritania declined to comment.", ("declined", "refusal", "to comment")),
        # a readiness of which there is no sign, too
        ("Alder said there was no sign Sylvania was willing to leave.", ("willing", "refusal", "to leave")),
        ("Alder said there was no sign Sylvania wanted to leave.", None),
        ("Alder committed Ruritania to a truce.", ("committed", "goal", "a truce")),
        ("The court committed Birch to prison.", None),
        ("The militia committed murder to silence critics.", None),
        # a sign of something else does not speak of it
        ("With no sign of peace, Ruritania refused to leave.", ("refused", "refusal", "to leave")),
        # what one has the means for is not asked for yet
        ("Alder lacks the levers that Ruritania has to press Sylvania to leave.", None),
        # what may be is none yet
        ("Ruritania may seek to leave.", None),
        # an offer denied says nothing
        ("Alder failed to meet Birch.", None),
    ],
)  # fmt: skip
def test_marks(text, expected):
    tree = Tree(trees.signals(text))
    found = [(tree.tokens[m.i].text, m.kind, text[m.content.start : m.content.end]) for m in find_marks(tree)]
    assert found == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ruritania hopes to join the league.", ("Ruritania", "hopes", "to join the league")),
        ("Alder has no intention of meeting Birch.", ("Alder", "intention", "meeting Birch")),
        ("Alder is willing to contact Birch.", ("Alder", "willing", "to contact Birch")),
        ("Ruritania's refusal to leave angered Sylvania.", ("Ruritania", "refusal", "to leave")),
        # who was urged holds nothing
        ("Birch was urged by Ruritania to leave.", None),
        # a decision of no one that is named
        ("Alder criticised a decision to leave.", None),
    ],
)  # fmt: skip
def test_what_a_party_wants_is_an_attribution_in_narration_too(text, expected):
    found = find_attitudes(Tree(trees.signals(text)), ())
    said = [tuple(text[s.start : s.end] for s in (a.source[0], a.cue[0], a.content[0])) for a in found]
    assert said == ([expected] if expected else [])


def test_a_stance_that_an_attribution_tells_makes_no_other():
    text = "Ruritania hopes to join the league."
    told = Attribution(
        (span(text, "Ruritania"),), (span(text, "hopes"),), (span(text, "to join the league"),), 0.9, "x"
    )
    assert find_attitudes(Tree(trees.signals(text)), (told,)) == []
