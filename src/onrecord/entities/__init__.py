"""Candidates + attributions + roster -> Entities: everything in one report that means the same someone.

    mentions -> grouping (names, short names, acronyms, appositions, nominals) -> pronouns -> entities

Nothing is merged on likelihood alone: a short name with two bearers, a pronoun with two antecedents stays open.
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.actors import Roster, find_holder, resolve_actor
from onrecord.entities.clusters import Cluster, Context
from onrecord.entities.genders import tell_genders
from onrecord.entities.grouping import group
from onrecord.entities.introductions import introduce
from onrecord.entities.kin import join_kin
from onrecord.entities.pronouns import resolve_pronouns
from onrecord.mentions import Candidate, find_mentions
from onrecord.nominals import load_lexicon
from onrecord.types import Article, Attribution, Entity, Mention, Role, Signals

ORIGIN = "entities/1"

__all__ = ["resolve_entities"]


def resolve_entities(
    signals: Signals, article: Article, attributions: Sequence[Attribution], roster: Roster
) -> tuple[Entity, ...]:
    """Return who and what parties `article` means, e1, e2, ... in order of first mention.

    `attributions` tell who speaks: I in a quotation is its speaker. A mention belongs to at most one entity; a pronoun
    whose antecedent is not clear belongs to none.
    """
    candidates = find_mentions(signals, article, roster)
    published = article.published.value if article.published is not None else None
    ctx = Context(signals, candidates, tuple(attributions), roster, load_lexicon(), published)
    group(ctx)
    introduce(ctx)
    tell_genders(ctx)
    resolve_pronouns(ctx)
    join_kin(ctx)
    kept = sorted((min(c.members), c) for c in ctx.clusters if c.members and _is_party(ctx, c))
    return tuple(_entity(f"e{n}", c, ctx, roster, published) for n, (_, c) in enumerate(kept, 1))


def _is_party(ctx: Context, cluster: Cluster) -> bool:
    return any(ctx.candidates[m].form != "pronoun" for m in cluster.members)


def _entity(id_: str, cluster: Cluster, ctx: Context, roster: Roster, published: str | None) -> Entity:
    members = [ctx.candidates[m] for m in sorted(cluster.members)]
    spans = {c.span: cluster.forms.get(m, c.form) for m, c in zip(sorted(cluster.members), members, strict=True)}
    spans = cluster.titles | spans
    mentions = tuple(Mention(s, f) for s, f in sorted(spans.items(), key=lambda x: x[0]))
    name = cluster.name if cluster.named else _plainly(cluster.name, ctx)
    sure = min((c.confidence for c in members if c.form != "pronoun"), default=0.5)
    entity = Entity(
        id_, name, cluster.type, None, cluster.country, _roles(cluster), mentions, ORIGIN, round(sure, 4)
    )  # fmt: skip
    actor = cluster.key if cluster.key is not None else _actor(entity, cluster, members, ctx, published)
    return Entity(
        id_,
        entity.name,
        entity.type,
        actor,
        _country(entity, actor, roster),
        entity.roles,
        mentions,
        ORIGIN,
        entity.confidence,
    )


def _plainly(name: str, ctx: Context) -> str:
    """Return a description less the words that only say how high it stands: "US official" of "senior US official".

    >>> from types import SimpleNamespace
    >>> _plainly("senior US official", SimpleNamespace(lexicon=load_lexicon()))
    'US official'
    """
    words = name.split()
    kept = [w for w in words[:-1] if w.lower() not in ctx.lexicon.ranks]
    return " ".join([*kept, words[-1]]) if kept and any(w[:1].isupper() for w in kept) else name


def _actor(
    entity: Entity, cluster: Cluster, members: Sequence[Candidate], ctx: Context, published: str | None
) -> str | None:
    """Return the roster's actor: by name; of "the Norvian president" who holds the office, if no one else here does."""
    if cluster.named:
        return resolve_actor(entity, ctx.roster, published)
    definite = any(c.noun is not None and c.noun.kind == "office" and c.det in {"def", "poss"} for c in members)
    if not definite or published is None or entity.type != "person" or cluster.number == "pl":
        return None
    for role in cluster.roles:
        states = [a for a in ctx.roster.find(role.country or "") if a.type == "country" and a.country is not None]
        if role.status == "current" and role.org is None and len(states) == 1 and states[0].country is not None:
            holder = find_holder(role.title, states[0].country, ctx.roster, published)
            others = {ctx.actor(i) for i, x in enumerate(ctx.clusters) if x.named and x.members}
            return holder if holder not in others else None
    return None


def _country(entity: Entity, actor: str | None, roster: Roster) -> str | None:
    known = roster.get(actor) if actor is not None else None
    return entity.country or (known.country if known is not None else None)


def _roles(cluster: Cluster) -> tuple[Role, ...]:
    """Return the roles in text order, each wording once."""
    out: dict[tuple[str, str, str | None, str | None], Role] = {}
    for role in sorted(cluster.roles, key=lambda r: r.span):
        out.setdefault((role.title.lower(), role.status, role.org, role.country), role)
    return tuple(out.values())
