/** What colour each row has, and the legend that says so. */
import type { Topic } from '../../src/server/api-types.ts';
import { assignSwatches } from './assign-swatches.ts';
import { colorByValue, similarityScale, trustScale } from './color-by-value.ts';
import { cssOf } from './oklch.ts';
import { mapTheme, rampWords, swatchCount, swatchWords, type ThemeName } from './palette.ts';
import type { MapData } from './read-map.ts';
import { codeOf, type Legend, type RowColors, rampSteps } from './row-colors.ts';

export { codeOf, type Legend, type LegendEntry, type RowColors } from './row-colors.ts';

export const colorings = ['topic', 'year', 'list', 'category', 'similarity', 'trust', 'none'] as const;
export type ColorBy = (typeof colorings)[number];

/** The oldest 2 % of papers share the ramp's first colour: one paper of 1958 must not leave the rest in two colours. */
const oldestShare = 0.02;

/**
 * @param topics all levels; only those of level 0 give colours. A row whose topic is not among them is grey.
 * @param similarities to the question, one a row; null where nothing is asked, or not answered yet.
 */
export function colorRows(
  data: MapData,
  by: ColorBy,
  topics: readonly Topic[],
  theme: ThemeName,
  similarities: Float32Array | null = null,
): RowColors {
  switch (by) {
    case 'topic':
      return colorByTopic(data, topics, theme);
    case 'year':
      return colorByYear(data, theme);
    case 'similarity':
      return colorByValue(data.rows, similarityScale(similarities), theme);
    case 'trust':
      return colorByValue(data.rows, trustScale(data.keptPercent), theme);
    case 'none':
      return colorAlike(data, theme);
    default:
      return colorByLabel(data, by, theme);
  }
}

function colorByTopic(data: MapData, topics: readonly Topic[], theme: ThemeName): RowColors {
  const coarse = topics.filter((topic) => topic.level === 0);
  const swatchOf = assignSwatches(coarse);
  const words = swatchWords(theme);
  const groups = coarse.map((topic, i) => ({ code: topic.id, label: topic.name, word: words[swatchOf[i]] }));
  const topicOfRow = data.topicLevels[0] ?? new Int32Array(data.rows).fill(codeOf.none);
  return colorGroups('Topic', topicOfRow, groups, 'No topic', theme);
}

function colorByLabel(data: MapData, by: 'list' | 'category', theme: ThemeName): RowColors {
  const title = by === 'list' ? 'List' : 'Category';
  const column = data.coded.get(by) ?? { codes: new Int32Array(data.rows).fill(codeOf.none), labels: [] };
  const counts = new Int32Array(column.labels.length);
  for (const code of column.codes) if (code >= 0) counts[code]++;
  const byCount = Array.from(counts, (_, code) => code).sort((a, b) => counts[b] - counts[a] || a - b);
  const words = swatchWords(theme);
  const named = byCount.slice(0, swatchCount);
  const groups = named.map((code, i) => ({ code, label: column.labels[code], word: words[i] }));
  const isNamed = new Uint8Array(column.labels.length);
  for (const code of named) isNamed[code] = 1;
  const codes = column.codes.map((code) => (code < 0 || isNamed[code] ? code : codeOf.other));
  return colorGroups(title, codes, groups, `No ${by}`, theme, byCount.length - named.length);
}

/** @param rare how many labels share the code `other`. */
function colorGroups(
  title: string,
  codeOfRow: Int32Array,
  groups: readonly { code: number; label: string; word: number }[],
  noneLabel: string,
  theme: ThemeName,
  rare = 0,
): RowColors {
  const { none } = mapTheme(theme);
  // Tables by code, not maps: a map's first picture waits for this.
  const groupOf = new Int32Array(groups.reduce((most, { code }) => Math.max(most, code), -1) + 1).fill(-1);
  groups.forEach(({ code }, i) => {
    groupOf[code] = i;
  });
  const codes = new Int32Array(codeOfRow.length);
  const colors = new Uint32Array(codeOfRow.length);
  const counts = new Int32Array(groups.length);
  let others = 0;
  for (let row = 0; row < codes.length; row++) {
    const code = codeOfRow[row];
    const group = code >= 0 && code < groupOf.length ? groupOf[code] : -1;
    if (group >= 0) counts[group]++;
    else if (code === codeOf.other) others++;
    codes[row] = group >= 0 || code === codeOf.other ? code : codeOf.none;
    colors[row] = group >= 0 ? groups[group].word : none;
  }
  const grouped = counts.reduce((sum, count) => sum + count, 0);
  const entries = groups
    .map(({ code, label, word }, i) => ({ label, color: cssOf(word), count: counts[i], code }))
    .filter((entry) => entry.count > 0)
    .sort((a, b) => b.count - a.count || a.code - b.code);
  for (const [code, label, count] of [
    [codeOf.other, `${rare} others`, others],
    [codeOf.none, noneLabel, codes.length - grouped - others],
  ] as const) {
    if (count > 0) entries.push({ label, color: cssOf(none), count, code });
  }
  return { colors, codes, legend: { title, entries, kind: 'categories' } };
}

function colorByYear(data: MapData, theme: ThemeName): RowColors {
  const { none } = mapTheme(theme);
  const known = data.years.filter((year) => year !== codeOf.unknownYear).sort();
  const ramp = rampWords('year', theme, rampSteps);
  const newest = known[known.length - 1] ?? 0;
  const oldest = known[Math.floor(known.length * oldestShare)] ?? 0;
  const span = Math.max(1, newest - oldest);
  const wordOfYear = (year: number): number => {
    if (year === codeOf.unknownYear) return none;
    const place = oldest === newest ? 1 : Math.max(0, (year - oldest) / span);
    return ramp[Math.round(place * (rampSteps - 1))];
  };
  const colors = Uint32Array.from(data.years, wordOfYear);
  const counts = new Map<number, number>();
  for (const year of data.years) counts.set(year, (counts.get(year) ?? 0) + 1);
  const entries = [...counts]
    .sort(([a], [b]) => (a || Infinity) - (b || Infinity))
    .map(([year, count]) => ({
      label: year === codeOf.unknownYear ? 'No year' : String(year),
      color: cssOf(wordOfYear(year)),
      count,
      code: year,
    }));
  const legend: Legend = { title: 'Year', entries, kind: 'ramp' };
  if (known.length > 0) {
    const from = known[0] < oldest ? `≤ ${oldest}` : String(oldest);
    legend.ramp = { from, to: String(newest), colors: ramp.map(cssOf) };
  }
  return { colors, codes: data.years.slice(), legend };
}

function colorAlike(data: MapData, theme: ThemeName): RowColors {
  const word = swatchWords(theme)[0];
  const entries = data.rows > 0 ? [{ label: 'Papers', color: cssOf(word), count: data.rows, code: 0 }] : [];
  return {
    colors: new Uint32Array(data.rows).fill(word),
    codes: new Int32Array(data.rows),
    legend: { title: 'Papers', entries, kind: 'categories' },
  };
}
