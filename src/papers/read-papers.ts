import { basename } from 'node:path';
import { NearbyError } from '../errors.ts';
import { detectFormat } from './detect-format.ts';
import { type ImportEntry, type PaperText, shown, skipped, warning } from './import-entry.ts';
import {
  filesOfFolder,
  findInputs,
  type OpenedText,
  openBytes,
  openFile,
  openPieces,
} from './open-inputs.ts';
import { type PaperFormat, paperFormats } from './paper-formats.ts';
import { readArxiv } from './read-arxiv.ts';
import { readBibtex } from './read-bibtex.ts';
import { readCslJson } from './read-csl-json.ts';
import { readCsv, readTsv } from './read-csv.ts';
import { readJson, readJsonLines } from './read-json.ts';
import { readOpenAlex } from './read-openalex.ts';
import { readPages } from './read-pages.ts';
import { readPubmed } from './read-pubmed.ts';
import { readRis } from './read-ris.ts';

export type { ImportEntry, ImportIssue } from './import-entry.ts';
export { findInputs } from './open-inputs.ts';
export { type PaperFormat, paperFormats } from './paper-formats.ts';

export interface ReadOptions {
  /** The format of all inputs; null finds each file's by its content. */
  format: PaperFormat | null;
  /** What "-" stands for; the standard input of the process where absent. */
  stdin?: NodeJS.ReadableStream;
}

const readDefaults: ReadOptions = { format: null };

const readers: Readonly<
  Record<PaperFormat, (text: PaperText, source: string) => AsyncGenerator<ImportEntry>>
> = {
  pages: readPages,
  jsonl: readJsonLines,
  json: readJson,
  csv: readCsv,
  tsv: readTsv,
  bibtex: readBibtex,
  ris: readRis,
  pubmed: readPubmed,
  'csl-json': readCslJson,
  arxiv: readArxiv,
  openalex: readOpenAlex,
};

/** Characters of a text in memory that are read at a time, as much as of a file. */
const pieceLength = 64 * 1024;

/** Files that a folder's report names before it only counts. */
const namedFiles = 5;

/**
 * The papers of files, folders (with their folders, in the order of the paths) and "-" (standard input), one by one, with
 * the issues of each record where it stood. Any of them may be gzipped. What cannot be read is an issue, and the rest
 * goes in.
 *
 * A folder may hold other things than papers: files of no known format are passed over with one warning that counts them,
 * or, where the folder holds no papers at all, with an issue each.
 *
 * @throws NearbyError file-not-found, before anything is read; bad-option for a format that is none
 */
export async function* readPapers(
  inputs: readonly string[],
  options: Partial<ReadOptions> = {},
): AsyncGenerator<ImportEntry> {
  const { format, stdin } = checked(options);
  for (const input of await findInputs(inputs)) {
    if (input.kind === 'folder') yield* readFolder(input.path, format);
    else {
      const opened =
        input.kind === 'stdin'
          ? await openBytes(input.path, (stdin ?? process.stdin) as AsyncIterable<Uint8Array>)
          : await openFile(input.path);
      const { problem } = yield* readOpened(opened, format);
      if (problem !== null) yield unread(input.path, problem);
    }
  }
}

/**
 * The papers of one file that comes as bytes, gzipped or not.
 *
 * @param file the name it goes by, in issues and as the papers' source
 * @throws NearbyError bad-option for a format that is none
 */
export async function* readPapersFromBytes(
  bytes: AsyncIterable<Uint8Array>,
  file: string,
  options: Partial<Pick<ReadOptions, 'format'>> = {},
): AsyncGenerator<ImportEntry> {
  const { format } = checked(options);
  const { problem } = yield* readOpened(await openBytes(file, bytes), format);
  if (problem !== null) yield unread(file, problem);
}

/**
 * The papers of a text that is already in memory.
 *
 * @param file the name it goes by, in issues and as the papers' source
 */
export async function* readPapersFromText(
  text: string,
  file: string,
  options: Partial<Pick<ReadOptions, 'format'>> = {},
): AsyncGenerator<ImportEntry> {
  const { format } = checked(options);
  const opened = await openPieces(file, piecesOf(text));
  const { problem } = yield* readOpened(opened, format);
  if (problem !== null) yield unread(file, problem);
}

function checked(options: Partial<ReadOptions>): ReadOptions {
  const settings = { ...readDefaults, ...options };
  if (settings.format !== null && !paperFormats.includes(settings.format))
    throw new NearbyError('bad-option', {
      name: 'format',
      value: settings.format,
      expected: `one of ${paperFormats.join(', ')}`,
    });
  return settings;
}

async function* readFolder(folder: string, format: PaperFormat | null): AsyncGenerator<ImportEntry> {
  const passedOver: { path: string; problem: string }[] = [];
  let read = 0;
  for await (const found of filesOfFolder(folder)) {
    if (!('path' in found)) {
      yield found;
      continue;
    }
    const { problem, isRecognised } = yield* readOpened(await openFile(found.path), format);
    if (isRecognised) read++;
    if (problem !== null) {
      if (isRecognised) yield skipped(found.path, null, problem);
      else passedOver.push({ path: found.path, problem });
    }
  }
  if (passedOver.length === 0) {
    if (read === 0) yield skipped(folder, null, 'The folder holds no files.');
  } else if (read === 0) {
    for (const { path, problem } of passedOver) yield skipped(path, null, problem);
  } else {
    const names = passedOver.slice(0, namedFiles).map(({ path }) => basename(path));
    const more = passedOver.length > namedFiles ? ', …' : '';
    yield warning(
      folder,
      null,
      `${passedOver.length} of ${read + passedOver.length} files are not papers in a known format and were passed over: ` +
        `${names.join(', ')}${more}. Give such a file by itself, with --format, to have it read.`,
    );
  }
}

/** Reads one text. Returns why nothing came of it, where nothing did, and whether its format was known at all. */
async function* readOpened(
  opened: OpenedText,
  format: PaperFormat | null,
): AsyncGenerator<ImportEntry, { problem: string | null; isRecognised: boolean }> {
  const { file, head, isWhole } = opened;
  const found =
    opened.nature === null ? (format ?? (opened.isEmpty ? null : detectFormat(head, isWhole))) : null;
  if (found === null) {
    // Begun and left, so that the file is closed.
    for await (const _ of opened.pieces) break;
    // Of a file that is not read it does not matter in what letters it is written.
    const lost = opened.problems.filter((entry) => 'issue' in entry && entry.issue.severity === 'skipped');
    yield* lost;
    if (lost.length > 0) return { problem: null, isRecognised: true };
    return { problem: unreadReason(opened), isRecognised: false };
  }
  const source = file === '-' ? 'stdin' : basename(file);
  let entries = 0;
  for await (const entry of readers[found](opened, source)) {
    entries++;
    yield entry;
  }
  yield* opened.problems;
  if (entries + opened.problems.length > 0) return { problem: null, isRecognised: true };
  const problem = opened.isEmpty
    ? emptyFile
    : `The file has no records in the format ${found}: it begins ${shown(head.trimStart())}.`;
  return { problem, isRecognised: true };
}

const emptyFile = 'The file is empty.';

/** Of an empty file nothing is lost, so it is no failure: a corpus may begin empty. */
function unread(file: string, problem: string): ImportEntry {
  return problem === emptyFile ? warning(file, null, problem) : skipped(file, null, problem);
}

function unreadReason({ file, nature, isEmpty }: OpenedText): string {
  if (nature !== null) return `The file is ${nature}.`;
  if (isEmpty) return emptyFile;
  return new NearbyError('unknown-format', { path: file, valid: paperFormats }).message;
}

/** In pieces, so that readers hold what they would of a file. None ends inside a surrogate pair. */
async function* piecesOf(text: string): AsyncGenerator<string> {
  for (let start = 0; start < text.length; ) {
    const end = start + pieceLength;
    const splitsPair = /[\uD800-\uDBFF]/.test(text[end - 1] ?? '');
    yield text.slice(start, splitsPair ? end + 1 : end);
    start = splitsPair ? end + 1 : end;
  }
}
