/** What a thread of the index is asked, and the thread. */
import { NearbyError } from '../errors.ts';
import type { VectorTable } from '../tables/vector-table.ts';
import { TaskThread } from '../task-thread.ts';
import type { HnswOptions } from './hnsw-index.ts';

/** An HNSW file that `HnswIndex.save` wrote. */
export interface HnswFile {
  path: string;
  sha256: string;
}

/** What is asked of a thread, and below each what it answers. */
export type IndexTask =
  /** string: the sha256 of the file written to `path`. From scratch, or by adding to the rows of the old file there. */
  | {
      kind: 'build';
      vectors: VectorTable;
      path: string;
      options: Partial<HnswOptions>;
      old: { sha256: string; rows: number } | null;
    }
  /** null: the index is there. Without a file it is exact. */
  | { kind: 'open'; vectors: VectorTable; file: HnswFile | null }
  /** NeighborGraph of these rows alone, as `findNeighbors` with `rows`. */
  | { kind: 'neighbors'; rows: Int32Array; k: number }
  /** Newcomers, as `findNewcomers`. */
  | {
      kind: 'newcomers';
      vectors: VectorTable;
      k: number;
      limits: Float32Array;
      first: number;
      rows: number;
    }
  /** number or null, as `recallAt`; into `distances` go those of each row of the sample to all rows, one after the other. */
  | { kind: 'recall'; k: number; sample: Int32Array; distances: Float32Array };

export const indexThread = () =>
  new TaskThread<IndexTask>(
    new URL('./index-worker.ts', import.meta.url),
    (reason, cause) => new NearbyError('index-failed', { reason }, { cause }),
  );
