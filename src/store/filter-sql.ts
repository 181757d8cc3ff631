import type { Filter } from '../tables/filter.ts';
import type { Database } from './database.ts';

/**
 * The rows below `rows` that pass the filter's year and facets: 1 passes, 0 does not; null where it has neither. A part
 * with an empty list of values lets nothing through. Topics, areas and arrivals are not its to know.
 */
export function filterRows(database: Database, rows: number, filter: Filter): Uint8Array | null {
  const parts: Uint8Array[] = [];
  const { from, to } = filter.year ?? {};
  if (from !== undefined || to !== undefined) {
    const mask = new Uint8Array(rows);
    // ±10^18 stands for an open end: beyond any year.
    const sql = 'SELECT json_group_array(row) AS rows FROM papers WHERE year BETWEEN ? AND ? AND row < ?';
    mark(mask, database.get<{ rows: string }>(sql, [from ?? -1e18, to ?? 1e18, rows])!.rows);
    parts.push(mask);
  }
  for (const [name, values] of Object.entries(filter.facets ?? {})) {
    const mask = new Uint8Array(rows);
    const sql = 'SELECT json_group_array(row) AS rows FROM facets WHERE name = ? AND value = ? AND row < ?';
    for (const value of values) mark(mask, database.get<{ rows: string }>(sql, [name, value, rows])!.rows);
    parts.push(mask);
  }
  if (parts.length === 0) return null;
  const [first, ...others] = parts;
  for (const other of others) for (let row = 0; row < rows; row++) first[row] &= other[row];
  return first;
}

/** Rows come as one JSON text: a third of the time that as many rows of SQL take (31 against 93 ms for 100,000). */
function mark(mask: Uint8Array, rowsJson: string): void {
  for (const row of JSON.parse(rowsJson) as number[]) mask[row] = 1;
}
