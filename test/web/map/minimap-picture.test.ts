import { describe, expect, it } from 'vitest';
import { minimapView, paintMinimap, seenFrame } from '../../../web/map/minimap-picture.ts';
import { mapTheme } from '../../../web/map/palette.ts';
import { boundsOf, toPx } from '../../../web/map/viewport.ts';

const points = Float32Array.from([-10, -10, 10, 10, 0, 0]);
const bounds = boundsOf(points);
const mini = { widthPx: 160, heightPx: 112 };
const screen = { widthPx: 800, heightPx: 600 };

describe('the small map', () => {
  it('has every paper within it', () => {
    const pixels = new Uint8ClampedArray(4 * 160 * 112);
    paintMinimap(pixels, 160, 112, points, bounds, mapTheme('light'));
    expect(pixels.filter((value, i) => i % 4 === 3 && value > 0)).toHaveLength(3 * 4);
  });

  it('frames what is seen, around the place that is in the middle', () => {
    const frame = seenFrame({ xData: 5, yData: 5, scale: 200 }, screen, bounds, mini)!;
    const middle = toPx(minimapView(bounds, mini), mini, 5, 5);
    expect(frame.leftPx + frame.widthPx / 2).toBeCloseTo(middle.xPx, 6);
    expect(frame.topPx + frame.heightPx / 2).toBeCloseTo(middle.yPx, 6);
    expect(frame.widthPx / frame.heightPx).toBeCloseTo(800 / 600, 6);
  });

  it('cuts the frame at its edges, and has none where nearly all is seen', () => {
    const frame = seenFrame({ xData: 300, yData: 0, scale: 100 }, screen, bounds, mini)!;
    expect(frame).toMatchObject({ leftPx: 160, widthPx: 0 });
    expect(seenFrame({ xData: 0, yData: 0, scale: 20 }, screen, bounds, mini)).toBeNull();
  });
});
