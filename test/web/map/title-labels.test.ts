import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MapLabel } from '../../../web/map/draw-labels.ts';
import { isShownAt } from '../../../web/map/place-labels.ts';
import { PointGrid } from '../../../web/map/point-grid.ts';
import { setTitle, titleStyle } from '../../../web/map/set-title.ts';
import { pointLevel } from '../../../web/map/splat-points.ts';
import {
  boxOfTitle,
  doMeet,
  placeTitles,
  type TitleGround,
  titledRows,
} from '../../../web/map/title-labels.ts';
import { titleOrder } from '../../../web/map/title-order.ts';
import { boundsOf, panBy, toPx, type Viewport } from '../../../web/map/viewport.ts';

const size = { widthPx: 900, heightPx: 600 };
const offsetPx = 12;
const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });

const nameOf = (id: number, xData: number, yData: number, fromScale: number): MapLabel => ({
  ...{ id, level: 1, xData, yData, range: { fromScale, toScale: Infinity }, color: '#123456' },
  ...{ lines: ['a topic'], font: '600 13px serif', lineHeightPx: 15, widthPx: 110, heightPx: 30 },
});

/** Points in knots and alone, some pale, some lifted, with a few names among them. */
const grounds = fc
  .record({
    knots: fc.array(fc.tuple(number(-10, 10), number(-10, 10)), { minLength: 1, maxLength: 6 }),
    points: fc.array(
      fc.record({
        knot: fc.nat(5),
        dx: number(-2, 2),
        dy: number(-2, 2),
        level: fc.constantFrom(0, 1, 1, 1, 2),
      }),
      { minLength: 1, maxLength: 150 },
    ),
    names: fc.array(fc.tuple(number(-10, 10), number(-10, 10), number(1, 200)), { maxLength: 4 }),
  })
  .map(({ knots, points, names }): TitleGround => {
    const places = Float32Array.from(
      points.flatMap(({ knot, dx, dy }) => {
        const [x, y] = knots[knot % knots.length];
        return [x + dx, y + dy];
      }),
    );
    const levels = Uint8Array.from(points, ({ level }) => level);
    return {
      points: places,
      grid: new PointGrid(places),
      bounds: boundsOf(places),
      levels,
      comesBefore: titleOrder({ levels, hits: null, sizes: null, representative: null }),
      names: names.map(([x, y, from], id) => nameOf(id, x, y, from)),
    };
  });
const views = fc.record({ xData: number(-10, 10), yData: number(-10, 10), scale: number(20, 2000) });

const placedAt = (ground: TitleGround, view: Viewport) => {
  const titles = titledRows(ground, view, size).map((row) => ({
    row,
    title: setTitle(
      `Title of a paper in row ${row} `.repeat(1 + (row % 4)),
      'serif',
      (text) => text.length * 6,
    )!,
  }));
  const names = ground.names
    .filter(({ range }) => isShownAt(range, view.scale))
    .map((label) => ({ label, ...toPx(view, size, label.xData, label.yData), opacity: 1 }));
  const offsetOf = () => offsetPx;
  return {
    names,
    placed: placeTitles(titles, ground.points, offsetOf, names, view, size, size.widthPx),
  };
};

/** Points side by side, `gap` data units apart; the lower row comes first. */
const rowOf = (count: number, gap: number): TitleGround => {
  const points = Float32Array.from({ length: 2 * count }, (_, i) => (i % 2 === 0 ? (i / 2) * gap : 0));
  const levels = new Uint8Array(count).fill(pointLevel.normal);
  return {
    ...{ points, grid: new PointGrid(points), bounds: boundsOf(points), levels, names: [] },
    comesBefore: (a, b) => a < b,
  };
};

describe('titles', () => {
  it('never lie over each other or a name, at any view', () => {
    fc.assert(
      fc.property(grounds, views, (ground, view) => {
        const { placed, names } = placedAt(ground, view);
        const boxes = placed.map(boxOfTitle);
        const nameBoxes = names.map(({ label, xPx, yPx }) => ({
          ...{ leftPx: xPx - label.widthPx / 2, rightPx: xPx + label.widthPx / 2 },
          ...{ topPx: yPx - label.heightPx / 2, bottomPx: yPx + label.heightPx / 2 },
        }));
        for (const [i, box] of boxes.entries())
          for (const other of [...boxes.slice(0, i), ...nameBoxes]) expect(doMeet(box, other)).toBe(false);
      }),
    );
  });

  it('neither come nor go while one pans', () => {
    fc.assert(
      fc.property(grounds, views, number(-900, 900), number(-600, 600), (ground, view, dxPx, dyPx) => {
        const moved = panBy(view, dxPx, dyPx);
        const after = titledRows(ground, moved, size);
        for (const row of titledRows(ground, view, size)) {
          const { xPx, yPx } = toPx(moved, size, ground.points[2 * row], ground.points[2 * row + 1]);
          // A hair from the edge, where rounding decides.
          const isInView = xPx > 1 && yPx > 1 && xPx < size.widthPx - 1 && yPx < size.heightPx - 1;
          if (isInView) expect(after).toContain(row);
        }
      }),
    );
  });

  it('belong to no pale point, and the first comes first', () => {
    fc.assert(
      fc.property(grounds, views, (ground, view) => {
        const rows = titledRows(ground, view, size);
        for (const row of rows) expect(ground.levels[row]).not.toBe(pointLevel.faint);
        for (let i = 1; i < rows.length; i++) expect(ground.comesBefore(rows[i - 1], rows[i])).toBe(true);
      }),
    );
  });

  it('are there for every point that stands alone', () => {
    const view = { xData: 4.4, yData: 0, scale: 100 };
    expect(titledRows(rowOf(5, 2.2), view, size)).toEqual([0, 1, 2, 3, 4]);
    // Nearer than a title is wide, only the first of each two.
    expect(titledRows(rowOf(3, 0.5), view, size)).toEqual([0]);
  });

  it('wait until few points are around theirs', () => {
    const crowded = rowOf(200, 0.05);
    expect(titledRows(crowded, { xData: 5, yData: 0, scale: 90 }, size)).toEqual([]);
    expect(titledRows(crowded, { xData: 5, yData: 0, scale: 4000 }, size).length).toBeGreaterThan(0);
  });

  it('stand right of their points, left where the map ends on the right', () => {
    const ground = rowOf(2, 6);
    const { placed } = placedAt(ground, { xData: 2, yData: 0, scale: 100 });
    expect(placed.map(({ row, side, xPx }) => [row, side, xPx])).toEqual([
      [0, 'right', 250 + offsetPx],
      [1, 'left', 850 - offsetPx],
    ]);
    expect(placed.every(({ title }) => title.widthPx <= titleStyle.maxWidthPx)).toBe(true);
  });
});

describe('titleOrder', () => {
  const looks = { levels: new Uint8Array(6).fill(1), hits: null, sizes: null, representative: null };
  const first = (change: Partial<Parameters<typeof titleOrder>[0]>) => {
    const comesBefore = titleOrder({ ...looks, ...change });
    return [0, 1, 2, 3, 4, 5].sort((a, b) => (comesBefore(a, b) ? -1 : 1))[0];
  };

  it('puts hits before others, the best first', () => {
    expect(first({ levels: Uint8Array.of(1, 1, 2, 2, 1, 1), hits: [3, 2] })).toBe(3);
  });

  it('puts large points before small, and the paper before its other versions', () => {
    expect(first({ sizes: Uint8Array.of(0, 0, 0, 0, 4, 0) })).toBe(4);
    expect(first({ representative: Int32Array.of(5, 5, 5, 5, 5, 5) })).toBe(5);
  });

  it('is an order: of two rows one comes first', () => {
    const comesBefore = titleOrder(looks);
    for (let a = 0; a < 6; a++)
      for (let b = 0; b < a; b++) expect(comesBefore(a, b)).toBe(!comesBefore(b, a));
  });
});
