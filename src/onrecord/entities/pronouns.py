"""Pronouns -> the clusters they mean, or nothing: wrong when asserted is worse than left open.

Evidence, summed: the engine's links, distance, grammatical role, who speaks; and against it agreement and binding. The
best cluster is taken if it is good enough and clearly better than the next.
"""

from __future__ import annotations

from onrecord.entities.clusters import Cluster, Context
from onrecord.mentions import Candidate
from onrecord.types import EntityType

LOOK_BACK = 4  # sentences
ENOUGH = 0.9
CLEARLY = 0.45
ALONE = 1.9  # what it counts that no other agrees
_THINGS: frozenset[EntityType] = frozenset({"organization", "country", "government", "group", "place", "outlet"})
_SUBJECT = {
    "nsubj": 1.2,
    "nsubj:pass": 0.9,
    "nsubj:outer": 1.0,
    "obj": 0.35,
    "iobj": 0.35,
    "nmod:poss": 0.3,
    "obl:agent": 0.3,
}
_REFLEXIVE = ("self", "selves")


def resolve_pronouns(ctx: Context) -> None:
    """Count each pronoun that can be told to its cluster, in text order; the first person once speakers are known."""
    reader = _Reader(ctx)
    for k in _order(ctx):
        c = ctx.candidates[k]
        if c.form != "pronoun":
            reader.note(k)
        elif c.person == 3:
            reader.third(k)
        elif c.person == 0:
            reader.relative(k)
    for k, c in enumerate(ctx.candidates):
        if c.form == "pronoun" and c.person == 1:
            reader.first(k)


def _order(ctx: Context) -> list[int]:
    """Return the candidates in text order, but what a quotation holds after the source that follows it."""
    keys: list[tuple[int, int]] = []
    for k, c in enumerate(ctx.candidates):
        key = c.span.start
        if c.form == "pronoun" and c.person == 3 and ctx.quoted(key):
            for a in ctx.within(key):
                for span in ctx.attributions[a].source:
                    key = max(key, span.end)
        keys.append((key, k))
    return [k for _, k in sorted(keys)]


class _Reader:
    """What has been mentioned so far: for each cluster, its mentions of the last sentences."""

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx
        self.recent: dict[int, list[int]] = {}  # cluster -> its latest mentions
        self.counts: dict[int, int] = {}
        self.speaker: tuple[int, int] | None = None  # the last cluster that spoke, and in which sentence

    def note(self, k: int) -> None:
        """Remember that candidate `k` has been read."""
        i = self.ctx.of.get(k)
        if i is None:
            return
        self.recent.setdefault(i, []).append(k)
        self.counts[i] = self.counts.get(i, 0) + 1
        c = self.ctx.candidates[k]
        if c.head in self.ctx.sources:
            self.speaker = (i, c.sentence)

    def third(self, k: int) -> None:
        """Resolve he, she, it, they and their forms."""
        c = self.ctx.candidates[k]
        if self._empty(c):
            return
        if c.name.lower().endswith(_REFLEXIVE):
            i = self._clause_subject(c)
            if i is not None and self._agrees(self.ctx.clusters[i], c):
                self._take(k, i)
            return
        scores = sorted(((self._score(k, i), i) for i in self._possible(k)), reverse=True)
        if not scores:
            return
        best, i = scores[0]
        margin = best - scores[1][0] if len(scores) > 1 else 9.0
        sole = ALONE if len(scores) == 1 and self.ctx.clusters[i].gender == c.gender else 0.0
        if best + sole >= self._enough(c) and margin >= CLEARLY:
            self._take(k, i)

    def relative(self, k: int) -> None:
        """Resolve who, whom, whose to the noun that their clause belongs to."""
        ctx, c = self.ctx, self.ctx.candidates[k]
        for j in ctx.tree.climb(c.head):
            if ctx.tokens[j].rel == "acl:relcl" and ctx.tokens[j].head >= 0:
                m = ctx.by_token.get(ctx.tokens[j].head)
                if m is not None and m < k and m in ctx.of:
                    self._take(k, ctx.of[m])
                return

    def first(self, k: int) -> None:
        """Resolve I and we inside a quotation to who says it."""
        ctx, c = self.ctx, self.ctx.candidates[k]
        if not ctx.quoted(c.span.start):
            return
        for a in ctx.within(c.span.start):
            i = ctx.speaker(a)
            if i is None:
                return
            cluster = ctx.clusters[i]
            if c.number == "sg" and cluster.type != "person":
                return
            if c.number == "pl" and cluster.type == "person":
                return  # "we" of one person: his side, whoever that is
            self._take(k, i)
            return

    def _take(self, k: int, i: int) -> None:
        self.ctx.join(k, i)
        self.note(k)

    def _enough(self, c: Candidate) -> float:
        return ENOUGH + (0.5 if c.name.lower() in {"it", "they", "them"} else 0.0)

    def _empty(self, c: Candidate) -> bool:
        """Return whether "it" means nothing ("it rains", "it is clear that") or no one."""
        t = self.ctx.tokens[c.head]
        if t.text.lower() != "it":
            return False
        if t.rel == "expl":
            return True
        head = t.head
        if head >= 0 and t.rel.startswith("nsubj"):
            kids = self.ctx.tree.kids[head]
            if any(self.ctx.tree.rels[x] == "cop" for x in kids):
                return True
            return any(self.ctx.tree.rels[x] in {"csubj"} for x in kids)
        return t.rel in {"obj", "iobj"} or t.rel.startswith("obl")

    # --- who can be meant ---------------------------------------------------------------------------------------------

    def _possible(self, k: int) -> list[int]:
        ctx, c = self.ctx, self.ctx.candidates[k]
        out = []
        for i, mentions in self.recent.items():
            cluster = ctx.clusters[i]
            before = [m for m in mentions[-8:] if m < k]
            if not before or not self._agrees(cluster, c):
                continue
            if c.sentence - ctx.candidates[before[-1]].sentence > LOOK_BACK:
                continue
            if self._named_below(c, i) or self._bound(k, i) or self._own_words(k, i):
                continue
            out.append(i)
        return out

    def _agrees(self, cluster: Cluster, c: Candidate) -> bool:
        if c.gender in {"m", "f"}:
            return cluster.type == "person" and cluster.gender in {None, c.gender} and cluster.number != "pl"
        if c.number == "pl":
            return cluster.type in {"group", "organization", "government", "outlet"} or cluster.number == "pl"
        return cluster.type in _THINGS and cluster.number != "pl"

    def _own_words(self, k: int, i: int) -> bool:
        """Return whether the pronoun stands in a quotation of cluster `i`, who would say "I" there."""
        ctx, c = self.ctx, self.ctx.candidates[k]
        if c.gender not in {"m", "f"} or not ctx.quoted(c.span.start):
            return False
        return any(ctx.speaker(a) == i for a in ctx.within(c.span.start)[:1])

    def _bound(self, k: int, i: int) -> bool:
        """Return whether grammar forbids it: "him" is no other part of its own clause, "his deputy" not he."""
        ctx, c = self.ctx, self.ctx.candidates[k]
        t = ctx.tokens[c.head]
        near = [ctx.candidates[m] for m in self.recent[i] if ctx.candidates[m].sentence == c.sentence]
        if any(m.first <= c.first < m.last for m in near):
            return True
        if t.tag == "PRP$" or t.rel.startswith("nsubj"):
            return False
        clause = ctx.tree.clause(t.head) if t.head >= 0 else -1
        return any(m.head != c.head and ctx.tokens[m.head].head == clause and clause >= 0 for m in near)

    def _named_below(self, c: Candidate, i: int) -> bool:
        """Return whether the cluster is named again in what a subject pronoun governs: then that is another."""
        ctx = self.ctx
        t = ctx.tokens[c.head]
        if not t.rel.startswith("nsubj") or t.head < 0:
            return False
        for m in ctx.clusters[i].members:
            other = ctx.candidates[m]
            if (
                other.sentence == c.sentence
                and other.first > c.first
                and other.form != "pronoun"
                and not other.adjective
            ):
                return t.head in ctx.tree.climb(other.head)
        return False

    # --- how well -----------------------------------------------------------------------------------------------------

    def _score(self, k: int, i: int) -> float:
        ctx, c = self.ctx, self.ctx.candidates[k]
        cluster = ctx.clusters[i]
        score = max(self._weight(c, ctx.candidates[m]) for m in self.recent[i][-8:] if m < k)
        score += 3.0 * ctx.link(k, i)
        score += min(self.counts[i], 5) * 0.06
        score += 0.2 if cluster.named else 0.0
        score += self._voice(c, i)
        if c.gender in {"m", "f"} and cluster.gender is None:
            score -= 0.35
        if c.number == "pl" and cluster.number != "pl":
            score -= 0.5
        if c.gender == "n" and cluster.type == "place":
            score -= 0.4
        return score

    def _weight(self, c: Candidate, m: Candidate) -> float:
        ctx = self.ctx
        t, p = ctx.tokens[m.head], ctx.tokens[c.head]
        score = 1.2 - 0.75 * (c.sentence - m.sentence)
        role = self._role(m.head)
        score += _SUBJECT.get(role, 0.0)
        if role.startswith("nsubj") and p.rel.startswith("nsubj"):
            score += 0.25
        if role.startswith("nsubj") and ctx.tokens[t.head].rel in {"root", "parataxis"}:
            score += 0.4
        if m.adjective:
            score -= 0.6
        if c.sentence == m.sentence and p.tag == "PRP$" and role.startswith("nsubj"):
            clause = ctx.tree.clause(c.head)
            score += 0.8 if t.head == clause else 0.2
        return score

    def _role(self, head: int) -> str:
        """Return the relation of the noun phrase, a conjunct having that of the first."""
        return self.ctx.tokens[self.ctx.tree.first_conjunct(head)].rel

    def _voice(self, c: Candidate, i: int) -> float:
        """Return what the structure of who says what adds."""
        ctx = self.ctx
        score = 0.0
        holders = ctx.within(c.span.start)
        if holders and not ctx.quoted(c.span.start) and c.gender in {"m", "f"}:
            speaker = ctx.speaker(holders[0])
            if speaker == i:
                score += 0.9
        if c.head in ctx.sources and self.speaker is not None and self.speaker[0] == i:
            score += 0.9 if c.sentence - self.speaker[1] <= 2 else 0.3
        return score

    def _clause_subject(self, c: Candidate) -> int | None:
        ctx = self.ctx
        clause = ctx.tree.clause(c.head)
        subject = ctx.tree.child(clause, "nsubj")
        k = ctx.by_token.get(subject) if subject is not None else None
        return ctx.of.get(k) if k is not None else None
