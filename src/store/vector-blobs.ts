import { NearbyError } from '../errors.ts';
import type { Work } from '../in-turns.ts';
import { sharedFloats } from '../tables/shared-memory.ts';
import { checkVectors, type VectorTable, vectorAt, wrongVector } from '../tables/vector-table.ts';
import type { Database } from './database.ts';
import { raiseGeneration } from './meta-table.ts';

/** Vectors read at once: some 1 MB at 256 dimensions, 4 ms, so that little more than the table itself is in memory. */
const pageRows = 1024;

/** Rows below `rows` that have no vector, ascending. */
export function rowsWithoutVector(database: Database, rows: number): Int32Array {
  const has = new Uint8Array(rows);
  // "cut" is named so that SQLite reads the small index instead of the table of vectors.
  for (const { row } of database.all<{ row: number }>('SELECT row, cut FROM vectors'))
    if (row < rows) has[row] = 1;
  const without: number[] = [];
  for (let row = 0; row < rows; row++) if (has[row] === 0) without.push(row);
  return Int32Array.from(without);
}

/**
 * Stores vectors (row i of the table for `rows[i]`) in one transaction.
 * @param cut one a vector: 1 where its text was longer than the model takes.
 * @throws NearbyError `bad-shape`, `bad-vector`: then none is stored.
 */
export function saveVectors(
  database: Database,
  rows: ArrayLike<number>,
  vectors: VectorTable,
  cut: Uint8Array,
  corpus: { rows: number; dimensions: number },
): void {
  const expect = (what: string, got: number, expected: number | string, fits: boolean) => {
    if (!fits) throw new NearbyError('bad-shape', { what, got, expected });
  };
  const { dimensions } = corpus;
  expect('vector', vectors.dimensions, `${dimensions} dimensions`, vectors.dimensions === dimensions);
  expect('list of rows', rows.length, `${vectors.rows} rows`, rows.length === vectors.rows);
  expect('list of cut texts', cut.length, `${vectors.rows} entries`, cut.length === vectors.rows);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i];
    expect(
      'list of rows',
      row,
      `rows 0 to ${corpus.rows - 1}`,
      Number.isInteger(row) && row >= 0 && row < corpus.rows,
    );
  }
  checkVectors(vectors);
  database.transaction(() => {
    let replaced = false;
    for (let i = 0; i < rows.length; i++) {
      const vector = bytesOf(vectorAt(vectors, i));
      const flag = cut[i] === 0 ? 0 : 1;
      if (
        database.run('INSERT OR IGNORE INTO vectors (row, cut, vector) VALUES (?, ?, ?)', [
          rows[i],
          flag,
          vector,
        ])
      ) {
        continue;
      }
      database.run('UPDATE vectors SET cut = ?, vector = ? WHERE row = ?', [flag, vector, rows[i]]);
      replaced = true;
    }
    if (replaced) raiseGeneration(database);
  });
}

/**
 * The vectors of rows 0 … rows−1, freshly read, in shared memory: several stages hand them to threads.
 * @throws NearbyError `corpus-unfinished` where one is missing, `corpus-damaged` where one is not a unit vector.
 */
export function* readVectors(database: Database, rows: number, dimensions: number): Work<VectorTable> {
  const { folder } = database;
  const data = sharedFloats(rows * dimensions);
  let read = 0;
  let wrong: NearbyError<'bad-vector'> | null = null;
  for (let from = 0; from < rows; from += pageRows) {
    const sql = 'SELECT row, vector FROM vectors WHERE row >= ? AND row < ? ORDER BY row';
    const to = Math.min(from + pageRows, rows);
    const page = database.all<{ row: number; vector: ArrayBuffer }>(sql, [from, to]);
    for (const { row, vector } of page) {
      if (vector.byteLength !== dimensions * 4) {
        const reason = `the vector of row ${row} has ${vector.byteLength} bytes, not ${dimensions * 4}`;
        throw new NearbyError('corpus-damaged', { folder, reason });
      }
      // Stored little endian, and so are all processors that libsql has a binary for.
      data.set(new Float32Array(vector), row * dimensions);
      read++;
    }
    wrong ??= wrongVector({ rows, dimensions, data }, from, to);
    yield;
  }
  if (read < rows) {
    throw new NearbyError('corpus-unfinished', {
      folder,
      missing: `vectors for ${rows - read} of ${rows} papers`,
    });
  }
  if (wrong) {
    const reason = `the vector of row ${wrong.values.row} does not have length 1`;
    throw new NearbyError('corpus-damaged', { folder, reason }, { cause: wrong });
  }
  return { rows, dimensions, data };
}

/** How many texts of rows below `rows` were cut at the model's maximum. */
export function countCut(database: Database, rows: number): number {
  const sql = 'SELECT count(*) AS count FROM vectors WHERE cut = 1 AND row < ?';
  return database.get<{ count: number }>(sql, [rows])!.count;
}

/** @returns whether there was one. The caller raises the generation. */
export function dropVector(database: Database, row: number): boolean {
  return database.run('DELETE FROM vectors WHERE row = ?', [row]) > 0;
}

const bytesOf = (vector: Float32Array) => new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength);
