/**
 * How a question can be narrowed, as the help shows it: what one writes and what it finds. The server's parser has the same
 * list (src/search/query-fields.ts), of which a page that takes only types keeps this copy; a test holds them together.
 */
import { element } from '../element.ts';

export const askingSyntax: readonly { write: readonly string[]; finds: string }[] = [
  { write: ['"state space"'], finds: 'papers with these words, in this order' },
  { write: ['-vision', '-"image models"'], finds: 'papers without the word or phrase' },
  {
    write: ['ti:diffusion', 'ti:"state space"'],
    finds: 'papers with these words in the title, in this order',
  },
  {
    write: ['au:hinton', 'au:"G. Hinton"'],
    finds:
      'papers by an author with these names, in any order; one letter stands for any name that begins with it',
  },
  {
    write: ['ven:nature', 'ven:"machine learning"'],
    finds: 'papers of a venue with these words, in this order',
  },
  {
    write: ['cat:cs.LG', 'cat:cs'],
    finds: 'papers of this category or one below it, which begins with it and a dot',
  },
  {
    write: ['kw:pruning', 'kw:"graph neural networks"'],
    finds: 'papers with these words in one of the keywords, in this order',
  },
  {
    write: ['year:2019', 'year:2019..2023', 'year:2019..', 'year:..2023'],
    finds: 'papers of this year, or of these years, both ends included',
  },
  { write: ['-cat:cs.CV', '-au:"de Freitas"'], finds: 'papers that the field does not find' },
];

export const askingRules: readonly string[] = [
  'Letter case, accents and endings of English words do not count.',
  'Different fields must all be met; so must several ti:, au: and kw:. Of several ven:, cat: or year: one is enough.',
  'Long names do too: title:, author:, venue:, category:, keyword:.',
  'A question of fields alone lists its papers, newest first.',
];

/** One line for the place under the search box. */
export const askingHint = 'Narrow it: "a phrase", -without, au:name, year:2019.. (all under ?)';

/** The part of the help about asking. */
export function askingHelp(): HTMLElement[] {
  const rows = askingSyntax.map(({ write, finds }) =>
    element(
      'div',
      {},
      element('dt', {}, ...write.map((text) => element('code', { text }))),
      element('dd', { text: finds }),
    ),
  );
  return [
    element('h2', { text: 'Asking' }),
    element('dl', { class: 'keys asking' }, ...rows),
    element('p', { class: 'answer-note', text: askingRules.join(' ') }),
  ];
}
