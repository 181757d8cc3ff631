"""The network of nearby-precise: the static sum of a text's tokens, plus the pooled output of a small transformer.

    vector(text) = unit( unit(Σ over places of share · weight · E[token])  +  C · mean over places of h )

- The first part is fast_model.py's: `share` is lead(place) times (sum of lead over the places of the same token) ^ (power - 1),
  which adds up to that sum ^ power for each token. E is the one large table, [vocabulary, dimensions], which both parts
  read; `weight` is how much a token counts (the length of its vector in the static model; the rows of E start at length
  1). The marks ([PAD], [CLS], [SEP], [MASK]) do not count.
- h is the output of the layers. They read E through one projection, a factorised embedding as in ALBERT (Lan et al. 2019,
  https://arxiv.org/abs/1909.11942), beside a narrow table of their own (`side`). That is a departure: the bag needs a
  direction of meaning of each word, the layers also what kind of word it is, and with a little room for that the
  pre-training can leave E, and so the static model, as it is.
- Pre-norm layers (Xiong et al. 2020, https://arxiv.org/abs/2002.04745) with rotary positions (Su et al. 2021,
  https://arxiv.org/abs/2104.09864), which have no table that ends at the longest training text; no biases in products and
  no dropout (as in Geiping & Goldstein 2022, https://arxiv.org/abs/2212.14034): less to export, and gradient caching may
  run a text twice without keeping random states.
- C starts at zero: an untrained contextual branch gives exactly the static model. Both parts have about length 1, so a
  long text does not drown its context.
"""

import math
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from fast_model import COUNT_POWER, LEAD, LEAD_TOKENS
from pairs import Ragged
from text import SPECIAL, UNKNOWN

CLS, SEP, MASK = (SPECIAL.index(mark) for mark in ("[CLS]", "[SEP]", "[MASK]"))
FIRST_WORD = len(SPECIAL)
NORM_EPSILON = 1e-5
SHORTEST = 1e-6
"""A static sum is divided by its length, or by this where a text has no word that counts."""


@dataclass
class Shape:
    """What decides the sizes of a network, and what fast_model.py weighs tokens by."""

    vocabulary: int
    dimensions: int = 256
    side: int = 16
    width: int = 256
    layers: int = 6
    heads: int = 8
    power: float = COUNT_POWER
    lead: float = LEAD
    lead_tokens: float = LEAD_TOKENS

    def __post_init__(self) -> None:
        if self.width % self.heads or self.width // self.heads % 2:
            raise SystemExit(f"--width {self.width} must be --heads {self.heads} times an even number.")


class Layer(nn.Module):
    def __init__(self, shape: Shape):
        super().__init__()
        width = shape.width
        self.heads = shape.heads
        self.before_attention = nn.LayerNorm(width, NORM_EPSILON)
        self.queries_keys_values = nn.Linear(width, 3 * width, bias=False)
        self.attended = nn.Linear(width, width, bias=False)
        self.before_wide = nn.LayerNorm(width, NORM_EPSILON)
        self.wide = nn.Linear(width, 4 * width, bias=False)
        self.narrow = nn.Linear(4 * width, width, bias=False)
        for linear in (self.queries_keys_values, self.attended, self.wide, self.narrow):
            nn.init.normal_(linear.weight, std=linear.in_features**-0.5)
        # The sum of all branches must not grow with depth (GPT-2, Radford et al. 2019).
        for linear in (self.attended, self.narrow):
            linear.weight.data *= (2 * shape.layers) ** -0.5

    def forward(self, x: Tensor, mask: Tensor, turns: tuple[Tensor, Tensor]) -> Tensor:
        """x [b, t, width], mask [b, t] -> [b, t, width]"""
        b, t, width = x.shape
        mixed = self.queries_keys_values(self.before_attention(x)).view(b, t, 3, self.heads, -1)
        q, k, v = mixed.permute(2, 0, 3, 1, 4)
        found = attention(turned(q, turns), turned(k, turns), v, mask[:, None, None, :])
        x = x + self.attended(found.transpose(1, 2).reshape(b, t, width))
        return x + self.narrow(F.gelu(self.wide(self.before_wide(x))))


def lead_of(tokens: int, shape: Shape, device: torch.device) -> Tensor:
    """How much more the beginning of a text counts: [tokens], where place 0 is [CLS] and the text begins at 1."""
    places = torch.arange(-1, tokens - 1, device=device)
    return 1 + shape.lead * torch.exp(-places / shape.lead_tokens)


def rotary_turns(tokens: int, head: int) -> tuple[numpy.ndarray, numpy.ndarray]:
    """Cosine and sine of each position's angles, both [tokens, head / 2]."""
    angles = numpy.arange(tokens)[:, None] * 10_000.0 ** (-numpy.arange(0, head, 2) / head)
    return numpy.cos(angles).astype(numpy.float32), numpy.sin(angles).astype(numpy.float32)


def turned(x: Tensor, turns: tuple[Tensor, Tensor]) -> Tensor:
    """Rotary positions: number i of the first half of a head turns with number i of the second half."""
    first, second = x.chunk(2, dim=-1)
    cos, sin = (turn.to(x.dtype) for turn in turns)
    return torch.cat([first * cos - second * sin, second * cos + first * sin], dim=-1)


def attention(q: Tensor, k: Tensor, v: Tensor, mask: Tensor) -> Tensor:
    """q, k, v [b, heads, t, head], mask [b, 1, 1, t], True where there is a token -> [b, heads, t, head]"""
    if hasattr(F, "scaled_dot_product_attention"):
        return F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
    scores = (q @ k.transpose(-1, -2)) * q.shape[-1] ** -0.5
    return scores.masked_fill(~mask, -math.inf).softmax(-1) @ v  # PyTorch before 2.0


class ContextualModel(nn.Module):
    def __init__(self, shape: Shape, static: Tensor):
        """static [vocabulary, dimensions]: a static model's table; a row's length is how much that token counts."""
        super().__init__()
        self.shape = shape
        if tuple(static.shape) != (shape.vocabulary, shape.dimensions):
            raise SystemExit(f"The static table is {tuple(static.shape)}, not {(shape.vocabulary, shape.dimensions)}.")
        lengths = static.norm(dim=1)
        counting = torch.ones(shape.vocabulary)
        counting[[i for i in range(FIRST_WORD) if i != UNKNOWN]] = 0
        # A token without a direction still needs one that the layers can tell from others'.
        rows = torch.where(lengths[:, None] > 0, static, torch.randn_like(static))
        self.table = nn.Parameter(F.normalize(rows, dim=1))
        self.weight = nn.Parameter(lengths / lengths[counting > 0].mean())
        self.register_buffer("counting", counting)
        self.side = nn.Parameter(torch.randn(shape.vocabulary, shape.side) * shape.dimensions**-0.5)
        inputs = shape.dimensions + shape.side
        self.into = nn.Linear(inputs, shape.width, bias=False)
        nn.init.normal_(self.into.weight, std=(shape.dimensions / inputs) ** 0.5)  # Rows of the table have length 1.
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.layers))
        self.last_norm = nn.LayerNorm(shape.width, NORM_EPSILON)
        self.context = nn.Linear(shape.width, shape.dimensions, bias=False)
        nn.init.zeros_(self.context.weight)
        self._turns: tuple[Tensor, Tensor] | None = None

    def hidden(self, ids: Tensor, mask: Tensor) -> Tensor:
        """ids [b, t] of int64, mask [b, t] of bool -> [b, t, width]"""
        tokens = ids.shape[1]
        if self._turns is None or len(self._turns[0]) < tokens or self._turns[0].device != ids.device:
            made = rotary_turns(max(tokens, 512), self.shape.width // self.shape.heads)
            self._turns = tuple(torch.from_numpy(turn).to(ids.device) for turn in made)
        turns = tuple(turn[:tokens] for turn in self._turns)
        x = self.into(torch.cat([F.embedding(ids, self.table), F.embedding(ids, self.side)], dim=-1))
        for layer in self.layers:
            x = layer(x, mask, turns)
        return self.last_norm(x)

    def static(self, ids: Tensor) -> Tensor:
        """The static model's unit vectors: ids [b, t] -> [b, dimensions], in float32 at any autocast."""
        with torch.autocast(ids.device.type, enabled=False):
            lead = lead_of(ids.shape[1], self.shape, ids.device)
            led = (ids[:, :, None] == ids[:, None, :]).float() @ lead
            weight = (self.weight * self.counting)[ids] * lead * led ** (self.shape.power - 1)
            total = (weight[:, None, :] @ F.embedding(ids, self.table)).squeeze(1)
            return total / total.norm(dim=1, keepdim=True).clamp_min(SHORTEST)

    def vectors(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Unit vectors of texts: [b, t], [b, t] -> [b, dimensions], float32"""
        hidden = self.hidden(ids, mask).float()
        there = mask[:, :, None].float()
        mean = (hidden * there).sum(1) / there.sum(1).clamp_min(1)
        return F.normalize(self.static(ids) + self.context(mean).float(), dim=1)


def read_static(path: Path, vocabulary: int) -> Tensor:
    """The static model's table: fast-table.npy of train_fast.py, or from its fast.pt the mean that it has so far."""
    table = torch.from_numpy(numpy.load(path)) if path.suffix == ".npy" else torch.load(path, map_location="cpu")["mean"]
    if table is None:
        raise SystemExit(f"{path} has no mean of weights yet: its training must come further.")
    if len(table) != vocabulary:
        raise SystemExit(f"{path} has {len(table)} tokens, not {vocabulary}: name the work folder that it came from.")
    return table.float()


def untrained_static(work: Path, vocabulary: int, dimensions: int) -> Tensor:
    """Where there is no static model: random directions with the length log(1 / share of all tokens)."""
    counts = numpy.bincount(Ragged.read(work, "abstract").ids, minlength=vocabulary) + 1.0
    lengths = torch.from_numpy(numpy.log(counts.sum() / counts)).float()
    return F.normalize(torch.randn(vocabulary, dimensions), dim=1) * lengths[:, None]


def load_model(path: Path, device: str) -> ContextualModel:
    """The network of any stage's checkpoint."""
    kept = torch.load(path, map_location="cpu")
    shape = Shape(**kept["shape"])
    model = ContextualModel(shape, torch.ones(shape.vocabulary, shape.dimensions))
    model.load_state_dict({name: value.float() for name, value in kept["model"].items()})
    return model.to(device)


def kept_model(model: ContextualModel, half: bool = False) -> dict:
    """What `load_model` reads; in 16 bits where it must travel."""
    state = model.state_dict()
    return {"shape": asdict(model.shape), "model": {name: value.half() if half else value for name, value in state.items()}}
