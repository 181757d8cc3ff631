/** Which words of a question a text has, and where, by the index's own rules: letter case, marks and endings do not count. */
import type { Paper } from '../tables/paper.ts';
import { porterStem } from './porter-stem.ts';
import type { TextSpan } from './sentences.ts';
import { tokenStartsOf, tokensOf } from './words-query.ts';

/** The fields that the full-text index reads. */
export type IndexedFields = Pick<Paper, 'title' | 'abstract' | 'authors' | 'keywords'>;

/** What is looked for, as typed. */
export interface WordsAsked {
  terms: readonly string[];
  /** Where the words of one stand together, they are one match. */
  phrases: readonly string[];
}

/** A place where a text has a word or phrase of a question. */
export interface WordMatch extends TextSpan {
  /** Of its words, by `indexedForm`. */
  forms: readonly string[];
}

/** @returns what finds the places in a text, in their order and without overlap; a phrase before its words. */
export function wordFinder({ terms, phrases }: WordsAsked): (text: string) => WordMatch[] {
  const sequences = [...terms, ...phrases].map((asked) => tokensOf(asked).map(indexedForm));
  if (sequences.length === 0) return () => [];
  const wanted = new Set(sequences.flat());
  /** By the first form, longest first. */
  const byFirst = new Map<string, string[][]>();
  for (const sequence of sequences.sort((a, b) => b.length - a.length)) {
    if (sequence.length > 0) byFirst.set(sequence[0], [...(byFirst.get(sequence[0]) ?? []), sequence]);
  }
  const wantedForm = (token: string) => {
    const form = indexedForm(token);
    return wanted.has(form) ? form : null;
  };

  return (text) => {
    const tokens = tokensOf(text);
    const forms = tokens.map(wantedForm);
    const matches: WordMatch[] = [];
    if (forms.every((form) => form === null)) return matches;
    const starts = tokenStartsOf(text, tokens);
    for (let at = 0; at < tokens.length; at++) {
      const form = forms[at];
      if (form === null) continue;
      const found = byFirst.get(form)?.find((words) => words.every((word, i) => forms[at + i] === word));
      if (!found) continue;
      const last = at + found.length - 1;
      matches.push({ start: starts[at], end: starts[last] + tokens[last].length, forms: found });
      at = last;
    }
    return matches;
  };
}

/** @param terms words as typed. @returns what names those that occur in a paper, in their order. */
export function wordMatcher(terms: readonly string[]): (paper: IndexedFields) => string[] {
  const find = wordFinder({ terms, phrases: [] });
  return (paper) => {
    const text = [paper.title, paper.abstract, ...paper.authors, ...paper.keywords].join('\n');
    return termsAmong(terms, find(text));
  };
}

/** Those of the words, in their order, that some matches have. */
export function termsAmong(terms: readonly string[], matches: readonly WordMatch[]): string[] {
  const found = new Set(matches.flatMap(({ forms }) => forms));
  return terms.filter((term) => found.has(indexedForm(term)));
}

/** Papers share most of their words: half of the time to describe 50 hits went into the forms of their words. Of each token. */
const keptForms = new Map<string, string>();
/** Tokens that are kept: some 5 MB. Then it begins anew, which costs what it cost before. */
const maxKeptForms = 50_000;

/** A token as FTS5 stores it under "porter unicode61 remove_diacritics 2", which takes marks off Latin letters only. */
export function indexedForm(token: string): string {
  let form = keptForms.get(token);
  if (form === undefined) {
    form = formOf(token);
    if (keptForms.size >= maxKeptForms) keptForms.clear();
    keptForms.set(token, form);
  }
  return form;
}

function formOf(token: string): string {
  const folded = token
    .normalize('NFD')
    .replace(/(\p{Script=Latin})\p{M}+/gu, '$1')
    .normalize('NFC')
    .toLowerCase()
    // One letter to FTS5.
    .replaceAll('ς', 'σ');
  return porterStem(folded);
}
