import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Region } from '../../src/server/api-types.ts';
import { rowsInView } from '../../web/rows-in-view.ts';

const seen: Region = [
  [-10.5, -10.5],
  [10.5, -10.5],
  [10.5, 10.5],
  [-10.5, 10.5],
];
const coordinate = fc.integer({ min: -19, max: 19 });

describe('the papers in view', () => {
  it('are those within it, the nearest to its middle first, the versions of one once', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(coordinate, coordinate), { maxLength: 40 }),
        fc.integer({ min: 1, max: 8 }),
        (places, most) => {
          const rows = places.length;
          // Every odd row is a version of the one before, in its place.
          const at = places.map((_, row) => places[row % 2 === 1 ? row - 1 : row]);
          const map = {
            rows,
            points: Float32Array.from(at.flat()),
            representative: Int32Array.from(places, (_, row) => row - (row % 2)),
          };
          const inside = [...at.keys()].filter(
            (row) => row % 2 === 0 && Math.abs(at[row][0]) <= 10 && Math.abs(at[row][1]) <= 10,
          );
          const byHand = inside.map((row) => Math.hypot(...at[row])).sort((a, b) => a - b);
          const found = rowsInView(map, seen, null, most);
          expect(found.papers).toBe(inside.length);
          expect(found.rows.map((row) => Math.hypot(...at[row]))).toEqual(byHand.slice(0, most));
          expect(new Set(found.rows).size).toBe(found.rows.length);
        },
      ),
    );
  });

  it('are only those that stand out, where something is asked', () => {
    const map = { rows: 3, points: Float32Array.of(0, 0, 1, 1, 50, 50), representative: null };
    expect(rowsInView(map, seen, null, 5)).toEqual({ rows: [0, 1], papers: 2 });
    expect(rowsInView(map, seen, [2, 1], 5)).toEqual({ rows: [1], papers: 1 });
    expect(rowsInView(map, seen, [], 5)).toEqual({ rows: [], papers: 0 });
  });
});
