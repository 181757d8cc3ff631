/** What a server answers while the corpus it serves is not yet open to be searched. */
import { afterEach, describe, expect, it } from 'vitest';
import { NearbyError } from '../../src/errors.ts';
import { alreadyOpen } from '../../src/search/open-searcher.ts';
import type { Searcher } from '../../src/search/searcher.ts';
import { createApp } from '../../src/server/create-app.ts';
import { type Listening, listen } from '../../src/server/listen.ts';
import { searcherOf, smallCorpus, smallPapers } from '../search/small-corpus.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { refusalIn } from './serve-small.ts';

let server: Listening;
afterEach(() => server.close());

/** A server whose searcher comes when the test says so. */
async function serveOpening() {
  const searcher = searcherOf(smallCorpus());
  let settle!: { resolve: (searcher: Searcher) => void; reject: (error: NearbyError) => void };
  const opening = {
    ...alreadyOpen(searcher),
    searcher: new Promise<Searcher>((resolve, reject) => {
      settle = { resolve, reject };
    }),
  };
  opening.searcher.catch(() => {});
  server = await listen(createApp({ opening, pageFolder: temporaryFolder(), version: '1' }), { port: 0 });
  return {
    searcher,
    ...settle,
    get: (path: string) => fetch(new URL(path, server.url)),
    post: (path: string, body: object) =>
      fetch(new URL(path, server.url), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
  };
}

/** Whatever needs the vectors, with a question that it answers. */
const waiting: [string, object?][] = [
  ['/api/search?q=honeybees&k=3'],
  ['/api/search', { text: 'honeybees', k: 3 }],
  ['/api/papers/ice-1/similar?k=3'],
  ['/api/suggest?like=ice-1'],
  ['/api/map/similarity', { text: 'honeybees' }],
  ['/api/facets', { text: 'honeybees' }],
  ['/api/gaps', { ids: ['ice-1', 'ice-2'], k: 3 }],
  ['/api/topics/compare?a=0&b=1'],
];

describe('a server whose corpus is being opened', () => {
  it('answers with the map, topics, papers and itself, whether or not the searcher ever comes', async () => {
    const { get } = await serveOpening();
    for (const path of [
      '/api/map',
      '/api/topics',
      '/api/info',
      '/api/facets',
      '/api/papers?rows=0,1',
      '/api/papers/ice-1',
      '/openapi.json',
    ])
      expect([path, (await get(path)).status]).toEqual([path, 200]);
    expect(await (await get('/api/info')).json()).toMatchObject({
      papers: smallPapers.length,
      index: 'exact',
    });
  });

  it('lets questions wait for the searcher, and answers them as it does afterwards', async () => {
    const { searcher, get, post, resolve } = await serveOpening();
    const ask = ([path, body]: (typeof waiting)[number]) => (body ? post(path, body) : get(path));
    const answered = new Set<string>();
    const answers = waiting.map(async (question) => {
      const answer = await ask(question);
      answered.add(question[0]);
      return answer;
    });
    // Asked after them and answered: they could have been by now.
    await get('/api/map');
    expect([...answered]).toEqual([]);
    resolve(searcher);
    for (const [i, answer] of (await Promise.all(answers)).entries()) {
      const now = await ask(waiting[i]);
      expect([waiting[i][0], answer.status]).toEqual([waiting[i][0], 200]);
      const text = async (response: Response) => (await response.text()).replace(/"tookMs":[\d.e-]+/, '');
      expect(await text(answer)).toBe(await text(now));
    }
  });

  it('refuses what is wrong with a question at once', async () => {
    const { get } = await serveOpening();
    expect((await get('/api/search?q=x&k=0')).status).toBe(400);
  });

  it('answers a question that waits with why there will be no searcher', async () => {
    const { get, reject } = await serveOpening();
    const answer = get('/api/search?q=honeybees');
    reject(new NearbyError('corpus-damaged', { folder: 'papers', reason: 'a vector is broken' }));
    expect((await answer).status).toBe(500);
    expect(await refusalIn(await answer)).toMatchObject({
      code: 'corpus-damaged',
      message: expect.stringContaining('a vector is broken'),
    });
  });
});
