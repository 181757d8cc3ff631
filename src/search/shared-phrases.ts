/**
 * What a hit and a liked paper have in common, in words: phrases of both, the most telling first.
 *
 * A phrase is one to four words without a stop word or punctuation between them, alike in both by the full-text index's
 * rules. The longest are taken, those of rare words first, and what a chosen one says is not said again.
 */
import type { Corpus } from '../store/corpus.ts';
import type { Paper } from '../tables/paper.ts';
import { stopWords, weakWords } from '../tables/phrase-words.ts';
import { indexedForm } from './matched-words.ts';
import type { SearchHit } from './search-types.ts';
import type { WordRarity } from './word-rarity.ts';
import { tokenStartsOf, tokensOf } from './words-query.ts';

export const sharedPhraseDefaults = {
  /** Of one pair of papers. */
  phrases: 5,
  /** In words. */
  longest: 4,
  /** A word of many subjects ("image", "large") counts this share of its rarity, and is no phrase alone. */
  weakShare: 0.3,
  /**
   * A phrase in the title or keywords of either paper counts so much more: there stands what a paper is about. A single
   * word counts only there; elsewhere two papers share "raises" and "fails".
   */
  headFactor: 1.5,
  /** The first hits that name them: more are not read one by one. */
  hits: 100,
};

/** The texts of a paper that phrases are taken from. */
export type PhraseTexts = Pick<Paper, 'title' | 'abstract' | 'keywords'>;

/** @returns the hits, each liked paper in `why.like` with what it shares. */
export function withSharedPhrases(
  hits: readonly SearchHit[],
  corpus: Pick<Corpus, 'paper' | 'rowOf'>,
  rarity: WordRarity,
): SearchHit[] {
  const examples = new Map<string, PhraseSet>();
  const phrasesOfExample = (id: string) => {
    let phrases = examples.get(id);
    if (!phrases) {
      phrases = allPhrases(corpus.paper(corpus.rowOf(id)!));
      examples.set(id, phrases);
    }
    return phrases;
  };
  return hits.map((hit, i) => {
    if (i >= sharedPhraseDefaults.hits || hit.why.like.length === 0) return hit;
    const runs = fieldsOf(corpus.paper(hit.row));
    const like = hit.why.like.map((example) => ({
      ...example,
      shared: chosenPhrases(runs, phrasesOfExample(example.id), rarity),
    }));
    return { ...hit, why: { ...hit.why, like } };
  });
}

/** Phrases that both have, as `paper` writes them. */
export function sharedPhrases(paper: PhraseTexts, other: PhraseTexts, rarity: WordRarity): string[] {
  return chosenPhrases(fieldsOf(paper), allPhrases(other), rarity);
}

/** The phrases of a paper by their keys, each with whether it stands in the title or a keyword. */
type PhraseSet = ReadonlyMap<string, boolean>;

/** Words with nothing between them but spaces and hyphens, none a stop word. */
interface Run {
  text: string;
  words: { form: string; lower: string; start: number; end: number }[];
  /** Of a title or keyword. */
  head: boolean;
}

interface Candidate {
  forms: string[];
  shown: string;
  score: number;
}

function chosenPhrases(runs: readonly Run[], others: PhraseSet, rarity: WordRarity): string[] {
  const { longest, weakShare, headFactor, phrases: atMost } = sharedPhraseDefaults;
  const candidates = new Map<string, Candidate>();
  for (const { text, words, head } of runs) {
    let covered = 0;
    for (let from = 0; from < words.length; from++) {
      let to = Math.min(words.length, from + longest);
      while (to > from && !others.has(keyOf(words, from, to))) to--;
      // What ends within the last one is a part of it.
      if (to <= covered || to === from) continue;
      covered = to;
      const phrase = words.slice(from, to);
      const key = keyOf(words, from, to);
      const inHead = head || others.get(key) === true;
      if (phrase.length === 1 && (!inHead || !saysEnough(text, phrase[0]))) continue;
      const score = phrase.reduce(
        (sum, { form, lower }) => sum + rarity(form) * (weakWords.has(lower) ? weakShare : 1),
        0,
      );
      const weighted = score * (inHead ? headFactor : 1);
      const known = candidates.get(key);
      if (known) known.score = Math.max(known.score, weighted);
      else {
        const shown = text.slice(phrase[0].start, phrase[phrase.length - 1].end).replace(/\s+/g, ' ');
        candidates.set(key, { forms: phrase.map(({ form }) => form), shown, score: weighted });
      }
    }
  }
  const chosen: Candidate[] = [];
  for (const candidate of [...candidates.values()].sort((a, b) => b.score - a.score)) {
    if (chosen.length === atMost) break;
    const said = chosen.some(({ forms }) => within(candidate.forms, forms) || within(forms, candidate.forms));
    if (!said) chosen.push(candidate);
  }
  return chosen.map(({ shown }) => shown);
}

/** Alone. Nor does a piece of a word with hyphens: the "multi" of "multi-head". */
function saysEnough(text: string, { lower, start, end }: Run['words'][number]): boolean {
  return !weakWords.has(lower) && !/[-‐‑]/.test(text.charAt(start - 1) + text.charAt(end));
}

const within = (some: readonly string[], all: readonly string[]) => some.every((form) => all.includes(form));

const keyOf = (words: Run['words'], from: number, to: number) => {
  let key = words[from].form;
  for (let i = from + 1; i < to; i++) key += ` ${words[i].form}`;
  return key;
};

/** The abstract first: it writes words in their ordinary case. */
function fieldsOf({ title, abstract, keywords }: PhraseTexts): Run[] {
  return [
    ...runsOf(abstract, false),
    ...keywords.flatMap((keyword) => runsOf(keyword, true)),
    ...runsOf(title, true),
  ];
}

function allPhrases(paper: PhraseTexts): PhraseSet {
  const phrases = new Map<string, boolean>();
  for (const { words, head } of fieldsOf(paper)) {
    for (let from = 0; from < words.length; from++) {
      const last = Math.min(words.length, from + sharedPhraseDefaults.longest);
      for (let to = from + 1; to <= last; to++) {
        const key = keyOf(words, from, to);
        phrases.set(key, head || phrases.get(key) === true);
      }
    }
  }
  return phrases;
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
