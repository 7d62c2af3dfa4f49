"""What `find_attributions` makes of the engine's spans: whole words, closed gaps, marks with what they hold."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from marks import mark, unmark
from onrecord.attributions import find_attributions
from onrecord.engine.pieces import find_words
from onrecord.text import words
from onrecord.types import Attribution, Sentence, Signals, Token
from sketch import attribution, sketch


def signals(marked: str, confidence: float = 0.9) -> Signals:
    """Signals whose one attribution is drawn in the text; words are cut as the engine cuts them."""
    text, spans = unmark(marked)
    tokens = tuple(Token(a, b, text[a:b], text[a:b].lower(), "NN", "dep", -1) for a, b in find_words(text))
    found = Attribution(
        *(tuple(spans.get(part, ())) for part in ("source", "cue", "content")), confidence=confidence, origin="test"
    )
    return Signals(text, tokens, (Sentence(0, len(text), 0, len(tokens)),), (), (found,), ())


@pytest.mark.parametrize(
    ("seen", "read"),
    [
        # a piece of a word is the word
        (
            "The en<source>voy</source> <cue>sa</cue>id <content>talks fai</content>led.",
            "The <source>envoy</source> <cue>said</cue> <content>talks failed</content>.",
        ),
        # a slip of one word inside a content is closed
        (
            "<source>He</source> <cue>said</cue> <content>the long</content> talks <content>had failed</content>",
            "<source>He</source> <cue>said</cue> <content>the long talks had failed</content>",
        ),
        # not where the cue stands in the gap
        (
            "<content>“No,”</content> <source>he</source> <cue>said</cue>, <content>“never.”</content>",
            "<content>“No,”</content> <source>he</source> <cue>said</cue>, <content>“never.”</content>",
        ),
        # marks go with what they open and close, stops and commas outside do not
        (
            "<source>She</source> <cue>wrote</cue>: “<content>We are done</content>.”",
            "<source>She</source> <cue>wrote</cue>: <content>“We are done.”</content>",
        ),
        (
            "<source>She</source> <cue>said</cue><content>, no deal,</content> but left",
            "<source>She</source> <cue>said</cue>, <content>no deal</content>, but left",
        ),
        # a content that was quoted to its end does not go on in the next paragraph
        (
            "<source>She</source> <cue>said</cue> <content>it was “a shame”\n\nRain fell on Meadow</content>",
            "<source>She</source> <cue>said</cue> <content>it was “a shame”</content>\n\nRain fell on Meadow",
        ),
        # one that was left open does
        (
            "<source>She</source> <cue>said</cue>: <content>“We row.\n\n“We sail.”</content>",
            "<source>She</source> <cue>said</cue>: <content>“We row.\n\n“We sail.”</content>",
        ),
    ],
)
def test_find_attributions(seen, read):
    found = find_attributions(signals(seen))
    text, _ = unmark(seen)
    assert [mark(text, {"source": a.source, "cue": a.cue, "content": a.content}) for a in found] == [read]


def test_a_content_of_marks_alone_is_none():
    assert find_attributions(signals("<source>He</source> <cue>said</cue> <content>“…”</content>")) == ()


def test_of_two_on_one_cue_the_surer_is_kept():
    a = signals("<source>He</source> <cue>said</cue> <content>no</content> to them", 0.4)
    b = signals("<source>He</source> <cue>said</cue> <content>no to them</content>", 0.8)
    both = Signals(a.text, a.tokens, a.sentences, (), (*a.attributions, *b.attributions), ())
    assert [x.confidence for x in find_attributions(both)] == [0.8]


def test_an_article_at_a_cues_end_goes_with_its_noun_to_the_content():
    drawn = sketch("""
        They/PRP>3:nsubj have/VBP>3:aux stated/VBN>0:root a/DT>5:det plan/NN>3:obj for/IN>7:case it/PRP>5:nmod
    """)
    found = attribution(drawn, "They", "have stated a", "for it")
    (a,) = find_attributions(replace(drawn, attributions=(found,)))
    assert mark(drawn.text, {"cue": a.cue, "content": a.content}) == (
        "They <cue>have stated</cue> <content>a plan for it</content>"
    )


@pytest.mark.parametrize(("agent", "source"), [("obl", ["an aide"]), ("advcl", [])])
def test_by_whom_one_was_told_is_the_source(agent, source):
    s = sketch(
        f"[Torv/NNP>3:nsubj:pass]PER was/VBD>3:aux:pass told/VBN>0:root by/IN>6:case an/DT>6:det aide/NN>3:{agent} "
        "that/IN>10:mark it/PRP>10:nsubj was/VBD>10:cop over/RB>3:ccomp"
    )
    told = replace(attribution(s, "an aide", "was told", "that it was over"), source=())
    (found,) = find_attributions(replace(s, attributions=(told,)))
    assert [s.text[x.start : x.end] for x in found.source] == source


def test_whom_it_was_told_to_is_no_source_beside_the_teller():
    drawn = sketch(
        """
        He/PRP>3:nsubj:pass was/VBD>3:aux:pass told/VBN>0:root by/IN>5:case Torv/NNP>3:obl:agent that/IN>8:mark
        it/PRP>8:nsubj sank/VBD>3:ccomp
    """.replace("\n        it", " it")
    )
    found = attribution(drawn, "Torv", "was told", "that it sank")
    both = replace(found, source=(attribution(drawn, "He", "was told", "that it sank").source[0], *found.source))
    (a,) = find_attributions(replace(drawn, attributions=(both,)))
    assert mark(drawn.text, {"source": a.source}) == "He was told by <source>Torv</source> that it sank"


VOICED = """
    Torv/NNP>2:nsubj voiced/VBD>0:root her/PRP$>4:nmod:poss hope/NN>2:obj that/IN>7:mark talks/NNS>7:nsubj
    resume/VBP>4:acl
""".replace("\n    resume", " resume")
HOPED = "<source>Torv</source> <cue>voiced her hope</cue> <content>that talks resume</content>"


@pytest.mark.parametrize(
    ("drawn", "source", "cues", "read"),
    [
        (VOICED, "Torv", ("voiced", "hope"), [HOPED]),
        # of two readings that share a cue the surer is kept
        (VOICED, "Torv", ("voiced her hope", "hope"), [HOPED]),
        # whose claim it is, the verb does not say; nor does a document
        (
            VOICED.replace("voiced", "rejected"),
            "Torv",
            ("rejected", "hope"),
            [
                "<source>Torv</source> <cue>rejected</cue> <content>her hope that talks resume</content>",
                "Torv rejected <source>her</source> <cue>hope</cue> <content>that talks resume</content>",
            ],
        ),
        (
            VOICED.replace("Torv/NNP", "Statements/NNS"),
            "Statements",
            ("voiced", "hope"),
            [
                "<source>Statements</source> <cue>voiced</cue> <content>her hope that talks resume</content>",
                "Statements voiced <source>her</source> <cue>hope</cue> <content>that talks resume</content>",
            ],
        ),
    ],
)  # fmt: skip
def test_a_noun_that_a_verb_expresses_is_one_saying_with_it(drawn, source, cues, read):
    s = sketch(drawn)
    content = "her hope that talks resume" if cues[0].endswith("ed") else "that talks resume"
    found = (
        replace(attribution(s, source, cues[0], content), confidence=0.9),
        replace(attribution(s, "her", cues[1], "that talks resume"), confidence=0.8),
    )
    told = find_attributions(replace(s, attributions=found))
    assert [mark(s.text, {p: getattr(a, p) for p in ("source", "cue", "content")}) for a in told] == read


@pytest.mark.parametrize(
    ("rest", "named"),
    [
        ("as/IN>7:case a/DT>7:det danger/NN>2:obl", "the league as a danger"),
        ("as/IN>8:case a/DT>8:det “/``>8:punct danger/NN>2:obl ”/''>8:punct", "the league as a “danger”"),
        ("as/IN>8:case grave/JJ>8:amod ,/,>8:punct danger/NN>2:obl ./.>2:punct", "the league as grave, danger"),
        # a clause gives no name
        ("as/IN>7:mark crowds/NNS>7:nsubj gather/VBP>2:advcl", "the league"),
    ],
)  # fmt: skip
def test_the_name_that_one_gives_is_part_of_what_one_says(rest, named):
    s = sketch(f"Torv/NNP>2:nsubj regards/VBZ>0:root the/DT>4:det league/NN>2:obj {rest}")
    (a,) = find_attributions(replace(s, attributions=(attribution(s, "Torv", "regards", "the league"),)))
    assert [s.text[p.start : p.end] for p in a.content] == [named]


@pytest.mark.parametrize(
    ("mark", "read"),
    [
        ("though/IN", "they would leave"),
        ("because/IN", "they would leave"),
        ("as/IN", "they would leave, the port stayed shut"),  # "as Alder said, the port": that is what was said
    ],
)
def test_what_a_clause_stands_before_is_not_said_in_it(mark, read):
    s = sketch(
        f"{mark}>3:mark Alder/NNP>3:nsubj said/VBD>10:advcl they/PRP>6:nsubj would/MD>6:aux leave/VB>3:ccomp "
        ",/,>10:punct the/DT>9:det port/NN>10:nsubj stayed/VBD>0:root shut/JJ>10:xcomp"
    )
    seen = attribution(s, "Alder", "said", s.text[s.text.index("they") :])
    (a,) = find_attributions(replace(s, attributions=(seen,)))
    assert words(s.text, a.content).replace(" ,", ",") == read


def test_a_comma_hung_elsewhere_cuts_nothing():
    s = sketch(
        "though/IN>3:mark Alder/NNP>3:nsubj said/VBD>10:advcl on/IN>5:case Monday/NNP>3:obl ,/,>10:punct "
        "the/DT>8:det crew/NN>9:nsubj left/VBD>3:ccomp stayed/VBD>0:root"
    )
    seen = attribution(s, "Alder", "said", s.text[s.text.index("on ") : s.text.index(" stayed")])
    (a,) = find_attributions(replace(s, attributions=(seen,)))
    assert words(s.text, a.content) == words(s.text, seen.content)


def test_what_modifies_a_cue_is_no_part_of_its_source():
    s = sketch("Alder/NNP>3:nmod:poss 's/POS>1:case recent/JJ>4:amod call/NN>0:root for/IN>6:case talks/NNS>4:nmod")
    (a,) = find_attributions(replace(s, attributions=(attribution(s, "Alder's recent", "call for", "talks"),)))
    assert (words(s.text, a.source), words(s.text, a.cue)) == ("Alder's", "recent call for")
