import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ExactIndex } from '../../src/index/exact-index.ts';
import { HnswIndex, hnswAvailable } from '../../src/index/hnsw-index.ts';
import { buildHnsw, extendNeighbors, findAllNeighbors, measureRecall } from '../../src/index/in-threads.ts';
import { findNeighbors } from '../../src/index/neighbor-graph.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { clusteredVectors } from './clustered-vectors.ts';

/** Enough for threads of their own. */
const large = clusteredVectors(5000, 16);
const firstOfLarge = { rows: 4500, dimensions: 16, data: large.data.slice(0, 4500 * 16) };

describe('work of the index in threads', () => {
  it('finds the neighbours that one index finds, with any number of threads', async () => {
    const expected = await findNeighbors(new ExactIndex(large), large, 5);
    for (const threads of [1, 3]) {
      const found = await findAllNeighbors(large, null, 5, () => {}, threads);
      expect(found.neighbors).toEqual(expected.neighbors);
      expect(found.distances).toEqual(expected.distances);
    }
  });

  it('says how far it is, up to the end', async () => {
    const heard: number[] = [];
    await findAllNeighbors(large, null, 5, (done) => heard.push(done), 2);
    expect(heard).toEqual([...heard].sort((a, b) => a - b));
    expect(heard.at(-1)).toBe(5000);
  });

  it.skipIf(!hnswAvailable().available)(
    'builds, extends and judges HNSW (hnswlib-node is needed)',
    async () => {
      const path = join(temporaryFolder(), 'vectors.hnsw');
      const first = await buildHnsw(firstOfLarge, path, { hnsw: { seed: 3 } });
      expect(HnswIndex.load(path, firstOfLarge, first).rows).toBe(4500);

      const old = { sha256: first, rows: 4500 };
      const sha256 = await buildHnsw(large, path, { hnsw: { seed: 3 }, old });
      const sample = Int32Array.from({ length: 200 }, (_, i) => 25 * i);
      expect(await measureRecall(10, large, { path, sha256 }, sample)).toBeGreaterThan(0.98);
      expect(await measureRecall(10, large, null, sample)).toBe(1);
    },
  );

  it('extends a graph to the same with any number of threads, and says how far it is', async () => {
    const old = await findAllNeighbors(firstOfLarge, null, 5);
    const expected = await findNeighbors(new ExactIndex(large), large, 5);
    for (const threads of [1, 3]) {
      const heard: number[] = [];
      const extended = await extendNeighbors(old, large, (done) => heard.push(done), threads);
      expect(extended).toEqual(expected);
      expect(heard.length).toBeGreaterThan(1);
      expect(heard.at(-1)).toBe(500);
    }
  });

  it('hands each measured row to the caller with its exact distances, and passes on what that throws', async () => {
    const sample = Int32Array.from({ length: 40 }, (_, i) => 100 * i);
    const exact = new ExactIndex(large);
    const taken: number[] = [];
    await measureRecall(10, large, null, sample, (row, distances) => {
      expect(distances).toEqual(exact.distancesOf(Int32Array.of(row))[0]);
      taken.push(row);
    });
    expect(taken).toEqual([...sample]);
    const failing = measureRecall(10, large, null, sample, () => {
      throw new Error('no more');
    });
    await expect(failing).rejects.toThrow('no more');
  });

  it.skipIf(!hnswAvailable().available)('refuses in the words of the index', async () => {
    const path = join(temporaryFolder(), 'vectors.hnsw');
    await buildHnsw(large, path, { hnsw: {} });
    const file = { path, sha256: 'f'.repeat(64) };
    await expect(findAllNeighbors(large, file, 5)).rejects.toMatchObject({ code: 'index-damaged' });
    const lost = join(temporaryFolder(), 'no such folder', 'vectors.hnsw');
    await expect(buildHnsw(large, lost, { hnsw: {} })).rejects.toMatchObject({ code: 'corpus-write' });
  });
});
