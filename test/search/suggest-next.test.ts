import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/random.ts';
import { learnClassifier } from '../../src/search/learned-vector.ts';
import {
  leastDecided,
  type SuggestQuery,
  suggestDefaults,
  suggestNext,
} from '../../src/search/suggest-next.ts';
import { dot, normalize, type VectorTable, vectorAt } from '../../src/tables/vector-table.ts';
import { refusalOf } from '../refusal.ts';
import { smallPapers, smallSearcher } from './small-corpus.ts';

const { corpus, searcher } = smallSearcher();

const suggest = (query: Partial<SuggestQuery>) => suggestNext(searcher, { k: 5, ...query });
const idsOf = ({ hits }: { hits: { id: string }[] }) => hits.map(({ id }) => id);

/** Unit vectors in four dimensions. */
function vectorsOf(rows: number, seed: number): VectorTable {
  const random = createRandom(seed);
  const data = new Float32Array(rows * 4);
  for (let row = 0; row < rows; row++) {
    data.set(normalize(Float32Array.from({ length: 4 }, () => random() - 0.5)), row * 4);
  }
  return { rows, dimensions: 4, data };
}

describe('the least decided rows', () => {
  const cases = fc.record({
    rows: fc.integer({ min: 1, max: 60 }),
    seed: fc.nat(1e6),
    k: fc.integer({ min: 1, max: 12 }),
    bias: fc.double({ min: -1, max: 1, noNaN: true }),
    every: fc.integer({ min: 1, max: 4 }),
  });
  const classifierOf = (seed: number, bias: number) => ({ direction: vectorsOf(1, seed + 1).data, bias });

  it('are as many as asked for where there are as many, each once, and only those that may be asked', () => {
    fc.assert(
      fc.property(cases, ({ rows, seed, k, bias, every }) => {
        const mayAsk = (row: number) => row % every === 0;
        const chosen = leastDecided(classifierOf(seed, bias), vectorsOf(rows, seed), k, mayAsk, null);
        expect(chosen).toHaveLength(Math.min(k, Math.ceil(rows / every)));
        expect(new Set(chosen.map(({ row }) => row)).size).toBe(chosen.length);
        expect(chosen.every(({ row }) => mayAsk(row))).toBe(true);
      }),
    );
  });

  it('are the nearest to the border first, and those alone where nothing else counts', () => {
    fc.assert(
      fc.property(cases, ({ rows, seed, k, bias }) => {
        const vectors = vectorsOf(rows, seed);
        const { direction } = classifierOf(seed, bias);
        const decisionOf = (row: number) => dot(direction, vectorAt(vectors, row)) + bias;
        const byBorder = [...Array(rows).keys()].sort(
          (a, b) => Math.abs(decisionOf(a)) - Math.abs(decisionOf(b)) || a - b,
        );
        const choose = (diversity: number) =>
          leastDecided({ direction, bias }, vectors, k, () => true, null, { ...suggestDefaults, diversity });
        expect(choose(0).map(({ row }) => row)).toEqual(byBorder.slice(0, k));
        expect(choose(0.5)[0]).toEqual({ row: byBorder[0], decision: decisionOf(byBorder[0]) });
        const looked = new Set(byBorder.slice(0, k * suggestDefaults.candidatesPerPaper));
        expect(choose(0.5).every(({ row }) => looked.has(row))).toBe(true);
      }),
    );
  });

  it('are of the versions of a paper the nearest to the border that may be asked', () => {
    const groupsOfThree = (rows: number) => ({
      rows,
      representative: Int32Array.from({ length: rows }, (_, row) => row - (row % 3)),
      rule: new Uint8Array(rows),
    });
    fc.assert(
      fc.property(cases, ({ rows, seed, k, bias, every }) => {
        const mayAsk = (row: number) => row % every === 0;
        const vectors = vectorsOf(rows, seed);
        const { direction } = classifierOf(seed, bias);
        const groups = groupsOfThree(rows);
        const chosen = leastDecided({ direction, bias }, vectors, k, mayAsk, groups);
        const farness = (row: number) => Math.abs(dot(direction, vectorAt(vectors, row)) + bias);
        const papers = new Set(
          [...Array(rows).keys()].filter(mayAsk).map((row) => groups.representative[row]),
        );
        expect(chosen).toHaveLength(Math.min(k, papers.size));
        for (const { row } of chosen) {
          const versions = [...Array(rows).keys()].filter(
            (other) => mayAsk(other) && groups.representative[other] === groups.representative[row],
          );
          expect(farness(row)).toBe(Math.min(...versions.map(farness)));
          expect(chosen.filter((other) => versions.includes(other.row))).toHaveLength(1);
        }
      }),
    );
  });

  it('do not come as copies of each other', () => {
    // Three copies of each of three papers, all as near to the border.
    const axes = [0, 1, 2].flatMap((axis) => Array(3).fill(axis) as number[]);
    const data = Float32Array.from(axes.flatMap((axis) => [0, 1, 2, 3].map((i) => Number(i === axis))));
    const vectors = { rows: 9, dimensions: 4, data };
    const classifier = { direction: Float32Array.of(0, 0, 0, 1), bias: 0.2 };
    const chosen = leastDecided(classifier, vectors, 3, () => true, null);
    expect(chosen.map(({ row }) => axes[row]).sort()).toEqual([0, 1, 2]);
  });
});

describe('papers to rate next', () => {
  it('are none of the examples, with the decision of the classifier of "learned" as score', async () => {
    const { hits, notes } = await suggest({ like: ['bees-0', 'bees-1'], unlike: ['ice-0'] });
    expect(notes).toEqual([]);
    expect(hits).toHaveLength(5);
    const parts = { text: null, liked: [0, 1], disliked: [7] };
    const { direction, bias } = learnClassifier(parts, corpus.vectors(), corpus.settings.seed)!;
    for (const { row, score, similarity } of hits) {
      expect([0, 1, 7]).not.toContain(row);
      expect(score).toBeCloseTo(dot(direction, vectorAt(corpus.vectors(), row)) + bias, 6);
      expect(Math.abs(similarity)).toBeLessThanOrEqual(1.0001);
    }
    const nearest = [...smallPapers.keys()]
      .filter((row) => ![0, 1, 7].includes(row))
      .map((row) => Math.abs(dot(direction, vectorAt(corpus.vectors(), row)) + bias));
    expect(Math.abs(hits[0].score)).toBeCloseTo(Math.min(...nearest), 6);
    expect(hits[0].why.like.map(({ id }) => id).sort()).toEqual(['bees-0', 'bees-1']);
  });

  it('are the same for the same examples, and others once they are rated', async () => {
    const like = ['bees-0', 'bees-1'];
    const first = await suggest({ like });
    expect(idsOf(await suggest({ like }))).toEqual(idsOf(first));
    const [rated, ...others] = idsOf(first);
    const next = await suggest({ like, unlike: [rated] });
    expect(idsOf(next)).not.toContain(rated);
    expect(others.length).toBe(4);
    expect(next.hits).toHaveLength(5);
  });

  it('pass the filter, and the phrases and excluded words of the text', async () => {
    const inEven = await suggest({ like: ['bees-0'], filter: { facets: { category: ['even'] } } });
    expect(inEven.hits.length).toBe(5);
    for (const { row } of inEven.hits) expect(smallPapers[row].categories).toContain('even');
    const said = await suggest({ text: 'snow "glacier ice" -north', k: 24 });
    expect(idsOf(said).sort()).toEqual(['ice-2', 'ice-3', 'ice-4', 'ice-5', 'ice-6']);
  });

  it('are none, with the reason, where nothing is left to rate', async () => {
    const like = smallPapers.map(({ id }) => id);
    const all = await suggest({ like });
    expect(all).toMatchObject({ hits: [], notes: [expect.stringContaining('Every paper')] });
    const none = await suggest({ like: ['bees-0'], filter: { year: { from: 1800, to: 1801 } } });
    expect(none).toMatchObject({ hits: [], notes: [expect.stringContaining('Nothing is let through')] });
  });

  it('are refused without a text and a liked paper, and name what is unknown', async () => {
    expect(await refusalOf(suggest({ unlike: ['bees-0'] }))).toMatchObject({ code: 'empty-query' });
    expect(await refusalOf(suggest({ like: ['bees-00'] }))).toMatchObject({ code: 'unknown-paper' });
    expect(await refusalOf(suggest({ like: ['bees-0'], k: 0 }))).toMatchObject({ code: 'bad-option' });
    const { hits, notes } = await suggest({ like: ['bees-0', 'wasps'] });
    expect(hits).toHaveLength(5);
    expect(notes).toEqual([expect.stringContaining('"wasps"')]);
  });
});
