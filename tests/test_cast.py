"""Who is meant by a phrase: what holds for any tree."""

from __future__ import annotations

import pytest

import trees
from onrecord.cast import Cast
from onrecord.grammar import Tree
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
