"""Persons' names: their parts, what they are looked up by, and whether two can be one person's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from onrecord.actors.folding import alike, fold, skeleton, sounds
from onrecord.actors.types import Actor

# Not part of a name, wherever they stand in one.
TITLES = frozenset(
    """mr mrs ms miss dr prof sir dame lord lady president vice premier prime minister pm kanzler bundeskanzler
    chancellor king queen prince princess crown emir amir sultan sheikh shaikh sheik shaykh ayatollah
    hojatoleslam hojatolislam hojjatoleslam sayyed sayyid seyyed sayed imam mullah gen general col colonel lt
    lieutenant capt captain maj major brig brigadier marshal field admiral adm commander senator sen rep
    congressman congresswoman gov governor mayor secretary state foreign defence defense interior national
    security adviser advisor ambassador envoy speaker comrade chairman leader pope archbishop bishop cardinal
    rev reverend hon jr sr ret haji hajj hajji alhaji shri maulana datuk
    excellency highness majesty""".split()
)
# Small words in names, written or not, before one part or none.
PARTICLES = frozenset(
    "al el ad as ash at ar an az bin ibn bint de da do dos das del della di du van von der den la le the of".split()
)
# English short forms of given names, with what they are short for.
_SHORT = dict(
    pair.split("=")
    for pair in """al=albert alex=alexander andy=andrew ben=benjamin bernie=bernard bill=william bob=robert bobby=robert
    charlie=charles chuck=charles dan=daniel danny=daniel dave=david dick=richard don=donald ed=edward
    fred=frederick geoff=geoffrey gerry=gerald greg=gregory hank=henry jack=john jeb=john jeff=jeffrey
    jim=james jimmy=james joe=joseph josh=joshua ken=kenneth larry=lawrence les=leslie liz=elizabeth
    maggie=margaret matt=matthew mick=michael mike=michael mitch=mitchell newt=newton nick=nicholas
    pat=patrick pete=peter phil=philip ray=raymond rick=richard rob=robert ron=ronald ronnie=ronald
    rudy=rudolph sam=samuel stephen=steven steve=steven sue=susan ted=theodore tim=timothy tom=thomas
    tony=anthony will=william zac=zachary""".split()
)
_SERVANT = re.compile(
    r"\babd(?:[aeu]?l|[aeu][rsnzt](?=[rsnzt])|(?:o|o?u)(?= \w+ \w))?[ ]?(?:(?:al|el|ul|ar|ur|as|us)[ ])?(?=\w)"
)  # Abdul, Abdel
_FATHER = re.compile(r"\babo?u(?:l\b)? (?:(?:al|el|ul|l) )?(?=\w{3})")  # Abu al-, Aboul
_LONG, _SLIPPED = 8, 0.65  # letters of a name that bears a slip, and how alike its words must stay
_LIKE = 0.5  # how alike two words of one skeleton must be
EXACT, SOUND, CLOSE = 3, 2, 1


@lru_cache(maxsize=1 << 15)
def parts(name: str) -> tuple[str, ...]:
    """Return the folded words of a person's name that tell: no titles, no particles, unless nothing else is left.

    >>> parts("President Abdel Fattah al-Sisi"), parts("De La Rue")
    (('abdfattah', 'sisi'), ('rue',))
    """
    words = _FATHER.sub("abu", _SERVANT.sub("abd", fold(name))).split()
    kept = [w for w in words if w not in TITLES and w not in PARTICLES]
    return tuple(kept or [w for w in words if w not in PARTICLES] or words)


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
                            keys[f"~{bones} {skeleton(_whole(given))[:1]}"] = None
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
    return tuple(dict.fromkeys((skeleton(plain), skeleton(_breathed(plain)))))


def _breathed(word: str) -> str:
    """Return a word with its "kh" but for one in front as "h": Berdymukhamedov, Berdimuhamedow."""
    return word[:1] + word[1:].replace("kh", "h")


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
                keys |= dict.fromkeys(f"~{bones} {skeleton(_whole(given))[:1]}" for bones in _bones(surname))
    return tuple(keys)


def match(name: str, actor: Actor) -> int:
    """Return how surely `name` can be this person's: EXACT, SOUND (spelt otherwise), CLOSE, or 0 for no.

    The surname must be in it, and each word of it must be one of the actor's, in any order; words between the first and
    the last may be more or fewer, an initial stands for a word. A name of one word is compared with the surname.
    """
    return max(_match(parts(name), parts(n), surname_of(actor)) for n in (actor.name, *actor.names))


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
        sure = min(sure, SOUND)
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
    return [*pairs, ((), SOUND)] if missed else pairs  # "George H. W. Bush" is not so surely a "George Bush"


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
    if sounds(word) == sounds(other) or _whole(word) == _whole(other):
        return SOUND
    for x in _bare(word):
        for y in _bare(other):
            if sounds(x) == sounds(y) or (_one_skeleton(x, y) and alike(x, y) >= _LIKE):
                return CLOSE
    if _is_slip(word, other):
        return CLOSE
    return 0


def _one_skeleton(one: str, other: str) -> bool:
    return skeleton(one) == skeleton(other) or skeleton(_breathed(one)) == skeleton(_breathed(other))


def _is_slip(one: str, other: str) -> bool:
    """Return whether one is the other with its letters in another order, or with more at its end (Serzh, Serzhik)."""
    short, long = sorted((one, other), key=len)
    if one[0] != other[0] or len(short) < 5:
        return False
    return (len(one) > 6 and sorted(one) == sorted(other)) or (long.startswith(short) and len(long) - len(short) < 3)


def _whole(given: str) -> str:
    """Return what a given name is short for."""
    return _SHORT.get(given, given)


def _bare(word: str) -> tuple[str, ...]:
    return (word, word[2:]) if len(word) > 5 and word[:2] in ("al", "el") else (word,)
