"""The card: everything a reader must see, at 80 columns and without colour."""

from __future__ import annotations

import re
from io import StringIO

import pytest
from msgspec.structs import replace
from rich.console import Console

from onrecord.query import find_statements
from onrecord.render.card import record_card, statements_cards, statements_table
from onrecord.render.view import day_in_words, in_row, letters, view
from onrecord.types import SCHEMA, Article, Field, Record, Span
from records import article, origin, report


def draw(drawing, width=80, **settings):
    page = StringIO()
    Console(file=page, width=width, highlight=False, **settings).print(drawing)
    return "\n".join(line.rstrip() for line in page.getvalue().rstrip().split("\n"))


def flat(card):
    return " ".join(card.replace("│", " ").split())


@pytest.mark.parametrize(
    "lines",
    [
        # what the report is
        "The Harbour Post · Thursday 16 May 1985 · by Ana Lind",
        "10 statements, 3 encounters, 2 other events, 2 positions",
        # nested under the one that holds it, with the chain and what is held
        "    1.1 Ilse Maren · is ready\n        attitude · reported · on the word of Meridian\n"
        "        │ to meet Castellane’s prime minister-elect Tomás Reel\n        → willingness towards Tomás Reel",
        # in their words, when, and on what occasion
        "2   Ilse Maren · said\n    in their words · Thursday (16 May 1985) · during her spring news conference",
        # a quote in two pieces
        "│ “Our door,” … “was never locked.”",
        # low confidence is said
        "6.1 Norvia · says\n        partly in their words · on the word of Ilse Maren · 70% sure",
        # what was not said
        "7   Tomás Reel · has not said\n    reported\n    NOT SAID, as the report has it:\n    │ whether he will go",
        "8   A senior official in Port Castell (unnamed) · denied",
        # encounters, with whether they happened and on whose word
        "A   Meeting · OFFERED · Ilse Maren with Tomás Reel\n    on the word of Ilse Maren",
        "B   Call · DID NOT HAPPEN · Ilse Maren with Tomás Reel",
        "on the word of Ilse Maren · in over four years (no later than 16 May 1981)",
        "D   Negotiation · DENIED · parties not said\n    on the word of “A senior official in Port Castell”",
        "E   Assault · GOING ON · Norvia\n    in the report's own voice · in or near Lake Orrin · 60% sure",
        "    Ilse Maren · demand on Tomás Reel · in 5\n    │ withdraw from the Strait Islands",
        "    Tomás Reel  prime minister-elect  also “Reel”",
    ],
)  # fmt: skip
def test_card_says(lines):
    assert lines in draw(record_card(report()))


@pytest.mark.parametrize("width", [40, 80, 120])
def test_evidence_is_never_cut(width):
    record = report()
    card = draw(record_card(record), width)
    assert max(map(len, card.splitlines())) <= width
    for row in find_statements([record]):
        assert row.content in flat(card)


def test_long_words_are_folded_not_cut():
    word = "Zz" * 120
    record = Record(SCHEMA, "0", origin(), Article(word, title=Field(word, Span(0, 240), "hand/1")))
    assert draw(record_card(record), 60).replace("\n", "").count("Zz") == 120


def test_nothing_found_is_said():
    record = Record(SCHEMA, "0", origin(), article(), notes=("the report's language is fr",))
    card = draw(record_card(record))
    assert "Note: the report's language is fr" in card
    assert "Nothing was found" in card


def test_a_report_cannot_steer_the_terminal():
    text = "\x1b[2J\x1b]0;title\x07 [bold]no markup[/bold]"
    record = Record(SCHEMA, "0", origin(), Article(text, title=Field(text, Span(0, len(text)), "hand/1")))
    card = draw(record_card(record))
    assert "\x1b" not in card
    assert "\x07" not in card
    assert "[bold]no markup[/bold]" in card


def test_colour_says_nothing_that_words_do_not():
    record = report()
    coloured = draw(record_card(record), force_terminal=True, color_system="truecolor")
    bare = re.sub(r"\x1b\[[0-9;]*m", "", coloured)
    assert [line.rstrip() for line in bare.split("\n")] == draw(record_card(record)).split("\n")


def test_rows_of_many_reports():
    rows = list(find_statements([report(), replace(report(), id="f" * 64)]))
    for drawn in (draw(statements_table(rows), 200), draw(statements_cards(rows))):
        assert "20 statements in 2 reports" in drawn
        assert "whether he will go" in drawn
    assert "Meridian < The Harbour Post" in draw(statements_table(rows), 200)
    assert draw(statements_table([])) == "No statement answers that."
    assert draw(statements_cards([])) == "No statement answers that."


def test_numbers_follow_what_holds_what():
    (first, *_) = view(report()).statements
    assert (first.number, [s.number for s in first.inner]) == ("1", ["1.1"])


def test_letters():
    assert [letters(i) for i in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]


def test_in_row():
    assert [in_row(n) for n in ([], ["A"], ["A", "B"], ["A", "B", "C"])] == ["", "A", "A and B", "A, B and C"]


@pytest.mark.parametrize(
    ("value", "words"),
    [("1985-05-16", "16 May 1985"), ("1985-05", "May 1985"), ("1985", "1985"), ("1985-W20", "1985-W20"), ("P4Y", "P4Y"),
     ("1985-05-16T10:00:00Z", "16 May 1985"), ("PAST_REF", "PAST_REF"), ("1985-13", "1985-13")],
)  # fmt: skip
def test_day_in_words(value, words):
    assert day_in_words(value) == words
