import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countKeptNeighbors } from '../../src/layout/count-kept-neighbors.ts';
import { createRandom } from '../../src/random.ts';
import { countAstray, keptShare } from '../../src/tables/kept-neighbors.ts';
import type { Layout } from '../../src/tables/layout-table.ts';
import { type NeighborGraph, neighborsOf } from '../../src/tables/neighbor-graph.ts';
import { expectRefusal } from '../refusal.ts';

/** The k nearest of each point. */
function graphOf(points: Float32Array, k: number): NeighborGraph {
  const rows = points.length / 2;
  const graph: NeighborGraph = {
    rows,
    k,
    neighbors: new Int32Array(rows * k).fill(-1),
    distances: new Float32Array(rows * k).fill(Infinity),
  };
  for (let row = 0; row < rows; row++) {
    const others = Array.from({ length: rows }, (_, other) => other).filter((other) => other !== row);
    others.sort((a, b) => squared(points, row, a) - squared(points, row, b) || a - b);
    graph.neighbors.set(others.slice(0, k), row * k);
  }
  return graph;
}

const squared = (points: Float32Array, a: number, b: number) =>
  (points[2 * a] - points[2 * b]) ** 2 + (points[2 * a + 1] - points[2 * b + 1]) ** 2;

/** Points in clumps of different sizes, on a line, on a coarse grid (with many ties), or all in one place. */
function somePoints(rows: number, seed: number, kind: string): Float32Array {
  const random = createRandom(seed);
  return Float32Array.from({ length: rows * 2 }, (_, i) => {
    if (kind === 'one place') return 3;
    if (kind === 'line' && i % 2 === 1) return 0.5;
    if (kind === 'grid') return Math.floor(random() * 6);
    return Math.floor(random() * 4) * 50 + random() ** 3 * 20;
  });
}

describe('countKeptNeighbors', () => {
  it('agrees with counting every pair, whatever the shape of the map', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 90 }),
        fc.integer({ min: 1, max: 8 }),
        fc.constantFrom('clumps', 'line', 'grid', 'one place'),
        fc.constantFrom(0.01, 0.1, 0.3),
        fc.nat(1_000_000),
        (rows, k, kind, nearShare, seed) => {
          const graph = graphOf(somePoints(rows, seed, 'clumps'), k);
          const layout: Layout = { rows, points: somePoints(rows, seed + 1, kind) };
          const kMap = Math.min(Math.max(2 * k, Math.round(nearShare * rows)), Math.floor((rows - 1) / 2));
          const { kept, of } = countKeptNeighbors(graph, layout, { k, nearShare });
          for (let row = 0; row < rows; row++) {
            const neighbors = [...neighborsOf(graph, row)].slice(0, Math.min(k, kMap));
            const nearer = (to: number) =>
              Array.from({ length: rows }, (_, other) => other).filter(
                (other) =>
                  other !== row && squared(layout.points, row, other) < squared(layout.points, row, to),
              ).length;
            expect(of[row]).toBe(neighbors.length);
            expect(kept[row]).toBe(neighbors.filter((to) => nearer(to) < kMap).length);
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  it('keeps all where the map is what the neighbours were found in', () => {
    const points = somePoints(400, 1, 'clumps');
    const table = countKeptNeighbors(graphOf(points, 15), { rows: 400, points });
    expect(new Set(table.kept)).toEqual(new Set([15]));
    expect(countAstray(table)).toBe(0);
  });

  it('finds the one paper that was put in another place', () => {
    const points = somePoints(400, 1, 'clumps');
    const graph = graphOf(points, 15);
    const moved = points.slice();
    // To the corner that is farthest from where it was.
    moved.set([points[14] < 85 ? 170 : 0, points[15] < 85 ? 170 : 0], 2 * 7);
    const before = countKeptNeighbors(graph, { rows: 400, points });
    const after = countKeptNeighbors(graph, { rows: 400, points: moved });
    expect(keptShare(before, 7)).toBe(1);
    expect(keptShare(after, 7)).toBe(0);
    expect(countAstray(after)).toBe(1);
  });

  it.each([0, 1, 2])('measures nothing where there are %i papers', (rows) => {
    const points = somePoints(rows, 1, 'clumps');
    const table = countKeptNeighbors(graphOf(points, 15), { rows, points });
    expect([...table.of]).toEqual(new Array(rows).fill(0));
    expect(countAstray(table)).toBe(0);
  });

  it('refuses a layout of other papers', () => {
    const points = somePoints(3, 1, 'clumps');
    const two = { rows: 2, points: points.subarray(0, 4) };
    expectRefusal(() => countKeptNeighbors(graphOf(points, 1), two), 'bad-shape', /layout.*2 rows/);
  });
});
