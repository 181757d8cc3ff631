import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distanceAt, ExactIndex } from '../../src/index/exact-index.ts';
import type { Found } from '../../src/index/vector-index.ts';
import { gatherRows, vectorAt } from '../../src/tables/vector-table.ts';
import { clusteredVectors } from './clustered-vectors.ts';

describe('ExactIndex', () => {
  it('gives many queries at once the very bits that it gives them one by one', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 140 }),
        fc.integer({ min: 1, max: 37 }),
        fc.integer({ min: 1, max: 70 }),
        fc.nat(),
        (rows, dimensions, queries, seed) => {
          const index = new ExactIndex(clusteredVectors(rows, dimensions, seed));
          const asked = clusteredVectors(queries, dimensions, seed + 1);
          const together = index.searchMany(asked, 9);
          const alone = Array.from({ length: queries }, (_, i) => index.search(vectorAt(asked, i), 9));
          expect(together).toEqual(alone);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('gives the same bits whether the table is kept in WebAssembly or copied through in blocks', () => {
    const vectors = clusteredVectors(1700, 10);
    const kept = new ExactIndex(vectors);
    const blocks = new ExactIndex(vectors, { memoryBytes: 0 });
    const queries = clusteredVectors(70, 10, 2);
    expect(blocks.searchMany(queries, 600)).toEqual(kept.searchMany(queries, 600));
    expect(blocks.memoryBytes).toBeLessThan(kept.memoryBytes);
  });

  it('gives every distance to some rows, for any number of queries', () => {
    const vectors = clusteredVectors(600, 10);
    const index = new ExactIndex(vectors);
    const rows = Int32Array.from({ length: 300 }, (_, i) => 2 * i);
    for (const count of [1, 4, 7, 70]) {
      const queries = clusteredVectors(count, 10, 2);
      const found = Array.from({ length: count }, () => new Map<number, number>());
      index.distances(queries, rows, (block, distances) => {
        block.forEach((row, i) => {
          for (const [query, its] of found.entries()) its.set(row, distances[distanceAt(i, query)]);
        });
      });
      const allowed = Uint8Array.from({ length: 600 }, (_, row) => (row % 2 === 0 ? 1 : 0));
      for (const [query, its] of found.entries()) {
        const nearest = index.search(vectorAt(queries, query), 600, { allowed });
        expect([...nearest.rows].map((row) => its.get(row))).toEqual([...nearest.distances]);
      }
    }
  });

  it('ties duplicates exactly, wherever in the table they stand', () => {
    const picks = Array.from({ length: 1203 }, (_, i) => i % 3);
    const vectors = gatherRows(clusteredVectors(3, 50), picks);
    const found: Found = new ExactIndex(vectors).search(vectorAt(vectors, 1), 1203);
    expect(new Set(found.distances).size).toBe(3);
    expect([...found.rows.subarray(0, 401)]).toEqual(Array.from({ length: 401 }, (_, i) => 3 * i + 1));
  });

  it('copies the table only for a scan that covers a good part of it', () => {
    const vectors = clusteredVectors(4000, 64);
    const index = new ExactIndex(vectors);
    const before = index.memoryBytes;
    const allowed = new Uint8Array(4000).fill(1, 0, 40);
    index.search(vectorAt(vectors, 0), 5, { allowed });
    expect(index.memoryBytes).toBe(before);
    index.search(vectorAt(vectors, 0), 5);
    expect(index.memoryBytes).toBeGreaterThanOrEqual(before + 4000 * 64 * 4 - 65_536);
  });

  it('refuses a size of memory that is none, and options that it does not have', () => {
    const vectors = clusteredVectors(2, 4);
    expect(() => new ExactIndex(vectors, { memoryBytes: -1 })).toThrow(
      expect.objectContaining({
        code: 'bad-option',
        message: 'memoryBytes is -1. Expected: a whole number from 0 to 4294967296.',
      }),
    );
    expect(() => new ExactIndex(vectors, { memoryByte: 1 } as object)).toThrow(
      expect.objectContaining({
        code: 'unknown-option',
        message: 'There is no "memoryByte". Did you mean "memoryBytes"? Known: memoryBytes.',
      }),
    );
  });
});
