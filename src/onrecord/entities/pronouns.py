"""Pronouns -> the clusters they mean, or nothing: wrong when asserted is worse than left open.

Agreement and binding say who can be meant; of those the engine's links, distance, grammatical place and who speaks
make one the likelier, and it is taken if it is likely enough.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from onrecord.entities.clusters import Cluster, Context
from onrecord.grammar import FINITE
from onrecord.mentions import Candidate
from onrecord.types import EntityType, Span, Token

LOOK_BACK = 4  # sentences
SURE = {"he": 0.5, "it": 0.5, "they": 0.5}  # the probability from which a pronoun is counted to a cluster
SPEAKING = {
    "he speaks open": 0.45,
    "they speaks open": 0.5,
    "it speaks open": 0.35,
}  # of one that speaks: reports leave little doubt
# What a report prints of a speech must be plain from the report: in a quotation the one he or she who can be meant is.
# So is who a report's own "he said" means, where one alone can be meant.
ALONE = {"he quoted open": 0.3, "he speaks open": 0.3}
# A softmax over the clusters that agree, and none of them ("open"); fitted by train/pronouns.py.
WEIGHTS = {
    "above": 0.47, "adjective": -0.52, "distance 0": 0.19, "distance 1": -0.78, "distance 2": -1.43,
    "distance 3": -2.16, "foremost": 0.07, "fronted": 0.42, "gender known": 0.69, "he open": 0.11,
    "he quoted open": 0.06, "he speaks open": 0.42, "headline": 0.58, "his own clause": 0.5, "indefinite": -0.73,
    "it a country": 0.18, "it a place": -0.07, "it open": 1.39, "it quoted open": 0.86, "it speaks open": -0.06,
    "its own clause": 0.31, "link": 1.21, "main subject before": 0.81, "main subject here": 0.18, "named": 0.24,
    "nearest": 0.52, "object before": 0.23, "object here": 0.39, "one paragraph": -0.15, "one quotation": 0.21,
    "only quoted": -0.44, "parallel": 0.64, "plural": -0.48, "possessor before": 0.06, "possessor here": 0.47,
    "same pronoun": 0.47, "sole": 0.15, "speaks at once": 0.77, "speaks on": 0.84, "spoken": 0.13,
    "subject before": 0.03, "subject here": 0.29, "they a body": -1.2, "they open": 0.77, "they quoted open": 0.31,
    "they speaks open": 0.27, "told by": 0.33, "told first": 0.26,
}  # fmt: skip
_THINGS: frozenset[EntityType] = frozenset({"organization", "country", "government", "group", "place", "outlet"})
_EMPLOYERS: frozenset[EntityType] = frozenset({"organization", "country", "government", "outlet"})
_BULLETS = ("•", "*", "·", "●", "■")
_REFLEXIVE = ("self", "selves")
BARE_CLAUSES = ("xcomp", "conj", "advcl")  # that may leave their subject to the clause above
_SENT = frozenset(("ambassador", "envoy", "representative", "delegate"))  # to the body that their title names


def resolve_pronouns(ctx: Context) -> None:
    """Count each pronoun that can be told to its cluster, in text order; the first person once speakers are known."""
    reader = Reader(ctx)
    for k in order(ctx):
        reader.read(k)
    for k, c in enumerate(ctx.candidates):
        if c.form == "pronoun" and c.person == 1:
            reader.first(k)


def order(ctx: Context) -> list[int]:
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


def _is_post(words: Sequence[Token]) -> bool:
    """Return whether `words` between a name and a body are an office held there: ", head of research at the"."""
    if not words or words[0].text != ",":
        return False
    k = next((k for k, t in enumerate(words) if t.text in ("of", "at", "for")), 0)
    office = [t.tag for t in words[1:k]]
    return bool(office) and office[-1] in ("NN", "NNP") and not set(office) - {"DT", "JJ", "NN", "NNP", "POS", "HYPH"}


def _narration(ctx: Context) -> list[int]:
    """Return for each sentence how many up to it are not wholly quotation."""
    out: list[int] = []
    told = 0
    for sentence in ctx.sentences:
        told += not (ctx.quoted(sentence.start) and ctx.quoted(sentence.end - 1))
        out.append(told)
    return out


def _author(ctx: Context) -> int | None:
    """Return who signs the report behind its text, "• Anna Alder is a columnist": I outside quotations is they.

    Or who one of its last sentences begins with and tells of in such words, without the bullet.
    """
    found = set()
    for k, c in enumerate(ctx.candidates):
        if c.form != "name" or c.type != "person" or k not in ctx.of:
            continue
        signed = c.first > 0 and ctx.tokens[c.first - 1].text in _BULLETS and 2 * c.first > len(ctx.tokens)
        signed = signed or (c.sentence >= max(len(ctx.sentences) - 2, 1) and _is_told_what(ctx, c))
        if signed and len(c.name.split()) > 1 and ctx.tells(c):
            found.add(ctx.of[k])
    return found.pop() if len(found) == 1 else None


def _is_told_what(ctx: Context, c: Candidate) -> bool:
    """Return whether a sentence begins with the name and says what its bearer is: "Anna Alder is a columnist"."""
    head = ctx.tokens[c.head].head
    return c.first == ctx.sentences[c.sentence].first and head >= 0 and ctx.tree.child(head, "cop") is not None


def openness(ctx: Context, c: Candidate) -> str:
    """Return the name of the weight of leaving the pronoun open: one that speaks mostly means a party."""
    word = "it" if c.gender == "n" else "they" if c.number == "pl" else "he"
    if c.head in ctx.sources:
        return f"{word} speaks open"
    return f"{word} quoted open" if ctx.quoted(c.span.start) else f"{word} open"


class Reader:
    """What has been mentioned so far: for each cluster, its mentions of the last sentences."""

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx
        self.recent: dict[int, list[int]] = {}  # cluster -> its latest mentions
        self.counts: dict[int, int] = {}
        self.spoken: dict[int, int] = {}  # cluster -> how often it has spoken
        self.speaker: tuple[int, int] | None = None  # the last cluster that spoke, and in which sentence
        self._told = _narration(ctx)
        self._lasts: tuple[int, dict[int, int | None]] = (-1, {})  # of the pronoun that is being resolved
        self._fronted: tuple[Span | None, int | None] = (None, None)  # the last one asked of, and what `_ahead` says
        self._headlined = {
            i for i, x in enumerate(ctx.clusters) if any(ctx.candidates[m].sentence == 0 for m in x.members)
        }
        self.author = _author(ctx)

    def read(self, k: int) -> None:
        """Remember a name or noun, resolve a pronoun of the third person or a relative one."""
        c = self.ctx.candidates[k]
        if c.form != "pronoun":
            self.note(k)
        elif c.person == 3:
            self.third(k)
        elif c.person == 0:
            self.relative(k)

    def note(self, k: int) -> None:
        """Remember that candidate `k` has been read."""
        i = self.ctx.of.get(k)
        if i is None:
            return
        self.recent.setdefault(i, []).append(k)
        self.counts[i] = self.counts.get(i, 0) + 1
        c = self.ctx.candidates[k]
        a = self.ctx.sources.get(c.head)
        owns = self.ctx.tokens[c.head].rel == "nmod:poss"  # "at Alder's call": told of by the way
        if a is not None and not owns and not self.ctx.quoted(c.span.start) and self.ctx.speaker(a) == i:
            self.speaker = (i, c.sentence)
            self.spoken[i] = self.spoken.get(i, 0) + 1

    def third(self, k: int) -> None:
        """Resolve he, she, it, they and their forms."""
        c = self.ctx.candidates[k]
        if self._empty(c):
            return
        if c.name.lower().endswith(_REFLEXIVE):
            i = self._antecedent(c)
            if i is not None and self._agrees(self.ctx.clusters[i], c):
                self.take(k, i)
            return
        possible = self._possible(k)
        if possible:
            self.choose(k, possible)

    def choose(self, k: int, possible: list[int]) -> None:
        """Count the pronoun to one of the clusters that agree with it, if one is likely enough."""
        scores = {i: self.score(k, i, possible) for i in possible}
        best = max(scores, key=lambda i: scores[i])
        open_ = openness(self.ctx, self.ctx.candidates[k])
        none = WEIGHTS.get(open_, 0.0)
        total = math.exp(none - scores[best]) + sum(math.exp(x - scores[best]) for x in scores.values())
        sole = len(possible) == 1
        sure = ALONE[open_] if sole and open_ in ALONE else SPEAKING.get(open_, SURE[open_.split()[0]])
        if 1 / total >= sure:
            self.take(k, best)

    def score(self, k: int, i: int, choices: list[int]) -> float:
        """Return the weighed sum of the features of one of the choices."""
        return sum(WEIGHTS.get(name, 0.0) * x for name, x in self.features(k, i, choices).items())

    def relative(self, k: int) -> None:
        """Resolve who, whom, whose to the noun that their clause belongs to, or that stands before them."""
        ctx, c = self.ctx, self.ctx.candidates[k]
        clause = next((j for j in ctx.tree.climb(c.head) if ctx.tokens[j].rel == "acl:relcl"), None)
        governed = ctx.by_token.get(ctx.tokens[clause].head) if clause is not None else None
        before = c.first - 1
        if before > 0 and ctx.tokens[before].text == ",":
            before -= 1
        beside = next((m for m in range(k - 1, max(k - 4, -1), -1) if ctx.candidates[m].last == before + 1), None)
        for m in (governed, beside):
            if m is not None and m < k and m in ctx.of and ctx.candidates[m].form != "pronoun":
                self.take(k, ctx.of[self._whose_post(k, m)])
                return

    def _whose_post(self, k: int, m: int) -> int:
        """Return the person of the phrase that ends in the thing `m`: "Alder, head of the Army Institute, who"."""
        ctx, c = self.ctx, self.ctx.candidates[k]
        thing = ctx.candidates[m]
        if thing.type not in _EMPLOYERS or ctx.tokens[c.first].text.lower() not in ("who", "whom"):
            return m
        for n in range(m - 1, -1, -1):
            one = ctx.candidates[n]
            post = ctx.tokens[one.last : thing.first]
            if one.sentence != thing.sentence or any(t.tag in (*FINITE, "MD") for t in post):
                return m
            if one.type == "person" and one.form == "name" and n in ctx.of and _is_post(post):
                return n
        return m

    def first(self, k: int) -> None:
        """Resolve I and we inside a quotation to who says it."""
        ctx, c = self.ctx, self.ctx.candidates[k]
        if not ctx.quoted(c.span.start):
            if c.number == "sg" and self.author is not None and not ctx.within_quoted(c.span.start):
                self.take(k, self.author)
            return
        for a in ctx.within(c.span.start):
            i = ctx.speaker(a)
            if i is None:
                return
            cluster = ctx.clusters[i]
            if c.number == "sg" and cluster.type != "person":
                return
            if c.number == "pl" and cluster.type == "person":
                side = self._side(cluster)
                if side is not None:
                    self.take(k, side)
                return
            self.take(k, i)
            return

    def _side(self, cluster: Cluster) -> int | None:
        """Return the body for which a person speaks who says "we": that of his only office; None if not told."""
        ctx = self.ctx
        roles = [r for r in cluster.roles if r.org is not None and r.status == "current"]
        name = roles[0].org if roles else None
        if any(r.org != name or _SENT & set(r.title.lower().split()) for r in roles):
            return None
        found = [i for i, x in enumerate(ctx.clusters) if x.members and x.named and x.type != "person"]
        found = [i for i in found if any(ctx.candidates[m].name == name for m in ctx.clusters[i].members)]
        return found[0] if len(found) == 1 else None

    def take(self, k: int, i: int) -> None:
        """Count the pronoun to the cluster, which is thereby mentioned again."""
        self.ctx.join(k, i)
        self.note(k)

    def _empty(self, c: Candidate) -> bool:
        """Return whether "it" means nothing ("it rains", "it is clear that") or no one."""
        t = self.ctx.tokens[c.head]
        if t.text.lower() != "it" or c.head in self.ctx.sources:
            return False  # what says, wants or is ready is someone
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
        ahead = self._ahead(c)
        for i in {*self.recent, *([ahead] if ahead is not None else [])}:
            if not self._agrees(ctx.clusters[i], c):
                continue
            last = self._last(k, i)
            if i != ahead and (last is None or self._distance(ctx.candidates[last], c) > LOOK_BACK):
                continue
            if self._named_below(c, i) or self._bound(k, i) or self._own_words(k, i) or self._named_in_quote(c, i):
                continue
            out.append(i)
        return sorted(out)

    def _last(self, k: int, i: int) -> int | None:
        """Return the last mention of cluster `i` before `k`."""
        if self._lasts[0] != k:
            self._lasts = (k, {})
        lasts = self._lasts[1]
        if i not in lasts:
            lasts[i] = max((m for m in self.recent.get(i, ())[-12:] if m < k), default=None)
        return lasts[i]

    def _ahead(self, c: Candidate) -> int | None:
        """Return the cluster of the main subject that follows a pronoun in a fronted part ("In his speech, X said")."""
        if self._fronted[0] != c.span:
            self._fronted = (c.span, self._find_ahead(c))
        return self._fronted[1]

    def _find_ahead(self, c: Candidate) -> int | None:
        ctx = self.ctx
        sentence = ctx.sentences[c.sentence]
        path = list(ctx.tree.climb(c.head))
        root = path[-1]
        if len(path) < 3 or root <= c.head or ctx.tree.rels[path[-2]] not in {"obl", "advcl", "advmod", "nmod"}:
            return None
        subject = ctx.tree.child(root, "nsubj")
        if subject is None or not c.head < subject < sentence.last:
            return None
        k = ctx.by_token.get(subject)
        return ctx.of.get(k) if k is not None and ctx.candidates[k].form != "pronoun" else None

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

    def _named_in_quote(self, c: Candidate, i: int) -> bool:
        """Return whether the pronoun tells who said a quotation that names cluster `i`: who speaks is "I"."""
        ctx = self.ctx
        a = ctx.sources.get(c.head)
        if a is None or c.gender not in {"m", "f"} or ctx.quoted(c.span.start) or ctx.tokens[c.head].tag == "PRP$":
            return False  # "his mother said" of him
        return any(
            span.start <= other.span.start < span.end and ctx.quoted(other.span.start)
            for m in ctx.clusters[i].members
            if (other := ctx.candidates[m]).form == "name"
            for span in ctx.attributions[a].content
        )

    def _bound(self, k: int, i: int) -> bool:
        """Return whether grammar forbids it: "him" is no other part of its own clause, "his deputy" not he."""
        ctx, c = self.ctx, self.ctx.candidates[k]
        t = ctx.tokens[c.head]
        near = [ctx.candidates[m] for m in self.recent.get(i, ()) if ctx.candidates[m].sentence == c.sentence]
        if any(m.first <= c.first < m.last for m in near):
            return True
        if t.tag == "PRP$" or t.rel.startswith("nsubj"):
            return False
        clause = ctx.tree.clause(t.head) if t.head >= 0 else -1
        return any(m.head != c.head and ctx.tokens[m.head].head == clause and clause >= 0 for m in near)

    def _distance(self, m: Candidate, c: Candidate) -> int:
        """Return how many sentences lie between a mention and the pronoun, those that are all quotation left out."""
        if m.sentence == c.sentence:
            return 0
        return max(self._told[c.sentence] - self._told[m.sentence], 1)

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

    def features(self, k: int, i: int, choices: list[int]) -> dict[str, float]:
        """Return what speaks for and against cluster `i`, by the names in `WEIGHTS`."""
        ctx, c = self.ctx, self.ctx.candidates[k]
        cluster = ctx.clusters[i]
        out = {
            "link": ctx.link(k, i),
            "named": float(cluster.named),
            "sole": float(len(choices) == 1),
            "fronted": float(self._ahead(c) == i),
            "headline": float(i in self._headlined),
        }
        if (at := self._last(k, i)) is not None:
            last = ctx.candidates[at]
            before = [m for m in self.recent[i][-12:] if m < k]
            out |= {
                f"distance {min(self._distance(last, c), 3)}": 1.0,
                "often": math.log(1 + len(before)),
                "adjective": float(last.adjective),
                "same pronoun": float(last.form == "pronoun" and last.gender == c.gender and last.number == c.number),
            }
            out |= self._standing_out(k, i, at, choices)
            out |= self._place(c, [ctx.candidates[m] for m in before if self._distance(ctx.candidates[m], c) <= 1])
        out |= self._agreement(c, cluster)
        out |= self._voice(c, i)
        return out

    def _standing_out(self, k: int, i: int, at: int, choices: list[int]) -> dict[str, float]:
        """Return how the cluster, last mentioned at `at`, stands out of all the choices, and where that mention is."""
        ctx, c = self.ctx, self.ctx.candidates[k]
        last = ctx.candidates[at]
        others = [x for x in choices if x != i]
        ours, theirs = ctx.quoted(c.span.start), ctx.quoted(last.span.start)
        return {
            "nearest": float(bool(others) and all((self._last(k, x) or -1) < at for x in others)),
            "one quotation": float(ours and theirs and self._paragraph(last) == self._paragraph(c)),
            "only quoted": float(theirs and not ours),
            "indefinite": float(last.noun is not None and last.det == "indef"),
            "above": float(self._is_above(c, i)),
            "spoken": math.log(1 + self.spoken.get(i, 0)) if c.head in ctx.sources else 0.0,
        }

    def _paragraph(self, c: Candidate) -> int:
        return self.ctx.text.rfind("\n", 0, c.span.start)

    def _is_above(self, c: Candidate, i: int) -> bool:
        """Return whether the subject of the next clause above the pronoun's own is the cluster: "X fears he ..."."""
        ctx = self.ctx
        own = ctx.tree.clause(c.head)
        for j in ctx.tree.climb(own):
            if j == own:
                continue
            subject = ctx.tree.child(j, "nsubj")
            if subject is not None and subject != c.head:
                k = ctx.by_token.get(subject)
                return k is not None and ctx.of.get(k) == i
        return False

    def _place(self, c: Candidate, near: list[Candidate]) -> dict[str, float]:
        """Return what the grammatical places of the mentions in this sentence and the one before say."""
        ctx = self.ctx
        own = ctx.tokens[c.head]
        clause = ctx.tree.clause(own.head) if own.head >= 0 else -1
        out: dict[str, float] = {}
        for m in near:
            standing = ctx.tokens[self._standing(m.head)]
            role, head = standing.rel, standing.head
            here = "here" if m.sentence == c.sentence else "before"
            if role.startswith("nsubj"):
                out[f"subject {here}"] = 1.0
                if head >= 0 and (ctx.tree.rels[head] in {"root", "parataxis"}):
                    out[f"main subject {here}"] = 1.0
                if own.rel.startswith("nsubj"):
                    out["parallel"] = 1.0
                if own.rel == "nmod:poss" and m.sentence == c.sentence and head == clause:
                    out[f"{'its' if c.gender == 'n' else 'his'} own clause"] = 1.0
            elif role in {"obj", "iobj"}:
                out[f"object {here}"] = 1.0
            elif role == "nmod:poss":
                out[f"possessor {here}"] = 1.0
        return out

    def _is_first_subject(self, m: Candidate) -> bool:
        """Return whether no subject stands before the mention in its sentence; a tree that slipped has it too."""
        first = self.ctx.sentences[m.sentence].first
        return not any(t.rel.startswith("nsubj") for t in self.ctx.tokens[first : m.first])

    def _standing(self, head: int) -> int:
        """Return the token whose place in its clause the noun phrase shares: of conjuncts and appositions the first."""
        ctx = self.ctx
        return next((j for j in ctx.tree.climb(head) if ctx.tree.rels[j] not in {"conj", "appos"}), head)

    def _agreement(self, c: Candidate, cluster: Cluster) -> dict[str, float]:
        if c.gender in {"m", "f"}:
            return {"gender known": float(cluster.gender == c.gender)}
        if c.number == "pl":
            return {"plural": float(cluster.number == "pl"), "they a body": float(cluster.number != "pl")}
        return {"it a place": float(cluster.type == "place"), "it a country": float(cluster.type == "country")}

    def _voice(self, c: Candidate, i: int) -> dict[str, float]:
        """Return what the structure of who says what adds."""
        ctx = self.ctx
        out: dict[str, float] = {}
        holders = ctx.within(c.span.start)
        if holders and not ctx.quoted(c.span.start) and ctx.speaker(holders[0]) == i:
            out["told by"] = 1.0
            if self._opens(c, holders[0]):
                out["told first"] = 1.0
        if c.head in ctx.sources and self.speaker is not None and self.speaker[0] == i:
            out["speaks on"] = 1.0 if self._told[c.sentence] - self._told[self.speaker[1]] <= 2 else 0.3
            if self._told[c.sentence] - self._told[self.speaker[1]] <= 1:
                out["speaks at once"] = 1.0
        return out

    def _opens(self, c: Candidate, a: int) -> bool:
        """Return whether the pronoun is the subject that an attribution's content begins with: "X said it would"."""
        ctx = self.ctx
        first = min(ctx.attributions[a].content)
        before = ctx.text[first.start : c.span.start].split() if first.start <= c.span.start else []
        return ctx.tokens[c.head].rel.startswith("nsubj") and len(before) <= 1

    def _antecedent(self, c: Candidate) -> int | None:
        """Return the cluster that a reflexive means: the subject of its clause, or who is left to be it there.

        A clause without a subject of its own has that of the one above, or its object: "told Birch to defend himself"
        (Chomsky 1981: a reflexive is bound in its clause).
        """
        tree, ctx = self.ctx.tree, self.ctx
        clause = tree.clause(c.head)
        subject = tree.subject(clause)
        while subject is None and tree.rels[clause] in BARE_CLAUSES and tree.head(clause) >= 0:
            told = tree.child(tree.head(clause), "obj", "iobj") if tree.rels[clause] == "xcomp" else None
            clause = tree.clause(tree.head(clause))
            subject = told if told is not None else tree.subject(clause)
        k = ctx.by_token.get(subject) if subject is not None else None
        return ctx.of.get(k) if k is not None else None
