/**
 * How far a figure might be off because it was measured on these questions and not on others: the bootstrap. B. Efron,
 * "Bootstrap Methods: Another Look at the Jackknife", Annals of Statistics 7 (1979); the percentile interval.
 *
 * Questions are drawn again with replacement within each group (a judged set), and the figure is computed anew. The draws
 * depend on seed and sizes alone, so two models asked the same questions are drawn alike: the differences of their
 * resampled figures, draw by draw, are the paired bootstrap of the difference.
 */
import { createRandom } from '../../../src/random.ts';

export const bootstrapDefaults = {
  /** Draws. More: the ends of the interval waver less; at 1,000 by about a twentieth of its width. */
  draws: 1000,
  seed: 1,
  /** Share of draws inside the interval. */
  inside: 0.95,
};

/** A figure, and the units (questions, pairs, batches) that it is made of. */
export interface Statistic {
  /** How many units each group has. Empty: the figure is not of a sample (a file's size). */
  sizes: readonly number[];
  /** The figure on some units: `drawn[g]` are positions in group g, 0 … sizes[g]−1, in which one may come more than once. */
  of(drawn: readonly Int32Array[]): number;
}

export interface Interval {
  low: number;
  high: number;
}

/** The figure on all units. */
export function figureOf(statistic: Statistic): number {
  return statistic.of(statistic.sizes.map((size) => Int32Array.from({ length: size }, (_, i) => i)));
}

/** The figure on each draw; null where there is nothing to draw from. */
export function resample(statistic: Statistic, { draws, seed } = bootstrapDefaults): Float64Array | null {
  if (statistic.sizes.length === 0 || statistic.sizes.includes(0)) return null;
  const random = createRandom(seed);
  const drawn = statistic.sizes.map((size) => new Int32Array(size));
  return Float64Array.from({ length: draws }, () => {
    for (const group of drawn) {
      for (let i = 0; i < group.length; i++) group[i] = Math.floor(random() * group.length);
    }
    return statistic.of(drawn);
  });
}

/** The middle 95 % of resampled figures. */
export function intervalOf(resampled: Float64Array, { inside } = bootstrapDefaults): Interval {
  const sorted = resampled.slice().sort();
  const outside = Math.floor(((1 - inside) / 2) * sorted.length);
  return { low: sorted[outside], high: sorted[sorted.length - 1 - outside] };
}

/** Of first − second, both resampled with the same seed from the same sizes. */
export function differenceInterval(first: Float64Array, second: Float64Array): Interval {
  return intervalOf(first.map((value, i) => value - second[i]));
}
