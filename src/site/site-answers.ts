/**
 * The API over the files of a site: requests as the page sends them to a server, answers as a server gives them. What a site
 * cannot answer it refuses in words (`site-lacks`).
 */
import type { z } from 'zod';
import { NearbyError, reasonOf } from '../errors.ts';
import { searchRequestSchema, suggestRequestSchema } from '../server/api-schemas.ts';
import { facetCountsRequestSchema } from '../server/facet-schemas.ts';
import { numbersParametersSchema, similarityRequestSchema } from '../server/map-schemas.ts';
import {
  parseQuery,
  type QueryValues,
  readParameters,
  rowsParametersSchema,
  similarParametersSchema,
} from '../server/query-parameters.ts';
import { recordsRequestSchema } from '../server/record-schemas.ts';
import { validate } from '../server/validate.ts';
import { AskedSite } from './asked-site.ts';
import { SiteCorpus } from './site-corpus.ts';
import { type FetchFile, SiteFiles } from './site-files.ts';
import { sitePaths } from './site-format.ts';
import { type ModelProgress, SiteModel } from './site-model.ts';

export interface SiteRequest {
  method: string;
  /** With its query, as the page asks a server: "/api/papers?rows=1,2". */
  path: string;
  /** Of a POST with JSON; null otherwise. */
  body: string | null;
}

export interface SiteAnswer {
  status: number;
  /** JSON, or the bytes of a file. */
  body: string | Uint8Array<ArrayBuffer>;
}

/** Answered with the bytes of a file. */
const wholeFiles = new Map([
  ['GET /api/info', sitePaths.info],
  ['GET /api/map', sitePaths.map],
  ['GET /api/topics', sitePaths.topics],
  ['GET /api/facets', sitePaths.facets],
]);

/** In words, what is asked where a site has no answer. */
const lacking = new Map([
  ['/api/match', 'matching a bibliography'],
  ['/api/gaps', 'finding what a bibliography lacks'],
  ['/api/topics/compare', 'comparing two topics'],
]);

/** As much as the page asks: without filters. */
const similarSchema = similarParametersSchema.pick({
  k: true,
  shared: true,
  explain: true,
  duplicates: true,
});

export class SiteAnswers {
  readonly #fetch: FetchFile;
  readonly #files: SiteFiles;
  readonly #tell: (progress: ModelProgress) => void;
  #opening: Promise<AskedSite> | null = null;

  /** @param tell how far the model has come, once a text needs it. */
  constructor(fetch: FetchFile, tell: (progress: ModelProgress) => void) {
    this.#fetch = fetchedOnce(fetch, [...wholeFiles.values()]);
    this.#files = new SiteFiles(this.#fetch);
    this.#tell = tell;
  }

  /** Never rejects: a refusal is an answer too, `{ error: { code, message } }`. */
  async answer(request: SiteRequest): Promise<SiteAnswer> {
    try {
      const { pathname, search } = new URL(request.path, 'http://site');
      const file = wholeFiles.get(`${request.method} ${pathname}`);
      // A copy: who is answered may take it away.
      if (file) return { status: 200, body: (await this.#wholeFile(file)).slice() };
      const answer = await this.#answerTo(request, pathname, parseQuery(search));
      return { status: 200, body: answer instanceof Uint8Array ? answer : JSON.stringify(answer) };
    } catch (error) {
      const refusal =
        error instanceof NearbyError
          ? error
          : new NearbyError('internal', { reason: reasonOf(error) }, { cause: error });
      const { httpStatus, code, message } = refusal;
      return { status: httpStatus, body: JSON.stringify({ error: { code, message } }) };
    }
  }

  async #answerTo(
    { method, body }: SiteRequest,
    pathname: string,
    parameters: QueryValues,
  ): Promise<object | Uint8Array<ArrayBuffer>> {
    const site = await this.#open();
    const sent = <Schema extends z.ZodType>(schema: Schema) =>
      validate(schema, JSON.parse(body ?? '') as unknown, 'body field');
    const given = <Schema extends z.ZodObject>(schema: Schema) => readParameters(schema, parameters);
    switch (`${method} ${pathname}`) {
      case 'POST /api/search':
        return site.search(sent(searchRequestSchema));
      case 'POST /api/suggest':
        return site.suggest(sent(suggestRequestSchema));
      case 'POST /api/facets':
        return site.countFacets(sent(facetCountsRequestSchema));
      case 'POST /api/map/similarity':
        return site.similarity(sent(similarityRequestSchema));
      case 'GET /api/map/numbers':
        return site.numbers(given(numbersParametersSchema).facet);
      case 'GET /api/papers':
        return site.heads(given(rowsParametersSchema).rows.split(',').map(Number));
      case 'POST /api/papers':
        return site.records(sent(recordsRequestSchema));
    }
    const [, encodedId, similar] = /^\/api\/papers\/([^/]+)(\/similar)?$/.exec(pathname) ?? [];
    if (method !== 'GET' || encodedId === undefined) {
      throw new NearbyError('site-lacks', {
        what: lacking.get(pathname) ?? `the answer to this (${pathname})`,
      });
    }
    const id = decodeURIComponent(encodedId);
    return similar ? site.search({ like: [id], mode: 'meaning', ...given(similarSchema) }) : site.paper(id);
  }

  async #wholeFile(path: string): Promise<Uint8Array<ArrayBuffer>> {
    try {
      return await this.#fetch(path);
    } catch (error) {
      throw new NearbyError('site-file', { path, reason: reasonOf(error) }, { cause: error });
    }
  }

  #open(): Promise<AskedSite> {
    this.#opening ??= SiteCorpus.open(this.#files)
      .then((corpus) => {
        const model = corpus.model && new SiteModel(this.#fetch, corpus.model, this.#tell);
        return new AskedSite(corpus, this.#files, model);
      })
      .catch((error: unknown) => {
        this.#opening = null;
        throw error;
      });
    return this.#opening;
  }
}

/** Files that two ask for, the page as they are and search as what they say. */
function fetchedOnce(fetch: FetchFile, paths: readonly string[]): FetchFile {
  const coming = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();
  return (path, onBytes) => {
    if (!paths.includes(path)) return fetch(path, onBytes);
    const fetched = coming.get(path) ?? fetch(path, onBytes);
    coming.set(path, fetched);
    // The failure is whoever asked's; the next asks anew.
    fetched.catch(() => coming.delete(path));
    return fetched;
  };
}
