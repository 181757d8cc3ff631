/** A site answers as the program does: the twin of each question, over the sample. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ExactIndex } from '../../src/index/exact-index.ts';
import { type OpenSearcher, openSearcher } from '../../src/search/open-searcher.ts';
import { QuestionModel } from '../../src/search/question-model.ts';
import type { SearchAnswer, SearchQuery } from '../../src/search/search-types.ts';
import { Searcher } from '../../src/search/searcher.ts';
import { suggestNext } from '../../src/search/suggest-next.ts';
import { packVectors, unpackVectors } from '../../src/site/pack-vectors.ts';
import type { Paper } from '../../src/tables/paper.ts';
import { sampleCorpus } from '../sample-corpus.ts';
import { ExportedSite } from './exported-site.ts';

let served: OpenSearcher;
/** Over the vectors that a site has, searched exactly: what is the same to the last bit. */
let twin: Searcher;
let model: QuestionModel;
let site: ExportedSite;
let papers: Paper[];

beforeAll(async () => {
  served = await openSearcher(await sampleCorpus(), { processes: 0 });
  const { corpus, layout, topics, groups } = served;
  papers = [...corpus.allPapers()];
  site = await ExportedSite.of(corpus);
  const { name, dimensions } = corpus.settings.model;
  model = new QuestionModel(corpus, { name, processes: 0, say: () => {} });
  const vectors = unpackVectors(packVectors(served.vectors), corpus.rows, dimensions);
  const index = new ExactIndex(vectors);
  twin = new Searcher({ corpus, embedder: model, index, vectors, topics, layout, groups });
  // The model comes with the first question that must have it.
  await site.search({ text: 'anything', mode: 'meaning' });
});

afterAll(async () => {
  await model.close();
  await served.close();
});

/** Text of every kind: words, phrases, fields, titles, sentences, other scripts. */
const texts = () => [
  'pruning of vision transformers',
  '"state space" models -vision',
  'which layers can be dropped?',
  'the of and',
  'ti:"neural networks"',
  'au:"J. Wang" diffusion',
  'cat:cs.LG year:2019..2023 sparse',
  'kw:pruning',
  'COVID-19, naïve Bayes & k-means',
  'Überlegungen zur 深層学習',
  'zyzzyva qwerty',
  'a',
  ...papers.filter((_, row) => row % 40 === 0).map(({ title }) => title),
  ...papers.filter((_, row) => row % 120 === 7).map(({ abstract }) => abstract.slice(0, 400)),
  ...papers
    .filter((_, row) => row % 30 === 3)
    .map(({ title }) => title.split(' ').slice(1, 4).join(' '))
    .filter((text) => /\w/.test(text)),
];

const partsOf = (row: number): Partial<SearchQuery>[] => {
  const [a, b, c] = [row, row + 1, row + 2].map((other) => papers[other % papers.length].id);
  return [
    { like: [a] },
    { like: [a, b], unlike: [c] },
    { unlike: [a] },
    { like: [a, b], examples: 'any' },
    { like: [a, b], unlike: [c], examples: 'learned' },
    { like: [a], text: 'efficient attention', weights: { text: 2 } },
    { near: { topics: [row % 10] }, diversity: 0.4 },
    { text: 'networks', filter: { year: { from: 2018, to: 2021 } } },
    { filter: { topic: [row % 10], year: { from: 2015 } } },
    {
      text: 'graphs',
      filter: {
        region: [
          [-5, -5],
          [20, -5],
          [20, 20],
          [-5, 20],
        ],
      },
    },
    { like: [a], filter: { facets: { list: served.corpus.facetValues('list').slice(0, 2) } } },
    { like: [a], duplicates: 'listed', shared: true, explain: true },
  ];
};

/** All but how long it took. */
const settled = ({ tookMs: _, ...answer }: SearchAnswer) => JSON.parse(JSON.stringify(answer)) as object;

const asked = (query: Partial<SearchQuery>): SearchQuery => ({ k: 10, mode: 'fused', ...query });

describe('a site of the sample', () => {
  it.each(['words', 'fused', 'meaning'] as const)('answers texts by %s to the last number', async (mode) => {
    for (const text of texts()) {
      const query = asked({ text, mode, k: 20 });
      expect(settled(await site.search(query)), text).toEqual(settled(await twin.search(query)));
    }
  });

  it('answers examples, topics, filters and their mixtures to the last number', async () => {
    for (const row of [0, 111, 333, 599]) {
      for (const part of partsOf(row)) {
        const query = asked(part);
        const what = JSON.stringify(part);
        expect(settled(await site.search(query)), what).toEqual(settled(await twin.search(query)));
      }
    }
  });

  it('finds what the program finds with unrounded vectors, but for papers that are as good as equal', async () => {
    let same = 0;
    let all = 0;
    for (const text of texts()) {
      const query = asked({ text });
      const ours = (await site.search(query)).hits.map(({ id }) => id);
      const theirs = (await served.search(query)).hits.map(({ id }) => id);
      same += ours.filter((id) => theirs.includes(id)).length;
      all += theirs.length;
      expect(ours[0], text).toBe(theirs[0]);
    }
    expect(all).toBeGreaterThan(300);
    expect(same / all).toBeGreaterThan(0.98);
  });

  it('suggests the same papers to rate', async () => {
    const query = { like: [papers[3].id, papers[4].id], unlike: [papers[200].id], k: 5 };
    const answer = await site.raw('/api/suggest', query);
    expect(settled(JSON.parse(answer.text) as SearchAnswer)).toEqual(settled(await suggestNext(twin, query)));
  });

  it('lists the same neighbours of a paper, with the phrases that they share', async () => {
    for (const { id } of papers.slice(0, 20)) {
      const path = `/api/papers/${encodeURIComponent(id)}/similar?k=10&shared=true`;
      const theirs = await twin.similar(id, 10, undefined, { shared: true });
      expect(settled(await site.get(path))).toEqual(settled(theirs));
    }
  });
});
