"""What a report says was not said."""

from __future__ import annotations

import pytest

import trees
from onrecord.attributions import find_attributions
from onrecord.grammar import Tree
from onrecord.silences import find_silences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Alder has not said that Birch lied, but called for talks.",
            [("Alder", "has not said", "that Birch lied")],
        ),
        # a subject that two verbs share
        ("Alder called for talks but has not named Birch.", [("Alder", "has not named", "Birch")]),
        # who says so, says it
        ("Alder denied that he had met Birch.", []),
    ],
)
def test_a_negated_telling_is_an_attribution(text, expected):
    found = [a for a in find_attributions(trees.signals(text)) if a.origin.startswith("silences")]  # with its source
    assert [tuple(text[p.start : p.end] for p in (a.source[0], a.cue[0], a.content[0])) for a in found] == expected


def test_a_telling_that_another_reading_has_for_its_cue_makes_no_other():
    text = "Alder has not said that Birch lied, but called for talks."
    tree = Tree(trees.signals(text))
    assert find_silences(tree, find_silences(tree, ())) == []
