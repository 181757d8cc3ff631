import { createReadStream } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { NearbyError, reasonOf } from '../errors.ts';
import { decodeText } from './decode-text.ts';
import { gunzip } from './gunzip.ts';
import { type ImportEntry, type PaperText, skipped, warning } from './import-entry.ts';

/** The name of standard input among the inputs. */
const stdinName = '-';

/** So much of a text is looked at to find its format: the longest first record of a known format, with room. */
const headLength = 256 * 1024;

/** Something to read: a file by its path, or the files of a folder. */
export type Input = { kind: 'file' | 'stdin'; path: string } | { kind: 'folder'; path: string };

/** Every input exists. @throws NearbyError file-not-found for the first that does not, before anything is read */
export async function findInputs(paths: readonly string[]): Promise<Input[]> {
  const inputs: Input[] = [];
  for (const path of paths) {
    if (path === stdinName) {
      // Standard input can be read once, however often it is named.
      if (!inputs.some((input) => input.kind === 'stdin')) inputs.push({ kind: 'stdin', path });
      continue;
    }
    try {
      inputs.push({ kind: (await stat(path)).isDirectory() ? 'folder' : 'file', path });
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT' || code === 'ENOTDIR')
        throw new NearbyError('file-not-found', { path }, { cause: error });
      // It is there but cannot be looked at: reading it will say why, as an issue, and the others go in.
      inputs.push({ kind: 'file', path });
    }
  }
  return inputs;
}

/**
 * The files below a folder, in the order of their paths; hidden ones (".git", ".DS_Store") are left out. Links are
 * followed, each real folder once, so that a link to a parent does not go round for ever.
 */
export async function* filesOfFolder(
  folder: string,
  seen: Set<string> = new Set(),
): AsyncGenerator<{ path: string } | ImportEntry> {
  let names: string[];
  try {
    const real = await realpath(folder);
    if (seen.has(real)) return;
    seen.add(real);
    names = await readdir(folder);
  } catch (error) {
    yield skipped(folder, null, `The folder cannot be read: ${reasonOf(error)}.`);
    return;
  }
  // By code units, so that the order does not depend on the machine's language.
  for (const name of names.filter((name) => !name.startsWith('.')).sort()) {
    const path = join(folder, name);
    try {
      const status = await stat(path);
      if (status.isDirectory()) yield* filesOfFolder(path, seen);
      else if (status.isFile()) yield { path };
    } catch (error) {
      yield skipped(path, null, `The file cannot be read: ${reasonOf(error)}.`);
    }
  }
}

/** A file that is being read as text. */
export interface OpenedText extends PaperText {
  /** Whether it has nothing but white space. */
  isEmpty: boolean;
  /** Whether `head` is the whole text. */
  isWhole: boolean;
  /** What it is when it is no text at all ("a PDF"): then there are no pieces. */
  nature: string | null;
  /** Problems with the file itself, complete once `pieces` has been read to its end. */
  problems: ImportEntry[];
}

/** A file or stream of bytes as text: unpacked if it is gzip (by its first bytes), and decoded. */
export async function openBytes(file: string, source: AsyncIterable<Uint8Array>): Promise<OpenedText> {
  const problems: ImportEntry[] = [];
  const bytes = await peeked(withReadErrors(file, source, problems), 16);
  const isGzip = bytes.first[0] === 0x1f && bytes.first[1] === 0x8b;
  const plain = isGzip
    ? await peeked(
        gunzip(bytes.all, (reason) => problems.push(skipped(file, null, reason))),
        16,
      )
    : bytes;
  const nature = natureOf(plain.first);
  if (nature) {
    // Begun and left, so that the file is closed.
    for await (const _ of plain.all) break;
  }
  const pieces = nature
    ? none()
    : decodeText(plain.all, (reason) => problems.push(warning(file, null, reason)));
  return { ...(await openPieces(file, pieces)), nature, problems };
}

/** A text that is already in memory, or comes in pieces. */
export async function openPieces(file: string, pieces: AsyncIterable<string>): Promise<OpenedText> {
  const iterator = pieces[Symbol.asyncIterator]();
  let head = '';
  let isWhole = false;
  while (head.length < headLength) {
    const next = await iterator.next();
    if (next.done) {
      isWhole = true;
      break;
    }
    head += next.value;
  }
  if (head.charCodeAt(0) === 0xfeff) head = head.slice(1);
  return {
    file,
    head,
    pieces: after(head === '' ? [] : [head], iterator),
    isWhole,
    isEmpty: isWhole && head.trim() === '',
    nature: null,
    problems: [],
  };
}

export function openFile(path: string): Promise<OpenedText> {
  return openBytes(path, createReadStream(path));
}

/** First bytes of files that people put beside their papers, and what to do with them. */
const natures: readonly { bytes: readonly number[]; says: string }[] = [
  { bytes: [0x25, 0x50, 0x44, 0x46], says: 'a PDF; give its record from a bibliography instead' },
  {
    bytes: [0x50, 0x4b, 0x03, 0x04],
    says: 'a zip archive or an office document; unpack it or save it as CSV',
  },
  { bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a], says: 'an xz archive; unpack it (xz -d) or pack it with gzip' },
  { bytes: [0x42, 0x5a, 0x68], says: 'a bzip2 archive; unpack it (bzip2 -d) or pack it with gzip' },
  { bytes: [0x28, 0xb5, 0x2f, 0xfd], says: 'a Zstandard archive; unpack it (zstd -d) or pack it with gzip' },
  { bytes: [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65], says: 'an SQLite database; export it as CSV' },
  { bytes: [0x89, 0x50, 0x4e, 0x47], says: 'a picture' },
  { bytes: [0xff, 0xd8, 0xff], says: 'a picture' },
];

function natureOf(first: Uint8Array): string | null {
  return natures.find(({ bytes }) => bytes.every((byte, i) => first[i] === byte))?.says ?? null;
}

/** What a failing source gave before it failed, and an issue instead of the error. */
async function* withReadErrors(
  file: string,
  source: AsyncIterable<Uint8Array>,
  problems: ImportEntry[],
): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of source) yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
  } catch (error) {
    problems.push(skipped(file, null, `The file cannot be read: ${reasonOf(error)}.`));
  }
}

/** At least `length` first bytes (fewer only if there are no more) without using them up. */
async function peeked(
  source: AsyncIterable<Uint8Array>,
  length: number,
): Promise<{ first: Uint8Array; all: AsyncIterable<Uint8Array> }> {
  const iterator = source[Symbol.asyncIterator]();
  const taken: Uint8Array[] = [];
  let total = 0;
  while (total < length) {
    const next = await iterator.next();
    if (next.done) break;
    taken.push(next.value);
    total += next.value.length;
  }
  const first = Buffer.concat(taken);
  return { first, all: after(first.length === 0 ? [] : [first], iterator) };
}

/** What was taken from an iterator, then the rest of it; closes it when the reader stops early. */
async function* after<T>(taken: readonly T[], rest: AsyncIterator<T>): AsyncGenerator<T> {
  try {
    yield* taken;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}

async function* none(): AsyncGenerator<string> {}
