/**
 * Where a form stands, in few bytes. For each row that has it, ascending:
 *
 *     row − the row before (the first: itself)       varint
 *     number of places                               varint
 *     for each place, by column, then offset:
 *       (offset − the offset before in this column) · 4 + column      varint
 *
 * A varint has seven bits a byte, the lowest first, and the eighth set where more follow. A file of forms begins with the length
 * of its head (uint32, little endian) and the head (JSON: the forms, and the length of each one's bytes); the bytes follow.
 */
import type { FormPlaces } from '../store/whole-words.ts';

/** Of one form: for each row a part of `places`, which ends where the next one's begins. */
export interface Postings {
  rows: Int32Array;
  /** One more than rows. */
  starts: Int32Array;
  /** column · 2^28 + offset, ascending within a row: words that stand together in a column follow each other. */
  places: Int32Array;
}

const columnBits = 2;
const placeBits = 28;

export const columnOfPlace = (place: number) => place >>> placeBits;

export function encodePostings({ rows, columns, offsets }: Omit<FormPlaces, 'form'>): Uint8Array {
  const bytes: number[] = [];
  let rowBefore = 0;
  for (let start = 0; start < rows.length; ) {
    let end = start + 1;
    while (end < rows.length && rows[end] === rows[start]) end++;
    pushVarint(bytes, rows[start] - rowBefore);
    pushVarint(bytes, end - start);
    rowBefore = rows[start];
    for (let i = start; i < end; i++) {
      const before = i > start && columns[i - 1] === columns[i] ? offsets[i - 1] : 0;
      pushVarint(bytes, ((offsets[i] - before) << columnBits) | columns[i]);
    }
    start = end;
  }
  return Uint8Array.from(bytes);
}

/** What `encodePostings` was given, by row. @throws RangeError for bytes that end in the middle. */
export function decodePostings(bytes: Uint8Array): Postings {
  const rows: number[] = [];
  const starts: number[] = [];
  const places: number[] = [];
  let at = 0;
  const next = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      if (at >= bytes.length) throw new RangeError('The postings of a word end in the middle of a number.');
      const byte = bytes[at++];
      value |= (byte & 127) << shift;
      if (byte < 128) return value;
    }
  };
  for (let row = 0; at < bytes.length; ) {
    row += next();
    rows.push(row);
    starts.push(places.length);
    let columnBefore = -1;
    let offset = 0;
    for (let left = next(); left > 0; left--) {
      const coded = next();
      const column = coded & ((1 << columnBits) - 1);
      if (column !== columnBefore) offset = 0;
      offset += coded >>> columnBits;
      columnBefore = column;
      places.push(column * 2 ** placeBits + offset);
    }
  }
  starts.push(places.length);
  return { rows: Int32Array.from(rows), starts: Int32Array.from(starts), places: Int32Array.from(places) };
}

function pushVarint(bytes: number[], value: number): void {
  let left = value;
  for (; left > 127; left >>>= 7) bytes.push((left & 127) | 128);
  bytes.push(left);
}

/** Forms with their encoded postings as one file. */
export function encodeShard(shard: readonly (readonly [form: string, postings: Uint8Array])[]): Uint8Array {
  const head = { forms: shard.map(([form]) => form), bytes: shard.map(([, { length }]) => length) };
  const headBytes = new TextEncoder().encode(JSON.stringify(head));
  const total = shard.reduce((sum, [, { length }]) => sum + length, 4 + headBytes.length);
  const file = new Uint8Array(total);
  new DataView(file.buffer).setUint32(0, headBytes.length, true);
  file.set(headBytes, 4);
  let at = 4 + headBytes.length;
  for (const [, postings] of shard) {
    file.set(postings, at);
    at += postings.length;
  }
  return file;
}

/** Form → its encoded postings. */
export function decodeShard(file: Uint8Array): Map<string, Uint8Array> {
  const length = new DataView(file.buffer, file.byteOffset).getUint32(0, true);
  const head = JSON.parse(new TextDecoder().decode(file.subarray(4, 4 + length))) as {
    forms: string[];
    bytes: number[];
  };
  let at = 4 + length;
  return new Map(
    head.forms.map((form, i) => {
      const postings = file.subarray(at, at + head.bytes[i]);
      at += head.bytes[i];
      return [form, postings];
    }),
  );
}
