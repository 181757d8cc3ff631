/**
 * The binary answer of /api/map, written and read.
 *
 *     offset  size  meaning
 *     0       4     "NBY1"
 *     4       4     length of the head in bytes, uint32, a multiple of 4
 *     8       head  JSON (UTF-8, padded with spaces): { rows, columns: [{ name, type, perRow, byteOffset, labels? }] }
 *     …             the columns, each from a multiple of 4 bytes; `byteOffset` counts from the start of the body
 *
 * All numbers are little endian. Row i is the same paper in every column, as everywhere.
 */
import type { MapHead } from './api-types.ts';

const magic = 'NBY1';
const headOffset = 8;

/** Array types by their names in the head. */
const arrayTypes = { f32: Float32Array, i32: Int32Array, u8: Uint8Array } as const;

export type ColumnData = Float32Array | Int32Array | Uint8Array;

/** One column: `perRow` numbers a row. With `labels`, value i stands for labels[i] and −1 for none. */
export interface MapColumn {
  name: string;
  perRow: number;
  data: ColumnData;
  labels?: readonly string[];
}

export interface MapTable {
  rows: number;
  columns: MapColumn[];
}

/** @returns a new buffer, the same bytes for the same table. */
export function encodeMap({ rows, columns }: MapTable): Uint8Array<ArrayBuffer> {
  const head = fittingHead(rows, columns);
  const end = head.offsets.length === 0 ? 0 : head.offsets.at(-1)! + columns.at(-1)!.data.byteLength;
  const body = new Uint8Array(Math.max(end, headOffset + head.bytes.length));
  const view = new DataView(body.buffer);
  body.set(new TextEncoder().encode(magic), 0);
  view.setUint32(4, head.bytes.length, true);
  body.set(head.bytes, headOffset);
  columns.forEach(({ data }, i) => {
    writeColumn(view, head.offsets[i], data);
  });
  return body;
}

/**
 * Reads what `encodeMap` wrote: columns are copies.
 * @throws RangeError or SyntaxError where the body is cut short or is something else.
 */
export function decodeMap(body: ArrayBuffer): MapTable {
  const view = new DataView(body);
  const beginning = new TextDecoder('latin1').decode(new Uint8Array(body, 0, 4));
  if (beginning !== magic)
    throw new SyntaxError(`A map begins with "${magic}", not ${JSON.stringify(beginning)}.`);
  const headBytes = new Uint8Array(body, headOffset, view.getUint32(4, true));
  const head = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(headBytes)) as MapHead;
  const columns = head.columns.map(({ name, type, perRow, byteOffset, labels }) => {
    const data = readColumn(view, byteOffset, new arrayTypes[type](head.rows * perRow));
    return { name, perRow, data, ...(labels ? { labels } : {}) };
  });
  return { rows: head.rows, columns };
}

/** The head holds the columns' offsets, which depend on its own length: tried with growing lengths until it fits. */
function fittingHead(rows: number, columns: readonly MapColumn[]): { bytes: Uint8Array; offsets: number[] } {
  for (let length = 0; ; ) {
    let next = headOffset + length;
    const offsets = columns.map(({ data }) => {
      const offset = next;
      next = roundUp(offset + data.byteLength);
      return offset;
    });
    const head: MapHead = {
      rows,
      columns: columns.map(({ name, perRow, data, labels }, i) => ({
        name,
        type: typeName(data),
        perRow,
        byteOffset: offsets[i],
        ...(labels ? { labels: [...labels] } : {}),
      })),
    };
    const json = new TextEncoder().encode(JSON.stringify(head));
    if (json.length <= length) {
      const bytes = new Uint8Array(length).fill(0x20);
      bytes.set(json);
      return { bytes, offsets };
    }
    length = roundUp(json.length);
  }
}

const roundUp = (bytes: number) => Math.ceil(bytes / 4) * 4;

function typeName(data: ColumnData): keyof typeof arrayTypes {
  return data instanceof Float32Array ? 'f32' : data instanceof Int32Array ? 'i32' : 'u8';
}

function writeColumn(view: DataView, offset: number, data: ColumnData): void {
  for (let i = 0; i < data.length; i++) {
    if (data instanceof Float32Array) view.setFloat32(offset + 4 * i, data[i], true);
    else if (data instanceof Int32Array) view.setInt32(offset + 4 * i, data[i], true);
    else view.setUint8(offset + i, data[i]);
  }
}

function readColumn<Data extends ColumnData>(view: DataView, offset: number, data: Data): Data {
  for (let i = 0; i < data.length; i++) {
    if (data instanceof Float32Array) data[i] = view.getFloat32(offset + 4 * i, true);
    else if (data instanceof Int32Array) data[i] = view.getInt32(offset + 4 * i, true);
    else data[i] = view.getUint8(offset + i);
  }
  return data;
}
