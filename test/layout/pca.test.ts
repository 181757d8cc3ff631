import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pcaStart } from '../../src/layout/pca.ts';
import { type VectorTable, vectorAt } from '../../src/tables/vector-table.ts';
import { clusteredVectors, equalVectors } from './clustered-vectors.ts';

describe('pcaStart', () => {
  it('agrees with a naive PCA by power iteration and deflation', () => {
    const vectors = clusteredVectors(120, 4, { dimensions: 12 });
    const start = pcaStart(vectors, 7);
    const naive = naivePca(vectors);
    for (let i = 0; i < start.length; i++) expect(Math.abs(start[i] - naive[i])).toBeLessThan(5e-3);
  });

  it('stays within an extent of 10 and is finite, for any rows and seed', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 40 }),
        fc.integer({ min: 1, max: 6 }),
        fc.integer(),
        (rows, clusters, seed) => {
          const start = pcaStart(clusteredVectors(rows, clusters, { dimensions: 5, seed }), seed);
          expect(start.length).toBe(rows * 2);
          for (const value of start) expect(Math.abs(value)).toBeLessThan(10.001);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('gives the same bytes for the same seed', () => {
    const vectors = clusteredVectors(60, 3);
    expect(pcaStart(vectors, 5)).toEqual(pcaStart(vectors, 5));
  });

  it('parts equal vectors by noise alone', () => {
    const start = pcaStart(equalVectors(30), 1);
    expect(new Set(start).size).toBeGreaterThan(50);
    for (const value of start) expect(Math.abs(value)).toBeLessThanOrEqual(1e-4);
  });

  it('lays vectors that differ in one direction only on a line', () => {
    const data = Float32Array.from([1, 0, 0, 1, Math.SQRT1_2, Math.SQRT1_2]);
    const start = pcaStart({ rows: 3, dimensions: 2, data }, 1);
    expect(start.every(Number.isFinite)).toBe(true);
  });
});

function naivePca(vectors: VectorTable): number[] {
  const { rows, dimensions } = vectors;
  const points = Array.from({ length: rows }, (_, row) => Array.from(vectorAt(vectors, row)));
  for (let d = 0; d < dimensions; d++) {
    const mean = points.reduce((sum, point) => sum + point[d], 0) / rows;
    for (const point of points) point[d] -= mean;
  }
  const result: number[] = new Array(rows * 2).fill(0);
  const rest = points.map((point) => [...point]);
  for (let axisNumber = 0; axisNumber < 2; axisNumber++) {
    let axis = Array.from({ length: dimensions }, (_, d) => 1 / (d + 1));
    for (let i = 0; i < 3000; i++) {
      const next = new Array(dimensions).fill(0);
      for (const point of rest) {
        const share = point.reduce((sum, value, d) => sum + value * axis[d], 0);
        point.forEach((value, d) => {
          next[d] += share * value;
        });
      }
      const length = Math.hypot(...next);
      axis = next.map((value) => value / length);
    }
    const largest = axis.reduce((best, value) => (Math.abs(value) > Math.abs(best) ? value : best), 0);
    if (largest < 0) axis = axis.map((value) => -value);
    points.forEach((point, row) => {
      result[2 * row + axisNumber] = point.reduce((sum, value, d) => sum + value * axis[d], 0);
    });
    for (const point of rest) {
      const share = point.reduce((sum, value, d) => sum + value * axis[d], 0);
      for (let d = 0; d < dimensions; d++) point[d] -= share * axis[d];
    }
  }
  const extent = Math.max(...result.map(Math.abs));
  return result.map((value) => (value * 10) / extent);
}
