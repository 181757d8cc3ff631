import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ExactIndex } from '../../src/index/exact-index.ts';
import { HnswIndex, hnswAvailable } from '../../src/index/hnsw-index.ts';
import { findNeighbors } from '../../src/index/neighbor-graph.ts';
import type { VectorIndex } from '../../src/index/vector-index.ts';
import type { ProgressEvent } from '../../src/progress.ts';
import { gatherRows, type VectorTable, vectorAt } from '../../src/tables/vector-table.ts';
import { clusteredVectors } from './clustered-vectors.ts';
import { naiveSearch } from './naive-search.ts';

const kinds: { kind: string; build: (vectors: VectorTable) => Promise<VectorIndex> }[] = [
  { kind: 'exact', build: async (vectors) => new ExactIndex(vectors) },
];
if (hnswAvailable().available) kinds.push({ kind: 'hnsw', build: (vectors) => HnswIndex.build(vectors) });
else it.skip('hnswlib-node is not installed: the graph from HNSW is not tested', () => {});

describe.each(kinds)('findNeighbors over the $kind index', ({ build }) => {
  it('leaves each row out of its own neighbours, also among duplicates, and pads what is missing', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(5), { maxLength: 30 }),
        fc.integer({ min: 1, max: 12 }),
        fc.nat(),
        async (picks, k, seed) => {
          const vectors = gatherRows(clusteredVectors(6, 7, seed), picks);
          const graph = await findNeighbors(await build(vectors), vectors, k);
          expect(graph).toMatchObject({ rows: picks.length, k });
          expect(graph.neighbors).toHaveLength(picks.length * k);
          for (let row = 0; row < picks.length; row++) {
            const neighbors = graph.neighbors.subarray(row * k, (row + 1) * k);
            const distances = graph.distances.subarray(row * k, (row + 1) * k);
            const truth = naiveSearch(vectors, vectorAt(vectors, row)).filter((hit) => hit.row !== row);
            const real = Math.min(k, picks.length - 1);
            expect(neighbors.subarray(0, real)).not.toContain(row);
            expect(new Set(neighbors.subarray(0, real)).size).toBe(real);
            for (let i = 0; i < k; i++) {
              if (i >= real) {
                expect([neighbors[i], distances[i]]).toEqual([-1, Number.POSITIVE_INFINITY]);
                continue;
              }
              expect(Math.abs(distances[i] - truth[i].distance)).toBeLessThan(2e-6);
              if (i === 0) continue;
              const step = distances[i] - distances[i - 1];
              expect(step > 0 || (step === 0 && neighbors[i] > neighbors[i - 1])).toBe(true);
            }
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it('gives for chosen rows what it gives for all', async () => {
    const vectors = clusteredVectors(300, 12);
    const index = await build(vectors);
    const all = await findNeighbors(index, vectors, 5);
    const rows = Int32Array.of(299, 0, 150);
    const some = await findNeighbors(index, vectors, 5, { rows });
    expect(some.rows).toBe(3);
    rows.forEach((row, i) => {
      expect(some.neighbors.slice(i * 5, i * 5 + 5)).toEqual(all.neighbors.slice(row * 5, row * 5 + 5));
      expect(some.distances.slice(i * 5, i * 5 + 5)).toEqual(all.distances.slice(row * 5, row * 5 + 5));
    });
  });

  it('reports progress up to the last row and lets other work run in between', async () => {
    const vectors = clusteredVectors(1500, 48);
    const index = await build(vectors);
    const events: ProgressEvent[] = [];
    let turns = 0;
    const timer = setImmediate(function again() {
      turns++;
      if (events.at(-1)?.done !== 1500) setImmediate(again);
    });
    await findNeighbors(index, vectors, 10, { onProgress: (event) => events.push(event) });
    clearImmediate(timer);
    expect(turns).toBeGreaterThan(0);
    expect(events.at(-1)).toEqual({ stage: 'index', done: 1500, total: 1500, note: 'neighbours' });
    expect(events.map((event) => event.done)).toEqual(
      events.map((event) => event.done).sort((a, b) => a - b),
    );
  });

  it('refuses an index of another table, rows that are not there, and a k of 0', async () => {
    const vectors = clusteredVectors(4, 6);
    const index = await build(vectors);
    await expect(findNeighbors(index, clusteredVectors(5, 6), 2)).rejects.toMatchObject({
      code: 'bad-shape',
      message: 'A vector table has 5 × 6 where 4 × 6 is expected.',
    });
    await expect(findNeighbors(index, vectors, 2, { rows: Int32Array.of(4) })).rejects.toMatchObject({
      code: 'bad-shape',
      message: 'A row has 4 where 0 to 3 is expected.',
    });
    await expect(findNeighbors(index, vectors, 0)).rejects.toMatchObject({
      code: 'bad-option',
      message: 'k is 0. Expected: a whole number of at least 1.',
    });
  });
});
