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
