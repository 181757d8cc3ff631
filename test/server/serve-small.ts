/** The small corpus behind a real server on a free port, with a page of two files. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { alreadyOpen } from '../../src/search/open-searcher.ts';
import type { QuestionEmbedder } from '../../src/search/searcher.ts';
import { createApp } from '../../src/server/create-app.ts';
import { type Listening, listen } from '../../src/server/listen.ts';
import type { Corpus } from '../../src/store/corpus.ts';
import { FakeEmbedder, searcherOf, smallCorpus } from '../search/small-corpus.ts';
import { temporaryFolder } from '../temporary-folder.ts';

export interface SmallServer extends Listening {
  corpus: Corpus;
  /** "/api/info" → the answer. */
  get(path: string, init?: RequestInit): Promise<Response>;
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>;
}

export async function serveSmall(
  options: { embedder?: QuestionEmbedder; pageFolder?: string } = {},
): Promise<SmallServer> {
  const corpus = smallCorpus();
  const searcher = searcherOf(corpus, options.embedder ?? new FakeEmbedder());
  const pageFolder = options.pageFolder ?? smallPage();
  const app = createApp({ opening: alreadyOpen(searcher), pageFolder, version: '1.2.3' });
  const server = await listen(app, { port: 0 });
  const address = (path: string) => new URL(path, server.url);
  return {
    ...server,
    corpus,
    get: (path, init) => fetch(address(path), init),
    post: (path, body, headers = { 'content-type': 'application/json' }) =>
      fetch(address(path), {
        method: 'POST',
        headers,
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    close: async () => {
      await server.close();
      corpus.close();
    },
  };
}

function smallPage(): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Nearby</title>');
  writeFileSync(join(folder, 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  writeFileSync(join(folder, 'assets', 'main-abc123.js'), 'export {};');
  return folder;
}

export interface RawAnswer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** As `fetch`, but sends any header and path as they are: browsers and fetch would not. */
export function sendRaw(
  port: number,
  path: string,
  options: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<RawAnswer> {
  const { method = 'GET', headers = {}, body } = options;
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, method, headers, agent: false }, (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.on('end', () =>
        resolve({
          status: response.statusCode!,
          headers: response.headers,
          body: Buffer.concat(pieces).toString(),
        }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** Status, code and sentence of a refusal. */
export async function refusalIn(
  response: Response,
): Promise<{ status: number; code: string; message: string }> {
  const { error } = (await response.json()) as { error: { code: string; message: string } };
  return { status: response.status, ...error };
}
