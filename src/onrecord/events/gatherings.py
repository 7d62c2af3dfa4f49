"""Who convenes a gathering, told once and known from then on: "the Russian-sponsored conference", later "the talks"."""

from __future__ import annotations

from msgspec import Struct

from onrecord.cast import Cast, extend, union, words
from onrecord.events.participants import Arguments
from onrecord.grammar import Tree

POINTING = frozenset({"the", "this", "that", "these", "those", "such"})
NEAR, FAR = 3, 8  # sentences back to a gathering that is not named, or named by another word


class Gathering(Struct, frozen=True):
    """A noun for a gathering, `place` the entities that say where: "the Porto conference", "in Porto"."""

    i: int
    lemma: str
    place: frozenset[str]
    hosts: tuple[str, ...]


class Gatherings:
    """Finds the conveners of one text's gatherings."""

    def __init__(self, cast: Cast, arguments: Arguments) -> None:
        self.cast = cast
        self.tree = cast.tree
        self.arguments = arguments
        tokens = self.tree.tokens
        nouns = (i for i, t in enumerate(tokens) if t.tag[:1] == "N" and t.lemma in words("gatherings"))
        self._all = [self._told(i) for i in nouns]

    def hosts(self, i: int) -> tuple[str, ...]:
        """Return who convenes the gathering that `i` names, by its noun or by the place where it is held."""
        mine = next((g for g in self._all if g.i == i), None)
        if mine is None:
            there = frozenset(self.cast.heads.get(i, ()))
            last = next((g for g in reversed(self._all) if g.i < i and there and g.place == there), None)
            return self.hosts(last.i) if last is not None else ()
        before = self._before(mine) if self._is_known(mine) else None
        return tuple(dict.fromkeys([*mine.hosts, *(before.hosts if before is not None else ())]))

    def hosts_before(self, i: int) -> tuple[str, ...]:
        """Return who convenes the gathering told of last before token `i`: "they will not attend"."""
        at = self.tree.sentence_index(i)
        last = next((g for g in reversed(self._all) if g.i < i), None)
        return self.hosts(last.i) if last is not None and at - self.tree.sentence_index(last.i) <= NEAR else ()

    def _told(self, i: int) -> Gathering:
        """Return the gathering that the noun `i` names, with those who convene it by the words around it."""
        tree, cast = self.tree, self.cast
        hosts = union([self.arguments.hosts(i), self.arguments.sponsors(i)])
        for c in tree.kids[i]:
            if tree.tokens[c].rel == "nmod:poss":
                extend(hosts, cast.all(c))
        h = tree.head(i)
        if h >= 0 and tree.is_verb(h) and tree.lemma(h) in words("conveners") and tree.rels[i] == "obj":
            extend(hosts, cast.subject(h))
        near = [
            *tree.children(i, "compound", "amod", "nmod"),
            *(j for j in self.arguments.following(i) if _is_in(tree, j)),
        ]
        place = frozenset(e for c in near for e in cast.heads.get(c, ()) if cast.types[e] == "place")
        own = cast.called(i)
        kept = (e for e in hosts if cast.types[e] not in ("place", "outlet") and e in cast.public and e not in own)
        return Gathering(i, tree.lemma(i), place, tuple(kept))

    def _is_known(self, g: Gathering) -> bool:
        """Return whether the gathering is spoken of as known: "the talks", "such talks", "her conference"."""
        tree = self.tree
        return any(
            tree.tokens[c].text.lower() in POINTING or tree.tokens[c].rel == "nmod:poss" for c in tree.kids[g.i]
        ) or bool(self.cast.called(g.i))

    def _before(self, g: Gathering) -> Gathering | None:
        """Return the gathering with conveners last told of before `g` that may be the same."""
        at = self.tree.sentence_index(g.i)
        told = (o for o in reversed(self._all) if o.i < g.i and o.hosts)
        return next((o for o in told if _may_be(o, g, at - self.tree.sentence_index(o.i))), None)


def _is_in(tree: Tree, j: int) -> bool:
    """Return whether the noun `j` is where something is: "in Porto", "in the town of Porto"."""
    h = tree.head(j) if tree.preposition(j) == "of" else j
    return tree.preposition(h) in ("in", "at")


def _may_be(o: Gathering, g: Gathering, back: int) -> bool:
    """Return whether `g`, spoken of as known, may be `o`, told of so many sentences before."""
    if g.place and o.place:
        return g.place == o.place
    anything = g.lemma in words("any_gathering") and o.lemma not in words("any_gathering")
    return o.lemma == g.lemma or back <= 1 or (anything and back <= FAR)
