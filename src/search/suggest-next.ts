/**
 * Which papers to rate next: those of which a "like" or "dislike" would tell most. They are the ones that the classifier of
 * `learned` is least sure of, nearest to its border (uncertainty sampling: Lewis & Gale, "A sequential algorithm for training
 * text classifiers", 1994, https://arxiv.org/abs/cmp-lg/9407020), and among these unlike each other, as five that say the
 * same are one rating (`diversify.ts`).
 *
 * With a handful of examples hardly a paper lies on the liked side of the border, so the nearest to it are the first of the
 * answer; with more examples the border moves down the answer, and the suggestions go with it.
 */
import { NearbyError } from '../errors.ts';
import type { DuplicateGroups } from '../tables/duplicate-groups.ts';
import { dot, type VectorTable, vectorAt } from '../tables/vector-table.ts';
import type { AskedCorpus } from './asked-corpus.ts';
import { describeHits } from './describe-hits.ts';
import { diversify } from './diversify.ts';
import { learnClassifier } from './learned-vector.ts';
import { oneRowAGroup } from './one-row-a-group.ts';
import { questionVector } from './question-vector.ts';
import type { SearchAnswer, SearchQuery } from './search-types.ts';
import type { Searcher } from './searcher.ts';
import type { Classifier } from './train-classifier.ts';

export const suggestDefaults = {
  /** How many are suggested where nothing is said: what a person rates in one go. */
  k: 5,
  /** Looked at, for each that is suggested: the nearest to the border. From 3 to 8 the precision (README.md) stays within 1 point. */
  candidatesPerPaper: 3,
  /** 0…1, as in `diversify`. From 0 to 0.5 the precision stays within 1 point; at 1, border or not, it loses two. */
  diversity: 0.5,
};

/** The parts of a question that say what is wanted. It needs a text, a liked paper, or something to be near to. */
export type SuggestQuery = Pick<
  SearchQuery,
  'text' | 'like' | 'unlike' | 'near' | 'weights' | 'filter' | 'k'
>;

/** A row and its decision value: 0 on the border, above 0 on the side of the liked ones. */
export interface Undecided {
  row: number;
  decision: number;
}

/**
 * The papers to rate next, the most telling first; the examples are not among them. A hit's `score` is its decision value.
 * @throws NearbyError as `Searcher.search` by meaning, and `empty-query` for disliked papers alone: they teach no wish.
 */
export async function suggestNext(
  searcher: Searcher<AskedCorpus>,
  query: SuggestQuery,
): Promise<SearchAnswer> {
  const startedMs = performance.now();
  const { corpus, vectors } = searcher;
  // The same reading of a question as a search: its parts, its filter, and what is left out of it.
  const { reasons, mayAnswer, notes } = await searcher.rank({ ...query, mode: 'meaning' });
  const parts = { ...reasons, text: reasons.text?.vector ?? null };
  if (!parts.text && !parts.near && parts.liked.length === 0)
    throw new NearbyError('empty-query', { onlyNarrows: true });
  const learned = learnClassifier(parts, vectors, corpus.settings.seed);
  const undecided = learned ? leastDecided(learned, vectors, query.k, mayAnswer, searcher.groups) : [];
  const wholeVector = questionVector(parts, vectors);
  const ranked = undecided.map(({ row, decision }) => ({
    row,
    score: decision,
    similarity: dot(vectorAt(vectors, row), wholeVector),
    meaningRank: null,
    wordsRank: null,
  }));
  const hits = describeHits(ranked, reasons, searcher);
  return { hits, order: 'nearest', notes, tookMs: performance.now() - startedMs };
}

/**
 * At most k rows that `mayAsk` lets through, of the versions of a paper the nearest to the border: nearest to it first, then
 * each as unlike those before it as it can be.
 */
export function leastDecided(
  { direction, bias }: Classifier,
  vectors: VectorTable,
  k: number,
  mayAsk: (row: number) => boolean,
  groups: DuplicateGroups | null,
  { candidatesPerPaper, diversity } = suggestDefaults,
): Undecided[] {
  const undecided: (Undecided & { score: number })[] = [];
  for (let row = 0; row < vectors.rows; row++) {
    if (!mayAsk(row)) continue;
    const decision = dot(direction, vectorAt(vectors, row)) + bias;
    undecided.push({ row, decision, score: -Math.abs(decision) });
  }
  undecided.sort((a, b) => b.score - a.score || a.row - b.row);
  const nearest = oneRowAGroup((most) => undecided.slice(0, most), k * candidatesPerPaper, [], groups);
  return diversify(nearest, diversity, vectors)
    .slice(0, k)
    .map(({ row, decision }) => ({ row, decision }));
}
