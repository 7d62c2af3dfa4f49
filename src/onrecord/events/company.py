"""Who takes part in a contact as its words tell, named or not, known or not: "I spoke to my wife" tells of two.

What the tree hangs elsewhere is read off the row of words: "a conversation with Alder" has a partner, whatever the
parser hung "with" on.
"""

from __future__ import annotations

from onrecord.cast import Cast, extend, words
from onrecord.events.triggers import Trigger
from onrecord.grammar import MAX_CLIMB
from onrecord.nominals import load_lexicon

BETWEEN = ("between", "among", "amongst", "involving")
REACH = 10  # tokens from a noun to the "with" that brings its partner
DURING = ("in", "during", "at", "after", "following", "on", "before", "over")
RELATIVE = frozenset({"who", "whom", "that", "which"})
NOBODY = frozenset({"it", "itself", "this", "these", "those", "there", "you", "your", "its"})


class Company:
    """Finds who takes part in one text's contacts."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.tree = cast.tree

    def size(self, trigger: Trigger) -> int:
        """Return how many take part as far as words tell: each argument that is someone counts one, several two."""
        i = trigger.i
        to = {*trigger.rule.to, "with", *BETWEEN}
        seats = self._of_noun(i, to) if trigger.noun else self._of_verb(trigger, to)
        if trigger.object is not None:
            seats += self._of_noun(trigger.object, to)
        people = [s for s in dict.fromkeys(seats) if self.is_someone(s)]
        if len(people) == 1 and self._is_several(people[0]):  # "the ministers met", but not "met the bar"
            things = not trigger.noun and trigger.object is None and self.tree.child(i, "obj") not in (None, people[0])
            return 2 if trigger.rule.joint and people[0] != i and not things else 1
        return len(people)

    def is_someone(self, i: int, depth: int = 0) -> bool:
        """Return whether the word `i` can mean a party: a name, a pronoun, a noun for people, bodies or states."""
        tree = self.tree
        word = tree.tokens[i].text.lower()
        if word in RELATIVE:
            meant = self._before(i)
            return meant is not None and depth < 2 and self.is_someone(meant, depth + 1)
        if tree.tokens[i].tag in ("PRP", "PRP$"):
            return word not in NOBODY
        known = self.cast.heads.get(i, ())
        if known and not self.cast.nameless.issuperset(known):
            return any(self.cast.types[e] != "place" for e in known)
        noun = load_lexicon().noun(word)
        if tree.lemma(i) in words("audiences"):
            return False
        if (noun is None or noun.type == "place") and tree.lemma(i) not in words("states"):
            return False
        return (
            tree.tokens[i].tag != "NNS"
            or tree.lemma(i) in words("states")
            or tree.rels[i] == "nsubj"
            or self._is_told_apart(i)
        )

    def _before(self, i: int) -> int | None:
        """Return the noun that the relative pronoun `i` stands for."""
        tree = self.tree
        clause = next((j for j in tree.climb(i) if tree.rels[j] == "acl"), None)
        return tree.head(clause) if clause is not None and tree.head(clause) >= 0 else None

    def _is_body(self, i: int) -> bool:
        """Return whether the word `i` before a noun names a body: "a council meeting"."""
        noun = load_lexicon().noun(self.tree.tokens[i].text)
        return noun is not None and noun.type in ("organization", "government")

    def _is_told_apart(self, i: int) -> bool:
        """Return whether it is said which of many the plural `i` means: "the ministers", "her aides"."""
        tree = self.tree
        before = [c for c in tree.kids[i] if c < i and tree.rels[c] in ("det", "nmod", "amod", "compound", "nummod")]
        return any(tree.tokens[c].tag in ("DT", "PRP$", "CD") or tree.tokens[c].text[:1].isupper() for c in before)

    def _is_several(self, i: int) -> bool:
        tree = self.tree
        return tree.tokens[i].tag in ("NNS", "NNPS") or tree.child(i, "conj") is not None

    # --- seats --------------------------------------------------------------------------------------------------------

    def _of_verb(self, trigger: Trigger, to: set[str]) -> list[int]:
        tree, v = self.tree, trigger.i
        out = [s for s in [self.subject(v)] if s is not None]
        if trigger.object is None:
            whom = tree.children(v, "obj", "iobj")
            out += [j for c in whom for j in tree.conjuncts(c)]
            out += [k for c in whom for k in tree.children(c, "nmod") if tree.preposition(k) in ("with", *BETWEEN)]
        else:
            out += tree.children(v, "iobj")
        out += [j for c in tree.children(v, "obl", "nmod") if tree.preposition(c) in to for j in tree.conjuncts(c)]
        return out

    def _of_noun(self, n: int, to: set[str]) -> list[int]:
        tree = self.tree
        out = [c for c in tree.kids[n] if tree.tokens[c].rel == "nmod:poss"]
        before = tree.children(n, "compound", "amod")
        out += [c for c in before if self.cast.heads.get(c)] or [c for c in before if self._is_body(c)][:1]
        for c in tree.children(n, "nmod", "obl", "acl"):
            if tree.preposition(c) in to or tree.preposition(c) in ("of", "by"):
                out += tree.conjuncts(c)
        if tree.child(n, "cop") is not None:  # "is in contact with"
            subject = self.subject(n)
            out += [subject] if subject is not None else []
        n = tree.container(n)
        h = tree.head(n)
        if h < 0 or not tree.is_verb(h):
            return out
        held = tree.rels[n] == "obj" and (tree.lemma(h) in words("doing") or tree.lemma(h) in words("hosts"))
        if held or tree.preposition(n) in DURING:
            subject = self.subject(h)
            out += [subject] if subject is not None else []
            if held:
                out += [j for c in tree.children(h, "obl") if tree.preposition(c) in to for j in tree.conjuncts(c)]
        return out

    def subject(self, v: int, depth: int = 0) -> int | None:
        """Return the word for who does what `v` says, through coordination, control and relative clauses."""
        tree = self.tree
        own = tree.subject(v)
        if own is not None or depth > MAX_CLIMB:
            return own
        rel, h = tree.rels[v], tree.head(v)
        if h < 0:
            return None
        if rel == "conj":
            first = tree.first_conjunct(v)
            return self.subject(first, depth + 1) if first != v else None
        if rel in ("xcomp", "ccomp", "advcl", "obl", "dep"):
            asked = tree.child(h, "obj", "iobj") if tree.lemma(h) in words("object_control") else None
            return asked if asked is not None else self.subject(h, depth + 1)
        if rel == "acl":
            return h if tree.tokens[v].tag == "VBG" else self.subject(h, depth + 1) if tree.is_verb(h) else None
        return None

    # --- read off the words -------------------------------------------------------------------------------------------

    def beside(self, n: int, to: set[str] | frozenset[str]) -> list[str]:
        """Return whom "with" or "between" behind the noun `n`, or "to" right behind it, names, however parsed."""
        tree = self.tree
        sent = tree.sentence(n)
        end = min(n + REACH, sent.last if sent is not None else n)
        for j in range(n + 1, end):
            word, tag = tree.tokens[j].text.lower(), tree.tokens[j].tag
            here = word in ("with", *BETWEEN) or (j == n + 1 and tag == "IN")  # "a letter to Alder"
            if here and word in {*to, *BETWEEN}:
                return self._named_after(j, sent.last if sent is not None else end, both=word in BETWEEN)
            if tag in ("VBD", "VBZ", "VBP", "MD", "VB", "VBG", "WDT", "WP", "TO", "CC") or word in (",", ";", ":"):
                return []
        return []

    def right_after(self, v: int, to: frozenset[str]) -> list[str]:
        """Return whom "to" or "with" right after the verb `v` names, whatever the tree hangs them on."""
        tree = self.tree
        sent = tree.sentence(v)
        j = next((j for j in range(v + 1, min(v + 4, len(tree.tokens))) if not tree.tokens[j].tag.startswith("RB")), v)
        if sent is None or j >= sent.last or tree.lemma(j) not in {*to, "with"} or tree.tokens[j].tag == "TO":
            return []
        return self._named_after(j, sent.last, both=False)

    def after(self, j: int | None) -> list[str]:
        """Return whom the "between" at `j` names, up to what follows "and", whatever the tree hangs the words on."""
        sent = self.tree.sentence(j) if j is not None else None
        return self._named_after(j, sent.last, both=True) if j is not None and sent is not None else []

    def _named_after(self, j: int, last: int, both: bool) -> list[str]:
        """Return who is named first after the preposition `j`; after "between", up to what follows "and"."""
        tree = self.tree
        out: list[str] = []
        joined = not both
        for k in range(j + 1, min(j + 16, last)):
            token = tree.tokens[k]
            if token.tag.startswith("V") or token.tag in ("MD", "WDT", "WP"):
                break
            if not both and (token.text == "," or token.tag == "IN"):
                break
            if token.lemma == "and":
                joined = True
                continue
            owner = tree.rels[k] in ("compound", "amod", "nmod") and k < tree.head(k)
            if owner or not (token.tag.startswith("N") or token.tag == "PRP"):
                continue
            found = self.cast.named(k)
            extend(out, found)
            if not found and both:
                continue
            if joined:
                break
        return out
