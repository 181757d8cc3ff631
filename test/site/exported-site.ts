/** A corpus exported and asked as a browser asks it, its files read from disk. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { wholeLayout } from '../../src/search/open-searcher.ts';
import type { SearchAnswer, SearchQuery } from '../../src/search/search-types.ts';
import { portableModelOf } from '../../src/site/portable-model-of.ts';
import { SiteAnswers } from '../../src/site/site-answers.ts';
import type { FetchFile } from '../../src/site/site-files.ts';
import type { ModelProgress } from '../../src/site/site-model.ts';
import { writeSite } from '../../src/site/write-site.ts';
import type { Corpus } from '../../src/store/corpus.ts';
import { temporaryFolder } from '../temporary-folder.ts';

/** A page that needs no build. */
export function smallPage(): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'assets'));
  writeFileSync(
    join(folder, 'index.html'),
    '<!doctype html><meta charset="utf-8"><title>Nearby</title><body></body>',
  );
  return folder;
}

export class ExportedSite {
  readonly folder = temporaryFolder();
  /** Paths below the folder of data, in the order in which they were fetched. */
  readonly fetched: string[] = [];
  readonly progress: ModelProgress[] = [];
  /** Paths that are not found. */
  readonly missing = new Set<string>();
  readonly answers: SiteAnswers;

  private constructor() {
    this.answers = this.another();
  }

  static async of(corpus: Corpus, { withModel = true } = {}): Promise<ExportedSite> {
    const { model } = withModel ? await portableModelOf(corpus) : { model: null };
    const site = new ExportedSite();
    const parts = { corpus, layout: wholeLayout(corpus), model, pageFolder: smallPage(), version: '1.2.3' };
    writeSite(site.folder, parts);
    return site;
  }

  /** The same site in another browser. */
  another(): SiteAnswers {
    return new SiteAnswers(this.fetch, (progress) => this.progress.push(progress));
  }

  get data(): string {
    return join(this.folder, readdirSync(this.folder).find((name) => name.startsWith('data-'))!);
  }

  readonly fetch: FetchFile = async (path, onBytes) => {
    this.fetched.push(path);
    if (this.missing.has(path)) throw new Error('not found');
    const bytes = new Uint8Array(readFileSync(join(this.data, path)));
    onBytes?.(bytes.length);
    return bytes;
  };

  /** The text of an answer, refusals included. */
  async raw(path: string, body?: object): Promise<{ status: number; text: string }> {
    const method = body === undefined ? 'GET' : 'POST';
    const sent = body === undefined ? null : JSON.stringify(body);
    const answer = await this.answers.answer({ method, path, body: sent });
    const text = typeof answer.body === 'string' ? answer.body : new TextDecoder().decode(answer.body);
    return { status: answer.status, text };
  }

  async get<Answer>(path: string): Promise<Answer> {
    return read<Answer>(await this.raw(path));
  }

  async search(query: Partial<SearchQuery>): Promise<SearchAnswer> {
    return read<SearchAnswer>(await this.raw('/api/search', query));
  }
}

function read<Answer>({ status, text }: { status: number; text: string }): Answer {
  if (status !== 200) throw new Error(text);
  return JSON.parse(text) as Answer;
}
