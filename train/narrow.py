"""Make the net narrower, and have it say what it said: `python -m train.narrow runs/model/last.pt --to runs/narrow`.

Of each layer go the attention heads and feed-forward units that change its output least; their mean stays, in the
bias (Michel et al. 2019). Then what is left learns to put out, layer by layer and head by head, what the wide net puts
out (Jiao et al. 2020) on the texts of training. No gold is read: the narrow net is to read as the wide one, so
that thresholds and rules still fit.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor

from train.corpora import CHAINS_GOLD, NEWS_GOLD, read_ner, read_other, read_polnear, read_reports, read_ud, restyle
from train.loop import Plan, train
from train.model import PROJECTIONS, SIZES, Net, split
from train.run import PAD, Row, begin, collate, prepare


@torch.no_grad()
def narrow(net: Net, rows: list[Row], inner: int, heads: int) -> Net:
    """Return a net with the `inner` units and `heads` heads of each layer whose output varies most over `rows`."""
    out = Net(drop=0.0, inner=inner, heads=heads)
    old = net.state_dict()
    out.load_state_dict({k: v for k, v in old.items() if not k.startswith("blocks")}, strict=False)
    fed: list[list[Tensor]] = [[] for _ in net.blocks]
    attended: list[list[Tensor]] = [[] for _ in net.blocks]
    hooks = [
        part.register_forward_pre_hook(lambda _m, x, s=s: s.append(x[0].flatten(0, 1).float()))
        for b, up, at in zip(net.blocks, fed, attended, strict=True)
        for part, s in ((b.down, up), (b.out, at))
    ]
    net.eval()
    for row in rows:
        net(*collate([row]))
    for hook in hooks:
        hook.remove()
    for block, new, up, at in zip(net.blocks, out.blocks, fed, attended, strict=True):
        size = block.size
        unit, head = torch.cat(up), torch.cat(at)
        worth = unit.std(0) * block.down.weight.norm(dim=0)
        keep, lose = chosen(worth, inner)
        new.up.weight.copy_(block.up.weight[keep])
        new.up.bias.copy_(block.up.bias[keep])
        new.down.weight.copy_(block.down.weight[:, keep])
        new.down.bias.copy_(block.down.bias + block.down.weight[:, lose] @ unit.mean(0)[lose])
        gives = [(head[:, own] @ block.out.weight[:, own].T).std(0).norm() for own in parts(block.heads, size)]
        keep, lose = (places(k, size) for k in chosen(torch.stack(gives), heads))
        three = torch.cat([keep + k * block.heads * size for k in range(3)])
        new.qkv.weight.copy_(block.qkv.weight[three])
        new.qkv.bias.copy_(block.qkv.bias[three])
        new.out.weight.copy_(block.out.weight[:, keep])
        new.out.bias.copy_(block.out.bias + block.out.weight[:, lose] @ head.mean(0)[lose])
        new.n1.load_state_dict(block.n1.state_dict())
        new.n2.load_state_dict(block.n2.state_dict())
    return out


def chosen(worth: Tensor, count: int) -> tuple[Tensor, Tensor]:
    """Return the places of the `count` highest, in order, and those of the others."""
    keep, lose = worth.argsort(descending=True).split([count, len(worth) - count])
    return keep.sort().values, lose


def parts(heads: int, size: int) -> list[slice]:
    """Return where each head's output lies."""
    return [slice(k * size, (k + 1) * size) for k in range(heads)]


def places(heads: Tensor, size: int) -> Tensor:
    """Return the places of the heads' outputs."""
    return (heads[:, None] * size + torch.arange(size)).flatten()


def watch(net: Net) -> list[Tensor]:
    """Return a list that will hold what each layer put out last."""
    seen: list[Tensor] = [torch.zeros(0)] * len(net.blocks)
    for k, block in enumerate(net.blocks):
        block.register_forward_hook(lambda _m, _x, y, k=k: seen.__setitem__(k, y))
    return seen


def gap(ours: Tensor, theirs: Tensor) -> Tensor:
    """Return the mean squared difference, as a share of how much theirs varies."""
    return (ours - theirs).square().mean() / theirs.var()


def compare(scores: tuple[Tensor, Tensor], projections: tuple[Tensor, Tensor]) -> list[Tensor]:
    """Return of each head how far our scores (first of the pair) or projections of pieces are from the wide net's."""
    heads = zip(split(scores[0], SIZES).values(), split(scores[1], SIZES).values(), strict=True)
    projected = zip(
        split(projections[0], PROJECTIONS).values(), split(projections[1], PROJECTIONS).values(), strict=True
    )
    return [
        *(
            F.kl_div(a.log_softmax(-1), b.log_softmax(-1), log_target=True, reduction="none").sum(-1).mean()
            for a, b in heads
        ),
        *(gap(a, b) for a, b in projected),
    ]


def losses(net: Net, wide: Net, ours: list[Tensor], theirs: list[Tensor], rows: list[Row]) -> dict[str, Tensor]:
    """Return how far `net` is from `wide`: over all heads, and layers, whose outputs `ours` and `theirs` hold."""
    feats = collate(rows)
    known = feats[0] != PAD
    with torch.autocast("cpu", torch.bfloat16):
        with torch.no_grad():
            wanted = wide(*feats)
        said = net(*feats)
    scores, projections = ((a.float()[known], b.float()[known]) for a, b in zip(said, wanted, strict=True))
    heads = compare(scores, projections)
    layers = [gap(a.float()[known], b.float()[known]) for a, b in zip(ours, theirs, strict=True)]
    return {"heads": torch.stack(heads).sum(), "layers": torch.stack(layers).mean() * len(heads)}


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("weights", type=Path)
    ap.add_argument("--data", type=Path, default=Path("../shared/data"))
    ap.add_argument("--to", type=Path, default=Path("runs/narrow"))
    ap.add_argument("--inner", type=int, default=1024, help="units of a feed-forward part that stay")
    ap.add_argument("--heads", type=int, default=8, help="attention heads of a layer that stay")
    ap.add_argument("--rate", type=float, default=5e-4)
    ap.add_argument("--epochs", type=int, default=4)
    ap.add_argument("--steps", type=int, default=0, help="stop after so many steps (a trial)")
    ap.add_argument("--seed", type=int, default=0)
    a = ap.parse_args()
    rnd, tok = begin(a.seed)
    docs = read_polnear(a.data, "train") + read_ner(a.data, "train") + read_other(a.data, NEWS_GOLD, CHAINS_GOLD)
    docs += read_reports(a.data, Path("eval/gold/train.jsonl"))
    rows = [r for d in docs for r in prepare(restyle(d, rnd), tok, rnd)]
    rows += [r for d in read_ud(a.data, "train") for r in prepare(d, tok, rnd)]
    if a.steps:
        rows = rows[: 16 * a.steps]
    wide = Net.load(a.weights).eval()
    net = narrow(wide, rnd.sample(rows, min(64, len(rows))), a.inner, a.heads)
    ours, theirs = watch(net), watch(wide)
    plan = Plan(a.epochs, a.rate, a.rate, keep=0.995, stop=a.steps)
    train(net, lambda _: rows, lambda some: losses(net, wide, ours, theirs, some), plan, a.to, rnd)


if __name__ == "__main__":
    main()
