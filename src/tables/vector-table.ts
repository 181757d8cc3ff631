import { NearbyError } from '../errors.ts';

/** Unit vectors, row after row: row i is `data[i*dimensions … (i+1)*dimensions)`. */
export interface VectorTable {
  rows: number;
  dimensions: number;
  /** Length rows × dimensions; each row finite and of length 1 (±1e-3). */
  data: Float32Array;
}

/** A view (not a copy) of one row. */
export function vectorAt(table: VectorTable, row: number): Float32Array {
  return table.data.subarray(row * table.dimensions, (row + 1) * table.dimensions);
}

/** A copy of some rows as a table of their own: row i of it is `rows[i]`. */
export function gatherRows(table: VectorTable, rows: ArrayLike<number>): VectorTable {
  const { dimensions } = table;
  const data = new Float32Array(rows.length * dimensions);
  for (let i = 0; i < rows.length; i++) data.set(vectorAt(table, rows[i]), i * dimensions);
  return { rows: rows.length, dimensions, data };
}

/** Dot product of two rows; for unit vectors the cosine similarity. */
export function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

/**
 * Scales a vector in place to length 1 and returns it.
 * @throws NearbyError `bad-vector` where it has no direction (all zero) or holds NaN or infinity.
 */
export function normalize(vector: Float32Array): Float32Array {
  const length = Math.sqrt(dot(vector, vector));
  if (!Number.isFinite(length) || length === 0) throw new NearbyError('bad-vector', { row: 0, length });
  for (let i = 0; i < vector.length; i++) vector[i] /= length;
  return vector;
}

/**
 * Checks every row before native code or the store sees it: hnswlib takes NaN without a word, and one such row
 * spoils every search that passes it.
 * @throws NearbyError `bad-vector` naming the first row that is not finite or not of unit length.
 */
export function checkVectors(table: VectorTable): VectorTable {
  if (table.data.length !== table.rows * table.dimensions) {
    throw new NearbyError('bad-shape', {
      what: 'vector table',
      got: table.data.length,
      expected: table.rows * table.dimensions,
    });
  }
  const wrong = wrongVector(table, 0, table.rows);
  if (wrong) throw wrong;
  return table;
}

/** Of the first row from `from` to before `to` that is not finite or not of unit length. */
export function wrongVector(table: VectorTable, from: number, to: number): NearbyError<'bad-vector'> | null {
  for (let row = from; row < to; row++) {
    const vector = vectorAt(table, row);
    const length = Math.sqrt(dot(vector, vector));
    if (!(Math.abs(length - 1) <= 1e-3)) return new NearbyError('bad-vector', { row, length });
  }
  return null;
}
