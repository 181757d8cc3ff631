/** Questions without weights and diversity, and with weights of 1: their order is pinned: a change of a default shows here. */
import { describe, expect, it } from 'vitest';
import type { SearchQuery } from '../../src/search/searcher.ts';
import { smallSearcher } from './small-corpus.ts';

const { searcher } = smallSearcher();

const text = 'cheap sensors near the melting snow';
const like = ['bees-1', 'ice-3'];
const unlike = ['ice-5', 'chess-2'];

/** The rows of every kind of question, and the score of the first. */
const pinned: [Partial<SearchQuery>, string][] = [
  [{ text }, '7 0 14 8 11 13 12 9 10 6 15 20 1 4 18 5 19 2 21 16 3 22 17 23; 2.217250'],
  [{ text, mode: 'meaning' }, '7 0 14 11 8 15 18 4 1 12 21 9 5 19 13 10 2 22 6 20 16 3 17 23; 0.270306'],
  [{ text, mode: 'words' }, '7 13 0 14 9 6 20 12 8 11 10; 5.647315'],
  [{ text, unlike }, '7 0 14 11 8 4 18 1 21 13 15 9 10 6 20 5 22 23 19 2 3 17; 1.941246'],
  [{ text, unlike, mode: 'words' }, '7 0 14 13 6 11 20 10 8 9; 1.437298'],
  [{ text, like, unlike }, '8 7 11 0 9 4 2 15 13 3 14 5 18 6 17 19 20 23 21 22; 1.275470'],
  [{ text, like, unlike, mode: 'words' }, '7 8 9 11 0 13 3 2 4 6 14 5 15 17 18 20 23 19 22 21; 1.150101'],
  [{ text, like, unlike, examples: 'any' }, '7 0 14 9 11 8 2 4 15 13 18 5 3 21 6 17 20 19 22 23; 1.496003'],
  [
    { text, like, unlike, examples: 'learned' },
    '8 7 11 9 0 3 4 2 13 23 15 14 21 6 18 17 5 22 20 19; 1.268720',
  ],
  [{ like }, '9 8 2 3 11 4 5 12 15 16 17 7 18 0 13 6 19 23 20 22 14 21; 0.834292'],
  [{ like, unlike }, '8 3 9 2 4 11 5 15 17 0 7 18 6 13 23 19 22 20 21 14; 0.792227'],
  [{ like, unlike, examples: 'any' }, '2 9 4 11 8 3 5 15 0 17 13 7 18 6 19 23 22 20 14 21; 0.682972'],
  [{ like, unlike, examples: 'learned' }, '3 8 9 2 11 4 23 15 5 17 7 0 13 18 6 22 21 19 14 20; 0.557837'],
];

describe('an order without weights', () => {
  it.each(pinned)('of %j is as it was, and the same with weights of 1', async (query, rows) => {
    const orderOf = async (more: Partial<SearchQuery>) => {
      const { ranked } = await searcher.rank({ k: 24, mode: 'fused', ...query, ...more });
      return `${ranked.map(({ row }) => row).join(' ')}; ${ranked[0].score.toFixed(6)}`;
    };
    expect(await orderOf({})).toBe(rows);
    const weights = { text: 1, like: 1, unlike: 1, near: 1 };
    expect(await orderOf({ weights, diversity: 0 })).toBe(rows);
  });
});
