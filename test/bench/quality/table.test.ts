import { describe, expect, it } from 'vitest';
import { type Figure, meanTimes100 } from './figure.ts';
import { jsonLines, markdownTable, tableRows } from './table.ts';

const figure = (measure: string, values: number[]): Figure => ({
  ...{ set: 'med', of: `${values.length} questions`, measure },
  statistic: meanTimes100(values),
});
const size = (megabytes: number): Figure => ({
  ...{ set: 'size', of: 'all', measure: 'MB' },
  statistic: { sizes: [], of: () => megabytes },
});

describe('the table of one model', () => {
  it('shows each figure with its interval, and one that is not of a sample without', () => {
    const rows = tableRows([figure('nDCG@10', [0.5, 0.5]), size(11.06)], null);
    expect(markdownTable(rows, ['v0']).split('\n')).toEqual([
      '| set | of | measure | v0 |',
      '| --- | --- | --- | ---: |',
      '| med | 2 questions | nDCG@10 | 50.0 [50.0, 50.0] |',
      '| size | all | MB | 11.1 |',
    ]);
  });
});

describe('the table of two models', () => {
  const hard = Array.from({ length: 100 }, (_, i) => (i % 10) / 10);

  it('shows differences, in bold where their interval leaves 0 out', () => {
    const better = hard.map((value) => value + 0.02);
    // Half a question better here, as much worse there.
    const mixed = hard.map((value, i) => value + (i % 2 === 0 ? 0.01 : -0.01));
    const rows = tableRows(
      [figure('a', better), figure('b', mixed), figure('c', hard), size(2)],
      [...[figure('a', hard), figure('b', hard), figure('c', hard), size(10)]],
    );
    const cells = markdownTable(rows, ['new', 'old'])
      .split('\n')
      .map((line) => line.split(' | ').at(-1));
    expect(cells[0]).toBe('difference |');
    expect(cells[2]).toBe('**+2.00 [2.00, 2.00]** |');
    expect(cells[3]).toMatch(/^0\.00 \[-0\.\d\d, 0\.\d\d\] \|$/);
    expect(cells.slice(4)).toEqual(['0.00 [0.00, 0.00] |', '-8.00 |']);
  });

  it('refuses figures that do not belong together', () => {
    expect(() => tableRows([figure('a', hard)], [figure('b', hard)])).toThrow('"med, a" stands beside');
  });
});

describe('the JSON lines', () => {
  it('hold models, figures and intervals with every digit', () => {
    const rows = tableRows([figure('a', [1 / 3])], [figure('a', [1 / 4])]);
    const [line, end] = jsonLines(rows, ['new', 'old'], 'a machine').split('\n');
    expect(end).toBe('');
    expect(JSON.parse(line)).toMatchObject({
      ...{
        model: 'new',
        against: 'old',
        set: 'med',
        measure: 'a',
        value: 100 * (1 / 3),
        machine: 'a machine',
      },
      interval: { low: 100 * (1 / 3), high: 100 * (1 / 3) },
      other: { value: 25 },
      difference: { value: 100 * (1 / 3) - 25 },
    });
    expect(JSON.parse(jsonLines(tableRows([size(1)], null), ['new'], ''))).toMatchObject({
      ...{ against: null, interval: null, other: null, difference: null },
    });
  });
});
