import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NeighborGraph } from '../../src/tables/neighbor-graph.ts';
import type { Topic, TopicTree } from '../../src/tables/topic-tree.ts';
import { assignRows } from '../../src/topics/assign-rows.ts';

const topic = (id: number, level: number, parent: number | null, size: number): Topic => ({
  id,
  level,
  parent,
  name: `topic ${id}`,
  phrases: [],
  size,
  centralRows: [],
  xData: 0,
  yData: 0,
});

/** Rows 0–2 in topic 0 (of these 0 and 1 in 2), 3 and 4 in topic 1, 5 nowhere. */
const tree: TopicTree = {
  rows: 6,
  topics: [topic(0, 0, null, 3), topic(1, 0, null, 2), topic(2, 1, 0, 2)],
  topicOfRow: [Int32Array.of(0, 0, 0, 1, 1, -1), Int32Array.of(2, 2, -1, -1, -1, -1)],
};

/** The six old rows without neighbours, then new rows as lists of [neighbour, similarity]. */
function graphWith(...added: [number, number][][]): NeighborGraph {
  const lists = [...Array.from({ length: 6 }, (): [number, number][] => []), ...added];
  const k = 4;
  const neighbors = new Int32Array(lists.length * k).fill(-1);
  const distances = new Float32Array(lists.length * k).fill(Infinity);
  lists.forEach((list, row) => {
    list.forEach(([neighbor, similarity], i) => {
      neighbors[row * k + i] = neighbor;
      distances[row * k + i] = 1 - similarity;
    });
  });
  return { rows: lists.length, k, neighbors, distances };
}

const topicsOf = (grown: TopicTree, row: number) => grown.topicOfRow.map((level) => level[row]);

describe('assignRows', () => {
  it("gives a new row the topic of most of its neighbours' weight, level by level", () => {
    const grown = assignRows(
      tree,
      graphWith(
        [
          [0, 0.9],
          [1, 0.8],
          [3, 0.7],
        ],
        [
          [3, 0.9],
          [0, 0.5],
        ],
        [
          [2, 0.9],
          [0, 0.2],
        ],
      ),
    );
    expect(topicsOf(grown, 6)).toEqual([0, 2]);
    expect(topicsOf(grown, 7)).toEqual([1, -1]);
    expect(topicsOf(grown, 8)).toEqual([0, -1]);
    expect(grown.topics.map(({ size }) => size)).toEqual([5, 3, 3]);
    expect(tree.topics.map(({ size }) => size)).toEqual([3, 2, 2]);
  });

  it('leaves a row without a topic where most of its neighbours have none, or none is linked to an old row', () => {
    const grown = assignRows(
      tree,
      graphWith(
        [
          [5, 0.9],
          [0, 0.3],
        ],
        [[8, 0.9]],
        [[7, 0.9]],
        [],
      ),
    );
    for (let row = 6; row < 10; row++) expect(topicsOf(grown, row)).toEqual([-1, -1]);
  });

  it('follows new rows to old ones', () => {
    const grown = assignRows(tree, graphWith([[7, 0.9]], [[0, 0.9]]));
    expect(topicsOf(grown, 6)).toEqual([0, 2]);
  });

  it('keeps old rows and nests new ones, whatever the graph', () => {
    const list = fc.array(fc.tuple(fc.nat(15), fc.double({ min: -1, max: 1, noNaN: true })), {
      maxLength: 4,
    });
    fc.assert(
      fc.property(fc.array(list, { minLength: 10, maxLength: 10 }), (lists) => {
        const grown = assignRows(tree, graphWith(...lists));
        for (const [level, old] of tree.topicOfRow.entries()) {
          expect(grown.topicOfRow[level].subarray(0, 6)).toEqual(old);
        }
        for (let row = 6; row < 16; row++) {
          const [coarse, fine] = topicsOf(grown, row);
          if (fine >= 0) expect(grown.topics[fine].parent).toBe(coarse);
        }
        grown.topics.forEach(({ id, level, size }) => {
          expect(grown.topicOfRow[level].filter((other) => other === id).length).toBe(size);
        });
      }),
    );
  });

  it('refuses a graph of fewer rows than the tree', () => {
    expect(() =>
      assignRows(tree, { rows: 2, k: 0, neighbors: new Int32Array(0), distances: new Float32Array(0) }),
    ).toThrowError(
      expect.objectContaining({
        code: 'bad-shape',
        message: 'A neighbour graph has 2 rows where 6 or more is expected.',
      }),
    );
  });
});
