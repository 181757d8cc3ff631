import type { NeighborGraph } from '../tables/neighbor-graph.ts';
import type { VectorTable } from '../tables/vector-table.ts';
import type { Report } from '../task-thread.ts';
import { ExactIndex } from './exact-index.ts';
import { findNewcomers, type Newcomers } from './extend-graph.ts';
import { HnswIndex } from './hnsw-index.ts';
import type { IndexTask } from './index-thread.ts';
import { findNeighbors } from './neighbor-graph.ts';
import { recallAt } from './recall.ts';
import type { VectorIndex } from './vector-index.ts';

/** Does the tasks of the index, one after another: in a thread, or for a small corpus where it is asked. */
export class IndexWork {
  /** What "neighbors" and "recall" are about. */
  #open: { index: VectorIndex; vectors: VectorTable } | null = null;
  /** What judges the index in several tasks of "recall". */
  #exact: ExactIndex | null = null;
  /** For newcomers, who come in several tasks about one table. */
  #scan: ExactIndex | null = null;

  async answer(task: IndexTask, report: Report): Promise<string | number | NeighborGraph | Newcomers | null> {
    switch (task.kind) {
      case 'build': {
        const { vectors, options, path, old } = task;
        const onProgress = ({ done }: { done: number }) => report(done, vectors.rows);
        if (!old) return (await HnswIndex.build(vectors, options, onProgress)).save(path);
        const index = HnswIndex.load(path, firstRows(vectors, old.rows), old.sha256, options);
        await index.add(vectors, onProgress);
        return index.save(path);
      }
      case 'open': {
        const { vectors, file } = task;
        const index = file ? HnswIndex.load(file.path, vectors, file.sha256) : new ExactIndex(vectors);
        this.#open = { index, vectors };
        return null;
      }
      case 'neighbors': {
        const { index, vectors } = this.#open!;
        const onProgress = ({ done }: { done: number }) => report(done, task.rows.length);
        return findNeighbors(index, vectors, task.k, { rows: task.rows, onProgress });
      }
      case 'newcomers':
        // Without a table of its own in every thread: so many rows side by side hide what it costs to copy blocks in.
        this.#scan ??= new ExactIndex(task.vectors, { memoryBytes: 0 });
        return findNewcomers(this.#scan, task.vectors, task.k, task.limits, task);
      case 'recall': {
        const { index, vectors } = this.#open!;
        this.#exact ??= index instanceof ExactIndex ? index : new ExactIndex(vectors);
        return recallAt(task.k, index, this.#exact, vectors, task.sample, (i, distances) => {
          task.distances.set(distances, i * vectors.rows);
        });
      }
    }
  }
}

function firstRows({ dimensions, data }: VectorTable, rows: number): VectorTable {
  return { rows, dimensions, data: data.subarray(0, rows * dimensions) };
}
