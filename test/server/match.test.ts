import { readdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { limits } from '../../src/server/api-schemas.ts';
import { matchSchema } from '../../src/server/match-schemas.ts';
import { smallPapers } from '../search/small-corpus.ts';
import { refusalIn, type SmallServer, sendRaw, serveSmall } from './serve-small.ts';

let server: SmallServer;
beforeAll(async () => {
  server = await serveSmall();
});
afterAll(() => server.close());

const bibtex = `
@article{one, title = {{Honeybee} colonies measured with cheap sensors}, year = 2015}
@article{two, title = {Glacier ice mesured with cheap sensors}, year = 1950}
@article{three, title = {A history of lamps}}
@article{four, author = {Nobody}}
`;

const send = (body: string | Uint8Array, type = 'application/octet-stream', query = '') =>
  fetch(new URL(`/api/match${query}`, server.url), {
    method: 'POST',
    headers: { 'content-type': type },
    body: body as BodyInit,
  });

describe('POST /api/match', () => {
  it('says of every entry whether it is found, ambiguous or absent, and what could not be read', async () => {
    const expected = {
      entries: [
        { label: smallPapers[0].title, key: 'one', status: 'found', id: 'bees-0', row: 0, by: 'title' },
        {
          ...{ key: 'two', status: 'ambiguous', reason: 'The paper of that title is of 2015, not 1950.' },
          candidates: [expect.objectContaining({ id: 'ice-0' })],
        },
        { label: 'A history of lamps', key: 'three', status: 'absent' },
      ],
      counts: { found: 1, ambiguous: 1, absent: 1, papers: 1 },
      issues: [{ entry: 4, severity: 'skipped' }],
    };
    for (const body of [bibtex, gzipSync(bibtex)]) {
      const response = await send(body);
      expect(response.status).toBe(200);
      expect(matchSchema.parse(await response.json())).toMatchObject(expected);
    }
  });

  it('takes each format of bibliographies, found by content or named', async () => {
    const { title } = smallPapers[0];
    const files: Record<string, string> = {
      bibtex: `@misc{a, title={${title}}}`,
      ris: `TY  - JOUR\nTI  - ${title}\nER  - \n`,
      'csl-json': JSON.stringify([{ id: 'a', type: 'article', title, 'container-title': 'J' }]),
      csv: `title,year\n"${title}",2015\n`,
      jsonl: `${JSON.stringify({ title })}\n`,
    };
    for (const [format, text] of Object.entries(files)) {
      for (const query of ['', `?format=${format}`]) {
        const answer = matchSchema.parse(await (await send(text, 'text/plain; charset=utf-8', query)).json());
        expect(answer.entries).toMatchObject([{ status: 'found', id: 'bees-0' }]);
      }
    }
  });

  it('refuses what is no bibliography, in a sentence that says why', async () => {
    for (const [body, says] of [
      ['', /The file is empty/],
      ['%PDF-1.7 and more than sixteen bytes', /a PDF/],
      ['just a line', /not one of those that Nearby reads/],
      ['@article{a, year = 2001}', /no title/],
    ] as const) {
      expect(await refusalIn(await send(body))).toMatchObject({
        status: 400,
        code: 'no-entries',
        message: expect.stringMatching(says),
      });
    }
    expect(await refusalIn(await send(bibtex, 'text/plain', '?format=docx'))).toMatchObject({
      code: 'bad-request',
    });
  });

  it('refuses too large a file before and while it comes, and too many entries', async () => {
    const tooLarge = { status: 413, code: 'body-too-large', message: expect.stringContaining('20971520') };
    expect(await refusalIn(await send(new Uint8Array(limits.maxFileBytes + 1)))).toMatchObject(tooLarge);
    // Without a length said in advance.
    const piece = new Uint8Array(1024 * 1024);
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (sent++ < 22) controller.enqueue(piece);
        else controller.close();
      },
    });
    const response = await fetch(new URL('/api/match', server.url), {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: endless,
      duplex: 'half',
    } as RequestInit);
    expect(await refusalIn(response)).toMatchObject(tooLarge);
    const many = Array.from({ length: 20_001 }, (_, i) => `{"title":"Lamp ${i}"}`).join('\n');
    expect(await refusalIn(await send(many))).toMatchObject({ status: 413, code: 'too-many-entries' });
  });

  it('takes only the bytes of a file, and only from our own page', async () => {
    for (const type of ['application/json', 'multipart/form-data; boundary=x'])
      expect(await refusalIn(await send(bibtex, type))).toMatchObject({ status: 415, code: 'not-a-file' });
    const { port } = new URL(server.url);
    const elsewhere: Record<string, string>[] = [
      { 'sec-fetch-site': 'cross-site' },
      { origin: 'http://elsewhere.example' },
    ];
    for (const headers of elsewhere) {
      const answer = await sendRaw(Number(port), '/api/match', {
        method: 'POST',
        headers: { 'content-type': 'text/plain', host: `127.0.0.1:${port}`, ...headers } as Record<
          string,
          string
        >,
        body: bibtex,
      });
      expect(answer.status).toBe(403);
    }
  });

  it('keeps nothing: neither papers nor files', async () => {
    const listed = () => readdirSync(server.corpus.folder).sort();
    const [files, rows] = [listed(), server.corpus.rows];
    await send('{"title":"A history of lamps","doi":"10.1000/lamps"}');
    expect([listed(), server.corpus.rows]).toEqual([files, rows]);
    const again = matchSchema.parse(await (await send('{"title":"A history of lamps"}')).json());
    expect(again.counts).toMatchObject({ found: 0, absent: 1 });
  });
});

describe('POST /api/gaps', () => {
  it('answers with what is near and not among the papers, under the filter', async () => {
    const body = { ids: ['bees-0', 'bees-1'], k: 3, filter: { facets: { category: ['bees'] } } };
    const answer = await (await server.post('/api/gaps', body)).json();
    const { hits } = answer as { hits: { id: string; why: { like: { id: string }[] } }[] };
    expect(hits).toHaveLength(3);
    for (const { id, why } of hits) {
      expect(id).toMatch(/^bees-[2-6]$/);
      expect(why.like.map((example) => example.id).sort()).toEqual(['bees-0', 'bees-1']);
    }
  });

  it('takes the ids of the largest library, and refuses more', async () => {
    const ids = (count: number) => [
      'bees-0',
      ...Array.from({ length: count - 1 }, (_, i) => `x${i}`.padEnd(100, '-')),
    ];
    expect((await server.post('/api/gaps', { ids: ids(limits.maxLibrary) })).status).toBe(200);
    for (const count of [0, limits.maxLibrary + 1]) {
      const refusal = await refusalIn(await server.post('/api/gaps', { ids: count === 0 ? [] : ids(count) }));
      expect(refusal).toMatchObject({ status: 400, code: 'bad-request' });
    }
  });

  it('says how large the body may be', async () => {
    const ids = ['x'.repeat(limits.maxLibraryBytes)];
    expect(await refusalIn(await server.post('/api/gaps', { ids }))).toMatchObject({
      code: 'body-too-large',
      message: expect.stringContaining(String(limits.maxLibraryBytes)),
    });
  });
});
