/** Rows coloured along a ramp by a number each, with a legend of bands that can be switched off. */
import { cssOf } from './oklch.ts';
import { mapTheme, type RampName, rampWords, type ThemeName } from './palette.ts';
import { codeOf, type LegendEntry, type RowColors, rampSteps } from './row-colors.ts';

/** A number a row and how it is shown. */
export interface ValueScale {
  title: string;
  ramp: RampName;
  /** One a row; NaN unknown. null: nothing is known of any. */
  values: Float32Array | null;
  /** What the first and the last colour of the ramp stand for; the first may be the larger. Values beyond share them. */
  from: number;
  to: number;
  /** Ascending, at least one: where bands begin. The first holds all that is less, the last all that is more. */
  edges: readonly number[];
  /** @param next where the next band begins; null for the last. */
  nameOf(edge: number, next: number | null, isFirst: boolean): string;
  /** Of `from` and `to`, under the ramp. */
  ends: [from: string, to: string];
  unknown: string;
}

export function colorByValue(rows: number, scale: ValueScale, theme: ThemeName): RowColors {
  const { values, from, to, edges } = scale;
  const { none } = mapTheme(theme);
  const ramp = rampWords(scale.ramp, theme, rampSteps);
  const wordOf = (value: number) => {
    const place = Math.min(1, Math.max(0, (value - from) / (to - from)));
    return ramp[Math.round(place * (rampSteps - 1))];
  };
  const bandCodes = edges.map(codeOfEdge);
  const colors = new Uint32Array(rows).fill(none);
  const codes = new Int32Array(rows).fill(codeOf.none);
  const counts = new Map<number, number>();
  for (let row = 0; row < rows; row++) {
    const value = values?.[row] ?? Number.NaN;
    if (!Number.isNaN(value)) {
      let band = 0;
      while (band + 1 < edges.length && value >= edges[band + 1]) band++;
      colors[row] = wordOf(value);
      codes[row] = bandCodes[band];
    }
    counts.set(codes[row], (counts.get(codes[row]) ?? 0) + 1);
  }
  const entries: LegendEntry[] = edges.map((edge, i) => {
    const next = edges[i + 1] ?? null;
    // A band that is open at an end is as wide as its neighbour.
    const width = next !== null ? next - edge : i > 0 ? edge - edges[i - 1] : 0;
    return {
      label: scale.nameOf(edge, next, i === 0),
      color: cssOf(wordOf(edge + width / 2)),
      count: counts.get(bandCodes[i]) ?? 0,
      code: bandCodes[i],
    };
  });
  entries.push({
    label: scale.unknown,
    color: cssOf(none),
    count: counts.get(codeOf.none) ?? 0,
    code: codeOf.none,
  });
  return {
    colors,
    codes,
    legend: {
      title: scale.title,
      entries: entries.filter(({ count }) => count > 0),
      kind: 'ramp',
      ...(values ? { ramp: { from: scale.ends[0], to: scale.ends[1], colors: ramp.map(cssOf) } } : {}),
    },
  };
}

/** The same for a band whatever other bands there are: what the address hides stays hidden when a scale moves. */
const codeOfEdge = (edge: number) => Math.round(100 * edge) + firstCode;
/** Above the codes of the unknown, for the least similarity there is, −1. */
const firstCode = 100;

/** Half of all papers are about equally far from a question: they share the paper's side of the ramp. */
const farQuantile = 0.25;
/** A few papers are what was asked for nearly word by word; they must not push all others to the far end. */
const nearQuantile = 0.998;
const mostBands = 7;

/** @param similarities cosines, one a row; null: none are known. */
export function similarityScale(similarities: Float32Array | null): ValueScale {
  const sorted = similarities?.slice().sort() ?? new Float32Array(0);
  const at = (quantile: number) => sorted[Math.floor(quantile * Math.max(0, sorted.length - 1))] ?? 0;
  const from = at(farQuantile);
  const to = Math.max(from + 0.01, at(nearQuantile));
  const width = [0.05, 0.1, 0.2].find((step) => (to - from) / step <= mostBands) ?? 0.5;
  const edges: number[] = [];
  for (let i = Math.floor(from / width); i * width < to; i++) edges.push(Number((i * width).toFixed(2)));
  return {
    title: 'Similarity to the question',
    ramp: 'similarity',
    values: similarities,
    from,
    to,
    edges: edges.length > 0 ? edges : [0],
    nameOf: (edge, next, isFirst) => {
      if (next === null) return `${decimals(edge)} and more`;
      return isFirst ? `under ${decimals(next)}` : `${decimals(edge)} to ${decimals(next)}`;
    },
    ends: [`≤ ${decimals(from)}`, `≥ ${decimals(to)}`],
    unknown: 'Not known',
  };
}

/** A minus sign, not a hyphen. */
const decimals = (value: number) => value.toFixed(2).replace('-', '−');

const unknownPercent = 255;

/** @param keptPercent of each paper's nearest, the percentage near it on the map; 255 unknown. */
export function trustScale(keptPercent: Uint8Array | null): ValueScale {
  return {
    title: 'Trust in the place on the map',
    ramp: 'trust',
    values:
      keptPercent &&
      Float32Array.from(keptPercent, (percent) => (percent === unknownPercent ? Number.NaN : percent / 100)),
    // What is not to be trusted is to be seen.
    from: 1,
    to: 0,
    // Under a third a place is said not to be trusted (paper pane, figures of the corpus); percentages are rounded.
    edges: [0, 0.33, 0.66],
    nameOf: (_, next, isFirst) => {
      if (next === null) return 'two thirds and more';
      return isFirst ? 'under a third' : 'a third to two thirds';
    },
    ends: ['all near', 'none near'],
    unknown: 'Not counted',
  };
}
