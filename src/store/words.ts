import { NearbyError, reasonOf } from '../errors.ts';
import type { Paper } from '../tables/paper.ts';
import type { Database } from './database.ts';
import { sqliteCodeOf, sqliteCodes } from './sqlite-refusal.ts';

export interface WordMatches {
  /** Best first, equals by row. */
  rows: Int32Array;
  /** BM25, larger is better, above 0; comparable within one answer only. */
  scores: Float32Array;
}

/** Writes a row of the full-text index, in place of the one that was there. */
export function writeWords(database: Database, row: number, paper: Paper): void {
  database.run(
    'INSERT OR REPLACE INTO words (rowid, title, keywords, authors, abstract) VALUES (?, ?, ?, ?, ?)',
    [row, paper.title, paper.keywords.join('\n'), paper.authors.join('\n'), paper.abstract],
  );
}

/**
 * The rows below `rows` that match, by BM25 with the title counting three times as much as keywords, authors and abstract.
 *
 * @param ftsQuery an expression of FTS5 (https://sqlite.org/fts5.html, section 3), bound as a value: it cannot leave the
 *   full-text index. Whoever makes it from a person's text puts each word in double quotes (those inside doubled), so
 *   that nothing in it is read as an operator or a column's name. A blank one matches nothing.
 * @throws NearbyError `bad-request` where it is not a valid expression or the limit is not a whole number from 0.
 */
export function matchWords(database: Database, rows: number, ftsQuery: string, limit: number): WordMatches {
  if (!Number.isSafeInteger(limit) || limit < 0) {
    throw new NearbyError('bad-request', { where: 'limit', reason: `${limit} is not a whole number from 0` });
  }
  const found = ftsQuery.trim() === '' ? [] : search(database, rows, ftsQuery, limit);
  return {
    rows: Int32Array.from(found, ({ row }) => row),
    // FTS5 gives BM25 negated, so that the best sort first.
    scores: Float32Array.from(found, ({ negated }) => -negated),
  };
}

function search(database: Database, rows: number, ftsQuery: string, limit: number) {
  try {
    return database.all<{ row: number; negated: number }>(
      `SELECT rowid AS row, bm25(words, 3.0, 1.0, 1.0, 1.0) AS negated FROM words
        WHERE words MATCH ? AND rowid < ? ORDER BY negated, rowid LIMIT ?`,
      [ftsQuery, rows, limit],
    );
  } catch (thrown) {
    // The statement is sound and its table was seen at opening, so a plain error can only be the expression's.
    if (!(thrown instanceof NearbyError) || sqliteCodeOf(thrown.cause) !== sqliteCodes.error) throw thrown;
    const reason = `${JSON.stringify(ftsQuery)} cannot be searched for (${reasonOf(thrown.cause)})`;
    throw new NearbyError('bad-request', { where: 'search expression', reason }, { cause: thrown.cause });
  }
}
