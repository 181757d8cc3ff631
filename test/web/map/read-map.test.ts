import { describe, expect, it } from 'vitest';
import { readMap } from '../../../web/map/read-map.ts';
import { type ColumnToWrite, threeRows, writeMapBody } from './map-body.ts';

const without = (name: string) => threeRows.filter((column) => column.name !== name);
const changed = (name: string, change: Partial<ColumnToWrite>) =>
  threeRows.map((column) => (column.name === name ? { ...column, ...change } : column));

describe('readMap', () => {
  it('gives every column of the rows that were written', () => {
    const data = readMap(writeMapBody(3, threeRows));
    expect(data.rows).toBe(3);
    expect([...data.points]).toEqual([0, 0.5, 1, -1.5, 2, 3]);
    expect(data.topicLevels.map((level) => [...level])).toEqual([
      [0, 1, -1],
      [2, -1, -1],
    ]);
    expect([...data.years]).toEqual([2020, 0, 1999]);
    expect([...data.coded.keys()]).toEqual(['list', 'category']);
    expect([...data.coded.get('list')!.codes]).toEqual([0, 1, -1]);
    expect(data.coded.get('category')!.labels).toEqual(['cs.LG']);
    expect([...data.hasAbstract]).toEqual([1, 0, 1]);
  });

  it('reads a map of no rows', () => {
    const data = readMap(
      writeMapBody(
        0,
        threeRows.map((column) => ({ ...column, values: [] })),
      ),
    );
    expect(data.rows).toBe(0);
    expect(data.points.length).toBe(0);
  });

  it('reads which row stands for each where papers have versions', () => {
    const of = (...values: number[]) => {
      const column: ColumnToWrite = { name: 'representative', type: 'i32', perRow: 1, values };
      return readMap(writeMapBody(3, [...threeRows, column])).representative;
    };
    expect(of(0, 2, 2)).toEqual(Int32Array.of(0, 2, 2));
    expect(readMap(writeMapBody(3, threeRows)).representative).toBeNull();
    expect(() => of(0, 3, 2)).toThrow(/row 1 is a version of row 3 of 3/);
    expect(() => of(0, 1, -1)).toThrow(/row 2 is a version of row -1 of 3/);
  });

  it('reads a map without topics', () => {
    const columns = threeRows.filter((column) => !column.name.startsWith('topic'));
    expect(readMap(writeMapBody(3, columns)).topicLevels).toEqual([]);
  });

  const refusals: [title: string, body: () => ArrayBuffer, sentence: RegExp][] = [
    ['an empty answer', () => new ArrayBuffer(0), /it has 0 bytes, fewer than the 8/],
    ['another format', () => writeMapBody(3, threeRows, 'NBY2'), /it begins with "NBY2", not "NBY1"/],
    ['an error page', () => new TextEncoder().encode('<html>oh no</html>').buffer, /it begins with "<htm"/],
    ['a cut head', () => writeMapBody(3, threeRows).slice(0, 100), /ends after 100 bytes, within its head/],
    [
      'a cut column',
      () => writeMapBody(3, threeRows).slice(0, -4),
      /before the end of column "abstract" at \d+/,
    ],
    ['more rows than there are', () => writeMapBody(1e9, threeRows), /before the end of column "points"/],
    ['a head that is no head', () => bodyWithHead('[1, 2]  '), /lacks the rows and columns/],
    ['a head that is not JSON', () => bodyWithHead('{"rows":'), /its head is not JSON/],
    ['rows that are no number', () => bodyWithHead('{"rows":"3","columns":[]}   '), /lacks the rows/],
    ['a missing column', () => writeMapBody(3, without('year')), /it has no column "year"/],
    [
      'a column of another type',
      () => writeMapBody(3, changed('year', { type: 'f32' })),
      /column "year" is 1 f32 a row, not 1 i32/,
    ],
    [
      'a column that begins in the head',
      () => bodyWithHead(JSON.stringify({ rows: 0, columns: [column('points', 'f32', 2, 4)] })),
      /column "points" begins at byte 4, where no column can begin/,
    ],
    [
      'a place that is no number',
      () => writeMapBody(3, changed('points', { values: [0, 0, Number.NaN, 0, 0, 0] })),
      /row 1 has no place \(NaN\)/,
    ],
    [
      'a code without a label',
      () => writeMapBody(3, changed('list', { values: [0, 2, -1] })),
      /row 1 has the list 2, but there are 2 names/,
    ],
    [
      'an impossible topic',
      () => writeMapBody(3, changed('topic1', { values: [0, 0, -7] })),
      /row 2 has the topic -7/,
    ],
  ];
  it.each(refusals)('refuses %s and says so', (_title, body, sentence) => {
    expect(() => readMap(body())).toThrow(sentence);
    expect(() => readMap(body())).toThrow(/^The map cannot be shown: .* Reload the page/);
  });
});

function column(name: string, type: string, perRow: number, byteOffset: number) {
  return { name, type, perRow, byteOffset };
}

function bodyWithHead(head: string): ArrayBuffer {
  const text = new TextEncoder().encode(head.padEnd(Math.ceil(head.length / 4) * 4, ' '));
  const body = new ArrayBuffer(8 + text.length);
  new Uint8Array(body).set(new TextEncoder().encode('NBY1'));
  new DataView(body).setUint32(4, text.length, true);
  new Uint8Array(body, 8).set(text);
  return body;
}
