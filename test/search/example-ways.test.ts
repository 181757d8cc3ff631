import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ExactIndex } from '../../src/index/exact-index.ts';
import { HnswIndex, hnswAvailable } from '../../src/index/hnsw-index.ts';
import { createRandom } from '../../src/random.ts';
import { crowdingDefaults, crowdingOf, nearestExampleDefaults } from '../../src/search/nearest-example.ts';
import { orderByMeaning } from '../../src/search/order-by-meaning.ts';
import type { QuestionParts } from '../../src/search/question-vector.ts';
import { exampleWays, type SearchQuery } from '../../src/search/search-types.ts';
import { dot, normalize, type VectorTable, vectorAt } from '../../src/tables/vector-table.ts';
import { mean } from '../bench/quality/metrics.ts';
import { searcherOf, smallCorpus, smallPapers, smallSearcher } from './small-corpus.ts';

const dimensions = 24;

/** Rows 0–39 near the first axis, 40–79 near the second, 80–119 near what lies between these, 120–399 anywhere. */
const clusters = (() => {
  const random = createRandom(3);
  const rows = 400;
  const data = new Float32Array(rows * dimensions);
  for (let row = 0; row < rows; row++) {
    const vector = data.subarray(row * dimensions, (row + 1) * dimensions);
    for (let i = 0; i < dimensions; i++) vector[i] = (random() - 0.5) * (row < 120 ? 0.25 : 1);
    if (row < 40 || (row >= 80 && row < 120)) vector[0] += 1;
    if (row >= 40 && row < 120) vector[1] += 1;
    normalize(vector);
  }
  return { rows, dimensions, data } satisfies VectorTable;
})();
const inFirst = (row: number) => row < 40;
const inSecond = (row: number) => row >= 40 && row < 80;

const index = new ExactIndex(clusters);
const tables = { index, vectors: clusters, seed: 1 };
const none: QuestionParts = { text: null, liked: [], disliked: [] };

/** The first rows of an answer, the examples left out. */
function firstRows(parts: Partial<QuestionParts>, way: (typeof exampleWays)[number], count: number) {
  const question = { ...none, ...parts };
  const given = new Set([...question.liked, ...question.disliked]);
  const found = orderByMeaning(question, way, tables).nearest(count + given.size, null);
  return Array.from(found)
    .filter((row) => !given.has(row))
    .slice(0, count);
}

describe('two interests that have little in common', () => {
  const liked = [0, 1, 40, 41];

  it('are both found by any, where the mean finds what lies between them', () => {
    expect(firstRows({ liked }, 'all', 20).some((row) => inFirst(row) || inSecond(row))).toBe(false);
    const rows = firstRows({ liked }, 'any', 20);
    expect(rows.every((row) => inFirst(row) || inSecond(row))).toBe(true);
    expect(rows.some(inFirst) && rows.some(inSecond)).toBe(true);
  });

  it('are both found at the top by any where the papers of one are much nearer to each other', () => {
    // Rows 0–39 as near again to the first axis: every one of them is nearer to row 0 than any is to row 40.
    const uneven: VectorTable = { ...clusters, data: clusters.data.slice() };
    for (let row = 0; row < 40; row++) {
      uneven.data[row * dimensions] += 2;
      normalize(vectorAt(uneven, row));
    }
    const order = orderByMeaning({ ...none, liked: [0, 40] }, 'any', {
      ...{ index: new ExactIndex(uneven), vectors: uneven, seed: 1 },
    });
    const rows = Array.from(order.nearest(22, null)).filter((row) => row !== 0 && row !== 40);
    expect(rows.every((row) => inFirst(row) || inSecond(row))).toBe(true);
    expect(rows.filter(inFirst).length).toBeGreaterThanOrEqual(4);
    expect(rows.filter(inSecond).length).toBeGreaterThanOrEqual(4);
  });

  it('may be a paper and a text', () => {
    const rows = firstRows({ liked: [0], text: vectorAt(clusters, 40).slice() }, 'any', 20);
    expect(rows.every((row) => inFirst(row) || inSecond(row))).toBe(true);
    expect(rows.some(inFirst) && rows.some(inSecond)).toBe(true);
  });
});

describe('how crowded it is around an example', () => {
  const at = (row: number) => vectorAt(clusters, row);

  it('is the cosine that one drawn paper in a hundred is beyond, the least of all taken off', () => {
    const wanted = [at(0), at(45), at(300)];
    // All 400 are drawn: the fourth after itself.
    const place = Math.ceil(crowdingDefaults.share * clusters.rows);
    const cosines = wanted.map((vector) => {
      const sorted = [...Array(clusters.rows).keys()]
        .map((row) => dot(vector, at(row)))
        .sort((a, b) => b - a);
      return sorted[place];
    });
    const expected = cosines.map((cosine) => cosine - Math.min(...cosines));
    crowdingOf(wanted, tables).forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i], 6);
    });
  });

  it('is nothing where there is one, and some number where there are hardly papers', () => {
    expect(crowdingOf([at(0)], tables)).toEqual(new Float64Array(1));
    const few: VectorTable = { rows: 1, dimensions, data: at(0).slice() };
    expect(
      [...crowdingOf([at(0), at(40)], { index: new ExactIndex(few), vectors: few, seed: 1 })].every(
        Number.isFinite,
      ),
    ).toBe(true);
  });
});

describe('learned', () => {
  it('finds the other papers of a subject before all others', () => {
    expect(firstRows({ liked: [0, 1, 2, 3, 4] }, 'learned', 35).every(inFirst)).toBe(true);
  });

  it('puts no paper of a disliked subject before the wanted ones, and none first', () => {
    const disliked = [80, 81, 82];
    const rows = firstRows({ liked: [0, 1, 2], disliked }, 'learned', 397);
    expect(rows.slice(0, 37).every(inFirst)).toBe(true);
    const place = (row: number) => rows.indexOf(row);
    const undisturbed = firstRows({ liked: [0, 1, 2] }, 'learned', 397);
    const between = [...Array(37).keys()].map((i) => 83 + i);
    const sum = (places: number[]) => places.reduce((a, b) => a + b, 0);
    expect(sum(between.map(place))).toBeGreaterThan(sum(between.map((row) => undisturbed.indexOf(row))));
  });

  it('is the same every time, and no other under a filter', () => {
    const parts = { ...none, liked: [0, 50], disliked: [200] };
    const scores = (seed: number) => {
      const order = orderByMeaning(parts, 'learned', { ...tables, seed });
      return [...Array(clusters.rows).keys()].map((row) => order.scoreOf(row));
    };
    expect(scores(1)).toEqual(scores(1));
    const order = orderByMeaning(parts, 'learned', tables);
    const allowed = Uint8Array.from({ length: clusters.rows }, (_, row) => row % 3 && 1);
    const all = Array.from(order.nearest(clusters.rows, null));
    expect(Array.from(order.nearest(clusters.rows, allowed))).toEqual(all.filter((row) => allowed[row]));
  });

  it('takes copies of one paper as one interest', () => {
    const copies: VectorTable = { ...clusters, data: clusters.data.slice() };
    for (const row of [1, 2, 399]) copies.data.set(vectorAt(clusters, 0), row * dimensions);
    const copied = { ...tables, vectors: copies, index: new ExactIndex(copies) };
    const order = orderByMeaning({ ...none, liked: [0, 1, 2] }, 'learned', copied);
    const rows = Array.from(order.nearest(36 + 4, null)).filter((row) => row > 2);
    // The copy that nobody marked is first, and is not taken for an example against itself.
    expect(rows[0]).toBe(399);
    expect(rows.slice(1, 37).every(inFirst)).toBe(true);
  });

  it('is the mean where there is nothing to learn from', () => {
    const one: VectorTable = { rows: 1, dimensions, data: clusters.data.slice(0, dimensions) };
    const alone = { vectors: one, index: new ExactIndex(one), seed: 1 };
    const scoreBy = (way: 'all' | 'learned', parts: QuestionParts) =>
      orderByMeaning(parts, way, alone).scoreOf(0);
    expect(scoreBy('learned', { ...none, liked: [0] })).toBe(scoreBy('all', { ...none, liked: [0] }));
    expect(scoreBy('learned', { ...none, disliked: [0] })).toBe(scoreBy('all', { ...none, disliked: [0] }));
  });
});

describe('any and learned', () => {
  /** By the words of the documentation, one row at a time. */
  const nearestOf = ({ text, liked, disliked }: QuestionParts, row: number) => {
    const nearest = (rows: readonly number[]) =>
      rows.map((other) => dot(vectorAt(clusters, other), vectorAt(clusters, row)));
    const wanted = [...nearest(liked), ...(text ? [dot(text, vectorAt(clusters, row))] : [])];
    const { softness, dislikedShare } = nearestExampleDefaults;
    const soft = (cosines: number[]) =>
      softness * Math.log(mean(cosines.map((cosine) => Math.exp(cosine / softness))));
    const vectors = [...liked.map((other) => vectorAt(clusters, other)), ...(text ? [text] : [])];
    const crowding = crowdingOf(vectors, tables);
    const push = disliked.length === 0 ? 0 : dislikedShare * soft(nearest(disliked));
    return (wanted.length === 0 ? 0 : soft(wanted.map((cosine, i) => cosine - crowding[i]))) - push;
  };
  const someRows = (minLength: number, maxLength: number) =>
    fc.uniqueArray(fc.nat(clusters.rows - 1), { minLength, maxLength });

  it('equal brute force under any filter, any by the nearest examples', () => {
    const masks = fc.oneof(
      fc.constant(null),
      fc
        .integer({ min: 1, max: 60 })
        .chain((every) =>
          fc
            .nat(every - 1)
            .map((rest) =>
              Uint8Array.from({ length: clusters.rows }, (_, row) => (row % every === rest ? 1 : 0)),
            ),
        ),
      fc.constant(new Uint8Array(clusters.rows)),
    );
    const texts = fc.option(fc.nat(clusters.rows - 1).map((row) => vectorAt(clusters, row)));
    fc.assert(
      fc.property(
        someRows(1, 70),
        someRows(0, 9),
        texts,
        masks,
        fc.integer({ min: 1, max: 50 }),
        (liked, disliked, text, allowed, count) => {
          const parts = { text, liked, disliked };
          for (const way of ['any', 'learned'] as const) {
            const order = orderByMeaning(parts, way, tables);
            const score = (row: number) => (way === 'any' ? nearestOf(parts, row) : order.scoreOf(row));
            const passing = [...Array(clusters.rows).keys()].filter((row) => allowed?.[row] !== 0);
            const best = passing
              .map(score)
              .sort((a, b) => b - a)
              .slice(0, count);
            const rows = Array.from(order.nearest(count, allowed));
            expect(new Set(rows).size).toBe(best.length);
            expect(rows.every((row) => allowed?.[row] !== 0)).toBe(true);
            // By score, not by row: rows may be as good as equal.
            rows.forEach((row, i) => {
              expect(score(row)).toBeCloseTo(best[i], 5);
              expect(order.scoreOf(row)).toBeCloseTo(score(row), 10);
            });
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  it.skipIf(!hnswAvailable().available)('are as exact where HNSW is the index', async () => {
    const hnsw = await HnswIndex.build(clusters, { ef: 1 });
    for (const way of ['any', 'learned'] as const) {
      const parts = { ...none, liked: [0, 50, 300], disliked: [7] };
      const rows = (kind: typeof index | typeof hnsw) =>
        Array.from(orderByMeaning(parts, way, { ...tables, index: kind }).nearest(100, null));
      expect(rows(hnsw)).toEqual(rows(index));
    }
  });

  it('let disliked papers push', () => {
    for (const way of exampleWays) {
      const parts = { ...none, liked: [0, 40] };
      const before = orderByMeaning(parts, way, tables);
      const after = orderByMeaning({ ...parts, disliked: [41, 42] }, way, tables);
      const lead = (order: typeof before) => order.scoreOf(5) - order.scoreOf(45);
      expect(lead(after)).toBeGreaterThan(lead(before));
    }
  });
});

describe('a searcher, in every way of examples', () => {
  const { searcher } = smallSearcher();

  const ask = (query: Partial<SearchQuery>) => searcher.search({ k: 30, mode: 'fused', ...query });
  const idsOf = ({ hits }: { hits: { id: string }[] }) => hits.map(({ id }) => id);
  const allIds = smallPapers.map(({ id }) => id);
  const onlyExamples =
    'Every paper that could be found is among the liked and disliked ones, which are not shown.';

  it('is asked for the mean where nothing else is said', async () => {
    const like = ['bees-0', 'ice-1'];
    expect((await ask({ like })).hits).toEqual((await ask({ like, examples: 'all' })).hits);
  });

  it('answers a text alone alike', async () => {
    const text = 'melting glaciers';
    for (const examples of exampleWays) {
      expect((await ask({ text, examples })).hits).toEqual((await ask({ text })).hits);
    }
  });

  it('answers one liked paper with its own subject first', async () => {
    for (const examples of exampleWays) {
      const ids = idsOf(await ask({ like: ['ice-2'], examples, k: 4 }));
      expect(ids.every((id) => id.startsWith('ice-'))).toBe(true);
    }
  });

  it('says so where every paper that could be found is an example', async () => {
    const unlike = allIds.slice(1);
    for (const examples of exampleWays) {
      expect(await ask({ like: [allIds[0]], unlike, examples })).toMatchObject({
        hits: [],
        notes: [onlyExamples],
      });
      expect(await ask({ text: 'ice', unlike: allIds, examples })).toMatchObject({
        hits: [],
        notes: [onlyExamples],
      });
      const filter = { facets: { category: ['bees'] } };
      const bees = allIds.filter((id) => id.startsWith('bees-'));
      expect(await ask({ text: 'ice', unlike: bees, filter, examples })).toMatchObject({
        hits: [],
        notes: [onlyExamples],
      });
    }
  });

  it('shows every other paper, however many are disliked', async () => {
    const unlike = allIds.slice(2, 20);
    for (const examples of exampleWays) {
      const { hits, notes } = await ask({ like: ['bees-0'], unlike, examples });
      expect(idsOf({ hits }).sort()).toEqual([allIds[1], ...allIds.slice(20)].sort());
      expect(notes).toEqual([]);
    }
  });

  it('finds what is least like disliked papers alone, and takes what is liked and disliked as liked', async () => {
    for (const examples of exampleWays) {
      const away = await ask({ unlike: ['bees-0'], examples });
      const cosines = away.hits.map(({ why }) => why.unlike[0].similarity);
      expect(cosines).toEqual([...cosines].sort((a, b) => a - b));
      expect(idsOf(away)).not.toContain('bees-0');
      expect(away.notes).toEqual([
        'Only disliked papers are given: first come the papers that are least like them.',
      ]);
      const both = await ask({ like: ['bees-0'], unlike: ['bees-0'], examples });
      expect(both.notes).toEqual([
        '"bees-0" is among both the liked and the disliked papers; it was taken as liked.',
      ]);
      expect(both.hits).toEqual((await ask({ like: ['bees-0'], examples })).hits);
    }
  });

  it('takes a text, examples and a filter at once, however texts are found', async () => {
    for (const examples of exampleWays) {
      for (const mode of ['fused', 'meaning', 'words'] as const) {
        const filter = { year: { from: 2016, to: 2019 } };
        const { hits } = await ask({
          text: 'survey',
          like: ['ice-0'],
          unlike: ['chess-2'],
          filter,
          examples,
          mode,
        });
        const years = hits.map(({ year }) => year!);
        expect(years.length).toBeGreaterThan(3);
        expect(years.every((year) => year >= 2016 && year <= 2019)).toBe(true);
        const scores = hits.map(({ score }) => score);
        expect(scores).toEqual([...scores].sort((a, b) => b - a));
      }
    }
  });

  it('answers a corpus of one and of two papers', async () => {
    for (const count of [1, 2]) {
      const small = smallCorpus(smallPapers.slice(0, count));
      for (const examples of exampleWays) {
        const { hits } = await searcherOf(small).search({ like: ['bees-0'], examples, k: 5, mode: 'fused' });
        expect(hits).toHaveLength(count - 1);
      }
      small.close();
    }
  });
});
