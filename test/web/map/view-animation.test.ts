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
