import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PointPicker } from '../../../web/map/pick-points.ts';

const coordinate = fc.integer({ min: -20, max: 20 });
const places = fc.array(fc.tuple(coordinate, coordinate), { maxLength: 60 });

describe('PointPicker', () => {
  it('finds what a scan of all points finds', () => {
    fc.assert(
      fc.property(places, coordinate, coordinate, fc.integer({ min: 0, max: 15 }), (list, x, y, radius) => {
        let best: number | null = null;
        let bestDistance = radius ** 2;
        list.forEach(([px, py], row) => {
          const distance = (px - x) ** 2 + (py - y) ** 2;
          if (distance < bestDistance || (distance === bestDistance && best === null)) {
            best = row;
            bestDistance = distance;
          }
        });
        expect(new PointPicker(Float32Array.from(list.flat())).nearest(x, y, radius)).toBe(best);
      }),
    );
  });

  it('prefers a higher level to a nearer point, and the nearer within a level', () => {
    const picker = new PointPicker(new Float32Array([0, 0, 1, 0, 2, 0]));
    expect(picker.nearest(0, 0, 3, Uint8Array.of(0, 1, 1))).toBe(1);
    expect(picker.nearest(0, 0, 3, Uint8Array.of(0, 1, 2))).toBe(2);
    expect(picker.nearest(0, 0, 0.5, Uint8Array.of(0, 1, 2))).toBe(0);
  });

  it('prefers of several on one point the one that stands for its paper', () => {
    const points = new Float32Array([1, 1, 1, 1, 1, 1, 0, 0]);
    expect(new PointPicker(points, Int32Array.of(2, 2, 2, 3)).nearest(1, 1, 0.5)).toBe(2);
    expect(new PointPicker(points, Int32Array.of(1, 1, 2, 3)).nearest(1, 1, 0.5)).toBe(1);
    // A hit is picked before what stands for it and is none.
    const picker = new PointPicker(points, Int32Array.of(2, 2, 2, 3));
    expect(picker.nearest(1, 1, 0.5, Uint8Array.of(0, 2, 1, 1))).toBe(1);
  });

  it('finds nothing among no points', () => {
    expect(new PointPicker(new Float32Array(0)).nearest(0, 0, 1000)).toBeNull();
  });
});
