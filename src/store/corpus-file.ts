/** The file of a corpus: where it is, how it is made and opened to read, and what is refused of its folder. */
import { existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { NearbyError, reasonOf } from '../errors.ts';
import { Database } from './database.ts';
import { sqliteCodeOf, sqliteCodes } from './sqlite-refusal.ts';

export type Say = (line: string) => void;

export interface OpenOptions {
  /**
   * Only to read: goes on while another process writes, and works in a folder without write access. Rows that are
   * added after the opening are not seen, so that everything read has the same number of rows; open again for them.
   */
  readOnly: boolean;
  /** Told of derived tables that are damaged and left out. By default a warning of the process, on standard error. */
  say: Say;
}

export type SayOptions = Partial<Pick<OpenOptions, 'say'>>;

export const openDefaults: OpenOptions = { readOnly: false, say: (line) => process.emitWarning(line) };

export const fileIn = (folder: string) => join(folder, 'corpus.sqlite');

/**
 * A corpus that was closed while a reader had it open stays in WAL mode, which cannot be read where the files beside it
 * cannot be made (a folder without write access, a read-only disk). Where there is no log to read, or an empty one,
 * the one file is all there is and can be read as it lies.
 */
export function openToRead(folder: string): Database {
  const path = fileIn(folder);
  const database = new Database(folder, path, 'ro');
  try {
    database.all('PRAGMA schema_version');
    return database;
  } catch (thrown) {
    database.close();
    const logBytes = statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0;
    const code = thrown instanceof NearbyError ? sqliteCodeOf(thrown.cause) : null;
    const needsAccess = code === sqliteCodes.cantOpen || code === sqliteCodes.readOnly;
    if (!needsAccess || logBytes > 0) throw thrown;
    return new Database(folder, path, 'immutable');
  }
}

/** Makes the file of an empty corpus; `fill` is one transaction. */
export function makeFile(folder: string, fill: (database: Database) => void): void {
  // Made under another name and then renamed: killed in between, there is no corpus instead of half of one.
  const unfinished = `${fileIn(folder)}.new`;
  for (const left of [unfinished, `${unfinished}-journal`]) {
    refusing(folder, () => rmSync(left, { force: true }));
  }
  const database = new Database(folder, unfinished, 'rwc');
  try {
    database.transaction(() => fill(database));
  } finally {
    database.close();
  }
  refusing(folder, () => renameSync(unfinished, fileIn(folder)));
}

export function refuseExisting(folder: string): void {
  if (!existsSync(fileIn(folder))) return;
  throw new NearbyError('bad-option', {
    name: 'folder',
    value: folder,
    expected: 'a folder without a corpus',
  });
}

/** Takes away the file of a corpus, its log, and the files that were derived from it. */
export function removeFiles(folder: string, derived: readonly string[]): void {
  const path = fileIn(folder);
  for (const file of [path, `${path}-wal`, `${path}-shm`, ...derived])
    refusing(folder, () => rmSync(file, { force: true }));
}

export function refusing<Result>(folder: string, work: () => Result): Result {
  try {
    return work();
  } catch (thrown) {
    throw new NearbyError('corpus-write', { folder, reason: reasonOf(thrown) }, { cause: thrown });
  }
}
