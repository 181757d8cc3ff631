"""Token arrays to pairs of texts that belong together."""

from pathlib import Path
from typing import Iterator

import numpy

# Shares of the kinds of pairs: a title and its abstract, two halves of an abstract, a short span and the rest around it.
TITLE, HALVES = 0.5, 0.2
# Of papers with keywords, so many times those are the question.
KEYWORDS = 0.3
# Of all pairs, so many have phrases mixed into the question, at most one for every PHRASE_EVERY tokens and one more.
PHRASED, PHRASE_EVERY = 0.5, 8
# Abstracts below these numbers of tokens are not halved, or not cut to a part.
SHORTEST_HALVED, SHORTEST_CUT = 60, 80


class Ragged:
    """Texts of different lengths in one array: text i is `ids[ends[i - 1]:ends[i]]`."""

    def __init__(self, ids: numpy.ndarray, ends: numpy.ndarray):
        self.ids, self.ends = ids, ends

    @staticmethod
    def read(work: Path, name: str) -> "Ragged":
        return Ragged(numpy.load(work / f"{name}.ids.npy"), numpy.load(work / f"{name}.ends.npy"))

    def __len__(self) -> int:
        return len(self.ends)

    def __getitem__(self, i: int) -> numpy.ndarray:
        return self.ids[self.ends[i - 1] if i else 0 : self.ends[i]]


class Pairs:
    """Pairs from the papers of a work folder, the same for the same seed and step whenever they are asked for.

    `forgotten` is the largest share of a question's words that are taken out of its passage (each pair draws its own
    share from 0 to that, and a word goes with all its occurrences). Without it a model learns little more than which
    words the two have in common; with it, it must also know which words go together.

    `phrases` are token ids of words that say nothing (see phrases.py).

    With `together`, a batch is made of runs of so many papers of one category (or of categories that are neighbours in the
    alphabet): wrong answers from one's own field are the ones that are hard to tell apart.
    """

    def __init__(
        self,
        work: Path,
        held_out: int,
        batch: int,
        seed: int,
        forgotten: float,
        phrases: list[numpy.ndarray],
        copies: numpy.ndarray | None = None,
        together: int = 0,
    ):
        self.titles, self.abstracts = Ragged.read(work, "title"), Ragged.read(work, "abstract")
        self.keywords = Ragged.read(work, "keywords")
        self.batch, self.seed, self.forgotten, self.phrases = batch, seed, forgotten, phrases
        rows = numpy.arange(len(self.titles) - held_out)
        # A paper stands as often in an epoch as `copies` says.
        self._rows = rows if copies is None else numpy.repeat(rows, copies[: len(rows)])
        self._together = together
        self._groups = numpy.load(work / "group.npy") if together else None
        self.steps_an_epoch = len(self._rows) // batch
        if self.steps_an_epoch == 0:
            raise SystemExit(f"{len(self._rows)} papers do not fill a batch of {batch}; make --batch smaller.")

    def from_step(self, step: int) -> Iterator[tuple[numpy.ndarray, list[numpy.ndarray], list[numpy.ndarray]]]:
        """For each step from `step` on: the papers' rows, questions and passages, row i of each the same paper."""
        while True:
            epoch, within = divmod(step, self.steps_an_epoch)
            order = self._order(numpy.random.default_rng([self.seed, epoch]))
            for k in range(within, self.steps_an_epoch):
                rows = order[k * self.batch : (k + 1) * self.batch]
                random = numpy.random.default_rng([self.seed, epoch, k])
                both = [self._pair(row, random) for row in rows]
                yield rows, [question for question, _ in both], [passage for _, passage in both]
                step += 1

    def _order(self, random: numpy.random.Generator) -> numpy.ndarray:
        order = random.permutation(self._rows)
        if not self._together:
            return order
        order = order[numpy.argsort(self._groups[order], kind="stable")]
        runs = numpy.array_split(order, max(1, len(order) // self._together))
        return numpy.concatenate([runs[i] for i in random.permutation(len(runs))])

    def _pair(self, row: int, random: numpy.random.Generator) -> tuple[numpy.ndarray, numpy.ndarray]:
        title, abstract, keywords = self.titles[row], self.abstracts[row], self.keywords[row]
        n, kind = len(abstract), random.random()
        if len(keywords) and random.random() < KEYWORDS:
            question, passage = keywords, numpy.concatenate([title, abstract])
        elif kind < TITLE or n < SHORTEST_HALVED:
            question, passage = title, abstract
            if n > SHORTEST_CUT and random.random() < 0.5:
                length = int(random.integers(n // 3, n))
                start = int(random.integers(0, n - length + 1))
                passage = abstract[start : start + length]
        elif kind < TITLE + HALVES:
            cut = int(random.integers(int(n * 0.35), int(n * 0.65) + 1))
            question, passage = abstract[:cut], abstract[cut:]
        else:
            length = int(random.integers(12, 40))
            start = int(random.integers(0, n - length))
            question = abstract[start : start + length]
            passage = numpy.concatenate([title, abstract[:start], abstract[start + length :]])
        if len(question) == 0:
            question = abstract[:10]
        words = numpy.unique(question)
        share = random.random() * self.forgotten
        kept = passage[~numpy.isin(passage, words[random.random(len(words)) < share])]
        if random.random() < PHRASED and self.phrases:
            count = int(random.integers(1, 2 + len(question) // PHRASE_EVERY))
            question = numpy.concatenate([question, *(self.phrases[i] for i in random.integers(0, len(self.phrases), count))])
        return question, kept if len(kept) > 5 else passage
