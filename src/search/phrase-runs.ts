/** The words of a paper from which phrases are made: runs of them without a stop word or punctuation between. */
import type { Paper } from '../tables/paper.ts';
import { stopWords, weakWords } from '../tables/phrase-words.ts';
import { indexedForm } from './matched-words.ts';
import { tokenStartsOf, tokensOf } from './words-query.ts';

/** The texts of a paper that phrases are taken from. */
export type PhraseTexts = Pick<Paper, 'title' | 'abstract' | 'keywords'>;

/** Words with nothing between them but spaces and hyphens, none a stop word. */
export interface Run {
  text: string;
  words: { form: string; lower: string; start: number; end: number }[];
  /** Of a title or keyword. */
  head: boolean;
}

/** Alone. Nor does a piece of a word with hyphens: the "multi" of "multi-head". */
export function saysEnough(text: string, { lower, start, end }: Run['words'][number]): boolean {
  return !weakWords.has(lower) && !/[-‐‑]/.test(text.charAt(start - 1) + text.charAt(end));
}

/** The same for words that the full-text index takes for one. */
export const keyOf = (words: Run['words'], from: number, to: number) => {
  let key = words[from].form;
  for (let i = from + 1; i < to; i++) key += ` ${words[i].form}`;
  return key;
};

/** The abstract first: it writes words in their ordinary case. */
export function fieldsOf({ title, abstract, keywords }: PhraseTexts): Run[] {
  return [
    ...runsOf(abstract, false),
    ...keywords.flatMap((keyword) => runsOf(keyword, true)),
    ...runsOf(title, true),
  ];
}

/** "state-of-the-art" and the like, which are stop words as a whole. */
const hyphenated = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${[...stopWords].filter((word) => word.includes('-')).join('|')})(?![\\p{L}\\p{N}])`,
  'giu',
);

function runsOf(text: string, head: boolean): Run[] {
  // In the same length, so that the places stay.
  const plain = text.replace(hyphenated, (word) => '.'.repeat(word.length));
  const tokens = tokensOf(plain);
  const starts = tokenStartsOf(plain, tokens);
  const runs: Run[] = [];
  let end = -1;
  tokens.forEach((token, i) => {
    const start = starts[i];
    const lower = token.toLowerCase();
    if (stopWords.has(lower) || lower.length < 2 || /^\d/.test(lower)) {
      end = -1;
      return;
    }
    if (end < 0 || !/^[\s\-‐‑]*$/.test(plain.slice(end, start))) runs.push({ text, words: [], head });
    end = start + token.length;
    runs[runs.length - 1].words.push({ form: indexedForm(token), lower, start, end });
  });
  return runs;
}
