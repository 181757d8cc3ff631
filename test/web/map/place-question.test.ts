import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeQuestion } from '../../../web/map/place-question.ts';

/** Twelve papers around (0, 0), three around (10, 0), and one at (5, 9). */
const points = Float32Array.from([
  ...Array.from({ length: 12 }, (_, i) => [Math.cos(i) * 0.2, Math.sin(i) * 0.2]).flat(),
  ...[10, 0.1, 10.1, 0, 9.9, 0],
  ...[5, 9],
]);
const hitsOf = (rows: readonly number[], similarity = 0.5) => rows.map((row) => ({ row, similarity }));

describe('the place of a question', () => {
  it('is among the larger group of its hits, not between the groups', () => {
    const place = placeQuestion(points, hitsOf([12, 0, 13, 1, 2, 3, 4]))!;
    expect(place.rows).toEqual([0, 1, 2, 3, 4]);
    expect(place.of).toBe(7);
    expect(Math.hypot(place.xData, place.yData)).toBeLessThan(0.3);
  });

  it('is among fewer hits where these are much nearer to the question', () => {
    const place = placeQuestion(points, [...hitsOf([12, 13], 0.9), ...hitsOf([0, 1, 2], 0.2)])!;
    expect(place.rows).toEqual([12, 13]);
  });

  it('is pulled towards the more similar of a group', () => {
    const place = placeQuestion(points, [...hitsOf([13], 0.9), ...hitsOf([14], 0.1)])!;
    expect(place.xData).toBeCloseTo(10.08, 5);
  });

  it('counts hits alike where no similarity is known', () => {
    expect(placeQuestion(points, hitsOf([12, 13, 14], 0))!.xData).toBeCloseTo(10, 5);
  });

  it('is nowhere without hits, with one alone, and where each is somewhere else', () => {
    expect(placeQuestion(points, [])).toBeNull();
    expect(placeQuestion(points, hitsOf([3]))).toBeNull();
    expect(placeQuestion(points, hitsOf([0, 12, 15]))).toBeNull();
    expect(placeQuestion(points, hitsOf([99, -1]))).toBeNull();
  });

  it('always lies within its own group of hits', () => {
    const hit = fc.record({
      row: fc.nat(15),
      // As finely as similarities differ: the products of the least doubles there are would be 0.
      similarity: fc.integer({ min: -1000, max: 1000 }).map((thousandths) => thousandths / 1000),
    });
    fc.assert(
      fc.property(fc.uniqueArray(hit, { maxLength: 16, selector: ({ row }) => row }), (hits) => {
        const place = placeQuestion(points, hits);
        if (!place) return;
        const xs = place.rows.map((row) => points[2 * row]);
        const ys = place.rows.map((row) => points[2 * row + 1]);
        expect(place.xData).toBeGreaterThanOrEqual(Math.min(...xs) - 1e-6);
        expect(place.xData).toBeLessThanOrEqual(Math.max(...xs) + 1e-6);
        expect(place.yData).toBeGreaterThanOrEqual(Math.min(...ys) - 1e-6);
        expect(place.yData).toBeLessThanOrEqual(Math.max(...ys) + 1e-6);
        expect(place.rows.length).toBeLessThanOrEqual(place.of);
      }),
      { numRuns: 300 },
    );
  });
});
