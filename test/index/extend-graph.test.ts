import { describe, expect, it } from 'vitest';
import { ExactIndex } from '../../src/index/exact-index.ts';
import { extendGraph } from '../../src/index/extend-graph.ts';
import { findNeighbors } from '../../src/index/neighbor-graph.ts';
import type { VectorTable } from '../../src/tables/vector-table.ts';
import { clusteredVectors } from './clustered-vectors.ts';

const firstRows = ({ dimensions, data }: VectorTable, rows: number): VectorTable => ({
  rows,
  dimensions,
  data: data.slice(0, rows * dimensions),
});

const exactGraph = (vectors: VectorTable, k: number) => findNeighbors(new ExactIndex(vectors), vectors, k);

describe('extendGraph', () => {
  it.each([1, 64, 150])('of an exact graph and %i new rows makes the exact graph of all', async (added) => {
    const all = clusteredVectors(300, 12);
    const old = await exactGraph(firstRows(all, 300 - added), 10);
    const extended = extendGraph(old, all, () => {});
    const exact = await exactGraph(all, 10);
    expect(extended.neighbors).toEqual(exact.neighbors);
    expect(extended.distances).toEqual(exact.distances);
  });

  it('fills lists that had room, and leaves the old graph as it was', async () => {
    const all = clusteredVectors(12, 4);
    const old = await exactGraph(firstRows(all, 5), 10);
    const before = old.neighbors.slice();
    expect(extendGraph(old, all, () => {}).neighbors).toEqual((await exactGraph(all, 10)).neighbors);
    expect(old.neighbors).toEqual(before);
  });
});
