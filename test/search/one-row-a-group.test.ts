import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Searcher, SearchQuery } from '../../src/search/searcher.ts';
import type { Corpus } from '../../src/store/corpus.ts';
import { type DuplicateGroups, ungrouped } from '../../src/tables/duplicate-groups.ts';
import { searcherOf, smallCorpus, smallPapers } from './small-corpus.ts';

const rows = smallPapers.length;

/** Row i belongs with the other rows of its number; 0 stands alone. */
function groupsOf(numbers: readonly number[]): DuplicateGroups {
  const groups = ungrouped(rows);
  for (let row = 0; row < rows; row++) {
    const number = numbers[row] ?? 0;
    if (number === 0 || numbers.filter((other) => other === number).length < 2) continue;
    groups.representative[row] = numbers.indexOf(number);
    groups.rule[row] = 0;
  }
  return groups;
}

let corpus: Corpus;
beforeAll(() => {
  corpus = smallCorpus();
});
afterAll(() => corpus.close());

function searcherWith(groups: DuplicateGroups): Searcher {
  corpus.saveDuplicates(groups);
  return searcherOf(corpus);
}

const idsOf = ({ hits }: { hits: { id: string }[] }) => hits.map(({ id }) => id);

describe('versions of a paper', () => {
  // Rows 0 to 2 are bees-0 to bees-2.
  const threeBees = groupsOf([1, 1, 1]);

  it('are one hit, the one that answers best, which names the others, and leave room for other papers', async () => {
    const searcher = searcherWith(threeBees);
    const query: SearchQuery = { text: 'honeybee colonies in the north', k: 5, mode: 'fused' };
    const { hits } = await searcher.search(query);
    expect(hits).toHaveLength(5);
    const [best] = hits.filter(({ id }) => /^bees-[012]$/.test(id));
    expect(hits.filter(({ id }) => /^bees-[012]$/.test(id))).toEqual([best]);
    expect(best.id).toBe('bees-1');
    expect(best.versions).toEqual(
      [0, 2].map((row) => {
        const { id, title, year, venue, source } = smallPapers[row];
        return { id, title, year, venue, source };
      }),
    );
    expect(hits.filter(({ id }) => id !== best.id).every(({ versions }) => versions.length === 0)).toBe(true);

    const listed = await searcher.search({ ...query, duplicates: 'listed' });
    expect(idsOf(listed).filter((id) => /^bees-[012]$/.test(id)).length).toBeGreaterThan(1);
    expect(listed.hits.every(({ versions }) => versions.length === 0)).toBe(true);
  });

  it('of an example are not in the answer, unless each is listed', async () => {
    const searcher = searcherWith(threeBees);
    const ids = idsOf(await searcher.similar('bees-1', rows));
    expect(ids).toHaveLength(rows - 3);
    expect(ids).not.toContain('bees-0');
    expect(idsOf(await searcher.similar('bees-1', rows, {}, { duplicates: 'listed' }))).toHaveLength(
      rows - 1,
    );
    const disliked = await searcher.search({ like: ['ice-0'], unlike: ['bees-2'], k: rows, mode: 'fused' });
    expect(idsOf(disliked)).not.toContain('bees-0');
  });

  it('are shown by one that passes the filter', async () => {
    const searcher = searcherWith(threeBees);
    // Of the years 2015, 2016 and 2017.
    const { hits } = await searcher.search({
      text: 'bees',
      filter: { year: { from: 2017, to: 2017 } },
      k: 5,
      mode: 'meaning',
    });
    expect(hits.find(({ id }) => id.startsWith('bees'))).toMatchObject({
      id: 'bees-2',
      versions: [{ id: 'bees-0' }, { id: 'bees-1' }],
    });
  });

  it('are named as the reason where nothing but versions of the examples is left', async () => {
    const searcher = searcherWith(threeBees);
    const filter = { facets: { category: ['bees'] }, year: { to: 2017 } };
    const { hits, notes } = await searcher.search({ like: ['bees-0'], filter, k: 5, mode: 'meaning' });
    expect(hits).toEqual([]);
    expect(notes).toEqual([expect.stringMatching(/^Every paper that could be found is among the liked/)]);
  });
});

describe('an answer with groups', () => {
  it('is the whole order without groups, less all but the first of each', async () => {
    const filter = fc.record(
      {
        year: fc.record({ from: fc.integer({ min: 2014, max: 2020 }) }),
        facets: fc.record({ category: fc.subarray(['bees', 'ice', 'even'], { minLength: 1 }) }),
      },
      { requiredKeys: [] },
    );
    const query = fc.record(
      {
        text: fc.constantFrom('bees in the north', 'chess', 'melting glaciers'),
        like: fc.subarray(['bees-0', 'ice-2', 'chess-5'], { minLength: 1 }),
        examples: fc.constantFrom('all' as const, 'any' as const, 'learned' as const),
        filter,
      },
      { requiredKeys: [] },
    );
    const numbers = fc.array(fc.nat(6), { minLength: rows, maxLength: rows });
    await fc.assert(
      fc.asyncProperty(
        query.filter(({ text, like }) => text !== undefined || like !== undefined),
        numbers,
        fc.integer({ min: 1, max: rows }),
        fc.constantFrom('fused' as const, 'meaning' as const, 'words' as const),
        async (asked, drawn, k, mode) => {
          const groups = groupsOf(drawn);
          const searcher = searcherWith(groups);
          const grouped = await searcher.search({ ...asked, k, mode });
          const all = await searcher.search({ ...asked, k: rows, mode, duplicates: 'listed' });
          const groupOf = (row: number) => groups.representative[row];
          const seen = new Set((asked.like ?? []).map((id) => groupOf(corpus.rowOf(id)!)));
          const expected = all.hits.filter(({ row }) => {
            const isFirst = !seen.has(groupOf(row));
            seen.add(groupOf(row));
            return isFirst;
          });
          expect(idsOf(grouped)).toEqual(expected.slice(0, k).map(({ id }) => id));
        },
      ),
      { numRuns: 50 },
    );
  });
});
