import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CrowdField } from '../../../web/map/crowd-field.ts';
import {
  isShownAt,
  type LabelGround,
  type LabelItem,
  type LabelPlace,
  overlapScale,
  placeLabels,
  spreadOfTopics,
} from '../../../web/map/place-labels.ts';
import { boundsOf } from '../../../web/map/viewport.ts';

const item = (id: number, change: Partial<LabelItem> = {}): LabelItem => ({
  id,
  level: 0,
  weight: 10,
  xData: 0,
  yData: 0,
  widthPx: 100,
  heightPx: 20,
  spreadData: 1,
  parentSpreadData: null,
  hasChildren: false,
  ...change,
});

const items = fc
  .array(
    fc.record({
      level: fc.integer({ min: 0, max: 2 }),
      weight: fc.integer({ min: 1, max: 500 }),
      xData: fc.double({ min: -10, max: 10, noNaN: true }),
      yData: fc.double({ min: -10, max: 10, noNaN: true }),
      widthPx: fc.integer({ min: 30, max: 200 }),
      heightPx: fc.integer({ min: 14, max: 70 }),
      spreadData: fc.double({ min: 0, max: 3, noNaN: true }),
      hasChildren: fc.boolean(),
    }),
    { maxLength: 40 },
  )
  .map((list) =>
    list.map((one, id): LabelItem => ({ ...one, id, parentSpreadData: one.level === 0 ? null : 2 })),
  );

/** Grounds of some points, or none. */
const grounds = fc.option(
  fc
    .array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: 2, maxLength: 60 })
    .map((numbers): LabelGround => groundOf(numbers.slice(0, numbers.length & ~1))),
);

const nowhere = { xData: -Infinity, yData: -Infinity };

function groundOf(points: number[], fittedScale = 30): LabelGround {
  const bounds = boundsOf(points);
  const crowd = new CrowdField(Float32Array.from(points), bounds);
  return { fittedScale, bounds, crowd, covered: { left: nowhere, right: nowhere } };
}

const rangesOf = (places: ReadonlyMap<number, LabelPlace>) =>
  new Map([...places].map(([id, { range }]) => [id, range]));

describe('placeLabels', () => {
  it('never lets two names overlap, at any scale', () => {
    fc.assert(
      fc.property(
        items,
        grounds,
        fc.array(fc.double({ min: 0.5, max: 2000, noNaN: true })),
        (list, ground, scales) => {
          const places = placeLabels(list, 700, ground);
          const ranges = rangesOf(places);
          // Besides arbitrary scales, those where something changes.
          const turns = [...ranges.values()].flatMap(({ fromScale, toScale }) =>
            [fromScale, toScale].filter((scale) => Number.isFinite(scale) && scale > 0),
          );
          for (const scale of [...scales, ...turns, ...turns.map((turn) => turn * (1 + 1e-9))]) {
            const shown = list
              .filter(({ id }) => ranges.has(id) && isShownAt(ranges.get(id)!, scale))
              .map((one) => ({ ...one, ...places.get(one.id)! }));
            for (const [i, a] of shown.entries()) {
              for (const b of shown.slice(0, i)) {
                const free =
                  Math.abs(a.xData - b.xData) * scale >= (a.widthPx + b.widthPx) / 2 ||
                  Math.abs(a.yData - b.yData) * scale >= (a.heightPx + b.heightPx) / 2;
                expect(free, `names ${a.id} and ${b.id} at ${scale}`).toBe(true);
              }
            }
          }
        },
      ),
    );
  });

  it('does not depend on the order of the names', () => {
    fc.assert(
      fc.property(items, grounds, (list, ground) => {
        const forwards = placeLabels(list, 700, ground);
        const backwards = placeLabels([...list].reverse(), 700, ground);
        expect([...backwards].sort(([a], [b]) => a - b)).toEqual([...forwards].sort(([a], [b]) => a - b));
      }),
    );
  });

  it('shows each name over one range that is long enough to be seen', () => {
    fc.assert(
      fc.property(items, (list) => {
        for (const { fromScale, toScale } of rangesOf(placeLabels(list, 700)).values())
          expect(toScale).toBeGreaterThanOrEqual(fromScale * 1.3);
      }),
    );
  });

  it('shows the heavier of two names that collide first, the other from where there is room', () => {
    const ranges = rangesOf(
      placeLabels([item(0, { weight: 5 }), item(1, { weight: 50, xData: 1, yData: 0.1 })], 700),
    );
    expect(ranges.get(1)!.fromScale).toBe(0);
    // Side by side at (100 + gap) pixels, one above the other at (20 + gap) / 0.1: side by side comes first.
    expect(ranges.get(0)!.fromScale).toBeCloseTo(110, 6);
  });

  it('shows all coarse names that do not collide from the farthest view on', () => {
    const ranges = rangesOf(placeLabels([item(0), item(1, { xData: 1e6 })], 700));
    expect([...ranges.values()].map(({ fromScale }) => fromScale)).toEqual([0, expect.any(Number)]);
    expect(ranges.get(1)!.fromScale).toBeLessThan(0.001);
  });

  it('lets a parent leave when the view is inside it, and its children come when it has room for them', () => {
    const ranges = rangesOf(
      placeLabels(
        [
          item(0, { hasChildren: true }),
          item(1, { level: 1, xData: 0.8, parentSpreadData: 1, spreadData: 0.3 }),
        ],
        700,
      ),
    );
    const parent = ranges.get(0)!;
    const child = ranges.get(1)!;
    expect(parent.toScale).toBeGreaterThan(100);
    expect(parent.toScale).toBeLessThan(1000);
    expect(child.fromScale).toBeGreaterThan(20);
    expect(child.fromScale).toBeLessThanOrEqual(parent.toScale);
    expect(child.toScale).toBe(Infinity);
  });

  it('leaves out a name that stands on the very spot of a heavier one that never leaves', () => {
    expect([...placeLabels([item(0), item(1, { weight: 3 })], 700).keys()]).toEqual([0]);
  });

  it('puts a name beside the crowd that it names, not over it and not away from it', () => {
    // A dense heap in the middle of a wide map.
    const heap = Array.from({ length: 200 }, (_, i) => [Math.cos(i) * 0.2, Math.sin(i) * 0.2]).flat();
    const ground = groundOf([-10, -10, 10, 10, ...heap]);
    const { xData, yData } = placeLabels([item(0, { spreadData: 1 })], 700, ground).get(0)!;
    expect(ground.crowd.countIn(xData, yData, 100 / 30, 20 / 30)).toBeLessThan(20);
    expect(Math.hypot(xData, yData)).toBeLessThan(2);
  });

  it('leaves a name in the middle of its topic where there is room', () => {
    const ground = groundOf([-10, -10, 10, 10, 1.9, 0]);
    expect(placeLabels([item(0)], 700, ground).get(0)).toMatchObject({ xData: 0, yData: 0 });
  });

  it('keeps a name from under what lies over the corner of the map', () => {
    const ground = groundOf([-10, -10, 10, 10, 1.9, 0, 1.9, 1.2]);
    const end = { xData: 0, yData: 0.2 };
    const placed = (covered: LabelGround['covered']) => {
      const { xData, yData } = placeLabels([item(0)], 700, { ...ground, covered }).get(0)!;
      const [xHalf, yHalf] = [50 / 30, 10 / 30];
      return { left: xData - xHalf, right: xData + xHalf, low: yData - yHalf };
    };
    const beside = placed({ left: end, right: nowhere });
    expect(beside.left >= end.xData || beside.low >= end.yData).toBe(true);
    const onTheOtherSide = placed({ left: nowhere, right: end });
    expect(onTheOtherSide.right <= end.xData || onTheOtherSide.low >= end.yData).toBe(true);
  });

  it('keeps finer names for when the map is larger than fitted', () => {
    const ground = groundOf([-10, -10, 10, 10]);
    const fine = item(1, { level: 1, parentSpreadData: 9, spreadData: 2 });
    expect(placeLabels([fine], 700, ground).get(1)!.range.fromScale).toBeGreaterThan(ground.fittedScale);
  });

  it('places nothing for no topics', () => {
    expect(placeLabels([], 700).size).toBe(0);
  });
});

describe('overlapScale', () => {
  it('is the same for both, and infinite on one spot', () => {
    const a = item(0);
    const b = item(1, { xData: 3, yData: -2 });
    expect(overlapScale(a, b)).toBe(overlapScale(b, a));
    expect(overlapScale(a, a)).toBe(Infinity);
  });
});

describe('spreadOfTopics', () => {
  it('is the root mean square distance from the middle of the topic', () => {
    const points = new Float32Array([0, 0, 2, 0, 50, 50]);
    const spreads = spreadOfTopics(
      points,
      [Int32Array.of(0, 0, -1), Int32Array.of(1, -1, -1)],
      [{ id: 0 }, { id: 1 }, { id: 7 }],
    );
    expect(spreads.get(0)).toBeCloseTo(1);
    expect(spreads.get(1)).toBe(0);
    expect(spreads.get(7)).toBe(0);
  });
});
