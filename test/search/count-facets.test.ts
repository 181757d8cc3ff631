/** Counts of years, topics and facet values, held against plain loops over papers. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CountQuery, countDefaults, FacetCounter } from '../../src/search/count-facets.ts';
import type { Searcher } from '../../src/search/searcher.ts';
import type { Corpus } from '../../src/store/corpus.ts';
import { type DuplicateGroups, noRule } from '../../src/tables/duplicate-groups.ts';
import type { Filter } from '../../src/tables/filter.ts';
import { topicsOf } from '../../src/tables/topic-tree.ts';
import { searcherOf, smallCorpus, smallPapers } from './small-corpus.ts';

let corpus: Corpus;
let searcher: Searcher;
let counter: FacetCounter;
const rows = smallPapers.length;

/** Rows 0 and 1, 7 and 8 are two papers in two versions each; 20 and 22, of another topic, a third. */
const groups: DuplicateGroups = {
  rows,
  representative: Int32Array.from({ length: rows }, (_, row) => ({ 1: 0, 8: 7, 20: 22 })[row] ?? row),
  rule: Uint8Array.from({ length: rows }, (_, row) => ([0, 1, 7, 8, 20, 22].includes(row) ? 0 : noRule)),
};

beforeAll(() => {
  corpus = smallCorpus();
  corpus.saveDuplicates(groups);
  searcher = searcherOf(corpus);
  counter = new FacetCounter(searcher);
});
afterAll(() => corpus.close());

const valuesOf = (row: number, name: string): string[] => {
  const paper = smallPapers[row];
  const own: Record<string, string[]> = {
    category: paper.categories,
    venue: [paper.venue],
    author: paper.authors,
    keyword: paper.keywords,
  };
  return own[name].filter((value) => value !== '');
};

const passes = (row: number, { year, topic, facets = {} }: Filter) =>
  (!year ||
    (smallPapers[row].year !== null &&
      smallPapers[row].year >= (year.from ?? -Infinity) &&
      smallPapers[row].year <= (year.to ?? Infinity))) &&
  (!topic || topicsOf(searcher.topics, row).some((id) => topic.includes(id))) &&
  Object.entries(facets).every(([name, values]) =>
    valuesOf(row, name).some((value) => values.includes(value)),
  );

/** Papers, not rows: the versions of one count once. */
const papersAmong = (some: number[], listed: boolean) =>
  new Set(some.map((row) => (listed ? row : groups.representative[row]))).size;

const filters: fc.Arbitrary<Filter> = fc.record(
  {
    year: fc.constantFrom({ from: 2018 }, { to: 2018 }, { from: 2016, to: 2019 }, { from: 1200, to: 1300 }),
    topic: fc.subarray([0, 1, 2, 3, 4], { minLength: 1 }),
    facets: fc.dictionary(
      fc.constantFrom('category', 'venue', 'author', 'keyword'),
      fc.subarray(['odd', 'bees', 'ice', 'Workshop', 'chess', 'Zoë Müller', 'no such'], {
        minLength: 1,
      }),
      { maxKeys: 2 },
    ),
  },
  { requiredKeys: [] },
);

describe('counts of what passes a filter', () => {
  it('are those of plain loops, a choice not counting against its own facet', async () => {
    await fc.assert(
      fc.asyncProperty(filters, fc.boolean(), async (filter, listed) => {
        const query: CountQuery = { mode: 'fused', filter, duplicates: listed ? 'listed' : 'grouped' };
        const found = await counter.count(query);
        const all = [...Array(rows).keys()];
        expect(found.counted).toBe('passing');
        expect(found.papers).toBe(
          papersAmong(
            all.filter((row) => passes(row, filter)),
            listed,
          ),
        );
        const beside = (rest: Filter, has: (row: number) => boolean) =>
          papersAmong(
            all.filter((row) => passes(row, rest) && has(row)),
            listed,
          );
        for (const { year, count } of found.years) {
          expect(count).toBe(beside({ ...filter, year: undefined }, (row) => smallPapers[row].year === year));
        }
        for (const { id, count } of found.topics) {
          const isOf = (row: number) => topicsOf(searcher.topics, row).includes(id);
          expect(count).toBe(beside({ ...filter, topic: undefined }, isOf));
        }
        for (const { name, values } of found.facets) {
          if (!['category', 'venue', 'author', 'keyword'].includes(name)) continue;
          const { [name]: _own, ...facets } = filter.facets ?? {};
          for (const { value, count } of values) {
            expect(count).toBe(beside({ ...filter, facets }, (row) => valuesOf(row, name).includes(value)));
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  it('are what choosing the value alone then finds', async () => {
    const filter: Filter = { year: { from: 2017 }, facets: { category: [smallPapers[0].categories[0]] } };
    const { facets } = await counter.count({ mode: 'fused', filter, names: ['category'] });
    for (const { value, count } of facets[0].values) {
      const chosen = { ...filter, facets: { category: [value] } };
      const { total } = await searcher.search({ k: 1, mode: 'fused', filter: chosen });
      expect(total).toBe(count);
    }
  });

  it('of everything are those of the corpus, where nothing is asked', async () => {
    const { papers, facets, counted } = await counter.count({
      mode: 'fused',
      text: ' ',
      duplicates: 'listed',
    });
    expect({ papers, counted }).toEqual({ papers: rows, counted: 'passing' });
    for (const { name, distinct, values } of corpus.facetCounts(countDefaults.values)) {
      const own = facets.find((facet) => facet.name === name);
      expect(own).toMatchObject({ distinct });
      expect(own?.values.map(({ count }) => count)).toEqual(values.map(({ count }) => count));
    }
  });
});

describe('counts beside a ranked question', () => {
  it('are of its nearest papers, under the filter', async () => {
    const query = { mode: 'fused', text: 'bees in the garden', filter: { year: { from: 2017 } } } as const;
    const { ranked } = await searcher.rank({ ...query, k: countDefaults.nearest });
    const found = await counter.count(query);
    expect(found).toMatchObject({ counted: 'nearest', papers: ranked.length });
    const free = await searcher.rank({ ...query, filter: {}, k: countDefaults.nearest });
    for (const { year, count } of found.years) {
      expect(count).toBe(free.ranked.filter(({ row }) => smallPapers[row].year === year).length);
    }
    const [category] = (await counter.count({ ...query, names: ['category'] })).facets;
    for (const { value, count } of category.values) {
      expect(count).toBe(ranked.filter(({ row }) => smallPapers[row].categories.includes(value)).length);
    }
  });
});

describe('the values of a facet', () => {
  it('come largest count first, then those that more papers have; chosen ones are listed in any case', async () => {
    const { facets } = await counter.count({ mode: 'fused', filter: { topic: [3] }, names: ['category'] });
    const counts = facets[0].values.map(({ count }) => count);
    expect(counts).toEqual(counts.toSorted((a, b) => b - a));
    expect(counts.at(-1)).toBe(0);
  });

  it('are found by a text in them, whatever its case and accents', async () => {
    const [all] = (await counter.count({ mode: 'fused', names: ['category'] })).facets;
    const text = all.values[0].value.slice(1).toUpperCase();
    const [found] = (
      await counter.count({ mode: 'fused', names: ['category'], find: { name: 'category', text } })
    ).facets;
    expect(found.distinct).toBeGreaterThan(0);
    expect(found.values.length).toBe(found.distinct);
    for (const { value } of found.values) expect(value.toLowerCase()).toContain(text.toLowerCase());
    const none = await counter.count({
      mode: 'fused',
      names: ['category'],
      find: { name: 'category', text: '\u0000' },
    });
    expect(none.facets).toEqual([{ name: 'category', distinct: 0, values: [] }]);
  });

  it.each(['nothing', 'constructor', '__proto__'])(
    'of a facet that there is not are none: %s',
    async (name) => {
      const none = [{ name, distinct: 0, values: [] }];
      expect((await counter.count({ mode: 'fused', names: [name] })).facets).toEqual(none);
      const filter = { facets: { category: [smallPapers[0].categories[0]] } };
      expect((await counter.count({ mode: 'fused', names: [name], filter })).facets).toEqual(none);
    },
  );

  it('are not counted of an unknown topic', async () => {
    await expect(counter.count({ mode: 'fused', filter: { topic: [99] } })).rejects.toMatchObject({
      code: 'unknown-topic',
    });
  });
});
