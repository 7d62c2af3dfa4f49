"""Events: what is told of whom, and whether it happened."""

from __future__ import annotations

import random

import pytest
from msgspec.structs import replace

import trees
from onrecord.events import code_events
from onrecord.events.status import under
from onrecord.events.triggers import find_triggers, rules
from onrecord.grammar import Tree
from onrecord.positions import find_positions
from onrecord.types import Entity, Event, Mention, Span


def code(text: str, *statements: trees.Statement, when: tuple[str, str] | None = None) -> tuple[Event, ...]:
    timexes = (trees.timex(text, *when),) if when else ()
    return code_events(trees.signals(text), trees.article(text), trees.entities(text), timexes, statements)


def one(events: tuple[Event, ...], type_: str) -> Event:
    found = [e for e in events if e.type == type_]
    assert len(found) == 1, events
    return found[0]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Alder met Birch at Lake Meadow in May.", "happened"),
        ("Alder did not meet Birch.", "absent"),
        ("Alder has not spoken to Birch in over two years.", "absent"),
        ("Alder will meet Birch on Monday.", "planned"),
        # the will of then
        ("Alder said he would meet Birch.", "planned"),
        ("Alder is ready to meet Birch.", "offered"),
        ("Alder is willing to contact Birch.", "offered"),
        ("Alder refused to meet Birch.", "refused"),
        ("Alder has no intention of meeting Birch.", "refused"),
        ("Alder ruled out a meeting with Birch.", "refused"),
        ("Alder denied that he had met Birch.", "denied"),
        ("Alder denied meeting Birch.", "denied"),
        ("Alder might meet Birch.", "hypothetical"),
        ("If Alder meets Birch, Cole will leave.", "hypothetical"),
        ("Alder hopes to meet Birch.", "hypothetical"),
        ("Alder asked whether Birch had met Cole.", "hypothetical"),
        ("Has Alder met Birch?", "hypothetical"),
        ("Alder is unsure when a meeting with Birch might occur.", "hypothetical"),
        ("Alder called for talks between Birch and Cole.", "demanded"),
        ("Alder urged Birch to meet Cole.", "demanded"),
        ("Birch must meet Cole.", "demanded"),
        ("Alder failed to meet Birch.", "absent"),
        ("Without meeting Birch, Alder left.", "absent"),
        ("Alder's meeting with Birch was cancelled.", "absent"),
        ("Talks between Birch and Cole ended on Friday.", "happened"),
        ("Alder held talks with Birch in Porto.", "happened"),
        ("After meeting Birch, Alder left.", "happened"),
        ("Alder is negotiating with Birch.", "ongoing"),
        # the modifier settles it, whatever became of them
        ("Planned talks between Ruritania and Sylvania collapsed.", "planned"),
    ],
)
def test_status(text, status):
    assert one(code(text), "CONSULT").status == status


@pytest.mark.parametrize(
    ("text", "mode", "actors", "recipients"),
    [
        ("Alder met Birch and Cole.", "meet", "Alder", "Birch Cole"),
        ("Birch and Cole met.", "meet", "Birch Cole", ""),
        # the one who calls for talks between others is no party to them
        ("Alder called for talks between Birch and Cole.", "negotiate", "Birch Cole", ""),
        # the one who is urged to meet is
        ("Alder urged Birch to meet Cole.", "meet", "Birch", "Cole"),
        ("Alder held talks with Birch in Porto.", "negotiate", "Alder", "Birch"),
        ("Alder's meeting with Birch was cancelled.", "meet", "Alder", "Birch"),
        ("In a phone call with Birch, Alder praised Cole.", "call", "Alder", "Birch"),
        ("Alder postponed his visit to Ruritania.", "visit", "Alder", "Ruritania"),
        ("Alder travelled to Ruritania.", "visit", "Alder", "Ruritania"),
        ("Alder went to Ruritania.", "visit", "Alder", "Ruritania"),
        ("Alder is willing to contact Birch.", "call", "Alder", "Birch"),
        ("Ruritania is in talks with Sylvania.", "negotiate", "Ruritania", "Sylvania"),
        ("Ruritania-Sylvania talks ended.", "negotiate", "Sylvania Ruritania", ""),
        # the subject of the passive before
        ("Ruritania was told, and asked in talks with Sylvania.", "negotiate", "Ruritania", "Sylvania"),
        # a deal was negotiated; nobody strikes one with a town
        ("Ruritania struck a deal with Porto.", "negotiate", "Ruritania", "Porto"),
        ("Ruritania will boycott a summit hosted by Sylvania.", "summit", "Ruritania", "Sylvania"),
    ],
)
def test_parties_of_a_contact(text, mode, actors, recipients):
    event = one(code(text), "CONSULT")
    assert (event.mode, " ".join(event.actors), " ".join(event.recipients)) == (mode, actors, recipients)


@pytest.mark.parametrize(
    ("text", "mode", "status", "actors", "recipients"),
    [
        # told, asked or pressed to one's face: in contact, how is not said
        ("Alder told Ruritania that Birch would leave.", None, "happened", "Alder", "Ruritania"),
        ("Ruritania pressed Sylvania to leave.", None, "happened", "Ruritania", "Sylvania"),
        # what is asked for is the contact
        ("Ruritania asked Sylvania to meet Cole.", "meet", "demanded", "Sylvania", "Cole"),
        # one party known, words for the other
        ("Alder spoke to his sister.", "call", "happened", "Alder", ""),
        # whatever the tree hangs "with" on
        (
            "Alder left after a conversation with the Ruritanian president, Birch.",
            "call",
            "happened",
            "Alder",
            "Birch",
        ),
        ("Alder said in a call with Birch that Cole would leave.", "call", "happened", "Alder", "Birch"),
        # under whose hand they stand
        ("Ruritania-led talks ended.", "negotiate", "happened", "Ruritania", ""),
        ("Talks will resume under the auspices of Ruritania.", "negotiate", "planned", "Ruritania", ""),
        # a capital that acts is its state
        ("Porto is in talks with Sylvania.", "negotiate", "ongoing", "Porto", "Sylvania"),
        ("Alder hosted Birch.", "meet", "happened", "Alder", "Birch"),
        ("Ruritania cut a deal with Sylvania.", "negotiate", "happened", "Ruritania", "Sylvania"),
        # a second subject is an object misread
        ("Sylvania that did not attend the conference will leave.", "summit", "absent", "Sylvania", ""),
        ("Alder met other leaders, including Birch and Cole.", "meet", "happened", "Alder", "Birch Cole"),
        ("The interview Alder gave to Ruritania was long.", None, "happened", "Alder", "Ruritania"),
        ("Talks that began between Porto and Meadow ended.", "negotiate", "happened", "Porto Meadow", ""),
        # who fails to persuade has talked
        ("Ruritania failed to persuade Sylvania to leave.", None, "happened", "Ruritania", "Sylvania"),
        # what is discussed is no party
        ("Alder discussed Ruritania's role with Birch.", "negotiate", "happened", "Alder", "Birch"),
        ("Following a meeting with Birch, Alder left.", "meet", "happened", "Alder", "Birch"),
        ("Ruritania was due to meet Birch.", "meet", "planned", "Ruritania", "Birch"),
        ("The next step is holding a summit with Ruritania.", "summit", "planned", "", "Ruritania"),
        ("Alder said ahead of a meeting with Birch that Cole would leave.", "meet", "planned", "Alder", "Birch"),
        ("Alder still talks to Birch regularly.", "call", "ongoing", "Alder", "Birch"),
        ("Alder was in Porto for talks with Birch.", "negotiate", "happened", "Alder", "Birch"),
        ("Alder made a phone call urging Birch to leave.", "call", "happened", "Alder", "Birch"),
        ("Alder said in a letter to Birch that Cole would leave.", "letter", "happened", "Alder", "Birch"),
        ("Alder was on the phone to Birch.", "call", "happened", "Alder", "Birch"),
        # who speaks or agrees at a meeting is at it
        (
            "Alder agreed to leave at a meeting of Ruritania and Sylvania.",
            "meet",
            "happened",
            "Ruritania Sylvania Alder",
            "",
        ),
        (
            "Ruritania praised the failure not only of the talks between Alder and Birch.",
            "negotiate",
            "happened",
            "Alder Birch",
            "",
        ),
    ],
)
def test_contacts_read_off_the_words(text, mode, status, actors, recipients):
    event = one(code(text), "CONSULT")
    assert (event.mode, event.status) == (mode, status)
    assert (" ".join(event.actors), " ".join(event.recipients)) == (actors, recipients)


HOSTED = "Ruritania, along with Sylvania, is hosting a summit."


@pytest.mark.parametrize(
    ("text", "status", "recipients"),
    [
        (f"{HOSTED} Alder will not attend.", "refused", "Ruritania Sylvania"),
        (f"{HOSTED} Alder boycotted the talks.", "refused", "Ruritania Sylvania"),
        ("Ruritania is hosting a summit in Porto. Alder will attend Porto.", "planned", "Ruritania"),
        # another one
        (f"{HOSTED} Alder attended a conference.", "happened", ""),
        # whose it is was never told
        ("Alder will not attend.", None, ""),
        (f"{HOSTED} The funeral was attended by Alder.", None, ""),
    ],
)
def test_who_convenes_what_is_attended_is_known_from_before(text, status, recipients):
    found = [e for e in code(text) if e.actors == ("Alder",)]
    assert [(e.status, " ".join(e.recipients)) for e in found] == ([(status, recipients)] if status else [])


def test_who_is_asked_to_attend_is_in_contact_with_who_asks():
    found = code(f"{HOSTED} Birch pressed Alder to attend the summit.")
    assert {(e.mode, e.actors, e.recipients) for e in found if e.type == "CONSULT"} >= {
        (None, ("Birch",), ("Alder",)),
        ("summit", ("Alder",), ("Ruritania", "Sylvania")),
    }


@pytest.mark.parametrize(
    "text",
    [
        # private talk is told of nobody whom the record knows
        "Alder told his sister that Birch would leave.",
        # to be going to do something is no journey, to call someone something no call
        "Alder was not going to attack Birch.",
        "Birch called Cole a hero.",
        "Alder came to talk.",
        # an audience is nobody in particular
        "Alder spoke to reporters.",
        "The proposal was met with anger by Alder.",
    ],
)
def test_no_contact(text):
    assert [e for e in code(text) if e.type == "CONSULT"] == []


@pytest.mark.parametrize(
    ("text", "status"),
    [
        # what is done under a deal shows that there is one
        ("Alder left under a deal between Ruritania and Sylvania.", "happened"),
        ("Cole doubts that a deal between Ruritania and Sylvania is possible.", "hypothetical"),
        # without details of them the talks were held
        ("No details of the talks between Alder and Birch were given.", "happened"),
    ],
)
def test_status_of_a_deal_and_of_what_is_told_of_talks(text, status):
    assert one(code(text), "CONSULT").status == status


def test_the_speaker_is_one_of_us():
    text = '"We met Birch," Alder said.'
    event = one(code(text, trees.statement(text, "said", '"We met Birch,"', "Alder")), "CONSULT")
    assert (event.actors, event.recipients) == (("Alder",), ("Birch",))


def test_who_tells_is_who_the_statement_says():
    text = "Alder told Ruritania that Birch would leave."
    said = replace(trees.statement(text, "told", "Birch would leave", "Cole"), content=())
    people = [
        e for e in (*trees.entities(text), *trees.entities("Birch must meet Cole.")) if e.id in ("Ruritania", "Cole")
    ]
    people = [replace(e, mentions=e.mentions if e.id == "Ruritania" else ()) for e in people]
    event = one(code_events(trees.signals(text), trees.article(text), people, (), (said,)), "CONSULT")
    assert (event.actors, event.recipients) == (("Cole",), ("Ruritania",))


def test_two_named_people_meet_public_or_not():
    text = "Alder met Birch at Lake Meadow in May."
    people = [replace(e, actor=None) for e in trees.entities(text)]
    assert len(code_events(trees.signals(text), trees.article(text), people, (), ())) == 1


def test_a_tour_is_where_it_leads():
    event = one(code("Alder's tour of Ruritania ended."), "CONSULT")
    assert (event.mode, event.actors, event.where) == ("visit", ("Alder",), "Ruritania")


@pytest.mark.parametrize(("word", "states"), [("leader", ("Leaders", "Sylvania")), ("rebel", ("Leaders",))])
def test_officials_bring_their_state(word, states):
    text = "Alder met Sylvania's leaders."
    signals = trees.signals(text)
    tokens = tuple(replace(t, lemma=word) if t.text == "leaders" else t for t in signals.tokens)
    leaders = Entity(
        "Leaders",
        "Sylvania's leaders",
        "group",
        None,
        "SY",
        (),
        (Mention(Span(10, len(text) - 1), "nominal"),),
        "test",
        1.0,
    )
    everyone = (*trees.entities(text), leaders)
    events = code_events(replace(signals, tokens=tokens), trees.article(text), everyone, (), ())
    assert [e.recipients for e in events] == [states]


def test_the_other_party_of_an_offer_is_who_may_take_it_up():
    text = '"I am ready to meet, if he wants," Alder said.'
    (event,) = code_events(trees.signals(text), trees.article(text), trees.entities(text, he="Birch"), (), ())
    assert (event.status, event.actors, event.recipients) == ("offered", ("Alder",), ("Birch",))


@pytest.mark.parametrize(
    ("text", "type_", "status"),
    [
        ("Ruritania agreed to free a prisoner of Sylvania.", "AGREE", "happened"),
        # to sign is diplomacy done, to agree to is a promise
        ("Ruritania and Sylvania signed an agreement.", "SUPPORT", "happened"),
        ("Ruritania praised Sylvania.", "SUPPORT", "happened"),
        ("Ruritania lifted sanctions on Sylvania.", "CONCEDE", "happened"),
        ("Ruritania cooperates with Sylvania.", "COOPERATE", "ongoing"),
        ("Ruritania signs treaty with Sylvania.", "SUPPORT", "happened"),
        ("Ruritania sent food to Sylvania.", "AID", "happened"),
        ("Ruritania withdrew from Sylvania.", "RETREAT", "happened"),
        ("Ruritania asked Sylvania for help.", "REQUEST", "happened"),
        ("Ruritania accused Sylvania of lying.", "ACCUSE", "happened"),
        ("Ruritania rejected the proposal of Sylvania.", "REJECT", "happened"),
        ("Ruritania threatened to bomb Sylvania.", "THREATEN", "happened"),
        # what is threatened has not happened
        ("Ruritania threatened to bomb Sylvania.", "ASSAULT", "hypothetical"),
        ("Students protested against Ruritania.", "PROTEST", "happened"),
        ("Ruritania imposed sanctions on Sylvania.", "SANCTION", "happened"),
        ("Ruritania deployed troops to Sylvania.", "MOBILIZE", "happened"),
        ("Ruritania arrested a citizen of Sylvania.", "COERCE", "happened"),
        ("Ruritania attacked Sylvania.", "ASSAULT", "happened"),
        ("Sylvania was invaded by Ruritania.", "ASSAULT", "happened"),
        ("Ruritania continues its military advance in Sylvania.", "MOBILIZE", "ongoing"),
    ],
)
def test_types(text, type_, status):
    event = one(code(text), type_)
    assert event.status == status
    assert event.actors == (("Ruritania",) if "and" not in text and type_ != "PROTEST" else event.actors)


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        # who does it says what it is
        ("Protesters burned Ruritania's embassy.", "PROTEST"),
        ("Troops seized Porto.", "ASSAULT"),
        ("Police seized Porto.", "COERCE"),
        ("Troops began leaving Sylvania.", "RETREAT"),
        ("Peacekeepers arrived in Sylvania.", "AID"),
        # the word that a rule needs, wherever it hangs; a noun with a word before it
        ("Alder found Birch guilty.", "ACCUSE"),
        ("Alder launched a scathing attack on Birch.", "ACCUSE"),
        ("Ruritania announced a cease-fire with Sylvania.", "RETREAT"),
        # to want someone punished is to find fault
        ("Alder called for sanctions against Sylvania.", "ACCUSE"),
        ("Ruritania ordered Sylvania to leave.", "REQUEST"),
    ],
)
def test_rules_by_doer_and_by_word(text, type_):
    trigger = next(find_triggers(Tree(trees.signals(text))))
    assert trigger.rule.type == type_


def test_the_passive_turns_the_parties_round():
    event = one(code("Sylvania was invaded by Ruritania."), "ASSAULT")
    assert (event.actors, event.recipients) == (("Ruritania",), ("Sylvania",))


def test_what_has_met_a_deadline_has_met_nobody():
    assert code("Ruritania met the deadline.") == ()


def test_a_pro_verb_takes_the_parties_of_the_contact_before():
    events = code("Alder has not met Birch yet, though he intends to do so.")
    assert [(e.status, e.actors, e.recipients) for e in events] == [
        ("absent", ("Alder",), ("Birch",)),
        ("planned", ("Alder",), ("Birch",)),
    ]


def test_one_sentence_two_meetings_two_times():
    text = "Alder and Birch met on Tuesday and will meet again in May."
    assert [e.status for e in code(text)] == ["happened", "planned"]


def test_a_time_to_come_makes_it_planned():
    text = "Talks between Birch and Cole ended on Friday."
    assert one(code(text, when=("Friday", "1986-10-10")), "CONSULT").status == "happened"
    assert one(code(text, when=("Friday", "1986-10-17")), "CONSULT").status == "planned"


def test_what_is_being_done_at_a_time_to_come_is_planned():
    text = "Alder is meeting Birch on Friday."
    assert one(code(text), "CONSULT").status == "ongoing"
    assert one(code(text, when=("Friday", "1986-10-17")), "CONSULT").status == "planned"


def test_place_and_time():
    event = one(code("Alder met Birch at Lake Meadow in May.", when=("May", "1986-05")), "CONSULT")
    assert (event.when, event.where) == ("t1", "Meadow")


def test_a_mention_again_is_no_second_event():
    text = "Alder met Birch at Lake Meadow in May. Alder met Birch and Cole."
    (event,) = code(text)
    assert set(event.actors + event.recipients) == {"Alder", "Birch", "Cole"}


def test_inside_a_statement_it_rests_on_the_speaker():
    text = "Alder said he would meet Birch."
    said = trees.statement(text, "said", "he would meet Birch", "Alder")
    assert one(code(text, said), "CONSULT").according_to == "s1"
    assert one(code(text), "CONSULT").according_to is None


@pytest.mark.parametrize("text", list(trees.trees()))
def test_spans_hold_their_trigger(text):
    for event in code(text):
        assert event.span.start <= event.trigger.start < event.trigger.end <= event.span.end <= len(text)


@pytest.mark.parametrize(
    ("effect", "governor", "status"),
    [
        ("planned", "happened", "planned"),
        ("offered", "absent", "refused"),
        ("refused", "absent", "hypothetical"),
        ("same", "planned", "planned"),
        ("demanded", "hypothetical", "hypothetical"),
        ("denied", "ongoing", "denied"),
    ],
)
def test_under(effect, governor, status):
    assert under(effect, governor) == status


def test_the_two_are_those_named_together_before():
    text = "Alder and Birch met on Tuesday and will meet again in May. The two leaders met in Porto."
    events = {e.status: e for e in code(text)}
    assert set(events) == {"happened", "planned"}
    assert (events["happened"].actors, events["happened"].where) == (("Alder", "Birch"), "Porto")


def test_to_speak_is_a_contact_only_of_several():
    text = "Alder praised Birch, but the two have not spoken since May."
    assert [e.type for e in code(text)] == ["SUPPORT"]  # who the two are is not said of two named together


def test_what_is_to_be_held_has_not_been():
    text = "A summit to be held in Porto by Ruritania and Sylvania was welcomed."
    assert {e.status for e in code(text) if e.type == "CONSULT"} <= {"planned"}


def test_a_journey_for_talks_is_one_contact():
    assert [e.mode for e in code("Alder travelled to Porto for talks.")] == ["visit"]


PLOVER = set(
    """AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE
    COERCE ASSAULT""".split()
)


def test_what_is_the_first_since_another_tells_of_both():
    now, then = code("It would be the first meeting between Ruritania and Sylvania since the Meadow summit.")
    assert (now.mode, then.mode, then.status) == ("meet", "summit", "happened")
    assert {*now.actors, *now.recipients} == {*then.actors, *then.recipients} == {"Ruritania", "Sylvania"}
    assert len(code("It would be the third meeting between Ruritania and Sylvania since the war.")) == 1


def test_every_type_has_its_words():
    table = rules()
    told = {r.type for rs in table.verbs.values() for r in rs}
    assert told - {"NONE"} == PLOVER
    assert {r.type for r in table.nouns.values()} - {"NONE"} == PLOVER


@pytest.mark.parametrize("seed", range(10))
def test_no_tree_is_too_strange(seed):
    text = " ".join(trees.trees())
    signals, choose = trees.signals(text), random.Random(seed)
    rels = sorted({t.rel for t in signals.tokens})
    last = len(signals.tokens) - 1
    tokens = tuple(
        replace(t, rel=choose.choice(rels), head=choose.randint(max(i - 6, -1), min(i + 6, last)))
        for i, t in enumerate(signals.tokens)
    )
    strange = replace(signals, tokens=tokens)
    said = tuple(
        replace(trees.statement(text, "", text[s.start : s.end], "Ruritania"), content=(Span(s.start, s.end),))
        for s in signals.sentences
    )
    for event in code_events(strange, trees.article(text), trees.entities(text), (), said):
        assert event.span.start <= event.trigger.start < event.trigger.end <= event.span.end
    for position in find_positions(strange, trees.article(text), trees.entities(text), said):
        assert position.content
