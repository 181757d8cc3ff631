import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkVectors, gatherRows, normalize, vectorAt } from '../../src/tables/vector-table.ts';

const table = { rows: 3, dimensions: 2, data: Float32Array.of(1, 0, 0, 1, 0.6, 0.8) };

describe('gatherRows', () => {
  it('copies rows in the order asked for, also repeatedly', () => {
    const gathered = gatherRows(table, [2, 0, 2]);
    expect(gathered).toEqual({ rows: 3, dimensions: 2, data: Float32Array.of(0.6, 0.8, 1, 0, 0.6, 0.8) });
    gathered.data.fill(0);
    expect(vectorAt(table, 2)).toEqual(Float32Array.of(0.6, 0.8));
  });

  it('gives an empty table of the same dimensions for no rows', () => {
    expect(gatherRows(table, [])).toEqual({ rows: 0, dimensions: 2, data: new Float32Array(0) });
  });
});

describe('normalize', () => {
  it('gives every vector with a direction the length 1', () => {
    const numbers = fc.array(fc.float({ min: -1000, max: 1000, noNaN: true }), {
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(numbers, (values) => {
        fc.pre(values.some((value) => Math.abs(value) > 1e-3));
        expect(Math.hypot(...normalize(Float32Array.from(values)))).toBeCloseTo(1, 5);
      }),
    );
  });

  it('refuses one without a direction', () => {
    for (const values of [[0, 0], [Number.NaN], [Number.POSITIVE_INFINITY, 1]]) {
      expect(() => normalize(Float32Array.from(values))).toThrow(/^The vector of row 0 has length/);
    }
  });
});

describe('checkVectors', () => {
  it('gives a table of unit vectors back', () => {
    expect(checkVectors(table)).toBe(table);
  });

  it('refuses the first row that is not of unit length or not finite, and a table of another size', () => {
    const wrong = { ...table, data: Float32Array.of(1, 0, 0.5, 0.5, Number.NaN, 0) };
    expect(() => checkVectors(wrong)).toThrow(/^The vector of row 1 has length 0\.7/);
    expect(() => checkVectors(gatherRows(wrong, [2]))).toThrow(/^The vector of row 0 has length NaN/);
    expect(() => checkVectors({ ...table, rows: 2 })).toThrow('A vector table has 6 where 4 is expected.');
  });
});
