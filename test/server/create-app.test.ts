import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EmbeddedTexts } from '../../src/embed/embedder.ts';
import { limits } from '../../src/server/api-schemas.ts';
import type { Hits, Info, PaperDetail, PaperHead, Topics } from '../../src/server/api-types.ts';
import { decodeMap } from '../../src/server/map-format.ts';
import { paperOf } from '../paper-of.ts';
import { embedTexts, oddIds, smallPapers } from '../search/small-corpus.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { refusalIn, type SmallServer, sendRaw, serveSmall } from './serve-small.ts';

let server: SmallServer;
beforeAll(async () => {
  server = await serveSmall();
});
afterAll(() => server.close());

const getJson = async <Answer>(path: string): Promise<Answer> =>
  (await server.get(path)).json() as Promise<Answer>;
const idsOf = ({ hits }: Hits) => hits.map(({ id }) => id);

describe('the API', () => {
  it('says what the corpus is', async () => {
    expect(await getJson<Info>('/api/info')).toMatchObject({ corpus: 'small', papers: 24, version: '1.2.3' });
  });

  it('says it also where papers were added before anybody asked', async () => {
    const grown = await serveSmall();
    try {
      grown.corpus.addPapers([paperOf({ id: 'late', title: 'Late' })]);
      expect(await (await grown.get('/api/info')).json()).toMatchObject({ papers: 24 });
      const { topics } = (await (await grown.get('/api/topics')).json()) as Topics;
      expect(topics.length).toBeGreaterThan(0);
    } finally {
      await grown.close();
    }
  });

  it('gives the map in binary, with a tag by which it is not sent twice', async () => {
    const response = await server.get('/api/map');
    const body = await response.arrayBuffer();
    const etag = response.headers.get('etag')!;
    expect(etag).toBe(`"${createHash('sha256').update(Buffer.from(body)).digest('hex')}"`);
    expect(response.headers.get('content-type')).toBe('application/octet-stream');
    expect(response.headers.get('content-encoding')).toBeNull();
    expect(decodeMap(body).rows).toBe(smallPapers.length);
    const again = await server.get('/api/map', { headers: { 'if-none-match': etag } });
    expect(again.status).toBe(304);
    expect((await again.arrayBuffer()).byteLength).toBe(0);
    expect((await server.get('/api/map', { headers: { 'if-none-match': '"other"' } })).status).toBe(200);
  });

  it('says why in full where that is asked for, the same at every address', async () => {
    const asked = [
      await getJson<Hits>('/api/search?like=bees-0&explain=true'),
      await getJson<Hits>('/api/papers/bees-0/similar?explain=true'),
      (await (await server.post('/api/search', { like: ['bees-0'], explain: true })).json()) as Hits,
    ];
    for (const { hits } of asked) {
      expect(hits).toEqual(asked[0].hits);
      for (const { id, similarity, why } of hits) {
        const { abstract } = await getJson<PaperDetail>(`/api/papers/${encodeURIComponent(id)}`);
        expect(why.parts!.like[0].part).toBeCloseTo(similarity, 5);
        if (abstract === '') expect(why.sentence).toBeNull();
        else expect(abstract.slice(why.sentence!.start, why.sentence!.end)).toBe(why.sentence!.text);
      }
    }
    expect(asked[0].hits.some(({ why }) => why.sentence)).toBe(true);
    const shared = await getJson<Hits>('/api/papers/bees-0/similar?shared=true');
    expect(shared.hits.map(({ why }) => why.like)).toEqual(asked[0].hits.map(({ why }) => why.like));
    expect(shared.hits[0].why.like[0].shared).not.toEqual([]);
    expect(shared.hits.some(({ why }) => why.sentence)).toBe(false);
    const plain = await getJson<Hits>('/api/papers/bees-0/similar');
    expect(plain.hits.some(({ why }) => why.like.some((example) => example.shared))).toBe(false);
    expect(Object.keys(plain.hits[0].why)).toEqual(['text', 'like', 'unlike']);
  });

  it('finds every paper by its id, whatever characters it has', async () => {
    for (const { id, title, abstract } of smallPapers) {
      const paper = await getJson<PaperDetail>(`/api/papers/${encodeURIComponent(id)}`);
      expect(paper).toMatchObject({ id, title, abstract });
      const similar = await getJson<Hits>(`/api/papers/${encodeURIComponent(id)}/similar?k=2`);
      expect(similar.hits).toHaveLength(2);
    }
    expect(oddIds).toContain('cs/0112017');
  });

  it('refuses an id that is not known, and one that is not encoded', async () => {
    expect(await refusalIn(await server.get('/api/papers/bees-00'))).toEqual({
      status: 404,
      code: 'unknown-paper',
      message:
        'There is no paper "bees-00" in this corpus. Did you mean "bees-0"? Find ids with: nearby search TEXT',
    });
    expect(await refusalIn(await server.get('/api/papers/x/similar'))).toMatchObject({
      code: 'unknown-paper',
    });
    const { status, body } = await sendRaw(server.port, '/api/papers/%E0%A4%A', {
      headers: { host: `localhost:${server.port}` },
    });
    expect({ status, code: JSON.parse(body).error.code }).toEqual({ status: 400, code: 'bad-request' });
  });

  it('gives papers by row, without abstracts', async () => {
    const { papers } = await getJson<{ papers: PaperHead[] }>('/api/papers?rows=3,0,3');
    expect(papers.map(({ row, id }) => [row, id])).toEqual([
      [3, 'bees-3'],
      [0, 'bees-0'],
      [3, 'bees-3'],
    ]);
    expect(papers[0]).not.toHaveProperty('abstract');
    expect(await refusalIn(await server.get('/api/papers?rows=3,24'))).toEqual({
      status: 400,
      code: 'bad-request',
      message:
        'The query parameter "rows" is not valid: it has 24, but there are 24 papers, numbered from 0. See /openapi.json for what is accepted.',
    });
    expect(await refusalIn(await server.get('/api/papers'))).toMatchObject({
      status: 400,
      code: 'bad-request',
    });
  });

  it('searches by GET and by POST with the same answer', async () => {
    const byGet = await getJson<Hits>(
      '/api/search?q=melting+glaciers&k=5&like=ice-0&unlike=chess-0&unlike=bees-0&yearFrom=2016&yearTo=2020&topic=0&facet.category=ice&facet.category=bees',
    );
    const byPost = await server.post('/api/search', {
      ...{ text: 'melting glaciers', k: 5, like: ['ice-0'], unlike: ['chess-0', 'bees-0'] },
      filter: { year: { from: 2016, to: 2020 }, topic: [0], facets: { category: ['ice', 'bees'] } },
    });
    expect(byPost.status).toBe(200);
    expect(byGet.hits).toHaveLength(5);
    expect(byGet.hits).toEqual(((await byPost.json()) as Hits).hits);
  });

  it('lets examples count in the way that is asked for, by GET and by POST', async () => {
    const orders = new Set<string>();
    for (const examples of ['all', 'any', 'learned']) {
      const byGet = await getJson<Hits>(
        `/api/search?like=bees-0&like=ice-0&unlike=chess-0&examples=${examples}`,
      );
      const body = { like: ['bees-0', 'ice-0'], unlike: ['chess-0'], examples };
      const byPost = (await (await server.post('/api/search', body)).json()) as Hits;
      expect(byGet.hits).toEqual(byPost.hits);
      orders.add(String(idsOf(byGet)));
    }
    expect(orders.size).toBe(3);
  });

  it('weighs parts, is near to topics and varies on request, by GET and by POST', async () => {
    const byGet = await getJson<Hits>(
      '/api/search?q=melting&like=bees-0&near=4&weight.text=0.5&weight.near=2&diversity=0.5&explain=true',
    );
    const body = { text: 'melting', like: ['bees-0'], near: { topics: [4] }, diversity: 0.5, explain: true };
    const post = async (more: object) =>
      (await (await server.post('/api/search', { ...body, ...more })).json()) as Hits;
    expect(byGet.hits).toEqual((await post({ weights: { text: 0.5, near: 2 } })).hits);
    expect(byGet.hits[0].why.parts!.near).toBeGreaterThan(0);
    expect(idsOf(byGet)).not.toEqual(idsOf(await post({})));
    expect(idsOf(byGet)).not.toEqual(idsOf(await post({ weights: { text: 0.5, near: 2 }, diversity: 0 })));
  });

  it('takes areas of the map by POST, of 3 to 200 corners', async () => {
    const corner = (x: number, y: number) => [x, y];
    const whole = [corner(-2, -2), corner(2, -2), corner(2, 2), corner(-2, 2)];
    const body = { near: { region: whole }, filter: { region: whole, topic: [4] } };
    const answer = (await (await server.post('/api/search', body)).json()) as Hits;
    expect(idsOf(answer).sort()).toEqual(Array.from({ length: 7 }, (_, i) => `chess-${i}`));
    for (const region of [
      whole.slice(2),
      Array(201).fill([0, 0]),
      [[0, 0, 0], ...whole],
      [['a', 0], ...whole],
    ]) {
      for (const asked of [{ near: { region } }, { text: 'ice', filter: { region } }]) {
        expect(await refusalIn(await server.post('/api/search', asked))).toMatchObject({
          code: 'bad-request',
        });
      }
    }
  });

  it('filters what is similar', async () => {
    const answer = await getJson<Hits>('/api/papers/bees-0/similar?k=50&topic=4&yearTo=2016');
    expect(idsOf(answer).sort()).toEqual(['chess-0', 'chess-1']);
  });

  it('keeps notes beside the hits', async () => {
    const { hits, notes } = await getJson<Hits>('/api/search?q=ice&facet.category=fire');
    expect({ hits, notes }).toEqual({
      hits: [],
      notes: ['Nothing is let through: no paper has category "fire".'],
    });
  });

  it('gives back paper text as it is, in JSON', async () => {
    const response = await server.get(`/api/papers/${encodeURIComponent(oddIds[2])}`);
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(((await response.json()) as PaperDetail).title).toContain('<b>state-of-the-art</b>');
  });
});

describe('a request that is wrong', () => {
  it('is refused with field, value and expectation', async () => {
    const cases: [string, number, string, string][] = [
      ['/api/search', 400, 'empty-query', 'The question is empty.'],
      ['/api/search?q=%20', 400, 'empty-query', 'The question is empty.'],
      [
        '/api/search?q=ice&k=0',
        400,
        'bad-request',
        'query parameter "k" is not valid: it is 0, expected at least 1',
      ],
      ['/api/search?q=ice&k=1000000', 400, 'bad-request', 'it is 1000000, expected at most 1000'],
      [
        '/api/search?q=ice&mode=magic',
        400,
        'bad-request',
        'it is "magic", expected "fused" or "meaning" or "words"',
      ],
      ['/api/search?q=ice&query=x', 400, 'bad-request', 'it has "query", which is not known here'],
      ['/api/info?x=1', 400, 'bad-request', 'it has "x", which is not known here'],
      ['/api/search?like=nobody', 404, 'unknown-paper', 'There is no paper "nobody"'],
      [
        '/api/search?q=ice&topic=77',
        404,
        'unknown-topic',
        'There is no topic 77; topics are numbered 0 to 4.',
      ],
      ['/api/nothing', 404, 'not-found', 'There is nothing at /api/nothing.'],
      ['/api', 404, 'not-found', 'There is nothing at /api.'],
    ];
    for (const [path, status, code, sentence] of cases) {
      const refusal = await refusalIn(await server.get(path));
      expect(refusal).toMatchObject({ status, code, message: expect.stringContaining(sentence) });
    }
  });

  it('is refused where its body is no JSON, or too large', async () => {
    expect(await refusalIn(await server.post('/api/search', '{"text":'))).toMatchObject({
      ...{ status: 400, code: 'bad-request', message: expect.stringContaining('The body is not valid') },
    });
    for (const body of ['[]', '"ice"', 'null', '']) {
      expect((await server.post('/api/search', body)).status).toBe(400);
    }
    // Written as text: JSON.stringify has no such field to write.
    const lost = '{"text":"ice","filter":{"facets":{"__proto__":["a"]}}}';
    expect(await refusalIn(await server.post('/api/search', lost))).toMatchObject({
      ...{ status: 400, code: 'bad-request', message: expect.stringContaining('it has "__proto__"') },
    });
    const deep = `{"text":${'['.repeat(60_000)}${']'.repeat(60_000)}}`;
    expect(await refusalIn(await server.post('/api/search', deep))).toMatchObject({ status: 400 });
    const large = { text: 'x'.repeat(limits.maxBodyBytes) };
    expect(await refusalIn(await server.post('/api/search', large))).toEqual({
      status: 413,
      code: 'body-too-large',
      message: `The request body is larger than ${limits.maxBodyBytes} bytes. Send less.`,
    });
    expect(await refusalIn(await server.post('/api/search', { text: 'x'.repeat(20_001) }))).toMatchObject({
      status: 400,
    });
  });

  it('is told which methods there are', async () => {
    const cases: [string, string, string][] = [
      ['DELETE', '/api/search', 'GET, HEAD, POST'],
      ['POST', '/api/info', 'GET, HEAD'],
      ['PUT', '/api/papers/bees-0', 'GET, HEAD'],
      ['OPTIONS', '/api/search', 'GET, HEAD, POST'],
      ['POST', '/openapi.json', 'GET, HEAD'],
    ];
    for (const [method, path, allowed] of cases) {
      const response = await server.get(path, { method });
      expect(response.headers.get('allow')).toBe(allowed);
      expect(await refusalIn(response)).toEqual({
        status: 405,
        code: 'method-not-allowed',
        message: `${path} does not take ${method}; use ${allowed}.`,
      });
    }
    expect((await server.get('/', { method: 'POST' })).status).toBe(405);
    expect((await server.get('/api/info', { method: 'HEAD' })).status).toBe(200);
  });

  it('never sees a stack, whatever breaks', async () => {
    const embed = () => Promise.reject(new TypeError('a bug'));
    const broken = await serveSmall({ embedder: { embed } });
    const printed: unknown[] = [];
    const { error } = console;
    console.error = (line: unknown) => printed.push(line);
    try {
      const text = await (await broken.get('/api/search?q=ice')).text();
      expect(JSON.parse(text).error).toMatchObject({
        code: 'internal',
        message: expect.stringContaining('a bug'),
      });
      expect(text).not.toMatch(/\bat \w|\.ts:/);
      expect(printed).toHaveLength(1);
    } finally {
      console.error = error;
      await broken.close();
    }
  });
});

describe('the page', () => {
  it('is sent from its folder, files with a hash in their name for good', async () => {
    const index = await server.get('/?view=1');
    expect(await index.text()).toContain('<title>Nearby</title>');
    expect(index.headers.get('cache-control')).toBe('no-cache');
    expect(index.headers.get('link')).toContain('</api/map>; rel=preload; as=fetch; crossorigin');
    const script = await server.get('/assets/main-abc123.js');
    expect(script.headers.get('content-type')).toContain('javascript');
    expect(script.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect((await server.get('/icon.svg')).headers.get('cache-control')).toBe('no-cache');
  });

  it('says where nothing is, to people and to programs', async () => {
    const html = await server.get('/no/<b>such</b>', { headers: { accept: 'text/html' } });
    expect(html.status).toBe(404);
    expect(html.headers.get('content-type')).toContain('text/html');
    expect(await html.text()).not.toContain('<b>');
    expect(await refusalIn(await server.get('/no/such'))).toMatchObject({ status: 404, code: 'not-found' });
  });

  it('does not send what lies outside its folder', async () => {
    const paths = [
      '/../../package.json',
      '/..%2f..%2fpackage.json',
      '/assets/../../x',
      '/%2e%2e/x',
      '/.hidden',
      '/a%00b',
    ];
    for (const path of paths) {
      const { status, body } = await sendRaw(server.port, path, {
        headers: { host: `localhost:${server.port}` },
      });
      expect(status).toBeGreaterThanOrEqual(400);
      expect(body).not.toContain('nearby-papers');
    }
  });

  it('is missed by name where it is not built, and the API answers all the same', async () => {
    const pageFolder = join(temporaryFolder(), 'dist');
    const bare = await serveSmall({ pageFolder });
    expect(await refusalIn(await bare.get('/'))).toMatchObject({
      ...{ status: 500, code: 'page-missing', message: expect.stringContaining('npm run build:page') },
    });
    expect((await bare.get('/api/info')).status).toBe(200);
    await bare.close();
  });
});

describe('many requests', () => {
  it('are answered while another waits, and after a client went away', async () => {
    let release = () => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const embed = async (texts: readonly string[]): Promise<EmbeddedTexts> => {
      if (texts[0] === 'slow') await gate;
      return embedTexts(texts);
    };
    const busy = await serveSmall({ embedder: { embed } });
    const leaving = new AbortController();
    const left = busy
      .get('/api/search?q=slow', { signal: leaving.signal })
      .catch((error: Error) => error.name);
    const waiting = busy.get('/api/search?q=slow');
    const quick = await Promise.all(
      ['/api/search?q=ice', '/api/info', '/api/map'].map((path) => busy.get(path)),
    );
    expect(quick.map(({ status }) => status)).toEqual([200, 200, 200]);
    leaving.abort();
    expect(await left).toBe('AbortError');
    release();
    expect((await waiting).status).toBe(200);
    expect((await busy.get('/api/info')).status).toBe(200);
    await busy.close();
  });
});
