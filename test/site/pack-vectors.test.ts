import { describe, expect, it } from 'vitest';
import { packVectors, unpackVectors } from '../../src/site/pack-vectors.ts';
import { dot, vectorAt } from '../../src/tables/vector-table.ts';
import { expectRefusal } from '../refusal.ts';
import { unitVectors } from '../store/generate-papers.ts';

describe('packed vectors', () => {
  it('take a byte a number and come back as unit vectors that point nearly the same way', () => {
    const table = unitVectors(200, 256, 5);
    const packed = packVectors(table);
    expect(packed.length).toBe(200 * 256);
    const back = unpackVectors(packed, 200, 256);
    for (let row = 0; row < 200; row++) {
      const [before, after] = [vectorAt(table, row), vectorAt(back, row)];
      expect(dot(after, after)).toBeCloseTo(1, 5);
      // Rounding by at most half of a 127th of the largest number, in 256 of them.
      expect(dot(before, after)).toBeGreaterThan(0.9998);
    }
  });

  it('of another length are refused', () => {
    const packed = packVectors(unitVectors(3, 8));
    expectRefusal(() => unpackVectors(packed, 3, 9), 'bad-shape', /has 24 bytes where 27 bytes is expected/);
  });
});
