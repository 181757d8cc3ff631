"""Papers to token arrays: what training reads, small enough to carry anywhere.

    python3 token_arrays.py --corpus FOLDER --work FOLDER

For each of the fields title, abstract, tldr and keywords: FIELD.ids.npy (uint16, all papers' tokens after one another) and
FIELD.ends.npy (int64, where each paper's end); a paper without the field has none. And group.npy (int32): the paper's
category, -1 where it has none. The last --held-out papers never train: row i of all arrays is the same paper, so they are
the last rows.
"""

import argparse
import json
from array import array
from multiprocessing import Pool
from pathlib import Path

import numpy

from corpus import json_lines, paper_files, sentence_pairs
from text import WordPiece

FIELDS = ("title", "abstract", "tldr", "keywords")
HELD_OUT = 20_000


def read_vocabulary(work: Path) -> list[str]:
    return (work / "vocabulary.txt").read_text(encoding="utf-8").split("\n")[:-1]


def tokenize_file(task: tuple[Path, list[str]]) -> tuple[dict, list[str]]:
    """The token arrays of one file: field -> (ids, lengths), and the papers' categories."""
    path, vocabulary = task
    encode = WordPiece(vocabulary)
    ids = {field: array("H") for field in FIELDS}
    lengths = {field: array("i") for field in FIELDS}
    categories = []
    for paper in json_lines(path):
        for field in FIELDS:
            value = paper.get(field) or ""
            found = encode("; ".join(value) if isinstance(value, list) else value)
            ids[field].extend(found)
            lengths[field].append(len(found))
        categories.append(paper.get("category") or "")
    return {field: (numpy.array(ids[field]), numpy.array(lengths[field])) for field in FIELDS}, categories


def save_ragged(work: Path, name: str, ids: numpy.ndarray, lengths: numpy.ndarray) -> None:
    numpy.save(work / f"{name}.ids.npy", ids.astype(numpy.uint16))
    numpy.save(work / f"{name}.ends.npy", numpy.cumsum(lengths, dtype=numpy.int64))


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--corpus", type=Path, required=True)
    options.add_argument("--work", type=Path, required=True)
    options.add_argument("--processes", type=int, default=2)
    given = options.parse_args()
    vocabulary = read_vocabulary(given.work)
    if len(vocabulary) > 65_536:
        raise SystemExit(f"{len(vocabulary)} pieces do not fit in 16 bits; make the vocabulary smaller.")

    with Pool(given.processes) as pool:
        parts = pool.map(tokenize_file, [(path, vocabulary) for path in paper_files(given.corpus)], chunksize=1)
    for field in FIELDS:
        ids, lengths = (numpy.concatenate([part[field][k] for part, _ in parts]) for k in (0, 1))
        save_ragged(given.work, field, ids, lengths)
        print(f"{field}: {(lengths > 0).sum()} papers, {lengths.sum()} tokens")
    categories = [category for _, part in parts for category in part]
    names = sorted(set(categories) - {""})
    number = {name: i for i, name in enumerate(names)}
    numpy.save(given.work / "group.npy", numpy.array([number.get(name, -1) for name in categories], numpy.int32))
    (given.work / "groups.json").write_text(json.dumps(names))

    # Pairs that people scored from 0 to 1; those only labelled as a paraphrase or not are left out, as two scales in one
    # would teach neither.
    encode = WordPiece(vocabulary)
    scored = [pair for pair in sentence_pairs(given.corpus) if "score" in pair]
    for side in "ab":
        found = [encode(pair[side]) for pair in scored]
        save_ragged(given.work, f"pair-{side}", numpy.array(sum(found, [])), numpy.array([len(ids) for ids in found]))
    numpy.save(given.work / "pair-score.npy", numpy.array([pair["score"] for pair in scored], numpy.float32))
    sets = sorted({pair["set"] for pair in scored})
    numpy.save(given.work / "pair-set.npy", numpy.array([sets.index(pair["set"]) for pair in scored], numpy.int32))
    print(f"{len(categories)} papers, {len(names)} categories, {len(scored)} scored sentence pairs")


if __name__ == "__main__":
    main()
