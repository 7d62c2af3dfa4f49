"""The page: whole, escaped, linked both ways, and in need of nothing."""

from __future__ import annotations

import re
from base64 import b64encode
from collections import Counter
from hashlib import sha256
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from onrecord.query import Question, find_statements
from onrecord.render.page import records_page, statements_page
from onrecord.render.segments import Mark, cut, find_marks, first_places
from onrecord.types import SCHEMA, Article, Entity, Field, Mention, Record, Span, Statement
from records import TEXT, failure, origin, report

VOID = {"meta", "input", "br", "hr", "img", "link"}


class Page(HTMLParser):
    """Reads a page strictly: every element is closed, in order."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.open, self.attributes, self.words = [], [], []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.attributes.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and self.open[-1] not in ("style", "script"):
            self.words.append(data)

    def all(self, name):
        return [a[name] for _, a in self.attributes if name in a]

    @property
    def text(self):
        return " ".join("".join(self.words).split())


@pytest.fixture(scope="module")
def page():
    return Page(records_page([report()]))


def test_every_word_of_report_and_record_is_there(page):
    record = report()
    for row in find_statements([record]):
        assert row.content in page.text
    for said in (
        "Not said, as the report has it:",
        "on the word of Meridian",
        "did not happen",
        "in the report's own voice",
        "demand on Tomás Reel",
        "the title again",
        "prime minister-elect",
    ):
        assert said in page.text


def test_report_reads_as_it_was_written():
    """Between the pieces of the text there is nothing but the marks of statements and events."""
    record = report()
    html = records_page([record])
    body = html[html.index('<section class="report"') : html.index("<details>")]
    bare = re.sub(r'<a class="ref".*?</a>', "", body)
    words = Page(f"<div>{re.sub('</?section[^>]*>', '', bare)}</div>").text
    for paragraph in record.article.paragraphs:
        assert " ".join(TEXT[paragraph.start : paragraph.end].split()) in words


def test_anchors_lead_somewhere_and_are_one_each(page):
    counts = Counter(page.all("id"))
    assert max(counts.values()) == 1
    targets = [href[1:] for href in page.all("href") if href.startswith("#")]
    assert set(targets) <= set(counts)
    for number in range(1, 11):
        assert f"s{number}" in targets, "from the text to the record"
        assert f"t-s{number}" in targets, "and back"


def test_several_reports_keep_their_anchors_apart():
    page = Page(records_page([report(), failure(), report()]))
    assert max(Counter(page.all("id")).values()) == 1
    assert {h[1:] for h in page.all("href") if h.startswith("#")} <= set(page.all("id"))
    assert "missing.txt: there is no such file" in page.text
    assert page.all("id").index("r1-s1") < page.all("id").index("r3-s1")


@pytest.mark.parametrize(
    "html", [records_page([report()]), statements_page(list(find_statements([report()])), Question(speaker="x"))]
)
def test_page_needs_nothing_else(html):
    page = Page(html)
    assert not page.all("src")
    assert not [tag for tag, _ in page.attributes if tag in ("link", "img", "iframe", "object", "base", "form")]
    assert not re.search(r"url\(|@import|fetch\(|XMLHttpRequest", html)
    assert not page.all("style"), "the policy forbids styles of single elements"
    (policy,) = [a["content"] for _, a in page.attributes if a.get("http-equiv") == "Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    for tag in ("style", "script"):
        (inner,) = re.findall(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        assert f"'sha256-{b64encode(sha256(inner.encode()).digest()).decode()}'" in policy


def test_page_can_be_used_without_eyes_or_mouse(page):
    tags = Counter(tag for tag, _ in page.attributes)
    assert (tags["main"], tags["h1"], tags["fieldset"], tags["legend"]) == (1, 1, 1, 1)
    assert dict(page.attributes)["html"] == {"lang": "en"}
    labelled = [a for tag, a in page.attributes if tag in ("section", "article")]
    assert all(a.get("aria-labelledby") in page.all("id") for a in labelled)
    links = [a for tag, a in page.attributes if tag == "a" and a.get("class") == "ref"]
    assert all(a["aria-label"] for a in links)
    assert next(a for tag, a in page.attributes if tag == "a") == {"class": "skip", "href": "#record"}


EVIL = '<script>alert(1)</script>"\'&amp;</style></section><a href="javascript:x">'


def test_everything_is_escaped():
    span = (Span(0, len(EVIL)),)
    field = Field(EVIL, span[0], "hand/1")
    statement = Statement("s1", span, span, span, "direct", "speech", "named", "e1", "e1", None, ("e1",), False, None,
                          span, 0.5, "hand/1")  # fmt: skip
    entity = Entity("e1", EVIL, "person", None, None, (), (Mention(span[0], "name"),), "hand/1", 0.5)
    article = Article(EVIL, EVIL, field, field, (field,), field, field, (field,), (field,), None, span)
    where = replace(origin(EVIL), url="javascript:alert(1)")
    record = Record(SCHEMA, "0" * 64, where, article, (entity,), (), (statement,), notes=(EVIL,))
    for html in (records_page([record]), statements_page(list(find_statements([record])), Question(speaker=EVIL))):
        assert EVIL not in html
        assert "<script>alert" not in html
        assert not [href for href in Page(html).all("href") if "javascript" in href]


# --- cutting ----------------------------------------------------------------------------------------------------------

LETTERS = st.text(alphabet="ab é\U0001f3db\n", min_size=1, max_size=30)


@st.composite
def texts_and_marks(draw):
    text = draw(LETTERS)
    pairs = draw(st.lists(st.tuples(st.integers(0, len(text)), st.integers(0, len(text))), max_size=8))
    marks = [Mark(Span(min(p), max(p)), f"s{i % 5}", "content") for i, p in enumerate(pairs) if p[0] != p[1]]
    return text, sorted(marks, key=lambda m: m.span)


@given(texts_and_marks())
def test_segments_are_the_text_and_know_their_marks(case):
    text, marks = case
    segments = list(cut(text, Span(0, len(text)), marks, first_places(marks)))
    assert "".join(s.text for s in segments) == text
    start = 0
    for segment in segments:
        end = start + len(segment.text)
        assert set(segment.marks) == {m for m in marks if m.span.start <= start and end <= m.span.end}
        start = end
    opened = [i for s in segments for i in s.opens]
    assert sorted(opened) == sorted({m.id for m in marks})


def test_segments_of_many_marks_are_cut_fast():
    text = "ab " * 30_000
    marks = [Mark(Span(i, i + 5), f"s{i}", "content") for i in range(0, 80_000, 2)]
    assert sum(1 for _ in cut(text, Span(0, len(text)), marks, first_places(marks))) > 40_000


def test_marks_of_every_part():
    parts = {m.part for m in find_marks(report())}
    assert parts == {"source", "cue", "content", "occasion", "event", "trigger", "position", "name", "time"}
