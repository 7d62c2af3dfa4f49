"""Who convenes a gathering, told once and known from then on: "the Russian-sponsored conference", later "the talks".

The gatherings of a text are gone through once, in text order. One spoken of as known takes the conveners of an earlier
one of the same place or noun; or, as "the talks" may be any gathering, of the last one with conveners. One with an
owner or a name of its own is another, unless that is the same convener's ("Putin's conference").
"""

from __future__ import annotations

from bisect import bisect_left

from msgspec import Struct

from onrecord.cast import Cast, extend, union, words
from onrecord.events.participants import Arguments
from onrecord.grammar import Tree

POINTING = frozenset({"the", "this", "that", "these", "those", "such"})
NEXT, NEAR, FAR = 1, 3, 8  # sentences back to a gathering called otherwise; not called at all; that "talks" may be


class Gathering(Struct, frozen=True):
    """A noun for a gathering, `place` the entities that say where: "the Porto conference", "in Porto".

    `own` are the entities that its phrase tells it by, `hosts` those who convene it.
    """

    i: int
    lemma: str
    sentence: int
    place: frozenset[str]
    own: frozenset[str]
    hosts: tuple[str, ...]


class Gatherings:
    """Finds the conveners of one text's gatherings."""

    def __init__(self, cast: Cast, arguments: Arguments) -> None:
        self.cast = cast
        self.tree = cast.tree
        self.arguments = arguments
        self._known: dict[int, tuple[str, ...]] = {}  # token -> conveners
        self._at: list[int] = []
        self._places: dict[frozenset[str], list[int]] = {}  # place -> tokens
        self._read()

    def hosts(self, i: int) -> tuple[str, ...]:
        """Return who convenes the gathering that `i` names, by its noun or by the place where it is held."""
        if i in self._known:
            return self._known[i]
        held = self._places.get(frozenset(self.cast.heads.get(i, ())), [])
        k = bisect_left(held, i)
        return self._known[held[k - 1]] if k else ()

    def hosts_before(self, i: int) -> tuple[str, ...]:
        """Return who convenes the gathering told of last before token `i`: "they will not attend".

        Nobody, if since then something else was told of that one attends: a funeral, a trial.
        """
        k = bisect_left(self._at, i) - 1
        if k < 0 or self.tree.sentence_index(i) - self.tree.sentence_index(self._at[k]) > NEAR:
            return ()
        between = (t for t in self.tree.tokens[self._at[k] + 1 : i] if t.tag[:1] == "N")
        return () if any(t.lemma in words("occasions") for t in between) else self._known[self._at[k]]

    def _read(self) -> None:
        by_lemma: dict[str, Gathering] = {}
        by_place: dict[frozenset[str], Gathering] = {}
        hosted: Gathering | None = None
        for i, token in enumerate(self.tree.tokens):
            if token.tag[:1] != "N" or token.lemma not in words("gatherings"):
                continue
            g = self._told(i)
            if self._is_known(g):
                same = by_place.get(g.place) if g.place else None
                same = same or by_lemma.get(g.lemma)
                before = same if same is not None and same.hosts else hosted
                if before is not None and (before is same or same is None) and self._may_be(before, g, before is same):
                    g = Gathering(
                        g.i, g.lemma, g.sentence, g.place or before.place, g.own, _joined(g.hosts, before.hosts)
                    )
            self._known[i] = g.hosts
            self._at.append(i)
            by_lemma[g.lemma] = g
            if g.place:
                by_place[g.place] = g
                self._places.setdefault(g.place, []).append(i)
            if g.hosts:
                hosted = g

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
        inside = tree.children(i, "compound", "amod", "nmod")
        around = [*inside, *(j for j in self.arguments.following(i) if _is_in(tree, j))]
        place = frozenset(e for c in around for e in cast.heads.get(c, ()) if cast.types[e] == "place")
        called = cast.called(i)
        own = called | {e for c in inside for e in cast.heads.get(c, ()) if cast.types[e] != "place"}
        kept = (e for e in hosts if cast.types[e] not in ("place", "outlet") and e in cast.public and e not in called)
        return Gathering(i, tree.lemma(i), tree.sentence_index(i), place, frozenset(own), tuple(kept))

    def _is_known(self, g: Gathering) -> bool:
        """Return whether the gathering is spoken of as known: "the talks", "such talks", "her conference"."""
        tree = self.tree
        return any(
            tree.tokens[c].text.lower() in POINTING or tree.tokens[c].rel == "nmod:poss" for c in tree.kids[g.i]
        ) or bool(self.cast.called(g.i))

    def _may_be(self, o: Gathering, g: Gathering, alike: bool) -> bool:
        """Return whether `g`, spoken of as known, may be `o`; `alike` if place or noun are the same."""
        if (g.place and o.place and g.place != o.place) or (self._is_anothers(g) and not g.own):
            return False
        home = {self.cast.country.get(e) for e in o.hosts} - {None}
        if any(e not in (*o.own, *o.hosts) and self.cast.country.get(e) not in home for e in g.own):
            return False
        back = g.sentence - o.sentence
        anything = g.lemma in words("any_gathering") and o.lemma not in words("any_gathering")
        return alike or back <= NEXT or (anything and back <= FAR)

    def _is_anothers(self, g: Gathering) -> bool:
        """Return whether it is said whose or of whom the gathering is: "her meeting", "the meeting of her cabinet"."""
        tree = self.tree
        return any(tree.tokens[c].rel == "nmod:poss" or tree.preposition(c) == "of" for c in tree.children(g.i, "nmod"))


def _joined(a: tuple[str, ...], b: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*a, *b]))


def _is_in(tree: Tree, j: int) -> bool:
    """Return whether the noun `j` is where something is: "in Porto", "in the town of Porto"."""
    h = tree.head(j) if tree.preposition(j) == "of" else j
    return tree.preposition(h) in ("in", "at")
