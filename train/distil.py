"""Have our net learn from the teacher: `python -m train.distil --start runs/model/last.pt`.

The teacher (`teacher.py`) and our net as it was before read PolNeAR train, our own readings and news without labels
once. What they say of every piece and of each cue's parts, their scores averaged, stands beside the gold (Hinton et
al. 2015), but for cues inside contents: of those the gold knows more. The labels of the parts hang together: there
the cross entropy is that of whole sequences; as a sequence's score is a sum, the teachers' marginals and expected
transitions are all that it takes. Trees, names and coreference go on with their own gold; of the latter two
our net before is a teacher, too. What is kept in the end are the weights --mix of the way from those before to those
that were taught (Wortsman et al. 2022): nearly all that was learned, and less forgotten.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from onrecord.engine import labels as L
from train.corpora import (
    CHAINS_GOLD,
    LAYERS_GOLD,
    NEWS_GOLD,
    read_ner,
    read_other,
    read_polnear,
    read_reports,
    read_ud,
    restyle,
    wrap,
)
from train.loop import Plan, shuffled, train
from train.model import FORBIDDEN, Net, partition
from train.run import NATS, Row, antecedents, ask, begin, link, losses, prepare
from train.teacher import Teacher

SOFT = 0.5  # the teacher's share where there is gold, too
TOLD = ("layer", "cue")  # the teacher and our net before say what these heads should
KEPT = ("names",)  # of these our net before alone
CONTENT = L.LAYER.index("B-content") - 1  # labels above it are a content's


@dataclass
class Soft:
    """What the teacher says of a window: label probabilities [T, K] by head, and of each cue its parts."""

    labels: dict[str, Tensor]
    cues: list[np.ndarray]  # pieces of each cue
    parts: Tensor  # [cues, T, K] marginals
    steps: Tensor  # [cues, K, K] expected transitions
    coref: Tensor  # [anaphors, T] of our net as it was: which piece before is its antecedent


def told(row: Row, cue: Tensor) -> list[np.ndarray]:
    """Return the pieces of each cue: the gold ones, or where there is no gold, those that the teacher sees."""
    if "cue" in row.labels:
        return [c for c, _ in row.cues]
    out: list[list[int]] = []
    for i, k in enumerate(cue.argmax(-1).tolist()):
        if k == 1 or (k == 2 and not (out and out[-1][-1] == i - 1)):
            out.append([i])
        elif k == 2:
            out[-1].append(i)
    return [np.array(c) for c in out]


def inside(rows: list[Row], size: int) -> Tensor:
    """Return [B, T]: whether a piece is one of the text's, neither special nor padding."""
    ends = torch.tensor([r.feats.shape[1] for r in rows])[:, None]
    place = torch.arange(size)[None]
    return (place > 0) & (place < ends - 1)


def within(rows: list[Row], size: int) -> Tensor:
    """Return [B, T]: whether a piece is a gold cue inside another's content, of which the teachers know little."""
    out = torch.zeros(len(rows), size, dtype=torch.bool)
    for i, r in enumerate(rows):
        if "cue" in r.labels:
            held = (r.labels["cue"] > 0) & (r.labels["layer"] > CONTENT)
            out[i, : len(held)] = torch.from_numpy(held)
    return out


def mean(of: Iterable[Tensor]) -> Tensor:
    """Return the mean of tensors of one shape."""
    return torch.stack(list(of)).mean(0)


def remember(net: Net, rows: list[Row]) -> list[Soft]:
    """Return what our net as it was says of names and coreference in each window."""
    with torch.no_grad():
        ids, s, p = ask(net, rows)
        chances = {k: s[k].softmax(-1).half() for k in KEPT}
        where, scored, _ = antecedents(net, rows, ids, p)
        before = scored.softmax(-1).half() if where else torch.zeros(0, ids.shape[1])
    out, k = [], 0
    for i, row in enumerate(rows):
        t = row.feats.shape[1]
        of = {h: v[i, :t] for h, v in chances.items()}
        out.append(Soft(of, [], torch.zeros(0), torch.zeros(0), before[k : k + len(row.coref), :t]))
        k += len(row.coref)
    return out


def teach(nets: list[Net], rows: list[Row]) -> list[Soft]:
    """Return what the teachers say of each window, their scores averaged; the last is our net as it was before."""
    with torch.no_grad():
        answers = [ask(net, rows) for net in nets]
        chances = {k: mean(s[k] for _, s, _ in answers).softmax(-1) for k in TOLD}
        cues = [told(r, chances["cue"][i, : r.feats.shape[1]]) for i, r in enumerate(rows)]
        where = [(i, c) for i, cs in enumerate(cues) for c in cs]
        parts = steps = torch.zeros(0)
        if where:
            scored = mean(link(net, p, where) for net, (_, _, p) in zip(nets, answers, strict=True))
            moves = (mean(net.steps for net in nets) + FORBIDDEN).expand(len(where), -1, -1).clone()
    if where:
        known = inside(rows, answers[0][0].shape[1])[[i for i, _ in where]]
        scored.requires_grad_()
        moves.requires_grad_()
        parts, steps = torch.autograd.grad(partition(scored, moves, known).sum(), (scored, moves))
    out, k = remember(nets[-1], rows), 0
    for i, (soft, cs) in enumerate(zip(out, cues, strict=True)):
        t = rows[i].feats.shape[1]
        soft.labels |= {h: v[i, :t].half() for h, v in chances.items()}
        if cs:
            here = slice(k, k + len(cs))
            soft.cues, soft.parts, soft.steps = cs, parts[here, :t].half(), steps[here]
        k += len(cs)
    return out


def soft_losses(
    net: Net, rows: list[Row], soft: list[Soft], ids: Tensor, s: dict[str, Tensor], p: dict[str, Tensor]
) -> dict[str, Tensor]:
    """Return the cross entropy of the net against what the teacher said of the rows, by head."""
    size = ids.shape[1]
    out = {}
    for head in (*TOLD, *KEPT):
        have = [(i, x) for i, x in enumerate(soft) if head in x.labels]
        if not have:
            continue
        known = inside(rows, size)[[i for i, _ in have]]
        target = torch.stack([F.pad(x.labels[head].float(), (0, 0, 0, size - len(x.labels[head]))) for _, x in have])
        each = -(target * s[head][[i for i, _ in have]].log_softmax(-1)).sum(-1)
        out[head] = each[known & ~within(rows, size)[[i for i, _ in have]] if head == "cue" else known].mean()
    told_of = [x for x in soft if x.cues]
    where = [(i, c) for i, x in enumerate(soft) for c in x.cues]
    if where:
        scored = link(net, p, where)
        marginals = torch.cat([F.pad(x.parts.float(), (0, 0, 0, size - x.parts.shape[1])) for x in told_of])
        moves = torch.cat([x.steps for x in told_of])
        steps = net.steps + FORBIDDEN
        known = inside(rows, size)[[i for i, _ in where]]
        score = (scored * marginals).sum((1, 2)) + (steps * moves).sum((1, 2))
        out["parts"] = (partition(scored, steps, known) - score).mean() / NATS
    links, scored, weight = antecedents(net, rows, ids, p)
    if links:
        target = torch.cat([F.pad(x.coref.float(), (0, size - x.coref.shape[1])) for x in soft])
        out["coref"] = (-(target * scored.log_softmax(-1)).sum(-1) * weight).sum() / weight.sum()
    return out


def mixed(before: dict[str, Tensor], taught: dict[str, Tensor], share: float) -> dict[str, Tensor]:
    """Return weights `share` of the way from `before` to `taught`."""
    return {k: torch.lerp(before[k], v, share) if v.is_floating_point() else v for k, v in taught.items()}


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--data", type=Path, default=Path("../shared/data"))
    ap.add_argument("--reports", type=Path, default=Path("eval/gold/train.jsonl"))
    ap.add_argument("--layers", type=Path, default=LAYERS_GOLD, help="our own readings inside PolNeAR's contents")
    ap.add_argument("--news", type=Path, default=NEWS_GOLD, help="our own readings of other news")
    ap.add_argument("--chains", type=Path, default=CHAINS_GOLD, help="our own readings of who is meant there")
    ap.add_argument("--start", type=Path, default=Path("runs/model/last.pt"))
    ap.add_argument("--teacher", type=Path, default=Path("runs/teacher/last.pt"))
    ap.add_argument("--out", type=Path, default=Path("runs/distilled"))
    ap.add_argument("--epochs", type=int, default=3)
    ap.add_argument("--mix", type=float, default=0.75, help="of the way from the weights before")
    ap.add_argument("--share", type=float, default=1.0, help="of the windows without attributions, read an epoch")
    ap.add_argument("--steps", type=int, default=0, help="stop after so many steps (a trial)")
    ap.add_argument("--seed", type=int, default=0)
    a = ap.parse_args()
    rnd, tok = begin(a.seed)
    polnear, ud = read_polnear(a.data, "train", a.layers), read_ud(a.data, "train")
    ner = read_ner(a.data, "train", a.news, a.chains)
    other = read_other(a.data, a.news, a.chains)
    marked = [r for d in polnear for r in prepare(restyle(replace(wrap(d, rnd, 0.15), names=None), rnd), tok, rnd)]
    marked += [r for d in ner + other if d.attrs is not None for r in prepare(restyle(d, rnd), tok, rnd)]
    ours = [r for d in read_reports(a.data, a.reports) for r in prepare(restyle(d, rnd), tok, rnd)]
    bare = [r for d in other if d.attrs is None for r in prepare(restyle(d, rnd), tok, rnd)]
    plain = [r for d in ud + [d for d in ner if d.attrs is None] for r in prepare(d, tok, rnd)]
    if a.steps:
        marked, ours, bare, plain = marked[: 16 * a.steps], ours[:16], bare[:16], plain[:16]
    teacher = Teacher()
    teacher.load_state_dict(torch.load(a.teacher, map_location="cpu"))
    net = Net.load(a.start)
    teachers = [teacher.eval(), net.eval()]
    said: dict[int, Soft] = {}
    for k, batch in enumerate(shuffled([*marked, *ours, *bare], 16, rnd)):
        said |= dict(zip(map(id, batch), teach(teachers, batch), strict=True))
        if k % 20 == 0:
            print(f"the teachers have read {len(said)} of {len(marked) + len(ours) + len(bare)} windows", flush=True)
    for batch in shuffled(list(plain), 16, rnd):
        said |= dict(zip(map(id, batch), remember(net, batch), strict=True))
    del teachers, teacher

    def windows(epoch: int) -> list[Row]:
        times = 3 if epoch == a.epochs - 1 else 1
        return marked + ours * times + bare + [r for r in plain if rnd.random() < a.share]

    def loss_of(rows: list[Row]) -> dict[str, Tensor]:
        answer = ask(net, rows)
        out = losses(net, rows, *answer)
        soft = soft_losses(net, rows, [said[id(r)] for r in rows], *answer)
        return out | {k: (1 - SOFT) * out[k] + SOFT * v if k in out else SOFT * v for k, v in soft.items()}

    before = {k: v.clone() for k, v in net.state_dict().items()}
    train(net, windows, loss_of, Plan(a.epochs, 1.2e-4, 5e-4, stop=a.steps), a.out, rnd)
    torch.save(mixed(before, torch.load(a.out / "last.pt"), a.mix), a.out / "last.pt")


if __name__ == "__main__":
    main()
