import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEmbedder } from '../../src/embed/embedder.ts';
import { resolveModel } from '../../src/embed/resolve-model.ts';
import { type OpenSearcher, openSearcher } from '../../src/search/open-searcher.ts';
import { explainedQueries, scoreExplanations } from '../bench/quality/explanations.ts';
import { mean } from '../bench/quality/metrics.ts';
import { sampleCorpus } from '../sample-corpus.ts';

let searcher: OpenSearcher;
beforeAll(async () => {
  searcher = await openSearcher(await sampleCorpus(), { processes: 0 });
});
afterAll(() => searcher.close());

describe('the reasons of a hit', () => {
  it('are true: without the named sentence it falls further than without another, and the parts add up', async () => {
    const embedder = await openEmbedder(await resolveModel(searcher.corpus.settings.model.name));
    try {
      const { further, largestError } = await scoreExplanations(
        { searcher, embedder },
        explainedQueries(searcher),
      );
      expect(further.length).toBeGreaterThanOrEqual(300);
      // By chance it would be half; `npm run eval` prints the figure.
      expect(mean(further)).toBeGreaterThan(0.8);
      expect(largestError).toBeLessThan(1e-5);
    } finally {
      await embedder.close();
    }
  });
});
