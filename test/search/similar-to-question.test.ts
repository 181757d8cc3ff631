import { describe, expect, it } from 'vitest';
import { similarToQuestion } from '../../src/search/similar-to-question.ts';
import { refusalOf } from '../refusal.ts';
import { smallPapers, smallSearcher } from './small-corpus.ts';

const { searcher } = smallSearcher();

describe('similarToQuestion', () => {
  it.each([
    { text: 'honey of bees' },
    { like: ['bees-0', 'ice-1'], unlike: ['chess-0'] },
    { text: 'glaciers year:2015.. -honey', like: ['bees-0'], near: { topics: [3] }, weights: { near: 0.5 } },
    { unlike: ['bees-0'] },
  ])('gives every row the similarity that its hit shows, for %j', async (query) => {
    const similarities = await similarToQuestion(searcher, query);
    expect(similarities).toHaveLength(smallPapers.length);
    const { hits } = await searcher.search({ ...query, k: 100, mode: 'meaning', duplicates: 'listed' });
    expect(hits.length).toBeGreaterThan(5);
    for (const { row, similarity } of hits) expect(similarities[row]).toBeCloseTo(similarity, 6);
  });

  it('refuses where there is nothing to be similar to', async () => {
    for (const query of [{}, { text: 'year:2015..' }]) {
      expect(await refusalOf(similarToQuestion(searcher, query))).toMatchObject({ code: 'empty-query' });
    }
  });

  it('refuses unknown papers as a search does', async () => {
    expect(await refusalOf(similarToQuestion(searcher, { like: ['nobody'] }))).toMatchObject({
      code: 'unknown-paper',
    });
  });
});
