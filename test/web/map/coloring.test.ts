import { describe, expect, it } from 'vitest';
import type { Topic } from '../../../src/server/api-types.ts';
import { codeOf, colorings, colorRows } from '../../../web/map/coloring.ts';
import { cssOf } from '../../../web/map/oklch.ts';
import { mapTheme, swatchCount } from '../../../web/map/palette.ts';
import { readMap } from '../../../web/map/read-map.ts';
import { threeRows, writeMapBody } from './map-body.ts';

const data = readMap(writeMapBody(3, threeRows));
const topic = (id: number, level: number, size: number, xData: number): Topic => ({
  id,
  level,
  parent: level === 0 ? null : 0,
  name: `topic ${id}`,
  phrases: [],
  size,
  central: [],
  xData,
  yData: 0,
});
const topics = [topic(0, 0, 1, 0), topic(1, 0, 1, 1), topic(2, 1, 1, 0)];
// By value a row's own colour lies between those of its band's ends.
const ways = colorings.filter((by) => by !== 'similarity' && by !== 'trust');

describe.each(ways)('colorRows by %s', (by) => {
  it('gives each row the colour of its legend entry, and counts every row once', () => {
    const { colors, codes, legend } = colorRows(data, by, topics, 'light');
    expect(legend.entries.reduce((sum, entry) => sum + entry.count, 0)).toBe(3);
    for (let row = 0; row < 3; row++) {
      const entry = legend.entries.find(({ code }) => code === codes[row]);
      expect(entry?.color).toBe(cssOf(colors[row]));
      expect(colors[row] >>> 24).toBe(255);
    }
  });

  it('gives an empty legend and no colours for no rows', () => {
    const columns = threeRows.map((column) => ({ ...column, values: [] }));
    const { colors, legend } = colorRows(readMap(writeMapBody(0, columns)), by, [], 'dark');
    expect(colors).toHaveLength(0);
    expect(legend.entries).toEqual([]);
  });
});

describe('colorRows by topic', () => {
  it('colours by the coarsest topics and leaves unassigned rows grey, last in the legend', () => {
    const { colors, legend } = colorRows(data, 'topic', topics, 'light');
    expect(legend.entries.map(({ label }) => label)).toEqual(['topic 0', 'topic 1', 'No topic']);
    expect(colors[2]).toBe(mapTheme('light').none);
    expect(colors[0]).not.toBe(colors[1]);
  });

  it('keeps a topic at the same place of the palette on both themes', () => {
    const light = colorRows(data, 'topic', topics, 'light').legend.entries.map(({ code }) => code);
    const dark = colorRows(data, 'topic', topics, 'dark').legend.entries.map(({ code }) => code);
    expect(light).toEqual(dark);
  });

  it('leaves rows grey whose topic is not known', () => {
    const { codes } = colorRows(data, 'topic', [], 'light');
    expect([...codes]).toEqual([codeOf.none, codeOf.none, codeOf.none]);
  });
});

describe('colorRows by year', () => {
  it('runs from the oldest to the newest, with unknown years apart', () => {
    const { legend } = colorRows(data, 'year', topics, 'light');
    expect(legend.kind).toBe('ramp');
    expect(legend.entries.map(({ label }) => label)).toEqual(['1999', '2020', 'No year']);
    expect(legend.ramp).toMatchObject({ from: '1999', to: '2020' });
    expect(legend.entries[0].color).toBe(legend.ramp!.colors[0]);
    expect(legend.entries[1].color).toBe(legend.ramp!.colors.at(-1));
  });

  it('does not let one very old paper take up the ramp', () => {
    const years = Int32Array.from({ length: 200 }, (_, i) => (i === 0 ? 1900 : 2000 + (i % 20)));
    const many = { ...data, rows: 200, years };
    const { legend } = colorRows(many, 'year', [], 'light');
    expect(legend.ramp?.from).toBe('≤ 2000');
    expect(legend.entries.find(({ code }) => code === 1900)?.color).toBe(legend.ramp!.colors[0]);
  });

  it('has no ramp where no year is known', () => {
    const { legend } = colorRows({ ...data, years: new Int32Array(3) }, 'year', [], 'light');
    expect(legend.ramp).toBeUndefined();
    expect(legend.entries).toHaveLength(1);
  });
});

describe('colorRows by category', () => {
  it('gathers the labels that are too rare for a colour of their own', () => {
    const labels = Array.from({ length: swatchCount + 5 }, (_, i) => `c${i}`);
    const codes = Int32Array.from({ length: 500 }, (_, row) => Math.floor(Math.sqrt(row)) % labels.length);
    const many = { ...data, rows: 500, coded: new Map([['category', { codes, labels }]]) };
    const { legend } = colorRows(many, 'category', [], 'light');
    expect(legend.entries).toHaveLength(swatchCount + 1);
    expect(legend.entries.at(-1)).toMatchObject({ label: '5 others', code: codeOf.other });
    const counts = legend.entries.slice(0, -1).map(({ count }) => count);
    expect(counts).toEqual([...counts].sort((a, b) => b - a));
    expect(legend.entries.reduce((sum, { count }) => sum + count, 0)).toBe(500);
  });

  it('says so where the corpus has none', () => {
    const { legend } = colorRows({ ...data, coded: new Map() }, 'category', [], 'light');
    expect(legend.entries).toMatchObject([{ label: 'No category', count: 3 }]);
  });
});
