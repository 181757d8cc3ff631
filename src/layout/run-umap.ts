/**
 * UMAP by `umap-js` 1.4.0 (McInnes, Healy & Melville 2018, arXiv:1802.03426) on a neighbour graph that is there already
 * and from starting points of our own. Synchronous and long: `umap-worker.ts` calls it away from the caller's thread.
 *
 * What umap-js expects and does not say:
 * - Column 0 of the neighbours is skipped when it weighs distances, so the row itself must stand there.
 * - It reads nothing of the data but their number once neighbours are given.
 * - `getEmbedding()` after `initializeFit` is the live array: starting points are written into it.
 * - A row whose distances are all 0 makes it average the whole table, for each such row anew.
 */
import { UMAP } from 'umap-js';
import { createRandom } from '../random.ts';
import type { NeighborGraph } from '../tables/neighbor-graph.ts';

export interface UmapOptions {
  nNeighbors: number;
  minDist: number;
  nEpochs: number;
  seed: number;
}

/** Stands in for distances of 0 in rows that have no other: small beside any real one, so that it changes no other row. */
const tinyDistance = 1e-6;
/** The largest distance there is (1 − dot of opposite vectors): where a row has too few neighbours. */
const largestDistance = 2;

/**
 * @param graph of at least 2 rows; its first `nNeighbors` columns are used, or as many as there are.
 * @param start rows × 2.
 * @param onEpoch called after each epoch.
 * @returns rows × 2, as UMAP leaves them: neither centred nor scaled.
 */
export function runUmap(
  graph: NeighborGraph,
  start: Float32Array,
  options: UmapOptions,
  onEpoch: (done: number, total: number) => void,
): Float32Array {
  const nNeighbors = Math.min(options.nNeighbors, graph.k, graph.rows - 1);
  const { indices, distances } = withSelfFirst(graph, nNeighbors);
  const umap = new UMAP({
    nNeighbors,
    minDist: options.minDist,
    nEpochs: options.nEpochs,
    random: createRandom(options.seed),
  });
  umap.setPrecomputedKNN(indices, distances);
  const total = umap.initializeFit(Array.from({ length: graph.rows }, () => []));

  const live = umap.getEmbedding();
  for (let row = 0; row < graph.rows; row++) {
    live[row][0] = start[2 * row];
    live[row][1] = start[2 * row + 1];
  }
  for (let done = 1; done <= total; done++) {
    umap.step();
    onEpoch(done, total);
  }
  const points = new Float32Array(graph.rows * 2);
  for (let row = 0; row < graph.rows; row++) points.set(live[row], 2 * row);
  return points;
}

function withSelfFirst(graph: NeighborGraph, nNeighbors: number) {
  const indices: number[][] = [];
  const distances: number[][] = [];
  for (let row = 0; row < graph.rows; row++) {
    const at = row * graph.k;
    const rowIndices: number[] = [row];
    const rowDistances: number[] = [0];
    for (let i = at; i < at + nNeighbors; i++) {
      rowIndices.push(graph.neighbors[i]); // −1 is umap-js's own mark for "none"
      // Rounding can put 1 − dot of equal vectors a little below 0.
      rowDistances.push(graph.neighbors[i] < 0 ? largestDistance : Math.max(0, graph.distances[i]));
    }
    if (!rowDistances.some((distance) => distance > 0)) rowDistances.fill(tinyDistance, 1);
    indices.push(rowIndices);
    distances.push(rowDistances);
  }
  return { indices, distances };
}
