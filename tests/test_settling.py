"""What the report adds to who its entities are, and who the outlet is."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from onrecord.actors import Actor, Setting, Term, find_carriers, load_roster, make_roster, resolve_actor, settle_actors
from onrecord.actors.governments import resolve_described, resolve_forces, resolve_government, state_of_capital
from onrecord.gazetteer import make_gazetteer
from onrecord.store import RosterFile
from onrecord.types import Article, Attribution, Entity, Field, Mention, Sentence, Signals, Span, Token

DAY = "1986-10-12"


def entity(id_, name, type_, *spans, form="name", actor=None, country=None):
    return Entity(id_, name, type_, actor, country, (), tuple(Mention(s, form) for s in spans), "test", 1.0)


@pytest.fixture(scope="module")
def known():
    """Return a roster of two states, one led by Torv."""
    terms = (Term("President", "1980-01-01", "1990-01-01"),)
    return make_roster(
        [
            Actor("XX", "country", "Exland", country="XX", adjectives=("Exish",), capitals=("Exton",)),
            Actor("YY", "country", "Yland", country="YY", adjectives=("Yish",)),
            Actor("xx.torv", "person", "Ana Torvsen", country="XX", terms=terms),
            Actor("harbours", "government", "Harbours Department", country="XX"),
            Actor("xx-post", "outlet", "The Exland Post", names=("the Post",), country="XX"),
            Actor("yy-post", "outlet", "The Yland Post", names=("the Post",), country="YY"),
        ]
    )


@pytest.mark.parametrize(
    ("name", "day", "state"),
    [
        ("Exish government", DAY, "XX"),
        ("government of Exland", DAY, "XX"),
        ("Torvsen regime", DAY, "XX"),
        ("Exish president Ana Torvsen’s government", DAY, "XX"),
        ("Torvsen administration", "1995-05-01", None),  # no longer
        ("future Exish government", DAY, None),
        ("Exish and Yish governments", DAY, None),
        ("his government", DAY, None),
    ],
)
def test_a_government_is_its_state_s(known, name, day, state):
    one = entity("e1", name, "government", Span(0, 1), form="nominal")
    assert resolve_government(one, known, day).actor == state


def test_who_led_a_former_state_is_found_with_the_one_in_its_place():
    leader = entity("e1", "Mikhail S. Gorbachev", "person", Span(0, 1), country="SU")
    assert resolve_actor(leader, load_roster(), DAY) == "ru.mikhail-gorbachev"
    assert resolve_actor(replace(leader, country="PL"), load_roster(), DAY) is None


def test_a_government_like_others_is_nobody(known):
    text = "a Exish government; the Exish government"
    some = entity("e1", "Exish government", "government", Span(0, 18), form="nominal")
    that = entity("e2", "Exish government", "government", Span(20, 40), form="nominal")
    settled = settle_actors([some, that], known, DAY, Setting(Signals(text, (), (), (), (), ())))
    assert [(e.actor, e.country) for e in settled] == [(None, None), ("XX", "XX")]


def test_an_institution_in_lower_case_needs_more_than_two_words_or_the_country(known):
    lower = entity("e1", "harbours department", "government", Span(0, 1), form="nominal")
    assert resolve_described(lower, known, None).actor == "harbours"
    shipped = load_roster()
    court = entity("e1", "international court of justice", "government", Span(0, 1), form="nominal")
    assert resolve_described(court, shipped, None).actor == "icj"
    ministry = entity("e1", "ministry of defence", "government", Span(0, 1), form="nominal")
    assert resolve_described(ministry, shipped, None).actor is None
    assert resolve_described(ministry, shipped, "GB").actor == "mod-gb"


def test_the_first_of_the_lower_case_words_are_no_name():
    one = entity("e1", "independent Amnesty International", "organization", Span(0, 1))
    assert load_roster().find("Amnesty International")
    assert settle_actors([one], load_roster(), DAY)[0].candidates == ()


@pytest.mark.parametrize(
    ("capital", "day", "state"),
    [
        ("Reykjavik", DAY, "IS"),
        ("Luxembourg", DAY, None),
        ("Freedonia City", DAY, None),
        ("Moscow", DAY, "SU"),
        ("Moscow", "1995-05-09", "RU"),
        ("Moscow", None, "RU"),
    ],
)
def test_a_capital_is_that_of_the_state_of_the_day(capital, day, state):
    found = state_of_capital(capital, load_roster(), day)
    assert (found.id if found else None) == state


def test_a_capital_that_speaks_is_its_state_and_a_place_otherwise(known):
    text = "Exton refused. It rained in Exton."
    tokens = (
        Token(0, 5, "Exton", "Exton", "NNP", "nsubj", 1),
        Token(6, 13, "refused", "refuse", "VBD", "root", -1),
        Token(15, 17, "It", "it", "PRP", "nsubj", 3),
        Token(18, 24, "rained", "rain", "VBD", "root", -1),
        Token(25, 27, "in", "in", "IN", "case", 5),
        Token(28, 33, "Exton", "Exton", "NNP", "obl", 3),
    )
    signals = Signals(text, tokens, (Sentence(0, 14, 0, 2), Sentence(15, 34, 2, 6)), (), (), ())
    city = entity("e1", "Exton", "place", Span(0, 5), Span(28, 33), country="XX")
    state = entity("e2", "Exland", "country", actor="XX", country="XX")
    country, place = settle_actors([city, state], known, DAY, Setting(signals))
    assert [m.span for m in place.mentions] == [Span(28, 33)]
    assert place.actor is None
    assert country.mentions == (Mention(Span(0, 5), "metonym"),)
    told = Attribution((Span(0, 5),), (), (Span(6, 13),), 1.0, "test")
    alone = entity("e1", "Exton", "place", Span(0, 5), country="XX")
    bare = Setting(Signals(text, (), (), (), (), ()), (told,))
    said = settle_actors([alone], known, DAY, bare)[0]
    assert (said.actor, said.name, said.type) == ("XX", "Exland", "country")
    (both,) = settle_actors([alone, replace(state, mentions=(Mention(Span(28, 33), "name"),))], known, DAY, bare)
    assert [m.form for m in both.mentions] == ["metonym", "name"]


@pytest.mark.parametrize(
    ("name", "forces"),
    [
        ("Turkish military", "tr-forces"),
        ("Turkey’s army", "tr-forces"),
        ("armed forces of Chile", "cl-forces"),
        ("Moscow’s army", "ru-forces"),
        ("Israeli military", "idf"),
        ("Chinese army", "pla"),
        ("US military", "us-forces"),
        ("Turkish Army", "tr-forces"),
        ("US army", None),  # one part of them
        ("Turkish military officials", None),
        ("rebel army", None),
    ],
)
def test_an_army_is_its_state_s(name, forces):
    one = entity("e1", name, "group", Span(0, 1), form="nominal")
    assert resolve_forces(one, load_roster(), "2019-05-01").actor == forces
    whole = Setting(Signals(f"the {name}", (), (), (), (), ()))
    settled = settle_actors([one], load_roster(), "2019-05-01", whole)[0]
    assert (settled.actor, settled.type) == (forces, "organization" if forces else "group")
    body = entity("e1", name, "organization", Span(0, 1))  # "the Turkish Army"
    assert settle_actors([body], load_roster(), "2019-05-01", whole)[0].actor == forces


def test_every_state_has_its_ministries():
    roster = load_roster()
    for words, actor in {
        "Chilean foreign ministry": "cl-mfa",
        "Norway's Foreign Ministry": "no-mfa",
        "Egyptian interior ministry": "eg-moi",
        "Japanese Defense Ministry": "jp-mod",
        "Russia's Ministry of Internal Affairs": "ru-moi",
        "Netherlands' foreign ministry": "nl-mfa",
        "UAE's foreign ministry": "ae-mfa",
        "British defence ministry": "mod-gb",
        "Pentagon": "us-defense",
    }.items():
        assert [a.id for a in roster.find(words)] == [actor]
    assert not roster.find("Icelandic defence ministry")  # there is none
    found = make_gazetteer(roster).find("Norway's foreign ministry said so", [Span(0, 33)])
    assert [k.entry.id for k in found] == ["NO"]  # the words tell of the state, too


def test_one_actor_is_one_entity_though_told_in_two_ways(known):
    text = "the Exish regime, the Torvsen government, Exland"
    regime = entity("e1", "Exish regime", "government", Span(0, 16), form="nominal")
    state = entity("e2", "Exland", "country", Span(42, 48), actor="XX", country="XX")
    hers = entity("e3", "Torvsen government", "government", Span(18, 40), form="nominal")
    one, two = settle_actors([regime, state, hers], known, DAY, Setting(Signals(text, (), (), (), (), ())))
    assert (one.id, [m.span for m in one.mentions]) == ("e1", [Span(0, 16), Span(18, 40)])
    assert (two.id, two.type, two.actor) == ("e2", "country", "XX")  # a government is not its country


@pytest.mark.parametrize(("outlet", "actor"), [("yy-post", "yy-post"), (None, None)])
def test_a_name_that_outlets_share_is_the_report_s_own_or_open(known, outlet, actor):
    post = entity("e1", "The Exland Post", "outlet", Span(0, 8), actor="xx-post", country="XX")
    setting = Setting(Signals("the Post said", (), (), (), (), ()), (), outlet)
    settled = settle_actors([post], known, DAY, setting)[0]
    assert settled.actor == actor
    assert bool(settled.candidates) == (actor is None)


def test_a_surname_is_nobody_where_two_bear_it(known):
    one = entity("e1", "Torvsen", "person", Span(0, 1), actor="xx.torv")
    other = entity("e2", "Olga Torvsen", "person", Span(2, 3))
    assert [e.actor for e in settle_actors([one, other], known, DAY)] == [None, None]
    (alone,) = settle_actors([one], known, DAY)
    assert (alone.actor, [h.title for h in alone.held]) == ("xx.torv", ["President"])


def test_carriers_are_the_outlet_by_host_then_agencies():
    text = "By Ada Example, Associated Press\nThe harbour is closed.\nAFP contributed to this report."
    article = Article(
        text,
        outlet=Field("Some Paper", None, "test"),
        byline=(Field("Ada Example, Associated Press", Span(16, 32), "test"),),
        paragraphs=(Span(33, 55), Span(56, len(text))),
    )
    found = find_carriers(article, "https://www.theguardian.com/x", load_roster())
    assert [(c.actor, c.part, c.method) for c in found] == [
        ("guardian", "outlet", "host"),
        ("ap", "agency", "byline"),
        ("afp", "agency", "contribution"),
    ]
    assert [text[c.span.start : c.span.end] for c in found if c.span] == ["Associated Press", "AFP"]


def test_a_user_s_body_is_found_in_text(tmp_path):
    with RosterFile.open(tmp_path / "r.db", create=True) as own:
        own.add(Actor("u.guild", "organization", "Lanternwrights Guild"))
        own.add(Actor("u.ilse", "person", "Ilse Maren"))
        gazetteer = make_gazetteer(load_roster().with_more(own))
    found = gazetteer.find("Ilse Maren of the Lanternwrights Guild said so.", [Span(0, 47)])
    assert [k.entry.id for k in found] == ["u.guild"]
