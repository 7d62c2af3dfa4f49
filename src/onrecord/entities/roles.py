"""What a title, an apposition or a copula says somebody is: office, whose, and the hold on it."""

from __future__ import annotations

from onrecord.entities.clusters import Context
from onrecord.mentions import Candidate
from onrecord.types import Role, RoleStatus, Span

_DROP = frozenset({"DT", "PRP$", "POS", "PDT", "CC", ",", "HYPH", "``", "''", "WP$", "CD"})
_HYPHENED = ("ex-", "former-")
_PREPOSITIONS = frozenset({"of", "for", "to", "from", "at", "in"})


def title_role(ctx: Context, first: int, last: int) -> Role | None:
    """Return the role that the tokens `first <= i < last` word; None if they hold no office or description."""
    head = _head(ctx, first, last)
    if head is None:
        return None
    noun = ctx.lexicon.noun(ctx.tokens[head].text.lower().removesuffix("-elect").rpartition("-")[2])
    if noun is not None and noun.kind == "relation":
        return None
    country, org = _whose(ctx, first, last, head)
    words, status = _words(ctx, first, head)
    if not words:
        return None
    if status is None:
        status = "current" if noun is None or noun.kind == "office" else "unknown"
    span = Span(ctx.tokens[first].start, ctx.tokens[last - 1].end)
    title = " ".join(words)
    full = ctx.lexicon.abbreviations.get(title.lower())
    return Role(full or title, status, span, org, country)


def nominal_role(ctx: Context, c: Candidate) -> Role | None:
    """Return the role that a nominal words ("the Turkish foreign minister")."""
    return title_role(ctx, c.first, c.last) if c.noun is not None and c.type == "person" else None


def _head(ctx: Context, first: int, last: int) -> int | None:
    """Return the noun of the role: the last one before a preposition."""
    best = None
    for i in range(first, last):
        t = ctx.tokens[i]
        if t.text.lower() in _PREPOSITIONS and best is not None:
            break
        if t.tag.startswith(("NN", "JJ")) and _noun(ctx, i):
            best = i
    return best


def _noun(ctx: Context, i: int) -> bool:
    word = ctx.tokens[i].text.lower()
    stem = word.removesuffix("-elect").removesuffix("-designate").rpartition("-")[2]
    return ctx.lexicon.noun(word) is not None or ctx.lexicon.noun(stem) is not None or word in ctx.lexicon.courtesy


def _whose(ctx: Context, first: int, last: int, head: int) -> tuple[str | None, str | None]:
    """Return the names of the country and the organization that the words hold."""
    country = org = None
    for i in range(first, last):
        k = ctx.by_token.get(i)
        if k is None or (c := ctx.candidates[k]).form == "pronoun":
            continue
        if c.type == "country" and country is None:
            country = c.name
        elif c.place is not None and country is None and i < head:
            country = None
        elif c.type in {"organization", "outlet", "government"} and org is None and c.head != head:
            org = c.name
    return country, org


def _words(ctx: Context, first: int, head: int) -> tuple[list[str], RoleStatus | None]:
    """Return the title's words, less whose it is, and its status where a word tells it."""
    words: list[str] = []
    status: RoleStatus | None = None
    owned: set[int] = set()
    for i in range(first, head + 1):
        k = ctx.by_token.get(i)
        if k is not None and (c := ctx.candidates[k]).form in {"name", "metonym"} and i != head:
            owned.update(range(c.first, c.last))
    for i in range(first, head + 1):
        t = ctx.tokens[i]
        word = t.text.lower()
        if i in owned or t.tag in _DROP:
            continue
        for prefix in _HYPHENED:
            if word.startswith(prefix) and len(word) > len(prefix):
                status, word = "former", word.removeprefix(prefix)
        for suffix in ("-elect", "-designate"):
            if word.endswith(suffix):
                status, word = "elect", word.removesuffix(suffix)
        found = ctx.lexicon.status.get(word)
        if found is not None and i < head:
            status = status or found
            continue
        if word not in {"the", "'s", "’s", "then"} and t.tag != "RB":
            words.append(
                t.text[len(t.text) - len(word) :]
                if word != t.text.lower() and t.text.lower().endswith(word)
                else t.text[: len(word)]
            )
    after = ctx.tokens[head + 1 : head + 3]
    if status is None and any(t.text.lower() in {"elect", "designate"} for t in after):
        status = "elect"
    return words, status
