"""Whether someone whose given name does not tell it is a he or a she: by the pronouns that follow the name.

A pronoun votes for the one person that it can mean, where the words before it in its sentence and the sentence before
name no other. It takes two votes, and few against them.
"""

from __future__ import annotations

from collections import Counter

from onrecord.entities.clusters import Context

ENOUGH, FOLD = 2, 3  # votes, and how many times those for the other gender


def tell_genders(ctx: Context) -> None:
    """Give the people whose gender nothing else tells the one that the report's pronouns do."""
    votes: dict[int, Counter[str]] = {}
    for k, c in enumerate(ctx.candidates):
        if c.form != "pronoun" or c.gender not in {"m", "f"} or k in ctx.of:
            continue
        about = _about(ctx, k)
        if len(about) == 1:
            votes.setdefault(about.pop(), Counter())[c.gender] += 1
    for i, counts in votes.items():
        (gender, most), *rest = counts.most_common()
        if ctx.clusters[i].gender is None and most >= ENOUGH and most >= FOLD * sum(n for _, n in rest):
            ctx.clusters[i].gender = gender  # type: ignore[assignment]


def _about(ctx: Context, k: int) -> set[int]:
    """Return the people, of no other gender than the pronoun's, named before it in its sentence or the one before."""
    c = ctx.candidates[k]
    found: set[int] = set()
    for m in range(k - 1, -1, -1):
        other = ctx.candidates[m]
        if c.sentence - other.sentence > 1:
            break
        i = ctx.of.get(m)
        if i is None or other.form == "pronoun" or ctx.tree.preposition(other.head) in {"in", "at"}:
            continue
        cluster = ctx.clusters[i]
        if cluster.type == "person" and cluster.number != "pl" and cluster.gender in {None, c.gender}:
            found.add(i)
    return found
