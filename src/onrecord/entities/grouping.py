"""Names and nominals -> clusters: which of them mean the same someone."""

from __future__ import annotations

from collections import Counter

from onrecord.actors import fold, holds, sounds
from onrecord.actors.governments import state_of_capital
from onrecord.actors.offices import during
from onrecord.actors.offices import fits as names_office
from onrecord.entities.clusters import Cluster, Context
from onrecord.entities.roles import nominal_role, title_role
from onrecord.mentions import Candidate
from onrecord.types import EntityType, Role, Span

LINKED = 0.5  # the engine's score from which a guess counts as evidence
FOREMOST = 2  # times as often named as the next: then a report's "the president" is that one
NEAR = 4  # sentences in which a bare "the spokesman" takes up a fuller one
_BODIES = frozenset({"organization", "government", "outlet", "group"})
_HEADS_OF_STATE = frozenset(
    "president premier leader ruler king queen emir sultan chancellor dictator strongman shah emperor pope".split()
)
_OF_SOMETHING = frozenset(  # offices that many hold at once: the title must say of what, in the same words
    "minister secretary chief head director spokesman spokeswoman spokesperson ambassador envoy officer general".split()
)
# Nouns that follow a body's name and add nothing to it ("the Northland Front movement"); and that take one up again.
_KIND_WORDS = frozenset(
    """group movement militia party alliance monitor network organization organisation charity newspaper channel
    broadcaster magazine website faction force company firm tabloid daily paper agency union watchdog club""".split()
)
_PARTS = frozenset(
    "agency force union company".split()
)  # "the UN agency" is a part of it, "the Iskra news agency" is not
_ARMED = frozenset("militant rebel terrorist terror jihadist jihadi extremist islamist armed insurgent".split())
_ARMED_WORDS = frozenset("group movement militia faction".split())
_KIND_MODIFIERS = frozenset("news press monitoring aid rights".split()) | _ARMED
_STATES = frozenset("country nation state republic kingdom".split())
_SPEAKING = frozenset(
    """say tell announce claim deny insist warn accuse call urge demand ask reply respond condemn welcome reject refuse
    agree want seek hope fear believe consider see view back support oppose threaten vow pledge promise offer propose
    suggest describe confirm declare state add argue maintain blame criticise criticize praise hail dismiss acknowledge
    admit expect intend plan decide press push send deploy impose expel recognise recognize sign accept negotiate broker
    withdraw retaliate summon lobby""".split()
)


def group(ctx: Context) -> None:
    """Cluster names first, the fullest of each before its short forms; then nominals, in text order."""
    _names(ctx)
    _appositions(ctx)
    for k, c in enumerate(ctx.candidates):
        if c.noun is not None and k not in ctx.of:
            _nominal(ctx, k)


# --- names ------------------------------------------------------------------------------------------------------------


def _names(ctx: Context) -> None:
    named = [k for k, c in enumerate(ctx.candidates) if c.noun is None and c.form != "pronoun"]
    people = [k for k in named if ctx.candidates[k].type == "person"]
    full = [k for k in people if len(_parts(ctx, k)) > 1]
    for k in full:
        _full_name(ctx, k)
    for cluster in ctx.clusters:
        cluster.name = _fullest([ctx.candidates[m].name for m in cluster.members])
    introduced = {i: min(c.members) for i, c in enumerate(ctx.clusters)}
    established: dict[str, int] = {}
    for k in people:
        if k not in ctx.of:
            _short_name(ctx, k, introduced, established)
    bodies = [k for k in named if ctx.candidates[k].type != "person"]
    for k in sorted(bodies, key=lambda k: (-len(ctx.candidates[k].name.split()), k)):
        _body(ctx, k)
    for k in people:
        c = ctx.candidates[k]
        if c.title is not None:
            _titled(ctx, ctx.of[k], c.title)


def _titled(ctx: Context, cluster: int, title: tuple[int, int]) -> None:
    """Give the cluster the role that stands before its name; "his father" is no role, but a mention."""
    first, last = title
    role = title_role(ctx, first, last)
    span = Span(ctx.tokens[first].start, ctx.tokens[last - 1].end)
    if role is not None:
        _give(ctx, cluster, role)
        ctx.clusters[cluster].titles[span] = "title"
    elif (noun := ctx.lexicon.noun(ctx.tokens[last - 1].text)) is not None and noun.kind == "relation":
        ctx.clusters[cluster].titles[span] = "nominal"


def _parts(ctx: Context, k: int) -> list[str]:
    return _essential(ctx, ctx.candidates[k].name)


def _essential(ctx: Context, name: str) -> list[str]:
    """Return the folded words of a name, less "Jr" and the like."""
    return [w for w in _words(name) if w not in ctx.lexicon.suffixes]


def _suffix(ctx: Context, name: str) -> str:
    last = name.split()[-1].lower()
    return last.rstrip(".") if last in ctx.lexicon.suffixes else ""


def _full_name(ctx: Context, k: int) -> None:
    c = ctx.candidates[k]
    for i, cluster in enumerate(ctx.clusters):
        if not _same_full(ctx, cluster.name, c.name):
            continue
        part = _words(cluster.name)[0] != _words(c.name)[0]  # one begins with the other's second name, which says less
        if part or _gender_fits(cluster, c):
            fuller = len(_words(c.name)) > len(_words(cluster.name))
            gender = c.gender if fuller else cluster.gender
            ctx.join(k, i)
            if part:
                cluster.gender = gender
            return
    ctx.add(Cluster("person", c.name, [k], c.key, c.country, c.gender, "sg", True))


def _fullest(names: list[str]) -> str:
    """Return the longest of the names that begins as most of them do ("Doctor Strange" does not: that is a byname)."""
    first = Counter(_words(n)[0] for n in names).most_common()
    usual = {w for w, n in first if n == first[0][1]}
    return max((n for n in names if _words(n)[0] in usual), key=lambda n: (len(_words(n)), len(n)))


def _same_full(ctx: Context, name: str, other: str) -> bool:
    """Return whether two full names can be one person's: surname, and the given name or its initial."""
    if _suffix(ctx, name) != _suffix(ctx, other):
        return False
    a, b = _essential(ctx, name), _essential(ctx, other)
    if sounds(a[-1]) != sounds(b[-1]):
        return False
    x, y = a[:-1], b[:-1]
    if x[0] == y[0] or sounds(x[0]) == sounds(y[0]):
        return True
    if len(x[0]) == 1 or len(y[0]) == 1:
        return x[0][0] == y[0][0]
    return set(x) <= set(y) or set(y) <= set(x)


def _words(name: str) -> list[str]:
    return fold(name).split()


def _surname(ctx: Context, name: str) -> str:
    words = _essential(ctx, name)
    return sounds(words[-1]) if words else ""


def _gender_fits(cluster: Cluster, c: Candidate) -> bool:
    return cluster.gender is None or c.gender is None or cluster.gender == c.gender


def _short_name(ctx: Context, k: int, introduced: dict[int, int], established: dict[str, int]) -> None:
    """Give a name of one word to its bearer; of several, to the one that the report has so far called by it."""
    c = ctx.candidates[k]
    key = sounds(c.name)
    suffix = _suffix(ctx, c.name)
    people = [i for i in introduced if _gender_fits(ctx.clusters[i], c)]
    bearers = [i for i in people if _surname(ctx, ctx.clusters[i].name) == _surname(ctx, c.name)]
    if suffix:
        bearers = [i for i in bearers if _suffix(ctx, ctx.clusters[i].name) == suffix]
    elif not bearers:
        bearers = [i for i in people if fold(ctx.clusters[i].name).split()[0] == fold(c.name)]
    if len(bearers) > 1:
        bearers = _narrow(ctx, k, bearers, introduced, established.get(key))
    if len(bearers) == 1:
        ctx.join(k, bearers[0])
        established[key] = bearers[0]
        return
    again = next(
        (i for i, x in enumerate(ctx.clusters) if i not in introduced and x.type == "person" and sounds(x.name) == key),
        None,
    )
    if again is not None and _gender_fits(ctx.clusters[again], c):
        ctx.join(k, again)
    else:
        ctx.add(Cluster("person", c.name, [k], c.key, c.country, c.gender, "sg", True))


def _narrow(ctx: Context, k: int, bearers: list[int], introduced: dict[int, int], established: int | None) -> list[int]:
    """Return which of the bearers of a surname the short name at `k` can mean, by what the report has shown."""
    c = ctx.candidates[k]
    if c.title is not None:
        offices = _offices(title_role(ctx, *c.title))
        titled = [i for i in bearers if offices & _cluster_titles(ctx, i)]
        if len(titled) == 1:
            return titled
    plain = [i for i in bearers if not _suffix(ctx, ctx.clusters[i].name)]
    if len(plain) == 1:
        return plain
    before = [i for i in bearers if introduced[i] < k]
    if len(before) == 1:
        return before
    near = [i for i in bearers if _named_within(ctx, i, k, 3)]
    if len(near) == 1 and not any(_named_within(ctx, i, k, 8) for i in bearers if i not in near):
        return near
    if established in bearers:
        return [established] if established is not None else []
    linked = [i for i in bearers if ctx.link(k, i) >= LINKED]
    return linked if len(linked) == 1 else []


def _named_within(ctx: Context, i: int, k: int, sentences: int) -> bool:
    """Return whether cluster `i` was named in so many sentences before the candidate `k`."""
    at = ctx.candidates[k].sentence
    return any(m < k and at - ctx.candidates[m].sentence <= sentences for m in ctx.clusters[i].members)


def _offices(role: Role | None) -> set[str]:
    return {role.title.lower().split()[-1]} if role is not None else set()


def _cluster_titles(ctx: Context, i: int) -> set[str]:
    out: set[str] = set()
    for m in ctx.clusters[i].members:
        title = ctx.candidates[m].title
        if title is not None:
            out |= _offices(title_role(ctx, *title))
    return out


def _body(ctx: Context, k: int) -> None:
    """Cluster the name of a country, place or body."""
    c = ctx.candidates[k]
    if c.place is not None and (bearer := _surnamed(ctx, k)) is not None:
        ctx.join(k, bearer)
        return
    if c.place is not None and _speaks(ctx, c):
        country = state_of_capital(c.place, ctx.roster, ctx.date) or ctx.roster.get(c.country or "")
        if country is not None:
            _join_or_add(
                ctx, k, Cluster("country", country.name, [k], country.id, country.country, "n", "sg", True), "metonym"
            )
            return
    _join_or_add(ctx, k, Cluster(c.type or "place", c.name, [k], c.key, c.country, "n", "sg", True), None)


def _surnamed(ctx: Context, k: int) -> int | None:
    """Return the one person named in full before whose surname a city's name is: "Harold Paris ... Paris".

    Where a preposition stands before it, it is the city.
    """
    c = ctx.candidates[k]
    if ctx.tree.child(c.head, "case") is not None and ctx.tokens[c.head].rel != "nmod:poss":
        return None
    found = [
        i
        for i, x in enumerate(ctx.clusters)
        if x.type == "person" and x.named and x.name.endswith(f" {c.place}") and min(x.members, default=k) < k
    ]
    return found[0] if len(found) == 1 else None


def _join_or_add(ctx: Context, k: int, fresh: Cluster, form: str | None) -> None:
    for i, cluster in enumerate(ctx.clusters):
        if cluster.type != "person" and _same_body(ctx, cluster, fresh, k):
            ctx.join(k, i, form)  # type: ignore[arg-type]
            return
    i = ctx.add(fresh)
    if form:
        ctx.clusters[i].forms[k] = form  # type: ignore[assignment]


def _same_body(ctx: Context, cluster: Cluster, fresh: Cluster, k: int) -> bool:
    if cluster.key or fresh.key:
        if cluster.key and fresh.key:
            return cluster.key == fresh.key
        if cluster.type in {"country", "place"} or fresh.type in {"country", "place"}:
            return False
    a, b = fold(cluster.name), fold(fresh.name)
    if a == b:
        return cluster.type == fresh.type or {cluster.type, fresh.type} <= _BODIES
    if cluster.type == fresh.type == "place":
        return is_acronym(fresh.name, cluster.name)
    if cluster.type not in _BODIES or fresh.type not in _BODIES:
        return False
    words, short = a.split(), b.split()
    if is_acronym(fresh.name, cluster.name):
        return True
    # "Observatory" after "Northland Observatory for Justice": its head, with or without a word before it
    return (
        len(short) < len(words)
        and short[-1] == _head_word(words)
        and set(short) <= set(words)
        and fresh.name[:1].isupper()
    )


def _head_word(words: list[str]) -> str:
    for i, w in enumerate(words):
        if w in {"of", "for", "on", "in"} and i:
            return words[i - 1]
    return words[-1]


def is_acronym(short: str, name: str) -> bool:
    """Return whether `short` is made of the initials of `name`, small words counted or not.

    >>> is_acronym("OAU", "Organisation of African Unity"), is_acronym("NUP", "Northern Union")
    (True, False)
    """
    letters = short.replace(".", "")
    if not (2 <= len(letters) <= 8 and letters.isupper() and letters.isalpha()):
        return False
    words = name.replace("-", " ").split()
    big = "".join(w[0] for w in words if w[0].isupper())
    every = "".join(w[0].upper() for w in words)
    return len(words) > 1 and letters in {big, every}


def _speaks(ctx: Context, c: Candidate) -> bool:
    """Return whether a city's name stands for a government: it is a source, or the subject of what only people do."""
    t = ctx.tokens[c.head]
    if ctx.tree.child(c.head, "case") is not None and t.rel != "nmod:poss":
        by = ctx.tree.preposition(c.head)
        return by in {"by", "with", "between"} and t.rel in {"obl:agent", "obl"} and by == "by" and t.rel == "obl:agent"
    if t.rel.startswith("nsubj") and t.head >= 0 and ctx.tokens[t.head].lemma in _SPEAKING:
        return True
    if t.rel == "conj" and t.head >= 0 and (k := ctx.by_token.get(t.head)) is not None:
        other = ctx.tokens[t.head]
        return (
            ctx.candidates[k].type in {"country", "place"}
            and other.rel.startswith("nsubj")
            and other.head >= 0
            and ctx.tokens[other.head].lemma in _SPEAKING
        )
    return c.head in ctx.sources and ctx.tree.head_of(ctx.attributions[ctx.sources[c.head]].source[0]) == c.head


# --- appositions ------------------------------------------------------------------------------------------------------


def _appositions(ctx: Context) -> None:
    """Join nominals that stand beside a name, or are said of it, to that name, with the role they word."""
    starts = {c.first: k for k, c in reversed(list(enumerate(ctx.candidates))) if c.form != "pronoun"}
    starts |= {c.title[0]: k for k, c in enumerate(ctx.candidates) if c.title is not None}  # "the chief, Gen Alder"
    for k, c in enumerate(ctx.candidates):
        if c.noun is None or c.type not in {"person", *_BODIES} or k in ctx.of:
            continue
        name = _beside(ctx, k, starts)
        if name is None:
            name = _copula(ctx, k)
        if name is None:
            name = _kind_word(ctx, k)
        if name is None or name not in ctx.of:
            continue
        other = ctx.clusters[ctx.of[name]]
        if (c.type == "person" and other.type != "person") or (c.type != "person" and other.type not in _BODIES):
            continue
        if c.gender and other.gender and c.gender != other.gender:
            continue
        ctx.join(k, ctx.of[name])
        role = nominal_role(ctx, c)
        if role is not None:
            _give(ctx, ctx.of[name], role)


def _beside(ctx: Context, k: int, starts: dict[int, int]) -> int | None:
    """Return the name in apposition to the nominal `k`: "X, the mayor of Y, ..." or "the mayor, X, ..."."""
    c = ctx.candidates[k]
    tokens = ctx.tokens
    t = tokens[c.head]
    if t.rel == "appos" and t.head >= 0:
        other = ctx.by_token.get(t.head)
        if other is not None and ctx.candidates[other].form == "name":
            return other
    for child in ctx.tree.kids[c.head]:
        if tokens[child].rel == "appos" and child > c.head:
            other = ctx.by_token.get(child)
            if other is not None and ctx.candidates[other].form == "name":
                return other
    before = c.first - 1
    if before > 0 and tokens[before].text in {",", "-", "–", "—"}:
        end = c.last
        closes = end < len(tokens) and tokens[end].tag in {",", ".", ":", "-RRB-", "''", "WP", "WDT", "VBN"}
        left = next((j for j in range(k - 1, max(k - 6, -1), -1) if ctx.candidates[j].last == before), None)
        if (
            closes
            and left is not None
            and ctx.candidates[left].form == "name"
            and c.det != "bare"
            and ctx.candidates[left].type == "person"
        ):
            return left if not _listed(ctx, before, end) else None
    after = c.last
    whose = c.det in {"def", "poss"} or (c.first > 0 and tokens[c.first - 1].tag == "POS")
    if c.number == "sg" and after + 1 < len(tokens) and tokens[after].text == "," and whose:
        right = starts.get(after + 1)
        if (
            right is not None
            and ctx.candidates[right].form == "name"
            and ctx.candidates[right].type == "person"
            and c.type == "person"
        ):
            end = ctx.candidates[right].last
            if end < len(tokens) and tokens[end].tag in {",", ".", ":"} and not _listed(ctx, after, end):
                return right
    return None


def _kind_word(ctx: Context, k: int) -> int | None:
    """Return the body whose name the nominal only ends: "the Northland Front movement"."""
    c = ctx.candidates[k]
    if c.noun is None or c.noun.lemma not in _KIND_WORDS or c.number != "sg":
        return None
    if c.noun.lemma in _PARTS and ctx.tokens[c.head - 1].text.lower() not in {"news", "press"}:
        return None
    ends = {c.head}
    while len(ends) < 3 and ctx.tokens[min(ends) - 1].text.lower() in _KIND_MODIFIERS:
        ends.add(min(ends) - 1)
    for j in range(max(k - 5, 0), min(k + 5, len(ctx.candidates))):
        other = ctx.candidates[j]
        if other.last in ends and other.form == "name" and other.type in _BODIES and not other.adjective:
            return j
    return None


def _listed(ctx: Context, first: int, last: int) -> bool:
    """Return whether the comma at `last` goes on to a list: ", and"."""
    following = ctx.tokens[last + 1].text.lower() if last + 1 < len(ctx.tokens) else ""
    return ctx.tokens[last].text == "," and following in {"and", "or"} and ctx.tokens[first].text == ","


def _copula(ctx: Context, k: int) -> int | None:
    """Return the name that the nominal `k` is said of: "X is the mayor"."""
    head = ctx.candidates[k].head
    cop = ctx.tree.child(head, "cop")
    if cop is None or ctx.tokens[cop].lemma != "be" or ctx.tree.negated(head):
        return None
    if any(ctx.tree.rels[c] == "aux" for c in ctx.tree.kids[head]):
        return None
    subject = ctx.tree.child(head, "nsubj")
    name = ctx.by_token.get(subject) if subject is not None else None
    return name if name is not None and ctx.candidates[name].form == "name" else None


def _give(ctx: Context, cluster: int, role: Role) -> None:
    """Give the cluster a role, and the role's country if it has none of its own yet."""
    to = ctx.clusters[cluster]
    to.roles.append(role)
    if to.country is None and role.country is not None and to.type == "person":
        found = [a for a in ctx.roster.find(role.country) if a.type == "country"]
        to.country = found[0].country if found else None


# --- nominals ---------------------------------------------------------------------------------------------------------


def _nominal(ctx: Context, k: int) -> None:
    """Give the nominal to the cluster it must mean, or make it one of its own."""
    c = ctx.candidates[k]
    if c.type == "place":
        i = _by_link(ctx, k, frozenset({"country", "place"}), 0.6)
        i = _state(ctx, k) if i is None else i
        if i is not None:
            ctx.join(k, i)
        elif c.number == "pl" and (c.head in ctx.sources or ctx.tree.child(c.head, "acl:relcl") is not None):
            # "other states said", "some states, which refused"
            ctx.add(Cluster("group", c.name, [k], None, c.country, None, "pl"))
        return
    i = _antecedent(ctx, k)
    if i is not None:
        ctx.join(k, i)
        return
    role = nominal_role(ctx, c)
    fresh = Cluster(
        c.type or "group", c.name, [k], None, c.country or _owners_country(ctx, c), c.gender, c.number,
        joint="two" in c.mods or c.name.lower().startswith("both "),
    )  # fmt: skip
    n = ctx.add(fresh)
    if role is not None:
        _give(ctx, n, role)


def _state(ctx: Context, k: int) -> int | None:
    """Return the state that "the country" takes up: the only one named near before, or the one named most by far."""
    c = ctx.candidates[k]
    assert c.noun is not None
    if c.noun.lemma not in _STATES or c.number != "sg" or c.mods or c.det not in {"def", "this"}:
        return None
    found = set()
    for m in range(k - 1, -1, -1):
        other = ctx.candidates[m]
        if c.sentence - other.sentence > NEAR:
            break
        if other.form == "name" and other.type == "country" and not other.adjective and m in ctx.of:
            found.add(ctx.of[m])
    return _foremost(ctx, k, sorted(found))


def _owners_country(ctx: Context, c: Candidate) -> str | None:
    if c.owner is None or (k := ctx.by_token.get(c.owner)) is None or (i := ctx.of.get(k)) is None:
        return None
    return ctx.clusters[i].country


def _antecedent(ctx: Context, k: int) -> int | None:
    c = ctx.candidates[k]
    assert c.noun is not None
    if c.det == "indef":
        return None
    same = _same_words(ctx, k)
    if same is not None:
        return same
    if c.noun.kind == "office" and c.type == "person" and c.det in {"def", "poss", "bare", "this"}:
        return _office_holder(ctx, k)
    if c.det not in {"def", "this"}:
        return None
    if c.type == "government":
        return _government(ctx, k)
    if c.type in _BODIES and c.number == "sg":
        return _body_nominal(ctx, k)
    if c.type == "person":
        return _by_link(ctx, k, frozenset({"person"}), 0.7)
    return None


def _recent(ctx: Context, k: int) -> list[int]:
    """Return the clusters that have a member before `k`, the latest first."""
    seen: dict[int, None] = {}
    for m in range(k - 1, max(k - 400, -1), -1):
        i = ctx.of.get(m)
        if i is not None:
            seen.setdefault(i)
    return list(seen)


def _same_words(ctx: Context, k: int) -> int | None:
    """Return the cluster of an earlier unnamed mention in the same words, or in fuller ones with the same head."""
    c = ctx.candidates[k]
    if _owned(ctx, c):
        return None  # "his deputy" here and there: whose?
    bare = c.det in {"def", "this"} and not c.mods and c.owner is None and c.last == c.head + 1
    fuller: list[int] = []
    for i in _recent(ctx, k):
        for m in ctx.clusters[i].members:
            other = ctx.candidates[m]
            if m >= k or other.noun is None or other.noun.lemma != c.noun.lemma:  # type: ignore[union-attr]
                continue
            if other.number != c.number or _owned(ctx, other):
                continue
            if fold(other.name) == fold(c.name) and (c.type != "person" or other.det in {"def", "poss", "bare"}):
                return i
            if bare and c.sentence - other.sentence <= NEAR:
                return i
            fuller.append(i)
    return fuller[0] if bare and c.type == "government" and len(set(fuller)) == 1 else None


def _owned(ctx: Context, c: Candidate) -> bool:
    """Return whether the noun has a possessive pronoun."""
    return c.owner is not None and ctx.tokens[c.owner].tag == "PRP$"


def _office_holder(ctx: Context, k: int) -> int | None:
    """Return the person whose known office the definite title at `k` can name: one only, and no country against it."""
    c = ctx.candidates[k]
    assert c.noun is not None
    if _owned(ctx, c):
        return None
    fits: list[int] = []
    country = c.country
    for i in _recent(ctx, k):
        cluster = ctx.clusters[i]
        if cluster.type != "person" or not _gender_fits(cluster, c):
            continue
        if country is not None and (cluster.country or country) != country:
            continue
        if _holds_now(ctx, i, _title_words(ctx, c), country):
            fits.append(i)
            continue
        if _held_once(ctx, i, c) and not _told(ctx, i, c):
            continue
        for role in cluster.roles:
            head = role.title.lower().split()[-1]
            if role.status in {"former", "late", "elect"} and not set(c.mods) & {"former", "late", "president-elect"}:
                continue
            same = head == c.noun.lemma or (c.noun.lemma == "leader" and head in _HEADS_OF_STATE)
            if same and head in _OF_SOMETHING and role.title.lower().split() != _title_words(ctx, c):
                same = head == c.noun.lemma and not _title_words(ctx, c)[:-1] and country is None
            if same and (country is None or cluster.country == country):
                fits.append(i)
                break
    linked = _by_link(ctx, k, frozenset({"person"}), LINKED)
    if linked is not None and _held_once(ctx, linked, c) and not _told(ctx, linked, c):
        linked = None
    if linked is not None and (linked in fits or not fits):
        return linked
    if len(fits) == 1 and linked is None:
        return fits[0]
    if c.det != "def":
        return None
    fits = [i for i in fits if _holds_now(ctx, i, _title_words(ctx, c), country)] or fits
    words = _title_words(ctx, c)
    if not fits and linked is None and (c.noun.lemma in _HEADS_OF_STATE | {"minister"} or len(words) > 1):
        # named only further on
        people = [i for i, x in enumerate(ctx.clusters) if x.type == "person" and x.named and x.members]
        people = [i for i in people if _gender_fits(ctx.clusters[i], c)]
        fits = [i for i in people if _holds_now(ctx, i, words, country)]
    return _foremost(ctx, k, fits)


def _foremost(ctx: Context, k: int, fits: list[int]) -> int | None:
    """Return whom of several holders of an office "the president" means: the only one near, or the report's own."""
    near = [i for i in fits if _named_within(ctx, i, k, 2)]
    if len(near) == 1:
        return near[0]
    counts = Counter({i: len(ctx.clusters[i].members) for i in near or fits}).most_common(2)
    return counts[0][0] if counts and (len(counts) == 1 or counts[0][1] >= FOREMOST * counts[1][1]) else None


def _holds_now(ctx: Context, i: int, title: list[str], country: str | None) -> bool:
    """Return whether the roster has the person in this office on the day of the report."""
    cluster = ctx.clusters[i]
    if ctx.date is None or not title or not cluster.named:
        return False
    actor = ctx.roster.get(ctx.actor(i) or "")
    if actor is None or (country is not None and ctx.roster.today(country) != ctx.roster.today(actor.country)):
        return False
    return holds(actor, " ".join(title), ctx.date)


def _told(ctx: Context, i: int, c: Candidate) -> bool:
    """Return whether the report itself says that the person is what the words name."""
    words = _title_words(ctx, c)
    return any(r.status == "current" and r.title.lower().split()[-1:] == words[-1:] for r in ctx.clusters[i].roles)


def _held_once(ctx: Context, i: int, c: Candidate) -> bool:
    """Return whether the roster has the person in the office that the words name now, but not on the day."""
    cluster, title = ctx.clusters[i], _title_words(ctx, c)
    if ctx.date is None or not title or not cluster.named or {"former", "late", "then", "ex"} & set(c.mods):
        return False
    actor = ctx.roster.get(ctx.actor(i) or "")
    words = " ".join(title)
    if actor is None or holds(actor, words, ctx.date):
        return False
    return any(names_office(t, words) and during(t, ctx.date) is False for t in actor.terms)


def _title_words(ctx: Context, c: Candidate) -> list[str]:
    role = nominal_role(ctx, c)
    return role.title.lower().split() if role is not None else []


def _government(ctx: Context, k: int) -> int | None:
    """Return the government that "the new government" takes up: same country or none given, same qualities."""
    c = ctx.candidates[k]
    noun = c.noun
    qualities = _qualities(ctx, c)
    for i in _recent(ctx, k)[:12]:
        cluster = ctx.clusters[i]
        if cluster.type != "government" or cluster.named or (c.country and cluster.country != c.country):
            continue
        first = ctx.candidates[cluster.members[0]]
        if first.noun is None or c.sentence - ctx.candidates[cluster.members[-1]].sentence > 3:
            continue
        if not _kin(c, first):
            continue
        if qualities == _qualities(ctx, first) and (
            c.country is not None or qualities or (noun is not None and first.noun.lemma == noun.lemma)
        ):
            return i
    return None


_RULERS = frozenset("government administration leadership regime authority authorities rulers cabinet".split())


def _kin(c: Candidate, other: Candidate) -> bool:
    if c.noun is None or other.noun is None:
        return False
    return c.noun.lemma == other.noun.lemma or {c.noun.lemma, other.noun.lemma} <= _RULERS


def _qualities(ctx: Context, c: Candidate) -> frozenset[str]:
    """Return what the words before the head say of it, less whose it is."""
    return frozenset(
        ctx.tokens[i].text.lower()
        for i in range(c.first, c.head)
        if ctx.tokens[i].tag in {"JJ", "VBN", "NN"}
        and not ((k := ctx.by_token.get(i)) is not None and ctx.candidates[k].form == "name")
    )


def _body_nominal(ctx: Context, k: int) -> int | None:
    """Return the named body that "the observatory" or "the group" takes up: it has the noun in its name, or a link."""
    c = ctx.candidates[k]
    assert c.noun is not None
    named = [i for i in _recent(ctx, k) if ctx.clusters[i].type in _BODIES and ctx.clusters[i].named]
    bearing = [i for i in named if c.noun.lemma in fold(ctx.clusters[i].name).split()]
    if (
        len(bearing) == 1
        and not c.country
        and not [m for m in c.mods if m not in fold(ctx.clusters[bearing[0]].name).split()]
    ):
        return bearing[0]
    linked = _by_link(ctx, k, _BODIES, 0.6)
    return linked if linked is not None else _just_named(ctx, k)


def _just_named(ctx: Context, k: int) -> int | None:
    """Return the only body named in this sentence before "the group" or in the one before it."""
    c = ctx.candidates[k]
    if c.noun is None or c.noun.lemma not in _KIND_WORDS or set(c.mods) - _KIND_MODIFIERS or c.country:
        return None
    near = sorted(_bodies_before(ctx, k, 1))
    if len(near) == 1:
        return near[0]
    armed = c.noun.lemma in _ARMED_WORDS or bool(set(c.mods) & _ARMED)
    return _foremost(ctx, k, near or sorted(_bodies_before(ctx, k, NEAR))) if armed else None


def _bodies_before(ctx: Context, k: int, sentences: int) -> set[int]:
    """Return the bodies named before the nominal `k`, so many sentences back at most; states' own are none."""
    c = ctx.candidates[k]
    found = set()
    for m in range(k - 1, max(k - 40 * sentences, -1), -1):
        other = ctx.candidates[m]
        if c.sentence - other.sentence > sentences:
            break
        if other.form == "name" and other.type in _BODIES and not other.adjective and m in ctx.of:
            found.add(ctx.of[m])
    return found


def _by_link(ctx: Context, k: int, types: frozenset[EntityType] | frozenset[str], least: float) -> int | None:
    """Return the cluster of one of `types` that the engine links the nominal to, surely enough."""
    scores = ctx.links.get(ctx.candidates[k].head, {})
    sums: dict[int, float] = {}
    for head, score in scores.items():
        m = ctx.by_token.get(head)
        if m is not None and m < k and (i := ctx.of.get(m)) is not None and ctx.clusters[i].type in types:
            sums[i] = sums.get(i, 0.0) + score
    best = max(sums, key=lambda i: sums[i], default=None)
    if best is None or sums[best] < least:
        return None
    c, cluster = ctx.candidates[k], ctx.clusters[best]
    if c.country and cluster.country and c.country != cluster.country:
        return None
    return best if _gender_fits(cluster, c) or cluster.type != "person" else None
