import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodePostings, decodeShard, encodePostings, encodeShard } from '../../src/site/word-postings.ts';

/** Places of one form as FTS5 lists them: by row, column and offset. */
const places = fc
  .uniqueArray(fc.tuple(fc.nat(2_000_000), fc.nat(3), fc.nat(30_000)), { selector: String, maxLength: 60 })
  .map((all) => all.sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]));

describe('postings', () => {
  it('come back as they were', () => {
    fc.assert(
      fc.property(places, (all) => {
        const encoded = encodePostings({
          rows: Int32Array.from(all, ([row]) => row),
          columns: Uint8Array.from(all, ([, column]) => column),
          offsets: Int32Array.from(all, ([, , offset]) => offset),
        });
        const { rows, starts, places } = decodePostings(encoded);
        const back = Array.from(rows, (row, i) =>
          Array.from(places.subarray(starts[i], starts[i + 1]), (place) => [
            row,
            place >>> 28,
            place & (2 ** 28 - 1),
          ]),
        );
        expect(back.flat()).toEqual(all);
      }),
    );
  });

  it('that end in the middle are refused', () => {
    const encoded = encodePostings({
      rows: Int32Array.of(900),
      columns: Uint8Array.of(3),
      offsets: Int32Array.of(9000),
    });
    expect(() => decodePostings(encoded.subarray(0, encoded.length - 1))).toThrow(
      'in the middle of a number',
    );
  });

  it('lie side by side in a file, by their forms, whatever signs these have', () => {
    const shard: [string, Uint8Array][] = [
      ['naïve', Uint8Array.of(1, 2, 3)],
      ['深', Uint8Array.of()],
      ['"', Uint8Array.of(255)],
    ];
    expect([...decodeShard(encodeShard(shard))]).toEqual(shard);
  });
});
