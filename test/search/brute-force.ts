/** Questions answered the long way, by plain loops over papers: what the searcher's answers are held against. */

import { ExactIndex } from '../../src/index/exact-index.ts';
import { movedTowards } from '../../src/search/feedback.ts';
import { fuseScores, fusionDefaults, wordsShareOf } from '../../src/search/fuse-scores.ts';
import { learnedVector } from '../../src/search/learned-vector.ts';
import { indexedForm } from '../../src/search/matched-words.ts';
import { crowdingOf, nearestExampleDefaults } from '../../src/search/nearest-example.ts';
import { questionVectorDefaults } from '../../src/search/question-vector.ts';
import type { SearchQuery } from '../../src/search/search-types.ts';
import { tokensOf } from '../../src/search/words-query.ts';
import type { Filter } from '../../src/tables/filter.ts';
import type { Paper } from '../../src/tables/paper.ts';
import { dot, normalize, type VectorTable, vectorAt } from '../../src/tables/vector-table.ts';

export interface BruteTables {
  papers: readonly Paper[];
  /** Of each paper. */
  topicIds: readonly number[];
  vectors: VectorTable;
  seed: number;
}

/** A question in its parts; words must be lower case and no stop words. */
export interface BruteQuestion extends Pick<SearchQuery, 'mode' | 'examples' | 'filter'> {
  words: string[];
  phrase: string | null;
  excluded: string | null;
  /** Of the words and the phrase. */
  textVector: Float32Array | null;
  /** Rows. */
  liked: number[];
  disliked: number[];
}

/** Every row that may be in the answer with its score, best first; as many rows as there are candidates of a list at most. */
export function bruteForce(question: BruteQuestion, tables: BruteTables): { row: number; score: number }[] {
  const { mode, words, phrase, textVector, liked, disliked } = question;
  const { papers, vectors } = tables;
  const examples = new Set([...liked, ...disliked]);
  const rows = [...papers.keys()].filter((row) => !examples.has(row) && mayAnswer(question, tables, row));
  const terms = [...(phrase ? [phrase] : []), ...new Set([...(phrase?.split(' ') ?? []), ...words])];
  const hasText = textVector !== null;
  const byMeaning = liked.length > 0 || (hasText && mode !== 'words');
  const byWords = hasText && mode !== 'meaning';

  const bm25 = byWords ? bm25Of(terms, papers) : papers.map(() => 0);
  const text = mode === 'words' ? null : textVector;
  const nearness = byMeaning || disliked.length > 0 ? nearnessOf(question, text, tables) : () => 0;
  const some = rows.filter((row) => byMeaning || bm25[row] > 0);
  const scored = (scores: ArrayLike<number>) =>
    some.map((row, i) => ({ row, score: scores[i] })).sort((a, b) => b.score - a.score || a.row - b.row);
  if (!byWords) return scored(some.map(nearness));
  if (!byMeaning && disliked.length === 0) return scored(some.map((row) => bm25[row]));

  const pair = (near: (row: number) => number) => ({
    meaning: Float64Array.from(some, near),
    words: Float64Array.from(some, (row) => bm25[row]),
  });
  const hasExamples = examples.size > 0;
  const best = some.reduce((a, b) => (Math.fround(bm25[b]) > Math.fround(bm25[a]) ? b : a), some[0] ?? 0);
  const asked = [...new Set([...(phrase?.split(' ') ?? []), ...words])];
  const has = asked.filter((word) => fieldsOf(papers[best]).flat().includes(indexedForm(word)));
  const trust = some.some((row) => bm25[row] > 0)
    ? Math.min(1, has.length / asked.length / fusionDefaults.fullTrustCoverage)
    : 1;
  const share = wordsShareOf(1, hasExamples ? 1 : 0, mode === 'fused') * trust;
  const fused = (near: (row: number) => number) => scored(fuseScores(pair(near), pair(near), share));
  const first = fused(nearness);
  if (hasExamples) return first;
  const moved = movedTowards(
    textVector!,
    first.map(({ row }) => row),
    vectors,
  );
  return fused((row) => dot(vectorAt(vectors, row), moved));
}

function mayAnswer(
  { filter, phrase, excluded }: BruteQuestion,
  { papers, topicIds }: BruteTables,
  row: number,
) {
  const { year, facets, topic }: Filter = filter ?? {};
  const paper = papers[row];
  const own: Record<string, string[]> = {
    category: paper.categories,
    author: paper.authors,
    venue: [paper.venue],
  };
  const fields = fieldsOf(paper);
  const { from, to } = year ?? {};
  return (
    ((from === undefined && to === undefined) ||
      (paper.year !== null && paper.year >= (from ?? -Infinity) && paper.year <= (to ?? Infinity))) &&
    Object.entries(facets ?? {}).every(([name, values]) =>
      values.some((value) => own[name].includes(value)),
    ) &&
    (!topic || topic.includes(topicIds[row])) &&
    (phrase === null || fields.some((field) => timesIn(field, phrase) > 0)) &&
    (excluded === null || fields.every((field) => timesIn(field, excluded) === 0))
  );
}

function nearnessOf(
  { liked, disliked, examples = 'all' }: BruteQuestion,
  text: Float32Array | null,
  { vectors, seed }: BruteTables,
): (row: number) => number {
  const of = (row: number) => vectorAt(vectors, row);
  const { dislikedShare } = questionVectorDefaults;
  const hasExamples = liked.length + disliked.length > 0;
  if (examples === 'any' && hasExamples) {
    const wanted = [...liked.map(of), ...(text ? [text] : [])];
    const { softness, dislikedShare: pushed } = nearestExampleDefaults;
    const crowding = crowdingOf(wanted, { index: new ExactIndex(vectors), vectors, seed });
    const near = (some: Float32Array[], row: number, less: ArrayLike<number> = []) => {
      const nearness = (vector: Float32Array, i: number) => dot(vector, of(row)) - (less[i] ?? 0);
      const sum = some.reduce((total, vector, i) => total + Math.exp(nearness(vector, i) / softness), 0);
      return some.length === 0 ? 0 : softness * Math.log(sum / some.length);
    };
    return (row) => near(wanted, row, crowding) - pushed * near(disliked.map(of), row);
  }
  const learned =
    examples === 'learned' && hasExamples ? learnedVector({ text, liked, disliked }, vectors, seed) : null;
  if (learned) return (row) => dot(of(row), learned);

  const mean = (some: number[]) =>
    Float32Array.from({ length: vectors.dimensions }, (_, d) =>
      some.reduce((sum, row) => sum + of(row)[d] / some.length, 0),
    );
  // Of no rows it is all 0.
  const pull = liked.length > 0 ? mean(liked) : (text ?? mean([]));
  const push = mean(disliked);
  const sum = normalize(pull.map((value, d) => value - (disliked.length > 0 ? dislikedShare * push[d] : 0)));
  const whole = text && liked.length > 0 ? normalize(sum.map((value, d) => value + text[d])) : sum;
  return (row) => dot(of(row), whole);
}

/** BM25 of each paper (Robertson & Zaragoza 2009) with FTS5's constants; the title counts three times. */
function bm25Of(phrases: readonly string[], papers: readonly Paper[]): number[] {
  const [k1, b] = [1.2, 0.75];
  const documents = papers.map(fieldsOf);
  const lengths = documents.map((fields) => fields.flat().length);
  const meanLength = lengths.reduce((sum, length) => sum + length, 0) / papers.length;
  const scores = papers.map(() => 0);
  for (const phrase of phrases) {
    const times = documents.map((fields) => fields.map((field) => timesIn(field, phrase)));
    const having = times.filter((some) => some.some((count) => count > 0)).length;
    const idf = Math.max(1e-6, Math.log((papers.length - having + 0.5) / (having + 0.5)));
    times.forEach(([title, ...others], row) => {
      const count = others.reduce((sum, some) => sum + some, 3 * title);
      scores[row] += (idf * count * (k1 + 1)) / (count + k1 * (1 - b + (b * lengths[row]) / meanLength));
    });
  }
  return scores;
}

const knownFields = new Map<Paper, string[][]>();

/** Title, keywords, authors and abstract as the index stores them. */
function fieldsOf(paper: Paper): string[][] {
  const fields = knownFields.get(paper) ?? readFields(paper);
  knownFields.set(paper, fields);
  return fields;
}

function readFields(paper: Paper): string[][] {
  const { title, keywords, authors, abstract } = paper;
  return [title, keywords.join('\n'), authors.join('\n'), abstract].map((text) =>
    tokensOf(text).map(indexedForm),
  );
}

function timesIn(field: readonly string[], phrase: string): number {
  const wanted = tokensOf(phrase).map(indexedForm);
  return field.filter((_, at) => wanted.every((word, i) => field[at + i] === word)).length;
}
