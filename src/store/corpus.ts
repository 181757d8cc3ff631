import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { atOnce, type Work } from '../in-turns.ts';
import type { Arrival } from '../tables/arrivals.ts';
import type { DuplicateGroups } from '../tables/duplicate-groups.ts';
import type { Figures } from '../tables/figures.ts';
import type { Filter } from '../tables/filter.ts';
import type { KeptNeighbors } from '../tables/kept-neighbors.ts';
import type { Layout } from '../tables/layout-table.ts';
import type { NeighborGraph } from '../tables/neighbor-graph.ts';
import type { Paper } from '../tables/paper.ts';
import type { TopicTree } from '../tables/topic-tree.ts';
import type { VectorTable } from '../tables/vector-table.ts';
import { type AddReport, addPapers } from './add-papers.ts';
import { readArrivals } from './arrivals-table.ts';
import * as corpusFile from './corpus-file.ts';
import type { Database } from './database.ts';
import { type Derived, DerivedTables } from './derived-tables.ts';
import * as duplicates from './duplicate-settings.ts';
import * as facets from './facets.ts';
import { filterRows } from './filter-sql.ts';
import { rowsWithKeys, rowsWithTitle } from './identify-paper.ts';
import { KeptAnswers } from './kept-answers.ts';
import * as meta from './meta-table.ts';
import { closingOnError, createDatabase, type OpenedDatabase, openDatabase } from './open-database.ts';
import * as paperTable from './paper-table.ts';
import { settle } from './schema.ts';
import { TopicNames, withNames } from './topic-names.ts';
import { countCut, readVectors, rowsWithoutVector, saveVectors } from './vector-blobs.ts';
import { Watches } from './watches.ts';
import { type PhraseScores, readPhraseScores, rowsWithWords } from './words.ts';
import type { WriterLock } from './writer-lock.ts';

export type { AddReport } from './add-papers.ts';
export type { FacetColumn, FacetCount, FacetRows } from './facets.ts';
export { type CorpusSettings, checkModel } from './meta-table.ts';
export { formatVersion } from './schema.ts';
export type { Watch, Watches } from './watches.ts';
export type { PhraseScores } from './words.ts';

/**
 * One corpus: a folder with `corpus.sqlite`, and `vectors.hnsw` derived from it.
 *
 * Everything is by row: 0 … rows−1 in order of arrival, and a row never becomes another paper. Every method is one
 * transaction: a process killed at any moment leaves the last one that ended. One `Corpus` at a time may be open for
 * writing (`corpus-busy` for the next), any number for reading.
 *
 * Any method may throw `corpus-damaged` (SQLite met a broken page); any that writes, `corpus-write` (disk full, no write
 * access, or opened to read only): then nothing of that call is stored.
 */
export class Corpus {
  readonly folder: string;
  readonly hnswPath: string;
  readonly settings: meta.CorpusSettings;
  /** Saved questions, each with how far it has looked. */
  readonly watches: Watches;
  readonly topicNames: TopicNames;
  readonly #database: Database;
  readonly #lock: WriterLock | null;
  readonly #derived: DerivedTables;
  readonly #kept: KeptAnswers;
  #rows: number;
  #open = true;

  private constructor(folder: string, database: Database, lock: WriterLock | null, say: corpusFile.Say) {
    this.folder = folder;
    this.hnswPath = join(folder, 'vectors.hnsw');
    this.settings = meta.readSettings(database);
    this.watches = new Watches(database);
    this.topicNames = new TopicNames(database);
    this.#database = database;
    this.#lock = lock;
    this.#derived = new DerivedTables(database, say);
    this.#kept = new KeptAnswers(database);
    this.#rows = paperTable.countRows(database);
  }

  /** Whether the folder holds a corpus, readable or not. */
  static exists(folder: string): boolean {
    return existsSync(corpusFile.fileIn(folder));
  }

  /**
   * Makes an empty corpus and opens it for writing. The folder is made if need be; it may hold other files.
   * @throws NearbyError `bad-option` where it holds a corpus, `bad-shape` for settings that are none, `corpus-busy`,
   *   `corpus-write`.
   */
  static create(folder: string, settings: meta.CorpusSettings, options: corpusFile.SayOptions = {}): Corpus {
    return Corpus.#over(folder, createDatabase(folder, settings), options);
  }

  /**
   * Opens a corpus: by default for writing.
   * @throws NearbyError `corpus-not-found`, `corpus-version`, `corpus-damaged`, `corpus-busy` (for writing, while
   *   another writes), `corpus-write` (for writing, without access), `file-unreadable` (for reading, without access).
   */
  static open(folder: string, options: Partial<corpusFile.OpenOptions> = {}): Corpus {
    const opened = openDatabase(folder, options.readOnly ?? corpusFile.openDefaults.readOnly);
    return Corpus.#over(folder, opened, options);
  }

  static #over(folder: string, opened: OpenedDatabase, { say }: Partial<corpusFile.OpenOptions>): Corpus {
    const { database, lock } = opened;
    return closingOnError(
      opened,
      () => new Corpus(folder, database, lock, say ?? corpusFile.openDefaults.say),
    );
  }

  /** Brings everything into the one file and lets the next writer in. May be called again. */
  close(): void {
    if (!this.#open) return;
    this.#open = false;
    try {
      if (this.#lock) settle(this.#database);
    } finally {
      this.#database.close();
      this.#lock?.release();
    }
  }

  /** Closes a corpus that was begun in vain, and takes it off the disk. The folder stays, with the lock. */
  discard(): void {
    if (!this.#open || !this.#lock) return;
    this.#open = false;
    this.#database.close();
    corpusFile.removeFiles(this.folder, [this.hnswPath]);
    this.#lock.release();
  }

  /** How many papers there are; opened to read only: how many there were at the opening. */
  get rows(): number {
    return this.#rows;
  }

  /**
   * Adds papers in their order; a paper is known again by `identityKeys`, or by its title where either copy has no
   * abstract, and a known one takes over what it lacks; its other versions are new (add-papers.ts). All or none.
   * @param addedAt when their run began, ISO 8601, UTC; null: it is not kept of them.
   * @throws NearbyError `bad-shape` for a paper without id or title.
   */
  addPapers(papers: Iterable<Paper>, addedAt: string | null = null): AddReport {
    const report = addPapers(this.#database, papers, addedAt);
    this.#rows += report.added.length;
    return report;
  }

  /** Which runs brought which rows, oldest first; rows from before that was kept are in none. */
  arrivals(): Arrival[] {
    return readArrivals(this.#database, this.#rows);
  }

  /** @throws NearbyError `unknown-paper`, as `papers` and `idOf`. */
  paper(row: number): Paper {
    return paperTable.readPaper(this.#database, paperTable.knownRow(row, this.#rows));
  }

  /** In the order asked for. */
  papers(rows: Iterable<number>): Paper[] {
    return Array.from(rows, (row) => this.paper(row));
  }

  /** In row order, read as one goes. */
  allPapers(): IterableIterator<Paper> {
    return paperTable.readAllPapers(this.#database, this.#rows);
  }

  /** Ids and titles of some rows, by row; the rest of the papers is not read. */
  namesOf(rows: Iterable<number>): Map<number, paperTable.PaperName> {
    return paperTable.readNames(this.#database, rows);
  }

  rowOf(id: string): number | null {
    return paperTable.rowOfId(this.#database, this.#rows, id);
  }

  idOf(row: number): string {
    return paperTable.readId(this.#database, paperTable.knownRow(row, this.#rows));
  }

  /** Of each key (see `identityKeys`) the row of the paper that is known by it, or null; a copy's keys are known too. */
  rowsWithKeys(keys: readonly string[]): (number | null)[] {
    return rowsWithKeys(this.#database, this.#rows, keys);
  }

  /** At most `limit` rows, ascending, whose titles are this one down to letters and digits. */
  rowsWithTitle(title: string, limit: number): number[] {
    return rowsWithTitle(this.#database, this.#rows, title, limit);
  }

  /** One a row. */
  titles(): string[] {
    return paperTable.readTitles(this.#database, this.#rows);
  }

  /** One a row. */
  ids(): string[] {
    return paperTable.readIds(this.#database, this.#rows);
  }

  /** Ascending. */
  rowsWithoutVector(): Int32Array {
    return rowsWithoutVector(this.#database, this.#rows);
  }

  /**
   * Stores the vector of `rows[i]` from row i of the table, in place of an older one.
   * @param cut one a vector: 1 where its text was longer than the model takes.
   * @throws NearbyError `bad-shape`, `bad-vector`: then none is stored.
   */
  saveVectors(rows: ArrayLike<number>, vectors: VectorTable, cut: Uint8Array): void {
    saveVectors(this.#database, rows, vectors, cut, { rows: this.#rows, ...this.settings.model });
  }

  /** A fresh copy. @throws NearbyError `corpus-unfinished` where some are missing. */
  vectors(): VectorTable {
    return atOnce(this.readingVectors());
  }

  /** As `vectors`, in turns with other work. */
  readingVectors(): Work<VectorTable> {
    return readVectors(this.#database, this.#rows, this.settings.model.dimensions);
  }

  /** How many texts were longer than the model takes. */
  textsCut(): number {
    return countCut(this.#database, this.#rows);
  }

  /** One a row: 1 where the paper has an abstract. */
  hasAbstract(): Uint8Array {
    return paperTable.readHasAbstract(this.#database, this.#rows);
  }

  saveGraph(graph: NeighborGraph): void {
    this.#derived.saveGraph(graph);
  }

  /** Null where absent, damaged, for another number of rows, or older than a change of their vectors. */
  graph(): NeighborGraph | null {
    return this.#fresh(this.#derived.graph());
  }

  /** The graph before papers came, to extend it: null where absent, damaged or older than a change of its rows' vectors. */
  lastGraph(): NeighborGraph | null {
    const found = this.#derived.graph();
    return found?.sameVectors ? found.value : null;
  }

  saveLayout(layout: Layout): void {
    this.#derived.saveLayout(layout);
  }

  /** Null where absent or damaged. May have fewer rows than the corpus, and outlives changes of vectors: points stay. */
  layout(): Layout | null {
    return this.#derived.layout()?.value ?? null;
  }

  /** As `graph`: one that was made for the vectors as they are. */
  freshLayout(): Layout | null {
    return this.#fresh(this.#derived.layout());
  }

  saveKeptNeighbors(table: KeptNeighbors): void {
    this.#derived.saveKeptNeighbors(table);
  }

  /** As `graph`; also null since the layout was saved anew, and in corpora from before they were counted. */
  keptNeighbors(): KeptNeighbors | null {
    return this.#fresh(this.#derived.keptNeighbors());
  }

  saveTopics(tree: TopicTree): void {
    this.#derived.saveTopics(tree);
  }

  /** As `graph`; with the names that a person gave. */
  topics(): TopicTree | null {
    const tree = this.#fresh(this.#derived.topics());
    return tree && withNames(tree, this.topicNames.all());
  }

  /** The topics on the map: as `layout`, to carry them over to papers that came since. */
  lastTopics(): TopicTree | null {
    return this.#derived.topics()?.value ?? null;
  }

  /** For a new layout: topics of another one would be in the wrong places on it. */
  dropTopics(): void {
    this.#derived.dropTopics();
  }

  /** Which papers are one: null as `graph`, and in corpora from before there were groups. */
  duplicates(): DuplicateGroups | null {
    return this.#fresh(this.#derived.duplicates());
  }

  saveDuplicates(groups: DuplicateGroups): void {
    this.#derived.saveDuplicates(groups);
  }

  get duplicateSettings(): duplicates.DuplicateSettings {
    return duplicates.readDuplicateSettings(this.#database);
  }

  /** Changed, they make the groups stale: the next build, or whoever changed them, finds them anew. */
  saveDuplicateSettings(settings: duplicates.DuplicateSettings): void {
    duplicates.writeDuplicateSettings(this.#database, settings);
  }

  /** Whether the last papers were to come onto the map as it is: so that whoever goes on for a killed build knows. */
  get keepsMap(): boolean {
    return meta.readKeepsMap(this.#database);
  }

  saveKeepsMap(keepsMap: boolean): void {
    meta.writeKeepsMap(this.#database, keepsMap);
  }

  saveFigures(figures: Figures): void {
    this.#derived.saveFigures(figures, this.#rows);
  }

  /** As `graph`: where there are none, the last build has not ended. */
  figures(): Figures | null {
    return this.#fresh(this.#derived.figures());
  }

  /** Keeps the sha256 of the HNSW file just written, so that a damaged one is noticed before native code reads it. */
  saveHnswChecksum(sha256: string): void {
    this.#derived.saveHnswChecksum(sha256, this.#rows);
  }

  /** Null where absent, or where a vector in the file has changed since. The file may have fewer rows than the corpus. */
  hnswFile(): { sha256: string; rows: number } | null {
    const found = this.#derived.hnswChecksum();
    return found?.sameVectors ? { sha256: found.value, rows: found.rows } : null;
  }

  /**
   * The scores of one phrase, kept in memory for the next time: those of phrases joined by OR are their sum. By BM25 over
   * title (counting three times), keywords, authors, abstract; English words by their stem, accents off.
   * @param ftsPhrase a word or several in one pair of double quotes, with or without a column before them.
   * @param key the same for phrases that match the same.
   */
  phraseScores(ftsPhrase: string, key = ftsPhrase): PhraseScores {
    return this.#kept.get(`scores ${key}`, () => readPhraseScores(this.#database, this.#rows, ftsPhrase));
  }

  /**
   * The rows that match, ascending; kept.
   * @param ftsQuery an FTS5 expression in which each word of a person's is in double quotes; see words.ts.
   * @throws NearbyError `bad-request` where it is not valid.
   */
  rowsWithWords(ftsQuery: string): Readonly<Int32Array> {
    return this.#kept.get(`words ${ftsQuery}`, () => rowsWithWords(this.#database, this.#rows, ftsQuery));
  }

  /** Authors or keywords of some rows, in the order asked for. */
  listsOf(rows: ArrayLike<number>, column: 'authors' | 'keywords'): string[][] {
    return paperTable.readLists(this.#database, rows, column);
  }

  /** One a row, 1 passes; null where the filter has neither year nor facets. Kept. Topics are left to whoever knows them. */
  filterRows(filter: Filter): Readonly<Uint8Array> | null {
    const key = `filter ${JSON.stringify([filter.year, filter.facets])}`;
    return this.#kept.get(key, () => filterRows(this.#database, this.#rows, filter));
  }

  /** Every facet with its `limit` most frequent values: our own facets first, then the files' fields by name. */
  facetCounts(limit: number): facets.FacetCount[] {
    return facets.countFacets(this.#database, this.#rows, limit);
  }

  /** The different values of a facet, sorted, at most so many. */
  facetValues(name: string, atMost = Number.MAX_SAFE_INTEGER): string[] {
    return facets.readFacetValues(this.#database, name, atMost);
  }

  /** Every value of a facet with its rows. */
  facetRows(name: string): facets.FacetRows {
    return facets.readFacetRows(this.#database, this.#rows, name);
  }

  /** The first value of each row; no labels and only −1 for a facet that there is not. */
  facetColumn(name: string): facets.FacetColumn {
    return facets.readFacetColumn(this.#database, this.#rows, name);
  }

  /** One a row; 0 where unknown. Kept. */
  years(): Readonly<Int32Array> {
    return this.#kept.get('years', () => paperTable.readYears(this.#database, this.#rows));
  }

  #fresh<Value>(derived: Derived<Value> | null): Value | null {
    return derived?.sameVectors && derived.rows === this.#rows ? derived.value : null;
  }
}
