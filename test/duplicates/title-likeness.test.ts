import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isMisspelt, titleLikeness, titleParts } from '../../src/duplicates/title-likeness.ts';

const likeness = (a: string, b: string) => titleLikeness(titleParts(a), titleParts(b));

describe('titleLikeness', () => {
  it.each([
    ['Attention is all you need', 'Atention is all you need'],
    ['Attention is all you need', 'Attention Is All You-Need!'],
    ['Modelling the behaviour of crows', 'Modeling the behavior of crows'],
    ['Learning to rank papers', 'Learning to rank papers: a study of citations'],
    ['BERT: pre-training of transformers', 'Pre-training of transformers'],
    ['Naïve Bayes for spam filters', 'Naive Bayes for spam filters'],
    ['Deep residual learning in 2 dimensions', 'Deep residual laerning in 2 dimensions'],
  ])('is 1 for one title written twice: %s / %s', (a, b) => {
    expect(likeness(a, b)).toBe(1);
  });

  it.each([
    ['Physics of crows, part I', 'Physics of crows, part II'],
    ['Shared task 2019: an overview', 'Shared task 2020: an overview'],
    ['Erratum: physics of crows in winter', 'Physics of crows in winter'],
    ['Comment on "Physics of crows in winter"', 'Physics of crows in winter'],
    ['On crows', ''],
    ['!?', '!?'],
  ])('is 0 where a number or a notice tells them apart: %s / %s', (a, b) => {
    expect(likeness(a, b)).toBe(0);
  });

  it('is the share of paired words otherwise', () => {
    expect(likeness('Upper bounds for sorting networks', 'Lower bounds for sorting networks')).toBe(0.8);
    expect(likeness('Towards fair sorting', 'Fair sorting')).toBe(0.8);
    expect(likeness('BERT: a study', 'BERT')).toBe(0.5);
  });

  it('is symmetric and within 0…1, and 1 for a title with itself', () => {
    const word = fc.constantFrom(
      'crow',
      'crows',
      'winter',
      'wniter',
      'of',
      'ii',
      '2019',
      'reply',
      'résumé',
      ':',
    );
    const title = fc.array(word, { minLength: 1, maxLength: 8 }).map((words) => words.join(' '));
    fc.assert(
      fc.property(title, title, (a, b) => {
        const one = likeness(a, b);
        expect(likeness(b, a)).toBe(one);
        expect(one >= 0 && one <= 1).toBe(true);
        if (titleParts(a).words.length > 0) expect(likeness(a, a)).toBe(1);
      }),
    );
  });
});

describe('isMisspelt', () => {
  it('allows one edit in words of five letters or more', () => {
    const pairs = [
      ['crows', 'crow'],
      ['winter', 'wnter'],
      ['winter', 'wintter'],
      ['winter', 'wimter'],
      ['winter', 'wniter'],
      ['maximum', 'minimum'],
      ['inter', 'intra'],
      ['high', 'nigh'],
    ];
    expect(pairs.map(([a, b]) => isMisspelt(a, b))).toEqual([
      false,
      true,
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});
