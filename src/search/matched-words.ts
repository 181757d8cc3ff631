/** Which words of a question a paper has, by the rules of the full-text index: letter case, marks and endings do not count. */
import type { Paper } from '../tables/paper.ts';
import { porterStem } from './porter-stem.ts';
import { tokensOf } from './words-query.ts';

/** The fields that the full-text index reads. */
export type IndexedFields = Pick<Paper, 'title' | 'abstract' | 'authors' | 'keywords'>;

/** @param terms words as typed. @returns those that occur in the paper, in their order. */
export function matchedWords(terms: readonly string[], paper: IndexedFields): string[] {
  if (terms.length === 0) return [];
  const fields = [paper.title, paper.abstract, ...paper.authors, ...paper.keywords];
  const inPaper = new Set(tokensOf(fields.join('\n')).map(indexedForm));
  return terms.filter((term) => inPaper.has(indexedForm(term)));
}

/** A token as FTS5 stores it under "porter unicode61 remove_diacritics 2", which takes marks off Latin letters only. */
export function indexedForm(token: string): string {
  const folded = token
    .normalize('NFD')
    .replace(/(\p{Script=Latin})\p{M}+/gu, '$1')
    .normalize('NFC')
    .toLowerCase()
    // One letter to FTS5.
    .replaceAll('ς', 'σ');
  return porterStem(folded);
}
