"""Get weights to go on from out of the shipped model: `python -m train.restore --out runs/shipped.pt`.

Only the 8-bit model is kept, not the weights it was made of. They come back as floats, rounded. `distil.py` starts from
such weights.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from train.model import FORBIDDEN, HEADS, LAYERS, D, Net

MODELS = Path(__file__).parent.parent / "src/onrecord/engine/models"
PARTS = ("qkv", "out", "up", "down")  # of a block, in the order in which the graph has them


def restore(models: Path) -> Net:
    """Return the net whose 8-bit weights lie in `models`.

    Raises:
        ValueError: the model was not made by `export.py`.
    """
    held = {i.name: numpy_helper.to_array(i) for i in onnx.load(models / "engine.onnx").graph.initializer}
    eight = sorted((n.removesuffix("_quantized") for n in held if n.endswith("_quantized")), key=_number)
    if len(eight) != LAYERS * len(PARTS) + 2:
        raise ValueError(f"{models / 'engine.onnx'}: {len(eight)} tables in 8 bits; was it made by train.export?")
    attended, inner = (len(held[f"{eight[PARTS.index(part)]}_quantized"]) for part in ("out", "down"))
    net = Net(inner=inner, heads=attended // (D // HEADS))
    weights = net.state_dict()
    weights["words.weight"].copy_(Net.pretrained().words.weight)  # they stay as published
    for name, value in weights.items():
        if name in held and held[name].dtype == np.float32 and held[name].shape == tuple(value.shape):
            value.copy_(torch.from_numpy(held[name].copy()))
    for k, name in enumerate(eight[:-2]):
        weights[f"blocks.{k // len(PARTS)}.{PARTS[k % len(PARTS)]}.weight"].copy_(_floats(held, name))
    for head, name in zip(("scores", "project"), eight[-2:], strict=True):
        weights[f"{head}.weight"].copy_(_floats(held, name))
    with np.load(models / "engine.npz") as z:
        for name, key in (("near.weight", "near"), ("parts.weight", "parts"), ("parts.bias", "bias")):
            weights[name].copy_(torch.from_numpy(z[key]))
        weights["steps"].copy_(torch.where(FORBIDDEN < 0, torch.zeros(()), torch.from_numpy(z["steps"])))
    weights["null"].fill_(json.loads((models / "engine.json").read_text(encoding="utf-8"))["null"])
    return net


def _number(name: str) -> int:
    """Return a table's place in the graph: 597 of "onnx::MatMul_597"."""
    return int(name.rpartition("_")[2])


def _floats(held: dict[str, np.ndarray], name: str) -> Tensor:
    return torch.from_numpy(held[f"{name}_quantized"].astype(np.float32) * held[f"{name}_scale"]).T.contiguous()


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--models", type=Path, default=MODELS)
    ap.add_argument("--out", type=Path, default=Path("runs/shipped.pt"))
    a = ap.parse_args()
    a.out.parent.mkdir(parents=True, exist_ok=True)
    torch.save(restore(a.models).state_dict(), a.out)


if __name__ == "__main__":
    main()
