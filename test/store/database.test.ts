import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Database, type SqlValue } from '../../src/store/database.ts';
import { expectRefusal } from '../refusal.ts';
import { temporaryFolder } from '../temporary-folder.ts';

function newDatabase(): Database {
  const folder = temporaryFolder();
  const database = new Database(folder, join(folder, 'a.sqlite'), 'rwc', { timeoutMs: 50 });
  database.exec('CREATE TABLE t (n INTEGER PRIMARY KEY, s TEXT, b BLOB) STRICT');
  return database;
}

describe('Database', () => {
  it('gives values back as they went in, bytes by the window that was given', () => {
    const database = newDatabase();
    const floats = Float32Array.of(1, 2, 3, 4);
    const window = new Uint8Array(floats.buffer, 4, 8);
    expect(database.run('INSERT INTO t VALUES (?, ?, ?)', [2 ** 40, 'ä🙂', window])).toBe(1);
    const [row] = database.all<{ n: number; s: string; b: ArrayBuffer }>('SELECT * FROM t');
    expect({ n: row.n, s: row.s, b: [...new Float32Array(row.b)] }).toEqual({
      n: 2 ** 40,
      s: 'ä🙂',
      b: [2, 3],
    });
    expect(database.all('SELECT * FROM t WHERE b = ?', [window])).toHaveLength(1);
    expect(database.get('SELECT * FROM t WHERE n = 1')).toBeUndefined();
  });

  it('refuses what would end the process', () => {
    const database = newDatabase();
    for (const value of [true, undefined, { a: 1 }, () => 1, new Float32Array(1)]) {
      expect(() => database.all('SELECT ?', [value as unknown as SqlValue])).toThrow(
        /^SQLite cannot store (boolean|undefined|object|function)/,
      );
    }
  });

  it('keeps all of a transaction or nothing', () => {
    const database = newDatabase();
    const insert = (n: number) => database.run('INSERT INTO t (n) VALUES (?)', [n]);
    expect(database.transaction(() => insert(1) + insert(2))).toBe(2);
    expect(() => database.transaction(() => [insert(3), insert(1)])).toThrow(/UNIQUE constraint failed/);
    expect(() =>
      database.transaction(() => {
        insert(4);
        throw new Error('changed my mind');
      }),
    ).toThrow('changed my mind');
    expect(database.all('SELECT n FROM t')).toEqual([{ n: 1 }, { n: 2 }]);
  });

  it('says "disk full" by its name, and keeps what was there', () => {
    const database = newDatabase();
    database.all('PRAGMA max_page_count = 4');
    const fill = () =>
      database.transaction(() => {
        for (let n = 0; n < 100; n++)
          database.run('INSERT INTO t (n, b) VALUES (?, ?)', [n, new Uint8Array(4000)]);
      });
    const refusal = expectRefusal(fill, 'corpus-write', /could not be written: database or disk is full/);
    expect(refusal.cause).toMatchObject({ code: 'SQLITE_FULL' });
    expect(database.all('SELECT n FROM t')).toEqual([]);
  });

  it('says "busy" by its name', () => {
    const first = newDatabase();
    const second = new Database(first.folder, first.path, 'rw', { timeoutMs: 50 });
    first.transaction(() => {
      expectRefusal(
        () => second.transaction(() => 1),
        'corpus-busy',
        /is being written by another process \(database is locked\)/,
      );
    });
    expect(second.transaction(() => 1)).toBe(1);
  });

  it('never makes a file that it was not to make', () => {
    const folder = temporaryFolder();
    const open = (mode: 'ro' | 'rw') => () => new Database(folder, join(folder, 'none.sqlite'), mode);
    expectRefusal(open('ro'), 'file-unreadable', /none\.sqlite" cannot be read: SQLite cannot open it/);
    expectRefusal(open('rw'), 'corpus-write', /could not be written: SQLite cannot open ".*none\.sqlite"/);
  });

  it('passes its own mistakes on as such', () => {
    expectRefusal(
      () => newDatabase().all('SELEC 1'),
      'internal',
      /Something went wrong that should not: near "SELEC"/,
    );
  });
});
