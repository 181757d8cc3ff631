import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fuseScores } from '../../src/search/fuse-scores.ts';

const pair = (meaning: number[], words: number[]) => ({
  meaning: Float64Array.from(meaning),
  words: Float64Array.from(words),
});

describe('fuseScores', () => {
  it('lets the side decide that is surer', () => {
    // By words the third is far ahead; by meaning all are about equal, the first a little ahead.
    const scores = pair([0.52, 0.51, 0.5, 0.49, 0.48], [2, 1, 30, 1, 2]);
    const fused = fuseScores(scores, scores, 0.5);
    expect(fused.indexOf(Math.max(...fused))).toBe(2);
  });

  it('gives the order of one side where the other has nothing to say', () => {
    const scores = pair([0.1, 0.9, 0.5], [0, 0, 0]);
    const fused = fuseScores(scores, scores, 0.5);
    expect(fused[1]).toBeGreaterThan(fused[2]);
    expect(fused[2]).toBeGreaterThan(fused[0]);
  });

  it('does not depend on the range of either score', () => {
    const values = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 3, maxLength: 20 });
    fc.assert(
      fc.property(values, fc.integer({ min: 2, max: 9 }), (numbers, factor) => {
        const words = numbers.map((n, i) => (n * 7 + i * 13) % 101);
        const plain = pair(numbers, words);
        const stretched = pair(
          numbers.map((n) => n * factor + 5),
          words.map((n) => n * 2),
        );
        const a = fuseScores(plain, plain, 0.5);
        const b = fuseScores(stretched, stretched, 0.5);
        a.forEach((score, i) => {
          expect(b[i]).toBeCloseTo(score, 3);
        });
      }),
      { numRuns: 50 },
    );
  });

  it('scores later candidates on the scale of the first', () => {
    const scale = pair([1, 0], [1, 0]);
    const more = pair([1, 0, -1], [1, 0, 0]);
    expect([...fuseScores(scale, more, 0.5)].slice(0, 2)).toEqual([...fuseScores(scale, scale, 0.5)]);
  });

  it('takes scores that differ by rounding for equal', () => {
    const scores = pair([0.9, 0.1], [7, 7 * (1 + 1e-9)]);
    expect([...fuseScores(scores, scores, 0.5)]).toEqual([0.5, -0.5]);
  });

  it('is finite for none, one and equal scores', () => {
    expect([...fuseScores(pair([], []), pair([], []), 0.5)]).toEqual([]);
    expect([...fuseScores(pair([0.4], [3]), pair([0.4], [3]), 0.5)]).toEqual([0]);
    expect([...fuseScores(pair([1, 1], [2, 2]), pair([1, 1], [2, 2]), 0.5)]).toEqual([0, 0]);
  });
});
