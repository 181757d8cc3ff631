/** The words index asked by one statement of FTS5's own: what scores added up by us are compared with. */
import type { Database } from '../../src/store/database.ts';

export interface WordMatches {
  /** Best first, equals by row. */
  rows: number[];
  /** BM25, larger is better, above 0. */
  scores: number[];
}

/** @param database of a corpus, as `openToRead` gives it. @param ftsQuery an expression of FTS5. */
export function matchWords(database: Database, ftsQuery: string, limit = -1): WordMatches {
  const found = database.all<{ row: number; negated: number }>(
    `SELECT rowid AS row, bm25(words, 3.0, 1.0, 1.0, 1.0) AS negated FROM words
      WHERE words MATCH ? ORDER BY negated, rowid LIMIT ?`,
    [ftsQuery, limit],
  );
  return { rows: found.map(({ row }) => row), scores: found.map(({ negated }) => -negated) };
}
