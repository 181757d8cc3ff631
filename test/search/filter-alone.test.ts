/** Questions of a filter and nothing else: what passes, newest first, and how many that are. */
import { describe, expect, it } from 'vitest';
import type { SearchQuery } from '../../src/search/search-types.ts';
import { ungrouped } from '../../src/tables/duplicate-groups.ts';
import { isInRegion, type Region } from '../../src/tables/region.ts';
import { refusalOf } from '../refusal.ts';
import { searcherOf, smallPapers, smallSearcher } from './small-corpus.ts';

const { corpus, searcher } = smallSearcher();

const ask = (query: Partial<SearchQuery>) => searcher.search({ k: 24, mode: 'fused', ...query });
const region: Region = [
  [-2, -2],
  [2, -2],
  [2, 0],
  [-2, 0],
];

/** By plain loops: newest first, equal years and papers without a year in the order of the corpus. */
const newest = (passes: (row: number) => boolean) =>
  smallPapers
    .map(({ id, year }, row) => ({ id, year: year ?? 0, row }))
    .filter(({ row }) => passes(row))
    .sort((a, b) => b.year - a.year || a.row - b.row)
    .map(({ id }) => id);

describe('a filter alone', () => {
  it.each<[string, SearchQuery['filter'], (row: number) => boolean]>([
    ['years', { year: { from: 2018 } }, (row) => (smallPapers[row].year ?? 0) >= 2018],
    ['a facet', { facets: { category: ['odd'] } }, (row) => smallPapers[row].categories.includes('odd')],
    ['a topic', { topic: [3] }, (row) => row >= 7 && row < 14],
    [
      'an area',
      { region },
      (row) => isInRegion(searcher.layout.points[2 * row], searcher.layout.points[2 * row + 1], region),
    ],
    [
      'two at once',
      { topic: [3], year: { to: 2017 } },
      (row) => row >= 7 && row < 14 && (smallPapers[row].year ?? 9999) <= 2017,
    ],
  ])('of %s lists what passes, newest first', async (_, filter, passes) => {
    const wanted = newest(passes);
    expect(wanted.length).toBeGreaterThan(2);
    const all = await ask({ filter });
    expect(all).toMatchObject({ order: 'newest', total: wanted.length, notes: [] });
    expect(all.hits.map(({ id }) => id)).toEqual(wanted);
    const two = await ask({ filter, k: 2, text: '  ', diversity: 0.5, weights: { text: 0 } });
    expect(two).toMatchObject({ order: 'newest', total: wanted.length });
    expect(two.hits.map(({ id }) => id)).toEqual(wanted.slice(0, 2));
  });

  it('counts the versions of a paper once', async () => {
    const groups = ungrouped(smallPapers.length);
    // Rows 7 and 8 are one paper.
    groups.representative[8] = 7;
    groups.rule.fill(0, 7, 9);
    corpus.saveDuplicates(groups);
    const grouped = searcherOf(corpus);
    const query: SearchQuery = { filter: { topic: [3] }, k: 24, mode: 'fused' };
    const answer = await grouped.search(query);
    expect(answer.total).toBe(6);
    expect(answer.hits).toHaveLength(6);
    expect((await grouped.search({ ...query, duplicates: 'listed' })).total).toBe(7);
  });

  it('that lets nothing through says so', async () => {
    expect(await ask({ filter: { year: { from: 3000 } } })).toMatchObject({
      ...{ hits: [], order: 'newest', total: 0 },
      notes: ['Nothing is let through: no paper is of the year 3000 or after.'],
    });
  });

  it('that asks nothing is an empty question', async () => {
    for (const filter of [undefined, {}, { year: {} }, { facets: {} }]) {
      expect(await refusalOf(() => ask({ filter }))).toMatchObject({ code: 'empty-query' });
    }
  });

  it('does not stand in for examples that are all unknown', async () => {
    expect(await refusalOf(() => ask({ like: ['nobody'], filter: { topic: [3] } }))).toMatchObject({
      code: 'unknown-paper',
    });
  });
});
