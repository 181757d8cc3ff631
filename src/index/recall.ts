import { dot, type VectorTable, vectorAt } from '../tables/vector-table.ts';
import type { ExactIndex } from './exact-index.ts';
import { checkWhole } from './index-options.ts';
import { NearestHeap } from './nearest-heap.ts';
import type { VectorIndex } from './vector-index.ts';

/** Rounding of a float32 sum of some hundred products: what is nearer to the k-th distance than that is a tie. */
const tie = 1e-6;

/** Rows asked of the exact index at once. */
const batch = 16;

/**
 * Recall@k: the share of the k true nearest neighbours that the index finds, over some rows as questions, each left out of
 * its own answer. Ties count fairly: a found row is right where it lies no farther than the k-th true neighbour (as in
 * ann-benchmarks), because which of several equally near rows comes first is nobody's fault.
 *
 * Synchronous: one exact search a sampled row, four at a time (1,000 rows of 100,000 × 256 take about 3 s). 500 rows tell
 * 0.99 from 0.98.
 *
 * @param exact over the same vectors as the index.
 * @param sample rows to ask with; all of them in small corpora, `sampleRows` of a seed in large ones.
 * @param take is given each row of the sample by its place in it, with its exact distances to all rows.
 * @returns 0…1, or null where there are fewer than two rows or no sample.
 */
export function recallAt(
  k: number,
  index: VectorIndex,
  exact: ExactIndex,
  vectors: VectorTable,
  sample: Int32Array,
  take: (place: number, distances: Float32Array) => void = () => {},
): number | null {
  checkWhole('k', k, 1, Number.MAX_SAFE_INTEGER);
  const reachable = Math.min(k, vectors.rows - 1);
  let right = 0;
  for (let start = 0; start < sample.length; start += batch) {
    const rows = sample.subarray(start, start + batch);
    exact.distancesOf(rows).forEach((distances, i) => {
      if (reachable >= 1) right += countRight(reachable, index, vectors, rows[i], distances);
      take(start + i, distances);
    });
  }
  return reachable < 1 || sample.length === 0 ? null : right / (sample.length * reachable);
}

/** How many of the k nearest of a row, by these distances, the index finds. */
function countRight(
  k: number,
  index: VectorIndex,
  vectors: VectorTable,
  row: number,
  trueDistances: Float32Array,
): number {
  const limit = nearestDistance(k, row, trueDistances) + tie;
  const query = vectorAt(vectors, row);
  const found = index.search(query, k + 1).rows.filter((other) => other !== row);
  let right = 0;
  for (const other of new Set(found.subarray(0, k))) {
    // Measured again, so that an index is not judged by its own word.
    if (1 - dot(query, vectorAt(vectors, other)) <= limit) right++;
  }
  return right;
}

/** The distance of a row's k-th neighbour, itself left out. */
function nearestDistance(k: number, self: number, distances: Float32Array): number {
  const heap = new NearestHeap(k);
  for (let row = 0; row < distances.length; row++) {
    if (distances[row] < heap.limit && row !== self) heap.offer(row, distances[row]);
  }
  return heap.limit;
}
