/**
 * Of every row's nearest by vectors, how many are near it on the map as well: how far its place there is to be trusted.
 * What "near on the map" is, `layout/count-kept-neighbors.ts` says.
 */
export interface KeptNeighbors {
  rows: number;
  /** One a row: how many of them are near on the map. */
  kept: Uint8Array;
  /** One a row: how many neighbours were looked at, at most 15; 0 where the row has none, or the corpus is too small. */
  of: Uint8Array;
}

/** Below this share most of what a paper is like lies elsewhere: its place on the map is said not to be trusted. */
export const trustedShare = 1 / 3;

/** 0…1, or null where nothing was measured. */
export function keptShare({ kept, of }: KeptNeighbors, row: number): number | null {
  return of[row] > 0 ? kept[row] / of[row] : null;
}

/** How many rows were measured and lie apart from most of their nearest. */
export function countAstray(table: KeptNeighbors): number {
  let astray = 0;
  for (let row = 0; row < table.rows; row++) if (isAstray(table, row)) astray++;
  return astray;
}

/** Whether a row was measured and lies apart from most of its nearest. */
export function isAstray(table: KeptNeighbors, row: number): boolean {
  const share = keptShare(table, row);
  return share !== null && share < trustedShare;
}
