"""Token arrays to the fast model's table of word vectors.

    python3 train_fast.py --work FOLDER [--eval FOLDER] [--steps 2000] [--device cpu|cuda] [--resume]

Symmetric InfoNCE over the batch (van den Oord et al. 2018, https://arxiv.org/abs/1807.03748): of all passages a question
must find its own, and the other way round. Beside it, the cosines of sentence pairs that people scored must go with the
scores. Adam with a warm-up and a linear decay to nothing; what is kept is the mean of the
last weights (as Izmailov et al. 2018, https://arxiv.org/abs/1803.05407, on a decaying rate).

Writes fast.pt (model, optimiser, step) every few minutes; --resume goes on from it and comes to the same model. At the
end: fast-table.npy, float32 [vocabulary, dimensions].
"""

import argparse
import json
import queue
import threading
import time
from pathlib import Path

import numpy
import snowballstemmer
import torch
from torch.nn import functional

import evaluate
from fast_model import Bags, FastModel
from pairs import Pairs, Ragged
from phrases import PHRASES
from text import WordPiece
from token_arrays import HELD_OUT, read_vocabulary

WARM_UP = 40
AVERAGED = 0.15
"""The share of the steps, at the end, whose weights are averaged."""
FORGOTTEN = 0.45
# Fields in which there are few papers, and so many times they stand in an epoch.
RARE_FIELDS = ("biomedicine", "psychology", "q-bio", "physics.flu-dyn", "physics.med-ph", "physics.bio-ph", "econ", "q-fin", "eess")


def parse() -> argparse.Namespace:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--work", type=Path, required=True, help="what vocabulary.py and token_arrays.py wrote")
    options.add_argument("--eval", type=Path, help="folder of judged sets, looked at now and then")
    options.add_argument("--steps", type=int, default=2000)
    options.add_argument("--until", type=int, help="stop at this step; the rate falls as if all --steps were to come")
    options.add_argument("--batch", type=int, default=4096)
    options.add_argument("--dimensions", type=int, default=256)
    options.add_argument("--rate", type=float, default=3e-3)
    options.add_argument("--temperature", type=float, default=0.05)
    options.add_argument("--order", type=float, default=0.2, help="weight of the scored sentence pairs")
    options.add_argument("--copies", type=int, default=2, help="how often a paper of a rare field stands in an epoch")
    options.add_argument("--together", type=int, default=0, help="papers of one category that stand together in a batch; 0: mixed")
    options.add_argument("--start", type=Path, help="a checkpoint whose weights a new run begins with")
    options.add_argument("--out", default="fast", help="name of the checkpoint and of the table")
    options.add_argument("--held-out", type=int, default=HELD_OUT, help="the last papers, which never train")
    options.add_argument("--seed", type=int, default=0)
    options.add_argument("--device", default="cpu", choices=("cpu", "cuda"))
    options.add_argument("--threads", type=int, default=2)
    options.add_argument("--every", type=int, default=200, help="steps between looks at the judged sets")
    options.add_argument("--save-minutes", type=float, default=5)
    options.add_argument("--resume", action="store_true")
    return options.parse_args()


def stems_of(vocabulary: list[str]) -> numpy.ndarray:
    """The number of each token's stem (Porter's second English stemmer); pieces and signs have one of their own."""
    stem = snowballstemmer.stemmer("english").stemWord
    numbers: dict[str, int] = {}
    return numpy.array([numbers.setdefault(stem(token) if token.isalpha() else token, len(numbers)) for token in vocabulary])


def new_model(work: Path, vocabulary: list[str], dimensions: int) -> FastModel:
    """Rare words begin with long vectors, frequent ones with short: as inverse document frequency would weigh them."""
    counts = numpy.bincount(Ragged.read(work, "abstract").ids, minlength=len(vocabulary)) + 1.0
    spread = (numpy.log(counts.sum() / counts) / 10).clip(0).astype(numpy.float32)
    return FastModel(stems_of(vocabulary), spread, dimensions)


def copies_of(work: Path, copies: int) -> numpy.ndarray:
    rare = numpy.array([name.startswith(RARE_FIELDS) for name in json.loads((work / "groups.json").read_text())] + [False])
    return numpy.where(rare[numpy.load(work / "group.npy")], copies, 1)


def prefetched(batches):
    """Batches made in a thread of their own, while the step before is computed."""
    waiting: queue.Queue = queue.Queue(4)

    def fill():
        for rows, questions, passages in batches:
            waiting.put((rows, Bags(questions + passages)))

    threading.Thread(target=fill, daemon=True).start()
    while True:
        yield waiting.get()


def contrast(vectors: torch.Tensor, rows: numpy.ndarray, temperature: float) -> torch.Tensor:
    """`vectors` [2 · batch, dimensions]: questions, then passages. A paper that stands twice in the batch is not its own
    wrong answer."""
    questions, passages = vectors.chunk(2)
    logits = questions @ passages.T / temperature
    rows = torch.from_numpy(rows).to(logits.device)
    own = torch.arange(len(rows), device=logits.device)
    order = torch.argsort(rows)
    twice = (rows[order][1:] == rows[order][:-1]).nonzero()[:, 0]
    for step in (-1, 1):
        logits[order[twice], order[twice + 1]] = -1e4
        logits[order[twice + 1], order[twice]] = -1e4
    return (functional.cross_entropy(logits, own) + functional.cross_entropy(logits.T, own)) / 2


class ScoredPairs:
    def __init__(self, work: Path, size: int = 512):
        self.a, self.b = Ragged.read(work, "pair-a"), Ragged.read(work, "pair-b")
        self.scores = torch.from_numpy(numpy.load(work / "pair-score.npy"))
        self.sets = torch.from_numpy(numpy.load(work / "pair-set.npy"))
        self.size = min(size, len(self.scores))

    def loss(self, model: FastModel, table: torch.Tensor, random: numpy.random.Generator) -> torch.Tensor:
        """1 − the correlation of cosine and score, mean over the sets: a score does not mean the same in another."""
        drawn = random.choice(len(self.scores), self.size, replace=False)
        a, b = model(Bags([self.a[i] for i in drawn] + [self.b[i] for i in drawn]), table).chunk(2)
        cosine = (a * b).sum(1)
        scores, sets = (values[torch.from_numpy(drawn)].to(cosine.device) for values in (self.scores, self.sets))
        return torch.stack([1 - correlation(cosine[sets == one], scores[sets == one]) for one in sets.unique()]).mean()


def correlation(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    x, y = x - x.mean(), y - y.mean()
    return (x * y).sum() / (x.norm() * y.norm() + 1e-6)


def embedder(model: FastModel, table: torch.Tensor) -> evaluate.Embed:
    def embed(texts: list[numpy.ndarray]) -> numpy.ndarray:
        with torch.no_grad():
            parts = [model(Bags(texts[k : k + 2000]), table).cpu() for k in range(0, len(texts), 2000)]
        return torch.cat(parts).numpy()

    return embed


def main() -> None:
    given = parse()
    torch.manual_seed(given.seed)
    torch.set_num_threads(given.threads)
    vocabulary = read_vocabulary(given.work)
    model = new_model(given.work, vocabulary, given.dimensions).to(given.device)
    optimizer = torch.optim.Adam(model.parameters(), lr=given.rate, betas=(0.9, 0.99))
    encode = WordPiece(vocabulary)
    phrases = [numpy.array(encode(phrase), numpy.uint16) for phrase in PHRASES]
    copies = copies_of(given.work, given.copies)
    pairs = Pairs(given.work, given.held_out, given.batch, given.seed, FORGOTTEN, phrases, copies, given.together)
    scored = ScoredPairs(given.work)
    evaluation = evaluate.Evaluation(given.eval, given.work, vocabulary, given.held_out)
    checkpoint = given.work / f"{given.out}.pt"

    step, mean, averaged = 0, None, 0
    last = min(given.steps, given.until or given.steps)
    if given.start:
        model.load_state_dict(torch.load(given.start, map_location=given.device)["model"])
    if given.resume:
        saved = torch.load(checkpoint, map_location=given.device)
        model.load_state_dict(saved["model"])
        optimizer.load_state_dict(saved["optimizer"])
        step, mean, averaged = saved["step"], saved["mean"], saved["averaged"]
        print(f"goes on from step {step}", flush=True)

    def save() -> None:
        state = {"model": model.state_dict(), "optimizer": optimizer.state_dict()}
        partial = checkpoint.with_suffix(".partial")
        torch.save({**state, "step": step, "mean": mean, "averaged": averaged}, partial)
        partial.replace(checkpoint)

    started = saved_at = time.time()
    for rows, bags in prefetched(pairs.from_step(step)):
        if step >= last:
            break
        for group in optimizer.param_groups:
            group["lr"] = given.rate * min(1, (step + 1) / WARM_UP) * (1 - step / given.steps)
        table = model.table()
        loss = contrast(model(bags, table), rows, given.temperature)
        if given.order > 0 and scored.size > 0:
            loss = loss + given.order * scored.loss(model, table, numpy.random.default_rng([given.seed, step]))
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
        step += 1
        if step > given.steps * (1 - AVERAGED):
            averaged += 1
            table = model.table().detach()
            mean = table.clone() if mean is None else mean + (table - mean) / averaged
        if step % given.every == 0 or step == last:
            figures = evaluation.figures(embedder(model, model.table().detach() if mean is None else mean))
            print(f"{step} loss {loss.item():.3f} {time.time() - started:.0f} s  {evaluate.line(figures)}", flush=True)
        if time.time() - saved_at > 60 * given.save_minutes:
            save()
            saved_at = time.time()
    save()
    numpy.save(given.work / f"{given.out}-table.npy", (model.table().detach() if mean is None else mean).cpu().numpy())


if __name__ == "__main__":
    main()
