import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareTitles, letterSimilarity, titleForms } from '../../src/search/title-similarity.ts';

/** Levenshtein's distance by its definition. */
function edits(a: string, b: string): number {
  if (a === '' || b === '') return a.length + b.length;
  return Math.min(
    edits(a.slice(1), b) + 1,
    edits(a, b.slice(1)) + 1,
    edits(a.slice(1), b.slice(1)) + (a[0] === b[0] ? 0 : 1),
  );
}

const likeness = (a: string, b: string) => compareTitles(titleForms(a), titleForms(b));

describe('letterSimilarity', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 });

  it('is 1 − edits / letters of the longer', () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        const expected = a === b ? 1 : 1 - edits(a, b) / Math.max(a.length, b.length);
        expect(letterSimilarity(a, b)).toBeCloseTo(expected, 10);
      }),
    );
  });

  it('is the same, or 0 where it is below what is asked for', () => {
    fc.assert(
      fc.property(word, word, fc.double({ min: 0, max: 1, noNaN: true }), (a, b, atLeast) => {
        const whole = letterSimilarity(a, b);
        const answer = letterSimilarity(a, b, atLeast);
        if (answer !== whole) expect([answer, whole < atLeast]).toEqual([0, true]);
      }),
    );
  });
});

describe('titles', () => {
  it('are one however they are spaced, hyphenated, accented or written large', () => {
    expect(likeness('Naïve  Bayes & state-of-the-art', 'NAIVE BAYES, State of the Art')).toMatchObject({
      similarity: 1,
      sameNumbers: true,
    });
  });

  it('are one without the subtitle, which a short title is said to be', () => {
    const long = 'A quick guide to bees: pollen, nectar and dances';
    expect(likeness('A quick guide to bees', long)).toMatchObject({ similarity: 1, byShortHead: false });
    expect(likeness('BERT', 'BERT: Pre-training of transformers')).toMatchObject({
      similarity: 1,
      byShortHead: true,
    });
  });

  it('are not one because they begin alike', () => {
    const [one, other] = [
      'The bees of the north: a survey',
      'The bees of the north: what children say of it',
    ];
    expect(likeness(one, other).similarity).toBeLessThan(0.75);
  });

  it('have other numbers in other parts of a series', () => {
    expect(likeness('On bees, part II', 'On bees, part III').sameNumbers).toBe(false);
    expect(likeness('GPT-3 and bees', 'GPT-4 and bees').sameNumbers).toBe(false);
  });
});
