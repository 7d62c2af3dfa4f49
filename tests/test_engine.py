"""The engine's pure parts: pieces and windows, words, labels -> spans, trees, lemmas. Only the last test loads it."""

from __future__ import annotations

import os
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.engine import labels
from onrecord.engine.decode import Asked, LinkWeights, apart, bucket, find_cues, link, runs, viterbi
from onrecord.engine.lemmas import lemma
from onrecord.engine.pieces import find_words, windows
from onrecord.engine.reader import BEHIND, LONGEST, give_way
from onrecord.engine.trees import (
    KINDS,
    end_of_name,
    find_heads,
    find_tree,
    head_kinds,
    mend,
    with_names_whole,
    with_nothing_on_marks,
    with_obliques,
    with_prepositions,
    with_titles,
)
from onrecord.quotes import find_end, find_quotes
from onrecord.types import Article, Field, Span, Token


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("He didn't go.", ["He", "did", "n't", "go", "."]),
        ("Gorbachev’s aides weren’t there", ["Gorbachev", "’s", "aides", "were", "n’t", "there"]),
        ("the U.S. side, Mr. Shultz", ["the", "U.S.", "side", ",", "Mr.", "Shultz"]),
        ("a four-year gap -- in 1,200 days", ["a", "four", "-", "year", "gap", "--", "in", "1,200", "days"]),
        ("O’Brien’s “no”", ["O’Brien", "’s", "“", "no", "”"]),
    ],
)
def test_find_words(text, words):
    assert [text[a:b] for a, b in find_words(text)] == words


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("“No,” he said, “never.”", ["“No,”", "“never.”"]),
        ('"No," he said. "Never."', ['"No,"', '"Never."']),
        # never closed: the quotation goes on in the next paragraph
        ("“One thing.\n“And another.”", ["“One thing.", "“And another.”"]),
        # a mark that opens a decade is never closed, however long the line
        ("In the '90s " + "they met and met " * 20_000, []),
        # an apostrophe opens nothing; a single mark that stands like one does
        ("the parties’ aides’ view", []),
        ("He called it ‘a step too far’ today", ["‘a step too far’"]),
        # marks typed the wrong way round stand as what they are
        ("”No fee is due here.” ― Ana Torv", ["”No fee is due here.”"]),
        ("He said “no“ and left. “Why?” she asked.", ["“no“", "“Why?”"]),
        ("“He said “no” again,” she said.", ["“He said “no”"]),
        ("it was over.” He left", []),
        # an inch mark after a number closes nothing that was not open
        ('a 5" pipe', []),
    ],
)
def test_find_quotes(text, quoted):
    assert [text[a:b] for a, b in find_quotes(text)] == quoted


@settings(deadline=None)
@given(st.integers(0, 3000), st.integers(8, 300), st.integers(0, 7))
def test_windows_keep_every_piece_once(count, size, overlap):
    cut = list(windows(count, size, overlap))
    assert [i for w in cut for i in range(w.first, w.last)] == list(range(count))
    assert all(w.start <= w.first < w.last <= w.end for w in cut)
    lengths = {w.end - w.start for w in cut}
    assert len(lengths) < 2
    assert max(lengths, default=0) <= size
    assert all(overlap <= a.end - b.start <= overlap + 1 for a, b in zip(cut, cut[1:], strict=False))


@pytest.mark.parametrize(
    ("sequence", "spans"),
    [
        ([0, 1, 2, 2, 0], [(1, 4)]),
        ([1, 2, 1, 2], [(0, 2), (2, 4)]),  # B opens anew
        ([0, 2, 2, 0, 1], [(1, 3), (4, 5)]),  # an I without a B
        ([3, 4, 0], []),  # another kind
    ],
)
def test_runs(sequence, spans):
    assert runs(np.array(sequence), 1) == spans


def test_bucket_is_exact_near_by_and_tells_sides_apart():
    assert bucket(np.array([0, 1, 4, -1, -4])).tolist() == [0, 1, 4, 17, 20]
    far = bucket(np.arange(5, 500))
    assert (np.diff(far) >= 0).all()
    assert far.max() == 15


def test_viterbi_prefers_the_best_whole_sequence():
    # label 1 is likelier at each step alone, but may not follow itself
    scores = np.array([[[0.0, 1.0], [0.0, 0.9], [0.0, 1.0]]], np.float32)
    steps = np.array([[0.0, 0.0], [0.0, -9.0]], np.float32)
    assert viterbi(scores, steps).tolist() == [[1, 0, 1]]


def test_a_cue_takes_what_its_scores_say():
    """Three pieces: source, cue, content; the keys alone decide."""
    keys = np.eye(3, dtype=np.float32) * 9
    parts = np.zeros((5, 3), np.float32)
    parts[1, 0] = parts[3, 2] = 2.0
    flat = LinkWeights(np.zeros((32, 3), np.float32), parts, np.zeros(5, np.float32), np.zeros((5, 5), np.float32))
    cues = find_cues(np.array([[9, 0, 0], [0, 9, 0], [9, 0, 0]], np.float32), 0.5)
    assert [c[0] for c in cues] == [(1, 2)]
    (found,) = link([Asked(*cues[0], 7, np.zeros(3, np.float32), keys)], flat)
    assert (found.source, found.cue, found.content) == (((7, 8),), (8, 9), ((9, 10),))
    assert found.cue_sure > 0.9


def test_a_weak_cue_counts_where_no_strong_one_stands():
    scores = np.array([[9, 8.5, 0], [0, 9, 0], [9, 0, 0], [9, 8.5, 0], [9, 0, 8.5]], np.float32)
    strong, weak = find_cues(scores, 0.65), find_cues(scores, 0.1)
    assert [c for c, _ in strong] == [(1, 2)]
    assert [c for c, _ in weak] == [(0, 1), (1, 2), (3, 5)]
    assert [c for c, _ in apart(weak, strong)] == [(0, 1), (3, 5)]
    assert apart([((0, 3), 0.4)], strong) == []  # the strong one, grown


def test_cues_of_windows_of_different_lengths_do_not_touch_each_other():
    keys = np.eye(3, dtype=np.float32) * 9
    parts = np.zeros((5, 3), np.float32)
    parts[1, 0] = parts[3, 2] = 2.0
    flat = LinkWeights(np.zeros((32, 3), np.float32), parts, np.zeros(5, np.float32), np.zeros((5, 5), np.float32))
    short = Asked((1, 2), 0.9, 0, np.zeros(3, np.float32), keys)
    long = Asked((1, 2), 0.9, 10, np.zeros(3, np.float32), np.concatenate([keys, keys]))
    alone = [link([x], flat)[0] for x in (short, long)]
    assert link([short, long], flat) == alone
    assert len(alone[1].content) == 2


def test_a_cue_without_content_says_nothing():
    flat = LinkWeights(*(np.zeros(s, np.float32) for s in ((32, 3), (5, 3), (5,), (5, 5))))
    assert link([Asked((0, 1), 0.9, 0, np.zeros(3, np.float32), np.zeros((2, 3), np.float32))], flat) == []
    assert link([], flat) == []


@pytest.mark.parametrize(
    ("scores", "heads"),
    [
        ([[5.0]], [-1]),
        ([[0, 9, 0], [0, 9, 0], [0, 9, 0]], [1, -1, 1]),
        # two want to be the root: the surer one is
        ([[5, 4, 0], [0, 9, 0], [0, 9, 0]], [1, -1, 1]),
        # the best heads make a ring 0 <-> 1: it is opened where that costs least
        ([[0, 9, 5], [9, 0, 1], [0, 0, 8]], [2, 0, -1]),
    ],
)
def test_find_heads(scores, heads):
    assert find_heads(np.array(scores, np.float32)) == heads


def test_a_head_and_a_relation_are_decided_together():
    """Word 0 is torn between two heads, and its relation goes with the tag of the second."""
    noun, verb = labels.TAGS.index("NN"), labels.TAGS.index("VBD")
    obj, amod, root = (labels.RELS.index(r) for r in ("obj", "amod", "root"))
    fit = np.full((len(labels.RELS), KINDS), -9.0, np.float32)
    fit[amod, 4 * noun + 2] = fit[obj, 4 * verb + 2] = fit[root, -1] = 0.0
    rels = np.full((3, len(labels.RELS)), -9.0, np.float32)
    rels[0, amod], rels[0, obj], rels[1, obj], rels[2, root] = 1.0, 0.5, 1.0, 1.0
    arcs = np.array([[0, 5.0, 5.1], [0, 0, 9], [0, 0, 9]], np.float32)
    tags = np.array([noun, noun, verb])
    assert find_tree(arcs, rels, tags, fit) == [(1, amod), (2, obj), (-1, root)]
    rels[0, amod] = -9.0
    assert find_tree(arcs, rels, tags, fit)[0] == (2, obj)


def test_a_kind_of_head_says_its_tag_its_side_and_what_stands_between():
    noun, prep = labels.TAGS.index("NN"), labels.TAGS.index("IN")
    kinds = head_kinds(np.array([noun, noun, prep, noun]))
    assert kinds[0, 1] == 4 * noun + 2
    assert kinds[1, 0] == 4 * noun
    assert kinds[0, 3] == 4 * noun + 3
    assert kinds[0, 2] == 4 * prep + 2
    assert kinds[3, 3] == KINDS - 1


@settings(deadline=None)
@given(st.integers(1, 9), st.integers(0, 10_000))
def test_heads_are_always_a_tree(n, seed):
    heads = find_heads(np.random.default_rng(seed).normal(size=(n, n)).astype(np.float32))
    assert heads.count(-1) == 1
    for i in range(n):
        steps, j = 0, i
        while j != -1:
            j, steps = heads[j], steps + 1
            assert steps <= n


@pytest.mark.parametrize(
    ("word", "tag", "expected"),
    [
        ("said", "VBD", "say"),
        ("stopped", "VBD", "stop"),
        ("agreeing", "VBG", "agree"),
        ("visited", "VBD", "visit"),
        ("urged", "VBN", "urge"),
        ("denied", "VBD", "deny"),
        ("hoping", "VBG", "hope"),
        ("created", "VBN", "create"),
        ("parties", "NNS", "party"),
        ("crises", "NNS", "crisis"),
        ("n’t", "RB", "not"),
        ("wo", "MD", "will"),
        ("Reykjavik", "NNP", "reykjavik"),
    ],
)
def test_lemma(word, tag, expected):
    assert lemma(word, tag) == expected


def test_label_ids_know_older_names():
    assert labels.RELS[labels.rel_id("obl:tmod")] == "obl:unmarked"
    assert labels.rel_id("nmod:desc") != labels.rel_id("nmod")
    assert labels.rel_id("made-up") == labels.IGNORE


@pytest.mark.slow
def test_the_same_article_reads_the_same_in_any_company(models):
    def article(text: str) -> Article:
        return Article(text, published=Field("1986-10-12", None, "test"), paragraphs=(Span(0, len(text)),))

    one = article("Ruritania’s envoy said on Friday that the talks had failed. “We tried,” he added.")
    long = article("The minister told reporters that the talks would go on. " * 60)
    engine = models.engine
    assert engine.scan([one])[0] == engine.scan([long, one])[1]
    assert engine.scan([long])[0] == engine.scan([long, one])[0]


@pytest.mark.slow
def test_threads_make_no_difference(models):
    from onrecord.engine import Engine

    text = "The minister told reporters on Monday that the talks would go on, the envoy said. " * 40
    article = Article(text, paragraphs=(Span(0, len(text)),))
    assert Engine.load(threads=1).read(article) == models.engine.read(article)


@pytest.mark.slow
def test_an_article_longer_than_the_queue_is_read_to_its_end(models, monkeypatch):
    from onrecord.engine import reader

    text = "The minister told reporters on Monday that the talks would go on, the envoy said. " * 80
    article = Article(text, paragraphs=(Span(0, len(text)),))
    whole = models.engine.read(article)
    monkeypatch.setattr(reader, "DEPTH", 2)
    monkeypatch.setattr(reader, "ASKED", 3)
    reading = models.engine.start(article)
    assert not reading.done()
    assert reading.signals() == whole


@pytest.mark.slow
def test_what_never_ends_is_read_in_pieces(models):
    text = "The envoy spoke: " + "(" * 3_000 + " the talks " + ")" * 3_000
    (signals,) = models.engine.scan([Article(text, paragraphs=(Span(0, len(text)),))])
    assert max(s.last - s.first for s in signals.sentences) <= LONGEST
    assert [t.text for t in signals.tokens if t.text.isalpha()] == "The envoy spoke the talks".split()


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("“We row.\n\n“We sail.” He left.", "“We row."),  # what follows the closing mark may name another speaker
        ("“We row.\n\n“We sail.”\n\nHe left.", "“We row.\n\n“We sail.”"),
        ("“We row.\n\n“We sail.\n\n“We swim.”\n", "“We row.\n\n“We sail.\n\n“We swim.”"),
        ("“We row.”\n\n“We sail.”", "“We row.”"),  # closed: another one begins
        ('"We row.\n\n"We sail."\n', '"We row.\n\n"We sail."'),
        ("“We row.\n\nHe left.", "“We row."),
        ("“We row.\n\n“We sail.\n\nHe left.", "“We row.\n\n“We sail."),
        ("He rows.\n\n“We sail.”", "He rows."),
    ],
)
def test_find_end(text, ends):
    first = text.split("\n")[0]
    assert text[: find_end(text, 0, len(first))] == ends


def test_a_title_hangs_on_the_name_behind_it_not_on_one_beyond_a_preposition():
    tokens = drawn(
        ("met", "VBD", "root", -1),
        ("with", "IN", "case", 3),
        ("Premier", "NNP", "nmod:desc", 6),
        ("Ann", "NNP", "nmod:desc", 2),
        ("Lind", "NNP", "flat", 3),
        ("since", "IN", "mark", 7),
        ("Torv", "NNP", "nsubj", 7),
        ("left", "VBD", "advcl", 0),
    )
    mended = with_titles(tokens)
    assert [(t.rel, t.head) for t in mended[2:4]] == [("nmod:desc", 3), ("obl", 0)]
    assert mended[:2] + mended[4:] == tuple(tokens[:2] + tokens[4:])
    assert with_titles(mended) == mended


def test_a_preposition_leads_a_noun_not_a_word_before_it():
    tokens = drawn(
        ("first", "JJ", "root", -1),
        ("since", "IN", "case", 2),
        ("1991", "CD", "compound", 4),
        ("harbour", "NN", "compound", 4),
        ("talks", "NNS", "obl", 0),
    )
    assert [t.head for t in with_prepositions(tokens)] == [-1, 4, 4, 4, 0]


def test_a_preposition_within_a_modifier_stays_there():
    tokens = drawn(
        ("off", "IN", "case", 3),
        ("-", "HYPH", "punct", 3),
        ("the", "DT", "det", 3),
        ("record", "NN", "compound", 4),
        ("talk", "NN", "root", -1),
    )
    assert with_prepositions(tokens) == tuple(tokens)


def test_nothing_hangs_on_a_mark():
    tokens = drawn(
        ("refused", "VBD", "root", -1),
        ("to", "TO", "mark", 2),
        ("go", "VB", "xcomp", 3),
        (".", ".", "punct", 0),
    )
    assert [t.head for t in with_nothing_on_marks(tokens)] == [-1, 2, 0, 0]


def test_what_a_preposition_brings_a_verb_is_an_oblique():
    tokens = drawn(
        ("met", "VBD", "root", -1),
        ("with", "IN", "case", 2),
        ("Torv", "NNP", "nmod:desc", 0),
        ("of", "IN", "case", 4),
        ("Ostia", "NNP", "nmod", 2),
    )
    assert [t.rel for t in with_obliques(tokens)] == ["root", "case", "obl", "case", "nmod"]


def test_what_hangs_on_a_later_word_of_a_name_hangs_on_its_first():
    tokens = drawn(
        ("met", "VBD", "root", -1),
        ("with", "IN", "case", 3),
        ("Ann", "NNP", "nmod:desc", 0),
        ("Lind", "NNP", "flat", 2),
    )
    assert [(t.rel, t.head) for t in with_names_whole(tokens)] == [("root", -1), ("case", 2), ("obl", 0), ("flat", 2)]
    assert with_names_whole(tokens[:1]) == tuple(tokens[:1])


def drawn(*rows):
    """Return tokens of (word, tag, relation, head)."""
    return [Token(i, i + 1, w, w, tag, rel, head) for i, (w, tag, rel, head) in enumerate(rows)]


def test_a_noun_takes_its_place_back_from_the_adjective_before_it():
    tokens = drawn(
        ("met", "VBD", "root", -1),
        ("with", "IN", "case", 3),
        ("ousted", "VBN", "amod", 0),
        ("Torv", "NNP", "nmod:desc", 2),
    )
    assert [(t.rel, t.head) for t in mend(tokens)] == [("root", -1), ("case", 3), ("amod", 3), ("obl", 0)]
    tokens[2] = drawn(*[("quickly", "RB", "advmod", 0)] * 3)[2]
    assert mend(tokens) == tuple(tokens)


def test_an_apposition_to_a_verb_is_its_subject_if_it_has_none():
    rows = [("minister", "NN", "nmod:desc", 1), ("Torv", "NNP", "appos", 2), ("said", "VBD", "root", -1)]
    assert mend(drawn(*rows))[1].rel == "nsubj"
    rows[0] = ("minister", "NN", "nsubj", 2)
    assert mend(drawn(*rows))[1].rel == "appos"


@pytest.mark.parametrize(
    ("words", "mended"),
    [
        ("the/DT/det/2 Torv/NNP/nsubj/3 campaign/NN/nsubj/3 said/VBD/root/-1", "det/2 compound/2 nsubj/3 root/-1"),
        ("one/CD/nsubj/3 Exton/NNP/flat/0 man/NN/nsubj/3 said/VBD/root/-1", "nummod/2 compound/2 nsubj/3 root/-1"),
        # two phrases stay two
        ("Torv/NNP/nsubj/3 a/DT/det/2 man/NN/nsubj/3 said/VBD/root/-1", "nsubj/3 det/2 nsubj/3 root/-1"),
    ],
)
def test_a_verb_has_one_subject(words, mended):
    assert " ".join(f"{t.rel}/{t.head}" for t in mend(split(words))) == mended


@pytest.mark.parametrize(
    ("words", "end"),
    [
        ("Ana/NNP/nsubj/5 R/NNP/flat/0 ././punct/0 Torv/NNP/flat/0 Jr./NNP/flat/0", 5),
        ("Ole/NNP/nsubj/4 Sung/NNP/flat/0 -/HYPH/punct/3 hye/NNP/flat/0", 4),
        ("Ole/NNP/nsubj/4 Sung-/NNP/flat/0 hye/NNP/flat/0", 3),
        ("Ole/NNP/nsubj/4 Sung/NNP/flat/0 Torv/NNP/flat/0", 2),  # nothing broke it off
        ("Ole/NNP/nsubj/4 Sung/NNP/flat/0 ././punct/0 Torv/NNP/nsubj/4", 2),
    ],
)
def test_a_name_broken_off_at_a_mark_goes_on(words, end):
    assert end_of_name(split(words), 0, 2) == end


def split(words):
    """Return tokens of "word/tag/relation/head", each right behind the one before."""
    rows = (w.split("/") for w in words.split())
    return drawn(*((word, tag, rel, int(head)) for word, tag, rel, head in rows))


def test_a_participle_with_a_subject_and_no_auxiliary_is_a_past_tense():
    rows = [("Torv", "NNP", "nsubj", 1), ("spoke", "VBN", "root", -1)]
    assert mend(drawn(*rows))[1].tag == "VBD"
    rows = [("Torv", "NNP", "nsubj", 2), ("has", "VBZ", "aux", 2), ("spoken", "VBN", "root", -1)]
    assert mend(drawn(*rows))[2].tag == "VBN"
    rows = [("talks", "NNS", "nsubj:pass", 1), ("planned", "VBN", "root", -1)]
    assert mend(drawn(*rows))[1].tag == "VBN"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has priorities of threads")
def test_the_engines_threads_give_way_to_who_asks_them():
    def nice():
        return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())

    before = nice()
    with ThreadPoolExecutor(1, initializer=give_way) as pool:
        assert pool.submit(nice).result() == min(before + BEHIND, 19)
    assert nice() == before
