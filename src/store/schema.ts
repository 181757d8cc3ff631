import { NearbyError } from '../errors.ts';
import type { Database } from './database.ts';

/** Version of the tables below, kept as `user_version`. Raise it with every change that an older Nearby would misread. */
export const formatVersion = 1;

/** "NBYC", kept as `application_id`: tells a corpus from any other SQLite file. */
const applicationId = 0x4e425943;

/**
 * STRICT: a column takes its own type only, so that what is read is what was written. WITHOUT ROWID: the key is the
 * table, there is no second tree. The comments inside are stored with the tables, for who looks with the sqlite3 program.
 */
const tables = `
CREATE TABLE meta (        -- one value a name: "settings" (JSON), "generation" and others (see meta-table.ts)
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE papers (
  row INTEGER PRIMARY KEY, -- 0, 1, 2 … without gaps, in order of arrival; the row of every table
  id TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  abstract TEXT NOT NULL,  -- '' where there is none
  authors TEXT NOT NULL,   -- JSON: array of strings
  year INTEGER,
  venue TEXT NOT NULL,
  url TEXT NOT NULL,
  doi TEXT NOT NULL,
  categories TEXT NOT NULL, -- JSON: array of strings
  keywords TEXT NOT NULL,  -- JSON: array of strings
  source TEXT NOT NULL,
  lists TEXT NOT NULL,     -- JSON: array of {list, rank}
  facets TEXT NOT NULL,    -- JSON: {name: array of strings}, the fields that came along
  title_key BLOB NOT NULL  -- digest of the title's letters and digits
) STRICT;
CREATE INDEX papers_title_key ON papers(title_key);
CREATE INDEX papers_year ON papers(year); -- also spares years() and filters the reading of wide rows
-- Few, and asked for every first map; corpora from before it read all papers instead.
CREATE INDEX papers_without_abstract ON papers(row) WHERE abstract = '';

CREATE TABLE paper_keys (  -- by what a paper is known again: digests of identityKeys(), those of merged copies too
  key BLOB PRIMARY KEY,
  row INTEGER NOT NULL REFERENCES papers(row)
) STRICT, WITHOUT ROWID;

CREATE TABLE facets (      -- what filters and counts ask; made from papers
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  row INTEGER NOT NULL REFERENCES papers(row),
  place INTEGER NOT NULL,  -- position among the paper's values of this name, 0 first
  PRIMARY KEY (name, value, row)
) STRICT, WITHOUT ROWID;

CREATE TABLE vectors (
  row INTEGER PRIMARY KEY REFERENCES papers(row),
  cut INTEGER NOT NULL,    -- 1 where the text was longer than the model takes
  vector BLOB NOT NULL     -- unit length, Float32 little endian, as many as the model has dimensions
) STRICT;
CREATE INDEX vectors_cut ON vectors(cut); -- a small tree with every row, for who asks which there are

CREATE TABLE derived (     -- what a build computes from the vectors; see checked-blob.ts
  name TEXT PRIMARY KEY,
  generation INTEGER NOT NULL, -- meta.generation when it was saved
  body BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Contentless (nothing is read back from it, so no second copy of every abstract), yet a row can be replaced by its
-- number alone, where an external-content table would need the very text that it indexed, or be silently corrupted.
CREATE VIRTUAL TABLE words USING fts5(
  title, keywords, authors, abstract,
  content = '', contentless_delete = 1,
  tokenize = 'porter unicode61 remove_diacritics 2'
);
`;

const tableNames = ['meta', 'papers', 'paper_keys', 'facets', 'vectors', 'derived', 'words'];

/** Makes the tables in an empty database. */
export function makeSchema(database: Database): void {
  database.exec(tables);
  database.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${formatVersion}`);
}

/**
 * Whether this is a corpus that we can read. Cheap on purpose, a few pages whatever the size: a file cut short
 * contradicts its own header and SQLite says so at the first read; damage inside is found by whoever reads there
 * (SQLite checks every page that it walks), since `PRAGMA quick_check` reads the whole file.
 * @throws NearbyError `corpus-damaged`, `corpus-version`.
 */
export function checkSchema(database: Database): void {
  const { folder } = database;
  const application = pragmaOf(database, 'application_id');
  if (application !== applicationId) {
    const reason = `"corpus.sqlite" is not a corpus of Nearby (application id ${application}, expected ${applicationId})`;
    throw new NearbyError('corpus-damaged', { folder, reason });
  }
  const version = pragmaOf(database, 'user_version');
  if (version !== formatVersion) {
    throw new NearbyError('corpus-version', { folder, got: version, expected: formatVersion });
  }
  const present = new Set(
    database
      .all<{ name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table'")
      .map(({ name }) => name),
  );
  const missing = tableNames.filter((name) => !present.has(name));
  if (missing.length > 0) {
    throw new NearbyError('corpus-damaged', { folder, reason: `it has no table "${missing.join('", "')}"` });
  }
}

/** What holds for every connection. */
export function guardConnection(database: Database): void {
  // The file may come from someone else: its own views and defaults may not call functions with side effects,
  // and a page with impossible cell sizes is reported instead of followed.
  database.exec('PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON');
}

/** What holds for the connection that writes. */
export function prepareForWriting(database: Database): void {
  // Readers go on reading the last commit while we write. (On a file system without shared memory SQLite keeps its
  // rollback journal: as safe, but readers wait.)
  database.all('PRAGMA journal_mode = WAL');
  // In WAL a kill loses nothing either way; NORMAL spares a sync at every commit, of which embedding makes many. Only
  // a power failure can take the last batches, which the next build then makes again; closing syncs.
  database.exec('PRAGMA synchronous = NORMAL');
  // A vector or key of a row that does not exist is a bug: refused instead of stored.
  database.exec('PRAGMA foreign_keys = ON');
  // KiB of pages kept in memory (negative: KiB). The default of 2 MiB makes large imports reread the trees of keys and
  // facets for every paper.
  database.exec('PRAGMA cache_size = -65536');
}

/**
 * Puts the write-ahead log back into the one file. Leaving WAL removes the files beside it and lets the corpus be
 * read from a folder without write access; while someone else has it open that is refused, and emptying the log must
 * do. Closing the connection would do neither: it lives on until its statements are collected.
 */
export function settle(database: Database): void {
  try {
    database.all('PRAGMA journal_mode = DELETE');
  } catch (thrown) {
    if (!(thrown instanceof NearbyError && thrown.code === 'corpus-busy')) throw thrown;
    database.all('PRAGMA wal_checkpoint(TRUNCATE)');
  }
}

function pragmaOf(database: Database, name: 'application_id' | 'user_version'): number {
  return database.get<Record<string, number>>(`PRAGMA ${name}`)![name];
}
