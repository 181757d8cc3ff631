import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CrowdField } from '../../../web/map/crowd-field.ts';
import { boundsOf } from '../../../web/map/viewport.ts';

const coordinate = fc.integer({ min: -500, max: 500 });
const pointLists = fc
  .array(fc.tuple(coordinate, coordinate), { minLength: 1, maxLength: 80 })
  .map((list) => Float32Array.from(list.flat()));

describe('CrowdField', () => {
  it('counts the points of a box, but for those within a cell of its edge', () => {
    fc.assert(
      fc.property(pointLists, coordinate, coordinate, (points, x, y) => {
        const bounds = boundsOf(points);
        const count = new CrowdField(points, bounds).countIn(x, y, 120, 80);
        const cell = {
          x: (bounds.maxXData - bounds.minXData) / 512,
          y: (bounds.maxYData - bounds.minYData) / 512,
        };
        const within = (grow: number) => {
          let found = 0;
          for (let i = 0; i < points.length; i += 2) {
            const isIn =
              Math.abs(points[i] - x) < 60 + grow * cell.x + 1e-6 &&
              Math.abs(points[i + 1] - y) < 40 + grow * cell.y + 1e-6;
            if (isIn) found++;
          }
          return found;
        };
        // Points on one line have no cells across it: then any box at their place, or beside it, may hold them.
        if (cell.x === 0 || cell.y === 0) return;
        expect(count).toBeGreaterThanOrEqual(within(-1.01));
        expect(count).toBeLessThanOrEqual(within(1.01));
      }),
    );
  });

  it('counts every point in the box of all', () => {
    fc.assert(
      fc.property(pointLists, (points) => {
        expect(new CrowdField(points, boundsOf(points)).countIn(0, 0, 4000, 4000)).toBe(points.length / 2);
      }),
    );
  });
});
