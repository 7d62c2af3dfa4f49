"""Lines that a page has beside its report: dates, datelines, bylines, credits, sections; and a text's language."""

from __future__ import annotations

import pytest

from marks import mark, unmark
from onrecord.article.bylines import byline_parts, clean_names
from onrecord.article.credits import credit_parts
from onrecord.article.dateline import find_dateline
from onrecord.article.datelines import date_parts
from onrecord.article.language import find_language
from onrecord.article.lines import Block, blank_runs, split_blocks
from onrecord.article.sections import section_parts
from onrecord.dates import find_dates, parse_date
from onrecord.types import Span


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1986-10-11", "1986-10-11"),
        ("1986-10-11T23:30:00-04:00", "1986-10-11"),
        ("1986-10-11 23:30:00.000Z", "1986-10-11"),
        ("Sat, 11 Oct 1986 23:30:00 +0000", "1986-10-11"),
        ("October 11, 1986", "1986-10-11"),
        ("Oct. 11, 1986 at 7:55 p.m. EDT", "1986-10-11"),
        ("11th of October, 1986", "1986-10-11"),
        ("11. Oktober 1986", "1986-10-11"),
        ("1er octobre 1986", "1986-10-01"),
        ("11 de octubre de 1986", "1986-10-11"),
        ("1986/10/11", "1986-10-11"),
        ("1986年10月11日", "1986-10-11"),
        # the precision known
        ("October 1986", "1986-10"),
        ("1986-10", "1986-10"),
        ("1986", "1986"),
        # numeric: dots are day first; else a figure over twelve, the weekday, or the zone must tell
        ("11.10.1986", "1986-10-11"),
        ("10/31/1986", "1986-10-31"),
        ("31/10/1986", "1986-10-31"),
        ("10/10/1986", "1986-10-10"),
        ("Saturday, 11/10/1986", "1986-10-11"),
        ("10/11/1986 19:55 ET", "1986-10-11"),
        ("11/10/1986 19:55 GMT", "1986-10-11"),
        ("11/10/1986", None),
        # no dates
        ("31 February 1986", None),
        ("October 11", None),
        ("1986-13-01", None),
        ("soon", None),
        ("", None),
        ("October 11, 1986, in Reykjavik", None),
    ],
)
def test_parse_date(text, value):
    assert parse_date(text) == value


def test_find_dates_in_running_text():
    text = "Signed on December 8, 1987, it entered into force on 1 June 1988; version 2.10.1986 of it did not."
    assert [d.value for d in find_dates(text)] == ["1987-12-08", "1988-06-01", "1986-10-02"]


def drawn(marked, parts_of):
    text, _ = unmark(marked)
    parts = parts_of(Block(text, 0, len(text), 0))
    if parts is None:
        return None
    slots = ("published", "modified", "byline", "credit", "section")
    return mark(text, {s: [Span(p.start, p.end) for p in parts if p.slot == s] for s in slots})


@pytest.mark.parametrize(
    "marked",
    [
        "Published<published>October 11, 1986</published>",
        "• Published <published>October 11, 1986</published>",
        "<published>October 11, 1986</published>3:45 PM ET",
        "Published: <published>11 Oct 1986</published> | Updated: <modified>12 Oct 1986</modified>",
        "Published: 10:30 GMT, <published>11 October 1986</published> | Updated: <modified>12 October 1986</modified>",
        "Last updated on <modified>Sun, Oct 12, 1986</modified> 08:10 am IST",
        "<published>1986-10-11</published>T19:55:00Z",
        "<published>11/10/86</published> - 19:55",
        "<published>October 11, 1986</published> · 4 min read",
        "(<published>11 October 1986</published> / 19:55 CET)",
        "Updated 3 hours ago",
        "Veröffentlicht am <published>11.10.1986</published>, 19:55 Uhr",
    ],
)
def test_date_lines(marked):
    assert drawn(marked, date_parts) == marked


@pytest.mark.parametrize(
    "line",
    ["On October 11, 1986, they met.", "10:30", "1986", "The leaders met on October 11, 1986", "4 min read", "Part 2",
     "Chapter 11", "12 dead", "May", "March on"],
)  # fmt: skip
def test_lines_that_are_no_date_lines(line):
    assert drawn(line, date_parts) is None


@pytest.mark.parametrize(
    "marked",
    [
        "By <byline>Ada Example</byline>",
        "BY <byline>ADA EXAMPLE</byline> AND <byline>BO SAMPLE</byline>",
        "By <byline>Ada Example</byline>, <byline>Bo Sample</byline> and <byline>Cy de la Model</byline>",
        "Written by: <byline>Ada Example</byline>",
        "By <byline>Ada Example</byline>, Diplomatic Correspondent",
        "By <byline>Ada Example</byline> in Reykjavik and <byline>Bo Sample</byline> in Geneva",
        "By <byline>Ada Example</byline> - <byline>AP</byline> - <published>Saturday, October 11, 1986</published>",
        "By <byline>Ada Example</byline> | <published>Oct 11, 1986</published> | 4 min read",
        "By <byline>Ada Example</byline> for The Example Times",
        "By <byline>Reuters</byline>",
        "<byline>Ada Example</byline>, Staff Writer",
        "<byline>Ada O’Example</byline> | <published>11 October 1986</published>",
        "<byline>Ada Example</byline>, Senior Correspondent, <published>11 October 1986</published>",
        "By <byline>Ada Example</byline> @adaexample",
        "| Written by <byline>Ada Example</byline>",
        "By <byline>Ada Example</byline>Staff Writer",
        "By",
        "Written By",
    ],
)
def test_bylines(marked):
    assert drawn(marked, byline_parts) == marked


@pytest.mark.parametrize(
    "line",
    ["By Monday the two delegations had left for home, and nothing was signed.", "By and large", "World News",
     "The Example Times", "Ada Example", "Middle East", "By the sea", "Ada Example said so, Bo Sample"],
)  # fmt: skip
def test_lines_that_are_no_bylines(line):
    assert drawn(line, byline_parts) is None


@pytest.mark.parametrize(
    ("given", "names"),
    [
        (["By Ada Example"], ("Ada Example",)),
        (["Ada Example and Bo Sample", "ada example"], ("Ada Example", "Bo Sample")),
        (["Ada Example, Staff Writer"], ("Ada Example",)),
        (["https://example.org/ada"], ()),
        (["<a href='/ada'>Ada Example</a>"], ("Ada Example",)),
        ([""], ()),
    ],
)
def test_clean_names(given, names):
    assert clean_names(given) == names


@pytest.mark.parametrize(
    "marked",
    [
        "Source: <credit>AFP/Getty Images</credit>",
        "Photo: <credit>Ada Example</credit>",
        "Photograph: <credit>Ada Example/Reuters</credit>",
        "Image source, <credit>Getty Images</credit>",
        "Photo by <credit>Ada Example</credit>",
        "(<credit>AP Photo/Ada Example</credit>)",
        "<credit>Ada Example/AFP via Getty Images</credit>",
        "The two leaders at the door of Hofdi House. (<credit>Reuters/Bo Sample</credit>)",
    ],
)
def test_credits(marked):
    assert drawn(marked, credit_parts) == marked


@pytest.mark.parametrize(
    "line",
    ["The two leaders met. (AP)", "Sources said the talks had failed.", "Image problems dogged the campaign.",
     "Pictures of the summit went around the world and were on every front page the next morning.", "Reuters",
     "He said he would “source: unknown” it."],
)  # fmt: skip
def test_lines_that_are_no_credits(line):
    assert drawn(line, credit_parts) is None


@pytest.mark.parametrize(
    "marked",
    [
        "<section>World</section>",
        "<section>Eastern Europe</section> <section>Middle East</section> <section>USA</section>",
        "Home > <section>World</section> > <section>Europe</section>",
        "<section>WORLD</section> | <section>MIDDLE EAST</section>",
        "<section>UK Politics</section>",
    ],
)
def test_sections(marked):
    text, _ = unmark(marked)
    parts = [p for p in section_parts(Block(text, 0, len(text), 0)) if p.value]
    assert mark(text, {"section": [Span(p.start, p.end) for p in parts]}) == marked


@pytest.mark.parametrize("line", ["World leaders", "Politics as usual", "Europe, at last, is united", "Ada Example"])
def test_lines_that_are_no_sections(line):
    assert section_parts(Block(line, 0, len(line), 0)) is None


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("REYKJAVIK, Oct 11 (Reuters) - The two leaders met.", "REYKJAVIK, Oct 11 (Reuters)"),
        ("REYKJAVIK — The two leaders met.", "REYKJAVIK"),
        ("REYKJAVIK, Iceland (AP) -- The two leaders met.", "REYKJAVIK, Iceland (AP)"),
        ("(Reuters) - The two leaders met.", "(Reuters)"),
        ("REYKJAVIK/GENEVA, Oct 11 (Reuters) - The two leaders met.", "REYKJAVIK/GENEVA, Oct 11 (Reuters)"),
        ("MOSCOW, October 11. /TASS/. The two leaders met.", "MOSCOW, October 11. /TASS/"),
        ("Geneva, 21 November (AFP) – The two leaders met.", "Geneva, 21 November (AFP)"),
        ("NEWPORT NEWS, Va. - The two leaders met.", "NEWPORT NEWS, Va."),
        # an agency nobody has heard of, after a place and a date
        ("MERIVA, 9 September 2019 (Northern Wire) - The two met.", "MERIVA, 9 September 2019 (Northern Wire)"),
        ("MERIVA (for now) - The two met.", None),
        # no datelines
        ("The two leaders met - and parted.", None),
        ("NATO - the alliance - was not asked.", None),
        ("US-Soviet talks opened in Reykjavik.", None),
        ("Mr. Example (of Geneva) - a diplomat - was there.", None),
        ("“REYKJAVIK — that is the word,” he said.", None),
        ("REYKJAVIK —", None),
    ],
)
def test_find_dateline(line, value):
    found = find_dateline(line, Span(0, len(line)))
    assert (found and found.value) == value
    if found:
        assert line[found.span.start : found.span.end] == value


def test_a_dateline_with_a_year_says_when():
    line = "REYKJAVIK, Oct. 11, 1986 (AP) - The two leaders met."
    assert find_dateline(line, Span(0, len(line))).published == "1986-10-11"


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("One.\nTwo.", ["One.", "Two."]),
        ("One.\n\n\nTwo.", ["One.", "Two."]),
        ("  One. \r\n\tTwo.\u2028Three.", ["One.", "Two.", "Three."]),
        ("", []),
        (" \n \n", []),
    ],
)
def test_split_blocks(text, blocks):
    assert [b.raw for b in split_blocks(text)] == blocks


def test_blank_runs_are_of_two_lines_or_more():
    text = "One.\n\nTwo.\n\n \nThree.\n\n\n"
    assert [text[r.start : r.end] for r in blank_runs(text)] == ["\n \n", "\n\n"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The two leaders met at the house by the sea and spoke for hours about what they had agreed.", "en"),
        ("Die beiden Präsidenten haben sich in der Stadt getroffen und über die Abrüstung gesprochen.", "de"),
        ("Les deux dirigeants se sont rencontrés dans la ville et ont parlé des armes pour la première fois.", "fr"),
        ("Los dos presidentes se reunieron en la ciudad y hablaron de las armas por primera vez desde el año.", "es"),
        ("I due presidenti si sono incontrati nella città e hanno parlato delle armi per la prima volta.", "it"),
        ("Os dois presidentes reuniram-se na cidade e falaram sobre as armas pela primeira vez, mas não só.", "pt"),
        ("De twee leiders spraken in de stad over de wapens, maar het is niet bekend wat zij hebben gezegd.", "nl"),
        ("Dwaj przywódcy spotkali się w mieście i rozmawiali o broni, ale nie wiadomo, co się stało po tym.", "pl"),
        ("Стороны встретились в городе и говорили о том, что было сделано, но это не всё.", "ru"),
        ("Сторони зустрілися у місті та говорили про те, що було зроблено, але це не все.", "uk"),
        ("両首脳は土曜日に会談し、軍縮について話し合った。", "ja"),
        ("التقى الزعيمان يوم السبت وتحدثا عن نزع السلاح", "ar"),
        ("OK", None),
        ("", None),
        ("1986 11 10", None),
    ],
)
def test_find_language(text, language):
    assert find_language(text) == language
