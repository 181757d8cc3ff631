import { z } from 'zod';
import { reasonOf } from '../errors.ts';
import { hasTitleField } from './field-names.ts';
import { maxRecordLength, type PaperText, shown } from './import-entry.ts';
import type { LooseRecord } from './make-paper.ts';
import { parseJson } from './parse-json.ts';
import { textLines } from './text-lines.ts';
import { tooLongReason, wholeText } from './whole-text.ts';

/** One record of a JSON file, or why it (or, with entry null, something about the file) cannot be read. */
export type JsonRecord = { entry: number; record: LooseRecord } | { entry: number | null; problem: string };

const looseRecord = z.record(z.string(), z.unknown());

/** Where an object holds several lists, those that are called so hold the records; the first of these names wins. */
const listFields = [
  'papers',
  'results',
  'items',
  'works',
  'records',
  'entries',
  'articles',
  'documents',
  'publications',
  'references',
  'data',
];

/** JSON Lines or one JSON value, whichever the text begins as. */
export function jsonRecords(text: PaperText): AsyncGenerator<JsonRecord> {
  return looksLikeJsonLines(text.head) ? jsonLineRecords(text) : jsonDocumentRecords(text);
}

/** Whether most lines hold an object each. The last line of the head may be cut off and does not count unless alone. */
export function looksLikeJsonLines(head: string): boolean {
  const lines = head
    .split('\n', 21)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const complete =
    lines.length > 1 && lines.length < 20 ? lines.slice(0, Math.max(1, lines.length - 1)) : lines;
  const objects = complete.filter((line) => line.startsWith('{') && line.endsWith('}')).length;
  return lines.length > 1 && objects * 2 >= complete.length;
}

/** One record a line; blank lines do not count. Holds one line at a time. */
export async function* jsonLineRecords(text: PaperText): AsyncGenerator<JsonRecord> {
  let entry = 0;
  for await (const line of textLines(text.pieces)) {
    if (line.text.trim() === '') continue;
    entry++;
    if (line.tooLong) {
      const problem = `The line has more than ${maxRecordLength.toLocaleString('en')} characters; it is no record.`;
      yield { entry, problem };
      continue;
    }
    try {
      yield asRecord(parseJson(line.text), entry);
    } catch (error) {
      yield {
        entry,
        problem: `The line is not valid JSON (${reasonOf(error)}): ${shown(line.text.trim())}.`,
      };
    }
  }
}

/** A list of records, an object that holds one list of records, or one record. */
export async function* jsonDocumentRecords(text: PaperText): AsyncGenerator<JsonRecord> {
  const whole = await wholeText(text.pieces);
  if (whole === null) {
    yield { entry: null, problem: tooLongReason };
    return;
  }
  let value: unknown;
  try {
    value = parseJson(whole);
  } catch (error) {
    // JSON Lines whose first line is longer than the head by which the format was found.
    if (looksLikeJsonLines(whole)) {
      yield* jsonLineRecords({ ...text, pieces: onePiece(whole) });
      return;
    }
    yield {
      entry: null,
      problem: `The file is not valid JSON (${reasonOf(error)}); its records were read one by one.`,
    };
    yield* separateRecords(whole);
    return;
  }
  const records = listOfRecords(value);
  if (typeof records === 'string') yield { entry: null, problem: records };
  else for (let i = 0; i < records.length; i++) yield asRecord(records[i], i + 1);
}

async function* onePiece(text: string): AsyncGenerator<string> {
  yield text;
}

function asRecord(value: unknown, entry: number): JsonRecord {
  const record = looseRecord.safeParse(value);
  if (record.success) return { entry, record: record.data };
  return { entry, problem: `The record is ${shown(value)}, not an object with a title.` };
}

/** The records in a JSON value, or a sentence about why there are none. */
function listOfRecords(value: unknown): unknown[] | string {
  if (Array.isArray(value)) return value;
  if (typeof value !== 'object' || value === null)
    return `The file holds ${shown(value)}, not a list of records or an object with one.`;
  if (hasTitleField(Object.keys(value))) return [value];
  // {"results": […]} as OpenAlex answers, {"message": {"items": […]}} as Crossref does.
  const inner = Object.values(value).filter(
    (held) => typeof held === 'object' && held !== null && !Array.isArray(held),
  );
  for (const holder of [value, ...inner]) {
    const lists = Object.entries(holder).filter(
      (field): field is [string, unknown[]] =>
        Array.isArray(field[1]) && field[1].some((item) => typeof item === 'object' && item !== null),
    );
    if (lists.length === 1) return lists[0][1];
    const named = listFields.find((name) => lists.some(([field]) => field === name));
    if (named) return lists.find(([field]) => field === named)![1];
    if (lists.length > 1)
      return `The file holds several lists (${lists.map(([field]) => field).join(', ')}), and none is named like papers. Give the list alone.`;
  }
  return `The file holds an object with neither a title nor a list of records (its fields: ${shown(Object.keys(value).slice(0, 12).join(', '))}).`;
}

/**
 * The objects of a broken file, each parsed by itself: those of its outermost list, or, where objects follow each other
 * without one, those.
 */
function* separateRecords(text: string): Generator<JsonRecord> {
  let entry = 0;
  // How deep the objects stand that are records; -1 until the first bracket has told.
  let recordDepth = -1;
  let depth = 0;
  let start = -1;
  for (const { 0: sign, index } of text.matchAll(/"[^"\\]*(?:\\[\s\S][^"\\]*)*"?|[[\]{}]/g)) {
    if (sign[0] === '"') continue;
    if (sign === '[' || sign === '{') {
      if (sign === '[' && recordDepth < 0 && depth < 2) recordDepth = depth + 1;
      if (sign === '{' && depth === recordDepth) start = index;
      depth++;
      continue;
    }
    depth--;
    if (sign === ']' && depth < recordDepth) break;
    if (depth !== recordDepth || start < 0) continue;
    entry++;
    yield parsedRecord(text.slice(start, index + 1), entry);
    start = -1;
  }
  if (start >= 0)
    yield { entry: entry + 1, problem: `The record is cut off: ${shown(text.slice(start, start + 200))}.` };
}

function parsedRecord(text: string, entry: number): JsonRecord {
  try {
    return asRecord(parseJson(text), entry);
  } catch (error) {
    return { entry, problem: `The record is not valid JSON (${reasonOf(error)}): ${shown(text)}.` };
  }
}
