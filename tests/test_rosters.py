"""The user's own roster, other people's rows, and the people of no roster."""

from __future__ import annotations

import sqlite3

import pytest

from onrecord.actors import Actor, Term, load_roster, make_roster, match, resolve_actor
from onrecord.actors.checking import check
from onrecord.actors.importing import BadRow, Post, Row, read_rows
from onrecord.actors.unlisted import Unlisted, evidence
from onrecord.errors import QueryError, StoreError
from onrecord.store import RosterFile
from onrecord.store.migrations import migrate
from onrecord.store.people import People
from onrecord.types import Entity, Mention, Role, Span


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("Moammar Qadhafi", "Muammar Gaddafi"),
        ("Yeltsin", "Boris Yeltsin"),
        ("Михаил Горбачёв", "Mikhail Gorbachev"),
        ("Abdul Nasser", "Gamal Abdel Nasser"),
        ("Jim Baker", "James Baker"),
        ("Bob Maren", "Robert Maren"),
        ("Alexander Torv", "Sasha Torv"),  # also of another language
        ("Josef Maren", "Yossi Maren"),
        ('Francisco "Paco" Torv', "Paco Torv"),  # both, one in quotation marks
        ("Temir Maren", "Temirbek Maren"),
        ("Zoran Djindjic", "Zoran Đinđić"),
        ("Zoran Dindic", "Zoran Đinđić"),
        ("Adlai Stevenson III", "Adlai Stevenson"),
        ("Presidnet Ada Torv", "Ada Torv"),
        ("Ben King", "Benjamin King"),  # a title in front is a surname behind
    ],
)
def test_spellings_of_one_name_meet(name, known):
    assert match(name, Actor("x", "person", known))


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("Edward Kennedy", "Robert Kennedy"),
        ("Raisa Gorbacheva", "Mikhail Gorbachev"),
        ("Adlai Stevenson III", "Adlai Stevenson Jr."),
        ("Jim Maren", "John Maren"),
    ],
)
def test_names_of_two_do_not(name, known):
    assert not match(name, Actor("x", "person", known))


def test_another_name_between_makes_a_match_weaker():
    father, son = Actor("f", "person", "Ali bin Omar Torv"), Actor("s", "person", "Ali bin Zayn Torv")
    assert [match("Ali bin Omar bin Said Torv", one) for one in (father, son)] == [2, 1]


def test_csv_rows_say_which_line_is_bad():
    lines = [
        "name,country,title,start,end",
        "Ilse Maren,NO,Mayor,2001,2005-03",
        "Ada Torv,SE,Mayor,2010,2001",
        "Ole,XX9,,,",
    ]
    good, late, nowhere = read_rows(lines, {}, "test")
    assert isinstance(good, Row)
    assert good.actor.terms == (Term("Mayor", "2001", "2005-03"),)
    assert [(b.line, type(b)) for b in (late, nowhere)] == [(3, BadRow), (4, BadRow)]


@pytest.mark.parametrize("lines", [[], ["", " "], ["PK\x03\x04" + "\ufffd\x08" * 900]])
def test_what_holds_no_rows_is_told_in_one_short_line(lines):
    (bad,) = read_rows(lines, {}, "test")
    assert isinstance(bad, BadRow)
    assert bad.line == 1
    assert len(ascii(bad)) < 500


def test_an_office_of_follow_the_money_gets_its_name_from_another_line():
    lines = [
        '{"id":"p","schema":"Person","properties":{"name":["Edda Falk"],"country":["is"]}}',
        '{"id":"o","schema":"Occupancy","properties":{"holder":["p"],"post":["q"],"startDate":["1980-08-01"]}}',
        '{"id":"q","schema":"Position","properties":{"name":["Harbour Master"]}}',
    ]
    person, post = read_rows(lines, {}, "test")
    assert person.actor.country == "IS"
    assert post == Post(2, "p", Term("Harbour Master", "1980-08-01", source="test"))


def test_the_user_s_actors_are_found_beside_the_shipped(tmp_path):
    with RosterFile.open(tmp_path / "r.db", create=True) as own:
        before = own.stamp
        own.add(Actor("u.ilse", "person", "Ilse Maren", country="NO"))
        assert own.stamp != before
        roster = load_roster().with_more(own)
        assert [a.id for a, _ in roster.find_persons("Ilse Maaren")] == ["u.ilse"]
        assert roster.get("IS").name == "Iceland"


def test_bodies_are_not_looked_for_among_the_persons(tmp_path):
    with RosterFile.open(tmp_path / "own.db", create=True) as own:
        own.add(Actor("user.fish", "organization", "Ostby Fishers’ League"))
        own.add(Actor("user.ana", "person", "Ana Torvsen"))
        assert [a.id for a in own.bodies()] == ["user.fish"]
        seen: list[str] = []
        own._db.set_trace_callback(seen.append)
        list(own.bodies())
        own._db.set_trace_callback(None)
        plan = own._db.execute("explain query plan " + seen[0]).fetchall()
    assert "USING INDEX body" in plan[0][-1]


def test_a_roster_where_no_folder_can_be_made_says_so(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match=r"the folder of .* cannot be made"):
        RosterFile.open(tmp_path / "file" / "own.db", create=True)


def test_check_finds_doubles_and_overlaps():
    twice = (Term("Mayor", "2001", "2006"), Term("Mayor", "2004", "2008"))
    troubles = list(check([Actor("a", "person", "Ilse Maren", terms=twice), Actor("b", "person", "Ilse Maren")]))
    assert [t.actors for t in troubles] == [("a",), ("a", "b")]


@pytest.mark.parametrize(
    ("one", "other", "enough"),
    [
        (("NO", None), ("NO", "mayor"), True),
        ((None, None), ("NO", None), False),
        (("NO", "mayor"), ("NO", "envoy"), False),
    ],
)
def test_a_name_alone_is_not_enough_evidence(one, other, enough):
    assert bool(evidence(Unlisted("a", "Ilse Maren", *one), Unlisted("b", "Ilse Maren", *other))) == enough


def test_a_merge_is_logged_and_can_be_undone():
    db = sqlite3.connect(":memory:", isolation_level=None)
    migrate(db)
    db.executemany("insert into person values (?, 'Ilse Maren', 'x', null, null)", [("a",), ("b",)])
    people = People(db, "1985-05-17T12:00:00+00:00")
    number = people.merge("a", "b")
    assert people.settled("b") == "a"
    people.undo(number)
    assert people.settled("b") == "b"
    assert [d.undone for d in people.log()] == [True]
    with pytest.raises(QueryError):
        people.undo(number)


def who(name, country=None, day="1985-05-17", roles=(), actors=()):
    """Return whom a name means in a roster of `actors`."""
    borne = tuple(Role(r, "current", Span(0, 1)) for r in roles)
    asked = Entity("e1", name, "person", None, country, borne, (Mention(Span(0, 1), "name"),), "test", 1.0)
    return resolve_actor(asked, make_roster(actors), day)


def test_a_monarch_s_name_alone_is_a_given_name():
    king = Actor("no.olaf", "person", "Olaf V", ("King Olaf",), country="NO", terms=(Term("King", "1957", "1991"),))
    assert who("Olaf", "NO", actors=[king]) is None
    assert who("Olaf", "NO", roles=["Prince"], actors=[king]) is None
    assert who("Olaf", "NO", roles=["King"], actors=[king]) == "no.olaf"


def test_a_name_turned_about_needs_the_country():
    torv = Actor("no.ada", "person", "Ada Torv", country="NO")
    assert who("Torv Ada", actors=[torv]) is None
    assert who("Torv Ada", "NO", actors=[torv]) == "no.ada"


def test_initials_tell_apart():
    pair = [Actor("a", "person", "Ole H. W. Maren", ("Ole Maren",)), Actor("b", "person", "Ole W. Maren")]
    assert [who(name, actors=pair) for name in ("Ole W. Maren", "Ole W Maren", "Ole H.W. Maren")] == ["b", "b", "a"]


def test_a_slip_is_forgiven_to_who_is_in_office_in_the_country():
    mayor = Actor("no.ilse", "person", "Ilse Marentius", country="NO", terms=(Term("Mayor", "1980", "1990"),))
    assert who("Ilse Maretnius", "NO", actors=[mayor]) == "no.ilse"
    assert who("Ilse Maretnius", actors=[mayor]) is None
    assert who("Ilse Maretnius", "NO", day="1995-05-17", actors=[mayor]) is None


def test_an_envoy_is_known_by_less_than_the_whole_title():
    envoy = Actor("envoy", "person", "Ole de Torv", terms=(Term("Special Envoy for Norvia", "1980", "1990", org="un"),))
    assert who("De Torv", "NO", roles=["special envoy"], actors=[envoy]) == "envoy"


def test_hosts_lead_to_outlets():
    roster = make_roster([Actor("herald", "outlet", "Herald", hosts=("herald.example",))])
    assert [a.id for a in roster.at("@herald.example")] == ["herald"]


def test_of_two_of_a_surname_the_one_who_leads_a_state_that_day_is_meant():
    past = Actor("se.maren", "person", "Ada Marentius", country="SE", terms=(Term("President", "1950", "1955"),))
    now = Actor("no.maren", "person", "Ole Marentius", country="NO", terms=(Term("President", "1978", "1985"),))
    assert who("Marentius", day="1980-05-17", actors=[past, now]) == "no.maren"
    assert who("Marentius", day="1990-05-17", actors=[past, now]) is None
