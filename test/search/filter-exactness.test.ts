import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ExactIndex } from '../../src/index/exact-index.ts';
import { HnswIndex, hnswAvailable } from '../../src/index/hnsw-index.ts';
import { createRandom } from '../../src/random.ts';
import { exampleWays, searchModes } from '../../src/search/search-types.ts';
import { Searcher } from '../../src/search/searcher.ts';
import type { Corpus } from '../../src/store/corpus.ts';
import type { Filter } from '../../src/tables/filter.ts';
import type { Paper } from '../../src/tables/paper.ts';
import type { VectorTable } from '../../src/tables/vector-table.ts';
import { paperOf } from '../paper-of.ts';
import { type BruteQuestion, bruteForce } from './brute-force.ts';
import { FakeEmbedder, smallCorpus, smallLayout, vectorOf } from './small-corpus.ts';

/** Fewer than the candidates of a list, so that no list is cut by the order of papers that are equal. */
const rows = 190;
const topics = 6;
const vocabulary =
  'amber birch cedar dune ember fjord grove heath inlet jetty knoll lagoon marsh oasis prairie quarry'.split(
    ' ',
  );

/** Words in a row of uneven frequency; the last word is each paper's own, so that no two have the same vector. */
const papers: Paper[] = (() => {
  const random = createRandom(5);
  const word = () => vocabulary[Math.floor(random() ** 2 * vocabulary.length)];
  const some = (least: number, most: number) =>
    Array.from({ length: least + Math.floor(random() * (most - least + 1)) }, word).join(' ');
  return Array.from({ length: rows }, (_, row) =>
    paperOf({
      id: `p${row}`,
      title: `${some(2, 5)} q${row.toString(26).replace(/\d/g, (digit) => 'klmnoprstv'[Number(digit)])}`,
      abstract: `${some(6, 30)}.`,
      authors: [`Writer${Math.floor(random() ** 2 * 40)}`],
      year: random() < 0.1 ? null : 2000 + Math.floor(random() * 10),
      categories: [`c${Math.floor(random() ** 2 * 5)}`],
      venue: random() < 0.5 ? 'Journal' : 'Workshop',
    }),
  );
})();
const topicIds = papers.map((_, row) => (row * 7) % topics);

describe('the first papers under any filter', () => {
  let corpus: Corpus;
  let vectors: VectorTable;
  let searcher: Searcher;
  beforeAll(async () => {
    corpus = smallCorpus(papers);
    vectors = corpus.vectors();
    const topicOfRow = [Int32Array.from(topicIds)];
    const tree = { rows, topicOfRow, topics: Array.from({ length: topics }, (_, id) => topicOf(id)) };
    const index = hnswAvailable().available ? await HnswIndex.build(vectors) : new ExactIndex(vectors);
    searcher = new Searcher({
      ...{ corpus, embedder: new FakeEmbedder(), index, vectors, topics: tree, layout: smallLayout(rows) },
    });
  });
  afterAll(() => corpus.close());

  const word = fc.constantFrom(...vocabulary);
  const filter: fc.Arbitrary<Filter> = fc.record(
    {
      year: fc.record(
        { from: fc.integer({ min: 1999, max: 2010 }), to: fc.integer({ min: 1999, max: 2010 }) },
        { requiredKeys: [] },
      ),
      topic: fc.uniqueArray(fc.nat(topics - 1), { minLength: 1, maxLength: 4 }),
      facets: fc.dictionary(
        fc.constantFrom('category', 'venue', 'author'),
        fc.uniqueArray(
          fc.constantFrom('c0', 'c1', 'c3', 'Journal', 'Workshop', 'Writer0', 'Writer3', 'Writer20'),
          {
            minLength: 1,
            maxLength: 4,
          },
        ),
        { maxKeys: 2 },
      ),
    },
    { requiredKeys: [] },
  );
  const question = fc
    .record({
      words: fc.uniqueArray(word, { maxLength: 5 }),
      phrase: fc.option(
        fc.tuple(word, word).map((two) => two.join(' ')),
        { freq: 4 },
      ),
      excluded: fc.option(word, { freq: 4 }),
      liked: fc.uniqueArray(fc.nat(rows - 1), { maxLength: 5 }),
      disliked: fc.uniqueArray(fc.nat(rows - 1), { maxLength: 3 }),
      filter,
      mode: fc.constantFrom(...searchModes),
      examples: fc.constantFrom(...exampleWays),
      k: fc.integer({ min: 1, max: 40 }),
    })
    .filter(({ words, phrase, liked }) => words.length > 0 || phrase !== null || liked.length > 0)
    .map((parts) => ({ ...parts, disliked: parts.disliked.filter((row) => !parts.liked.includes(row)) }));

  it('are those of plain loops over all papers, by words, by meaning and by examples in every way', async () => {
    await fc.assert(
      fc.asyncProperty(question, async ({ words, phrase, excluded, liked, disliked, k, ...parts }) => {
        const ids = (some: number[]) => some.map((row) => `p${row}`);
        const hasText = words.length > 0 || phrase !== null;
        const plainText = [...(phrase ? [phrase] : []), ...words].join(' ');
        const text = [phrase && `"${phrase}"`, ...words, hasText && excluded && `-${excluded}`]
          .filter(Boolean)
          .join(' ');
        const { ranked } = await searcher.rank({
          ...parts,
          k,
          text,
          like: ids(liked),
          unlike: ids(disliked),
        });

        const asked: BruteQuestion = {
          ...parts,
          ...{ words, phrase, liked, disliked },
          excluded: hasText ? excluded : null,
          textVector: hasText ? vectorOf(plainText) : null,
        };
        const expected = bruteForce(asked, { papers, topicIds, vectors, seed: corpus.settings.seed });
        expect(ranked).toHaveLength(Math.min(k, expected.length));
        const scoreOf = new Map(expected.map(({ row, score }) => [row, score]));
        expect(new Set(ranked.map(({ row }) => row)).size).toBe(ranked.length);
        for (const [place, { row, score }] of ranked.entries()) {
          // By score and not by row: of two that differ by a rounding either may come first.
          expect(score).toBeCloseTo(scoreOf.get(row)!, 4);
          expect(score).toBeCloseTo(expected[place].score, 4);
        }
      }),
      // The seed is fixed, because with some other a rounding may decide which five papers lead the first order.
      { numRuns: 200, seed: 1 },
    );
  });
});

function topicOf(id: number) {
  return {
    id,
    level: 0,
    parent: null,
    name: `t${id}`,
    phrases: [],
    size: 1,
    centralRows: [],
    xData: 0,
    yData: 0,
  };
}
