/** Questions of all parts: text, liked and disliked papers, topics and areas of the map, each with a weight. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { learnedVector } from '../../src/search/learned-vector.ts';
import { crowdingOf, nearestExampleDefaults } from '../../src/search/nearest-example.ts';
import { defaultWeights, type PartWeights } from '../../src/search/part-weights.ts';
import { questionVectorDefaults } from '../../src/search/question-vector.ts';
import { exampleWays, type SearchHit, type SearchQuery, searchModes } from '../../src/search/search-types.ts';
import type { Region } from '../../src/tables/region.ts';
import { dot, vectorAt } from '../../src/tables/vector-table.ts';
import { mean } from '../bench/quality/metrics.ts';
import { refusalOf } from '../refusal.ts';
import { FakeEmbedder, searcherOf, smallPapers, smallSearcher, vectorOf } from './small-corpus.ts';

const { corpus, searcher } = smallSearcher();

const ask = (query: Partial<SearchQuery>) => searcher.search({ k: 24, mode: 'fused', ...query });
const idsOf = ({ hits }: { hits: SearchHit[] }) => hits.map(({ id }) => id);
const subjectOf = (id: string) => id.split('-')[0];
const [bees, ice, chess] = [2, 3, 4];
/** The layout is a curve within −1…1. */
const everywhere: Region = [
  [-2, -2],
  [2, -2],
  [2, 2],
  [-2, 2],
];
const nowhere: Region = [
  [7, 7],
  [8, 7],
  [8, 8],
];
/** Around the points of some rows, each on its border. */
const around = (row: number): Region => {
  const [x, y] = searcher.layout.points.subarray(2 * row, 2 * row + 2);
  return [
    [x - 0.001, y],
    [x, y - 0.001],
    [x + 0.001, y],
    [x, y + 0.001],
  ];
};

describe('near', () => {
  it('asks for papers like those of a topic, which may be in the answer', async () => {
    for (const [topic, subject] of [
      [bees, 'bees'],
      [ice, 'ice'],
      [chess, 'chess'],
    ] as const) {
      for (const examples of exampleWays) {
        const answer = await ask({ near: { topics: [topic] }, examples, k: 7 });
        expect(answer.notes).toEqual([]);
        expect(idsOf(answer).map(subjectOf)).toEqual(Array(7).fill(subject));
      }
    }
  });

  it('is near to the mean of the papers of all that is named, each counted once', async () => {
    const rows = [...Array(7).keys()];
    const region = around(3);
    const { ranked, reasons } = await searcher.rank({
      near: { topics: [bees], region },
      k: 24,
      mode: 'fused',
    });
    const mean = new Float32Array(searcher.vectors.dimensions);
    for (const row of rows) {
      vectorAt(searcher.vectors, row).forEach((value, i) => {
        mean[i] += value / 7;
      });
    }
    const length = Math.sqrt(dot(mean, mean));
    for (const { row, similarity } of ranked) {
      expect(similarity).toBeCloseTo(dot(vectorAt(searcher.vectors, row), mean) / length, 5);
    }
    expect(dot(reasons.near!, reasons.near!)).toBeCloseTo(1, 5);
  });

  it('takes an area of the map: around one paper it is that paper', async () => {
    const answer = await ask({ near: { region: around(16) } });
    expect(answer.hits[0]).toMatchObject({ row: 16, similarity: expect.closeTo(1, 5) });
    expect(answer.hits).toHaveLength(24);
  });

  it('pulls a text and examples its way, in every mode and way', async () => {
    for (const mode of searchModes) {
      for (const examples of exampleWays) {
        for (const question of [{ text: 'a survey of methods' }, { like: ['ice-1'] }]) {
          const chessAmongFirst = async (near?: SearchQuery['near']) => {
            const answer = await ask({ ...question, near, weights: { near: 2 }, mode, examples, k: 7 });
            return idsOf(answer).filter((id) => subjectOf(id) === 'chess').length;
          };
          expect(await chessAmongFirst({ topics: [chess] })).toBeGreaterThan(await chessAmongFirst());
        }
      }
    }
  });

  it('names topics that are not known and areas without papers, and answers the rest', async () => {
    const { hits, notes } = await ask({ like: ['bees-0'], near: { topics: [99], region: nowhere } });
    expect(notes).toEqual([
      'There is no topic 99; it was left out of the question.',
      'No paper lies in the area of the map to be near to; it was left out of the question.',
    ]);
    expect(hits.map(({ row, similarity }) => [row, similarity])).toEqual(
      (await ask({ like: ['bees-0'] })).hits.map(({ row, similarity }) => [row, similarity]),
    );
  });

  it('alone is refused where no topic is known, and empty where the area is', async () => {
    expect(await refusalOf(() => ask({ near: { topics: [99, 98] } }))).toMatchObject({
      code: 'unknown-topic',
      message: 'There is no topic 99, 98; topics are numbered 0 to 4.',
    });
    expect(await refusalOf(() => ask({ near: { topics: [] } }))).toMatchObject({ code: 'empty-query' });
    for (const explain of [false, true]) {
      const { hits, notes } = await ask({ near: { region: nowhere }, explain });
      expect(hits).toEqual([]);
      expect(notes[0]).toContain('No paper lies in the area of the map');
    }
  });
});

describe('a region as a filter', () => {
  it('lets through exactly the papers in it', async () => {
    const answer = await ask({ text: 'survey', filter: { region: around(9) } });
    expect(answer.hits.map(({ row }) => row)).toEqual([9]);
    expect((await ask({ text: 'survey', filter: { region: everywhere } })).hits).toEqual(
      (await ask({ text: 'survey' })).hits,
    );
  });

  it('says when it empties the answer, alone and with others', async () => {
    const filter = { region: nowhere, year: { from: 2016 } };
    expect(await ask({ text: 'survey', filter })).toMatchObject({
      hits: [],
      notes: ['Nothing is let through: no paper lies in the area of the map.'],
    });
    const both = await ask({ text: 'survey', filter: { region: around(9), topic: [bees] } });
    expect(both.notes).toEqual([
      'Nothing is let through: there are papers for each part, but no paper at once is in topic 2 and lies in the area of the map.',
    ]);
  });
});

const weight = fc.integer({ min: 0, max: 40 }).map((quarters) => quarters / 4);
const someIds = fc.uniqueArray(fc.constantFrom(...smallPapers.slice(0, 21).map(({ id }) => id)), {
  maxLength: 4,
});
const anyQuestion: fc.Arbitrary<Partial<SearchQuery>> = fc.record({
  text: fc.constantFrom(undefined, 'pollen of honeybees in the north', 'a survey'),
  like: someIds,
  unlike: someIds,
  near: fc.constantFrom(undefined, { topics: [0] }, { topics: [3, 4] }, { region: everywhere }),
  weights: fc.record({ text: weight, like: weight, unlike: weight, near: weight }),
  examples: fc.constantFrom(...exampleWays),
  mode: fc.constantFrom(...searchModes),
  diversity: fc.constantFrom(0, 0.5),
});

describe('weights', () => {
  it('leave the parts of every similarity adding up to it', async () => {
    const seen = { answers: 0, near: 0 };
    await fc.assert(
      fc.asyncProperty(anyQuestion, async (question) => {
        let hits: SearchHit[];
        try {
          ({ hits } = await ask({ ...question, explain: true, k: 5 }));
        } catch (refusal) {
          expect(refusal).toMatchObject({ code: expect.stringMatching(/^(empty-query|bad-option)$/) });
          return;
        }
        for (const { similarity, why } of hits) {
          const { text, like, unlike, near, others } = why.parts!;
          const parts = [...like, ...unlike].map(({ part }) => part);
          const sum = [text ?? 0, near ?? 0, others, ...parts].reduce((a, b) => a + b);
          expect(sum).toBeCloseTo(similarity, 5);
          expect(Math.abs(similarity)).toBeLessThan(1.00001);
          seen.near += near === null ? 0 : 1;
        }
        seen.answers++;
      }),
      { numRuns: 150 },
    );
    expect(seen.answers).toBeGreaterThan(50);
    expect(seen.near).toBeGreaterThan(50);
  });

  it('of 0 leave the part out, and its papers out of the answer all the same', async () => {
    const whole = { text: 'pollen', like: ['ice-0'], unlike: ['chess-0'], near: { topics: [chess] } };
    const order = async (query: Partial<SearchQuery>) =>
      (await ask(query)).hits.map(({ row, similarity }) => `${row} ${similarity.toFixed(5)}`);
    for (const examples of exampleWays) {
      expect(await order({ ...whole, examples, weights: { near: 0 } })).toEqual(
        await order({ ...whole, examples, near: undefined }),
      );
      expect(await order({ ...whole, examples, weights: { text: 0 } })).toEqual(
        await order({ ...whole, examples, text: undefined }),
      );
      // By meaning: how words are fused depends on all candidates, of which the liked paper is one.
      const byMeaning = { ...whole, examples, mode: 'meaning' as const };
      const without = (await order({ ...byMeaning, like: [] })).filter((hit) => !hit.startsWith('7 '));
      expect(await order({ ...byMeaning, weights: { like: 0 } })).toEqual(without);
    }
  });

  it('of 0 for the text ask no model, and words do not count', async () => {
    const embedder = new FakeEmbedder();
    const { hits } = await searcherOf(corpus, embedder).search({
      ...{ text: smallPapers[20].title, like: ['ice-0'], weights: { text: 0 }, k: 5, mode: 'fused' },
    });
    expect(embedder.asked).toEqual([]);
    expect(hits.every(({ why, id }) => why.text === null && id !== smallPapers[20].id)).toBe(true);
  });

  it('keep phrases and excluded words as filters where the text weighs 0', async () => {
    const { hits } = await ask({ text: 'snow -pollen -chess', like: ['bees-0'], weights: { text: 0 } });
    expect(new Set(hits.map(({ id }) => subjectOf(id)))).not.toContain('bees');
  });

  it('move an answer from one part to the other as they grow, in every mode', async () => {
    const text = 'pollen, nectar, foraging honeybee colonies';
    for (const mode of searchModes) {
      for (const examples of ['all', 'any'] as const) {
        const firstIs = async (weights: SearchQuery['weights'], subject: string) => {
          const parts = { text, like: ['chess-1', 'chess-2'], near: { topics: [ice] } };
          const answer = await ask({ ...parts, weights, mode, examples, k: 1 });
          expect(idsOf(answer).map(subjectOf)).toEqual([subject]);
        };
        await firstIs({ text: 10, like: 0.1, near: 0.1 }, 'bees');
        await firstIs({ text: 0.1, like: 10, near: 0.1 }, 'chess');
        await firstIs({ text: 0.1, like: 0.1, near: 10 }, 'ice');
      }
    }
  });

  it('turn what is learned towards the part that grows, and away from disliked papers', () => {
    const { vectors } = searcher;
    const parts = { text: vectorOf('pollen'), liked: [14], disliked: [20], near: vectorOf('glaciers') };
    const cosineTo = (vector: Float32Array, weights: Partial<PartWeights>) => {
      const all = { ...defaultWeights, ...weights };
      return dot(learnedVector({ ...parts, weights: all }, vectors, 1)!, vector);
    };
    for (const [part, vector] of [
      ['text', parts.text],
      ['like', vectorAt(vectors, 14)],
      ['near', parts.near],
    ] as const) {
      expect(cosineTo(vector, { [part]: 10 })).toBeGreaterThan(cosineTo(vector, { [part]: 0.1 }) + 0.1);
    }
    const disliked = vectorAt(vectors, 20);
    expect(cosineTo(disliked, { unlike: 10 })).toBeLessThan(cosineTo(disliked, { unlike: 0.1 }) - 0.1);
  });

  it('of disliked papers multiply their share of the question', async () => {
    const vectors = corpus.vectors();
    const { reasons, ranked } = await searcher.rank({
      ...{ like: ['bees-0'], unlike: ['bees-1'], weights: { unlike: 2 }, k: 3, mode: 'meaning' },
    });
    expect(reasons.weights).toEqual({ text: 1, like: 1, unlike: 2, near: 1 });
    const wanted = vectorAt(vectors, 0).map(
      (value, i) => value - 2 * questionVectorDefaults.dislikedShare * vectorAt(vectors, 1)[i],
    );
    const length = Math.sqrt(dot(wanted, wanted));
    for (const { row, similarity } of ranked) {
      expect(similarity).toBeCloseTo(dot(vectorAt(vectors, row), wanted) / length, 5);
    }
  });

  it('multiply the cosines of any', async () => {
    const vectors = corpus.vectors();
    const { softness, dislikedShare } = nearestExampleDefaults;
    const text = 'glaciers';
    const { ranked } = await searcher.rank({
      ...{ text, like: ['bees-0'], unlike: ['chess-0'], k: 24, mode: 'meaning', examples: 'any' },
      weights: { text: 2, like: 0.5, unlike: 3 },
    });
    // Relative to the largest, which is the text's.
    const wanted = [vectorAt(vectors, 0).map((value) => (0.5 / 2) * value), vectorOf(text)];
    const crowding = crowdingOf(wanted, { ...searcher, seed: corpus.settings.seed });
    for (const { row, score } of ranked) {
      const to = (vector: Float32Array) => dot(vector, vectorAt(vectors, row));
      const nearness =
        softness * Math.log(mean(wanted.map((vector, i) => Math.exp((to(vector) - crowding[i]) / softness))));
      const pushed = (3 / 2) * dislikedShare * to(vectorAt(vectors, 14));
      expect(score).toBeCloseTo(nearness - pushed, 4);
    }
  });

  it('are refused out of their range, and where all that is asked weighs 0', async () => {
    for (const [weights, message] of [
      [{ text: 11 }, 'weight of text is 11. Expected: a number from 0 to 10.'],
      [{ like: -1 }, 'weight of like is -1. Expected: a number from 0 to 10.'],
      [{ near: Number.NaN }, 'weight of near is null. Expected: a number from 0 to 10.'],
      [
        { text: 0 },
        'weight of text is 0. Expected: more than 0, at most 10, for at least one part of the question.',
      ],
    ] as const) {
      expect(await refusalOf(() => ask({ text: 'ice', weights }))).toMatchObject({
        code: 'bad-option',
        message,
      });
    }
    for (const diversity of [-0.1, 1.1, Number.NaN]) {
      expect(await refusalOf(() => ask({ text: 'ice', diversity }))).toMatchObject({ code: 'bad-option' });
    }
  });
});

describe('disliked papers alone', () => {
  it('are explained like any other question', async () => {
    const { hits } = await ask({ unlike: ['bees-0', 'bees-1'], explain: true });
    expect(hits).toHaveLength(22);
    for (const { similarity, why } of hits) {
      expect(why.parts!.unlike.reduce((sum, { part }) => sum + part, 0)).toBeCloseTo(similarity, 5);
    }
  });

  it('are answered under a filter, and where they are all papers that there are', async () => {
    const filter = { topic: [ice] };
    expect(new Set(idsOf(await ask({ unlike: ['bees-0'], filter })).map(subjectOf))).toEqual(
      new Set(['ice']),
    );
    const all = await ask({ unlike: smallPapers.map(({ id }) => id) });
    expect(all.hits).toEqual([]);
    expect(all.notes.at(-1)).toBe(
      'Every paper that could be found is among the liked and disliked ones, which are not shown.',
    );
  });
});
