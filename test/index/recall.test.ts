import { describe, expect, it } from 'vitest';
import { ExactIndex } from '../../src/index/exact-index.ts';
import { HnswIndex, hnswAvailable } from '../../src/index/hnsw-index.ts';
import { recallAt } from '../../src/index/recall.ts';
import type { Found, VectorIndex } from '../../src/index/vector-index.ts';
import { createRandom, sampleRows } from '../../src/random.ts';
import type { VectorTable } from '../../src/tables/vector-table.ts';
import { gatherRows } from '../../src/tables/vector-table.ts';
import { clusteredVectors } from './clustered-vectors.ts';

/** An index that answers with what `change` makes of the exact answer. */
function changed(
  vectors: VectorTable,
  change: (rows: number[], query: Float32Array) => number[],
): VectorIndex {
  const exact = new ExactIndex(vectors);
  const search = (query: Float32Array, k: number): Found => {
    const rows = change([...exact.search(query, k).rows], query);
    return { rows: Int32Array.from(rows), distances: new Float32Array(rows.length) };
  };
  const { rows, dimensions } = vectors;
  return { kind: 'hnsw', rows, dimensions, search, distances: (...asked) => exact.distances(...asked) };
}

const everyRow = (vectors: VectorTable) => Int32Array.from({ length: vectors.rows }, (_, row) => row);

describe('recallAt', () => {
  const vectors = clusteredVectors(150, 16);
  const exact = new ExactIndex(vectors);

  it('is 1 for the exact index', () => {
    expect(recallAt(10, exact, exact, vectors, everyRow(vectors))).toBe(1);
  });

  it('is the share of true neighbours found, the row itself not counted', () => {
    // Of the row and its 10 neighbours, the last 4 are lost.
    const lossy = changed(vectors, (rows) => rows.slice(0, 7));
    expect(recallAt(10, lossy, exact, vectors, everyRow(vectors))).toBeCloseTo(0.6, 12);
    const farthest = changed(vectors, (rows) => rows.map((row) => (row + 75) % 150));
    expect(recallAt(10, farthest, exact, vectors, everyRow(vectors))).toBeLessThan(0.3);
  });

  it('counts a found row as right where it ties with the last true neighbour', () => {
    const tied = gatherRows(clusteredVectors(1, 16), new Array(40).fill(0));
    const backwards = changed(tied, () => Array.from({ length: 11 }, (_, i) => 39 - i));
    expect(recallAt(10, backwards, new ExactIndex(tied), tied, everyRow(tied))).toBe(1);
  });

  it('counts a row that is given twice once', () => {
    const repeating = changed(vectors, (rows) => rows.map((row, place) => (place < 2 ? row : rows[1])));
    expect(recallAt(10, repeating, exact, vectors, everyRow(vectors))).toBeCloseTo(0.1, 12);
  });

  it('asks for no more neighbours than there are', () => {
    const three = clusteredVectors(3, 16);
    expect(recallAt(10, new ExactIndex(three), new ExactIndex(three), three, everyRow(three))).toBe(1);
  });

  it('is null for fewer than two rows, and without a sample', () => {
    for (const rows of [0, 1]) {
      const table = clusteredVectors(rows, 16);
      const index = new ExactIndex(table);
      expect(recallAt(10, index, index, table, everyRow(table))).toBeNull();
    }
    expect(recallAt(10, exact, exact, vectors, new Int32Array(0))).toBeNull();
  });

  it('refuses a k of 0', () => {
    expect(() => recallAt(0, exact, exact, vectors, everyRow(vectors))).toThrow(
      expect.objectContaining({
        code: 'bad-option',
        message: 'k is 0. Expected: a whole number of at least 1.',
      }),
    );
  });
});

describe.skipIf(!hnswAvailable().available)('HNSW at its defaults (hnswlib-node is needed)', () => {
  it.each([
    { rows: 601, dimensions: 256, atLeast: 0.995 },
    { rows: 10_000, dimensions: 256, atLeast: 0.99 },
  ])('finds at least $atLeast of the true 10 nearest among $rows × $dimensions', async (size) => {
    const vectors = clusteredVectors(size.rows, size.dimensions);
    const index = await HnswIndex.build(vectors);
    const sample = sampleRows(size.rows, 300, createRandom(1));
    expect(recallAt(10, index, new ExactIndex(vectors), vectors, sample)).toBeGreaterThanOrEqual(
      size.atLeast,
    );
  });

  it('finds as many where one row in two is a copy of one and the same', async () => {
    const picks = Array.from({ length: 2000 }, (_, row) => (row % 2 ? 0 : row));
    const vectors = gatherRows(clusteredVectors(2000, 64), picks);
    const index = await HnswIndex.build(vectors);
    const others = everyRow(vectors).filter((row) => row % 2 === 0);
    expect(recallAt(10, index, new ExactIndex(vectors), vectors, others)).toBeGreaterThanOrEqual(0.99);
  });
});
