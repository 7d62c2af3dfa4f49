"""Persons' names: their parts, what they are looked up by, and whether two can be one person's.

The rules follow how names are built and carried over, whatever the name: titles and "Jr." put aside, articles and
particles (Arabic, Iberian, Dutch) written or not, surname first or last, middle names and fathers' names left out,
initials, short forms by language (`nicknames`), sounds that romanisations take for one another (`folding`). None is
for one person.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from onrecord.actors.folding import alike, fold, is_near, skeleton, sounds
from onrecord.actors.nicknames import wholes, without_respect
from onrecord.actors.types import Actor

# Not part of a name, wherever they stand in one.
TITLES = frozenset(
    """mr mrs ms miss dr prof sir dame lord lady president vice premier prime minister pm kanzler bundeskanzler
    chancellor king queen prince princess crown emir amir sultan sheikh shaikh sheik shaykh ayatollah
    hojatoleslam hojatolislam hojjatoleslam sayyed sayyid seyyed sayed imam mullah gen general col colonel lt
    lieutenant capt captain maj major brig brigadier marshal field admiral adm commander senator sen rep
    congressman congresswoman gov governor mayor secretary state foreign defence defense interior national
    security adviser advisor ambassador envoy speaker comrade chairman leader pope archbishop bishop cardinal
    majority minority whip rev reverend hon ret haji hajj hajji alhaji shri maulana datuk
    excellency highness majesty""".split()
)
# Small words in names, written or not, before one part or none.
PARTICLES = frozenset(
    """al el ad as ash at ar an az bin ibn bint ould wa de da do dos das del della di du van von der den ter zu
    la le the of""".split()
)
# Which of several of one name: "James Baker III".
_GENERATIONS = {
    "i": 1, "sr": 1, "ii": 2, "2d": 2, "2nd": 2, "jr": 2, "junior": 2, "iii": 3, "3d": 3, "3rd": 3, "iv": 4, "4th": 4,
}  # fmt: skip
_SERVANT = re.compile(
    r"\babd(?:[aeu]?l|[aeu][rsnzt](?=[rsnzt])|(?:o|o?u)(?= \w+ \w))?[ ]?(?:(?:al|el|ul|ar|ur|as|us)[ ])?(?=\w)"
)  # Abdul, Abdel
_FATHER = re.compile(r"\babo?u(?:l\b)? (?:(?:al|el|ul|l) )?(?=\w{3})")  # Abu al-, Aboul
_LONG, _SLIPPED = 8, 0.65  # letters of a name or a title that bears a slip, and how alike a name's words must stay
_LIKE = 0.5  # how alike two words of one skeleton must be
_LONG_TITLES = tuple(sorted(t for t in TITLES if len(t) >= _LONG))
EXACT, SOUND, CLOSE = 3, 2, 1


@lru_cache(maxsize=1 << 15)
def parts(name: str) -> tuple[str, ...]:
    """Return the folded words of a person's name that tell: no titles, no particles, unless nothing else is left.

    The last word is no title, if one of those before it is none: "Ben King". Which one of that name it is is left out
    behind two words, see `generation`.

    >>> parts("President Abdel Fattah al-Sisi"), parts("De La Rue"), parts("Ben King"), parts("Adlai Stevenson III")
    (('abdfattah', 'sisi'), ('rue',), ('ben', 'king'), ('adlai', 'stevenson'))
    """
    words = _FATHER.sub("abu", _SERVANT.sub("abd", fold(name))).split()
    if len(words) > 2 and words[-1] in _GENERATIONS:
        del words[-1]
    told = [w for w in words if w not in PARTICLES]
    kept = [w for i, w in enumerate(told) if not _is_title(w, front=i == 0 and len(told) > 1)]
    if kept and kept[-1] != told[-1]:
        kept.append(told[-1])
    return tuple(kept or told or words)


def _is_title(word: str, *, front: bool) -> bool:
    """Return whether the word is a title; in front of a name a long one can bear a slip: "Presidnet"."""
    if word in TITLES:
        return True
    return front and len(word) >= _LONG - 1 and any(word[:3] == t[:3] and is_near(word, t) for t in _LONG_TITLES)


def generation(name: str) -> int | None:
    """Return which of several of one name it is; None if the name does not tell.

    >>> generation("Adlai Stevenson III"), generation("Martin King Jr."), generation("Adlai Stevenson")
    (3, 2, None)
    """
    words = fold(name).split()
    return _GENERATIONS.get(words[-1]) if len(words) > 2 else None


def surname_of(actor: Actor) -> tuple[str, ...]:
    """Return the folded words of the part of a person's name that stands alone."""
    if actor.surname:
        return parts(actor.surname)
    return parts(actor.name)[-1:]


def keys_of(actor: Actor) -> tuple[str, ...]:
    """Return what an actor is looked up by: its folded names, and for a person the skeletons of surname and given name.

    "=name" is a whole name; "~surname given" a person's, by consonants; "~surname" one who held an office; "@host"
    an outlet's, "&capital" and "%adjective" a state's, "^country" who
    held an office there.
    """
    names = (actor.name, *actor.names)
    keys = dict.fromkeys("=" + fold(n) for n in names)
    keys |= dict.fromkeys("@" + host for host in actor.hosts)
    if actor.type == "country":
        keys |= dict.fromkeys("&" + fold(capital) for capital in actor.capitals)
        keys |= dict.fromkeys("%" + fold(adjective) for adjective in actor.adjectives)
    if actor.type == "person":
        if actor.terms and actor.country:
            keys["^" + actor.country] = None
        for name in names:
            words = parts(name)
            for surname in _surnames(actor, words):
                for bones in _bones(surname):
                    if actor.terms:
                        keys["~" + bones] = None
                    for given in words:
                        if given not in surname.split():
                            keys |= dict.fromkeys(f"~{bones} {first}" for first in _firsts(given))
    return tuple(k for k in keys if len(k) > 1)


def _surnames(actor: Actor, words: Sequence[str]) -> list[str]:
    """Return the words of one of the actor's names that can be its surname; each one, if that is not in it."""
    own = surname_of(actor)
    found = [w for w in words if any(w == s or sounds(w) == sounds(s) for s in own)]
    if not found:
        found = [words[-1]]
    return [*found, "".join(found)] if len(found) > 1 else found


def _bones(word: str) -> tuple[str, ...]:
    """Return the skeletons of a surname; of "elsisi" that of "sisi", too."""
    plain = word.replace(" ", "")
    if len(plain) > 5 and plain[:2] in ("al", "el"):
        return tuple(dict.fromkeys((skeleton(plain), skeleton(plain[2:]))))
    return tuple(dict.fromkeys((skeleton(plain), skeleton(_softened(plain)))))


def _softened(word: str) -> str:
    """Return a word with its "kh" but for one in front as "h", and "dj" as "d".

    Berdymukhamedov, Berdimuhamedow; Djindjic, Dindic (of "Đ").
    """
    return word[:1] + word[1:].replace("kh", "h") if "dj" not in word else word.replace("dj", "d")


def _firsts(given: str) -> tuple[str, ...]:
    """Return the first sounds of a given name, and of what it can be short for."""
    return tuple(dict.fromkeys(skeleton(whole)[:1] for whole in sorted(wholes(given))))


def lookups(name: str) -> tuple[str, ...]:
    """Return the keys under which a person of this name may be found, see `keys_of`; the surest first."""
    words = parts(name)
    keys = {"=" + fold(name): None}
    if len(words) == 1:
        keys |= dict.fromkeys("~" + bones for bones in _bones(words[0]))
        return tuple(keys)
    whole = [*words, *(a + b for a, b in zip(words, words[1:], strict=False))]
    for surname in reversed(whole):
        for given in words:
            if given not in surname:
                keys |= dict.fromkeys(f"~{bones} {first}" for bones in _bones(surname) for first in _firsts(given))
    return tuple(keys)


def match(name: str, actor: Actor) -> int:
    """Return how surely `name` can be this person's: EXACT, SOUND (spelt otherwise), CLOSE, or 0 for no.

    The surname must be in it, and each word of it must be one of the actor's, in any order; words between the first and
    the last may be more or fewer, an initial stands for a word. A name of one word is compared with the surname.
    """
    asked = generation(name)
    own = [n for n in (actor.name, *actor.names) if asked is None or generation(n) in {None, asked}]
    return max((_match(parts(name), parts(n), surname_of(actor)) for n in own), default=0)


def resembles(name: str, actor: Actor) -> bool:
    """Return whether a name is much like the actor's, word by word, as one misspelt: first letters stand, ends too.

    >>> resembles("Margarte Thachter", Actor("x", "person", "Margaret Thatcher"))
    True
    """
    words = parts(name)
    return any(_resemble(words, parts(n)) for n in (actor.name, *actor.names))


def _resemble(words: tuple[str, ...], own: tuple[str, ...]) -> bool:
    if len(words) != len(own) or len("".join(words)) < _LONG:
        return False
    return all(a[0] == b[0] and alike(a, b) >= _SLIPPED for a, b in zip(words, own, strict=True))


def is_turned(name: str, actor: Actor) -> bool:
    """Return whether `name` has the actor's surname first, where none of the actor's names has: "Kirk, James".

    >>> is_turned("Gandhi Indira", Actor("x", "person", "Indira Gandhi"))
    True
    """
    words = parts(name)
    own = [w for w in (parts(n) for n in (actor.name, *actor.names)) if len(w) > 1]
    if len(words) < 2 or not own or surname_of(actor)[0] == parts(actor.name)[0]:
        return False
    ends = (sounds(words[0]), sounds(words[-1]))
    return ends[0] != ends[1] and all((sounds(w[-1]), sounds(w[0])) == ends for w in own)


def _match(words: tuple[str, ...], own: tuple[str, ...], surname: tuple[str, ...]) -> int:
    if words == own:
        return EXACT
    if len(words) == 1:
        family = [w for w in own if w in surname] or list(own[-1:])
        return max([_same(words[0], w) for w in (*family, "".join(family))], default=0)
    one, other = "".join(words), "".join(own)
    if one == other:
        return EXACT
    pairs = _aligned(words, own)
    if pairs is None:
        return 0
    taken = {i for held, _ in pairs for i in held}
    if not any(own[i] in surname or len(own) == 1 for i in taken):
        return 0
    if all(own[i] in surname for i in taken):
        return 0
    if own[0] in surname and own[-1] not in surname and len(taken) < len(own):
        return 0  # "Kim Yong-il": behind a surname that stands first, all is the given name
    given = [min(len(own[i]) for i in held) for held, _ in pairs if held and not all(own[i] in surname for i in held)]
    spelt = max(len(w) for w in words if w not in surname) > 1 and max(given) > 1
    if any(len(w) == 1 for w in words[1:-1]) and len(taken) < len(own):
        return min(SOUND, *(s for _, s in pairs)) if spelt else CLOSE  # "George W. Bush" is hardly "George H. W. Bush"
    sure = min(s for _, s in pairs)
    order = [i for held, _ in pairs for i in held]
    if order != sorted(order):
        at = order.index(min(order))
        turned = order[at:] + order[:at] == sorted(order)  # a surname in front
        sure = min(sure, SOUND if turned else CLOSE)
    return sure if spelt else CLOSE  # initials alone are not much of a given name


def _aligned(words: tuple[str, ...], own: tuple[str, ...]) -> list[tuple[tuple[int, ...], int]] | None:
    """Return for each word of one name which of the other's it is and how surely; None if the ends do not fit."""
    free = list(range(len(own)))
    pairs: list[tuple[tuple[int, ...], int]] = []
    missed: list[int] = []
    at = 0
    while at < len(words):
        best, used = _best(words, at, own, free)
        if best is None:
            missed.append(at)
            at += 1
            continue
        pairs.append(best)
        free = [i for i in free if i not in best[0]]
        at += used
    if len(pairs) < 2 and not (len(pairs) == 1 and len(pairs[0][0]) > 1):
        return None
    inside = all(0 < m < len(words) - 1 for m in missed)
    if not inside or len(missed) > len(words) // 2:
        return None
    if not missed:
        return pairs
    # "George H. W. Bush" is not so surely a "George Bush", nor one with another name between
    return [*pairs, ((), CLOSE if any(0 < i < len(own) - 1 for i in free) else SOUND)]


def _best(
    words: tuple[str, ...], at: int, own: tuple[str, ...], free: list[int]
) -> tuple[tuple[tuple[int, ...], int] | None, int]:
    """Return the best fit for the word at `at`, alone or with the next, and how many words it takes."""
    found: list[tuple[int, int, tuple[int, ...]]] = []
    word = words[at]
    for i in free:
        if score := _same(word, own[i]):
            found.append((score, 1, (i,)))
        if i + 1 in free and len(word) > 3 and (score := _same(word, own[i] + own[i + 1])):
            found.append((score, 1, (i, i + 1)))
        if at + 1 < len(words) and (score := _same(word + words[at + 1], own[i])) and len(own[i]) > 3:
            found.append((score, 2, (i,)))
    if not found:
        return None, 1
    score, used, held = max(found, key=lambda f: (f[0], f[1]))
    return (held, score), used


@lru_cache(maxsize=1 << 16)
def _same(word: str, other: str) -> int:
    if word == other:
        return EXACT
    if len(word) == 1 or len(other) == 1:
        return SOUND if word[0] == other[0] else 0
    if sounds(word) == sounds(other) or _can_be_short(word, other):
        return SOUND
    for x in _bare(word):
        for y in _bare(other):
            if sounds(x) == sounds(y) or (_one_skeleton(x, y) and alike(x, y) >= _LIKE):
                return CLOSE
    if _is_slip(word, other):
        return CLOSE
    return 0


def _one_skeleton(one: str, other: str) -> bool:
    return skeleton(one) == skeleton(other) or skeleton(_softened(one)) == skeleton(_softened(other))


def _is_slip(one: str, other: str) -> bool:
    """Return whether one is the other with its letters in another order, or with more at its end (Serzh, Serzhik)."""
    short, long = sorted((one, other), key=len)
    if one[0] != other[0] or len(short) < 5:
        return False
    return (len(one) > 6 and sorted(one) == sorted(other)) or (long.startswith(short) and len(long) - len(short) < 3)


def _can_be_short(one: str, other: str) -> bool:
    """Return whether one is short for the other, or both are for a third."""
    x, y = wholes(one), wholes(other)
    return (len(x) > 1 or len(y) > 1) and not {sounds(w) for w in x}.isdisjoint(sounds(w) for w in y)


def _bare(word: str) -> tuple[str, ...]:
    """Return a word, and what is left of it less an article in front or a word of respect behind."""
    article = word[2:] if len(word) > 5 and word[:2] in ("al", "el") else word
    return tuple(dict.fromkeys((word, article, without_respect(word))))
