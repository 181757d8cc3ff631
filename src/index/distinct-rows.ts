import type { VectorTable } from '../tables/vector-table.ts';

const noCopies: readonly number[] = [];

/**
 * Which rows have a vector that no earlier row has, and which rows are bit for bit copies of those. HNSW indexes only the
 * former: copies link to nothing but one another.
 *
 * A hash table with linear probing over the vectors' bits, one int32 a slot (row + 1, 0 for empty).
 */
export class DistinctRows {
  /** The rows that are no copies, ascending. */
  readonly firsts: number[] = [];
  readonly #copies = new Map<number, number[]>();
  #slots = new Int32Array(2);

  /** Makes room for a table of so many rows; half of the slots stay empty, so that probes stay short. */
  reserve(vectors: VectorTable): void {
    const wanted = 2 ** Math.ceil(Math.log2(Math.max(2, 2 * vectors.rows)));
    if (wanted <= this.#slots.length) return;
    this.#slots = new Int32Array(wanted);
    for (const row of this.firsts) this.#slots[this.#slotOf(vectors, row)] = row + 1;
  }

  /** Takes in the next row of the table that was reserved for. @returns whether it is no copy. */
  add(vectors: VectorTable, row: number): boolean {
    const slot = this.#slotOf(vectors, row);
    const first = this.#slots[slot] - 1;
    if (first < 0) {
      this.#slots[slot] = row + 1;
      this.firsts.push(row);
      return true;
    }
    const copies = this.#copies.get(first);
    if (copies) copies.push(row);
    else this.#copies.set(first, [row]);
    return false;
  }

  /** The later rows with the vector of this one, ascending. */
  copiesOf(first: number): readonly number[] {
    return this.#copies.get(first) ?? noCopies;
  }

  /** The slot of a row with the same vector, or the empty one where it belongs. */
  #slotOf({ data, dimensions }: VectorTable, row: number): number {
    const bits = new Uint32Array(data.buffer, data.byteOffset, data.length);
    const mask = this.#slots.length - 1;
    let slot = hash(bits, row * dimensions, dimensions) & mask;
    while (
      this.#slots[slot] !== 0 &&
      !areEqual(bits, (this.#slots[slot] - 1) * dimensions, row * dimensions, dimensions)
    ) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }
}

/** FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv/) by words instead of bytes, with the high bits folded down at last. */
function hash(words: Uint32Array, start: number, length: number): number {
  let h = 0x811c9dc5;
  for (let i = start; i < start + length; i++) h = Math.imul(h ^ words[i], 0x01000193);
  return h ^ (h >>> 16);
}

function areEqual(words: Uint32Array, a: number, b: number, length: number): boolean {
  for (let i = 0; i < length; i++) {
    if (words[a + i] !== words[b + i]) return false;
  }
  return true;
}
