import { UMAP } from 'umap-js';
import { describe, expect, it } from 'vitest';
import { fuzzyGraph } from '../../src/layout/fuzzy-graph.ts';
import type { NeighborGraph } from '../../src/tables/neighbor-graph.ts';
import { clusteredVectors, equalVectors, exactGraph } from './clustered-vectors.ts';

/** Weight by "row,target". */
function edgesOf(graph: NeighborGraph, nNeighbors: number): Map<string, number> {
  const { rows, starts, targets, weights } = fuzzyGraph(graph, nNeighbors);
  const edges = new Map<string, number>();
  for (let row = 0; row < rows; row++) {
    for (let i = starts[row]; i < starts[row + 1]; i++) edges.set(`${row},${targets[i]}`, weights[i]);
  }
  expect(edges.size).toBe(targets.length);
  return edges;
}

/** The same by umap-js, whose graph is private. */
function edgesByUmapJs(graph: NeighborGraph, nNeighbors: number): Map<string, number> {
  const umap = new UMAP({ nNeighbors, nEpochs: 1_000_000 }); // it drops weights below 1 / nEpochs
  const rows = Array.from({ length: graph.rows }, (_, row) => row);
  const columnsOf = <Value>(first: (row: number) => Value, rest: ArrayLike<Value>) =>
    rows.map((row) => [first(row), ...Array.from({ length: nNeighbors }, (_, i) => rest[row * graph.k + i])]);
  umap.setPrecomputedKNN(
    columnsOf((row) => row, graph.neighbors),
    columnsOf(() => 0, graph.distances),
  );
  umap.initializeFit(rows.map(() => []));
  const { graph: matrix } = umap as unknown as {
    graph: { getRows(): number[]; getCols(): number[]; getValues(): number[] };
  };
  const [from, to, values] = [matrix.getRows(), matrix.getCols(), matrix.getValues()];
  return new Map(values.map((value, i) => [`${from[i]},${to[i]}`, value] as const).filter(([, v]) => v > 0));
}

describe('fuzzyGraph', () => {
  it.each([
    ['overlapping groups', clusteredVectors(120, 6), 10],
    ['few neighbours', clusteredVectors(40, 3), 3],
  ] as const)('weighs as umap-js does: %s', (_, vectors, nNeighbors) => {
    const graph = exactGraph(vectors, 12);
    const ours = edgesOf(graph, nNeighbors);
    const theirs = edgesByUmapJs(graph, nNeighbors);
    expect([...theirs.keys()].filter((edge) => !ours.has(edge))).toEqual([]);
    for (const [edge, weight] of ours) expect(weight).toBeCloseTo(theirs.get(edge) ?? 0, 4);
  });

  it('gives both ends of an edge the same weight, above 0 and at most 1', () => {
    const edges = edgesOf(exactGraph(clusteredVectors(80, 4), 9), 9);
    for (const [edge, weight] of edges) {
      expect(weight).toBeGreaterThan(0);
      expect(weight).toBeLessThanOrEqual(1);
      expect(edges.get(edge.split(',').reverse().join())).toBe(weight);
    }
  });

  it('takes copies, missing neighbours and rows without any', () => {
    for (const weight of edgesOf(exactGraph(equalVectors(20), 5), 5).values()) expect(weight).toBe(1);
    const graph = exactGraph(clusteredVectors(12, 2), 4);
    graph.neighbors.fill(-1, 0, 4);
    graph.distances.fill(Infinity, 0, 4);
    for (let row = 1; row < 12; row++) {
      graph.neighbors[4 * row + 3] = -1;
      graph.distances[4 * row + 3] = Infinity;
    }
    for (const weight of edgesOf(graph, 4).values()) expect(weight > 0 && weight <= 1).toBe(true);
  });

  it('refuses a neighbour that is no row', () => {
    const graph = exactGraph(clusteredVectors(12, 2), 4);
    graph.neighbors[7] = 999;
    expect(() => fuzzyGraph(graph, 4)).toThrow(/999/);
  });
});
