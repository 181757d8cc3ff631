/**
 * The long work of this room in worker threads: HNSW built in one (hnswlib adds row after row), neighbours of all rows
 * divided among several. The event loop stays free, and what comes out does not depend on how many threads there are.
 */
import { availableParallelism } from 'node:os';
import type { NeighborGraph } from '../tables/neighbor-graph.ts';
import { sharedFloats } from '../tables/shared-memory.ts';
import type { VectorTable } from '../tables/vector-table.ts';
import type { Report } from '../task-thread.ts';
import { extendGraph, listLimits, type Newcomers } from './extend-graph.ts';
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
/** New rows side by side in one exact scan: one pass over the table for so many, and a sign of progress after each. */
const newRowsATask = 128;

/** Rows of a sample measured at once: an exact scan takes four together in half of the time. */
const rowsMeasured = 16;

const defaultThreads = () => Math.min(availableParallelism(), maxThreads);

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
  threads = defaultThreads(),
): Promise<NeighborGraph> {
  const graph = emptyGraph(vectors.rows, k);
  const crew = vectors.rows < threadsFrom ? 1 : threads;
  let done = 0;
  const open = (ask: Ask) => ask({ kind: 'open', vectors, file });
  await inTasks(
    vectors,
    vectors.rows,
    rowsATask,
    crew,
    async (ask, first, count) => {
      const rows = Int32Array.from({ length: count }, (_, i) => first + i);
      const part = await ask<NeighborGraph>({ kind: 'neighbors', rows, k });
      graph.neighbors.set(part.neighbors, first * k);
      graph.distances.set(part.distances, first * k);
      done += count;
      onReport(done, vectors.rows);
    },
    open,
  );
  return graph;
}

/**
 * As `extendGraph`, the new rows found exactly.
 * @returns in shared memory.
 */
export async function extendNeighbors(
  graph: NeighborGraph,
  vectors: VectorTable,
  onReport: Report = () => {},
  threads = defaultThreads(),
): Promise<NeighborGraph> {
  const added = vectors.rows - graph.rows;
  const limits = listLimits(graph, vectors.rows);
  const found: Newcomers[] = [];
  const crew = vectors.rows < threadsFrom ? 1 : threads;
  const size = Math.min(newRowsATask, Math.ceil(added / crew));
  let done = 0;
  await inTasks(vectors, added, size, crew, async (ask, start, rows) => {
    const part = { first: graph.rows + start, rows };
    found.push(await ask<Newcomers>({ kind: 'newcomers', vectors, k: graph.k, limits, ...part }));
    done += rows;
    onReport(done, added);
  });
  return extendGraph(graph, found);
}

/**
 * As `recallAt`, a thread that measures while the caller makes something of the exact distances that it measured by.
 *
 * @param file of the index to judge; null: an exact one.
 * @param take is given each row of the sample in turn with its exact distances to all rows (1 − dot), which it may change but not
 *   keep.
 * @param onReport how many of them are done.
 */
export function measureRecall(
  k: number,
  vectors: VectorTable,
  file: HnswFile | null,
  sample: Int32Array,
  take: (row: number, distances: Float32Array) => void = () => {},
  onReport: Report = () => {},
): Promise<number | null> {
  return withWorker(vectors, async (ask) => {
    await ask({ kind: 'open', vectors, file });
    // Two, so that one is filled while the other is read.
    const tables = [0, 1].map(() => sharedFloats(Math.min(rowsMeasured, sample.length) * vectors.rows));
    let right = 0;
    let judged = 0;
    const measure = async (rows: Int32Array, turn: number) => {
      if (rows.length === 0) return;
      const share = await ask<number | null>({
        kind: 'recall',
        k,
        sample: rows,
        distances: tables[turn % 2],
      });
      if (share === null) return;
      right += share * rows.length;
      judged += rows.length;
    };
    const batch = (turn: number) => sample.subarray(turn * rowsMeasured, (turn + 1) * rowsMeasured);
    const hand = async (rows: Int32Array, turn: number) => {
      rows.forEach((row, i) => {
        take(row, tables[turn % 2].subarray(i * vectors.rows, (i + 1) * vectors.rows));
      });
    };
    await measure(batch(0), 0);
    for (let turn = 0; batch(turn).length > 0; turn++) {
      await Promise.all([measure(batch(turn + 1), turn + 1), hand(batch(turn), turn)]);
      onReport(Math.min((turn + 1) * rowsMeasured, sample.length), sample.length);
    }
    return judged === 0 ? null : right / judged;
  });
}

type Ask = <Result>(task: IndexTask, onReport?: Report) => Promise<Result>;

/** Rows 0 … rows − 1 in pieces of `size`, shared out among threads of which each takes the next piece when it has done one. */
async function inTasks(
  vectors: VectorTable,
  rows: number,
  size: number,
  threads: number,
  doTask: (ask: Ask, first: number, count: number) => Promise<void>,
  begin: (ask: Ask) => Promise<unknown> = async () => {},
): Promise<void> {
  let next = 0;
  const take = async (ask: Ask) => {
    await begin(ask);
    while (next < rows) {
      const first = next;
      next = Math.min(rows, first + size);
      await doTask(ask, first, next - first);
    }
  };
  const crew = Math.min(threads, Math.ceil(rows / size));
  await Promise.all(Array.from({ length: crew }, () => withWorker(vectors, take)));
}

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
