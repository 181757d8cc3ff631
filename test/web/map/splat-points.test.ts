import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { channelsOf, wordOf } from '../../../web/map/oklch.ts';
import {
  makeStamp,
  pointLevel,
  pointOpacity,
  pointRadiusPx,
  type SplatScene,
  sizeFactors,
  splatPoints,
} from '../../../web/map/splat-points.ts';

const white = wordOf(255, 255, 255);
const red = wordOf(200, 0, 0);
const blue = wordOf(0, 0, 200);

function draw(scene: Partial<SplatScene>, widthPx = 40, heightPx = 30) {
  const pixels = new Uint32Array(widthPx * heightPx).fill(white);
  const points = scene.points ?? new Float32Array([0, 0]);
  const drawn = splatPoints(pixels, widthPx, heightPx, {
    points,
    colors: new Uint32Array(points.length / 2).fill(red),
    levels: new Uint8Array(points.length / 2).fill(pointLevel.normal),
    view: { xData: 0, yData: 0, scale: 1 },
    pixelRatio: 1,
    radiusPx: 2,
    opacity: 1,
    faintOpacity: 0.2,
    paper: white,
    ...scene,
  });
  const at = (x: number, y: number) => pixels[y * widthPx + x];
  /** How much of a channel is missing from white, summed: the ink on the paper. */
  const ink = (channel: 0 | 1 | 2) =>
    pixels.reduce((sum, word) => sum + 255 - channelsOf(word)[channel], 0) / 255;
  return { pixels, drawn, at, ink };
}

describe('splatPoints', () => {
  it('puts the colour in the middle of the point and leaves the paper alone beyond its edge', () => {
    const { at, drawn } = draw({});
    expect(drawn).toBe(1);
    expect(at(20, 15)).toBe(red);
    expect(at(25, 15)).toBe(white);
    expect(at(20, 20)).toBe(white);
  });

  it('covers the area of the disc, wherever it lies within its pixel', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -5, max: 5, noNaN: true }),
        fc.double({ min: -5, max: 5, noNaN: true }),
        fc.double({ min: 1, max: 2.1, noNaN: true }),
        (x, y, radiusPx) => {
          const { ink } = draw({ points: new Float32Array([x, y]), radiusPx });
          const area = Math.PI * radiusPx ** 2;
          expect(Math.abs(ink(1) - area) / area).toBeLessThan(0.2);
        },
      ),
    );
  });

  it('draws larger y higher up', () => {
    const { at } = draw({ points: new Float32Array([5, 10]) });
    expect(at(25, 5)).toBe(red);
  });

  it('keeps every pixel opaque and within its channels, whatever overlaps', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: -30, max: 30 }), fc.integer({ min: -30, max: 30 })), {
          maxLength: 40,
        }),
        fc.double({ min: 0.3, max: 9, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (places, radiusPx, opacity) => {
          const points = Float32Array.from(places.flat());
          const colors = Uint32Array.from(places, (_, i) => [white, red, blue, wordOf(255, 255, 0)][i % 4]);
          const levels = Uint8Array.from(places, (_, i) => i % 3);
          const { pixels } = draw({ points, colors, levels, radiusPx, opacity });
          expect(pixels.every((word) => word >>> 24 === 255)).toBe(true);
        },
      ),
    );
  });

  it('clips at all four edges without drawing on the opposite side', () => {
    for (const [x, y] of [
      [-20, 0],
      [20, 0],
      [0, 15],
      [0, -15],
    ]) {
      const { at, drawn } = draw({ points: new Float32Array([x, y]), radiusPx: 4 });
      expect(drawn).toBe(1);
      const far = [x < 0 ? 39 : x > 0 ? 0 : 20, y > 0 ? 29 : y < 0 ? 0 : 15] as const;
      expect(at(...far)).toBe(white);
    }
    expect(draw({ points: new Float32Array([1000, 1000]) }).drawn).toBe(0);
  });

  it('mixes a translucent point with what lies below', () => {
    const [r, g] = channelsOf(draw({ opacity: 0.5 }).at(20, 15));
    expect(r).toBeGreaterThan(220);
    expect(Math.abs(g - 127)).toBeLessThan(3);
  });

  it('draws rows that are sized as large as their size, the smaller on top', () => {
    const scene = { points: new Float32Array([0, 0, 0, 0]), colors: Uint32Array.of(red, blue), radiusPx: 4 };
    const width = (sizes: Uint8Array | null, color: number) => {
      const { at } = draw({ ...scene, levels: Uint8Array.of(1, 1), sizes });
      return Array.from({ length: 40 }, (_, x) => at(x, 15)).filter((word) => word === color).length;
    };
    const small = 0;
    const large = sizeFactors.length - 1;
    // Later rows lie on top where sizes are equal.
    expect(width(Uint8Array.of(small, small), red)).toBe(0);
    expect(width(Uint8Array.of(small, large), red)).toBe(width(Uint8Array.of(large, small), blue));
    expect(width(Uint8Array.of(small, large), red)).toBeGreaterThan(2);
    expect(width(Uint8Array.of(small, large), blue)).toBeGreaterThan(8);
    expect(width(null, blue)).toBeGreaterThan(width(Uint8Array.of(small, small), blue));
  });

  it('draws later rows over earlier ones, and levels in their order whatever the rows', () => {
    const two = new Float32Array([0, 0, 0, 0]);
    const colors = Uint32Array.of(red, blue);
    expect(draw({ points: two, colors }).at(20, 15)).toBe(blue);
    const levels = Uint8Array.of(pointLevel.lifted, pointLevel.normal);
    expect(draw({ points: two, colors, levels }).at(20, 15)).toBe(red);
  });

  it('draws faint points paler and lifted ones larger than normal ones', () => {
    const inkAt = (level: number) => draw({ levels: Uint8Array.of(level) }).ink(1);
    expect(inkAt(pointLevel.faint)).toBeLessThan(inkAt(pointLevel.normal) / 2);
    expect(inkAt(pointLevel.lifted)).toBeGreaterThan(inkAt(pointLevel.normal) * 1.5);
  });

  it('parts touching discs by a rim of paper', () => {
    const points = new Float32Array([0, 0, 7, 0]);
    const { at } = draw({ points, radiusPx: 4, colors: Uint32Array.of(red, blue) });
    const between = channelsOf(at(22, 15));
    expect(between[1]).toBeGreaterThan(100);
  });

  it('draws at device pixels', () => {
    const { at } = draw({ points: new Float32Array([4, 0]), pixelRatio: 2 });
    expect(at(28, 15)).toBe(red);
    expect(at(25, 15)).toBe(red);
    expect(at(20, 15)).toBe(white);
  });
});

describe('makeStamp', () => {
  it('stays within its reach', () => {
    const { reachPx, byPhase } = makeStamp(5.3, 256, 1.8);
    for (const { dx, dy } of byPhase)
      for (let i = 0; i < dx.length; i++)
        expect(Math.max(Math.abs(dx[i]), Math.abs(dy[i]))).toBeLessThanOrEqual(reachPx);
  });
});

describe('pointRadiusPx and pointOpacity', () => {
  it('make points smaller and more translucent the more there are', () => {
    const counts = [10, 601, 5000, 100_000, 1_000_000];
    const radii = counts.map((rows) => pointRadiusPx(rows, 1_000_000, 1));
    const opacities = counts.map((rows) => pointOpacity(rows, 1_000_000, 1));
    expect(radii).toEqual([...radii].sort((a, b) => b - a));
    expect(opacities).toEqual([...opacities].sort((a, b) => b - a));
    expect(radii[0]).toBeLessThan(6);
    expect(radii.at(-1)).toBeGreaterThan(0.5);
  });

  it('make points grow with zoom, but less than the map does', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1_000_000 }),
        fc.double({ min: 1, max: 100, noNaN: true }),
        (rows, zoom) => {
          const near = pointRadiusPx(rows, 800_000, zoom * 2);
          const far = pointRadiusPx(rows, 800_000, zoom);
          expect(near).toBeGreaterThanOrEqual(far);
          expect(near).toBeLessThan(far * 2);
          const opacity = pointOpacity(rows, 800_000, zoom);
          expect(opacity > 0 && opacity <= 1).toBe(true);
        },
      ),
    );
  });
});
