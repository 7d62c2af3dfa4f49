from __future__ import annotations

import time

import pytest

from onrecord.actors import Actor, Term, fold, holds, load_roster, make_roster, resolve_actor, same_person, sounds
from onrecord.types import Entity, EntityType


def entity(name: str, type_: EntityType, country: str | None = None) -> Entity:
    return Entity("e1", name, type_, None, country, (), (), "test", 1.0)


@pytest.mark.parametrize(
    ("name", "folded"),
    [("The Élysée", "elysee"), ("U.N.", "un"), ("al-Qa’eda", "qaeda"), ("Guinea-Bissau", "guinea bissau")],
)
def test_a_folded_name_has_no_case_accent_or_article(name: str, folded: str) -> None:
    assert fold(name) == folded


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Anwar Sadat", "Anwar el-Sadat"),
        ("Nikita Khrushchev", "N. Khrushchev"),
        ("Gamal Abdel Nasser", "Gamal Nasser"),
    ],
)
def test_spellings_and_middle_names_are_one_person(one: str, other: str) -> None:
    assert same_person(one, other)


@pytest.mark.parametrize(("one", "other"), [("Robert Kennedy", "Edward Kennedy"), ("Kennedy", "John Kennedy")])
def test_a_surname_alone_is_not_a_person(one: str, other: str) -> None:
    assert not same_person(one, other)


@pytest.mark.parametrize(("one", "other"), [("Gromyko", "Gromiko"), ("Qaddafi", "Kadafi"), ("Arafat", "Arrafat")])
def test_spellings_sound_alike(one: str, other: str) -> None:
    assert sounds(one) == sounds(other)


@pytest.mark.parametrize(
    ("name", "type_", "actor"),
    [
        ("Iceland", "country", "IS"),
        ("Kosovo", "country", "XK"),
        ("Kremlin", "government", "kremlin"),
        ("Warsaw Pact", "organization", "warsaw-pact"),
        ("AFP", "outlet", "afp"),
        ("Freedonia", "country", None),
    ],
)
def test_the_shipped_roster_knows(name: str, type_: EntityType, actor: str | None) -> None:
    assert resolve_actor(entity(name, type_), load_roster(), "1986-10-12") == actor


def test_a_person_needs_a_given_name_and_no_contrary_country() -> None:
    roster = make_roster([Actor("xx.ana-torv", "person", "Ana Torv", country="XX", terms=(Term("President", "1970"),))])
    assert resolve_actor(entity("Ana Torv", "person", "XX"), roster, None) == "xx.ana-torv"
    assert resolve_actor(entity("Torv", "person", "XX"), roster, None) is None
    assert resolve_actor(entity("Ana Torv", "person", "YY"), roster, None) is None
    assert resolve_actor(entity("Ana Torv", "person"), roster, "1975-01-01") == "xx.ana-torv"
    assert resolve_actor(entity("Ana Torv", "person"), roster, "2090-01-01") is None


def test_two_bearers_of_a_name_stay_open() -> None:
    roster = make_roster(
        [Actor("xx.a", "person", "Ana Torv", country="XX"), Actor("yy.a", "person", "Ana Torv", country="YY")]
    )
    assert resolve_actor(entity("Ana Torv", "person"), roster, None) is None
    assert resolve_actor(entity("Ana Torv", "person", "YY"), roster, None) == "yy.a"


def test_the_roster_loads_fast_and_its_ids_are_unique() -> None:
    load_roster.cache_clear()
    start = time.perf_counter()
    roster = load_roster()
    assert time.perf_counter() - start < 0.5  # 10 ms on a laptop; a loaded machine may take its time
    assert len(roster.by_id) == len(roster.actors)
    assert sum(a.type == "country" for a in roster.actors) >= 249


@pytest.mark.parametrize(
    ("office", "date", "held"),
    [
        ("president", "1971-06-01", True),
        ("President", "1975-01-01", False),  # a term ends on the day the next begins
        ("vice president", "1971-06-01", False),
        ("premier", "1969-01-01", True),
    ],
)
def test_an_office_is_held_from_its_first_day_to_the_next_ones(office: str, date: str, held: bool) -> None:
    terms = (Term("Prime Minister", "1968-05", "1970-01-02"), Term("President", "1970-01-02", "1975-01-01"))
    assert holds(Actor("xx.ana-torv", "person", "Ana Torv", country="XX", terms=terms), office, date) == held
