import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sizeRows } from '../../../web/map/size-rows.ts';
import { sizeFactors } from '../../../web/map/splat-points.ts';

const counts = (values: readonly number[]) =>
  sizeRows({ values: Float32Array.from(values), from: 0, format: String });
const largest = sizeFactors[sizeFactors.length - 1];

describe('sizeRows', () => {
  it('never draws a larger number smaller', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -10, max: 100_000 }), { maxLength: 60 }), (values) => {
        const sorted = [...values].sort((a, b) => a - b);
        const { sizes } = counts(sorted);
        for (let row = 1; row < sizes.length; row++)
          expect(sizes[row]).toBeGreaterThanOrEqual(sizes[row - 1]);
        for (const size of sizes) expect(sizeFactors[size]).toBeDefined();
      }),
      { numRuns: 300 },
    );
  });

  it('gives four times the number about twice the radius', () => {
    const { sizes } = counts(Array.from({ length: 101 }, (_, row) => row));
    expect(sizeFactors[sizes[99]]).toBe(largest);
    expect(sizeFactors[sizes[25]] / largest).toBeCloseTo(1 / 2, 0);
    expect(Math.abs(sizeFactors[sizes[25]] - largest / 2)).toBeLessThan(0.2);
  });

  it('does not let one number make dots of the rest', () => {
    const values = [...Array.from({ length: 299 }, (_, row) => row % 100), 1_000_000];
    const { sizes, examples } = counts(values);
    expect(sizeFactors[sizes[99]]).toBe(largest);
    expect(examples[0].label).toBe('90 and more');
  });

  it('draws the unknown, the negative and zero smallest', () => {
    expect([...counts([Number.NaN, -5, 0, 100]).sizes]).toEqual([0, 0, 0, sizeFactors.length - 1]);
  });

  it('sizes by the few that are above 0 where nearly all are 0', () => {
    const { sizes, examples } = counts([...new Array(500).fill(0), 40]);
    expect(sizes[500]).toBe(sizeFactors.length - 1);
    expect(examples.map(({ label }) => label)).toEqual(['40']);
  });

  it('has examples with the size of their own number, largest first, each once', () => {
    const { examples } = counts(Array.from({ length: 1000 }, (_, row) => row));
    expect(examples.map(({ label }) => label)).toEqual(['900 and more', '200', '60']);
    const factors = examples.map(({ factor }) => factor);
    expect(factors).toEqual([...factors].sort((a, b) => b - a));
    expect(counts([1, 1, 1]).examples).toEqual([{ label: '1', factor: largest }]);
    expect(counts([]).examples).toEqual([]);
    expect(counts([0, 0]).examples).toEqual([]);
  });
});
