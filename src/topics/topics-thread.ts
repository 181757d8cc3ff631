/** Topics found in a worker thread: the event loop of who asks stays free. */
import { NearbyError } from '../errors.ts';
import type { Layout } from '../tables/layout-table.ts';
import type { NeighborGraph } from '../tables/neighbor-graph.ts';
import type { TopicTree } from '../tables/topic-tree.ts';
import type { VectorTable } from '../tables/vector-table.ts';
import { TaskThread } from '../task-thread.ts';
import { findTopics, type TopicOptions } from './find-topics.ts';
import type { TopicText } from './phrases.ts';

/** What is asked of the thread, and below each what it answers. */
export type TopicsTask =
  /** null: these texts, the next ones in row order, are read. */
  | { kind: 'read'; texts: TopicText[] }
  /** TopicTree, as `findTopics` of the texts that were read. */
  | {
      kind: 'find';
      graph: NeighborGraph;
      vectors: VectorTable;
      layout: Layout;
      options: Partial<TopicOptions>;
    };

/** Texts sent at once: some megabytes, so that few are there twice. */
const textsATask = 1000;
/** Under so many papers the topics are found before a thread has started. */
const threadFrom = 2_000;

/**
 * As `findTopics`.
 * @param texts read one after another; none is kept.
 * @param onRead told how many of them have been read.
 * @throws as `findTopics`; NearbyError `topics-failed` where the thread ends.
 */
export async function findTopicsInThread(
  graph: NeighborGraph,
  texts: Iterable<TopicText>,
  vectors: VectorTable,
  layout: Layout,
  options: Partial<TopicOptions>,
  onRead: (texts: number) => void = () => {},
): Promise<TopicTree> {
  if (graph.rows < threadFrom) return findTopics(graph, [...texts], vectors, layout, options);
  const thread = new TaskThread<TopicsTask>(
    new URL('./topics-worker.ts', import.meta.url),
    (reason, cause) => new NearbyError('topics-failed', { reason }, { cause }),
  );
  try {
    let batch: TopicText[] = [];
    let read = 0;
    const send = async () => {
      await thread.ask({ kind: 'read', texts: batch });
      read += batch.length;
      batch = [];
      onRead(read);
    };
    for (const { title, abstract, keywords } of texts) {
      if (batch.push({ title, abstract, keywords }) === textsATask) await send();
    }
    await send();
    return await thread.ask<TopicTree>({ kind: 'find', graph, vectors, layout, options });
  } finally {
    await thread.end();
  }
}
