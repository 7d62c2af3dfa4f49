"""Words that mark a position wherever they stand: "refused to leave", "its demand for a truce", "is ready to talk".

What follows a word decides: "threatened to strike" marks what "threatened them" does not. So each is read off the tree
by its frame (`data/stances.toml`), with what it marks and how far that goes. Whose the position is, others find out.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from onrecord.cast import words
from onrecord.grammar import Tree
from onrecord.stances.extent import extent, start
from onrecord.stances.table import Table, table
from onrecord.types import Span

HAVING = frozenset({"have", "show", "express", "see", "be", "make", "give", "hold"})
BOUND = frozenset(
    "government administration country nation state party side council union alliance itself himself herself themselves"
    " ourselves myself".split()
)
SENT_TO = frozenset("prison jail custody hospital asylum trial flame fire grave ground earth sea memory paper".split())
DOUBT = frozenset({"may", "might", "could", "can", "should", "must", "ought"})
OBLIGING = frozenset({"must", "should", "shall", "ought"})
FAINT = frozenset({"less", "little"})
SIGNS = frozenset({"sign", "signal", "indication", "evidence", "hint", "suggestion", "proof"})
READY_SIGNS = frozenset({"sign", "signal", "hint", "indication"})
READY = frozenset({"willing", "ready", "prepared", "prepare"})
OPEN = frozenset({"if", "unless", "whether"})
WANTING = frozenset({"want", "expect"})  # here who should is part of what is wanted
NO_THING = ("PRP", "W", "DT")  # tags of what only points: "they refused it" says nothing
NO_PREDICATE = ("amod", "compound", "aux", "cop", "case")


class Mark(Struct, frozen=True):
    """Token `i` marks a position of `kind`: that of its subject, or by whom it is done if it is `passive`.

    `content` are the words of the position, `head` what heads them, `asked` of whom it is asked.
    """

    i: int
    kind: str
    content: Span
    head: int
    asked: int | None = None
    passive: bool = False


@lru_cache(maxsize=1)
def find_marks(tree: Tree) -> tuple[Mark, ...]:
    """Return the marks of a text, in text order; the last text's are kept, see `grammar.tree_of`."""
    return tuple(_marks(tree, table()))


def _marks(tree: Tree, t: Table) -> Iterator[Mark]:
    for i, token in enumerate(tree.tokens):
        read = {"V": _verb, "N": _noun, "J": _adjective}.get(token.tag[:1])
        found = read(tree, t, i) if read is not None else None
        if found is not None:
            yield found


# --- frames -----------------------------------------------------------------------------------------------------------


def _verb(tree: Tree, t: Table, i: int) -> Mark | None:
    lemma = tree.lemma(i)
    if tree.rels[i] in NO_PREDICATE or is_doubtful(tree, i) or _is_purpose(tree, i):
        return None
    if (
        tree.tokens[i].tag == "VBN"
        and lemma in t.adjective
        and not any(tree.lemma(c) == "have" for c in tree.children(i, "aux"))
    ):
        return _adjective(tree, t, i)
    passive = tree.is_passive(i) or (tree.tokens[i].tag == "VBN" and tree.rels[i] == "acl")
    if lemma in t.another and (found := _another(tree, t, i, passive)) is not None:
        return found
    return None if passive else _active(tree, t, i)


def _another(tree: Tree, t: Table, i: int, passive: bool) -> Mark | None:
    """Return what is asked of someone: "urged them to leave", "called on them to leave", "was told to leave"."""
    x = _infinitive(tree, i)
    if x is None:
        return None
    whom = tree.subject(i) if passive else _whom(tree, i, x)
    if whom is None:
        return None
    first = min(tree.subtree(whom)) if tree.lemma(i) in WANTING and not passive else start(tree, x)
    return _mark(tree, t, i, t.another[tree.lemma(i)], x, first, whom, passive)


def _whom(tree: Tree, i: int, x: int) -> int | None:
    between = [c for c in tree.children(i, "obj", "iobj") if i < c < x]
    between += [c for c in tree.children(i, "obl") if i < c < x and tree.preposition(c) in ("on", "upon", "to", "with")]
    inner = tree.subject(x)
    if inner is not None and i < inner < x:
        between.append(inner)
    return between[0] if between else None


def _active(tree: Tree, t: Table, i: int) -> Mark | None:
    lemma = tree.lemma(i)
    x = _infinitive(tree, i)
    if x is not None and lemma in t.infinitive and tree.child(i, "obj", "iobj") is None:
        return _mark(tree, t, i, t.infinitive[lemma], x, start(tree, x))
    clause = tree.child(i, "ccomp")
    if clause is not None and clause > i and lemma in t.clause and (lemma != "insist" or is_asked_for(tree, clause)):
        return _mark(tree, t, i, t.clause[lemma], clause, start(tree, clause), tree.subject(clause))
    doing = (c for c in tree.children(i, "xcomp", "ccomp", "advcl") if c > i and tree.tokens[c].tag == "VBG")
    if lemma in t.gerund and (g := next(doing, None)) is not None:
        return _mark(tree, t, i, t.gerund[lemma], g, start(tree, g))
    for c in tree.children(i, "obl", "advcl"):
        kind = t.oblique.get(f"{lemma}_{tree.preposition(c)}")
        if kind is not None and c > i and (lemma != "commit" or _binds(tree, i, c)):
            return _mark(tree, t, i, kind, c, start(tree, c))
    thing = tree.child(i, "obj")
    named = thing is not None and tree.tokens[thing].tag.startswith("NNP") and t.object.get(lemma) == "warning"
    if lemma in t.object and thing is not None and thing > i and not named and not _has_to(tree, i):
        return _mark(tree, t, i, t.object[lemma], thing, start(tree, thing))
    return None


def _noun(tree: Tree, t: Table, i: int) -> Mark | None:
    lemma = tree.lemma(i)
    if tree.rels[i] in ("compound", "amod"):
        return None
    for c in tree.kids[i]:
        kind = _kind_with(tree, t, lemma, c) if c > i else None
        if kind is not None:
            return _mark(tree, t, i, kind, c, start(tree, c))
    above = tree.head(i)
    cop = tree.child(above, "cop") if lemma in t.being and tree.rels[i] == "nsubj" and above > i else None
    if cop is not None and i < cop < above and _is_deed(tree, above):
        return _mark(tree, t, i, t.being[lemma], above, cop + 1)
    return None


def _kind_with(tree: Tree, t: Table, lemma: str, c: int) -> str | None:
    """Return the kind that a noun marks with its dependent `c`: "a plan to leave", "a call for help"."""
    rel = tree.rels[c]
    if rel == "acl" and tree.tokens[c].rel != "acl:relcl" and _has_to(tree, c):
        return t.noun.get(lemma)
    if rel in ("xcomp", "ccomp") or (rel == "acl" and tree.child(c, "mark") is not None):
        return t.noun.get(lemma) if tree.tokens[c].tag != "VBG" else t.about.get(f"{lemma}_{tree.preposition(c)}")
    if rel == "nmod" and tree.tokens[c].rel != "nmod:poss":
        owner = tree.tokens[c].tag.startswith("NNP") and tree.preposition(c) == "of"
        return None if owner else t.about.get(f"{lemma}_{tree.preposition(c)}")
    return None


def _is_deed(tree: Tree, i: int) -> bool:
    """Return whether "is" is followed by something to do: "to leave", "leaving", "the defeat of"."""
    if tree.is_verb(i):
        return _has_to(tree, i) or tree.tokens[i].tag == "VBG"
    return tree.tokens[i].tag.startswith("NN") and tree.child(i, "nmod") is not None


def _adjective(tree: Tree, t: Table, i: int) -> Mark | None:
    kind = t.adjective.get(tree.lemma(i))
    if kind is None or tree.rels[i] in ("amod", "compound") or is_doubtful(tree, i):
        return None
    following = (c for c in tree.children(i, "xcomp", "ccomp", "advcl", "obl") if c > i)
    x = next((c for c in following if _has_to(tree, c) or tree.preposition(c) in ("to", "on", "that")), None)
    return _mark(tree, t, i, kind, x, start(tree, x)) if x is not None else None


def _mark(
    tree: Tree, t: Table, i: int, kind: str, head: int, first: int, asked: int | None = None, passive: bool = False
) -> Mark | None:
    if tree.tokens[head].tag.startswith(NO_THING):
        return None
    if is_negated(tree, i) and kind not in t.negated:
        return None
    if is_unseen(tree, i):  # what no one has seen is not refused, unless one could be seen to be ready
        if not _is_unready(tree, i) or is_negated(tree, i):
            return None
        kind = "refusal"
    turned = tree.negated(head) and (_has_to(tree, head) or not tree.is_verb(head))  # "promised never to"
    if is_negated(tree, i) or turned:
        kind = t.negated.get(kind, kind)
    content = extent(tree, head, first)
    return Mark(i, kind, content, head, asked, passive) if content is not None else None


def _binds(tree: Tree, i: int, c: int) -> bool:
    """Return whether "commit" says that one binds oneself, or one's own, to `c`: not "committed a crime to win"."""
    if tree.lemma(c) in SENT_TO or (tree.rels[c] == "advcl" and tree.tokens[c].tag != "VBG"):
        return False
    thing = tree.child(i, "obj")
    return thing is None or tree.lemma(thing) in BOUND or tree.tokens[thing].tag.startswith("NNP")


def _is_purpose(tree: Tree, i: int) -> bool:
    """Return whether the verb says what something is had for: "the levers that they have to press them to"."""
    h = tree.head(i)
    return h >= 0 and tree.rels[i] == "xcomp" and tree.lemma(h) == "have" and tree.tokens[h].rel == "acl:relcl"


# --- what stands around a mark ----------------------------------------------------------------------------------------


def is_negated(tree: Tree, i: int) -> bool:
    """Return whether the mark `i` is denied: "does not want to", "has no plans to", "is not ready to"."""
    if tree.negated(i) or any(tree.lemma(c) in FAINT for c in tree.children(i, "advmod", "amod")):
        return True
    h = tree.head(i)
    if h < 0 or tree.rels[i] not in ("obj", "xcomp") or not tree.negated(h):
        return False
    return not tree.tokens[i].tag.startswith("NN") or tree.lemma(h) in HAVING


def is_unseen(tree: Tree, i: int) -> bool:
    """Return whether there is no sign that the clause of `i` is so: "no sign that they are willing", "little proof"."""
    return any(_is_lacking(tree, c) for c in _signs(tree, i))


def _signs(tree: Tree, i: int) -> list[int]:
    """Return the sign or proof that the clause of `i` is of; or has below it, as the parser has it without "that"."""
    h = tree.head(i)
    above = [h] if h >= 0 and tree.rels[i] in ("acl", "ccomp") else []
    beside = [c for c in tree.children(i, "obl", "nsubj", "dep") if c < i and not tree.preposition(c)]
    bare = [c for c in beside if not any(t.tag == "," for t in tree.tokens[c:i]) and not tree.children(c, "nmod")]
    return [c for c in (*above, *bare) if tree.lemma(c) in SIGNS]


def _is_lacking(tree: Tree, i: int) -> bool:
    few = FAINT | {"no", "few"}
    return any(tree.lemma(x) in few for x in tree.children(i, "det", "amod")) or tree.preposition(i) == "without"


def _is_unready(tree: Tree, i: int) -> bool:
    """Return whether nobody has seen that they are ready: "no sign that they are willing to leave"."""
    seen = any(
        tree.lemma(c) in READY_SIGNS and any(tree.lemma(x) == "no" for x in tree.children(c, "det"))
        for c in _signs(tree, i)
    )
    return seen and tree.lemma(i) in READY


def is_asked_for(tree: Tree, v: int) -> bool:
    """Return whether the clause of `v` says what is to be, not what is: "that they leave", "that they must leave"."""
    helpers = tree.children(v, "aux", "cop")
    modals = {tree.lemma(c) for c in helpers if tree.tokens[c].tag == "MD"}
    if modals:
        return bool(modals & OBLIGING)
    if any(tree.tokens[c].tag == "VB" and tree.lemma(c) == "be" for c in helpers):
        return True  # "that it be confined"
    return tree.tokens[v].tag == "VB" and not any(tree.lemma(c) in ("do", "have") for c in helpers)


def is_doubtful(tree: Tree, i: int) -> bool:
    """Return whether the clause of `i` is only thought of: "if they refuse", "may seek to", "should be ready to"."""
    for v in tree.climb(i):
        if any(tree.lemma(c) in DOUBT for c in tree.children(v, "aux")):
            return True
        if any(tree.lemma(c) in OPEN for c in tree.children(v, "mark")):
            return True
        if tree.rels[v] not in ("conj", "xcomp"):
            return False
    return False


def holder_of(tree: Tree, i: int) -> int | None:
    """Return the word for whose the mark `i` is: a noun's possessor, a verb's subject, one that it shares too."""
    for v in tree.climb(i):
        if tree.tokens[v].tag.startswith("NN") and (whose := _owner(tree, v)) is not None:
            return whose
        if v != i and (tree.rels[i] == "nsubj" or (tree.rels[i] == "obj" and not has_or_makes(tree, v))):
            return None
        subject = tree.subject(v)
        if subject is not None and subject != i:
            related = tree.rels[v] == "acl" and tree.tokens[subject].tag in ("WP", "WDT")
            return tree.head(v) if related else subject  # "officials who refused to"
        if tree.rels[v] == "acl" and tree.is_verb(v) and tree.tokens[v].tag != "VBN":
            return tree.head(v)  # "forces trying to"
        if tree.rels[v] not in ("xcomp", "conj", "obj", "advcl"):
            return None
    return None


def _owner(tree: Tree, n: int) -> int | None:
    """Return whose the noun `n` is: "their plan", "the Ostian plan", "a plan by Ostia"."""
    whose = next((c for c in tree.kids[n] if tree.tokens[c].rel == "nmod:poss"), None)
    if whose is not None:
        return whose
    names = (c for c in tree.children(n, "compound", "amod") if tree.tokens[c].text[0].isupper() and c < n)
    by = (c for c in tree.children(n, "nmod") if tree.preposition(c) in ("by", "from"))
    return next(names, None) or next(by, None)


def has_or_makes(tree: Tree, v: int) -> bool:
    """Return whether the subject of `v` has what its object names, or does it: not so who criticizes a plan."""
    return tree.lemma(v) in HAVING | words("doing")


def _infinitive(tree: Tree, i: int) -> int | None:
    return next((c for c in tree.children(i, "xcomp", "ccomp", "advcl", "acl") if c > i and _has_to(tree, c)), None)


def _has_to(tree: Tree, v: int) -> bool:
    return any(tree.lemma(c) == "to" and c < v for c in tree.children(v, "mark", "aux"))
