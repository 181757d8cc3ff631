import { join } from 'node:path';
import { NearbyError } from '../errors.ts';
import { Database } from './database.ts';

/** Milliseconds to wait for a writer that is just closing; longer would only delay the news. */
const patienceMs = 300;

/**
 * Lets one process (and one `Corpus` in it) write to a corpus at a time, from opening to closing: a build is many
 * transactions, and two builds between each other's transactions would both embed, lay out and name the same papers.
 *
 * It is an exclusive lock of SQLite on an empty file of its own, which SQLite takes from the operating system. So it
 * falls with its holder, however that was killed, and asks nothing of process ids, which are used again and mean nothing
 * in another container. The file stays empty and is never deleted: a lock on a deleted file keeps nobody out.
 * Readers do not look at it.
 */
export class WriterLock {
  readonly #database: Database;
  #held = true;

  /** @throws NearbyError `corpus-busy` where another holds it, `corpus-write` where the folder cannot be written. */
  constructor(folder: string) {
    this.#database = new Database(folder, join(folder, 'writer.lock'), 'rwc', { timeoutMs: patienceMs });
    try {
      // Nothing is ever written to the file, but on disk the journal would be made all the same, and left by a kill.
      this.#database.all('PRAGMA journal_mode = MEMORY');
      this.#database.exec('BEGIN EXCLUSIVE');
    } catch (thrown) {
      this.#database.close();
      if (thrown instanceof NearbyError && thrown.code === 'corpus-busy') {
        throw new NearbyError(
          'corpus-busy',
          { folder, reason: 'it holds the lock on "writer.lock"' },
          { cause: thrown },
        );
      }
      throw thrown;
    }
  }

  /** May be called again. */
  release(): void {
    if (!this.#held) return;
    this.#held = false;
    this.#database.exec('ROLLBACK');
    this.#database.close();
  }
}
