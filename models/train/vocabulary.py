"""Papers to a WordPiece vocabulary: frequent words whole, and pieces for all the others.

    python3 vocabulary.py --corpus FOLDER --work FOLDER [--size 60000] [--pieces 12000]

The pieces are those of byte-pair merges over word counts (Sennrich et al. 2016, https://arxiv.org/abs/1508.07909), with
characters for bytes; the rest of the vocabulary goes to whole words by frequency. A word that is one token keeps one
vector of its own, which counts for more in a model without layers than short pieces do.
Writes words.json (counts) and vocabulary.txt into the work folder.
"""

import argparse
import collections
import heapq
import json
from multiprocessing import Pool
from pathlib import Path

from corpus import json_lines, paper_files, sentence_pairs
from text import SPECIAL, words_of

# Everyday words are rare in papers, but people ask with them: the sentence pairs' words count this often.
PAIRS_WEIGHT = 20
LEAST_COUNT = 5
ALPHABET = 1000


def count_words(path: Path) -> collections.Counter:
    counts: collections.Counter = collections.Counter()
    for paper in json_lines(path):
        counts.update(words_of(paper["title"] + "\n" + paper["abstract"]))
    return counts


def byte_pair_pieces(counts: list[tuple[str, int]], size: int) -> list[str]:
    """The alphabet and then merges, most frequent pair first, until there are `size` pieces."""
    words = [[word[0]] + ["##" + letter for letter in word[1:]] for word, _ in counts]
    letters: collections.Counter = collections.Counter()
    pairs: collections.Counter = collections.Counter()
    where: dict[tuple[str, str], set[int]] = collections.defaultdict(set)
    for i, (pieces, (_, count)) in enumerate(zip(words, counts)):
        for piece in pieces:
            letters[piece] += count
        for pair in zip(pieces, pieces[1:]):
            pairs[pair] += count
            where[pair].add(i)
    found = dict.fromkeys(sorted(letter for letter, _ in letters.most_common(ALPHABET)))
    heap = [(-count, pair) for pair, count in pairs.items()]
    heapq.heapify(heap)
    while len(found) < size and heap:
        negative, pair = heapq.heappop(heap)
        if pairs.get(pair, 0) != -negative:
            continue  # An old count; the pair stands in the heap with its present one too.
        merged = pair[0] + pair[1][2:]
        found.setdefault(merged)
        changed = set()
        for i in where.pop(pair):
            before, count, after, at = words[i], counts[i][1], [], 0
            while at < len(before):
                together = at + 1 < len(before) and (before[at], before[at + 1]) == pair
                after.append(merged if together else before[at])
                at += 2 if together else 1
            for old in zip(before, before[1:]):
                pairs[old] -= count
                changed.add(old)
            for new in zip(after, after[1:]):
                pairs[new] += count
                where[new].add(i)
                changed.add(new)
            words[i] = after
        pairs.pop(pair, None)
        for other in changed - {pair}:
            if pairs.get(other, 0) > 0:
                heapq.heappush(heap, (-pairs[other], other))
    return list(found)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--corpus", type=Path, required=True)
    options.add_argument("--work", type=Path, required=True)
    options.add_argument("--size", type=int, default=60_000)
    options.add_argument("--pieces", type=int, default=12_000)
    options.add_argument("--processes", type=int, default=2)
    given = options.parse_args()
    given.work.mkdir(parents=True, exist_ok=True)

    with Pool(given.processes) as pool:
        counts = sum(pool.imap_unordered(count_words, paper_files(given.corpus)), collections.Counter())
    for pair in sentence_pairs(given.corpus):
        for word in words_of(pair["a"] + "\n" + pair["b"]):
            counts[word] += PAIRS_WEIGHT
    # By count, then by the alphabet: the order must not depend on which process ended first.
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    (given.work / "words.json").write_text(json.dumps(ordered[:500_000], ensure_ascii=False))
    kept = [(word, count) for word, count in ordered if count >= LEAST_COUNT and len(word) <= 40]
    vocabulary = dict.fromkeys([*SPECIAL, *byte_pair_pieces(kept, given.pieces)])
    for word, _ in kept:
        if len(vocabulary) >= given.size:
            break
        vocabulary.setdefault(word)
    (given.work / "vocabulary.txt").write_text("\n".join(vocabulary) + "\n", encoding="utf-8")
    covered = sum(count for word, count in kept if word in vocabulary) / sum(counts.values())
    print(f"{len(counts)} different words, {len(vocabulary)} pieces; {covered:.2%} of all words are one piece")


if __name__ == "__main__":
    main()
