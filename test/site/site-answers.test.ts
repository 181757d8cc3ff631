/** What a site answers over the small corpus, and what it refuses in words. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSearcher } from '../../src/search/open-searcher.ts';
import { facetsAnswer, infoAnswer, topicsAnswer } from '../../src/server/answers.ts';
import type {
  FacetCounts,
  Hits,
  Info,
  PaperDetail,
  PaperHead,
  Records,
  Topics,
} from '../../src/server/api-types.ts';
import { encodeMap } from '../../src/server/map-format.ts';
import { mapTable } from '../../src/server/map-table.ts';
import { numbersTable } from '../../src/server/numbers-table.ts';
import { SiteAnswers } from '../../src/site/site-answers.ts';
import type { FetchFile } from '../../src/site/site-files.ts';
import type { ModelProgress } from '../../src/site/site-model.ts';
import type { Corpus } from '../../src/store/corpus.ts';
import { paperOf } from '../paper-of.ts';
import { sampleCorpus } from '../sample-corpus.ts';
import { oddIds, smallCorpus, smallPapers } from '../search/small-corpus.ts';
import { ExportedSite } from './exported-site.ts';

let corpus: Corpus;
let site: ExportedSite;
let sample: ExportedSite;

beforeAll(async () => {
  corpus = smallCorpus();
  // Its model is none: texts are found by words.
  site = await ExportedSite.of(corpus);
  const searcher = await openSearcher(await sampleCorpus(), { processes: 0 });
  sample = await ExportedSite.of(searcher.corpus);
  await searcher.close();
});

afterAll(() => corpus.close());

const refusalIn = ({ status, text }: { status: number; text: string }) => ({
  status,
  ...(JSON.parse(text) as { error: { code: string; message: string } }).error,
});

describe('a site', () => {
  it('says of itself what the program says, byte for byte', async () => {
    expect(await site.get<Info>('/api/info')).toEqual(infoAnswer(corpus, '1.2.3', 'exact'));
    expect(await site.get<Topics>('/api/topics')).toEqual(topicsAnswer(corpus));
    expect(await site.get('/api/facets')).toEqual(facetsAnswer(corpus));
    const map = await site.answers.answer({ method: 'GET', path: '/api/map', body: null });
    expect(map.body).toEqual(encodeMap(mapTable(corpus, corpus.layout()!, corpus.topics())));
  });

  it('may have its answers taken away: the next is whole again', async () => {
    const ask = () => site.answers.answer({ method: 'GET', path: '/api/map', body: null });
    const { body } = await ask();
    structuredClone(body, { transfer: [(body as Uint8Array<ArrayBuffer>).buffer] });
    expect((await ask()).body.length).toBeGreaterThan(100);
  });

  it('gives papers by row and by id, odd ones too, and their records', async () => {
    const { papers } = await site.get<{ papers: PaperHead[] }>('/api/papers?rows=21,0');
    expect(papers.map(({ id }) => id)).toEqual([oddIds[0], 'bees-0']);
    for (const id of oddIds) {
      const paper = await site.get<PaperDetail>(`/api/papers/${encodeURIComponent(id)}`);
      expect(paper).toMatchObject(smallPapers.find((known) => known.id === id)!);
    }
    const { text } = await site.raw('/api/papers', { rows: [1], ids: ['ice-0', 'nobody'] });
    const records = JSON.parse(text) as Records;
    expect(records.papers.map(({ id }) => id)).toEqual(['bees-1', 'ice-0']);
    expect(records.unknown).toEqual(['nobody']);
  });

  it('counts the papers of a question by year, topic and facet', async () => {
    const { text } = await site.raw('/api/facets', { filter: { facets: { category: ['bees'] } } });
    const counts = JSON.parse(text) as FacetCounts;
    expect(counts.papers).toBe(7);
    expect(counts.years.find(({ year }) => year === 2015)?.count).toBe(1);
    expect(counts.facets.find(({ name }) => name === 'venue')?.values[0]).toEqual({
      value: 'Journal of Small Things',
      count: 4,
    });
  });

  it('gives the numbers of a facet, also of one that is called like a number', async () => {
    const papers = ['7', '9'].map((value, i) =>
      paperOf({ id: `p${i}`, title: `T${i}`, facets: { 2020: [value] } }),
    );
    const numbered = smallCorpus(papers);
    const { answers } = await ExportedSite.of(numbered);
    const { status, body } = await answers.answer({
      method: 'GET',
      path: '/api/map/numbers?facet=2020',
      body: null,
    });
    expect(status).toBe(200);
    expect(body).toEqual(encodeMap(numbersTable(numbered, '2020')));
    numbered.close();
  });

  it('refuses what is not there with the words of the program', async () => {
    const paper = refusalIn(await site.raw('/api/papers/bees-99'));
    expect(paper).toMatchObject({ status: 404, code: 'unknown-paper' });
    expect(paper.message).toContain('There is no paper "bees-99" in this corpus. Did you mean "bees-0"?');
    expect(refusalIn(await site.raw('/api/papers?rows=999'))).toMatchObject({ code: 'unknown-paper' });
    expect(refusalIn(await site.raw('/api/papers?rows=1,x'))).toMatchObject({ code: 'bad-request' });
    expect(refusalIn(await site.raw('/api/search', { k: 0 }))).toMatchObject({
      status: 400,
      code: 'bad-request',
    });
    expect(refusalIn(await site.raw('/api/search', { text: ' ' }))).toMatchObject({ code: 'empty-query' });
  });

  it('says of what takes the program that it does', async () => {
    for (const path of ['/api/gaps', '/api/match', '/api/what-may-come']) {
      const refusal = refusalIn(await site.raw(path, { ids: ['bees-0'] }));
      expect(refusal).toMatchObject({ status: 501, code: 'site-lacks' });
      expect(refusal.message).toContain('takes the program Nearby');
    }
    const { text } = await site.raw('/api/topics/compare?a=1&b=2');
    expect(text).toContain('comparing two topics takes the program Nearby');
  });

  it('without a model finds texts by words and says so, and refuses to find them by meaning alone', async () => {
    const answer = await site.search({ text: 'melting glaciers' });
    expect(answer.hits[0].id).toMatch(/^ice-/);
    expect(answer.notes[0]).toMatch(/^This site came without a model/);
    expect(refusalIn(await site.raw('/api/search', { text: 'melting', mode: 'meaning' })).message).toContain(
      'finding a text by meaning with the model "by-words"',
    );
    const similar = await site.get<Hits>('/api/papers/ice-0/similar?k=3&shared=true');
    expect(similar.hits).toHaveLength(3);
    expect(similar.notes).toEqual([]);
  });

  it('names a file that does not come, and answers when it has come after all', async () => {
    const paper = () => new ExportedSiteView(site).get('/api/papers/bees-0');
    site.missing.add('papers/0.json');
    expect(refusalIn(await paper())).toMatchObject({ status: 502, code: 'site-file' });
    site.missing.clear();
    expect((await paper()).status).toBe(200);
  });
});

/** The same site in a browser that has fetched nothing. */
class ExportedSiteView {
  readonly answers;
  constructor(site: ExportedSite) {
    this.answers = site.another();
  }
  async get(path: string) {
    const { status, body } = await this.answers.answer({ method: 'GET', path, body: null });
    return { status, text: String(body) };
  }
}

describe('the model of a site', () => {
  it('comes with the first text: words are answered at once, and by meaning when it is here', async () => {
    const asked = { text: 'pruning of vision transformers' };
    const byWords = await sample.search(asked);
    expect(byWords.notes[0]).toMatch(/the model is on its way/);
    expect(byWords.hits[0].why.text?.wordsRank).toBe(1);
    await expect.poll(() => sample.progress.at(-1)).toEqual({ status: 'here' });
    const bytes = sample.progress.flatMap((progress) => (progress.status === 'coming' ? progress : []));
    expect(bytes.at(-1)?.bytes).toBe(bytes.at(-1)?.ofBytes);
    const byBoth = await sample.search(asked);
    expect(byBoth.notes).toEqual([]);
    expect(byBoth.hits[0].why.text?.meaningRank).not.toBeNull();
  });

  it('is not fetched for words alone, fields, examples and filters, nor vectors for words', async () => {
    const site = sample.another();
    const before = sample.fetched.length;
    const ask = (body: object) =>
      site.answer({ method: 'POST', path: '/api/search', body: JSON.stringify(body) });
    for (const query of [{ text: 'attention', mode: 'words' }, { text: 'year:2020' }]) {
      expect((await ask(query)).status).toBe(200);
    }
    expect(sample.fetched.slice(before)).not.toContain('vectors.bin');
    expect((await ask({ near: { topics: [0] } })).status).toBe(200);
    expect(sample.fetched.slice(before)).toContain('vectors.bin');
    expect(sample.fetched.slice(before).filter((path) => path.startsWith('model/'))).toEqual([]);
  });

  it('that does not come is told, words are answered all the same, and the next question tries again', async () => {
    const site = sample.another();
    const ask = async (mode: string) => {
      const body = JSON.stringify({ text: 'sparse attention', mode });
      return site.answer({ method: 'POST', path: '/api/search', body });
    };
    sample.missing.add('model/model.onnx');
    expect((await ask('fused')).status).toBe(200);
    await expect.poll(() => sample.progress.at(-1)).toMatchObject({ status: 'failed' });
    expect((await ask('meaning')).status).toBe(502);
    sample.missing.clear();
    expect((await ask('meaning')).status).toBe(200);
  });

  it('stays failed when the other files come later', async () => {
    const progress: ModelProgress[] = [];
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const others: Promise<unknown>[] = [];
    const fetch: FetchFile = async (path, onBytes) => {
      if (path.endsWith('.onnx')) throw new Error('not found');
      if (!path.startsWith('model/')) return sample.fetch(path);
      const coming = held.then(() => sample.fetch(path, onBytes));
      others.push(coming);
      return coming;
    };
    const site = new SiteAnswers(fetch, (step) => progress.push(step));
    const body = JSON.stringify({ text: 'sparse attention', mode: 'meaning' });
    expect((await site.answer({ method: 'POST', path: '/api/search', body })).status).toBe(502);
    release();
    await Promise.all(others);
    expect(progress).toEqual([expect.objectContaining({ status: 'failed' })]);
  });
});
