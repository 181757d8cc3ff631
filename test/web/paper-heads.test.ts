import { describe, expect, it } from 'vitest';
import type { PaperDetail, PaperHead } from '../../src/server/api-types.ts';
import { PaperHeads } from '../../web/paper-heads.ts';

const head = (row: number): PaperHead => ({
  row,
  id: `p${row}`,
  title: `Paper ${row}`,
  authors: [],
  year: null,
  venue: '',
  url: '',
  doi: '',
  categories: [],
  keywords: [],
  source: '',
  lists: [],
  topics: [],
  xData: 0,
  yData: 0,
});

function server() {
  const asked: string[] = [];
  const api = {
    async papersOfRows(rows: readonly number[]): Promise<PaperHead[]> {
      asked.push(`rows ${rows.join(',')}`);
      return rows.map(head);
    },
    async paper(id: string): Promise<PaperDetail> {
      asked.push(`id ${id}`);
      return { ...head(Number(id.slice(1))), abstract: '', facets: {}, versions: [], place: null };
    },
  };
  return { asked, heads: new PaperHeads(api) };
}

describe('PaperHeads', () => {
  it('asks only for the rows that it does not know, and answers in the order asked', async () => {
    const { asked, heads } = server();
    heads.remember([head(2)]);
    const found = await heads.ofRows([3, 2, 1]);
    expect(found.map(({ row }) => row)).toEqual([3, 2, 1]);
    await heads.ofRows([1, 2, 3]);
    expect(asked).toEqual(['rows 3,1']);
  });

  it('asks once for an id that two ask for at the same time', async () => {
    const { asked, heads } = server();
    const both = await Promise.all([heads.ofId('p7'), heads.ofId('p7')]);
    expect(both.map(({ title }) => title)).toEqual(['Paper 7', 'Paper 7']);
    expect(heads.knownRow(7)?.id).toBe('p7');
    expect(asked).toEqual(['id p7']);
  });

  it('forgets the oldest beyond what it keeps', async () => {
    const { heads } = server();
    heads.remember(Array.from({ length: 5001 }, (_, row) => head(row)));
    expect([heads.knownRow(0), heads.knownId('p0')]).toEqual([null, null]);
    expect(heads.knownRow(5000)?.id).toBe('p5000');
  });
});
