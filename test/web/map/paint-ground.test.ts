import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/random.ts';
import { wordOf } from '../../../web/map/oklch.ts';
import { GroundPainter, type GroundRequest } from '../../../web/map/paint-ground.ts';
import { PointGrid } from '../../../web/map/point-grid.ts';
import { measureDensity, paintGround } from '../../../web/map/shade-density.ts';
import { splatPoints } from '../../../web/map/splat-points.ts';

const paper = wordOf(250, 250, 250);
const rows = 3000;

/** Points around six middles, of three colours and all levels. */
function someRows() {
  const random = createRandom(11);
  const points = new Float32Array(2 * rows);
  const colors = new Uint32Array(rows);
  const levels = new Uint8Array(rows);
  for (let row = 0; row < rows; row++) {
    points[2 * row] = (row % 6) + random() + random();
    points[2 * row + 1] = (row % 4) + random() * random();
    colors[row] = [wordOf(200, 0, 0), wordOf(0, 120, 0), wordOf(0, 0, 200)][row % 3];
    levels[row] = row % 10 === 0 ? 2 : row % 5 === 0 ? 0 : 1;
  }
  return { points, colors, levels };
}

const request: GroundRequest = {
  view: { xData: 3, yData: 2, scale: 30 },
  ...{ widthPx: 200, heightPx: 140, pixelRatio: 1 },
  ...{ radiusPx: 2.5, opacity: 0.7, faintOpacity: 0.2, shade: 0.4, paper },
};

function painted(painter: GroundPainter, asked: GroundRequest): Uint32Array<ArrayBuffer> {
  const pixels = new Uint32Array(asked.widthPx * asked.heightPx);
  painter.paint(pixels, asked);
  return pixels;
}

describe('GroundPainter', () => {
  const { points, colors, levels } = someRows();
  const painter = new GroundPainter();
  painter.setPoints(points);
  painter.setLooks({ colors, levels, sizes: null });

  // The twin: all rows in the painter's order, none left out for lying elsewhere.
  const order = [...new PointGrid(points).rows];
  const all = {
    points: Float32Array.from(order.flatMap((row) => [points[2 * row], points[2 * row + 1]])),
    colors: Uint32Array.from(order, (row) => colors[row]),
    levels: Uint8Array.from(order, (row) => levels[row]),
  };
  const field = measureDensity(all.points, all.colors, all.levels, [0.3, 1, 1]);

  it('paints at any view what painting all rows paints', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1, max: 8, noNaN: true }),
        fc.double({ min: -1, max: 6, noNaN: true }),
        fc.double({ min: 1, max: 4000, noNaN: true }),
        fc.constantFrom(1, 1.5, 2),
        fc.double({ min: 0.8, max: 11, noNaN: true }),
        (xData, yData, scale, pixelRatio, radiusPx) => {
          const asked = { ...request, view: { xData, yData, scale }, pixelRatio, radiusPx };
          const { widthPx, heightPx, view } = asked;
          const pixels = new Uint32Array(widthPx * heightPx);
          paintGround(pixels, widthPx, heightPx, view, pixelRatio, field, paper, asked.shade);
          splatPoints(pixels, widthPx, heightPx, { ...asked, ...all });
          // Compared as bytes: `toEqual` takes a hundred times as long.
          expect(Buffer.from(painted(painter, asked).buffer).equals(Buffer.from(pixels.buffer))).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('paints anew after looks or points have changed', () => {
    const other = new GroundPainter();
    other.setPoints(points);
    other.setLooks({ colors, levels, sizes: null });
    const first = painted(other, request);
    expect(first).toEqual(painted(painter, request));
    other.setLooks({ colors: new Uint32Array(rows).fill(wordOf(0, 0, 200)), levels, sizes: null });
    expect(painted(other, request)).not.toEqual(first);
    other.setPoints(new Float32Array(0));
    other.setLooks({ colors: new Uint32Array(0), levels: new Uint8Array(0), sizes: null });
    expect(new Set(painted(other, request))).toEqual(new Set([paper]));
  });

  it('shows one map in pictures of different places: where they overlap they are the same', () => {
    const left = painted(painter, { ...request, shade: 0 });
    const dxPx = 60;
    const view = { ...request.view, xData: request.view.xData + dxPx / request.view.scale };
    const right = painted(painter, { ...request, shade: 0, view });
    for (let y = 0; y < request.heightPx; y++)
      for (let x = dxPx; x < request.widthPx; x += 7)
        expect(left[y * request.widthPx + x]).toBe(right[y * request.widthPx + x - dxPx]);
  });
});
