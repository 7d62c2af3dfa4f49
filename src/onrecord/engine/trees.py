"""Scores of heads -> a dependency tree."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from onrecord.engine.labels import TAGS
from onrecord.types import Token

Scores = NDArray[np.float32]
Tags = NDArray[np.int64]
LIKELY = 6  # relations of a word that are looked at
KINDS = 4 * len(TAGS) + 1
# what seldom stands between a word and its head: prepositions, finite verbs, marks
_BARRIERS = np.isin(TAGS, ("IN", "TO", "VBD", "VBZ", "VBP", "MD", ",", ":", ".")).astype(np.int64)
AGREE = 0.4  # what the agreement of a head and a relation counts beside the scores of both; chosen on UD dev


def find_tree(arcs: Scores, rels: Scores, tags: Tags, fit: Scores) -> list[tuple[int, int]]:
    """Return each word's head (an index, -1 for the one root) and the index of its relation, decided together.

    `arcs[d, h]` is how well `h` heads `d`, the diagonal that `d` is the root; `rels[d, r]` is how well relation `r`
    fits `d`; `tags` are the words' own. `fit[r, k]` is how much likelier a head of kind `k` (see `head_kinds`) is for a
    word of relation `r` than for any (a log-ratio). So an arc and a relation that do not go together are both paid for.
    """
    own = np.arange(len(arcs))
    kinds = head_kinds(tags)
    likely = np.argpartition(-rels, LIKELY, axis=1)[:, :LIKELY]
    fits = fit[likely[:, :, None], kinds[:, None]]  # word, relation, head
    both = rels[own[:, None], likely][:, :, None] + AGREE * fits
    heads = find_heads(arcs + both.max(1))
    best = both[own, :, np.where(np.array(heads) >= 0, heads, own)].argmax(1)
    return list(zip(heads, likely[own, best].tolist(), strict=True))


def head_kinds(tags: Tags) -> Tags:
    """Return the kind [d, h] of every word as every other's head; the diagonal is the root's, the last of `KINDS`.

    A kind is the tag of the head, on which side of the word it stands, and whether a barrier stands between them.
    """
    own = np.arange(len(tags))
    before = np.concatenate([[0], np.cumsum(_BARRIERS[tags])])
    behind = own > own[:, None]
    until = before[:-1]  # each word
    after = before[1:]
    crossed = np.where(behind, until > after[:, None], until[:, None] > after)
    kinds: Tags = 4 * tags + 2 * behind + crossed
    kinds[own, own] = KINDS - 1
    return kinds


def find_heads(scores: Scores) -> list[int]:
    """Return each word's head as an index, -1 for the one root.

    `scores[d, h]` is how well `h` heads `d`; the diagonal is the score of being the root. The best head of each word is
    taken where that makes a tree, as it nearly always does; else the maximum spanning tree (Chu & Liu 1965).
    """
    n = len(scores)
    if n == 1:
        return [-1]
    best = scores.argmax(1)
    if int((best == np.arange(n)).sum()) == 1 and not _cycle(best.tolist()):
        return [-1 if h == d else int(h) for d, h in enumerate(best)]
    root = int((scores.diagonal() - _best_other(scores)).argmax())
    weights = scores.astype(np.float64).copy()
    np.fill_diagonal(weights, -np.inf)
    heads = _arborescence(weights, root)
    return [-1 if d == root else heads[d] for d in range(n)]


def _best_other(scores: Scores) -> Scores:
    other = scores.copy()
    np.fill_diagonal(other, -np.inf)
    return np.asarray(other.max(1), dtype=np.float32)


def _cycle(heads: list[int]) -> list[int]:
    """Return the nodes of a cycle (self loops are roots), or nothing."""
    state = [0] * len(heads)
    for start in range(len(heads)):
        path, node = [], start
        while state[node] == 0:
            state[node] = 1
            path.append(node)
            if heads[node] == node:
                break
            node = heads[node]
            if state[node] == 1 and node in path:
                return path[path.index(node) :]
        for p in path:
            state[p] = 2
    return []


def _arborescence(weights: NDArray[np.float64], root: int) -> list[int]:
    """Return the head of each node in the best tree rooted at `root` (the root's own is itself)."""
    n = len(weights)
    heads: list[int] = weights.argmax(1).tolist()
    heads[root] = root
    ring = _cycle(heads)
    if not ring:
        return heads
    # shrink the ring to one node, solve, and open the ring where the best edge enters it
    inside = set(ring)
    others = [i for i in range(n) if i not in inside]
    index = {v: k for k, v in enumerate(others)}
    c = len(others)
    small = np.full((c + 1, c + 1), -np.inf)
    small[:c, :c] = weights[np.ix_(others, others)]
    leave = weights[np.ix_(others, ring)]
    small[:c, c] = leave.max(1)
    cost = np.array([weights[v, heads[v]] for v in ring])
    enter = weights[np.ix_(ring, others)] - cost[:, None]
    small[c, :c] = enter.max(0)
    solved = _arborescence(small, index[root])
    out = list(heads)
    for k, v in enumerate(others):
        h = solved[k]
        out[v] = ring[int(leave[k].argmax())] if h == c else others[h]
    entry = int(enter[:, solved[c]].argmax())
    out[ring[entry]] = others[solved[c]]
    out[root] = root
    return out


def mend(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """Return `tokens`, whose heads are indices into them, with what no tree of Universal Dependencies has mended."""
    for rule in (
        with_nothing_on_marks,
        with_titles,
        with_names_whole,
        with_modifiers_below,
        with_prepositions,
        with_obliques,
        with_subjects,
        with_one_subject,
        with_past_tense,
    ):
        tokens = rule(tokens)
    return tuple(tokens)


_MARKS = frozenset({".", ",", ":", "``", "''", "-LRB-", "-RRB-"})


def with_nothing_on_marks(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """Return `tokens` with those that hung on a mark of punctuation hung on what the mark hangs on."""
    return tuple(
        replace(t, head=tokens[t.head].head)
        if t.head >= 0 and tokens[t.head].tag in _MARKS and tokens[t.head].head not in (-1, i)
        else t
        for i, t in enumerate(tokens)
    )


_INSIDE = ("JJ", "NN", "VBN", "VBG", "HYPH", ",", "CC")  # tags of what stands between a modifier and its noun


def with_modifiers_below(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """Return `tokens` with adjectives below the nouns behind them that hung on them instead.

    An adjective before its noun hangs on that. One that hangs on a verb before it, and has the noun below it, has taken
    the noun's place: "dealt with | deposed | Premier Torv".
    """
    out = list(tokens)
    for j, noun in enumerate(tokens):
        i = noun.head
        if i < 0 or i >= j or not noun.tag.startswith("NN") or tokens[i].rel != "amod":
            continue
        h = tokens[i].head
        between = all(t.tag.startswith(_INSIDE) for t in tokens[i + 1 : j])
        if not between or not 0 <= h < i or not tokens[h].tag.startswith("V"):
            continue
        led = any(t.head == j and t.rel == "case" for t in tokens[h:i])
        out[j] = replace(noun, head=h, rel="obl" if led else "obj")
        out[i] = replace(tokens[i], head=j)
    return tuple(out)


def with_subjects(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """Return `tokens` with an apposition that hangs on a verb behind it made its subject, if that has none.

    An apposition hangs on the noun before it: "foreign minister Ana Torv | said".
    """
    having = {t.head for t in tokens if t.rel.startswith("nsubj")}
    passive = {t.head for t in tokens if t.rel == "aux:pass"}
    out = list(tokens)
    for i, t in enumerate(tokens):
        if t.rel == "appos" and t.head > i and t.head not in having and tokens[t.head].tag.startswith("V"):
            having.add(t.head)
            out[i] = replace(t, rel="nsubj:pass" if t.head in passive else "nsubj")
    return tuple(out)


_WITHIN = ("NN", "JJ", "CD", "DT", "HYPH", "PDT", "POS")  # tags of what one noun phrase is made of
_FIRST = {"CD": "nummod", "DT": "det", "JJ": "amod"}  # what a word of this tag is to its noun


def with_one_subject(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """Return `tokens` with the first of two subjects of one verb below the second, where they are one noun phrase.

    A verb has one subject: "the Torv | campaign said", "one Exton | official said".
    """
    out = list(tokens)
    last: dict[int, int] = {}
    for j, t in enumerate(tokens):
        if t.rel not in ("nsubj", "nsubj:pass") or t.head <= j:
            continue
        i = last.get(t.head)
        last[t.head] = j
        if i is None or not t.tag.startswith("NN") or tokens[i].rel != t.rel:
            continue
        if any(not x.tag.startswith(_WITHIN) for x in tokens[i:j]) or any(x.tag == "DT" for x in tokens[i + 1 : j]):
            continue
        out[i] = replace(tokens[i], head=j, rel=_FIRST.get(tokens[i].tag, "compound"))
        for k in range(j):
            x = out[k]
            if x.head == i and (x.rel == "det" or (k > i and tokens[i].tag in _FIRST)):
                out[k] = replace(x, head=j, rel="compound" if x.rel == "flat" else x.rel)
    return tuple(out)


def with_titles(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """Return `tokens` with titles below the names right behind them that hung on them instead.

    A title hangs on the name behind it, never on one beyond a preposition: "met Premier | Ana Torv at Torv's house".
    The name takes the place in the sentence that the other name leads to.
    """
    out = list(tokens)
    for i, t in enumerate(tokens[:-1]):
        name = tokens[i + 1]
        if t.rel != "nmod:desc" or t.head <= i + 1 or name.head != i or name.tag != "NNP":
            continue
        if not any(x.tag in ("IN", "TO") or x.tag.startswith("V") for x in tokens[i + 1 : t.head]):
            continue
        above = t.head
        for _ in tokens:
            if above <= i:
                break
            above = tokens[above].head
        if above < 0:
            continue
        led = any(x.rel == "case" and x.head in (i, i + 1) for x in tokens[above:i])
        verb = tokens[above].tag.startswith("V")
        out[i + 1] = replace(name, head=above, rel=("obl" if led else "obj") if verb else "nmod")
        out[i] = replace(t, head=i + 1)
    return tuple(out)


_BEFORE = frozenset({"compound", "nummod", "amod", "det"})  # what stands before a noun and hangs on it


def with_prepositions(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """Return `tokens` with prepositions on the nouns whose modifiers they hung on: "since | the 1991 talks".

    A preposition hangs on the head of what it leads; a modifier within that has none of its own, but for words joined
    by hyphens ("an off-the-record talk").
    """
    out = list(tokens)
    led = {t.head for t in tokens if t.rel == "case"}
    for i, t in enumerate(tokens):
        if t.rel != "case" or t.tag not in ("IN", "TO") or t.head <= i:
            continue
        top = t.head
        while tokens[top].rel in _BEFORE and tokens[top].head > top:
            top = tokens[top].head
        if top == t.head or top in led or any(x.tag == "HYPH" for x in tokens[i : top + 1]):
            continue
        out[i] = replace(t, head=top)
    return tuple(out)


def with_obliques(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """Return `tokens` with obliques for what a preposition brings a verb, told as a noun's: "met with | Torv"."""
    led = {t.head for t in tokens if t.rel == "case"}
    return tuple(
        replace(t, rel="obl")
        if t.rel in ("nmod", "nmod:desc") and i in led and t.head >= 0 and _is_verb(tokens[t.head])
        else t
        for i, t in enumerate(tokens)
    )


def _is_verb(t: Token) -> bool:
    return t.tag.startswith("V") and t.rel.partition(":")[0] not in ("amod", "compound", "case", "nsubj", "obj", "nmod")


def with_past_tense(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """Return `tokens` with past tenses for participles that have a subject and no auxiliary: "Torv | spoke"."""
    having = {t.head for t in tokens if t.rel == "nsubj"}
    helped = {t.head for t in tokens if t.rel.startswith(("aux", "cop"))}
    return tuple(
        replace(t, tag="VBD")
        if t.tag == "VBN" and i in having and i not in helped and not t.rel.startswith(("amod", "acl"))
        else t
        for i, t in enumerate(tokens)
    )


def with_names_whole(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """Return `tokens` with what hangs on a later word of a name hung on its first.

    In Universal Dependencies words that are `flat` have no dependents of their own. A name that thereby has a
    preposition, and a verb above it, is that verb's oblique: "dealt with | deposed Premier Torv".
    """
    out = list(tokens)
    for i, t in enumerate(out):
        above = out[t.head] if t.head >= 0 else None
        if above is None or above.rel != "flat" or t.rel in ("flat", "punct"):
            continue
        first = t.head
        for _ in range(len(out)):
            if out[first].rel != "flat" or out[first].head < 0:
                break
            first = out[first].head
        if first == i:
            continue
        out[i] = replace(t, head=first)
        top = out[first]
        of_verb = top.head >= 0 and out[top.head].tag.startswith("V")
        if t.rel == "case" and of_verb and top.rel in ("nmod", "nmod:desc", "obj", "dep"):
            out[first] = replace(top, rel="obl")
    return tuple(out)


def end_of_name(tokens: Sequence[Token], i: int, j: int) -> int:
    """Return where a person's name that begins at token `i` ends, if an initial or a hyphen broke it off at `j`.

    "Ana R | . Torv Jr.", "Ole Sung | -hye": by the tree, what is behind the mark is of the name.
    """
    broken = False
    while j < len(tokens):
        marked = tokens[j].text in (".", "-") and tokens[j].start == tokens[j - 1].end
        broken |= marked or len(tokens[j - 1].text) == 1 or tokens[j - 1].text.endswith("-")
        at = j + (marked and j + 1 < len(tokens))
        t = tokens[at]
        if not broken or t.rel != "flat" or not i <= t.head < j or not t.text[:1].isalpha():
            break
        j = at + 1
    return j
