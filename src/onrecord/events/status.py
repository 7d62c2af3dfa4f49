"""Whether it happened: the status of what a word names, read from tense, modality, negation and all that governs it.

The reading climbs from the trigger to the sentence's root. Each governor says what it does to what it governs
("refused to meet", "denied that they met", "a call for talks"; `data/status.toml`), and `under` composes that with the
governor's own status. Whatever is not understood comes out weaker, never as having happened.
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from tomllib import loads
from typing import cast

from onrecord.grammar import MAX_CLIMB, Tree
from onrecord.types import Status

Effect = str  # a Status, or "same": it stands or falls with its governor

REAL = ("happened", "ongoing")
MODALS: dict[str, Status] = {
    **dict.fromkeys(("will", "shall", "'ll", "’ll", "wo", "'ll"), "planned"),
    **dict.fromkeys(("may", "might", "could", "can", "ca", "would", "'d", "’d"), "hypothetical"),
    **dict.fromkeys(("must", "should", "ought", "need"), "demanded"),
}
WILL = ("will", "shall", "'ll", "’ll", "wo", "would", "'d", "’d")
PRESENT_BE = frozenset({"is", "are", "am", "'s", "’s", "'re", "’re", "'m", "’m"})
AHEAD = frozenset({"scheduled", "planned", "due", "slated", "expected"})
AHEAD_OF_IT = frozenset({"due", "set", "schedule", "plan", "slate", "expect"})
TEMPORAL = frozenset({"when", "whenever", "once", "after", "before", "as", "by"})
TELLING = frozenset({"detail", "record", "transcript", "word", "outcome"})  # of what was: without them, it still was
AGAIN = frozenset("still regularly frequently often daily constantly usually always".split())
DURATIVE = ("continue", "remain", "keep", "maintain")
MOMENTARY = ("sign", "initial", "ratify", "seal", "ink", "thank")  # in the present only in headlines: it is done


class Lexicon:
    """The governors and modifiers of `data/status.toml`, by lemma."""

    def __init__(self, table: dict[str, dict[str, str | list[str]]]) -> None:
        def by_lemma(section: str) -> dict[str, Effect]:
            out: dict[str, Effect] = {}
            for effect, words in table[section].items():
                for word in words.split() if isinstance(words, str) else words:
                    out.setdefault(word, effect)
            return out

        self.clause = by_lemma("clause")
        self.finite = by_lemma("finite")
        self.object = by_lemma("object")
        self.subject = by_lemma("subject")
        self.noun = by_lemma("noun")
        self.step = by_lemma("step")
        self.modifier = by_lemma("modifier")
        self.conjunction = by_lemma("conjunction")
        self.preposition = by_lemma("preposition")


@cache
def lexicon() -> Lexicon:
    """Return the shipped governors."""
    return Lexicon(loads(resources.files("onrecord.data").joinpath("status.toml").read_text("utf-8")))


def negate(status: Status) -> Status:
    """Return what the negation of a predicate makes of its status: "did not", "will not", "is not ready to"."""
    if status in REAL:
        return "absent"
    if status in ("planned", "offered"):
        return "refused"
    return "hypothetical"


def under(effect: Effect, governor: Status) -> Status:
    """Return the status of what a governor of status `governor` governs with `effect`.

    A governor that is itself negated turns intention and readiness into refusal; one that is only demanded, possible or
    conditional makes at most as much of what it governs.
    """
    if effect == "same":
        return governor
    if governor in REAL:
        return cast("Status", effect)
    if effect in ("planned", "offered"):
        if governor in ("absent", "refused"):
            return "refused"
        if effect == "offered" and governor == "planned":
            return "offered"
        return "hypothetical" if governor == "absent" else governor
    if effect in ("refused", "denied", "demanded"):
        if governor in ("absent", "refused", "denied"):
            return "hypothetical"
        return cast("Status", effect) if governor in ("planned", "offered") else "hypothetical"
    return "hypothetical"


class Reader:
    """Reads statuses off one text's trees. `reported`: tokens inside indirect statements, where would is will."""

    def __init__(self, tree: Tree, reported: frozenset[int] | set[int] = frozenset()) -> None:
        self.tree = tree
        self.reported = reported
        self.lexicon = lexicon()

    def verb(self, v: int, depth: int = 0, durative: bool = False) -> Status:
        """Return the status of the clause that `v` heads. `durative`: its present tense tells of something going on."""
        if depth > MAX_CLIMB:
            return "hypothetical"
        own = self._own(v, durative)
        own = self._open(v, depth, durative) if own is None else self._placed(v, own, depth)
        return negate(own) if self.tree.negated(v) else own

    def noun(self, n: int, depth: int = 0) -> Status:
        """Return the status of the event that the noun `n` names."""
        if depth > MAX_CLIMB:
            return "hypothetical"
        tree = self.tree
        n = tree.container(n)
        own, status = self.modified(n), self._noun_placed(n, depth)
        if own is not None and not (own == "planned" and status in ("absent", "refused", "denied")):
            return own  # but "cancelled a planned visit"
        if not tree.negated(n):
            return status
        return "refused" if status in ("planned", "offered") else "absent"  # "no talks were held"; "held no talks"

    # --- verbs --------------------------------------------------------------------------------------------------------

    def _own(self, v: int, durative: bool) -> Status | None:
        """Return what the verb's own form says; None for an infinitive or participle that its governor decides."""
        tree = self.tree
        aux = [c for c in tree.kids[v] if tree.rels[c] in ("aux", "cop")]
        lemmas = [tree.lemma(c) for c in aux]
        words = [tree.tokens[c].text.lower() for c in aux]
        for lemma, word in zip(lemmas, words, strict=True):
            status = MODALS.get(word) or MODALS.get(lemma)
            if status:
                return self._modal(v, word if word in WILL else lemma, status)
        tag = tree.tokens[v].tag
        tags = [tree.tokens[c].tag for c in aux]
        if tree.tokens[v].tag == "VB" and not ({"do", "have"} & set(lemmas)):
            return None
        if any(tree.lemma(c) == "to" for c in tree.children(v, "mark", "aux")) and "have" not in lemmas:
            return None
        if "have" in lemmas:
            return "ongoing" if tag == "VBG" else "happened"
        if "do" in lemmas:
            return "happened" if "VBD" in tags else self._present(v, durative)
        if "be" in lemmas:
            if "VBD" in tags or any(w in ("was", "were") for w in words):
                return "happened"
            return self._in_progress(v) if any(w in PRESENT_BE for w in words) else None
        if tag == "VBD":
            return "happened"
        if tag in ("VBZ", "VBP"):
            return self._present(v, durative)
        if tag == "VBN" and tree.rels[v] in ("acl", "root", "parataxis"):
            return "happened"
        if tag == "MD":
            return "hypothetical"
        return None if tree.is_verb(v) else "happened"

    def _in_progress(self, v: int) -> Status:
        """Return the status of "is meeting": going on, but what a plan or a next step is has still to come."""
        tree = self.tree
        subject = tree.subject(v)
        if subject is None or tree.tokens[v].tag != "VBG" or not tree.tokens[subject].tag.startswith("NN"):
            return "ongoing"
        effect = self.lexicon.step.get(tree.lemma(subject))
        return cast("Status", effect) if effect else "ongoing"

    def _present(self, v: int, durative: bool) -> Status:
        lemma = self.tree.lemma(v)
        durative = durative or any(self.tree.lemma(c) in AGAIN for c in self.tree.children(v, "advmod"))
        return "ongoing" if (durative and lemma not in MOMENTARY) or lemma in DURATIVE else "happened"

    def _modal(self, v: int, word: str, status: Status) -> Status:
        tree = self.tree
        if word in ("would", "'d", "’d") and (v in self.reported or tree.rels[v] == "ccomp"):
            return "planned"  # "said he would meet": the will of then
        if word in ("could", "can", "ca") and tree.negated(v):
            return "happened"  # negated by the caller: "could not meet" is an absence
        return status

    def _placed(self, v: int, own: Status, depth: int) -> Status:
        """Return the status of a finite clause in its place: under "if", under "denied that", beside a future."""
        tree = self.tree
        mark = next(
            (tree.lemma(c) for c in tree.children(v, "mark", "advmod") if tree.lemma(c) in self.lexicon.conjunction),
            None,
        )
        if mark:
            return "hypothetical"
        rel, h = tree.rels[v], tree.head(v)
        if h < 0:
            return self._asked(v, own)
        if rel == "conj":
            g = tree.first_conjunct(v)
            if tree.rels[g] in ("ccomp", "advcl") and tree.head(g) >= 0 and tree.child(v, "nsubj") is None:
                return self._placed_as(g, own, depth)
            return own
        return self._placed_as(v, own, depth)

    def _placed_as(self, v: int, own: Status, depth: int) -> Status:
        tree = self.tree
        rel, h = tree.rels[v], tree.head(v)
        if rel in ("ccomp", "csubj", "xcomp"):
            if any(tree.tokens[c].tag in ("WRB", "WP") for c in tree.children(v, "advmod", "obj", "nsubj", "mark")):
                return own if own not in REAL else self._question(h, own)
            effect = self.lexicon.finite.get(tree.lemma(h)) or self.lexicon.clause.get(tree.lemma(h), "same")
            if tree.lemma(h) == "go":
                effect = "same"  # no "going to": a clause hung there says nothing of it
            if effect == "same":
                # not having said so makes nothing undone, but it is no word for it either
                return "hypothetical" if own in REAL and tree.negated(h) else own
            return under(effect, self._standing(h, depth))
        if rel == "advcl" and own in REAL:
            main = self.verb(h, depth + 1) if tree.is_predicate(h) else own
            present = tree.tokens[v].tag in ("VBZ", "VBP") and any(
                tree.lemma(c) in TEMPORAL for c in tree.children(v, "mark", "advmod")
            )
            if present and main not in REAL:
                return "planned" if main in ("planned", "offered", "demanded") else "hypothetical"
        return own

    def _asked(self, v: int, own: Status) -> Status:
        sent = self.tree.sentence(v)
        question = sent is not None and self.tree.text[: sent.end].rstrip("”’\"' ").endswith("?")
        return "hypothetical" if question and own in REAL else own

    def _question(self, governor: int, own: Status) -> Status:
        """Return the status of an indirect question: "unsure when they met" stays, "asked whether" is open."""
        lemma = self.tree.lemma(governor)
        return own if self.lexicon.finite.get(lemma) == "same" else "hypothetical"

    def _open(self, v: int, depth: int, durative: bool) -> Status:
        """Return the status of an infinitive or participle, which its governor decides."""
        tree = self.tree
        rel, h = tree.rels[v], tree.head(v)
        if h < 0:
            return self._bare(v)
        if rel == "conj":
            g = tree.first_conjunct(v)
            if g == v or not tree.is_verb(g):
                return "hypothetical"
            own = self._own(g, durative)
            return self._placed(g, own, depth) if own is not None else self._open(g, depth + 1, durative)
        marks = [tree.lemma(c) for c in tree.children(v, "mark", "case", "advmod")]
        if tree.tokens[v].tag == "VB" and v and tree.lemma(v - 1) == "to":
            marks.append("to")  # "due to meet", where "to" was fixed to "due"
        if any(m in self.lexicon.conjunction for m in marks) or any(
            tree.tokens[c].tag in ("WRB", "WP") for c in tree.children(v, "mark", "advmod", "obj")
        ):
            return "hypothetical"
        for mark in marks:
            time = self.lexicon.preposition.get(mark)
            if time == "without":
                return "absent"
            if mark == "to":
                continue
            if time == "future":
                above = self._standing(h, depth)
                return "planned" if mark in ("before", "ahead") else self._governed(h, above)
            if time == "past" and tree.tokens[v].tag in ("VBG", "VBN") and rel in ("advcl", "acl", "obl"):
                above = self.verb(h, depth + 1) if tree.is_predicate(h) else "hypothetical"
                if mark in ("after", "since", "following") and above in ("happened", "ongoing", "absent"):
                    return "happened"
                return self._governed(h, above)
        above = self._standing(h, depth)
        if rel == "advcl" and "to" not in marks:  # "meeting in Geneva, they agreed"
            return above if above in (*REAL, "planned", "demanded") else "hypothetical"
        if rel == "acl" and tree.tokens[v].tag == "VBG" and not marks:
            return "ongoing"  # "leaders meeting in Sochi"
        return self._governed(h, above)

    def _standing(self, h: int, depth: int) -> Status:
        """Return the status of a governor: of a clause; of an attitude ("his readiness to"), if held; of a noun."""
        tree = self.tree
        if tree.is_predicate(h):
            return self.verb(h, depth + 1)
        return self._attitude(h, depth) if tree.lemma(h) in self.lexicon.clause else self.noun(h, depth + 1)

    def _attitude(self, n: int, depth: int) -> Status:
        """Return whether the plan, offer or hope that the noun `n` names is there: to state it is enough."""
        tree = self.tree
        status: Status = "happened"
        h = tree.head(n)
        if h >= 0 and tree.rels[n] in ("obj", "nsubj", "iobj") and tree.is_predicate(h):
            effect = self.lexicon.object.get(self.phrase(h)) or self.lexicon.object.get(tree.lemma(h))
            if effect in ("denied", "refused", "absent"):
                status = under(effect, self.verb(h, depth + 1))
            elif tree.rels[n] == "obj":
                status = self.verb(h, depth + 1)
        elif h >= 0 and tree.rels[n] == "conj":
            return self._attitude(h, depth + 1) if depth < MAX_CLIMB else "hypothetical"
        return negate(status) if tree.negated(n) else status

    def _governed(self, h: int, above: Status) -> Status:
        tree = self.tree
        lemma = tree.lemma(h)
        if lemma == "go" and tree.tokens[h].tag != "VBG":
            lemma = ""
        if lemma == "be":
            lemma = "due"  # "is to hold talks"
        effect = self.lexicon.clause.get(lemma)
        if effect is None:  # a purpose, or a governor we do not know
            return "planned" if above in (*REAL, "planned") and tree.is_verb(h) else "hypothetical"
        return under(effect, above)

    def _bare(self, v: int) -> Status:
        tree = self.tree
        if any(tree.lemma(c) == "to" for c in tree.children(v, "mark", "aux")):
            return "planned"  # a headline's "X to meet Y"
        if tree.tokens[v].tag == "VB":
            return "demanded"  # an imperative
        return "happened" if tree.tokens[v].tag == "VBN" else "hypothetical"

    # --- nouns --------------------------------------------------------------------------------------------------------

    def modified(self, n: int) -> Status | None:
        """Return what the noun's own modifiers settle: "planned talks", "talks due to resume"."""
        tree = self.tree
        for c in tree.children(n, "amod", "det"):
            effect = self.lexicon.modifier.get(tree.tokens[c].text.lower())
            if effect in ("planned", "hypothetical", "absent", "demanded", "offered"):
                return cast("Status", effect)
        if n + 1 < len(tree.tokens) and tree.tokens[n + 1].text.lower() in AHEAD:
            return "planned"
        for j in range(n + 1, min(n + 16, len(tree.tokens))):
            if (
                tree.lemma(j) == "be"
                and tree.tokens[j - 1].tag in ("WDT", "WP")
                and tree.lemma(min(j + 1, len(tree.tokens) - 1)) in AHEAD_OF_IT
            ):
                return "planned"  # "talks that are due to resume"
            if tree.tokens[j].tag in ("VBD", "VBZ", "VBP", "MD") or tree.tokens[j].text in ".;:":
                break
            if tree.lemma(j) == "to" and [t.lemma for t in tree.tokens[j + 1 : j + 2]] == ["be"]:
                return "planned"  # "a summit to be held"
            if tree.lemma(j) in ("due", "slate") and tree.lemma(min(j + 1, len(tree.tokens) - 1)) in (
                "to",
                "for",
                "in",
                "on",
            ):
                return "planned"  # "talks due to resume", whatever the parser makes of "due"
        beside = tree.children(n, "appos")
        for c in [*tree.children(n, "acl", "amod"), *(k for a in beside for k in tree.children(a, "acl", "amod"))]:
            effect = self.lexicon.object.get(tree.lemma(c)) or self.lexicon.clause.get(tree.lemma(c))
            settled = c > n and (tree.tokens[c].tag == "VBN" or tree.tokens[c].tag.startswith("J"))
            if settled and effect not in (None, "same"):
                return cast("Status", effect)
        return None

    def _noun_placed(self, n: int, depth: int) -> Status:
        tree = self.tree
        rel, h = tree.rels[n], tree.head(n)
        if any(tree.rels[c] == "cop" for c in tree.kids[n]):
            return self._nominal(n, depth)
        if h < 0:
            return "hypothetical"
        if rel in ("conj", "appos"):
            return self.noun(h, depth + 1) if not tree.is_predicate(h) or not tree.is_verb(h) else "hypothetical"
        if rel in ("obj", "iobj") and tree.preposition(n) in ("in", "during", "after", "at", "following"):
            return self._oblique(n, h, depth)  # "said in a call", whatever the parser makes of it
        if rel == "nsubj" and n > h and tree.subject(h) not in (n, None):
            return self._objective(n, h, depth)  # a second subject, behind its verb: an object misread
        if rel == "nsubj":
            return self._objective(n, h, depth) if tree.is_passive(h) else self._subjective(h, depth)
        if rel == "obj" or rel == "iobj":
            return self._objective(n, h, depth)
        bare = rel == "obl" and n < h and tree.child(n, "case", "mark") is None and tree.child(h, "nsubj") is None
        if bare and tree.is_verb(h):  # a subject that the parser took for an adjunct
            return self._subjective(h, depth)
        if rel in ("obl", "nmod", "advcl", "advmod", "xcomp", "ccomp", "dep", "parataxis", "acl"):
            return self._oblique(n, h, depth)
        return "hypothetical"

    def _nominal(self, n: int, depth: int) -> Status:
        return self.verb(n, depth)

    def _subjective(self, v: int, depth: int) -> Status:
        status = self.verb(v, depth + 1, durative=True)
        lemma = self.tree.lemma(v)
        effect = self.lexicon.clause.get(lemma)
        if not self.tree.is_verb(v):  # "talks are likely"
            return under(effect, status) if effect else status
        if status == "absent" and lemma not in self.lexicon.subject:
            return "happened"  # what the talks did not do, they were held
        return status

    def _objective(self, n: int, v: int, depth: int) -> Status:
        tree = self.tree
        status = self.verb(v, depth + 1, durative=True)
        effect = self.lexicon.object.get(self.phrase(v)) or self.lexicon.object.get(tree.lemma(v))
        if effect is None:
            return "hypothetical"
        return under(effect, status)

    def phrase(self, v: int) -> str:
        """Return the verb with its particle, as the tables write it: "call_off"."""
        tree = self.tree
        particle = next((c for c in tree.kids[v] if tree.tokens[c].rel == "compound:prt"), None)
        return tree.lemma(v) if particle is None else f"{tree.lemma(v)}_{tree.lemma(particle)}"

    def _oblique(self, n: int, h: int, depth: int) -> Status:
        tree = self.tree
        preposition = tree.preposition(n)
        time = self.lexicon.preposition.get(preposition)
        if time == "without":
            return "absent"
        if not tree.is_predicate(h):
            effect = self.lexicon.noun.get(tree.lemma(h)) or self.lexicon.clause.get(tree.lemma(h), "same")
            if time == "future" and preposition not in ("for", "to") and effect == "same":
                return "planned"
            standing = self._standing(h, depth)
            if standing == "absent" and tree.lemma(h) in TELLING:
                return "happened"  # "no details of the talks were given"
            return under(effect, standing)
        if preposition == "by" and tree.tokens[h].tag == "VBN" and tree.preposition(h) == "as":
            return "happened"  # "as shown by the talks"
        status = self.verb(h, depth + 1, durative=True)
        phrase = f"{self.phrase(h)}_{preposition}"
        how = self.lexicon.object.get(phrase) or (None if tree.is_verb(h) else self.lexicon.clause.get(tree.lemma(h)))
        if how:
            return under(how, status)
        if preposition in ("after", "during", "following", "since", "despite"):
            return "happened" if status in (*REAL, "absent") else "planned" if status == "planned" else "hypothetical"
        if preposition == "for" and tree.child(h, "cop") is not None and tree.child(h, "case") is not None:
            return status  # "was in Porto for talks"
        if time == "future":
            return "planned" if status in (*REAL, "planned") else "hypothetical"
        if time == "past":
            return status
        return "hypothetical"
