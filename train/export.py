"""Weights -> what ships: `python -m train.export runs/model/last.pt [--to src/onrecord/engine/models]`.

Writes engine.onnx (8-bit weights), engine.npz (the small network that links cues to pieces) and engine.json.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process

from train.eightbits import fit
from train.model import FORBIDDEN, PROJECTIONS, SIZES, Net, Rows


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("weights", type=Path)
    ap.add_argument("--to", type=Path, default=Path("src/onrecord/engine/models"))
    ap.add_argument("--cue-threshold", type=float, default=0.5)
    ap.add_argument("--full", action="store_true", help="keep 32-bit weights, to compare")
    a = ap.parse_args()
    net = Net.load(a.weights).eval()
    if not a.full:
        net.words = Rows(net.words.weight)
    example = tuple(torch.ones(2, 16, dtype=torch.long) for _ in range(4))
    names = ["ids", "shape", "gap", "quoted"]
    axes = {n: {0: "batch", 1: "pieces"} for n in (*names, "scores", "projections")}
    a.to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as tmp:
        raw, ready = f"{tmp}/raw.onnx", f"{tmp}/ready.onnx"
        torch.onnx.export(
            net,
            example,
            raw,
            input_names=names,
            output_names=["scores", "projections"],
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
            custom_opsets={"com.microsoft": 1},
        )
        quant_pre_process(raw, ready, skip_symbolic_shape=True)
        if a.full:
            Path(ready).rename(a.to / "engine.onnx")
        else:
            quantize_dynamic(
                ready,
                str(a.to / "engine.onnx"),
                weight_type=QuantType.QInt8,
                per_channel=True,
                op_types_to_quantize=["MatMul"],
            )
            refit(a.to / "engine.onnx", Path(ready))
    kept = dict(np.load(a.to / "engine.npz")) if (a.to / "engine.npz").exists() else {}
    np.savez(
        a.to / "engine.npz",
        **{k: v for k, v in kept.items() if k == "heads"},  # train.heads counts them
        steps=(net.steps + FORBIDDEN).detach().numpy(),
        near=net.near.weight.detach().numpy(),
        parts=net.parts.weight.detach().numpy(),
        bias=net.parts.bias.detach().numpy(),
    )
    old = json.loads((a.to / "engine.json").read_text()) if (a.to / "engine.json").exists() else {}
    (a.to / "engine.json").write_text(
        json.dumps(
            {
                "scores": SIZES,
                "projections": PROJECTIONS,
                "cue_threshold": a.cue_threshold,
                "floor": old.get("floor", 0.0),
                "null": float(net.null.item()),
                "calibration": old.get("calibration", [0.0, 0.4, 0.3, 0.6]),
            },
            indent=1,
        )
    )
    print({p.name: p.stat().st_size for p in a.to.iterdir()})


def refit(path: Path, full: Path) -> None:
    """Give the quantised model at `path` the weights of the model at `full` anew, by `fit`; and each but once."""
    model = onnx.load(path)
    weights = {i.name: numpy_helper.to_array(i) for i in onnx.load(full).graph.initializer}
    tensors = {i.name: i for i in model.graph.initializer}
    for name, tensor in tensors.items():
        if name.endswith("_quantized"):
            base = name.removesuffix("_quantized")
            eight, scale = fit(weights[base])
            tensor.CopyFrom(numpy_helper.from_array(eight, name))
            tensors[f"{base}_scale"].CopyFrom(numpy_helper.from_array(scale, f"{base}_scale"))
    _share(model)
    onnx.save(model, path)


def _share(model: onnx.ModelProto) -> None:
    """Keep one of the tensors that are alike: what is computed in two places has its weights written twice."""
    first: dict[tuple[object, ...], str] = {}
    names: dict[str, str] = {}
    kept = []
    for tensor in model.graph.initializer:
        key = (tuple(tensor.dims), tensor.data_type, tensor.raw_data or tensor.name)
        names[tensor.name] = first.setdefault(key, tensor.name)
        if names[tensor.name] == tensor.name:
            kept.append(tensor)
    del model.graph.initializer[:]
    model.graph.initializer.extend(kept)
    for node in model.graph.node:
        node.input[:] = [names.get(x, x) for x in node.input]


if __name__ == "__main__":
    main()
