/** The bars of the year brush: which years they stand for, and how many papers each has. Values only. */

/** A window of years; null: that end is open. */
export interface YearRange {
  from: number | null;
  to: number | null;
}

/**
 * Bars side by side. The first one stands for all earlier years too and the last one for all later ones, so that a slip
 * ("1200", "9999") costs no width and no paper is missing.
 */
export interface YearBins {
  /** The years that the brush reaches; `from <= to`. */
  from: number;
  to: number;
  /** Years a bar. */
  yearsPerBar: number;
  /** Papers with a year before `from`, and after `to`. */
  before: number;
  after: number;
  /** How many papers each bar has. */
  counts: Int32Array;
}

export const yearBinDefaults = {
  /** More bars than this would be thinner than four pixels in a panel of 320. Fewer years each have a bar. */
  maxBars: 72,
  /**
   * Where there are more years than bars, the brush reaches so many times the middle half's width beyond it (Tukey's fences,
   * wider): a slip lies centuries away, an old classic does not.
   */
  fences: 5,
  /** The middle half counts as at least so many years: most corpora have half of their papers in three. */
  leastHalf: 8,
};

/** @param years 0: unknown. @returns null where no paper has a year. */
export function yearBins(years: ArrayLike<number>): YearBins | null {
  const { maxBars, fences, leastHalf } = yearBinDefaults;
  const known = Int32Array.from(years)
    .filter((year) => year !== 0)
    .sort();
  if (known.length === 0) return null;
  let from = known[0];
  let to = known[known.length - 1];
  if (to - from >= maxBars) {
    const [lower, upper] = [known[known.length >> 2], known[(3 * known.length) >> 2]];
    const reach = fences * Math.max(leastHalf, upper - lower);
    from = known.find((year) => year >= lower - reach) ?? from;
    to = known.findLast((year) => year <= upper + reach) ?? to;
  }
  const yearsPerBar = Math.ceil((to - from + 1) / maxBars);
  const counts = new Int32Array(Math.ceil((to - from + 1) / yearsPerBar));
  const bins: YearBins = { from, to, yearsPerBar, before: 0, after: 0, counts };
  for (const year of known) {
    counts[barOf(bins, year)]++;
    if (year < from) bins.before++;
    if (year > to) bins.after++;
  }
  return bins;
}

/** The bar that a year is counted in. */
export function barOf({ from, to, yearsPerBar }: YearBins, year: number): number {
  return Math.floor((Math.max(from, Math.min(to, year)) - from) / yearsPerBar);
}

/** The same bars for counts of years, such as those of an answer. */
export function countBars(bins: YearBins, years: readonly { year: number; count: number }[]): Int32Array {
  const counts = new Int32Array(bins.counts.length);
  for (const { year, count } of years) counts[barOf(bins, year)] += count;
  return counts;
}

/** How many of these papers are within the window, ends included. */
export function countWithin(
  { from, to }: YearRange,
  years: readonly { year: number; count: number }[],
): number {
  return years.reduce(
    (sum, { year, count }) =>
      year >= (from ?? Number.NEGATIVE_INFINITY) && year <= (to ?? Number.POSITIVE_INFINITY)
        ? sum + count
        : sum,
    0,
  );
}

/** Each year with its papers, oldest first. @param years 0: unknown. */
export function countYears(years: ArrayLike<number>): { year: number; count: number }[] {
  const counts = new Map<number, number>();
  for (let row = 0; row < years.length; row++) {
    if (years[row] !== 0) counts.set(years[row], (counts.get(years[row]) ?? 0) + 1);
  }
  return [...counts].sort(([a], [b]) => a - b).map(([year, count]) => ({ year, count }));
}

/** A window by the places of its two thumbs: at the end of the brush an end is open, since the last bar is. */
export function rangeOf({ from, to }: YearBins, low: number, high: number): YearRange {
  return { from: low <= from ? null : low, to: high >= to ? null : high };
}

/** The places of the thumbs, within the brush. */
export function thumbsOf({ from, to }: YearBins, range: YearRange): { low: number; high: number } {
  const within = (year: number) => Math.max(from, Math.min(to, year));
  return { low: within(range.from ?? from), high: within(range.to ?? to) };
}

/** "2015 to 2017", "2015", "2015 and later"; null: all years. */
export function rangeInWords({ from, to }: YearRange): string | null {
  if (from === null && to === null) return null;
  if (from === null) return `${to} and before`;
  if (to === null) return `${from} and later`;
  return from === to ? String(from) : `${from} to ${to}`;
}
