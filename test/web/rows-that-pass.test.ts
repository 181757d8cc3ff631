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
    expect(rowsThatPass({ ...emptyFilter, yearFrom: 2019, yearTo: 2021 }, map)).toEqual(Int32Array.of(0, 2));
    expect(rowsThatPass({ ...emptyFilter, yearTo: 2030 }, map)).toEqual(Int32Array.of(0, 2, 3));
  });

  it('takes topics of any level, joined by "or", and years by "and"', () => {
    expect(rowsThatPass({ ...emptyFilter, topics: [3, 1] }, map)).toEqual(Int32Array.of(1, 2));
    expect(rowsThatPass({ ...emptyFilter, topics: [0], yearFrom: 2000 }, map)).toEqual(Int32Array.of(0));
  });

  it('takes an area, joined by "and"', () => {
    const region: [number, number][] = [
      [0.5, -1],
      [3, -1],
      [3, 3],
      [0.5, 3],
    ];
    expect(rowsThatPass({ ...emptyFilter, region }, map)).toEqual(Int32Array.of(1, 2));
    expect(rowsThatPass({ ...emptyFilter, region, yearFrom: 2000 }, map)).toEqual(Int32Array.of(2));
  });

  it('says nothing without a filter, and nothing where a facet is in it', () => {
    expect(rowsThatPass(emptyFilter, map)).toBeNull();
    expect(rowsThatPass({ ...emptyFilter, topics: [1], facets: { list: ['1'] } }, map)).toBeNull();
  });
});
