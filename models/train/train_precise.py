"""Stages 2 and 3 of nearby-precise: texts that belong together get similar vectors.

    python3 train_precise.py --work FOLDER --start mlm.pt --out pairs.pt [--batch 8192] [--device cuda] [--eval FOLDER]
    python3 train_precise.py --work FOLDER --start pairs.pt --negatives negatives.npy --out precise.pt [...]

- Symmetric InfoNCE (van den Oord et al. 2018, https://arxiv.org/abs/1807.03748; in both directions as in CLIP, Radford et
  al. 2021, https://arxiv.org/abs/2103.00020): among all texts of a batch, which one belongs to this? Pairs: `paper_pairs`.
- Gradient caching (Gao et al. 2021, https://arxiv.org/abs/2101.06983): all texts are embedded in chunks without a graph,
  the loss gives the gradient of every vector, and the chunks are embedded again with a graph to carry it on. The batch's
  size is then no matter of memory. There is no dropout, so no random state has to be kept; one chunk needs no cache.
- With --negatives, one mined paper for each pair (see mine_negatives.py) is a further wrong answer to all first texts.
- Sentence pairs that people scored, as a side loss: CoSENT (Su 2022, https://kexue.fm/archives/8847), a pair with the
  higher score should have the higher cosine.
"""

from itertools import islice
from pathlib import Path
from typing import Callable

import numpy
import torch
import torch.nn.functional as F
from torch import Tensor

from contextual_model import ContextualModel, load_model
from precise_data import TokenStore, chunks_by_length, embed_lists, paper_pairs, read_length, row_batches
from precise_run import Run, autocast, optimiser, stage_options
from token_arrays import HELD_OUT, read_vocabulary

COSENT_SHARPNESS = 20.0


def info_nce(a: Tensor, b: Tensor, rows: Tensor, extra: Tensor, extra_rows: Tensor, temperature: float) -> Tensor:
    """a, b [n, d], texts of the papers `rows` [n]; extra [m, d], wrong answers to all but their own papers' texts."""
    similarity = a @ b.T / temperature
    right = torch.arange(len(a), device=a.device)
    wrong = a @ extra.T / temperature
    wrong = wrong.masked_fill(rows[:, None] == extra_rows[None, :], -torch.inf)
    return (F.cross_entropy(torch.cat([similarity, wrong], dim=1), right) + F.cross_entropy(similarity.T, right)) / 2


def cosent(a: Tensor, b: Tensor, scores: Tensor) -> Tensor:
    """log(1 + Σ exp(20 · (cosine of i − cosine of j))) over all i with a lower score than j, a mean over pairs' count"""
    cosine = (a * b).sum(1) * COSENT_SHARPNESS
    apart = (cosine[:, None] - cosine[None, :])[scores[:, None] < scores[None, :]]
    return torch.logsumexp(torch.cat([apart.new_zeros(1), apart]), 0)


def backward(
    model: ContextualModel,
    store: TokenStore,
    segments: numpy.ndarray,
    longest: int,
    chunk_tokens: int,
    loss_of: Callable[[Tensor], dict[str, Tensor]],
    read: Callable[[numpy.ndarray], tuple[Tensor, Tensor]] | None = None,
) -> tuple[dict[str, Tensor], int]:
    """Adds the gradients of loss_of(vectors [texts, d])["loss"]; returns the figures, and how many tokens were read.

    read: numbers of texts -> their ids and mask, where they are not read as they are.
    """
    lengths = read_length(segments, longest)
    chunks = chunks_by_length(lengths, chunk_tokens)

    def embed(chunk: numpy.ndarray) -> Tensor:
        with autocast(store.device):
            ids, mask = read(chunk) if read else store.texts(segments[chunk], longest)
            return model.vectors(ids, mask).float()

    order = torch.from_numpy(numpy.argsort(numpy.concatenate(chunks), kind="stable")).to(store.device)
    if len(chunks) == 1:
        figures = loss_of(embed(chunks[0])[order])
        figures["loss"].backward()
        return figures, int(lengths.sum())
    with torch.no_grad():
        vectors = torch.cat([embed(chunk) for chunk in chunks])[order]
    vectors.requires_grad_()
    figures = loss_of(vectors)
    figures["loss"].backward()
    for chunk in chunks:
        embed(chunk).backward(vectors.grad[torch.from_numpy(chunk).to(store.device)])
    return {name: value.detach() for name, value in figures.items()}, int(lengths.sum())


def main(arguments: list[str] | None = None) -> Run:
    options = stage_options(__doc__, steps=450, rate=4e-4)
    options.add_argument("--start", type=Path, required=True, help="checkpoint of the stage before")
    options.add_argument("--table-rate", type=float, default=1e-4, help="highest learning rate of tables and term weights")
    options.add_argument("--batch", type=int, default=8_192, help="pairs")
    options.add_argument("--chunk-tokens", type=int, default=131_072, help="that are in memory with a graph")
    options.add_argument("--temperature", type=float, default=0.05)
    options.add_argument("--forgotten", type=float, default=0.5, help="largest share of shared words that a pair loses")
    options.add_argument("--negatives", type=Path, help="negatives.npy of mine_negatives.py")
    options.add_argument("--scored", type=int, default=512, help="scored sentence pairs in a step, 0 for none")
    options.add_argument("--scored-weight", type=float, default=0.05)
    options.add_argument("--eval", type=Path, help="folder of judged sets, looked at before and after")
    given = options.parse_args(arguments)

    torch.manual_seed(given.seed)
    held_out = HELD_OUT if given.held_out is None else given.held_out
    model = load_model(given.start, given.device)
    store = TokenStore(given.work, given.device, held_out)
    tables = [model.table, model.side, model.weight]
    layers = [p for p in model.parameters() if all(p is not table for table in tables)]
    learning = optimiser([(layers, given.rate), (tables, given.table_rate)], given.device)
    negatives = numpy.load(given.negatives) if given.negatives else None
    if negatives is not None and len(negatives) != store.papers:
        raise SystemExit(f"{given.negatives} is of {len(negatives)} papers, {given.work} has {store.papers}: mine them again.")
    scores = None
    if given.scored and (given.work / "pair-score.npy").exists():
        scores = torch.from_numpy(numpy.load(given.work / "pair-score.npy")).to(given.device)
    run = Run(given, "train-hard" if given.negatives else "train", model, None, learning)
    look = judge(given, model, held_out)
    look()

    for rows in islice(row_batches(store.papers, given.batch, given.seed), run.step, None):
        if not run.goes_on():
            break
        random = numpy.random.default_rng([given.seed, 3, run.step])
        a, b = paper_pairs(store, rows, random)
        mined = rows[:0] if negatives is None else negatives[rows, random.integers(negatives.shape[1], size=len(rows))]
        mined = mined[mined >= 0].astype(numpy.int64)
        parts = [a, b, store.segments(store.stretch("abstract", mined))]
        if scores is not None:
            drawn = random.choice(len(scores), min(given.scored, len(scores)), replace=False)
            parts += [store.segments(store.stretch(side, drawn)) for side in ("pair-a", "pair-b")]
        on_device = lambda array: torch.from_numpy(array).to(given.device)
        sizes = [len(part) for part in parts]
        texts = numpy.concatenate(parts)
        # The second text of a pair forgets a part of the words of the first; all others forget nothing.
        shares, words_of = numpy.zeros(len(texts)), numpy.zeros_like(texts)
        shares[len(a) : 2 * len(a)] = given.forgotten * random.random(len(a))
        words_of[len(a) : 2 * len(a)] = a
        seed = given.seed * 65_537 + run.step

        def read(chunk: numpy.ndarray) -> tuple[Tensor, Tensor]:
            found = store.texts(texts[chunk], given.longest)
            return store.forget(*found, words_of[chunk], shares[chunk], seed) if shares[chunk].any() else found

        def loss_of(vectors: Tensor) -> dict[str, Tensor]:
            of_a, of_b, of_mined, *of_scored = vectors.split(sizes)
            pairs = info_nce(of_a, of_b, on_device(rows), of_mined, on_device(mined), given.temperature)
            if not of_scored:
                return {"loss": pairs}
            side = cosent(*of_scored, scores[on_device(drawn)])
            return {"loss": pairs + given.scored_weight * side, "pairs": pairs, "scored": side}

        figures, tokens = backward(model, store, texts, given.longest, given.chunk_tokens, loss_of, read)
        run.update(tokens, figures)
    run.finish()
    look()
    return run


def judge(given, model: ContextualModel, held_out: int) -> Callable[[], None]:
    """Prints evaluate.py's figures of the model as it is, where --eval names a folder."""
    if not given.eval:
        return lambda: None
    import evaluate  # It needs SciPy, which training does not.

    sets = evaluate.Evaluation(given.eval, given.work, read_vocabulary(given.work), held_out)

    def look() -> None:
        with autocast(given.device):
            embed = lambda texts: embed_lists(model, texts, given.device, given.longest, given.chunk_tokens)
            print(evaluate.line(sets.figures(embed)), flush=True)

    return look


if __name__ == "__main__":
    main()
