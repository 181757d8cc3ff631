/**
 * The fields of a typed question and its whole grammar, once: the parser (parse-question.ts), the rows that meet a field
 * (field-rows.ts), the help of the command line, the README's table and the API's description are made of this, and a test
 * holds the page's help to it.
 *
 *   question   = { part }, parts joined by spaces
 *   part       = ["-"] field ":" value          a condition that every paper of the answer meets, or with "-" none
 *              | ["-"] '"' words '"'            papers with the phrase, or without it
 *              | "-" word                       papers without the word
 *              | text                           what papers are ranked by
 *   field      = a name or short name of the table below, in any case
 *   value      = '"' words '"' | characters without spaces, quotes and parentheses
 *   years      = year | year ".." year | year ".." | ".." year
 *
 * A field begins the question or follows a space or "(", and its value follows the colon without a space: in "BERT: a
 * study", "https://…", "ratio 3:1" and "C: drive" there is none. In a whole title and in a pasted passage
 * (`wordsQueryDefaults.maxWordsForOperators`) everything is text.
 */

export type FieldName = 'title' | 'author' | 'venue' | 'category' | 'keyword' | 'year';

export interface QueryField {
  name: FieldName;
  short: string;
  /** What "field:value" finds, after "papers". */
  finds: string;
  examples: readonly string[];
  /** Whether a paper must meet several of this field all, or any one of them. */
  several: 'all' | 'any';
}

export const queryFields: readonly QueryField[] = [
  {
    name: 'title',
    short: 'ti',
    finds: 'with these words in the title, in this order',
    examples: ['ti:diffusion', 'ti:"state space"'],
    several: 'all',
  },
  {
    name: 'author',
    short: 'au',
    finds: 'by an author with these names, in any order; one letter stands for any name that begins with it',
    examples: ['au:hinton', 'au:"G. Hinton"'],
    several: 'all',
  },
  {
    name: 'venue',
    short: 'ven',
    finds: 'of a venue with these words, in this order',
    examples: ['ven:nature', 'ven:"machine learning"'],
    several: 'any',
  },
  {
    name: 'category',
    short: 'cat',
    finds: 'of this category or one below it, which begins with it and a dot',
    examples: ['cat:cs.LG', 'cat:cs'],
    several: 'any',
  },
  {
    name: 'keyword',
    short: 'kw',
    finds: 'with these words in one of the keywords, in this order',
    examples: ['kw:pruning', 'kw:"graph neural networks"'],
    several: 'all',
  },
  {
    name: 'year',
    short: 'year',
    finds: 'of this year, or of these years, both ends included',
    examples: ['year:2019', 'year:2019..2023', 'year:2019..', 'year:..2023'],
    several: 'any',
  },
];

/** Every way to narrow a question, as rows of a table: what one writes and what it finds. */
export const questionSyntax: readonly { write: readonly string[]; finds: string }[] = [
  { write: ['"state space"'], finds: 'papers with these words, in this order' },
  { write: ['-vision', '-"image models"'], finds: 'papers without the word or phrase' },
  ...queryFields.map(({ examples, finds }) => ({ write: examples, finds: `papers ${finds}` })),
  { write: ['-cat:cs.CV', '-au:"de Freitas"'], finds: 'papers that the field does not find' },
];

const shortOf = (several: QueryField['several']) =>
  queryFields.filter((field) => field.several === several).map(({ short }) => `${short}:`);

/** What the table does not say. */
export const questionRules: readonly string[] = [
  'Letter case, accents and endings of English words do not count.',
  `Different fields must all be met; so must several ${inWords(shortOf('all'), 'and')}. Of several ${inWords(shortOf('any'), 'or')} one is enough.`,
  `Long names do too: ${queryFields
    .filter(({ name, short }) => name !== short)
    .map(({ name }) => `${name}:`)
    .join(', ')}.`,
  'A question of fields alone lists its papers, newest first.',
];

/** The field of a name or short name, in any case. */
export function fieldNamed(name: string): QueryField | null {
  const wanted = name.toLowerCase();
  return queryFields.find((field) => field.name === wanted || field.short === wanted) ?? null;
}

/** "2019", "2019..2023", "2019.." or "..2023", both ends included; null for anything else. */
export function yearRange(text: string): { from?: number; to?: number } | null {
  const ends = /^\d{4}$/.test(text) ? [text, text] : (/^(\d{4}|)\.\.(\d{4}|)$/.exec(text)?.slice(1) ?? []);
  const [from, to] = ends.map((end) => (end === '' ? undefined : Number(end)));
  if (from === undefined && to === undefined) return null;
  if (from !== undefined && to !== undefined && from > to) return null;
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}

function inWords(names: readonly string[], and: string): string {
  return `${names.slice(0, -1).join(', ')} ${and} ${names.at(-1)}`;
}
