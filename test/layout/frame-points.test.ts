import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { framePoints, layoutExtent } from '../../src/layout/frame-points.ts';

describe('framePoints', () => {
  it('centres the bounding box and makes the largest coordinate 10', () => {
    const points = fc.array(
      fc.tuple(fc.double({ min: -1e3, max: 1e3 }), fc.double({ min: -1e3, max: 1e3 })),
      {
        minLength: 2,
        maxLength: 30,
      },
    );
    fc.assert(
      fc.property(points, (pairs) => {
        pairs.push([-1500, 7]);
        const framed = framePoints(Float32Array.from(pairs.flat().map((value) => value || 0)));
        const xs = framed.filter((_, i) => i % 2 === 0);
        const ys = framed.filter((_, i) => i % 2 === 1);
        for (const axis of [xs, ys]) expect(Math.min(...axis) + Math.max(...axis)).toBeCloseTo(0, 4);
        expect(Math.max(...framed.map(Math.abs))).toBeCloseTo(layoutExtent, 4);
      }),
      { numRuns: 50 },
    );
  });

  it('brings coinciding points, one point or none to the origin', () => {
    expect([...framePoints(Float32Array.of(3, 4, 3, 4))].map(Math.abs)).toEqual([0, 0, 0, 0]);
    expect([...framePoints(Float32Array.of(3, 4))].map(Math.abs)).toEqual([0, 0]);
    expect(framePoints(new Float32Array(0)).length).toBe(0);
  });
});
