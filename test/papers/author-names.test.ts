import { describe, expect, it } from 'vitest';
import { authorNames } from '../../src/papers/author-names.ts';

describe('authorNames', () => {
  it('reads lists of names and of records', () => {
    expect(
      authorNames([
        'Ilse Brandt',
        'Vega, Luz',
        { name: 'Ada Okafor' },
        { family: 'Berg', given: 'Anna', 'non-dropping-particle': 'van der' },
        { firstName: 'Séan', lastName: "O'Neill" },
        { literal: 'The Press Group' },
        { display_name: 'Roe, Rick' },
        null,
        5,
      ]),
    ).toEqual([
      'Ilse Brandt',
      'Luz Vega',
      'Ada Okafor',
      'Anna van der Berg',
      "Séan O'Neill",
      'The Press Group',
      'Rick Roe',
    ]);
  });

  it('takes a text of names apart at what stands between them', () => {
    expect(authorNames('Brandt, Ilse; Vega, Luz')).toEqual(['Ilse Brandt', 'Luz Vega']);
    expect(authorNames('Ilse Brandt, Luz Vega and Ada Okafor')).toEqual([
      'Ilse Brandt',
      'Luz Vega',
      'Ada Okafor',
    ]);
    expect(authorNames('Brandt, Ilse and Vega, Luz')).toEqual(['Ilse Brandt', 'Luz Vega']);
    expect(authorNames('Brandt, I., Vega, L. M.')).toEqual(['I. Brandt', 'L. M. Vega']);
    expect(authorNames('Brandt, Ilse (57190000001); Vega, Luz (57190000002)')).toEqual([
      'Ilse Brandt',
      'Luz Vega',
    ]);
    expect(authorNames('Brandt, Ilse')).toEqual(['Ilse Brandt']);
    expect(authorNames('Plato')).toEqual(['Plato']);
  });

  it('gives none for what are no names', () => {
    for (const value of ['', '  ', null, undefined, 5, {}, [], [{}]]) expect(authorNames(value)).toEqual([]);
  });
});
