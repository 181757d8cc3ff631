import { describe, expect, it } from 'vitest';
import { neighborsOf } from '../../src/tables/neighbor-graph.ts';

describe('neighborsOf', () => {
  it('gives as many neighbours as a row has', () => {
    const distances = Float32Array.of(0.1, 0.2, 0.1, Infinity, Infinity, Infinity);
    const graph = { rows: 3, k: 2, neighbors: Int32Array.of(1, 2, 0, -1, -1, -1), distances };
    expect([0, 1, 2].map((row) => [...neighborsOf(graph, row)])).toEqual([[1, 2], [0], []]);
  });
});
