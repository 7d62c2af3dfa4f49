"""Which words tell of a political event: the rules of `data/plover.toml`, looked up by lemma at each token."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import resources
from tomllib import loads
from typing import Any

from msgspec import Struct

from onrecord.cast import words
from onrecord.grammar import Tree

TIMES = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december week month year day today tonight yesterday tomorrow morning evening afternoon
    weekend occasion""".split()
)


QUOTES = frozenset({"'", '"', "“", "‘", "`", "``", "''"})
MOVING = frozenset({"go", "come", "head", "return", "travel", "fly"})
NEAR = 6  # tokens from a verb to an object that was taken for a subject
REACH = 14  # tokens from a verb to the word that its rule needs
PARTICLES = frozenset("out up off down back away".split())


class Rule(Struct, frozen=True):
    """One way of telling of a type of event. `to` are the prepositions that bring its recipients."""

    type: str
    mode: str | None
    joint: bool
    to: frozenset[str]
    objects: frozenset[str]
    needs: frozenset[str]
    negative: bool = False
    abroad: bool = False
    mutual: bool = False
    settles: bool = False
    asks: bool = False
    doers: frozenset[str] = frozenset()
    tries: bool = False
    gathering: bool = False


class Trigger(Struct, frozen=True):
    """Token `i` tells of an event; `noun` if it names it. `object` is the noun that made the rule apply."""

    i: int
    rule: Rule
    noun: bool
    object: int | None = None


class Rules(Struct, frozen=True):
    """The rules by verb ("lift", "pull_out", "call_for") and by noun."""

    verbs: dict[str, tuple[Rule, ...]]
    nouns: dict[str, Rule]
    firsts: frozenset[str]  # first words of all verbs: what a token's lemma is looked up in
    lasts: frozenset[str]  # and the nouns themselves, of those listed with a word before or after


@cache
def rules() -> Rules:
    """Return the shipped rules."""
    return _compile(loads(resources.files("onrecord.data").joinpath("plover.toml").read_text("utf-8"))["rule"])


def _compile(rows: list[dict[str, Any]]) -> Rules:
    verbs: dict[str, list[Rule]] = {}
    nouns: dict[str, Rule] = {}
    for row in rows:
        words = {key: frozenset(row.get(key, "").split()) for key in ("to", "objects", "needs", "doers")}
        rule = Rule(
            row["type"],
            row.get("mode"),
            row.get("joint", False),
            **words,
            negative=row.get("negative", False),
            abroad=row.get("abroad", False),
            mutual=row.get("mutual", False),
            settles=row.get("settles", False),
            asks=row.get("asks", False),
            tries=row.get("tries", False),
            gathering=row.get("gathering", False),
        )
        for verb in row.get("verbs", "").split():
            verbs.setdefault(verb, []).append(rule)
        for noun in row.get("nouns", "").split():
            nouns.setdefault(noun, rule)
    ordered = {v: tuple(sorted(rs, key=lambda r: not _is_narrow(r))) for v, rs in verbs.items()}
    return Rules(ordered, nouns, frozenset(v.partition("_")[0] for v in verbs), frozenset(_bare(n) for n in nouns))


def _is_narrow(rule: Rule) -> bool:
    """Return whether a rule asks for more than its verb: such a rule goes before one that does not."""
    return bool(rule.objects or rule.needs or rule.doers)


def _bare(noun: str) -> str:
    return noun.partition("_")[0].rpartition("-")[2]


def find_triggers(tree: Tree) -> Iterator[Trigger]:
    """Yield the triggers of a text in text order; one a token."""
    table = rules()
    for i, token in enumerate(tree.tokens):
        tag = token.tag[:1]
        if tag == "V" and token.lemma in table.firsts:
            trigger = _verb(tree, i, table)
        elif tag == "N" and token.lemma in table.lasts:
            trigger = _noun(tree, i, table)
        else:
            continue
        if trigger is not None:
            yield trigger


def find_pro_verbs(tree: Tree) -> Iterator[int]:
    """Yield the tokens that stand for a verb said before: "do" of "do so"."""
    for i, token in enumerate(tree.tokens):
        if token.lemma == "so" and i and tree.lemma(i - 1) == "do" and tree.head(i) == i - 1:
            yield i - 1


def _verb(tree: Tree, i: int, table: Rules) -> Trigger | None:
    if tree.rels[i] in ("amod", "compound", "aux", "case", "cop", "mark"):
        return None
    keys = _keys(tree, i, tree.lemma(i))
    for narrow in (True, False):
        for key in keys:
            for rule in table.verbs.get(key, ()):
                if "*" in rule.objects and tree.child(i, "xcomp") is not None:
                    continue  # "ordered them to leave" is asked of them
                if _is_narrow(rule) is not narrow or (rule.doers and not _is_done_by(tree, i, rule.doers)):
                    continue
                if rule.mode == "call" and key == "call" and not _is_phoned(tree, i):
                    continue
                wants_object = bool(rule.objects or rule.needs)
                thing = _object(tree, i, rule, key) if wants_object else None
                if thing is not None or not wants_object:
                    whom = thing is not None and "NAME" in rule.objects and tree.lemma(thing) not in rule.objects
                    return None if rule.type == "NONE" else Trigger(i, rule, noun=False, object=None if whom else thing)
    return None


def _keys(tree: Tree, i: int, lemma: str) -> list[str]:
    """Return the names under which a verb may be listed, the longest first."""
    particles = [
        tree.lemma(c)
        for c in tree.kids[i]
        if c > i and (tree.tokens[c].rel == "compound:prt" or tree.tokens[c].text.lower() in PARTICLES)
    ]
    phrases = [f"{lemma}_{p}" for p in particles]
    cases = [
        tree.preposition(c)
        for c in tree.children(i, "obl", "advcl", "nmod", "xcomp")
        if not is_time(tree, c) and not (lemma in MOVING and tree.tokens[c].tag == "VB")  # "going to start"
    ]
    cases += [tree.lemma(c) for c in tree.children(i, "advmod", "case") if c > i]
    out = [f"{phrase}_{case}" for phrase in phrases for case in cases if case]
    out += phrases
    out += [f"{lemma}_{case}" for case in cases if case]
    out.append(lemma)
    return out


def _is_phoned(tree: Tree, i: int) -> bool:
    """Return whether "call" has someone for its object and makes nothing of them: not "called him a liar"."""
    c = tree.child(i, "obj")
    if any(tree.lemma(k) in ("out", "off", "up") for k in tree.kids[i]):
        return False
    if len(tree.children(i, "obj")) > 1:
        return False  # "called her a hero"
    if c is not None and i < c and tree.tokens[min(max(tree.subtree(c)) + 1, len(tree.tokens) - 1)].text in QUOTES:
        return False  # "called it 'a crazy system'"
    if any(t.text in QUOTES for t in tree.tokens[i + 1 : i + 3]):
        return False  # "called the 'Crossroads'"
    office = c is not None and tree.lemma(c) in words("representatives")
    if c is None or not (
        office or tree.tokens[c].tag.startswith("NNP") or tree.tokens[c].tag == "PRP" or _has_name(tree, c)
    ):
        return False
    return (
        all(tree.tokens[x].tag == "VB" for x in tree.children(i, "xcomp", "ccomp"))
        and tree.child(i, "nsubj") is not None
    )


def _has_name(tree: Tree, i: int) -> bool:
    return any(
        tree.tokens[c].tag.startswith("NNP") for c in tree.kids[i] if tree.rels[c] in ("flat", "appos", "compound")
    )


def is_time(tree: Tree, i: int) -> bool:
    """Return whether `i` is a day, a month or a number: "called on Friday" calls on nobody."""
    return tree.tokens[i].tag == "CD" or tree.lemma(i) in TIMES


def _is_done_by(tree: Tree, i: int, doers: frozenset[str]) -> bool:
    """Return whether one of `doers` does what verb `i` says: "protesters burned", "was taken by troops"."""
    for v in (*tree.climb(i),)[:4]:
        c = tree.subject(v)
        if c is not None and not (v == i and tree.is_passive(v)):
            return any(_names(tree, j, doers) for j in tree.conjuncts(c))
        if tree.rels[v] not in ("xcomp", "conj", "advcl", "acl"):
            break
    agents = [c for c in tree.children(i, "obl") if tree.preposition(c) == "by"]
    return any(_names(tree, j, doers) for c in agents for j in tree.conjuncts(c))


def _names(tree: Tree, i: int, wanted: frozenset[str]) -> bool:
    """Return whether the noun `i`, with a word before it or not, is one of `wanted`: "peacekeeping-force"."""
    return bool(
        wanted & _with_words_before(tree, i) or wanted & {tree.lemma(c) for c in tree.children(i, "compound", "amod")}
    )


def _with_words_before(tree: Tree, i: int) -> set[str]:
    """Return the noun `i` as rules may list it: "attack", "verbal-attack", "cease-fire"."""
    lemma = tree.lemma(i)
    before = {*tree.children(i, "compound", "amod")}
    if i > 1 and tree.tokens[i - 1].tag == "HYPH":
        before.add(i - 2)
    return {lemma, *(f"{tree.lemma(c)}-{lemma}" for c in before)}


def _needed(tree: Tree, i: int, needs: frozenset[str]) -> int | None:
    """Return the word after verb `i` that its rule needs, wherever the tree hangs it: "found her guilty"."""
    sent = tree.sentence(i)
    for j in range(i + 1, min(i + REACH, sent.last if sent is not None else i)):
        if tree.lemma(j) in needs:
            return j
        if tree.tokens[j].tag in ("VBD", "VBZ", "VBP", "MD", "WDT", "WP") or tree.tokens[j].text in ";:":
            return None
    return None


def _object(tree: Tree, i: int, rule: Rule, key: str) -> int | None:
    """Return the object of verb `i` that the rule asks for."""
    wanted = rule.objects | rule.needs
    for c in tree.children(i, "obj", "nsubj", "obl", "xcomp"):
        if tree.rels[c] == "nsubj" and not tree.is_passive(i) and not (i < c < i + NEAR and tree.subject(i) != c):
            continue
        if tree.tokens[c].tag.startswith("V") and not rule.needs:
            continue  # "came to talk"
        if tree.rels[c] in ("obl", "xcomp") and not (
            rule.needs or key.endswith(f"_{tree.preposition(c) or tree.lemma(c - 1)}")
        ):
            continue
        if "*" in wanted and tree.rels[c] != "obl":
            return c
        for j in tree.conjuncts(c):
            named = tree.tokens[j].tag == "NNP" and not is_time(tree, j) and tree.lemma(j) not in rules().lasts
            if wanted & _with_words_before(tree, j) or ("NAME" in wanted and named):
                return j
            of = [k for k in tree.children(j, "nmod", "compound", "nummod") if tree.lemma(k) in wanted]
            if any(tree.rels[k] != "nmod" or tree.preposition(k) in ("of", "") for k in of):
                return j
    if tree.rels[i] in ("acl", "amod") and tree.lemma(tree.head(i)) in wanted:
        return tree.head(i)
    return _needed(tree, i, rule.needs) if rule.needs else None


def _noun(tree: Tree, i: int, table: Rules) -> Trigger | None:
    if tree.rels[i] in ("compound", "flat", "amod") or (tree.tokens[i].tag == "NNP" and tree.lemma(i) in TIMES):
        return None  # "peace talks process": the process is meant; "March": the month
    lemma = tree.lemma(i)
    before = [f"{tree.lemma(c)}-{lemma}" for c in tree.children(i, "compound", "amod")]
    after = [f"{lemma}_{tree.preposition(c)}" for c in tree.children(i, "nmod", "acl", "obl")]
    rule = next((table.nouns[key] for key in (*before, *after, lemma) if key in table.nouns), None)
    return None if rule is None or rule.type == "NONE" else Trigger(i, rule, noun=True)


def rule_at(tree: Tree, i: int) -> Rule | None:
    """Return the rule of token `i`, verb or noun; of a verb that is none itself, that of its object."""
    table = rules()
    if not tree.is_verb(i):
        return noun_rule(tree, i)
    trigger = _verb(tree, i, table) if tree.lemma(i) in table.firsts else None
    if trigger is not None:
        return trigger.rule
    c = tree.child(i, "obj")
    return noun_rule(tree, c) if c is not None else None


def noun_rule(tree: Tree, i: int) -> Rule | None:
    """Return the rule of the noun `i`, None if it names no event."""
    trigger = _noun(tree, i, rules()) if tree.lemma(i) in rules().lasts else None
    return trigger.rule if trigger else None
