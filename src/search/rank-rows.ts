/** The rows of an answer in their order: candidates by meaning and by words, fused into one order. */
import type { VectorIndex } from '../index/vector-index.ts';
import { dot, type VectorTable, vectorAt } from '../tables/vector-table.ts';
import type { AskedCorpus } from './asked-corpus.ts';
import { movedTowards } from './feedback.ts';
import { fuseScores, fusionDefaults, type ScorePair, wordsShareOf } from './fuse-scores.ts';
import { wordMatcher } from './matched-words.ts';
import { type MeaningOrder, orderByMeaning } from './order-by-meaning.ts';
import type { PartWeights } from './part-weights.ts';
import { hasVector, questionVector, wantsSome } from './question-vector.ts';
import { bestByWords, phraseScoresOf } from './score-words.ts';
import type { ExampleWay, SearchMode } from './search-types.ts';
import type { WordsQuery } from './words-query.ts';

export interface Question {
  k: number;
  mode: SearchMode;
  /** null: examples only. */
  words: WordsQuery | null;
  /** The unit vector of the text; null without a text, and for words without a model. */
  textVector: Float32Array | null;
  liked: readonly number[];
  disliked: readonly number[];
  /** The unit vector of topics or an area of the map, or null. */
  near: Float32Array | null;
  /** Of the parts above, each above 0. */
  weights: PartWeights;
  /** Rows that are not in the answer: all that were given as examples, also those that do not count. */
  given: readonly number[];
  /** How they count together. */
  examples: ExampleWay;
  /** 1 = may be in the answer; null: every row may. */
  allowed: Uint8Array | null;
  /** Rows whose whole title the text is: first, except by meaning alone. */
  titled: readonly number[];
}

export interface Tables {
  corpus: AskedCorpus;
  index: VectorIndex;
  vectors: VectorTable;
}

export interface RankedRow {
  row: number;
  score: number;
  /** Cosine to the question; 0 where it has no vector. */
  similarity: number;
  meaningRank: number | null;
  wordsRank: number | null;
}

/** Rows by words, best first. */
interface Candidates {
  rows: number[];
  scores: number[];
}

const noCandidates: Candidates = { rows: [], scores: [] };

/** @returns at most k rows, best first. */
export function rankRows(question: Question, tables: Tables): RankedRow[] {
  const { k, mode, words, textVector, liked, disliked, near: nearVector, weights } = question;
  const { vectors } = tables;
  const parts = { text: textVector, liked, disliked, near: nearVector, weights };
  const wholeVector = hasVector(parts, words !== null) ? questionVector(parts, vectors) : null;
  const hasExamples = liked.length + disliked.length > 0 || nearVector !== null;
  // Asked by words, the text does not count by meaning; examples have no other way to count.
  const text = mode === 'words' && words ? null : textVector;
  const asked = { ...parts, text };
  const byMeaning =
    text || hasExamples
      ? orderByMeaning(asked, question.examples, {
          ...tables,
          seed: tables.corpus.settings.seed,
        })
      : null;
  const usesWords = words !== null && mode !== 'meaning';

  const scope = scopeOf(question);
  const near = byMeaning && (!words || wantsSome(asked)) ? nearestRows(byMeaning, scope) : [];
  const worded = usesWords ? rowsWithWords(tables, words, scope) : noCandidates;
  const titled = mode === 'meaning' ? [] : question.titled.filter((row) => mayAnswer(scope, row));
  const rows = [...new Set([...near, ...worded.rows, ...titled])];

  const wordScores = new Map(worded.rows.map((row, i) => [row, worded.scores[i]]));
  const wordsOf = (some: readonly number[]) => Float64Array.from(some, (row) => wordScores.get(row) ?? 0);
  const nearness = (row: number) => byMeaning?.scoreOf(row) ?? 0;
  let scores: Float64Array = byMeaning ? Float64Array.from(rows, nearness) : wordsOf(rows);
  if (byMeaning && usesWords) {
    // The scale is that of the first candidates for every k, so that a larger k only adds hits.
    const first = new Set([near, worded.rows].flatMap((list) => list.slice(0, fusionDefaults.candidates)));
    const share =
      wordsShareOf(weights.text, othersWeight(question), mode === 'fused') *
      trustInWords(tables.corpus, words, worded);
    const pairOf = (some: readonly number[], near: (row: number) => number): ScorePair => ({
      meaning: Float64Array.from(some, near),
      words: wordsOf(some),
    });
    const fused = (near: (row: number) => number) =>
      fuseScores(pairOf([...first], near), pairOf(rows, near), share);
    scores = fused(nearness);
    if (textVector && !hasExamples) {
      const moved = movedTowards(
        textVector,
        bestFirst(rows, scores).filter((row) => first.has(row)),
        vectors,
      );
      scores = fused((row) => dot(vectorAt(vectors, row), moved));
    }
  }
  // More than all others, whatever their scores.
  const titleBonus = rows.length === 0 ? 0 : 1 + maximum(scores) - minimum(scores);

  const isTitled = new Set(titled);
  const meaningRanks = ranksOf(near);
  const wordsRanks = ranksOf(worded.rows);
  return rows
    .map((row, i) => ({
      row,
      score: scores[i] + (isTitled.has(row) ? titleBonus : 0),
      similarity: wholeVector ? dot(vectorAt(vectors, row), wholeVector) : 0,
      meaningRank: meaningRanks.get(row) ?? null,
      wordsRank: wordsRanks.get(row) ?? null,
    }))
    .sort((a, b) => b.score - a.score || b.similarity - a.similarity || a.row - b.row)
    .slice(0, k);
}

/** Liked and disliked papers are one part; what is near is another. */
function othersWeight({ liked, disliked, near, weights }: Question): number {
  const examples = liked.length > 0 ? weights.like : disliked.length > 0 ? weights.unlike : 0;
  return examples + (near ? weights.near : 0);
}

function bestFirst(rows: readonly number[], scores: Float64Array): number[] {
  const order = Array.from(rows.keys()).sort((a, b) => scores[b] - scores[a] || rows[a] - rows[b]);
  return order.map((i) => rows[i]);
}

/** Which rows may be in the answer, and how many of each list are looked at. */
interface Scope {
  allowed: Uint8Array | null;
  examples: ReadonlySet<number>;
  depth: number;
}

function scopeOf({ allowed, given, k }: Question): Scope {
  const examples = new Set(given);
  return { allowed, examples, depth: Math.max(k, fusionDefaults.candidates) };
}

const mayAnswer = ({ allowed, examples }: Scope, row: number) =>
  (!allowed || allowed[row] === 1) && !examples.has(row);

/** At most `depth` rows, best first, without the examples. */
function nearestRows(order: MeaningOrder, scope: Scope): number[] {
  const found = Array.from(order.nearest(scope.depth + scope.examples.size, scope.allowed));
  return found.filter((row) => mayAnswer(scope, row)).slice(0, scope.depth);
}

function rowsWithWords({ corpus, vectors }: Tables, words: WordsQuery, scope: Scope): Candidates {
  const phrases = words.phrases.map((phrase) => phraseScoresOf(corpus, phrase));
  // A paper added after the vectors were read has no place in them.
  const { rows, scores } = bestByWords(phrases, vectors.rows, scope.depth, (row) => mayAnswer(scope, row));
  return { rows: [...rows], scores: [...scores] };
}

/** 0…1: see `fusionDefaults.fullTrustCoverage`. */
function trustInWords(corpus: AskedCorpus, words: WordsQuery, worded: Candidates): number {
  if (worded.rows.length === 0 || words.terms.length === 0) return 1;
  const matched = wordMatcher(words.terms)(corpus.paper(worded.rows[0]));
  return Math.min(1, matched.length / words.terms.length / fusionDefaults.fullTrustCoverage);
}

const ranksOf = (rows: readonly number[]) => new Map(rows.map((row, i) => [row, i + 1]));

// Not Math.max(...scores): a spread of a long array overflows the stack.
const maximum = (scores: Float64Array) => scores.reduce((a, b) => Math.max(a, b));
const minimum = (scores: Float64Array) => scores.reduce((a, b) => Math.min(a, b));
