/** Words under numbers: what is asked of a word is found out once, however often it stands in the texts. */

import { GrowingInts } from '../tables/growing-ints.ts';
import { joiningWords, stopWords, weakWords } from '../tables/phrase-words.ts';
import { keyOf, type WordCases } from './word-forms.ts';

/** Bits of `WordTable.traits`. */
export const usable = 1;
export const weak = 2;
export const joining = 4;

/** FNV's prime: the base of the hash of a key, which can be put together from the hashes of its words. */
const hashBase = 0x01000193;

export class WordTable {
  /** By number, in lower case. */
  readonly lower: string[] = [];
  /** The key (word-forms.ts) of each. */
  readonly keys: string[] = [];
  readonly traits = new GrowingInts();
  /** Hash of each key, and `hashBase` to the power of its length. */
  readonly keyHashes = new GrowingInts();
  readonly keyPowers = new GrowingInts();

  readonly #numberOf = new Map<string, number>();
  /** As written, with capitals: the number of each, and how often it told its case. */
  readonly #written = new Map<string, number>();
  readonly #wordOfWritten = new GrowingInts();
  readonly #inSentences = new GrowingInts();
  readonly #elsewhere = new GrowingInts();

  /** @param told where it stands: in a sentence of ordinary case, elsewhere, or where its case tells nothing. @returns its number. */
  take(word: string, told: 'sentence' | 'elsewhere' | 'nothing'): number {
    const written = this.#written.get(word) ?? this.#addWritten(word);
    if (told === 'sentence') this.#inSentences.values[written]++;
    else if (told === 'elsewhere') this.#elsewhere.values[written]++;
    return this.#wordOfWritten.values[written];
  }

  /** Tells `cases` all that was written. */
  tellCases(cases: WordCases): void {
    for (const [word, written] of this.#written) {
      cases.add(word, true, this.#inSentences.values[written]);
      cases.add(word, false, this.#elsewhere.values[written]);
    }
  }

  /** The hash of a key that this word's is put behind. */
  hashWith(hash: number, word: number): number {
    return (Math.imul(hash, this.keyPowers.values[word]) + this.keyHashes.values[word]) | 0;
  }

  #addWritten(word: string): number {
    const written = this.#written.size;
    this.#written.set(word, written);
    const lower = word.toLowerCase();
    this.#wordOfWritten.push(this.#numberOf.get(lower) ?? this.#addLower(lower));
    this.#inSentences.push(0);
    this.#elsewhere.push(0);
    return written;
  }

  #addLower(lower: string): number {
    const number = this.lower.length;
    this.#numberOf.set(lower, number);
    const key = keyOf(lower);
    this.lower.push(lower);
    this.keys.push(key);
    this.traits.push(
      (isUsable(lower) ? usable : 0) |
        (weakWords.has(lower) ? weak : 0) |
        (joiningWords.has(lower) ? joining : 0),
    );
    let hash = 0;
    let power = 1;
    for (let i = 0; i < key.length; i++) {
      hash = (Math.imul(hash, hashBase) + key.charCodeAt(i) + 1) | 0;
      power = Math.imul(power, hashBase);
    }
    this.keyHashes.push(hash);
    this.keyPowers.push(power);
    return number;
  }
}

/** Not a stop word, not a number ("90", "7b", "16x16"), not a single letter; "3d" and "2d" are words. */
function isUsable(word: string): boolean {
  if (stopWords.has(word) || word.length < 2) return false;
  return /^[23]d$/.test(word) || !/^\d+([a-z]{1,2}|x\d+|th|nd|rd|st)?$/.test(word);
}
