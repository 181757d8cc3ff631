import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstWindow, movedWindow } from '../../../web/years/play-years.ts';
import { rangeOf, thumbsOf, type YearRange, yearBins } from '../../../web/years/year-bins.ts';

const spans = fc.tuple(fc.integer({ min: 1900, max: 2000 }), fc.integer({ min: 1, max: 70 }));
const binsOf = ([from, years]: [number, number]) => yearBins([from, from + years])!;
const noRange: YearRange = { from: null, to: null };

describe('playing the years', () => {
  it('goes from the first years to the last, one bar at a time, with a window that keeps its width', () => {
    fc.assert(
      fc.property(spans, fc.nat(70), fc.nat(70), (span, a, b) => {
        const bins = binsOf(span);
        const within = (year: number) => Math.min(bins.to, bins.from + year);
        const chosen = rangeOf(bins, within(Math.min(a, b)), within(Math.max(a, b)));
        let shown: YearRange | null = firstWindow(bins, chosen);
        const { low, high } = thumbsOf(bins, shown);
        expect(low).toBe(bins.from);
        let last = shown;
        let frames = 0;
        for (; shown; shown = movedWindow(bins, shown, 1)) {
          const thumbs = thumbsOf(bins, shown);
          expect(thumbs.high - thumbs.low).toBe(high - low);
          last = shown;
          expect(++frames).toBeLessThanOrEqual(bins.to - bins.from + 1);
        }
        expect(thumbsOf(bins, last).high).toBe(bins.to);
      }),
    );
  });

  it('goes back the way that it went forward', () => {
    fc.assert(
      fc.property(spans, (span) => {
        const bins = binsOf(span);
        const first = firstWindow(bins, noRange);
        const second = movedWindow(bins, first, 1);
        fc.pre(second !== null);
        expect(movedWindow(bins, second!, -1)).toEqual(first);
      }),
    );
  });

  it('begins with an eighth of the years where no window is chosen, at either end', () => {
    const bins = yearBins([1985, 2024])!;
    expect(firstWindow(bins, noRange)).toEqual({ from: 1985, to: 1989 });
    expect(movedWindow(bins, noRange, 1)).toEqual({ from: 1985, to: 1989 });
    expect(movedWindow(bins, noRange, -1)).toEqual({ from: 2020, to: 2024 });
  });

  it('ends at the edge', () => {
    const bins = yearBins([2000, 2010])!;
    expect(movedWindow(bins, { from: 2008, to: null }, 1)).toBeNull();
    expect(movedWindow(bins, { from: null, to: 2003 }, -1)).toBeNull();
    expect(movedWindow(bins, { from: 2009, to: 2009 }, 1)).toEqual({ from: 2010, to: 2010 });
  });
});
