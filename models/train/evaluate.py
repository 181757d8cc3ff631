"""A quick look at a model in training: the judged sets, sentence pairs, and held-out papers, by exact search.

What counts is `npm run eval`, which measures the finished model through the product; this is the same kind of figures,
on vectors straight from PyTorch, in half a minute.
"""

from pathlib import Path
from typing import Callable

import numpy
from scipy.stats import spearmanr

from corpus import json_lines
from pairs import Ragged
from text import WordPiece

Embed = Callable[[list[numpy.ndarray]], numpy.ndarray]
"""Token ids of texts -> unit vectors, float32, one row a text."""

HELD_OUT_QUERIES = 2_000
EXAMPLES = 500


class Evaluation:
    """Reads and tokenizes the sets once; `figures` may be asked again and again."""

    def __init__(self, folder: Path | None, work: Path, vocabulary: list[str], held_out: int):
        encode = WordPiece(vocabulary)
        ids = lambda text: numpy.array(encode(text), numpy.int64)
        self.retrieval: dict[str, tuple[list, list, list[dict[int, float]]]] = {}
        self.sentences: dict[str, tuple[list, list, list[float]]] = {}
        for path in sorted(folder.iterdir()) if folder else []:
            if (path / "qrels.jsonl").exists():
                papers = list(json_lines(path / "corpus.jsonl"))
                row = {paper["id"]: i for i, paper in enumerate(papers)}
                judged = {line["qid"]: line["rel"] for line in json_lines(path / "qrels.jsonl")}
                queries = [query for query in json_lines(path / "queries.jsonl") if query["id"] in judged]
                self.retrieval[path.name] = (
                    [ids((paper.get("title") or "") + "\n" + paper["abstract"]) for paper in papers],
                    [ids(query["text"]) for query in queries],
                    [{row[paper]: grade for paper, grade in judged[query["id"]].items() if paper in row} for query in queries],
                )
            elif (path / "dev.jsonl").exists():
                pairs = list(json_lines(path / "dev.jsonl"))
                self.sentences[path.name] = (
                    [ids(pair["a"]) for pair in pairs],
                    [ids(pair["b"]) for pair in pairs],
                    [pair["score"] for pair in pairs],
                )
        titles, abstracts = Ragged.read(work, "title"), Ragged.read(work, "abstract")
        rows = range(len(titles) - held_out, len(titles))
        self.titles = [titles[row].astype(numpy.int64) for row in rows][:HELD_OUT_QUERIES]
        self.abstracts = [abstracts[row].astype(numpy.int64) for row in rows]
        self.papers = [numpy.concatenate([titles[row], abstracts[row]]).astype(numpy.int64) for row in rows]
        self.groups = numpy.load(work / "group.npy")[rows.start :]

    def figures(self, embed: Embed) -> dict[str, float]:
        """Percentages: nDCG@10 of each judged set, Spearman of each set of pairs, held-out R@1 and R@10, P@20 by category."""
        found: dict[str, float] = {}
        for name, (papers, queries, grades) in self.retrieval.items():
            similarity = embed(queries) @ embed(papers).T
            best = numpy.argsort(-similarity, axis=1, kind="stable")[:, :10]
            found[name] = 100 * numpy.mean([ndcg(list(row), grade) for row, grade in zip(best, grades)])
        for name, (a, b, scores) in self.sentences.items():
            found[name] = 100 * spearmanr((embed(a) * embed(b)).sum(1), scores).correlation
        similarity = embed(self.titles) @ embed(self.abstracts).T
        own = similarity[numpy.arange(len(self.titles)), numpy.arange(len(self.titles))]
        rank = (similarity > own[:, None]).sum(1)
        found["R@1"], found["R@10"] = 100 * (rank < 1).mean(), 100 * (rank < 10).mean()
        found["P@20"] = 100 * self.precision_by_category(embed(self.papers))
        return found

    def precision_by_category(self, vectors: numpy.ndarray) -> float:
        """Among the 20 nearest other held-out papers, the share of the same category."""
        counts = numpy.bincount(self.groups[self.groups >= 0])
        asked = [i for i, group in enumerate(self.groups) if group >= 0 and counts[group] > 20][:EXAMPLES]
        similarity = vectors[asked] @ vectors.T
        similarity[numpy.arange(len(asked)), asked] = -2
        nearest = numpy.argpartition(-similarity, 20, axis=1)[:, :20]
        return float((self.groups[nearest] == self.groups[asked][:, None]).mean())


def ndcg(rows: list[int], grades: dict[int, float]) -> float:
    """Järvelin & Kekäläinen 2002, with the grade itself as the gain."""
    discount = 1 / numpy.log2(numpy.arange(2, 12))
    gains = numpy.array([grades.get(row, 0) for row in rows])
    ideal = numpy.array(sorted(grades.values(), reverse=True)[:10])
    best = (ideal * discount[: len(ideal)]).sum()
    return float((gains * discount[: len(gains)]).sum() / best) if best > 0 else 0.0


def line(figures: dict[str, float]) -> str:
    judged = [value for name, value in figures.items() if name not in ("stsb", "sick", "R@1", "R@10", "P@20")]
    mean = f"mean {numpy.mean(judged):.2f} " if judged else ""
    return mean + " ".join(f"{name} {value:.1f}" for name, value in figures.items())
