"""Who is meant by a phrase: what holds for any tree."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

import trees
from onrecord.cast import Cast
from onrecord.grammar import Tree
from onrecord.types import Entity, Mention, Span
from sketch import sketch


@pytest.mark.parametrize(
    "drawn",
    [
        # who "the two leaders" are is asked of those named with them: they themselves
        "Alder/NNP>6:nsubj and/CC>5:cc the/DT>5:det two/CD>5:nummod leaders/NNS>1:conj met/VBD>0:root ./.>6:punct",
        # ... or of other two of whom the same is asked
        "the/DT>3:det two/CD>3:nummod sides/NNS>7:nsubj and/CC>6:cc both/DT>6:det envoys/NNS>3:conj met/VBD>0:root",
    ],
)
def test_a_question_that_leads_back_to_itself_has_no_answer(drawn):
    signals = sketch(drawn)
    cast = Cast(Tree(signals), ())
    assert [cast.named(i) for i in range(len(signals.tokens))] == [[]] * len(signals.tokens)


def test_a_finite_clause_hung_on_a_name_is_what_that_one_does():
    text = "Sylvania was not told before Alder announced the summit."
    cast = Cast(Tree(trees.signals(text)), trees.entities(text))
    assert cast.subject(6) == ["Alder"]


def test_a_capital_that_is_a_mere_place_too_means_its_state():
    text = "Alder met Birch at Lake Meadow in May."
    porto = Entity("Porto", "Porto", "place", None, "test.Ruritania", (), (Mention(Span(0, 5), "name"),), "test", 1.0)
    state = Entity("Ruritania", "Ruritania", "country", "test.Ruritania", None, (), (), "test", 1.0)
    town = replace(porto, id="Meadow", country=None)
    assert Cast(Tree(trees.signals(text)), (porto, state, town)).capitals == {"Porto": "Ruritania"}


def test_one_of_a_list_parsed_as_said_again_is_one_of_those_named():
    signals = sketch(
        "Ruritania/NNP>8:nsubj ,/,>3:punct Sylvania/NNP>1:appos ,/,>5:punct Velmark/NNP>1:conj and/CC>7:cc "
        "Ostland/NNP>1:conj agreed/VBD>0:root ./.>8:punct"
    )
    names = ["Ruritania", "Sylvania", "Velmark", "Ostland"]
    at = {n: signals.text.index(n) for n in names}
    entities = [
        Entity(n, n, "country", n, None, (), (Mention(Span(at[n], at[n] + len(n)), "name"),), "test", 1.0)
        for n in names
    ]
    assert Cast(Tree(signals), entities).all(0) == ["Ruritania", "Velmark", "Ostland", "Sylvania"]
