"""Stage 1 of nearby-precise: the layers learn to guess words that were taken out of papers.

    python3 pretrain_precise.py --work FOLDER --static FOLDER/fast-table.npy --out mlm.pt [--layers 6 --width 256] [--device cuda]

BERT's task (Devlin et al. 2018, https://arxiv.org/abs/1810.04805): 15 % of the tokens are chosen, of which 80 % become
[MASK], 10 % another token, and 10 % stay. Titles and abstracts go in as one text; batches hold texts of like length, so
little is padding. Words are guessed only at the chosen places, against the whole vocabulary, with the input tables as output
weights (Press & Wolf 2016, https://arxiv.org/abs/1608.05859).

Departures: no second-sentence task; and the large table stays as the static model left it (`--train-table` frees it), so the
second stage starts at the static model's quality.
"""

from itertools import islice
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from contextual_model import FIRST_WORD, MASK, ContextualModel, Shape, read_static, untrained_static
from precise_data import HELD_OUT, TokenStore, paper_batches
from precise_run import Run, autocast, optimiser, stage_options
from token_arrays import read_vocabulary

CHOSEN = 0.15


def hide(ids: Tensor, mask: Tensor, vocabulary: int, chance: torch.Generator) -> tuple[Tensor, Tensor]:
    """ids with some taken out, and where they were chosen, both [b, t]"""
    draw = lambda: torch.rand(ids.shape, generator=chance, device=ids.device)
    chosen = (draw() < CHOSEN) & mask & (ids >= FIRST_WORD)
    kind = draw()
    other = torch.randint(FIRST_WORD, vocabulary, ids.shape, generator=chance, device=ids.device)
    hidden = torch.where(kind < 0.8, torch.full_like(ids, MASK), torch.where(kind < 0.9, other, ids))
    return torch.where(chosen, hidden, ids), chosen


class Guess(nn.Module):
    """Logits of the whole vocabulary from the layers' output. Nothing of it but the tables is exported."""

    def __init__(self, shape: Shape):
        super().__init__()
        self.out = nn.Linear(shape.width, shape.dimensions + shape.side)
        self.bias = nn.Parameter(torch.zeros(shape.vocabulary))

    def forward(self, hidden: Tensor, model: ContextualModel) -> Tensor:
        """[n, width] -> [n, vocabulary]"""
        return F.linear(self.out(hidden), torch.cat([model.table, model.side], dim=1), self.bias)


def main(arguments: list[str] | None = None) -> Run:
    options = stage_options(__doc__, steps=6_000, rate=1e-3)
    options.add_argument("--static", type=Path, help="fast-table.npy or fast.pt of train_fast.py (default: random directions)")
    options.add_argument("--train-table", action="store_true")
    options.add_argument("--tokens", type=int, default=131_072, help="of a batch, padding included")
    for name in ("dimensions", "side", "width", "layers", "heads"):
        options.add_argument(f"--{name}", type=int, default=getattr(Shape, name))
    given = options.parse_args(arguments)

    torch.manual_seed(given.seed)
    vocabulary = len(read_vocabulary(given.work))
    if given.static:
        static = read_static(given.static, vocabulary)
    else:
        static = untrained_static(given.work, vocabulary, given.dimensions)
    shape = Shape(vocabulary, static.shape[1], given.side, given.width, given.layers, given.heads)
    model = ContextualModel(shape, static).to(given.device)
    guess = Guess(shape).to(given.device)
    # What no guess depends on must not get a gradient of None, nor decay.
    for unused in (model.weight, model.context.weight):
        unused.requires_grad_(False)
    model.table.requires_grad_(given.train_table)
    learning = optimiser([([*model.parameters(), *guess.parameters()], given.rate)], given.device)
    store = TokenStore(given.work, given.device, HELD_OUT if given.held_out is None else given.held_out)
    run = Run(given, "pretrain", model, guess, learning)

    chance = torch.Generator(given.device)
    for rows in islice(paper_batches(store, given.longest, given.tokens, given.seed), run.step, None):
        if not run.goes_on():
            break
        chance.manual_seed(given.seed * 1_000_003 + run.step)
        ids, mask = store.texts(store.papers_whole(rows), given.longest)
        hidden_ids, chosen = hide(ids, mask, vocabulary, chance)
        with autocast(given.device):
            logits = guess(model.hidden(hidden_ids, mask)[chosen], model)
            loss = F.cross_entropy(logits.float(), ids[chosen])
        loss.backward()
        right = (logits.detach().argmax(1) == ids[chosen]).float().mean()
        run.update(ids.numel(), {"loss": loss, "right": right})
    run.finish()
    return run


if __name__ == "__main__":
    main()
