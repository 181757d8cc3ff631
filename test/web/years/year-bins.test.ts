import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  barOf,
  countBars,
  countWithin,
  countYears,
  rangeInWords,
  rangeOf,
  thumbsOf,
  yearBinDefaults,
  yearBins,
} from '../../../web/years/year-bins.ts';

const someYears = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: 1950, max: 2026 }) },
    fc.integer({ min: -9999, max: 9999 }),
  ),
  { minLength: 1, maxLength: 200 },
);

describe('bars of years', () => {
  it('count every paper that has a year once, in no more bars than there is room for', () => {
    fc.assert(
      fc.property(someYears, (years) => {
        const bins = yearBins(years);
        const known = years.filter((year) => year !== 0);
        if (known.length === 0) {
          expect(bins).toBeNull();
          return;
        }
        expect(bins!.counts.reduce((sum, count) => sum + count, 0)).toBe(known.length);
        expect(bins!.counts.length).toBeLessThanOrEqual(yearBinDefaults.maxBars);
        expect(bins!.before).toBe(known.filter((year) => year < bins!.from).length);
        expect(bins!.after).toBe(known.filter((year) => year > bins!.to).length);
        expect(known).toContain(bins!.from);
        expect(known).toContain(bins!.to);
        const byHand = new Int32Array(bins!.counts.length);
        for (const year of known) byHand[barOf(bins!, year)]++;
        expect(bins!.counts).toEqual(byHand);
        expect(countBars(bins!, countYears(years))).toEqual(byHand);
      }),
    );
  });

  it('are one a year where they fit, also for a corpus of decades', () => {
    const years = Array.from({ length: 60 }, (_, i) => 1965 + i);
    expect(yearBins(years)).toMatchObject({ from: 1965, to: 2024, yearsPerBar: 1, before: 0, after: 0 });
  });

  it('are not squashed by a slip', () => {
    const years = [...Array.from({ length: 30 }, (_, i) => 2000 + i), 1200, 9999];
    expect(yearBins(years)).toMatchObject({ from: 2000, to: 2029, yearsPerBar: 1, before: 1, after: 1 });
    expect(yearBins([2020, 2021, 2022, 1200, 9999])).toMatchObject({ from: 2020, to: 2022 });
  });

  it('keep an old classic, and stand for several years where the papers do spread', () => {
    expect(yearBins([1950, ...Array(50).fill(2019), ...Array(50).fill(2023)])?.before).toBe(1);
    expect(yearBins([1985, ...Array(50).fill(2019), ...Array(50).fill(2023)])?.from).toBe(1985);
    const centuries = Array.from({ length: 400 }, (_, i) => 1600 + i);
    expect(yearBins(centuries)).toMatchObject({ from: 1600, to: 1999, yearsPerBar: 6, before: 0 });
  });

  it('are none without years, and one for one', () => {
    expect(yearBins([0, 0])).toBeNull();
    expect(yearBins([])).toBeNull();
    expect(yearBins([2021, 0, 2021])).toMatchObject({ from: 2021, to: 2021, counts: Int32Array.of(2) });
  });
});

describe('a window of years', () => {
  const bins = yearBins([2000, 2010, 2020])!;

  it('is open at an end of the brush, whose bar stands for all beyond it', () => {
    expect(rangeOf(bins, 2000, 2010)).toEqual({ from: null, to: 2010 });
    expect(rangeOf(bins, 2001, 2020)).toEqual({ from: 2001, to: null });
    expect(thumbsOf(bins, { from: 1200, to: null })).toEqual({ low: 2000, high: 2020 });
  });

  it('comes back from its thumbs', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2000, max: 2020 }), fc.integer({ min: 2000, max: 2020 }), (a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        expect(thumbsOf(bins, rangeOf(bins, low, high))).toEqual({ low, high });
      }),
    );
  });

  it('counts the papers within it, both ends included', () => {
    const years = countYears([2000, 2010, 2010, 0, 2020]);
    expect(countWithin({ from: 2010, to: null }, years)).toBe(3);
    expect(countWithin({ from: null, to: 2010 }, years)).toBe(3);
    expect(countWithin({ from: 2001, to: 2009 }, years)).toBe(0);
  });

  it.each([
    [null, null, null],
    [2001, 2003, '2001 to 2003'],
    [2001, 2001, '2001'],
    [2001, null, '2001 and later'],
    [null, 2003, '2003 and before'],
  ])('from %s to %s is said as "%s"', (from, to, words) => {
    expect(rangeInWords({ from, to })).toBe(words);
  });
});
