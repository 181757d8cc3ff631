import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Hits } from '../../src/server/api-types.ts';
import { decodeMap } from '../../src/server/map-format.ts';
import { refusalIn, type SmallServer, serveSmall } from './serve-small.ts';

let server: SmallServer;
beforeAll(async () => {
  server = await serveSmall();
});
afterAll(() => server.close());

describe('/api/map/similarity', () => {
  it('answers one column of cosines, those of the hits', async () => {
    const response = await server.post('/api/map/similarity', { text: 'honey of bees' });
    expect(response.headers.get('content-type')).toBe('application/octet-stream');
    const { rows, columns } = decodeMap(await response.arrayBuffer());
    expect({ rows, names: columns.map(({ name }) => name) }).toEqual({
      rows: server.corpus.rows,
      names: ['similarity'],
    });
    const { hits } = (await (await server.get('/api/search?q=honey+of+bees&mode=meaning')).json()) as Hits;
    for (const { row, similarity } of hits) expect(columns[0].data[row]).toBeCloseTo(similarity, 6);
  });

  it('refuses what it does not take, and where there is nothing to be similar to', async () => {
    for (const body of [{ text: 'ice', k: 3 }, { text: 7 }]) {
      expect(await refusalIn(await server.post('/api/map/similarity', body))).toMatchObject({
        ...{ status: 400, code: 'bad-request' },
      });
    }
    expect(await refusalIn(await server.post('/api/map/similarity', {}))).toMatchObject({
      code: 'empty-query',
    });
  });
});

describe('/api/map/numbers', () => {
  it('answers the numbers of a facet, NaN where a paper has none', async () => {
    const response = await server.get('/api/map/numbers?facet=cited%20by');
    const { rows, columns } = decodeMap(await response.arrayBuffer());
    const { labels, codes } = server.corpus.facetColumn('cited by');
    expect({ rows, names: columns.map(({ name }) => name) }).toEqual({
      rows: server.corpus.rows,
      names: ['numbers'],
    });
    for (const [row, code] of codes.entries()) {
      expect(columns[0].data[row]).toBe(code < 0 ? Number.NaN : Number(labels[code]));
    }
    expect(columns[0].data.some(Number.isNaN)).toBe(true);
  });

  it('refuses a facet without numbers, one that there is not, and none', async () => {
    const refusals = await Promise.all(
      ['facet=category', 'facet=nothing', 'facet=', ''].map(async (query) =>
        refusalIn(await server.get(`/api/map/numbers?${query}`)),
      ),
    );
    for (const refusal of refusals) expect(refusal).toMatchObject({ status: 400, code: 'bad-request' });
    expect(refusals[0].message).toContain('facet "category"');
    expect(refusals[0].message).toContain('no numbers');
    expect(refusals[1].message).toContain('no paper has such a field');
  });
});
