"""Who did it, to whom, where: an event's arguments in the tree, and the entities that they name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from onrecord.events.status import lexicon
from onrecord.events.triggers import Rule, Trigger
from onrecord.grammar import MAX_CLIMB, Tree
from onrecord.types import Entity, Role

BETWEEN = ("between", "among", "amongst", "involving")
LEADERS = (
    "lead",
    "host",
    "chair",
    "broker",
    "mediate",
    "sponsor",
    "co-sponsor",
    "co-host",
    "convene",
    "organise",
    "organize",
    "attend",
    "impose",
    "launch",
    "stage",
    "carry",
    "conduct",
    "offer",
    "make",
    "give",
    "back",
)
OBJECT_CONTROL = frozenset(
    """urge ask invite tell order press persuade force help allow enable want expect encourage convince compel instruct
    advise warn permit require beg implore call appeal push get lobby pressure summon send""".split()
)
PLACED_IN = ("in", "at", "near", "outside", "inside")
REPRESENTATIVES = frozenset(
    """administration adviser advisor agency aide ally ambassador armour army artillery authority battalion
    bloc body bomber boss brigade cabinet chancellor chief chairman commander commission committee consul contingent
    convoy coalition council counterpart court delegate delegation department deputy diplomat embassy emir envoy
    fighter-jet fleet force general government governor guard head helicopter intelligence
    jet king leader leadership lawmaker legislator marine member military minister ministry mission mp
    navy negotiator office officer official parliament party plane policeman police
    politician pope power premier presidency president prince prosecutor queen regime representative ruler
    secretary senate senator service side ship soldier spokesman spokesperson spokeswoman state sultan team troop
    unit vice-president warplane warship wing""".split()
)
ASKING = frozenset({"invitation", "call", "request", "appeal", "order", "demand"})
DOING = frozenset(
    """announce back begin bring broaden call carry commit complete conduct continue declare deliver demand
    escalate expand express extend file give halt have hold impose inflict intensify issue join keep launch lay
    lead lift maintain make mount offer order pay perform plan pledge prepare promise provide reach renew
    request resume send sign stage start step strengthen strike support suspend threaten undertake unleash use
    vow wage win withdraw""".split()
)
QUANTITIES = frozenset("much many most some part majority number dozen hundred all none group".split())
PLACE_NOUNS = frozenset("capital city town resort port village island headquarters".split())
BY_FORMS = frozenset(
    """led hosted chaired brokered mediated sponsored co-sponsored organised organized convened backed""".split()
)
TAKING = frozenset({"want", "wish", "like", "agree", "ready", "willing", "ask"})
OFFICES = (
    "minister",
    "president",
    "envoy",
    "ambassador",
    "secretary",
    "chancellor",
    "spokes",
    "king",
    "prince",
    "general",
)
HOSTS = frozenset("hold convene host chair call arrange organise organize have".split())
NAMING = ("nmod", "compound", "amod", "appos", "flat", "det", "nummod", "dep")
OF_COMPLEMENT = frozenset({"THREATEN", "AGREE", "REJECT", "REQUEST", "ACCUSE", "CONCEDE"})
NAMED = ("name", "title", "metonym")
NUMBERS = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5}
FAR = 150  # tokens back to those whom "the two" counts
LED = frozenset("lead broker sponsor back mediate host chair convene impose".split())


class Parties(Struct, frozen=True):
    """An event's arguments as entity ids, in text order."""

    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    where: str | None = None


class Cast:
    """Which entities a token names. Built once a text: a mention belongs to the token that heads it."""

    def __init__(self, tree: Tree, entities: Sequence[Entity]) -> None:
        self.tree = tree
        self.types = {e.id: e.type for e in entities}
        # "officials", "the two leaders": someone, but known only by what they are
        self.nameless = {
            e.id
            for e in entities
            if not (e.country or e.actor or any(m.form in NAMED for m in e.mentions) or _is_telling(e.name))
        }
        self.country = {e.id: e.country for e in entities}
        self.described = {e.id for e in entities if all(m.form in ("nominal", "pronoun") for m in e.mentions)}
        self.public = {e.id for e in entities if e.type != "person" or e.actor or any(_is_office(r) for r in e.roles)}
        self.heads: dict[int, list[str]] = {}
        self.cover: dict[int, tuple[int, str]] = {}  # token -> (length, entity) of the shortest mention over it
        for entity in entities:
            for mention in entity.mentions:
                head = tree.head_of(mention.span)
                if head is None:
                    continue
                ids = self.heads.setdefault(head, [])
                if entity.id not in ids:
                    ids.append(entity.id)
                size = mention.span.end - mention.span.start
                for i in tree.within(mention.span):
                    if i not in self.cover or size < self.cover[i][0]:
                        self.cover[i] = (size, entity.id)

    def named(self, i: int, depth: int = 0) -> list[str]:
        """Return the entities that the phrase headed by `i` names: itself, else those it is of."""
        known = self.heads.get(i) or ([self.cover[i][1]] if i in self.cover else [])
        if known and not self.nameless.issuperset(known):
            return self._each(i, known, depth)
        if depth > 4:
            return known
        return self._members(i) or self._owners(i, depth) or known

    def _each(self, i: int, known: list[str], depth: int) -> list[str]:
        """Return `known`, or for "the presidents of Iran and Turkey" the two whose presidents they are."""
        if self.tree.tokens[i].tag != "NNS" or not self.described.issuperset(known) or depth > 4:
            return known
        owners = [e for e in self._owners(i, depth) if e not in known]
        return owners if len(owners) > 1 and self.nameless.isdisjoint(owners) else known

    def _members(self, i: int) -> list[str]:
        """Return who "the two leaders", "both sides", "the three countries" are: the last so many named together."""
        tree = self.tree
        words = [tree.tokens[c].text.lower() for c in tree.children(i, "nummod", "det")]
        number = next((NUMBERS[w] for w in words if w in NUMBERS), 0)
        if not number or tree.tokens[i].tag != "NNS" or not ({"the", "both", "these", "those"} & set(words)):
            return []
        for j in range(i - 1, max(i - FAR, -1), -1):
            group = self.all(j) if tree.child(j, "conj") is not None else []
            if len(group) == number and self.nameless.isdisjoint(group):
                return group
        return []

    def _owners(self, i: int, depth: int) -> list[str]:
        tree = self.tree
        if tree.tokens[i].tag in ("WP", "WDT") or tree.tokens[i].text.lower() in ("who", "which", "that"):
            clause = tree.head(i)
            for j in tree.climb(clause):
                if tree.rels[j] == "acl" and tree.head(j) >= 0:
                    return self.named(tree.head(j), depth + 1)
                if tree.rels[j] not in ("xcomp", "conj", "ccomp"):
                    break
            return []
        for c in tree.children(i, "appos", "flat"):  # "the Russian president, ...": the one named, not Russia
            if c in self.heads:
                return self.heads[c]
        after = self.heads.get(i + 1, ())
        if any(self.types.get(e) == "person" for e in after) and tree.tokens[i].tag.startswith("NN"):
            return list(after)  # "President Alder", whatever hangs on what
        return self._parts(i, depth) if self._acts_for(i) else []

    def _parts(self, i: int, depth: int) -> list[str]:
        """Return the entities named in the phrase of `i`."""
        tree = self.tree
        out: list[str] = []
        for c in tree.kids[i]:
            rel = tree.rels[c]
            if rel not in NAMING or (rel == "nmod" and not self._of(c)):
                continue
            for j in tree.conjuncts(c):
                _extend(out, self.named(j, depth + 1))
        return out

    def _acts_for(self, i: int) -> bool:
        """Return whether the noun `i` acts for the one it is of: "Iranian officials" do, "French tourists" do not."""
        lemma = self.tree.lemma(i)
        if not self.tree.tokens[i].tag.startswith("NN"):
            return True
        return lemma.rpartition("-")[2] in REPRESENTATIVES or lemma in QUANTITIES

    def _of(self, c: int) -> bool:
        return self.tree.tokens[c].rel == "nmod:poss" or self.tree.preposition(c) in ("of", "from", "")

    def all(self, i: int) -> list[str]:
        """Return the entities that `i` and what is coordinated with it name."""
        tree = self.tree
        out: list[str] = []
        for j in tree.conjuncts(i):
            if j == i or not tree.is_predicate(j):
                _extend(out, self.named(j))
        for a in tree.children(i, "appos"):  # "Alder, the envoy, and Birch": parsed as two of a kind with the envoy
            for j in tree.children(a, "conj"):
                _extend(out, self.heads.get(j, ()))
        return out

    def called(self, n: int | None) -> set[str]:
        """Return the entities whose mention the event noun `n` heads or closes: "the Sochi congress" itself."""
        if n is None:
            return set()
        return set(self.heads.get(n, ())) | ({self.cover[n][1]} if n in self.cover else set())

    # --- subjects -----------------------------------------------------------------------------------------------------

    def subject(self, v: int, depth: int = 0) -> list[str]:
        """Return who does what predicate `v` says, through coordination, control and relative clauses."""
        tree = self.tree
        if depth > MAX_CLIMB:
            return []
        own = tree.subject(v)
        if own is None:  # an object before a finite verb is a subject misread
            own = next((c for c in tree.children(v, "obj") if c < v and tree.tokens[v].tag != "VB"), None)
        if own is not None:
            return self.agent(v) if tree.is_passive(v) else self.all(own)
        rel, h = tree.rels[v], tree.head(v)
        if h < 0:
            return []
        if rel == "conj":
            return self.subject(tree.first_conjunct(v), depth + 1) if self._verbal(tree.first_conjunct(v)) else []
        if rel in ("xcomp", "ccomp", "advcl") or (rel == "parataxis" and tree.child(v, "nsubj") is None):
            if rel != "advcl" or tree.lemma(h) in OBJECT_CONTROL:
                controller = self._object(h) if tree.lemma(h) in OBJECT_CONTROL else None
                if controller is not None and controller != v:
                    return self.all(controller)
            if self._verbal(h):
                return self.doer(h, depth + 1)
            return self.bearer(h, depth + 1)
        if rel == "acl":
            if tree.tokens[v].tag == "VBG" and tree.child(v, "mark") is None:
                return self.named(h)
            if tree.tokens[v].tag == "VBN":
                return self.agent(v)
            asked = [c for c in tree.children(h, "nmod") if tree.preposition(c) in ("to", "on")]
            if tree.lemma(h) in ASKING and asked:  # "an invitation to Alder to attend"
                return self.all(asked[0])
            return self.bearer(h, depth + 1)
        return []

    def doer(self, v: int, depth: int = 0) -> list[str]:
        """Return the grammatical subject of `v`, passive ones too: who is "expected to meet"."""
        own = self.tree.subject(v)
        if own is None:  # an object before a finite verb is a subject misread
            own = next((c for c in self.tree.children(v, "obj") if c < v), None)
        return self.all(own) if own is not None else self.subject(v, depth)

    def agent(self, v: int) -> list[str]:
        """Return by whom the passive `v` is done."""
        tree = self.tree
        return _union(self.all(c) for c in tree.children(v, "obl") if tree.preposition(c) == "by")

    def bearer(self, n: int, depth: int = 0) -> list[str]:
        """Return whose the noun `n` is ("Iran's refusal"), or whose it is by the verb it stands with ("has a plan")."""
        tree = self.tree
        if depth > MAX_CLIMB:
            return []
        own = _union(self.all(c) for c in tree.kids[n] if tree.tokens[c].rel == "nmod:poss")
        own = own or _union(self.all(c) for c in tree.children(n, "nmod") if tree.preposition(c) in ("by", "from"))
        own = own or _union(self.named(c) for c in tree.children(n, "compound", "amod"))
        if own:
            return own
        h = tree.head(n)
        if h < 0:
            return []
        if tree.rels[n] == "nsubj" and not tree.is_passive(h):
            return []
        if self._verbal(h):
            return self.doer(h, depth + 1)
        return self.bearer(h, depth + 1) if tree.rels[n] in ("nmod", "conj", "acl") else []

    def _verbal(self, i: int) -> bool:
        return self.tree.is_predicate(i) or self.tree.is_verb(i)

    def _object(self, h: int) -> int | None:
        tree = self.tree
        direct = tree.child(h, "obj", "iobj")
        if direct is not None:
            return direct
        if tree.is_passive(h):
            return tree.subject(h)
        return next(
            (c for c in tree.children(h, "obl") if tree.preposition(c) in ("on", "to", "for", "with", "upon")), None
        )

    # --- the parties of a trigger -------------------------------------------------------------------------------------

    def parties(self, trigger: Trigger) -> Parties:
        """Return the parties and the place of what `trigger` tells of."""
        actors, recipients = self._noun(trigger) if trigger.noun else self._verb(trigger)
        where = self.place(trigger)
        keep = ("person", "organization", "country", "government", "group")
        self_named = self.called(trigger.i if trigger.noun else trigger.object)
        actors = [a for a in actors if self.types.get(a) in keep and a != where and a not in self_named]
        if trigger.rule.abroad and not self._is_abroad(actors, where):
            return Parties((), ())
        if trigger.rule.mode == "visit" and where is not None:
            recipients = [*recipients, *self._host(where)]
        recipients = [r for r in recipients if self.types.get(r) in keep and r not in actors and r not in self_named]
        if trigger.rule.type == "CONSULT" and not self.nameless.issuperset([*actors, *recipients]):
            # "the minister met officials": one known party, and no one's name made of the other
            actors = [a for a in actors if a not in self.nameless]
            recipients = [r for r in recipients if r not in self.nameless]
        return Parties(tuple(actors), tuple(recipients), where)

    def _host(self, where: str) -> list[str]:
        """Return the state that `where` lies in, if the report names it."""
        code = self.country.get(where)
        return [e for e, type_ in self.types.items() if type_ == "country" and code and self.country[e] == code][:1]

    def _is_abroad(self, actors: Sequence[str], where: str | None) -> bool:
        """Return whether one person stands in a country not its own, both known."""
        there = self.country.get(where or "")
        home = self.country.get(actors[0]) if len(actors) == 1 and self.types[actors[0]] == "person" else None
        return there is not None and home is not None and there != home

    def _verb(self, trigger: Trigger) -> tuple[list[str], list[str]]:
        tree, v, rule = self.tree, trigger.i, trigger.rule
        actors = self.subject(v)
        subject = tree.subject(v)
        passive = [subject] if subject is not None and tree.is_passive(v) else []
        if tree.rels[v] == "acl" and tree.tokens[v].tag == "VBN" and tree.child(v, "nsubj") is None:
            passive = [tree.head(v)]
        recipients: list[str] = _union(self.all(c) for c in passive)
        for c in tree.children(v, "obj", "iobj"):
            if trigger.object is None:
                _extend(recipients, self.all(c) or (self._of_noun(c, {"with", "between"}) if rule.joint else []))
            else:
                _extend(recipients, self._of_noun(c, rule.to | {"of"}))
                if rule.joint or tree.rels[c] == "iobj":
                    _extend(recipients, self.named(c))
        for c in tree.children(v, "obl"):
            preposition = tree.preposition(c)
            if preposition in rule.to or preposition in BETWEEN or f"{tree.lemma(v)}_{preposition}" in _PHRASES:
                _extend(recipients, self.all(c))
        for c in tree.children(v, "ccomp", "xcomp"):  # "urged that they leave", "asked him to": who should
            subject = tree.subject(c)
            if rule.type == "REQUEST" and subject is not None and not recipients:
                _extend(recipients, self.all(subject))
        if rule.type in OF_COMPLEMENT and not [r for r in recipients if r not in actors]:
            _extend(recipients, self._complement(v, actors))
        if rule.joint and trigger.object is not None:  # "attended Iran's talks with Iraq"
            mine: list[str] = []
            self._named_by(trigger.object, rule, mine, recipients)
            _extend(recipients, (m for m in mine if m not in actors))
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
                _extend(out, (e for e in self.all(k) if e not in actors))
                for m in tree.children(k, "nmod"):
                    _extend(out, (e for e in self.all(m) if e not in actors))
        return out

    def has_taker(self, v: int) -> bool:
        """Return whether the contact `v` is offered to whoever wants it: "ready to meet, if he wants"."""
        return self._taker(v) is not None

    def _willing(self, v: int) -> list[str]:
        """Return the other party of "ready to meet, if he wants": the subject of the condition."""
        taker = self._taker(v)
        return self.doer(taker) if taker is not None else []

    def _taker(self, v: int) -> int | None:
        tree = self.tree
        for j in tree.climb(v):
            for c in tree.children(j, "advcl", "ccomp"):
                if tree.preposition(c) in ("if", "when", "whenever") and tree.lemma(c) in TAKING:
                    return c
            if tree.rels[j] not in ("xcomp", "ccomp", "conj"):
                return None
        return None

    def _of_noun(self, n: int, prepositions: Iterable[str]) -> list[str]:
        tree = self.tree
        return _union(
            self.all(c)
            for c in tree.children(n, "nmod")
            if tree.preposition(c) in prepositions or tree.tokens[c].rel == "nmod:poss"
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
        own = self.called(n)  # a conference with a name of its own is no party to itself
        _extend(actors, _union(self.all(c) for c in tree.kids[n] if tree.tokens[c].rel == "nmod:poss"))
        before = _union(self.named(c) for c in tree.children(n, "compound", "amod"))
        if rule.type != "CONSULT" or len(before) > 1 or all(self.types.get(e) == "organization" for e in before):
            _extend(actors, (e for e in before if e not in own))  # "the Iran talks" may only be about Iran
        for c in tree.children(n, "compound", "amod"):
            if tree.lemma(c) in LED:  # "UN-led talks", where the hyphen parts words
                _extend(
                    actors, _union(self.named(k) for k in tree.children(c, "obl", "nsubj", "compound", "nmod", "amod"))
                )
        self._arguments(n, rule.to, rule.joint, actors, recipients)
        for k in tree.children(n, "appos"):  # "the congress, an event sponsored by Oman"
            for c in tree.children(k, "acl"):
                _extend(actors, self.agent(c))
        _extend(actors, (e for e in self._sponsors(n) if e not in own))
        for c in tree.children(n, "acl"):  # "talks led by", "hosted by", "involving"
            if tree.lemma(c) == "involve":
                _extend(recipients, _union(self.all(o) for o in tree.children(c, "obj")))
            elif tree.lemma(c) in LEADERS:
                _extend(actors, self.agent(c))
                self._arguments(c, rule.to, rule.joint, actors, recipients)

    def following(self, n: int, reach: int = 14) -> range:
        """Return the tokens after the noun `n` up to the next finite verb: what may belong to it, parsed or not."""
        tree = self.tree
        sent = tree.sentence(n)
        end = min(n + reach, sent.last if sent else n)
        stop = next((j for j in range(n + 1, end) if tree.tokens[j].tag in ("VBD", "VBZ", "VBP", "MD")), end)
        return range(n + 1, max(stop, n + 1))

    def _sponsors(self, n: int) -> list[str]:
        """Return by whom it is "hosted by" or "brokered by", read off the words: parsers lose these in appositions."""
        tree = self.tree
        for j in self.following(n):
            if tree.tokens[j].text.lower() in BY_FORMS and j + 1 < len(tree.tokens) and tree.lemma(j + 1) == "by":
                near = range(j + 2, min(j + 6, len(tree.tokens)))
                return next((self.all(k) for k in near if k in self.heads), [])
        return []

    def _arguments(self, i: int, to: Iterable[str], joint: bool, actors: list[str], recipients: list[str]) -> None:
        tree = self.tree
        for c in tree.children(i, "nmod", "obl"):
            preposition = tree.preposition(c)
            if preposition in BETWEEN or preposition == "by" or (preposition == "of" and joint):
                _extend(actors, self.all(c))
            elif preposition in to:
                _extend(recipients, self.all(c))

    def _above(self, i: int) -> list[str]:
        """Return the subject of the nearest clause above `i` that has one."""
        tree = self.tree
        return next((self.all(c) for j in tree.climb(i) if (c := tree.subject(j)) is not None and c != i), [])

    def _governor(self, trigger: Trigger, actors: list[str], recipients: list[str]) -> None:
        """Add what stands with the noun's governor: "A held talks with B", "after talks with B, A said"."""
        tree, rule = self.tree, trigger.rule
        n = tree.container(trigger.i)
        rel, h = tree.rels[n], tree.head(n)
        if h < 0:
            return
        if self._verbal(h) and rel in ("obj", "nsubj"):
            self._arguments(h, rule.to - {"to", "in"} if rel == "nsubj" else rule.to, rule.joint, actors, recipients)
        if actors and not (rel == "obj" and tree.lemma(h) in HOSTS):
            return
        if rule.abroad:
            _extend(actors, self._above(n))
            return
        if self._verbal(h):
            doing = rule.type == "CONSULT" or tree.lemma(h) in DOING
            if doing and (rel == "obj" or (rel == "nsubj" and tree.is_passive(h))):
                _extend(actors, self.subject(h))
            elif (
                rel == "obl"
                and (recipients or tree.preposition(n) in ("in", "into", "to", "at"))
                and tree.preposition(n) != "by"
            ):
                _extend(actors, self.doer(h))
        elif rel in ("nmod", "acl") and (tree.lemma(h) in lexicon().clause or tree.lemma(h) in lexicon().noun):
            _extend(actors, self.bearer(h))

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
                    or (visit and tree.preposition(c) in ("to", "into", "from"))
                ):
                    found = self.named(c) or (self._parts(c, 0) if tree.lemma(c) in PLACE_NOUNS else [])
                    for entity in found:
                        if self.types.get(entity) in ("place", "country"):
                            return entity
        return None


_PHRASES = frozenset(
    """call_on call_upon appeal_to speak_to speak_with talk_to talk_with meet_with write_to plead_with fire_on fire_at
    clash_with side_with object_to agree_with negotiate_with consult_with crack_down_on fight_against stand_with
    complain_about complain_to attack_on""".split()
)


def _is_office(role: Role) -> bool:
    """Return whether the role is held for a state or a body, not for a family."""
    return role.org is not None or role.country is not None or any(w in role.title.lower() for w in OFFICES)


def _is_telling(name: str) -> bool:
    """Return whether a description has a proper name in it: "the opposition in Porto", but not "Officials"."""
    return any(c.isupper() for c in name[1:])


def _extend(out: list[str], ids: Iterable[str]) -> None:
    out += [i for i in dict.fromkeys(ids) if i not in out]


def _union(groups: Iterable[Iterable[str]]) -> list[str]:
    out: list[str] = []
    for group in groups:
        _extend(out, group)
    return out
