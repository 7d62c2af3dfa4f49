"""Raw captures of many sites' habits -> their parts, drawn into the text.

`<f>` is furniture; blank runs are furniture too, but are left out of the drawings.
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from marks import mark, unmark
from onrecord.article import extract_article
from onrecord.errors import ArticleError
from onrecord.text import overlaps
from onrecord.types import Capture, Origin

LEAD = "The two leaders met at Hofdi House on Saturday and spoke for nearly two hours about cuts in strategic arms."
MORE = "“We have a long way to go,” the secretary of state said after the first session. “But we have begun.”"
LAST = "The talks will go on in the morning, and neither side would say whether an agreement is within reach."
BODY = f"<p>{LEAD}</p>\n\n<p>{MORE}</p>\n\n<p>{LAST}</p>"


def capture_of(text, **known):
    return Capture(Origin("", 0, "text/plain"), text, "report.txt", **known)


def read(text, **known):
    return extract_article(capture_of(text, **known))


def drawn(article):
    """Return the text with every part drawn in."""
    single = {"title": article.title, "published": article.published, "modified": article.modified,
              "dateline": article.dateline}  # fmt: skip
    parts = {name: [field.span] for name, field in single.items() if field and field.span}
    for name, fields in (("byline", article.byline), ("section", article.sections), ("credit", article.credits)):
        parts[name] = [f.span for f in fields if f.span]
    parts["p"] = article.paragraphs
    parts["f"] = [f.span for f in article.furniture if f.why != "blank lines"]
    return mark(article.text, parts)


CAPTURES = {
    "a magazine's page with title given twice, a lone control, and the byline at its end": f"""\
<f>x</f>
<section>Europe</section> <section>Arms Control</section> <section>World</section>

<title>Leaders Meet in Reykjavik for Two Days of Talks on Arms</title>

<f>Leaders Meet in Reykjavik for Two Days of Talks on Arms</f>
<f>Source:</f> <credit>AP/Getty Images</credit>
  <f>• Published</f><published>October 11, 1986</published>

{BODY}

\xa0

\xa0

<f>Written By</f>
<byline>Ada Example</byline>""",
    "a news agency's page: section, title, byline and a glued date line": f"""\
<section>World</section>
<title>Leaders meet in Reykjavik for two days of talks on arms</title>
<f>By</f> <byline>Ada Example</byline> <f>and</f> <byline>Bo Sample</byline>
<published>October 11, 1986</published><f>7:55 PM GMT</f>
<p><dateline>REYKJAVIK, Oct 11 (Reuters)</dateline> - {LEAD}</p>
<p>{MORE}</p>
<p>{LAST}</p>
<f>Reporting by Ada Example in Reykjavik; Editing by Cy Model</f>
<f>Our Standards: The Trust Principles.</f>""",
    "a broadcaster's page: times, sharing, captions, related stories": f"""\
<f>Skip to content</f>
<f>Menu</f>
<title>Leaders meet in Reykjavik for two days of talks</title>
<published>11 October 1986</published>
<f>Share</f>
<f>Save</f>
<byline>Ada Example</byline>
<f>Diplomatic correspondent</f>
<f>Image source,</f> <credit>Getty Images</credit>
<f>Image caption, The two leaders at Hofdi House</f>
<p>{LEAD}</p>
<p>{MORE}</p>
<f>Related stories</f>
<f>What is a strategic weapon?</f>
<f>Four summits in four years</f>
<p>{LAST}</p>
<p>{LEAD}</p>
<f>More on this story</f>
<f>What is a strategic weapon?</f>
<f>Four summits in four years</f>
<f>© 1986 The Example Broadcasting Company</f>""",
    "a European paper: dates with dots, updated, cookies, newsletter": f"""\
<f>We use cookies to give you the best experience on our site. Accept all</f>
<section>Politics</section> <f>›</f> <section>Europe</section>
<title>Gipfel or summit? Reykjavik prepares for its guests</title>
<f>Published:</f> <published>11.10.1986</published><f>, 19:55</f>
<f>Updated:</f> <modified>12.10.1986</modified><f>, 08:10</f>
<f>By</f> <byline>Ada van Example</byline>

{BODY}

<f>Sign up for our morning newsletter and never miss a summit</f>
<f>Your email address</f>
<f>Subscribe</f>
<f>Comments</f>
<f>12 comments</f>""",
    "a paper's page: kicker of bars, byline with place and role, reading time": f"""\
<f>Home |</f> <section>World</section>
<title>Two leaders, one small white house by the sea</title>
<f>By</f> <byline>Ada Example</byline> <f>in Reykjavik and</f> <byline>Bo Sample</byline> <f>in Geneva</f>
<published>Saturday 11 Oct 1986</published> <f>19.55 BST</f>
<f>Last modified on</f> <modified>Sun 12 Oct 1986</modified> <f>08.10 BST</f>
<f>4 min read</f>
<p>{LEAD}</p>
<p>{MORE}</p>
<f>Advertisement</f>
<p>{LAST}</p>
<f>Topics</f>
<f>Arms control</f>
<f>Iceland</f>""",
    "a hard-wrapped message: paragraphs over several lines": """\
<title>Leaders meet in Reykjavik for two days of talks</title>

<p>The two leaders met at Hofdi House on Saturday and spoke for nearly two
hours about cuts in strategic arms, officials of both sides said in the
evening.</p>

<p>Neither side would say whether an agreement is within reach, but both
spoke of a good beginning, and the talks will go on in the morning as
planned.</p>

<p>There was no joint statement.</p>""",
    "a plain report: nothing but paragraphs": f"""\
<p>{LEAD}</p>

<p>{MORE}</p>

<p>{LAST}</p>""",
    "a plain report in one line": f"<p>{LEAD} {MORE} {LAST}</p>",
    "a plain report with subheads": f"""\
<title>Two days in Reykjavik</title>

<p>{LEAD}</p>

<p>{MORE}</p>

<p>Security</p>

<p>{LAST}</p>

<p>What happens next</p>

<p>{LEAD}</p>""",
    "a wire report with its dateline on a line of its own": f"""\
<title>Summit Opens in Iceland</title>

<p><dateline>REYKJAVIK, Iceland (AP)</dateline> —

{LEAD}</p>

<p>{MORE}</p>""",
    "line ends of Windows, tabs, and a non-breaking space": f"""\
<title>Leaders Meet in Reykjavik</title>\r
\r
<f>By</f>\xa0<byline>Ada Example</byline>\t<f>|</f>\t<published>Oct. 11, 1986</published>\r
\r
<p>{LEAD}</p>\r
<p>{MORE}</p>\r
""",
    "a capture whose date is ambiguous": f"""\
<title>Leaders Meet in Reykjavik</title>
<f>Published 11/10/1986</f>
<p>{LEAD}</p>
<p>{MORE}</p>""",
    "pictures amid the report": f"""\
<title>Leaders Meet in Reykjavik</title>
<p>{LEAD}</p>
<f>The two leaders at the door of Hofdi House on Saturday. (</f><credit>Reuters/Bo Sample</credit><f>)</f>
<p>{MORE}</p>
<f>FILE PHOTO: A view of the harbour.</f>
<f>Photo:</f> <credit>Ada Example / The Example</credit>
<p>{LAST}</p>""",
    "a paper's page: a standfirst, names with places over the date, the report going on after a box": f"""\
<f>Subscribe</f>
<f>Sign In</f>
<section>World</section>
<section>Arms control</section>
<title>Leaders meet in Reykjavik and agree to meet again tomorrow</title>
<p>Two hours at the white house by the sea, but no word yet of an agreement</p>
<byline>Ada Example</byline> <f>in Reykjavik and</f> <byline>Bo Sample</byline> <f>in Geneva</f>
<f>Published</f>
<published>OCT 11 1986</published>
<f>12</f>
<f>Print this page</f>
<p>{LEAD}</p>
<p>{MORE}</p>
<f>Recommended</f>
<f>Why the summit matters</f>
<p>A second session at Hofdi House is planned for the morning.</p>
<f>Promoted Content</f>
<f>Reuse this content</f>
<f>Copyright The Example Times 1986. All rights reserved.</f>""",
    "quotations that begin like buttons, and sentences that begin like headings": f"""\
<p>{LEAD}</p>
<p>“Subscribe to the treaty or leave it,” the envoy said.</p>
<p>Share prices fell in the afternoon as word of the talks spread through the markets of three continents.</p>
<p>Comments by the secretary of state earlier in the week had prepared the public for a modest result.</p>
<p>By Monday the two delegations had left.</p>
<p>Copyright law was not on the table, one of the diplomats joked on his way out of the building.</p>
<p>{LAST}</p>""",
}


@pytest.mark.parametrize("marked", CAPTURES.values(), ids=CAPTURES)
def test_the_parts_of_a_capture(marked):
    text, _ = unmark(marked)
    assert drawn(read(text)) == marked


def values(article):
    """Return what the fields say, without their places."""
    one = {n: getattr(article, n).value if getattr(article, n) else None for n in ("title", "published", "modified")}
    return one | {"byline": [f.value for f in article.byline], "credits": [f.value for f in article.credits]}


@pytest.mark.parametrize(
    ("capture", "said"),
    [
        ("a magazine's page with title given twice, a lone control, and the byline at its end",
         {"published": "1986-10-11", "byline": ["Ada Example"], "credits": ["AP/Getty Images"]}),
        ("a European paper: dates with dots, updated, cookies, newsletter",
         {"published": "1986-10-11", "modified": "1986-10-12", "byline": ["Ada van Example"]}),
        ("a paper's page: kicker of bars, byline with place and role, reading time",
         {"published": "1986-10-11", "modified": "1986-10-12", "byline": ["Ada Example", "Bo Sample"]}),
        # no date is better than a wrong date
        ("a capture whose date is ambiguous", {"published": None}),
        ("a plain report: nothing but paragraphs", {"title": None, "published": None, "byline": []}),
    ],
)  # fmt: skip
def test_what_the_fields_say(capture, said):
    text, _ = unmark(CAPTURES[capture])
    assert values(read(text)).items() >= said.items()


REASONS = """x
Skip to main content
Facebook Twitter WhatsApp Email
Advertisement
4 min read
Leaders Meet in Reykjavik
Leaders Meet in Reykjavik
Updated 3 hours ago
{body}
Sign up for our newsletter
Read more: What is a strategic weapon?
Follow us on Facebook
12 Comments
© 1986 The Example Times. All rights reserved.
"""


def test_each_piece_of_furniture_says_why():
    article = read(REASONS.format(body=f"{LEAD}\n{MORE}\n{LAST}"))
    assert [f.why for f in article.furniture] == [
        "lone control", "lone control", "sharing", "advertisement", "reading time", "title repeated", "date line",
        "newsletter", "related reading", "sharing", "comments", "copyright",
    ]  # fmt: skip
    assert (article.outlet.value, article.outlet.method) == ("The Example Times", "copyright line")


PLAIN = f"{LEAD}\n\n{MORE}"
DATED = f"Leaders Meet in Reykjavik\nPublished October 11, 1986\n{PLAIN}"


@pytest.mark.parametrize(
    ("text", "known", "published", "method"),
    [
        # a row's own date goes before the text's; a user's does not
        (PLAIN, {"published": "1986-10-12"}, "1986-10-12", "envelope"),
        (PLAIN, {"published": "1986-10-12", "assumed": ("published",)}, "1986-10-12", "given by the user"),
        (DATED, {"published": "1986-10-12"}, "1986-10-12", "envelope"),
        (DATED, {"published": "1986-10-12", "assumed": ("published",)}, "1986-10-11", "text layout"),
        (f"REYKJAVIK, Oct 11, 1986 (AP) - {PLAIN}", {}, "1986-10-11", "dateline"),
        # a dateline without a year is no date
        (f"REYKJAVIK, Oct 11 (AP) - {PLAIN}", {}, None, None),
        # a date far down in the text is of something else
        (f"{PLAIN}\n\n{LAST}\n\n{LEAD}\n\n12 March 1985\n\n{MORE}", {}, None, None),
    ],
)
def test_when_it_was_published(text, known, published, method):
    found = read(text, **known).published
    assert (found and found.value, found and found.method) == (published, method)


@pytest.mark.parametrize(
    ("known", "outlet", "method"),
    [
        ({"outlet": "The Example"}, "The Example", "envelope"),
        ({"outlet": "The Example", "assumed": ("outlet",)}, "The Example", "given by the user"),
        ({}, None, None),
    ],
)
def test_who_published_it(known, outlet, method):
    found = read(PLAIN, **known).outlet
    assert (found and found.value, found and found.method) == (outlet, method)


def test_a_title_known_from_the_envelope_is_found_in_the_text():
    title = "Leaders Meet in Reykjavik for Talks"
    article = read(f"Leaders Meet in Reykjavik for Talks.\n\n{PLAIN}", title=title)
    assert article.text[article.title.span.start : article.title.span.end] == title + "."
    assert read(PLAIN, title=title).title.span is None
    assert read(PLAIN, title=title).title.value == title


@pytest.mark.parametrize("text", ["x\n\n☰\n", "Share\nFacebook\nTwitter\n", "* * *"])
def test_a_capture_without_a_report_is_an_error(text):
    with pytest.raises(ArticleError, match=r"report\.txt holds no report"):
        read(text)


LINES = st.sampled_from(
    ["", " ", "\xa0", "x", "☰", "Share", "By Ada Example", "Written By", "Ada Example", "Published October 11, 1986",
     "PublishedOctober 11, 1986", "World", "World Politics Middle East", "Source: AFP/Getty Images", "(Reuters)",
     "Leaders Meet in Reykjavik for Talks", "Read more:", "Related stories", "Comments", "© 1986 The Example Times",
     "REYKJAVIK (AP) —", f"REYKJAVIK, Oct. 11 — {LEAD}", LEAD, MORE, LAST, "Updated: 12.10.1986 | 3 min read", "“No,”",
     "The leaders at Hofdi House. (Reuters/Bo Sample)", "Ada Example, Staff Writer | 11 October 1986", "  • ", "—", ")",
     "Reporting by Ada Example; Editing by Bo Sample", "By", "on 11/10/1986", "a", "\u2028", "\x0c", "🙂"]
)  # fmt: skip


def assert_law_2(article):
    """Every character that is no white space lies in exactly one part; a dateline lies inside its paragraph."""
    single = [f.span for f in (article.title, article.published, article.modified) if f and f.span]
    many = [f.span for f in (*article.byline, *article.sections, *article.credits) if f.span]
    if article.published and article.dateline and article.published.span == article.dateline.span:
        single.remove(article.dateline.span)
    parts = sorted([*single, *many, *article.paragraphs, *(f.span for f in article.furniture)])
    for one, other in zip(parts, parts[1:], strict=False):
        assert not overlaps(one, other), (one, other)
    covered = {i for part in parts for i in range(part.start, part.end)}
    lost = "".join(c for i, c in enumerate(article.text) if not c.isspace() and i not in covered)
    assert not lost
    if article.dateline:
        inside = [p for p in article.paragraphs if p.start <= article.dateline.span.start < p.end]
        assert inside[0].end >= article.dateline.span.end


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(LINES, st.text(max_size=60)), max_size=25), st.sampled_from(["\n", "\r\n", "\n\n"]))
def test_nothing_of_any_text_is_lost_or_told_twice(lines, end):
    try:
        article = read(end.join(lines))
    except ArticleError:
        return
    assert article.text == end.join(lines)
    assert_law_2(article)
    assert article == read(end.join(lines))


@pytest.mark.parametrize("marked", CAPTURES.values(), ids=CAPTURES)
def test_nothing_of_a_capture_is_lost(marked):
    text, _ = unmark(marked)
    for known in ({}, {"published": "1986-10-12"}, {"title": "Leaders Meet in Reykjavik"}):
        assert_law_2(extract_article(replace(capture_of(text), **known)))
