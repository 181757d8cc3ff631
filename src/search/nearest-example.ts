/** Examples kept apart: a paper counts by the example that it is nearest to, so that a question may hold several interests. */
import { blockRows, DotScan, maxQueries } from '../index/dot-scan.ts';
import { NearestHeap } from '../index/nearest-heap.ts';
import { dot, type VectorTable, vectorAt } from '../tables/vector-table.ts';
import type { MeaningOrder } from './order-by-meaning.ts';
import { defaultWeights } from './part-weights.ts';
import { type QuestionParts, questionVectorDefaults } from './question-vector.ts';

/**
 * Score of a row: its cosine to the nearest liked paper (the text is one more, and so is what topics have in common), each
 * times its weight, less a share of its cosine to the nearest disliked one. Every row that may be in the answer is scored.
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
    this.#wanted = liked.map((row) => scaled(vectorAt(vectors, row), weights.like));
    if (text) this.#wanted.push(scaled(text, weights.text));
    if (near) this.#wanted.push(scaled(near, weights.near));
    this.#unwanted = disliked.map((row) => vectorAt(vectors, row));
    this.#pushed = questionVectorDefaults.dislikedShare * weights.unlike;
  }

  scoreOf(row: number): number {
    const vector = vectorAt(this.#vectors, row);
    return this.#scoreFrom(largestDot(this.#wanted, vector), largestDot(this.#unwanted, vector));
  }

  nearest(count: number, allowed: Uint8Array | null): ArrayLike<number> {
    const rows = rowsUnder(allowed, this.#vectors.rows);
    const scan = new DotScan(this.#vectors, 0);
    const wanted = largestDots(scan, this.#wanted, rows);
    const unwanted = largestDots(scan, this.#unwanted, rows);
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

/** A dot product with it is the weight times the cosine. */
const scaled = (vector: Float32Array, weight: number) => vector.map((value) => value * weight);

/** @returns null where there are no examples. */
function largestDot(examples: readonly Float32Array[], vector: Float32Array): number | null {
  let largest: number | null = null;
  for (const example of examples) {
    const similarity = dot(example, vector);
    if (largest === null || similarity > largest) largest = similarity;
  }
  return largest;
}

/** The same for many rows at once. @returns null where there are no examples, else one number for each of `rows`. */
function largestDots(
  scan: DotScan,
  examples: readonly Float32Array[],
  rows: Int32Array,
): Float32Array | null {
  if (examples.length === 0) return null;
  const smallest = new Float32Array(rows.length).fill(Number.POSITIVE_INFINITY);
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
        for (let i = 0; i < block.length; i++) {
          if (distances[i] < smallest[start + i]) smallest[start + i] = distances[i];
        }
      }
    }
  }
  return smallest.map((distance) => 1 - distance);
}

/** Every row, or those under the mask, in ascending order. */
function rowsUnder(allowed: Uint8Array | null, rows: number): Int32Array {
  const under = new Int32Array(rows);
  let count = 0;
  for (let row = 0; row < rows; row++) if (allowed?.[row] !== 0) under[count++] = row;
  return under.subarray(0, count);
}
