"""What is told inside another's words."""

from __future__ import annotations

import pytest
from msgspec import structs

from onrecord.attributions import find_attributions
from onrecord.types import Attribution, Span
from sketch import attribution, sketch

SAID = "[Alder/NNP>2:nsubj]PER said/VBD>0:root"


def inner(drawn, content, *hints):
    """Return the parts, in words, of what is found beside "Alder said content"."""
    signals = sketch(drawn)
    told = attribution(signals, "Alder", "said", content)
    signals = structs.replace(
        signals,
        attributions=(told,),
        hints=tuple(structs.replace(attribution(signals, *h), confidence=0.2) for h in hints),
    )
    text = signals.text
    return [
        tuple(" … ".join(text[s.start : s.end] for s in part) for part in (a.source, a.cue, a.content))
        for a in find_attributions(signals)
        if a.cue != told.cue
    ]


@pytest.mark.parametrize(
    ("drawn", "content", "expected"),
    [
        # a verb of saying with a subject and a clause of its own
        (f"{SAID} [Birch/NNP>5:nsubj]PER had/VBD>5:aux denied/VBN>2:ccomp that/IN>8:mark Cole/NNP>8:nsubj "
         "lied/VBD>5:ccomp ./.>2:punct",
         "Birch had denied that Cole lied", ("Birch", "had denied", "that Cole lied")),
        # one of will, with an infinitive
        (f"{SAID} [Birch/NNP>4:nsubj]PER wants/VBZ>2:ccomp to/TO>6:mark resign/VB>4:xcomp ./.>2:punct",
         "Birch wants to resign", ("Birch", "wants", "to resign")),
        # with a thing that is wanted
        (f"{SAID} [Birch/NNP>4:nsubj]PER demands/VBZ>2:ccomp a/DT>6:det truce/NN>4:obj ./.>2:punct",
         "Birch demands a truce", ("Birch", "demands", "a truce")),
        # what someone has, no one says
        (f"{SAID} [Birch/NNP>4:nsubj]PER has/VBZ>2:ccomp a/DT>6:det truce/NN>4:obj ./.>2:punct",
         "Birch has a truce", None),
        # what should be said, is not
        (f"{SAID} [Birch/NNP>5:nsubj]PER should/MD>5:aux say/VB>2:ccomp that/IN>8:mark Cole/NNP>8:nsubj "
         "lied/VBD>5:ccomp ./.>2:punct",
         "Birch should say that Cole lied", None),
        # nor is it what one thinks oneself, by one's own words
        ("“/`` I/PRP>3:nsubj think/VBP>9:ccomp that/IN>6:mark Cole/NNP>6:nsubj lied/VBD>3:ccomp ”/'' "
         "[Alder/NNP>9:nsubj]PER said/VBD>0:root ./.>9:punct",
         "“I think that Cole lied”", None),
    ],
)  # fmt: skip
def test_what_is_told_in_a_content_is_read_from_the_tree(drawn, content, expected):
    assert inner(drawn, content) == ([expected] if expected else [])


def test_a_hint_says_more_than_the_tree():
    drawn = (
        f"{SAID} [Birch/NNP>5:compound]PER aides/NNS>5:nsubj wish/VBP>2:ccomp he/PRP>7:nsubj resigned/VBD>5:ccomp "
        "soon/RB>5:advmod ./.>2:punct"
    )
    content = "Birch aides wish he resigned soon"
    assert inner(drawn, content)[0][2] == "he resigned"
    assert inner(drawn, content, ("Birch aides", "wish", "he resigned soon"))[0][2] == "he resigned soon"
    # but a hint alone is none: the engine is not sure, and "aides" is no word of saying
    assert inner(drawn.replace("wish", "see"), content.replace("wish", "see"), ("Birch", "aides", "soon")) == []


def test_outside_of_all_contents_nothing_is_read_so():
    signals = sketch("[Birch/NNP>2:nsubj]PER claimed/VBD>0:root that/IN>5:mark Cole/NNP>5:nsubj lied/VBD>2:ccomp")
    assert find_attributions(signals) == ()


def test_nobodys_words_inside_anothers_are_left_out():
    drawn = f"{SAID} talk/NN>2:obj of/IN>5:case war/NN>3:nmod grew/VBD>2:ccomp ./.>2:punct"
    signals = sketch(drawn)
    outer = attribution(signals, "Alder", "said", "talk of war grew")
    at = signals.text.index("talk")
    nobody = Attribution((), (Span(at, at + 7),), (Span(at + 8, at + 11),), 0.5, "test")
    found = find_attributions(structs.replace(signals, attributions=(outer, nobody)))
    assert [a.cue for a in found] == [outer.cue]


def test_whom_it_is_told_is_no_part_of_it_and_an_auxiliary_may_hang_elsewhere():
    drawn = (
        f"{SAID} [Birch/NNP>5:nsubj]PER had/VBD>2:aux convinced/VBN>2:ccomp [Cole/NNP>5:obj]PER that/IN>9:mark "
        "salt/NN>9:nsubj helps/VBZ>5:ccomp ./.>2:punct"
    )
    hint = ("Birch", "convinced", "Cole that salt helps")
    ((source, _, content),) = inner(drawn, "Birch had convinced Cole that salt helps", hint)
    assert (source, content) == ("Birch", "that salt helps")


def test_the_owner_of_a_noun_is_all_of_its_source():
    drawn = (
        f"{SAID} [Birch/NNP>4:nsubj]PER stated/VBD>2:ccomp his/PRP$>6:nmod:poss readiness/NN>4:obj to/TO>8:mark "
        "resign/VB>6:acl ./.>2:punct"
    )
    hint = ("Birch stated his", "readiness", "to resign")
    found = inner(drawn, "Birch stated his readiness to resign", hint)
    assert found == [("his", "readiness", "to resign")]
