"""Quotations that go on behind what interrupts them."""

from __future__ import annotations

import pytest

from marks import unmark
from onrecord.quotations import carry_on, to_the_end
from onrecord.text import words
from onrecord.types import Attribution

SAID = "<content>“We wait,”</content> <source>Alder</source> <cue>said</cue>. "


def said(parts, source="source", cue="cue", content="content", origin="test"):
    """Return the attribution whose parts are drawn with these names."""
    return Attribution(*(tuple(parts.get(k, ())) for k in (source, cue, content)), 0.9, origin)


def carried(marked, origin="test"):
    """Return the words of the content drawn, with what `carry_on` adds to it."""
    text, parts = unmark(marked)
    (found,) = carry_on(text, [said(parts, origin=origin)])
    return words(text, found.content)


@pytest.mark.parametrize(
    ("marked", "more"),
    [
        # a sentence between marks, for which nobody is named
        (SAID + "A bell rang. “It will take a week.”", " … “It will take a week.”"),
        # behind what was said without marks
        ("<source>Alder</source> <cue>said</cue> <content>they would wait</content>. “It will take a week.”",
         " … “It will take a week.”"),
        # behind a colon
        ("<source>Alder</source> <cue>said</cue> <content>they would wait</content>: “It will take a week.”",
         " … “It will take a week.”"),
        # whoever is quoted in it is told by the same speaker
        (SAID + "“He told me that it would take a week.”", " … “He told me that it would take a week.”"),
        # where it opens the next paragraph
        (SAID + "A bell rang.\n“It will take a week.”", " … “It will take a week.”"),
        # not the one after that
        (SAID + "\nA bell rang.\n“It will take a week.”", ""),
        # a term or a title is not a sentence
        (SAID + "They call it “the long wait of the north”.", ""),
        (SAID + "They sang “It will take a week.”", ""),
        # who did not say the one did not say the other
        ("<source>Alder</source> <cue>did not say</cue> <content>who came</content>. “It will take a week.”", ""),
    ],
)  # fmt: skip
def test_a_quotation_goes_on(marked, more):
    before = words(*(lambda text, parts: (text, parts["content"]))(*unmark(marked)))
    assert carried(marked) == before + more


def test_a_quotation_that_someone_else_says_is_theirs():
    text, parts = unmark(
        "<a>“We wait,”</a> <b>Alder</b> <c>said</c>. <d>“It will take a week,”</d> <e>Birch</e> <f>said</f>."
    )
    found = [said(parts, "b", "c", "a"), said(parts, "e", "f", "d")]
    assert carry_on(text, found) == found


def test_a_turn_of_a_transcript_ends_with_its_line():
    marked = "<source>ALDER</source><cue>:</cue> <content>We wait.</content>\n“It will take a week.”"
    assert carried(marked, "turns/1") == "We wait."


SPLIT = "<source>Alder</source> <cue>said</cue>: <content>“We wait. We hope</content> for rain."


@pytest.mark.parametrize(
    ("marked", "read"),
    [
        (SPLIT + "”", "“We wait. We hope for rain.”"),
        (SPLIT + " A bell rang.", "“We wait. We hope"),
        ("<source>Alder</source> <cue>said</cue> <content>they wait</content>. “We hope for rain.”", "they wait"),
    ],
)
def test_what_is_quoted_goes_on_to_the_closing_mark(marked, read):
    text, parts = unmark(marked)
    (found,) = to_the_end(text, [said(parts)])
    assert words(text, found.content) == read


def test_a_quotation_ends_where_another_outside_it_says_the_rest():
    text, parts = unmark(
        "<a>Alder</a> <b>said</b> <c>“they wait,</c> <d>and they hope”</d>, <e>Birch</e> <f>repeated</f>."
    )
    found = [said(parts, "a", "b", "c"), said(parts, "e", "f", "d")]
    assert to_the_end(text, found) == found
