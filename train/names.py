"""Fit the head of names once more on the finished encoder: `python -m train.names runs/model/last.pt`.

While the encoder learns layers it reads composed sentences, whose put-in sources ("Bloomberg reported that …") carry no
label of a name. Here the head alone is fitted on texts as they are: Reuters and GUM (gold) and PolNeAR (automatic, at
three tenths of the weight, and silent on capitalised words that it does not name).
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import torch
import torch.nn.functional as F

from onrecord.engine import labels as L
from onrecord.engine.wordpiece import WordPiece
from train.corpora import read_ner, read_polnear, read_ud
from train.model import SIZES, Net
from train.run import Row, collate, prepare

CAPITALISED = torch.tensor([1, 2, 3])  # shapes of pieces, see engine/pieces.py


def columns() -> slice:
    """Return where the head of names lies among the scores."""
    at = 0
    for name, size in SIZES.items():
        if name == "names":
            return slice(at, at + size)
        at += size
    raise KeyError("names")


@torch.no_grad()
def features(net: Net, rows: list[Row]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Return the encoder's output at each labelled piece, its label, and its weight."""
    rows = sorted(rows, key=lambda r: r.feats.shape[1])
    xs, ys, ws = [], [], []
    for i in range(0, len(rows), 32):
        batch = rows[i : i + 32]
        with torch.autocast("cpu", torch.bfloat16):
            out = net.encode(*collate(batch))
        for k, r in enumerate(batch):
            y = torch.from_numpy(r.labels["names"])
            ok = y != L.IGNORE
            if not r.gold_names:  # what the automatic labels name is mostly right; what they leave out, less so
                ok &= (y != 0) | ~torch.isin(torch.from_numpy(r.feats[1]), CAPITALISED)
            xs.append(out[k, : len(y)][ok].half())
            ys.append(y[ok])
            ws.append(torch.full((int(ok.sum()),), 1.0 if r.gold_names else 0.3))
    return torch.cat(xs), torch.cat(ys), torch.cat(ws)


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("weights", type=Path)
    ap.add_argument("--data", type=Path, default=Path("../shared/data"))
    ap.add_argument("--epochs", type=int, default=6)
    a = ap.parse_args()
    torch.manual_seed(0)
    rnd = random.Random(0)
    root = Path(__file__).parents[1]
    wordpiece = WordPiece.load(root / "src/onrecord/engine/models/vocab.txt")
    net = Net(0.0)
    net.load_state_dict(torch.load(a.weights, map_location="cpu"))
    net.eval()
    docs = read_polnear(a.data, "train") + read_ud(a.data, "train") + read_ner(a.data, "train")
    rows = [r for d in docs if d.names is not None for r in prepare(d, wordpiece, rnd)]
    x, y, w = features(net, rows)
    print(f"{len(rows)} windows, {len(y)} pieces", flush=True)
    at = columns()
    head = torch.nn.Linear(x.shape[1], SIZES["names"])
    with torch.no_grad():
        head.weight.copy_(net.scores.weight[at])
        head.bias.copy_(net.scores.bias[at])
    opt = torch.optim.AdamW(head.parameters(), lr=2e-3)
    steps = a.epochs * -(-len(y) // 8192)
    plan = torch.optim.lr_scheduler.OneCycleLR(opt, 2e-3, total_steps=steps + 1)
    for epoch in range(a.epochs):
        total = 0.0
        for idx in torch.randperm(len(y)).split(8192):
            loss = (F.cross_entropy(head(x[idx].float()), y[idx], reduction="none") * w[idx]).mean()
            opt.zero_grad()
            loss.backward()
            opt.step()
            plan.step()
            total += loss.item() * len(idx)
        print(f"epoch {epoch + 1}: {total / len(y):.4f}", flush=True)
    state = net.state_dict()
    state["scores.weight"][at] = head.weight.detach()
    state["scores.bias"][at] = head.bias.detach()
    torch.save(state, a.weights)


if __name__ == "__main__":
    main()
