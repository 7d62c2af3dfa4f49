"""Who the speakers are, scored: on the invented report of `records` and an invented roster."""

from __future__ import annotations

import json

import pytest
from msgspec.structs import replace

import actors
import corpora
import linked
import records
from onrecord.actors import Actor, Term

MAREN = Actor(
    "nv.maren", "person", "Ilse K. Maren", ("Ilse Maren",), country="NV",
    terms=(Term("Foreign Minister", "1978", "1981-03"), Term("President", "1981-03-02")),
)  # fmt: skip
NORVIA = Actor("NV", "country", "Norvia", ("Republic of Norvia",), country="NV")
REEL = Actor("cs.reel", "person", "Tomas Reel", country="CS")
COURIER = Actor("courier", "outlet", "The Courier", country="NV")
ROSTER = actors.Holdings((MAREN, NORVIA, REEL, COURIER))
PRESIDENT = {"title": "President", "office": "head of state", "country": "NV", "status": "current", "stated": False}
ELECT = {"title": "Prime Minister", "office": "head of government", "country": "CS", "status": "elect", "stated": True}


def speaker(key, type_, country, *spans, **more):
    return {
        "report": "one", "date": "1985-05-16", "key": key, "names": [], "also": [], "type": type_, "country": country,
        "listed": True, "named": True, "roles": [], "spans": [[s.start, s.end] for s in spans], "described": [], **more,
    }  # fmt: skip


def resolved(**asserted):
    """Return the report, with an actor asserted for some of its entities."""
    report = records.report()
    entities = tuple(replace(e, actor=asserted.get(e.id)) for e in report.entities)
    return replace(report, entities=entities)


ILSE = speaker("Ilse Maren", "person", "NV", records.at("Ilse Maren"), records.at("Maren", 3), roles=[PRESIDENT])
TOMAS = speaker("Tomás Reel", "person", "CS", records.at("Tomás Reel"), roles=[ELECT])
MERIDIAN = speaker("Meridian", "outlet", None, records.at("Meridian"))
SENIOR = records.at("senior official")
OFFICIAL = speaker("official", "person", "CS", named=False, described=[[SENIOR.start, SENIOR.end]])
STATE = speaker("Government of Norvia", "government", "NV", records.first_word("Norvia says"), names=["Norvia"])


@pytest.mark.parametrize(
    ("row", "asserted", "outcome"),
    [
        (ILSE, {"e1": "nv.maren"}, "right"),
        (ILSE, {}, "missed"),  # the roster has her
        (ILSE, {"e1": "cs.reel"}, "wrong"),
        (ILSE, {"e1": "nobody.known"}, "wrong"),
        (TOMAS, {"e2": "cs.reel"}, "right"),  # accents aside
        (MERIDIAN, {}, "unlisted"),  # the roster does not have it
        (MERIDIAN, {"e4": "courier"}, "wrong"),
        (OFFICIAL, {}, "unlisted"),  # no entity, and no proper name
        (speaker("Ana Lind", "person", "NV", records.at("Ana Lind")), {}, "lost"),  # a name without an entity
        (speaker("Ilse Maren", "person", "CS", records.at("Ilse Maren")), {"e1": "nv.maren"}, "wrong"),  # a namesake
        (speaker("Norvians", "group", "NV", records.first_word("Norvia says"), also=["Norvia"]), {}, "unlisted"),
    ],
)
def test_outcome(row, asserted, outcome):
    assert actors.judge(row, resolved(**asserted), ROSTER).outcome == outcome


def test_a_government_may_be_its_state():
    assert actors.judge(STATE, resolved(e3="NV"), ROSTER).outcome == "right"
    assert not actors.is_actor(NORVIA, {**STATE, "type": "organization", "key": "Norvian army", "names": []})


@pytest.mark.parametrize(
    ("date", "offices", "right"),
    [
        ("1985-05-16", ["head of state"], True),
        ("1985-05-16", [], False),
        ("1979-01-01", ["foreign minister"], True),
        ("1979-01-01", ["head of state"], False),
        ("1981-03-01", ["foreign minister"], True),  # a month is in until its last day
        ("1977-12-31", [], True),
    ],
)
def test_roles_are_those_of_the_day(date, offices, right):
    roles = [{**PRESIDENT, "office": office} for office in offices]
    assert actors.are_roles_right(MAREN, {**ILSE, "date": date, "roles": roles}) is right


def test_roles_are_asked_only_where_the_roster_has_terms():
    assert actors.are_roles_right(REEL, TOMAS) is None


def test_measures():
    read = resolved(e1="nv.maren", e4="courier")
    verdicts = [actors.judge(row, read, ROSTER) for row in (ILSE, TOMAS, MERIDIAN, OFFICIAL)]
    scores = actors.summarise(actors.count(verdicts))
    assert scores["right or rightly unlisted"] == 0.5
    assert scores["wrong when asserted"] == 0.5
    assert scores["right of those the roster holds"] == 0.5
    assert scores["roles right"] == scores["modifiers right"] == 1.0
    assert [line.split("\t")[0] for line in actors.errors(verdicts)] == ["missed", "wrong"]


def test_linked_names():
    def name(span, type_, link):
        return {"start": span.start, "end": span.end, "type": type_, "link": link}

    links = {
        "Norvia": {"link": "Norvia", "type": "country", "country": "NV", "names": []},
        "Ilse_Maren": {"link": "Ilse_Maren", "type": "person", "country": "NV", "names": []},
    }
    row = {
        "text": records.TEXT,
        "clean": [name(records.first_word("Norvia says"), "LOC", "Norvia"),
                  name(records.at("Ilse Maren"), "PER", "Ilse_Maren"),
                  name(records.at("Tomás Reel"), "PER", "Tomás_Reel_(swimmer)"),
                  name(records.at("Lake Orrin"), "LOC", "Lake_Orrin")],
    }  # fmt: skip
    found = list(linked.find_linked(row, resolved(e1="nv.maren", e2="courier", e6="NV"), links, ROSTER))
    scores = linked.summarise(linked.count(found))
    assert scores["precision"] == 1.0
    assert scores["coverage"] == 0.5
    assert scores["held"] == 1.0
    assert scores["precision, every link"] == pytest.approx(1 / 3)
    assert scores["precision, every person's link"] == 0.5
    assert sorted(line.split("\t")[1] for line in linked.errors(found)) == ["missed", "wrong", "wrong"]


def test_gold_is_well_formed():
    rows = [json.loads(line) for line in actors.GOLD.read_text(encoding="utf-8").splitlines()]
    assert len({(row["report"], row["key"]) for row in rows}) == len(rows) >= 400
    assert len({row["report"] for row in rows}) >= 60
    for row in rows:
        assert row["spans"] or row["described"]
        assert all(0 <= start < end for start, end in row["spans"] + row["described"])
        assert all(actors.office_of(role["office"]) for role in row["roles"] if role["office"])
    assert corpora.find_files(corpora.GOLD, "speakers", "dev") == [actors.GOLD]
