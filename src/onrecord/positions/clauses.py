"""The clauses of what is said: "they must leave" is a demand, "we will not" a refusal, "if they stop" a condition.

Where a statement's cue only says that something was said, each main clause of its content is looked at. A clause that
says none of this gives no position.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from onrecord.events.triggers import rule_at
from onrecord.grammar import MAX_CLIMB
from onrecord.positions.claims import Claim
from onrecord.positions.setting import ANNOUNCING, FIRST_PERSON, PLANS, WILL, Setting
from onrecord.positions.targets import Targets
from onrecord.stances import is_doubtful
from onrecord.text import trim
from onrecord.types import Span, Statement

THIRD_PERSON = frozenset({"he", "she", "they", "it"})
LINES = frozenset({"position", "line", "stance", "policy", "principle", "rule"})
HOLDS = frozenset(
    "hold stick stand maintain keep reaffirm reiterate affirm adopt defend uphold adhere cling repeat".split()
)
GOING_ON = frozenset({"need", "have", "continue", "vow", "pledge", "promise", "intend", "mean", "want"})
INVERTED = frozenset({"were", "had", "should"})
THAT = frozenset({"that"})
SURE = 0.4  # see `cues.SURE`


class Clauses:
    """Reads what the clauses of a content say."""

    def __init__(self, setting: Setting, targets: Targets) -> None:
        self.setting, self.targets = setting, targets
        self.tree, self.cast, self.table = setting.tree, setting.cast, setting.table

    def read(self, s: Statement) -> Iterator[Claim]:
        """Yield the positions that the clauses of the content of `s` state."""
        for piece in s.content:
            inside = self.tree.within(piece)
            for v in inside:
                if self._is_main(v, inside):
                    yield from self._clause(v, inside, piece, s)
                elif (whose := self._laid_down_by(v, inside)) is not None:
                    yield from self._clause(v, inside, piece, replace(s, speaker=whose))

    def _laid_down_by(self, v: int, inside: range) -> str | None:
        """Return whose line the clause of `v` lays down: "Ruritania holds to the position that it will not leave"."""
        tree, h = self.tree, self.tree.head(v)
        if h not in inside or tree.rels[v] not in ("acl", "ccomp"):
            return None
        if not any(tree.lemma(c) in THAT for c in tree.children(v, "mark")):
            return None
        nouns = [i for i in (h, *tree.children(h, "obl", "obj")) if tree.lemma(i) in LINES and i < v]
        verb = tree.head(nouns[0]) if nouns else -1
        if verb < 0 or tree.lemma(verb) not in HOLDS or tree.negated(verb) or is_doubtful(tree, verb):
            return None
        if tree.rels[verb] in ("xcomp", "advcl") and tree.lemma(tree.head(verb)) not in GOING_ON:
            return None  # "was urged to hold to"
        return next((e for e in self.cast.doer(verb)), None)

    def _is_main(self, v: int, inside: range, depth: int = 0) -> bool:
        """Return whether `v` heads a main clause of the content: nothing of the content governs it but its like."""
        tree = self.tree
        if not (tree.is_predicate(v) or tree.subject(v) is not None):
            return False
        h = tree.head(v)
        if h not in inside:
            return tree.rels[v] not in ("amod", "compound")
        above = tree.first_conjunct(h) if tree.rels[v] == "conj" else h
        return tree.rels[v] in ("conj", "parataxis") and depth < MAX_CLIMB and self._is_main(above, inside, depth + 1)

    def _clause(self, v: int, inside: range, piece: Span, s: Statement) -> Iterator[Claim]:
        if v in self.setting.cues or self._asks(v):
            return
        subjects = self.cast.doer(v)
        own = self.is_own(v, subjects, s)
        condition = self._condition(v, inside)
        kind = self._kind(v, own, s)
        holder = s.speaker or ""
        if condition is not None and condition[1]:
            kind = "condition"  # "will only help when": the help is the smaller part of it
        elif kind in (None, "goal") and condition is not None and self._foretells(v) and not own:
            kind = "warning"  # "if the talks fail, many will flee"
            if self.tree.negated(v) and self._binds(condition[0]):
                kind = "condition"  # "her envoy said Velmark would not talk unless"
                holder = next((e for e in subjects if e in self.cast.public), holder)
        if kind is None:
            return
        span = self._words(v, inside, piece)
        target = next((e for e in subjects if e != s.speaker), None) if kind == "demand" else None
        if condition is not None and kind == "goal":
            kind = "willingness"  # "we would go if they asked"
        if condition is not None and kind == "refusal" and self._binds(condition[0]):
            kind = "condition"  # "will not go until"
        if own and kind != "demand":
            c = self.tree.subject(v)
            plain = c is not None and (not self.tree.tokens[c].tag.startswith("PRP") or self.tree.lemma(c) == "it")
            holder = self.for_whom(subjects, s) if plain else holder
        if kind in (*PLANS, "refusal") and holder not in self.cast.public:
            return  # what people at large mean to do is no position of a party
        target = target or (s.addressee if s.addressee != s.speaker else None) or self.targets.aimed_at(kind, s, holder)
        yield Claim(holder, kind, (span,), target, SURE)
        if condition is not None and kind in ("willingness", "offer"):
            yield Claim(holder, "condition", (self._words(condition[0], inside, piece),), None, SURE)

    def _asks(self, v: int) -> bool:
        sent = self.tree.sentence(v)
        return sent is not None and self.tree.text[: sent.end].rstrip("”’\"' ").endswith("?")

    def _foretells(self, v: int) -> bool:
        """Return whether the clause says what will or could come."""
        tree = self.tree
        aux = {tree.lemma(c) for c in tree.children(v, "aux")} | {
            tree.tokens[c].text.lower() for c in tree.children(v, "aux")
        }
        return bool(aux & (WILL | {"could", "may", "might", "can"})) or tree.lemma(v) == "go"

    def for_whom(self, subjects: Sequence[str], s: Statement) -> str:
        """Return whose promise it is: "the minister said Ruritania would withdraw" is Ruritania's."""
        if s.speaker in subjects:
            return s.speaker or ""
        parties = (e for e in subjects if self.setting.types.get(e) in ("country", "government", "organization"))
        return next((e for e in parties if e not in self.cast.nameless), s.speaker or "")

    def is_own(self, v: int, subjects: Sequence[str], s: Statement) -> bool:
        """Return whether the clause is about what the speaker, or the state it speaks for, does."""
        if s.speaker in subjects:
            return True
        tree = self.tree
        c = tree.subject(v)
        if c is None and tree.rels[v] == "conj":
            c = tree.subject(tree.first_conjunct(v))
        word = tree.tokens[c].text.lower() if c is not None else ""
        if c is not None and any(tree.tokens[k].text.lower() in ("our", "my") for k in tree.kids[c]):
            return True
        if self.setting.has_cue(s, ANNOUNCING) or any(
            e in self.setting.speaks_for.get(s.speaker or "", ()) for e in subjects
        ):
            return True
        if word in FIRST_PERSON:
            return True
        plural = word in ("it", "they") and tree.is_verb(v) and not tree.is_passive(v)
        if word in THIRD_PERSON and s.type != "direct" and (not subjects or plural):
            return True  # "Ruritania said it would": who else
        country = self.setting.country.get(s.speaker or "")
        if country is None or not tree.is_verb(v) or tree.is_passive(v):
            return False
        return any(
            self.setting.country.get(e) == country and self.setting.types.get(e) in ("country", "government")
            for e in subjects
        )

    def _kind(self, v: int, own: bool, s: Statement) -> str | None:
        tree, t = self.tree, self.table
        aux = {tree.lemma(c) for c in tree.children(v, "aux")} | {
            tree.tokens[c].text.lower() for c in tree.children(v, "aux")
        }
        lemma, negated = tree.lemma(v), tree.negated(v)
        if any(tree.lemma(c) in t.marks or tree.lemma(c) == "whether" for c in tree.children(v, "mark")):
            return None
        if self._is_inverted(v):
            return None
        if aux & t.modals and tree.tokens[v].tag == "VBN" and "have" in aux:
            return None  # "they should have asked": too late to ask for
        if aux & t.modals:
            return None if self._is_guess(v, aux) else "demand"
        if lemma in ("need", "have") and self._to(v) and not negated and not aux & {"do", *WILL}:
            past = tree.tokens[v].tag == "VBD" and s.type == "direct"
            if past or (own and lemma == "have") or tree.child(v, "obj") is not None:
                return None  # "we have to go on", "they had to leave", "we have much to do"
            return "goal" if own else "demand"
        if lemma in t.adjectives and self._is_of_deed(v):
            return "demand"
        if (
            lemma in t.needing
            and not own
            and not negated
            and not aux & WILL
            and not tree.is_passive(v)
            and tree.child(v, "obj", "xcomp")
        ):
            return "demand"
        if aux & WILL and not negated and (lemma in t.suffer or (lemma == "force" and tree.is_passive(v))):
            return "warning"  # "they would pay for it", "we will be forced to"
        if own:
            will = bool(aux & WILL) or (negated and bool(aux & {"can", "ca"}))
            if tree.tokens[v].tag == "VBG" and "be" in aux:  # "they are not leaving", "announced he was leaving"
                will = will or (negated and lemma not in self.table.cue) or self.setting.has_cue(s, ANNOUNCING)
            return self.own_kind(v, lemma, negated, will)
        if tree.tokens[v].tag == "VB" and not aux and tree.subject(v) is None and not self.setting.has_to(v):
            return "demand" if tree.rels[v] == "root" else None
        return None

    def _is_guess(self, v: int, aux: set[str]) -> bool:
        """Return whether the modal only guesses, or is about oneself: "it must be hard", "I should be there"."""
        c = self.tree.subject(v)
        word = self.tree.tokens[c].text.lower() if c is not None else ""
        return word == "i" or (
            "must" in aux and self.tree.child(v, "cop") is not None and word in ("it", "this", "that")
        )

    def _is_of_deed(self, v: int) -> bool:
        """Return whether the adjective `v` is said of something to be done: "it is vital to leave"."""
        if self.tree.child(v, "xcomp", "ccomp", "csubj") is not None:
            return True
        c = self.tree.subject(v)
        formal = c is None or self.tree.lemma(c) == "it" or self.tree.child(v, "expl") is not None
        return formal and self.tree.child(v, "advcl", "acl") is not None

    def own_kind(self, v: int, lemma: str, negated: bool, will: bool) -> str | None:
        """Return the kind of a clause whose subject is the speaker; `will`: it says what they will or would do."""
        t, tree = self.table, self.tree
        if tree.tokens[v].tag in ("VBD", "VBN") and not will:
            return None  # what they did is no position
        if negated and self._is_inability(v, lemma):
            return None
        kind = t.own.get(lemma)
        if kind is None and lemma in ("go", "look") and tree.tokens[v].tag == "VBG":
            will = True  # "we are not going to", "not looking to"
        if will and (not tree.is_verb(v) or tree.is_passive(v) or tree.child(v, "cop") is not None):
            return None if kind is None else "refusal" if negated else kind  # "it would be the first": a forecast
        if negated:
            return "refusal" if will or kind in ("willingness", "goal") else None
        if kind is not None:
            return kind
        if will:
            if lemma in t.suffer or self.setting.is_harm(v):
                return "warning"
            rule = rule_at(tree, v)
            return "refusal" if rule is not None and (rule.type == "REJECT" or rule.negative) else "goal"
        return "warning" if lemma == "risk" else None

    def _is_inability(self, v: int, lemma: str) -> bool:
        """Return whether not doing `v` refuses nothing: "cannot believe", "would not have left", "did not leave"."""
        tree = self.tree
        aux = tree.children(v, "aux")
        did = any(tree.tokens[c].tag == "VBD" and tree.lemma(c) == "do" for c in aux)
        perfect = tree.tokens[v].tag == "VBN" or any(tree.lemma(c) == "have" for c in aux)
        return lemma in self.table.inner or did or perfect

    def _to(self, v: int) -> bool:
        tree = self.tree
        return any(self.setting.has_to(c) for c in tree.children(v, "xcomp"))

    def _condition(self, v: int, inside: range) -> tuple[int, bool] | None:
        """Return the head of the clause that sets a condition on `v`, and whether "only" makes it one."""
        tree, t = self.tree, self.table
        spots = [v, *tree.children(v, "xcomp"), *(c for c in tree.children(v, "advmod") if tree.lemma(c) == "long")]
        only = {c + 1 for spot in spots for c in tree.subtree(spot) if tree.lemma(c) == "only"}
        alone = any(tree.lemma(c) == "only" and c < v for c in tree.children(v, "advmod"))  # "can only go if"
        beside = (
            [c for c in tree.kids[tree.head(v)] if c < v and tree.rels[c] == tree.rels[v]] if tree.head(v) >= 0 else []
        )
        for c in (*tree.children(v, "advcl"), *beside):
            if c in inside and self._is_inverted(c):
                return c, False
        for spot in spots:
            for c in tree.children(spot, "advcl"):
                if c not in inside:
                    continue
                first = min(tree.subtree(c))  # "when | comprehensive transition is under way", wherever the tree has it
                leading = [first] if tree.rels[first] in ("mark", "advmod") else []
                marks = {m: tree.lemma(m) for m in (*tree.children(c, "mark", "advmod"), *leading)}
                if any((m in only or alone) and lemma in t.only for m, lemma in marks.items()):
                    return c, True
                if t.marks & set(marks.values()) or "long" in (tree.lemma(spot), tree.lemma(min(marks, default=c) - 1)):
                    return c, False
        return None

    def _is_inverted(self, v: int) -> bool:
        """Return whether the clause is a condition by its order: "should they attack, ...", "were we to leave, ..."."""
        tree = self.tree
        return any(
            tree.tokens[c].text.lower() in INVERTED
            and c + 1 < v
            and tree.tokens[c + 1].tag.startswith(("PRP", "NN", "DT", "EX"))
            and (c == 0 or not tree.tokens[c - 1].tag[0].isalpha())
            for c in tree.children(v, "aux", "cop", "mark")
        )

    def _binds(self, c: int) -> bool:
        """Return whether the clause of `c` says until when, or as long as what, something will not be done."""
        tree = self.tree
        marks = tree.children(c, "mark", "advmod", "case")
        words = {tree.lemma(m) for m in (*marks, tree.head(c), min(marks, default=c) - 1)}
        return bool(words & self.table.binding)

    def _words(self, v: int, inside: range, piece: Span) -> Span:
        """Return the clause's words within the content, less what is coordinated with it and says its own."""
        tree = self.tree
        skip = frozenset(c for c in tree.kids[v] if tree.rels[c] in ("conj", "parataxis") and self._is_main(c, inside))
        below = [i for i in tree.subtree(v, skip) if i in inside]
        below.sort()
        while (
            len(below) > 1 and tree.rels[below[-1]] in ("punct", "cc") and tree.tokens[below[-1]].text not in ("”", '"')
        ):
            below.pop()
        while len(below) > 1 and self._opens(below[0]):
            below.pop(0)
        first, last = below[0], below[-1]
        return (
            trim(tree.text, max(tree.tokens[first].start, piece.start), min(tree.tokens[last].end, piece.end), ",;")
            or piece
        )

    def _opens(self, i: int) -> bool:
        """Return whether `i` only joins its clause to what is before it: "and", a comma, "that"."""
        tree = self.tree
        joins = tree.rels[i] in ("cc", "punct") and tree.tokens[i].tag in ("CC", ",", ":")
        return joins or (tree.rels[i] == "mark" and tree.lemma(i) in THAT)
