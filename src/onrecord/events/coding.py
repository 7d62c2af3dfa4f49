"""The stage itself: triggers in, events out, each at its fullest mention."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from onrecord.cast import Cast, union, words
from onrecord.events.cameo import cameo_code
from onrecord.events.gatherings import Gatherings
from onrecord.events.participants import Arguments, Parties
from onrecord.events.status import REAL, Reader
from onrecord.events.triggers import Rule, Trigger, find_pro_verbs, find_triggers, is_time, noun_rule
from onrecord.grammar import FINITE, Tree, tree_of
from onrecord.text import contains
from onrecord.types import Article, Entity, Event, Signals, Span, Statement, Status, Timex

ORIGIN = "events/1"
DURATIVE = frozenset({"ASSAULT", "MOBILIZE", "COERCE", "SANCTION", "PROTEST", "COOPERATE", "AID", "SUPPORT"})
TALKING = frozenset({"meet", "negotiate", "summit", "call"})
CERTAIN: dict[Status, float] = {"happened": 0.85, "ongoing": 0.8, "absent": 0.8, "hypothetical": 0.6}
STANDING = frozenset("end begin start resume recommence collapse fail conclude open take break last stall".split())
BODIES = frozenset({"country", "government", "organization", "group"})
PRONOUNS = {
    "its": BODIES,
    "their": BODIES,
    "his": frozenset({"person"}),
    "her": frozenset({"person"}),
    "it": BODIES,
    "they": BODIES,
    "he": frozenset({"person"}),
    "she": frozenset({"person"}),
}
STANDING_UNDER = frozenset("in under of by through from out since despite within".split())
SELF = frozenset({"i", "we", "us", "me", "our", "my"})
LOOSE = frozenset(
    {"discuss", "lobby", "brief", "consult", "broker", "mediate", "arbitrate", "contact"}
)  # of one party alone these tell of no contact
HOLDING = frozenset(
    "hold have conduct host chair open begin start resume finish conclude arrange plan schedule".split()
)


class Found(Struct, frozen=True):
    """An event before it has its number, with what decides between two mentions of it."""

    event: Event
    members: frozenset[str]
    time: tuple[str | None, str | None] | None
    quoted: bool  # its words are verbatim
    headline: bool
    earlier: bool  # told in the past perfect: what had been before
    known: bool = False  # it names no more than one party: "the talks", spoken of as known


def code_events(
    signals: Signals,
    article: Article,
    entities: Sequence[Entity],
    timexes: Sequence[Timex],
    statements: Sequence[Statement],
) -> tuple[Event, ...]:
    """Return the political events of the report, in text order, each once, at its fullest mention.

    An event needs a known party. `when` is the time expression nearest to the trigger in its clause; a time yet to come
    makes what "happened" planned. `according_to` is the innermost statement whose content holds the trigger.
    """
    tree = tree_of(signals)
    coder = _Coder(tree, article, entities, timexes, statements)
    triggers = _primary(tree, find_triggers(tree))
    coder.contacts = {t.i for t in triggers if t.rule.type == "CONSULT"}
    coder.attending = {t.i for t in triggers if t.rule.gathering}
    found = [f for t in triggers if (f := coder.code(t)) is not None]
    found += [f for t in triggers if t.rule.settles and (f := coder.code_talks(t)) is not None]
    found += [f for t in triggers if t.rule.asks and (f := coder.code_asking(t)) is not None]
    found += [f for t in triggers if (f := coder.code_former(t)) is not None]
    found += [f for i in find_pro_verbs(tree) if (f := coder.code_again(i, triggers)) is not None]
    events = sorted((f.event for f in _once(found)), key=lambda e: e.trigger)
    return tuple(replace(e, id=f"v{k}", cameo=cameo_code(e.type, e.mode, e.status)) for k, e in enumerate(events, 1))


def _primary(tree: Tree, triggers: Iterable[Trigger]) -> list[Trigger]:
    """Return the triggers without the nouns that a verb's rule took as its object, or that a contact is only of."""
    every = list(triggers)
    taken = {t.object for t in every if t.object is not None}
    nouns = {t.i for t in every if t.noun and t.rule.type == "CONSULT"}
    return [
        t
        for t in every
        if not (t.noun and (t.i in taken or (tree.head(t.i) in nouns and tree.preposition(t.i) == "of")))
    ]


class _Coder:
    """Codes one text's triggers, left to right: a bare "the talks" takes the parties of the contact before it."""

    def __init__(
        self,
        tree: Tree,
        article: Article,
        entities: Sequence[Entity],
        timexes: Sequence[Timex],
        statements: Sequence[Statement],
    ) -> None:
        self.tree = tree
        self.published = article.published.value[:10] if article.published else None
        self.title = article.title.span if article.title else None
        self.cast = Cast(tree, entities)
        self.arguments = Arguments(self.cast)
        self.gatherings = Gatherings(self.cast, self.arguments)
        self.voices = _Voices(statements)
        self.reader = Reader(tree, self.voices.tokens(tree))
        self.timexes = sorted(timexes, key=lambda t: t.span)
        self.time_starts = [t.span.start for t in self.timexes]
        self.contacts: set[int] = set()
        self.attending: set[int] = set()
        self.stated: dict[int, Status] = {}  # of each contact told
        self.members: dict[int, frozenset[str]] = {}  # of each contact told
        self.last: tuple[int, Rule, Parties] | None = None

    def code(self, trigger: Trigger) -> Found | None:
        rule = trigger.rule
        if rule.mutual and not self._is_mutual(trigger.i):
            return None
        parties = self._said_of_itself(trigger, self.arguments.parties(trigger))
        if rule.type == "CONSULT":
            parties = self._spoken_of_oneself(trigger, self._as_stated(trigger, parties))
            parties = self._with_conveners(trigger, parties)
        consult = rule.type == "CONSULT"
        known = consult and len(parties.actors) + len(parties.recipients) < 2 and self._is_definite(trigger)
        own = bool(parties.actors or parties.recipients)
        before = self.last
        if consult and len(parties.actors) + len(parties.recipients) < 2:
            parties = self._bridged(trigger, parties)
        if not (parties.actors or parties.recipients) or (consult and not self._enough(trigger, parties)):
            return None
        if consult:
            if rule.mode is not None:
                self.last = (trigger.i, rule, parties)
            parties = self.arguments.with_principals(parties)
        found = self._found(trigger, parties)
        if consult and not own and before is not None and self._is_yet_to_come(before[0], trigger, found):
            return None
        if consult:
            self.members[trigger.i] = found.members
            self.stated[trigger.i] = found.event.status
        alone = consult and len(parties.actors) + len(parties.recipients) == 1
        vague = found.event.status in ("hypothetical", "planned") and self.tree.rels[trigger.i] not in ("nsubj", "obj")
        if alone and trigger.noun and vague and self.arguments.hosts(trigger.i) and not self.reader.modified(trigger.i):
            return None  # "an alternative to UN-led talks" tells of none
        return replace(found, known=known)

    def _is_yet_to_come(self, before: int, trigger: Trigger, found: Found) -> bool:
        """Return whether "the conference has turned into a struggle" is of one that the contact at `before` only plans.

        What is told in the past of one that was planned ("the meeting lasted two hours"), tells that it took place.
        """
        if self.stated.get(before) != "planned" or found.event.status not in REAL or found.event.when is not None:
            return False
        h = self.tree.head(trigger.i)
        return h >= 0 and self.tree.rels[trigger.i] == "nsubj" and self.tree.tokens[h].tag != "VBD"

    def code_talks(self, trigger: Trigger) -> Found | None:
        """Return the negotiation behind a deal between several parties, at least two of them known."""
        tree, i = self.tree, trigger.i
        if any(j in self.contacts for j in (tree.head(i), *tree.children(i, "acl"))):
            return None  # "negotiated a deal", "a deal brokered by": told already
        parties = self.arguments.parties(trigger)
        everyone = {*parties.actors, *parties.recipients} - self.cast.nameless
        if not everyone & self.cast.public or (len(everyone) < 2 and self.arguments.company.size(trigger) < 2):
            return None
        talks = replace(trigger, rule=replace(trigger.rule, type="CONSULT", mode="negotiate"))
        found = self._found(talks, self.arguments.with_principals(parties))
        status = found.event.status
        standing = status in ("hypothetical", "planned") and self._is_standing(i)
        if trigger.noun and (status == "ongoing" or standing):
            found = replace(found, event=replace(found.event, status="happened"))
        return found

    def code_asking(self, trigger: Trigger) -> Found | None:
        """Return the contact in which one known party asks or presses another: it is said to the other's face."""
        parties = self.arguments.parties(trigger)
        asked = [c for c in self.tree.children(trigger.i, "xcomp", "ccomp", "advcl") if c in self.contacts]
        theirs = union(self.members[c] for c in asked if c in self.members)
        if asked and (set(asked) - self.attending or not theirs or set(theirs) & set(parties.actors)):
            return None  # "asked them to meet": that is told already, but not whom one asks to attend another's summit
        everyone = {*parties.actors, *parties.recipients} - self.cast.nameless
        if trigger.noun or not (parties.actors and parties.recipients) or len(everyone) < 2:
            return None
        if not set(parties.recipients) <= self.cast.public:
            return None
        talk = replace(trigger, rule=replace(trigger.rule, type="CONSULT", mode=None))
        found = self._found(talk, self.arguments.with_principals(parties))
        return None if found.event.status in ("absent", "hypothetical") else found  # not to ask is no silence

    def code_former(self, trigger: Trigger) -> Found | None:
        """Return the contact since which this is the first: "their first meeting since the summit" tells of two."""
        tree, i = self.tree, trigger.i
        if trigger.rule.type != "CONSULT":
            return None
        around = {*tree.kids[i], *(tree.kids[tree.container(i)] if trigger.noun else ())}
        marks = around if trigger.noun else {c for t in around if tree.lemma(t) == "time" for c in tree.kids[t]}
        since = next((c for c in sorted(around) if c > i and tree.preposition(c) == "since"), None)
        rule = noun_rule(tree, since) if since is not None else None
        if since is None or rule is None or rule.type != "CONSULT" or all(tree.lemma(c) != "first" for c in marks):
            return None
        parties = replace(self._said_of_itself(trigger, self.arguments.parties(trigger)), where=None)
        if not self._enough(trigger, parties):
            return None
        found = self._found(Trigger(since, rule, noun=True), self.arguments.with_principals(parties))
        words = sorted(tree.subtree(since))
        event = replace(found.event, status="happened", span=tree.span(words[0], words[-1]))
        return replace(found, event=event)

    def _is_standing(self, n: int) -> bool:
        """Return whether the deal `n` is only what something is part of, or done under or about: it was struck."""
        tree = self.tree
        h = tree.head(n)
        if tree.preposition(n) not in STANDING_UNDER or h < 0:
            return False
        table = self.reader.lexicon
        effect = table.noun.get(tree.lemma(h)) or table.clause.get(tree.lemma(h), "same")
        return tree.is_verb(h) or (effect == "same" and not tree.negated(h))

    def _found(self, trigger: Trigger, parties: Parties) -> Found:
        rule = trigger.rule
        span = self.clause_span(trigger.i)
        when = self.when(trigger, span, ("DATE", "TIME"))
        status = self.status(trigger, when)
        ahead = self._to_come(trigger, span) if status == "ongoing" else None
        if ahead is not None:  # "is meeting them on Friday"
            when, status = ahead, "planned"
        if status in ("absent", "ongoing"):  # elsewhere a duration is how long it took, not when it was
            when = self.when(trigger, span, ("DATE", "TIME", "DURATION"))
        mention = self.tree.span(trigger.i, trigger.i)
        event = Event(
            "",
            rule.type,
            self._mode(trigger),
            status,
            parties.actors,
            parties.recipients,
            when.id if when else None,
            parties.where,
            self.voices.innermost(mention),
            mention,
            span,
            CERTAIN.get(status, 0.75),
            ORIGIN,
        )
        time = (when.earliest, when.latest) if when else None
        headline = self.title is not None and contains(self.title, mention)
        members = frozenset(parties.actors + parties.recipients)
        earlier = any(self.tree.tokens[c].text.lower() == "had" for c in self.tree.children(trigger.i, "aux"))
        return Found(event, members, time, self.voices.is_quoted(mention), headline, earlier)

    def _said_of_itself(self, trigger: Trigger, parties: Parties) -> Parties:
        """Return the parties with the speaker for a pronoun that nothing else is known of: "Oman said it would go"."""
        if parties.actors or trigger.noun:
            return parties
        tree = self.tree
        i = next((c for v in tree.climb(trigger.i) if (c := tree.subject(v)) is not None), None)
        if i is not None and tree.tokens[i].tag.startswith("NN"):  # "that its envoys had met": its own
            i = next((c for c in tree.kids[i] if tree.tokens[c].text.lower() in ("its", "their", "his", "her")), i)
        if i is None or tree.tokens[i].text.lower() not in PRONOUNS or self.cast.heads.get(i):
            return parties
        speaker = self.voices.speaker(tree.span(i, i))
        if speaker is None or self.cast.types.get(speaker) not in PRONOUNS[tree.tokens[i].text.lower()]:
            return parties
        return replace(parties, actors=(speaker,))

    def _as_stated(self, trigger: Trigger, parties: Parties) -> Parties:
        """Return the parties with the speaker of the statement whose cue the trigger is, if no one else is known."""
        if parties.actors or trigger.noun or trigger.rule.mode is not None:
            return parties
        speaker = self.voices.teller(self.tree.span(trigger.i, trigger.i))
        return parties if speaker is None or speaker in parties.recipients else replace(parties, actors=(speaker,))

    def _with_conveners(self, trigger: Trigger, parties: Parties) -> Parties:
        """Return the parties with those who convene what is attended or stayed away from, if only told before."""
        if not trigger.rule.gathering or trigger.noun or self.cast.nameless.issuperset(parties.actors):
            return parties
        thing = trigger.object if trigger.object is not None else self._attended(trigger.i)
        hosts = self.gatherings.hosts(thing) if thing is not None else self.gatherings.hosts_before(trigger.i)
        more = (h for h in hosts if h not in parties.actors and h not in parties.recipients)
        return replace(parties, recipients=(*parties.recipients, *more))

    def _attended(self, v: int) -> int | None:
        """Return what is said to be attended: the object of `v`, the subject of a passive, the noun it is said of."""
        tree = self.tree
        if tree.is_passive(v):
            return tree.subject(v)
        if tree.rels[v] == "acl" and tree.tokens[v].tag != "VBG":
            return tree.head(v)
        return tree.child(v, "obj")

    def _spoken_of_oneself(self, trigger: Trigger, parties: Parties) -> Parties:
        """Return the parties with the speaker for "we" and "us": "we met them", "a dialogue with us"."""
        tree, i = self.tree, trigger.i
        everyone = {*parties.actors, *parties.recipients}
        subject = next((c for v in tree.climb(i) if (c := tree.subject(v)) is not None), None)
        spots = [*tree.kids[i], *([] if parties.actors or subject is None else [subject])]
        for c in spots:
            if tree.tokens[c].text.lower() not in SELF:
                continue
            speaker = self.voices.quoted_speaker(tree.span(c, c))
            if speaker is None or speaker in everyone or self.cast.types.get(speaker) == "outlet":
                continue
            if c < i:
                return replace(parties, actors=(*parties.actors, speaker))
            return replace(parties, recipients=(*parties.recipients, speaker))
        return parties

    def code_again(self, i: int, triggers: Sequence[Trigger]) -> Found | None:
        """Return the contact that the pro-verb `i` stands for: "he has not met her, though he intends to do so"."""
        sent = self.tree.sentence(i)
        before = [t for t in triggers if t.i < i and t.rule.type == "CONSULT" and self.tree.sentence(t.i) == sent]
        if not before:
            return None
        trigger = before[-1]
        parties = self.arguments.parties(trigger)
        if not (parties.actors and parties.recipients):
            return None
        return self._found(Trigger(i, trigger.rule, noun=False), replace(parties, where=None))

    def _enough(self, trigger: Trigger, parties: Parties) -> bool:
        """Return whether a contact has two parties, or one and words for another that we do not know by name."""
        if self.tree.lemma(trigger.i) in LOOSE and not trigger.noun and self._is_about_contact(trigger.i):
            return False  # "met to discuss": met
        everyone = {*parties.actors, *parties.recipients}
        named = everyone - self.cast.nameless
        if not named:
            return False
        if trigger.rule.mode is None and not self._is_heard(parties):
            return False
        if trigger.rule.mode == "visit" and not self.cast.public.intersection(parties.actors):
            return False  # a private journey
        if trigger.rule.mode == "visit":
            return bool(parties.actors) and bool(parties.where or parties.recipients)
        if len(everyone) > 1:
            return True
        if trigger.rule.gathering and trigger.object is None:
            return False  # whose it was, or what, is not said: a funeral, say
        if trigger.rule.mode is not None and self.arguments.company.size(trigger) > 1:
            return True
        if not named & self.cast.public:
            return False
        tree, i = self.tree, trigger.i
        if not trigger.noun:
            if tree.is_passive(i):
                return tree.lemma(i) not in ("brief", "meet")  # "was met with anger"
            if tree.lemma(i) in ("meet", "convene", "gather") and tree.child(i, "obj") is None:
                return tree.tokens[i].tag in FINITE and self._is_body(parties.actors)
            if trigger.rule.mode == "mediate" and any(tree.preposition(c) == "between" for c in tree.kids[i]):
                return True
            if tree.lemma(i) in LOOSE:
                return False
            return bool(parties.actors) and (trigger.object is not None or self.arguments.has_taker(i))
        n = tree.container(i)
        around = [*tree.children(i, "nmod"), *(tree.children(tree.head(n), "obl") if tree.rels[n] == "nsubj" else ())]
        if any(tree.preposition(c) in ("with", "between") for c in around) or self.arguments.hosts(i):
            return True
        if tree.rels[n] in ("nsubj", "obl") and n < tree.head(n) and tree.lemma(tree.head(n)) in STANDING:
            return True
        due = [
            *(tree.lemma(c) for c in tree.children(n, "acl", "amod")),
            *(t.lemma for t in tree.tokens[n + 1 : n + 2]),
        ]
        if any(lemma in ("due", "plan", "schedule") for lemma in due):
            return True
        if self.reader.modified(i) == "planned" and named & self.cast.listed:
            return True
        return tree.rels[n] == "obj" and tree.lemma(tree.head(n)) in HOLDING

    def _is_body(self, ids: Sequence[str]) -> bool:
        """Return whether one of `ids` is a body whose members meet: a council, but not the conference itself."""
        return any(
            self.cast.types[e] in ("organization", "government")
            and not any(noun_rule(self.tree, h) for h in self.cast.mentioned.get(e, ()))
            for e in ids
        )

    def _is_about_contact(self, i: int) -> bool:
        """Return whether the verb `i` says what another contact above it is for."""
        above = list(self.tree.climb(i))[1:]
        return any(j in self.contacts for j in above)

    def _is_heard(self, parties: Parties) -> bool:
        """Return whether someone known tells it to an outlet, a body or an office holder that is known."""
        known = self.cast.public | {e for e, type_ in self.cast.types.items() if type_ == "outlet"}
        speakers = set(parties.actors) - self.cast.nameless
        return bool(speakers) and any(e in known and e not in self.cast.nameless for e in parties.recipients)

    def _bridged(self, trigger: Trigger, parties: Parties) -> Parties:
        """Return the parties of the contact before, in the same sentence, for one that names none of its own."""
        if self.last is None or trigger.rule.mode is None or (parties.actors and parties.recipients):
            return parties
        i, rule, before = self.last
        if not rule.joint:
            return parties  # "travelled there for talks": with whom is not said
        reach = 1 if self._points_back(trigger) else 0
        if self.tree.sentence_index(trigger.i) - self.tree.sentence_index(i) > reach:
            return parties
        mine = set(parties.actors) | set(parties.recipients)
        if mine and not mine <= set(before.actors) | set(before.recipients):
            return parties
        return replace(parties, actors=before.actors, recipients=before.recipients)

    def _mode(self, trigger: Trigger) -> str | None:
        """Return the mode of a contact: what is attended says it better than the attending."""
        if trigger.rule.type == "CONSULT" and trigger.object is not None:
            rule = noun_rule(self.tree, trigger.object)
            if rule is not None and rule.mode:
                return rule.mode
        return trigger.rule.mode

    def _is_mutual(self, v: int) -> bool:
        """Return whether `v` has several for its subject, and nothing that they speak of or to."""
        tree = self.tree
        c = tree.subject(v)
        if c is None or (tree.child(v, "obj", "obl", "ccomp") is not None and not self._only_times(v)):
            return False
        return tree.tokens[c].text.lower() in ("they", "two", "both") or len(self.cast.all(c)) > 1

    def _only_times(self, v: int) -> bool:
        tree = self.tree
        return all(
            tree.preposition(c) in ("since", "in", "for", "on", "by", "")
            and (tree.rels[c] != "obj" or is_time(tree, c))
            for c in tree.children(v, "obj", "obl")
        )

    def _is_definite(self, trigger: Trigger) -> bool:
        """Return whether the trigger is a noun that is spoken of as known: "the talks", "such talks"."""
        pointing = ("the", "this", "that", "these", "those", "such")
        return trigger.noun and any(
            self.tree.tokens[c].text.lower() in pointing for c in self.tree.children(trigger.i, "det", "amod")
        )

    def _points_back(self, trigger: Trigger) -> bool:
        """Return whether the trigger, or who does it, is said to be known: "the meeting", "such talks", "they met"."""
        tree, i = self.tree, trigger.i
        if trigger.noun:
            pointing = {"this", "that", "such"} | (
                {"the"} if trigger.rule.mode in ("meet", "call", "summit") else set()
            )
            return any(tree.tokens[c].text.lower() in pointing for c in tree.children(i, "det", "amod"))
        c = tree.subject(i)
        return c is not None and tree.tokens[c].text.lower() in ("they", "two") and not self.cast.named(c)

    def status(self, trigger: Trigger, when: Timex | None) -> Status:
        """Return the trigger's status, put right by a time yet to come and by a denial around it."""
        durative = trigger.rule.type in DURATIVE or trigger.rule.mode in ("negotiate", "mediate")
        status = self.reader.noun(trigger.i) if trigger.noun else self.reader.verb(trigger.i, durative=durative)
        if trigger.rule.tries and not trigger.noun:
            status = self._tried(trigger.i) or status
        if trigger.rule.negative:  # "will boycott", "walked out of": they stay away
            status = "refused" if status in (*REAL, "planned") else "hypothetical"
        if status in REAL and when is not None and self.published is not None:
            start = when.earliest or when.latest
            if start is not None and start[: len(self.published)] > self.published[: len(start)]:
                return "planned"
        return status

    def _tried(self, v: int) -> Status | None:
        """Return the status of the attempt where `v` is only tried: "failed to persuade them" has talked to them."""
        h = self.tree.head(v)
        if h < 0 or self.tree.lemma(h) not in words("trying"):
            return None
        status = self.reader.verb(h, durative=True)
        return "happened" if status == "absent" and self.tree.lemma(h) == "fail" else status

    # --- the clause and its time --------------------------------------------------------------------------------------

    def clause_span(self, i: int) -> Span:
        """Return the clause that carries token `i`, as one stretch, less later clauses that are coordinated with it."""
        tree = self.tree
        head = tree.clause(i)
        # an infinitive or participle is told in its governor's clause
        for _ in range(6):
            bare = tree.rels[head] == "ccomp" and tree.tokens[head].tag == "VB" and tree.subject(head) is None
            if (bare or tree.rels[head] == "xcomp") and tree.head(head) >= 0:
                head = tree.clause(tree.head(head))
            else:
                break
        skip = frozenset(
            c
            for c in tree.kids[head]
            if tree.rels[c] in ("conj", "parataxis", "ccomp") and tree.is_predicate(c) and not self._below(i, c)
        )
        inside = tree.subtree(head, skip)
        inside.append(i)
        first, last = min(inside), max(inside)
        sent = tree.sentence(i)
        if sent is not None:
            first, last = max(first, sent.first), min(last, sent.last - 1)
        while last > i and tree.rels[last] in ("punct", "cc"):
            last -= 1
        while first < i and tree.rels[first] in ("punct", "cc", "mark"):
            first += 1
        return tree.span(first, last)

    def _below(self, i: int, top: int) -> bool:
        return any(j == top for j in self.tree.climb(i))

    def when(self, trigger: Trigger, span: Span, types: tuple[str, ...]) -> Timex | None:
        """Return the time expression of `span`, of one of `types`, nearest to the trigger through no other clause."""
        return next(iter(self._times(trigger, span, types)), None)

    def _times(self, trigger: Trigger, span: Span, types: tuple[str, ...]) -> list[Timex]:
        """Return the time expressions of `span`, of one of `types`, that tell when it was or will be, nearest first."""
        k = bisect_left(self.time_starts, span.start)
        found: list[tuple[int, int, int, Timex]] = []
        path = {j: d for d, j in enumerate(self.tree.climb(trigger.i))}
        stop = self._stop(trigger.i)
        while k < len(self.timexes) and self.timexes[k].span.start < span.end:
            timex = self.timexes[k]
            k += 1
            if timex.type not in types:
                continue
            head = self.tree.head_of(timex.span)
            if head is None or (self.tree.rels[head] == "amod" and self.tree.head(head) != trigger.i):
                continue  # "since her recent flight" dates the flight
            steps = self._steps(head, path, stop)
            if steps is not None and not self._is_since(head):
                found.append((steps, abs(head - trigger.i), k, timex))
        return [f[3] for f in sorted(found, key=lambda f: f[:3])]

    def _to_come(self, trigger: Trigger, span: Span) -> Timex | None:
        """Return the time yet to come that the clause of `trigger` names."""
        day = self.published
        times = self._times(trigger, span, ("DATE", "TIME")) if day is not None else []
        return next((t for t in times if day and t.earliest and t.earliest[: len(day)] > day[: len(t.earliest)]), None)

    def _is_since(self, i: int) -> bool:
        """Return whether time `i` only bounds: the first meeting since 1991 was not in 1991."""
        tree = self.tree
        for j in tree.climb(i):
            if tree.is_predicate(j):
                return False
            if tree.preposition(j) == "since":
                return not tree.negated(tree.clause(j))
        return False

    def _stop(self, i: int) -> int:
        """Return how far up the trigger's path a time may hang: its own clause, and that of a verb it completes."""
        tree = self.tree
        limit = 0
        for d, j in enumerate(tree.climb(i)):
            limit = d
            if tree.is_predicate(j) and tree.rels[j] not in ("xcomp",):
                break
        return limit

    def _steps(self, i: int, path: dict[int, int], stop: int) -> int | None:
        tree = self.tree
        for up, j in enumerate(tree.climb(i)):
            if j in path:
                return up + path[j] if path[j] <= stop else None
            told = tree.rels[j] == "acl" and tree.head(j) in path and path[tree.head(j)] == 0  # "talks held on Friday"
            if up and tree.is_predicate(j) and not told and tree.rels[j] != "xcomp":
                return None
        return None


class _Voices:
    """The statements, to ask on whose word a stretch stands."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        self.pieces = sorted(
            (piece.start, piece.end - piece.start, k, piece, s) for k, s in enumerate(statements) for piece in s.content
        )
        self._tellers = {cue: s.speaker for s in statements for cue in s.cue if not s.negated}
        self._starts = [start for start, *_ in self.pieces]
        self._reach = max((size for _, size, *_ in self.pieces), default=0)

    def _around(self, span: Span) -> Statement | None:
        """Return the statement with the shortest piece of content around `span`; of equals one in another's words."""
        lo, hi = bisect_left(self._starts, span.end - self._reach), bisect_right(self._starts, span.start)
        around = [p for p in self.pieces[lo:hi] if contains(p[3], span)]
        return min(around, key=lambda p: (p[1], p[4].within is None, p[2]))[4] if around else None

    def innermost(self, span: Span) -> str | None:
        """Return the id of the statement with the shortest piece of content around `span`."""
        s = self._around(span)
        return s.id if s is not None else None

    def is_quoted(self, span: Span) -> bool:
        """Return whether the innermost statement around `span` is a quotation."""
        s = self._around(span)
        return s is not None and s.type == "direct"

    def speaker(self, span: Span) -> str | None:
        """Return who says what stands at `span`, if it is not quoted."""
        s = self._around(span)
        return s.speaker if s is not None and s.type != "direct" else None

    def teller(self, span: Span) -> str | None:
        """Return the speaker of the statement whose cue is at `span`."""
        return self._tellers.get(span)

    def quoted_speaker(self, span: Span) -> str | None:
        """Return who speaks in the quotation around `span`."""
        s = self._around(span)
        return s.speaker if s is not None and s.type != "indirect" else None

    def tokens(self, tree: Tree) -> set[int]:
        """Return the tokens inside reported speech that is not quoted, where "would" tells of a plan."""
        out: set[int] = set()
        for *_, piece, s in self.pieces:
            if s.type != "direct":
                out.update(tree.within(piece))
        return out


# --- one event once ---------------------------------------------------------------------------------------------------


def _once(found: Sequence[Found]) -> list[Found]:
    """Return the events with repeated mentions of one left out, the fullest kept. Ties go to the earlier."""
    out: list[Found] = []
    for f in sorted(found, key=_fullness, reverse=True):
        k = next((k for k, kept in enumerate(out) if _same(kept, f)), None)
        if k is None:
            out.append(f)
        else:
            out[k] = _filled(out[k], f)
    return [f for f in out if not _is_only_spoken_of(f, out)]


def _is_only_spoken_of(f: Found, found: Sequence[Found]) -> bool:
    """Return whether "the talks", of which no status can be told, are those that another event is about."""
    if not f.known or f.event.type != "CONSULT" or f.event.status != "hypothetical":
        return False
    return any(o is not f and o.event.type == "CONSULT" and f.members <= o.members for o in found)


def _filled(kept: Found, f: Found) -> Found:
    """Return `kept` with the time and place that another mention of the same event adds."""
    a, b = kept.event, f.event
    if f.headline or a.type != "CONSULT":
        return kept
    event = replace(a, when=a.when or b.when, where=a.where or b.where)
    return replace(kept, event=event, time=kept.time or f.time)


def _fullness(f: Found) -> tuple[bool, int, int, int, int]:
    e = f.event
    return (
        not f.headline,
        len(f.members),
        (e.when is not None) + (e.where is not None),
        e.span.end - e.span.start,
        -e.trigger.start,
    )


def _same(kept: Found, f: Found) -> bool:
    a, b = kept.event, f.event
    if a.type != b.type or not (f.members <= kept.members or (f.headline and kept.members <= f.members)):
        return False
    if a.status != b.status:
        return False
    if a.mode != b.mode and (f.quoted or not {a.mode, b.mode} <= TALKING):
        return False
    if a.type != "CONSULT" and (a.actors != b.actors or a.span != b.span):
        return False
    if (a.where and b.where and a.where != b.where) or (kept.earlier != f.earlier and kept.time != f.time):
        return False
    return kept.time is None or f.time is None or kept.time == f.time
