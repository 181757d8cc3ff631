import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEmbedder } from '../../src/embed/embedder.ts';
import { resolveModel } from '../../src/embed/resolve-model.ts';
import { createRandom } from '../../src/random.ts';
import { type OpenSearcher, openSearcher } from '../../src/search/open-searcher.ts';
import { sentencesOf } from '../../src/search/sentences.ts';
import { paperText } from '../../src/tables/paper.ts';
import { dot, vectorAt } from '../../src/tables/vector-table.ts';
import { sampleCorpus } from '../sample-corpus.ts';

let searcher: OpenSearcher;
beforeAll(async () => {
  searcher = await openSearcher(await sampleCorpus(), { processes: 0 });
});
afterAll(() => searcher.close());

const texts = [
  'which layers of a vision transformer can be dropped',
  'scaling laws of language models',
  'diffusion models for images',
  'robots that learn by watching',
  'long documents and memory',
  'training with less data',
];

describe('the sentence that is named', () => {
  it('carries more of the similarity than another: without it the paper falls further', async () => {
    const { corpus } = searcher;
    const embedder = await openEmbedder(await resolveModel(corpus.settings.model.name));
    const random = createRandom(4);
    let further = 0;
    let compared = 0;
    try {
      for (const text of texts) {
        const { vectors: asked } = await embedder.embed([text], 'query');
        const { hits, notes } = await searcher.search({ text, k: 12, mode: 'fused', explain: true });
        expect(notes).toEqual([]);
        for (const { row, why } of hits) {
          const paper = corpus.paper(row);
          const others = sentencesOf(paper.abstract).filter(({ start }) => start !== why.sentence?.start);
          if (!why.sentence || others.length === 0) continue;
          expect(paper.abstract.slice(why.sentence.start, why.sentence.end)).toBe(why.sentence.text);
          const other = others[Math.floor(random() * others.length)];
          const without = [why.sentence, other].map(({ start, end }) =>
            paperText({ ...paper, abstract: paper.abstract.slice(0, start) + paper.abstract.slice(end) }),
          );
          const { vectors } = await embedder.embed(without, 'document');
          const similarities = [0, 1].map((i) => dot(vectorAt(vectors, i), vectorAt(asked, 0)));
          if (similarities[0] < similarities[1]) further++;
          compared++;
        }
      }
    } finally {
      await embedder.close();
    }
    expect(compared).toBeGreaterThanOrEqual(60);
    // By chance it would be half; with nearby-fast it is 67 of 72.
    expect(further / compared).toBeGreaterThan(0.75);
  });
});
