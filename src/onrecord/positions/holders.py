"""Whose position a statement states."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from onrecord.cast import union
from onrecord.cues import cue_words
from onrecord.positions.setting import ANNOUNCING, FIRST_PERSON, Setting
from onrecord.positions.targets import Targets
from onrecord.text import any_overlap
from onrecord.types import Statement

BY = ("from", "by")
DEFINITE = ("the", "this", "that", "these", "those")


class Holders:
    """Finds the holders of what statements state."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.targets = Targets(setting)
        self.tree, self.cast = setting.tree, setting.cast
        papers = setting.table.papers | cue_words()["documents"]
        self._papers: dict[str, list[int]] = {lemma: [] for lemma in papers}  # lemma -> its tokens
        for i, token in enumerate(setting.tree.tokens):
            if token.lemma in self._papers:
                self._papers[token.lemma].append(i)

    def of(self, s: Statement) -> list[str]:
        """Return whose position `s` states: its speaker and who speaks with it, first the speaker.

        Where the statement marks no source, it is who the cue's own clause makes say it: "..., arguing that".
        """
        saying = self._sayers(s)
        if s.speaker is None:
            if (outer := self._outer_speaker(s)) is not None:
                return [outer]
            if not saying and not s.source and self.setting.has_cue(s, ANNOUNCING):
                saying = self.targets.doers(s)  # "the announcement that Velmark would leave"
            if not saying and (issuers := self._issuers(s)):
                return issuers
            known = [e for e in saying if e not in self.cast.nameless and self.setting.types.get(e) != "place"]
            return known if not s.source or self._is_in_source(s) else []
        if s.speaker in self.cast.nameless and len(saying) > 1 and self.cast.nameless.isdisjoint(saying):
            return saying  # "the three countries": those named before
        together = saying if s.speaker in saying else self._issuers(s)
        if s.speaker not in together:
            return [s.speaker]
        return [s.speaker, *(e for e in together if e != s.speaker and self.setting.types.get(e) != "place")]

    def meant(self, s: Statement, before: Sequence[str]) -> list[str]:
        """Return `before` if the source of `s` is a pronoun that can mean them all."""
        if len(s.source) != 1:
            return []
        word = self.tree.text[s.source[0].start : s.source[0].end].lower()
        types = {self.setting.types.get(e) for e in before}
        fits = {
            "it": len(before) == 1 and "person" not in types,
            "they": len(before) > 1 or types <= {"group", "organization", "government"},
            "he": len(before) == 1 and types == {"person"},
            "she": len(before) == 1 and types == {"person"},
        }
        return list(before) if before and fits.get(word) else []

    def _issuers(self, s: Statement) -> list[str]:
        """Return whose the document is that speaks: "proposals from Oman and Qatar", later "the proposals call for"."""
        tree = self.tree
        heads = [i for piece in s.source if (i := tree.head_of(piece)) is not None]
        if len(heads) != 1 or not tree.tokens[heads[0]].tag.startswith("NN"):
            return []
        head = heads[0]
        earlier = self._papers.get(tree.lemma(head))
        if earlier is None:
            return []
        known = any(tree.tokens[c].text.lower() in DEFINITE for c in tree.children(head, "det"))
        before = reversed(earlier[: bisect_left(earlier, head)]) if known else ()
        return next((found for i in (head, *before) if (found := self._owners(i))), [])

    def _owners(self, i: int) -> list[str]:
        tree = self.tree
        nouns = tree.children(i, "nmod", "obl")
        by = [c for c in nouns if tree.tokens[c].rel == "nmod:poss" or tree.preposition(c) in BY]
        everyone = union(self.cast.all(c) for c in by)
        return [e for e in everyone if e not in self.cast.nameless and self.setting.types.get(e) != "place"]

    def _outer_speaker(self, s: Statement) -> str | None:
        """Return whom "we" or "I" means inside another's words."""
        if (
            len(s.source) != 1
            or self.tree.text[s.source[0].start : s.source[0].end].strip('“"‘ ').lower() not in FIRST_PERSON
        ):
            return None
        holder = self.setting.statements.get(s.within or "")
        return holder.speaker if holder is not None else None

    def _is_in_source(self, s: Statement) -> bool:
        """Return whether a name heads the source: the subject of the cue's verb."""
        for piece in s.cue:
            for i in self.tree.within(piece):
                c = self.tree.subject(i)
                if c is not None and any_overlap((self.tree.span(c, c),), s.source):
                    return self.tree.tokens[c].tag.startswith(("NNP", "W"))
        return False

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
