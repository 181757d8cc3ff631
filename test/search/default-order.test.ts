/** Questions without weights and diversity, and with weights of 1: their order is the one from before there were any. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Searcher, SearchQuery } from '../../src/search/searcher.ts';
import type { Corpus } from '../../src/store/corpus.ts';
import { searcherOf, smallCorpus } from './small-corpus.ts';

let corpus: Corpus;
let searcher: Searcher;
beforeAll(() => {
  corpus = smallCorpus();
  searcher = searcherOf(corpus);
});
afterAll(() => corpus.close());

const text = 'cheap sensors near the melting snow';
const like = ['bees-1', 'ice-3'];
const unlike = ['ice-5', 'chess-2'];

/** The rows of every kind of question, and the score of the first. */
const pinned: [Partial<SearchQuery>, string][] = [
  [{ text }, '7 0 14 8 11 13 12 9 10 6 15 20 1 4 18 5 19 2 21 16 3 22 17 23; 2.217250'],
  [{ text, mode: 'meaning' }, '7 0 14 11 8 15 18 4 1 12 21 9 5 19 13 10 2 22 6 20 16 3 17 23; 0.270306'],
  [{ text, mode: 'words' }, '7 13 0 14 9 6 20 12 8 11 10; 5.647315'],
  [{ text, unlike }, '7 0 14 11 8 4 21 18 1 13 15 9 6 10 20 22 23 5 19 3 2 17; 1.927003'],
  [{ text, unlike, mode: 'words' }, '7 0 14 13 6 11 20 10 8 9; 1.437298'],
  [{ text, like, unlike }, '8 7 11 0 9 4 3 2 13 15 14 5 18 6 17 23 21 20 19 22; 1.250749'],
  [{ text, like, unlike, mode: 'words' }, '7 8 9 11 0 13 3 2 4 6 14 5 15 17 18 20 23 19 22 21; 1.157023'],
  [{ text, like, unlike, examples: 'any' }, '9 0 4 2 11 7 8 13 5 15 3 14 17 6 18 20 22 23 19 21; 0.982421'],
  [
    { text, like, unlike, examples: 'learned' },
    '8 7 11 9 0 3 4 2 13 23 15 21 14 6 18 17 5 22 20 19; 1.185039',
  ],
  [{ like }, '9 8 2 3 11 4 5 12 15 16 17 7 18 0 13 6 19 23 20 22 14 21; 0.834292'],
  [{ like, unlike }, '3 8 2 9 4 11 5 15 17 0 7 18 6 13 23 19 22 21 14 20; 0.777007'],
  [{ like, unlike, examples: 'any' }, '4 2 9 5 11 15 3 0 8 17 13 7 18 6 22 23 19 20 14 21; 0.654687'],
  [{ like, unlike, examples: 'learned' }, '3 8 2 9 4 11 23 15 5 17 7 0 13 18 6 22 21 19 14 20; 0.558192'],
];

describe('an order without weights', () => {
  it.each(pinned)('of %j is as ever, and the same with weights of 1', async (query, rows) => {
    const orderOf = async (more: Partial<SearchQuery>) => {
      const { ranked } = await searcher.rank({ k: 24, mode: 'fused', ...query, ...more });
      return `${ranked.map(({ row }) => row).join(' ')}; ${ranked[0].score.toFixed(6)}`;
    };
    expect(await orderOf({})).toBe(rows);
    const weights = { text: 1, like: 1, unlike: 1, near: 1 };
    expect(await orderOf({ weights, diversity: 0 })).toBe(rows);
  });
});
