import { checkVectors, gatherRows, type VectorTable } from '../tables/vector-table.ts';
import { blockRows, DotScan, maxQueries, wasmLimitBytes } from './dot-scan.ts';
import { checkWhole, mergeOptions } from './index-options.ts';
import { NearestHeap } from './nearest-heap.ts';
import { checkQuestion, type Found, type IndexSearchOptions, type VectorIndex } from './vector-index.ts';

export const exactDefaults = {
  /**
   * How many bytes of WebAssembly memory the index may take. Smaller: a table that does not fit is copied through in
   * blocks of 256 rows at every search, which takes two to three times as long and gives the same answers.
   * 0 … 2^32, which is all that WebAssembly can address: a million vectors of 1,000 dimensions.
   */
  memoryBytes: wasmLimitBytes,
};

export type ExactOptions = typeof exactDefaults;

/** Where `distances` puts the distance of row i of a block to query q: four queries side by side, as the scan gives them. */
export const distanceAt = (i: number, q: number) => (q >> 2) * 4 * blockRows + distanceStep * i + (q & 3);
/** And how far from that of the next row, for loops over many millions. */
export const distanceStep = 4;

/** From this share of the table on it is worth copying in whole: a filter that lets fewer through is gathered. */
const wideShare = 1 / 8;

/**
 * Finds the true nearest rows by computing every distance, in WebAssembly SIMD (dot-scan.wat): recall 1 by definition.
 * It serves small corpora and filters, judges HNSW, and stands in where hnswlib-node is not installed.
 *
 * Cost: one pass over the allowed rows for a query (about 0.5 ms a query at 10,000 × 256), and one more copy of the table
 * in memory from the first search on that covers an eighth of it. Until then the index takes less than 1 MiB.
 */
export class ExactIndex implements VectorIndex {
  readonly kind = 'exact';
  readonly rows: number;
  readonly dimensions: number;
  readonly #vectors: VectorTable;
  readonly #scan: DotScan;

  /**
   * @param vectors kept, not copied at once: they must not change while the index is used.
   * @throws NearbyError `bad-vector` or `bad-shape` for a table that is not of unit vectors.
   */
  constructor(vectors: VectorTable, options: Partial<ExactOptions> = {}) {
    const { memoryBytes } = mergeOptions(exactDefaults, options);
    checkWhole('memoryBytes', memoryBytes, 0, wasmLimitBytes);
    checkVectors(vectors);
    this.rows = vectors.rows;
    this.dimensions = vectors.dimensions;
    this.#vectors = vectors;
    this.#scan = new DotScan(vectors, memoryBytes);
  }

  /** Bytes that the index holds beside the vectors it was given. */
  get memoryBytes(): number {
    return this.#scan.memoryBytes;
  }

  search(query: Float32Array, k: number, options: IndexSearchOptions = {}): Found {
    return this.searchMany({ rows: 1, dimensions: query.length, data: query }, k, options)[0];
  }

  /** Bit for bit what `search` gives for each query, in half of the time where there are four or more. */
  searchMany(queries: VectorTable, k: number, options: IndexSearchOptions = {}): Found[] {
    checkQuestion(this, queries, k, options);
    return this.searchAmong(rowsToScan(this.rows, options.allowed), queries, k);
  }

  /**
   * What `searchMany` gives under a mask that lets just these rows through, without a look at the others.
   * @param rows ascending. @param queries not checked.
   */
  searchAmong(rows: Int32Array, queries: VectorTable, k: number): Found[] {
    if (rows.length >= this.rows * wideShare) this.#scan.keepTable();

    const heaps = Array.from({ length: queries.rows }, () => new NearestHeap(Math.min(k, rows.length)));
    for (let from = 0; from < queries.rows; from += maxQueries) {
      const batch = heaps.slice(from, from + maxQueries);
      this.#scan.setQueries(queries, from, batch.length);
      for (let start = 0; start < rows.length; start += blockRows) {
        this.#scanBlock(rows.subarray(start, start + blockRows), batch);
      }
    }
    return heaps.map((heap) => heap.take());
  }

  /**
   * Every distance of some queries to some rows, bit for bit those of `search`.
   * @param queries of any length.
   * @param rows ascending.
   * @param take is given each block of rows in turn and their distances, that of row i to query q at `distanceAt(i, q)`; it
   *   must not keep them.
   */
  distances(
    queries: VectorTable,
    rows: Int32Array,
    take: (block: Int32Array, distances: Float32Array) => void,
  ): void {
    if (rows.length >= this.rows * wideShare) this.#scan.keepTable();
    const all = new Float32Array(blockRows * Math.ceil(queries.rows / 4) * 4);
    for (let start = 0; start < rows.length; start += blockRows) {
      const block = rows.subarray(start, start + blockRows);
      this.#scan.placeRows(block);
      for (let from = 0; from < queries.rows; from += maxQueries) {
        const count = Math.min(maxQueries, queries.rows - from);
        if (start === 0 || queries.rows > maxQueries) this.#scan.setQueries(queries, from, count);
        // Queries too many in the last four cost less than three one by one; their numbers are left.
        for (let query = 0; query < count; query += 4) {
          all.set(this.#scan.distancesOfFour(query), (from + query) * blockRows);
        }
      }
      take(block, all);
    }
  }

  /** Every distance of a few rows to all rows, an array a row: for who measures against the truth. */
  distancesOf(asked: Int32Array): Float32Array[] {
    const all = rowsToScan(this.rows, undefined);
    const distances = Array.from(asked, () => new Float32Array(this.rows));
    this.distances(gatherRows(this.#vectors, asked), all, (rows, block) => {
      distances.forEach((ofRow, q) => {
        let at = distanceAt(0, q);
        // All rows in their order: a block is a run of them.
        for (let row = rows[0]; row < rows[0] + rows.length; row++, at += distanceStep)
          ofRow[row] = block[at];
      });
    });
    return distances;
  }

  #scanBlock(rows: Int32Array, heaps: readonly NearestHeap[]): void {
    this.#scan.placeRows(rows);
    const inFours = heaps.length - (heaps.length % 4);
    for (let query = 0; query < inFours; query += 4) {
      const distances = this.#scan.distancesOfFour(query);
      for (let lane = 0; lane < 4; lane++) offerAll(heaps[query + lane], rows, distances, lane, 4);
    }
    for (let query = inFours; query < heaps.length; query++) {
      offerAll(heaps[query], rows, this.#scan.distances(query), 0, 1);
    }
  }
}

/** Every row, or those under the mask, in ascending order. */
function rowsToScan(rows: number, allowed: Uint8Array | undefined): Int32Array {
  const listed = new Int32Array(rows);
  let count = 0;
  for (let row = 0; row < rows; row++) {
    if (allowed?.[row] !== 0) listed[count++] = row;
  }
  return listed.subarray(0, count);
}

function offerAll(
  heap: NearestHeap,
  rows: Int32Array,
  distances: Float32Array,
  offset: number,
  step: number,
): void {
  let limit = heap.limit;
  for (let i = 0, at = offset; i < rows.length; i++, at += step) {
    // Rows come in ascending order, so one at the limit itself would lose the tie against the row that is there.
    if (distances[at] < limit) {
      heap.offer(rows[i], distances[at]);
      limit = heap.limit;
    }
  }
}
