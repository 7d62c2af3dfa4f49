"""What holds for any text."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from marks import mark, unmark
from onrecord import text as spans_of
from onrecord.errors import ArticleError
from onrecord.types import Record, Span
from records import capture, report

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = sorted(path for path in (ROOT / "examples").iterdir() if path.suffix != ".md")
LETTERS = st.text(alphabet="ab “”é\n\U0001f3db.", max_size=40)


@st.composite
def spans(draw, size):
    """Return spans in a text of `size` characters, any of which may nest, overlap or touch."""
    pairs = draw(st.lists(st.tuples(st.integers(0, size), st.integers(0, size)), max_size=6)) if size else []
    return [Span(min(a, b), max(a, b)) for a, b in pairs if a != b]


@st.composite
def texts_and_spans(draw):
    text = draw(LETTERS)
    return text, draw(spans(len(text)))


def crossing(found):
    return any(a.start < b.start < a.end < b.end for a in found for b in found)


@given(texts_and_spans())
def test_marks_give_back_what_was_drawn(case):
    text, found = case
    found = sorted(set(found))
    if crossing(found):
        with pytest.raises(ValueError, match="crosses"):
            mark(text, {"x": found})
        return
    marked = mark(text, {"x": found})
    assert unmark(marked) == (text, {"x": found} if found else {})
    assert mark(*unmark(marked)) == marked


@pytest.mark.parametrize("wrong", ["<a>no end", "no beginning</a>", "<a>crossed<b></a></b>"])
def test_marks_must_pair(wrong):
    with pytest.raises(ValueError, match="close"):
        unmark(wrong)


@given(texts_and_spans())
def test_merged_spans_are_disjoint_and_cover_the_same(case):
    _, found = case
    merged = spans_of.merge(found)
    assert all(a.end < b.start for a, b in pairwise(merged))
    assert {i for s in found for i in range(s.start, s.end)} == {i for s in merged for i in range(s.start, s.end)}
    assert spans_of.covered(found, merged)


@given(LETTERS, st.integers(0, 40), st.integers(0, 40))
def test_trimmed_spans_begin_and_end_with_a_letter(text, a, b):
    start, end = min(a, b, len(text)), min(max(a, b), len(text))
    trimmed = spans_of.trim(text, start, end, "“”")
    if trimmed is None:
        assert not text[start:end].strip(" \n“”")
    else:
        words = text[trimmed.start : trimmed.end]
        assert start <= trimmed.start
        assert trimmed.end <= end
        assert words == words.strip(" \n“”")


def test_json_gives_back_the_record():
    assert msgspec.json.decode(msgspec.json.encode(report()), type=Record) == report()


@pytest.mark.parametrize("bounds", [[3, 3], [4, 3], [-1, 2]])
def test_a_span_is_never_empty(bounds):
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(bounds, Span)


# --- the whole reading ------------------------------------------------------------------------------------------------

WORDS = st.sampled_from(
    (
        "“ ” \" ' ‘ ’ , . ; : ? ! ( ) — Salk Hollen she he it they Karvonia Velmark said told denied that to not will "
        "has meet met talks ports if on Monday in March 2019 yesterday according the minister 🚢 é x \n \n\n \xa0"
    ).split(" ")
)
REPORTS = st.lists(WORDS, min_size=1, max_size=120).map(" ".join)


@pytest.mark.slow
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(REPORTS)
def test_any_text_keeps_the_laws(models, text):
    from onrecord.pipeline import record

    captured = capture(text, published="2019-03-13")
    try:
        read = record(captured, models)
    except ArticleError:  # an honest answer to a text that holds no report
        return
    assert read == record(captured, models)
    assert read.article.text == text
    assert_lawful(read)


@pytest.mark.slow
@pytest.mark.parametrize(
    "path", sorted(p for p in (ROOT / "examples").iterdir() if p.suffix != ".md"), ids=lambda path: path.name
)
def test_examples_keep_the_laws(models, path):
    from onrecord.capture import read_captures
    from onrecord.pipeline import record

    for captured in read_captures([str(path)]):
        read = record(captured, models)
        assert_lawful(read)
        assert msgspec.json.decode(msgspec.json.encode(read), type=Record) == read


def assert_lawful(read):
    """Assert the laws of docs/record.md: spans in the text, parts disjoint, no stretch unaccounted, ids that exist."""
    text, article = read.article.text, read.article
    for span in all_spans(read):
        assert span.end <= len(text)
    for statement in read.statements:
        parts = sorted(statement.source + statement.cue + statement.content)
        assert all(a.end <= b.start for a, b in pairwise(parts))
        assert statement.content
    entities = {e.id for e in read.entities}
    times = {t.id for t in read.timexes}
    said = {s.id for s in read.statements}
    for s in read.statements:
        assert {s.speaker, s.addressee, *s.via} - {None} <= entities
        assert {s.within} - {None} <= said - {s.id}
        assert {s.said} - {None} <= times
        assert 0 <= s.confidence <= 1
    for e in read.events:
        assert {*e.actors, *e.recipients, e.where} - {None} <= entities
        assert {e.when} - {None} <= times
        assert {e.according_to} - {None} <= said
    for p in read.positions:
        assert {p.holder, p.target} - {None} <= entities
        assert p.statement in said
    assert_accounted(text, article)


def assert_accounted(text, article):
    """Assert that each stretch is title, byline, date, section, credit, paragraph or furniture, and only one."""
    fields = (article.title, article.published, article.modified, *article.byline, *article.sections, *article.credits)
    told = {f.span for f in fields if f and f.span and f.method != "dateline"}  # a dateline lies in its paragraph
    taken = [*told, *article.paragraphs, *(f.span for f in article.furniture)]
    offsets = [i for span in taken for i in range(span.start, span.end)]
    covered = set(offsets)
    assert len(offsets) == len(covered)
    assert not [char for i, char in enumerate(text) if i not in covered and not char.isspace()]


def all_spans(value):
    """Yield every span anywhere in a record."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from all_spans(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from all_spans(item)
