"""Attributions read in full: who speaks to whom, on whose word, when, at what, and whether at all."""

from __future__ import annotations

import pytest
from msgspec import structs

import trees
from marks import unmark
from onrecord.attributions import find_attributions
from onrecord.statements import resolve_statements
from onrecord.types import Attribution, Statement, Timex


def read(*marked: str, timexes: tuple[Timex, ...] = (), **meant: str) -> tuple[Statement, ...]:
    """Return the statements of one text in which each of `marked` draws one attribution."""
    text, found = "", []
    for m in marked:
        text, spans = unmark(m)
        parts = (tuple(spans.get(part, ())) for part in ("source", "cue", "content"))
        found.append(Attribution(*parts, confidence=0.9, origin="test"))
    signals = structs.replace(trees.signals(text), attributions=tuple(found))
    article = trees.article(text)
    return resolve_statements(find_attributions(signals), signals, article, trees.entities(text, **meant), timexes)


def test_whom_it_is_said_to_and_when():
    text = "Alder told Birch on Tuesday that Cole would leave."
    tuesday = trees.timex(text, "Tuesday", "1986-10-07")
    (s,) = read(
        "<source>Alder</source> <cue>told</cue> Birch on Tuesday <content>that Cole would leave</content>.",
        timexes=(tuesday,),
    )
    assert (s.speaker, s.addressee, s.said, s.type, s.kind, s.voice) == (
        "Alder",
        "Birch",
        "t1",
        "indirect",
        "speech",
        "named",
    )


def test_a_time_inside_the_content_is_not_that_of_saying():
    text = "Alder told Birch on Tuesday that Cole would leave."
    (s,) = read(
        "<source>Alder</source> <cue>told</cue> Birch <content>on Tuesday that Cole would leave</content>.",
        timexes=(trees.timex(text, "Tuesday", "1986-10-07"),),
    )
    assert s.said is None


def test_what_it_is_said_in():
    (s,) = read("In a letter to Birch, <source>Alder</source> <cue>wrote</cue> <content>that Cole had left</content>.")
    text = "In a letter to Birch, Alder wrote that Cole had left."
    assert [text[o.start : o.end] for o in s.occasion] == ["In a letter to Birch"]


def test_the_day_behind_an_occasion_is_part_of_it():
    text = "At a news conference on Tuesday, Alder said Birch had left."
    said = "<source>Alder</source> <cue>said</cue> <content>Birch had left</content>."
    marked = f"At a news conference on Tuesday, {said}"
    (s,) = read(marked, timexes=(trees.timex(text, "Tuesday", "1986-10-07"),))
    assert [text[o.start : o.end] for o in s.occasion] == ["At a news conference on Tuesday"]
    assert s.said == "t1"
    (s,) = read(marked)
    assert [text[o.start : o.end] for o in s.occasion] == ["At a news conference"]


def test_layers_name_their_holder_and_their_chain():
    outer, inner = read(
        "<source>Alder</source> <cue>said</cue> <content>Birch had claimed that Cole lied</content>.",
        "Alder said <source>Birch</source> <cue>had claimed</cue> <content>that Cole lied</content>.",
    )
    assert (outer.within, outer.via, outer.speaker) == (None, (), "Alder")
    assert (inner.within, inner.via, inner.speaker) == (outer.id, ("Alder",), "Birch")


@pytest.mark.parametrize(
    ("marked", "negated"),
    [
        (
            "<source>Alder</source> <cue>has not said</cue> <content>that Birch lied</content>, but called for talks.",
            True,
        ),
        # the negation need not be in the cue
        (
            "<source>Alder</source> has not <cue>said</cue> <content>that Birch lied</content>, but called for talks.",
            True,
        ),
        # nor does it reach the next verb
        (
            "<source>Alder</source> has not said that Birch lied, but <cue>called for</cue> <content>talks</content>.",
            False,
        ),
        # to deny is to say
        ("<source>Alder</source> <cue>denied</cue> <content>that he had met Birch</content>.", False),
        ("<source>Ruritania</source> <cue>declined to</cue> <content>comment</content>.", True),
        # to refuse an act is not to keep silent
        ("<source>Alder</source> <cue>refused</cue> <content>to meet Birch</content>.", False),
    ],
)
def test_a_thing_not_said_is_negated(marked, negated):
    end = unmark(marked)[1]["cue"][-1].end  # the cue may grow by its auxiliaries
    assert [s.negated for s in read(marked) if s.cue[-1].end == end] == [negated]


def test_a_cue_without_a_source_takes_its_verbs_subject():
    _, s = read("Alder has not said that Birch lied, but <cue>called for</cue> <content>talks</content>.")
    assert s.speaker == "Alder"
    assert s.source


@pytest.mark.parametrize(
    ("source", "speaker"),
    [
        # a noun that only says what kind of body it is
        ("The Ruritania movement", "Ruritania"),
        # another than the one named
        ("The Ruritania minister", None),
    ],
)
def test_a_name_within_a_source_speaks_only_as_itself(source, speaker):
    (s,) = read(f"<source>{source}</source> <cue>said</cue> <content>Birch lied</content>.")
    assert s.speaker == speaker


def test_no_one_is_a_voice_of_its_own():
    (s,) = read("<cue>If</cue> Alder meets Birch, <content>Cole will leave</content>.")
    assert (s.voice, s.speaker, s.source) == ("unattributed", None, ())


@pytest.mark.parametrize(
    ("marked", "kind"),
    [
        ('<content>"I am ready to meet, if he wants,"</content> <source>Alder</source> <cue>said</cue>.', "direct"),
        ('"I am ready to meet, <content>if he wants,"</content> <source>Alder</source> <cue>said</cue>.', "direct"),
        ("<source>Alder</source> <cue>denied</cue> <content>meeting Birch</content>.", "indirect"),
    ],
)
def test_direct_is_between_marks(marked, kind):
    assert [s.type for s in read(marked)] == [kind]


def test_a_title_before_a_name_means_its_bearer():
    (s,) = read("<source>Secretary of State Alder</source> <cue>said</cue> <content>that Cole had left</content>.")
    assert s.speaker == "Alder"
