import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isInRegion } from '../../../src/tables/region.ts';
import { boxOf } from '../../../web/map/area-drawing.ts';
import { countInArea } from '../../../web/map/count-in-area.ts';
import { outlineDefaults, simplifyOutline } from '../../../web/map/simplify-outline.ts';

const place = (xPx: number, yPx: number) => ({ xPx, yPx });
const pixel = fc.integer({ min: 0, max: 1000 });

describe('simplifyOutline', () => {
  it('leaves out what lies on a straight line, and keeps corners', () => {
    const line = Array.from({ length: 50 }, (_, i) => place(i, 0));
    const down = Array.from({ length: 50 }, (_, i) => place(49, i + 1));
    expect(simplifyOutline([...line, ...down])).toEqual([place(0, 0), place(49, 0), place(49, 50)]);
    const box = boxOf(place(10, 10), place(90, 60));
    expect(simplifyOutline(box)).toEqual(box);
  });

  it('keeps the corners of a loop that comes back to its beginning', () => {
    const box = boxOf(place(0, 0), place(100, 100));
    expect(simplifyOutline([...box, place(0, 0)])).toEqual([...box, place(0, 0)]);
  });

  it('gives places of the line in their order, its ends among them, at most 60', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ xPx: pixel, yPx: pixel }), { minLength: 1, maxLength: 400 }),
        (line) => {
          const few = simplifyOutline(line);
          expect(few.length).toBeLessThanOrEqual(outlineDefaults.maxCorners);
          expect([few[0], few.at(-1)]).toEqual([line[0], line.at(-1)]);
          let from = 0;
          for (const corner of few) {
            const at = line.indexOf(corner, from);
            expect(at).toBeGreaterThanOrEqual(from);
            from = at;
          }
        },
      ),
    );
  });
});

describe('countInArea', () => {
  it('counts as the server does, off the border', () => {
    // Corners at whole numbers, points between them: none is on a border that is upright or level, or on a diagonal
    // of whole steps.
    const corner = fc.tuple(fc.integer({ min: -5, max: 5 }), fc.integer({ min: -5, max: 5 }));
    const between = fc.integer({ min: -50, max: 50 }).map((n) => n / 10 + Math.SQRT2 / 100);
    fc.assert(
      fc.property(
        fc.array(corner, { minLength: 3, maxLength: 9 }),
        fc.array(
          fc.tuple(
            between,
            between.map((n) => n * Math.E),
          ),
          { maxLength: 30 },
        ),
        (corners, points) => {
          const inside = points.filter(([x, y]) => isInRegion(x, y, corners)).length;
          expect(countInArea(points.flat(), corners)).toBe(inside);
        },
      ),
      { numRuns: 300 },
    );
  });
});
