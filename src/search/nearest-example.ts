/** Examples kept apart: a paper counts by the example that it is nearest to, so that a question may hold several interests. */
import { blockRows, DotScan, maxQueries } from '../index/dot-scan.ts';
import { NearestHeap } from '../index/nearest-heap.ts';
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
 * Score of a row: its nearness to the liked papers (the text is one more, and so is what topics have in common), of which
 * the nearest counts most, each cosine times its weight, less a share of its nearness to the disliked ones. Every row that
 * may be in the answer is scored.
 *
 * Cost at 100,000 × 256: a copy of the rows, block by block, and about 5 ms an example.
 */
export class NearestExample implements MeaningOrder {
  readonly #vectors: VectorTable;
  readonly #wanted: Float32Array[];
  readonly #unwanted: Float32Array[];
  readonly #pushed: number;

  constructor(
    { text, liked, disliked, near, weights = defaultWeights }: QuestionParts,
    vectors: VectorTable,
  ) {
    this.#vectors = vectors;
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
    const scan = new DotScan(this.#vectors, 0);
    const wanted = nearnessOf(scan, this.#wanted, rows);
    const unwanted = nearnessOf(scan, this.#unwanted, rows);
    const heap = new NearestHeap(Math.min(count, rows.length));
    for (let i = 0; i < rows.length; i++) {
      // The heap keeps the smallest.
      const distance = Math.fround(-this.#scoreFrom(wanted?.[i] ?? null, unwanted?.[i] ?? null));
      if (distance < heap.limit) heap.offer(rows[i], distance);
    }
    return heap.take().rows;
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

/** The same for many rows at once. @returns null where there are no examples, else one number for each of `rows`. */
function nearnessOf(scan: DotScan, examples: readonly Float32Array[], rows: Int32Array): Float64Array | null {
  if (examples.length === 0) return null;
  const sums = new Float64Array(rows.length);
  const dimensions = examples[0].length;
  for (let from = 0; from < examples.length; from += maxQueries) {
    const batch = examples.slice(from, from + maxQueries);
    const data = new Float32Array(batch.length * dimensions);
    batch.forEach((example, i) => {
      data.set(example, i * dimensions);
    });
    scan.setQueries({ rows: batch.length, dimensions, data }, 0, batch.length);
    for (let start = 0; start < rows.length; start += blockRows) {
      const block = rows.subarray(start, start + blockRows);
      scan.placeRows(block);
      for (let query = 0; query < batch.length; query++) {
        const distances = scan.distances(query);
        for (let i = 0; i < block.length; i++) sums[start + i] += bump(1 - distances[i]);
      }
    }
  }
  return sums.map((sum) => nearnessFrom(sum, examples.length));
}

/** Every row, or those under the mask, in ascending order. */
function rowsUnder(allowed: Uint8Array | null, rows: number): Int32Array {
  const under = new Int32Array(rows);
  let count = 0;
  for (let row = 0; row < rows; row++) if (allowed?.[row] !== 0) under[count++] = row;
  return under.subarray(0, count);
}
