import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isInRegion, type Region, rowsInRegion } from '../../src/tables/region.ts';

const square: Region = [
  [0, 0],
  [4, 0],
  [4, 4],
  [0, 4],
];
/** Crosses itself: its middle is enclosed twice. */
const star: Region = Array.from({ length: 5 }, (_, i) => {
  const angle = (4 * Math.PI * i) / 5;
  return [Math.sin(angle), Math.cos(angle)] as const;
});

const whole = fc.integer({ min: -6, max: 6 });
const point = fc.tuple(whole, whole);
const polygon = fc.array(point, { minLength: 3, maxLength: 9 });

/** How often a ray in a direction that meets no corner of whole numbers crosses the border. */
function crossings([x, y]: readonly [number, number], region: Region): number {
  const ray = [1000, 1000 * Math.SQRT2 + 0.123];
  const side = (a: readonly number[], b: readonly number[], c: readonly number[]) =>
    Math.sign((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]));
  const from = [x, y];
  const to = [x + ray[0], y + ray[1]];
  return region.filter((corner, i) => {
    const next = region[(i + 1) % region.length];
    return (
      side(from, to, corner) !== side(from, to, next) &&
      side(corner, next, from) !== side(corner, next, to) &&
      side(corner, next, from) !== 0
    );
  }).length;
}

function onBorder([x, y]: readonly [number, number], region: Region): boolean {
  return region.some(([x1, y1], i) => {
    const [x2, y2] = region[(i + 1) % region.length];
    const along = (x - x1) * (x2 - x1) + (y - y1) * (y2 - y1);
    const length = (x2 - x1) ** 2 + (y2 - y1) ** 2;
    if (length === 0) return x === x1 && y === y1;
    return (x - x1) * (y2 - y1) === (y - y1) * (x2 - x1) && along >= 0 && along <= length;
  });
}

describe('an area of the map', () => {
  it('holds what is inside and on its border, corners too', () => {
    const holds = (points: [number, number][]) => points.map(([x, y]) => isInRegion(x, y, square));
    const inside = holds([
      [1, 1],
      [0, 0],
      [4, 4],
      [2, 0],
      [4, 3.5],
      [0, 4],
    ]);
    expect(inside).toEqual(inside.map(() => true));
    const outside = holds([
      [-1, 0],
      [5, 0],
      [-1, 4],
      [4.0001, 2],
      [2, -1e-9],
    ]);
    expect(outside).toEqual(outside.map(() => false));
  });

  it('leaves out what a line that crosses itself encloses twice', () => {
    expect(isInRegion(0, 0, star)).toBe(false);
    expect(isInRegion(0, 0.7, star)).toBe(true);
  });

  it('is what a count of crossings says, and the border beside it', () => {
    fc.assert(
      fc.property(point, polygon, ([x, y], region) => {
        const expected = onBorder([x, y], region) || crossings([x, y], region) % 2 === 1;
        expect(isInRegion(x, y, region)).toBe(expected);
      }),
      { numRuns: 2000 },
    );
  });

  it('is the same from whichever corner, and whichever way round, it is drawn', () => {
    fc.assert(
      fc.property(point, polygon, fc.nat(8), ([x, y], region, turn) => {
        const turned = [...region.slice(turn % region.length), ...region.slice(0, turn % region.length)];
        const inside = isInRegion(x, y, region);
        expect(isInRegion(x, y, turned)).toBe(inside);
        expect(isInRegion(x, y, [...region].reverse())).toBe(inside);
      }),
    );
  });

  it('marks the rows of a layout', () => {
    const points = Float32Array.of(...[1, 1], ...[9, 9], ...[4, 0]);
    expect([...rowsInRegion({ rows: 3, points }, square)]).toEqual([1, 0, 1]);
  });

  it('holds nothing where the corners are in one place or none', () => {
    expect(isInRegion(1, 1, [])).toBe(false);
    expect(
      isInRegion(1, 1, [
        [0, 0],
        [0, 0],
        [0, 0],
      ]),
    ).toBe(false);
  });
});
