"""The loop over captures: order, failures in their place, batches; the stages themselves are tested elsewhere."""

from __future__ import annotations

import json

import pytest
from msgspec.structs import replace

import onrecord
from onrecord import pipeline
from onrecord.errors import ArticleError, OnRecordError
from onrecord.pipeline import Models, read_captures_into_records
from onrecord.types import Article, Failure, Record, Signals
from records import capture, failure, report


class FakeEngine:
    """Keeps count of the articles that are under way; breaks on those that say so."""

    def __init__(self):
        self.under_way, self.most, self.begun = 0, 0, 0

    def start(self, article):
        if "unscannable" in article.text:
            raise IndexError("no such token")
        self.begun += 1
        self.under_way += 1
        self.most = max(self.most, self.under_way)
        return FakeReading(self, article)

    def read(self, article):
        return self.start(article).signals()


class FakeReading:
    def __init__(self, engine, article):
        self.engine, self.article = engine, article

    def done(self):
        return "quick" in self.article.text

    def cancel(self):
        self.engine.under_way -= 1

    def signals(self):
        self.engine.under_way -= 1
        if "unreadable" in self.article.text:
            raise MemoryError("no room")
        return Signals(self.article.text, (), (), (), (), ())


@pytest.fixture
def engine(monkeypatch):
    """Return an engine, in a pipeline whose stages do nothing but fail where the text asks for it."""

    def extract(c):
        if "no report" in c.text:
            raise ArticleError(f"{c.name} holds no report")
        if "malformed" in c.text:
            raise KeyError("title")
        return Article(c.text, lang="fr" if "français" in c.text else "en")

    def resolve(c, article, signals, roster):
        if "unresolvable" in c.text:
            raise ZeroDivisionError("division by zero")
        return replace(report(), id=c.origin.sha256, capture=c.origin, article=article)

    monkeypatch.setattr(pipeline, "extract_article", extract)
    monkeypatch.setattr(pipeline, "resolve", resolve)
    return FakeEngine()


def run(engine, texts, **settings):
    captures = [failure() if t == "missing" else capture(t, f"{i}.txt") for i, t in enumerate(texts)]
    return list(read_captures_into_records(captures, lambda: Models(engine, None), **settings))


def kinds(outcomes):
    return [o.error.kind if isinstance(o, Failure) else o.article.text for o in outcomes]


def test_outcomes_stand_in_the_order_of_the_inputs(engine):
    texts = ["a", "missing", "no report", "b", "malformed", "c", "unresolvable", "d"]
    expected = ["a", "CaptureError", "ArticleError", "b", "InternalError", "c", "InternalError", "d"]
    for ahead in (0, 1, 2, 16):
        assert kinds(run(engine, texts, ahead=ahead)) == expected


def test_one_that_breaks_the_encoder_stops_no_other(engine):
    texts = ["a", "unscannable", "unreadable", "b"]
    assert kinds(run(engine, texts)) == ["a", "InternalError", "InternalError", "b"]


def test_articles_are_begun_ahead(engine):
    run(engine, ["x"] * 7, ahead=3)
    assert (engine.begun, engine.most) == (7, 4)


def test_what_is_done_does_not_wait(engine):
    run(engine, ["quick"] * 7, ahead=3)
    assert engine.most == 1


def test_who_breaks_off_leaves_nothing_under_way(engine):
    captures = [capture("x", f"{i}.txt") for i in range(5)]
    outcomes = read_captures_into_records(captures, lambda: Models(engine, None), ahead=3)
    next(outcomes)
    assert engine.under_way > 0
    outcomes.close()
    assert engine.under_way == 0


def test_long_articles_are_not_heaped_up(engine, monkeypatch):
    monkeypatch.setattr(pipeline, "LETTERS", 10)
    run(engine, ["x" * 6] * 4)
    assert engine.most == 2


def test_models_are_not_loaded_for_nothing(engine):
    def loaded():
        raise AssertionError("loaded")

    found = read_captures_into_records([failure(), capture("français")], loaded)
    assert [type(o) for o in found] == [Failure, Record]


def test_outcomes_that_need_no_model_do_not_wait(engine):
    def captures():
        yield failure()
        raise AssertionError("asked for more before it gave what it had")

    assert isinstance(next(read_captures_into_records(captures())), Failure)


def test_an_unexpected_error_says_what_to_report(engine):
    (outcome,) = run(engine, ["malformed"])
    assert outcome.error.message.startswith("0.txt: the reading broke on this report (KeyError: 'title')")
    assert "please report it" in outcome.error.message


def test_an_unexpected_error_names_its_stage(engine, monkeypatch):
    monkeypatch.setattr(pipeline, "resolve", lambda *_: onrecord.query.days(None))
    assert "the stage query broke" in run(engine, ["a"])[0].error.message


def test_another_language_is_an_honest_empty_record(engine):
    (record,) = run(engine, ["un texte français"])
    assert record.statements == ()
    assert "language is fr" in record.notes[0]
    assert engine.begun == 0


def test_one_capture_alone_gives_the_same_record(engine):
    models = Models(engine, None)
    assert [pipeline.record(capture("a"), models)] == list(read_captures_into_records([capture("a")], lambda: models))


# --- the public functions ---------------------------------------------------------------------------------------------


@pytest.fixture
def loaded(engine, monkeypatch):
    monkeypatch.setattr(pipeline, "load_models", lambda: Models(engine, None))


def test_read(loaded, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("Norvia said no.", encoding="utf-8")
    assert onrecord.read(path).article.text == "Norvia said no."


def test_read_raises_what_went_wrong(loaded, tmp_path):
    with pytest.raises(onrecord.errors.CaptureError, match="does not exist"):
        onrecord.read(tmp_path / "nothing.txt")
    (tmp_path / "a.txt").write_text("unresolvable", encoding="utf-8")
    with pytest.raises(OnRecordError, match="please report it"):
        onrecord.read(tmp_path / "a.txt")


def test_read_is_for_one(loaded, tmp_path):
    for name in "ab":
        (tmp_path / f"{name}.txt").write_text(name, encoding="utf-8")
    with pytest.raises(ValueError, match="read_many"):
        onrecord.read(tmp_path)
    assert len(list(onrecord.read_many([tmp_path, tmp_path / "c.txt"]))) == 3


def test_wrong_date(loaded):
    with pytest.raises(onrecord.errors.QueryError, match="not a date"):
        onrecord.read("a.txt", published="yesterday")
    with pytest.raises(onrecord.errors.QueryError, match="not a date"):
        onrecord.read_text("a", published="yesterday")


def test_read_text(loaded):
    record = onrecord.read_text("Norvia said no.", published="1985-05-16")
    assert record.article.text == "Norvia said no."


def test_to_dict_and_to_json_say_the_same():
    record = report()
    made = onrecord.to_dict(record)
    assert json.loads(onrecord.to_json(record)) == made
    (start, end), _ = made["statements"][3]["content"]
    assert record.article.text[start:end] == "“Our door,”"


def test_words():
    record = report()
    assert onrecord.words(record, record.statements[3].content) == "“Our door,” … “was never locked.”"
