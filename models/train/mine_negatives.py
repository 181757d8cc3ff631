"""Between stages 2 and 3 of nearby-precise: for each title, other papers' abstracts that the model takes for near.

    python3 mine_negatives.py --work FOLDER --model pairs.pt --out negatives.npy [--device cuda]

Embeds all papers that train, ranks all abstracts for each title, and keeps some of the ranks --from to --to. The nearest of
all are left out by rank, and every abstract more similar to the title than --margin times its own abstract, as these are
often right answers that nobody wrote down (Moreira et al. 2024, https://arxiv.org/abs/2407.15831, who find 95 % of the
positive's similarity a good bound).
Writes int32 [papers, --keep]: rows of papers, in random order, -1 where too few were left.
On a CPU this is for slices: 450,000 papers are 10^14 operations.
"""

import argparse
from pathlib import Path

import numpy
import torch
from torch import Tensor

from contextual_model import load_model
from precise_data import TokenStore, embed_segments
from precise_run import autocast
from token_arrays import HELD_OUT

AT_ONCE = 1_024


def hard(titles: Tensor, abstracts: Tensor, first: int, given: argparse.Namespace, chance: torch.Generator) -> Tensor:
    """Titles of the papers `first`, `first` + 1, … [n, d] and all abstracts [papers, d] -> rows [n, keep]"""
    similarity = titles @ abstracts.T
    own = torch.arange(first, first + len(titles), device=titles.device)
    positive = similarity.gather(1, own[:, None])
    similarity.scatter_(1, own[:, None], -2.0)
    values, rows = similarity.topk(min(given.to, len(abstracts)), dim=1)
    values, rows = values[:, given.start_rank :], rows[:, given.start_rank :]
    # Random order, those that may not be used last.
    order = torch.rand(values.shape, generator=chance, device=values.device)
    order[(values > given.margin * positive) | (values < -1)] = 2
    at = order.argsort(dim=1)[:, : given.keep]
    return torch.where(order.gather(1, at) < 2, rows.gather(1, at), torch.full_like(at, -1))


def main(arguments: list[str] | None = None) -> numpy.ndarray:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--work", type=Path, required=True)
    options.add_argument("--model", type=Path, required=True)
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--device", choices=("cpu", "cuda"), default="cuda" if torch.cuda.is_available() else "cpu")
    options.add_argument("--from", dest="start_rank", type=int, default=10)
    options.add_argument("--to", type=int, default=100)
    options.add_argument("--margin", type=float, default=0.95)
    options.add_argument("--keep", type=int, default=8)
    options.add_argument("--longest", type=int, default=256)
    options.add_argument("--chunk-tokens", type=int, default=131_072)
    options.add_argument("--held-out", type=int, default=HELD_OUT)
    options.add_argument("--seed", type=int, default=0)
    given = options.parse_args(arguments)

    model = load_model(given.model, given.device)
    store = TokenStore(given.work, given.device, given.held_out)
    if given.to - given.start_rank < given.keep or store.papers <= given.to:
        raise SystemExit(f"--from {given.start_rank} --to {given.to} leaves no {given.keep} of {store.papers} papers.")
    all_rows = numpy.arange(store.papers)
    with autocast(given.device):
        embed = lambda field: embed_segments(
            model, store, store.segments(store.stretch(field, all_rows)), given.longest, given.chunk_tokens
        )
        titles, abstracts = embed("title"), embed("abstract")
    if given.device == "cuda":
        titles, abstracts = titles.half(), abstracts.half()
    chance = torch.Generator(given.device).manual_seed(given.seed)
    with torch.no_grad():
        found = [hard(titles[i : i + AT_ONCE], abstracts, i, given, chance).int().cpu() for i in range(0, len(titles), AT_ONCE)]
    negatives = torch.cat(found).numpy()
    numpy.save(given.out, negatives)
    print(f"{(negatives >= 0).sum(1).mean():.2f} negatives of {given.keep} for each of {len(negatives)} papers", flush=True)
    return negatives


if __name__ == "__main__":
    main()
