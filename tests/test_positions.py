"""Positions: what a party demands, offers, refuses, wants, threatens, sets as a condition or denies."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

import trees
from onrecord.positions import find_positions
from onrecord.types import Role, Span

R = "Ruritania"


def find(text, cue, content, speaker, **said):
    statement = trees.statement(text, cue, content, speaker, **said)
    found = find_positions(trees.signals(text), trees.article(text), trees.entities(text), (statement,))
    return [(p.kind, text[p.content[0].start : p.content[-1].end], p.target) for p in found]


@pytest.mark.parametrize(
    ("text", "cue", "content", "expected"),
    [
        # by the cue
        ("Ruritania called for a ceasefire.", "called for", "a ceasefire", ("demand", None)),
        ("Ruritania wants Sylvania to leave.", "wants", "Sylvania to leave", ("demand", "Sylvania")),
        ("Ruritania hopes to join the league.", "hopes", "to join the league", ("goal", None)),
        ("Ruritania refused to withdraw.", "refused", "to withdraw", ("refusal", None)),
        ("Ruritania declined to comment.", "declined", "to comment", ("refusal", None)),
        ("Ruritania vowed to retaliate.", "vowed", "to retaliate", ("warning", None)),
        ("Ruritania denied shelling the town.", "denied", "shelling the town", ("denial", None)),
        ("Ruritania warned that the region would suffer.", "warned", "that the region would suffer", ("warning", None)),
        # readiness denied is a refusal
        ("Ruritania is not willing to negotiate.", "willing", "to negotiate", ("refusal", None)),
        # by the content, the cue being neutral
        ("Ruritania said that Sylvania must withdraw its troops.", "said", "that Sylvania must withdraw its troops",
         ("demand", "Sylvania")),
        ("Ruritania said it would not attend the talks.", "said", "it would not attend the talks", ("refusal", None)),
        ("Ruritania said it was ready to withdraw.", "said", "it was ready to withdraw", ("willingness", None)),
        ("Ruritania would help only when the siege ended, its envoy said.", "said",
         "Ruritania would help only when the siege ended", ("condition", None)),
        # what one will do is a goal; not before something else, a condition; what must come of it, a warning
        ("Ruritania said it would leave.", "said", "it would leave", ("goal", None)),
        ("Ruritania said it would not leave until Sylvania paid.", "said", "it would not leave until Sylvania paid",
         ("condition", None)),
        ("Ruritania said that trade would stop if the talks failed.", "said",
         "that trade would stop if the talks failed", ("warning", None)),
        # what is another's to give is asked for; so is not doing it
        ("Ruritania wants the support of Sylvania.", "wants", "the support of Sylvania", ("demand", None)),
        ("Ruritania warned Sylvania not to attack.", "warned", "not to attack", ("demand", "Sylvania")),
        ("Ruritania insisted that Sylvania be told.", "insisted", "that Sylvania be told", ("demand", "Sylvania")),
        ("Ruritania said the troops can leave only if Sylvania pays.", "said",
         "the troops can leave only if Sylvania pays", ("condition", None)),
        ("Ruritania will help only when honest talks begin, its envoy said.", "said",
         "Ruritania will help only when honest talks begin", ("condition", None)),
        # a condition may be told by the order of words
        ("Should Sylvania attack, the league will fall, Ruritania said.", "said",
         "Should Sylvania attack, the league will fall", ("warning", "Sylvania")),
        # not to do something, promised
        ("Ruritania promised never to return.", "promised", "never to return", ("refusal", None)),
    ],
)  # fmt: skip
def test_kinds(text, cue, content, expected):
    kind, target = expected
    assert find(text, cue, content, R) == [(kind, content.removeprefix("that "), target)]


def test_a_promise_with_a_condition_gives_both():
    text = "Ruritania said it would withdraw if Sylvania stopped the shelling."
    content = "it would withdraw if Sylvania stopped the shelling"
    assert find(text, "said", content, R) == [
        ("willingness", content, "Sylvania"),
        ("condition", "if Sylvania stopped the shelling", None),
    ]


def test_a_quote_says_what_the_speaker_is_ready_for():
    text = '"I am ready to meet, if he wants," Alder said.'
    found = find(text, "said", '"I am ready to meet, if he wants,"', "Alder")
    assert [kind for kind, _, _ in found] == ["willingness", "condition"]


@pytest.mark.parametrize(
    ("text", "cue", "content"),
    [
        # what was not offered is not offered
        ("Ruritania said that the harvest was good.", "said", "that the harvest was good"),
        # a reproach asks for nothing, a forecast promises nothing
        ("Ruritania said that Sylvania should have asked.", "said", "that Sylvania should have asked"),
        ("Ruritania said it would be the first.", "said", "it would be the first"),
        # to insist that something is so asks for nothing, and what one cannot believe one does not refuse
        ("Ruritania insisted that the harvest was good.", "insisted", "that the harvest was good"),
        ("Ruritania said it can not believe the news.", "said", "it can not believe the news"),
    ],
)
def test_no_position(text, cue, content):
    assert find(text, cue, content, R) == []


def test_an_offer_not_made_is_a_refusal():
    text = "Ruritania did not offer a truce."
    assert find(text, "offer", "a truce", R, negated=True) == [("refusal", "a truce", None)]


def test_where_no_source_is_marked_the_cues_own_subject_holds_it():
    assert find("Ruritania called for a ceasefire.", "called for", "a ceasefire", None) == [
        ("demand", "a ceasefire", None)
    ]


ISSUED = "Proposals from Ruritania and Sylvania were read. The proposals call for a truce."


@pytest.mark.parametrize(
    ("text", "speaker", "holders"),
    [
        (ISSUED, None, ["Ruritania", "Sylvania"]),
        (ISSUED, "Ruritania", ["Ruritania", "Sylvania"]),  # read as one of them alone
        (ISSUED, "Birch", ["Birch"]),
        ("The proposals call for a truce.", None, []),
    ],
)
def test_what_a_document_calls_for_is_its_issuers(text, speaker, holders):
    at = text.index("The proposals")
    said = replace(trees.statement(text, "call for", "a truce", speaker), source=(Span(at, at + 13),))
    found = find_positions(trees.signals(text), trees.article(text), trees.entities(text), (said,))
    assert [(p.holder, p.kind) for p in found] == [(h, "demand") for h in holders]


def test_what_people_at_large_are_ready_for_is_no_position():
    text = '"I am ready to meet, if he wants," Alder said.'
    statement = trees.statement(text, "said", '"I am ready to meet, if he wants,"', "Alder")
    people = [replace(e, actor=None) for e in trees.entities(text)]
    assert find_positions(trees.signals(text), trees.article(text), people, (statement,)) == ()


def test_a_pronoun_left_open_means_who_spoke_before():
    text = "Ruritania called for a ceasefire. It also called for talks."
    first = trees.statement(text, "called for", "a ceasefire", R)
    start = text.index("It also")
    second = replace(
        trees.statement(text, "also called for", "talks", None), id="s2", source=(Span(start, start + len("It")),)
    )
    found = find_positions(trees.signals(text), trees.article(text), trees.entities(text), (first, second))
    assert [(p.holder, p.kind) for p in found] == [(R, "demand"), (R, "demand")]


@pytest.mark.parametrize(("word", "holders"), [("They", [R, "Sylvania"]), ("It", [R])])
def test_they_of_two_who_spoke_together_are_both(word, holders):
    text = f"Ruritania and Sylvania called for a ceasefire. {word} also called for talks."
    first = replace(trees.statement(text, "called for", "a ceasefire", R), source=(Span(0, len("Ruritania")),))
    start = text.index(f"{word} also")
    source = (Span(start, start + len(word)),)
    second = replace(trees.statement(text, "also called for", "talks", R), id="s2", source=source)
    found = find_positions(trees.signals(text), trees.article(text), trees.entities(text), (first, second))
    assert [p.holder for p in found if p.statement == "s2"] == holders


def test_a_place_named_beside_the_speaker_holds_nothing():
    text = "Ruritania and Sylvania called for a ceasefire."
    entities = [replace(e, type="place", actor=None) if e.id == "Sylvania" else e for e in trees.entities(text)]
    said = trees.statement(text, "called for", "a ceasefire", R)
    found = find_positions(trees.signals(text), trees.article(text), entities, (said,))
    assert [p.holder for p in found] == [R]


@pytest.mark.parametrize(
    ("text", "cue", "content", "kind"),
    [
        ("Alder committed Ruritania to a truce.", "committed", "Ruritania to a truce", "goal"),
        ("Alder said Ruritania holds to the line that it will not sign.", "said",
         "Ruritania holds to the line that it will not sign", "refusal"),
    ],
)  # fmt: skip
def test_what_one_binds_another_to_is_the_others(text, cue, content, kind):
    statement = trees.statement(text, cue, content, "Alder")
    (found,) = find_positions(trees.signals(text), trees.article(text), trees.entities(text), (statement,))
    assert (found.holder, found.kind) == (R, kind)


def test_one_binds_only_ones_own():
    text = "Ruritania committed Sylvania to a truce."
    (found,) = find(text, "committed", "Sylvania to a truce", R)
    assert found[0] == "goal"  # told as Ruritania's, not Sylvania's
    statement = trees.statement(text, "committed", "Sylvania to a truce", R)
    (one,) = find_positions(trees.signals(text), trees.article(text), trees.entities(text), (statement,))
    assert one.holder == R


def test_a_line_that_one_opposes_is_not_ones_own():
    text = "Alder said Ruritania opposes the line that it will not sign."
    statement = trees.statement(text, "said", "Ruritania opposes the line that it will not sign", "Alder")
    found = find_positions(trees.signals(text), trees.article(text), trees.entities(text), (statement,))
    assert all(text[p.content[0].start : p.content[-1].end] != "it will not sign" for p in found)


def test_who_thanks_for_anothers_decision_decided_nothing():
    text = "Alder thanked Sylvania for a court decision to free the crew."
    assert find(text, "thanked", "Sylvania for a court decision to free the crew", "Alder") == []


def test_what_a_minister_vows_that_the_state_will_do_is_the_states():
    text = "The minister of Ruritania, Alder, vowed that Ruritania would leave."
    role = Role("minister", "current", Span(4, text.index(",")), country=R)
    entities = [replace(e, roles=(role,)) if e.id == "Alder" else e for e in trees.entities(text)]
    said = trees.statement(text, "vowed", "that Ruritania would leave", "Alder")
    found = find_positions(trees.signals(text), trees.article(text), entities, (said,))
    assert [(p.holder, p.kind) for p in found] == [(R, "goal")]


def test_what_is_told_in_passing_is_held_by_whom_it_names():
    text = "Alder said that Sylvania wants to join the league."
    content = "that Sylvania wants to join the league"
    statement = trees.statement(text, "said", content, "Alder")
    found = find_positions(trees.signals(text), trees.article(text), trees.entities(text), (statement,))
    assert [(p.holder, p.kind, p.statement) for p in found] == [("Sylvania", "goal", "s1")]


def test_we_in_a_quote_is_the_speaker():
    text = '"We want to leave," Alder said.'
    assert find(text, "said", '"We want to leave,"', "Alder") == [("goal", '"We want to leave', None)]


def test_who_is_urged_holds_no_demand():
    assert find("Birch was urged by Ruritania to leave.", "was urged", "to leave", "Birch") == [
        ("demand", "to leave", "Birch")
    ]


def test_no_speaker_no_position():
    assert find("Ruritania said that the harvest was good.", "", "the harvest was good", None) == []


def words_of(text, span):
    return text[span.start : span.end] if span else None


@pytest.mark.parametrize(
    ("text", "cue", "content", "speaker", "condition", "strength"),
    [
        ('"I am ready to meet, if he wants," Alder said.', "said", '"I am ready to meet, if he wants,"', "Alder",
         "if he wants", "ready"),
        ("Ruritania would help only when the siege ended, its envoy said.", "said",
         "Ruritania would help only when the siege ended", R, "only when the siege ended", "would"),
        ("Ruritania said that Sylvania must withdraw its troops.", "said", "that Sylvania must withdraw its troops", R,
         None, "must"),
        ("Ruritania promised help in return for a truce.", "promised", "help", R, "in return for a truce", "promised"),
        ("Ruritania said it would not attend the talks.", "said", "it would not attend the talks", R,
         None, "would not"),
    ],
)  # fmt: skip
def test_what_a_position_hangs_on_and_how_firm_it_is(text, cue, content, speaker, condition, strength):
    statement = trees.statement(text, cue, content, speaker)
    found = find_positions(trees.signals(text), trees.article(text), trees.entities(text), (statement,))
    assert (condition, strength) in [(words_of(text, p.condition), words_of(text, p.strength)) for p in found]


def test_the_same_in_other_words_points_at_the_first():
    first, other = (
        "Ruritania demanded the release of sailors in Porto.",
        "Ruritania wants sailors in Porto to be released.",
    )
    text = f"{first} {other} Ruritania called for a ceasefire."
    said = [
        trees.statement(text, "demanded", "the release of sailors in Porto", R),
        replace(trees.statement(text, "wants", "sailors in Porto to be released", R), id="s2"),
        replace(trees.statement(text, "called for", "a ceasefire", R), id="s3"),
    ]
    found = find_positions(trees.signals(text), trees.article(text), trees.entities(text), said)
    assert [(p.kind, p.same_as) for p in found] == [("demand", None), ("demand", "p1"), ("demand", None)]
