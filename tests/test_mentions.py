from __future__ import annotations

import pytest

from onrecord.mentions import find_mentions
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
