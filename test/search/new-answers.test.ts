import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newAnswers } from '../../src/search/new-answers.ts';
import type { SearchQuery } from '../../src/search/searcher.ts';
import { ungrouped } from '../../src/tables/duplicate-groups.ts';
import { FakeEmbedder, searcherOf, smallCorpus, smallPapers, smallSearcher } from './small-corpus.ts';

const { corpus, searcher } = smallSearcher();

const rows = smallPapers.length;
const glaciers: SearchQuery = { text: 'melting glaciers', k: 3, mode: 'fused' };
const rowsOf = ({ hits }: { hits: { row: number }[] }) => hits.map(({ row }) => row);

describe('answers that are new', () => {
  it('are the later papers before the k-th of the earlier ones, in the order of a search', async () => {
    const questions = fc.record({
      seenRows: fc.nat(rows),
      k: fc.integer({ min: 1, max: 30 }),
      mode: fc.constantFrom('fused', 'meaning', 'words'),
      text: fc.constantFrom('melting glaciers', 'dances of bees', 'endgame tables in the north'),
      like: fc.constantFrom<string[]>([], ['ice-0'], ['bees-0', 'chess-6']),
    } as const);
    await fc.assert(
      fc.asyncProperty(questions, async ({ seenRows, k, ...question }) => {
        const all = rowsOf(await searcher.search({ ...question, k: rows }));
        const expected: number[] = [];
        let earlier = 0;
        for (const row of all) {
          if (row < seenRows) earlier++;
          else if (earlier < k) expected.push(row);
        }
        expect(rowsOf(await newAnswers(searcher, { ...question, k }, seenRows))).toEqual(expected);
      }),
    );
  });

  it('would each be among the first k had it come alone', async () => {
    // Half of the ice came later: all of it is nearer than the third of the bees, chess and odd ones.
    const { hits } = await newAnswers(searcher, { ...glaciers, filter: { year: { from: 2018 } } }, 7);
    expect(
      hits
        .map(({ id }) => id)
        .filter((id) => id.startsWith('ice'))
        .sort(),
    ).toEqual(['ice-3', 'ice-4', 'ice-5']);
    expect(rowsOf(await newAnswers(searcher, { ...glaciers, text: 'bees' }, 7)).length).toBeLessThan(3);
  });

  it('are none, and nothing is asked of the model, where no paper has come', async () => {
    const embedder = new FakeEmbedder();
    const asked = searcherOf(corpus, embedder);
    for (const seenRows of [rows, rows + 5]) {
      expect(await newAnswers(asked, glaciers, seenRows)).toMatchObject({ hits: [], notes: [] });
    }
    expect(embedder.asked).toEqual([]);
  });

  it('count a new version of an earlier paper only where it answers better', async () => {
    const own = smallCorpus();
    const query = { ...glaciers, k: rows };
    const order = rowsOf(await searcherOf(own).search(query));
    const isListed: boolean[] = [];
    for (const [earlier, later] of [7, 8, 9].flatMap((row) => [11, 12, 13].map((other) => [row, other]))) {
      const groups = ungrouped(rows);
      groups.representative[later] = earlier;
      groups.rule[earlier] = groups.rule[later] = 0;
      own.saveDuplicates(groups);
      const found = rowsOf(await newAnswers(searcherOf(own), query, 10));
      isListed.push(found.includes(later));
      expect(found.includes(later)).toBe(order.indexOf(later) < order.indexOf(earlier));
    }
    own.close();
    expect(new Set(isListed).size).toBe(2);
  });

  it('name a liked paper that is gone', async () => {
    const { notes } = await newAnswers(searcher, { ...glaciers, like: ['wasps-1'] }, 7);
    expect(notes).toEqual([expect.stringContaining('There is no paper "wasps-1"')]);
  });
});
