import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toTransform, toView } from '../../../web/map/gestures.ts';
import { toPx } from '../../../web/map/viewport.ts';

const coordinate = fc.double({ min: -50, max: 50, noNaN: true });
const views = fc.record({
  xData: coordinate,
  yData: coordinate,
  scale: fc.double({ min: 0.5, max: 2000, noNaN: true }),
});
const size = { widthPx: 900, heightPx: 600 };

describe('toTransform and toView', () => {
  it('undo each other', () => {
    fc.assert(
      fc.property(views, (view) => {
        const back = toView(toTransform(view, size), size);
        expect(back.xData).toBeCloseTo(view.xData, 6);
        expect(back.yData).toBeCloseTo(view.yData, 6);
        expect(back.scale).toBe(view.scale);
      }),
    );
  });

  it('put every data point at the same pixel as the view does', () => {
    fc.assert(
      fc.property(views, coordinate, coordinate, (view, x, y) => {
        const { xPx, yPx } = toPx(view, size, x, y);
        const [xByTransform, yByTransform] = toTransform(view, size).apply([x, -y]);
        expect(Math.abs(xByTransform - xPx)).toBeLessThan(1e-5);
        expect(Math.abs(yByTransform - yPx)).toBeLessThan(1e-5);
      }),
    );
  });
});
