/** UMAP's optimiser over several threads: they share the points, and each moves a part of the rows. */
import { availableParallelism } from 'node:os';
import type { NeighborGraph } from '../tables/neighbor-graph.ts';
import type { VectorTable } from '../tables/vector-table.ts';
import { framePoints } from './frame-points.ts';
import { layoutThread, type SharedLayout } from './layout-thread.ts';
import type { UmapOptions } from './run-umap.ts';

/** More threads wait for one another longer than they work. */
const maxThreads = 8;

/**
 * @param options `nEpochs` above 0.
 * @returns rows × 2, framed; the same for any number of threads.
 */
export async function optimizeInThreads(
  graph: NeighborGraph,
  vectors: VectorTable,
  options: UmapOptions,
  onEpoch: (done: number, total: number) => void,
  signal: AbortSignal | null,
  threads = Math.min(availableParallelism(), maxThreads),
): Promise<Float32Array> {
  const crew = [layoutThread(signal)];
  try {
    const shared = await crew[0].ask<SharedLayout>({ kind: 'prepare', graph, vectors, options });
    while (crew.length < threads) crew.push(layoutThread(signal));
    const borders = equalShares(shared.starts, crew.length);
    await Promise.all(
      crew.map((thread, i) =>
        thread.ask({ kind: 'take-rows', shared, options, first: borders[i], end: borders[i + 1] }),
      ),
    );
    for (let epoch = 0; epoch < options.nEpochs; epoch++) {
      await Promise.all(crew.map((thread) => thread.ask({ kind: 'epoch', epoch })));
      onEpoch(epoch + 1, options.nEpochs);
    }
    return framePoints(new Float32Array(shared.points[options.nEpochs % 2]));
  } finally {
    await Promise.all(crew.map((thread) => thread.end()));
  }
}

/** Rows at which to divide, from 0 to all, so that each part has about as many edges. */
export function equalShares(starts: Int32Array, parts: number): number[] {
  const rows = starts.length - 1;
  const borders = [0];
  for (let part = 1; part < parts; part++) {
    let row = borders[part - 1];
    while (row < rows && starts[row] < (starts[rows] * part) / parts) row++;
    borders.push(row);
  }
  return [...borders, rows];
}
