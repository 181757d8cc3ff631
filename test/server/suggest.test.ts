import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { suggestDefaults } from '../../src/search/suggest-next.ts';
import { limits } from '../../src/server/api-schemas.ts';
import type { Hits } from '../../src/server/api-types.ts';
import { refusalIn, type SmallServer, serveSmall } from './serve-small.ts';

let server: SmallServer;
beforeAll(async () => {
  server = await serveSmall();
});
afterAll(() => server.close());

const hitsIn = async (response: Response) => {
  expect(response.status).toBe(200);
  return ((await response.json()) as Hits).hits;
};

describe('/api/suggest', () => {
  it('answers GET and POST alike, with five papers where no number is given', async () => {
    const byGet = await hitsIn(
      await server.get('/api/suggest?like=bees-0&like=bees-1&unlike=ice-0&yearFrom=2015&facet.category=even'),
    );
    const byPost = await server.post('/api/suggest', {
      ...{ like: ['bees-0', 'bees-1'], unlike: ['ice-0'] },
      filter: { year: { from: 2015 }, facets: { category: ['even'] } },
    });
    expect(byGet).toHaveLength(suggestDefaults.k);
    expect(await hitsIn(byPost)).toEqual(byGet);
  });

  it('refuses what it does not take, and a question without a wish', async () => {
    const refused = [
      await server.post('/api/suggest', { like: ['bees-0'], k: limits.maxSuggested + 1 }),
      await server.post('/api/suggest', { like: ['bees-0'], mode: 'words' }),
      await server.get('/api/suggest?like=bees-0&k=x'),
      await server.get('/api/suggest?like=bees-0&explain=true'),
    ];
    for (const response of refused) {
      expect(await refusalIn(response)).toMatchObject({ status: 400, code: 'bad-request' });
    }
    for (const body of [{ unlike: ['bees-0'] }, { text: 'year:2015..' }, { filter: { topic: [3] } }]) {
      expect(await refusalIn(await server.post('/api/suggest', body))).toMatchObject({
        ...{ status: 400, code: 'empty-query', message: expect.not.stringContaining('filter') },
      });
    }
  });
});
