/** Papers whose whole title the question is: a person who types or pastes a title wants that paper first. */
import type { Corpus } from '../store/corpus.ts';
import { lettersAndDigits } from '../tables/paper.ts';
import { tokensOf } from './words-query.ts';

/** Longer questions are no titles (the longest among 600,000 papers has about 60 words). */
const mostWords = 80;

/** Papers that have the question as a phrase and are looked at, best by BM25 first: more have it only if it is one common word. */
const mostPapers = 200;

/** @returns rows below `rows`, best by words first; letter case, marks, spaces and punctuation do not count. */
export function findByTitle(
  corpus: Pick<Corpus, 'matchWords' | 'papers'>,
  text: string,
  rows: number,
): number[] {
  const tokens = tokensOf(text);
  if (tokens.length === 0 || tokens.length > mostWords) return [];
  const found = corpus.matchWords(`"${tokens.join(' ')}"`, mostPapers).rows.filter((row) => row < rows);
  const wanted = lettersAndDigits(text);
  const papers = corpus.papers(found);
  return [...found].filter((_, i) => lettersAndDigits(papers[i].title) === wanted);
}
