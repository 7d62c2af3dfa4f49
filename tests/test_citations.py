"""Whom a source cites, and through which outlet words came."""

from __future__ import annotations

import pytest
from msgspec import structs

from onrecord.attributions import find_attributions
from onrecord.statements import resolve_statements
from onrecord.types import Entity, Mention, Span
from sketch import article, attribution, sketch

CITING = (
    "the/DT>2:det Courier/NNP>{said}:nsubj ,/,>4:punct citing/VBG>{said}:advcl {cited} ,/,>4:punct said/VBD>0:root "
    "Birch/NNP>{left}:nsubj left/VBD>{said}:ccomp ./.>{said}:punct"
)


def entity(text: str, name: str, kind: str) -> Entity:
    at = text.index(name)
    return Entity(name, name, kind, None, None, (), (Mention(Span(at, at + len(name)), "name"),), "test", 1.0)  # type: ignore[arg-type]


def read(drawn, *said, known=()):
    """Return (source, content's first word, whether it stands in another's words, chain) of each statement."""
    signals = sketch(drawn)
    signals = structs.replace(signals, attributions=tuple(attribution(signals, *x) for x in said))
    entities = [entity(signals.text, *x) for x in known]
    found = resolve_statements(find_attributions(signals), signals, article(signals), entities, ())
    text = signals.text
    return [(" … ".join(text[p.start : p.end] for p in s.source), s.within is not None, s.via) for s in found]


def test_who_is_cited_speaks_through_who_cites():
    drawn = CITING.format(cited="two/CD>6:nummod officials/NNS>4:obj", said=8, left=10)
    found = read(drawn, ("the Courier", "said", "Birch left"), known=[("Courier", "outlet")])
    assert found == [("the Courier", False, ()), ("two officials", True, ("Courier",))]


def test_a_source_goes_without_the_citation():
    drawn = CITING.format(cited="two/CD>6:nummod officials/NNS>4:obj", said=8, left=10)
    found = read(drawn, ("the Courier, citing two officials", "said", "Birch left"))
    assert [source for source, _, _ in found] == ["the Courier", "two officials"]


def test_what_is_cited_and_no_one_says_nothing():
    drawn = CITING.format(cited="heavy/JJ>6:amod rain/NN>4:obj", said=8, left=10)
    assert [s for s, _, _ in read(drawn, ("the Courier", "said", "Birch left"))] == ["the Courier"]


@pytest.mark.parametrize(
    ("drawn", "cue", "content", "via"),
    [
        ("Alder/NNP>2:nsubj told/VBD>0:root the/DT>4:det Courier/NNP>2:obj Birch/NNP>6:nsubj left/VBD>2:ccomp",
         "told", "Birch left", ("Courier",)),
        ("Alder/NNP>2:nsubj said/VBD>0:root in/IN>5:case an/DT>5:det interview/NN>2:obl with/IN>8:case the/DT>8:det "
         "Courier/NNP>5:nmod Birch/NNP>10:nsubj left/VBD>2:ccomp",
         "said", "Birch left", ("Courier",)),
        ("Alder/NNP>2:nsubj said/VBD>0:root in/IN>6:case a/DT>6:det Courier/NNP>6:compound interview/NN>2:obl "
         "Birch/NNP>8:nsubj left/VBD>2:ccomp",
         "said", "Birch left", ("Courier",)),
        # not one that is only spoken of
        ("Alder/NNP>2:nsubj said/VBD>0:root of/IN>5:case the/DT>5:det Courier/NNP>2:obl Birch/NNP>7:nsubj "
         "left/VBD>2:ccomp",
         "said", "Birch left", ()),
        # nor one in what is said
        ("Alder/NNP>2:nsubj said/VBD>0:root Birch/NNP>4:nsubj left/VBD>2:ccomp the/DT>6:det Courier/NNP>4:obj",
         "said", "Birch left the Courier", ()),
    ],
)  # fmt: skip
def test_the_outlet_that_words_went_through_is_in_their_chain(drawn, cue, content, via):
    ((_, _, chain),) = read(drawn, ("Alder", cue, content), known=[("Alder", "person"), ("Courier", "outlet")])
    assert chain == via
