/** t-SNE's optimiser over several threads: they share the points, and each moves a part of the rows. */
import { availableParallelism } from 'node:os';
import type { NeighborGraph } from '../tables/neighbor-graph.ts';
import type { VectorTable } from '../tables/vector-table.ts';
import { drawInStrays } from './draw-in-strays.ts';
import { framePoints } from './frame-points.ts';
import { layoutThread, type SharedLayout } from './layout-thread.ts';

export interface TsneOptions {
  /** From 1. */
  nEpochs: number;
  /** Of the noise in the start. */
  seed: number;
}

/** More threads wait for one another longer than they work. */
const maxThreads = 8;

/**
 * @returns rows × 2, framed; the same for any number of threads.
 */
export async function optimizeInThreads(
  graph: NeighborGraph,
  vectors: VectorTable,
  options: TsneOptions,
  onEpoch: (done: number, total: number) => void,
  signal: AbortSignal | null,
  threads = Math.min(availableParallelism(), maxThreads),
): Promise<Float32Array> {
  const { nEpochs, seed } = options;
  const crew = [layoutThread(signal)];
  try {
    const shared = await crew[0].ask<SharedLayout>({ kind: 'prepare', graph, vectors, seed });
    while (crew.length < threads) crew.push(layoutThread(signal));
    const [first, ...others] = crew;
    const toMove = equalShares(shared.starts, crew.length);
    // One thread makes the field, which cannot be divided, while the others pull; alone it does both in turn.
    const toPull = [0, ...equalShares(shared.starts, Math.max(1, others.length))];
    await Promise.all(
      crew.map((thread, i) =>
        thread.ask({
          kind: 'take-rows',
          shared,
          toMove: [toMove[i], toMove[i + 1]],
          toPull: others.length === 0 ? [toPull[1], toPull[2]] : [toPull[i], toPull[i + 1]],
        }),
      ),
    );
    for (let epoch = 0; epoch < nEpochs; epoch++) {
      await Promise.all([
        first.ask({ kind: 'field' }),
        ...others.map((thread) => thread.ask({ kind: 'pull' })),
      ]);
      if (others.length === 0) await first.ask({ kind: 'pull' });
      await Promise.all(crew.map((thread) => thread.ask({ kind: 'move', epoch, nEpochs })));
      onEpoch(epoch + 1, nEpochs);
    }
    return framePoints(drawInStrays(new Float32Array(shared.points)));
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
