import { describe, expect, it } from 'vitest';
import { ExactIndex } from '../../src/index/exact-index.ts';
import { extendGraph, findNewcomers, listLimits, type Newcomers } from '../../src/index/extend-graph.ts';
import { findNeighbors } from '../../src/index/neighbor-graph.ts';
import type { NeighborGraph } from '../../src/tables/neighbor-graph.ts';
import { gatherRows, type VectorTable } from '../../src/tables/vector-table.ts';
import { expectRefusal } from '../refusal.ts';
import { clusteredVectors } from './clustered-vectors.ts';

const firstRows = ({ dimensions, data }: VectorTable, rows: number): VectorTable => ({
  rows,
  dimensions,
  data: data.slice(0, rows * dimensions),
});

/** As `extendNeighbors`, the new rows in parts of `size`, the last part first. */
function extended(old: NeighborGraph, all: VectorTable, size: number): NeighborGraph {
  const exact = new ExactIndex(all);
  const limits = listLimits(old, all.rows);
  const parts: Newcomers[] = [];
  for (let first = old.rows; first < all.rows; first += size) {
    const part = { first, rows: Math.min(size, all.rows - first) };
    parts.unshift(findNewcomers(exact, all, old.k, limits, part));
  }
  return extendGraph(old, parts);
}

const exactGraph = (vectors: VectorTable, k: number) => findNeighbors(new ExactIndex(vectors), vectors, k);

describe('extendGraph', () => {
  it.each([
    [1, 1],
    [64, 7],
    [150, 70],
    [150, 150],
  ])('of an exact graph and %i new rows, %i at a time, makes the exact graph of all', async (added, size) => {
    const all = clusteredVectors(300, 12);
    const old = await exactGraph(firstRows(all, 300 - added), 10);
    const found = extended(old, all, size);
    const exact = await exactGraph(all, 10);
    expect(found.neighbors).toEqual(exact.neighbors);
    expect(found.distances).toEqual(exact.distances);
  });

  it('fills lists that had room, and leaves the old graph as it was', async () => {
    const all = clusteredVectors(12, 4);
    const old = await exactGraph(firstRows(all, 5), 10);
    const before = old.neighbors.slice();
    expect(extended(old, all, 3).neighbors).toEqual((await exactGraph(all, 10)).neighbors);
    expect(old.neighbors).toEqual(before);
  });

  it('lists copies of a row in their order, whoever found them', async () => {
    const all = gatherRows(clusteredVectors(4, 8), [0, 1, 2, 3, 0, 0, 1, 0, 0, 0]);
    const old = await exactGraph(firstRows(all, 5), 4);
    for (const size of [1, 2, 5]) expect(extended(old, all, size)).toEqual(await exactGraph(all, 4));
  });

  it('refuses parts between which a row is left out', async () => {
    const all = clusteredVectors(12, 4);
    const old = await exactGraph(firstRows(all, 5), 3);
    const part = findNewcomers(new ExactIndex(all), all, 3, listLimits(old, all.rows), { first: 6, rows: 6 });
    expectRefusal(() => extendGraph(old, [part]), 'bad-shape', /list of new rows has 6 where 5/);
  });
});
