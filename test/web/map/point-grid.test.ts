import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PointGrid } from '../../../web/map/point-grid.ts';

const coordinate = fc.oneof(
  fc.integer({ min: -20, max: 20 }),
  fc.float({ min: -20, max: 20, noNaN: true }),
  fc.constant(1e6),
);
const places = fc.array(fc.tuple(coordinate, coordinate), { maxLength: 200 });

const gridOf = (list: readonly (readonly [number, number])[]) =>
  new PointGrid(Float32Array.from(list.flat()));

function rowsWithin(grid: PointGrid, box: Parameters<PointGrid['runsWithin']>[0]): number[] {
  const runs: number[] = [];
  const count = grid.runsWithin(box, runs);
  const rows: number[] = [];
  for (let run = 0; run < count; run += 2) rows.push(...grid.rows.subarray(runs[run], runs[run + 1]));
  return rows;
}

describe('PointGrid', () => {
  it('holds every row once, those on one spot in their order', () => {
    fc.assert(
      fc.property(places, (list) => {
        const { rows } = gridOf(list);
        expect([...rows].sort((a, b) => a - b)).toEqual(list.map((_, row) => row));
        const order = new Map([...rows].map((row, place) => [row, place]));
        const spots = new Map<string, number>();
        list.forEach(([x, y], row) => {
          const before = spots.get(`${x},${y}`);
          if (before !== undefined) expect(order.get(before)!).toBeLessThan(order.get(row)!);
          spots.set(`${x},${y}`, row);
        });
      }),
    );
  });

  it('gives all points of a box, each once, in runs that ascend and are not empty', () => {
    fc.assert(
      fc.property(places, coordinate, coordinate, coordinate, coordinate, (list, x1, y1, x2, y2) => {
        const box = {
          minXData: Math.min(x1, x2),
          minYData: Math.min(y1, y2),
          maxXData: Math.max(x1, x2),
          maxYData: Math.max(y1, y2),
        };
        const grid = gridOf(list);
        const runs: number[] = [];
        const count = grid.runsWithin(box, runs);
        for (let i = 1; i < count; i++) expect(runs[i]).toBeGreaterThan(runs[i - 1]);
        const given = new Set(rowsWithin(grid, box));
        const points = Float32Array.from(list.flat());
        list.forEach((_, row) => {
          const [x, y] = [points[2 * row], points[2 * row + 1]];
          const isInside = x >= box.minXData && x <= box.maxXData && y >= box.minYData && y <= box.maxYData;
          if (isInside) expect(given.has(row)).toBe(true);
        });
      }),
    );
  });

  it('leaves out most of what is not in the box', () => {
    const list = Array.from({ length: 10_000 }, (_, i) => [i % 100, Math.floor(i / 100)] as const);
    const box = { minXData: 40, minYData: 40, maxXData: 49, maxYData: 49 };
    expect(rowsWithin(gridOf(list), box).length).toBeLessThan(250);
  });

  it('gives nothing for no points, and all at once for a box around them', () => {
    const all = { minXData: -100, minYData: -100, maxXData: 100, maxYData: 100 };
    expect(rowsWithin(gridOf([]), all)).toEqual([]);
    const grid = gridOf(Array.from({ length: 500 }, (_, i) => [i % 25, i / 25] as const));
    const runs: number[] = [];
    expect(grid.runsWithin(all, runs)).toBe(2);
    expect(runs.slice(0, 2)).toEqual([0, 500]);
  });
});
