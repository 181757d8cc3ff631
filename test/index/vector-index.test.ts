/** One suite for whatever is a VectorIndex: what holds for HNSW and for its exact twin alike. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ExactIndex } from '../../src/index/exact-index.ts';
import { HnswIndex, hnswAvailable } from '../../src/index/hnsw-index.ts';
import type { Found, VectorIndex } from '../../src/index/vector-index.ts';
import { createRandom } from '../../src/random.ts';
import { gatherRows, type VectorTable, vectorAt } from '../../src/tables/vector-table.ts';
import { clusteredVectors } from './clustered-vectors.ts';
import { naiveSearch } from './naive-search.ts';

interface Kind {
  kind: string;
  build: (vectors: VectorTable) => Promise<VectorIndex>;
}

const kinds: Kind[] = [
  { kind: 'exact', build: async (vectors) => new ExactIndex(vectors) },
  { kind: 'exact by blocks', build: async (vectors) => new ExactIndex(vectors, { memoryBytes: 0 }) },
];
const { available, reason } = hnswAvailable();
if (available) kinds.push({ kind: 'hnsw', build: (vectors) => HnswIndex.build(vectors) });
else it.skip(`hnswlib-node is not installed (${reason}): HNSW is not tested`, () => {});

const rounding = 2e-6;

/** Sorted by (distance, row), unique, in range, under the mask, with distances that are true. */
function expectSound(
  found: Found,
  vectors: VectorTable,
  query: Float32Array,
  k: number,
  allowed?: Uint8Array,
) {
  const truth = new Map(naiveSearch(vectors, query, allowed).map((hit) => [hit.row, hit.distance]));
  expect(found.rows.length).toBe(found.distances.length);
  expect(found.rows.length).toBeLessThanOrEqual(k);
  expect(new Set(found.rows).size).toBe(found.rows.length);
  for (let i = 0; i < found.rows.length; i++) {
    const expected = truth.get(found.rows[i]);
    expect(expected).toBeDefined();
    expect(Math.abs(found.distances[i] - (expected ?? Number.NaN))).toBeLessThan(rounding);
    expect(found.distances[i]).toBeGreaterThanOrEqual(0);
    expect(found.distances[i]).toBeLessThanOrEqual(2);
    if (i === 0) continue;
    const step = found.distances[i] - found.distances[i - 1];
    expect(step > 0 || (step === 0 && found.rows[i] > found.rows[i - 1])).toBe(true);
  }
}

/** Also the k nearest there are: place by place as near as the truth. */
function expectExact(
  found: Found,
  vectors: VectorTable,
  query: Float32Array,
  k: number,
  allowed?: Uint8Array,
) {
  expectSound(found, vectors, query, k, allowed);
  const truth = naiveSearch(vectors, query, allowed).slice(0, k);
  expect(found.rows.length).toBe(truth.length);
  truth.forEach((hit, i) => {
    expect(Math.abs(found.distances[i] - hit.distance)).toBeLessThan(rounding);
  });
}

/** Small tables with many duplicates: rows drawn with replacement from a few vectors. */
const tables = fc
  .record({
    dimensions: fc.integer({ min: 1, max: 21 }),
    seed: fc.nat(),
    picks: fc.array(fc.nat(11), { maxLength: 40 }),
  })
  .map(({ dimensions, seed, picks }) => gatherRows(clusteredVectors(12, dimensions, seed), picks));

describe.each(kinds)('$kind index', ({ kind, build }) => {
  it('says what it holds', async () => {
    const index = await build(clusteredVectors(7, 5));
    expect(kind.startsWith(index.kind)).toBe(true);
    expect(index.rows).toBe(7);
    expect(index.dimensions).toBe(5);
  });

  it('returns rows nearest first, ties by row, all of them where k is larger', async () => {
    await fc.assert(
      fc.asyncProperty(tables, fc.integer({ min: 1, max: 60 }), fc.nat(), async (vectors, k, seed) => {
        const query = clusteredVectors(1, vectors.dimensions, seed).data;
        const found = (await build(vectors)).search(query, k);
        // HNSW keeps more candidates than such a table has rows: it is exact here too.
        expectExact(found, vectors, query, k);
      }),
      { numRuns: 60 },
    );
  });

  it('gives exactly the top k of the allowed rows under any mask', async () => {
    await fc.assert(
      fc.asyncProperty(tables, fc.integer({ min: 1, max: 12 }), fc.nat(), async (vectors, k, seed) => {
        const random = createRandom(seed);
        const share = random();
        const allowed = Uint8Array.from({ length: vectors.rows }, () => (random() < share ? 1 : 0));
        const query = clusteredVectors(1, vectors.dimensions, seed).data;
        expectExact((await build(vectors)).search(query, k, { allowed }), vectors, query, k, allowed);
      }),
      { numRuns: 60 },
    );
  });

  it('gives exactly the top k of a narrow and of a wide mask in a larger table', async () => {
    const vectors = clusteredVectors(2500, 24);
    const index = await build(vectors);
    for (const every of [2, 400]) {
      const allowed = Uint8Array.from({ length: vectors.rows }, (_, row) => (row % every === 0 ? 1 : 0));
      for (const row of [0, 1, 2499]) {
        expectExact(
          index.search(vectorAt(vectors, row), 20, { allowed }),
          vectors,
          vectorAt(vectors, row),
          20,
          allowed,
        );
      }
    }
  });

  it.each([0, 1, 2])('answers over a table of %i rows', async (rows) => {
    const vectors = clusteredVectors(rows, 6);
    const index = await build(vectors);
    const query = clusteredVectors(1, 6, 9).data;
    expectExact(index.search(query, 3), vectors, query, 3);
    expectExact(index.search(query, 3, { allowed: new Uint8Array(rows).fill(1) }), vectors, query, 3);
    expect(index.search(query, 3, { allowed: new Uint8Array(rows) }).rows).toHaveLength(0);
  });

  it('answers over rows that are all the same, the lowest first', async () => {
    const vectors = gatherRows(clusteredVectors(1, 8), new Array(500).fill(0));
    const found = (await build(vectors)).search(vectorAt(vectors, 0), 10);
    expectSound(found, vectors, vectorAt(vectors, 0), 10);
    expect([...found.rows]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('finds each row by its own vector, at a distance of nothing', async () => {
    const vectors = clusteredVectors(700, 40);
    const index = await build(vectors);
    for (let row = 0; row < vectors.rows; row++) {
      const found = index.search(vectorAt(vectors, row), 1);
      expect(found.rows[0]).toBe(row);
      expect(found.distances[0]).toBeLessThan(rounding);
    }
  });

  it('keeps distances within 0 and 2 for equal and opposite vectors', async () => {
    const one = clusteredVectors(1, 33).data;
    const vectors = { rows: 2, dimensions: 33, data: Float32Array.from([...one, ...one.map((x) => -x)]) };
    const found = (await build(vectors)).search(one, 2);
    expect([...found.rows]).toEqual([0, 1]);
    expect(found.distances[0]).toBeGreaterThanOrEqual(0);
    expect(found.distances[1]).toBeLessThanOrEqual(2);
    expect(found.distances[1]).toBeCloseTo(2, 5);
  });

  it('gives the same answer twice', async () => {
    const vectors = clusteredVectors(900, 16);
    const [a, b] = [await build(vectors), await build(vectors)];
    for (let row = 0; row < 900; row += 90) {
      const query = vectorAt(vectors, row);
      expect(a.search(query, 12)).toEqual(b.search(query, 12));
      expect(a.search(query, 12)).toEqual(a.search(query, 12));
    }
  });

  it('refuses vectors that are not of unit length, or not numbers, before anything else sees them', async () => {
    const vectors = clusteredVectors(5, 4);
    vectors.data[9] = Number.NaN;
    await expect((async () => build(vectors))()).rejects.toMatchObject({
      code: 'bad-vector',
      message:
        'The vector of row 2 has length NaN, not 1. The model gives unusable vectors; choose another with --model.',
    });
    vectors.data[9] = 30;
    await expect((async () => build(vectors))()).rejects.toMatchObject({
      code: 'bad-vector',
      values: { row: 2 },
    });
    const short = { rows: 3, dimensions: 4, data: new Float32Array(11) };
    await expect((async () => build(short))()).rejects.toMatchObject({
      code: 'bad-shape',
      message: 'A vector table has 11 where 12 is expected.',
    });
  });

  it('refuses questions that it cannot answer, naming the value', async () => {
    const vectors = clusteredVectors(5, 4);
    const index = await build(vectors);
    const query = vectorAt(vectors, 0);
    const asked = (search: () => Found) => {
      try {
        search();
      } catch (thrown) {
        return `${(thrown as { code: string }).code}: ${(thrown as Error).message}`;
      }
      return 'answered';
    };
    expect(asked(() => index.search(query, 0))).toBe(
      'bad-option: k is 0. Expected: a whole number of at least 1.',
    );
    expect(asked(() => index.search(query, 1.5))).toContain('bad-option: k is 1.5.');
    expect(asked(() => index.search(query, 1, { ef: 0 }))).toBe(
      'bad-option: ef is 0. Expected: a whole number from 1 to 100000.',
    );
    expect(asked(() => index.search(query.subarray(1), 1))).toBe(
      'bad-shape: A query has 3 dimensions where 4 is expected.',
    );
    expect(asked(() => index.search(new Float32Array(4), 1))).toContain('bad-vector: ');
    expect(asked(() => index.search(new Float32Array(4).fill(Number.NaN), 1))).toContain('bad-vector: ');
    expect(asked(() => index.search(query, 1, { allowed: new Uint8Array(4) }))).toBe(
      'bad-shape: A mask of allowed rows has 4 rows where 5 is expected.',
    );
    expect(asked(() => index.search(query, 1_000_000))).toBe('answered');
  });
});
