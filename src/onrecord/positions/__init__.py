"""Positions: what a party demands, offers, is ready for, refuses, sets as a condition, wants, threatens or denies.

Each rests on a statement. Where the statement's cue says the kind ("called for", "refused", "is ready to") the position
is the statement's content. Where it does not ("said") the content is read by clauses: "they must leave" is a demand,
"we will not" a refusal, "if they stop" beside one's own promise a condition. Beside these, words mark positions in
passing. A clause that says none of this gives no position.

    table     the words
    claims    a position as read
    setting   what the readings share
    holders   a statement -> whose position it states
    targets   of whom it is asked
    cues      a statement -> claims, by its cue, else
    clauses   by the clauses of its content
    passing   words that mark a position elsewhere -> claims
    details   positions -> positions with their conditions, strengths and repetitions
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from msgspec.structs import replace

from onrecord.cast import Cast
from onrecord.grammar import tree_of
from onrecord.positions.claims import Claim
from onrecord.positions.cues import Cues
from onrecord.positions.details import with_details
from onrecord.positions.holders import Holders
from onrecord.positions.passing import find_told_in_passing
from onrecord.positions.setting import Setting
from onrecord.stances import find_marks
from onrecord.types import Article, Entity, Position, PositionKind, Signals, Span, Statement

__all__ = ["find_positions"]

ORIGIN = "positions/2"


def find_positions(
    signals: Signals, article: Article, entities: Sequence[Entity], statements: Sequence[Statement]
) -> tuple[Position, ...]:
    """Return the positions that the statements tell of, in text order."""
    tree = tree_of(signals)
    marks = {m.i: m for m in find_marks(tree)}
    cast_ = Cast(tree, entities)
    setting = Setting(tree, cast_, entities, statements, marks)
    holding, cues = Holders(setting), Cues(setting)
    out: list[tuple[Claim, Statement]] = []
    before: list[str] = []  # whose position was told last, for "it also called for"
    last: Span | None = None
    for s in statements:
        holders = holding.of(s)
        if last is not None and set(holders) < set(before) and _is_one_paragraph(article, last, s):
            holders = holding.meant(s, before) or holders  # "they" of two may have been taken for one of them
        if holders:
            before, last = holders, _place(s)
        for claim in cues.read(s, holders[0]) if holders else ():
            joint = holders if claim.holder == holders[0] else [claim.holder]
            out += [(replace(claim, holder=holder), s) for holder in joint]
    out += list(find_told_in_passing(tree, cast_, marks, statements, [c for c, _ in out]))
    # a joint statement told once a speaker says the same of each
    unique = {(c.holder, c.kind, c.content): (c, s) for c, s in reversed(out)}
    out = sorted(unique.values(), key=lambda pair: (pair[0].content, pair[0].holder))
    found = [
        Position(f"p{k}", c.holder, cast("PositionKind", c.kind), c.target, c.content, s.id, c.confidence, ORIGIN)
        for k, (c, s) in enumerate(out, 1)
    ]
    return with_details(tree, cast_, found, statements)


def _place(s: Statement) -> Span:
    return (s.source or s.cue or s.content)[0]


def _is_one_paragraph(article: Article, last: Span, s: Statement) -> bool:
    return any(p.start <= last.start and _place(s).end <= p.end for p in article.paragraphs)
