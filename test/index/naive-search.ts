import { dot, type VectorTable, vectorAt } from '../../src/tables/vector-table.ts';

export interface NaiveHit {
  row: number;
  distance: number;
}

/** The slow twin of every index: all distances in double precision, sorted by (distance, row). */
export function naiveSearch(table: VectorTable, query: Float32Array, allowed?: Uint8Array): NaiveHit[] {
  const hits: NaiveHit[] = [];
  for (let row = 0; row < table.rows; row++) {
    if (allowed?.[row] !== 0) hits.push({ row, distance: 1 - dot(query, vectorAt(table, row)) });
  }
  return hits.sort((a, b) => a.distance - b.distance || a.row - b.row);
}
