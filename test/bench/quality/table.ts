/** Figures of one model, or of two side by side → lines of a markdown table, and of JSON. */
import { differenceInterval, figureOf, type Interval, intervalOf, resample } from './bootstrap.ts';
import type { Figure } from './figure.ts';

/** A figure with its interval; null where it is not of a sample. */
interface Measured {
  value: number;
  interval: Interval | null;
}

export interface TableRow extends Measured {
  set: string;
  of: string;
  measure: string;
  /** Of the other model, and first minus other; null without one. */
  other: Measured | null;
  difference: Measured | null;
}

/** @param others of the other model, the same figures in the same order; null without one. */
export function tableRows(figures: readonly Figure[], others: readonly Figure[] | null): TableRow[] {
  return figures.map(({ set, of, measure, statistic }, i) => {
    const resampled = resample(statistic);
    const value = figureOf(statistic);
    const row = { set, of, measure, value, interval: resampled && intervalOf(resampled) };
    const second = others?.[i];
    if (!second) return { ...row, other: null, difference: null };
    if (second.set !== set || second.measure !== measure) {
      throw new Error(`"${set}, ${measure}" stands beside "${second.set}, ${second.measure}".`);
    }
    const otherResampled = resample(second.statistic);
    const otherValue = figureOf(second.statistic);
    return {
      ...row,
      other: { value: otherValue, interval: otherResampled && intervalOf(otherResampled) },
      difference: {
        value: value - otherValue,
        interval: resampled && otherResampled && differenceInterval(resampled, otherResampled),
      },
    };
  });
}

/** @param models one name or two. Differences are in bold where their interval leaves 0 out. */
export function markdownTable(rows: readonly TableRow[], models: readonly string[]): string {
  const [first, other] = models;
  const heads = ['set', 'of', 'measure', first, ...(other === undefined ? [] : [other, 'difference'])];
  const lines = rows.map((row) => {
    const cells = [row.set, row.of, row.measure, shown(row, 1)];
    if (row.other && row.difference) cells.push(shown(row.other, 1), shownDifference(row.difference));
    return cells;
  });
  const rule = heads.map((_, i) => (i < 3 ? '---' : '---:'));
  return [heads, rule, ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** One object a line, with every digit. */
export function jsonLines(rows: readonly TableRow[], models: readonly string[], machine: string): string {
  const [model, against = null] = models;
  return rows.map((row) => `${JSON.stringify({ model, against, ...row, machine })}\n`).join('');
}

function shown({ value, interval }: Measured, digits: number): string {
  // Adding 0 takes the sign off what was rounded to −0.
  const fixed = (number: number) => (Number(number.toFixed(digits)) + 0).toFixed(digits);
  return interval ? `${fixed(value)} [${fixed(interval.low)}, ${fixed(interval.high)}]` : fixed(value);
}

/** With a digit more: two models may be near each other. */
function shownDifference(difference: Measured): string {
  const { value, interval } = difference;
  const text = `${value >= 0.005 ? '+' : ''}${shown(difference, 2)}`;
  return interval && (interval.low > 0 || interval.high < 0) ? `**${text}**` : text;
}
