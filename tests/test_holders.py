"""Names that a clause beside a thing says someone gives it."""

from __future__ import annotations

import pytest

from onrecord.grammar import Tree
from onrecord.holders import find_names_given
from onrecord.types import Attribution, Span
from sketch import sketch

ARMY = "the/DT>2:det army/NN>{left}:nsubj "
CALLED = (
    ARMY.format(left=8) + "which/WDT>5:obj Ruritania/NNP>5:nsubj call/VBZ>2:acl:relcl a/DT>7:det "
    "gang/NN>5:xcomp left/VBD>0:root ./.>8:punct"
)


def given(drawn, *found):
    signals = sketch(drawn)
    return [
        tuple(" … ".join(signals.text[s.start : s.end] for s in part) for part in (a.source, a.cue, a.content))
        for a in find_names_given(Tree(signals), found)
    ]


@pytest.mark.parametrize(
    ("drawn", "expected"),
    [
        (CALLED, ("Ruritania", "call", "the army … a gang")),
        ("it/PRP>2:nsubj left/VBD>0:root what/WP>2:obj Alder/NNP>5:nsubj describe/VBD>3:acl:relcl as/IN>8:case "
         "a/DT>8:det trap/NN>5:obl ./.>2:punct",
         ("Alder", "describe", "a trap")),
        (ARMY.format(left=8) + "called/VBN>2:acl a/DT>5:det gang/NN>3:xcomp by/IN>7:case Ruritania/NNP>3:obl "
         "left/VBD>0:root",
         ("Ruritania", "called", "the army … a gang")),
        # nobody gives it
        (ARMY.format(left=6) + "called/VBN>2:acl a/DT>5:det gang/NN>3:xcomp left/VBD>0:root", None),
        # that is no name
        (CALLED.replace("call/", "fight/"), None),
    ],
)  # fmt: skip
def test_a_name_is_held_by_who_gives_it(drawn, expected):
    assert given(drawn) == ([expected] if expected else [])


def test_what_another_reading_has_for_its_cue_makes_no_other():
    text = sketch(CALLED).text
    at = text.index("call")
    known = Attribution((), (Span(at, at + 4),), (Span(at + 5, at + 11),), 0.9, "test")
    assert given(CALLED, known) == []
