/** Gives papers that were added after the topics were found the topic of most of their neighbours. */
import { NearbyError } from '../errors.ts';
import { type NeighborGraph, neighborsOf } from '../tables/neighbor-graph.ts';
import type { TopicTree } from '../tables/topic-tree.ts';

/**
 * Level by level, each new row votes among its neighbours with their similarities as weights; neighbours without a topic
 * vote for none, and below level 0 only neighbours in the row's topic above have a vote. A row whose neighbours are all
 * new waits until they have been decided; one that is linked to no old row at all has no topic (−1).
 *
 * @param graph of all rows, at least those of the tree.
 * @returns a new tree of `graph.rows` rows. Old rows, names, central rows and places stay as they were; sizes count the
 *   new rows, so that within a level the largest need no longer be the first.
 * @throws NearbyError `bad-shape` where the graph has fewer rows than the tree.
 */
export function assignRows(tree: TopicTree, graph: NeighborGraph): TopicTree {
  if (graph.rows < tree.rows) {
    throw new NearbyError('bad-shape', {
      what: 'neighbour graph',
      got: `${graph.rows} rows`,
      expected: `${tree.rows} or more`,
    });
  }
  const topicOfRow = tree.topicOfRow.map((old) => {
    const level = new Int32Array(graph.rows).fill(-1);
    level.set(old.subarray(0, tree.rows));
    return level;
  });
  const decided = new Uint8Array(graph.rows).fill(1, 0, tree.rows);
  let waiting = Array.from({ length: graph.rows - tree.rows }, (_, i) => tree.rows + i);
  while (waiting.length > 0) {
    // A round listens only to what earlier rounds decided, so the order of rows within it does not matter.
    const ready = waiting.filter((row) => neighborsOf(graph, row).some((other) => decided[other]));
    if (ready.length === 0) break;
    for (const row of ready) assign(row, topicOfRow, graph, decided);
    for (const row of ready) decided[row] = 1;
    waiting = waiting.filter((row) => !decided[row]);
  }

  const topics = tree.topics.map((topic) => ({ ...topic }));
  for (const level of topicOfRow) {
    for (let row = tree.rows; row < graph.rows; row++) if (level[row] >= 0) topics[level[row]].size++;
  }
  return { rows: graph.rows, topics, topicOfRow };
}

function assign(row: number, topicOfRow: Int32Array[], graph: NeighborGraph, decided: Uint8Array): void {
  for (let level = 0; level < topicOfRow.length; level++) {
    const votes = new Map<number, number>();
    for (const [i, other] of neighborsOf(graph, row).entries()) {
      const sameAbove = level === 0 || topicOfRow[level - 1][other] === topicOfRow[level - 1][row];
      const similarity = 1 - graph.distances[row * graph.k + i];
      if (!decided[other] || !sameAbove || !(similarity > 0)) continue;
      const topic = topicOfRow[level][other];
      votes.set(topic, (votes.get(topic) ?? 0) + similarity);
    }
    let winner = -1;
    for (const [topic, weight] of votes) {
      const best = votes.get(winner) ?? 0;
      // Of equal ones the smaller number: the larger topic at the time of the build.
      if (weight > best || (weight === best && topic < winner)) winner = topic;
    }
    if (winner < 0) return;
    topicOfRow[level][row] = winner;
  }
}
