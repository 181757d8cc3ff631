import type { ImportEntry, PaperText } from './import-entry.ts';
import { jsonRecords } from './json-records.ts';
import type { LooseRecord } from './make-paper.ts';
import { papersOfJson } from './read-json.ts';

/** Fields that say how an entry was handled rather than what the paper is. */
const bookkeeping: ReadonlySet<string> = new Set([
  'accessed',
  'submitted',
  'indexed',
  'created',
  'deposited',
  'reference',
  'relation',
  'link',
  'assertion',
  'system_id',
  'custom',
]);

/**
 * CSL-JSON, as Zotero, Pandoc and Crossref write it (https://docs.citationstyles.org): a list, an object that holds one,
 * or one item a line. Crossref's lists of titles and its JATS tags in abstracts are understood.
 */
export function readCslJson(text: PaperText, source: string): AsyncGenerator<ImportEntry> {
  return papersOfJson(jsonRecords(text), text.file, source, adapted);
}

function adapted(item: LooseRecord): LooseRecord {
  const record: LooseRecord = {};
  for (const [name, value] of Object.entries(item)) {
    if (bookkeeping.has(name)) continue;
    // Zotero gives the address of the item in its library as the id: the last part is the item's key.
    if (name === 'id' && typeof value === 'string') record.id = value.replace(/^https?:\/\/.*\/items\//, '');
    else if (/^[a-z]/i.test(name)) record[name] = value;
  }
  return record;
}
