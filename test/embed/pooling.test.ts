import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { poolTokens } from '../../src/embed/pooling.ts';
import { NearbyError } from '../../src/errors.ts';

const pooled = (values: number[], dimensions: number, pooling: 'mean' | 'cls' = 'mean') => {
  const vector = new Float32Array(dimensions);
  poolTokens(Float32Array.from(values), pooling, vector);
  return vector;
};

describe('poolTokens', () => {
  it('gives the direction of the mean of all tokens', () => {
    expect([...pooled([3, 0, 0, 4], 2)]).toEqual([Math.fround(0.6), Math.fround(0.8)]);
  });

  it('gives the first token alone for cls', () => {
    expect([...pooled([0, 2, 5, 0], 2, 'cls')]).toEqual([0, 1]);
  });

  it('gives a vector of length 1 that does not depend on the scale', () => {
    const values = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 3, maxLength: 60 });
    fc.assert(
      fc.property(values, fc.constantFrom('mean' as const, 'cls' as const), (raw, pooling) => {
        const tokens = raw.slice(0, raw.length - (raw.length % 3));
        const vector = pooled(tokens, 3, pooling);
        expect(Math.hypot(...vector)).toBeCloseTo(1, 6);
        expect(
          pooled(
            tokens.map((value) => value * 4),
            3,
            pooling,
          ),
        ).toEqual(vector);
      }),
    );
  });

  it('gives the constant direction where there is no token, and where tokens add up to nothing', () => {
    const constant = new Float32Array(4).fill(0.5);
    expect(pooled([], 4)).toEqual(constant);
    expect(pooled([], 4, 'cls')).toEqual(constant);
    expect(pooled([1, 2, 3, 4, -1, -2, -3, -4], 4)).toEqual(constant);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])('refuses a token vector that holds %s', (value) => {
    const error = (() => {
      try {
        pooled([1, value], 2);
      } catch (thrown) {
        return thrown as NearbyError;
      }
    })();
    expect(error).toBeInstanceOf(NearbyError);
    expect(error?.code).toBe('bad-vector');
    expect(error?.message).toContain('The model gives unusable vectors');
  });
});
