import { dot, gatherRows, type VectorTable, vectorAt } from '../tables/vector-table.ts';
import type { ExactIndex } from './exact-index.ts';
import { checkWhole } from './index-options.ts';
import type { VectorIndex } from './vector-index.ts';

/** Rounding of a float32 sum of some hundred products: what is nearer to the k-th distance than that is a tie. */
const tie = 1e-6;

/**
 * Recall@k: the share of the k true nearest neighbours that the index finds, over some rows as questions, each left out of
 * its own answer. Ties count fairly: a found row is right where it lies no farther than the k-th true neighbour (as in
 * ann-benchmarks), because which of several equally near rows comes first is nobody's fault.
 *
 * Synchronous: one exact search a sampled row, four at a time (1,000 rows of 100,000 × 256 take about 2 s). 500 rows tell
 * 0.99 from 0.98.
 *
 * @param exact over the same vectors as the index.
 * @param sample rows to ask with; all of them in small corpora, `sampleRows` of a seed in large ones.
 * @returns 0…1, or null where there are fewer than two rows or no sample.
 */
export function recallAt(
  k: number,
  index: VectorIndex,
  exact: ExactIndex,
  vectors: VectorTable,
  sample: Int32Array,
): number | null {
  checkWhole('k', k, 1, Number.MAX_SAFE_INTEGER);
  const reachable = Math.min(k, vectors.rows - 1);
  if (reachable < 1 || sample.length === 0) return null;

  let right = 0;
  const batch = 64;
  for (let start = 0; start < sample.length; start += batch) {
    const rows = sample.subarray(start, start + batch);
    const limits = trueLimits(reachable, exact, vectors, rows);
    rows.forEach((row, i) => {
      const query = vectorAt(vectors, row);
      const found = index.search(query, reachable + 1).rows.filter((other) => other !== row);
      for (const other of new Set(found.subarray(0, reachable))) {
        // Measured again, so that an index is not judged by its own word.
        if (1 - dot(query, vectorAt(vectors, other)) <= limits[i] + tie) right++;
      }
    });
  }
  return right / (sample.length * reachable);
}

/** For each row the distance of its k-th true neighbour, itself left out. */
function trueLimits(k: number, exact: ExactIndex, vectors: VectorTable, rows: Int32Array): number[] {
  const answers = exact.searchMany(gatherRows(vectors, rows), k + 1);
  return answers.map((found, i) => {
    const withoutSelf = found.distances.filter((_, place) => found.rows[place] !== rows[i]);
    return withoutSelf[k - 1];
  });
}
