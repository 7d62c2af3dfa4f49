"""What the readings of a report's positions share: its tree, who is who, and the words looked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from onrecord.cast import Cast
from onrecord.events.triggers import rule_at
from onrecord.grammar import Tree
from onrecord.positions.table import table
from onrecord.stances import Mark
from onrecord.types import Entity, Statement

WILL = frozenset({"will", "would", "shall", "'ll", "’ll", "'d", "’d", "wo"})
FIRST_PERSON = frozenset({"i", "we"})
ANNOUNCING = frozenset({"announce", "announcement"})  # who announces that another will go, decides it
OBLIGED = frozenset({"bind", "bound", "oblige", "require", "obliged"})
HARMFUL = frozenset({"ASSAULT", "SANCTION", "COERCE", "THREATEN"})
SPEAKERS = ("spokes", "minister", "envoy", "ambassador", "secretary", "president", "leader", "negotiator", "chief")
PLANS = frozenset({"willingness", "offer", "goal", "condition"})


class Setting:
    """A report as the readings look at it."""

    def __init__(
        self,
        tree: Tree,
        cast: Cast,
        entities: Sequence[Entity],
        statements: Sequence[Statement],
        marks: Mapping[int, Mark],
    ) -> None:
        self.tree = tree
        self.cast = cast
        self.marks = marks
        self.table = table()
        self.statements = {s.id: s for s in statements}
        # a clause that reports what another says has a statement, and a position, of its own
        self.cues = {i for s in statements for piece in s.cue for i in tree.within(piece) if self._is_saying(i)}
        self.types = {e.id: e.type for e in entities}
        self.country = {e.id: e.country for e in entities}
        self.speaks_for = {e.id: _principals(e, entities, tree.text) for e in entities if e.type == "person"}

    def _is_saying(self, i: int) -> bool:
        """Return whether `i` can be the heart of a cue: a word of saying or wanting, under no "must"."""
        tree = self.tree
        if tree.lemma(i) not in self.table.cue:
            return False
        return not any(tree.lemma(c) in self.table.modals for c in tree.children(i, "aux"))

    def is_harm(self, v: int) -> bool:
        """Return whether to do `v` is to harm someone: by the verb itself, or by what it tells of."""
        if self.tree.lemma(v) in self.table.harm:
            return True
        rule = rule_at(self.tree, v)
        return rule is not None and rule.type in HARMFUL

    def obliges(self, s: Statement) -> bool:
        """Return whether the content says what someone must or should do."""
        tree = self.tree
        for piece in s.content:
            v = tree.head_of(piece)
            if v is not None and (
                tree.lemma(v) in OBLIGED or any(tree.lemma(c) in self.table.modals for c in tree.children(v, "aux"))
            ):
                return True
        return False

    def starts_with(self, s: Statement, lemmas: frozenset[str]) -> bool:
        """Return whether the content's first word is one of `lemmas`."""
        first = next(iter(self.tree.within(s.content[0])), None)
        return first is not None and self.tree.lemma(first) in lemmas

    def has_cue(self, s: Statement, lemmas: frozenset[str]) -> bool:
        """Return whether one of `lemmas` stands in the cue."""
        return any(self.tree.lemma(i) in lemmas for piece in s.cue for i in self.tree.within(piece))

    def has_to(self, v: int) -> bool:
        """Return whether `v` is an infinitive with its "to"."""
        return any(self.tree.lemma(c) == "to" for c in self.tree.children(v, "mark", "aux"))


def _principals(person: Entity, entities: Sequence[Entity], text: str) -> frozenset[str]:
    """Return the bodies that `person` speaks for: those its description or its roles name."""
    worded = " ".join([person.name, *(text[r.span.start : r.span.end] for r in person.roles)])
    if not any(word in worded.lower() for word in SPEAKERS):
        return frozenset()
    return frozenset(
        e.id
        for e in entities
        if e.type in ("organization", "government", "group", "country")
        and any(m.form == "name" and text[m.span.start : m.span.end] in worded for m in e.mentions)
    )
