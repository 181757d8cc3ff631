/**
 * Spearman's correlation of cosines with what people say of how alike two sentences are. A set is a folder with
 *
 *   dev.jsonl   {a, b, score}
 */
import { basename, join } from 'node:path';
import { z } from 'zod';
import { dot, vectorAt } from '../../../src/tables/vector-table.ts';
import type { Figure } from './figure.ts';
import { setsWith } from './judged-sets.ts';
import { spearman } from './metrics.ts';
import type { OpenModel } from './open-model.ts';
import { readLines } from './read-lines.ts';

const pair = z.object({ a: z.string(), b: z.string(), score: z.number() });

/** The sets of sentence pairs in a folder: none where it is absent. */
export function pairSets(folder: string): string[] {
  return setsWith(folder, 'dev.jsonl');
}

/** @param set its folder. @throws NearbyError `file-unreadable`, and what the model throws. */
export async function pairFigure(set: string, { embedder }: Pick<OpenModel, 'embedder'>): Promise<Figure> {
  const pairs = readLines(join(set, 'dev.jsonl'), pair);
  // As questions: neither sentence is a paper.
  const { vectors } = await embedder.embed(
    pairs.flatMap(({ a, b }) => [a, b]),
    'query',
  );
  const cosines = pairs.map((_, i) => dot(vectorAt(vectors, 2 * i), vectorAt(vectors, 2 * i + 1)));
  const at = (values: readonly number[], rows: Int32Array) => Float64Array.from(rows, (row) => values[row]);
  const scores = pairs.map(({ score }) => score);
  return {
    set: basename(set),
    of: `${pairs.length} sentence pairs`,
    measure: 'Spearman',
    statistic: {
      sizes: [pairs.length],
      of: ([rows]) => 100 * spearman(at(cosines, rows), at(scores, rows)),
    },
  };
}
