import { differentAuthors } from '../tables/family-names.ts';
import { differentDois, identityKeys, lettersAndDigits, type Paper } from '../tables/paper.ts';
import { writeArrival } from './arrivals-table.ts';
import type { Database } from './database.ts';
import { digest } from './digest.ts';
import { writeFacets } from './facets.ts';
import { mergePapers } from './merge-papers.ts';
import { raiseGeneration } from './meta-table.ts';
import { countRows, insertPaper, readPaper, titleKeyOf, updatePaper } from './paper-table.ts';
import { dropVector } from './vector-blobs.ts';
import { writeWords } from './words.ts';

/** What became of the papers of one call. */
export interface AddReport {
  /** The rows of the new papers, ascending. */
  added: number[];
  /** How many were recognised as already there, be it earlier in the same call. */
  known: number;
  /** Rows from before this call whose abstract was filled in, ascending: they have no vector until embedded again. */
  updated: number[];
  /** Papers whose id was taken by a different paper. */
  renamed: { asked: string; given: string }[];
}

/**
 * Adds papers in their order, each as a new row or into the paper that it is recognised as (`findKnown`). All in one
 * transaction: if one of them is refused, or the process is killed, none of them is there.
 *
 * @param addedAt when the run began that adds them, ISO 8601, UTC; null: it is not kept of them.
 */
export function addPapers(database: Database, papers: Iterable<Paper>, addedAt: string | null): AddReport {
  return database.transaction(() => {
    const rowsBefore = countRows(database);
    const added: number[] = [];
    const updated = new Set<number>();
    const renamed: AddReport['renamed'] = [];
    const nextSuffix = new Map<string, number>();
    let known = 0;
    let vectorDropped = false;
    for (const newcomer of papers) {
      const keys = identityKeys(newcomer);
      const record = recordKey(newcomer);
      const knownRow = findKnown(database, newcomer, [record, ...keys]);
      if (knownRow === null) {
        const row = rowsBefore + added.length;
        const id = freeId(database, newcomer.id, nextSuffix);
        if (id !== newcomer.id) renamed.push({ asked: newcomer.id, given: id });
        insertPaper(database, row, { ...newcomer, id });
        writeKeys(database, row, [record, ...keys]);
        writeFacets(database, row, newcomer);
        writeWords(database, row, newcomer);
        added.push(row);
      } else {
        known++;
        writeKeys(database, knownRow, [record]);
        if (!mergeInto(database, knownRow, newcomer, keys)) continue;
        vectorDropped = dropVector(database, knownRow) || vectorDropped;
        if (knownRow < rowsBefore) updated.add(knownRow);
      }
    }
    if (addedAt !== null) writeArrival(database, { addedAt, firstRow: rowsBefore, rows: added.length });
    if (vectorDropped) raiseGeneration(database);
    return { added, known, updated: [...updated].sort((a, b) => a - b), renamed };
  });
}

/** Gives a stored paper what a newcomer adds to it. @returns whether its abstract was filled in. */
function mergeInto(database: Database, row: number, newcomer: Paper, keys: readonly string[]): boolean {
  const { paper, changed, abstractFilled } = mergePapers(readPaper(database, row), newcomer);
  if (abstractFilled) dropTitleKey(database, row, paper);
  // The newcomer's keys too: it may have brought the DOI by which the next copy is known.
  const isTitle = (key: string) => newcomer.abstract === '' && isTextKey(key);
  writeKeys(database, row, paper.abstract === '' ? keys : keys.filter((key) => !isTitle(key)));
  if (!changed) return false;
  writeKeys(database, row, identityKeys(paper));
  updatePaper(database, row, paper);
  writeFacets(database, row, paper);
  writeWords(database, row, paper);
  return abstractFilled;
}

/**
 * @param keys its `recordKey`, then its `identityKeys`.
 * @returns the row of the paper that a newcomer is a copy of, or null. A record that came before, word for word, is known by its
 * `recordKey`. Else by `identityKeys`, unless the two are versions of one paper, which are kept beside each other and grouped
 * by the build (src/duplicates); where the keys point at several papers, it is the first to arrive. Else by title alone,
 * where either side has no abstract to tell them apart: only if exactly one stored paper has that title. A title
 * alone says nothing against two different DOIs or authors: a journal has many an "Editorial".
 */
function findKnown(database: Database, newcomer: Paper, [record, ...keys]: readonly string[]): number | null {
  const rowOfKey = (key: string) =>
    database.get<{ row: number }>('SELECT row FROM paper_keys WHERE key = ?', [digest(key)])?.row ?? null;
  const same = rowOfKey(record);
  if (same !== null) return same;
  const byKey: number[] = [];
  for (const key of keys) {
    const row = rowOfKey(key);
    if (row === null) continue;
    const stored = readPaper(database, row);
    const byTitle = newcomer.abstract === '' && isTextKey(key);
    if (byTitle ? !differentByTitle(newcomer, stored) : !areVersions(newcomer, stored)) byKey.push(row);
  }
  if (byKey.length > 0) return Math.min(...byKey);

  const sameTitle = database.all<{ row: number }>('SELECT row FROM papers WHERE title_key = ? LIMIT 2', [
    titleKeyOf(newcomer.title),
  ]);
  if (sameTitle.length !== 1) return null;
  const stored = readPaper(database, sameTitle[0].row);
  if (newcomer.abstract !== '' && stored.abstract !== '') return null;
  return differentByTitle(newcomer, stored) ? null : sameTitle[0].row;
}

/**
 * Whether two records of one paper say different things, so that merging them would lose one's: another text, or the
 * same text in another year or place, under another DOI or by other people. A record without abstract only completes.
 */
function areVersions(a: Paper, b: Paper): boolean {
  if (a.abstract === '' || b.abstract === '') return false;
  if (identityKeys(a)[0] !== identityKeys(b)[0]) return true;
  if (a.doi !== '' && b.doi !== '') return a.doi.toLowerCase() !== b.doi.toLowerCase();
  const otherYear = a.year !== null && b.year !== null && a.year !== b.year;
  const otherVenue =
    a.venue !== '' && b.venue !== '' && lettersAndDigits(a.venue) !== lettersAndDigits(b.venue);
  return otherYear || otherVenue || differentAuthors(a.authors, b.authors);
}

/** By this a record is known that came before, whatever it was merged with since. */
function recordKey({ title, abstract, authors, year, venue, doi }: Paper): string {
  return `record:${JSON.stringify([title, abstract, authors, year, venue, doi])}`;
}

/** The key made of title and abstract; of a paper without abstract it is the title alone. */
const isTextKey = (key: string) => key.startsWith('text:');

/** Whether two papers of one title, one of them without abstract, are not the same. */
const differentByTitle = (a: Paper, b: Paper) =>
  differentDois(a.doi, b.doi) || differentAuthors(a.authors, b.authors);

/** The id asked for, or with the first of "-2", "-3" … that is free; `nextSuffix` spares trying the same ones again. */
function freeId(database: Database, asked: string, nextSuffix: Map<string, number>): string {
  const taken = (id: string) => database.get('SELECT row FROM papers WHERE id = ?', [id]) !== undefined;
  if (!taken(asked)) return asked;
  let suffix = nextSuffix.get(asked) ?? 2;
  while (taken(`${asked}-${suffix}`)) suffix++;
  nextSuffix.set(asked, suffix + 1);
  return `${asked}-${suffix}`;
}

/** A key that is taken stays with the paper that had it first. */
function writeKeys(database: Database, row: number, keys: readonly string[]): void {
  for (const key of keys) {
    database.run('INSERT OR IGNORE INTO paper_keys (key, row) VALUES (?, ?)', [digest(key), row]);
  }
}

/** With an abstract, a paper's title alone is no longer a key: whether it tells depends on what else has that title. */
function dropTitleKey(database: Database, row: number, paper: Paper): void {
  database.run('DELETE FROM paper_keys WHERE key = ? AND row = ?', [titleKeyOf(paper.title), row]);
}
