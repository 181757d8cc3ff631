import { describe, expect, it } from 'vitest';
import { rowsThatPass } from '../../web/rows-that-pass.ts';
import { emptyFilter } from '../../web/view-state.ts';

const map = {
  rows: 4,
  points: Float32Array.of(0, 0, 1, 0, 2, 2, 5, 5),
  years: Int32Array.of(2019, 0, 2021, 2023),
  topicLevels: [Int32Array.of(0, 0, 1, -1), Int32Array.of(2, 3, 4, -1)],
};

describe('rowsThatPass', () => {
  it('includes both ends of the years and leaves unknown years out', () => {
    expect(rowsThatPass({ ...emptyFilter, yearFrom: 2019, yearTo: 2021 }, map, [])).toEqual(
      Int32Array.of(0, 2),
    );
    expect(rowsThatPass({ ...emptyFilter, yearTo: 2030 }, map, [])).toEqual(Int32Array.of(0, 2, 3));
  });

  it('takes topics of any level, joined by "or", and years by "and"', () => {
    expect(rowsThatPass({ ...emptyFilter, topics: [3, 1] }, map, [])).toEqual(Int32Array.of(1, 2));
    expect(rowsThatPass({ ...emptyFilter, topics: [0], yearFrom: 2000 }, map, [])).toEqual(Int32Array.of(0));
  });

  it('takes an area, joined by "and"', () => {
    const region: [number, number][] = [
      [0.5, -1],
      [3, -1],
      [3, 3],
      [0.5, 3],
    ];
    expect(rowsThatPass({ ...emptyFilter, region }, map, [])).toEqual(Int32Array.of(1, 2));
    expect(rowsThatPass({ ...emptyFilter, region, yearFrom: 2000 }, map, [])).toEqual(Int32Array.of(2));
  });

  it('takes what was added since, as far as that is known', () => {
    const arrivals = [
      { addedAt: '2026-11-16T08:00:00.000Z', firstRow: 1, rows: 1 },
      { addedAt: '2026-11-20T08:00:00.000Z', firstRow: 2, rows: 2 },
    ];
    const since = (addedSince: string) => rowsThatPass({ ...emptyFilter, addedSince }, map, arrivals);
    expect(since('2026-11-16')).toEqual(Int32Array.of(1, 2, 3));
    expect(since('2026-11-20T08:00:00.000Z')).toEqual(Int32Array.of(2, 3));
    expect(since('2026-11-21')).toEqual(Int32Array.of());
    expect(rowsThatPass({ ...emptyFilter, addedSince: '2026-11-16' }, map, null)).toBeNull();
  });

  it('says nothing without a filter, and nothing where a facet is in it', () => {
    expect(rowsThatPass(emptyFilter, map, [])).toBeNull();
    expect(rowsThatPass({ ...emptyFilter, topics: [1], facets: { list: ['1'] } }, map, [])).toBeNull();
  });
});
