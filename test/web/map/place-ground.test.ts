import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coversMap, frameAround, placeGround } from '../../../web/map/place-ground.ts';
import { panBy, toPx, zoomAt } from '../../../web/map/viewport.ts';

const size = { widthPx: 1031, heightPx: 777 };
const view = fc.record({
  xData: fc.double({ min: -3, max: 3, noNaN: true }),
  yData: fc.double({ min: -3, max: 3, noNaN: true }),
  scale: fc.double({ min: 1, max: 1e5, noNaN: true }),
});
const ratio = fc.constantFrom(0.75, 1, 1.25, 1.5, 2);

describe('a picture of the ground', () => {
  it('lies on the pixels of the screen at the view it was made for, and covers the map', () => {
    fc.assert(
      fc.property(view, ratio, (at, pixelRatio) => {
        const frame = frameAround(at, size, pixelRatio);
        const placed = placeGround(frame, at, size);
        expect(placed.scale).toBe(1);
        for (const px of [placed.leftPx, placed.topPx]) {
          expect(px).toBeLessThan(0);
          expect(Math.abs(px * pixelRatio - Math.round(px * pixelRatio))).toBeLessThan(1e-3);
        }
        expect(coversMap(placed, frame, size)).toBe(true);
      }),
    );
  });

  it('has every point where the map has it, wherever the map has gone since', () => {
    const moves = fc.record({
      dxPx: fc.integer({ min: -400, max: 400 }),
      dyPx: fc.integer({ min: -400, max: 400 }),
      factor: fc.double({ min: 0.2, max: 5, noNaN: true }),
    });
    const spot = fc.tuple(fc.integer({ min: 0, max: 1031 }), fc.integer({ min: 0, max: 777 }));
    fc.assert(
      fc.property(view, ratio, moves, spot, (from, pixelRatio, { dxPx, dyPx, factor }, [xPx, yPx]) => {
        const frame = frameAround(from, size, pixelRatio);
        const to = zoomAt(panBy(from, dxPx, dyPx), factor, 300, 200, size);
        const xData = from.xData + (xPx - size.widthPx / 2) / from.scale;
        const yData = from.yData - (yPx - size.heightPx / 2) / from.scale;
        // Within the picture, which is a map of its own, and from there by its place.
        const frameSize = { widthPx: frame.widthPx / pixelRatio, heightPx: frame.heightPx / pixelRatio };
        const inFrame = toPx(frame.view, frameSize, xData, yData);
        const placed = placeGround(frame, to, size);
        const onMap = toPx(to, size, xData, yData);
        expect(placed.leftPx + inFrame.xPx * placed.scale).toBeCloseTo(onMap.xPx, 3);
        expect(placed.topPx + inFrame.yPx * placed.scale).toBeCloseTo(onMap.yPx, 3);
      }),
    );
  });

  it('covers the map while it moves within its margin, and no longer beyond', () => {
    const at = { xData: 0, yData: 0, scale: 500 };
    const frame = frameAround(at, size, 1);
    const covers = (dxPx: number, dyPx: number) =>
      coversMap(placeGround(frame, panBy(at, dxPx, dyPx), size), frame, size);
    expect([covers(90, -90), covers(-90, 90)]).toEqual([true, true]);
    expect([covers(110, 0), covers(-110, 0), covers(0, 110), covers(0, -110)]).toEqual(Array(4).fill(false));
    const further = { ...at, scale: 250 };
    expect(coversMap(placeGround(frame, further, size), frame, size)).toBe(false);
  });
});
