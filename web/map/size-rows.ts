/**
 * How large each row is drawn by a number of its own, and the examples that say so. The area of a disc, not its radius,
 * follows the number (its radius the square root): a paper cited four times as often looks four times as much (Flannery,
 * "The relative effectiveness of some common graduated point symbols", The Canadian Cartographer 8, 1971, on why area).
 */
import { sizeFactors } from './splat-points.ts';

/** Above this share of the known numbers all are drawn alike: one paper cited 100,000 times must not make dots of the rest. */
const clipQuantile = 0.99;

/** Numbers a row, and from which of them on a row is more than a dot. */
export interface SizeValues {
  /** One a row; NaN unknown. */
  values: Float32Array;
  /** 0 for counts; for similarities what is far from anything asked. */
  from: number;
  /** A number as people read it. */
  format(value: number): string;
}

export interface RowSizes {
  /** One a row: a place in `sizeFactors`. What is unknown is as small as what is least. */
  sizes: Uint8Array;
  /** Largest first; at most three, and none where nothing is known. */
  examples: { label: string; factor: number }[];
}

export function sizeRows({ values, from, format }: SizeValues): RowSizes {
  const known = values.filter((value) => !Number.isNaN(value)).sort();
  const most = known[known.length - 1] ?? from;
  const clipped = known[Math.ceil(clipQuantile * (known.length - 1))] ?? from;
  // Where nearly all are 0 the clip would be too.
  const to = clipped > from ? clipped : most;
  const sizeOf = (value: number): number => {
    if (!(value > from) || to <= from) return 0;
    const factor = largest * Math.sqrt(Math.min(1, (value - from) / (to - from)));
    let size = 0;
    while (size + 1 < sizeFactors.length && factor > (sizeFactors[size] + sizeFactors[size + 1]) / 2) size++;
    return size;
  };
  const least = known.find((value) => value > from) ?? from;
  const examples: RowSizes['examples'] = [];
  for (const share of exampleShares) {
    if (to <= from) break;
    const value = roundedDown(from + (to - from) * share);
    const isAbove = share === 1 && most > to;
    const label = isAbove ? `${format(value)} and more` : format(value);
    if (
      value > from &&
      value >= Math.min(least, roundedDown(least)) &&
      !examples.some((other) => other.label.startsWith(format(value)))
    )
      examples.push({ label, factor: sizeFactors[sizeOf(value)] });
  }
  return { sizes: Uint8Array.from(values, sizeOf), examples };
}

const largest = sizeFactors[sizeFactors.length - 1];
/** Of the largest disc's area. */
const exampleShares = [1, 1 / 4, 1 / 16];

/** To two digits below 1, to one above: 0.42, 800, 50. */
function roundedDown(value: number): number {
  if (value < 1) return Math.floor(value * 100) / 100;
  const unit = 10 ** Math.floor(Math.log10(value));
  return Math.floor(value / unit) * unit;
}
