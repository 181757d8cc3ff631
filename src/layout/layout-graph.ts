/**
 * The map: UMAP, or for larger corpora t-SNE, of the neighbour graph from a PCA start, in threads so that the caller's event
 * loop stays free.
 */
import { NearbyError } from '../errors.ts';
import { ignoreProgress, type OnProgress } from '../progress.ts';
import type { Layout } from '../tables/layout-table.ts';
import type { NeighborGraph } from '../tables/neighbor-graph.ts';
import type { VectorTable } from '../tables/vector-table.ts';
import { framePoints } from './frame-points.ts';
import { layoutThread } from './layout-thread.ts';
import { optimizeInThreads } from './optimize-in-threads.ts';
import { pcaStart } from './pca.ts';
import type { UmapOptions } from './run-umap.ts';

/** UMAP's parameters under their own names; merged once, in `layoutGraph`. */
export const layoutDefaults = {
  /**
   * For `umap-js`: neighbours of a row that pull on it, itself not counted. Larger: the whole is better arranged, fine groups run
   * together. Smaller: fine groups, torn apart. 5 to 50; no more than the graph has. t-SNE takes all that there are.
   */
  nNeighbors: 15,
  /**
   * For `umap-js`: how near points may come. Larger: even, airy. Smaller: dense clumps, which hide one another. 0 to 1.
   */
  minDist: 0.05,
  /** Passes over the neighbours. More: more settled, longer in proportion. 200 to 1,000; README.md has what more brings. */
  nEpochs: 500,
  /** Of the noise in the start and of UMAP's negative samples. Any integer. */
  seed: 42,
};

export interface LayoutOptions {
  nNeighbors: number;
  minDist: number;
  nEpochs: number;
  seed: number;
  onProgress: OnProgress;
  /** Ends the worker when it is aborted; the layout is then refused with the signal's reason. */
  signal: AbortSignal | null;
}

/** Up to so many rows `umap-js` lays out, beyond it t-SNE; both are compared in README.md. */
export const umapJsRows = 2_000;

/** Under this many rows there is nothing to arrange: they stand on a circle. */
const circleBelow = 5;
/**
 * Lays the rows out in two dimensions. The result is centred at the origin with coordinates within −10…10
 * (`layoutExtent`), every point finite. The same input and seed give the same bytes on one machine.
 *
 * Fewer than 5 rows are placed simply: one at the origin, others evenly on a circle, in the order of their angle in
 * the PCA of their vectors.
 *
 * @param graph may hold fewer neighbours than `nNeighbors`, or more, of which `umap-js` takes the first.
 * @param vectors of the same rows.
 * @throws NearbyError `bad-shape`, `bad-option`, `layout-failed`; the reason of `signal` when it is aborted.
 */
export async function layoutGraph(
  graph: NeighborGraph,
  vectors: VectorTable,
  options: Partial<LayoutOptions> = {},
): Promise<Layout> {
  const { onProgress, signal, ...umap }: LayoutOptions = {
    ...layoutDefaults,
    onProgress: ignoreProgress,
    signal: null,
    ...options,
  };
  checkOptions(umap);
  checkShapes(graph, vectors);
  signal?.throwIfAborted();
  const { rows } = graph;
  if (rows < circleBelow) {
    onProgress({ stage: 'layout', done: rows, total: rows });
    return { rows, points: circlePoints(pcaStart(vectors, umap.seed)) };
  }
  onProgress({ stage: 'layout', done: 0, total: null, note: 'preparing the neighbour graph' });
  const onEpoch = (done: number, total: number) => onProgress({ stage: 'layout', done, total });
  const points =
    rows <= umapJsRows
      ? await byUmapJs(graph, vectors, umap, onEpoch, signal)
      : await optimizeInThreads(graph, vectors, umap, onEpoch, signal);
  return { rows, points };
}

async function byUmapJs(
  graph: NeighborGraph,
  vectors: VectorTable,
  options: UmapOptions,
  onEpoch: (done: number, total: number) => void,
  signal: AbortSignal | null,
): Promise<Float32Array> {
  const thread = layoutThread(signal);
  try {
    return await thread.ask<Float32Array>({ kind: 'umap-js', graph, vectors, options }, onEpoch);
  } finally {
    await thread.end();
  }
}

/** Evenly on a circle, the first at the right, in the order of their angle. One point: the origin. */
function circlePoints(start: Float32Array): Float32Array {
  const rows = start.length / 2;
  const points = new Float32Array(start.length);
  if (rows < 2) return points;
  const angleOf = (row: number) => Math.atan2(start[2 * row + 1], start[2 * row]);
  const inOrder = Array.from({ length: rows }, (_, row) => row).sort((a, b) => angleOf(a) - angleOf(b));
  inOrder.forEach((row, place) => {
    const angle = (2 * Math.PI * place) / rows;
    points[2 * row] = Math.cos(angle);
    points[2 * row + 1] = Math.sin(angle);
  });
  return framePoints(points);
}

function checkOptions(options: UmapOptions): void {
  const { nNeighbors, minDist, nEpochs, seed } = options;
  const refuse = (name: string, value: unknown, expected: string): never => {
    throw new NearbyError('bad-option', { name, value, expected });
  };
  if (!Number.isInteger(nNeighbors) || nNeighbors < 2 || nNeighbors > 200) {
    refuse('nNeighbors', nNeighbors, 'a whole number from 2 to 200');
  }
  if (!(minDist >= 0 && minDist <= 1)) refuse('minDist', minDist, 'a number from 0 to 1');
  if (!Number.isInteger(nEpochs) || nEpochs < 1 || nEpochs > 10_000) {
    refuse('nEpochs', nEpochs, 'a whole number from 1 to 10000');
  }
  if (!Number.isInteger(seed)) refuse('seed', seed, 'a whole number');
}

function checkShapes(graph: NeighborGraph, vectors: VectorTable): void {
  if (graph.rows !== vectors.rows) {
    throw new NearbyError('bad-shape', {
      what: 'neighbour graph',
      got: `${graph.rows} rows`,
      expected: `${vectors.rows}`,
    });
  }
  for (const column of [graph.neighbors, graph.distances]) {
    if (column.length !== graph.rows * graph.k) {
      throw new NearbyError('bad-shape', {
        what: 'neighbour graph',
        got: `${column.length} entries`,
        expected: `${graph.rows * graph.k}`,
      });
    }
  }
}
