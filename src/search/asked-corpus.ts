import type { Corpus } from '../store/corpus.ts';

/**
 * What answering needs of a corpus. The store's `Corpus` is one; the files of a site are read as another (src/site), and
 * every answer over it is the same.
 */
export type AskedCorpus = Pick<
  Corpus,
  | 'rows'
  | 'settings'
  | 'paper'
  | 'papers'
  | 'rowOf'
  | 'idOf'
  | 'ids'
  | 'years'
  | 'rowsWithTitle'
  | 'phraseScores'
  | 'rowsWithWords'
  | 'listsOf'
  | 'filterRows'
  | 'facetCounts'
  | 'facetValues'
  | 'facetRows'
  | 'arrivals'
>;
