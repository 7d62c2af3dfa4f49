"""Turns of a transcript and signed quotations."""

from __future__ import annotations

import pytest

from onrecord.turns import find_turns
from onrecord.types import Span

TRANSCRIPT = """The envoys of Velmark and Karvonia took questions.

MERA: We have agreed on the water, and on nothing else.

ANCHOR: Then why are you smiling, ambassador?

(LAUGHTER)

MERA: Because a year ago we had not agreed on that.

Nobody is dry.

ANCHOR: Thank you both for coming tonight.

The programme ended."""


def read(text: str) -> list[tuple[str, str, list[str]]]:
    def words(span: Span) -> str:
        return text[span.start : span.end]

    return [(words(a.source[0]), words(a.cue[0]), [words(c) for c in a.content]) for a in find_turns(text)]


def test_each_turn_belongs_to_the_name_that_opens_its_line() -> None:
    assert read(TRANSCRIPT) == [
        ("MERA", ":", ["We have agreed on the water, and on nothing else."]),
        ("ANCHOR", ":", ["Then why are you smiling, ambassador?"]),
        ("MERA", ":", ["Because a year ago we had not agreed on that.", "Nobody is dry."]),
        ("ANCHOR", ":", ["Thank you both for coming tonight."]),
    ]


@pytest.mark.parametrize("dash", ["―", "—", "–", "-", "--"])
def test_the_name_behind_a_dash_signs_the_quotation_before_it(dash: str) -> None:
    text = f"What readers say.\n“The bridge should open.” {dash} Ilda Tarn, of Karvonia\nAnd more."
    assert read(text) == [("Ilda Tarn", dash, ["“The bridge should open.”"])]


@pytest.mark.parametrize(
    "text",
    [
        "Velmark: Talks resume\n\nMera said the talks were on.",  # a headline
        "Mera: 12.\n\nTarn: 9.\n\nMera: 11.\n\nTarn: 8.",  # a table
        "Q: How old are you?\n\nA: Nine years old.\n\nQ: And your sister?\n\nA: She is four years old.",  # unnamed
        "“The bridge should open” — an old wish — Mera said, was not hers.",  # a narrator's dash
        "“The bridge should open.” — Mera said so again.",
        "She spoke of “the bridge” – Karvonia, as ever, was silent.",  # a quotation inside a sentence
    ],
)
def test_other_colons_and_dashes_make_no_attribution(text: str) -> None:
    assert read(text) == []
