"""Token arrays to batches of texts, made where the model is: a GPU is otherwise waiting for Python.

A text is up to SEGMENTS stretches of one long array of tokens, so pairs of any kind are only numbers until the tokens are
gathered on the device: `segments` is everywhere int64 [texts, SEGMENTS, 2], start and length of each stretch.

All that is drawn at random comes from (seed, epoch or step), so the state of a run is its step.
"""

from pathlib import Path
from typing import Iterator

import numpy
import torch
from torch import Tensor

from contextual_model import CLS, FIRST_WORD, SEP, ContextualModel
from pairs import HALVES, KEYWORDS, SHORTEST_CUT, SHORTEST_HALVED, TITLE
from token_arrays import HELD_OUT

SEGMENTS = 3
FIELDS = ("title", "abstract", "keywords", "pair-a", "pair-b")


class TokenStore:
    """All tokens on one device, in 16 bits; row i of title, abstract and keywords is the same paper."""

    def __init__(self, work: Path, device: str, held_out: int = HELD_OUT):
        self.device = device
        self.starts: dict[str, numpy.ndarray] = {}
        self.lengths: dict[str, numpy.ndarray] = {}
        parts, before = [], 0
        for field in FIELDS:
            if not (work / f"{field}.ends.npy").exists():
                continue
            ids, ends = numpy.load(work / f"{field}.ids.npy"), numpy.load(work / f"{field}.ends.npy")
            begins = numpy.concatenate([[0], ends[:-1]])
            self.starts[field], self.lengths[field] = begins + before, ends - begins
            parts.append(ids)
            before += len(ids)
        # PyTorch knows no 16 bits without sign; `texts` takes the sign away again.
        self._ids = torch.from_numpy(numpy.concatenate(parts).view(numpy.int16)).to(device)
        self.papers = len(self.lengths["title"]) - held_out
        if self.papers < 1:
            raise SystemExit(f"{self.papers + held_out} papers in {work}, of which {held_out} must stay held out.")

    def stretch(self, field: str, rows: numpy.ndarray) -> numpy.ndarray:
        """[rows, 2]: the whole field of each row"""
        return numpy.stack([self.starts[field][rows], self.lengths[field][rows]], axis=1)

    def segments(self, *stretches: numpy.ndarray) -> numpy.ndarray:
        found = numpy.zeros((len(stretches[0]), SEGMENTS, 2), numpy.int64)
        for i, stretch in enumerate(stretches):
            found[:, i] = stretch
        return found

    def papers_whole(self, rows: numpy.ndarray) -> numpy.ndarray:
        """Title and abstract, as the product reads a paper."""
        return self.segments(self.stretch("title", rows), self.stretch("abstract", rows))

    def texts(self, segments: numpy.ndarray, longest: int) -> tuple[Tensor, Tensor]:
        """Tokens with their marks, cut to `longest`: ids [b, t] of int64 and mask [b, t], t a multiple of 8."""
        ends = numpy.minimum(segments[:, :, 1].cumsum(1), longest - 2)
        tokens = -(-(int(ends.max()) + 2) // 8) * 8
        at = torch.arange(-1, tokens - 1, device=self.device)[None]
        there = torch.from_numpy(ends).to(self.device)
        starts = torch.from_numpy(segments[:, :, 0]).to(self.device)
        index = torch.zeros(len(segments), tokens, dtype=torch.int64, device=self.device)
        begin = torch.zeros_like(there[:, :1])
        for i in range(SEGMENTS):
            end = there[:, i : i + 1]
            index = torch.where((at >= begin) & (at < end), starts[:, i : i + 1] + at - begin, index)
            begin = end
        ids = self._ids[index].long() & 0xFFFF
        ids = torch.where(at < begin, ids, torch.zeros_like(ids))
        ids.masked_fill_(at == -1, CLS)
        ids.masked_fill_(at == begin, SEP)
        return ids, at <= begin


    def forget(self, ids: Tensor, mask: Tensor, words_of: numpy.ndarray, shares: numpy.ndarray, seed: int) -> tuple[Tensor, Tensor]:
        """Takes words out of texts, as pairs.py does: of the words of text i of `words_of`, about the share i, each at all
        its places; a text of which five words or fewer would stay keeps all. What goes depends on the seed, the text and the
        word alone, so it is the same when asked again."""
        others, there = self.texts(words_of, ids.shape[1])
        others = others.masked_fill(~there, -1)
        shared = (ids[:, :, None] == others[:, None, :]).any(-1) & (ids >= FIRST_WORD)
        key = torch.from_numpy(words_of[:, 0, 0]).to(self.device)[:, None] * 1_000_003 + ids * 7_919 + seed * 104_729
        gone = shared & (scattered(key) < torch.from_numpy(shares.astype(numpy.float32)).to(self.device)[:, None])
        gone = gone & ((mask & ~gone & (ids >= FIRST_WORD)).sum(1, keepdim=True) > 5)
        # What stays moves to the front; padding is behind it already.
        order = (gone | ~mask).to(torch.int8).argsort(dim=1, stable=True)
        there = torch.arange(ids.shape[1], device=self.device)[None] < (mask & ~gone).sum(1, keepdim=True)
        return ids.gather(1, order) * there, there


def scattered(key: Tensor) -> Tensor:
    """int64 -> numbers in [0, 1) that look like chance, the same on every device"""
    key = key & 0x7FFFFFFF
    for factor in (0x2C1B3C6D, 0x297A2D39):
        key = ((key ^ (key >> 15)) * factor) & 0x7FFFFFFF
    return (key ^ (key >> 16)).float() / 2**31


def read_length(segments: numpy.ndarray, longest: int) -> numpy.ndarray:
    """Tokens of each text as `texts` gives them, marks included."""
    return numpy.minimum(segments[:, :, 1].sum(1) + 2, longest)


def chunks_by_length(lengths: numpy.ndarray, tokens: int) -> list[numpy.ndarray]:
    """Texts of similar length together, each chunk at most `tokens` with its padding: indices into `lengths`."""
    order = numpy.argsort(-lengths, kind="stable")
    chunks, start = [], 0
    while start < len(order):
        fit = max(1, tokens // (-(-int(lengths[order[start]]) // 8) * 8))
        chunks.append(order[start : start + fit])
        start += fit
    return chunks


def paper_batches(store: TokenStore, longest: int, tokens: int, seed: int, pool: int = 32) -> Iterator[numpy.ndarray]:
    """Rows of papers, epoch after epoch without end, about `tokens` a batch with little padding."""
    whole = read_length(store.papers_whole(numpy.arange(store.papers)), longest)
    per_pool = max(1, int(pool * tokens / whole.mean()))
    epoch = 0
    while True:
        random = numpy.random.default_rng([seed, 1, epoch])
        order = random.permutation(store.papers)
        for start in range(0, len(order), per_pool):
            rows = order[start : start + per_pool]
            chunks = chunks_by_length(whole[rows], tokens)
            for i in random.permutation(len(chunks)):
                yield rows[chunks[i]]
        epoch += 1


def row_batches(papers: int, batch: int, seed: int) -> Iterator[numpy.ndarray]:
    """Rows in batches of one size, none twice in an epoch; what is left over at an epoch's end waits for the next."""
    batch = min(batch, papers)
    epoch = 0
    while True:
        order = numpy.random.default_rng([seed, 2, epoch]).permutation(papers)
        yield from (order[start : start + batch] for start in range(0, papers - batch + 1, batch))
        epoch += 1


def paper_pairs(store: TokenStore, rows: numpy.ndarray, random: numpy.random.Generator) -> tuple[numpy.ndarray, numpy.ndarray]:
    """Two texts of each paper that belong together, as segments.

    The kinds and shares of pairs.py: title and abstract, whole or in part; two halves of an abstract; a passage and the rest
    around it; keywords and paper. Only as numbers, for thousands of papers at once: pairs.py takes about a second for what
    a GPU does in one.
    """
    title, abstract = store.stretch("title", rows), store.stretch("abstract", rows)
    start, length = abstract.T
    between = lambda low, high: (low + random.random(len(rows)) * (high - low)).astype(numpy.int64)
    part = lambda begin, size: numpy.stack([start + begin, size], axis=1)
    kind = numpy.where(length < SHORTEST_HALVED, 0.0, random.random(len(rows)))

    size = numpy.where((length > SHORTEST_CUT) & (random.random(len(rows)) < 0.5), between(length // 3, length), length)
    a, b = store.segments(title), store.segments(part(between(0, length - size + 1), size))

    halves = (kind >= TITLE) & (kind < TITLE + HALVES)
    cut = between(0.35 * length, 0.65 * length)
    a[halves] = store.segments(part(0, cut))[halves]
    b[halves] = store.segments(part(cut, length - cut))[halves]

    passage = kind >= TITLE + HALVES
    size = numpy.minimum(between(12, 40), length)
    begin = between(0, length - size)
    after = begin + size
    a[passage] = store.segments(part(begin, size))[passage]
    b[passage] = store.segments(title, part(0, begin), part(after, length - after))[passage]

    if "keywords" in store.lengths:
        keyed = (store.lengths["keywords"][rows] > 0) & (random.random(len(rows)) < KEYWORDS)
        a[keyed] = store.segments(store.stretch("keywords", rows))[keyed]
        b[keyed] = store.papers_whole(rows)[keyed]
    # A side without tokens would be the same text for all papers.
    beginning = store.segments(part(0, numpy.minimum(length, 10)))
    for side in (a, b):
        empty = side[:, :, 1].sum(1) == 0
        side[empty] = beginning[empty]
    return a, b


@torch.no_grad()
def embed_segments(model: ContextualModel, store: TokenStore, segments: numpy.ndarray, longest: int, tokens: int) -> Tensor:
    """Unit vectors [texts, dimensions] on the store's device"""
    found = torch.empty(len(segments), model.shape.dimensions, device=store.device)
    for chunk in chunks_by_length(read_length(segments, longest), tokens):
        found[torch.from_numpy(chunk).to(store.device)] = model.vectors(*store.texts(segments[chunk], longest))
    return found


@torch.no_grad()
def embed_lists(model: ContextualModel, texts: list[numpy.ndarray], device: str, longest: int, tokens: int) -> numpy.ndarray:
    """The same for texts from elsewhere, token ids without marks: what evaluate.py asks for."""
    lengths = numpy.array([min(len(text) + 2, longest) for text in texts])
    found = numpy.empty((len(texts), model.shape.dimensions), numpy.float32)
    for chunk in chunks_by_length(lengths, tokens):
        ids = numpy.zeros((len(chunk), lengths[chunk].max()), numpy.int64)
        for row, i in enumerate(chunk):
            ids[row, : lengths[i]] = [CLS, *texts[i][: lengths[i] - 2], SEP]
        there = torch.from_numpy(numpy.arange(ids.shape[1]) < lengths[chunk][:, None])
        found[chunk] = model.vectors(torch.from_numpy(ids).to(device), there.to(device)).float().cpu().numpy()
    return found
