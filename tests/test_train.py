"""The training code that needs no torch."""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

sys.path.insert(0, str(Path(__file__).parents[1]))

from train import corpora
from train.corpora import Attr, Doc
from train.eightbits import fit


@given(arrays(np.float32, (8, 3), elements=st.floats(-4, 4, width=32)))
def test_no_pair_of_weights_overflows_sixteen_bits(weights):
    eight, _ = fit(weights)
    q = eight.astype(int)
    for pair in (q[0::2], q[1::2]), (q[1::2], q[0::2]):
        worst = 255 * (np.maximum(pair[0], 0) + np.maximum(pair[1], 0))
        least = 255 * (np.minimum(pair[0], 0) + np.minimum(pair[1], 0))
        assert worst.max() <= 2**15 - 1
        assert least.min() >= -(2**15)


@pytest.mark.parametrize("seed", range(3))
def test_weights_stay_near_what_they_were(seed):
    weights = np.random.default_rng(seed).normal(size=(64, 32)).astype(np.float32)
    eight, scale = fit(weights)
    assert np.abs(eight * scale - weights).mean() < np.abs(weights).max() / 127


def at(text: str, words: str) -> list[int]:
    start = text.index(words)
    return [start, start + len(words)]


SAID = "Alder said that Birch had promised to resign. The town supports Birch."


def inside(*cues: str) -> dict[str, object]:
    found = [{"source": at(SAID, "Birch"), "cue": at(SAID, c), "content": [at(SAID, "to resign")]} for c in cues]
    return {"id": "1", "sha256": corpora.digest(SAID), "read": [0], "attributions": found}


def outer() -> Attr:
    spans = [[tuple(at(SAID, w))] for w in ("Alder", "said", "that Birch had promised to resign")]
    return Attr(*spans)


def test_what_a_content_holds_is_a_layer_and_the_content_closed():
    attrs = [outer()]
    assert corpora.add_layers(SAID, attrs, inside("promised")) == []
    assert attrs[0].closed
    assert attrs[1].layer == 1
    assert [SAID[a:b] for a, b in attrs[1].cue] == ["had promised"]  # with its auxiliary, as the corpus has cues


def test_a_cue_that_the_corpus_has_itself_is_not_told_twice():
    attrs = [outer()]
    corpora.add_layers(SAID, attrs, inside("said"))
    assert len(attrs) == 1


def test_whom_one_supports_is_left_open():
    attrs = [outer()]
    assert corpora.add_layers(SAID, attrs, inside("supports")) == [tuple(at(SAID, "supports"))]
    assert len(attrs) == 1


def test_a_layer_stays_one_in_anothers_mouth():
    attrs = [outer()]
    corpora.add_layers(SAID, attrs, inside("promised"))
    doc = corpora.wrap(Doc(SAID, attrs, sents=[0, SAID.index("The")]), random.Random(1), 1.0)
    assert doc.attrs is not None
    by_cue = {"".join(doc.text[a:b] for a, b in a.cue): a for a in doc.attrs}
    assert by_cue["said"].layer == 1
    assert (by_cue["had promised"].layer, by_cue["had promised"].closed) == (1, True)
    assert len(by_cue) == 3


def test_offsets_follow_the_spaces_that_a_tokenizer_put_in():
    text = '` It " is late , " Alder \'s aide said - twice .'
    cut = corpora.spaces(text, hyphens=True)
    kept = "".join(c for i, c in enumerate(text) if i not in cut)
    assert kept == '` It "is late," Alder\'s aide said-twice.'
    where, to = [], 0
    for i in range(len(text)):
        where.append(to)
        to += i not in cut
    row = {"source": at(text, "Alder 's aide"), "cue": at(text, "said"), "content": [at(text, '" is late , "')]}
    docs = {"1": Doc(kept)}
    corpora.add_news(docs, {"1": where}, {"1": {"statements": [row]}})
    (a,) = docs["1"].attrs or ()
    told = [kept[p:q] for part in (a.source, a.cue, a.content) for p, q in part]
    assert told == ["Alder's aide", "said", '"is late,"']


def test_a_text_that_is_not_the_one_that_was_read_is_refused(tmp_path):
    gold = tmp_path / "news.jsonl"
    gold.write_text(json.dumps({"corpus": "timeml", "id": "1", "sha256": corpora.digest("It is."), "statements": []}))
    assert "1" in corpora.read_gold(gold, {"1": "It is."}, "timeml")
    assert corpora.read_gold(gold, {}, "ecbplus") == {}
    with pytest.raises(ValueError, match="not the one that was annotated"):
        corpora.read_gold(gold, {"1": "It was."}, "timeml")
