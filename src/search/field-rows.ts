/**
 * The fields of a question → the rows that meet them, exactly.
 *
 * Titles, authors and keywords are asked of the columns of the full-text index. It does not know where one author ends and
 * the next begins, so a name of several words is then looked for in each author by itself. Venues and categories are few: their
 * different values are read once, and the facets have the rows of those that fit.
 */
import { nearestName } from '../nearest-name.ts';
import { withoutMarks } from '../tables/paper.ts';
import type { AskedCorpus } from './asked-corpus.ts';
import { indexedForm } from './matched-words.ts';
import { columnPhrases, type FieldCondition, isInitial } from './parse-question.ts';
import { type FieldName, queryFields, yearRange } from './query-fields.ts';
import { tokensOf } from './words-query.ts';

/** One condition: what it asks for, in words that follow "no paper", and the rows that meet it. */
export interface Condition {
  asks: string;
  passes: Uint8Array;
}

/** How a field, and a field with a hyphen, is said of a paper; the values follow. */
const sayings: Record<FieldName, readonly [met: string, excluded: string]> = {
  title: ['has a title with', 'has a title without'],
  author: ['is by an author', 'is not by an author'],
  venue: ['is of a venue with', 'is not of a venue with'],
  category: ['is in category', 'is not in category'],
  keyword: ['has a keyword with', 'has no keyword with'],
  year: ['is of year', 'is not of year'],
};

type FacetField = 'venue' | 'category';

export class FieldRows {
  readonly #corpus: AskedCorpus;
  /** The different values and their words as the index has them: of the corpus as it was at the first question. */
  readonly #values = new Map<FacetField, { value: string; form: string }[]>();

  constructor(corpus: AskedCorpus) {
    this.#corpus = corpus;
  }

  /** Values of a field of which one is enough are one condition. @param rows length of the masks. */
  conditions(fields: readonly FieldCondition[], rows: number): Condition[] {
    return grouped(fields).map((group) => {
      const [{ field, excluded }] = group;
      const passes = new Uint8Array(rows);
      for (const { value } of group) this.#mark(passes, field, value);
      const found = passes.includes(1);
      if (excluded) for (let row = 0; row < rows; row++) passes[row] = 1 - passes[row];
      const values = group.map(({ value }) => (field === 'year' ? value : `"${value}"`)).join(' or ');
      const hint = found || excluded ? '' : this.#hint(group);
      return { asks: `${sayings[field][excluded ? 1 : 0]} ${values}${hint}`, passes };
    });
  }

  #mark(passes: Uint8Array, field: FieldName, value: string): void {
    if (field === 'year') {
      this.#markFiltered(passes, { year: yearRange(value) ?? {} });
    } else if (field === 'venue' || field === 'category') {
      const asked = facetForm(field, value);
      const fits = (form: string) =>
        field === 'venue' ? form.includes(asked) : form === asked || form.startsWith(`${asked}.`);
      const values = this.#valuesOf(field).flatMap((known) => (fits(known.form) ? [known.value] : []));
      if (values.length > 0) this.#markFiltered(passes, { facets: { [field]: values } });
    } else {
      for (const row of this.#rowsWithWords(field, value)) if (row < passes.length) passes[row] = 1;
    }
  }

  /** Papers may have been added since the tables were read: rows beyond them are not marked. */
  #markFiltered(passes: Uint8Array, filter: Parameters<AskedCorpus['filterRows']>[0]): void {
    const found = this.#corpus.filterRows(filter);
    if (found) for (let row = 0; row < passes.length; row++) passes[row] |= found[row];
  }

  #rowsWithWords(field: 'title' | 'author' | 'keyword', value: string): Readonly<Int32Array> {
    const found = this.#corpus.rowsWithWords(columnPhrases({ field, value }).join(' AND '));
    const tokens = tokensOf(value);
    if (field === 'title' || tokens.length === 1 || found.length === 0) return found;
    const fits = field === 'author' ? isNameOf(tokens) : hasPhrase(tokens);
    const lists = this.#corpus.listsOf(found, field === 'author' ? 'authors' : 'keywords');
    return found.filter((_, i) => lists[i].some(fits));
  }

  #valuesOf(field: FacetField): { value: string; form: string }[] {
    let values = this.#values.get(field);
    if (!values) {
      values = this.#corpus.facetValues(field).map((value) => ({ value, form: facetForm(field, value) }));
      this.#values.set(field, values);
    }
    return values;
  }

  /** Where nothing has the value: whether anything has the field, and which category is spelled nearly so. */
  #hint(group: readonly FieldCondition[]): string {
    const [{ field, value }] = group;
    if (field === 'title' || field === 'year') return '';
    if (this.#corpus.facetValues(field, 1).length === 0) return ` (none here has any ${field})`;
    const names = field === 'category' ? this.#valuesOf(field).map((known) => known.value) : [];
    const nearest = nearestName(value, names);
    return nearest ? ` (did you mean "${nearest}"?)` : '';
  }
}

/** In their order; values of which one is enough stand together, but not excluded ones: none of them may be met. */
function grouped(fields: readonly FieldCondition[]): FieldCondition[][] {
  const groups = new Map<string, FieldCondition[]>();
  fields.forEach((condition, i) => {
    const anyOf = queryFields.some(({ name, several }) => name === condition.field && several === 'any');
    const key = anyOf && !condition.excluded ? condition.field : String(i);
    groups.set(key, [...(groups.get(key) ?? []), condition]);
  });
  return [...groups.values()];
}

/** Categories are compared whole, venues by their words. */
const facetForm = (field: FacetField, value: string) =>
  field === 'category' ? withoutMarks(value) : phraseForm(tokensOf(value));

/** With a space before each word and after the last, so that a phrase is found between them. */
const phraseForm = (tokens: readonly string[]) => ` ${tokens.map(indexedForm).join(' ')} `;

function hasPhrase(tokens: readonly string[]): (keyword: string) => boolean {
  const asked = phraseForm(tokens);
  return (keyword) => phraseForm(tokensOf(keyword)).includes(asked);
}

function isNameOf(tokens: readonly string[]): (author: string) => boolean {
  const asked = tokens.map((token) => ({ form: indexedForm(token), initial: isInitial(token) }));
  // Names of one letter only ("O, X") are taken as they stand: of them the index has no beginnings.
  const takesInitials = asked.some(({ initial }) => !initial);
  return (author) => {
    const forms = tokensOf(author).map(indexedForm);
    return asked.every(({ form, initial }) =>
      forms.some((own) => (initial && takesInitials ? own.startsWith(form) : own === form)),
    );
  };
}
