"""Descriptions whose bearer is named later -> the named cluster.

"An envoy has said ... Anna Alder, 50, ..."     the one that a report begins with, and names in its next sentences
"a fighter who called himself Alder"            a name given as what one is called
"""

from __future__ import annotations

from onrecord.entities.clusters import Cluster, Context
from onrecord.mentions import Candidate
from onrecord.types import EntityType

_BODIES: frozenset[EntityType] = frozenset(("organization", "group"))
SOON = 3  # sentences behind the one that describes them in which reports name those they begin with
NEXT = 1  # ... where the one described has not spoken
_CALLS = frozenset("identify name call introduce give use describe".split())
_LOOSE = frozenset(  # an office that says little: who holds a fuller one may be described by it
    "official figure leader chief head commander officer diplomat aide lawyer politician lawmaker expert".split()
)


def introduce(ctx: Context) -> None:
    """Join to named persons the descriptions that are theirs, though these come first."""
    _aliases(ctx)
    _offices(ctx)
    _ledes(ctx)


def _aliases(ctx: Context) -> None:
    for k, c in enumerate(ctx.candidates):
        if c.form != "name" or c.type != "person" or k not in ctx.of:
            continue
        described = _called(ctx, c)
        if described is not None and described in ctx.of:
            other = ctx.of[described]
            if not ctx.clusters[other].named and _fits(ctx.clusters[other], ctx.clusters[ctx.of[k]]):
                ctx.merge(ctx.of[k], other)


def _called(ctx: Context, c: Candidate) -> int | None:
    """Return the description that "who called himself X", "who gave his name as X" ends."""
    before = [ctx.tokens[i] for i in range(max(c.first - 7, 0), c.first)]
    words = [t.text.lower() for t in before]
    start = next((i for i in range(len(words) - 1, -1, -1) if words[i] in {"who", "calling", "identified"}), None)
    if start is None or not {t.lemma for t in before[start:]} & _CALLS:
        return None
    told = set(words[start:])
    if not told & {"himself", "herself", "themselves", "name", "guerre", "pseudonym", "alias", "only", "as"}:
        return None
    if "as" not in told and not told & {"himself", "herself", "themselves", "name", "guerre"}:
        return None
    at = c.first - len(before) + start
    near = [
        m for m, x in enumerate(ctx.candidates) if x.noun is not None and 0 <= at - x.last <= 12 and x.type == "person"
    ]
    near = [m for m in near if ctx.candidates[m].sentence == c.sentence]
    return near[-1] if near else None


def _offices(ctx: Context) -> None:
    """Join "the interior minister" to the one who is called just that, with a name, later in the report."""
    for i, cluster in enumerate(ctx.clusters):
        if not cluster.members or cluster.named or cluster.type != "person" or cluster.number == "pl":
            continue
        first = ctx.candidates[min(cluster.members)]
        if first.noun is None or first.noun.kind != "office" or first.det != "def" or len(cluster.roles) != 1:
            continue
        title = cluster.roles[0].title.lower()
        bearers = [
            j
            for j, other in enumerate(ctx.clusters)
            if other.named and other.type == "person" and other.members and _fits(cluster, other)
            if any(r.title.lower() == title and r.status == cluster.roles[0].status for r in other.roles)
        ]
        if len(bearers) == 1 and len(title.split()) > 1:
            other = ctx.clusters[bearers[0]]
            if not (cluster.country and other.country and cluster.country != other.country):
                ctx.merge(bearers[0], i)


def _fits(one: Cluster, other: Cluster) -> bool:
    return one.gender is None or other.gender is None or one.gender == other.gender


def _ledes(ctx: Context) -> None:
    """Join the person whom the report's first sentence only describes to the first one named as subject after it."""
    described: list[int] = []
    for i, cluster in enumerate(ctx.clusters):
        if not cluster.members or not _is_introduced(ctx, cluster):
            continue
        same = next((j for j in described if _noun(ctx, j) == _noun(ctx, i)), None)
        if same is not None and _fits(ctx.clusters[same], cluster):
            ctx.merge(same, i)  # the title says it, too
        else:
            described.append(i)
    for i in described:
        cluster = ctx.clusters[i]
        first = _described(ctx, cluster)
        named = _named_next(ctx, first, cluster.type, len(described) > 1)
        if named is not None and _fits(cluster, ctx.clusters[named]) and _agree(ctx, cluster, first, named):
            ctx.merge(named, i)


def _described(ctx: Context, cluster: Cluster) -> Candidate:
    """Return the last description of the cluster in the title or the first sentence."""
    own = [ctx.candidates[m] for m in sorted(cluster.members)]
    return [c for c in own if c.sentence <= 1 and c.noun is not None][-1]


def _noun(ctx: Context, i: int) -> str:
    noun = ctx.candidates[min(ctx.clusters[i].members)].noun
    return noun.lemma if noun is not None else ""


def _is_introduced(ctx: Context, cluster: Cluster) -> bool:
    """Return whether the cluster is someone without a name who acts in the report's first sentence or its title.

    A body has to speak there, and be "the": "the rebel force has said".
    """
    if cluster.named or cluster.type not in {"person", *_BODIES} or cluster.number == "pl":
        return False
    first = ctx.candidates[min(cluster.members)]
    if cluster.type != "person" and not (first.det == "def" and first.head in ctx.sources):
        return False
    if first.noun is None or first.sentence > 1 or first.det == "each" or not _acts(ctx, first):
        return False
    return first.last >= len(ctx.tokens) or not ctx.tokens[first.last].tag.startswith(("NN", "POS"))


def _acts(ctx: Context, c: Candidate) -> bool:
    return c.head in ctx.sources or ctx.tokens[c.head].rel.startswith("nsubj")


def _named_next(ctx: Context, first: Candidate, type_: EntityType, several: bool) -> int | None:
    """Return the cluster of the first subject named, for the first time, in the sentences behind that of `first`.

    Where `several` are described, one who spoke must speak again, and one who did not must not.
    """
    for k, c in enumerate(ctx.candidates):
        alike = c.type == "person" if type_ == "person" else c.type in _BODIES
        if c.sentence <= first.sentence or c.form != "name" or not alike:
            continue
        if c.sentence > first.sentence + (SOON if first.head in ctx.sources else NEXT):
            return None
        i = ctx.of.get(k)
        if i is None or ctx.candidates[min(ctx.clusters[i].members)].sentence <= first.sentence:
            continue
        if _acts(ctx, c) and not (several and (c.head in ctx.sources) != (first.head in ctx.sources)):
            return i
    return None


def _agree(ctx: Context, cluster: Cluster, first: Candidate, named: int) -> bool:
    """Return whether the office described is one that the named person is introduced with, if with any."""
    noun, other = first.noun, ctx.clusters[named]
    assert noun is not None
    if cluster.type != "person":
        return not (cluster.country and other.country and cluster.country != other.country)
    at = ctx.sentences[ctx.candidates[min(other.members)].sentence]
    roles = [r for r in other.roles if at.start <= r.span.start < at.end]
    heads = {r.title.lower().split()[-1] for r in roles}
    if noun.kind == "office" and heads and noun.lemma not in heads and noun.lemma not in _LOOSE:
        return False
    if noun.kind != "office" and any((n := ctx.lexicon.noun(h)) is not None and n.kind == "office" for h in heads):
        return False
    if noun.kind != "office" and first.det == "indef" and ctx.actor(named) is not None:
        return False  # no one introduces the president as "a veteran"
    return not (cluster.country and other.country and cluster.country != other.country)
