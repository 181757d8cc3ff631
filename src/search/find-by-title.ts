/** Papers whose whole title the question is: a person who types or pastes a title wants that paper first. */
import type { Corpus } from '../store/corpus.ts';
import { lettersAndDigits } from '../tables/paper.ts';

/** Titles that so many papers share ("Editorial") name none of them. */
const mostPapers = 200;

/** @returns rows below `rows`, ascending; letter case, marks, spaces and punctuation do not count. */
export function findByTitle(corpus: Pick<Corpus, 'rowsWithTitle'>, text: string, rows: number): number[] {
  if (lettersAndDigits(text) === '') return [];
  return corpus.rowsWithTitle(text, mostPapers).filter((row) => row < rows);
}
