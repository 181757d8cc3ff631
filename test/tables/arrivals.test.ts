import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Arrival,
  momentSchema,
  rowsAddedSince,
  rowsOfUnknownArrival,
} from '../../src/tables/arrivals.ts';

const at = (day: number) => new Date(Date.UTC(2026, 0, day, 12)).toISOString();

/** Arrivals that begin at some row, each right after the one before. */
const arrivalsOf = (firstRow: number, sizes: readonly number[]): Arrival[] =>
  sizes.map((rows, i) => ({
    addedAt: at(i + 1),
    firstRow: firstRow + sizes.slice(0, i).reduce((sum, size) => sum + size, 0),
    rows,
  }));

describe('rows added since a moment', () => {
  it('are those of the runs from then on; of other rows it is not known', () => {
    fc.assert(
      fc.property(
        fc.nat(5),
        fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 5 }),
        fc.nat(7),
        (firstRow, sizes, day) => {
          const arrivals = arrivalsOf(firstRow, sizes);
          const dayOfRow = [
            ...Array(firstRow).fill(0),
            ...sizes.flatMap((size, i) => Array(size).fill(i + 1)),
          ];
          const since = `2026-01-${String(day + 1).padStart(2, '0')}`;
          expect([...rowsAddedSince(arrivals, since, dayOfRow.length)]).toEqual(
            dayOfRow.map((added) => (added >= day + 1 ? 1 : 0)),
          );
          expect(rowsOfUnknownArrival(arrivals, dayOfRow.length)).toBe(firstRow);
        },
      ),
    );
  });

  it('are told to the minute where a time is given', () => {
    const [arrival] = arrivalsOf(0, [2]);
    expect([...rowsAddedSince([arrival], '2026-01-01T12:00:00Z', 2)]).toEqual([1, 1]);
    expect([...rowsAddedSince([arrival], '2026-01-01T12:00:01Z', 2)]).toEqual([0, 0]);
  });
});

describe('a moment', () => {
  it.each(['2026-11-21', '2026-11-21T09:30:00Z', '2026-11-21T09:30:00.123Z'])('is %s', (text) => {
    expect(momentSchema.safeParse(text).success).toBe(true);
  });
  it.each([
    'yesterday',
    '2026-13-01',
    '2026-02-30',
    '21.11.2026',
    '2026',
    '',
    ' 2026-11-21',
    '2026-11-21T25:00:00Z',
  ])('is not "%s"', (text) => {
    expect(momentSchema.safeParse(text).success).toBe(false);
  });
});
