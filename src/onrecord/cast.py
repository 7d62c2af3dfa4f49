"""Who is meant: the entities that a phrase names, and who does, bears or suffers what a word says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from importlib import resources
from tomllib import loads

from onrecord.grammar import ALONG, FINITE, MAX_CLIMB, Tree
from onrecord.types import Entity

NAMING = ("nmod", "compound", "amod", "appos", "flat", "det", "nummod", "dep")
NAMED = ("name", "title", "metonym")
NUMBERS = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5}
DASHES = ("-", "–", "—", ":", ",")
NEAR = 12  # tokens from a noun to those it is of
FAR = 400  # tokens back to those whom "the two" counts


@cache
def words(key: str) -> frozenset[str]:
    """Return one of the lists of `data/parties.toml`."""
    return _lists()[key]


@cache
def _lists() -> dict[str, frozenset[str]]:
    raw = loads(resources.files("onrecord.data").joinpath("parties.toml").read_text("utf-8"))
    return {key: frozenset(value.split()) for key, value in raw.items()}


class Cast:
    """Which entities a token names. Built once a text: a mention belongs to the token that heads it."""

    def __init__(self, tree: Tree, entities: Sequence[Entity]) -> None:
        self.tree = tree
        self.types = {e.id: e.type for e in entities}
        # "officials", "the two leaders": someone, but known only by what they are
        self.nameless = {
            e.id
            for e in entities
            if not (e.country or e.actor or any(m.form in NAMED for m in e.mentions) or _is_telling(e.name))
        }
        self.country = {e.id: e.country for e in entities}
        states = {e.actor: e.id for e in entities if e.type == "country" and e.actor is not None}
        # "Porto and Meadow are in talks": a capital that means its state, and the state where the report names it; one
        # that is a mere place elsewhere in the report has a country and no actor
        places = ((e.id, e.actor or e.country) for e in entities if e.type == "place")
        self.capitals = {e: states.get(state) for e, state in places if state is not None}
        self.described = {e.id for e in entities if all(m.form in ("nominal", "pronoun") for m in e.mentions)}
        self.listed = {e.id for e in entities if e.actor is not None}
        self.public = {e.id for e in entities if _is_public(e)}
        self.heads: dict[int, list[str]] = {}
        self.mentioned: dict[str, list[int]] = {}  # entity -> the tokens that head its mentions
        self.cover: dict[int, tuple[int, str]] = {}  # token -> (length, entity) of the shortest mention over it
        self._naming: dict[tuple[int, int], list[str]] = {}  # what `named` has found
        for entity in entities:
            for mention in entity.mentions:
                head = tree.head_of(mention.span)
                if head is None:
                    continue
                self.mentioned.setdefault(entity.id, []).append(head)
                ids = self.heads.setdefault(head, [])
                if entity.id not in ids:
                    ids.append(entity.id)
                size = mention.span.end - mention.span.start
                for i in tree.within(mention.span):
                    if i not in self.cover or size < self.cover[i][0]:
                        self.cover[i] = (size, entity.id)

    def named(self, i: int, depth: int = 0) -> list[str]:
        """Return the entities that the phrase headed by `i` names: itself, else those it is of.

        Phrases lead to phrases, in circles even: `depth` says how many led to this one.
        """
        found = self._naming.get((i, depth))
        if found is None:
            found = self._naming[i, depth] = self._named(i, depth)
        return found

    def _named(self, i: int, depth: int) -> list[str]:
        known = self._around(i)
        if known and not self.nameless.issuperset(known):
            return self._each(i, known, depth)
        if depth > 4:
            return known
        return self._set(i, known, depth) or self._included(i, depth) or self._owners(i, depth) or known

    def _around(self, i: int) -> list[str]:
        """Return the entities whose mention token `i` heads, else the one in whose mention it stands."""
        return self.heads.get(i) or ([self.cover[i][1]] if i in self.cover else [])

    def _set(self, i: int, known: list[str], depth: int) -> list[str]:
        """Return who "the two leaders" are; for "they", who the two were that it means."""
        heads = [i, *(h for e in known for h in self.mentioned.get(e, ()) if h < i)]
        return next((members for h in heads if (members := self._members(h, depth))), [])

    def _included(self, i: int, depth: int) -> list[str]:
        """Return who of a nameless group is named: "other leaders, including Alder and Birch"."""
        tree = self.tree
        among = [c for c in tree.children(i, "nmod") if tree.preposition(c) == "including"]
        return union(self.named(j, depth + 1) for c in among for k in tree.conjuncts(c) for j in tree.conjuncts(k))

    def _each(self, i: int, known: list[str], depth: int) -> list[str]:
        """Return `known`, or for "the presidents of Iran and Turkey" the two whose presidents they are."""
        if self.tree.tokens[i].tag != "NNS" or not self.described.issuperset(known) or depth > 4:
            return known
        owners = [e for e in self._owners(i, depth) if e not in known]
        apart = {h for e in owners for h in self.mentioned.get(e, ()) if abs(h - i) < NEAR}  # not twice one word
        return owners if len(owners) > 1 and len(apart) > 1 and self.nameless.isdisjoint(owners) else known

    def _members(self, i: int, depth: int) -> list[str]:
        """Return who "the two leaders", "both sides", "the three countries" are: the last so many named together."""
        tree = self.tree
        if tree.tokens[i].tag not in ("NNS", "CD"):
            return []
        around = [tree.tokens[j].text.lower() for j in range(max(i - 4, 0), i + 1)]
        number = next((NUMBERS[w] for w in reversed(around) if w in NUMBERS), 0)
        if not number or not {"the", "both", "these", "those"} & set(around):
            return []
        for j in range(i + 2, min(i + 5, len(tree.tokens))):  # "the three powers - Alder's, ..."
            if tree.tokens[i + 1].text in DASHES and tree.child(j, "conj") is not None:
                group = self.all(j, depth + 1)
                if len(group) == number:
                    return group
        for j in range(i - 1, max(i - FAR, -1), -1):
            group = self.all(j, depth + 1) if self._leads(j) else []
            if len(group) == number and self.nameless.isdisjoint(group):
                return group
        return self._all_there_are(i, number)

    def _leads(self, i: int) -> bool:
        """Return whether `i` is the first of several: of "Oman and Qatar", of "Oman, Qatar and Iraq" however parsed."""
        tree = self.tree
        return tree.child(i, "conj") is not None or any(tree.child(a, "conj") for a in tree.children(i, "appos"))

    def _all_there_are(self, i: int, number: int) -> list[str]:
        """Return the leaders, or the states, named before token `i` if they are just so many."""
        lemma = self.tree.lemma(i)
        kind = "person" if lemma in words("leading") else "country" if lemma in words("states") else None
        before = [
            e
            for e, type_ in self.types.items()
            if type_ == kind and e in self.public and e not in self.nameless and self.mentioned.get(e, [i])[0] < i
        ]
        return before if len(before) == number else []

    def _owners(self, i: int, depth: int) -> list[str]:
        tree = self.tree
        if tree.tokens[i].tag in ("WP", "WDT") or tree.tokens[i].text.lower() in ("who", "which", "that"):
            clause = tree.head(i)
            for j in tree.climb(clause):
                if tree.rels[j] == "acl" and tree.head(j) >= 0:
                    return self.named(tree.head(j), depth + 1)
                if tree.rels[j] not in ("xcomp", "conj", "ccomp"):
                    break
            return []
        for c in tree.children(i, "appos", "flat"):  # "the Russian president, ...": the one named, not Russia
            if c in self.heads:
                return self.heads[c]
        after = self.heads.get(i + 1, ())
        if any(self.types.get(e) == "person" for e in after) and tree.tokens[i].tag.startswith("NN"):
            return list(after)  # "President Alder", whatever hangs on what
        return self.parts(i, depth) if self._acts_for(i) else []

    def parts(self, i: int, depth: int) -> list[str]:
        """Return the entities named in the phrase of `i`."""
        tree = self.tree
        out: list[str] = []
        for c in tree.kids[i]:
            rel = tree.rels[c]
            if rel not in NAMING or (rel == "nmod" and not self._of(c)):
                continue
            for j in tree.conjuncts(c):
                extend(out, self.named(j, depth + 1))
        return out

    def _acts_for(self, i: int) -> bool:
        """Return whether the noun `i` acts for the one it is of: "Iranian officials" do, "French tourists" do not."""
        lemma = self.tree.lemma(i)
        if not self.tree.tokens[i].tag.startswith("NN"):
            return True
        return lemma.rpartition("-")[2] in words("representatives") or lemma in words("quantities")

    def _of(self, c: int) -> bool:
        return self.tree.tokens[c].rel == "nmod:poss" or self.tree.preposition(c) in ("of", "from", "")

    def all(self, i: int, depth: int = 0) -> list[str]:
        """Return the entities that `i` and what is coordinated with it name."""
        tree = self.tree
        out: list[str] = []
        for j in tree.conjuncts(i):
            if j == i or not tree.is_predicate(j):
                extend(out, self.named(j, depth))
        for a in tree.children(i, "appos"):  # "Alder, the envoy, and Birch": parsed as two of a kind with the envoy
            if self._is_listed(i, a):
                extend(out, self._around(a))
            for j in tree.children(a, "conj"):
                extend(out, self.heads.get(j, ()))
        return out

    def _is_listed(self, i: int, a: int) -> bool:
        """Return whether the apposition `a` of `i` is but one of a list: "Oman, Qatar and Iraq"."""
        one, other = self._around(i), self._around(a)
        first, second = ({self.types.get(e) for e in found} for found in (one, other))
        rest = (*self.tree.children(a, "conj"), *(j for j in self.tree.children(i, "conj") if j > a))
        listed = one != other and any(self.heads.get(j) for j in rest)
        return listed and len(first) == 1 and first == second and self.tree.tokens[a].tag.startswith("NNP")

    def called(self, n: int | None) -> set[str]:
        """Return the entities whose mention the event noun `n` heads or closes: "the Sochi congress" itself."""
        if n is None:
            return set()
        return set(self.heads.get(n, ())) | ({self.cover[n][1]} if n in self.cover else set())

    # --- subjects -----------------------------------------------------------------------------------------------------

    def subject(self, v: int, depth: int = 0) -> list[str]:
        """Return who does what predicate `v` says, through coordination, control and relative clauses."""
        tree = self.tree
        if depth > MAX_CLIMB:
            return []
        own = tree.subject(v)
        if own is None:  # an object before a finite verb is a subject misread
            own = next((c for c in tree.children(v, "obj", "iobj") if c < v and tree.tokens[v].tag != "VB"), None)
        if own is not None:
            return self.agent(v) if tree.is_passive(v) else union([self.all(own), *self._company(v, own)])
        rel, h = tree.rels[v], tree.head(v)
        if h < 0:
            return []
        if rel in ("acl", "xcomp") and tree.lemma(h) in words("asking") and tree.tokens[v].tag == "VB":
            asked = [c for c in tree.children(h, "nmod", "obl") if c < v and tree.preposition(c) in ("to", "on")]
            if asked:  # "an invitation to Alder to attend"
                return self.all(asked[0])
        if rel == "conj":
            return self.subject(tree.first_conjunct(v), depth + 1) if self.is_verbal(tree.first_conjunct(v)) else []
        misplaced = rel in ("obl", "dep") and tree.is_verb(v)  # "due to meet"
        if misplaced or rel in ("xcomp", "ccomp", "advcl") or (rel == "parataxis" and tree.child(v, "nsubj") is None):
            if rel != "advcl" or tree.lemma(h) in words("object_control"):
                controller = self._object(h) if tree.lemma(h) in words("object_control") else None
                if controller is not None and controller != v:
                    return self.all(controller)
            if self.is_verbal(h):
                return self.doer(h, depth + 1)
            return self.bearer(h, depth + 1)
        if rel == "acl":
            if tree.tokens[v].tag in FINITE and h < v:  # "before Alder left", taken for what is said of Alder
                return self.named(h)
            if tree.tokens[v].tag == "VBG" and tree.child(v, "mark") is None:
                return self.named(h)
            if tree.tokens[v].tag == "VBN":
                return self.agent(v)
            return self.bearer(h, depth + 1)
        return []

    def _company(self, v: int, own: int) -> list[list[str]]:
        """Return who does what `v` says with its subject `own`: "Oman, along with Qatar, called"."""
        tree = self.tree
        beside = (*tree.children(own, "nmod"), *tree.children(v, "nsubj", "obl"))
        return [self.all(c) for c in beside if c != own and c < v and tree.preposition(c) in ALONG]

    def doer(self, v: int, depth: int = 0) -> list[str]:
        """Return the grammatical subject of `v`, passive ones too: who is "expected to meet"."""
        own = self.tree.subject(v)
        if own is None:  # an object before a finite verb is a subject misread
            own = next((c for c in self.tree.children(v, "obj") if c < v), None)
        return self.all(own) if own is not None else self.subject(v, depth)

    def agent(self, v: int) -> list[str]:
        """Return by whom the passive `v` is done."""
        tree = self.tree
        return union(self.all(c) for c in tree.children(v, "obl") if tree.preposition(c) == "by")

    def bearer(self, n: int, depth: int = 0) -> list[str]:
        """Return whose the noun `n` is ("Iran's refusal"), or whose it is by the verb it stands with ("has a plan")."""
        tree = self.tree
        if depth > MAX_CLIMB:
            return []
        own = union(self.all(c) for c in tree.kids[n] if tree.tokens[c].rel == "nmod:poss")
        own = own or union(self.all(c) for c in tree.children(n, "nmod") if tree.preposition(c) in ("by", "from"))
        own = own or union(self.named(c) for c in tree.children(n, "compound", "amod"))
        if own:
            return own
        h = tree.head(n)
        if h < 0 or tree.child(n, "expl") is not None:  # "it is no good idea to": nobody's
            return []
        if tree.rels[n] == "nsubj" and not tree.is_passive(h):
            return []
        if self.is_verbal(h):
            return self.doer(h, depth + 1)
        return self.bearer(h, depth + 1) if tree.rels[n] in ("nmod", "conj", "acl") else []

    def is_verbal(self, i: int) -> bool:
        """Return whether `i` is a verb or heads a clause."""
        return self.tree.is_predicate(i) or self.tree.is_verb(i)

    def _object(self, h: int) -> int | None:
        tree = self.tree
        direct = tree.child(h, "obj", "iobj")
        if direct is not None:
            return direct
        if tree.is_passive(h):
            return tree.subject(h)
        return next(
            (c for c in tree.children(h, "obl") if tree.preposition(c) in ("on", "to", "for", "with", "upon")), None
        )


def _is_public(entity: Entity) -> bool:
    """Return whether what `entity` does is public business: a state's, a body's, an office holder's."""
    if entity.actor is not None:
        return True
    if entity.type == "person":
        titles = " ".join([entity.name, *(r.title for r in entity.roles)]).lower()
        return any(office in titles for office in words("offices"))
    if entity.type == "group" and not any(m.form in NAMED for m in entity.mentions):
        return any(w.removesuffix("s") in words("representatives") for w in entity.name.lower().split())
    return True


def _is_telling(name: str) -> bool:
    """Return whether a description has a proper name in it: "the opposition in Porto", but not "Officials", "MPs"."""
    return (any(c.isupper() for c in name[1:]) and not name.removesuffix("s").isupper()) or name.isupper()


def extend(out: list[str], ids: Iterable[str]) -> None:
    """Add those of `ids` that `out` lacks, in order."""
    out += [i for i in dict.fromkeys(ids) if i not in out]


def union(groups: Iterable[Iterable[str]]) -> list[str]:
    """Return the ids of all `groups`, each once, in order."""
    out: list[str] = []
    for group in groups:
        extend(out, group)
    return out
