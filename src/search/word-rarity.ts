/** How rare the words of a corpus are: judged by a thousand of its papers, so that it takes the same time for any corpus. */
import type { Corpus } from '../store/corpus.ts';
import { indexedForm } from './matched-words.ts';
import { tokensOf } from './words-query.ts';

/** A form (see `indexedForm`) → its inverse document frequency, above 0; the largest for a word that none of the papers has. */
export type WordRarity = (form: string) => number;

export const wordRarityDefaults = {
  /** Papers that are read, evenly spaced: 0.3 s once, and enough to tell a word of one paper in a hundred from one in ten. */
  papers: 1000,
};

export function wordRarity(
  corpus: Pick<Corpus, 'rows' | 'papers'>,
  { papers: atMost } = wordRarityDefaults,
): WordRarity {
  const count = Math.min(atMost, corpus.rows);
  const rows = Array.from({ length: count }, (_, i) => Math.floor((i * corpus.rows) / count));
  const papersWith = new Map<string, number>();
  const formOf = new Map<string, string>();
  for (const { title, abstract, keywords } of corpus.papers(rows)) {
    const forms = new Set<string>();
    for (const token of tokensOf([title, abstract, ...keywords].join('\n'))) {
      let form = formOf.get(token);
      if (form === undefined) {
        form = indexedForm(token);
        formOf.set(token, form);
      }
      forms.add(form);
    }
    for (const form of forms) papersWith.set(form, (papersWith.get(form) ?? 0) + 1);
  }
  return (form) => Math.log((count + 1) / ((papersWith.get(form) ?? 0) + 0.5));
}
