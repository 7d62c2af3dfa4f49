"""A page of HTML -> its article: readable text, metadata, and what was left out."""

from __future__ import annotations

import pytest

from onrecord.article import extract_article
from onrecord.article.jsonld import read_jsonld
from onrecord.errors import ArticleError
from onrecord.types import Capture, Origin
from test_article import LAST, LEAD, MORE, assert_law_2

JSONLD = """<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
 {"@type": "Organization", "@id": "#org", "name": "The Example Times"},
 {"@type": "NewsArticle", "headline": "Leaders Meet in Reykjavik", "datePublished": "1986-10-11T23:30:00-04:00",
  "dateModified": "1986-10-12", "author": [{"@type": "Person", "name": "Ada Example"}, {"name": "Bo Sample"}],
  "publisher": {"@id": "#org"}, "articleSection": "World"}]}</script>"""
META = """<meta property="og:title" content="Leaders Meet in Reykjavik | The Example Times">
<meta property="og:site_name" content="The Example Times"><meta name="author" content="By Ada Example">
<meta property="article:published_time" content="1986-10-11T23:30:00-04:00">"""
BODY = f"<p>{LEAD}</p>\n<p>{MORE}</p>\n<p>{LAST}</p>" * 2


def page(head="", body=BODY, heading="<h1>Leaders Meet in Reykjavik</h1>"):
    return f"""<!doctype html><html lang="en"><head><title>Leaders Meet in Reykjavik</title>{head}</head><body>
<nav class="menu"><a href="/">Home</a> <a href="/world">World</a></nav>
<article>{heading}<div class="byline">By Ada Example</div>{body}</article>
<aside class="related"><h2>Related stories</h2><a href="/a">What is a strategic weapon?</a></aside>
<footer>© 1986 The Example Times</footer></body></html>"""


def read(markup, url=None, **known):
    return extract_article(Capture(Origin("", 0, "text/html", url=url), markup, "page.html", **known))


@pytest.mark.parametrize(
    ("head", "method", "byline", "modified"),
    [
        (JSONLD, "json-ld", ["Ada Example", "Bo Sample"], "1986-10-12"),
        (META, "meta element", ["Ada Example"], None),
        (JSONLD + META, "json-ld", ["Ada Example", "Bo Sample"], "1986-10-12"),
    ],
)
def test_metadata_names_title_writers_day_and_outlet(head, method, byline, modified):
    article = read(page(head))
    assert (article.title.value, article.title.method) == ("Leaders Meet in Reykjavik", "page heading")
    # the day is the one written, whatever the zone
    assert (article.published.value, article.published.method) == ("1986-10-11", method)
    assert (article.outlet.value, article.outlet.method) == ("The Example Times", method)
    assert [b.value for b in article.byline] == byline
    assert (article.modified and article.modified.value) == modified


def test_the_text_is_the_heading_and_the_paragraphs_in_order():
    article = read(page(JSONLD))
    words = [article.text[p.start : p.end] for p in article.paragraphs]
    assert words[:3] == [LEAD, MORE, LAST]
    assert article.text.startswith("Leaders Meet in Reykjavik\n")
    assert article.text[article.title.span.start : article.title.span.end] == article.title.value
    assert_law_2(article)


def test_what_is_left_out_is_listed_with_a_reason():
    omitted = read(page(JSONLD)).omitted
    assert any("Home World" in line and "navigation" in line for line in omitted)
    assert any("Related stories" in line and "related reading" in line for line in omitted)
    assert any("The Example Times" in line and "footer" in line for line in omitted)
    assert not any("Hofdi" in line for line in omitted)


@pytest.mark.parametrize(
    ("known", "published", "method"),
    [
        ({}, None, None),
        ({"published": "1986-10-12", "assumed": ("published",)}, "1986-10-12", "given by the user"),
    ],
)
def test_what_the_user_assumes_is_for_what_the_page_does_not_say(known, published, method):
    found = read(page(), **known).published
    assert (found and found.value, found and found.method) == (published, method)
    assert read(page(JSONLD), **known).published.value == "1986-10-11"


@pytest.mark.parametrize(
    ("url", "known", "outlet"),
    [
        (None, {}, "The Example Times"),  # the footer's copyright is not in the text, so nothing but ...
        ("https://www.example.org/a", {}, "example.org"),
        ("https://www.example.org/a", {"outlet": "The Example", "assumed": ("outlet",)}, "The Example"),
    ],
)
def test_the_host_names_the_outlet_only_if_nothing_else_does(url, known, outlet):
    found = read(page(), url, **known).outlet
    assert (found and found.value) == (None if url is None else outlet)


def test_a_date_line_on_the_page_is_found_in_its_place():
    article = read(page(body=f"<p>Published 11 October 1986</p>{BODY}"))
    assert article.text[article.published.span.start : article.published.span.end] == "11 October 1986"
    assert_law_2(article)
    article = read(page(JSONLD, body=f"<p>Published 9 October 1986</p>{BODY}"))
    assert (article.published.value, article.published.span) == ("1986-10-11", None)
    assert_law_2(article)


@pytest.mark.parametrize(
    "markup",
    [
        "<html></html>",
        "<html><body></body></html>",
        "<html><body><nav>" + "<a href='/'>Home</a> " * 40 + "</nav></body></html>",
        "<html><body><h1>404</h1><p>There is no such page.</p></body></html>",
        "<html><frameset></frameset></html>",
        "<!-- only a comment -->",
        "<html><body><script>let a = 'The two leaders met at Hofdi House on Saturday.'</script></body></html>",
        "<" * 1000,
        "<div>" * 3000,
    ],
)
def test_a_page_without_a_report_is_an_error(markup):
    with pytest.raises(ArticleError, match=r"page\.html holds no report"):
        read(markup)


def test_a_page_in_another_language_says_which():
    german = (
        "<p>Die beiden Präsidenten haben sich am Samstag in Reykjavik getroffen und über die Abrüstung gesprochen, wie "
        "es aus den Delegationen hieß.</p><p>Eine Einigung ist noch nicht in Sicht, aber die Gespräche werden am "
        "Sonntag fortgesetzt, und beide Seiten nannten den Anfang gut.</p>"
    )
    article = read(page(body=german, heading="<h1>Gipfel in Reykjavik</h1>"))
    assert article.lang == "de"


@pytest.mark.parametrize(
    ("script", "title", "authors"),
    [
        ('{"@type": "NewsArticle", "headline": "A &amp; B", "author": "Ada Example"}', "A & B", ("Ada Example",)),
        ('[{"@type": ["Thing", "BlogPosting"], "headline": "A", "author": ["x", {"name": "y"}]}]', "A", ("x", "y")),
        ('{"@type": "WebPage", "mainEntity": {"@type": "Article", "headline": "A"}}', "A", ()),
        # raw line breaks in strings and a semicolon at the end, as templates write them
        ('{"@type": "Article", "headline": "A\nB"};', "A B", ()),
        # what is no report, no JSON, or nested past all sense
        ('{"@type": "Organization", "name": "The Example Times"}', None, ()),
        ('{"@type": "Article", ', None, ()),
        ("[" * 50_000, None, ()),
        ('{"@type": 5, "headline": {"a": 1}, "author": 7}', None, ()),
        ("", None, ()),
    ],
)
def test_read_jsonld(script, title, authors):
    said = read_jsonld([script])
    assert (said.title, said.authors) == (title, authors)
