/** What a thread of the layout is asked, and the thread. */
import { NearbyError } from '../errors.ts';
import type { NeighborGraph } from '../tables/neighbor-graph.ts';
import type { VectorTable } from '../tables/vector-table.ts';
import { TaskThread } from '../task-thread.ts';
import type { TsneEdges } from './optimize-tsne.ts';
import type { RepulsionField } from './repulsion-field.ts';
import type { UmapOptions } from './run-umap.ts';

/** What is asked of a thread, and below each what it answers. */
export type LayoutTask =
  /** Float32Array, rows × 2, framed; with the epochs done on the way. */
  | { kind: 'umap-js'; graph: NeighborGraph; vectors: VectorTable; options: UmapOptions }
  /** SharedLayout. */
  | { kind: 'prepare'; graph: NeighborGraph; vectors: VectorTable; seed: number }
  /** null: the thread knows its rows now, those that it moves and those whose pulls it makes, as first and end. */
  | { kind: 'take-rows'; shared: SharedLayout; toMove: [number, number]; toPull: [number, number] }
  /** null: the field of all points is made. */
  | { kind: 'field' }
  /** null: the pulls on its rows are made. */
  | { kind: 'pull' }
  /** null: its rows have moved. */
  | { kind: 'move'; epoch: number; nEpochs: number };

/** Arrays in memory that all threads see. */
export interface SharedLayout extends TsneEdges {
  /** rows × 2 each: the points, and what pulls and pushes them. */
  points: Float32Array;
  pulls: Float32Array;
  pushes: Float32Array;
  field: RepulsionField;
}

/** A thread that does these tasks. @param signal see `TaskThread`. */
export const layoutThread = (signal: AbortSignal | null) =>
  new TaskThread<LayoutTask>(
    new URL('./layout-worker.ts', import.meta.url),
    (reason, cause) => new NearbyError('layout-failed', { reason }, { cause }),
    signal,
  );
