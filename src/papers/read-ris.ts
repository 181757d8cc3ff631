import {
  type ImportEntry,
  maxRecordLength,
  type PaperText,
  shown,
  skipped,
  warning,
} from './import-entry.ts';
import { makePaper } from './make-paper.ts';
import { ownProvider } from './own-export.ts';
import { textLines } from './text-lines.ts';

/*
 * RIS (https://en.wikipedia.org/wiki/RIS_(file_format)): lines of a two-letter tag and a value, a record from TY to ER.
 *
 * A reader of our own, because @citation-js/plugin-ris 0.8 loses what we keep: keywords with a comma in them are taken
 * apart, a value with "  - " in it ends there, tags that CSL has no name for are dropped, and it wants the whole text
 * at once.
 */

const tagged = /^\s*([A-Z][A-Z0-9]) {1,2}-(?: (.*))?$/;

/** The names under which `makePaper` knows the tags; several tags of one name are tried in this order. */
const fieldTags: Readonly<Record<string, readonly string[]>> = {
  id: ['ID', 'AN'],
  title: ['TI', 'T1', 'CT', 'BT'],
  abstract: ['AB', 'N2'],
  authors: ['AU', 'A1'],
  year: ['PY', 'Y1', 'DA'],
  venue: ['T2', 'JF', 'JO', 'JA', 'J2', 'T3', 'BT'],
  url: ['UR', 'LK', 'L2', 'L1'],
  doi: ['DO'],
  keywords: ['KW'],
};

/** Facets with a name that people know; other tags keep their two letters. */
const facetTags: Readonly<Record<string, string>> = {
  TY: 'type',
  PB: 'publisher',
  LA: 'language',
  CY: 'place',
  SN: 'issn',
  VL: 'volume',
  IS: 'issue',
  SP: 'first page',
  EP: 'last page',
  N1: 'note',
  DB: 'database',
  DP: 'provider',
  ET: 'edition',
  A2: 'editor',
  ED: 'editor',
  M3: 'kind',
};

const paperTags: ReadonlySet<string> = new Set(Object.values(fieldTags).flat());

/** Values by tag, in the order in which the tags came. */
type RisRecord = Map<string, string[]>;

/** Holds one record at a time. Text outside of records (a database's greeting) is passed over. */
export async function* readRis(text: PaperText, source: string): AsyncGenerator<ImportEntry> {
  let record: RisRecord | null = null;
  let lastTag = '';
  let length = 0;
  let entry = 0;

  for await (const line of textLines(text.pieces)) {
    const match = tagged.exec(line.text.trimEnd());
    const tag = match?.[1] ?? '';
    if (tag === 'TY') {
      if (record) {
        yield warning(
          text.file,
          entry,
          'The record has no end (ER); it was ended where the next one begins (TY).',
        );
        yield* papersOf(record, text.file, entry, source);
      }
      entry++;
      record = new Map([['TY', [match?.[2] ?? '']]]);
      lastTag = tag;
      length = 0;
      continue;
    }
    if (!record) {
      // The rest of a record that was given up, or a tag where no record has begun.
      if (tag !== '' && tag !== 'ER' && entry === 0) {
        entry++;
        yield skipped(text.file, entry, `The line ${shown(line.text)} stands before the first record (TY).`);
      }
      continue;
    }
    length += line.text.length;
    if (length > maxRecordLength || line.tooLong) {
      yield skipped(
        text.file,
        entry,
        `The record has more than ${maxRecordLength.toLocaleString('en')} characters; its end (ER) is missing.`,
      );
      record = null;
    } else if (tag === 'ER') {
      yield* papersOf(record, text.file, entry, source);
      record = null;
    } else if (match) {
      lastTag = tag;
      const values = record.get(tag);
      if (values) values.push(match[2] ?? '');
      else record.set(tag, [match[2] ?? '']);
    } else {
      // A line without a tag goes on with the value before it.
      const values = record.get(lastTag)!;
      values.push(`${values.pop()} ${line.text.trim()}`);
    }
  }
  if (record) {
    yield warning(text.file, entry, 'The record has no end (ER): the file may be cut off.');
    yield* papersOf(record, text.file, entry, source);
  }
}

function papersOf(record: RisRecord, file: string, entry: number, source: string): ImportEntry[] {
  const filled = (tag: string) =>
    (record.get(tag) ?? []).map((value) => value.trim()).filter((value) => value !== '');
  const plain = filled('DP')[0] === ownProvider;
  const fields: [string, string[]][] = Object.entries(fieldTags).map(([name, tags]) => [
    name,
    tags.map(filled).find((values) => values.length > 0) ?? [],
  ]);
  // Some databases put all keywords on one line.
  const keywords = fields.find(([name]) => name === 'keywords')!;
  if (keywords[1].length === 1 && !plain) keywords[1] = keywords[1][0].split(/[;|]/);
  // A book's own title is no venue.
  const venue = fields.find(([name]) => name === 'venue')!;
  const title = fields.find(([name]) => name === 'title')!;
  if (venue[1][0] === title[1][0]) venue[1] = [];
  // Abstracts in several pieces are paragraphs of one.
  const abstract = fields.find(([name]) => name === 'abstract')!;
  abstract[1] = [abstract[1].join(' ')];

  const facets = [...record.keys()]
    .filter((tag) => !paperTags.has(tag) && !(plain && tag === 'DP'))
    .map((tag): [string, string[]] => [facetTags[tag] ?? tag, filled(tag)]);
  return makePaper(Object.fromEntries([...facets, ...fields]), { file, entry, source, plain });
}
