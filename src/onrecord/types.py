"""Every value that passes between stages; whoever has read this file knows what the program is about.

Offsets count Unicode code points of `Article.text` and are half-open: a span's words are `text[start:end]`. In JSON a
span is the pair `[start, end]`. Dates are ISO 8601 at the precision known. All values are immutable. This module
imports nothing else of the package. `docs/record.md` explains each field.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

SCHEMA = "onrecord/1"

EntityType = Literal["person", "organization", "country", "government", "group", "place", "outlet"]
RoleStatus = Literal["current", "former", "elect", "acting", "deposed", "late", "self-declared", "missing", "unknown"]
MentionForm = Literal["name", "title", "nominal", "pronoun", "metonym"]
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
StatementType = Literal["direct", "indirect", "mixed"]
Voice = Literal["named", "unnamed", "unattributed"]
Status = Literal["happened", "ongoing", "planned", "offered", "demanded", "refused", "denied", "absent", "hypothetical"]
PositionKind = Literal["demand", "offer", "willingness", "refusal", "condition", "goal", "warning", "denial"]
ContactMode = Literal["meet", "call", "visit", "negotiate", "letter", "summit", "mediate"]


class Span(Struct, frozen=True, order=True, array_like=True):
    """`text[start:end]` with `0 <= start < end`, checked when made; raises ValueError otherwise."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span needs 0 <= start < end, not {self.start}, {self.end}")


# --- what came in -----------------------------------------------------------------------------------------------------


class Origin(Struct, frozen=True):
    """Where a capture's bytes came from, and what was done to decode them. `length` is in bytes.

    `row` is the 1-based line of a JSON Lines input, else None; `fetched` an ISO 8601 UTC instant, None unless fetched.
    `changes` names each thing that decoding altered, in words (law 2: nothing is changed silently).
    """

    sha256: str
    length: int
    media_type: str
    path: str | None = None
    url: str | None = None
    row: int | None = None
    fetched: str | None = None
    encoding: str | None = None
    changes: tuple[str, ...] = ()


class Capture(Struct, frozen=True):
    """One document as received: where from, and its decoded text.

    The hints are what the input's envelope says of it (a JSON Lines row, a user's flag); None where it says nothing.
    `published` is a date in ISO 8601. `assumed` names the hints that are the user's, for when the input says nothing:
    these give way to what the text says, while a row's own go before it.
    """

    origin: Origin
    text: str
    name: str  # for messages: the path, the URL, or "<stdin>", with ":row" for JSON Lines
    id: str | None = None  # the row's own id, else None
    title: str | None = None
    published: str | None = None
    outlet: str | None = None
    byline: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()


# --- the article ------------------------------------------------------------------------------------------------------


class Field(Struct, frozen=True):
    """One thing known of an article: its value, the words that say it (None: not from the text), and what found it."""

    value: str
    span: Span | None
    method: str


class Furniture(Struct, frozen=True):
    """A stretch of the text that is no part of the report, and why."""

    span: Span
    why: str


class Article(Struct, frozen=True):
    """What was extracted from a capture. `paragraphs` are the report's body, in order.

    Every non-blank stretch of `text` lies in exactly one of title, byline, published, modified, sections, credits,
    dateline, paragraphs or furniture (law 2); for a HTML page `omitted` lists what of the page is not in `text`.
    A dateline lies inside its paragraph.
    """

    text: str
    lang: str | None = None
    outlet: Field | None = None
    title: Field | None = None
    byline: tuple[Field, ...] = ()
    published: Field | None = None
    modified: Field | None = None
    sections: tuple[Field, ...] = ()
    credits: tuple[Field, ...] = ()
    dateline: Field | None = None
    paragraphs: tuple[Span, ...] = ()
    furniture: tuple[Furniture, ...] = ()
    omitted: tuple[str, ...] = ()


# --- what the engine says ---------------------------------------------------------------------------------------------


class Token(Struct, frozen=True, gc=False):
    """A word or mark. `tag` is a Penn tag, `rel` a Universal Dependencies relation, `head` a token index (-1: root)."""

    start: int
    end: int
    text: str
    lemma: str
    tag: str
    rel: str
    head: int


class Sentence(Struct, frozen=True, gc=False):
    """Tokens `first <= i < last` of the document; the sentence's words are `text[start:end]`."""

    start: int
    end: int
    first: int
    last: int


class Name(Struct, frozen=True):
    """A proper name as the engine sees it: PER, ORG, LOC, or MISC (nationalities, groups, events)."""

    span: Span
    type: Literal["PER", "ORG", "LOC", "MISC"]
    confidence: float


class Attribution(Struct, frozen=True):
    """Someone is reported to have said, written or thought something.

    After PARC 3.0 (Pareti 2016) and PolNeAR (Newell et al. 2018). The parts are disjoint; each may be in pieces, as
    when a cue interrupts its content: "No," he said, "never." Source and cue may be empty; content never is.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    confidence: float
    origin: str


class Link(Struct, frozen=True, gc=False):
    """The engine's guess that the mention headed by token `anaphor` means the same as that headed by `antecedent`."""

    anaphor: int
    antecedent: int
    score: float


class Signals(Struct, frozen=True):
    """What one pass of the encoder says of a text. Token indices count over the whole text.

    `hints` are attributions that the engine is not sure enough of to assert; none shares its cue with one it asserts.
    """

    text: str
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    names: tuple[Name, ...]
    attributions: tuple[Attribution, ...]
    links: tuple[Link, ...]
    hints: tuple[Attribution, ...] = ()


# --- the record -------------------------------------------------------------------------------------------------------


class Mention(Struct, frozen=True):
    """Words that mean an entity."""

    span: Span
    form: MentionForm


class Role(Struct, frozen=True):
    """An office or description borne by an entity, as worded; `org` or `country` is whose it is, by name."""

    title: str
    status: RoleStatus
    span: Span
    org: str | None = None
    country: str | None = None


class Occupancy(Struct, frozen=True):
    """An office that the roster says was held on the report's day; `org` is the roster id of the body, None: a state.

    After FollowTheMoney. `start` and `end` are ISO 8601 at the precision known; `end` None is unknown or not reached.
    """

    title: str
    start: str | None
    end: str | None
    org: str | None
    source: str | None


class Entity(Struct, frozen=True):
    """Everything in one report that means the same someone or somewhere.

    `candidates` are the roster ids that are left where `actor` stays open; `held` is what the actor was on that day.
    """

    id: str
    name: str
    type: EntityType
    actor: str | None
    country: str | None
    roles: tuple[Role, ...]
    mentions: tuple[Mention, ...]
    origin: str
    confidence: float
    candidates: tuple[str, ...] = ()
    held: tuple[Occupancy, ...] = ()


class Timex(Struct, frozen=True):
    """A time expression after TIMEX3. `value` is None without an anchor; `earliest`/`latest` None is an open end."""

    id: str
    span: Span
    type: TimexType
    value: str | None
    earliest: str | None
    latest: str | None
    rule: str
    confidence: float = 1.0


class Statement(Struct, frozen=True):
    """An attribution read in full. `via`: those in whose words it stands, outermost first; the speaker may be one."""

    id: str
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    type: StatementType
    kind: Literal["speech", "attitude"]
    voice: Voice
    speaker: str | None
    addressee: str | None
    within: str | None
    via: tuple[str, ...]
    negated: bool
    said: str | None
    occasion: tuple[Span, ...]
    confidence: float
    origin: str


class Event(Struct, frozen=True):
    """Who did what to whom, and whether it happened. `according_to` None: the outlet's own voice.

    `type` and `mode` are PLOVER's; `cameo` is the code of the same in CAMEO, None where CAMEO has none.
    """

    id: str
    type: str
    mode: str | None
    status: Status
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    when: str | None
    where: str | None
    according_to: str | None
    trigger: Span
    span: Span
    confidence: float
    origin: str
    cameo: str | None = None


class Position(Struct, frozen=True):
    """What a party demands, offers, refuses, makes a condition of, wants, threatens or denies.

    `condition` is what the report says it hangs on, `strength` the words that say how firm it is ("must", "would
    welcome"); `same_as` is the id of the first position of the report that says the same in other words.
    """

    id: str
    holder: str
    kind: PositionKind
    target: str | None
    content: tuple[Span, ...]
    statement: str
    confidence: float
    origin: str
    condition: Span | None = None
    strength: Span | None = None
    same_as: str | None = None


class Carrier(Struct, frozen=True):
    """An outlet or agency through whose hands the report came, by its roster id.

    `span` is where the text says so, None where the address or the page does; `method` is what told.
    """

    actor: str
    part: Literal["outlet", "agency", "picture"]
    span: Span | None
    method: str


class Record(Struct, frozen=True):
    """One report read. `notes` say why a part is empty that a user would expect to be filled."""

    schema: str
    id: str
    capture: Origin
    article: Article
    entities: tuple[Entity, ...] = ()
    timexes: tuple[Timex, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    positions: tuple[Position, ...] = ()
    notes: tuple[str, ...] = ()
    carriers: tuple[Carrier, ...] = ()


class Problem(Struct, frozen=True):
    """What went wrong with one input: `kind` is the class of the error, `message` what to do about it."""

    kind: str
    message: str


class Failure(Struct, frozen=True):
    """An input that could not be read; it stands in the output in its record's place."""

    schema: str
    capture: Origin
    error: Problem
