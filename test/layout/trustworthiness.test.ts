import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ExactIndex } from '../../src/index/exact-index.ts';
import { measureLayout, NeighborhoodMeasure } from '../../src/layout/trustworthiness.ts';
import { createRandom, sampleRows } from '../../src/random.ts';
import type { Layout } from '../../src/tables/layout-table.ts';
import { dot, type VectorTable, vectorAt } from '../../src/tables/vector-table.ts';
import { clusteredVectors, equalVectors } from './clustered-vectors.ts';

/** Vectors on a circle and the layout that is their own positions: no neighbourhood differs. */
function circle(rows: number): { vectors: VectorTable; layout: Layout } {
  const random = createRandom(3);
  const points = new Float32Array(rows * 2);
  for (let row = 0; row < rows; row++) {
    const angle = random() * 2 * Math.PI;
    points[2 * row] = Math.cos(angle);
    points[2 * row + 1] = Math.sin(angle);
  }
  return { vectors: { rows, dimensions: 2, data: points }, layout: { rows, points } };
}

function randomLayout(rows: number, seed: number, grid = 0): Layout {
  const random = createRandom(seed);
  const points = Float32Array.from({ length: rows * 2 }, () =>
    grid ? Math.floor(random() * grid) : random(),
  );
  return { rows, points };
}

describe('measureLayout', () => {
  it('agrees with the formula written out naively, ties and copies included', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 3, max: 24 }),
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 0, max: 3 }),
        fc.nat(1000),
        (rows, k, grid, seed) => {
          const vectors = clusteredVectors(rows, 3, { dimensions: 4, seed, spread: grid === 1 ? 1e-9 : 0.5 });
          const layout = randomLayout(rows, seed, grid);
          const { trustworthiness, continuity } = measureLayout(vectors, layout, { k });
          const naive = naiveMeasure(vectors, layout, k);
          expect(trustworthiness).toBeCloseTo(naive.trustworthiness, 10);
          expect(continuity).toBeCloseTo(naive.continuity, 10);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('gives 1 where the layout keeps every neighbourhood', () => {
    const { vectors, layout } = circle(200);
    expect(measureLayout(vectors, layout)).toEqual({ trustworthiness: 1, continuity: 1 });
  });

  it('gives the same by distances that are handed in, but for their rounding, and leaves these as they were', () => {
    const vectors = clusteredVectors(500, 8);
    const layout = randomLayout(500, 2);
    const plain = measureLayout(vectors, layout, { maxRows: 90, seed: 7 });
    const measure = new NeighborhoodMeasure(layout);
    const exact = new ExactIndex(vectors);
    for (const row of sampleRows(500, 90, createRandom(7))) {
      const [distances] = exact.distancesOf(Int32Array.of(row));
      const sum = distances.reduce((a, b) => a + b);
      measure.add(row, distances);
      expect(distances.reduce((a, b) => a + b)).toBe(sum);
    }
    expect(measure.measure.trustworthiness).toBeCloseTo(plain.trustworthiness ?? 0, 4);
    expect(measure.measure.continuity).toBeCloseTo(plain.continuity ?? 0, 4);
  });

  it('gives about one half for a layout by chance', () => {
    const measure = measureLayout(clusteredVectors(400, 8), randomLayout(400, 5));
    for (const value of [measure.trustworthiness, measure.continuity])
      expect(Math.abs((value ?? 0) - 0.5)).toBeLessThan(0.05);
  });

  it('comes near the exact value on a sample of rows', () => {
    const { vectors, layout } = circle(600);
    const points = layout.points.map((value, i) => value + (i % 7) * 0.15);
    const exact = measureLayout(vectors, { rows: 600, points });
    const sampled = measureLayout(vectors, { rows: 600, points }, { maxRows: 150 });
    expect(Math.abs((exact.trustworthiness ?? 0) - (sampled.trustworthiness ?? 1))).toBeLessThan(0.03);
    expect(sampled).toEqual(measureLayout(vectors, { rows: 600, points }, { maxRows: 150 }));
    expect(sampled).not.toEqual(exact);
  });

  it('lowers k in small corpora and gives null where there is no neighbourhood', () => {
    for (const rows of [3, 4, 10, 30]) {
      const { vectors, layout } = circle(rows);
      expect(measureLayout(vectors, layout)).toEqual({ trustworthiness: 1, continuity: 1 });
    }
    expect(new NeighborhoodMeasure(circle(30).layout).measure.trustworthiness).toBeNull();
    for (const rows of [0, 1, 2]) {
      const { vectors, layout } = circle(rows);
      expect(measureLayout(vectors, layout)).toEqual({ trustworthiness: null, continuity: null });
    }
  });

  it('finds nothing false among rows that are all the same', () => {
    expect(measureLayout(equalVectors(40), randomLayout(40, 1)).trustworthiness).toBe(1);
  });

  it('refuses a layout of other rows', () => {
    expect(() => measureLayout(equalVectors(5), randomLayout(4, 1))).toThrowError(
      expect.objectContaining({ code: 'bad-shape', message: 'A layout has 4 rows where 5 is expected.' }),
    );
  });
});

/** Straight from the definition: every rank by counting, every set written out. */
function naiveMeasure(vectors: VectorTable, layout: Layout, askedK: number) {
  const { rows } = vectors;
  let k = askedK;
  while (k >= rows / 2) k--;
  const all = Array.from({ length: rows }, (_, row) => row);
  const byVector = (i: number, j: number) => 1 - dot(vectorAt(vectors, i), vectorAt(vectors, j));
  const byPoint = (i: number, j: number) =>
    (layout.points[2 * i] - layout.points[2 * j]) ** 2 +
    (layout.points[2 * i + 1] - layout.points[2 * j + 1]) ** 2;
  type Distance = typeof byVector;
  const rank = (i: number, j: number, by: Distance) =>
    1 + all.filter((l) => l !== i && by(i, l) < by(i, j)).length;
  const near = (i: number, by: Distance) =>
    all
      .filter((j) => j !== i)
      .sort((a, b) => by(i, a) - by(i, b) || a - b)
      .slice(0, k);
  const kept = (inSpace: Distance, ofSpace: Distance) => {
    let sum = 0;
    for (const i of all) for (const j of near(i, ofSpace)) sum += Math.max(0, rank(i, j, inSpace) - k);
    return 1 - (2 / (rows * k * (2 * rows - 3 * k - 1))) * sum;
  };
  return { trustworthiness: kept(byVector, byPoint), continuity: kept(byPoint, byVector) };
}
