import { NearbyError, reasonOf } from '../errors.ts';
import type { Paper } from '../tables/paper.ts';
import { columnWeights } from '../tables/word-columns.ts';
import type { Database } from './database.ts';
import { sqliteCodeOf, sqliteCodes } from './sqlite-refusal.ts';

/** What one phrase gives to every paper that has it. */
export interface PhraseScores {
  /** Ascending. */
  rows: Int32Array;
  /** BM25, above 0, one for each of `rows`. */
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
 * Every row below `rows` that has a phrase, with its score: BM25 with the title counting three times as much as keywords,
 * authors and abstract. As FTS5 has it, it is a sum over the phrases of an expression, so these scores, added up, are those of
 * the phrases joined by OR.
 *
 * @param ftsPhrase one phrase: words in one pair of double quotes (those inside doubled), with or without a column before it.
 * @throws NearbyError `bad-request` where it is not a valid expression.
 */
export function readPhraseScores(database: Database, rows: number, ftsPhrase: string): PhraseScores {
  // Without a limit SQLite takes the inner query apart, and FTS5 refuses to score inside an aggregate.
  const [found] = refusing(ftsPhrase, () =>
    database.all<{ rows: string; scores: string }>(
      `SELECT json_group_array(row) AS rows, json_group_array(score) AS scores FROM (
        SELECT rowid AS row, -${bm25} AS score FROM words WHERE words MATCH ? AND rowid < ? ORDER BY rowid LIMIT -1)`,
      [ftsPhrase, rows],
    ),
  );
  return {
    rows: Int32Array.from(JSON.parse(found.rows) as number[]),
    scores: Float32Array.from(JSON.parse(found.scores) as number[]),
  };
}

/**
 * The rows below `rows` that match, ascending, without scores: a tenth of the time.
 *
 * @param ftsQuery an expression of FTS5 (https://sqlite.org/fts5.html, section 3), bound as a value: it cannot leave the
 *   full-text index. Whoever makes it from a person's text puts each word in double quotes (those inside doubled), so
 *   that nothing in it is read as an operator or a column's name. A blank one matches nothing.
 * @throws NearbyError `bad-request` where it is not a valid expression.
 */
export function rowsWithWords(database: Database, rows: number, ftsQuery: string): Int32Array {
  if (ftsQuery.trim() === '') return new Int32Array(0);
  const sql = 'SELECT json_group_array(rowid) AS rows FROM words WHERE words MATCH ? AND rowid < ?';
  const [found] = refusing(ftsQuery, () => database.all<{ rows: string }>(sql, [ftsQuery, rows]));
  return Int32Array.from(JSON.parse(found.rows) as number[]);
}

/** Columns in the order of the table; FTS5 gives it negated, so that the best sort first. */
const bm25 = `bm25(words, ${columnWeights.map((weight) => weight.toFixed(1)).join(', ')})`;

function refusing<Result>(ftsQuery: string, ask: () => Result): Result {
  try {
    return ask();
  } catch (thrown) {
    // The statement is sound and its table was seen at opening, so a plain error can only be the expression's.
    if (!(thrown instanceof NearbyError) || sqliteCodeOf(thrown.cause) !== sqliteCodes.error) throw thrown;
    const reason = `${JSON.stringify(ftsQuery)} cannot be searched for (${reasonOf(thrown.cause)})`;
    throw new NearbyError('bad-request', { where: 'search expression', reason }, { cause: thrown.cause });
  }
}
