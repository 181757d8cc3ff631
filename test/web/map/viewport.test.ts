import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  boundsOf,
  clampView,
  fitBounds,
  fitClear,
  // Under another name: linters take a call of "fit" for a focused test.
  fit as fitPoints,
  isUsableView,
  panBy,
  toData,
  toPx,
  zoomAt,
} from '../../../web/map/viewport.ts';

const coordinate = fc.double({ min: -100, max: 100, noNaN: true });
const pixel = fc.double({ min: -500, max: 2000, noNaN: true });
const views = fc.record({
  xData: coordinate,
  yData: coordinate,
  scale: fc.double({ min: 0.1, max: 1000, noNaN: true }),
});
const sizes = fc.record({
  widthPx: fc.integer({ min: 50, max: 3000 }),
  heightPx: fc.integer({ min: 50, max: 3000 }),
});
const factors = fc.double({ min: 0.1, max: 10, noNaN: true });
const near = (a: number, b: number, within = 1e-6) =>
  Math.abs(a - b) <= within * Math.max(1, Math.abs(a), Math.abs(b));

describe('toPx and toData', () => {
  it('undo each other', () => {
    fc.assert(
      fc.property(views, sizes, coordinate, coordinate, (view, size, x, y) => {
        const { xPx, yPx } = toPx(view, size, x, y);
        const back = toData(view, size, xPx, yPx);
        expect(near(back.xData, x) && near(back.yData, y)).toBe(true);
      }),
    );
  });

  it('put the centre of the view in the middle, and larger y higher up', () => {
    const view = { xData: 3, yData: -2, scale: 10 };
    const size = { widthPx: 400, heightPx: 300 };
    expect(toPx(view, size, 3, -2)).toEqual({ xPx: 200, yPx: 150 });
    expect(toPx(view, size, 4, -1)).toEqual({ xPx: 210, yPx: 140 });
  });
});

describe('zoomAt', () => {
  it('keeps the data point under the pointer where it is', () => {
    fc.assert(
      fc.property(views, sizes, factors, pixel, pixel, (view, size, factor, xPx, yPx) => {
        const { xData, yData } = toData(view, size, xPx, yPx);
        const after = toPx(zoomAt(view, factor, xPx, yPx, size), size, xData, yData);
        expect(near(after.xPx, xPx, 1e-5) && near(after.yPx, yPx, 1e-5)).toBe(true);
      }),
    );
  });

  it('is undone by the inverse factor at the same place', () => {
    fc.assert(
      fc.property(views, sizes, factors, pixel, pixel, (view, size, factor, xPx, yPx) => {
        const back = zoomAt(zoomAt(view, factor, xPx, yPx, size), 1 / factor, xPx, yPx, size);
        expect(
          near(back.xData, view.xData) && near(back.yData, view.yData) && near(back.scale, view.scale),
        ).toBe(true);
      }),
    );
  });
});

describe('panBy', () => {
  it('moves every point by the given pixels', () => {
    fc.assert(
      fc.property(views, sizes, pixel, pixel, coordinate, coordinate, (view, size, dx, dy, x, y) => {
        const before = toPx(view, size, x, y);
        const after = toPx(panBy(view, dx, dy), size, x, y);
        expect(near(after.xPx - before.xPx, dx, 1e-5) && near(after.yPx - before.yPx, dy, 1e-5)).toBe(true);
      }),
    );
  });
});

describe('fit', () => {
  it('shows every point within the padding, and touches it on one axis', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(coordinate, coordinate), { minLength: 2, maxLength: 30 }),
        sizes,
        (pairs, size) => {
          const points = pairs.flat();
          const bounds = boundsOf(points);
          fc.pre(bounds.maxXData - bounds.minXData > 1e-3 || bounds.maxYData - bounds.minYData > 1e-3);
          const view = fitPoints(points, size, 20);
          const padding = Math.min(20, Math.min(size.widthPx, size.heightPx) / 3);
          const places = pairs.map(([x, y]) => toPx(view, size, x, y));
          const slack = Math.min(
            ...places.map(({ xPx, yPx }) => Math.min(xPx, yPx, size.widthPx - xPx, size.heightPx - yPx)),
          );
          expect(near(slack, padding, 1e-3)).toBe(true);
        },
      ),
    );
  });

  it('gives a usable view of no point, one point, and points on one spot', () => {
    const size = { widthPx: 300, heightPx: 200 };
    expect(isUsableView(fitPoints([], size, 10))).toBe(true);
    expect(fitPoints([5, 6], size, 10)).toEqual({ xData: 5, yData: 6, scale: 180 });
    expect(fitPoints([5, 6, 5, 6, 5, 6], size, 10)).toEqual({ xData: 5, yData: 6, scale: 180 });
  });

  it('fits points on a line by the extent that they have', () => {
    expect(fitPoints([0, 1, 10, 1], { widthPx: 120, heightPx: 90 }, 10).scale).toBe(10);
  });
});

describe('fitClear', () => {
  const size = { widthPx: 1000, heightPx: 800 };
  const padding = { xPx: 20, yPx: 20 };

  it('shows every point beside pane and corner, and at least as large as beside either alone', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(coordinate, coordinate), { minLength: 2, maxLength: 30 }),
        fc.integer({ min: 0, max: 400 }),
        fc.integer({ min: 0, max: 300 }),
        fc.integer({ min: 0, max: 300 }),
        (pairs, rightPx, widthPx, heightPx) => {
          const points = pairs.flat();
          const bounds = boundsOf(points);
          fc.pre(bounds.maxXData - bounds.minXData > 1e-3 || bounds.maxYData - bounds.minYData > 1e-3);
          const view = fitClear(points, bounds, size, padding, { rightPx, corner: { widthPx, heightPx } });
          for (const [x, y] of pairs) {
            const { xPx, yPx } = toPx(view, size, x, y);
            expect(Math.min(xPx, yPx, size.widthPx - rightPx - xPx, size.heightPx - yPx)).toBeGreaterThan(19);
            expect(xPx < widthPx - 1e-3 && yPx > size.heightPx - heightPx + 1e-3).toBe(false);
          }
          for (const insets of [
            { leftPx: widthPx, rightPx, bottomPx: 0 },
            { leftPx: 0, rightPx, bottomPx: heightPx },
          ])
            expect(view.scale).toBeGreaterThanOrEqual(fitBounds(bounds, size, padding, insets).scale);
        },
      ),
    );
  });

  it('gives up nothing for a corner where no point is', () => {
    const points = [0, 0, 10, 8, 10, 0, 0, 8];
    const bounds = boundsOf(points);
    const nothing = { rightPx: 0, corner: { widthPx: 0, heightPx: 0 } };
    const whole = fitClear(points, bounds, size, padding, nothing);
    expect(whole).toEqual(fitPoints(points, size, 20));
    const legend = { rightPx: 0, corner: { widthPx: 200, heightPx: 200 } };
    expect(fitClear(points, bounds, size, padding, legend).scale).toBeLessThan(whole.scale);
    const above = [0, 8, 10, 8, 10, 0];
    expect(fitClear(above, bounds, size, padding, legend)).toEqual(whole);
  });

  it('goes aside without becoming smaller where there is room', () => {
    const points = [0, 0, 8, 0, 8, 8, 0, 8];
    const corner = { widthPx: 150, heightPx: 300 };
    const view = fitClear(points, boundsOf(points), size, padding, { rightPx: 0, corner });
    expect(view.scale).toBeCloseTo(fitPoints(points, size, 20).scale, 0);
    expect(toPx(view, size, 0, 0).xPx).toBeCloseTo(150, 0);
  });
});

describe('clampView', () => {
  const limits = {
    minScale: 2,
    maxScale: 50,
    bounds: { minXData: -1, minYData: -2, maxXData: 3, maxYData: 4 },
  };

  it('leaves a view within the limits as it is and brings any other within them', () => {
    expect(clampView({ xData: 1, yData: 1, scale: 10 }, limits)).toEqual({ xData: 1, yData: 1, scale: 10 });
    expect(clampView({ xData: 1e300, yData: -1e300, scale: 1e9 }, limits)).toEqual({
      xData: 3,
      yData: -2,
      scale: 50,
    });
  });

  it('clamps nothing but the scale where there are no bounds', () => {
    const view = clampView({ xData: 7, yData: 8, scale: 1 }, { ...limits, bounds: boundsOf([]) });
    expect(view).toEqual({ xData: 7, yData: 8, scale: 2 });
  });
});

describe('isUsableView', () => {
  it('refuses what cannot be drawn with', () => {
    expect(isUsableView({ xData: Number.NaN, yData: 0, scale: 1 })).toBe(false);
    expect(isUsableView({ xData: 0, yData: Infinity, scale: 1 })).toBe(false);
    expect(isUsableView({ xData: 0, yData: 0, scale: 0 })).toBe(false);
    expect(isUsableView({ xData: 0, yData: 0, scale: 1 })).toBe(true);
  });
});
