import { NearbyError, reasonOf } from '../errors.ts';
import { identityKeys, type ListPlace, type Paper } from '../tables/paper.ts';
import type { Database, SqlValue } from './database.ts';
import { digest } from './digest.ts';

/** A row of the table `papers`, as SQL gives it. */
interface PaperRow {
  row: number;
  id: string;
  title: string;
  abstract: string;
  authors: string;
  year: number | null;
  venue: string;
  url: string;
  doi: string;
  categories: string;
  keywords: string;
  source: string;
  lists: string;
  facets: string;
}

/** Enough of a text that cannot be read to find it again. */
const shownLength = 80;

/** Papers read at once by `readAllPapers`: some 2 MB of text, and no statement left open between two of them. */
const pageRows = 1000;

/** How many rows there are: they have no gaps. */
export function countRows(database: Database): number {
  return (database.get<{ last: number | null }>('SELECT max(row) AS last FROM papers')!.last ?? -1) + 1;
}

/** One a row below `rows`: 1 where it has an abstract. */
export function readHasAbstract(database: Database, rows: number): Uint8Array {
  const has = new Uint8Array(rows).fill(1);
  const sql = "SELECT row FROM papers WHERE abstract = '' AND row < ?";
  for (const { row } of database.all<{ row: number }>(sql, [rows])) has[row] = 0;
  return has;
}

/** @throws NearbyError `unknown-paper`. */
export function readPaper(database: Database, row: number): Paper {
  const found = database.get<PaperRow>('SELECT * FROM papers WHERE row = ?', [row]);
  if (!found) throw new NearbyError('unknown-paper', { ids: [`row ${row}`], nearest: null });
  return paperOf(database.folder, found);
}

/** Rows 0 … rows−1 in their order. */
export function* readAllPapers(database: Database, rows: number): IterableIterator<Paper> {
  for (let from = 0; from < rows; from += pageRows) {
    const to = Math.min(from + pageRows, rows);
    const sql = 'SELECT * FROM papers WHERE row >= ? AND row < ? ORDER BY row';
    for (const found of database.all<PaperRow>(sql, [from, to])) yield paperOf(database.folder, found);
  }
}

/** Authors or keywords of some rows, in the order asked for; the rest of the papers is not read. */
export function readLists(
  database: Database,
  rows: ArrayLike<number>,
  column: 'authors' | 'keywords',
): string[][] {
  const sql = `SELECT row, ${column} AS list FROM papers WHERE row IN (SELECT value FROM json_each(?))`;
  const found = database.all<{ row: number; list: string }>(sql, [JSON.stringify(Array.from(rows))]);
  const lists = new Map(
    found.map(({ row, list }) => [row, readingRow(database.folder, row, () => textsOf(list))]),
  );
  return Array.from(rows, (row) => lists.get(row) ?? []);
}

export interface PaperName {
  id: string;
  title: string;
}

/** Ids and titles of some rows; of rows that there are not, none. */
export function readNames(database: Database, rows: Iterable<number>): Map<number, PaperName> {
  const sql = 'SELECT row, id, title FROM papers WHERE row IN (SELECT value FROM json_each(?))';
  const found = database.all<PaperName & { row: number }>(sql, [JSON.stringify([...rows])]);
  return new Map(found.map(({ row, id, title }) => [row, { id, title }]));
}

/** @throws NearbyError `unknown-paper` where there is no such row among so many. */
export function knownRow(row: number, rows: number): number {
  if (Number.isInteger(row) && row >= 0 && row < rows) return row;
  throw new NearbyError('unknown-paper', { ids: [`row ${row}`], nearest: null });
}

/** The row below `rows` with this id, or null. */
export function rowOfId(database: Database, rows: number, id: string): number | null {
  const sql = 'SELECT row FROM papers WHERE id = ? AND row < ?';
  return database.get<{ row: number }>(sql, [id, rows])?.row ?? null;
}

/** The id of a row that there is. */
export function readId(database: Database, row: number): string {
  return database.get<{ id: string }>('SELECT id FROM papers WHERE row = ?', [row])!.id;
}

/** The ids of rows 0 … rows−1. */
export function readIds(database: Database, rows: number): string[] {
  const ids = new Array<string>(rows);
  // "+" as in readYears; the index of ids has them by id.
  const sql = 'SELECT row, id FROM papers WHERE +row < ?';
  for (const { row, id } of database.all<{ row: number; id: string }>(sql, [rows])) ids[row] = id;
  return ids;
}

/** The titles of rows 0 … rows−1. */
export function readTitles(database: Database, rows: number): string[] {
  const titles = new Array<string>(rows);
  const sql = 'SELECT row, title FROM papers WHERE row < ?';
  for (const { row, title } of database.all<{ row: number; title: string }>(sql, [rows])) titles[row] = title;
  return titles;
}

/** One a row below `rows`; 0 where unknown. */
export function readYears(database: Database, rows: number): Int32Array {
  const years = new Int32Array(rows);
  // "+" keeps SQLite from walking the wide rows of the table: the index of years holds all that is asked.
  // As JSON texts, for the same reason as in filter-sql.ts.
  const [found] = database.all<{ rows: string; years: string }>(
    `SELECT json_group_array(row) AS rows, json_group_array(year) AS years FROM papers
      WHERE year IS NOT NULL AND +row < ?`,
    [rows],
  );
  const yearOf = JSON.parse(found.years) as number[];
  for (const [i, row] of (JSON.parse(found.rows) as number[]).entries()) years[row] = yearOf[i];
  return years;
}

/**
 * Writes a new row.
 * @throws NearbyError `bad-shape` for a paper without id or title or with a year that is not a whole number.
 */
export function insertPaper(database: Database, row: number, paper: Paper): void {
  checkPaper(paper);
  database.run(
    `INSERT INTO papers (id, title, abstract, authors, year, venue, url, doi, categories, keywords, source, lists,
      facets, title_key, row) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [...columnsOf(paper), row],
  );
}

/** Writes a row anew. */
export function updatePaper(database: Database, row: number, paper: Paper): void {
  checkPaper(paper);
  database.run(
    `UPDATE papers SET id = ?, title = ?, abstract = ?, authors = ?, year = ?, venue = ?, url = ?, doi = ?,
      categories = ?, keywords = ?, source = ?, lists = ?, facets = ?, title_key = ? WHERE row = ?`,
    [...columnsOf(paper), row],
  );
}

/** What two papers share whose titles are equal down to letters and digits. */
export function titleKeyOf(title: string): Uint8Array {
  // The identity key of a paper of which nothing but the title is known.
  return digest(identityKeys({ id: '', title, abstract: '', doi: '', url: '', facets: {} })[0]);
}

function columnsOf(paper: Paper): SqlValue[] {
  return [
    paper.id,
    paper.title,
    paper.abstract,
    JSON.stringify(paper.authors),
    paper.year,
    paper.venue,
    paper.url,
    paper.doi,
    JSON.stringify(paper.categories),
    JSON.stringify(paper.keywords),
    paper.source,
    JSON.stringify(paper.lists),
    JSON.stringify(paper.facets),
    titleKeyOf(paper.title),
  ];
}

function paperOf(folder: string, found: PaperRow): Paper {
  return readingRow(folder, found.row, () => ({
    id: found.id,
    title: found.title,
    abstract: found.abstract,
    authors: textsOf(found.authors),
    year: found.year,
    venue: found.venue,
    url: found.url,
    doi: found.doi,
    categories: textsOf(found.categories),
    keywords: textsOf(found.keywords),
    source: found.source,
    lists: listsOf(found.lists),
    facets: facetsOf(found.facets),
  }));
}

function readingRow<Result>(folder: string, row: number, read: () => Result): Result {
  try {
    return read();
  } catch (thrown) {
    const reason = `the paper in row ${row} cannot be read (${reasonOf(thrown)})`;
    throw new NearbyError('corpus-damaged', { folder, reason }, { cause: thrown });
  }
}

/*
 * A corpus may come from someone else, so that what JSON says is checked. By hand: a build and a site read every paper, and
 * schemas would take longer for that than SQLite.
 */

function textsOf(json: string): string[] {
  const value: unknown = JSON.parse(json);
  if (isTexts(value)) return value;
  throw new TypeError(`${json.slice(0, shownLength)} is no list of texts`);
}

function listsOf(json: string): ListPlace[] {
  const value: unknown = JSON.parse(json);
  if (Array.isArray(value) && value.every(isListPlace)) return value;
  throw new TypeError(`${json.slice(0, shownLength)} is no list of places on pages`);
}

function facetsOf(json: string): Record<string, string[]> {
  const value: unknown = JSON.parse(json);
  if (isObject(value) && Object.values(value).every(isTexts)) return value as Record<string, string[]>;
  throw new TypeError(`${json.slice(0, shownLength)} has no list of texts for each field`);
}

const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((text) => typeof text === 'string');

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isListPlace = (value: unknown): value is ListPlace =>
  isObject(value) &&
  'list' in value &&
  typeof value.list === 'string' &&
  'rank' in value &&
  Number.isInteger(value.rank);

function checkPaper(paper: Paper): void {
  const wrong = (got: string, expected: string) =>
    new NearbyError('bad-shape', { what: 'paper', got, expected });
  if (paper.id === '') throw wrong('the id ""', 'an id');
  if (paper.title === '') throw wrong(`the title "" (id "${paper.id}")`, 'a title');
  // Years are handed on as 32-bit numbers.
  if (paper.year !== null && (paper.year | 0) !== paper.year) {
    throw wrong(`the year ${paper.year} (id "${paper.id}")`, 'a whole number or null');
  }
}
