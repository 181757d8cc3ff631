import { NearbyError } from '../errors.ts';
import { checkVectors, type VectorTable } from '../tables/vector-table.ts';
import type { ExactIndex } from './exact-index.ts';
import { checkWhole, maxEf } from './index-options.ts';

/**
 * The answer to one question: nearest first, rows of equal distance in ascending order, each row once. Both arrays have
 * the same length, at most k. Distances are 1 − dot, kept within 0…2. The arrays belong to the caller.
 */
export interface Found {
  rows: Int32Array;
  distances: Float32Array;
}

export interface IndexSearchOptions {
  /** One byte a row, 1 where the row may be in the answer. The answer under it is exact, also from HNSW. */
  allowed?: Uint8Array;
  /** HNSW's, for this search only: larger finds more of the true nearest and takes longer. The exact index ignores it. */
  ef?: number;
}

/** What finds the nearest rows of a vector: HNSW, or the exact scan that judges it and stands in for it. */
export interface VectorIndex {
  readonly kind: 'hnsw' | 'exact';
  readonly rows: number;
  readonly dimensions: number;

  /**
   * The k rows nearest to a query (fewer where there are fewer, or HNSW cannot reach more).
   * @param query unit length, `dimensions` numbers.
   * @throws NearbyError `bad-shape` or `bad-vector` for a query that does not fit, `bad-shape` for a mask of another
   *   length, `bad-option` for a k or ef that is not a whole number of at least 1.
   */
  search(query: Float32Array, k: number, options?: IndexSearchOptions): Found;

  /** The same answers for many queries at once; there where that is faster than one by one. */
  searchMany?(queries: VectorTable, k: number, options?: IndexSearchOptions): Found[];

  /** Every distance of some queries to some rows, exact with any index: see `ExactIndex.distances`. */
  distances: ExactIndex['distances'];
}

/** Refuses queries, k, ef and masks that an index cannot answer, before any of them reaches WebAssembly or native code. */
export function checkQuestion(
  index: Pick<VectorIndex, 'rows' | 'dimensions'>,
  queries: VectorTable,
  k: number,
  options: IndexSearchOptions,
): void {
  if (queries.dimensions !== index.dimensions) {
    throw new NearbyError('bad-shape', {
      what: 'query',
      got: `${queries.dimensions} dimensions`,
      expected: `${index.dimensions}`,
    });
  }
  checkVectors(queries);
  checkWhole('k', k, 1, Number.MAX_SAFE_INTEGER);
  if (options.ef !== undefined) checkWhole('ef', options.ef, 1, maxEf);
  if (options.allowed && options.allowed.length !== index.rows) {
    throw new NearbyError('bad-shape', {
      what: 'mask of allowed rows',
      got: `${options.allowed.length} rows`,
      expected: `${index.rows}`,
    });
  }
}
