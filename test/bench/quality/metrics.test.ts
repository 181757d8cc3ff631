import { describe, expect, it } from 'vitest';
import {
  averageRanks,
  mean,
  ndcgAt10,
  recallAt,
  reciprocalRank,
  reciprocalRankFusion,
  spearman,
} from './metrics.ts';

describe('ndcgAt10', () => {
  it('is 1 for the best order and counts places by 1 / log2(place + 1)', () => {
    const grades = { a: 3, b: 2, c: 1 };
    expect(ndcgAt10(['a', 'b', 'c'], grades)).toBe(1);
    // (1/1 + 2/log2(3) + 3/2) of (3/1 + 2/log2(3) + 1/2): by hand 3.76186 / 4.76186.
    expect(ndcgAt10(['c', 'b', 'a'], grades)).toBeCloseTo(0.789998, 5);
    // One relevant paper at place 3: 1 / log2(4).
    expect(ndcgAt10(['x', 'y', 'a'], { a: 1 })).toBeCloseTo(0.5, 12);
  });

  it('looks at ten places only, of the answer and of the best order', () => {
    const eleven = Array.from({ length: 11 }, (_, i) => `p${i}`);
    expect(ndcgAt10([...eleven.slice(1), 'p0'], { p0: 1 })).toBe(0);
    expect(ndcgAt10(eleven.slice(0, 10), Object.fromEntries(eleven.map((id) => [id, 1])))).toBeCloseTo(1, 12);
  });

  it('is 0 without an answer, and where nothing is relevant', () => {
    expect(ndcgAt10([], { a: 1 })).toBe(0);
    expect(ndcgAt10(['a'], {})).toBe(0);
    expect(ndcgAt10(['a'], { a: 0 })).toBe(0);
  });
});

describe('reciprocalRankFusion', () => {
  it('adds 1 / (k + place) over the lists', () => {
    // With k 1: a 1/2 + 1/4, b 1/3 + 1/2, c 1/4, d 1/3.
    expect(
      reciprocalRankFusion(
        [
          ['a', 'b', 'c'],
          ['b', 'd', 'a'],
        ],
        1,
      ),
    ).toEqual(['b', 'a', 'd', 'c']);
  });

  it('keeps one list as it is, and nothing as nothing', () => {
    expect(reciprocalRankFusion([['c', 'a', 'b'], []])).toEqual(['c', 'a', 'b']);
    expect(reciprocalRankFusion([])).toEqual([]);
  });
});

describe('recallAt and reciprocalRank', () => {
  it('count the place of the one right answer', () => {
    expect([1, 10, 11, null].map((rank) => recallAt(10, rank))).toEqual([1, 1, 0, 0]);
    expect([1, 4, null].map(reciprocalRank)).toEqual([1, 0.25, 0]);
  });
});

describe('spearman', () => {
  it('is 1 for any rising relation and −1 for any falling one', () => {
    expect(spearman([1, 2, 3, 4], [1, 10, 11, 1000])).toBeCloseTo(1, 12);
    expect(spearman([1, 2, 3, 4], [8, 0.4, 0.3, -5])).toBeCloseTo(-1, 12);
  });

  it('without ties is 1 − 6 Σd² / n(n² − 1)', () => {
    // Ranks 1 2 3 4 5 against 2 1 4 3 5: Σd² is 4, so 1 − 24 / 120.
    expect(spearman([10, 20, 30, 40, 50], [2, 1, 4, 3, 5])).toBeCloseTo(0.8, 12);
  });

  it('gives equal values the mean of their ranks', () => {
    expect([...averageRanks([5, 1, 5, 3, 5])]).toEqual([4, 1, 4, 2, 4]);
    // Ranks 1, 2.5, 2.5, 4 against 1, 2, 3, 4: covariance 4.5, squares 4.5 and 5.
    expect(spearman([1, 2, 2, 3], [1, 2, 3, 4])).toBeCloseTo(4.5 / Math.sqrt(4.5 * 5), 12);
  });

  it('says nothing where one side is constant or empty', () => {
    expect(spearman([1, 1, 1], [1, 2, 3])).toBeNaN();
    expect(spearman([], [])).toBeNaN();
  });
});

describe('mean', () => {
  it('is that of all values, and of none not a number', () => {
    expect(mean([1, 2, 6])).toBe(3);
    expect(mean([])).toBeNaN();
  });
});
