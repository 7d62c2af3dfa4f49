from __future__ import annotations

import pytest
from msgspec.structs import replace

from onrecord.mentions import find_mentions
from onrecord.types import Sentence
from sketch import article, sketch


def found(drawn: str) -> list[tuple[str, str, str | None, str]]:
    signals = sketch(drawn)
    mentions = find_mentions(signals, article(signals))
    return [(signals.text[m.span.start : m.span.end], m.form, m.type, m.name) for m in mentions]


@pytest.mark.parametrize(
    ("drawn", "mentions"),
    [
        # the roster types a name anew, and knows adjectives, capitals and metonyms
        ("[Iceland/NNP>2:nsubj]LOC agreed/VBD>0:root", [("Iceland", "name", "country", "Iceland")]),
        ("Icelandic/JJ>2:amod cod/NN>0:root", [("Icelandic", "name", "country", "Iceland")]),
        ("[Kremlin/NNP>2:nsubj]ORG agreed/VBD>0:root", [("Kremlin", "metonym", "government", "Kremlin")]),
        ("[Warsaw/NNP Pact/NNP>3:nsubj]ORG met/VBD>0:root", [("Warsaw Pact", "name", "organization", "Warsaw Pact")]),
        ("[Tass/NNP>2:nsubj]ORG reported/VBD>0:root", [("Tass", "name", "outlet", "TASS")]),
        ("[Pentagon/NNP>2:nsubj]ORG agreed/VBD>0:root",
         [("Pentagon", "metonym", "government", "United States Department of Defense")]),
        # a quarter of the sky is a party only where it acts
        ("the/DT>2:det west/NN>3:nsubj said/VBD>0:root", [("the west", "name", "group", "Western world")]),
        ("it/PRP>2:nsubj hit/VBD>0:root the/DT>4:det west/NN>2:obj", [("it", "pronoun", None, "it")]),
        ("the/DT>2:det west/NN>6:nsubj and/CC>5:cc the/DT>5:det east/NN>2:conj said/VBD>0:root", []),
        ("it/PRP>2:nsubj rained/VBD>0:root in/IN>5:case the/DT>5:det west/NN>2:obl", [("it", "pronoun", None, "it")]),
        ("the/DT>2:det west/NN>5:nsubj of/IN>4:case town/NN>2:nmod fell/VBD>0:root", []),
        # a person that bears a country's name is a person
        ("[Jordan/NNP>2:nsubj]PER agreed/VBD>0:root", [("Jordan", "name", "person", "Jordan")]),
        # a title is no part of the name; pieces of a name are joined
        (
            "President/NNP>2:compound [Jimmy/NNP>4:nsubj]PER [Carter/NNP>2:flat]PER agreed/VBD>0:root",
            [("Jimmy Carter", "name", "person", "Jimmy Carter")],
        ),
        ("[Mr/NNP Begin/NNP>3:nsubj]PER agreed/VBD>0:root", [("Begin", "name", "person", "Begin")]),
        # nominals have their determiner, and what they are of
        (
            "A/DT>3:det senior/JJ>3:amod official/NN>4:nsubj agreed/VBD>0:root",
            [("A senior official", "nominal", "person", "senior official")],
        ),
        (
            "The/DT>3:det foreign/JJ>3:amod minister/NN>6:nsubj of/IN>5:case [Iceland/NNP>3:nmod]LOC agreed/VBD>0:root",
            [
                ("The foreign minister of Iceland", "title", "person", "foreign minister of Iceland"),
                ("Iceland", "name", "country", "Iceland"),
            ],
        ),
        ("The/DT>3:det two/CD>3:nummod leaders/NNS>4:nsubj met/VBD>0:root", [
            ("The two leaders", "nominal", "group", "two leaders")
        ]),
        # people without a noun: as a subject of what only people do, told which, or counted
        ("Many/JJ>2:nsubj fear/VBP>0:root it/PRP>2:obj", [
            ("Many", "nominal", "group", "Many"), ("it", "pronoun", None, "it"),
        ]),
        ("Many/JJ>2:nsubj rust/VBP>0:root", []),
        ("Those/DT>4:nsubj who/WP>3:nsubj stayed/VBD>1:acl:relcl rejoiced/VBD>0:root", [
            ("Those", "nominal", "group", "Those who stayed"), ("who", "pronoun", None, "who"),
        ]),
        ("One/CD>5:nsubj of/IN>4:case the/DT>4:det officials/NNS>1:nmod slept/VBD>0:root", [
            ("One of the officials", "nominal", "person", "One of the officials"),
            ("the officials", "nominal", "group", "officials"),
        ]),
        # what stands right before a noun is its own, though the parser hung it elsewhere; a date is not
        ("the/DT>3:det source/NN>3:nsubj told/VBD>0:root us/PRP>3:iobj", [
            ("the source", "nominal", "person", "source"), ("us", "pronoun", None, "us"),
        ]),
        ("May/NNP>2:compound envoys/NNS>3:nsubj agreed/VBD>0:root", [("envoys", "nominal", "group", "envoys")]),
        # a bare singular noun is no one in particular, and "US" no pronoun
        ("They/PRP>2:nsubj need/VBP>0:root leader/NN>4:compound material/NN>2:obj", [
            ("They", "pronoun", None, "They")
        ]),
        ("US/NNP>2:compound talks/NNS>0:root", [("US", "name", "country", "United States")]),
    ],
)  # fmt: skip
def test_mentions(drawn: str, mentions: list[tuple[str, str, str | None, str]]) -> None:
    assert found(drawn) == mentions


def test_only_the_report_is_read() -> None:
    signals = sketch("[Iceland/NNP>2:nsubj]LOC agreed/VBD>0:root\nCopyright/NN>0:root [Norway/NNP>1:nmod]LOC")
    first = article(signals).paragraphs[:1]
    whole = article(signals)
    only = type(whole)(whole.text, paragraphs=first)
    assert [m.name for m in find_mentions(signals, only)] == ["Iceland"]


def test_countries_tell_what_is_theirs() -> None:
    signals = sketch("The/DT>3:det Norwegian/JJ>3:amod government/NN>4:nsubj agreed/VBD>0:root")
    government, adjective = find_mentions(signals, article(signals))
    assert (government.country, government.type, adjective.adjective) == ("NO", "government", True)


def test_what_a_text_is_in_is_no_person() -> None:
    drawn = """
        they/PRP>2:nsubj slept/VBD>0:root in/IN>4:case [Zobra/NNP>2:obl]PER
        [Zobra/NNP>2:nsubj]PER burned/VBD>0:root
    """
    assert [m[2] for m in found(drawn) if m[0] == "Zobra"] == ["place", "place"]


@pytest.mark.parametrize(
    ("drawn", "names"),
    [
        ("[Cyclone/NNP Ada/NNP>3:nsubj]PER struck/VBD>0:root\n[Ada/NNP>2:nsubj]PER grew/VBD>0:root", []),
        # whoever speaks is somebody, and a company is one
        ("[Cyclone/NNP Ada/NNP>3:nsubj]PER struck/VBD>0:root\n[Ada/NNP>2:nsubj]PER said/VBD>0:root", ["Ada"]),
        ("[Cyclone/NNP Power/NNP>3:nsubj]ORG sued/VBD>0:root", ["Cyclone Power"]),
    ],
)
def test_a_storm_is_nobody(drawn: str, names: list[str]) -> None:
    assert [name for name, form, *_ in found(drawn) if form == "name"] == names


def test_the_quarters_of_another_sentence_do_not_count() -> None:
    signals = sketch("""
        talks/NNS>2:nsubj went/VBD>0:root on/RP>2:compound in/IN>6:case the/DT>6:det east/NN>2:obl
        the/DT>2:det west/NN>3:nsubj said/VBD>0:root so/RB>3:advmod
    """)
    first, second = signals.sentences
    at = signals.tokens[3].start  # where the engine saw a sentence begin that no mark divides
    parts = (Sentence(0, at - 1, 0, 3), Sentence(at, first.end, 3, 6))
    signals = replace(signals, sentences=(*parts, second))
    assert "Western world" in {m.name for m in find_mentions(signals, article(signals))}


@pytest.mark.parametrize(
    ("sure", "body", "kept"),
    [
        (0.6, "the/DT>2:det treaty/NN>3:nsubj failed/VBD>0:root", False),
        (0.9, "the/DT>2:det treaty/NN>3:nsubj failed/VBD>0:root", True),
        (0.6, "the/DT>3:det [Harbour/NNP>3:compound League/NNP>4:nsubj]ORG failed/VBD>0:root", True),  # told of
    ],
)
def test_a_headline_in_capitals_makes_no_bodies(sure: float, body: str, kept: bool) -> None:
    head = (
        "[Harbour/NNP>2:compound League/NNP>3:nsubj]ORG Ends/VBZ>0:root Without/IN>6:case Signed/VBN>6:amod "
        "Treaty/NNP>3:obl"
    )
    signals = sketch(f"{head}\n{body}")
    signals = replace(signals, names=tuple(replace(n, confidence=sure) for n in signals.names))
    found = {m.span.start for m in find_mentions(signals, article(signals)) if m.form == "name"}
    assert (0 in found) == kept
