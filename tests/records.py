"""Records made by hand, for the tests of everything behind the stages; countries and people are invented."""

from __future__ import annotations

import hashlib

from onrecord.types import (
    SCHEMA,
    Article,
    Capture,
    Entity,
    Event,
    Failure,
    Field,
    Furniture,
    Mention,
    Origin,
    Position,
    Problem,
    Record,
    Role,
    Span,
    Statement,
    Timex,
)

TEXT = """\
World
Norvia’s Maren Ready to Meet Reel After Four Years of Silence
Norvia’s Maren Ready to Meet Reel After Four Years of Silence
By Ana Lind
Published May 16, 1985

Norvian President Ilse Maren is ready to meet Castellane’s prime minister-elect Tomás Reel, despite four years \
without a word between them, Meridian reports.

“I am ready, today or any day, if he wants to come,” she said on Thursday during her spring news conference. \
“Our door,” Maren told reporters, “was never locked.”

She said she has not spoken to Reel in over four years. Reel must first withdraw from the Strait Islands, \
according to Maren, who insisted on the border that Norvia says was “freed” in 1979.

Reel has not said whether he will go. A senior official in Port Castell denied that talks were under way.

Norvian troops continued their advance near Lake Orrin.

Subscribe to our newsletter
"""


def at(words: str, nth: int = 0, text: str = TEXT) -> Span:
    """Return where `words` stand in `text` for the `nth` time."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


def first_word(words: str) -> Span:
    span = at(words)
    return Span(span.start, span.start + words.index(" "))


def last_word(words: str) -> Span:
    span = at(words)
    return Span(span.start + words.rindex(" ") + 1, span.end)


def origin(text: str = TEXT, path: str = "report.txt", url: str | None = None) -> Origin:
    raw = text.encode()
    return Origin(hashlib.sha256(raw).hexdigest(), len(raw), "text/plain", path=path, url=url, encoding="utf-8")


def capture(text: str = TEXT, path: str = "report.txt", url: str | None = None, **hints: str) -> Capture:
    return Capture(origin(text, path, url), text, path, **hints)


def failure(path: str = "missing.txt") -> Failure:
    return Failure(SCHEMA, Origin("", 0, "", path=path), Problem("CaptureError", f"{path}: there is no such file"))


def _statement(id: str, source: Span, cue: Span, *content: Span, **more: object) -> Statement:
    rest: dict[str, object] = {
        "type": "indirect", "kind": "speech", "voice": "named", "speaker": None, "addressee": None, "within": None,
        "via": (), "negated": False, "said": None, "occasion": (), "confidence": 0.9, "origin": "hand/1",
    }  # fmt: skip
    return Statement(id, (source,), (cue,), content, **{**rest, **more})  # type: ignore[arg-type]


def article(text: str = TEXT) -> Article:
    def field(words: str, nth: int = 0, value: str | None = None) -> Field:
        return Field(value or words, at(words, nth), "hand/1")

    title = "Norvia’s Maren Ready to Meet Reel After Four Years of Silence"
    starts = ("Norvian President", "“I am ready", "She said", "Reel has not said", "Norvian troops")
    paragraphs = []
    for words in starts:
        start = text.index(words)
        paragraphs.append(Span(start, text.index("\n", start)))
    return Article(
        text=text,
        lang="en",
        outlet=Field("The Harbour Post", None, "--outlet"),
        title=field(title),
        byline=(field("By Ana Lind", value="Ana Lind"),),
        published=field("Published May 16, 1985", value="1985-05-16"),
        sections=(field("World"),),
        paragraphs=tuple(paragraphs),
        furniture=(
            Furniture(at(title, 1), "the title again"),
            Furniture(at("Subscribe to our newsletter"), "an invitation to subscribe"),
        ),
    )


def report() -> Record:
    """Return a record with every part filled: a chain of two, a nested hedge, a negated and an unnamed statement."""
    entities = (
        Entity(
            "e1", "Ilse Maren", "person", None, None,
            (Role("President", "current", at("Norvian President"), country="Norvia"),),
            (Mention(at("Norvian President Ilse Maren"), "name"), Mention(first_word("she said"), "pronoun"),
             Mention(at("Maren", 3), "name")), "hand/1", 0.95),
        Entity(
            "e2", "Tomás Reel", "person", None, None,
            (Role("prime minister", "elect", at("prime minister-elect"), country="Castellane"),),
            (Mention(at("Tomás Reel"), "name"), Mention(at("Reel", 3), "name")), "hand/1", 0.95),
        Entity("e3", "Norvia", "country", None, None, (), (Mention(first_word("Norvia says"), "name"),), "hand/1", 0.9),
        Entity("e4", "Meridian", "outlet", None, None, (), (Mention(at("Meridian"), "name"),), "hand/1", 0.9),
        Entity("e5", "Castellane", "country", None, None, (), (Mention(at("Castellane"), "name"),), "hand/1", 0.9),
        Entity("e6", "Lake Orrin", "place", None, None, (), (Mention(at("Lake Orrin"), "name"),), "hand/1", 0.9),
    )  # fmt: skip
    timexes = (
        Timex("t1", at("four years", 0), "DURATION", "P4Y", None, None, "duration"),
        Timex("t2", at("Thursday"), "DATE", "1985-05-16", "1985-05-16", "1985-05-16", "weekday"),
        Timex("t3", at("in over four years"), "DURATION", "P4Y", None, "1981-05-16", "open-past"),
        Timex("t4", at("1979"), "DATE", "1979", "1979-01-01", "1979-12-31", "year"),
    )
    first = Span(at("Norvian President").start, at("between them").end)
    statements = (
        _statement("s1", at("Meridian"), at("reports"), first, speaker="e4", voice="named", confidence=0.97),
        _statement(
            "s2", at("Norvian President Ilse Maren"), at("is ready"),
            Span(at("to meet Castellane").start, at("Tomás Reel").end),
            kind="attitude", speaker="e1", within="s1", via=("e4",), confidence=0.81),
        _statement(
            "s3", first_word("she said"), last_word("she said"),
            at("“I am ready, today or any day, if he wants to come,”"), type="direct", speaker="e1", said="t2",
            occasion=(at("during her spring news conference"),), confidence=0.98),
        _statement(
            "s4", at("Maren", 3), at("told"), at("“Our door,”"), at("“was never locked.”"), type="direct",
            speaker="e1", confidence=0.96),
        _statement(
            "s5", at("She"), last_word("She said"), at("she has not spoken to Reel in over four years"), speaker="e1"),
        _statement(
            "s6", at("Maren", 4), at("according to"), at("Reel must first withdraw from the Strait Islands"),
            speaker="e1", addressee="e2"),
        _statement("s7", first_word("who insisted"), at("insisted"),
                   at("on the border that Norvia says was “freed” in 1979"), speaker="e1", type="mixed"),
        _statement("s8", first_word("Norvia says"), last_word("Norvia says"), at("was “freed” in 1979"),
                   type="mixed", speaker="e3", within="s7", via=("e1",), confidence=0.7),
        _statement("s9", at("Reel", 5), at("has not said"), at("whether he will go"), speaker="e2", negated=True),
        _statement("s10", at("A senior official in Port Castell"), at("denied"), at("that talks were under way"),
                   voice="unnamed", confidence=0.88),
    )  # fmt: skip

    def event(id: str, type: str, mode: str | None, status: str, trigger: Span, span: Span, **more: object) -> Event:
        rest: dict[str, object] = {
            "actors": (), "recipients": (), "when": None, "where": None, "according_to": None,
            "confidence": 0.85, "origin": "hand/1",
        }  # fmt: skip
        return Event(id, type, mode, status, trigger=trigger, span=span, **{**rest, **more})  # type: ignore[arg-type]

    content = {s.id: s.content[0] for s in statements}
    pair = {"actors": ("e1",), "recipients": ("e2",)}
    advance = at("Norvian troops continued their advance near Lake Orrin")
    events = (
        event("v1", "CONSULT", "meet", "offered", at("meet"), content["s2"], according_to="s2", **pair),
        event("v2", "CONSULT", "call", "absent", at("spoken"), content["s5"], when="t3", according_to="s5", **pair),
        event("v3", "RETREAT", None, "demanded", at("withdraw"), content["s6"], actors=("e2",), according_to="s6"),
        event("v4", "CONSULT", "negotiate", "denied", at("talks"), at("talks were under way"), according_to="s10"),
        event("v5", "ASSAULT", None, "ongoing", at("advance"), advance, actors=("e3",), where="e6", confidence=0.6),
    )
    positions = (
        Position("p1", "e1", "willingness", "e2", (statements[1].content[0],), "s2", 0.85, "hand/1"),
        Position("p2", "e1", "demand", "e2", (at("withdraw from the Strait Islands"),), "s6", 0.9, "hand/1"),
    )
    return Record(SCHEMA, origin().sha256, origin(), article(), entities, timexes, statements, events, positions)
