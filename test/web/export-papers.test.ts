import { describe, expect, it } from 'vitest';
import { limits } from '../../src/server/api-schemas.ts';
import type { PaperRecord, RecordsRequest, Topic } from '../../src/server/api-types.ts';
import {
  exportedPaper,
  exportLimits,
  exportName,
  exportText,
  gatherPapers,
  plainName,
} from '../../web/export-papers.ts';
import { paperOf } from '../paper-of.ts';

const record = (row: number): PaperRecord => ({
  ...paperOf({ id: `p${row}`, title: `Paper ${row}` }),
  ...{ row, topics: [1], xData: row, yData: -row },
});

/** A server of 20,000 papers, p0 to p19999. */
function serving() {
  const requests: RecordsRequest[] = [];
  const records = async (request: RecordsRequest) => {
    requests.push(request);
    const known = (request.ids ?? []).filter((id) => /^p\d+$/.test(id));
    const rows = [...(request.rows ?? []), ...known.map((id) => Number(id.slice(1)))];
    return { papers: rows.map(record), unknown: (request.ids ?? []).filter((id) => !known.includes(id)) };
  };
  return { requests, records };
}

describe('gatherPapers', () => {
  it('asks in batches that the server takes, and keeps the order', async () => {
    const api = serving();
    const rows = Array.from({ length: 1203 }, (_, i) => (i * 7) % 1203);
    const { papers, unknown, left } = await gatherPapers(api, { rows, ids: ['p9999', 'nobody'] });
    expect(papers.map(({ row }) => row)).toEqual([...rows, 9999]);
    expect({ unknown, left }).toEqual({ unknown: ['nobody'], left: 0 });
    expect(api.requests).toHaveLength(3);
    expect(exportLimits.batch).toBeLessThanOrEqual(limits.maxRecords);
  });

  it('stops at its limit and says how many are left', async () => {
    const rows = Array.from({ length: exportLimits.maxPapers + 5 }, (_, i) => i);
    const { papers, left } = await gatherPapers(serving(), { rows });
    expect([papers.length, left]).toEqual([exportLimits.maxPapers, 5]);
  });
});

describe('exportedPaper', () => {
  it('has the names of its topics and its place, and nothing of the answer beside them', () => {
    const topics = [{ name: 'ice' }, { name: 'bees' }] as Topic[];
    expect(exportedPaper({ ...record(3), versions: [] } as PaperRecord, topics)).toEqual({
      ...paperOf({ id: 'p3', title: 'Paper 3' }),
      ...{ topics: ['bees'], x: 3, y: -3 },
    });
    expect(exportText([exportedPaper(record(3), topics)], 'ris')).toMatch(/^TY {2}- GEN\r\nID {2}- p3/);
  });
});

describe('exportName', () => {
  it('tells corpus, question and number, in signs that every system takes', () => {
    expect(exportName('sample', 'Which *layers*/can be dropped?', 12, '.bib')).toBe(
      'sample-which-layers-can-be-dropped-12-papers.bib',
    );
    expect(exportName('', '../..', 1, '.csv')).toBe('nearby-1-paper.csv');
    expect(plainName('x'.repeat(90))).toHaveLength(40);
    expect(plainName('one two three four five six seven eight nine ten').length).toBeLessThanOrEqual(40);
  });
});
