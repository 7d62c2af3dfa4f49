"""Train the engine: `python -m train.run --data ../shared/data --out runs/corpora`, then again on our own readings.

One encoder, all heads, on PolNeAR train (attributions; weak names and coreference), UD EWT and GUM train (tags, trees,
sentences; GUM names and coreference) and Reuters train (names). With `--start WEIGHTS --times N` it goes on from there
with our own readings of reports (attributions of every layer) N times among a pass over the rest.
"""

from __future__ import annotations

import argparse
import random
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from onrecord.engine import labels as L
from onrecord.engine.pieces import encode, first_pieces
from onrecord.engine.wordpiece import WordPiece
from train.corpora import (
    CHAINS_GOLD,
    LAYERS_GOLD,
    NEWS_GOLD,
    Doc,
    read_ner,
    read_polnear,
    read_reports,
    read_ud,
    restyle,
    wrap,
)
from train.loop import Plan, train
from train.model import PROJECTIONS, SIZES, VOCABULARY, Net, split

SIZE = 256
BESIDE = 3  # pieces after a narrow cue that may belong to it
CAPITALISED = (1, 2, 3)  # shapes of pieces, see engine/pieces.py
CLS, SEP, PAD = 101, 102, 0
NATS = 48  # scales a cue's log-likelihood to the size of the other losses


@dataclass
class Row:
    """A window ready for the network: features [T], labels [T] by head, and the relations inside it."""

    feats: np.ndarray  # 4 x T: ids, shape, gap, quoted
    labels: dict[str, np.ndarray]
    cues: list[tuple[np.ndarray, np.ndarray]]  # pieces of the cue; PARTS label of each piece
    arcs: list[tuple[int, int]]  # dependent, head (the root: itself)
    coref: list[tuple[int, list[int]]]  # anaphor, antecedents in the window (none: [])
    gold_names: bool
    gold_chains: bool


def bio(n: int, where: list[tuple[int, int]], begin: int, out: np.ndarray) -> None:
    """Write begin / begin+1 over the piece ranges."""
    for i, j in where:
        if i < j:
            out[i:j] = begin + 1
            out[i] = begin


def prepare(doc: Doc, tok: WordPiece, rnd: random.Random) -> list[Row]:
    """Cut a document into windows with labels."""
    p = encode(doc.text, tok)
    n = len(p.ids)

    def at(s: tuple[int, int]) -> tuple[int, int]:
        i, j = np.searchsorted(p.starts, s)
        return int(i), int(j)

    lab: dict[str, np.ndarray] = {}
    rels: list[tuple[list[tuple[int, int]], np.ndarray]] = []
    if doc.attrs is not None:
        layer, cue = np.zeros(n, np.int64), np.zeros(n, np.int64)
        for a in doc.attrs:
            if not a.closed:
                for s in a.content:
                    i, j = at(s)
                    cue[i:j] = L.IGNORE
        for a in sorted(doc.attrs, key=lambda a: -a.layer):
            bio(n, [at(s) for s in a.content], 5, layer) if a.layer == 0 else None
        for a in doc.attrs:
            if a.layer == 0:
                bio(n, [at(s) for s in a.source], 1, layer)
                bio(n, [at(s) for s in a.cue], 3, layer)
        for _, j in (at(s) for a in doc.attrs if a.narrow for s in a.cue):
            cue[j : j + BESIDE] = L.IGNORE
        for a in doc.attrs:
            bio(n, [at(s) for s in a.cue], 1, cue)
        for s in doc.mask:
            i, j = at(s)
            layer[i:j] = L.IGNORE
            cue[i:j] = L.IGNORE
        lab["layer"], lab["cue"] = layer, cue
        for a in doc.attrs:
            if not a.cue:
                continue
            part = np.zeros(n, np.int64)
            bio(n, [at(s) for s in a.content], 3, part)
            bio(n, [at(s) for s in a.source], 1, part)
            rels.append(([at(s) for s in a.cue], part))
    if doc.names is not None:
        names = np.zeros(n, np.int64)
        for a, b, t in doc.names:
            bio(n, [at((a, b))], L.NAMES.index("B-" + t), names)
        if not doc.gold_names:  # what automatic labels name is mostly right; what they leave out, less so
            names[(names == 0) & np.isin(p.shape, CAPITALISED)] = L.IGNORE
        lab["names"] = names
    arcs: list[tuple[int, int]] = []
    if doc.words is not None:
        spans = np.array([w[:2] for w in doc.words])
        fp = first_pieces(spans, p)
        tags, rl = np.full(n, L.IGNORE), np.full(n, L.IGNORE)
        starts_ok = p.starts[fp] >= spans[:, 0]
        for k, w in enumerate(doc.words):
            if starts_ok[k]:
                tags[fp[k]], rl[fp[k]] = L.tag_id(w[2]), L.rel_id(w[3])
                arcs.append((int(fp[k]), int(fp[w[4]]) if w[4] >= 0 else int(fp[k])))
        lab["tags"], lab["rels"] = tags, rl
        start = np.zeros(n, np.int64)
        assert doc.sents is not None
        start[[i for i in (np.searchsorted(p.starts, s) for s in doc.sents) if i < n]] = 1
        lab["start"] = start
    heads: list[list[int]] = []
    if doc.chains is not None:
        heads = [sorted({i for i, j in map(at, c) if i < j}) for c in doc.chains]
    out = []
    size = SIZE - 2
    shift = rnd.randrange(size // 2) if n > size else 0
    bounds = [0, *list(range(size - shift, n, size)), n] if n > size else [0, n]
    for lo, hi in zip(bounds, bounds[1:], strict=False):
        if hi - lo < 8:
            continue
        t = hi - lo + 2
        feats = np.zeros((4, t), np.int64)
        feats[0, 0], feats[0, -1] = CLS, SEP
        for r, v in enumerate((p.ids, p.shape, p.gap, p.quoted)):
            feats[r, 1:-1] = v[lo:hi]
        pad = lambda v: np.concatenate([[L.IGNORE], v[lo:hi], [L.IGNORE]])  # noqa: B023, E731
        cues = []
        for where, part in rels:
            inside = [i for a, b in where for i in range(a, b) if lo <= i < hi]
            if inside and len(inside) == sum(b - a for a, b in where):
                full = pad(part)
                cues.append((np.array(inside) - lo + 1, full))
        coref = []
        for chain in heads:
            here = [i - lo + 1 for i in chain if lo <= i < hi]
            coref += [(h, here[:k]) for k, h in enumerate(here)]
        out.append(
            Row(
                feats,
                {k: pad(v) for k, v in lab.items()},
                cues,
                [(d - lo + 1, h - lo + 1) for d, h in arcs if lo <= d < hi and lo <= h < hi],
                coref,
                doc.gold_names,
                doc.gold_chains,
            )
        )
    return out


def _opened(y: Tensor, known: Tensor) -> Tensor:
    """Let the special piece before a window that begins inside a part stand for the part's beginning."""
    first = known.float().argmax(1)
    before = (first - 1).clamp(min=0)
    rows = torch.arange(len(y))
    y[rows, before] = torch.where(y[rows, first] % 2 == 0, (y[rows, first] - 1).clamp(min=0), 0)
    return y


def collate(rows: list[Row]) -> tuple[Tensor, ...]:
    t = max(r.feats.shape[1] for r in rows)
    feats = torch.zeros(4, len(rows), t, dtype=torch.long)
    for i, r in enumerate(rows):
        feats[:, i, : r.feats.shape[1]] = torch.from_numpy(r.feats)
    return tuple(feats)


Heads = dict[str, Tensor]


def ask(net: Net, rows: list[Row]) -> tuple[Tensor, Heads, Heads]:
    """Return the pieces [B, T] of the rows, and the scores and projections [B, T, ...] of each head."""
    feats = collate(rows)
    with torch.autocast("cpu", torch.bfloat16):
        scores, proj = net(*feats)
    return feats[0], split(scores.float(), SIZES), split(proj.float(), PROJECTIONS)


def loss_of(net: Net, rows: list[Row]) -> dict[str, Tensor]:
    """Return the loss of each head that the rows have labels for."""
    return losses(net, rows, *ask(net, rows))


def link(net: Net, p: Heads, where: list[tuple[int, np.ndarray]]) -> Tensor:
    """Return the scores of PARTS [n, T, K] for each cue: its row and the places of its pieces."""
    t = p["link_token"].shape[1]
    q = torch.stack([p["link_cue"][i, torch.from_numpy(c)].mean(0) for i, c in where])
    dist = torch.stack([torch.arange(t) - int(c[0]) for _, c in where])
    return net.link(q, p["link_token"][torch.tensor([i for i, _ in where])], dist)


def losses(net: Net, rows: list[Row], ids: Tensor, s: Heads, p: Heads) -> dict[str, Tensor]:
    """Return the loss of each head that the rows have labels for, from what `ask` returned for them."""
    t = ids.shape[1]
    out: dict[str, Tensor] = {}
    for head in SIZES:
        tot = torch.zeros(())
        wsum = 0.0
        for gold in (True, False):
            idx = [
                i
                for i, r in enumerate(rows)
                if head in r.labels and (head != "names" or r.gold_names == gold) and (head == "names" or gold)
            ]
            if not idx:
                continue
            y = torch.full((len(idx), t), L.IGNORE)
            for k, i in enumerate(idx):
                v = rows[i].labels[head]
                y[k, : len(v)] = torch.from_numpy(v)
            w = 1.0 if gold else 0.3
            tot = tot + w * F.cross_entropy(s[head][idx].flatten(0, 1), y.flatten(), ignore_index=L.IGNORE)
            wsum += w
        if wsum:
            out[head] = tot / wsum
    which = [(i, c) for i, r in enumerate(rows) for c in r.cues]
    if which:
        y = torch.full((len(which), t), L.IGNORE)
        for k, (_, (_, lab)) in enumerate(which):
            y[k, : len(lab)] = torch.from_numpy(lab)
        scored = link(net, p, [(i, pos) for i, (pos, _) in which])
        known = y != L.IGNORE
        y = torch.where(known, y, 0)
        y = _opened(y, known)
        out["parts"] = -net.likelihood(scored, y, known).mean() / NATS
    arcs = [(i, d, h) for i, r in enumerate(rows) for d, h in r.arcs]
    if arcs:
        i, d, h = torch.tensor(arcs).T
        sc = (p["arc_dep"] @ p["arc_head"].mT)[i, d]
        sc = sc.masked_fill(ids[i] == PAD, -1e4)
        out["arcs"] = F.cross_entropy(sc, h)
    links, sc, w = antecedents(net, rows, ids, p)
    if links:
        good = torch.full_like(sc, -1e4)
        for k, ante in enumerate(links):
            good[k, ante or [0]] = 0.0
        each = torch.logsumexp(sc, -1) - torch.logsumexp(sc + good, -1)
        out["coref"] = (each * w).sum() / w.sum()
    return out


def antecedents(net: Net, rows: list[Row], ids: Tensor, p: Heads) -> tuple[list[list[int]], Tensor, Tensor]:
    """Return of each anaphor its gold antecedents, the scores [n, T] of what comes before it, and its weight."""
    links = [(i, a, ante, 1.0 if r.gold_chains else 0.3) for i, r in enumerate(rows) for a, ante in r.coref]
    if not links:
        return [], torch.zeros(0), torch.zeros(0)
    i, a = torch.tensor([x[0] for x in links]), torch.tensor([x[1] for x in links])
    sc = (p["coref_ana"] @ p["coref_ante"].mT)[i, a] * 0.2
    sc = sc.masked_fill(torch.arange(ids.shape[1])[None] >= a[:, None], -1e4)
    sc[:, 0] = net.null  # CLS stands for "nothing before"
    return [x[2] for x in links], sc, torch.tensor([x[3] for x in links])


def begin(seed: int) -> tuple[random.Random, WordPiece]:
    """Return the source of chance of a training, torch's seeded too, and what cuts a text into pieces."""
    torch.manual_seed(seed)
    return random.Random(seed), WordPiece.load(VOCABULARY)


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--data", type=Path, default=Path("../shared/data"))
    ap.add_argument("--out", type=Path, default=Path("runs/corpora"))
    ap.add_argument("--epochs", type=int, default=5)
    ap.add_argument("--lr", type=float, default=1.5e-4)
    ap.add_argument("--head-lr", type=float, default=1e-3)
    ap.add_argument("--wrap", type=float, default=0.15)
    ap.add_argument("--share", type=float, default=0.7, help="of the windows without attributions, read an epoch")
    ap.add_argument("--reports", type=Path, default=Path("eval/gold/train.jsonl"), help="our own readings of reports")
    ap.add_argument("--layers", type=Path, default=LAYERS_GOLD, help="our own readings inside PolNeAR's contents")
    ap.add_argument("--news", type=Path, default=NEWS_GOLD, help="our own readings of other news")
    ap.add_argument("--chains", type=Path, default=CHAINS_GOLD, help="our own readings of who is meant there")
    ap.add_argument("--times", type=int, default=0, help="each report is read so often an epoch")
    ap.add_argument("--start", type=Path, help="weights to go on from; default: the pretrained encoder's")
    ap.add_argument("--steps", type=int, default=0, help="stop after so many steps (a trial)")
    ap.add_argument("--seed", type=int, default=0)
    a = ap.parse_args()
    rnd, tok = begin(a.seed)
    polnear, ud = read_polnear(a.data, "train", a.layers), read_ud(a.data, "train")
    ner = read_ner(a.data, "train", a.news, a.chains)
    reports = read_reports(a.data, a.reports) if a.times else []

    def windows(_: int) -> list[Row]:
        rows = [r for d in polnear for r in prepare(restyle(wrap(d, rnd, a.wrap), rnd), tok, rnd)]
        rows += [r for d in reports * a.times for r in prepare(restyle(d, rnd), tok, rnd)]
        return rows + [r for d in ud + ner for r in prepare(d, tok, rnd) if rnd.random() < a.share]

    net = Net.load(a.start) if a.start else Net.pretrained()
    plan = Plan(a.epochs, a.lr, a.head_lr, stop=a.steps)
    train(net, windows, lambda rows: loss_of(net, rows), plan, a.out, rnd)


if __name__ == "__main__":
    main()
