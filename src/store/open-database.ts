/** From a folder to a checked connection, with the lock of whoever writes: everything that can be refused before a corpus is read. */
import { existsSync, mkdirSync } from 'node:fs';
import { NearbyError } from '../errors.ts';
import { fileIn, makeFile, openToRead, refuseExisting, refusing } from './corpus-file.ts';
import { Database } from './database.ts';
import { type CorpusSettings, writeSettings } from './meta-table.ts';
import { checkSchema, guardConnection, makeSchema, prepareForWriting } from './schema.ts';
import { WriterLock } from './writer-lock.ts';

export interface OpenedDatabase {
  database: Database;
  /** null: to read only. */
  lock: WriterLock | null;
}

/** Makes the file of an empty corpus and opens it for writing. @throws as `Corpus.create`. */
export function createDatabase(folder: string, settings: CorpusSettings): OpenedDatabase {
  refuseExisting(folder);
  refusing(folder, () => mkdirSync(folder, { recursive: true }));
  const lock = new WriterLock(folder);
  return closingOnError({ lock }, () => {
    refuseExisting(folder);
    makeFile(folder, (database) => {
      makeSchema(database);
      writeSettings(database, settings);
    });
    return checked(new Database(folder, fileIn(folder), 'rw'), () => lock);
  });
}

/** @throws as `Corpus.open`. */
export function openDatabase(folder: string, readOnly: boolean): OpenedDatabase {
  if (!existsSync(fileIn(folder))) throw new NearbyError('corpus-not-found', { folder });
  if (readOnly) return checked(openToRead(folder), null);
  return checked(new Database(folder, fileIn(folder), 'rw'), () => new WriterLock(folder));
}

/** Whatever `use` throws, nothing stays open or locked. */
export function closingOnError<Result>(
  opened: { database?: Database; lock: WriterLock | null },
  use: () => Result,
): Result {
  try {
    return use();
  } catch (thrown) {
    opened.database?.close();
    opened.lock?.release();
    throw thrown;
  }
}

function checked(database: Database, takeLock: (() => WriterLock) | null): OpenedDatabase {
  const opened: OpenedDatabase = { database, lock: null };
  return closingOnError(opened, () => {
    // Before the lock and before WAL: of a file that is not ours not a byte is changed, nor one put beside it.
    guardConnection(database);
    checkSchema(database);
    if (takeLock) {
      opened.lock = takeLock();
      prepareForWriting(database);
    }
    return opened;
  });
}
