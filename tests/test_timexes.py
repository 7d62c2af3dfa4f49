"""Times: which words are one, what they mean on a given day, and which days that covers."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marks import mark, unmark
from onrecord.timexes import find_timexes, values
from onrecord.timexes.grammar import load_grammar
from onrecord.timexes.holidays import easter, holiday
from onrecord.timexes.readings import READINGS
from onrecord.types import Article, Field, Furniture, Sentence, Signals, Span, Timex, Token

THURSDAY = "1985-12-19"


def read(text: str, published: str | None = THURSDAY, signals: Signals | None = None) -> tuple[Timex, ...]:
    starts = [0, *(i + 2 for i in range(len(text)) if text.startswith("\n\n", i))]
    ends = [*(start - 2 for start in starts[1:]), len(text)]
    field = Field(published, None, "test") if published else None
    paragraphs = tuple(Span(a, b) for a, b in zip(starts, ends, strict=True))
    return find_timexes(Article(text=text, published=field, paragraphs=paragraphs), signals)


def shown(timex: Timex) -> str:
    return " ".join(str(x or "-") for x in (timex.type, timex.value, timex.earliest, timex.latest))


# Text with its times drawn in, then of each: type, value, first day, last day.
CASES = [
    # days near the day of publication, a Thursday
    ("The two met <t>Thursday</t>.", "DATE 1985-12-19 1985-12-19 1985-12-19"),
    ("The two met on <t>Friday</t>.", "DATE 1985-12-13 1985-12-13 1985-12-13"),
    ("The envoy will leave on <t>Friday</t>.", "DATE 1985-12-20 1985-12-20 1985-12-20"),
    ("Both are expected to sign <t>Monday</t>.", "DATE 1985-12-23 1985-12-23 1985-12-23"),
    ("The envoy said <t>Monday</t> that he will leave.", "DATE 1985-12-16 1985-12-16 1985-12-16"),
    ("He left <t>last Thursday</t>.", "DATE 1985-12-12 1985-12-12 1985-12-12"),
    ("It ended <t>this past Sunday</t>.", "DATE 1985-12-15 1985-12-15 1985-12-15"),
    ("It began on <t>Tuesday of last week</t>.", "DATE 1985-12-10 1985-12-10 1985-12-10"),
    ("He phoned <t>yesterday</t>.", "DATE 1985-12-18 1985-12-18 1985-12-18"),
    ("They vote <t>the day after tomorrow</t>.", "DATE 1985-12-21 1985-12-21 1985-12-21"),
    # parts of days, and clocks
    ("They talked until <t>Wednesday night</t>.", "TIME 1985-12-18TNI - 1985-12-18"),
    ("Shots were heard <t>last night</t>.", "TIME 1985-12-18TNI 1985-12-18 1985-12-18"),
    ("It began at <t>7:15 p.m. on Wednesday</t>.", "TIME 1985-12-18T19:15 1985-12-18 1985-12-18"),
    ("It began at <t>0430 GMT on Tuesday</t>.", "TIME 1985-12-17T04:30Z 1985-12-17 1985-12-17"),
    ("It began at <t>5pm</t>.", "TIME 1985-12-19T17:00 1985-12-19 1985-12-19"),
    # dates of the calendar: the nearest that the tense allows
    ("They met on <t>October 11, 1986</t>.", "DATE 1986-10-11 1986-10-11 1986-10-11"),
    ("They met on <t>the 5th of May 1978</t>.", "DATE 1978-05-05 1978-05-05 1978-05-05"),
    ("The pact was signed on <t>Nov. 21</t>.", "DATE 1985-11-21 1985-11-21 1985-11-21"),
    ("The envoys will meet on <t>Jan. 8</t>.", "DATE 1986-01-08 1986-01-08 1986-01-08"),
    ("They were given until <t>Jan. 8</t>.", "DATE 1986-01-08 - 1986-01-08"),
    ("They met in <t>July</t>.", "DATE 1985-07 1985-07-01 1985-07-31"),
    ("They met in <t>mid-March</t>.", "DATE 1985-03 1985-03-08 1985-03-23"),
    ("It has stood since at least <t>1961</t>.", "DATE 1961 1961-01-01 -"),
    ("They met in <t>July last year</t>.", "DATE 1984-07 1984-07-01 1984-07-31"),
    ("He resigned <t>last October</t>.", "DATE 1985-10 1985-10-01 1985-10-31"),
    ("The <t>1978</t> accords hold.", "DATE 1978 1978-01-01 1978-12-31"),
    ("See the note of <t>1979-03-26</t>.", "DATE 1979-03-26 1979-03-26 1979-03-26"),
    ("See the note of <t>03/26/1979</t>.", "DATE 1979-03-26 1979-03-26 1979-03-26"),
    ("See the note of <t>03/04/1979</t>.", "DATE - - -"),  # April or March: unknown is a value
    # periods
    ("They met <t>last week</t>.", "DATE 1985-W50 1985-12-09 1985-12-15"),
    ("Talks resume <t>next month</t>.", "DATE 1986-01 1986-01-01 1986-01-31"),
    ("It failed <t>early this year</t>.", "DATE 1985 1985-01-01 1985-06-30"),
    ("It is due by <t>the end of the month</t>.", "DATE 1985-12 - 1985-12-31"),
    ("He came over <t>the weekend</t>.", "DATE 1985-W50-WE 1985-12-14 1985-12-15"),
    ("It was hot in <t>the summer of 1983</t>.", "DATE 1983-SU 1983-06-01 1983-08-31"),
    ("Snow fell <t>last winter</t>.", "DATE 1984-WI 1984-12-01 1985-02-28"),
    ("Exports fell in <t>the third quarter</t>.", "DATE 1985-Q3 1985-07-01 1985-09-30"),
    ("It grew in <t>the first half of 1984</t>.", "DATE 1984-H1 1984-01-01 1984-06-30"),
    ("War came in <t>the early 1970s</t>.", "DATE 197 1970-01-01 1974-12-31"),
    ("He ruled in <t>the sixties</t>.", "DATE 196 1960-01-01 1969-12-31"),
    ("The treaty is of <t>the 19th century</t>.", "DATE 18 1800-01-01 1899-12-31"),
    ("It was paid for in <t>fiscal 1984</t>.", "DATE 1984 1984-01-01 1984-12-31"),
    ("A truce was kept on <t>Christmas Eve</t>.", "DATE 1984-12-24 1984-12-24 1984-12-24"),
    ("They met after <t>Easter</t>.", "DATE 1985-04-07 1985-04-08 -"),
    # counted from now, at the precision of the words
    ("She vanished <t>twelve years ago</t>.", "DATE 1973 1973-01-01 1973-12-31"),
    ("She vanished <t>two months ago</t>.", "DATE 1985-10 1985-10-01 1985-10-31"),
    ("She vanished <t>ten days ago</t>.", "DATE 1985-12-09 1985-12-09 1985-12-09"),
    ("It fell <t>more than 20 years ago</t>.", "DATE 1965 - 1965-12-31"),
    ("It fell <t>a decade ago</t>.", "DATE 1975 1970-01-01 1980-12-31"),
    ("It fell <t>several years ago</t>.", "DATE PAST_REF - -"),
    ("It fell <t>a long time ago</t>.", "DATE PAST_REF - -"),
    # lengths
    ("A <t>four-year</t> silence ended.", "DURATION P4Y - -"),
    ("On a <t>two-day</t> visit he spoke.", "DURATION P2D - -"),
    ("They spoke for <t>two and a half hours</t>.", "DURATION PT2H30M - -"),
    ("The siege lasted <t>several weeks</t>.", "DURATION PXW - -"),
    ("Over <t>the past three years</t> they met twice.", "DURATION P3Y 1982-12-19 1985-12-19"),
    ("The <t>eight-month</t>-old truce broke.", "DURATION P8M - -"),
    # an open bound: what has not been for so long was last no later than then
    ("She has not spoken to him in <t>over four years</t>.", "DURATION P4Y - 1981-12-19"),
    ("No Contact in <t>Four Years</t>", "DURATION P4Y - 1981-12-19"),
    ("They haven’t met for <t>two months</t>.", "DURATION P2M - 1985-10-19"),
    ("She has ruled for <t>four years</t>.", "DURATION P4Y - -"),
    ("It has been closed since <t>February 1982</t>.", "DATE 1982-02 1982-02-01 -"),
    ("He must go no later than <t>March 15</t>.", "DATE 1986-03-15 - 1986-03-15"),
    ("It stood until <t>1961</t>.", "DATE 1961 - 1961-12-31"),
    ("It was banned before <t>1961</t>.", "DATE 1961 - 1960-12-31"),
    # what recurs
    ("At her <t>annual</t> news conference she smiled.", "SET P1Y - -"),
    ("They meet <t>every week</t>.", "SET P1W - -"),
    ("The comet returns <t>every 2,000 years</t>.", "SET P2000Y - -"),
    ("They meet <t>twice a year</t>.", "SET P1Y - -"),
    ("They march <t>each July</t>.", "SET XXXX-07 - -"),
    ("They meet on <t>Mondays</t>.", "SET XXXX-WXX-1 - -"),
    # vague
    ("He <t>recently</t> left.", "DATE PAST_REF - -"),
    ("In <t>the meantime</t> they wait.", "DATE PRESENT_REF - -"),
    ("They are <t>currently</t> talking.", "DATE PRESENT_REF - -"),
    ("She will <t>soon</t> leave.", "DATE FUTURE_REF - -"),
]


@pytest.mark.parametrize(("marked", "expected"), CASES)
def test_one_time(marked, expected):
    text, _ = unmark(marked)
    found = read(text)
    assert mark(text, {"t": [t.span for t in found]}) == marked
    assert [shown(t) for t in found] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "He may march in the sun for a second time; May asked March.",
        "The army sent 2000 troops, 1500 people and 1,200 tanks.",
        "Resolution 1701 of the council, flight 1812, and $1999.",
        "The envoy, aged 40, met a 24-year-old student who is 52 years old.",
        "He wants a deal before his inauguration.",  # no date is invented
        "They won 2:15 and paid 5.45 percent of $3 million a year.",
        "Annual sales rose at an annual rate of 3 percent.",
        "The Sunday Times wrote of Bloody Sunday.",
        "He left as soon as he could, soon after the talks.",
        "In his 30s he was in charge of three-quarters of it.",
    ],
)
def test_no_time(text):
    assert read(text) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # both ends of a range carry all of it; values stay their own
        ("It lasted from March to May.", ["1985-03 1985-03-01 1985-05-31", "1985-05 1985-03-01 1985-05-31"]),
        ("Talks were held between 1979 and 1982.", ["1979 1979-01-01 1982-12-31", "1982 1979-01-01 1982-12-31"]),
        (
            "They sat from 3 to 7 June 1975.",
            ["1975-06-03 1975-06-03 1975-06-07", "1975-06-07 1975-06-03 1975-06-07"],
        ),
        ("They sat on April 24 and 25.", ["1985-04-24 1985-04-24 1985-04-24", "1985-04-25 1985-04-25 1985-04-25"]),
        ("He ruled in 1960-65.", ["1960/1965 1960-01-01 1965-12-31"]),
        # counted from the time before, in the same paragraph
        (
            "On October 11, 1980 they met. Three days later they parted. The next day it rained.",
            [
                "1980-10-11 1980-10-11 1980-10-11",
                "1980-10-14 1980-10-14 1980-10-14",
                "1980-10-15 1980-10-15 1980-10-15",
            ],
        ),
        ("They parted three days later.", ["P3D None None"]),
        ("In 1979 he won; that year she lost.", ["1979 1979-01-01 1979-12-31"] * 2),
        (
            "On October 11, 1980 they met.\n\nThe next day it rained.",
            ["1980-10-11 1980-10-11 1980-10-11", "XXXX-XX-XX None None"],
        ),
        # an old story keeps its own year, to the paragraph's end
        (
            "In 1972 the court sat. It ruled in March.\n\nIt ruled again in March.",
            ["1972 1972-01-01 1972-12-31", "1972-03 1972-03-01 1972-03-31", "1985-03 1985-03-01 1985-03-31"],
        ),
        # a year earlier, where quarters are compared
        (
            "Profit in the third quarter was twice that of a year earlier.",
            ["1985-Q3 1985-07-01 1985-09-30", "1984-Q3 1984-07-01 1984-09-30"],
        ),
    ],
)
def test_many_times(text, expected):
    assert [f"{t.value} {t.earliest} {t.latest}" for t in read(text)] == expected


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        # without a date of publication, relative words have no value; others keep theirs
        (None, ["None", "None", "1978", "P4Y", "PAST_REF"]),
        ("1985", ["None", "1984", "1978", "P4Y", "PAST_REF"]),
        ("1985-12", ["None", "1984", "1978", "P4Y", "PAST_REF"]),
        ("1985-12-19T23:10", ["1985-12-19", "1984", "1978", "P4Y", "PAST_REF"]),
        ("no date", ["None", "None", "1978", "P4Y", "PAST_REF"]),
    ],
)
def test_precision_of_the_anchor(published, expected):
    found = read("On Thursday and last year, as in 1978, they had not met for four years, he recently said.", published)
    assert [str(t.value) for t in found] == expected


def test_title_and_paragraphs_only_in_text_order():
    text = "Peace by Friday\nPublished Thursday\nThey met on Wednesday."
    article = Article(
        text=text,
        title=Field("Peace by Friday", Span(0, 15), "test"),
        published=Field(THURSDAY, Span(16, 34), "test"),
        paragraphs=(Span(35, len(text)),),
        furniture=(Furniture(Span(16, 34), "test"),),
    )
    found = find_timexes(article)
    assert [(t.id, text[t.span.start : t.span.end], t.rule) for t in found] == [
        ("t1", "Friday", "weekday"),
        ("t2", "Wednesday", "weekday"),
    ]


def test_tense_of_the_governing_clause():
    text = "The plan the council rejected will on Monday return."
    plain = [Token(0, 3, "The", "the", "DT", "det", 1)]
    spans = [(m, text.index(m)) for m in ("plan", "council", "rejected", "will", "on", "Monday", "return", ".")]
    tags = {
        "rejected": ("VBD", "acl", 1),
        "will": ("MD", "aux", 7),
        "Monday": ("NNP", "obl", 7),
        "return": ("VB", "root", -1),
    }
    for word, start in spans:
        tag, rel, head = tags.get(word, ("NN", "dep", 3))
        plain.append(Token(start, start + len(word), word, word.lower(), tag, rel, head))
    signals = Signals(text, tuple(plain), (Sentence(0, len(text), 0, len(plain)),), (), (), ())
    assert [t.value for t in read(text, signals=signals)] == ["1985-12-23"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("1985", ("1985-01-01", "1985-12-31")),
        ("1984-02", ("1984-02-01", "1984-02-29")),
        ("1985-W01", ("1984-12-31", "1985-01-06")),
        ("1985-W53", (None, None)),
        ("1985-WI", ("1985-12-01", "1986-02-28")),
        ("1985-12-19TNI", ("1985-12-19", "1985-12-19")),
        ("P4Y", (None, None)),
        ("PAST_REF", (None, None)),
    ],
)
def test_interval_of_a_value(value, expected):
    assert tuple(day.isoformat() if day else None for day in values.interval(value)) == expected


def test_computed_holidays():
    assert easter(1986) == date(1986, 3, 30)
    assert holiday("thanksgiving", 1985) == date(1985, 11, 28)
    assert holiday("election-day", 1984) == date(1984, 11, 6)


def test_every_rule_has_its_reading_and_its_own_name():
    rules = load_grammar().rules
    assert {rule.reads for rule in rules} == set(READINGS)
    assert len({rule.name for rule in rules}) == len(rules)


WORDS = (
    sorted(load_grammar().vocabulary.lexicon)
    + "1 2 30 45 1986 2000 9999 1,000 2.5 1/2 3rd 7:15 30/2/86 . of 's".split()
)


@given(st.lists(st.sampled_from(WORDS), max_size=9), st.sampled_from([None, "1985", "1985-12", "1984-02-29"]))
def test_any_words_give_spans_in_order_and_days_in_order(words, published):
    text = " ".join(words) or "none"
    found = read(text, published)
    assert [t.id for t in found] == [f"t{i}" for i in range(1, len(found) + 1)]
    assert all(a.span.end <= b.span.start for a, b in zip(found, found[1:], strict=False))
    assert all(t.earliest <= t.latest for t in found if t.earliest and t.latest)
