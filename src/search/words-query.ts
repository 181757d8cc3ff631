/**
 * A question as a person types it → what FTS5 is asked, which no character can break.
 *
 * Words are cut as FTS5's unicode61 tokenizer cuts them (runs of letters and digits with their marks) and always quoted,
 * so that AND, NEAR, *, colons and hyphens are text. Stop words are left out unless nothing else is left. A paper needs one
 * of the words: BM25 prefers papers that have more of them. Two operators, in questions short enough to have been typed:
 *
 *   "state space"   papers that have the phrase, and no others
 *   -vision, -"image models"   papers without it
 *
 *   typed:     mamba "state space" -vision
 *   phrases:   "state space", "mamba", "state", "space"
 *   required:  "state space"
 *   excluded:  "vision"
 */
import { stopWords } from './stop-words.ts';

export const wordsQueryDefaults = {
  /** Words that papers are ranked by. More: slower on pasted texts, hardly better. */
  maxTerms: 100,
  /** In a longer question (in words) quotes and hyphens are punctuation: it is a pasted passage, not a typed question. */
  maxWordsForOperators: 40,
};

export interface WordsQuery {
  /** What papers are scored by, each a phrase of FTS5; empty where the question has no word to look for. */
  phrases: string[];
  /** Expressions of FTS5: every paper in the answer matches the first and none the second, however it was found; null: no condition. */
  required: string | null;
  excluded: string | null;
  /** The words that papers are ranked by, as typed, without repetitions; those of phrases included. */
  terms: string[];
  /** The phrases and words of the two operators, as typed: for notes. */
  requiredPhrases: string[];
  excludedPhrases: string[];
  /** The question without excluded words and quotation marks: what is embedded. */
  plainText: string;
}

/** As FTS5's unicode61: a token starts with a letter, a digit or a private-use character; combining marks stay in it. */
const token = /[\p{L}\p{N}\p{Co}][\p{L}\p{N}\p{Co}\p{M}]*/gu;

/** A quoted phrase, or an excluded word: a hyphen after a space or at the start and before a letter ("-5 °C" is not one). */
const operator = /(?<=^|[\s(])-(?=[\p{L}"“])(?:["“]([^"“”]*)["”]|([^\s"“”()]+))|["“]([^"“”]*)["”]/gu;

/** Short enough to have been typed, not pasted: in it quotes, hyphens and fields are operators. */
export const isTyped = (text: string, { maxWordsForOperators } = wordsQueryDefaults) =>
  tokensOf(text).length <= maxWordsForOperators;

/** Whether a question is nothing but "phrases" and -excluded words: then nobody has typed a title. */
export const hasOnlyOperators = (text: string) =>
  tokensOf(text).length > 0 && tokensOf(text.replace(operator, ' ')).length === 0;

export function tokensOf(text: string): string[] {
  return text.match(token) ?? [];
}

/** Where the tokens of a text begin, as UTF-16 offsets. @param tokens all of the text's. */
export function tokenStartsOf(text: string, tokens: readonly string[]): number[] {
  let end = 0;
  return tokens.map((token) => {
    // Only separators lie between the end of the last token and this one.
    const start = text.indexOf(token, end);
    end = start + token.length;
    return start;
  });
}

/** Fields are taken out before, by parse-question.ts. */
export function parseWordsQuery(text: string, options: Partial<typeof wordsQueryDefaults> = {}): WordsQuery {
  const settings = { ...wordsQueryDefaults, ...options };
  const requiredPhrases: string[] = [];
  const excludedPhrases: string[] = [];
  let plainText = text;
  if (isTyped(text, settings)) {
    plainText = text.replace(
      operator,
      (_, excludedPhrase?: string, excludedWord?: string, phrase?: string) => {
        const excluded = excludedPhrase ?? excludedWord;
        const said = (excluded ?? phrase ?? '').trim();
        if (tokensOf(said).length > 0)
          (excluded === undefined ? requiredPhrases : excludedPhrases).push(said);
        return excluded === undefined ? ` ${said} ` : ' ';
      },
    );
  }
  const terms = rankingTerms(plainText, settings.maxTerms);
  const required = requiredPhrases.length > 0 ? requiredPhrases.map(quotePhrase).join(' AND ') : null;
  const excluded = excludedPhrases.length > 0 ? excludedPhrases.map(quotePhrase).join(' OR ') : null;
  return {
    phrases: [...requiredPhrases.map(quotePhrase), ...terms.map(quoteWord)],
    required,
    excluded,
    terms,
    requiredPhrases,
    excludedPhrases,
    plainText: plainText.replace(/\s+/g, ' ').trim(),
  };
}

/** Different words of the text in their order, without stop words unless there is nothing else; the first `maxTerms`. */
function rankingTerms(text: string, maxTerms: number): string[] {
  const all = new Map<string, string>();
  const contentful = new Map<string, string>();
  // "don't" and "Alzheimer's" are two tokens to FTS5; the list of stop words knows the first, and an "s" says nothing.
  for (const [word] of text.matchAll(/[\p{L}\p{N}\p{Co}][\p{L}\p{N}\p{Co}\p{M}]*(?:['’]\p{L}+)?/gu)) {
    const isStopWord = stopWords.has(word.toLowerCase().replace('’', "'"));
    for (const typed of tokensOf(word)) {
      const key = typed.toLowerCase();
      if (!all.has(key)) all.set(key, typed);
      const isClitic = typed.length === 1 && typed.length < word.length;
      if (!isStopWord && !isClitic && !contentful.has(key)) contentful.set(key, typed);
    }
  }
  const chosen = contentful.size > 0 ? contentful : all;
  return [...chosen.values()].slice(0, maxTerms);
}

const quoteWord = (word: string) => `"${word}"`;

/** Only tokens go in: quotes, NUL and the rest are separators to FTS5 anyway. */
const quotePhrase = (phrase: string) => `"${tokensOf(phrase).join(' ')}"`;
