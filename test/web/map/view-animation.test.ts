import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flightPath } from '../../../web/map/view-animation.ts';
import { isUsableView } from '../../../web/map/viewport.ts';

const views = fc.record({
  xData: fc.double({ min: -50, max: 50, noNaN: true }),
  yData: fc.double({ min: -50, max: 50, noNaN: true }),
  scale: fc.double({ min: 0.5, max: 2000, noNaN: true }),
});
const size = { widthPx: 900, heightPx: 600 };

describe('flightPath', () => {
  it('begins and ends exactly at the two views, and can be drawn all the way', () => {
    fc.assert(
      fc.property(views, views, fc.double({ min: 0, max: 1, noNaN: true }), (from, to, t) => {
        const { at, durationMs } = flightPath(from, to, size);
        expect(at(0)).toEqual(from);
        expect(at(1)).toEqual(to);
        expect(isUsableView(at(t))).toBe(true);
        expect(durationMs).toBeGreaterThan(100);
        expect(durationMs).toBeLessThan(1000);
      }),
    );
  });

  it('moves without jumps: a small step in time is a small step on the screen', () => {
    fc.assert(
      fc.property(views, views, (from, to) => {
        const { at } = flightPath(from, to, size);
        const widthOf = (t: number) => 900 / at(t).scale;
        for (let i = 0; i < 200; i++) {
          const [a, b] = [at(i / 200), at((i + 1) / 200)];
          const movedData = Math.hypot(b.xData - a.xData, b.yData - a.yData);
          expect(movedData / Math.max(widthOf(i / 200), widthOf((i + 1) / 200))).toBeLessThan(0.15);
          expect(Math.abs(Math.log(b.scale / a.scale))).toBeLessThan(0.15);
        }
      }),
    );
  });

  it('zooms in place between places that differ by a rounding error', () => {
    for (const differs of [0, 5e-324, 1e-16, 1e-9, 1e-6, 1e-3]) {
      const { at } = flightPath(
        { xData: 1, yData: 2, scale: 0.5 },
        { xData: 1 + differs, yData: 2, scale: 2000 },
        size,
      );
      for (let t = 0; t <= 1; t += 0.01) {
        expect(isUsableView(at(t))).toBe(true);
        expect(Math.abs(at(t).xData - 1)).toBeLessThanOrEqual(differs * 1.001);
      }
    }
  });

  it('flies out on the way between two places far apart', () => {
    const from = { xData: 0, yData: 0, scale: 500 };
    const { at } = flightPath(from, { xData: 40, yData: 0, scale: 500 }, size);
    expect(at(0.5).scale).toBeLessThan(100);
    expect(at(0.5).xData).toBeCloseTo(20, 3);
  });

  it('stays where it is between equal views', () => {
    const view = { xData: 1, yData: 2, scale: 30 };
    const half = flightPath(view, view, size).at(0.5);
    expect(half.xData).toBeCloseTo(1);
    expect(half.scale).toBeCloseTo(30);
  });
});
