"""Text cut into pieces: which, and where they stand."""

from __future__ import annotations

import pytest

from onrecord.engine.wordpiece import LONGEST, UNKNOWN, WordPiece

VOCABULARY = [
    UNKNOWN,
    "the",
    "ferry",
    "fer",
    "##ry",
    "##ri",
    "##es",
    "cafe",
    "x",
    ".",
    ",",
    "“",
    "”",
    "$",
    "5",
    "中",
    "文",
]
WORDPIECE = WordPiece({word: i for i, word in enumerate(VOCABULARY)})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n\u00a0", []),
        ("the ferry", [("the", "the"), ("ferry", "ferry")]),
        # capitals and accents go; the places are those of the text
        ("The Café.", [("the", "The"), ("cafe", "Café"), (".", ".")]),
        ("Cafe\u0301", [("cafe", "Cafe")]),
        # the longest piece from the left, then the rest
        ("Ferries", [("fer", "Fer"), ("##ri", "ri"), ("##es", "es")]),
        # a part that no piece holds makes the whole word unknown
        ("ferrybank", [(UNKNOWN, "ferrybank")]),
        ("x" * (LONGEST + 1), [(UNKNOWN, "x" * (LONGEST + 1))]),
        # marks stand alone, inside a word too
        ("“the ferry,”", [("“", "“"), ("the", "the"), ("ferry", "ferry"), (",", ","), ("”", "”")]),
        ("$5", [("$", "$"), ("5", "5")]),
        ("中文", [("中", "中"), ("文", "文")]),
        # what cannot be seen is not there
        ("the\u200b \ufeffferry\u0000", [("the", "the"), ("ferry", "ferry")]),
        ("fer\u00adry", [("ferry", "fer\u00adry")]),
        ("🚢", [(UNKNOWN, "🚢")]),
    ],
)
def test_encode(text, expected):
    ids, starts, ends = WORDPIECE.encode(text)
    assert [(VOCABULARY[i], text[a:b]) for i, a, b in zip(ids, starts, ends, strict=True)] == expected
