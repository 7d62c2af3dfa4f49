"""The loop of training: epochs, rates, and a moving average of the weights."""

from __future__ import annotations

import math
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from train.model import Net

if TYPE_CHECKING:
    from train.run import Row

BODY = ("blocks", "norm", "places", "distance")
WEIGHT = {
    "layer": 0.5,
    "cue": 1.0,
    "parts": 2.0,
    "names": 0.8,
    "tags": 0.3,
    "rels": 0.4,
    "start": 0.2,
    "arcs": 0.5,
    "coref": 0.5,
}


@dataclass
class Plan:
    """How long and how fast: `rate` of the encoder and `heads` of what stands on it, at their highest."""

    epochs: int
    rate: float
    heads: float
    keep: float = 0.998  # of the moving average of the weights, a step
    warm: int = 100  # steps until the rate is at its highest
    batch: int = 16
    stop: int = 0  # after so many steps (a trial)


def train(
    net: Net,
    windows: Callable[[int], list[Row]],
    loss_of: Callable[[list[Row]], dict[str, Tensor]],
    plan: Plan,
    out: Path,
    rnd: random.Random,
) -> None:
    """Train `net` on the `windows` of each epoch; write the moving average of its weights to `out`/last.pt."""
    out.mkdir(parents=True, exist_ok=True)
    net.words.weight.requires_grad_(False)
    body = [x for k, x in net.named_parameters() if k.startswith(BODY)]
    rest = [x for k, x in net.named_parameters() if not k.startswith((*BODY, "words"))]
    rates = (plan.rate, plan.heads)
    opt = torch.optim.AdamW([{"params": body}, {"params": rest}], weight_decay=0.01)
    slow = {k: v.clone() for k, v in net.state_dict().items()}
    net.train()
    total, step, began = 0, 0, time.time()
    for epoch in range(plan.epochs):
        batches = shuffled(windows(epoch), plan.batch, rnd)
        total = total or len(batches) * plan.epochs
        mean: dict[str, float] = {}
        for batch in batches:
            share = min(1.0, (step + 1) / plan.warm) * 0.5 * (1 + math.cos(math.pi * min(1.0, step / total)))
            for group, rate in zip(opt.param_groups, rates, strict=True):
                group["lr"] = rate * max(share, 0.01)
            losses = loss_of(batch)
            opt.zero_grad()
            sum(WEIGHT.get(k, 1.0) * v for k, v in losses.items()).backward()
            torch.nn.utils.clip_grad_norm_(body + rest, 1.0)
            opt.step()
            step += 1
            follow(slow, net, min(plan.keep, (step + 1) / (step + 10)))
            for k, v in losses.items():
                mean[k] = 0.98 * mean.get(k, v.item()) + 0.02 * v.item()
            if step % 50 == 0:
                told = " ".join(f"{k} {v:.3f}" for k, v in mean.items())
                print(f"{step}/{total} {time.time() - began:.0f}s {told}", flush=True)
            if step == plan.stop:
                break
        torch.save(slow, out / "last.pt")
        if step == plan.stop:
            break


def shuffled(rows: list[Row], size: int, rnd: random.Random) -> list[list[Row]]:
    """Return batches of windows of like length, in random order."""
    rnd.shuffle(rows)
    rows.sort(key=lambda r: r.feats.shape[1] // 32 + rnd.random() * 0.5)
    batches = [rows[i : i + size] for i in range(0, len(rows), size)]
    rnd.shuffle(batches)
    return batches


@torch.no_grad()
def follow(slow: dict[str, Tensor], net: Net, keep: float) -> None:
    """Let the moving average `slow` follow the weights of `net` (Polyak & Juditsky 1992): what ships."""
    for k, v in net.state_dict().items():
        if k != "words.weight":
            slow[k].lerp_(v, 1 - keep)
