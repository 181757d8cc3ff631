import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeMap, encodeMap, type MapTable } from '../../src/server/map-format.ts';
import { mapTable } from '../../src/server/map-table.ts';
import { ungrouped } from '../../src/tables/duplicate-groups.ts';
import { readMap } from '../../web/map/read-map.ts';
import { smallCorpus, smallPapers, smallTopics } from '../search/small-corpus.ts';

const floats = (length: number) =>
  fc.array(fc.float({ noNaN: true }), { minLength: length, maxLength: length });
const tables: fc.Arbitrary<MapTable> = fc.nat({ max: 9 }).chain((rows) =>
  fc.record({
    rows: fc.constant(rows),
    columns: fc.array(
      fc.oneof(
        fc.record({
          name: fc.string(),
          perRow: fc.constant(2),
          data: floats(2 * rows).map((v) => Float32Array.from(v)),
        }),
        fc.record({
          name: fc.string({ unit: 'binary' }),
          perRow: fc.constant(1),
          data: fc.int32Array({ minLength: rows, maxLength: rows }),
          labels: fc.array(fc.string(), { maxLength: 12 }),
        }),
        fc.record({
          name: fc.string(),
          perRow: fc.constant(1),
          data: fc.uint8Array({ minLength: rows, maxLength: rows }),
        }),
      ),
      { maxLength: 8 },
    ),
  }),
);

describe('a map', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(tables, (table) => {
        // JSON cannot hold half a surrogate pair.
        fc.pre(table.columns.every(({ name }) => name.isWellFormed()));
        expect(decodeMap(encodeMap(table).buffer)).toEqual(table);
      }),
      { numRuns: 200 },
    );
  });

  it('has its columns at multiples of 4 bytes, in little endian, after the head', () => {
    const body = encodeMap({
      rows: 3,
      columns: [
        { name: 'abstract', perRow: 1, data: Uint8Array.of(1, 0, 1) },
        { name: 'year', perRow: 1, data: Int32Array.of(1999, 0, -1) },
      ],
    });
    const view = new DataView(body.buffer);
    expect(new TextDecoder().decode(body.subarray(0, 4))).toBe('NBY1');
    const headBytes = view.getUint32(4, true);
    expect(headBytes % 4).toBe(0);
    const head = JSON.parse(new TextDecoder().decode(body.subarray(8, 8 + headBytes)));
    const [abstract, year] = head.columns;
    expect(abstract).toMatchObject({ name: 'abstract', type: 'u8', perRow: 1, byteOffset: 8 + headBytes });
    expect(year).toMatchObject({ name: 'year', type: 'i32', byteOffset: 8 + headBytes + 4 });
    expect(view.getInt32(year.byteOffset, true)).toBe(1999);
    expect(body.length).toBe(year.byteOffset + 12);
  });

  it('is refused where it is something else or cut short', () => {
    expect(() => decodeMap(new TextEncoder().encode('<html></html>').buffer)).toThrow(/begins with "NBY1"/);
    const body = encodeMap({ rows: 2, columns: [{ name: 'year', perRow: 1, data: Int32Array.of(1, 2) }] });
    expect(() => decodeMap(body.buffer.slice(0, -4))).toThrow(RangeError);
  });

  it('holds what the page draws', () => {
    const corpus = smallCorpus();
    const { rows, columns } = mapTable(corpus, corpus.layout()!, smallTopics());
    corpus.close();
    const column = (name: string) => columns.find((candidate) => candidate.name === name)!;
    expect(rows).toBe(smallPapers.length);
    expect(columns.map(({ name }) => name)).toEqual([
      ...['points', 'topic0', 'topic1', 'year', 'list', 'category', 'abstract'],
    ]);
    smallPapers.forEach((paper, row) => {
      const { data, labels } = column('category');
      expect(labels![data[row]]).toBe(paper.categories[0]);
      expect(column('year').data[row]).toBe(paper.year ?? 0);
      expect(column('abstract').data[row]).toBe(paper.abstract === '' ? 0 : 1);
    });
  });

  it('says which row stands for each where papers have versions', () => {
    const corpus = smallCorpus();
    const columnsOf = () => mapTable(corpus, corpus.layout()!, null).columns;
    corpus.saveDuplicates(ungrouped(smallPapers.length));
    expect(columnsOf().map(({ name }) => name)).not.toContain('representative');
    const groups = ungrouped(smallPapers.length);
    groups.representative.set([1, 1], 0);
    groups.rule.fill(0, 0, 2);
    corpus.saveDuplicates(groups);
    const [column] = columnsOf().filter(({ name }) => name === 'representative');
    corpus.close();
    expect([...column.data.subarray(0, 4)]).toEqual([1, 1, 2, 3]);
  });

  it('is read the same by the page', () => {
    const corpus = smallCorpus();
    const table = mapTable(corpus, corpus.layout()!, smallTopics());
    corpus.close();
    const body = encodeMap(table).buffer;
    const read = readMap(body);
    const columns = new Map(decodeMap(body).columns.map((column) => [column.name, column]));
    expect(read.rows).toBe(table.rows);
    expect(read.points).toEqual(columns.get('points')!.data);
    expect(read.topicLevels).toEqual(['topic0', 'topic1'].map((name) => columns.get(name)!.data));
    expect(read.years).toEqual(columns.get('year')!.data);
    expect(read.hasAbstract).toEqual(columns.get('abstract')!.data);
    for (const name of ['list', 'category']) {
      const { data, labels } = columns.get(name)!;
      expect(read.coded.get(name)).toEqual({ codes: data, labels });
    }
  });
});
