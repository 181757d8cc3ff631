/** What a thread of the layout is asked, and the thread. */
import { NearbyError } from '../errors.ts';
import type { NeighborGraph } from '../tables/neighbor-graph.ts';
import type { VectorTable } from '../tables/vector-table.ts';
import { TaskThread } from '../task-thread.ts';
import type { UmapOptions } from './run-umap.ts';

/** What is asked of a thread, and below each what it answers. */
export type LayoutTask =
  /** Float32Array, rows × 2, framed; with the epochs done on the way. */
  | { kind: 'umap-js'; graph: NeighborGraph; vectors: VectorTable; options: UmapOptions }
  /** SharedLayout. */
  | { kind: 'prepare'; graph: NeighborGraph; vectors: VectorTable; options: UmapOptions }
  /** null: the thread knows its rows now. */
  | { kind: 'take-rows'; shared: SharedLayout; options: UmapOptions; first: number; end: number }
  /** null: its rows have moved. */
  | { kind: 'epoch'; epoch: number };

/** Arrays in memory that all threads see: the edges (see optimize-layout.ts), and the points before and after an epoch. */
export interface SharedLayout {
  starts: Int32Array;
  targets: Int32Array;
  rates: Float32Array;
  /** rows × 2 each. Even epochs lead from the first to the second, odd ones back. */
  points: [Float32Array, Float32Array];
}

/** A thread that does these tasks. @param signal see `TaskThread`. */
export const layoutThread = (signal: AbortSignal | null) =>
  new TaskThread<LayoutTask>(
    new URL('./layout-worker.ts', import.meta.url),
    (reason, cause) => new NearbyError('layout-failed', { reason }, { cause }),
    signal,
  );
