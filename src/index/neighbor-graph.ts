import { NearbyError } from '../errors.ts';
import { ignoreProgress, type OnProgress } from '../progress.ts';
import type { NeighborGraph } from '../tables/neighbor-graph.ts';
import { sharedFloats, sharedInts } from '../tables/shared-memory.ts';
import { gatherRows, type VectorTable, vectorAt } from '../tables/vector-table.ts';
import { HnswIndex } from './hnsw-index.ts';
import { inSlices } from './in-slices.ts';
import { checkWhole, maxEf } from './index-options.ts';
import type { Found, VectorIndex } from './vector-index.ts';

/** Multiply-adds in one batch of an index that takes many queries at once: about 10 ms of the exact scan. */
const batchMultiplyAdds = 150_000_000;

/**
 * What HNSW is asked with here. Of 99,998 real abstracts it finds 0.993 of the true 15 nearest, and 0.997 with 128, which takes
 * nearly twice as long and moves neither map nor topics.
 */
const graphEf = 64;

/** The most queries in one batch: as many as the exact scan keeps side by side. */
const maxBatch = 64;

/**
 * The k nearest neighbours of every row, nearest first, ties by row; the row itself is left out, also where others have
 * the same vector. The event loop runs in between.
 *
 * The index is asked for k + 1, because a row finds itself. HNSW is asked with `graphEf`, at least 2k, so that its last
 * neighbours are as good as its first; what it does not reach is −1 at distance Infinity, as in small corpora.
 *
 * @param vectors the table that the index was built from.
 * @param options.rows only these rows: entry i of the graph is then about `rows[i]` (its neighbours are rows of the whole
 *   table, as always) and `graph.rows` is how many were asked.
 * @throws NearbyError `bad-option` for k, `bad-shape` where index and vectors differ in size or a row is not in them.
 */
export async function findNeighbors(
  index: VectorIndex,
  vectors: VectorTable,
  k: number,
  options: { rows?: Int32Array; onProgress?: OnProgress } = {},
): Promise<NeighborGraph> {
  checkWhole('k', k, 1, Number.MAX_SAFE_INTEGER);
  checkSizes(index, vectors);
  const rows = options.rows ?? Int32Array.from({ length: vectors.rows }, (_, row) => row);
  for (const row of rows) {
    if (row < 0 || row >= vectors.rows) {
      throw new NearbyError('bad-shape', { what: 'row', got: row, expected: `0 to ${vectors.rows - 1}` });
    }
  }
  const { onProgress = ignoreProgress } = options;
  const graph = emptyGraph(rows.length, k);
  const search = index instanceof HnswIndex ? { ef: Math.min(maxEf, Math.max(graphEf, 2 * k)) } : {};
  const batch = batchSize(index);
  const step = (at: number) => {
    const asked = rows.subarray(at, at + batch);
    const answers = index.searchMany
      ? index.searchMany(gatherRows(vectors, asked), k + 1, search)
      : [index.search(vectorAt(vectors, asked[0]), k + 1, search)];
    answers.forEach((found, i) => {
      writeWithoutSelf(graph, at + i, asked[i], found);
    });
    return at + asked.length;
  };
  await inSlices(0, rows.length, step, (done) => {
    onProgress({ stage: 'index', done, total: rows.length, note: 'neighbours' });
  });
  return graph;
}

/** No neighbours yet: −1 at distance Infinity. In shared memory. */
export function emptyGraph(rows: number, k: number): NeighborGraph {
  const neighbors = sharedInts(rows * k).fill(-1);
  const distances = sharedFloats(rows * k).fill(Number.POSITIVE_INFINITY);
  return { rows, k, neighbors, distances };
}

function checkSizes(index: VectorIndex, vectors: VectorTable): void {
  if (index.rows !== vectors.rows || index.dimensions !== vectors.dimensions) {
    throw new NearbyError('bad-shape', {
      what: 'vector table',
      got: `${vectors.rows} × ${vectors.dimensions}`,
      expected: `${index.rows} × ${index.dimensions}`,
    });
  }
}

function batchSize(index: VectorIndex): number {
  if (!index.searchMany) return 1;
  const fitting = Math.floor(batchMultiplyAdds / Math.max(1, index.rows * index.dimensions));
  // Below four at a time the scan would lose its sharing of loads, however large the table.
  return Math.min(maxBatch, Math.max(4, fitting - (fitting % 4)));
}

function writeWithoutSelf(graph: NeighborGraph, entry: number, self: number, found: Found): void {
  let place = 0;
  for (let i = 0; i < found.rows.length && place < graph.k; i++) {
    if (found.rows[i] === self) continue;
    graph.neighbors[entry * graph.k + place] = found.rows[i];
    graph.distances[entry * graph.k + place] = found.distances[i];
    place++;
  }
}
