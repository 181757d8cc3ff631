/** The best rows by words: what each phrase of a question gives to the papers that have it, added up. */
import { NearestHeap } from '../index/nearest-heap.ts';
import type { Corpus, PhraseScores } from '../store/corpus.ts';
import { indexedForm } from './matched-words.ts';
import { tokensOf } from './words-query.ts';

export interface WordsRanking {
  /** Best first, equals by row. */
  rows: Int32Array;
  /** BM25, above 0. */
  scores: Float32Array;
}

/** The scores of a phrase of FTS5, kept under the forms of its words: "Graphs" has those of "graph". */
export function phraseScoresOf(corpus: Pick<Corpus, 'phraseScores'>, ftsPhrase: string): PhraseScores {
  // Of other scripts nobody has shown that the index has each form as we make it.
  if (!/^"[\w ]+"$/.test(ftsPhrase)) return corpus.phraseScores(ftsPhrase);
  return corpus.phraseScores(ftsPhrase, tokensOf(ftsPhrase).map(indexedForm).join(' '));
}

/**
 * One pass over every paper that has a phrase, and one over all rows: about a nanosecond each, where FTS5 takes a
 * microsecond to score a paper.
 *
 * @param rows how many rows there are; a phrase may be in rows beyond, which are passed over.
 * @param mayAnswer asked only of rows that have a phrase and are good enough.
 * @returns at most `count` rows.
 */
export function bestByWords(
  phrases: readonly PhraseScores[],
  rows: number,
  count: number,
  mayAnswer: (row: number) => boolean,
): WordsRanking {
  const sums = new Float64Array(rows);
  for (const { rows: having, scores } of phrases) {
    for (let i = 0; i < having.length && having[i] < rows; i++) sums[having[i]] += scores[i];
  }
  // The heap keeps the smallest. At its limit itself a later row would lose the tie.
  const heap = new NearestHeap(Math.min(count, rows));
  let limit = 0;
  for (let row = 0; row < rows; row++) {
    if (-sums[row] < limit && mayAnswer(row)) {
      heap.offer(row, Math.fround(-sums[row]));
      limit = Math.min(0, heap.limit);
    }
  }
  const best = heap.take();
  return { rows: best.rows, scores: best.distances.map((negated) => -negated) };
}
