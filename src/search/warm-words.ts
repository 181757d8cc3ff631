/**
 * The scores of common words read in the background, before anybody asks: of a word that is met for the first time FTS5 takes
 * a microsecond a paper that has it, a tenth of a second for the commonest of 100,000 papers.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Corpus } from '../store/corpus.ts';
import { keptAnswersDefaults } from '../store/kept-answers.ts';
import { phraseScoresOf } from './score-words.ts';
import { stopWords } from './stop-words.ts';
import type { WordSample } from './word-rarity.ts';

export const warmWordsDefaults = {
  /** Smaller corpora are left cold: of these the commonest word takes 5 ms. */
  fromRows: 5_000,
  /** Of the memory for kept answers, so that the rest is for rarer words and filters. */
  shareOfKept: 0.75,
  /** Words of a smaller share of the papers take less than 5 ms among 100,000 papers where they are met. */
  leastShare: 0.005,
};

export interface Warmed {
  words: number;
  tookMs: number;
}

/**
 * One word a turn of the event loop, the commonest first. Whoever asks meanwhile waits for one word at most.
 * What the file's next change makes stale is not read again: then a word is read when it is asked.
 *
 * @param stop aborted: nothing more is read.
 */
export async function warmWords(
  corpus: Pick<Corpus, 'rows' | 'phraseScores'>,
  sample: WordSample,
  stop: AbortSignal,
  options: Partial<typeof warmWordsDefaults> = {},
): Promise<Warmed> {
  const { fromRows, shareOfKept, leastShare } = { ...warmWordsDefaults, ...options };
  const startedMs = performance.now();
  let words = 0;
  const warmed = () => ({ words, tookMs: performance.now() - startedMs });
  if (corpus.rows < fromRows) return warmed();
  do await nextTurn();
  while (!stop.aborted && sample.readNext());
  if (stop.aborted) return warmed();
  let bytes = 0;
  for (const word of sample.commonWords(leastShare * sample.papers)) {
    if (stopWords.has(word.toLowerCase())) continue;
    await nextTurn();
    if (stop.aborted) break;
    const { rows, scores } = phraseScoresOf(corpus, `"${word}"`);
    words++;
    bytes += rows.byteLength + scores.byteLength;
    if (bytes >= shareOfKept * keptAnswersDefaults.maxBytes) break;
  }
  return warmed();
}
