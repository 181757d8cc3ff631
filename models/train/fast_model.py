"""The fast model: a table of word vectors, and a sum that knows how often and how early a word stands.

    v(text) = Σ over its different tokens t of (Σ over the places i of t of lead(i)) ^ COUNT_POWER · table[t], to unit length
    lead(i) = 1 + LEAD · exp(−i / LEAD_TOKENS)

The second occurrence of a word says less than the first, as in BM25 (Robertson & Zaragoza 2009,
https://doi.org/10.1561/1500000019), and a paper's title and first sentence say more than what follows. Without both,
v0 was two to three points worse at retrieval.

In training, table[t] is own[t] + stems[stem of t]: forms of one word share what they have in common, so the rare ones
are not left alone. What is shipped is their sum.
"""

import numpy
import scipy.sparse
import torch
from concurrent.futures import ThreadPoolExecutor
from torch import nn

COUNT_POWER = 0.65
LEAD = 1.5
LEAD_TOKENS = 30.0

_two = ThreadPoolExecutor(2)


class Bags:
    """Texts as the different tokens in them with their weights, one after another: text i has `starts[i]:starts[i + 1]`."""

    def __init__(self, texts: list[numpy.ndarray]):
        lengths = numpy.fromiter((len(text) for text in texts), numpy.int64, len(texts))
        ids = numpy.concatenate(texts).astype(numpy.int64) if texts else numpy.zeros(0, numpy.int64)
        text = numpy.repeat(numpy.arange(len(texts)), lengths)
        place = numpy.arange(len(ids)) - numpy.repeat(numpy.cumsum(lengths) - lengths, lengths)
        found, at = numpy.unique(text << 16 | ids, return_inverse=True)
        counts = numpy.bincount(at, weights=1 + LEAD * numpy.exp(-place / LEAD_TOKENS), minlength=len(found))
        self.tokens = (found & 0xFFFF).astype(numpy.int32)
        self.starts = numpy.searchsorted(found >> 16, numpy.arange(len(texts) + 1)).astype(numpy.int32)
        self.weights = (counts**COUNT_POWER).astype(numpy.float32)

    def __len__(self) -> int:
        return len(self.starts) - 1

    def matrix(self, vocabulary: int) -> scipy.sparse.csr_matrix:
        """[texts, vocabulary]: times the table, it gives the sums."""
        return scipy.sparse.csr_matrix((self.weights, self.tokens, self.starts), shape=(len(self), vocabulary))


class FastModel(nn.Module):
    """`stem_of` int64 [vocabulary]: the number of each token's stem. `spread` [vocabulary]: lengths of the first vectors."""

    def __init__(self, stem_of: numpy.ndarray, spread: numpy.ndarray, dimensions: int):
        super().__init__()
        self.register_buffer("stem_of", torch.from_numpy(stem_of))
        self.own = nn.Parameter(0.02 * torch.randn(len(stem_of), dimensions) * torch.from_numpy(spread)[:, None])
        self.stems = nn.Parameter(0.014 * torch.randn(int(stem_of.max()) + 1, dimensions))

    def table(self) -> torch.Tensor:
        """[vocabulary, dimensions]"""
        return self.own + nn.functional.embedding(self.stem_of, self.stems)

    def forward(self, bags: Bags, table: torch.Tensor) -> torch.Tensor:
        """Unit vectors [texts, dimensions]; `table` is `self.table()`, made once a step."""
        if table.is_cuda:
            on = lambda values: torch.from_numpy(values).to(table.device)
            tokens, starts, weights = on(bags.tokens), on(bags.starts[:-1]), on(bags.weights)
            sums = nn.functional.embedding_bag(tokens, table, starts, mode="sum", per_sample_weights=weights)
        else:
            sums = _SparseSum.apply(table, bags)
        return nn.functional.normalize(sums, dim=1)


class _SparseSum(torch.autograd.Function):
    """Weighted sums of rows as a product of sparse and dense, several times faster on a CPU than PyTorch's EmbeddingBag,
    whose gradient sorts all tokens anew."""

    @staticmethod
    def forward(context, table, bags):
        context.matrix = bags.matrix(len(table))
        return torch.from_numpy(_product(context.matrix, table.detach().numpy()))

    @staticmethod
    def backward(context, gradient):
        return torch.from_numpy(_product(context.matrix.T.tocsr(), gradient.contiguous().numpy())), None


def _product(sparse: scipy.sparse.csr_matrix, dense: numpy.ndarray) -> numpy.ndarray:
    """Half of the work in each of two threads: SciPy lets go of the interpreter's lock meanwhile."""
    middle = int(numpy.searchsorted(sparse.indptr, sparse.nnz // 2))
    return numpy.concatenate(list(_two.map(lambda rows: sparse[rows] @ dense, [slice(0, middle), slice(middle, None)])))
