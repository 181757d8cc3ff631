/** A line of the table, for one model: what was measured on what, and from what it can be drawn again. */
import type { Statistic } from './bootstrap.ts';
import { mean } from './metrics.ts';

export interface Figure {
  /** The set that it was measured on. */
  set: string;
  /** How much of it, in words: "1033 papers, 30 questions". */
  of: string;
  measure: string;
  statistic: Statistic;
}

/** 100 × the mean of one value (0…1) a question; of several groups the mean of their means, so that each counts the same. */
export function meanTimes100(...groups: (readonly number[])[]): Statistic {
  return {
    sizes: groups.map((values) => values.length),
    of: (drawn) => 100 * mean(drawn.map((rows, group) => meanAt(groups[group], rows))),
  };
}

function meanAt(values: readonly number[], rows: Int32Array): number {
  let sum = 0;
  for (let i = 0; i < rows.length; i++) sum += values[rows[i]];
  return sum / rows.length;
}
