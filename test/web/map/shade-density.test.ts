import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/random.ts';
import { channelsOf, wordOf } from '../../../web/map/oklch.ts';
import { measureDensity, paintGround, shadeAtZoom } from '../../../web/map/shade-density.ts';
import { fit as fitPoints, toPx } from '../../../web/map/viewport.ts';

const paper = wordOf(250, 250, 250);
const red = wordOf(200, 0, 0);
const blue = wordOf(0, 0, 200);
const size = { widthPx: 300, heightPx: 200 };
const weights = [0.3, 1, 1];

/** Two clouds: red around (0, 0), blue around (10, 0). */
function clouds(rows = 400) {
  const random = createRandom(5);
  const points = new Float32Array(rows * 2);
  const colors = new Uint32Array(rows);
  for (let row = 0; row < rows; row++) {
    points[2 * row] = (row % 2) * 10 + random() + random() - 1;
    points[2 * row + 1] = random() + random() - 1;
    colors[row] = row % 2 === 0 ? red : blue;
  }
  return { points, colors, levels: new Uint8Array(rows).fill(1) };
}

function paint(strength: number, pixelRatio = 1, levels?: Uint8Array) {
  const { points, colors, levels: plain } = clouds();
  const field = measureDensity(points, colors, levels ?? plain, weights);
  const view = fitPoints(points, size, 40);
  const widthPx = size.widthPx * pixelRatio;
  const heightPx = size.heightPx * pixelRatio;
  const pixels = new Uint32Array(widthPx * heightPx);
  paintGround(pixels, widthPx, heightPx, view, pixelRatio, field, paper, strength);
  const at = (xData: number, yData: number) => {
    const { xPx, yPx } = toPx(view, size, xData, yData);
    return channelsOf(pixels[Math.round(yPx * pixelRatio) * widthPx + Math.round(xPx * pixelRatio)]);
  };
  return { pixels, at };
}

describe('paintGround', () => {
  it('shades clouds in their own colour and leaves the space between them paper', () => {
    const { at } = paint(0.5);
    const [r1, , b1] = at(0, 0);
    const [r2, , b2] = at(10, 0);
    expect(r1).toBeGreaterThan(b1 + 40);
    expect(b2).toBeGreaterThan(r2 + 40);
    expect(at(5, 0)).toEqual([250, 250, 250]);
  });

  it.each([1, 2, 1.5])('writes every pixel, opaque, at %s device pixels', (ratio) => {
    const { pixels } = paint(0.5, ratio);
    expect(pixels.every((word) => word >>> 24 === 255)).toBe(true);
    expect(pixels.every((word) => channelsOf(word).every((channel) => channel <= 250))).toBe(true);
  });

  it('is plain paper without strength and without a field', () => {
    expect(new Set(paint(0).pixels)).toEqual(new Set([paper]));
    const pixels = new Uint32Array(16);
    paintGround(pixels, 4, 4, { xData: 0, yData: 0, scale: 1 }, 1, null, paper, 1);
    expect(new Set(pixels)).toEqual(new Set([paper]));
  });

  it('shades faint rows less', () => {
    const faintRed = Uint8Array.from({ length: 400 }, (_, row) => (row % 2 === 0 ? 0 : 1));
    const [, green] = paint(0.5, 1, faintRed).at(0, 0);
    const [, fullGreen] = paint(0.5).at(0, 0);
    expect(green).toBeGreaterThan(fullGreen + 20);
  });

  it('fills the screen from any view, near or far or beside the map', () => {
    const { points, colors, levels } = clouds();
    const field = measureDensity(points, colors, levels, weights);
    for (const view of [
      { xData: 0, yData: 0, scale: 0.1 },
      { xData: 0.2, yData: 0.1, scale: 5000 },
      { xData: 500, yData: 500, scale: 20 },
    ]) {
      const pixels = new Uint32Array(60 * 40);
      paintGround(pixels, 60, 40, view, 1, field, paper, 0.5);
      expect(pixels.every((word) => word >>> 24 === 255)).toBe(true);
    }
  });
});

describe('measureDensity', () => {
  it('has nothing to shade for no points and for points on one spot', () => {
    expect(measureDensity(new Float32Array(0), new Uint32Array(0), new Uint8Array(0), weights)).toBeNull();
    const spot = new Float32Array([3, 3, 3, 3]);
    expect(measureDensity(spot, Uint32Array.of(red, red), Uint8Array.of(1, 1), weights)).toBeNull();
  });

  it('measures points on a line', () => {
    const line = Float32Array.from({ length: 400 }, (_, i) => (i % 2 === 0 ? i : 7));
    const field = measureDensity(line, new Uint32Array(200).fill(red), new Uint8Array(200).fill(1), weights);
    expect(Math.max(...field!.cover)).toBeGreaterThan(0.9);
  });

  it('shades a point that stands alone faintly, however few there are', () => {
    const coverOf = (points: number[]) => {
      const rows = points.length / 2;
      const colors = new Uint32Array(rows).fill(red);
      const field = measureDensity(Float32Array.from(points), colors, new Uint8Array(rows).fill(1), weights);
      return Math.max(...field!.cover);
    };
    expect(coverOf([0, 0, 10, 0])).toBeLessThan(0.3);
    expect(coverOf([0, 0, 10, 0, 10, 0, 10, 0])).toBeGreaterThan(0.9);
  });

  it('keeps cover within 0 and 1 and colours within the colours of the points', () => {
    const { points, colors, levels } = clouds();
    const field = measureDensity(points, colors, levels, weights)!;
    expect(field.cover.every((cover) => cover >= 0 && cover <= 1)).toBe(true);
    expect(field.colors.every((channel) => channel >= 0 && channel < 201)).toBe(true);
  });
});

describe('shadeAtZoom', () => {
  it('is full from afar, fades, and is gone near by', () => {
    expect([0.5, 1, 3].map(shadeAtZoom)).toEqual([1, 1, 1]);
    expect(shadeAtZoom(8)).toBeGreaterThan(shadeAtZoom(12));
    expect(shadeAtZoom(24)).toBe(0);
  });
});
