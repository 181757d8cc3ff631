import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { atOnce } from '../../src/in-turns.ts';
import { checkHnswFile } from '../../src/index/check-hnsw-file.ts';
import { HnswIndex, hnswAvailable } from '../../src/index/hnsw-index.ts';
import { createRandom } from '../../src/random.ts';
import { gatherRows, vectorAt } from '../../src/tables/vector-table.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { clusteredVectors } from './clustered-vectors.ts';

describe.skipIf(!hnswAvailable().available)('checkHnswFile (hnswlib-node is needed)', () => {
  const rows = 300;
  const dimensions = 8;
  const m = 4;
  const elementBytes = 4 + 2 * m * 4 + dimensions * 4 + 8;
  const upperAt = 96 + rows * elementBytes;
  const vectors = clusteredVectors(rows, dimensions);
  const allRows = Array.from({ length: rows }, (_, row) => row);
  const path = join(temporaryFolder(), 'vectors.hnsw');
  let good: Buffer;

  beforeAll(async () => {
    (await HnswIndex.build(vectors, { m })).save(path);
    good = readFileSync(path);
  });

  /** The reason for which a changed copy is refused, or null. */
  const refusal = (change: (bytes: Buffer) => Buffer | undefined): string | null => {
    const copy = Buffer.from(good);
    writeFileSync(path, change(copy) ?? copy);
    try {
      atOnce(checkHnswFile(path, vectors, allRows));
      return null;
    } catch (thrown) {
      expect(thrown).toMatchObject({ code: 'index-damaged', values: { path } });
      return (thrown as { values: { reason: string } }).values.reason;
    }
  };
  const put = (offset: number, value: number) => (bytes: Buffer) => {
    bytes.writeUInt32LE(value, offset);
    return bytes;
  };

  it('takes the file as it was written, and reads how it was built', () => {
    expect(refusal(() => undefined)).toBeNull();
    expect(atOnce(checkHnswFile(path, vectors, allRows))).toEqual({ m, efConstruction: 80 });
  });

  it('names what is wrong in the head', () => {
    expect(refusal((bytes) => bytes.subarray(0, 40))).toBe('it has 40 bytes, fewer than its head of 96');
    expect(refusal(put(16, 299))).toBe('its number of elements is 299 where the vectors need 300');
    expect(refusal(put(8, 299))).toBe('it has room for 299 elements but 300 in it');
    expect(refusal(put(12, 1))).toMatch(/^it asks for room for 4294967596 elements$/);
    expect(refusal(put(72, 1))).toBe('its m is 1, not from 2 to 10000');
    expect(refusal(put(64, 9))).toBe('its number of links on level 0 is 9 where the vectors need 8');
    expect(refusal(put(32, 36 + 9 * 4))).toBe('its number of dimensions is 9 where the vectors need 8');
    expect(refusal(put(24, 7))).toBe('its size of an element is 7 where the vectors need 76');
    expect(refusal(put(88, 3))).toBe('its efConstruction is 3, less than its m of 4');
    expect(refusal(put(84, 0))).toMatch(/^its level factor is .*, not 1 \/ ln 4$/);
    expect(refusal(put(52, 300))).toMatch(
      /^its searches start at element 300 on level \d, which does not exist$/,
    );
    expect(refusal(put(48, 40))).toMatch(
      /^its searches start at element \d+ on level 40, which does not exist$/,
    );
  });

  it('names what is wrong in an element', () => {
    const third = 96 + 3 * elementBytes;
    expect(refusal(put(third, 9))).toBe('element 3 has 9 links, more than 8');
    // The mark of a deleted element.
    expect(refusal((bytes) => put(third, bytes.readUInt32LE(third) | 0x10000)(bytes))).toMatch(
      /^element 3 has \d+ links/,
    );
    expect(refusal(put(third + 4, 300))).toBe('element 3 has a link to element 300, which does not exist');
    expect(refusal(put(third + 36, 0x7fc00000))).toBe('the vector of row 3 in it is another one');
    expect(refusal(put(third + 36 + dimensions * 4, 4))).toBe('element 3 in it does not stand for row 3');
  });

  it('names what is wrong in the upper levels', () => {
    const lists = upperLists(good, upperAt, rows);
    const withLinks = lists.find(({ bytes, links }) => bytes > 0 && links > 0);
    const without = lists.find(({ bytes }) => bytes === 0);
    if (!withLinks || !without) throw new Error('300 rows have elements on level 1');
    expect(refusal(put(withLinks.at + 4, 5))).toBe(
      `element ${withLinks.element} on level 1 has 5 links, more than 4`,
    );
    expect(refusal(put(withLinks.at + 8, 999))).toBe(
      `element ${withLinks.element} on level 1 has a link to element 999, which does not exist`,
    );
    expect(refusal(put(withLinks.at + 8, without.element))).toBe(
      `element ${withLinks.element} on level 1 has a link to a lower one`,
    );
    expect(refusal(put(without.at, 3))).toBe(`the upper links of element ${without.element} are cut short`);
    expect(refusal((bytes) => bytes.subarray(0, -1))).toBe('its upper levels are cut short');
    expect(refusal((bytes) => bytes.subarray(0, upperAt))).toMatch(
      /^it has \d+ bytes, too few for 300 elements of 76$/,
    );
    expect(refusal((bytes) => Buffer.concat([bytes, Buffer.alloc(4)]))).toMatch(
      /^it has \d+ bytes, 4 more than its elements take$/,
    );
  });

  it('refuses the file of a table in which other rows are copies', () => {
    writeFileSync(path, good);
    const copied = gatherRows(vectors, allRows.with(299, 0));
    expect(() => atOnce(checkHnswFile(path, copied, allRows.slice(0, 299)))).toThrow(
      expect.objectContaining({
        code: 'index-damaged',
        message: expect.stringContaining('its number of elements is 300 where the vectors need 299'),
      }),
    );
  });

  it('lets nothing through that the native code could not bear: damaged files are refused or answer', () => {
    const random = createRandom(11);
    let answered = 0;
    for (let run = 0; run < 400; run++) {
      const bytes = Buffer.from(good);
      // Half of the damage to the few bytes that steer: the head and the upper levels.
      const [from, to] = run % 2 ? [0, bytes.length] : random() < 0.3 ? [0, 96] : [upperAt, bytes.length];
      const at = from + Math.floor(random() * (to - from));
      bytes[at] ^= 1 << Math.floor(random() * 8);
      writeFileSync(path, bytes);
      try {
        const index = HnswIndex.load(path, vectors, createHash('sha256').update(bytes).digest('hex'));
        for (let row = 0; row < rows; row += 29) index.search(vectorAt(vectors, row), 20);
        answered++;
      } catch (thrown) {
        expect(thrown).toMatchObject({ code: 'index-damaged' });
      }
    }
    // A link to another element that exists cannot be told from a right one, and does no harm.
    expect(answered).toBeLessThan(200);
  });
});

/** Where each element's upper links begin, how many bytes they are, and how many links its list on level 1 has. */
function upperLists(file: Buffer, from: number, rows: number) {
  let at = from;
  return Array.from({ length: rows }, (_, element) => {
    const bytes = file.readUInt32LE(at);
    const list = { element, at, bytes, links: bytes > 0 ? file.readUInt32LE(at + 4) : 0 };
    at += 4 + bytes;
    return list;
  });
}
