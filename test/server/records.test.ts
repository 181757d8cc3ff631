import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { limits } from '../../src/server/api-schemas.ts';
import type { Records } from '../../src/server/api-types.ts';
import { recordsSchema } from '../../src/server/record-schemas.ts';
import { refusalIn, type SmallServer, serveSmall } from './serve-small.ts';

let server: SmallServer;
beforeAll(async () => {
  server = await serveSmall();
});
afterAll(() => server.close());

const ask = async (body: unknown) => (await (await server.post('/api/papers', body)).json()) as Records;

describe('POST /api/papers', () => {
  it('gives whole papers by row and by id, in the order asked, and names the ids that it does not have', async () => {
    const answer = recordsSchema.parse(await ask({ rows: [3, 0], ids: ['nobody', 'bees-0'] }));
    expect(answer.papers.map(({ row }) => row)).toEqual([3, 0, server.corpus.rowOf('bees-0')]);
    expect(answer.unknown).toEqual(['nobody']);
    const { abstract, facets, title } = server.corpus.paper(3);
    expect(answer.papers[0]).toMatchObject({ abstract, facets, title });
    expect(await ask({})).toEqual({ papers: [], unknown: [] });
  });

  it('takes as many ids as it gives papers, however long they are', async () => {
    const ids = Array.from({ length: limits.maxRecords }, (_, i) => `${i}${'é'.repeat(990)}`);
    expect((await ask({ ids })).unknown).toEqual(ids);
  });

  it('refuses rows that there are not, and more than it gives at once', async () => {
    expect(await refusalIn(await server.post('/api/papers', { rows: [24] }))).toMatchObject({
      status: 400,
      message: expect.stringContaining('it has 24, but there are 24 papers'),
    });
    const many = Array.from({ length: limits.maxRecords + 1 }, () => 0);
    expect((await refusalIn(await server.post('/api/papers', { rows: many }))).status).toBe(400);
    expect((await refusalIn(await server.post('/api/papers', { rows: [-1] }))).status).toBe(400);
  });
});
