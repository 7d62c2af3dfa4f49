"""What a report's candidates add up to: clusters that grow while it is read, each to be one entity."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from onrecord.actors import Roster, find_person
from onrecord.grammar import tree_of
from onrecord.mentions import Candidate, whole_sentences
from onrecord.nominals import Gender, Lexicon, Number
from onrecord.quotes import find_quotes
from onrecord.types import Attribution, EntityType, MentionForm, Role, Signals, Span


@dataclass(slots=True)
class Cluster:
    """Candidates that mean the same someone. `members` are indices of candidates; `forms` overrides a member's form."""

    type: EntityType
    name: str
    members: list[int]
    key: str | None = None
    country: str | None = None
    gender: Gender | None = None
    number: Number | None = None
    named: bool = False
    joint: bool = False  # several named persons together ("the two leaders")
    roles: list[Role] = field(default_factory=list)
    forms: dict[int, MentionForm] = field(default_factory=dict)
    titles: dict[Span, MentionForm] = field(default_factory=dict)  # before names: they mean the bearer too


class Context:
    """What every step reads: candidates, trees, links, attributions; and the clusters so far."""

    def __init__(
        self,
        signals: Signals,
        candidates: tuple[Candidate, ...],
        attributions: tuple[Attribution, ...],
        roster: Roster,
        lexicon: Lexicon,
        date: str | None = None,
    ) -> None:
        self.signals, self.candidates, self.roster, self.lexicon = signals, candidates, roster, lexicon
        self.attributions, self.date = attributions, date
        self._actors: dict[tuple[str, str | None], str | None] = {}
        self.tokens, self.text = signals.tokens, signals.text
        self.tree = tree_of(signals)
        self.sentences = whole_sentences(signals)
        self.clusters: list[Cluster] = []
        self.of: dict[int, int] = {}  # candidate -> cluster
        self.by_token: dict[int, int] = {}  # token -> the candidate that it heads
        for k, c in enumerate(candidates):
            self.by_token.setdefault(c.head, k)
        for k, c in enumerate(candidates):
            if c.title is not None:  # "his father X": a parser may make the title the head
                self.by_token.setdefault(c.title[1] - 1, k)
        self.links: dict[int, dict[int, float]] = defaultdict(dict)
        for x in signals.links:
            self.links[x.anaphor][x.antecedent] = x.score
        self.contents = _Cover([(s, a) for a, x in enumerate(attributions) for s in x.content])
        self.sources = {t: a for a, x in enumerate(attributions) for s in x.source for t in self.tree.within(s)}

    def add(self, cluster: Cluster) -> int:
        """Enter a new cluster; return its index."""
        self.clusters.append(cluster)
        for m in cluster.members:
            self.of[m] = len(self.clusters) - 1
        return len(self.clusters) - 1

    def join(self, candidate: int, cluster: int, form: MentionForm | None = None) -> None:
        """Count `candidate` to `cluster`, which learns from it what it did not know."""
        c, to = self.candidates[candidate], self.clusters[cluster]
        to.members.append(candidate)
        self.of[candidate] = cluster
        to.gender = to.gender or c.gender
        to.country = to.country or (c.country if c.form != "pronoun" else None)
        if form is not None:
            to.forms[candidate] = form

    def merge(self, one: int, other: int) -> None:
        """Move all that `other` holds into `one`."""
        if one == other:
            return
        a, b = self.clusters[one], self.clusters[other]
        for m in b.members:
            self.of[m] = one
        a.members += b.members
        a.roles += b.roles
        a.forms |= b.forms
        a.titles |= b.titles
        a.key, a.country, a.gender = a.key or b.key, a.country or b.country, a.gender or b.gender
        if b.named and not a.named:
            a.name, a.named, a.type = b.name, True, b.type
        b.members, b.roles = [], []

    def link(self, candidate: int, cluster: int) -> float:
        """Return the engine's scores between the candidate's head and the heads of the cluster, summed, at most 1."""
        scores = self.links.get(self.candidates[candidate].head)
        if not scores:
            return 0.0
        heads = {self.candidates[m].head for m in self.clusters[cluster].members}
        return min(sum(s for h, s in scores.items() if h in heads), 1.0)

    def actor(self, cluster: int) -> str | None:
        """Return the roster id of a named person, by what is known so far."""
        c = self.clusters[cluster]
        if c.type != "person" or not c.named:
            return c.key
        if (c.name, c.country) not in self._actors:
            self._actors[c.name, c.country] = find_person(c.name, c.country, self.roster, self.date)
        return self._actors[c.name, c.country]

    def speaker(self, attribution: int) -> int | None:
        """Return the cluster that the attribution's source names, by the head of its words; None if none does."""
        for span in self.attributions[attribution].source:
            head = self.tree.head_of(span)
            if head is None:
                continue
            k = self.by_token.get(head)
            if k is None:
                inside = {j for t in self.tree.within(span) if (j := self.by_token.get(t)) is not None}
                free = [
                    j
                    for j in inside
                    if not self.candidates[j].adjective and self.tokens[self.candidates[j].head].tag != "PRP$"
                ]
                k = free[0] if len(free) == 1 else None
            if k is not None:
                return self.of.get(k)
        return None

    def within(self, offset: int) -> list[int]:
        """Return the attributions whose content holds the character, innermost (shortest) first."""
        return self.contents.at(offset)

    def tells(self, c: Candidate) -> bool:
        """Return whether the name is what its sentence tells of: the subject of its main clause."""
        t = self.tokens[c.head]
        return t.rel.startswith("nsubj") and t.head >= c.last

    def within_quoted(self, offset: int) -> bool:
        """Return whether the character stands in what an attribution quotes, though its marks were not paired."""
        contents = [s for a in self.within(offset) for s in self.attributions[a].content]
        return any(self.text[s.start : s.start + 1] in {'"', "“", "‘"} for s in contents)

    def quoted(self, offset: int) -> bool:
        """Return whether the character stands between quotation marks."""
        return self._quotes.at(offset) != []

    @property
    def _quotes(self) -> _Cover:
        if not hasattr(self, "_quote_cover"):
            self._quote_cover = _Cover([(Span(a, b), i) for i, (a, b) in enumerate(find_quotes(self.text))])
        return self._quote_cover


class _Cover:
    """Which of some labelled spans hold a character, shortest first."""

    def __init__(self, spans: list[tuple[Span, int]]) -> None:
        self.at_bucket: dict[int, list[tuple[Span, int]]] = defaultdict(list)
        for span, label in spans:
            for bucket in range(span.start >> 8, (span.end >> 8) + 1):
                self.at_bucket[bucket].append((span, label))

    def at(self, offset: int) -> list[int]:
        held = [(s, a) for s, a in self.at_bucket.get(offset >> 8, ()) if s.start <= offset < s.end]
        return [a for _, a in sorted(held, key=lambda x: x[0].end - x[0].start)]
