import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../src/random.ts';
import { diversify } from '../../src/search/diversify.ts';
import { type OpenSearcher, openSearcher } from '../../src/search/open-searcher.ts';
import { dot, normalize, type VectorTable, vectorAt } from '../../src/tables/vector-table.ts';
import { sampleCorpus } from '../sample-corpus.ts';

const dimensions = 6;
const vectors: VectorTable = (() => {
  const random = createRandom(5);
  const data = new Float32Array(40 * dimensions);
  for (let row = 0; row < 40; row++) {
    const vector = data.subarray(row * dimensions, (row + 1) * dimensions);
    for (let i = 0; i < dimensions; i++) vector[i] = random() - 0.3;
    normalize(vector);
  }
  return { rows: 40, dimensions, data };
})();
const cosine = (a: number, b: number) => dot(vectorAt(vectors, a), vectorAt(vectors, b));

interface Scored {
  row: number;
  score: number;
}
const rowsOf = (hits: Scored[]) => hits.map(({ row }) => row);

/** By the words of the paper: whatever is left, the one of most marginal relevance. */
function byDefinition(ranked: Scored[], diversity: number): Scored[] {
  const scores = ranked.slice(1).map(({ score }) => score);
  const [low, high] = [Math.min(...scores), Math.max(...scores)];
  const taken = ranked.slice(0, 1);
  while (taken.length < ranked.length) {
    const left = ranked.filter((hit) => !taken.includes(hit));
    const value = ({ row, score }: Scored) =>
      (1 - diversity) * (high === low ? 0 : (score - low) / (high - low)) -
      diversity * Math.max(...taken.map((other) => cosine(row, other.row)));
    taken.push(left.reduce((best, hit) => (value(hit) > value(best) ? hit : best)));
  }
  return taken;
}

const rankedRows = fc
  .uniqueArray(fc.nat(39), { maxLength: 20 })
  .chain((rows) =>
    fc
      .array(fc.integer({ min: -50, max: 50 }), { minLength: rows.length, maxLength: rows.length })
      .map((scores) => scores.sort((a, b) => b - a).map((score, i) => ({ row: rows[i], score }))),
  );
const share = fc.integer({ min: 1, max: 8 }).map((eighths) => eighths / 8);

describe('diversify', () => {
  it('is maximal marginal relevance, as a plain search for the best of the rest finds it', () => {
    fc.assert(
      fc.property(rankedRows, share, (ranked, diversity) => {
        expect(diversify(ranked, diversity, vectors)).toEqual(byDefinition(ranked, diversity));
      }),
    );
  });

  it('changes nothing at 0, and at no value the first hit or which hits there are', () => {
    fc.assert(
      fc.property(rankedRows, share, (ranked, diversity) => {
        expect(diversify(ranked, 0, vectors)).toEqual(ranked);
        const varied = diversify(ranked, diversity, vectors);
        expect(varied[0]).toBe(ranked[0]);
        expect(rowsOf(varied).sort()).toEqual(rowsOf(ranked).sort());
      }),
    );
  });

  it('leaves those after the candidates in their order', () => {
    const ranked = Array.from({ length: 40 }, (_, row) => ({ row, score: -row }));
    const varied = diversify(ranked, 1, vectors, { candidates: 10 });
    expect(varied.slice(10)).toEqual(ranked.slice(10));
    expect(rowsOf(varied.slice(0, 10))).not.toEqual(rowsOf(ranked.slice(0, 10)));
  });
});

describe('diversity on the sample', () => {
  let searcher: OpenSearcher;
  beforeAll(async () => {
    searcher = await openSearcher(await sampleCorpus());
  });
  afterAll(() => searcher.close());

  it('makes the first ten less like each other, and costs little similarity to the question', async () => {
    const ids = searcher.corpus.ids().filter((_, row) => row % 10 === 0);
    const table = searcher.vectors;
    const figures: { diversity: number; among: number; kept: number }[] = [];
    for (const diversity of [0, 0.3, 0.5, 0.7, 1]) {
      let among = 0;
      let toQuestion = 0;
      for (const id of ids) {
        const { ranked } = await searcher.rank({ like: [id], k: 10, mode: 'meaning', diversity });
        for (const { row, similarity } of ranked) {
          toQuestion += similarity / 10 / ids.length;
          for (const other of ranked) {
            if (other.row < row) {
              among += dot(vectorAt(table, row), vectorAt(table, other.row)) / 45 / ids.length;
            }
          }
        }
      }
      figures.push({ diversity, among, kept: toQuestion });
    }
    const [plain] = figures;
    const lines = figures.map(({ diversity, among, kept }) => {
      const lost = 100 * (1 - kept / plain.kept);
      return `| ${diversity} | ${among.toFixed(3)} | ${kept.toFixed(3)} | ${lost.toFixed(1)} % |`;
    });
    console.log(
      ['| diversity | among the first 10 | to the question | lost |', '|---:|---:|---:|---:|', ...lines].join(
        '\n',
      ),
    );
    for (let i = 1; i < figures.length; i++) {
      expect(figures[i].among).toBeLessThan(figures[i - 1].among);
      expect(figures[i].kept).toBeLessThan(figures[i - 1].kept);
    }
    expect(figures[1].kept).toBeGreaterThan(0.9 * plain.kept);
  });

  it('gives the same first hits for every k', async () => {
    const ask = async (k: number) =>
      (await searcher.rank({ text: 'language models', k, mode: 'fused', diversity: 0.5 })).ranked;
    const many = await ask(200);
    expect(many.length).toBe(200);
    for (const k of [1, 10, 60]) expect(await ask(k)).toEqual(many.slice(0, k));
  });
});
