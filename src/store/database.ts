import { pathToFileURL } from 'node:url';
import Libsql from 'libsql';
import { sqliteRefusal } from './sqlite-refusal.ts';

/** What may be bound to a "?": all that SQLite stores. Typed arrays become BLOBs of the bytes that they show. */
export type SqlValue = string | number | null | Uint8Array;

/**
 * How a file is opened, as SQLite's URI says it (https://sqlite.org/uri.html). "ro" and "rw" never make a file.
 * "immutable" reads without any lock and takes no note of a write-ahead log: only where nobody can be writing.
 */
export type OpenMode = 'ro' | 'rw' | 'rwc' | 'immutable';

export const databaseDefaults = {
  /**
   * Milliseconds to wait for another connection before giving up as busy. Larger: patient, but a call blocks that long,
   * for the API is synchronous. A writer waits for readers only for moments: when it switches the file to WAL.
   */
  timeoutMs: 5000,
};

/**
 * An open SQLite file: `libsql` 0.5.29, typed, with its traps fenced off. They are (each was tried):
 * - its options `readonly` and `fileMustExist` are ignored, so the mode goes into a URI;
 * - a boolean, or a typed array as the only value, ends the process: values go in one array and are checked first;
 * - text is cut at a NUL character, in both directions: it is stored as U+FFFD instead;
 * - `get` leaves its statement in the middle of the rows, which holds a lock, adds a field to the row and gives BLOBs
 *   as Buffer where others give ArrayBuffer: only `all` is used, and large tables are read in pages;
 * - `pluck` does nothing; numbers are bound as REAL (STRICT columns turn them back to INTEGER);
 * - closing leaves the connection alive until its statements are collected, so nothing may hang on it: see `settle`.
 */
export class Database {
  readonly folder: string;
  readonly path: string;
  readonly #writing: boolean;
  readonly #connection: Libsql.Database;
  readonly #statements = new Map<string, Libsql.Statement>();

  /** @throws NearbyError `file-unreadable` or `corpus-write` where the file cannot be opened. */
  constructor(
    folder: string,
    path: string,
    mode: OpenMode,
    options: Partial<typeof databaseDefaults> = databaseDefaults,
  ) {
    this.folder = folder;
    this.path = path;
    this.#writing = mode === 'rw' || mode === 'rwc';
    const parameters = mode === 'immutable' ? 'mode=ro&immutable=1' : `mode=${mode}`;
    const timeout = options.timeoutMs ?? databaseDefaults.timeoutMs;
    this.#connection = this.#refusing(
      () => new Libsql(`${pathToFileURL(path).href}?${parameters}`, { timeout }),
    );
  }

  /** Every row of the answer, in memory. BLOBs come as ArrayBuffer, freshly made. */
  all<Row>(sql: string, values: readonly SqlValue[] = []): Row[] {
    const bound = values.map(bindable);
    return this.#refusing(() => this.#statement(sql).all(bound)) as Row[];
  }

  /** The first row of the answer; all are computed, so ask for one. */
  get<Row>(sql: string, values: readonly SqlValue[] = []): Row | undefined {
    return this.all<Row>(sql, values)[0];
  }

  /** @returns how many rows were changed. */
  run(sql: string, values: readonly SqlValue[] = []): number {
    const bound = values.map(bindable);
    return this.#refusing(() => this.#statement(sql).run(bound)).changes;
  }

  /** Several statements without values, their answers dropped. */
  exec(sql: string): void {
    this.#refusing(() => this.#connection.exec(sql));
  }

  /** All that `work` writes, or, where it throws, nothing of it. Not to be nested. */
  transaction<Result>(work: () => Result): Result {
    this.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.exec('COMMIT');
      return result;
    } catch (thrown) {
      // After a full disk SQLite has rolled back by itself, and a second ROLLBACK would hide why.
      if (this.#connection.inTransaction) this.exec('ROLLBACK');
      throw thrown;
    }
  }

  close(): void {
    this.#statements.clear();
    this.#connection.close();
  }

  #statement(sql: string): Libsql.Statement {
    let statement = this.#statements.get(sql);
    if (!statement) {
      statement = this.#connection.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  #refusing<Result>(work: () => Result): Result {
    try {
      return work();
    } catch (thrown) {
      throw sqliteRefusal(thrown, { folder: this.folder, path: this.path, writing: this.#writing });
    }
  }
}

function bindable(value: SqlValue): SqlValue {
  if (typeof value === 'string') return value.includes('\0') ? value.replaceAll('\0', '\ufffd') : value;
  if (typeof value === 'number' || value === null || value instanceof Uint8Array) return value;
  throw new TypeError(`SQLite cannot store ${typeof value} ${String(value)}`);
}
