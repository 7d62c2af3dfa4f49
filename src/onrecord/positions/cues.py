"""What a statement says of a party's position: by its cue, else by the clauses of its content.

Where the cue says the kind ("called for", "refused", "is ready to") the position is the statement's content,
as far as the word marks it. Where it does not ("said") its clauses are read.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from onrecord.positions.claims import Claim
from onrecord.positions.clauses import SURE as BY_CONTENT
from onrecord.positions.clauses import THAT, Clauses
from onrecord.positions.setting import PLANS, WILL, Setting
from onrecord.positions.targets import Targets
from onrecord.stances import HAVING, Mark, cut, is_asked_for, is_negated, is_unseen
from onrecord.text import any_overlap
from onrecord.types import Span, Statement

QUESTIONS = frozenset("what why how whether if who whom when where which".split())
FACTIVE = frozenset({"concede", "agree", "accept", "welcome", "acknowledge"})
WORDS_OF_TIME = frozenset({"long"})
SURE = 0.45  # the share of such claims that is right on our gold (train and dev): holder, kind and words


class Cues:
    """Reads what statements say, first by their cues."""

    def __init__(self, setting: Setting) -> None:
        self.setting, self.targets = setting, Targets(setting)
        self.clauses = Clauses(setting, self.targets)
        self.tree, self.cast, self.table = setting.tree, setting.cast, setting.table

    def read(self, s: Statement, holder: str) -> list[Claim]:
        """Return what statement `s` of `holder` states; nothing if it says that something was not said."""
        if s.speaker is None:
            s = replace(s, speaker=holder)
        kind, at = self._cue_kind(s)
        if kind in (None, "neutral"):
            marking = next(
                (i for piece in s.cue for i in self.tree.within(piece) if self._mark(i, s) is not None), None
            )
            kind, at = (kind, at) if marking is None else (self.setting.marks[marking].kind, marking)
        negated = s.negated or (at is not None and self._cue_negated(at))
        if negated and at is not None and self._is_untold(at):
            return []
        if kind is None and at is None and (will := self._willed(s)) is not None:
            return [Claim(holder, will, s.content, None, BY_CONTENT)]
        if kind == "demand" and self._is_question(s):
            return []
        if at is not None and self.tree.lemma(at) in FACTIVE and self.setting.starts_with(s, THAT):
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
        if mark is None and at is not None and is_unseen(self.tree, at):
            return []
        if mark is not None:
            kind = (
                "warning"
                if self.tree.lemma(mark.i) in self.table.vows and self.setting.is_harm(mark.head)
                else mark.kind
            )
            if s.negated and kind in self.table.negated and not is_negated(self.tree, mark.i):
                kind = self.table.negated[kind]
            if kind == "goal" and self._is_favour(mark.head):
                kind = "demand"  # "wants its support", "would like to see them gone"
            if kind == "goal" and self.tree.lemma(mark.i) == "hope" and mark.asked is not None:
                kind = "demand" if self.cast.named(mark.asked) else kind  # "hoped that they would leave"
            if kind == "goal" and self.setting.obliges(s):
                kind = "demand"
            asked = self.cast.named(mark.asked) if mark.asked is not None else []
            target = next((e for e in asked if e != s.speaker), None)
            if kind in PLANS and s.speaker not in self.cast.public and s.origin.startswith("stances"):
                return []  # what people at large mean to do, and no one has said
            target = target or self.targets.target(s, at) or self.targets.aimed_at(kind, s)
            holder = self._bound(mark.i, s.speaker) or s.speaker or ""
            return [Claim(holder, kind, (self._marked(mark, s),), target if target != holder else None, SURE)]
        if kind == "goal" and at is not None and self.tree.lemma(at) == "hope" and self.targets.doers(s):
            kind = "demand"  # "hoped that they would leave"
        if kind == "neutral" or kind is None:
            claims = [] if s.negated else list(self.clauses.read(s)) or list(self._named_outright(s))
            return claims if kind else [c for c in claims if c.kind in ("demand", "refusal", "warning")]
        if kind == "denial" and self.setting.obliges(s):
            kind = "refusal"
        if negated:
            kind = self.table.negated.get(kind)
        if kind is None:
            return []
        if at is not None and self.tree.lemma(at) in self.table.vows and self._harmful(s):
            kind = "warning"
        if kind in self.table.negated and self._is_turned(s):
            kind = self.table.negated[kind]
        if kind == "goal" and self.setting.obliges(s):
            kind = "demand"
        target = self.targets.target(s, at) or self.targets.aimed_at(kind, s)
        if kind in PLANS and at is not None and (bound := self._bound(at, s.speaker)) is not None:
            return [Claim(bound, kind, s.content, None, SURE)]
        return [Claim(self._for_whom(kind, s), kind, s.content, target, SURE)]

    def _bound(self, at: int, speaker: str | None) -> str | None:
        """Return whom the cue `at` says that its subject has bound: "the minister committed the government to a truce".

        That is a state or government, and none that is known to be another's.
        """
        if self.tree.lemma(at) != "commit" or not self.tree.is_verb(at) or self.tree.is_passive(at):
            return None
        thing = self.tree.child(at, "obj")
        own, types = self.setting.country.get(speaker or ""), self.setting.types
        if thing is None or types.get(speaker or "") != "person":
            return None
        bound = (e for e in self.cast.named(thing) if types.get(e) in ("country", "government"))
        return next((e for e in bound if own is None or self.setting.country.get(e) in (None, own)), None)

    def _for_whom(self, kind: str, s: Statement) -> str:
        """Return whose position it is: what "the minister vowed that Ruritania would do" is Ruritania's."""
        v, speaker = self.tree.head_of(s.content[0]), s.speaker or ""
        subjects = self.targets.doers(s)
        if v is None or kind not in (*PLANS, "refusal", "warning") or not self.clauses.is_own(v, subjects, s):
            return speaker
        return self.clauses.for_whom(subjects, s)

    def _mark(self, at: int | None, s: Statement) -> Mark | None:
        """Return the mark at the cue's word `at`, or what that only tries to do: "was trying to persuade them to"."""
        mark = self.setting.marks.get(at) if at is not None else None
        if mark is None or s.type == "direct":
            return None
        inner = self.setting.marks.get(mark.head)
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
        """Return whether the content only says that something is so: "insisted that they had left"."""
        i = self.tree.head_of(s.content[0])
        return i is not None and self.tree.subject(i) is not None and not is_asked_for(self.tree, i)

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
            if any(c in self.setting.cues for c in self.tree.children(found[1], "xcomp")):
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
            yield Claim(s.speaker or "", kind, s.content, self.targets.aimed_at(kind, s), SURE)

    def _willed(self, s: Statement) -> str | None:
        """Return the kind of a cue that is itself what is meant to be done: "would block"."""
        tree = self.tree
        for piece in s.cue:
            inside = tree.within(piece)
            for v in inside:
                aux = [c for c in tree.children(v, "aux") if c in inside]
                if tree.is_verb(v) and any(tree.lemma(c) in WILL or tree.tokens[c].text.lower() in WILL for c in aux):
                    kind = self.clauses.own_kind(v, tree.lemma(v), s.negated or tree.negated(v), True)
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
                    return self.setting.is_harm(i)
        return False

    def _is_question(self, s: Statement) -> bool:
        return self.setting.has_cue(s, frozenset({"ask"})) and self.setting.starts_with(s, QUESTIONS)
