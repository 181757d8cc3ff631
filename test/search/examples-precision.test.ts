/** Several examples on the sample with the bundled model: floors below the figures that `npm run eval` prints. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenSearcher, openSearcher } from '../../src/search/open-searcher.ts';
import { mean } from '../bench/quality/metrics.ts';
import {
  type ExampleQuestion,
  groupsOf,
  questionsOf,
  scoreExamples,
  scoreMixedInterests,
} from '../bench/quality/several-examples.ts';
import { sampleCorpus } from '../sample-corpus.ts';

let searcher: OpenSearcher;
const questions: Record<string, ExampleQuestion[][]> = {};
beforeAll(async () => {
  searcher = await openSearcher(await sampleCorpus());
  for (const { kind, groups } of groupsOf(searcher)) questions[kind] = questionsOf(groups);
});
afterAll(() => searcher.close());

describe('five examples on the sample', () => {
  it('are asked of its topics and its lists, half of each shown, the liked among them', () => {
    expect(Object.keys(questions)).toEqual(['topics', 'lists']);
    for (const { group, shown, liked } of Object.values(questions).flat(2)) {
      expect(shown.size).toBe(Math.floor(group.size / 2));
      expect(new Set(liked).size).toBe(5);
      for (const row of liked) expect(shown.has(row)).toBe(true);
      for (const row of shown) expect(group.has(row)).toBe(true);
    }
  });

  it('find more of what is hidden when learned than by their mean, also with disliked papers', async () => {
    for (const groups of Object.values(questions)) {
      const { plain, disliked } = await scoreExamples(searcher, groups);
      for (const { all, learned } of [plain, disliked])
        expect(mean(learned)).toBeGreaterThan(mean(all) - 0.02);
    }
  });

  it('from two topics find both when any counts', async () => {
    const { all, any } = await scoreMixedInterests(searcher, questions.topics);
    expect(mean(any)).toBeGreaterThan(mean(all) - 0.02);
  });
});
