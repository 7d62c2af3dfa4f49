"""Kin: "her father" here and there is one man where both are of the same woman, and whoever is named as her father.

    "Ada Torv's father, Olaf"  ...  "her father"  ->  Olaf
    "the parents of Ada Torv"  ...  "her parents", "the couple"

It takes the pronouns to be resolved: whose father he is tells which.
"""

from __future__ import annotations

from onrecord.entities.clusters import Cluster, Context
from onrecord.mentions import Candidate


def join_kin(ctx: Context) -> None:
    """Merge the clusters that are the same kin of the same someone, at most one of them named."""
    known: dict[tuple[str, int], int] = {}
    pair: int | None = None  # the last parents, or other two of a kind
    for k, c in enumerate(ctx.candidates):
        if c.form == "pronoun":
            continue
        i = ctx.of.get(k)
        if i is None:
            continue
        if c.noun is not None and c.noun.lemma == "couple" and c.det in {"def", "this"}:
            if pair is not None and pair in ctx.of.values():
                ctx.merge(pair, i)
            continue
        found = _kin(ctx, k)
        if found is None:
            continue
        if found[0] in {"parents", "couple"}:
            pair = i
        other = known.setdefault(found, i)
        if other != i and _can_be_one(ctx.clusters[other], ctx.clusters[i]):
            first, second = (i, other) if ctx.clusters[i].named else (other, i)
            ctx.merge(first, second)
            known = {key: first if x == second else x for key, x in known.items()}
            pair = first if pair == second else pair


def _kin(ctx: Context, k: int) -> tuple[str, int] | None:
    """Return what kin the candidate is and whose, by its noun or by the title before its name."""
    c = ctx.candidates[k]
    if c.noun is not None:
        word = ctx.tokens[c.head].text.lower()
        owner = c.owner if c.owner is not None else _of(ctx, c)
        whose = ctx.by_token.get(owner) if owner is not None else None
    elif c.title is not None:  # "her father Olaf"
        word = ctx.tokens[c.title[1] - 1].text.lower()
        owned = [i for i in range(*c.title) if ctx.tokens[i].tag == "PRP$"]
        whose = ctx.by_token.get(owned[0]) if owned else None
    else:
        return None
    if word not in ctx.lexicon.kin or whose is None or (i := ctx.of.get(whose)) is None:
        return None
    return word, i


def _of(ctx: Context, c: Candidate) -> int | None:
    """Return the head of the one that "the father of X" is of."""
    kids = ctx.tree.children(c.head, "nmod")
    return next((j for j in kids if j > c.head and ctx.tree.preposition(j) == "of"), None)


def _can_be_one(one: Cluster, other: Cluster) -> bool:
    if not one.members or not other.members or (one.named and other.named) or one.type != other.type:
        return False
    return one.gender is None or other.gender is None or one.gender == other.gender
