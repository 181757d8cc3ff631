import { describe, expect, it } from 'vitest';
import { colorByValue, similarityScale, trustScale } from '../../../web/map/color-by-value.ts';
import { colorRows } from '../../../web/map/coloring.ts';
import { cssOf, wordToOklch } from '../../../web/map/oklch.ts';
import { mapTheme } from '../../../web/map/palette.ts';
import { readMap } from '../../../web/map/read-map.ts';
import { codeOf } from '../../../web/map/row-colors.ts';
import { threeRows, writeMapBody } from './map-body.ts';

const similarities = Float32Array.from({ length: 1000 }, (_, row) => -0.1 + (row / 999) ** 4 * 0.7);

describe.each(['light', 'dark'] as const)('rows coloured by similarity on %s paper', (theme) => {
  const { colors, codes, legend } = colorByValue(1000, similarityScale(similarities), theme);
  const lightness = Array.from(colors, (word) => wordToOklch(word).lightness);

  it('go steadily away from the paper with their value', () => {
    for (let row = 1; row < 1000; row++) {
      const step = lightness[row] - lightness[row - 1];
      expect(theme === 'light' ? -step : step).toBeGreaterThanOrEqual(0);
    }
    expect(Math.abs(lightness[999] - lightness[0])).toBeGreaterThan(0.4);
  });

  it('are counted in bands that can be read, each row in the band of its value', () => {
    expect(legend.entries.map(({ label }) => label)).toEqual([
      'under 0.00',
      '0.00 to 0.10',
      '0.10 to 0.20',
      '0.20 to 0.30',
      '0.30 to 0.40',
      '0.40 to 0.50',
      '0.50 and more',
    ]);
    expect(legend.entries.reduce((sum, { count }) => sum + count, 0)).toBe(1000);
    for (const { code, label } of legend.entries) {
      const inBand = [...similarities].filter((_, row) => codes[row] === code);
      const [low, high] = (label.match(/[\d.]+/g) ?? []).map(Number);
      expect(Math.max(...inBand)).toBeLessThan(high ?? (label.startsWith('under') ? low : 1));
      expect(Math.min(...inBand)).toBeGreaterThanOrEqual(label.startsWith('under') ? -1 : low - 1e-6);
    }
  });

  it('have a ramp that says its values', () => {
    expect(legend.kind).toBe('ramp');
    expect(legend.ramp?.from).toMatch(/^≤ −0\.\d\d$/);
    expect(legend.ramp?.to).toMatch(/^≥ 0\.\d\d$/);
    expect(legend.ramp?.colors[0]).toBe(cssOf(colors[0]));
  });
});

describe('rows coloured by a value', () => {
  it('keep the code of a band when the scale moves, so that an address hides the same', () => {
    const codeOfLabel = (values: Float32Array, label: string) =>
      colorByValue(values.length, similarityScale(values), 'light').legend.entries.find(
        (entry) => entry.label === label,
      )?.code;
    const narrower = similarities.map((value) => value * 0.9);
    expect(codeOfLabel(narrower, '0.20 to 0.30')).toBe(codeOfLabel(similarities, '0.20 to 0.30'));
    expect(codeOfLabel(similarities, '0.20 to 0.30')).toBe(120);
  });

  it('are grey and one entry where nothing is known', () => {
    const { colors, codes, legend } = colorByValue(3, similarityScale(null), 'light');
    expect([...colors]).toEqual(new Array(3).fill(mapTheme('light').none));
    expect([...codes]).toEqual(new Array(3).fill(codeOf.none));
    expect(legend.entries).toMatchObject([{ label: 'Not known', count: 3 }]);
    expect(legend.ramp).toBeUndefined();
  });

  it('have a scale also where all are equal', () => {
    const { legend } = colorByValue(2, similarityScale(Float32Array.of(0.25, 0.25)), 'dark');
    expect(legend.entries.map(({ count }) => count)).toEqual([2]);
  });
});

describe('rows coloured by trust', () => {
  const { colors, legend } = colorByValue(5, trustScale(Uint8Array.of(0, 33, 67, 100, 255)), 'light');

  it('stand out where they are not to be trusted', () => {
    const away = Array.from(colors.subarray(0, 4), (word) => wordToOklch(word).lightness);
    expect(away).toEqual([...away].sort((a, b) => a - b));
    expect(colors[4]).toBe(mapTheme('light').none);
  });

  it('are told apart at a third, which is trusted, and at two thirds', () => {
    expect(legend.entries.map(({ label, count }) => [label, count])).toEqual([
      ['under a third', 1],
      ['a third to two thirds', 1],
      ['two thirds and more', 2],
      ['Not counted', 1],
    ]);
  });

  it('come from the map, where the build counted', () => {
    const kept = { name: 'kept', type: 'u8', perRow: 1, values: [10, 255, 90] } as const;
    const counted = readMap(writeMapBody(3, [...threeRows, kept]));
    const labels = (data: typeof counted) =>
      colorRows(data, 'trust', [], 'light').legend.entries.map(({ label }) => label);
    expect(labels(counted)).toEqual(['under a third', 'two thirds and more', 'Not counted']);
    expect(labels(readMap(writeMapBody(3, threeRows)))).toEqual(['Not counted']);
  });
});
