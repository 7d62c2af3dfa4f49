"""Of whom something is asked, and to whom it is promised or refused."""

from __future__ import annotations

from onrecord.positions.setting import Setting
from onrecord.types import Statement


class Targets:
    """Finds the targets of what statements state."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.tree, self.cast = setting.tree, setting.cast

    def target(self, s: Statement, at: int | None) -> str | None:
        """Return of whom the cue's word `at` says that it is asked: the addressee, or who should do it."""
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

    def aimed_at(self, kind: str, s: Statement, holder: str | None = None) -> str | None:
        """Return who is meant where only the content can say: the one whose deed is asked for, the one other party."""
        mine: set[str | None] = {s.speaker, holder}
        if kind == "demand":
            return next((e for e in self.doers(s) if e not in mine), None)
        if kind not in ("willingness", "offer", "refusal", "warning"):
            return None
        tree = self.tree
        inside = [i for piece in s.content for i in tree.within(piece) if tree.rels[i] not in ("compound", "amod")]
        others = {e for i in inside if tree.tokens[i].rel != "nmod:desc" for e in self.cast.heads.get(i, ())} - mine
        people = [e for e in others if self.setting.types.get(e) == "person"]
        parties = people or [e for e in others if self.setting.types.get(e) not in ("place", "outlet", None)]
        return parties[0] if len(parties) == 1 else None

    def doers(self, s: Statement) -> list[str]:
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
            inside = tree.within(piece)
            first = next((k for k in inside if tree.tokens[k].tag != "DT"), inside[0])
            if i == first or (tree.is_verb(i) and not self.setting.has_to(i)):  # "Oman must", whatever hangs on what
                return self.cast.heads.get(first, [])
        return []
