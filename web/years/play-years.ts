/** The window of years that moves over the map: where it begins, and where it is one step on. Values only. */
import { rangeOf, thumbsOf, type YearBins, type YearRange } from './year-bins.ts';

/** Where no window is chosen, the first one is this share of the years. */
const firstShare = 1 / 8;

/** Whether the window can move: an end that is open holds it to the edge, both ends hold it altogether. */
function widthOf(bins: YearBins, range: YearRange): number | null {
  const { low, high } = thumbsOf(bins, range);
  return low <= bins.from && high >= bins.to ? null : high - low;
}

/** The first window of a run: as wide as the present one, at the beginning. */
export function firstWindow(bins: YearBins, range: YearRange): YearRange {
  const years = bins.to - bins.from + 1;
  const width = widthOf(bins, range) ?? Math.max(0, Math.round(years * firstShare) - 1);
  return windowAt(bins, bins.from, width);
}

/**
 * The window moved by so many bars, no farther than the edge.
 * @returns null where it is at the edge already; the first window (or the last, backwards) where there is none.
 */
export function movedWindow(bins: YearBins, range: YearRange, bars: number): YearRange | null {
  const width = widthOf(bins, range);
  if (width === null) {
    const first = firstWindow(bins, range);
    if (bars > 0) return first;
    const { low, high } = thumbsOf(bins, first);
    return windowAt(bins, bins.to - (high - low), high - low);
  }
  const { low } = thumbsOf(bins, range);
  const moved = Math.max(bins.from, Math.min(bins.to - width, low + bars * bins.yearsPerBar));
  return moved === low ? null : windowAt(bins, moved, width);
}

/** The ends are years even at the edge: a window that plays has a width, and keeps it. */
function windowAt(bins: YearBins, low: number, width: number): YearRange {
  return width >= bins.to - bins.from ? rangeOf(bins, bins.from, bins.to) : { from: low, to: low + width };
}
