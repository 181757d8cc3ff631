/** Does a title find its own abstract among those of thousands of papers? By meaning alone, exactly. */
import { ExactIndex } from '../../../src/index/exact-index.ts';
import { type Figure, meanTimes100 } from './figure.ts';
import { type HeldOutPaper, heldOutSet as set } from './held-out.ts';
import { recallAt, reciprocalRank } from './metrics.ts';
import type { OpenModel } from './open-model.ts';

export const titleDefaults = {
  /** Titles asked. */
  titles: 2000,
  /** How far down a title's own abstract is looked for: beyond, its reciprocal rank (below 0.001) counts as 0. */
  depth: 1000,
};

/** Titles as questions among all abstracts: recall@1, recall@10 and mean reciprocal rank. */
export async function titleFigures(
  papers: readonly HeldOutPaper[],
  { embedder }: Pick<OpenModel, 'embedder'>,
): Promise<Figure[]> {
  const { titles, depth } = titleDefaults;
  const asked = papers.slice(0, titles);
  const documents = await embedder.embed(
    papers.map(({ abstract }) => abstract),
    'document',
  );
  const questions = await embedder.embed(
    asked.map(({ title }) => title),
    'query',
  );
  const found = new ExactIndex(documents.vectors).searchMany(questions.vectors, depth);
  const ranks = found.map(({ rows }, i) => (rows.includes(i) ? rows.indexOf(i) + 1 : null));
  const of = `${asked.length} titles, ${papers.length} abstracts`;
  const figure = (measure: string, worth: (rank: number | null) => number): Figure => ({
    ...{ set, of, measure },
    statistic: meanTimes100(ranks.map(worth)),
  });
  return [
    figure('recall@1 of its abstract', (rank) => recallAt(1, rank)),
    figure('recall@10 of its abstract', (rank) => recallAt(10, rank)),
    figure('reciprocal rank of its abstract', reciprocalRank),
  ];
}
