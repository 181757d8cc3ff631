import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeRows } from '../../src/layout/place-rows.ts';
import type { Layout } from '../../src/tables/layout-table.ts';
import type { NeighborGraph } from '../../src/tables/neighbor-graph.ts';
import { clusteredVectors, exactGraph } from './clustered-vectors.ts';

/** A graph from lists of [neighbour, similarity]. */
function graphFrom(rows: [number, number][][]): NeighborGraph {
  const k = Math.max(1, ...rows.map((row) => row.length));
  const neighbors = new Int32Array(rows.length * k).fill(-1);
  const distances = new Float32Array(rows.length * k).fill(Infinity);
  rows.forEach((row, i) => {
    row.forEach(([neighbor, similarity], j) => {
      neighbors[i * k + j] = neighbor;
      distances[i * k + j] = 1 - similarity;
    });
  });
  return { rows: rows.length, k, neighbors, distances };
}

const square: Layout = { rows: 4, points: Float32Array.of(-10, -10, 10, -10, 10, 10, -10, 10) };
const oldRows: [number, number][][] = [[], [], [], []];

describe('placeRows', () => {
  it('keeps old points bit for bit and makes every new one finite and distinct', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 30 }),
        fc.integer({ min: 0, max: 30 }),
        fc.nat(100),
        (old, added, seed) => {
          const graph = exactGraph(clusteredVectors(old + added, 4, { dimensions: 6, seed }), 5);
          const points = Float32Array.from({ length: old * 2 }, (_, i) => Math.sin(i * 37 + seed) * 10);
          const placed = placeRows({ rows: old, points }, graph);
          expect(placed.rows).toBe(old + added);
          expect(placed.points.subarray(0, old * 2)).toEqual(points);
          expect(placed.points.every(Number.isFinite)).toBe(true);
          const places = new Set(
            Array.from({ length: old + added }, (_, i) => placed.points.subarray(2 * i, 2 * i + 2).join()),
          );
          expect(places.size).toBe(old + added);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('puts a new row at the mean of its neighbours, nearer to the more similar', () => {
    const placed = placeRows(
      square,
      graphFrom([
        ...oldRows,
        [
          [1, 0.9],
          [2, 0.3],
        ],
      ]),
    );
    expect(placed.points[8]).toBeCloseTo(10, 0);
    expect(Math.abs(placed.points[9] - -5)).toBeLessThan(0.1);
  });

  it('places rows whose neighbours are new after those, and keeps copies apart', () => {
    const placed = placeRows(square, graphFrom([...oldRows, [[5, 0.9]], [[0, 0.8]], [[0, 0.8]], [[4, 0.5]]]));
    for (let row = 4; row < 8; row++) {
      const [x, y] = placed.points.subarray(2 * row, 2 * row + 2);
      expect(Math.hypot(x + 10, y + 10)).toBeLessThan(0.5);
    }
    expect(placed.points.subarray(10, 12)).not.toEqual(placed.points.subarray(12, 14));
  });

  it('sets rows that nothing links to the map outside it, those linked to each other together', () => {
    const placed = placeRows(square, graphFrom([...oldRows, [[5, 0.9]], [[4, 0.9]], [], []]));
    const at = (row: number) => placed.points.subarray(2 * row, 2 * row + 2);
    for (let row = 4; row < 8; row++) expect(Math.hypot(...at(row))).toBeGreaterThan(14);
    expect(Math.hypot(at(4)[0] - at(5)[0], at(4)[1] - at(5)[1])).toBeLessThan(0.5);
    expect(Math.hypot(at(6)[0] - at(7)[0], at(6)[1] - at(7)[1])).toBeGreaterThan(5);
  });

  it('gives the same bytes again', () => {
    const graph = exactGraph(clusteredVectors(40, 4), 5);
    const layout = { rows: 25, points: Float32Array.from({ length: 50 }, (_, i) => Math.cos(i)) };
    expect(placeRows(layout, graph)).toEqual(placeRows(layout, graph));
  });

  it('refuses a graph of fewer rows than the layout', () => {
    expect(() => placeRows(square, graphFrom([[], []]))).toThrowError(
      expect.objectContaining({
        code: 'bad-shape',
        message: 'A neighbour graph has 2 rows where 4 or more is expected.',
      }),
    );
  });
});
