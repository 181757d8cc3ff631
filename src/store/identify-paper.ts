import type { Database } from './database.ts';
import { digest } from './digest.ts';
import { titleKeyOf } from './paper-table.ts';

/** Of each of `identityKeys` the row below `rows` that is known by it, or null. */
export function rowsWithKeys(database: Database, rows: number, keys: readonly string[]): (number | null)[] {
  const sql = 'SELECT row FROM paper_keys WHERE key = ? AND row < ?';
  return keys.map((key) => database.get<{ row: number }>(sql, [digest(key), rows])?.row ?? null);
}

/** At most `limit` rows below `rows`, ascending, whose titles are equal to this one down to letters and digits. */
export function rowsWithTitle(database: Database, rows: number, title: string, limit: number): number[] {
  const sql = 'SELECT row FROM papers WHERE title_key = ? AND row < ? ORDER BY row LIMIT ?';
  return database.all<{ row: number }>(sql, [titleKeyOf(title), rows, limit]).map(({ row }) => row);
}
