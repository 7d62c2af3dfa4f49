"""What a person who reads the examples finds in them; written by reading, not from output.

What `MISSES` names we know we do not read yet: that is looked at, too, and the test says so once it is read.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from onrecord.text import words

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Said:
    """A statement: at least half of its content's words, its speaker's name, and what else must be known of it."""

    words: str
    speaker: str | None
    via: tuple[str, ...] = ()
    negated: bool = False
    type: str | None = None
    voice: str | None = None
    said: str | None = None  # the earliest day of the saying


@dataclass(frozen=True)
class Met:
    """An encounter: a word of the clause that tells it, who takes part, and its status."""

    word: str
    parties: frozenset[str]
    status: str


@dataclass(frozen=True)
class Wants:
    """A position: its holder, its kind and a word of its content."""

    holder: str
    kind: str
    word: str


def met(word, status, *parties):
    return Met(word, frozenset(parties), status)


ARTICLES = {
    "raw-capture.txt": {
        "title": "Strait Talks to Resume Next Month, Sundrian Mediator Says",
        "published": "2019-03-13",
        "byline": ("Jonas Weller",),
        "sections": ("Politics", "Trade", "World"),
        "paragraphs": 7,
    },
    "wire-reykjavik-1986.txt": {
        "title": "Reykjavik Talks End Without Accord Over Space Defense",
        "published": "1986-10-12",
        "byline": (),
        "paragraphs": 7,
    },
    "page.html": {
        "title": "Hollen and Terrano sign ferry accord in Meriva",
        "published": "2019-05-21",
        "outlet": "The Meriva Herald",
        "byline": ("Livia Anders",),
        "paragraphs": 6,
    },
    "chains.txt": {
        "title": "What Branec told Hollen: a report, a denial and a letter",
        "published": "2019-06-14",
        "byline": ("Jonas Weller",),
        "paragraphs": 7,
    },
    "denials.txt": {
        "title": "Karvonia denies secret talks, sets terms for return to table",
        "published": "2019-07-02",
        "byline": ("Livia Anders",),
        "paragraphs": 7,
    },
    "long-quote.txt": {
        "title": "Salk to the Assembly: ‘A border is a promise that two sides keep’",
        "published": "2019-09-09",
        "byline": (),
        "paragraphs": 9,
    },
}

EXPECTED: dict[str, list[Said | Met | Wants]] = {
    "raw-capture.txt": [
        Said(
            "Karvonia and Velmark will resume talks on the Lissa Strait next month",
            "Paolo Terrano",
            said="2019-03-13",
        ),
        Said("“Both governments have accepted our invitation,”", "Paolo Terrano", type="direct"),
        Said("she would send a delegation", "Astrid Hollen"),
        Said("she had not agreed to reopen the ports", "Astrid Hollen"),
        Said("“a fair line and a short list of rules”", "Ilmar Dovrenko", said="2019-03-11"),
        Said("whether he would travel to Meriva himself", "Ilmar Dovrenko", negated=True),
        Said("the first round will deal with fishing quotas only", "Velmark diplomat", voice="unnamed"),
        Said("The sea border will wait until the autumn", "Velmark diplomat", voice="unnamed"),
        met("resume", "planned", "Karvonia", "Velmark"),
        met("negotiated", "absent", "Karvonia", "Velmark"),
        Wants("Astrid Hollen", "demand", "release"),
    ],
    "wire-reykjavik-1986.txt": [
        Said("the two leaders had come close to sweeping cuts", "George P. Shultz"),
        Said("the United States could not accept the limits", "George P. Shultz"),
        Said("the Soviet Union had offered to cut strategic weapons by half", "Mikhail S. Gorbachev"),
        Said("research on space defenses be confined to the laboratory for ten years", "Mikhail S. Gorbachev"),
        Said("a defense in space would be an insurance against cheating", "Ronald Reagan"),
        Said("the meeting was not a failure", "Mikhail S. Gorbachev"),
        Said("both sides had looked over the horizon for the first time", "Mikhail S. Gorbachev"),
        met("talks", "happened", "Ronald Reagan", "Mikhail S. Gorbachev"),
        Wants("Mikhail S. Gorbachev", "demand", "laboratory"),
        Wants("Ronald Reagan", "refusal", "testing"),
    ],
    "page.html": [
        Said("“This is a small bridge, but it holds,”", "Astrid Hollen", type="direct"),
        Said("the first ship would sail before the end of June", "Astrid Hollen"),
        Said("he would visit Ostby in July", "Paolo Terrano"),
        Said("the fees would be reviewed “within a year”", "Velmark official", voice="unnamed", type="mixed"),
        Said("“a gift to Ostby”", "Carla Vint"),
        Said("are the highest on the coast", "Sundrian carriers"),
        met("met", "happened", "Astrid Hollen", "Paolo Terrano"),
        met("spoke", "happened", "Astrid Hollen", "Ilmar Dovrenko"),
        Wants("Paolo Terrano", "demand", "fees"),
        Wants("Carla Vint", "demand", "vote"),
    ],
    "chains.txt": [
        Said("no ship would be moved before the vote", "Olga Branec", via=("Ostby Courier", "official")),
        Said("President Ilmar Dovrenko believes the blockade of the Lissa Strait has failed", "Olga Branec"),
        Said("the blockade of the Lissa Strait has failed", "Ilmar Dovrenko", via=("Olga Branec",)),
        Said("Sundria had warned Karvonia against a landing on the island", "Northern Wire"),
        Said("“invented from the first word to the last”", "spokesman", voice="unnamed"),
        Said("the minister had not spoken to Hollen since April", "spokesman", voice="unnamed"),
        Said("“the ships stay where they are”", "Olga Branec", via=("Mats Lindal",)),
        Said("the letter was genuine", "member", via=("Mats Lindal",)),
        Said("Branec had made the promise", "official", via=("Vera Salk",)),
        Said("“Everyone here says that everyone there knows it,”", "Vera Salk", type="direct"),
        met("spoken", "absent", "Olga Branec", "Astrid Hollen"),
        Said("Sundria had warned Karvonia against a landing on the island", "people", via=("Northern Wire",)),
        Said("Karvonia against a landing on the island", "Sundria", via=("Northern Wire", "people")),
    ],
    "denials.txt": [
        Said("its envoys had met Sundrian officials in secret last week", "Karvonia", said="2019-07-02"),
        Said("“No such meeting took place, and none is planned,”", "Irina Matt", type="direct"),
        Said("Karvonia was preparing to annex the island of Lissa", "Velmark"),
        Said(
            "President Ilmar Dovrenko will not negotiate with Velmark unless it first reopens its ports", "Irina Matt"
        ),
        Said("the president is ready to travel to Meriva within a week", "Irina Matt"),
        Said("“We will not pay for a chair at the table,”", "Astrid Hollen", type="direct"),
        Said("she would meet Dovrenko only if Karvonia released the four sailors", "Astrid Hollen"),
        Said("his country would withdraw the offer if shots were fired in the strait", "Paolo Terrano"),
        Said("that he wanted her post", "Henrik Aas", negated=True),
        met("met", "denied", "envoys", "Sundrian officials"),
        met("negotiate", "refused", "Ilmar Dovrenko", "Velmark"),
        met("meet", "offered", "Astrid Hollen", "Ilmar Dovrenko"),
        met("spoken", "absent", "Astrid Hollen", "Ilmar Dovrenko"),
        Wants("Astrid Hollen", "refusal", "condition"),
        Wants("Paolo Terrano", "warning", "withdraw"),
        Wants("Henrik Aas", "demand", "resign"),
    ],
    "long-quote.txt": [
        Said("“We have lived beside one another for four hundred years,”", "Vera Salk", type="direct"),
        Said(
            "“I do not ask Velmark to forget the winter. I ask it to send one person with one pen. My government is "
            "ready to sign the agreement on quotas tomorrow, and it wants nothing in return.",
            "Vera Salk",
            type="direct",
        ),
        Said(
            "“The sailors will be home before the first snow. That is not a condition and it is not a bargain. It is "
            "what we owe to four families.”",
            "Vera Salk",
            type="direct",
        ),
        Said("his government had listened with care", "Nils Orre"),
        Said("“Words of this kind were overdue,”", "Nils Orre", type="direct"),
        Said("“She has never refused to meet anyone who comes with an answer.", "Nils Orre", type="direct"),
        Said("“But the invitation has to come in writing, and it has to name the island.”", "Nils Orre", type="direct"),
        Said("visit Tarsk in October", "Paolo Terrano"),
        met("visit", "planned", "Paolo Terrano"),
    ],
    "past.jsonl:1": [
        Said("history would judge it not by the promises made but by the promises kept", "Gerald R. Ford"),
        Said("no one had lost by the agreement", "Leonid I. Brezhnev"),
        Said("it accepts Soviet rule over Eastern Europe", "Critics"),
        met("met", "happened", "Gerald R. Ford", "Leonid I. Brezhnev"),
        met("meet", "planned", "Gerald R. Ford", "Leonid I. Brezhnev"),
    ],
    "past.jsonl:2": [
        Said("only the parliament could decide to remove them", "Menachem Begin"),
        met("talks", "happened", "Anwar el-Sadat", "Menachem Begin"),
        Wants("Anwar el-Sadat", "demand", "settlements"),
    ],
    "past.jsonl:3": [
        Said("it might not be a just peace, but that it was more just than a continuation of war", "Alija Izetbegovic"),
        met("negotiations", "happened", "Bosnia", "Croatia", "Serbia"),
    ],
}

# What we do not read yet: example -> numbers of its rows above, each with what is read instead.
MISSES: dict[str, dict[int, str]] = {
    "raw-capture.txt": {
        6: "the diplomat counts as named, after the country; content and aside run on into one",
        7: "the diplomat counts as named, after the country",
    },
    "wire-reykjavik-1986.txt": {
        1: "the apposition between name and verb hides who the secretary of state is",
    },
    "chains.txt": {
        0: "the unnamed official is passed over as the second go-between",
        8: "being right that something is so is no saying to us",
    },
    "denials.txt": {
        2: "the one who rejects the claim is taken for the one who made it",
        9: "a meeting inside a denial is no event to us",
        11: "meeting under a condition counts as planned",
    },
}


def rows():
    for name, expected in EXPECTED.items():
        for i, row in enumerate(expected):
            yield pytest.param(name, row, i in MISSES.get(name, {}), id=f"{name}-{i}")


def test_misses_are_rows():
    assert all(i < len(EXPECTED[name]) for name, missed in MISSES.items() for i in missed)


@pytest.fixture(scope="module")
def records(models):
    """Return the record of each example, by the name that messages call it."""
    from onrecord.capture import read_captures
    from onrecord.pipeline import record

    paths = [str(ROOT / "examples" / name) for name in [*ARTICLES, "past.jsonl"]]
    return {Path(c.name).name: record(c, models) for c in read_captures(paths)}


@pytest.mark.slow
@pytest.mark.parametrize("name", ARTICLES)
def test_article(records, name):
    article, expected = records[name].article, ARTICLES[name]
    assert article.title.value == expected["title"]
    assert article.published.value[:10] == expected["published"]
    assert tuple(f.value for f in article.byline) == expected["byline"]
    assert len(article.paragraphs) == expected["paragraphs"]
    if "outlet" in expected:
        assert article.outlet.value == expected["outlet"]
    if "sections" in expected:
        assert tuple(f.value for f in article.sections) == expected["sections"]


@pytest.mark.slow
@pytest.mark.parametrize(("name", "row", "missed"), list(rows()))
def test_record(records, name, row, missed):
    find = {Said: find_said, Met: find_met, Wants: find_wanted}[type(row)]
    found = find(records[name], row)
    if missed:
        assert not found, f"{row} is read now: take it out of MISSES"
    else:
        assert found, f"{row} is not among\n" + "\n".join(shown(records[name], type(row)))


def find_said(read, row):
    names = {e.id: e.name for e in read.entities}
    times = {t.id: t.earliest for t in read.timexes}
    return [
        s
        for s in read.statements
        if alike(words(read.article.text, s.content), row)
        and (is_named(names.get(s.speaker), row.speaker) or is_named(words(read.article.text, s.source), row.speaker))
        and s.negated == row.negated
        and row.type in (None, s.type)
        and row.voice in (None, s.voice)
        and row.said in (None, times.get(s.said))
        and all(any(is_named(names[v], name) for v in s.via) for name in row.via)
    ]


def find_met(read, row):
    names = {e.id: e.name for e in read.entities}
    text = read.article.text
    return [
        e
        for e in read.events
        if row.word in text[e.span.start : e.span.end]
        and e.type == "CONSULT"
        and e.status == row.status
        and row.parties <= {p for p in row.parties for x in e.actors + e.recipients if is_named(names[x], p)}
    ]


def find_wanted(read, row):
    names = {e.id: e.name for e in read.entities}
    return [
        p
        for p in read.positions
        if p.kind == row.kind
        and is_named(names[p.holder], row.holder)
        and row.word in words(read.article.text, p.content)
    ]


def alike(found, row):
    """Return whether the words are about the same; a quotation may go on, as the next one may be joined to it."""
    a, b = plain(found), plain(row.words)
    if row.type == "direct" and " ".join(b) in " ".join(a):
        return True
    return len({*a} & {*b}) >= 0.5 * len({*a} | {*b})


def is_named(found, expected):
    return found is not None and set(plain(expected)) <= set(plain(found))


def plain(words):
    return "".join(c if c.isalnum() else " " for c in words.lower()).split()


def shown(read, kind):
    names = {e.id: e.name for e in read.entities} | {None: None}
    text = read.article.text
    if kind is Said:
        for s in read.statements:
            via = [names[v] for v in s.via]
            yield f"{names[s.speaker]} {via} negated={s.negated} {s.type} {s.voice}: {words(text, s.content)}"
    elif kind is Met:
        for e in read.events:
            parties = [names[x] for x in e.actors + e.recipients]
            yield f"{e.type} {e.mode} {e.status} {text[e.trigger.start : e.trigger.end]} {parties}"
    else:
        for p in read.positions:
            yield f"{names[p.holder]} {p.kind}: {words(text, p.content)}"
