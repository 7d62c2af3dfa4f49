"""Which statements answer a question; the store's answers are held to these in test_store."""

from __future__ import annotations

import pytest

from onrecord.errors import QueryError
from onrecord.query import Question, days, find_statements, fold, keep_confident, phrases
from records import report

# question -> the statements of `records.report()` that answer it
ANSWERS = [
    ({}, "s1 s2 s3 s4 s5 s6 s7 s8 s9 s10"),
    # any case, with or without accents; a part of the name will do, a part of a word will not
    ({"speaker": "ilse maren"}, "s2 s3 s4 s5 s6 s7"),
    ({"speaker": "TOMAS"}, "s9"),
    ({"speaker": "Mare"}, ""),
    # pronouns name no one
    ({"speaker": "she"}, ""),
    # a speaker who is no entity is found by the words that describe them
    ({"speaker": "senior official"}, "s10"),
    ({"addressee": "Reel"}, "s6"),
    # words in any order, phrases in one; in what was said, not in who said it
    ({"words": "reel four"}, "s1 s5"),
    ({"words": '"four years" spoken'}, "s5"),
    ({"words": "“freed”"}, "s7 s8"),
    ({"words": "official"}, ""),
    # on whose word: the outlet, or anyone in the chain
    ({"via": "Meridian"}, "s2"),
    ({"via": "harbour post"}, "s1 s2 s3 s4 s5 s6 s7 s8 s9 s10"),
    ({"outlet": "Harbour Post"}, "s1 s2 s3 s4 s5 s6 s7 s8 s9 s10"),
    ({"outlet": "Meridian"}, ""),
    # dates of any precision, both ends inclusive
    ({"since": "1985-05-16", "until": "1985-05-16", "words": "door"}, "s4"),
    ({"since": "1985", "words": "door"}, "s4"),
    ({"until": "1985-05-15"}, ""),
    ({"since": "1985-06"}, ""),
    ({"min_confidence": 0.95}, "s1 s3 s4"),
    ({"speaker": "Maren", "via": "Meridian", "min_confidence": 0.9}, ""),
]


@pytest.mark.parametrize(("question", "expected"), ANSWERS)
def test_find_statements(question, expected):
    rows = find_statements([report()], Question(**question))
    assert [row.statement for row in rows] == expected.split()


def test_row_tells_who_stands_between():
    row = next(find_statements([report()], Question(via="Meridian")))
    assert (row.speaker, row.on_word_of) == ("Ilse Maren", ("The Harbour Post", "Meridian"))
    assert row.content == "to meet Castellane’s prime minister-elect Tomás Reel"


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Zelenskiy", " zelenskiy "),
        ("Erdoğan’s", " erdogan s "),
        ("Lech Wałęsa", " lech walesa "),
        ("İstanbul", " istanbul "),
        ("STRASSE Straße", " strasse strasse "),
        ("U.S.", " u s "),
        ("ʿAbd al-Qādir", " abd al qadir "),
        ("Горбачёв", " горбачев "),
        (" — ", "  "),
    ],
)
def test_fold(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("1985", ("1985-01-01", "1985-12-31")),
        ("1984-02", ("1984-02-01", "1984-02-29")),
        ("1985-05-16", ("1985-05-16", "1985-05-16")),
        ("1985-05-16T23:30:00Z", ("1985-05-16", "1985-05-16")),
    ],
)
def test_days(value, expected):
    assert days(value) == expected


@pytest.mark.parametrize("value", ["", "yesterday", "1985-13", "1985-02-30", "85-02-03", "0000", "1985-5-1"])
def test_what_is_no_date(value):
    with pytest.raises(QueryError, match="is not a date"):
        days(value)


def test_phrases():
    assert phrases('naval "air bases"  Lake') == (" naval ", " air bases ", " lake ")
    with pytest.raises(QueryError, match="no word"):
        phrases('"" …')


def test_keep_confident_keeps_whose_word_it_is():
    record = report()
    kept = keep_confident(record, 0.85)
    # s2 goes, and with it the event and the position that rest on it; s8 goes
    assert [s.id for s in kept.statements] == ["s1", "s3", "s4", "s5", "s6", "s7", "s9", "s10"]
    assert [e.id for e in kept.events] == ["v2", "v3", "v4"]
    assert [p.id for p in kept.positions] == ["p2"]
    assert kept.notes == ("left out as less sure than 0.85: 2 statements, 2 events, 1 position",)
    assert keep_confident(record, 0.0) == record


def test_keep_confident_never_gives_an_inner_statement_to_the_outlet_alone():
    kept = keep_confident(report(), 0.8)
    assert {s.id: s.within for s in kept.statements if s.via} == {"s2": "s1"}
