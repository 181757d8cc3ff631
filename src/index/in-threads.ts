/**
 * The long work of this room in worker threads: HNSW built in one (hnswlib adds row after row), neighbours of all rows
 * divided among several. The event loop stays free, and what comes out does not depend on how many threads there are.
 */
import { availableParallelism } from 'node:os';
import type { NeighborGraph } from '../tables/neighbor-graph.ts';
import type { VectorTable } from '../tables/vector-table.ts';
import type { Report } from '../task-thread.ts';
import type { HnswOptions } from './hnsw-index.ts';
import { type HnswFile, type IndexTask, indexThread } from './index-thread.ts';
import { IndexWork } from './index-work.ts';
import { emptyGraph } from './neighbor-graph.ts';

export type { HnswFile } from './index-thread.ts';

/** Each opens the index for itself, which costs its memory again. */
const maxThreads = 4;
/** Under so many rows the work is done before a thread has started (0.3 s). */
const threadsFrom = 2_000;
/** Rows asked in one task: long beside a message, short beside the whole, so that all threads end together. */
const rowsATask = 2048;

/**
 * Builds HNSW and writes it to `path`.
 * @param options.old the file at `path` has that many of the rows already; the others are added.
 * @returns the sha256 that `HnswIndex.load` wants.
 * @throws NearbyError as `HnswIndex.build`, `load` and `save`; `index-failed` where the thread ends.
 */
export function buildHnsw(
  vectors: VectorTable,
  path: string,
  options: {
    hnsw: Partial<HnswOptions>;
    old?: { sha256: string; rows: number } | null;
    onReport?: Report;
  },
): Promise<string> {
  const { hnsw, old = null, onReport } = options;
  return withWorker(vectors, (ask) =>
    ask<string>({ kind: 'build', vectors, path, options: hnsw, old }, onReport),
  );
}

/**
 * As `findNeighbors`, by an HNSW file or, without one, exactly.
 * @returns in shared memory.
 */
export async function findAllNeighbors(
  vectors: VectorTable,
  file: HnswFile | null,
  k: number,
  onReport: Report = () => {},
  threads = Math.min(availableParallelism(), maxThreads),
): Promise<NeighborGraph> {
  const graph = emptyGraph(vectors.rows, k);
  let next = 0;
  let done = 0;
  const take = (ask: Ask) => async () => {
    await ask({ kind: 'open', vectors, file });
    while (next < vectors.rows) {
      const first = next;
      next = Math.min(vectors.rows, first + rowsATask);
      const rows = Int32Array.from({ length: next - first }, (_, i) => first + i);
      const part = await ask<NeighborGraph>({ kind: 'neighbors', rows, k });
      graph.neighbors.set(part.neighbors, first * k);
      graph.distances.set(part.distances, first * k);
      done += rows.length;
      onReport(done, vectors.rows);
    }
  };
  const crew = vectors.rows < threadsFrom ? 1 : threads;
  await Promise.all(Array.from({ length: crew }, () => withWorker(vectors, (ask) => take(ask)())));
  return graph;
}

/** As `extendGraph`. */
export function extendNeighbors(
  graph: NeighborGraph,
  vectors: VectorTable,
  onReport: Report = () => {},
): Promise<NeighborGraph> {
  return withWorker(vectors, (ask) => ask<NeighborGraph>({ kind: 'extend', graph, vectors }, onReport));
}

/** As `recallAt`. @param file of the index to judge; null: an exact one. */
export function measureRecall(
  k: number,
  vectors: VectorTable,
  file: HnswFile | null,
  sample: Int32Array,
): Promise<number | null> {
  return withWorker(vectors, async (ask) => {
    await ask({ kind: 'open', vectors, file });
    return ask<number | null>({ kind: 'recall', k, sample });
  });
}

type Ask = <Result>(task: IndexTask, onReport?: Report) => Promise<Result>;

/** A thread for as long as it is used, or for few rows nobody but the caller. */
async function withWorker<Result>(
  { rows }: VectorTable,
  use: (ask: Ask) => Promise<Result>,
): Promise<Result> {
  if (rows < threadsFrom) {
    const work = new IndexWork();
    return use(
      <Answer>(task: IndexTask, onReport: Report = () => {}) =>
        work.answer(task, onReport) as Promise<Answer>,
    );
  }
  const thread = indexThread();
  try {
    return await use((task, onReport) => thread.ask(task, onReport));
  } finally {
    await thread.end();
  }
}
