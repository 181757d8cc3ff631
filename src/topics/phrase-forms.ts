/** Ways of writing phrases, as sequences of words, and the phrases that they are ways of writing. */
import { GrowingInts } from '../tables/growing-ints.ts';
import type { WordTable } from './word-table.ts';

/** Words of the longest phrase there is. */
export const longestForm = 4;
/** Bits of the filter for each phrase: of what is no phrase, one in so many is looked at closely. */
const filterBits = 32;

/**
 * A form is found by its words in a hash table with linear probing. What nobody has put into a title is told by a filter over the
 * hash of its key, which is put together from those of its words: no string is made for it.
 */
export class PhraseForms {
  /** Of each form: its phrase, and how often it was met. */
  readonly phraseOf = new GrowingInts();
  readonly times = new GrowingInts();
  /** Phrases, in the order in which they came. */
  phrases = 0;
  readonly #words: WordTable;
  /** `longestForm` words a form, −1 behind the last. */
  readonly #pool = new GrowingInts();
  /** Form + 1, 0 for empty. */
  #slots = new Int32Array(4096);
  readonly #phraseOfKey = new Map<string, number>();
  readonly #keyHashes = new GrowingInts();
  #filter = new Int32Array(0);

  constructor(words: WordTable) {
    this.#words = words;
  }

  /** The phrase of these words, and with it this form of it; made where it is new. */
  takeIn(text: Int32Array, from: number, to: number, keyHash: number): void {
    if (this.#find(text, from, to) >= 0) return;
    const key = this.#keyOf(text, from, to);
    let phrase = this.#phraseOfKey.get(key);
    if (phrase === undefined) {
      phrase = this.phrases++;
      this.#phraseOfKey.set(key, phrase);
      this.#keyHashes.push(keyHash);
    }
    this.#addForm(text, from, to, phrase);
  }

  /** To be called when all phrases are there, before the first `find`. */
  makeFilter(): void {
    const bits = 2 ** Math.ceil(Math.log2(Math.max(1024, filterBits * this.phrases)));
    this.#filter = new Int32Array(bits / 32);
    for (let phrase = 0; phrase < this.phrases; phrase++) {
      const bit = mixed(this.#keyHashes.values[phrase]) & (bits - 1);
      this.#filter[bit >>> 5] |= 1 << (bit & 31);
    }
  }

  /** The form of these words, from `from` to before `to` of a text, or −1 where they are no phrase. */
  find(text: Int32Array, from: number, to: number, keyHash: number): number {
    const bit = mixed(keyHash) & (this.#filter.length * 32 - 1);
    if ((this.#filter[bit >>> 5] & (1 << (bit & 31))) === 0) return -1;
    const form = this.#find(text, from, to);
    if (form >= 0) return form;
    const phrase = this.#phraseOfKey.get(this.#keyOf(text, from, to));
    return phrase === undefined ? -1 : this.#addForm(text, from, to, phrase);
  }

  /** The words of a form, in lower case, with spaces. */
  written(form: number): string {
    const words: string[] = [];
    for (let i = form * longestForm; i < (form + 1) * longestForm && this.#pool.values[i] >= 0; i++) {
      words.push(this.#words.lower[this.#pool.values[i]]);
    }
    return words.join(' ');
  }

  #find(text: Int32Array, from: number, to: number): number {
    const mask = this.#slots.length - 1;
    for (let slot = hashOf(text, from, to) & mask; this.#slots[slot] !== 0; slot = (slot + 1) & mask) {
      const form = this.#slots[slot] - 1;
      if (this.#isForm(form, text, from, to)) return form;
    }
    return -1;
  }

  #isForm(form: number, text: Int32Array, from: number, to: number): boolean {
    const { values } = this.#pool;
    const at = form * longestForm;
    for (let i = from; i < to; i++) if (values[at + i - from] !== text[i]) return false;
    return to - from === longestForm || values[at + to - from] < 0;
  }

  #addForm(text: Int32Array, from: number, to: number, phrase: number): number {
    const form = this.phraseOf.length;
    this.phraseOf.push(phrase);
    this.times.push(0);
    for (let i = 0; i < longestForm; i++) this.#pool.push(from + i < to ? text[from + i] : -1);
    if (2 * this.phraseOf.length > this.#slots.length) this.#rehash();
    else this.#place(form);
    return form;
  }

  #place(form: number): void {
    const { values } = this.#pool;
    const at = form * longestForm;
    let end = at;
    while (end < at + longestForm && values[end] >= 0) end++;
    const mask = this.#slots.length - 1;
    let slot = hashOf(values, at, end) & mask;
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
    this.#slots[slot] = form + 1;
  }

  /** Half of the slots stay empty, so that probes stay short. */
  #rehash(): void {
    this.#slots = new Int32Array(4 * this.#slots.length);
    for (let form = 0; form < this.phraseOf.length; form++) this.#place(form);
  }

  #keyOf(text: Int32Array, from: number, to: number): string {
    let key = '';
    for (let i = from; i < to; i++) key += this.#words.keys[text[i]];
    return key;
  }
}

function hashOf(text: Int32Array, from: number, to: number): number {
  let hash = to - from;
  for (let i = from; i < to; i++) hash = mixed(Math.imul(hash, 0x9e3779b1) ^ text[i]);
  return hash;
}

/** MurmurHash3's finaliser: every bit counts in the low ones. */
function mixed(value: number): number {
  let h = value;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
