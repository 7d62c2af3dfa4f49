"""Who speaks, where that is not who the words name: spokesmen, documents, what stands before the subject."""

from __future__ import annotations

import pytest
from msgspec import structs

from onrecord.actors import load_roster
from onrecord.entities import resolve_entities
from onrecord.grammar import Tree
from onrecord.speakers import Mentions, Voice, find_speakers, for_whom
from onrecord.types import Entity, EntityType, Role, Span
from sketch import article, attribution, sketch

FRONT = "[Northland/NNP>4:compound Front/NNP>4:compound]ORG"


def voices(drawn: str, *said: tuple[str, str, str]) -> list[Voice]:
    signals = sketch(drawn)
    told = [attribution(signals, *x) for x in said]
    entities = resolve_entities(signals, article(signals), told, load_roster())
    return find_speakers(Tree(signals), Mentions(entities), told)


@pytest.mark.parametrize(
    ("drawn", "source", "speaker"),
    [
        # a spokesman without a name speaks for the body that is named with him
        (f"a/DT>4:det {FRONT} spokesman/NN>5:nsubj said/VBD>0:root so/RB>5:advmod",
         "a Northland Front spokesman", "Northland Front"),
        ("a/DT>2:det spokesman/NN>7:nsubj for/IN>6:case the/DT>6:det [Northland/NNP>6:compound Front/NNP>2:nmod]ORG "
         "said/VBD>0:root so/RB>7:advmod",
         "a spokesman for the Northland Front", "Northland Front"),
        # one with a name speaks for himself
        ("[Northland/NNP>2:compound Front/NNP>3:compound]ORG spokesman/NN>4:compound "
         "[Anna/NNP>6:nsubj Alder/NNP>4:flat]PER "
         "said/VBD>0:root so/RB>6:advmod",
         "Northland Front spokesman Anna Alder", "Anna Alder"),
        # what kind of body it is may be said in a word or three
        (f"the/DT>5:det {FRONT} news/NN>5:compound agency/NN>6:nsubj said/VBD>0:root so/RB>6:advmod",
         "the Northland Front news agency", "Northland Front"),
        # a report speaks for who wrote it
        (f"a/DT>4:det {FRONT} report/NN>5:nsubj said/VBD>0:root so/RB>5:advmod",
         "a Northland Front report", "Northland Front"),
        ("[Anna/NNP>2:compound Alder/NNP>4:nmod:poss]PER 's/POS>2:case proposal/NN>5:nsubj said/VBD>0:root "
         "so/RB>5:advmod",
         "Anna Alder's proposal", "Anna Alder"),
        # a description may have begun before the words of the source
        ("angry/JJ>2:amod farmers/NNS>3:nsubj said/VBD>0:root so/RB>3:advmod", "farmers", "angry farmers"),
        ("Old/JJ>2:amod envoys/NNS>6:nsubj such/JJ>5:case as/IN>3:fixed [Alder/NNP>2:nmod]PER said/VBD>0:root "
         "so/RB>6:advmod",
         "Old envoys such as Alder", "Old envoys"),
        # how many, of whom
        ("Much/JJ>5:nsubj of/IN>4:case the/DT>4:det public/NN>1:nmod said/VBD>0:root so/RB>5:advmod",
         "Much of the public", "public"),
        # one without its comma
        ("[Alder/NNP>4:nsubj]PER an/DT>3:det envoy/NN>4:nsubj said/VBD>0:root so/RB>4:advmod",
         "Alder an envoy", "Alder"),
    ],
)  # fmt: skip
def test_who_speaks(drawn: str, source: str, speaker: str) -> None:
    (voice,) = voices(drawn, (source, "said", "so"))
    assert voice.speaker is not None
    assert voice.speaker.name == speaker


def test_an_unnamed_spokesman_stays_one_though_his_body_speaks() -> None:
    (voice,) = voices(
        f"a/DT>4:det {FRONT} spokesman/NN>5:nsubj said/VBD>0:root so/RB>5:advmod",
        ("a Northland Front spokesman", "said", "so"),
    )
    assert voice.words is not None
    assert voice.words.name != "Northland Front"


def test_the_report_is_the_last_ones() -> None:
    first, second = voices(
        f"""
        a/DT>4:det {FRONT} report/NN>5:nsubj said/VBD>0:root so/RB>5:advmod
        the/DT>2:det report/NN>3:nsubj added/VBD>0:root more/JJR>3:obj
        """,
        ("a Northland Front report", "said", "so"),
        ("the report", "added", "more"),
    )
    assert second.speaker is not None
    assert second.speaker == first.speaker


def test_what_stands_before_the_subject_does_not_speak() -> None:
    (voice,) = voices(
        "of/IN>2:case [Porto/NNP>5:obl]LOC [Anna/NNP>5:nsubj Alder/NNP>3:flat]PER said/VBD>0:root so/RB>5:advmod",
        ("Porto Anna Alder", "said", "so"),
    )
    assert voice.speaker is not None
    assert voice.speaker.name == "Anna Alder"


def test_many_are_those_who_are_counted() -> None:
    (voice,) = voices(
        "many/JJ>2:amod hundreds/NNS>5:nsubj of/IN>4:case women/NNS>2:nmod said/VBD>0:root so/RB>5:advmod",
        ("many hundreds of women", "said", "so"),
    )
    assert voice.speaker is not None
    assert voice.speaker.name == "women"


def test_what_follows_a_description_is_said_of_it() -> None:
    (voice,) = voices(
        "an/DT>2:det envoy/NN>6:nsubj familiar/JJ>2:amod with/IN>5:case it/PRP>3:obl said/VBD>0:root so/RB>6:advmod",
        ("an envoy familiar with it", "said", "so"),
    )
    assert voice.speaker is not None
    assert voice.speaker.name == "envoy"


@pytest.mark.parametrize("word", ["they/PRP", "both/DT"])
def test_they_are_those_named_together_and_the_first_of_them_speaks(word: str) -> None:
    drawn = f"""
        [Anna/NNP>6:nsubj Alder/NNP>1:flat]PER and/CC>4:cc [Carl/NNP>1:conj Birch/NNP>4:flat]PER met/VBD>0:root
        {word}>2:nsubj said/VBD>0:root so/RB>2:advmod
    """
    (voice,) = voices(drawn, (word.split("/")[0], "said", "so"))
    assert voice.speaker is not None
    assert voice.speaker.name == "Anna Alder"


def test_the_statement_is_whose_words_stood_in_one() -> None:
    first, second, third = voices(
        """
        [Anna/NNP>3:nsubj Alder/NNP>1:flat]PER said/VBD>0:root in/IN>6:case a/DT>6:det statement/NN>3:obl so/RB>3:advmod
        the/DT>2:det statement/NN>3:nsubj added/VBD>0:root more/JJR>3:obj
        a/DT>2:det statement/NN>3:nsubj denied/VBD>0:root it/PRP>3:obj
        """,
        ("Anna Alder", "said", "so"),
        ("the statement", "added", "more"),
        ("a statement", "denied", "it"),
    )
    assert second.speaker is not None
    assert second.speaker == first.speaker
    assert third.speaker is None or third.speaker != first.speaker  # one that is new is another's


def entity(name: str, kind: EntityType, *roles: Role) -> Entity:
    return Entity(name, name, kind, None, None, roles, (), "test", 1.0)


def test_we_is_the_body_that_speaks_or_that_an_officer_speaks_for() -> None:
    front = entity("Northland Front", "organization")
    role = Role("commander", "current", Span(0, 9), org="Northland Front")
    officer, other = entity("Alder", "person", role), entity("Birch", "person")
    known = (front, officer, other)
    assert for_whom(["“We"], front, known) == front
    assert for_whom(["our"], officer, known) == front
    assert for_whom(["we"], other, known) is None
    assert for_whom(["we"], entity("Birch", "person", structs.replace(role, status="former")), known) is None
    assert for_whom(["they"], front, known) is None


def test_a_document_told_of_before_speaks_for_who_issued_it() -> None:
    drawn = (
        "[Anna/NNP>2:compound Alder/NNP>3:nsubj]PER read/VBD>0:root proposal/NN>3:obj from/IN>6:case "
        "[Iceland/NNP>4:nmod]LOC\n{}/DT>2:det proposal/NN>3:nsubj demand/VBP>0:root so/RB>3:advmod"
    )
    (voice,) = voices(drawn.format("The"), ("The proposal", "demand", "so"))
    assert voice.speaker is not None
    assert voice.speaker.name == "Iceland"
    (voice,) = voices(drawn.format("Some"), ("Some proposal", "demand", "so"))
    assert voice.speaker is None
    rejected = (
        "[Iceland/NNP>3:nsubj]LOC has/VBZ>3:aux rejected/VBN>0:root the/DT>5:det proposal/NN>3:obj\n"
        "The/DT>2:det proposal/NN>3:nsubj demands/VBZ>0:root so/RB>3:advmod"
    )
    (voice,) = voices(rejected, ("The proposal", "demands", "so"))
    assert voice.speaker is None  # who rejects it has not issued it


def test_who_a_study_is_about_does_not_speak_by_it() -> None:
    drawn = (
        "an/DT>2:det audit/NN>6:nsubj {}/IN>5:case [Northland/NNP>5:compound Front/NNP>2:nmod]ORG "
        "said/VBD>0:root so/RB>6:advmod"
    )
    (voice,) = voices(drawn.format("of"), ("an audit of Northland Front", "said", "so"))
    assert voice.speaker is None
    (voice,) = voices(drawn.format("by"), ("an audit by Northland Front", "said", "so"))
    assert voice.speaker is not None
