/** The server's answers as values, and its refusals as one error with a sentence for the person. */
import type {
  ApiError,
  FacetCounts,
  FacetCountsRequest,
  Facets,
  Gaps,
  GapsRequest,
  Hits,
  Info,
  Match,
  PaperDetail,
  PaperHead,
  Records,
  RecordsRequest,
  SearchRequest,
  SimilarityRequest,
  SuggestRequest,
  TopicComparison,
  Topics,
} from '../src/server/api-types.ts';
import { type AnswerName, fits } from './answer-shapes.ts';

export class ApiFailure extends Error {
  override readonly name = 'ApiFailure';
  /** 0 where no answer came. */
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, sentence: string, options?: { cause?: unknown }) {
    super(sentence, options);
    this.status = status;
    this.code = code;
  }
}

/** Every method rejects with `ApiFailure`, except for an aborted signal: then with its reason. */
export class Api {
  private readonly fetcher: typeof fetch;
  /** Of the first answer, by the server's own mark; null before it, and where a server gives none. */
  private corpus: string | null = null;

  private readonly otherCorpus: () => void;

  /**
   * @param fetcher stands in for the browser's in tests.
   * @param otherCorpus called, beside the refusal, when an answer is of another corpus than those before.
   */
  constructor(fetcher: typeof fetch = (input, init) => fetch(input, init), otherCorpus = () => {}) {
    this.fetcher = fetcher;
    this.otherCorpus = otherCorpus;
  }

  info(signal?: AbortSignal): Promise<Info> {
    return this.json('info', '/api/info', { signal });
  }

  topics(signal?: AbortSignal): Promise<Topics> {
    return this.json('topics', '/api/topics', { signal });
  }

  compareTopics(a: number, b: number, signal?: AbortSignal): Promise<TopicComparison> {
    return this.json('comparison', `/api/topics/compare?a=${a}&b=${b}`, { signal });
  }

  /** @returns the topics with the new name. */
  nameTopic(topic: number, name: string): Promise<Topics> {
    return this.json('topics', `/api/topics/${topic}/name`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name }),
    });
  }

  /** @returns the topics, this one by the name that was found. */
  unnameTopic(topic: number): Promise<Topics> {
    return this.json('topics', `/api/topics/${topic}/name`, { method: 'DELETE' });
  }

  /** Forgets a name that fits no topic any more. @returns the topics. */
  forgetTopicName(name: string): Promise<Topics> {
    return this.json('topics', `/api/topics/names-without-topic?name=${encodeURIComponent(name)}`, {
      method: 'DELETE',
    });
  }

  facets(signal?: AbortSignal): Promise<Facets> {
    return this.json('facets', '/api/facets', { signal });
  }

  /** How many of its papers each year, topic and value has. */
  facetCounts(request: FacetCountsRequest, signal?: AbortSignal): Promise<FacetCounts> {
    return this.post('facetCounts', '/api/facets', request, signal);
  }

  async map(signal?: AbortSignal): Promise<ArrayBuffer> {
    const response = await this.answer('/api/map', { signal });
    return this.read(response.arrayBuffer(), signal);
  }

  paper(id: string, signal?: AbortSignal): Promise<PaperDetail> {
    return this.json('paper', `/api/papers/${encodeURIComponent(id)}`, { signal });
  }

  async papersOfRows(rows: readonly number[], signal?: AbortSignal): Promise<PaperHead[]> {
    const answer = await this.json<{ papers: PaperHead[] }>('papers', `/api/papers?rows=${rows.join(',')}`, {
      signal,
    });
    return answer.papers;
  }

  /** Full records, at most 500 by row and 500 by id. */
  records(request: RecordsRequest, signal?: AbortSignal): Promise<Records> {
    return this.post('papers', '/api/papers', request, signal);
  }

  similar(id: string, k: number, signal?: AbortSignal): Promise<Hits> {
    return this.json('hits', `/api/papers/${encodeURIComponent(id)}/similar?k=${k}&shared=true`, { signal });
  }

  search(request: SearchRequest, signal?: AbortSignal): Promise<Hits> {
    return this.post('hits', '/api/search', request, signal);
  }

  /** The papers whose rating would tell most. */
  suggest(request: SuggestRequest, signal?: AbortSignal): Promise<Hits> {
    return this.post('hits', '/api/suggest', request, signal);
  }

  /** How near each row is, in binary. */
  async similarity(request: SimilarityRequest, signal?: AbortSignal): Promise<ArrayBuffer> {
    const response = await this.answer('/api/map/similarity', posted(request, signal));
    return this.read(response.arrayBuffer(), signal);
  }

  /** The numbers of a facet, one a row, in binary. */
  async numbers(facet: string, signal?: AbortSignal): Promise<ArrayBuffer> {
    const response = await this.answer(`/api/map/numbers?facet=${encodeURIComponent(facet)}`, { signal });
    return this.read(response.arrayBuffer(), signal);
  }

  private post<Answer>(
    name: AnswerName,
    path: string,
    request: object,
    signal?: AbortSignal,
  ): Promise<Answer> {
    return this.json(name, path, posted(request, signal));
  }

  /** Sends the file to the server on this machine, which keeps nothing of it. */
  match(file: Blob, signal?: AbortSignal): Promise<Match> {
    const headers = { 'content-type': 'application/octet-stream' };
    return this.json('match', '/api/match', { method: 'POST', headers, body: file, signal });
  }

  gaps(request: GapsRequest, signal?: AbortSignal): Promise<Gaps> {
    return this.post('hits', '/api/gaps', request, signal);
  }

  private async json<Answer>(name: AnswerName, path: string, init: RequestInit): Promise<Answer> {
    const response = await this.answer(path, init);
    const answer: unknown = await this.read(response.json(), init.signal);
    if (!fits(name, answer)) throw unreadable();
    return answer as Answer;
  }

  private async answer(path: string, init: RequestInit): Promise<Response> {
    let response: Response;
    try {
      response = await this.fetcher(path, init);
    } catch (cause) {
      if (init.signal?.aborted) throw cause;
      throw noAnswer(cause);
    }
    this.checkCorpus(response);
    if (!response.ok) throw await refusalOf(response);
    return response;
  }

  /** Rows and ids of one corpus mean nothing in another: no answer of a second one reaches the page. */
  private checkCorpus(response: Response): void {
    const tag = response.headers.get('x-nearby-corpus');
    if (tag === null) return;
    this.corpus ??= tag;
    if (tag === this.corpus) return;
    this.otherCorpus();
    throw new ApiFailure(
      response.status,
      'other-corpus',
      'The server shows another corpus now, or this one has grown. What is on screen is of the earlier one: reload the page ' +
        'to go on; the address keeps your view.',
    );
  }

  private async read<Body>(body: Promise<Body>, signal: AbortSignal | null | undefined): Promise<Body> {
    try {
      return await body;
    } catch (cause) {
      if (signal?.aborted) throw cause;
      throw unreadable(cause);
    }
  }
}

function posted(request: object, signal?: AbortSignal): RequestInit {
  const headers = { 'content-type': 'application/json' };
  return { method: 'POST', headers, body: JSON.stringify(request), signal };
}

function unreadable(cause?: unknown): ApiFailure {
  return new ApiFailure(
    200,
    'unreadable',
    'The answer of the server broke off or could not be read. Try again; if it happens again, restart Nearby.',
    { cause },
  );
}

function noAnswer(cause: unknown): ApiFailure {
  return new ApiFailure(
    0,
    'no-answer',
    'The Nearby server does not answer. Check that it is still running in its terminal (start it again with ' +
      '"npm start"), then try again.',
    { cause },
  );
}

async function refusalOf(response: Response): Promise<ApiFailure> {
  const body = (await response.json().catch(() => null)) as Partial<ApiError> | null;
  const sentence = body?.error?.message;
  const code = body?.error?.code;
  if (typeof sentence === 'string' && typeof code === 'string') {
    return new ApiFailure(response.status, code, sentence);
  }
  return new ApiFailure(
    response.status,
    'unknown',
    `The server answered with status ${response.status} and no reason. Try again; its terminal may say more.`,
  );
}

/** The sentence to show for whatever a request threw. */
export function sentenceOf(failure: unknown): string {
  if (failure instanceof ApiFailure) return failure.message;
  const reason = failure instanceof Error ? failure.message : String(failure);
  return `Something went wrong in the page: ${reason}. Reload it; please report this if it happens again.`;
}
