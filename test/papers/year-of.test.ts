import { describe, expect, it } from 'vitest';
import { yearOf } from '../../src/papers/year-of.ts';

describe('yearOf', () => {
  it('finds the year in what files give for a date', () => {
    for (const value of [
      2021,
      '2021',
      '2021.0',
      ' 2021 ',
      '2021-03-05',
      '05/03/2021',
      'Mar 2021',
      '20210305',
      'c2021',
      '2021/03/05/',
      { year: 2021 },
      { 'date-parts': [[2021, 3]] },
      [[2021, 3]],
      '2021-03-05T10:00:00Z',
    ])
      expect(yearOf(value)).toBe(2021);
    expect(yearOf(1450)).toBe(1450);
    expect(yearOf('2100')).toBe(2100);
  });

  it('gives null for what is no year from 1450 to 2100', () => {
    for (const value of [
      1449,
      2101,
      -2021,
      2021.5,
      '2021.5',
      '-2021',
      Number.NaN,
      Number.POSITIVE_INFINITY,
      '',
      'in press',
      '1609459200',
      true,
      null,
      undefined,
      {},
      [],
      { 'date-parts': [[]] },
    ])
      expect(yearOf(value)).toBeNull();
  });
});
