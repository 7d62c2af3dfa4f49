"""Signals -> Candidates: names, nominals and pronouns that can mean a party, with what their words say of it.

Names are the engine's, typed anew by the roster where it has their words; nominals are noun phrases whose head stands
in `data/nominals.toml`. Nothing is resolved here.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import Literal

import msgspec
from msgspec import Struct

from onrecord.actors import Roster, fold, load_roster
from onrecord.cues import cue_words
from onrecord.gazetteer import Entry, Gazetteer, Known, make_gazetteer
from onrecord.grammar import tree_of
from onrecord.nominals import Gender, Lexicon, Noun, Number, load_lexicon
from onrecord.text import contains
from onrecord.types import Article, EntityType, MentionForm, Name, Sentence, Signals, Span

Determiner = Literal["def", "indef", "poss", "bare", "this", "each"]

PRONOUNS: dict[str, tuple[int, Number | None, Gender | None]] = {
    **dict.fromkeys(("he", "him", "his", "himself"), (3, "sg", "m")),
    **dict.fromkeys(("she", "her", "hers", "herself"), (3, "sg", "f")),
    **dict.fromkeys(("it", "its", "itself"), (3, "sg", "n")),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves"), (3, "pl", None)),
    **dict.fromkeys(("i", "me", "my", "mine", "myself"), (1, "sg", None)),
    **dict.fromkeys(("we", "us", "our", "ours", "ourselves"), (1, "pl", None)),
    **dict.fromkeys(("you", "your", "yours", "yourself", "yourselves"), (2, None, None)),
    **dict.fromkeys(("who", "whom", "whose", "which", "that"), (0, None, None)),
}
JOINING = frozenset({"of", "for", "and", "the", "&", "on", "in"})
DOCUMENTS = frozenset(
    """constitution treaty act bill amendment resolution charter covenant accord accords declaration protocol
    article articles agreement""".split()
)
INDEFINITE = frozenset({"several", "many", "few", "other", "some"})
DETERMINERS: dict[str, Determiner] = {
    "the": "def", "this": "this", "that": "this", "these": "this", "those": "this",
    "a": "indef", "an": "indef", "some": "indef", "any": "indef", "another": "indef", "several": "indef",
    "many": "indef", "no": "each", "every": "each", "each": "each", "few": "indef", "most": "indef", "other": "indef",
    "which": "each", "what": "each", "both": "def", "all": "indef",
}  # fmt: skip
STORMS = frozenset({"hurricane", "cyclone", "typhoon"})
HEADLINE_SURE = 0.8  # a body that only a headline in capitals names is surer than this
LONGEST_NAME = 10  # words that a name is made longer by, to either side
_LEFT = frozenset(
    "DT PDT PRP$ JJ JJR JJS NN NNS NNP NNPS CD POS VBN VBG HYPH RB RBS , CC `` '' AFX ADD".split()
)  # what may stand between the beginning of a noun phrase and its head
_TITLE_TAGS = frozenset("NN NNP NNPS JJ HYPH POS NNS AFX".split())
_BODIES = frozenset({"organization", "government", "outlet", "group"})
NameType = Literal["PER", "ORG", "LOC", "MISC"]
_ENGINE_TYPES: dict[str, EntityType] = {"PER": "person", "ORG": "organization", "LOC": "place"}


_RULERS = (
    "prime minister", "foreign minister", "defence minister", "defense minister", "interior minister",
    "finance minister", "foreign ministry", "defence ministry", "defense ministry", "president ", "government",
    "parliament", "chancellor", "king ", "queen ", "ambassador", "army ", "navy ",
)  # fmt: skip


class Candidate(Struct, frozen=True, gc=False):
    """Words that can mean someone. Tokens `first <= i < last`; `head` is the token that the tree and links know it by.

    `name` is the words as a name (no titles, no article). `key` is a roster id where the words have one. `noun` is the
    head of a nominal, `mods` the lower-case words before it that narrow it, `owner` the token of its possessor.
    """

    span: Span
    first: int
    last: int
    head: int
    form: MentionForm
    type: EntityType | None
    name: str
    number: Number | None = None
    gender: Gender | None = None
    country: str | None = None
    key: str | None = None
    adjective: bool = False
    person: int = 3
    noun: Noun | None = None
    det: Determiner = "bare"
    mods: tuple[str, ...] = ()
    owner: int | None = None
    title: tuple[int, int] | None = None  # the tokens of a title before a name
    sentence: int = 0
    place: str | None = None  # a capital's own name: it is the city unless it speaks or acts
    confidence: float = 1.0


@lru_cache(maxsize=4)
def _gazetteer(identity: int) -> Gazetteer:
    return make_gazetteer(_ROSTERS[identity])


_ROSTERS: dict[int, Roster] = {}


def gazetteer_of(roster: Roster) -> Gazetteer:
    """Return the roster's gazetteer, made once for each roster."""
    _ROSTERS[id(roster)] = roster
    return _gazetteer(id(roster))


def find_mentions(signals: Signals, article: Article, roster: Roster | None = None) -> tuple[Candidate, ...]:
    """Return the candidates of the article's title and paragraphs, in text order; nested ones longest first."""
    finder = _Finder(signals, article, gazetteer_of(roster or load_roster()), load_lexicon())
    found = [*finder.names(), *finder.pronouns()]
    found += finder.nominals(found)
    return tuple(sorted(found, key=lambda c: (c.span.start, -c.span.end)))


class _Finder:
    """The tables that the searches share."""

    def __init__(self, signals: Signals, article: Article, gazetteer: Gazetteer, lexicon: Lexicon) -> None:
        self.signals, self.gazetteer, self.lexicon = signals, gazetteer, lexicon
        self.tree = tree_of(signals)
        self.tokens = signals.tokens
        self.parts = visible(signals, article)
        self.starts = [p.start for p in self.parts]
        self.taken: set[int] = set()  # tokens of names and of the titles before them
        self.known: dict[int, Known] = {}  # by first token
        self.states: set[str] = set()  # names of one word that this text says are ruled
        self.sentences = whole_sentences(signals)
        self._firsts = [s.first for s in self.sentences]

    def sentence(self, token: int) -> int:
        return max(bisect_right(self._firsts, token) - 1, 0)

    def seen(self, span: Span) -> bool:
        k = bisect_right(self.starts, span.start) - 1
        return k >= 0 and span.end <= self.parts[k].end

    # --- names --------------------------------------------------------------------------------------------------------

    def names(self) -> list[Candidate]:
        """Return the proper names, those of the engine and of the roster together."""
        known = self.gazetteer.find(self.signals.text, self.parts)
        seen = self._less_headlines([n for n in self.signals.names if self.seen(n.span)])
        engine = self._less_storms(self._whole(sorted(seen, key=lambda n: n.span)))
        voted = self._voted(engine)
        out: list[Candidate] = []
        starts = [k.span.start for k in known]
        used: set[int] = set()
        for name in engine:
            lo = max(bisect_right(starts, name.span.start) - 2, 0)
            near = [
                i for i in range(lo, min(len(known), lo + 12))
                if known[i].span.start < name.span.end and name.span.start < known[i].span.end
            ]  # fmt: skip
            whole = next((i for i in near if self._covers(known[i], name.span)), None)
            if whole is not None and (
                self._agrees(known[whole].entry, name.type) or self._is_demonym(known[whole], name.span)
            ):
                if whole not in used:
                    used.add(whole)
                    out += self._of_known(known[whole])
                continue
            inner = [i for i in near if known[i].entry.kind in {"adjective", "name"} and i not in used]
            type_ = voted.get(self.signals.text[name.span.start : name.span.end], name.type)
            made = self._of_engine(name.span, type_, name.confidence, [known[i] for i in inner])
            if made is not None:
                used.update(near)
                out.append(made)
                for i in inner:
                    if known[i].span.end <= made.span.start:  # "Russian" that the engine took into the name
                        out += self._of_known(known[i])
        for i, k in enumerate(known):
            if i not in used and not k.entry.common:
                out += self._of_known(k)
        return out

    def _less_headlines(self, names: list[Name]) -> list[Name]:
        """Return `names` less faint ones of bodies that only a Headline With Capitals has: "Space Defense"."""
        text = self.signals.text
        capitals = [Span(s.start, s.end) for s in self.sentences if self._is_in_capitals(s)]
        told = {text[n.span.start : n.span.end] for n in names if not any(contains(c, n.span) for c in capitals)}
        return [
            n
            for n in names
            if n.type != "ORG"
            or n.confidence >= HEADLINE_SURE
            or text[n.span.start : n.span.end] in told
            or not any(contains(c, n.span) for c in capitals)
        ]

    def _is_in_capitals(self, s: Sentence) -> bool:
        """Return whether the long words of a sentence all begin with a capital, and there are enough to tell."""
        long = [t.text for t in self.tokens[s.first : s.last] if len(t.text) > 3 and t.text[0].isalpha()]
        return len(long) > 3 and all(w[0].isupper() for w in long)

    def _less_storms(self, names: list[Name]) -> list[Name]:
        """Return `names` less those of storms: "Cyclone Ada" is nobody, nor "Ada" behind it, unless she speaks."""
        storms = {storm: n for n in names if (storm := self._storm(n)) is not None}
        text = self.signals.text
        longer = {w for n in names if n not in storms.values() for w in text[n.span.start : n.span.end].split()[:-1]}
        gone = storms.keys() - longer

        def is_storm(n: Name) -> bool:
            bare = text[n.span.start : n.span.end]
            return self._storm(n) is not None or (bare in gone and not self._speaks(n.span))

        return [n for n in names if not is_storm(n)]

    def _storm(self, name: Name) -> str | None:
        """Return what the storm that `name` means is called, None if it means none: "Ada" of "Cyclone Ada"."""
        inside = self.tree.within(name.span)
        words, first = [self.tokens[i] for i in inside], inside[0]
        before = self.tokens[first - 1] if first else None
        if words[0].text.lower() in STORMS:
            words = words[1:]
        elif before is None or before.text.lower() not in STORMS or not before.text[:1].isupper():
            return None
        if len(words) != 1 or name.type == "ORG" or self.lexicon.noun(words[0].text) is not None:
            return None
        return words[0].text

    def _speaks(self, span: Span) -> bool:
        """Return whether the name at `span` is the subject of a word of saying."""
        i = self.tree.head_of(span)
        h = self.tree.head(i) if i is not None else -1
        return i is not None and h >= 0 and self.tree.rels[i] == "nsubj" and self.tree.lemma(h) in cue_words()["saying"]

    def _whole(self, names: Sequence[Name]) -> list[Name]:
        """Return the engine's names made whole: pieces joined, given names and "of" phrases taken in."""
        out: list[tuple[int, int, Name]] = []
        for name in names:
            tokens = self.tree.within(name.span)
            first, last = tokens[0], tokens[-1] + 1
            if name.type == "PER":
                first = self._extend(first, -1)
                last = self._suffix(self._extend(last - 1, 1) + 1)
            if out and first <= out[-1][1] and self._one_name(out[-1][2], name, out[-1][1], first):
                start, _, before = out.pop()
                name = Name(name.span, name.type, max(before.confidence, name.confidence))
                first = start
            elif out and first <= out[-1][0]:
                out.pop()  # a piece that the engine took for another name
            elif out and first < out[-1][1]:
                continue
            if name.type == "ORG":
                last = self._of_phrase(first, self._body_end(first, last))
            out.append((first, last, name))
        return [msgspec.structs.replace(n, span=Span(self.tokens[a].start, self.tokens[b - 1].end)) for a, b, n in out]

    def _extend(self, at: int, step: int) -> int:
        """Return the furthest token from `at` in a direction that is part of a person's name."""
        for _ in range(LONGEST_NAME):
            if not 0 <= at + step < len(self.tokens) or self.sentence(at + step) != self.sentence(at):
                break
            token, here = self.tokens[at + step], self.tokens[at]
            left, right = (token, here) if step < 0 else (here, token)
            word = token.text.lower()
            if token.tag != "NNP" or self.signals.text[left.end : right.start] not in {" ", ""}:
                break
            if word in self.lexicon.courtesy or self._names_office(word) or not token.text[0].isupper():
                break
            if token.text in _DAYS:
                break  # "On Friday Alder said"
            if self.gazetteer.by_word.get(token.text) or (not token.text[-1].isalnum() and token.text[-1] != "."):
                break
            if not (
                here.rel.startswith("flat")
                or token.rel.startswith("flat")
                or here.head == at + step
                or token.head == at
            ):
                break
            at += step
        return at

    def _names_office(self, word: str) -> bool:
        """Return whether the word, or what it is but for "-elect" or "vice-", is a known noun."""
        stem = word.removesuffix("-elect").removesuffix("-designate").rpartition("-")[2]
        return self.lexicon.noun(word) is not None or self.lexicon.noun(stem) is not None

    def _body_end(self, first: int, last: int) -> int:
        """Return the end of a body's name with the proper nouns that it runs on with: "Heaven" of "Heaven Sent Games".

        A name that was left hanging on "of" or "and" goes on behind it, or ends before it.
        """
        whole, end = last, last
        while whole - first > 1 and self.tokens[whole - 1].text.lower() in JOINING:
            whole -= 1
        limit = min(self.sentences[self.sentence(first)].last, last + LONGEST_NAME)
        while end < limit and self.tokens[end].tag in {"NNP", "NNPS"} and self.tokens[end].text[0].isupper():
            gap = self.signals.text[self.tokens[end - 1].end : self.tokens[end].start]
            linked = self.tokens[end].head in range(first, end + 1) or any(
                self.tokens[k].head == end and self.tokens[k].rel in {"compound", "flat"} for k in range(first, end)
            )
            if (
                gap != " "
                or not (linked or whole < last or end > last)
                or self.gazetteer.by_word.get(self.tokens[end].text)
            ):
                break
            end += 1
        return end if end > last else whole

    def _suffix(self, last: int) -> int:
        """Return the end of a name that ends at `last` with the "Jr" that follows it, a comma before it or not."""
        for at in (last, last + 1):
            if at < len(self.tokens) and self.tokens[at].text.lower() in self.lexicon.suffixes:
                return at + 1
            if at < len(self.tokens) and self.tokens[at].text != ",":
                break
        return last

    def _one_name(self, before: Name, name: Name, end: int, first: int) -> bool:
        """Return whether two neighbouring pieces are one name: of one type, or a body's last word."""
        if self.sentence(end - 1) != self.sentence(first) or end < first:
            return False
        if any(self.tokens[k].tag in {"POS", ","} for k in (end - 1, first)):
            return False
        if before.type == name.type:
            return name.type != "LOC" or not self.gazetteer.by_word.get(self.tokens[end - 1].text)
        noun = self.lexicon.noun(self.signals.text[name.span.start : name.span.end].split()[-1])
        return (
            name.type == "ORG"
            and noun is not None
            and noun.kind in {"organization", "government"}
            and before.type != "PER"
        )

    def _of_phrase(self, first: int, last: int) -> int:
        """Return the end of a body's name with "of X" or "for X and Y" that belongs to it."""
        noun = self.lexicon.noun(self.tokens[last - 1].text)
        if noun is None or noun.kind not in {"organization", "government", "outlet"} or last + 1 >= len(self.tokens):
            return last
        if self.tokens[last].text not in {"of", "for"}:
            return last
        end, at = last, last + 1
        floor = self.sentences[self.sentence(first)].last
        while at < min(floor, last + 8):
            token = self.tokens[at]
            if token.tag.startswith("NNP"):
                end = at + 1
            elif token.text not in {"the", "and", "of", "for", "&"}:
                break
            at += 1
        return end

    def _voted(self, engine: Iterable[Name]) -> dict[str, NameType]:
        """Return what each name of one word is in this text: a person if it ends a person's full name, else by vote.

        No one else is a person whom the text is "in" or "near" a third of the time.
        """
        votes: dict[str, Counter[NameType]] = {}
        places: Counter[str] = Counter()
        full: set[str] = set()
        for n in engine:
            words = self.signals.text[n.span.start : n.span.end].split()
            if len(words) == 1:
                votes.setdefault(words[0], Counter())[n.type] += 1
                first = self.tree.within(n.span)[0]
                places[words[0]] += first > 0 and self.tokens[first - 1].text.lower() in _WITHIN
            elif n.type == "PER":
                full.add(words[-1])
        self.states = self._ruled(set(votes) - full)
        ends = {w: "PER" if w in full else v.most_common(1)[0][0] for w, v in votes.items()}
        ends |= {
            w: "LOC" for w, t in ends.items() if t == "PER" and w not in full and 3 * places[w] >= votes[w].total() > 1
        }
        return ends | dict.fromkeys(self.states, "LOC")

    def _ruled(self, names: set[str]) -> set[str]:
        """Return those of `names` that are states by what the text says of them.

        "Ruritania's prime minister" makes Ruritania one, and so does "the Ruritanian envoy".
        """
        words = {t.text for t in self.tokens}
        out = {n for n in names if n.endswith("ia") and n + "n" in words}
        for i, t in enumerate(self.tokens[:-3]):
            if t.text in names and self.tokens[i + 1].tag == "POS":
                after = " ".join(x.text.lower() for x in self.tokens[i + 2 : i + 4])
                if after.startswith(_RULERS):
                    out.add(t.text)
        return out

    @staticmethod
    def _covers(known: Known, span: Span) -> bool:
        """Return whether the known words are the whole name, give or take an article or a genitive."""
        return known.span.start <= span.start + 4 and span.end - 2 <= known.span.end

    @staticmethod
    def _agrees(entry: Entry, type_: str) -> bool:
        """Return whether the engine's type lets the words be this entry: a person is no place of one word."""
        single = " " not in entry.words
        return not (type_ == "PER" and (entry.common or (single and entry.type in {"country", "place"})))

    def _of_known(self, known: Known) -> list[Candidate]:
        tokens = self.tree.within(known.span)
        if not tokens:
            return []
        entry, head = known.entry, self._head(tokens)
        if entry.words.endswith(" west") and not self._is_party(head):
            return []
        tag = self.tokens[tokens[-1]].tag
        span = known.span
        base = Candidate(
            span, tokens[0], tokens[-1] + 1, head, "name", entry.type, entry.name, "sg", "n", entry.country, entry.id,
            sentence=self.sentence(head),
        )  # fmt: skip
        if entry.kind == "adjective":
            if not tag.startswith("JJ") and self.tokens[head].rel not in {
                "amod",
                "compound",
                "nmod:desc",
                "nmod:unmarked",
            }:
                if tag not in {"NN", "NNP"}:
                    return []
                if self._is_person_noun(head):
                    self.taken.update(tokens)
                    return [self._demonym(base, entry, "sg")]
            base = _replace(base, adjective=True)
        elif entry.kind in {"demonym", "demonyms"}:
            self.taken.update(tokens)
            return [self._demonym(base, entry, "sg" if entry.kind == "demonym" else "pl")]
        elif entry.kind == "capital":
            city = entry.words
            base = _replace(base, type="place", key=None, name=city, place=city)
        elif entry.type == "government" and entry.kind == "name":
            metonym = entry.id in _METONYMS or entry.words in _SEATS
            base = _replace(base, form="metonym" if metonym else "name")
        self.taken.update(tokens)
        return [base]

    def _is_party(self, head: int) -> bool:
        """Return whether "the west" is a party: it says, wants or is asked something, beside no other quarter."""
        after = self.tokens[head + 1] if head + 1 < len(self.tokens) else None
        if after is not None and (after.text.lower() == "of" or after.tag.startswith(("NN", "HYPH"))):
            return False
        here = self.sentences[self.sentence(head)]
        if any(t.text in _QUARTERS for t in self.tokens[here.first : here.last]):
            return False
        first = self.tree.first_conjunct(head)
        role, verb = self.tree.rels[first], self.tree.head(first)
        if self.tree.tokens[first].rel == "nmod:poss":
            return True
        return (role == "nsubj" and self._says(verb)) or (role == "obj" and self.tree.lemma(verb) in _TO_PARTY)

    def _is_demonym(self, known: Known, span: Span) -> bool:
        """Return whether "a Briton", which the engine took for a person's name, has an article."""
        head = self._head(self.tree.within(span))
        return known.entry.kind in {"demonym", "demonyms"} and known.span == span and self._is_person_noun(head)

    def _is_person_noun(self, head: int) -> bool:
        return any(self.tokens[c].rel.startswith("det") for c in self.tree.kids[head])

    def _demonym(self, base: Candidate, entry: Entry, number: Number) -> Candidate:
        first, det, _ = self._left(base.head)
        words = self.signals.text[base.span.start : base.span.end]
        noun = Noun(words.lower(), "person", number, None)
        return _replace(
            base, form="nominal", type="person" if number == "sg" else "group", name=words, number=number, gender=None,
            key=None, noun=noun, det=det, first=min(first, base.first),
            span=Span(self.tokens[min(first, base.first)].start, base.span.end),
        )  # fmt: skip

    def _head(self, tokens: range) -> int:
        inside = [
            i
            for i in tokens
            if self.tokens[i].head not in tokens and self.tokens[i].tag not in {"POS", "DT", "''", "``"}
        ]
        return inside[0] if inside else tokens[0]

    def _of_engine(self, span: Span, type_: str, sure: float, inner: Sequence[Known]) -> Candidate | None:
        tokens = self.tree.within(span)
        first, last = tokens[0], tokens[-1] + 1
        while last - first > 1 and self.tokens[last - 1].tag in {"POS", "''", ",", ".", ":"}:
            last -= 1
        if type_ != "PER":
            while last - first > 1 and self.tokens[first].tag in {"DT", "``"}:
                first += 1
            while last - first > 3 and self.tokens[first + 1].text == "-" and self.tokens[first + 2].text in _BACKED:
                first += 3  # "the Ruritania-based Northland Front"
        country = next((k.entry.country for k in inner if k.entry.country), None)
        title = None
        gender: Gender | None = None
        if type_ == "PER":
            first, gender = self._strip_titles(first, last)
            left = self._title(first)
            title = (left, first) if left < first else None
            if left < first:
                self.taken.update(range(left, first))
            country = None
            if not self.tokens[first].text[:1].isupper() and not self.tokens[last - 1].text[:1].isupper():
                return None
            given = self.lexicon.given.get(_plain(self.tokens[first].text)) if last - first > 1 else None
            gender = gender or given
        elif type_ == "MISC":
            return None
        if last - first == 1 and self.tokens[first].text.lower() in self.lexicon.suffixes:
            return None
        alone = self.lexicon.noun(self.tokens[first].text) if last - first == 1 else None
        if alone is not None and alone.kind in {"office", "relation", "person"}:
            return None  # "Senators": a nominal in capitals
        text = self.signals.text
        whole = Span(self.tokens[first].start, self.tokens[last - 1].end)
        name = " ".join(text[whole.start : whole.end].split())
        if not fold(name) or not any(ch.isalpha() for ch in name):
            return None
        if type_ == "ORG" and self.tokens[last - 1].text.lower() in DOCUMENTS:
            return None  # "the Constitution" is no party
        if type_ != "PER" and name.isupper() and len(name.split()) > 3:  # a headline in capitals
            return None
        kind = _ENGINE_TYPES[type_]
        if type_ == "ORG":
            kind = self._body(name)
            gender = "n"
        elif type_ == "LOC":
            noun = self.lexicon.noun(name.split()[-1])
            if noun is not None and noun.kind in {"organization", "outlet"} and " " in name:
                kind = "organization"
            if name in self.states:
                kind = "country"
            gender = "n"
        tokens = range(first, last)
        head = self._head(tokens)
        self.taken.update(tokens)
        return Candidate(
            whole, first, last, head, "name", kind, name, "sg", gender, country, title=title,
            sentence=self.sentence(head), confidence=sure,
        )  # fmt: skip

    def _body(self, name: str) -> EntityType:
        """Return what a body's last word says it is."""
        for word in (name.split()[-1], name.split()[0]):
            noun = self.lexicon.noun(word)
            if noun is not None and noun.kind in {"government", "outlet"} and noun.lemma not in _LOOSE:
                return "outlet" if noun.kind == "outlet" else "government"
        return "organization"

    def _strip_titles(self, first: int, last: int) -> tuple[int, Gender | None]:
        """Return where the name proper begins and the gender its courtesy title tells."""
        gender: Gender | None = None
        before = self.tokens[first - 1].text.lower() if first else ""
        if before in self.lexicon.courtesy:
            gender = self.lexicon.courtesy[before]
        while last - first > 1:
            word = self.tokens[first].text.lower()
            if word not in self.lexicon.courtesy:
                break
            gender = self.lexicon.courtesy[word] or gender
            first += 1
        return first, gender

    def _title(self, first: int) -> int:
        """Return the first token of the title that ends where the name begins at `first`; `first` if there is none."""
        at = first - 1
        while at >= 0 and self.tokens[at].text.lower() in {"-", "elect", "designate"}:
            at -= 1
        if at < 0 or self.sentence(at) != self.sentence(first):
            return first
        if [t.text.lower() for t in self.tokens[max(at - 3, 0) : at + 1]] == ["-", "in", "-", "law"]:
            at -= 4  # "her brother-in-law Alder"
        if at < 0:
            return first
        token = self.tokens[at]
        word = token.text.lower().removesuffix("-elect").removesuffix("-designate")
        noun = self.lexicon.noun(word) or self.lexicon.noun(word.rpartition("-")[2])
        person = noun is not None and noun.kind in {"office", "relation", "person"} and noun.number == "sg"
        if not (person or word in self.lexicon.courtesy) or not token.tag.startswith(("NN", "JJ")):
            return first
        start = at
        while start > 0 and self.sentence(start - 1) == self.sentence(first):
            token = self.tokens[start - 1]
            if (
                token.tag in _TITLE_TAGS
                or (token.tag in {"VBN", "VBG"} and token.rel == "amod")
                or (
                    token.text.lower() in {"and", "&", "for", "of"}
                    and start - 2 >= 0
                    and _capital(self.tokens[start - 2].text)
                    and _capital(self.tokens[start].text)
                )
            ):
                start -= 1
            elif token.tag in {"PRP$", "DT"}:
                start -= 1
                break
            else:
                break
        while self.tokens[start].tag in {"POS", "HYPH"} or self.tokens[start].text.lower() == "and":
            start += 1
        return min(start, at)

    # --- pronouns -----------------------------------------------------------------------------------------------------

    def pronouns(self) -> list[Candidate]:
        """Return the personal, possessive, reflexive and relative pronouns."""
        out = []
        for i, t in enumerate(self.tokens):
            if not t.tag.startswith(("PRP", "WP", "WDT")):
                continue
            features = PRONOUNS.get(t.text.lower())
            if features is None or t.text == "US":
                continue
            span = Span(t.start, t.end)
            if self.seen(span):
                person, number, gender = features
                out.append(
                    Candidate(
                        span,
                        i,
                        i + 1,
                        i,
                        "pronoun",
                        None,
                        t.text,
                        number,
                        gender,
                        person=person,
                        sentence=self.sentence(i),
                    )
                )
        return out

    # --- nominals -----------------------------------------------------------------------------------------------------

    def nominals(self, names: Iterable[Candidate]) -> list[Candidate]:
        """Return the noun phrases whose head can mean a party and that are no part of a name or of its title."""
        at = {c.first + k: c for c in names if c.form != "pronoun" for k in range(c.last - c.first)}
        out = []
        for i, t in enumerate(self.tokens):
            if i in self.taken or not t.tag.startswith("NN"):
                continue
            noun = self._noun(i)
            if noun is None or self._is_modifier(i) or not self.seen(Span(t.start, t.end)):
                continue
            found = self._nominal(i, noun, at)
            if found is not None:
                out.append(found)
        held = {i for c in out for i in range(c.first, c.last)}
        out += [c for i in range(len(self.tokens)) if i not in held and (c := self._some(i)) is not None]
        return out

    def _some(self, i: int) -> Candidate | None:
        """Return the people that a word without a noun means, as a subject or an agent: "those who left", "many".

        "Those" needs to be told which; "many of the rebels" are the rebels, "one of them" is someone.
        """
        t, word = self.tokens[i], self.tokens[i].text.lower()
        if i in self.taken or word not in self.lexicon.some or not t.rel.startswith(("nsubj", "obl:agent")):
            return None
        kids = [k for k in self.tree.kids[i] if k > i]
        of = next((k for k in kids if self.tokens[k].rel == "nmod" and self.tree.preposition(k) == "of"), None)
        one = word == "one"
        if of is not None:
            noun = self._noun(of)
            known = noun is not None and noun.number == "pl" and noun.type == "group"
            if not (self.tokens[of].text.lower() in _POINTING or ((one or t.tag == "CD") and known)):
                return None
        elif one or t.tag == "CD" or not (self._says(t.head) if word not in _POINTING else any(map(self._tells, kids))):
            return None
        if not self.seen(Span(t.start, t.end)):
            return None
        last = self._right(i) if of is not None else i + 1
        span = Span(t.start, self.tokens[last - 1].end)
        name = " ".join(self.signals.text[span.start : self._clause_end(i, last)].split())
        number: Number = "sg" if one else "pl"
        return Candidate(
            span, i, last, i, "nominal", "person" if one else "group", name, number, None,
            noun=Noun(word, "person" if one else "group", number, None), det="indef", sentence=self.sentence(i),
        )  # fmt: skip

    def _clause_end(self, i: int, last: int) -> int:
        """Return where a short clause ends that tells who "those" are; else the end of the words themselves."""
        end = max(self.tree.subtree(i), default=i) + 1
        clause = self.tokens[last:end]
        short = len(clause) <= LONGEST_NAME and not any(t.tag in {",", ".", ":", "``"} for t in clause)
        return clause[-1].end if clause and short else self.tokens[last - 1].end

    def _tells(self, k: int) -> bool:
        """Return whether the token tells which ones are meant: a clause, a phrase or an adjective behind them."""
        return self.tokens[k].rel.startswith(("acl", "nmod")) or self.tokens[k].tag.startswith(("JJ", "VB"))

    def _says(self, verb: int) -> bool:
        """Return whether the token is a verb of what only people do with words or in mind."""
        return verb >= 0 and self.tokens[verb].tag.startswith("V") and self.tokens[verb].lemma in _minded()

    def _noun(self, i: int) -> Noun | None:
        word = self.tokens[i].text.lower()
        noun = self.lexicon.noun(word)
        if noun is None and "-" in word:
            noun = self.lexicon.noun(word.removesuffix("-elect").rpartition("-")[2])
        if noun is None and i >= 2 and word in {"elect", "designate"} and self.tokens[i - 1].tag == "HYPH":
            noun = self.lexicon.noun(self.tokens[i - 2].text)
        if noun is None and self.tokens[i].tag == "NNPS" and word.endswith("s") and word[:-1].isalpha():
            return Noun(word, "group", "pl", None)  # "the Karvons", a people; a party's members
        return noun

    def _is_modifier(self, i: int) -> bool:
        """Return whether token `i` stands before the head of its noun phrase."""
        t = self.tokens[i]
        following = self.tokens[i + 1] if i + 1 < len(self.tokens) else None
        if following is not None and following.tag in {"HYPH"} and self.tokens[i].end == following.start:
            return not (i + 2 < len(self.tokens) and self.tokens[i + 2].text.lower() in {"elect", "designate", "in"})
        if t.rel.startswith(("compound", "nmod:desc", "flat")) and t.head > i:
            return True
        return (
            following is not None
            and following.tag.startswith("NN")
            and following.head != i
            and t.head == following.head >= i + 1
        )

    def _nominal(self, i: int, noun: Noun, at: dict[int, Candidate]) -> Candidate | None:
        first, det, owner = self._left(i)
        last = self._right(i)
        mods = tuple(
            self.tokens[k].text.lower()
            for k in range(first, i)
            if self.tokens[k].tag not in {"DT", "PRP$", "POS", "PDT", "CC", ",", "HYPH"} and k != owner
        )
        if (
            noun.number == "sg"
            and det == "bare"
            and not self.tokens[i].tag.startswith("NNP")
            and not mods
            and owner is None
        ):
            return None  # "prime minister material", "man bites dog": no one in particular
        if det == "each":
            return None
        inside = [at[k] for k in range(first, last) if k in at]
        country = next((c.country for c in inside if c.country and c.last <= i), None) or next(
            (c.country for c in inside if c.country and c.type in {"country", "place", "government"}), None
        )
        start = first if det not in {"def", "indef", "this"} or first == i else first + 1
        name = " ".join(self.signals.text[self.tokens[min(start, i)].start : self.tokens[last - 1].end].split())
        office = noun.kind == "office" and noun.number == "sg"
        two = any(m in _COUNTS for m in mods)
        kind = "group" if two and noun.kind in {"office", "relation", "person", "place", "government"} else noun.type
        gender: Gender | None = noun.gender if kind == "person" else "n"
        span = Span(self.tokens[first].start, self.tokens[last - 1].end)
        form: MentionForm = "title" if office and det in {"def", "poss", "bare"} else "nominal"
        return Candidate(
            span, first, last, i, form, kind, name, noun.number, gender, country, noun=noun, det=det,
            mods=mods, owner=owner, sentence=self.sentence(i),
        )  # fmt: skip

    def _left(self, i: int) -> tuple[int, Determiner, int | None]:
        """Return where the noun phrase of head `i` begins, its kind of determiner, and the head of its possessor."""
        first = i
        floor = self.sentences[self.sentence(i)].first if self.sentences else 0
        while (
            first > floor
            and self.tokens[first - 1].tag in _LEFT
            and (self._reaches(first - 1, i) or self._strayed(first - 1, i) or self._beside(first - 1, first))
            and self.tokens[first - 1].text not in _DATES
        ):
            first -= 1
            if self.tokens[first].tag in {"DT", "PRP$"} and self.tokens[first - 1].tag not in {"PDT", "DT"}:
                break
        while first < i and (
            self.tokens[first].tag in {",", "CC", "``", "''", "RB", "HYPH", "POS"}
            or self.tokens[first].rel in {"case", "mark", "cc", "punct"}
        ):
            first += 1
        if first > floor and self.tokens[first - 1].tag == "HYPH" and self.tokens[first].tag == "DT":
            first = i  # "on-the-ground partners"
        det: Determiner = "bare"
        owner: int | None = None
        for k in range(first, i):
            tag, word = self.tokens[k].tag, self.tokens[k].text.lower()
            if tag == "PRP$" or tag == "POS":
                det = "poss"
                owner = k if tag == "PRP$" else self._possessor(first, k)
            elif det == "bare" and tag in {"DT", "PDT", "WDT", "WP$"}:
                det = DETERMINERS.get(word, "indef")
            elif det == "bare" and (word in INDEFINITE or (tag == "CD" and k == first)):
                det = "indef"  # "one diplomat", "three officials" are someone new
        return first, det, owner

    def _possessor(self, first: int, genitive: int) -> int:
        head = self.tokens[genitive].head
        return head if first <= head < genitive else genitive - 1

    def _reaches(self, i: int, head: int) -> bool:
        """Return whether the climb from `i` meets `head`."""
        for _ in range(6):
            i = self.tokens[i].head
            if i == head:
                return True
            if i < 0:
                return False
        return False

    def _beside(self, i: int, first: int) -> bool:
        """Return whether an article or a genitive stands right before the phrase, wherever the parser has hung it."""
        tag = self.tokens[i].tag
        if tag == "POS":
            return i > 0 and self.tokens[i - 1].tag.startswith("NN")
        if tag in {"DT", "PRP$"}:
            return self.tokens[first].tag.startswith("NN")
        return self.tokens[i + 1].tag == "POS" and tag.startswith("NN")

    def _strayed(self, i: int, head: int) -> bool:
        """Return whether the parser has hung what stands before the noun `head` on the verb that the noun is of."""
        t = self.tokens[i]
        return t.rel in {"compound", "amod"} and t.head == self.tokens[head].head > head

    def _right(self, i: int) -> int:
        """Return where the noun phrase ends: after a short "of", "for", "to", "in" or "from" phrase of its own."""
        last = i + 1
        sentence = self.sentences[self.sentence(i)]
        if last >= sentence.last or self.tokens[last].text.lower() not in {
            "of",
            "for",
            "to",
            "from",
            "in",
            "at",
            "on",
            "with",
        }:
            return last
        if not any(self.tree.rels[k] == "nmod" and k > last for k in self.tree.kids[i]):
            return last
        end = last
        while end < min(sentence.last, last + 9) and self.tokens[end].tag not in {
            ",",
            ".",
            ":",
            "``",
            "''",
            "-LRB-",
            "WP",
            "WDT",
        }:
            if (
                self.tokens[end].tag.startswith(("VB", "MD", "PRP")) and self.tokens[end].tag != "PRP$"
            ) or not self._reaches(end, i):
                break
            end += 1
        while end > last and self.tokens[end - 1].tag in {"IN", "DT", "CC", "JJ", "TO", "POS", "PRP$"}:
            end -= 1
        return end if end > last + 1 else i + 1


_METONYMS = frozenset(
    "kremlin white-house downing-street elysee whitehall oval-office capitol-hill "
    "buckingham matignon blue-house casa-rosada planalto la-moneda moncloa quirinale palazzo-chigi aso-rock".split()
)
_QUARTERS = frozenset("east north south eastern northern southern".split())
# what is done to a party, not to a quarter of a country
_TO_PARTY = frozenset(
    "urge ask warn press pressure accuse blame persuade convince tell criticise criticize threaten call beg".split()
)
_SEATS = frozenset(("Pentagon", "Foggy Bottom", "Quai d'Orsay"))  # names of a department's house
_LOOSE = frozenset(
    {
        "court",
        "mission",
        "paper",
        "station",
        "channel",
        "journal",
        "site",
        "daily",
        "weekly",
        "wire",
        "agency",
        "authority",
        "assembly",
    }
)
_DAYS = frozenset(
    """Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February July September October November
    December""".split()
)
_DATES = _DAYS | {"March", "April", "May", "June", "August"}
_WITHIN = frozenset("in inside near across outside throughout around".split())
_POINTING = frozenset({"those", "these"})
# "Ruritania-based", "US-backed": what stands before a body's name and is no part of it
_BACKED = frozenset(
    """based backed led funded run controlled held sponsored supported aligned affiliated linked allied dominated
    trained armed owned registered appointed supervised mandated""".split()
)
_COUNTS = frozenset("two three four five both".split())


@cache
def _minded() -> frozenset[str]:
    """Return the verbs of saying and of attitude."""
    words = cue_words()
    return words["attitude"] | words["saying"] | words["tells"] | words["silence"]


def whole_sentences(signals: Signals) -> tuple[Sentence, ...]:
    """Return the sentences, pieces that no full stop, line or capital divides joined into one."""
    out: list[Sentence] = []
    for s in signals.sentences:
        between = signals.text[out[-1].end : s.start] if out else "\n"
        before = signals.text[out[-1].start : out[-1].end].rstrip("\"'”’)") if out else ""
        if out and "\n" not in between and not before.endswith((".", "!", "?", ":", ";", "…")):
            out[-1] = Sentence(out[-1].start, s.end, out[-1].first, s.last)
        else:
            out.append(s)
    return tuple(out)


def visible(signals: Signals, article: Article) -> tuple[Span, ...]:
    """Return the parts of the text that are the report's own: its title and paragraphs, in text order."""
    parts = list(article.paragraphs)
    if article.title is not None and article.title.span is not None:
        parts.append(article.title.span)
    if not parts:
        return (Span(0, len(signals.text)),) if signals.text else ()
    return tuple(sorted(parts))


def _replace(candidate: Candidate, **changes: object) -> Candidate:
    return msgspec.structs.replace(candidate, **changes)


def _capital(word: str) -> bool:
    return word[:1].isupper()


def _plain(word: str) -> str:
    """Return a given name as `data/given.toml` has it: lower case, no accents; "Abd" of "Abd-al-Karim"."""
    folded = fold(word)
    return word.lower() if "-" in word and not folded.startswith("abd") else folded.split()[0] if folded else ""
