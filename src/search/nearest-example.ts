/** Examples kept apart: a paper counts by the example that it is nearest to, so that a question may hold several interests. */
import { distanceAt } from '../index/exact-index.ts';
import { NearestHeap } from '../index/nearest-heap.ts';
import type { VectorIndex } from '../index/vector-index.ts';
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

/** Far more than what rounding to float32 moves a score by. */
const roundingOfScores = 1e-5;

/**
 * Score of a row: its nearness to the liked papers (the text is one more, and so is what topics have in common), of which
 * the nearest counts most, each cosine times its weight, less a share of its nearness to the disliked ones. Every row that
 * may be in the answer is scored.
 *
 * Cost at 100,000 × 256: 30 ms for 5 examples, 65 for 20.
 */
export class NearestExample implements MeaningOrder {
  readonly #vectors: VectorTable;
  readonly #index: Pick<VectorIndex, 'distances'>;
  readonly #wanted: Float32Array[];
  readonly #unwanted: Float32Array[];
  readonly #pushed: number;

  constructor(
    { text, liked, disliked, near, weights = defaultWeights }: QuestionParts,
    { vectors, index }: { vectors: VectorTable; index: Pick<VectorIndex, 'distances'> },
  ) {
    this.#vectors = vectors;
    this.#index = index;
    const wanted = liked.map((row) => ({ vector: vectorAt(vectors, row), weight: weights.like }));
    if (text) wanted.push({ vector: text, weight: weights.text });
    if (near) wanted.push({ vector: near, weight: weights.near });
    // The largest weight counts as 1, so that proportions alone matter also beside the softness.
    const most = wanted.length > 0 ? Math.max(...wanted.map(({ weight }) => weight)) : 1;
    this.#wanted = wanted.map(({ vector, weight }) => vector.map((value) => (value * weight) / most));
    this.#unwanted = disliked.map((row) => vectorAt(vectors, row));
    this.#pushed = (nearestExampleDefaults.dislikedShare * weights.unlike) / most;
  }

  scoreOf(row: number): number {
    const vector = vectorAt(this.#vectors, row);
    return this.#scoreFrom(nearnessTo(this.#wanted, vector), nearnessTo(this.#unwanted, vector));
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
        const wanted = nearnessOf(distances, i, 0, liked);
        const unwanted = nearnessOf(distances, i, liked, examples.rows);
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
    const nearest = new Float32Array(rows).fill(liked > 0 ? 2 : 1);
    for (let q = 0; q < liked; q++) {
      for (let i = 0; i < rows; i++) {
        const distance = distances[distanceAt(i, q)];
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

/** @returns null where there are no examples. */
function nearnessTo(examples: readonly Float32Array[], vector: Float32Array): number | null {
  if (examples.length === 0) return null;
  const sum = examples.reduce((total, example) => total + bump(dot(example, vector)), 0);
  return nearnessFrom(sum, examples.length);
}

/** The same of row i of a block, from its distances to examples `from … end`. @returns null where there are none. */
function nearnessOf(distances: Float32Array, i: number, from: number, end: number): number | null {
  if (from === end) return null;
  let sum = 0;
  for (let q = from; q < end; q++) sum += bump(1 - distances[distanceAt(i, q)]);
  return nearnessFrom(sum, end - from);
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
