"""Stances of the engine: attitudes told in a report's own voice, and whose position it is."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

import trees
from onrecord.grammar import Tree
from onrecord.stances import find_attitudes
from onrecord.types import Attribution, Span, Stance


def stanced(text, words, kind):
    at = text.index(words)
    return replace(trees.signals(text), stances=(Stance(Span(at, at + len(words)), kind, 0.9),))


def span(text, words):
    at = text.index(words)
    return Span(at, at + len(words))


@pytest.mark.parametrize(
    ("text", "words", "kind", "expected"),
    [
        ("Ruritania hopes to join the league.", "hopes to join the league", "goal",
         ("Ruritania", "hopes", "to join the league")),
        ("Alder has no intention of meeting Birch.", "no intention of meeting Birch", "refusal",
         ("Alder", "intention", "of meeting Birch")),
        ("Ruritania will boycott a summit hosted by Sylvania.", "will boycott a summit hosted by Sylvania", "refusal",
         ("Ruritania", "will", "boycott a summit hosted by Sylvania")),
        ("Alder travelled to Ruritania to meet Birch.", "to meet Birch", "goal", ("Alder", "to", "meet Birch")),
        ("Alder is willing to contact Birch.", "to contact Birch", "willingness",
         ("Alder", "willing", "to contact Birch")),
        # what must be done is not the subject's own position
        ("Birch must meet Cole.", "must meet Cole", "demand", None),
        # a passive's subject does nothing
        ("Sylvania was invaded by Ruritania.", "was invaded by Ruritania", "warning", None),
    ],
)  # fmt: skip
def test_what_a_party_wants_is_an_attribution_in_narration_too(text, words, kind, expected):
    signals = stanced(text, words, kind)
    found = find_attitudes(Tree(signals), signals, ())
    said = [tuple(text[s.start : s.end] for s in (a.source[0], a.cue[0], a.content[0])) for a in found]
    assert said == ([expected] if expected else [])


def test_a_stance_that_an_attribution_tells_makes_no_other():
    text = "Ruritania hopes to join the league."
    signals = stanced(text, "to join the league", "goal")
    told = Attribution(
        (span(text, "Ruritania"),), (span(text, "hopes"),), (span(text, "to join the league"),), 0.9, "x"
    )
    assert find_attitudes(Tree(signals), signals, (told,)) == []
