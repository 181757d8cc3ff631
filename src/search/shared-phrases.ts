/**
 * What a hit and a liked paper have in common, in words: phrases of both, the most telling first.
 *
 * A phrase is one to four words without a stop word or punctuation between them, alike in both by the full-text index's
 * rules. The longest are taken, those of rare words first, and what a chosen one says is not said again.
 */
import type { Corpus } from '../store/corpus.ts';
import { weakWords } from '../tables/phrase-words.ts';
import { fieldsOf, keyOf, type PhraseTexts, type Run, saysEnough } from './phrase-runs.ts';
import type { SearchHit } from './search-types.ts';
import type { WordRarity } from './word-rarity.ts';

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

const within = (some: readonly string[], all: readonly string[]) => some.every((form) => all.includes(form));

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
