import type { LooseRecord } from './make-paper.ts';

/** A paper's own fields in what `nearby export` writes; CSV has all but the last two. */
const paperFields = 'id title abstract authors year venue doi url categories keywords'.split(' ');
const furtherFields: readonly string[] = ['source', 'lists'];

/** What `nearby export` adds to a paper: computed from all of them, so a build computes it anew. */
const computedFields: readonly string[] = ['topics', 'x', 'y'];

/** A record that `nearby export` wrote. */
export interface OwnExport {
  /** The file that the paper first came from; null in CSV, which does not have it. */
  source: string | null;
  /** Its facets under their own names, whatever these would mean in another file. */
  facets: LooseRecord;
}

/** The database that our RIS names as its provider: its values are plain text. */
export const ownProvider = 'Nearby';

/**
 * A cell of a table that we wrote, without the apostrophe that keeps spreadsheets from taking it for a formula; one that
 * began with apostrophes was given one more.
 */
export function withoutGuard(cell: string): string {
  return cell.replace(/^'(?='*[=+\-@\t\r])/, '');
}

/** What has all the fields of an export is one, and gives back the paper as it was; null for any other record. */
export function ownExport(record: LooseRecord): OwnExport | null {
  if (!hasOwnFields(Object.keys(record))) return null;
  const known = new Set([...paperFields, ...furtherFields, ...computedFields]);
  return {
    source: typeof record.source === 'string' && record.source !== '' ? record.source : null,
    facets: Object.fromEntries(Object.entries(record).filter(([name]) => !known.has(name))),
  };
}

/** Whether a record or a table with these fields is one of ours. */
export function hasOwnFields(names: readonly string[]): boolean {
  return [...paperFields, ...computedFields].every((name) => names.includes(name));
}
