"""The training corpora, each as `Doc`s: a text with whatever annotation its corpus has, by code-point offsets.

None of the texts is part of the project; `folder` is the data folder described in docs/sources.md.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import random
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

Spans = list[tuple[int, int]]


@dataclass
class Attr:
    """One gold attribution. `layer` 0 is outermost; `closed` says that what its content holds is annotated too."""

    source: Spans
    cue: Spans
    content: Spans
    layer: int = 0
    closed: bool = False
    narrow: bool = False  # the cue may go on to its right ("said in a statement"): those words are left open


@dataclass
class Doc:
    """A text and its labels; None where a corpus says nothing of a kind."""

    text: str
    attrs: list[Attr] | None = None
    mask: Spans = field(default_factory=list)  # stretches whose attribution labels are not to be trusted
    names: list[tuple[int, int, str]] | None = None
    words: list[tuple[int, int, str, str, int]] | None = None  # start, end, tag, relation, head (index, -1 root)
    sents: list[int] | None = None  # starts of sentences
    chains: list[list[tuple[int, int]]] | None = None  # head words of mentions, by entity; singletons included
    gold_names: bool = True
    gold_chains: bool = True


def rows(path: Path) -> list[dict[str, Any]]:
    """Read a gzipped JSON Lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as f:
        return [json.loads(line) for line in f]


# Our own readings, offsets only: inside PolNeAR's contents, of other news, and of who is meant there.
LAYERS_GOLD = Path("eval/gold/layers.jsonl")
NEWS_GOLD = Path("eval/gold/news.jsonl")
CHAINS_GOLD = Path("eval/gold/chains.jsonl")

NER = {"PERSON": "PER", "ORGANIZATION": "ORG", "LOCATION": "LOC", "MISC": "MISC"}


def read_polnear(folder: Path, part: str, layers: Path | None = None) -> list[Doc]:
    """PolNeAR: gold attributions; automatic (weak) names and coreference; our own `layers` inside its contents.

    Raises:
        ValueError: a document of `layers` is not the one that was read.
    """
    held = rows(folder / "polnear" / f"{part}.jsonl.gz")
    inner = read_gold(layers, {r["id"]: r["text"] for r in held}) if layers else {}
    weak = {r["id"]: r for r in rows(folder / "polnear" / f"{part}.coref.jsonl.gz")}
    out = []
    for r in held:
        spans = lambda x: [(a, b) for a, b in x]  # noqa: E731
        attrs = [Attr(spans(a["source"]), spans(a["cue"]), spans(a["content"])) for a in r["attributions"]]
        doubtful = add_layers(r["text"], attrs, inner[r["id"]]) if r["id"] in inner else []
        attrs = [a for a in attrs if a.content]
        mask = doubtful + (
            [tuple(s) for s in r["orphans"] if isinstance(s[0], int)]
            if r["orphans"] and isinstance(r["orphans"][0], list)
            else []
        )
        w = weak.get(r["id"])
        names = chains = sents = None
        if w:
            names = [(a, b, NER[t]) for a, b, t in w["ner"] if t in NER]
            chains = [[(m[2], m[3]) for m in c["mentions"]] for c in w["chains"]]
            sents = [s[0] for s in w["sentences"]]
        out.append(Doc(r["text"], attrs, mask, names, None, sents, chains, gold_names=False, gold_chains=False))
    return out


def digest(text: str) -> str:
    """Return the hash by which a row without its text knows it."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


# Whom one supports or likes: a campaign's readers counted it as an attitude, those of our reports did not.
_STANCE = re.compile(
    r"(?:support|back|endors|oppos|lov|lik|feel|felt|favou?r|attack|hat(?:e|ing)|prais)", re.IGNORECASE
)


def add_layers(text: str, attrs: list[Attr], row: dict[str, Any]) -> Spans:
    """Add what a reader found inside the contents that `row` lists as read; those are closed.

    Returns:
        Cues of which it is in doubt whether they are any.
    """
    doubtful: Spans = []
    for k in row["read"]:
        attrs[k].closed = True
    known = {s for a in attrs for s in a.cue}
    for a in row["attributions"]:
        cue = _with_auxiliaries(text, *a["cue"])
        if any(p < cue[1] and cue[0] < q for p, q in known):
            continue  # PolNeAR has it itself
        if _STANCE.match(text, *a["cue"]):
            doubtful.append(cue)
            continue
        source = [tuple(a["source"])] if a["source"] else []
        content = _with_that(text, [(x, y) for x, y in a["content"]])
        attrs.append(Attr(source, [cue], content, layer=1, closed=True, narrow=True))
    return doubtful


def read_gold(gold: Path, texts: dict[str, str], corpus: str | None = None) -> dict[str, dict[str, Any]]:
    """Return our own readings, by the id of the text; of `corpus` alone where the rows of a file are of several.

    Raises:
        ValueError: a text is not the one that was read.
    """
    out = {}
    for r in map(json.loads, gold.read_text(encoding="utf-8").splitlines()):
        if r.get("corpus") == corpus:
            if digest(texts[r["id"]]) != r["sha256"]:
                raise ValueError(f"{gold}: the text of {r['id']} is not the one that was annotated")
            out[r["id"]] = r
    return out


def add_news(docs: dict[str, Doc], where: dict[str, Mapping[int, int] | Sequence[int]], gold: dict[str, Any]) -> None:
    """Add attributions of every layer to the documents; `where` tells by document where a text's characters went."""
    for name, row in gold.items():
        to = where[name]
        doc = docs[name]
        move = lambda spans, to=to: [(to[p], to[q - 1] + 1) for p, q in spans]  # noqa: E731
        doc.attrs = []
        for a in row["statements"]:
            source = move([a["source"]]) if a["source"] else []
            cue = [_with_auxiliaries(doc.text, *s) for s in move([a["cue"]])] if a["cue"] else []
            content = _with_that(doc.text, move(a["content"]))
            doc.attrs.append(Attr(source, cue, content, closed=True, narrow=True))
        for a in doc.attrs:
            a.layer = int(any(_holds(b, a) for b in doc.attrs))


def add_chains(docs: dict[str, Doc], where: dict[str, Mapping[int, int] | Sequence[int]], gold: dict[str, Any]) -> None:
    """Add who is meant to the documents: the head words of each entity's mentions."""
    for name, row in gold.items():
        to = where[name]
        docs[name].chains = [[(to[p], to[q - 1] + 1) for _, _, p, q in e["mentions"]] for e in row["entities"]]


def read_reports(folder: Path, gold: Path) -> list[Doc]:
    """Our own readings of reports: attributions of every layer. `gold` holds offsets only.

    Raises:
        ValueError: a report's text is not the one that was read.
    """
    texts = {r["id"]: r["text"] for r in rows(folder / "guardian-syria" / "corpus.jsonl.gz")}
    out = []
    for name, r in read_gold(gold, texts).items():
        text = texts[name]
        one = lambda x: [(x[0], x[1])] if x else []  # noqa: E731
        joint: dict[tuple[Any, ...], Attr] = {}  # "Britain and France said" stands once a speaker
        for a in r["statements"]:
            content = _with_that(text, [(x, y) for x, y in a["content"]])
            key = (tuple(a["cue"] or ()), tuple(content))
            if key in joint:
                joint[key].source = sorted({*joint[key].source, *one(a["source"])})
            else:
                cue = [_with_auxiliaries(text, *s) for s in one(a["cue"])]
                joint[key] = Attr(one(a["source"]), cue, content, closed=True, narrow=True)
        attrs = list(joint.values())
        for a in attrs:
            a.layer = int(any(_holds(b, a) for b in attrs))
        out.append(Doc(text, attrs))
    return out


# Our guide gives a cue as one word and a content without its "that"; PolNeAR has both whole, which the engine learns.
_AUXILIARY = re.compile(
    r"(?:\b(?:ha[sd]|have|is|are|was|were|be|been|being|do|does|did|will|would|could|can|may|might|must|should|also|not"
    r"|never|later|then|now|still|once|long|again|\w+ly|\w+n[’']t)|[’'](?:s|ve|d|re|m|ll))[ \xa0]+$",
    re.IGNORECASE,
)
_THAT = re.compile(r"\bthat[ \xa0]+$")


def _with_auxiliaries(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a cue with the auxiliaries, negations and adverbs before it."""
    while found := _AUXILIARY.search(text, max(start - 24, 0), start):
        start = found.start()
    return start, end


def _with_that(text: str, content: Spans) -> Spans:
    """Return a content with the "that" before its first piece."""
    found = _THAT.search(text, max(content[0][0] - 8, 0), content[0][0])
    return [(found.start(), content[0][1]), *content[1:]] if found else content


def _holds(outer: Attr, inner: Attr) -> bool:
    """Return whether `inner` is told in the content of `outer`."""
    where = (inner.cue or inner.source or inner.content)[0]
    size = lambda a: sum(q - p for p, q in a.content)  # noqa: E731
    return (
        outer is not inner
        and size(outer) > size(inner)
        and any(p <= where[0] and where[1] <= q for p, q in outer.content)
    )


def restyle(doc: Doc, rnd: random.Random, rate: float = 0.3) -> Doc:
    """Return `doc` as some captures have it: without line breaks, or with straight quotation marks. Offsets stay."""
    text = doc.text
    if rnd.random() < rate:
        text = text.replace("\n", " ")
    if rnd.random() < rate:
        text = text.translate({0x201C: 0x22, 0x201D: 0x22, 0x2019: 0x27, 0x2018: 0x27})
    return replace(doc, text=text)


def read_conllu(path: Path) -> dict[str, list[tuple[bool, list[list[str]]]]]:
    """Documents of a CoNLL-U file: sentences as (starts a paragraph, token rows)."""
    docs: dict[str, list[tuple[bool, list[list[str]]]]] = defaultdict(list)
    name, par, sent = "", True, []
    with gzip.open(path, "rt", encoding="utf-8") as f:
        for line in f:
            line = line.rstrip("\n")
            if line.startswith("# newdoc"):
                name, par = line.split("=", 1)[1].strip(), True
            elif line.startswith("# newpar"):
                par = True
            elif line and line[0] != "#":
                sent.append(line.split("\t"))
            elif not line and sent:
                docs[name].append((par, sent))
                par, sent = False, []
    return docs


def _words(sent: list[list[str]], at: int, base: int) -> tuple[str, list[tuple[int, int, str, str, int]]]:
    """Return a sentence's text and words; `at` is its offset, `base` the index of its first word."""
    surface: dict[int, tuple[str, bool]] = {}
    skip: set[int] = set()
    for t in sent:
        space = "SpaceAfter=No" not in t[9]
        if "-" in t[0]:
            a, b = map(int, t[0].split("-"))
            parts = [next(x[1] for x in sent if x[0] == str(i)) for i in range(a, b + 1)]
            if "".join(parts) == t[1]:
                for i, p in zip(range(a, b + 1), parts, strict=True):
                    surface[i] = (p, False)
                surface[b] = (parts[-1], space)
            else:
                surface[a] = (t[1], space)
                skip |= set(range(a + 1, b + 1))
        elif "." not in t[0] and int(t[0]) not in surface and int(t[0]) not in skip:
            surface[int(t[0])] = (t[1], space)
    text, where = "", {}
    for i in sorted(surface):
        w, space = surface[i]
        where[i] = (at + len(text), at + len(text) + len(w))
        text += w + (" " if space else "")
    index = {int(t[0]): k for k, t in enumerate(x for x in sent if x[0].isdigit())}
    out = []
    for t in sent:
        if t[0].isdigit():
            i = int(t[0])
            a, b = where.get(i, where.get(i - 1, (at, at + 1)))
            out.append(
                (a, b, t[4] if i not in skip else "XX", t[7], index.get(int(t[6]), -1) + base if int(t[6]) else -1)
            )
    return text, out


def read_ud(folder: Path, part: str) -> list[Doc]:
    """EWT and GUM trees as documents; GUM with names and coreference."""
    gum = {r["id"]: r for r in rows(folder / "gum" / f"{part}.jsonl.gz")}
    out = []
    for corpus in ("ewt", "gum"):
        for name, sents in read_conllu(folder / "ud" / f"{corpus}.{part}.conllu.gz").items():
            text, words, starts = "", [], []
            for par, sent in sents:
                text = text.rstrip(" ") + ("\n\n" if par else " ") if text else ""
                starts.append(len(text))
                s, w = _words(sent, len(text), len(words))
                text += s
                words += w
            doc = Doc(text, words=words, sents=starts)
            if corpus == "gum" and name in gum:
                add_gum(doc, gum[name])
            out.append(doc)
    return out


def add_gum(doc: Doc, row: dict[str, Any]) -> None:
    """Carry GUM's mentions over to our own spacing of its text: heads of chains, and names."""
    ours = [i for i, c in enumerate(doc.text) if not c.isspace()]
    theirs = [i for i, c in enumerate(row["text"]) if not c.isspace()]
    if len(ours) != len(theirs):
        return
    back = dict(zip(theirs, ours, strict=True))
    assert doc.words is not None
    begin = {w[0]: k for k, w in reversed(list(enumerate(doc.words)))}
    chains: dict[str, list[tuple[int, int]]] = defaultdict(list)
    names = []
    for m in sorted(row["mentions"], key=lambda m: (m["start"], -m["end"])):
        if m["type"] in ("time", "abstract") and m["infstat"] == "new":
            continue
        a, b = back.get(m["start"]), back.get(m["end"] - 1)
        if a is None or b is None or a not in begin:
            continue
        inside = [k for k in range(begin[a], len(doc.words)) if doc.words[k][0] <= b and doc.words[k][0] >= a][:60]
        heads = [k for k in inside if doc.words[k][4] < inside[0] or doc.words[k][4] > inside[-1]]
        if not heads:
            continue
        h = heads[0]
        chains[m["eid"]].append(doc.words[h][:2])
        kind = {"person": "PER", "organization": "ORG", "place": "LOC"}.get(m["type"])
        if kind and doc.words[h][2] in ("NNP", "NNPS"):
            names.append(_name(doc.words, inside, h, kind))
    doc.chains = list(chains.values())
    done: list[tuple[int, int, str]] = []
    for n in sorted(set(names), key=lambda n: (n[0], -n[1])):
        if not done or n[0] >= done[-1][1]:
            done.append(n)
    doc.names = done


def _name(words: list[Any], inside: list[int], head: int, kind: str) -> tuple[int, int, str]:
    """Return the proper name headed by word `head` of a mention: flat and compound proper nouns around it."""
    proper = ("NNP", "NNPS")
    keep = {head}
    rels = ("flat",) if kind == "PER" else ("flat", "compound", "amod", "nmod", "nummod")
    for k in inside:
        if words[k][4] in keep and words[k][3].split(":")[0] in rels and words[k][2] in proper:
            keep.add(k)
    for k in reversed(inside):
        if words[k][4] in keep and words[k][3].split(":")[0] in rels and words[k][2] in proper:
            keep.add(k)
    lo, hi = min(keep), max(keep)
    allowed = (
        (*proper, "IN", "DT", "CC", "CD", "HYPH", "JJ", "POS", "NN", ",")
        if kind != "PER"
        else (*proper, "IN", "DT", "NN", "``", "''", "-LRB-", "-RRB-")
    )
    if any(words[k][2] not in allowed for k in range(lo, hi + 1)):
        lo = hi = head
    return words[lo][0], words[hi][1], kind


_QUOTED = re.compile(r'" ([^"\n]*?) ?"(?= |$)', re.MULTILINE)
_GLUE = re.compile(r" (?=[.,;:!?%)\]]|'s\b|n't\b|'\s)|(?<=[(\[$]) ")
_HYPHEN = re.compile(" - ")


def spaces(text: str, quotes: bool = True, hyphens: bool = False) -> set[int]:
    """Return the offsets of spaces that a tokenizer put into `text`."""
    out = {m.start() for m in _GLUE.finditer(text)}
    if quotes:
        out |= {i for m in _QUOTED.finditer(text) for i in (m.start() + 1, m.end() - 2) if text[i] == " "}
    if hyphens:
        out |= {i for m in _HYPHEN.finditer(text) for i in (m.start(), m.end() - 1)}
    return out


def read_ner(
    folder: Path, part: str, news: Path | None = None, chains: Path | None = None, sport: float = 0.4, seed: int = 0
) -> list[Doc]:
    """Reuters names (CoNLL++), spacing restored, a share of the sport results; with our readings, if any."""
    rnd = random.Random(seed)
    held = rows(folder / "news-ner" / f"{part}.jsonl.gz")
    texts = {r["id"]: r["text"] for r in held}
    read, meant = (read_gold(f, texts, "news-ner") if f else {} for f in (news, chains))
    docs: dict[str, Doc] = {}
    places: dict[str, Mapping[int, int] | Sequence[int]] = {}
    for r in held:
        text: str = r["text"]
        if sum(c.isdigit() for c in text) > 0.08 * len(text) and rnd.random() > sport:
            continue
        cut = spaces(text, quotes=r["id"] in read)
        where, new = [], []
        for i, c in enumerate(text):
            where.append(len(new))
            if i not in cut:
                new.extend("\n\n" if c == "\n" and rnd.random() < 0.4 else " " if c == "\n" else c)
        names = [(where[e["start"]], where[e["end"] - 1] + 1, e["type"]) for e in r["entities"]]
        docs[r["id"]] = Doc("".join(new), names=names)
        places[r["id"]] = where
    add_news(docs, places, {k: v for k, v in read.items() if k in docs})
    add_chains(docs, places, {k: v for k, v in meant.items() if k in docs})
    return list(docs.values())


def read_other(folder: Path, news: Path, chains: Path) -> list[Doc]:
    """TimeBank, AQUAINT and ECB+ train, the last's spacing restored, with our readings, where there are any."""
    out: list[Doc] = []
    for corpus in ("timeml", "ecbplus"):
        texts = {r["id"]: r["text"] for r in rows(folder / corpus / "train.jsonl.gz")}
        docs: dict[str, Doc] = {}
        places: dict[str, Mapping[int, int] | Sequence[int]] = {}
        for name, text in texts.items():
            cut = spaces(text, hyphens=True) if corpus == "ecbplus" else set()
            where = [0]
            for i in range(len(text)):
                where.append(where[-1] + (i not in cut))
            docs[name] = Doc("".join(c for i, c in enumerate(text) if i not in cut))
            places[name] = where
        add_news(docs, places, read_gold(news, texts, corpus))
        add_chains(docs, places, read_gold(chains, texts, corpus))
        out += docs.values()
    return out


FRAMES = (  # (before the source, between source and cue, cue, after the cue): all may be empty
    (
        "",
        " ",
        (
            "said",
            "reported",
            "says",
            "reports",
            "told reporters",
            "claimed",
            "confirmed",
            "announced",
            "wrote",
            "said in a statement",
            "acknowledged",
            "insisted",
            "noted",
            "added",
        ),
        " that ",
    ),
    ("", " ", ("said", "reported", "says", "reports", "believes", "thinks"), " "),
)
AGENCIES = (
    "Reuters",
    "the Associated Press",
    "Bloomberg",
    "AFP",
    "the New York Times",
    "The Washington Post",
    "CNN",
    "state television",
    "the BBC",
    "the Guardian",
    "Interfax",
    "TASS",
    "Xinhua",
    "the newspaper",
    "local media",
    "the state news agency",
    "Al Jazeera",
    "the Wall Street Journal",
    "officials",
    "a spokesman",
    "the ministry",
    "diplomats",
    "a source familiar with the talks",
    "two officials",
    "the report",
    "the Kremlin",
    "the White House",
    "the foreign minister",
    "he",
    "she",
    "they",
)


_FUNCTION = re.compile(
    r"(?:The|A|An|He|She|It|They|We|In|On|At|But|And|That|This|These|Those|His|Her|Their|Its|Some|Many|Most|Several|Both|All|Two|When|While|If|As|For|After|Before|Officials|One|There)\b"
)


def _mid(sentence: str) -> str:
    """Return a sentence as it reads after other words: a function word's capital goes."""
    return sentence[0].lower() + sentence[1:] if _FUNCTION.match(sentence) else sentence


def wrap(doc: Doc, rnd: random.Random, rate: float) -> Doc:
    """Return `doc` with some attributed sentences put into another's mouth: layers, which PolNeAR lacks.

    A sentence S that holds a whole attribution becomes "X reported that S", "S, X reported" or "According to X, S".
    """
    if not doc.attrs or not doc.sents:
        return doc
    sents = [(a, b) for a, b in zip(doc.sents, [*doc.sents[1:], len(doc.text)], strict=True)]
    sources = [
        doc.text[a:b] for x in doc.attrs for a, b in x.source[:1] if b - a < 60 and "\n" not in doc.text[a:b]
    ] or list(AGENCIES)
    outer: list[tuple[int, int, str, str, int, int]] = []
    for a, b in sents:
        sentence = doc.text[a:b].rstrip()
        b = a + len(sentence)
        if len(sentence) < 40 or "\n" in sentence or sentence[-1:] != "." or sentence[0] in "\"“‘'":
            continue
        held = [x for x in doc.attrs if any(p >= a and q <= b for p, q in x.cue)]
        if not held or not all(a <= p and q <= b for x in held for s in (x.source, x.cue, x.content) for p, q in s):
            continue
        if rnd.random() > rate:
            continue
        who = rnd.choice(AGENCIES) if rnd.random() < 0.6 else rnd.choice(sources)
        who = who[0].upper() + who[1:]
        outer.append(
            (a, b, who, rnd.choice(("pre", "pre", "post", "post", "acc")), rnd.randrange(2), rnd.randrange(99))
        )
    if not outer:
        return doc
    text, last, shifts = "", 0, []
    wrapped: list[Attr] = []
    for a, b, who, how, f, r in outer:
        text += doc.text[last:a]
        if how == "pre":
            _, mid, cues, after = FRAMES[f]
            cue = cues[r % len(cues)]
            s0 = len(text)
            text += who + mid
            c0 = len(text)
            text += cue
            c1 = len(text)
            text += after
            shifts.append((a, len(text) - a))
            x0 = c1 + 1  # "that" is the content's, as in PolNeAR
            text += _mid(doc.text[a : b - 1])
            wrapped.append(Attr([(s0, s0 + len(who))], [(c0, c1)], [(x0, len(text))], 0, closed=True))
            text += "."
        elif how == "acc":
            cue = ("According to", "As reported by", "according to")[r % 2]
            s0 = len(text)
            text += cue + " "
            w = (
                who[0].lower() + who[1:]
                if who.split()[0].lower()
                in ("the", "a", "two", "he", "she", "they", "local", "state", "officials", "diplomats")
                else who
            )
            w = {"he": "him", "she": "her", "they": "them"}.get(w, w)
            w0 = len(text)
            text += w
            wsp = (w0, len(text))
            text += ", "
            shifts.append((a, len(text) - a))
            x0 = len(text)
            text += _mid(doc.text[a : b - 1])
            wrapped.append(Attr([wsp], [(s0, s0 + len(cue))], [(x0, len(text))], 0, closed=True))
            text += "."
        else:
            shifts.append((a, len(text) - a))
            x0 = len(text)
            text += doc.text[a : b - 1]
            x1 = len(text)
            w = (
                who[0].lower() + who[1:]
                if who.split()[0].lower()
                in ("the", "a", "two", "he", "she", "they", "local", "state", "officials", "diplomats")
                else who
            )
            cue = FRAMES[0][2][r % 9]
            text += ", "
            if r % 3 == 0 and w.split()[0] not in ("he", "she", "they"):
                text += "according to " + w
                wrapped.append(Attr([(len(text) - len(w), len(text))], [(x1 + 2, x1 + 14)], [(x0, x1)], 0, closed=True))
            else:
                text += w + " " + cue
                wrapped.append(
                    Attr([(x1 + 2, x1 + 2 + len(w))], [(x1 + 3 + len(w), len(text))], [(x0, x1)], 0, closed=True)
                )
            text += "."
        last = b
        shifts.append((b, len(text) - b))
    text += doc.text[last:]
    keys = [s[0] for s in shifts]

    def move(p: int) -> int:
        k = bisect_right(keys, p) - 1
        return p + (shifts[k][1] if k >= 0 else 0)

    def span(s: tuple[int, int]) -> tuple[int, int]:
        return move(s[0]), move(s[1] - 1) + 1

    new = []
    for x in doc.attrs:
        put = any(o[0] <= x.content[0][0] < o[1] for o in outer)
        source, cue, content = ([span(s) for s in part] for part in (x.source, x.cue, x.content))
        new.append(Attr(source, cue, content, max(x.layer, int(put)), x.closed, x.narrow))
    return Doc(
        text,
        new + wrapped,
        [span(s) for s in doc.mask],
        [(*span((a, b)), t) for a, b, t in doc.names] if doc.names is not None else None,
        None,
        None,
        [[span(m) for m in c] for c in doc.chains] if doc.chains is not None else None,
        doc.gold_names,
        doc.gold_chains,
    )
