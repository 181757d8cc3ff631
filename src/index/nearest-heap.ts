import type { Found } from './vector-index.ts';

/**
 * Keeps the `capacity` nearest of all rows offered: a binary max-heap in two flat arrays, the farthest kept row at the
 * top. "Farther" is by distance, then by row, so that the answer is the same in whatever order the rows are offered.
 */
export class NearestHeap {
  readonly #distances: Float32Array;
  readonly #rows: Int32Array;
  #size = 0;

  constructor(capacity: number) {
    this.#distances = new Float32Array(capacity);
    this.#rows = new Int32Array(capacity);
  }

  /** An offer at a larger distance is refused: callers test it first, which spares most of the calls. */
  get limit(): number {
    if (this.#size < this.#rows.length) return Number.POSITIVE_INFINITY;
    return this.#size === 0 ? Number.NEGATIVE_INFINITY : this.#distances[0];
  }

  /** @param distance a float32 value: it is kept as one. */
  offer(row: number, distance: number): void {
    if (this.#size < this.#rows.length) {
      this.#riseFrom(this.#size++, row, distance);
    } else if (this.#size > 0 && this.#isFarther(0, row, distance)) {
      this.#sinkFromTop(row, distance);
    }
  }

  /** Everything kept, nearest first. Empties the heap. */
  take(): Found {
    const rows = new Int32Array(this.#size);
    const distances = new Float32Array(this.#size);
    while (this.#size > 0) {
      const last = --this.#size;
      rows[last] = this.#rows[0];
      distances[last] = this.#distances[0];
      this.#sinkFromTop(this.#rows[last], this.#distances[last]);
    }
    return { rows, distances };
  }

  #isFarther(position: number, row: number, distance: number): boolean {
    const kept = this.#distances[position];
    return kept > distance || (kept === distance && this.#rows[position] > row);
  }

  #put(position: number, row: number, distance: number): void {
    this.#rows[position] = row;
    this.#distances[position] = distance;
  }

  #riseFrom(start: number, row: number, distance: number): void {
    let position = start;
    while (position > 0) {
      const parent = (position - 1) >> 1;
      if (this.#isFarther(parent, row, distance)) break;
      this.#put(position, this.#rows[parent], this.#distances[parent]);
      position = parent;
    }
    this.#put(position, row, distance);
  }

  #sinkFromTop(row: number, distance: number): void {
    let position = 0;
    for (;;) {
      let child = 2 * position + 1;
      if (child >= this.#size) break;
      const right = child + 1;
      if (right < this.#size && this.#isFarther(right, this.#rows[child], this.#distances[child]))
        child = right;
      if (!this.#isFarther(child, row, distance)) break;
      this.#put(position, this.#rows[child], this.#distances[child]);
      position = child;
    }
    this.#put(position, row, distance);
  }
}
