"""Runs all stages of nearby-precise on a tiny made-up corpus and asserts that they do what they say; a minute on two cores.

    python3 check_precise.py [--device cpu] [--folder FOLDER]

Where Node and the product's packages are installed, the exported folder is also opened by the product itself
(`nearby embed`), and its vectors are compared with PyTorch's: tokenizer, graph and pooling in one.
"""

import argparse
import json
import shutil
import subprocess
import tempfile
from pathlib import Path

import numpy
import torch

import export_precise
import mine_negatives
import pack_pieces
import precise_run
import pretrain_precise
import train_precise
from contextual_model import ContextualModel, Shape, kept_model, load_model
from fast_model import Bags, FastModel
from precise_data import TokenStore, embed_lists, paper_pairs, read_length
from text import SPECIAL, WordPiece
from token_arrays import read_vocabulary, save_ragged

PAPERS, HELD_OUT, TOPICS, WORDS = 600, 100, 40, 200
PROJECT = Path(__file__).resolve().parents[2]


def make_corpus(work: Path) -> None:
    """Papers of 40 topics with words of their own; after some words always comes the same one, which layers can learn."""
    work.mkdir(parents=True, exist_ok=True)
    random = numpy.random.default_rng(7)
    letters = "bdfgklmnprst"
    syllables = [a + v for a in letters for v in "aeiou"]
    words = sorted({"".join(random.choice(syllables, 3)) for _ in range(2 * WORDS)})[:WORDS]
    (work / "vocabulary.txt").write_text("\n".join([*SPECIAL, *words]) + "\n")
    first, common = len(SPECIAL), WORDS // 3
    topics = random.integers(first + common, first + WORDS, (TOPICS, 12))
    follower = random.permutation(WORDS) + first
    found = {"title": [], "abstract": [], "keywords": []}
    group = random.integers(TOPICS, size=PAPERS)
    for topic in group:
        def text(count: int) -> list[int]:
            ids = []
            while len(ids) < count:
                word = random.choice(topics[topic]) if random.random() < 0.5 else random.integers(first, first + common)
                ids += [word, follower[word - first]]
            return ids[:count]

        found["title"].append(text(random.integers(4, 9)))
        found["abstract"].append(text(random.integers(30, 100)))
        found["keywords"].append(text(3) if random.random() < 0.2 else [])
    for name, texts in found.items():
        save_ragged(work, name, numpy.concatenate(texts), numpy.array([len(ids) for ids in texts]))
    pairs = [(random.integers(first, first + WORDS, 6), i % 5 / 4) for i in range(100)]
    for side in "ab":
        texts = [ids if side == "a" else numpy.concatenate([ids[: int(6 * score)], ids[::-1]])[:6] for ids, score in pairs]
        save_ragged(work, f"pair-{side}", numpy.concatenate(texts), numpy.full(len(texts), 6))
    numpy.save(work / "pair-score.npy", numpy.array([score for _, score in pairs], numpy.float32))
    numpy.save(work / "group.npy", group.astype(numpy.int32))


def check_start(work: Path, device: str) -> None:
    """An untrained network gives the static model's vectors, alone or among others with padding."""
    torch.manual_seed(1)
    vocabulary = len(read_vocabulary(work))
    static = torch.randn(vocabulary, 32) * torch.rand(vocabulary, 1)
    model = ContextualModel(Shape(vocabulary, 32, 4, 32, 2, 4), static).to(device)
    texts = [numpy.array([7, 9, 7, 30]), numpy.array([8] * 3), numpy.array([11, 12, 13, 14, 15, 16, 17, 18, 19])]
    got = embed_lists(model, texts, device, 64, 10_000)
    fast = FastModel(numpy.arange(vocabulary), numpy.ones(vocabulary, numpy.float32), 32)
    expected = fast(Bags(texts), static).numpy()
    assert ((got * expected).sum(1) > 0.99999).all(), (got * expected).sum(1)
    torch.nn.init.normal_(model.context.weight)
    alone = numpy.concatenate([embed_lists(model, [text], device, 64, 10_000) for text in texts])
    together = embed_lists(model, texts, device, 64, 10_000)
    assert abs(alone - together).max() < 1e-4, abs(alone - together).max()
    assert (together * got).sum(1).max() < 0.99, "the contextual part changes nothing"


def check_pairs(work: Path, device: str) -> None:
    """Both sides have tokens, lie inside of their papers, and halves do not overlap what they leave."""
    store = TokenStore(work, device, HELD_OUT)
    rows = numpy.arange(store.papers)
    sides = paper_pairs(store, rows, numpy.random.default_rng(0))
    for side in sides:
        ids, mask = store.texts(side, 64)
        assert (mask.sum(1).cpu().numpy() == read_length(side, 64)).all() and (side[:, :, 1].sum(1) > 0).all()
        assert ((ids == 2).sum(1) == 1).all() and ((ids == 3).sum(1) == 1).all() and (ids[~mask] == 0).all()
    a, b = sides
    ids, mask = store.texts(b, 64)
    forgotten = lambda share: store.forget(ids, mask, a, numpy.full(len(a), share), 5)
    assert all((one == two).all() for one, two in zip(forgotten(0.0), (ids, mask)))
    first = store.texts(a, 64)[0].cpu().numpy()
    lost = total = 0
    for share in (0.4, 1.0):
        kept, there = (found.cpu().numpy() for found in forgotten(share))
        for row, before in enumerate(ids.cpu().numpy()):
            after, words = list(kept[row][there[row]]), set(first[row]) - {0, 2, 3}
            before = [word for word in before if word]
            gone = set(before) - set(after)
            assert after == [word for word in before if word not in gone] and gone <= words
            if share == 1.0:
                stay = [word for word in before if word not in words]
                assert after == (stay if len(stay) > 7 else before)
            elif len([word for word in before if word not in words]) > 7:
                lost, total = lost + len(gone), total + len(words & set(before))
    assert 0.35 < lost / total < 0.45, lost / total
    again = paper_pairs(store, rows, numpy.random.default_rng(0))
    assert all((one == two).all() for one, two in zip(sides, again)), "the same step gives other pairs"


def check_gradients(work: Path, checkpoint: Path, device: str) -> None:
    """Gradient caching in small chunks gives the gradients of the whole batch at once."""
    store = TokenStore(work, device, HELD_OUT)
    rows = numpy.arange(64)
    segments = numpy.concatenate(paper_pairs(store, rows, numpy.random.default_rng(0)))
    of_rows, none = torch.from_numpy(rows).to(device), torch.zeros(0, dtype=torch.int64, device=device)

    def loss_of(vectors: torch.Tensor) -> dict[str, torch.Tensor]:
        return {"loss": train_precise.info_nce(vectors[:64], vectors[64:], of_rows, vectors[:0], none, 0.05)}

    found = []
    for chunk_tokens in (1_000_000, 600):
        model = load_model(checkpoint, device)
        torch.manual_seed(3)
        torch.nn.init.normal_(model.context.weight, std=0.1)
        train_precise.backward(model, store, segments, 64, chunk_tokens, loss_of)
        found.append(torch.cat([p.grad.flatten() for p in model.parameters()]))
    apart = ((found[0] - found[1]).norm() / found[0].norm()).item()
    assert apart < (1e-4 if device == "cpu" else 0.05), apart


def falls(run: precise_run.Run, least: float) -> None:
    assert run.losses[-1] < run.losses[0] - least, f"the loss does not fall: {run.losses}"


def through_product(folder: Path, model: ContextualModel, vocabulary: list[str], dtype: str) -> float | None:
    """The least cosine between the product's vectors and PyTorch's, or None where the product cannot run."""
    if not shutil.which("node") or not (PROJECT / "node_modules/onnxruntime-node").exists():
        return None
    description = json.loads((folder / "nearby.json").read_text())
    file = {"q8": "onnx/model_quantized.onnx", "fp32": "onnx/model.onnx"}[dtype]
    (folder / "nearby.json").write_text(json.dumps({**description, "dtype": dtype, "onnxFile": file}))
    words = vocabulary[len(SPECIAL) :]
    texts = [" ".join(words[(i * k) % len(words)] for k in range(1, 3 + i)) for i in range(1, 40)] + ["unheard of", words[0]]
    lines = folder / "texts.jsonl"
    lines.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts))
    command = ["node", str(PROJECT / "src/cli/nearby.mjs"), "embed", str(lines), "--model", str(folder)]
    subprocess.run([*command, "--out", str(folder / "v.npy")], check=True, capture_output=True, cwd=PROJECT)
    encode = WordPiece(vocabulary)
    expected = embed_lists(model, [numpy.array(encode(text)) for text in texts], "cpu", 512, 10_000)
    return float((numpy.load(folder / "v.npy") * expected).sum(1).min())


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--device", choices=("cpu", "cuda"), default="cpu")
    options.add_argument("--folder", type=Path, help="keep what is made here (default: a temporary folder)")
    given = options.parse_args()
    folder = given.folder or Path(tempfile.mkdtemp(prefix="precise-"))
    try:
        check(folder, given.device)
    finally:
        if not given.folder:
            shutil.rmtree(folder)


def check(folder: Path, device: str) -> None:
    work = folder / "work"
    make_corpus(work)
    check_start(work, device)
    check_pairs(work, device)

    shared = ["--work", str(work), "--device", device, "--longest", "64", "--held-out", str(HELD_OUT)]
    small = ["--dimensions", "32", "--side", "16", "--width", "64", "--layers", "2", "--heads", "4", "--tokens", "2048"]
    pretrain = [*shared, *small, "--steps", "160", "--rate", "0.005"]
    whole = pretrain_precise.main([*pretrain, "--out", str(folder / "mlm.pt")])
    falls(whole, 1.0)
    goes_on = precise_run.Run.goes_on
    precise_run.Run.goes_on = lambda run: run.step < 80
    pretrain_precise.main([*pretrain, "--out", str(folder / "stopped.pt")])
    precise_run.Run.goes_on = goes_on
    resumed = pretrain_precise.main([*pretrain, "--out", str(folder / "stopped.pt"), "--resume"])
    apart = max((a - b).abs().max().item() for a, b in zip(whole.model.parameters(), resumed.model.parameters()))
    assert apart == 0 if device == "cpu" else apart < 0.1, f"a resumed run ends elsewhere: {apart}"

    check_gradients(work, folder / "mlm.pt", device)
    train = [*shared, "--batch", "128", "--chunk-tokens", "4096", "--scored", "32", "--rate", "0.003", "--table-rate", "0.003"]
    run = train_precise.main([*train, "--start", str(folder / "mlm.pt"), "--out", str(folder / "pairs.pt"), "--steps", "60"])
    falls(run, 0.2)
    assert run.model.context.weight.abs().max() > 0, "the contextual part did not learn"

    mine = ["--work", str(work), "--device", device, "--model", str(folder / "pairs.pt"), "--held-out", str(HELD_OUT)]
    mine += ["--out", str(folder / "negatives.npy"), "--from", "5", "--to", "60", "--keep", "4", "--longest", "64"]
    negatives = mine_negatives.main(mine)
    assert negatives.shape == (PAPERS - HELD_OUT, 4) and negatives.max() < PAPERS - HELD_OUT
    assert not (negatives == numpy.arange(len(negatives))[:, None]).any(), "a paper is its own wrong answer"
    assert (negatives >= 0).mean() > 0.5
    hard = [*train, "--start", str(folder / "pairs.pt"), "--out", str(folder / "precise.pt"), "--steps", "40"]
    falls(train_precise.main([*hard, "--negatives", str(folder / "negatives.npy")]), 0.0)

    pack_pieces.main(["half", str(folder / "precise.pt"), str(folder / "half.pt")])
    pack_pieces.main(["pack", "--out", str(folder / "pieces/half"), "--mib", "0.05", str(folder / "half.pt")])
    pack_pieces.main(["unpack", "--pieces", str(folder / "pieces/half"), "--out", str(folder / "unpacked")])
    assert (folder / "unpacked/half.pt").read_bytes() == (folder / "half.pt").read_bytes()

    export_precise.main(["--work", str(work), "--model", str(folder / "unpacked/half.pt"), "--out", str(folder / "model")])
    model = load_model(folder / "half.pt", "cpu")
    for dtype, least in (("fp32", 0.99999), ("q8", 0.99)):
        cosine = through_product(folder / "model", model, read_vocabulary(work), dtype)
        assert cosine is None or cosine > least, f"{dtype}: {cosine}"
        said = "not run, no Node or packages here" if cosine is None else f"least cosine {cosine:.6f}"
        print(f"{dtype} through the product: {said}")
    print("all stages passed")


if __name__ == "__main__":
    main()
