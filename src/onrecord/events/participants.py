"""Who did it, to whom, where: the arguments of a trigger in the tree, as entities."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from onrecord.cast import Cast, extend, union, words
from onrecord.events.company import BETWEEN, Company
from onrecord.events.status import lexicon
from onrecord.events.triggers import Rule, Trigger

PLACED_IN = ("in", "at", "near", "outside", "inside")
OF_COMPLEMENT = frozenset({"THREATEN", "AGREE", "REJECT", "REQUEST", "ACCUSE", "CONCEDE"})


class Parties(Struct, frozen=True):
    """An event's arguments as entity ids, in text order."""

    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    where: str | None = None


class Arguments:
    """Finds the parties of one text's triggers."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.tree = cast.tree
        self.company = Company(cast)
        self._by_sentence: dict[str, dict[int, list[int]]] = {}

    def parties(self, trigger: Trigger) -> Parties:
        """Return the parties and the place of what `trigger` tells of."""
        actors, recipients = self._noun(trigger) if trigger.noun else self._verb(trigger)
        where = self.place(trigger)
        keep = {"person", "organization", "country", "government", "group"}
        if trigger.rule.type == "CONSULT":
            keep.add("outlet")  # an interview is a contact
        self_named = self.cast.called(trigger.i if trigger.noun else trigger.object)
        if trigger.rule.joint or trigger.rule.settles:  # one meets with no town: "talks with Porto", its government
            keep |= {e for e in (*actors, *recipients) if self._is_partner(e, trigger)}
        actors = [
            a for a in actors if (self.cast.types.get(a) in keep or a in keep) and a != where and a not in self_named
        ]
        if trigger.rule.abroad and not self._is_abroad(actors, where):
            return Parties((), ())
        if trigger.rule.mode == "visit" and where is not None:
            recipients = [*recipients, *self._host(where)]
        recipients = [
            r
            for r in recipients
            if (self.cast.types.get(r) in keep or r in keep) and r not in actors and r not in self_named
        ]
        if trigger.rule.type == "CONSULT" and not self.cast.nameless.issuperset([*actors, *recipients]):
            # "the minister met officials": one known party, and no one's name made of the other
            actors = [a for a in actors if a not in self.cast.nameless]
            recipients = [r for r in recipients if r not in self.cast.nameless]
        return Parties(tuple(actors), tuple(dict.fromkeys(recipients)), where)

    def _is_partner(self, e: str, trigger: Trigger) -> bool:
        """Return whether `e` stands in the trigger's sentence as one that does something, or that it is done with."""
        tree, i = self.tree, trigger.i
        sent = tree.sentence_index(i)
        for j in self._mentioned_in(e, sent):
            h = tree.first_conjunct(j)
            above = tree.head(h)
            if above == i and tree.rels[h] in ("obj", "iobj") and trigger.rule.mode != "visit":
                return True  # "told Porto"
            if above == i and tree.preposition(h) == "to" and trigger.rule.mode in ("call", "letter", None):
                return True  # "spoke to Porto"
            if above in (i, trigger.object) and tree.tokens[h].rel == "nmod:poss":
                return True  # "Porto's conference"
            near = (tree.tokens[k].text.lower() for k in range(max(h - 5, 0), h))
            if tree.preposition(h) in ("with", *BETWEEN) or any(word in BETWEEN for word in near):
                return True
            acts = e in self.cast.capitals and tree.rels[h] == "nsubj" and above >= 0 and not tree.is_passive(above)
            if acts and tree.lemma(above) not in words("hosts") and trigger.rule.mode != "visit":
                return True  # "Porto and Meadow are in talks"
        return False

    def _mentioned_in(self, e: str, sentence: int) -> list[int]:
        """Return the tokens that head mentions of `e` in the sentence of that index."""
        if e not in self._by_sentence:
            found = self._by_sentence[e] = {}
            for j in self.cast.mentioned.get(e, ()):
                found.setdefault(self.tree.sentence_index(j), []).append(j)
        return self._by_sentence[e].get(sentence, [])

    def with_principals(self, parties: Parties) -> Parties:
        """Return `parties`, each group of officials followed by the state it acts for: "Iran's leaders", Iran."""
        recipients = self._principals(parties.recipients, parties.actors)
        return replace(parties, actors=self._principals(parties.actors, recipients), recipients=recipients)

    def _principals(self, ids: Sequence[str], others: Sequence[str]) -> tuple[str, ...]:
        tree = self.tree
        out = list(ids)
        for e in ids:
            state = self.cast.capitals.get(e)
            if state is not None and state not in others:
                extend(out, [state])
            if self.cast.types.get(e) != "group" or e not in self.cast.described or e not in self.cast.public:
                continue
            h = next(iter(self.cast.mentioned.get(e, ())), None)
            if h is None or tree.lemma(h) not in words("officials"):
                continue
            before = (c for c in tree.children(h, "nmod", "amod", "compound") if c < h)
            named = [c for c in before if tree.tokens[c].text[:1].isupper()]
            owners = [o for c in named for o in self.cast.heads.get(c, ())]
            states = [o for o in owners if self.cast.types[o] == "country"]
            if len(named) == len(states) == len(owners):  # "Syrian Kurdish officials" are not Syria's
                extend(out, (o for o in states if o not in others))
        return tuple(out)

    def _host(self, where: str) -> list[str]:
        """Return the state that `where` lies in, if the report names it."""
        code = self.cast.country.get(where)
        return [
            e for e, type_ in self.cast.types.items() if type_ == "country" and code and self.cast.country[e] == code
        ][:1]

    def _is_abroad(self, actors: Sequence[str], where: str | None) -> bool:
        """Return whether one person stands in a country not its own, both known."""
        there = self.cast.country.get(where or "")
        home = self.cast.country.get(actors[0]) if len(actors) == 1 and self.cast.types[actors[0]] == "person" else None
        return there is not None and home is not None and there != home

    def _verb(self, trigger: Trigger) -> tuple[list[str], list[str]]:
        tree, v, rule = self.tree, trigger.i, trigger.rule
        actors = self.cast.subject(v)
        subject = tree.subject(v)
        passive = [subject] if subject is not None and tree.is_passive(v) else []
        if tree.rels[v] == "acl" and tree.tokens[v].tag == "VBN" and tree.child(v, "nsubj") is None:
            passive = [tree.head(v)]
        recipients: list[str] = union(self.cast.all(c) for c in passive)
        for c in tree.children(v, "obj", "iobj"):
            if trigger.object is None and tree.lemma(v) in words(
                "topical"
            ):  # "discussed Oman's role": whom with is said
                extend(recipients, self._of_noun(c, {"with", "between"}, owners=False))
            elif trigger.object is None and rule.gathering:
                continue  # "attend Porto": what was held there
            elif trigger.object is None:
                extend(recipients, self.cast.all(c) or (self._of_noun(c, {"with", "between"}) if rule.joint else []))
            else:
                extend(recipients, self._of_noun(c, rule.to | {"of"}))
                if rule.joint or tree.rels[c] == "iobj":
                    extend(recipients, self.cast.named(c))
        for c in tree.children(v, "obl"):
            preposition = tree.preposition(c)
            if (
                preposition in rule.to
                or preposition in BETWEEN
                or f"{tree.lemma(v)}_{preposition}" in words("of_recipient")
            ):
                extend(recipients, self.cast.all(c))
        for c in tree.children(v, "ccomp", "xcomp"):  # "urged that they leave", "asked him to": who should
            subject = tree.subject(c)
            if rule.type == "REQUEST" and subject is not None and not recipients:
                extend(recipients, self.cast.all(subject))
        if rule.type in OF_COMPLEMENT and not [r for r in recipients if r not in actors]:
            extend(recipients, self._complement(v, actors))
        if rule.joint and trigger.object is not None:  # "attended Iran's talks with Iraq"
            mine: list[str] = []
            self._named_by(trigger.object, rule, mine, recipients)
            extend(recipients, (m for m in mine if m not in actors))
        if rule.joint and rule.type == "CONSULT" and not recipients and trigger.object is None:
            extend(recipients, (e for e in self.company.right_after(v, rule.to) if e not in actors))
        if rule.joint and not recipients:
            recipients += self._willing(v)
        return actors, recipients

    def _complement(self, v: int, actors: Sequence[str]) -> list[str]:
        """Return whom "threatened to bomb them", "agreed that they may stay" is about."""
        tree = self.tree
        out: list[str] = []
        for c in tree.children(v, "xcomp", "ccomp", "advcl"):
            if tree.rels[c] == "advcl" and tree.lemma(v) != "threaten":
                continue
            for k in tree.children(c, "nsubj", "obj", "iobj", "obl"):
                extend(out, (e for e in self.cast.all(k) if e not in actors))
                for m in tree.children(k, "nmod"):
                    extend(out, (e for e in self.cast.all(m) if e not in actors))
        return out

    def has_taker(self, v: int) -> bool:
        """Return whether the contact `v` is offered to whoever wants it: "ready to meet, if he wants"."""
        return self._taker(v) is not None

    def _willing(self, v: int) -> list[str]:
        """Return the other party of "ready to meet, if he wants": the subject of the condition."""
        taker = self._taker(v)
        return self.cast.doer(taker) if taker is not None else []

    def _taker(self, v: int) -> int | None:
        tree = self.tree
        for j in tree.climb(v):
            for c in tree.children(j, "advcl", "ccomp"):
                if tree.preposition(c) in ("if", "when", "whenever") and tree.lemma(c) in words("taking"):
                    return c
            if tree.rels[j] not in ("xcomp", "ccomp", "conj"):
                return None
        return None

    def _of_noun(self, n: int, prepositions: Iterable[str], owners: bool = True) -> list[str]:
        tree = self.tree
        return union(
            self.cast.all(c)
            for c in tree.children(n, "nmod", "obl")
            if tree.preposition(c) in prepositions or (owners and tree.tokens[c].rel == "nmod:poss")
        )

    def _noun(self, trigger: Trigger) -> tuple[list[str], list[str]]:
        n, rule = trigger.i, trigger.rule
        actors: list[str] = []
        recipients: list[str] = []
        self._named_by(n, rule, actors, recipients)
        self._governor(trigger, actors, recipients)
        return actors, recipients

    def _named_by(self, n: int, rule: Rule, actors: list[str], recipients: list[str]) -> None:
        """Add the parties in the phrase of the noun `n`: "Iran's talks with Iraq", "a summit hosted by Oman"."""
        tree = self.tree
        own = self.cast.called(n)  # a conference with a name of its own is no party to itself
        extend(actors, union(self.cast.all(c) for c in tree.kids[n] if tree.tokens[c].rel == "nmod:poss"))
        before = union([*(self._hyphened(c) for c in tree.children(n, "compound", "amod")), self._next_to(n)])
        about = any(self.cast.types.get(e) in ("country", "place", "outlet") for e in before)
        if rule.type != "CONSULT" or len(before) > 1 or not about:
            extend(actors, (e for e in before if e not in own))  # "the Iran talks" may only be about Iran
        extend(actors, (e for e in self.hosts(n) if e not in own))
        for i in dict.fromkeys((n, tree.container(n))):
            self._arguments(i, rule.to, rule.joint, actors, recipients)
        for k in tree.children(n, "appos"):  # "the congress, an event sponsored by Oman"
            for c in tree.children(k, "acl"):
                extend(actors, self.cast.agent(c))
        extend(actors, (e for e in self.sponsors(n) if e not in own))
        if (rule.joint or rule.mode == "letter") and not recipients and len(actors) < 2:
            extend(recipients, (e for e in self.company.beside(n, rule.to) if e not in actors))
        for c in tree.children(n, "acl"):  # "talks led by", "hosted by", "involving"
            if rule.type == "CONSULT" and c > n and tree.subject(c) is not None:  # "the talks Alder held with Birch"
                extend(actors, (e for e in self.cast.subject(c) if not self._is_relative(c)))
                self._arguments(c, {*rule.to, "with"}, rule.joint, actors, recipients)
            if c > n and not recipients:
                extend(recipients, self._addressed(n, c, rule))
            if tree.lemma(c) == "involve":
                extend(recipients, union(self.cast.all(o) for o in tree.children(c, "obj")))
            elif tree.lemma(c) in words("leaders") or tree.lemma(c) in words("course"):
                extend(actors, self.cast.agent(c))
                self._arguments(c, rule.to, rule.joint, actors, recipients)

    def _hyphened(self, c: int) -> list[str]:
        """Return whom `c` before a noun names, and who is joined to it by a hyphen: "US-Russian talks"."""
        tree = self.tree
        first, last = min((c, *tree.kids[c])), max((c, *tree.kids[c]))
        joined = [j for j in tree.kids[c] if last - first == 2 and tree.tokens[first + 1].text in ("-", "–", "—")]
        return union((self.cast.named(c), *(self.cast.heads.get(j, []) for j in joined)))

    def _addressed(self, n: int, v: int, rule: Rule) -> list[str]:
        """Return whom the participle `v` says the call or letter `n` is to: "a call urging Alder to leave"."""
        tree = self.tree
        asks = tree.lemma(v) in words("object_control") or tree.lemma(v) in ("thank", "congratulate")
        if rule.mode not in ("call", "letter") or tree.tokens[v].tag != "VBG" or not asks:
            return []
        if any(tree.preposition(c) in ("to", "with", *BETWEEN) for c in tree.children(n, "nmod", "obl")):
            return []
        return union(self.cast.all(o) for o in tree.children(v, "obj", "iobj"))

    def _next_to(self, n: int) -> list[str]:
        """Return whom the name right before `n` means, hung beside it by the parser: "at a Porto Council meeting"."""
        tree, j = self.tree, n - 1
        beside = j >= 0 and tree.tokens[j].tag.startswith("NNP") and tree.head(j) == tree.head(n) >= 0
        return self.cast.heads.get(j, []) if beside and tree.rels[j] == tree.rels[n] else []

    def _is_relative(self, v: int) -> bool:
        """Return whether the subject of `v` stands for a noun before it: "the talks that ended"."""
        subject = self.tree.subject(v)
        return subject is not None and self.tree.tokens[subject].tag in ("WDT", "WP")

    def hosts(self, n: int) -> list[str]:
        """Return by whom "UN-led talks" are led, read off the words: parsers lose them where a hyphen parts words."""
        tree = self.tree
        for j in range(n - 1, max(n - 6, 1), -1):
            if tree.lemma(j) in words("led") and tree.tokens[j - 1].tag == "HYPH":
                return list(self.cast.heads.get(j - 2, ()))
        under = (
            c for c in tree.children(tree.head(n), "obl") if tree.head(n) >= 0 and tree.lemma(c) in words("auspices")
        )
        return union(self.cast.parts(c, 0) for c in under)  # "will resume under UN auspices"

    def following(self, n: int, reach: int = 14) -> range:
        """Return the tokens after the noun `n` up to the next finite verb: what may belong to it, parsed or not."""
        tree = self.tree
        sent = tree.sentence(n)
        end = min(n + reach, sent.last if sent else n)
        stop = next((j for j in range(n + 1, end) if tree.tokens[j].tag in ("VBD", "VBZ", "VBP", "MD")), end)
        return range(n + 1, max(stop, n + 1))

    def sponsors(self, n: int) -> list[str]:
        """Return by whom it is "hosted by" or "brokered by", read off the words: parsers lose these in appositions."""
        tree = self.tree
        for j in self.following(n):
            if (
                tree.tokens[j].text.lower() in words("by_forms")
                and j + 1 < len(tree.tokens)
                and tree.lemma(j + 1) == "by"
            ):
                near = range(j + 2, min(j + 6, len(tree.tokens)))
                return next((self.cast.all(k) for k in near if k in self.cast.heads), [])
        return []

    def _arguments(self, i: int, to: Iterable[str], joint: bool, actors: list[str], recipients: list[str]) -> None:
        tree = self.tree
        for c in tree.children(i, "nmod", "obl"):
            preposition = tree.preposition(c)
            if preposition in BETWEEN or preposition == "by" or (preposition == "of" and joint):
                found = self.cast.all(c)
                if preposition in BETWEEN and len(found) < 2:
                    extend(found, self.company.after(tree.child(c, "case", "mark")))
                extend(actors, found)
            elif preposition in to:
                extend(recipients, self.cast.all(c))

    def _shared(self, v: int) -> list[str]:
        """Return the subject that the active `v` shares with a passive before it: "was told, and asked in talks"."""
        tree = self.tree
        first = tree.first_conjunct(v)
        subject = tree.subject(first)
        if first == v or subject is None or tree.is_passive(v) or tree.subject(v) is not None:
            return []
        return self.cast.all(subject) if tree.is_passive(first) else []

    def _above(self, i: int) -> list[str]:
        """Return the subject of the nearest clause above `i` that has one."""
        tree = self.tree
        return next((self.cast.all(c) for j in tree.climb(i) if (c := tree.subject(j)) is not None and c != i), [])

    def _governor(self, trigger: Trigger, actors: list[str], recipients: list[str]) -> None:
        """Add what stands with the noun's governor: "A held talks with B", "after talks with B, A said"."""
        tree, rule = self.tree, trigger.rule
        n = tree.container(trigger.i)
        rel, h = tree.rels[n], tree.head(n)
        if rule.type == "CONSULT" and any(tree.rels[c] == "cop" for c in tree.kids[n]):
            subject = tree.subject(n)  # "they are in talks with"
            if subject is not None and tree.preposition(n) in ("in", "into", "on"):
                extend(actors, self.cast.all(subject))
        if h < 0:
            return
        if self.cast.is_verbal(h) and rel in ("obj", "nsubj"):
            self._arguments(h, rule.to - {"to", "in"} if rel == "nsubj" else rule.to, rule.joint, actors, recipients)
        if rel == "nsubj" and not recipients:
            extend(recipients, self._addressed(n, h, rule))
        at = rule.type == "CONSULT" and rel == "obl" and tree.preposition(n) == "at"
        there = at and not tree.is_passive(h) and tree.lemma(h) in words("present")  # "said at a meeting"
        if actors and not there and not (rel == "obj" and tree.lemma(h) in words("hosts")):
            return
        if rule.abroad:
            extend(actors, self._above(n))
            return
        if self.cast.is_verbal(h):
            doing = rule.type == "CONSULT" or tree.lemma(h) in words("doing")
            if doing and (rel == "obj" or (rel == "nsubj" and tree.is_passive(h))):
                extend(actors, self.cast.subject(h))
            elif (
                rel == "obl"
                and (recipients or tree.preposition(n) in ("in", "into", "to", "at"))
                and tree.preposition(n) != "by"
            ):
                extend(actors, self.cast.doer(h) or self._shared(h))
            elif rel == "nmod" and tree.preposition(n) == "for" and tree.child(h, "cop") is not None:
                extend(actors, self.cast.doer(h))  # "was in Porto for talks"
        elif rel in ("nmod", "acl") and (tree.lemma(h) in lexicon().clause or tree.lemma(h) in lexicon().noun):
            extend(actors, self.cast.bearer(h))

    # --- places -------------------------------------------------------------------------------------------------------

    def place(self, trigger: Trigger) -> str | None:
        """Return where it was: the place named "in", "at" or, for a visit, "to" with the trigger or its governor."""
        tree = self.tree
        spots = [trigger.i]
        if trigger.noun and tree.head(trigger.i) >= 0 and tree.rels[trigger.i] in ("obj", "nsubj", "obl"):
            spots.append(tree.head(trigger.i))
        visit = trigger.rule.mode == "visit"
        for spot in spots:
            inner = [k for a in tree.children(spot, "acl") for k in tree.children(a, "obl")] if visit else []
            for c in [*tree.children(spot, "obl", "nmod"), *inner, *(tree.children(spot, "obj") if visit else ())]:
                if (
                    tree.rels[c] == "obj"
                    or tree.preposition(c) in PLACED_IN
                    or (visit and tree.preposition(c) in ("to", "into", "from", "of"))
                ):
                    found = self.cast.named(c) or (
                        self.cast.parts(c, 0) if tree.lemma(c) in words("place_nouns") else []
                    )
                    for entity in found:
                        if self.cast.types.get(entity) in ("place", "country"):
                            return entity
        return None
