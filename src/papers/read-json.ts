import { type ImportEntry, type PaperText, skipped } from './import-entry.ts';
import { type JsonRecord, jsonDocumentRecords, jsonLineRecords } from './json-records.ts';
import { type LooseRecord, makePaper } from './make-paper.ts';

/** JSON Lines: one record a line. Holds one line at a time. */
export function readJsonLines(text: PaperText, source: string): AsyncGenerator<ImportEntry> {
  return papersOfJson(jsonLineRecords(text), text.file, source);
}

/** JSON: a list of records, an object that holds one list of records, or one record. Read at once. */
export function readJson(text: PaperText, source: string): AsyncGenerator<ImportEntry> {
  return papersOfJson(jsonDocumentRecords(text), text.file, source);
}

/**
 * The papers of JSON records.
 *
 * @param adapt turns a record of a particular kind into one with the names that `makePaper` knows; a string is why not
 */
export async function* papersOfJson(
  records: AsyncIterable<JsonRecord>,
  file: string,
  source: string,
  adapt: (record: LooseRecord) => LooseRecord | string = (record) => record,
): AsyncGenerator<ImportEntry> {
  for await (const read of records) {
    if ('problem' in read) {
      yield skipped(file, read.entry, read.problem);
      continue;
    }
    const record = adapt(read.record);
    if (typeof record === 'string') yield skipped(file, read.entry, record);
    else yield* makePaper(record, { file, entry: read.entry, source });
  }
}
