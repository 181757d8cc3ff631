/** Examples kept apart: a paper counts by the example that it is nearest to, so that a question may hold several interests. */
import { distanceAt } from '../index/exact-index.ts';
import { NearestHeap } from '../index/nearest-heap.ts';
import type { VectorIndex } from '../index/vector-index.ts';
import { createRandom, sampleRows } from '../random.ts';
import { dot, type VectorTable, vectorAt } from '../tables/vector-table.ts';
import type { MeaningOrder } from './order-by-meaning.ts';
import { defaultWeights } from './part-weights.ts';
import type { QuestionParts } from './question-vector.ts';

export const nearestExampleDefaults = {
  /**
   * How much the examples beside the nearest one count: the nearness to several is `softness` · log(mean of
   * exp(cosine / softness)), which is the largest cosine at 0 and nears the mean as it grows. 0.1 against 0: 3 points
   * more in the mean of the papers that are looked for among the first 20, and two interests at once are found as before;
   * at 0.2 they begin to be mixed. Chosen on the groups of README.md, none kept back; of
   * the saved lists one half gains and the other loses half a point.
   */
  softness: 0.1,
  /** How much disliked papers push. 0.3 costs 5 points of the categories of 20,000 papers of all fields, 0.1 one. */
  dislikedShare: 0.1,
};

/**
 * Papers of a crowded subject are near to each other, so that the papers like one example may all be nearer to it than the best of
 * another's, and fill the answer. From each cosine is taken how crowded it is around the example, as in the cross-domain
 * similarity local scaling of Conneau et al. 2018, https://arxiv.org/abs/1710.04087. Departure: by a share of papers drawn from
 * the corpus, not by the nearest few, so that scores do not hang on the index or the filter.
 */
export const crowdingDefaults = {
  /** Papers drawn, the same for each example: 1 % of them are ten. */
  drawn: 1000,
  /**
   * Around an example it is crowded up to the cosine that this share of them is beyond. Taking nothing off finds less in each
   * row of the table in README.md: 6 points of two topics at once, 3 of the lists. By the mean of the nearest ten it is 1 more
   * of two topics and 2 of two categories, and up to 3 less of lists and categories.
   */
  share: 0.01,
};

interface ExampleTables {
  vectors: VectorTable;
  index: Pick<VectorIndex, 'distances'>;
  /** The corpus's; papers are drawn by it. */
  seed: number;
}

/** Far more than what rounding to float32 moves a score by. */
const roundingOfScores = 1e-5;

/**
 * Score of a row: its nearness to the liked papers (the text is one more, and so is what topics have in common), of which
 * the nearest counts most, each cosine times its weight and less the crowding around it, less a share of its nearness to the
 * disliked ones. Every row that may be in the answer is scored.
 *
 * Cost at 100,000 × 256: 30 ms for 5 examples, 65 for 20.
 */
export class NearestExample implements MeaningOrder {
  readonly #vectors: VectorTable;
  readonly #index: Pick<VectorIndex, 'distances'>;
  readonly #wanted: Float32Array[];
  readonly #unwanted: Float32Array[];
  readonly #pushed: number;
  /** Of each wanted vector, taken from its cosines; the least is 0. */
  readonly #crowding: Float64Array;
  /** Of each unwanted one 0: they push by their cosines as they are. */
  readonly #uncrowded: Float64Array;

  constructor(
    { text, liked, disliked, near, weights = defaultWeights }: QuestionParts,
    tables: ExampleTables,
  ) {
    const { vectors, index } = tables;
    this.#vectors = vectors;
    this.#index = index;
    const wanted = liked.map((row) => ({ vector: vectorAt(vectors, row), weight: weights.like }));
    if (text) wanted.push({ vector: text, weight: weights.text });
    if (near) wanted.push({ vector: near, weight: weights.near });
    // The largest weight counts as 1, so that proportions alone matter also beside the softness.
    const most = wanted.length > 0 ? Math.max(...wanted.map(({ weight }) => weight)) : 1;
    this.#wanted = wanted.map(({ vector, weight }) => vector.map((value) => (value * weight) / most));
    this.#crowding = crowdingOf(this.#wanted, tables);
    this.#unwanted = disliked.map((row) => vectorAt(vectors, row));
    this.#uncrowded = new Float64Array(this.#unwanted.length);
    this.#pushed = (nearestExampleDefaults.dislikedShare * weights.unlike) / most;
  }

  scoreOf(row: number): number {
    const vector = vectorAt(this.#vectors, row);
    const wanted = nearnessTo(this.#wanted, vector, this.#crowding);
    return this.#scoreFrom(wanted, nearnessTo(this.#unwanted, vector, this.#uncrowded));
  }

  nearest(count: number, allowed: Uint8Array | null): ArrayLike<number> {
    const rows = rowsUnder(allowed, this.#vectors.rows);
    const heap = new NearestHeap(Math.min(count, rows.length));
    const liked = this.#wanted.length;
    const examples = tableOf([...this.#wanted, ...this.#unwanted], this.#vectors.dimensions);
    this.#index.distances(examples, rows, (block, distances) => {
      const most = this.#mostOf(block.length, distances);
      for (let i = 0; i < block.length; i++) {
        if (-most[i] > heap.limit) continue;
        const wanted = nearnessOf(distances, i, 0, this.#crowding);
        const unwanted = nearnessOf(distances, i, liked, this.#uncrowded);
        // The heap keeps the smallest.
        const distance = Math.fround(-this.#scoreFrom(wanted, unwanted));
        if (distance < heap.limit) heap.offer(block[i], distance);
      }
    });
    return heap.take().rows;
  }

  /**
   * What the score of each row of a block is at most: the mean of exponentials is not above the largest of them, nor below
   * the smallest. It spares nearly all rows their exponentials, which take as long as the scan.
   */
  #mostOf(rows: number, distances: Float32Array): Float64Array {
    const liked = this.#wanted.length;
    const disliked = this.#unwanted.length;
    const nearest = new Float64Array(rows).fill(liked > 0 ? Number.POSITIVE_INFINITY : 1);
    for (let q = 0; q < liked; q++) {
      for (let i = 0; i < rows; i++) {
        const distance = distances[distanceAt(i, q)] + this.#crowding[q];
        if (distance < nearest[i]) nearest[i] = distance;
      }
    }
    const farthest = new Float32Array(rows).fill(disliked > 0 ? 0 : 1);
    for (let q = liked; q < liked + disliked; q++) {
      for (let i = 0; i < rows; i++) {
        const distance = distances[distanceAt(i, q)];
        if (distance > farthest[i]) farthest[i] = distance;
      }
    }
    const most = new Float64Array(rows);
    for (let i = 0; i < rows; i++) {
      most[i] = this.#scoreFrom(1 - nearest[i], 1 - farthest[i]) + roundingOfScores;
    }
    return most;
  }

  #scoreFrom(wanted: number | null, unwanted: number | null): number {
    return (wanted ?? 0) - this.#pushed * (unwanted ?? 0);
  }
}

/** What an example adds, and what the sum of so many says. With cosines below 1 nothing overflows. */
const bump = (similarity: number) => Math.exp(similarity / nearestExampleDefaults.softness);
const nearnessFrom = (sum: number, examples: number) =>
  nearestExampleDefaults.softness * Math.log(sum / examples);

/** @param crowding of each example. @returns null where there are none. */
function nearnessTo(
  examples: readonly Float32Array[],
  vector: Float32Array,
  crowding: Float64Array,
): number | null {
  if (examples.length === 0) return null;
  const sum = examples.reduce((total, example, q) => total + bump(dot(example, vector) - crowding[q]), 0);
  return nearnessFrom(sum, examples.length);
}

/** The same of row i of a block, from its distances to as many examples, from `from` on. */
function nearnessOf(distances: Float32Array, i: number, from: number, crowding: Float64Array): number | null {
  if (crowding.length === 0) return null;
  let sum = 0;
  for (let q = 0; q < crowding.length; q++) sum += bump(1 - distances[distanceAt(i, from + q)] - crowding[q]);
  return nearnessFrom(sum, crowding.length);
}

/** Of each vector, beyond the least of them: what all have in common would change no order. */
export function crowdingOf(
  wanted: readonly Float32Array[],
  { vectors, index, seed }: ExampleTables,
  { drawn, share } = crowdingDefaults,
): Float64Array {
  if (wanted.length < 2) return new Float64Array(wanted.length);
  const rows = sampleRows(vectors.rows, drawn, createRandom(seed));
  const distances = wanted.map(() => new Float32Array(rows.length));
  let done = 0;
  index.distances(tableOf(wanted, vectors.dimensions), rows, (block, found) => {
    distances.forEach((own, q) => {
      for (let i = 0; i < block.length; i++) own[done + i] = found[distanceAt(i, q)];
    });
    done += block.length;
  });
  // Not the nearest, which may be the example itself.
  const place = Math.min(rows.length - 1, Math.max(1, Math.ceil(share * rows.length)));
  const crowding = Float64Array.from(distances, (own) => 1 - own.sort()[place]);
  const least = crowding.reduce((a, b) => Math.min(a, b));
  return crowding.map((value) => value - least);
}

function tableOf(vectors: readonly Float32Array[], dimensions: number): VectorTable {
  const data = new Float32Array(vectors.length * dimensions);
  vectors.forEach((vector, i) => {
    data.set(vector, i * dimensions);
  });
  return { rows: vectors.length, dimensions, data };
}

/** Every row, or those under the mask, in ascending order. */
function rowsUnder(allowed: Uint8Array | null, rows: number): Int32Array {
  const under = new Int32Array(rows);
  let count = 0;
  for (let row = 0; row < rows; row++) if (allowed?.[row] !== 0) under[count++] = row;
  return under.subarray(0, count);
}
