import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DamagedBlob, readCheckedBlob, writeCheckedBlob } from '../../src/store/checked-blob.ts';

const copyOf = (bytes: Uint8Array) => new Uint8Array(bytes).buffer;

describe('a checked blob', () => {
  it('gives back its extents and its parts', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), fc.array(fc.uint8Array({ maxLength: 9 })), (rows, k, parts) => {
        const blob = readCheckedBlob('knng', copyOf(writeCheckedBlob('knng', rows, k, parts)));
        expect({ rows: blob.rows, k: blob.k }).toEqual({ rows, k });
        expect(Buffer.from(blob.body)).toEqual(Buffer.concat(parts));
      }),
    );
  });

  it('is refused after any one byte was changed or any number cut off', () => {
    const whole = writeCheckedBlob('layt', 3, 7, [Uint8Array.of(1, 2, 3, 4, 5)]);
    for (let i = 0; i < whole.length; i++) {
      const changed = new Uint8Array(whole);
      changed[i] ^= 0x10;
      expect(() => readCheckedBlob('layt', copyOf(changed))).toThrow(DamagedBlob);
      expect(() => readCheckedBlob('layt', copyOf(whole.subarray(0, i)))).toThrow(DamagedBlob);
    }
  });

  it('is refused in the place of another', () => {
    const graph = writeCheckedBlob('knng', 0, 0, []);
    expect(() => readCheckedBlob('layt', copyOf(graph))).toThrow('it begins with "NBYDknng"');
  });
});
