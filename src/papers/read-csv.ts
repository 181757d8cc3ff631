import { type CsvError, parse } from 'csv-parse';
import { reasonOf } from '../errors.ts';
import { hasTitleField } from './field-names.ts';
import { type ImportEntry, maxRecordLength, type PaperText, shown, skipped } from './import-entry.ts';
import { type LooseRecord, makePaper } from './make-paper.ts';
import { hasOwnFields, withoutGuard } from './own-export.ts';

/** Comma first: it wins where two divide the header into equally many cells. */
const delimiters = [',', '\t', ';', '|'] as const;

/** Two-letter tags at the head of Web of Science's tab-separated files that elsewhere mean something else. */
const webOfScience: Readonly<Record<string, string>> = {
  AF: 'author full names',
  AU: 'authors',
  TI: 'title',
  SO: 'source title',
  DT: 'document type',
  LA: 'language',
  DE: 'author keywords',
  ID: 'keywords plus',
  AB: 'abstract',
  PY: 'year',
  DI: 'doi',
  UT: 'ut',
  WC: 'wos categories',
  SC: 'research areas',
  PU: 'publisher',
};

/** CSV with a row of column names; the delimiter is found in that row. Holds one row and one piece at a time. */
export function readCsv(text: PaperText, source: string): AsyncGenerator<ImportEntry> {
  return papersOfRows(text, source, delimiterOf(firstLine(text.head)));
}

/** The same with tabs. */
export function readTsv(text: PaperText, source: string): AsyncGenerator<ImportEntry> {
  return papersOfRows(text, source, '\t');
}

/** The character that divides a line of column names into most cells. */
function delimiterOf(line: string): string {
  const cells = delimiters.map((delimiter) => splitCells(line, delimiter).length);
  return delimiters[cells.indexOf(Math.max(...cells))];
}

/** Whether a text begins with a row of column names, a title among them; and which delimiter it has. */
export function csvDelimiter(head: string): string | null {
  const line = firstLine(head);
  const delimiter = delimiterOf(line);
  const cells = splitCells(line, delimiter);
  return cells.length > 1 && cells.every((cell) => cell.length < 80) && hasTitleField(cells)
    ? delimiter
    : null;
}

async function* papersOfRows(
  text: PaperText,
  source: string,
  delimiter: string,
): AsyncGenerator<ImportEntry> {
  let columns: string[] | null = null;
  let entry = 0;
  for await (const row of rowsOf(text, delimiter)) {
    if (!Array.isArray(row)) {
      yield skipped(text.file, columns === null ? null : entry + 1, row.problem);
      return;
    }
    if (columns === null) {
      columns = columnNames(row);
      if (hasTitleField(columns)) continue;
      yield skipped(
        text.file,
        null,
        `No column is named "title": the first row has ${shown(row.slice(0, 12).join(', '))}. Name one so.`,
      );
      return;
    }
    entry++;
    if (row.slice(columns.length).some((cell) => cell.trim() !== '')) {
      yield skipped(
        text.file,
        entry,
        `The row has ${row.length} cells, the first row only ${columns.length}; a text with "${delimiter}" in it needs quotes: ` +
          `${shown(row.join(delimiter))}.`,
      );
      continue;
    }
    yield* makePaper(recordOf(columns, row), { file: text.file, entry, source });
  }
}

/** Names of the columns, Web of Science's tags spelt out. */
function columnNames(row: readonly string[]): string[] {
  const isWebOfScience = ['PT', 'TI', 'SO'].every((name) => row.includes(name));
  return row.map(
    (cell, i) => (isWebOfScience ? (webOfScience[cell] ?? cell) : cell.trim()) || `column ${i + 1}`,
  );
}

/** Columns of the same name give one list. */
function recordOf(columns: readonly string[], row: readonly string[]): LooseRecord {
  const values = new Map<string, string | string[]>();
  const isOwn = hasOwnFields(columns);
  columns.forEach((name, i) => {
    const written = row[i]?.trim() ?? '';
    const cell = isOwn ? withoutGuard(written) : written;
    const before = values.get(name) ?? '';
    // Empty ones stay: by its columns an export of ours is known.
    if (before === '') values.set(name, cell);
    else if (cell !== '') values.set(name, [before, cell].flat());
  });
  return Object.fromEntries(values);
}

/**
 * The rows, one by one. Rows that were read before the parser failed are all given: they are collected in its callback,
 * as a failing stream drops what it still holds.
 */
async function* rowsOf(text: PaperText, delimiter: string): AsyncGenerator<string[] | { problem: string }> {
  const rows: string[][] = [];
  let failure: CsvError | null = null;
  let wake = () => {};
  const parser = parse({
    delimiter,
    bom: true,
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    // A longer row comes from a quote that is never closed.
    max_record_size: maxRecordLength,
    on_record: (row: string[]) => {
      rows.push(row);
      return null;
    },
  });
  parser.on('error', (error: CsvError) => {
    failure = error;
    wake();
  });
  parser.on('end', () => wake());
  parser.resume();
  try {
    for await (const piece of text.pieces) {
      if (piece === '') continue;
      await new Promise<void>((resolve) => {
        wake = resolve;
        parser.write(piece, () => resolve());
      });
      yield* rows.splice(0);
      if (failure) break;
    }
    if (!failure)
      await new Promise<void>((resolve) => {
        wake = resolve;
        parser.end();
      });
    yield* rows.splice(0);
    if (failure) yield { problem: problemOf(failure) };
  } finally {
    parser.destroy();
  }
}

function problemOf(error: CsvError): string {
  if (error.code === 'CSV_QUOTE_NOT_CLOSED' || error.code === 'CSV_MAX_RECORD_SIZE')
    return 'A quote is opened in this row and never closed; from here on nothing was read. Close it and import again.';
  return `The row cannot be read (${reasonOf(error)}); from here on nothing was read.`;
}

function firstLine(head: string): string {
  return head.trimStart().split(/\r\n|\n|\r/, 1)[0];
}

/** The cells of one line, for looking at column names only. */
function splitCells(line: string, delimiter: string): string[] {
  return line.split(delimiter).map((cell) => cell.trim().replace(/^"|"$/g, ''));
}
