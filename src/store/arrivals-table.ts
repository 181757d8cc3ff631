import { z } from 'zod';
import { NearbyError, reasonOf } from '../errors.ts';
import type { Arrival } from '../tables/arrivals.ts';
import type { Database } from './database.ts';

const arrivalsSchema = z.array(
  z.strictObject({ addedAt: z.iso.datetime(), firstRow: z.int().min(0), rows: z.int().min(1) }),
) satisfies z.ZodType<Arrival[]>;

/**
 * The runs that brought papers, oldest first; none in a corpus from before that was kept. One JSON text in the table
 * `meta`: a run is some 70 bytes, and there are as many as a person made.
 * @param rows papers that came since the opening are left out.
 * @throws NearbyError `corpus-damaged`.
 */
export function readArrivals(database: Database, rows: number): Arrival[] {
  const found = database.get<{ value: string }>("SELECT value FROM meta WHERE name = 'arrivals'");
  if (!found) return [];
  let arrivals: Arrival[];
  try {
    arrivals = arrivalsSchema.parse(JSON.parse(found.value));
  } catch (thrown) {
    const reason = `when its papers were added cannot be read (${reasonOf(thrown)})`;
    throw new NearbyError('corpus-damaged', { folder: database.folder, reason }, { cause: thrown });
  }
  return arrivals
    .filter(({ firstRow }) => firstRow < rows)
    .map((arrival) => ({ ...arrival, rows: Math.min(arrival.rows, rows - arrival.firstRow) }));
}

/** To be called in the transaction that adds them, so that it is known of these rows or of none. */
export function writeArrival(database: Database, { addedAt, firstRow, rows }: Arrival): void {
  if (rows === 0) return;
  const arrivals = readArrivals(database, firstRow);
  const last = arrivals.at(-1);
  if (last && last.addedAt === addedAt && last.firstRow + last.rows === firstRow) last.rows += rows;
  else arrivals.push({ addedAt, firstRow, rows });
  database.run("INSERT OR REPLACE INTO meta (name, value) VALUES ('arrivals', ?)", [
    JSON.stringify(arrivals),
  ]);
}
