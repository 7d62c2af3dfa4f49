"""The measures, on sentences of our own; and the command, on a corpus of two lines."""

from __future__ import annotations

import json

import pytest

import attributions as measures
import calibration
import corpora
import encounters
import floors
import nested
import positions
import run
import table
from marks import unmark
from onrecord.grammar import Tree
from onrecord.types import Span, Statement
from sketch import sketch


def parts(marked):
    """Return a text and its attributions; the label of each part ends in the attribution's number: <source1>."""
    text, spans = unmark(marked)
    rows = {}
    for label, found in spans.items():
        rows.setdefault(label[-1], {})[label[:-1]] = [(s.start, s.end) for s in found]
    return text, [rows[number] for number in sorted(rows)]


GOLD = (
    "<source1>Mr. Orre</source1> <cue1>said</cue1> <content1>the ferry is late</content1>. "
    '<content2>"I like it,"</content2> <cue2>said</cue2> <source2>Ana Lind, a sailor</source2>, '
    '<content2>"very much."</content2> Rain fell.'
)


@pytest.mark.parametrize(
    ("pred", "expected"),
    [
        # gold against itself
        (GOLD, {"triple F1": 1.0, "detect F1": 1.0, "strict F1": 1.0, "content piece F1": 1.0, "source char F1": 1.0}),
        # nothing found
        ("", {"triple F1": 0.0, "content piece F1": 0.0, "n gold": 2, "n pred": 0}),
        # the quotation marks left out: the same words still
        (
            'Mr. Orre said the ferry is late. "<content2>I like it</content2>," <cue2>said</cue2> '
            '<source2>Ana Lind, a sailor</source2>, "<content2>very much</content2>." Rain fell.',
            {"triple P": 1.0, "triple R": 0.5, "strict P": 1.0, "content piece F1": 2 * 2 / 5},
        ),
        # half of the words of a content is enough, less is not
        (
            'Mr. <source1>Orre</source1> <cue1>said</cue1> the ferry <content1>is late</content1>. "I like it," said '
            'Ana Lind, a sailor, "very much." Rain fell.',
            {"triple P": 1.0, "triple R": 0.5, "strict F1": 0.0, "source shared of detected": 1.0},
        ),
        (
            "<source1>Mr. Orre</source1> <cue1>said</cue1> the ferry is <content1>late</content1>. "
            '"I like it," said Ana Lind, a sailor, "very much." Rain fell.',
            {"detect F1": 0.0},
        ),
        # the right content of the wrong speaker
        (
            'Mr. Orre <cue1>said</cue1> <content1>the ferry is late</content1>. "I like it," said '
            '<source1>Ana Lind</source1>, a sailor, "very much." Rain fell.',
            {"detect P": 1.0, "pair F1": 0.0, "triple F1": 0.0, "source shared of detected": 0.0},
        ),
        # the right content under the wrong cue: a pair, not a triple
        (
            '<source1>Mr. Orre</source1> said <content1>the ferry is late</content1>. "I like it," <cue1>said</cue1> '
            'Ana Lind, a sailor, "very much." Rain fell.',
            {"pair P": 1.0, "triple F1": 0.0},
        ),
    ],
)
def test_measures(pred, expected):
    text, gold = parts(GOLD)
    found = parts(pred)[1]
    read = measures.Text(text)
    scores = measures.summarise(measures.count(read, measures.parse(read, gold), measures.parse(read, found)))
    assert {name: scores[name] for name in expected} == pytest.approx(expected)


def test_no_source_on_both_sides_agrees():
    text, gold = parts("It was <cue1>said</cue1> that <content1>the ferry is late</content1>.")
    read = measures.Text(text)
    attribution = measures.parse(read, gold)
    assert measures.summarise(measures.count(read, attribution, attribution))["triple F1"] == 1.0
    named = measures.parse(read, [{**gold[0], "source": [(0, 2)]}])
    assert measures.summarise(measures.count(read, attribution, named))["triple F1"] == 0.0


@pytest.mark.parametrize(
    ("marked", "kind"),
    [
        ('<x>"It is so,"</x> he said.', "direct"),
        ("<x>''It is so,''</x> he said.", "direct"),
        ("<x>``It is so,''</x> he said.", "direct"),
        ("<x>”It is so,”</x> he said.", "direct"),  # an opening mark typed as a closing one
        ('"It is so," <x>he said.</x>', "indirect"),
        ("He said <x>the plan was “a gift” to all.</x>", "mixed"),
        ("<x>“We have time.</x>\n\n“And boats.”", "direct"),  # unclosed: it goes on in the next paragraph
        ("“We have time.\n\n<x>Rain fell.</x>", "indirect"),  # but no further than its own
        ("<x>‘We have all the time there is,’</x> she said.", "direct"),
    ],
)
def test_kind(marked, kind):
    text, spans = unmark(marked)
    read = measures.Text(text)
    assert read.kind(read.words([(s.start, s.end) for s in spans["x"]])) == kind


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("Astrid Hollen", "Hollen", True),
        ("A. Hollen", "Astrid Hollen", True),
        ("Nils Hollen", "Astrid Hollen", False),
        ("Izetbegović", "Alija Izetbegovic", True),
        ("Moscow", "Russia", True),
        ("the Sundrian foreign ministry", "Sundrian foreign ministry", True),
        ("", "Hollen", False),
    ],
)
def test_same_actor(a, b, expected):
    assert encounters.is_same(a, b) is expected


def test_joint_statements_collapse():
    one = {"cue": [9, 13], "content": [[14, 20]], "negated": False, "via": []}
    said = [{**one, "source": [0, 3], "speaker": "Karvonia"}, {**one, "source": [4, 8], "speaker": "Velmark"}]
    gold = encounters.from_gold({"text": "x" * 20, "statements": said, "encounters": [], "positions": []})
    assert [(s.source, s.speaker) for s in gold.statements] == [([(0, 3), (4, 8)], ["Karvonia", "Velmark"])]


def statement(source, cue, content, within=None):
    return Statement(
        "s1", source, cue, content, "indirect", "speech", "named", None, None, within, (), False, None, (), 0.9, "hand"
    )  # fmt: skip


def test_nested_asks_for_a_layer():
    text, spans = unmark("The Courier <a>says that Orre said</a> <x>the ferry is late</x>.")
    row = {"text": text, "attributions": [{"nested": True, **{k: [[s.start, s.end] for s in v] for k, v in
           (("attribution", spans["a"]), ("content", spans["x"]))}}]}  # fmt: skip
    said = Span(text.index("said"), text.index("said") + 4)
    flat, inner = (statement((), (said,), tuple(spans["x"]), within) for within in (None, "s0"))
    assert nested.summarise(nested.count(row, [flat]))["nested F1"] == 0.0
    assert nested.summarise(nested.count(row, [flat]))["all F1"] == 1.0
    assert nested.summarise(nested.count(row, [inner]))["nested F1"] == 1.0


def test_calibration():
    claims = [(0.95, True)] * 9 + [(0.95, False)] + [(0.55, True), (0.55, False)]
    table_ = calibration.reliability(claims)
    assert [(b.low, b.n, b.right) for b in table_] == [(0.5, 2, 0.5), (0.9, 10, 0.9)]
    assert calibration.expected_error(table_) == pytest.approx(0.05)


def test_floors_only_rise():
    targets = {"F1": floors.Target(0.7), "error": floors.Target(0.1, lower=True)}
    held = floors.raised(None, "data", {"F1": 0.6, "error": 0.2, "n": 3}, targets)
    assert held == {"digest": "data", "floors": {"F1": 0.595, "error": 0.205}}
    assert floors.raised(held, "data", {"F1": 0.5, "error": 0.3}, targets) == held
    assert floors.raised(held, "data", {"F1": 0.65, "error": 0.1}, targets)["floors"] == {"F1": 0.645, "error": 0.105}
    assert floors.find_falls(held, "data", {"F1": 0.6, "error": 0.2}, targets) == []
    assert len(floors.find_falls(held, "data", {"F1": 0.59}, targets)) == 2  # one fell, one is gone
    assert floors.find_falls(held, "other data", {"F1": 0.1}, targets) is None


def test_targets_name_blocks_that_are_scored():
    assert floors.read_targets().keys() <= {block for task in run.TASKS for block in task.blocks}


def test_table():
    shown = table.render(
        {"polnear": {"triple F1": 0.63, "n gold": 12}}, {"polnear": {"triple F1": floors.Target(0.62)}}
    )
    assert [line.split() for line in shown.splitlines()[1:]] == [
        ["polnear"], ["triple", "F1", "0.630", "≥", "0.62", "*"], ["n", "gold", "12"]
    ]  # fmt: skip


def test_a_folder_that_holds_nothing_is_said(tmp_path, capsys):
    assert run.main(["--data", str(tmp_path), "--part", "dev"]) == 2
    assert "SKIPPED polnear" in capsys.readouterr().err


@pytest.mark.slow
def test_scores_what_a_folder_holds(tmp_path, capsys):
    text, gold = parts(GOLD.replace("Rain fell.", "Rain fell on the harbour all day."))
    (tmp_path / "polnear").mkdir()
    row = {"id": "one", "date": "1985-05-16", "text": text, "attributions": gold}
    (tmp_path / "polnear" / "dev.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    out = tmp_path / "scores.json"
    assert run.main(["--data", str(tmp_path), "--part", "dev", "--json", str(out)]) == 0
    scores = json.loads(out.read_text(encoding="utf-8"))
    assert scores["tasks"]["polnear"]["scores"]["polnear"]["n gold"] == 2
    assert scores["tasks"]["polnear"]["digest"] == corpora.digest(tmp_path, ["polnear"], "dev")
    assert "triple F1" in capsys.readouterr().out


def test_a_position_needs_its_kind_and_its_holder_to_be_right():
    text = "Alder hopes to leave Porto, but Birch refused to go."
    at = lambda words: (text.index(words), text.index(words) + len(words))  # noqa: E731
    told = positions.Told
    gold = [told("goal", at("to leave Porto"), [at("Alder")]), told("refusal", at("to go"), [])]
    found = [told("goal", at("leave Porto"), [at("Birch")]), told("refusal", at("refused to go"), [at("Birch")])]
    counts = positions.count(gold, [*found, told("goal", at("Birch"), [at("Alder")])], text)
    assert counts == {"gold": 2, "found": 3, "words": 2, "kind": 2, "holder": 1}
    assert positions.find(at("leave Porto"), gold, text) == gold[0]
    assert positions.find(at("Birch refused"), gold, text) is None


def test_what_governs_is_told_with_how():
    drawn = sketch(
        "Alder/NNP>2:nsubj hopes/VBZ>0:root to/TO>4:mark leave/VB>2:xcomp Porto/NNP>4:obj for/IN>7:case May/NNP>4:obl"
    )
    told = [(how, drawn.text[a:b]) for how, (a, b) in positions.governed(Tree(drawn))]
    assert told == [("hope xcomp to", "to leave Porto for May"), ("leave obj", "Porto"), ("leave obl for", "May")]
