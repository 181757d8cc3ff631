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

/** What has all the fields of an export is one, and gives back the paper as it was; null for any other record. */
export function ownExport(record: LooseRecord): OwnExport | null {
  if (![...paperFields, ...computedFields].every((name) => Object.hasOwn(record, name))) return null;
  const known = new Set([...paperFields, ...furtherFields, ...computedFields]);
  return {
    source: typeof record.source === 'string' && record.source !== '' ? record.source : null,
    facets: Object.fromEntries(Object.entries(record).filter(([name]) => !known.has(name))),
  };
}
