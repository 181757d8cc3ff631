import { crc32 } from 'node:zlib';

/**
 * A table of numbers as one BLOB with a head, so that one that was cut short, damaged or put in another's place is
 * noticed before its numbers are used as rows. All numbers are little endian.
 *
 * | offset | bytes | what |
 * |---|---|---|
 * | 0 | 4 | "NBYD" |
 * | 4 | 4 | what it holds, in four letters: "knng", "layt", "topc", "dupl", "kept", "figs", "hnsw" |
 * | 8 | 4 | rows, uint32 |
 * | 12 | 4 | k, uint32: the second extent where there is one (neighbours a row, levels of topics), else 0 |
 * | 16 | 4 | CRC-32 of bytes 0–15 and of everything from 20 on, uint32 |
 * | 20 | … | the body; 20 is a multiple of 4, so that its numbers can be read where they lie |
 */
export interface CheckedBlob {
  rows: number;
  k: number;
  /** A view into the BLOB, at a multiple of 4. */
  body: Uint8Array<ArrayBuffer>;
}

export type BlobKind = 'knng' | 'layt' | 'topc' | 'dupl' | 'kept' | 'figs' | 'hnsw';

const magic = 'NBYD';
const headBytes = 20;

/** Why a BLOB is not what was written. */
export class DamagedBlob extends Error {
  override readonly name = 'DamagedBlob';
}

/** @param parts the body, written one after the other. */
export function writeCheckedBlob(
  kind: BlobKind,
  rows: number,
  k: number,
  parts: readonly ArrayBufferView[],
): Uint8Array {
  const blob = new Uint8Array(headBytes + parts.reduce((sum, part) => sum + part.byteLength, 0));
  const view = new DataView(blob.buffer);
  blob.set(Buffer.from(magic + kind, 'latin1'), 0);
  view.setUint32(8, rows, true);
  view.setUint32(12, k, true);
  let offset = headBytes;
  for (const part of parts) {
    blob.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), offset);
    offset += part.byteLength;
  }
  view.setUint32(16, checksumOf(blob), true);
  return blob;
}

/** @throws DamagedBlob with the reason. */
export function readCheckedBlob(kind: BlobKind, buffer: ArrayBuffer): CheckedBlob {
  const blob = new Uint8Array(buffer);
  if (blob.length < headBytes) throw new DamagedBlob(`it has ${blob.length} bytes, fewer than its head`);
  const view = new DataView(buffer);
  const signature = Buffer.from(buffer, 0, 8).toString('latin1');
  if (signature !== magic + kind) throw new DamagedBlob(`it begins with ${JSON.stringify(signature)}`);
  const expected = view.getUint32(16, true);
  const got = checksumOf(blob);
  if (got !== expected) throw new DamagedBlob(`its checksum is ${got}, not ${expected}`);
  return { rows: view.getUint32(8, true), k: view.getUint32(12, true), body: blob.subarray(headBytes) };
}

function checksumOf(blob: Uint8Array): number {
  return crc32(blob.subarray(headBytes), crc32(blob.subarray(0, 16)));
}
