/**
 * Unit vectors in a byte a number: rows × dimensions int8, each row stretched so that its largest number is ±127 (scalar
 * quantisation, a row at a time). The stretch need not be kept, since every row has length 1. Read back, a cosine is off by some
 * 0.0006, so that papers change places where they are nearer to each other than that.
 */
import { NearbyError } from '../errors.ts';
import { normalize, type VectorTable, vectorAt } from '../tables/vector-table.ts';

const largest = 127;

export function packVectors(table: VectorTable): Uint8Array {
  const packed = new Int8Array(table.data.length);
  for (let row = 0; row < table.rows; row++) {
    const vector = vectorAt(table, row);
    const most = vector.reduce((longest, value) => Math.max(longest, Math.abs(value)), 0);
    packed.set(
      vector.map((value) => Math.round((value / most) * largest)),
      row * table.dimensions,
    );
  }
  return new Uint8Array(packed.buffer);
}

/** Unit vectors again. @throws NearbyError `bad-shape` for bytes of another length. */
export function unpackVectors(packed: Uint8Array, rows: number, dimensions: number): VectorTable {
  if (packed.length !== rows * dimensions) {
    throw new NearbyError('bad-shape', {
      what: 'file of vectors',
      got: `${packed.length} bytes`,
      expected: `${rows * dimensions} bytes`,
    });
  }
  const data = Float32Array.from(new Int8Array(packed.buffer, packed.byteOffset, packed.length));
  const table = { rows, dimensions, data };
  for (let row = 0; row < rows; row++) normalize(vectorAt(table, row));
  return table;
}
