/** When papers came into a corpus. Rows are in the order of arrival, so the papers of one run are a run of rows. */
import { z } from 'zod';

export interface Arrival {
  /** When the run began; ISO 8601, UTC. */
  addedAt: string;
  firstRow: number;
  /** How many papers it brought. */
  rows: number;
}

/** "2026-11-21", which is the beginning of that day in UTC, or "2026-11-21T09:30:00Z". */
export const momentSchema = z.union([z.iso.date(), z.iso.datetime()], {
  error: 'a date such as 2026-11-21, or a time such as 2026-11-21T09:30:00Z',
});

/**
 * @param since as `momentSchema` takes it.
 * @returns one a row: 1 where it came then or later. Of a row that is in no arrival that is not known, and it has 0.
 */
export function rowsAddedSince(arrivals: readonly Arrival[], since: string, rows: number): Uint8Array {
  const passes = new Uint8Array(rows);
  for (const { addedAt, firstRow, rows: came } of arrivals) {
    if (Date.parse(addedAt) >= Date.parse(since)) passes.fill(1, firstRow, firstRow + came);
  }
  return passes;
}

/** How many of the first rows are in no arrival: papers that came before Nearby kept when. */
export function rowsOfUnknownArrival(arrivals: readonly Arrival[], rows: number): number {
  return arrivals.reduce(
    (left, { firstRow, rows: came }) => left - Math.max(0, Math.min(came, rows - firstRow)),
    rows,
  );
}
