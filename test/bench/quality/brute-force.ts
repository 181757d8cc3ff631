/**
 * The answer to a question in the plainest way: every paper is looked at, passes the filter by its own fields or not, is
 * scored, and all are sorted. Written apart from src/search, to be what that is compared with; taken from there are only
 * the constants, the words of a text, and what `learned` learns, on which a filter has no say.
 */
import { feedbackDefaults } from '../../../src/search/feedback.ts';
import { fusionDefaults } from '../../../src/search/fuse-scores.ts';
import { learnedVector } from '../../../src/search/learned-vector.ts';
import { wordMatcher } from '../../../src/search/matched-words.ts';
import { crowdingOf, nearestExampleDefaults } from '../../../src/search/nearest-example.ts';
import { questionVectorDefaults } from '../../../src/search/question-vector.ts';
import type { ExampleWay, SearchMode } from '../../../src/search/search-types.ts';
import type { Searcher } from '../../../src/search/searcher.ts';
import { parseWordsQuery } from '../../../src/search/words-query.ts';
import { openToRead } from '../../../src/store/corpus-file.ts';
import type { Filter } from '../../../src/tables/filter.ts';
import type { Paper } from '../../../src/tables/paper.ts';
import { vectorAt } from '../../../src/tables/vector-table.ts';
import { matchWords } from '../../store/match-words.ts';
import { mean } from './metrics.ts';

export interface BruteQuestion {
  text: string | null;
  /** Of the text; null without one. */
  textVector: Float32Array | null;
  /** Rows. */
  liked: number[];
  disliked: number[];
  examples: ExampleWay;
  mode: SearchMode;
  filter: Filter;
  k: number;
}

/** The score of every row that may be in the answer; a row that is in neither list of candidates has none. */
export function bruteScores(searcher: Searcher, question: BruteQuestion): Map<number, number> {
  const { mode, text, textVector, liked, disliked, k } = question;
  const { corpus, vectors } = searcher;
  const given = new Set([...liked, ...disliked]);
  const rows = [...corpus.allPapers()].flatMap((paper, row) =>
    passes(paper, row, question.filter, searcher) && !given.has(row) ? [row] : [],
  );
  const depth = Math.max(k, fusionDefaults.candidates);
  const hasExamples = given.size > 0;
  const meaning = new Map<number, number>();
  if (mode !== 'words' || hasExamples) {
    const score = nearness({ ...question, textVector: mode === 'words' ? null : textVector }, searcher);
    for (const row of rows) meaning.set(row, score(row));
  }
  const words = new Map<number, number>();
  const parsed = parseWordsQuery(text ?? '');
  if (text !== null && mode !== 'meaning') {
    const allowed = new Set(rows);
    const database = openToRead(corpus.folder);
    const matches = matchWords(database, parsed.phrases.join(' OR '));
    database.close();
    matches.rows.forEach((row, i) => {
      if (allowed.has(row)) words.set(row, matches.scores[i]);
    });
  }
  if (words.size === 0 && (text === null || mode === 'meaning')) return meaning;
  if (meaning.size === 0) return words;

  // Disliked papers change the order of what has the words, and bring nothing.
  const near = mode !== 'words' || liked.length > 0 ? best(meaning, depth) : [];
  const worded = best(words, depth);
  const scale = [...new Set([near, worded].flatMap((list) => list.slice(0, fusionDefaults.candidates)))];
  const share =
    // Beside examples the text by meaning, by words and the examples are a third each.
    (hasExamples && mode === 'fused' ? (2 * fusionDefaults.wordsShare) / 3 : fusionDefaults.wordsShare) *
    trust(parsed.terms, worded, corpus.papers(worded.slice(0, 1)));
  const wordsOf = (row: number) => (worded.includes(row) ? words.get(row)! : 0);
  const fused = (nearnessOf: (row: number) => number) => {
    const standardise = (scoreOf: (row: number) => number) => {
      const values = scale.map(scoreOf);
      const middle = mean(values);
      const deviation = Math.sqrt(mean(values.map((value) => (value - middle) ** 2)));
      return (row: number) => (deviation > 1e-9 ? (scoreOf(row) - middle) / deviation : 0);
    };
    const [byMeaning, byWords] = [standardise(nearnessOf), standardise(wordsOf)];
    const candidates = new Set([...near, ...worded]);
    return new Map(
      [...candidates].map((row) => [row, (1 - share) * byMeaning(row) + share * byWords(row)] as const),
    );
  };
  const first = fused((row) => meaning.get(row)!);
  if (textVector === null || hasExamples) return first;
  // The order is made again, with the question moved towards what leads.
  const inScale = new Set(scale);
  const leading = best(first, first.size)
    .filter((row) => inScale.has(row))
    .slice(0, feedbackDefaults.papers);
  const centre = unit(sumOf(leading.map((row) => ({ vector: vectorAt(vectors, row), weight: 1 }))));
  const moved = unit(
    sumOf([
      { vector: textVector, weight: 1 },
      { vector: centre, weight: feedbackDefaults.weight },
    ]),
  );
  return fused((row) => cosine(moved, vectorAt(vectors, row)));
}

/** Rows by their scores, best first; equals by row. */
export function best(scores: ReadonlyMap<number, number>, count: number): number[] {
  return [...scores]
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, count)
    .map(([row]) => row);
}

function passes(
  paper: Paper,
  row: number,
  { year, topic, facets = {} }: Filter,
  { topics }: Searcher,
): boolean {
  if (year && (paper.year === null || paper.year < (year.from ?? -1e9) || paper.year > (year.to ?? 1e9)))
    return false;
  if (topic && !topics?.topicOfRow.some((topicOfRow) => topic.includes(topicOfRow[row]))) return false;
  const valuesOf: Record<string, string[]> = {
    ...{ category: paper.categories, keyword: paper.keywords, list: paper.lists.map(({ list }) => list) },
  };
  return Object.entries(facets).every(([name, wanted]) =>
    valuesOf[name].some((value) => wanted.includes(value)),
  );
}

/** What the way in which examples count says of a row. */
function nearness(
  { textVector, liked, disliked, examples }: BruteQuestion,
  { corpus, vectors, index }: Searcher,
): (row: number) => number {
  const at = (row: number) => vectorAt(vectors, row);
  const parts = { text: textVector, liked, disliked };
  if (liked.length + disliked.length > 0 && examples === 'any') {
    const wanted = [...(textVector ? [textVector] : []), ...liked.map(at)];
    const { softness, dislikedShare } = nearestExampleDefaults;
    const crowding = crowdingOf(wanted, { index, vectors, seed: corpus.settings.seed });
    const near = (some: Float32Array[], row: number, less: ArrayLike<number> = []) => {
      const nearness = (vector: Float32Array, i: number) => cosine(vector, at(row)) - (less[i] ?? 0);
      const sums = some.map((vector, i) => Math.exp(nearness(vector, i) / softness));
      return some.length === 0 ? 0 : softness * Math.log(mean(sums));
    };
    return (row) => near(wanted, row, crowding) - dislikedShare * near(disliked.map(at), row);
  }
  if (liked.length + disliked.length > 0 && examples === 'learned') {
    const learned = learnedVector(parts, vectors, corpus.settings.seed);
    if (learned) return (row) => cosine(learned, at(row));
  }
  const { dislikedShare } = questionVectorDefaults;
  const pull = liked.map((row) => ({ vector: at(row), weight: 1 / liked.length }));
  const push = disliked.map((row) => ({ vector: at(row), weight: -dislikedShare / disliked.length }));
  const text = textVector && { vector: textVector, weight: 1 };
  let question: ArrayLike<number>;
  if (text && liked.length > 0) {
    question = sumOf([text, { vector: unit(sumOf([...pull, ...push])), weight: 1 }]);
  } else question = sumOf([...(text ? [text] : pull), ...push]);
  const direction = unit(question);
  return (row) => cosine(direction, at(row));
}

interface Weighted {
  vector: ArrayLike<number>;
  weight: number;
}

function sumOf(parts: readonly Weighted[]): Float64Array {
  const sum = new Float64Array(parts[0].vector.length);
  for (const { vector, weight } of parts) for (let i = 0; i < sum.length; i++) sum[i] += weight * vector[i];
  return sum;
}

function unit(vector: ArrayLike<number>): Float64Array {
  const length = Math.sqrt(cosine(vector, vector));
  return Float64Array.from(vector, (value) => value / length);
}

/** Of unit vectors. */
function cosine(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

function trust(terms: readonly string[], worded: readonly number[], [paper]: readonly Paper[]): number {
  if (worded.length === 0 || terms.length === 0) return 1;
  const matched = wordMatcher(terms)(paper);
  return Math.min(1, matched.length / terms.length / fusionDefaults.fullTrustCoverage);
}
