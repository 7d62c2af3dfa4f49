"""Questions asked of a text's dependency trees: children, extents, clauses, auxiliaries, who does what to whom.

Relations are Universal Dependencies'. The trees come from a learned parser, so nothing here trusts them to be sound:
every climb is bounded and a missing part is an empty answer.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from onrecord.types import Sentence, Signals, Span, Token

MAX_CLIMB = 40  # no sane tree is deeper; a parser's cycle is
CLAUSAL = frozenset({"root", "ccomp", "advcl", "acl", "csubj", "parataxis"})
NEGATIONS = frozenset({"not", "n't", "n’t", "never", "no", "neither", "nor", "hardly", "nt"})
ONLY = frozenset({"only", "just", "merely", "simply"})
HELD = frozenset({"nmod:poss", "det"})  # what can only stand before its noun
FUNCTIONS = frozenset({"punct", "case", "det", "mark", "cc"})  # relations of what heads no words but by a slip
CONTAINERS = frozenset("round series day session set week hour month spate number wave couple pair string part".split())
FINITE = ("VBD", "VBZ", "VBP")  # tags
ALONG = ("along", "alongside", "together")  # what brings company


class Tree:
    """A text's tokens with their children at hand. Token indices count over the whole text."""

    def __init__(self, signals: Signals) -> None:
        self.text = signals.text
        self.tokens: tuple[Token, ...] = signals.tokens
        self.sentences: tuple[Sentence, ...] = signals.sentences
        self.starts = [t.start for t in signals.tokens]
        self.rels = [t.rel.partition(":")[0] if ":" in t.rel else t.rel for t in signals.tokens]
        self.heads = [self._governor(i, t) if t.rel in HELD else t.head for i, t in enumerate(signals.tokens)]
        self.kids: list[list[int]] = [[] for _ in signals.tokens]
        for i, head in enumerate(self.heads):
            if 0 <= head < len(self.kids) and head != i:
                self.kids[head].append(i)
        self._firsts = [s.first for s in signals.sentences]

    def _governor(self, i: int, t: Token) -> int:
        """Return the head of `i`; for a determiner or possessor hung on a verb before it, the noun that follows."""
        if t.head < 0 or i < t.head or not self.tokens[t.head].tag.startswith("V"):
            return t.head
        near = range(i + 1, min(i + 6, len(self.tokens)))
        noun = next((j for j in near if self.tokens[j].tag.startswith("NN")), None)
        return t.head if noun is None else noun

    def lemma(self, i: int) -> str:
        """Return the lemma of token `i`; of a verb that a lemmatizer left as it was, less its ending."""
        t = self.tokens[i]
        lemma = t.lemma
        if t.tag in ("VBP", "VBZ") and len(lemma) > 3 and lemma.endswith("s") and not lemma.endswith("ss"):
            return lemma[:-1]
        return lemma

    def head(self, i: int) -> int:
        """Return the head of token `i`, -1 for a root."""
        return self.heads[i]

    def children(self, i: int, *rels: str) -> list[int]:
        """Return the children of `i` whose relation, less its subtype, is one of `rels`."""
        return [c for c in self.kids[i] if self.rels[c] in rels]

    def child(self, i: int, *rels: str) -> int | None:
        """Return the first child of `i` with one of `rels`."""
        return next((c for c in self.kids[i] if self.rels[c] in rels), None)

    def subject(self, v: int) -> int | None:
        """Return the subject of `v`, passive or not; of several that a parser gave it, the last before it.

        One that is only there with it ("along with Oman") is the subject where there is no other.
        """
        every = self.children(v, "nsubj")
        before = [c for c in every if c < v]
        before = [c for c in before if self.preposition(c) not in ALONG] or before
        return before[-1] if before else every[0] if every else None

    def climb(self, i: int) -> Iterator[int]:
        """Yield `i` and its ancestors, nearest first."""
        for _ in range(MAX_CLIMB):
            if i < 0:
                return
            yield i
            i = self.heads[i]

    def sentence_index(self, i: int) -> int:
        """Return which sentence holds token `i`."""
        return bisect_right(self._firsts, i) - 1

    def sentence(self, i: int) -> Sentence | None:
        """Return the sentence that holds token `i`."""
        k = bisect_right(self._firsts, i) - 1
        return self.sentences[k] if k >= 0 and i < self.sentences[k].last else None

    def at(self, offset: int) -> int:
        """Return the token at or before the character `offset`; -1 if there is none."""
        return bisect_right(self.starts, offset) - 1

    def within(self, span: Span) -> range:
        """Return the tokens that begin in `span`, or the one it begins in."""
        first = bisect_right(self.starts, span.start - 1)
        last = bisect_right(self.starts, span.end - 1)
        return range(first, last) if first < last else range(max(first - 1, 0), max(last, first))

    def head_of(self, span: Span) -> int | None:
        """Return the token of `span` that governs its others: the first whose head lies outside and is no mere mark."""
        first: int | None = None
        inside, heads, rels = self.within(span), self.heads, self.rels
        for i in inside:
            if heads[i] not in inside:
                if rels[i] not in FUNCTIONS:
                    return i
                first = i if first is None else first
        return first

    def subtree(self, i: int, skip: frozenset[int] = frozenset()) -> list[int]:
        """Return `i` and all below it, unordered, less the subtrees of `skip`."""
        out: list[int] = []
        todo = [i]
        while todo and len(out) < 2000:
            j = todo.pop()
            out.append(j)
            todo += [k for k in self.kids[j] if k not in skip]
        return out

    def span(self, first: int, last: int) -> Span:
        """Return the characters from token `first` to token `last`, both included."""
        return Span(self.tokens[first].start, self.tokens[last].end)

    def is_verb(self, i: int) -> bool:
        """Return whether `i` is tagged as a verb."""
        return self.tokens[i].tag.startswith("V")

    def is_predicate(self, i: int) -> bool:
        """Return whether `i` heads a clause: a verb in a verb's place, or a noun or adjective with a copula."""
        if self.rels[i] in ("amod", "compound", "case", "mark", "aux", "cop"):
            return False
        return self.is_verb(i) or any(self.rels[c] == "cop" for c in self.kids[i])

    def clause(self, i: int) -> int:
        """Return the head of the clause that holds `i`; the tree's root if there is none on the way."""
        last = i
        for j in self.climb(i):
            last = j
            if self.is_predicate(j):
                return j
        return last

    def preposition(self, i: int) -> str:
        """Return the lemma of the preposition on `i`, "" if it has none; of "ahead of" the first word."""
        c = self.child(i, "case", "mark")
        if c is None:  # "ahead of", taken for an adverb with a word fixed to it
            c = next((k for k in self.children(i, "advmod") if k < i and self.child(k, "fixed") is not None), None)
        if c is None:
            j = i - 1  # "following a long meeting", taken for a verb of its own
            while j > 0 and self.heads[j] == i and self.rels[j] in ("det", "amod", "compound", "nummod"):
                j -= 1
            return "following" if 0 <= j < i and self.tokens[j].text.lower() == "following" else ""
        return self.tokens[c].text.lower() if self.tokens[c].tag == "VBG" else self.lemma(c)  # "following", "including"

    def negated(self, i: int) -> bool:
        """Return whether the predicate or noun `i` carries a negation of its own."""
        return any(
            self.rels[c] in ("advmod", "det", "aux", "cc") and self.lemma(c) in NEGATIONS and not self._is_not_only(c)
            for c in self.kids[i]
        )

    def _is_not_only(self, i: int) -> bool:
        """Return whether `i` is the "not" of "not only"."""
        return i + 1 < len(self.tokens) and self.lemma(i) == "not" and self.tokens[i + 1].text.lower() in ONLY

    def is_passive(self, v: int) -> bool:
        """Return whether the verb `v` is passive: its subject or its auxiliary says so."""
        return any(self.tokens[c].rel in ("nsubj:pass", "aux:pass") for c in self.kids[v])

    def container(self, n: int) -> int:
        """Return the noun that only measures out `n`: "rounds" of "three rounds of talks"; else `n` itself."""
        h = self.heads[n]
        if self.rels[n] == "nmod" and h >= 0 and self.preposition(n) == "of" and self.tokens[h].lemma in CONTAINERS:
            return h
        back = range(n - 1, max(n - 4, 0), -1)  # "days of peace talks", whatever hangs on what
        of = next((j for j in back if self.tokens[j].lemma == "of"), None)
        if of is not None and self.tokens[of - 1].lemma in CONTAINERS:
            return of - 1
        return n

    def conjuncts(self, i: int) -> list[int]:
        """Return `i` and what is coordinated with it, to its right."""
        return [i, *self.children(i, "conj")]

    def first_conjunct(self, i: int) -> int:
        """Return what `i` is coordinated to, on the left; `i` itself if nothing."""
        for j in self.climb(i):
            if self.rels[j] != "conj":
                return j
        return i


_kept: list[tuple[Signals, Tree]] = []


def tree_of(signals: Signals) -> Tree:
    """Return the tree of `signals`.

    The last one is kept, until another text's is asked for: every stage of a reading asks for the same, and none
    changes it. Threads that read different texts only build their trees more often.
    """
    for known, tree in _kept:
        if known is signals:
            return tree
    tree = Tree(signals)
    _kept[:] = [(signals, tree)]
    return tree
