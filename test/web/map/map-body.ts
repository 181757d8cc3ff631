/** Writes a body as /api/map answers it, for the tests of the page: its own small writer, so that a mistake is not made twice. */

export interface ColumnToWrite {
  name: string;
  type: 'f32' | 'i32' | 'u8';
  perRow: number;
  values: readonly number[];
  labels?: string[];
}

export function writeMapBody(rows: number, columns: readonly ColumnToWrite[], magic = 'NBY1'): ArrayBuffer {
  const bytesOf = { f32: 4, i32: 4, u8: 1 };
  const aligned = (bytes: number) => Math.ceil(bytes / 4) * 4;
  // Offsets have a fixed width in the head, so that its length does not depend on them.
  const headLength = aligned(JSON.stringify(headOf(() => 1_000_000)).length + 4);
  const start = 8 + headLength;
  const offsets: number[] = [];
  let end = start;
  for (const { values, type } of columns) {
    offsets.push(end);
    end += aligned(values.length * bytesOf[type]);
  }
  const body = new ArrayBuffer(end);
  const view = new DataView(body);
  const text = JSON.stringify(headOf((i) => offsets[i])).padEnd(headLength, ' ');
  [...magic].forEach((letter, i) => {
    view.setUint8(i, letter.charCodeAt(0));
  });
  view.setUint32(4, headLength, true);
  new Uint8Array(body, 8, headLength).set(new TextEncoder().encode(text));
  columns.forEach(({ values, type }, i) => {
    values.forEach((value, j) => {
      const at = offsets[i] + j * bytesOf[type];
      if (type === 'f32') view.setFloat32(at, value, true);
      else if (type === 'i32') view.setInt32(at, value, true);
      else view.setUint8(at, value);
    });
  });
  return body;

  function headOf(offsetOf: (column: number) => number) {
    return {
      rows,
      columns: columns.map(({ name, type, perRow, labels }, i) => ({
        name,
        type,
        perRow,
        byteOffset: offsetOf(i),
        ...(labels ? { labels } : {}),
      })),
    };
  }
}

/** Three rows with every column. */
export const threeRows: readonly ColumnToWrite[] = [
  { name: 'points', type: 'f32', perRow: 2, values: [0, 0.5, 1, -1.5, 2, 3] },
  { name: 'topic0', type: 'i32', perRow: 1, values: [0, 1, -1] },
  { name: 'topic1', type: 'i32', perRow: 1, values: [2, -1, -1] },
  { name: 'year', type: 'i32', perRow: 1, values: [2020, 0, 1999] },
  { name: 'list', type: 'i32', perRow: 1, values: [0, 1, -1], labels: ['1', '2'] },
  { name: 'category', type: 'i32', perRow: 1, values: [-1, -1, 0], labels: ['cs.LG'] },
  { name: 'abstract', type: 'u8', perRow: 1, values: [1, 0, 1] },
];
