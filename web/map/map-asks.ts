import type { CoveredPx } from './viewport.ts';

/** What the map asks of the page. */
export interface MapAsks {
  /** What lies over the map. */
  covered(): CoveredPx;
  /** The title of a row; null where it is not known yet. */
  titleOf(row: number): string | null;
}
