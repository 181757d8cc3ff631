import type { Database } from './database.ts';
import { titleKeyOf } from './paper-table.ts';

/** At most `limit` rows below `rows`, ascending, whose titles are equal to this one down to letters and digits. */
export function rowsWithTitle(database: Database, rows: number, title: string, limit: number): number[] {
  const sql = 'SELECT row FROM papers WHERE title_key = ? AND row < ? ORDER BY row LIMIT ?';
  return database.all<{ row: number }>(sql, [titleKeyOf(title), rows, limit]).map(({ row }) => row);
}
