"""Positions: what a party demands, offers, is ready for, refuses, sets as a condition, wants, threatens or denies.

Each comes from one statement with a known speaker. Where the statement's cue says the kind ("called for", "refused",
"is ready to") the position is the statement's content. Where it does not ("said") the content is read by clauses:
"they must leave" is a demand, "we will not" a refusal, "if they stop" beside one's own promise a condition. A clause
that says none of this gives no position.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from onrecord.cast import Cast
from onrecord.events.triggers import rule_at
from onrecord.grammar import MAX_CLIMB, Tree
from onrecord.positions.claims import Claim
from onrecord.positions.table import table
from onrecord.stances import Mark, cut, is_negated
from onrecord.stances import table as stances
from onrecord.text import any_overlap, trim
from onrecord.types import Entity, Span, Statement

WILL = frozenset({"will", "would", "shall", "'ll", "’ll", "'d", "’d", "wo"})
THIRD_PERSON = frozenset({"he", "she", "they", "it"})
FIRST_PERSON = frozenset({"i", "we"})
OBLIGED = frozenset({"bind", "bound", "oblige", "require", "obliged"})
QUESTIONS = frozenset("what why how whether if who whom when where which".split())
FACTIVE = frozenset({"concede", "agree", "accept", "welcome", "acknowledge"})
THAT = frozenset({"that"})
HAVING = frozenset({"have", "show", "express", "see", "be", "make", "give", "hold"})
ANNOUNCING = frozenset({"announce", "announcement"})  # who announces that another will go, decides it
SPEAKERS = ("spokes", "minister", "envoy", "ambassador", "secretary", "president", "leader", "negotiator", "chief")
HARMFUL = frozenset({"ASSAULT", "SANCTION", "COERCE", "THREATEN"})
WORDS_OF_TIME = frozenset({"long"})
PLANS = frozenset({"willingness", "offer", "goal", "condition"})
BY_CUE, BY_CONTENT = 0.8, 0.6


class Reader:
    """Reads what a statement says of a party's position: by its cue, else by the clauses of its content."""

    def __init__(
        self,
        tree: Tree,
        cast: Cast,
        entities: Sequence[Entity],
        statements: Sequence[Statement],
        marks: Mapping[int, Mark],
    ) -> None:
        self.tree = tree
        self.marks = marks
        self.statements = {s.id: s for s in statements}
        self.table = table()
        # a clause that reports what another says has a statement, and a position, of its own
        self.cues = {i for s in statements for piece in s.cue for i in tree.within(piece) if self._is_saying(i)}
        self.types = {e.id: e.type for e in entities}
        self.cast = cast
        self.country = {e.id: e.country for e in entities}
        self.speaks_for = {e.id: _principals(e, entities, tree.text) for e in entities if e.type == "person"}

    def _is_saying(self, i: int) -> bool:
        """Return whether `i` can be the heart of a cue: a word of saying or wanting, under no "must"."""
        tree = self.tree
        if tree.lemma(i) not in self.table.cue:
            return False
        return not any(tree.lemma(c) in self.table.modals for c in tree.children(i, "aux"))

    def holders(self, s: Statement) -> list[str]:
        """Return whose position `s` states: its speaker and who speaks with it, first the speaker.

        Where the statement marks no source, it is who the cue's own clause makes say it: "..., arguing that".
        """
        saying = self._sayers(s)
        if s.speaker is None:
            if (outer := self._outer_speaker(s)) is not None:
                return [outer]
            if not saying and not s.source and self._has_cue(s, ANNOUNCING):
                saying = self._doers(s)  # "the announcement that Velmark would leave"
            known = [e for e in saying if e not in self.cast.nameless and self.types.get(e) != "place"]
            return known if not s.source or self._is_in_source(s) else []
        if s.speaker in self.cast.nameless and len(saying) > 1 and self.cast.nameless.isdisjoint(saying):
            return saying  # "the three countries": those named before
        return [s.speaker, *(e for e in saying if e != s.speaker)] if s.speaker in saying else [s.speaker]

    def _outer_speaker(self, s: Statement) -> str | None:
        """Return whom "we" or "I" means inside another's words."""
        if (
            len(s.source) != 1
            or self.tree.text[s.source[0].start : s.source[0].end].strip('“"‘ ').lower() not in FIRST_PERSON
        ):
            return None
        holder = self.statements.get(s.within or "")
        return holder.speaker if holder is not None else None

    def _is_in_source(self, s: Statement) -> bool:
        """Return whether a name heads the source: the subject of the cue's verb."""
        for piece in s.cue:
            for i in self.tree.within(piece):
                c = self.tree.subject(i)
                if c is not None and any_overlap((self.tree.span(c, c),), s.source):
                    return self.tree.tokens[c].tag.startswith(("NNP", "W"))
        return False

    def meant(self, s: Statement, before: Sequence[str]) -> list[str]:
        """Return `before` if the source of `s` is a pronoun that can mean them."""
        if len(s.source) != 1:
            return []
        word = self.tree.text[s.source[0].start : s.source[0].end].lower()
        types = {self.types.get(e) for e in before}
        fits = {
            "it": len(before) == 1 and "person" not in types,
            "they": len(before) > 1 or types <= {"group", "organization", "government"},
            "he": len(before) == 1 and types == {"person"},
            "she": len(before) == 1 and types == {"person"},
        }
        return list(before) if before and fits.get(word) else []

    def _sayers(self, s: Statement) -> list[str]:
        for piece in s.cue:
            for i in self.tree.within(piece):
                if self.tree.is_verb(i) and self.tree.rels[i] not in ("aux", "cop", "xcomp"):
                    return self.cast.doer(i) if not self.tree.is_passive(i) else self.cast.agent(i)
                if self.tree.tokens[i].tag.startswith("J"):
                    return self.cast.doer(i)
                if self.tree.tokens[i].tag.startswith("NN"):
                    return self.cast.bearer(i)
        return []

    def read(self, s: Statement, holder: str) -> list[Claim]:
        """Return what statement `s` of `holder` states; nothing if it says that something was not said."""
        if s.speaker is None:
            s = replace(s, speaker=holder)
        kind, at = self._cue_kind(s)
        if kind in (None, "neutral"):
            marking = next(
                (i for piece in s.cue for i in self.tree.within(piece) if self._mark(i, s) is not None), None
            )
            kind, at = (kind, at) if marking is None else (self.marks[marking].kind, marking)
        negated = s.negated or (at is not None and self._cue_negated(at))
        if negated and at is not None and self._is_untold(at):
            return []
        if kind is None and at is None and (will := self._willed(s)) is not None:
            return [Claim(holder, will, s.content, None, BY_CONTENT)]
        if kind == "demand" and self._is_question(s):
            return []
        if at is not None and self.tree.lemma(at) in FACTIVE and self._starts_with(s, THAT):
            kind = "neutral"  # "conceded that it had failed" concedes nothing
        if at is not None and kind == "goal" and self.tree.is_passive(at):
            return []  # "they are expected to": by whom is not said
        if at is not None and kind == "demand" and self.tree.is_passive(at) and s.speaker not in self.cast.agent(at):
            return []  # "was urged to": by whom is another matter
        if kind == "warning" and at is not None and self.tree.lemma(at) == "warn" and self._forbids(s):
            kind = "demand"  # "warned them not to"
        if kind == "demand" and at is not None and self.tree.lemma(at) == "insist" and self._asserts(s):
            kind, at = "neutral", None
        mark = self._mark(at, s)
        if mark is not None:
            kind = "warning" if self.tree.lemma(mark.i) in self.table.vows and self._is_harm(mark.head) else mark.kind
            if s.negated and kind in self.table.negated and not is_negated(self.tree, mark.i):
                kind = self.table.negated[kind]
            if kind == "goal" and self._is_favour(mark.head):
                kind = "demand"  # "wants its support", "would like to see them gone"
            if kind == "goal" and self.tree.lemma(mark.i) == "hope" and mark.asked is not None:
                kind = "demand" if self.cast.named(mark.asked) else kind  # "hoped that they would leave"
            if kind == "goal" and self._obliges(s):
                kind = "demand"
            asked = self.cast.named(mark.asked) if mark.asked is not None else []
            target = next((e for e in asked if e != s.speaker), None)
            if kind in PLANS and s.speaker not in self.cast.public and s.origin.startswith("stances"):
                return []  # what people at large mean to do, and no one has said
            target = target or self._target(s, at) or self._aimed_at(kind, s)
            return [Claim(s.speaker or "", kind, (self._marked(mark, s),), target, BY_CUE)]
        if kind == "goal" and at is not None and self.tree.lemma(at) == "hope" and self._doers(s):
            kind = "demand"  # "hoped that they would leave"
        if kind == "neutral" or kind is None:
            claims = [] if s.negated else list(self._clauses(s)) or list(self._named_outright(s))
            return claims if kind else [c for c in claims if c.kind in ("demand", "refusal", "warning")]
        if kind == "denial" and self._obliges(s):
            kind = "refusal"
        if negated:
            kind = self.table.negated.get(kind)
        if kind is None or (kind == "refusal" and self._silent(s)):
            return []
        if at is not None and self.tree.lemma(at) in self.table.vows and self._harmful(s):
            kind = "warning"
        if kind in self.table.negated and self._is_turned(s):
            kind = self.table.negated[kind]
        if kind == "goal" and self._obliges(s):
            kind = "demand"
        return [Claim(s.speaker or "", kind, s.content, self._target(s, at) or self._aimed_at(kind, s), BY_CUE)]

    def _mark(self, at: int | None, s: Statement) -> Mark | None:
        """Return the mark at the cue's word `at`, or what that only tries to do: "was trying to persuade them to"."""
        mark = self.marks.get(at) if at is not None else None
        if mark is None or s.type == "direct":
            return None
        inner = self.marks.get(mark.head)
        place = (self.tree.span(mark.head, mark.head),)
        if inner is not None and any_overlap(place, s.cue) and any_overlap((inner.content,), s.content):
            return inner
        return mark if any_overlap((mark.content,), s.content) else None

    def _is_favour(self, i: int) -> bool:
        """Return whether `i` is another's to give ("support", "approval"), or only seen by who wants it."""
        tree = self.tree
        sees = tree.lemma(i) == "see" and tree.child(i, "obj", "ccomp") is not None
        return sees or (tree.lemma(i) in self.table.favours and tree.tokens[i].tag.startswith("NN"))

    def _marked(self, mark: Mark, s: Statement) -> Span:
        """Return what `mark` marks, as far as the statement's content goes on with it."""
        for piece in s.content:
            if piece.start <= mark.content.start and mark.content.end < piece.end:
                return cut(self.tree, mark.head, Span(mark.content.start, piece.end))
        return mark.content

    def _forbids(self, s: Statement) -> bool:
        first = self.tree.within(s.content[0])
        return [self.tree.lemma(i) for i in first[:2]] == ["not", "to"]

    def _asserts(self, s: Statement) -> bool:
        """Return whether the content only says that something was or had been so: "insisted that they had left"."""
        i = self.tree.head_of(s.content[0])
        if i is None or self.tree.subject(i) is None:
            return False
        finite = [i, *self.tree.children(i, "aux", "cop")]
        if self._is_own(i, self.cast.doer(i), s):
            return True
        return any(self.tree.tokens[j].tag == "VBD" for j in finite) and not self._obliges(s)

    # --- by the cue ---------------------------------------------------------------------------------------------------

    def _cue_kind(self, s: Statement) -> tuple[str | None, int | None]:
        """Return the kind that the cue's words give, with the word that gives it; the weightiest, not the first."""
        found: tuple[str | None, int | None] = (None, None)
        for piece in s.cue:
            tokens = self.tree.within(piece)
            for i in tokens:
                lemma = self.tree.lemma(i)
                following = [f"{lemma}_{self.tree.lemma(j)}" for j in (i + 1,) if j < len(self.tree.tokens)]
                if lemma in WORDS_OF_TIME and not self.tree.is_verb(i):
                    continue  # "has long argued"
                kind = next((self.table.cue[k] for k in (*following, lemma) if k in self.table.cue), None)
                if kind is not None and (found[0] in (None, "neutral")):
                    found = (kind, i)
        if found[0] == "goal" and found[1] is not None:
            if self._wants_of_another(found[1]):
                return "demand", found[1]
            if any(c in self.cues for c in self.tree.children(found[1], "xcomp")):
                return None, None  # "sought to reassure them that": reassured
        if found[0] in (None, "neutral") and s.content and self._names_conditions(s.content[0]):
            return "condition", None
        return found

    def _names_conditions(self, piece: Span) -> bool:
        i = self.tree.head_of(piece)
        return i is not None and self.table.cue.get(self.tree.lemma(i)) == "condition"

    def _named_outright(self, s: Statement) -> Iterator[Claim]:
        """Yield the position that the content names as the speaker's own: "stated his readiness to engage in talks"."""
        i = self.tree.head_of(s.content[0])
        if i is None or not self.tree.tokens[i].tag.startswith("NN"):
            return
        kind = self.table.cue.get(self.tree.lemma(i))
        whose = [
            e
            for c in self.tree.children(i, "nmod")
            if self.tree.tokens[c].rel == "nmod:poss"
            for e in self.cast.named(c)
        ]
        if kind in ("willingness", "goal", "refusal", "offer") and whose == [s.speaker]:
            yield Claim(s.speaker or "", kind, s.content, self._aimed_at(kind, s), BY_CUE)

    def _obliges(self, s: Statement) -> bool:
        """Return whether the content says what someone must or should do."""
        tree = self.tree
        for piece in s.content:
            v = tree.head_of(piece)
            if v is not None and (
                tree.lemma(v) in OBLIGED or any(tree.lemma(c) in self.table.modals for c in tree.children(v, "aux"))
            ):
                return True
        return False

    def _willed(self, s: Statement) -> str | None:
        """Return the kind of a cue that is itself what is meant to be done: "would block"."""
        tree = self.tree
        for piece in s.cue:
            inside = tree.within(piece)
            for v in inside:
                aux = [c for c in tree.children(v, "aux") if c in inside]
                if tree.is_verb(v) and any(tree.lemma(c) in WILL or tree.tokens[c].text.lower() in WILL for c in aux):
                    kind = self._own_kind(v, tree.lemma(v), s.negated or tree.negated(v), True)
                    return kind if kind in ("refusal", "warning") else None
        return None

    def _wants_of_another(self, i: int) -> bool:
        """Return whether "wants" is followed by someone else who should: "wants Russia to leave"."""
        tree = self.tree
        if tree.lemma(i) not in ("want", "expect", "like"):
            return False
        c = tree.child(i, "xcomp", "ccomp")
        return c is not None and (tree.child(i, "obj") is not None or tree.subject(c) is not None)

    def _cue_negated(self, i: int) -> bool:
        tree = self.tree
        if tree.negated(i):
            return True
        h = tree.head(i)  # "had no intention of" carries its negation itself; "is not ready" on the adjective
        having = h >= 0 and (
            tree.rels[i] == "xcomp" or tree.lemma(h) in HAVING or not tree.tokens[i].tag.startswith("NN")
        )
        return having and tree.rels[i] in ("obj", "xcomp") and tree.negated(h)

    def _is_untold(self, i: int) -> bool:
        """Return whether it is only not told: "has not detailed a plan" has, or has not, a plan."""
        tree = self.tree
        h = tree.head(i)
        return tree.tokens[i].tag.startswith("NN") and h >= 0 and tree.is_verb(h) and tree.lemma(h) not in HAVING

    def _silent(self, s: Statement) -> bool:
        tree = self.tree
        first = next(iter(tree.within(s.content[0])), None)
        words = [tree.lemma(j) for j in range(first, min(first + 3, len(tree.tokens)))] if first is not None else []
        return any(w in stances().silence for w in words[:2])

    def _is_turned(self, s: Statement) -> bool:
        """Return whether what is meant is not to do something: "promised never to return"."""
        i = self.tree.head_of(s.content[0])
        first = self.tree.within(s.content[0])[0]
        return i is not None and self.tree.lemma(first) in ("not", "never", "to") and self.tree.negated(i)

    def _harmful(self, s: Statement) -> bool:
        """Return whether what is promised is a blow: "vowed to respond if attacked"."""
        tree = self.tree
        for piece in s.content:
            for i in list(tree.within(piece))[:6]:
                if tree.lemma(i) in self.table.harm:
                    return True
                if tree.is_verb(i) and tree.rels[i] not in ("amod", "aux", "cop"):
                    return self._is_harm(i)
        return False

    def _is_harm(self, v: int) -> bool:
        """Return whether to do `v` is to harm someone: by the verb itself, or by what it tells of."""
        if self.tree.lemma(v) in self.table.harm:
            return True
        rule = rule_at(self.tree, v)
        return rule is not None and rule.type in HARMFUL

    def _target(self, s: Statement, at: int | None) -> str | None:
        if s.addressee is not None and s.addressee != s.speaker:
            return s.addressee
        if at is None:
            return None
        tree = self.tree
        c = tree.child(at, "xcomp", "ccomp")
        subject = tree.subject(c) if c is not None else None
        named = [e for e in self.cast.named(subject) if e != s.speaker] if subject is not None else []
        if named:
            return named[0]
        for c in tree.kids[at]:
            if tree.rels[c] in ("obj", "iobj") or (
                tree.rels[c] == "obl" and tree.preposition(c) in ("on", "to", "upon", "with", "against")
            ):
                named = [e for e in self.cast.named(c) if e != s.speaker]
                if named:
                    return named[0]
        return None

    def _aimed_at(self, kind: str, s: Statement, holder: str | None = None) -> str | None:
        """Return who is meant where only the content can say: the one whose deed is asked for, the one other party."""
        mine: set[str | None] = {s.speaker, holder}
        if kind == "demand":
            return next((e for e in self._doers(s) if e not in mine), None)
        if kind not in ("willingness", "offer", "refusal", "warning"):
            return None
        tree = self.tree
        inside = [i for piece in s.content for i in tree.within(piece) if tree.rels[i] not in ("compound", "amod")]
        others = {e for i in inside if tree.tokens[i].rel != "nmod:desc" for e in self.cast.heads.get(i, ())} - mine
        people = [e for e in others if self.types.get(e) == "person"]
        parties = people or [e for e in others if self.types.get(e) not in ("place", "outlet", None)]
        return parties[0] if len(parties) == 1 else None

    def _doers(self, s: Statement) -> list[str]:
        """Return who heads the content: its subject ("Oman must"), or whose deed its noun is ("Oman's help")."""
        tree = self.tree
        for piece in s.content:
            i = tree.head_of(piece)
            if i is None:
                continue
            subject = tree.subject(i)
            if subject is not None:
                return self.cast.all(subject)
            owners = [c for c in tree.kids[i] if tree.tokens[c].rel == "nmod:poss"]
            if owners:
                return self.cast.all(owners[0])
            first = tree.within(piece)[0]
            if i == first or (tree.is_verb(i) and not self._marked_to(i)):  # "Oman must", whatever hangs on what
                return self.cast.heads.get(first, [])
        return []

    # --- by the content -----------------------------------------------------------------------------------------------

    def _clauses(self, s: Statement) -> Iterator[Claim]:
        for piece in s.content:
            inside = self.tree.within(piece)
            for v in inside:
                if self._is_main(v, inside):
                    yield from self._clause(v, inside, piece, s)

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
        if v in self.cues or self._asks(v):
            return
        subjects = self.cast.doer(v)
        own = self._is_own(v, subjects, s)
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
            holder = self._for_whom(v, subjects, s)
        if kind in (*PLANS, "refusal") and holder not in self.cast.public:
            return  # what people at large mean to do is no position of a party
        target = target or (s.addressee if s.addressee != s.speaker else None) or self._aimed_at(kind, s, holder)
        yield Claim(holder, kind, (span,), target, BY_CONTENT)
        if condition is not None and kind in ("willingness", "offer"):
            yield Claim(holder, "condition", (self._words(condition[0], inside, piece),), None, BY_CONTENT)

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

    def _for_whom(self, v: int, subjects: Sequence[str], s: Statement) -> str:
        """Return whose promise it is: "the minister said Ruritania would withdraw" is Ruritania's."""
        c = self.tree.subject(v)
        if c is None or s.speaker in subjects or self.tree.tokens[c].tag.startswith("PRP"):
            return s.speaker or ""
        parties = (e for e in subjects if self.types.get(e) in ("country", "government", "organization"))
        return next((e for e in parties if e not in self.cast.nameless), s.speaker or "")

    def _is_own(self, v: int, subjects: Sequence[str], s: Statement) -> bool:
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
        if self._has_cue(s, ANNOUNCING) or any(e in self.speaks_for.get(s.speaker or "", ()) for e in subjects):
            return True
        if word in FIRST_PERSON:
            return True
        plural = word in ("it", "they") and tree.is_verb(v) and not tree.is_passive(v)
        if word in THIRD_PERSON and s.type != "direct" and (not subjects or plural):
            return True  # "Ruritania said it would": who else
        country = self.country.get(s.speaker or "")
        if country is None or not tree.is_verb(v) or tree.is_passive(v):
            return False
        return any(self.country.get(e) == country and self.types.get(e) in ("country", "government") for e in subjects)

    def _is_question(self, s: Statement) -> bool:
        return self._has_cue(s, frozenset({"ask"})) and self._starts_with(s, QUESTIONS)

    def _starts_with(self, s: Statement, lemmas: frozenset[str]) -> bool:
        first = next(iter(self.tree.within(s.content[0])), None)
        return first is not None and self.tree.lemma(first) in lemmas

    def _has_cue(self, s: Statement, lemmas: frozenset[str]) -> bool:
        return any(self.tree.lemma(i) in lemmas for piece in s.cue for i in self.tree.within(piece))

    def _kind(self, v: int, own: bool, s: Statement) -> str | None:
        tree, t = self.tree, self.table
        aux = {tree.lemma(c) for c in tree.children(v, "aux")} | {
            tree.tokens[c].text.lower() for c in tree.children(v, "aux")
        }
        lemma, negated = tree.lemma(v), tree.negated(v)
        if any(tree.lemma(c) in t.marks or tree.lemma(c) == "whether" for c in tree.children(v, "mark")):
            return None
        if aux & t.modals and tree.tokens[v].tag == "VBN" and "have" in aux:
            return None  # "they should have asked": too late to ask for
        if aux & t.modals:
            return None if self._is_guess(v, aux) else "demand"
        if lemma in ("need", "have") and self._to(v) and not negated and not aux & {"do", *WILL}:
            past = tree.tokens[v].tag == "VBD" and s.type == "direct"  # "we had to leave" asks for nothing
            if past or (own and lemma == "have") or tree.child(v, "obj") is not None:
                return None  # "we have to go on", "we have much to do"
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
                will = will or (negated and lemma not in self.table.cue) or self._has_cue(s, ANNOUNCING)
            return self._own_kind(v, lemma, negated, will)
        if tree.tokens[v].tag == "VB" and not aux and tree.subject(v) is None and not self._marked_to(v):
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

    def _own_kind(self, v: int, lemma: str, negated: bool, will: bool) -> str | None:
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
            if lemma in t.suffer or self._is_harm(v):
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
        return any(self._marked_to(c) for c in tree.children(v, "xcomp"))

    def _marked_to(self, v: int) -> bool:
        return any(self.tree.lemma(c) == "to" for c in self.tree.children(v, "mark", "aux"))

    def _condition(self, v: int, inside: range) -> tuple[int, bool] | None:
        """Return the head of the clause that sets a condition on `v`, and whether "only" makes it one."""
        tree, t = self.tree, self.table
        spots = [v, *tree.children(v, "xcomp"), *(c for c in tree.children(v, "advmod") if tree.lemma(c) == "long")]
        only = {c + 1 for spot in spots for c in tree.subtree(spot) if tree.lemma(c) == "only"}
        alone = any(tree.lemma(c) == "only" and c < v for c in tree.children(v, "advmod"))  # "can only go if"
        for spot in spots:
            for c in tree.children(spot, "advcl"):
                if c not in inside:
                    continue
                marks = {m: tree.lemma(m) for m in tree.children(c, "mark", "advmod")}
                if any((m in only or alone) and lemma in t.only for m, lemma in marks.items()):
                    return c, True
                if t.marks & set(marks.values()) or "long" in (tree.lemma(spot), tree.lemma(min(marks, default=c) - 1)):
                    return c, False
        return None

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


def _principals(person: Entity, entities: Sequence[Entity], text: str) -> frozenset[str]:
    """Return the bodies that `person` speaks for: those its description or its roles name."""
    worded = " ".join([person.name, *(text[r.span.start : r.span.end] for r in person.roles)])
    if not any(word in worded.lower() for word in SPEAKERS):
        return frozenset()
    return frozenset(
        e.id
        for e in entities
        if e.type in ("organization", "government", "group", "country")
        and any(m.form == "name" and text[m.span.start : m.span.end] in worded for m in e.mentions)
    )
