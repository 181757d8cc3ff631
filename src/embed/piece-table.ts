import type { GrowingInts } from '../tables/growing-ints.ts';

/** Longer pieces (links, formulas) hardly come twice, and are not kept. In UTF-16 codes; below 256, see `slotSize`. */
export const longestKept = 40;

/** A hash starts here and takes one UTF-16 code after the other (FNV-1a): it is ready when the piece has been read. */
export const hashSeed = 0x811c9dc5 | 0;
export const hashStep = (hash: number, code: number) => Math.imul(hash ^ code, 0x01000193);

/** Numbers in a slot: hash, start in `#codes`, length + 256 × count of ids, the id or (count ≠ 1) start in `#ids`. */
const slotSize = 4;

/**
 * Pieces of text → their token ids: a hash table with open addressing, flat in typed arrays. A piece is looked up by its
 * UTF-16 codes as they are read, so no string is made; and where the hashes are equal, the codes decide.
 */
export class PieceTable {
  readonly #mostKept: number;
  #kept = 0;
  /** A power of two of slots, at least half of them free; a free one has length 0. */
  #slots: Int32Array;
  #codes = new Uint16Array(1024);
  #codesUsed = 0;
  #ids = new Int32Array(1024);
  #idsUsed = 0;

  /** @param mostKept with more pieces than that, all are forgotten; the full table takes some 60 bytes a piece */
  constructor(mostKept: number) {
    this.#mostKept = mostKept;
    this.#slots = new Int32Array(slotSize * 16);
  }

  /**
   * Appends the ids of a piece, where it is kept.
   * @param codes holds the piece in its first `length` places, @param hash is the piece's
   */
  appendIds(codes: Uint16Array, length: number, hash: number, list: GrowingInts): boolean {
    const slots = this.#slots;
    const last = slots.length - slotSize;
    for (let at = firstPlace(hash) & last; ; at = (at + slotSize) & last) {
      const sizes = slots[at + 2];
      if (sizes === 0) return false;
      if (slots[at] !== hash || (sizes & 255) !== length || !this.#isAt(slots[at + 1], codes, length))
        continue;
      const count = sizes >>> 8;
      const value = slots[at + 3];
      if (count === 1) list.push(value);
      else for (let i = 0; i < count; i++) list.push(this.#ids[value + i]);
      return true;
    }
  }

  #isAt(start: number, codes: Uint16Array, length: number): boolean {
    const kept = this.#codes;
    for (let i = 0; i < length; i++) if (kept[start + i] !== codes[i]) return false;
    return true;
  }

  /** Keeps a piece of 1 to `longestKept` codes, which is not kept yet, with the ids of the list from a place on. */
  keep(codes: Uint16Array, length: number, hash: number, list: GrowingInts, from: number): void {
    // All at once, not the oldest first: what is frequent is back after a few texts, and nothing has to be counted.
    if (this.#kept >= this.#mostKept) this.#forgetAll();
    this.#kept++;
    if (2 * this.#kept * slotSize > this.#slots.length) this.#growSlots();
    const count = list.length - from;
    const start = this.#codesUsed;
    if (start + length > this.#codes.length)
      this.#codes = grown(this.#codes, new Uint16Array(2 * start + length));
    for (let i = 0; i < length; i++) this.#codes[start + i] = codes[i];
    this.#codesUsed += length;
    let value = list.values[from];
    if (count !== 1) {
      value = this.#idsUsed;
      if (value + count > this.#ids.length) this.#ids = grown(this.#ids, new Int32Array(2 * value + count));
      for (let i = 0; i < count; i++) this.#ids[value + i] = list.values[from + i];
      this.#idsUsed += count;
    }
    this.#put(hash, start, length + 256 * count, value);
  }

  #put(hash: number, start: number, sizes: number, value: number): void {
    const slots = this.#slots;
    const last = slots.length - slotSize;
    let at = firstPlace(hash) & last;
    while (slots[at + 2] !== 0) at = (at + slotSize) & last;
    slots[at] = hash;
    slots[at + 1] = start;
    slots[at + 2] = sizes;
    slots[at + 3] = value;
  }

  #growSlots(): void {
    const old = this.#slots;
    this.#slots = new Int32Array(2 * old.length);
    for (let at = 0; at < old.length; at += slotSize) {
      if (old[at + 2] !== 0) this.#put(old[at], old[at + 1], old[at + 2], old[at + 3]);
    }
  }

  #forgetAll(): void {
    this.#slots.fill(0);
    this.#kept = 0;
    this.#codesUsed = 0;
    this.#idsUsed = 0;
  }
}

/** Where the search of a piece begins, before it is brought inside the table; FNV's upper bits are its better ones. */
const firstPlace = (hash: number) => (hash ^ (hash >>> 15)) * slotSize;

function grown<Numbers extends Uint16Array | Int32Array>(old: Numbers, larger: Numbers): Numbers {
  larger.set(old);
  return larger;
}
