/** Answers under random filters against brute force, on the sample with the bundled model. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEmbedder } from '../../src/embed/embedder.ts';
import { resolveModel } from '../../src/embed/resolve-model.ts';
import { type OpenSearcher, openSearcher } from '../../src/search/open-searcher.ts';
import { Searcher, type SearchQuery } from '../../src/search/searcher.ts';
import { exactAnswers } from '../bench/quality/filtered-exactness.ts';
import { mean } from '../bench/quality/metrics.ts';
import { sampleCorpus } from '../sample-corpus.ts';

let searcher: OpenSearcher;
let embedder: Awaited<ReturnType<typeof openEmbedder>>;
beforeAll(async () => {
  searcher = await openSearcher(await sampleCorpus(), { processes: 0 });
  embedder = await openEmbedder(await resolveModel(searcher.corpus.settings.model.name));
});
afterAll(async () => {
  await searcher.close();
  await embedder.close();
});

describe('an answer under a filter', () => {
  it('is that of brute force, in every mode and way in which examples count', async () => {
    expect(mean(await exactAnswers({ searcher, embedder }, 90, 2))).toBe(1);
  });

  it('would be seen to differ: where the filter is applied to the first papers of an answer', async () => {
    class FilteredLast extends Searcher {
      override async rank(query: SearchQuery) {
        const { ranked } = await super.rank(query);
        const first = await super.rank({ ...query, filter: {} });
        const passes = new Set(ranked.map(({ row }) => row));
        return { ...first, ranked: first.ranked.filter(({ row }) => passes.has(row)) };
      }
    }
    const { corpus, index, vectors, topics, layout } = searcher;
    const late = new FilteredLast({ corpus, embedder, index, vectors, topics, layout });
    expect(mean(await exactAnswers({ searcher: late, embedder }, 18, 2))).toBeLessThan(0.5);
  });
});
