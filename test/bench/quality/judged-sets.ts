/**
 * nDCG@10 of the answers to judged questions: by meaning, by words, by reciprocal-rank fusion of the two, and fused as it
 * ships. A set is a folder with
 *
 *   corpus.jsonl   {id, title?, abstract}     queries.jsonl   {id, text}     qrels.jsonl   {qid, rel: {id: grade}}
 */
import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import type { Paper } from '../../../src/tables/paper.ts';
import { paperOf } from '../../paper-of.ts';
import { type Figure, meanTimes100 } from './figure.ts';
import { searcherOver } from './measured-corpus.ts';
import { ndcgAt10, reciprocalRankFusion } from './metrics.ts';
import type { OpenModel } from './open-model.ts';
import { readLines } from './read-lines.ts';

export const ways = ['meaning', 'words', 'reciprocal rank', 'fused'] as const;
export type Way = (typeof ways)[number];

/** Papers of each list that reciprocal-rank fusion sees: as many as the product's own fusion. */
const fusionDepth = 200;

const judgedPaper = z.object({ id: z.string().min(1), title: z.string().default(''), abstract: z.string() });
const question = z.object({ id: z.string(), text: z.string().min(1) });
const judgement = z.object({ qid: z.string(), rel: z.record(z.string(), z.number()) });

/** The judged sets in a folder: none where it is absent. */
export function judgedSets(folder: string): string[] {
  return setsWith(folder, 'qrels.jsonl');
}

/** Folders below `folder` that hold a file of that name, in the order of their names. */
export function setsWith(folder: string, file: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .sort()
    .map((name) => join(folder, name))
    .filter((set) => existsSync(join(set, file)));
}

/** nDCG@10 of each judged question, by way; and what was asked, in words. */
export interface JudgedScores {
  set: string;
  of: string;
  byWay: Record<Way, number[]>;
}

/** @param set its folder. @throws NearbyError `file-unreadable`, and what the model throws. */
export async function scoreJudgedSet(
  set: string,
  { embedder }: Pick<OpenModel, 'embedder'>,
): Promise<JudgedScores> {
  const papers = readLines(join(set, 'corpus.jsonl'), judgedPaper).map(asPaper);
  const questions = readLines(join(set, 'queries.jsonl'), question);
  const judgements = readLines(join(set, 'qrels.jsonl'), judgement);
  const grades = new Map(judgements.map(({ qid, rel }) => [qid, rel]));
  const { searcher, close } = await searcherOver(papers, embedder);
  try {
    const { corpus } = searcher;
    const ids = corpus.ids();
    const byWay: Record<Way, number[]> = { meaning: [], words: [], 'reciprocal rank': [], fused: [] };
    for (const { id, text } of questions) {
      const relevant = grades.get(id);
      if (!relevant) continue;
      const ask = async (mode: 'meaning' | 'words' | 'fused', k: number) =>
        (await searcher.rank({ text, k, mode })).ranked.map(({ row }) => ids[row]);
      const [meaning, words] = [await ask('meaning', fusionDepth), await ask('words', fusionDepth)];
      byWay.meaning.push(ndcgAt10(meaning, relevant));
      byWay.words.push(ndcgAt10(words, relevant));
      byWay['reciprocal rank'].push(ndcgAt10(reciprocalRankFusion([meaning, words]), relevant));
      byWay.fused.push(ndcgAt10(await ask('fused', 10), relevant));
    }
    return { set: basename(set), of: `${corpus.rows} papers, ${byWay.fused.length} questions`, byWay };
  } finally {
    close();
  }
}

/** Four figures a set, and four of their mean. */
export function judgedFigures(scored: readonly JudgedScores[]): Figure[] {
  const figure = (set: string, of: string, way: Way, groups: number[][]): Figure => ({
    set,
    of,
    measure: `nDCG@10, ${way}`,
    statistic: meanTimes100(...groups),
  });
  const each = scored.flatMap(({ set, of, byWay }) => ways.map((way) => figure(set, of, way, [byWay[way]])));
  if (scored.length < 2) return each;
  const all = ways.map((way) =>
    figure(
      'mean of judged sets',
      `${scored.length} sets`,
      way,
      scored.map(({ byWay }) => byWay[way]),
    ),
  );
  return [...each, ...all];
}

/** A judged paper; where a set has no titles, the first sentence of the abstract stands for one. */
function asPaper({ id, title, abstract }: z.infer<typeof judgedPaper>): Paper {
  const [sentence] = /^.*?[.?!](?=\s|$)/s.exec(abstract) ?? [abstract];
  const fields = title
    ? { title, abstract }
    : { title: sentence || id, abstract: abstract.slice(sentence.length).trim() };
  return paperOf({ id, ...fields });
}
