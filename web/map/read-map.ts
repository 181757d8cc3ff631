/**
 * Reads the binary answer of /api/map.
 *
 *     offset  size  meaning
 *     0       4     "NBY1"
 *     4       4     length of the head in bytes, uint32, a multiple of 4
 *     8       head  JSON (UTF-8, padded with spaces): { rows, columns: [{ name, type, perRow, byteOffset, labels? }] }
 *     …             the columns, each from a multiple of 4
 *
 * All numbers are little endian, as is every machine that runs a browser today; so the columns are views of the
 * body, not copies: 1,000,000 rows are read in the time it takes to check them.
 */
import type { MapHead } from '../../src/server/api-types.ts';

/** Row i is the same paper in every array. The arrays are views of one body: keep it as long as one of them. */
export interface MapData {
  rows: number;
  /** 2 a row: x, y in data space, y up. */
  points: Float32Array;
  /** One array a level, coarsest first: the topic id of each row, −1 none. */
  topicLevels: Int32Array[];
  /** 0 unknown. */
  years: Int32Array;
  /** 'list', 'category': a code a row, −1 none; code i stands for labels[i]. */
  coded: Map<string, { codes: Int32Array; labels: string[] }>;
  /** 1 has one. */
  hasAbstract: Uint8Array;
  /** Of each paper's nearest, the percentage near it on the map, 255 unknown; null where the build did not count. */
  keptPercent: Uint8Array | null;
  /** The row that stands for the paper of which this is a version; null where no paper has several. */
  representative: Int32Array | null;
}

/** Of a map that has no data yet. */
export const emptyData: MapData = {
  rows: 0,
  points: new Float32Array(0),
  topicLevels: [],
  years: new Int32Array(0),
  coded: new Map(),
  hasAbstract: new Uint8Array(0),
  keptPercent: null,
  representative: null,
};

const magic = 'NBY1';
const headOffset = 8;
const bytesOfType = { f32: 4, i32: 4, u8: 1 } as const;

type Column = MapHead['columns'][number];

/** @throws Error with a sentence that says what is off, for the person in front of the page. */
export function readMap(body: ArrayBuffer): MapData {
  const { head, byName, placeOf } = columnsOf(body);
  const { rows } = head;
  const int32Column = (name: string) => new Int32Array(body, placeOf(name, 'i32', 1), rows);

  const points = new Float32Array(body, placeOf('points', 'f32', 2), rows * 2);
  const badPoint = firstOutside(points, -greatestNumber, greatestNumber);
  if (badPoint >= 0) throw refuse(`row ${badPoint >> 1} has no place (${points[badPoint]})`);

  const topicLevels: Int32Array[] = [];
  for (let level = 0; byName.has(`topic${level}`); level++) {
    const topicOfRow = int32Column(`topic${level}`);
    const bad = firstOutside(topicOfRow, -1, Infinity);
    if (bad >= 0) throw refuse(`row ${bad} has the topic ${topicOfRow[bad]}`);
    topicLevels.push(topicOfRow);
  }

  const coded: MapData['coded'] = new Map();
  for (const { name, labels } of head.columns) {
    if (!labels) continue;
    const codes = int32Column(name);
    const bad = firstOutside(codes, -1, labels.length - 1);
    if (bad >= 0)
      throw refuse(`row ${bad} has the ${name} ${codes[bad]}, but there are ${labels.length} names`);
    coded.set(name, { codes, labels });
  }

  const representative = byName.has('representative') ? int32Column('representative') : null;
  const astray = representative ? firstOutside(representative, 0, rows - 1) : -1;
  if (astray >= 0) throw refuse(`row ${astray} is a version of row ${representative![astray]} of ${rows}`);

  return {
    rows,
    points,
    topicLevels,
    years: int32Column('year'),
    coded,
    hasAbstract: new Uint8Array(body, placeOf('abstract', 'u8', 1), rows),
    keptPercent: byName.has('kept') ? new Uint8Array(body, placeOf('kept', 'u8', 1), rows) : null,
    representative,
  };
}

/**
 * One number a row, from an answer in the same form that has nothing else: a view of the body.
 * @throws as `readMap`.
 */
export function readColumn(body: ArrayBuffer, name: string): Float32Array {
  const { head, placeOf } = columnsOf(body);
  return new Float32Array(body, placeOf(name, 'f32', 1), head.rows);
}

const greatestNumber = Number.MAX_VALUE;

/** The place of the first value that is not from `least` to `most`, as NaN is not; −1 for none. */
function firstOutside(values: Float32Array | Int32Array, least: number, most: number): number {
  // No `findIndex`: at a map's first look nothing is compiled yet, and a call for each of its numbers takes 15 ms at 100,000.
  for (let i = 0; i < values.length; i++) if (!(values[i] >= least && values[i] <= most)) return i;
  return -1;
}

function columnsOf(body: ArrayBuffer) {
  const { head, columnsOffset } = readHead(body);
  const byName = new Map(head.columns.map((column) => [column.name, column]));
  /** Where a column lies, once it is known to be what is expected and to lie within the body. */
  const placeOf = (name: string, type: Column['type'], perRow: number): number => {
    const column = byName.get(name);
    if (!column) throw refuse(`it has no column "${name}"`);
    if (column.type !== type || column.perRow !== perRow)
      throw refuse(`column "${name}" is ${column.perRow} ${column.type} a row, not ${perRow} ${type}`);
    const { byteOffset } = column;
    const end = byteOffset + head.rows * perRow * bytesOfType[type];
    if (byteOffset < columnsOffset || byteOffset % 4 !== 0)
      throw refuse(`column "${name}" begins at byte ${byteOffset}, where no column can begin`);
    if (end > body.byteLength)
      throw refuse(`it ends after ${body.byteLength} bytes, before the end of column "${name}" at ${end}`);
    return byteOffset;
  };
  return { head, byName, placeOf };
}

function readHead(body: ArrayBuffer): { head: MapHead; columnsOffset: number } {
  if (body.byteLength < headOffset)
    throw refuse(`it has ${body.byteLength} bytes, fewer than the ${headOffset} of its beginning`);
  const beginning = new TextDecoder('latin1').decode(new Uint8Array(body, 0, 4));
  if (beginning !== magic) throw refuse(`it begins with ${JSON.stringify(beginning)}, not "${magic}"`);
  const headBytes = new DataView(body).getUint32(4, true);
  const columnsOffset = headOffset + headBytes;
  if (columnsOffset > body.byteLength)
    throw refuse(`it ends after ${body.byteLength} bytes, within its head of ${headBytes} bytes`);
  let head: unknown;
  try {
    head = JSON.parse(
      new TextDecoder('utf-8', { fatal: true }).decode(new Uint8Array(body, headOffset, headBytes)),
    );
  } catch (cause) {
    throw refuse('its head is not JSON', cause);
  }
  if (!isHead(head)) throw refuse('its head lacks the rows and columns that it should list');
  return { head, columnsOffset };
}

function isHead(head: unknown): head is MapHead {
  if (typeof head !== 'object' || head === null) return false;
  const { rows, columns } = head as Partial<MapHead>;
  return Number.isInteger(rows) && (rows as number) >= 0 && Array.isArray(columns) && columns.every(isColumn);
}

function isColumn(column: unknown): column is Column {
  if (typeof column !== 'object' || column === null) return false;
  const { name, type, perRow, byteOffset, labels } = column as Partial<Column>;
  return (
    typeof name === 'string' &&
    typeof type === 'string' &&
    Object.hasOwn(bytesOfType, type) &&
    Number.isInteger(perRow) &&
    Number.isInteger(byteOffset) &&
    (labels === undefined || (Array.isArray(labels) && labels.every((label) => typeof label === 'string')))
  );
}

function refuse(reason: string, cause?: unknown): Error {
  return new Error(
    `The map cannot be shown: the server's answer is not what this page reads; ${reason}. Reload the page; if it stays, restart Nearby.`,
    { cause },
  );
}
