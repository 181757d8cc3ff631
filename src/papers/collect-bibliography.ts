import { NearbyError } from '../errors.ts';
import type { Paper } from '../tables/paper.ts';
import type { ImportEntry, ImportIssue } from './import-entry.ts';

export const bibliographyDefaults = {
  /** Entries of the largest bibliographies that people keep, several times over; some 100 MB with abstracts. */
  maxEntries: 20_000,
};

/** A bibliography in memory. */
export interface Bibliography {
  entries: Paper[];
  issues: ImportIssue[];
}

/**
 * What `readPapers` and its like give, to be asked about and not kept.
 *
 * @throws NearbyError `no-entries`, saying why, where there is not one entry; `too-many-entries`
 */
export async function collectBibliography(
  read: AsyncIterable<ImportEntry>,
  options: Partial<typeof bibliographyDefaults> = {},
): Promise<Bibliography> {
  const { maxEntries } = { ...bibliographyDefaults, ...options };
  const bibliography: Bibliography = { entries: [], issues: [] };
  for await (const entry of read) {
    if ('issue' in entry) bibliography.issues.push(entry.issue);
    else bibliography.entries.push(entry.paper);
    // Issues count too: a file of nothing but broken records must end as well.
    if (Math.max(bibliography.entries.length, bibliography.issues.length) > maxEntries) {
      throw new NearbyError('too-many-entries', { maxEntries });
    }
  }
  if (bibliography.entries.length === 0) {
    throw new NearbyError('no-entries', { problems: bibliography.issues.map(({ reason }) => reason) });
  }
  return bibliography;
}
