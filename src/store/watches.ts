import { z } from 'zod';
import { NearbyError, reasonOf } from '../errors.ts';
import { nearestName } from '../nearest-name.ts';
import type { Database } from './database.ts';

/** A saved question, and how far it has looked. */
export interface Watch {
  /** As whoever saved it wrote it, and for them to check again: the store knows nothing of questions. */
  question: Record<string, unknown>;
  /** How many rows there were at the last look: papers come in row order, so every later row is new. */
  seenRows: number;
  /** Of the last look; ISO 8601, UTC. */
  lookedAt: string;
}

const watchSchema = z.strictObject({
  question: z.record(z.string(), z.unknown()),
  seenRows: z.int().min(0),
  lookedAt: z.iso.datetime(),
}) satisfies z.ZodType<Watch>;

const prefix = 'watch:';

/**
 * The saved questions of a corpus, one row of the table `meta` each. Every call is one statement, so that a process killed
 * at any moment leaves a watch as it was or as it was to be. Writing needs a corpus that is open for writing.
 */
export class Watches {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** In the order of the alphabet. */
  names(): string[] {
    const sql = 'SELECT name FROM meta WHERE name >= ? AND name < ? ORDER BY name';
    const found = this.#database.all<{ name: string }>(sql, [prefix, 'watch;']);
    return found.map(({ name }) => name.slice(prefix.length));
  }

  has(name: string): boolean {
    return this.#read(name) !== undefined;
  }

  /** @throws NearbyError `unknown-watch`; `watch-unreadable` where it is not what was written. */
  get(name: string): Watch {
    const value = this.#read(name);
    if (value === undefined) throw this.#unknown(name);
    try {
      return watchSchema.parse(JSON.parse(value));
    } catch (thrown) {
      throw new NearbyError('watch-unreadable', { name, reason: reasonOf(thrown) }, { cause: thrown });
    }
  }

  /** In place of one that has the name. @throws NearbyError `corpus-write`, and then nothing is stored. */
  save(name: string, watch: Watch): void {
    const value = JSON.stringify(watchSchema.parse(watch));
    this.#database.run('INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)', [prefix + name, value]);
  }

  /** Also one that cannot be read. @throws NearbyError `unknown-watch`, `corpus-write`. */
  remove(name: string): void {
    const removed = this.#database.run('DELETE FROM meta WHERE name = ?', [prefix + name]);
    if (removed === 0) throw this.#unknown(name);
  }

  #read(name: string): string | undefined {
    const sql = 'SELECT value FROM meta WHERE name = ?';
    return this.#database.get<{ value: string }>(sql, [prefix + name])?.value;
  }

  #unknown(name: string): NearbyError {
    const saved = this.names();
    return new NearbyError('unknown-watch', { name, nearest: nearestName(name, saved), saved });
  }
}
