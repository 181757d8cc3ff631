import { describe, expect, it } from 'vitest';
import { differenceInterval, figureOf, intervalOf, resample, type Statistic } from './bootstrap.ts';
import { meanTimes100 } from './figure.ts';

const settings = { draws: 1000, seed: 1, inside: 0.95 };

describe('a figure', () => {
  it('is 100 times the mean, of several groups the mean of their means', () => {
    expect(figureOf(meanTimes100([0, 0.5, 1]))).toBeCloseTo(50, 12);
    expect(figureOf(meanTimes100([1, 1, 1, 1], [0, 0.5]))).toBeCloseTo(62.5, 12);
  });

  it('not of a sample has a value and no draws; of an empty group neither', () => {
    const size: Statistic = { sizes: [], of: () => 11.5 };
    expect(figureOf(size)).toBe(11.5);
    expect(resample(size)).toBeNull();
    expect(resample(meanTimes100([1, 0], []))).toBeNull();
  });
});

describe('resample', () => {
  it('draws as many units as there are, with replacement, within each group', () => {
    const seen: number[][][] = [];
    const sizes = [3, 50];
    resample({ sizes, of: (drawn) => seen.push(drawn.map((rows) => [...rows])) }, { ...settings, draws: 20 });
    expect(seen).toHaveLength(20);
    for (const drawn of seen) {
      drawn.forEach((rows, group) => {
        expect(rows).toHaveLength(sizes[group]);
        expect(rows.every((row) => row >= 0 && row < sizes[group])).toBe(true);
      });
      expect(new Set(drawn[1]).size).toBeLessThan(50);
    }
    expect(new Set(seen.map((drawn) => drawn.join())).size).toBeGreaterThan(10);
  });

  it('draws the same for the same sizes, so that equal models differ by exactly nothing', () => {
    const values = Array.from({ length: 40 }, (_, i) => (i % 7) / 7);
    const [one, two] = [resample(meanTimes100(values))!, resample(meanTimes100([...values]))!];
    expect(differenceInterval(one, two)).toEqual({ low: 0, high: 0 });
  });
});

describe('the interval', () => {
  it('leaves 2.5 % of the draws out on either side', () => {
    const draws = Float64Array.from({ length: 1000 }, (_, i) => (i * 7) % 1000);
    expect(intervalOf(draws)).toEqual({ low: 25, high: 974 });
    expect(intervalOf(Float64Array.of(3))).toEqual({ low: 3, high: 3 });
  });

  it('of a mean is about 1.96 standard errors wide on either side', () => {
    // 0 and 1 by turns: a standard error of 0.5 / √400, so 50 ± 4.9.
    const { low, high } = intervalOf(resample(meanTimes100(Array.from({ length: 400 }, (_, i) => i % 2)))!);
    expect(low).toBeGreaterThan(44.1);
    expect(low).toBeLessThan(46.1);
    expect(high).toBeGreaterThan(53.9);
    expect(high).toBeLessThan(55.9);
  });

  it('of a difference is that of the same questions: far narrower where two models err alike', () => {
    const hard = Array.from({ length: 200 }, (_, i) => (i % 10) / 10);
    const better = hard.map((value, i) => value + (i % 2) / 50);
    const [one, two] = [resample(meanTimes100(better))!, resample(meanTimes100(hard))!];
    const { low, high } = differenceInterval(one, two);
    expect(low).toBeGreaterThan(0.8);
    expect(high).toBeLessThan(1.2);
    expect(intervalOf(one).high - intervalOf(one).low).toBeGreaterThan(5);
  });
});
