import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Corpus } from '../../src/store/corpus.ts';
import type { Filter } from '../../src/tables/filter.ts';
import type { Paper } from '../../src/tables/paper.ts';
import { paperOf } from '../paper-of.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { examplePapers, exampleSettings, newCorpus } from './new-corpus.ts';

/** The filter's meaning, read off the papers one by one. */
function passes(paper: Paper, filter: Filter): boolean {
  const { from, to } = filter.year ?? {};
  if (from !== undefined && !(paper.year !== null && paper.year >= from)) return false;
  if (to !== undefined && !(paper.year !== null && paper.year <= to)) return false;
  return Object.entries(filter.facets ?? {}).every(([name, accepted]) => {
    const own = new Map(Object.entries(paper.facets)).get(name) ?? [];
    const ours: Record<string, string[]> = {
      category: paper.categories,
      venue: [paper.venue],
      author: paper.authors,
      keyword: paper.keywords,
      list: paper.lists.map(({ list }) => list),
      source: [paper.source],
    };
    const values = [...(Object.hasOwn(ours, name) ? ours[name] : []), ...own];
    return values.some((value) => value !== '' && accepted.includes(value));
  });
}

const word = fc.constantFrom('', 'a', 'A', 'ä', "o'", 'x%', '数');
const name = fc.constantFrom('category', 'venue', 'author', 'keyword', 'list', 'source', 'own', '__proto__');
const year = fc.integer({ min: 1998, max: 2003 });
const someWords = fc.array(word, { maxLength: 3 });
const paper = fc.record({
  year: fc.option(year),
  venue: word,
  authors: someWords,
  categories: someWords,
  keywords: someWords,
  source: word,
  lists: fc.array(fc.record({ list: word, rank: fc.nat(3) }), { maxLength: 2 }),
  facets: fc.array(fc.tuple(name, someWords), { maxLength: 2 }).map((entries) => Object.fromEntries(entries)),
});
const filter: fc.Arbitrary<Filter> = fc.record(
  {
    year: fc.record({ from: year, to: year }, { requiredKeys: [] }),
    facets: fc
      .array(fc.tuple(name, someWords), { maxLength: 3 })
      .map((entries) => Object.fromEntries(entries)),
    topic: fc.constant([1]),
  },
  { requiredKeys: [] },
);

describe('filterRows', () => {
  it('lets through exactly the papers that a loop over all of them lets through', () => {
    fc.assert(
      fc.property(
        fc.array(paper, { maxLength: 10 }),
        fc.array(filter, { maxLength: 12 }),
        (records, filters) => {
          const corpus = Corpus.create(temporaryFolder(), exampleSettings);
          corpus.addPapers(
            records.map((record, i) => paperOf({ id: `p${i}`, title: `Title ${i}`, ...record })),
          );
          const papers = [...corpus.allPapers()];
          for (const one of filters) {
            const mask = corpus.filterRows(one);
            const parts = one.year?.from ?? one.year?.to ?? Object.keys(one.facets ?? {})[0];
            if (parts === undefined) expect(mask).toBeNull();
            else expect([...mask!]).toEqual(papers.map((each) => (passes(each, one) ? 1 : 0)));
          }
          corpus.close();
        },
      ),
      { numRuns: 60 },
    );
  });

  it('takes both ends of the years in, and leaves papers without a year out', () => {
    const corpus = newCorpus([...examplePapers(0, 4), paperOf({ id: 'x', title: 'X' })]);
    expect([...corpus.filterRows({ year: { from: 1991, to: 1992 } })!]).toEqual([0, 1, 1, 0, 0]);
    expect([...corpus.filterRows({ year: { to: 1990 } })!]).toEqual([1, 0, 0, 0, 0]);
  });

  it('lets nothing through for an empty list of values, and has no say on topics', () => {
    const corpus = newCorpus(examplePapers(0, 2));
    expect([...corpus.filterRows({ facets: { category: [] } })!]).toEqual([0, 0]);
    expect(corpus.filterRows({ topic: [0], year: {}, facets: {} })).toBeNull();
  });
});
