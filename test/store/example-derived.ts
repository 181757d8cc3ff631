/** Derived tables of the right shape, for any number of rows. */
import { type DuplicateGroups, ungrouped } from '../../src/tables/duplicate-groups.ts';
import type { Figures } from '../../src/tables/figures.ts';
import type { KeptNeighbors } from '../../src/tables/kept-neighbors.ts';
import type { Layout } from '../../src/tables/layout-table.ts';
import type { NeighborGraph } from '../../src/tables/neighbor-graph.ts';
import type { TopicTree } from '../../src/tables/topic-tree.ts';

/** Two neighbours a row, going round; "none" where there are too few rows. */
export function exampleGraph(rows: number): NeighborGraph {
  const neighbors = Int32Array.from({ length: rows * 2 }, (_, i) => {
    const step = (i % 2) + 1;
    return step < rows ? ((i >> 1) + step) % rows : -1;
  });
  const distances = Float32Array.from(neighbors, (row, i) =>
    row < 0 ? Number.POSITIVE_INFINITY : 0.25 * (1 + (i % 2)),
  );
  return { rows, k: 2, neighbors, distances };
}

export function exampleLayout(rows: number): Layout {
  return { rows, points: Float32Array.from({ length: rows * 2 }, (_, i) => Math.sin(i) * 10) };
}

/** One of two neighbours each. */
export function exampleKept(rows: number): KeptNeighbors {
  return { rows, kept: new Uint8Array(rows).fill(1), of: new Uint8Array(rows).fill(2) };
}

/** Two levels; the last row belongs nowhere. */
export function exampleTopics(rows: number): TopicTree {
  const topic = (id: number, level: number, parent: number | null) => ({
    id,
    level,
    parent,
    name: `topic ${id}: größer`,
    phrases: ['river stone', 'lamp'],
    size: Math.max(rows - 1, 0),
    centralRows: rows > 1 ? [0] : [],
    xData: 0.5,
    yData: -1.25,
  });
  const level = (id: number) => Int32Array.from({ length: rows }, (_, row) => (row < rows - 1 ? id : -1));
  return { rows, topics: [topic(0, 0, null), topic(1, 1, 0)], topicOfRow: [level(0), level(1)] };
}

export const exampleFigures: Figures = {
  indexKind: 'exact',
  indexNote: 'hnswlib-node is not installed',
  recallAt10: 1,
  trustworthinessAt15: 0.93,
  continuityAt15: null,
  textsCut: 2,
  papersWithoutAbstract: 1,
  papersWithoutTopic: 1,
  seconds: { import: 0.5, embed: 12.25 },
  seed: 42,
  builtAt: '2025-01-02T03:04:05.000Z',
};

/** Rows 1 and 2 are one paper, by their title; 2 stands for it. Under three rows, each alone. */
export function exampleDuplicates(rows: number): DuplicateGroups {
  const groups = ungrouped(rows);
  if (rows < 3) return groups;
  groups.representative[1] = 2;
  groups.rule.set([2, 2], 1);
  return groups;
}
