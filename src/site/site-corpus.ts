/** A corpus read from the files of a site: all that search asks of the store's `Corpus`, with the same answers. */

import { NearbyError } from '../errors.ts';
import type { AskedCorpus } from '../search/asked-corpus.ts';
import { rarityOf, type WordRarity } from '../search/word-rarity.ts';
import type { Facets, Info, Topics } from '../server/api-types.ts';
import { decodeMap, type MapTable } from '../server/map-format.ts';
import type { FacetCount, FacetRows, PhraseScores } from '../store/corpus.ts';
import type { Arrival } from '../tables/arrivals.ts';
import type { DuplicateGroups } from '../tables/duplicate-groups.ts';
import type { Filter } from '../tables/filter.ts';
import type { KeptNeighbors } from '../tables/kept-neighbors.ts';
import type { Layout } from '../tables/layout-table.ts';
import type { Paper } from '../tables/paper.ts';
import type { TopicTree } from '../tables/topic-tree.ts';
import type { VectorTable } from '../tables/vector-table.ts';
import { unpackVectors } from './pack-vectors.ts';
import { jsonOf, type SiteFiles } from './site-files.ts';
import {
  manifestSchema,
  readFacet,
  type SiteManifest,
  type StoredFacet,
  type StoredRarity,
  sitePaths,
  titleKey,
} from './site-format.ts';
import { WordIndex } from './word-index.ts';

/**
 * What is read at the beginning is what nearly every question needs; the rest comes when it is asked for, so that methods
 * throw for what is on its way: call them within `SiteFiles.whenHere`.
 */
export class SiteCorpus implements AskedCorpus {
  readonly rows: number;
  readonly settings: SiteManifest['settings'];
  readonly layout: Layout;
  readonly topics: TopicTree | null;
  /** null: every paper for itself. */
  readonly groups: DuplicateGroups | null;
  readonly words: WordIndex;
  readonly #files: SiteFiles;
  readonly #manifest: SiteManifest;
  readonly #ids: string[];
  readonly #rowOfId: Map<string, number>;
  readonly #years: Int32Array;

  /** @throws NearbyError `site-file` where a file does not come, or is not what it should be. */
  static async open(files: SiteFiles): Promise<SiteCorpus> {
    return files.whenHere(() => {
      const manifest = files.content(sitePaths.manifest, (bytes) => manifestSchema.parse(jsonOf(bytes)));
      return new SiteCorpus(files, manifest);
    });
  }

  private constructor(files: SiteFiles, manifest: SiteManifest) {
    const rows = manifest.papers;
    this.#files = files;
    this.#manifest = manifest;
    this.rows = rows;
    this.settings = manifest.settings;
    const map = decodeMap(files.content(sitePaths.map, (bytes) => bytes).buffer);
    this.layout = { rows, points: columnOf(map, 'points') as Float32Array };
    this.topics = treeOf(files.content(sitePaths.topics, jsonOf<Topics>), map);
    this.#years = columnOf(map, 'year') as Int32Array;
    this.#ids = files.content(sitePaths.ids, jsonOf<string[]>);
    this.#rowOfId = new Map(this.#ids.map((id, row) => [id, row]));
    this.groups = manifest.hasVersions
      ? files.content(sitePaths.duplicates, (bytes) => ({
          rows,
          representative: new Int32Array(bytes.buffer, 0, rows),
          rule: bytes.subarray(4 * rows),
        }))
      : null;
    this.words = new WordIndex({
      files,
      firstForms: manifest.firstForms,
      pathOf: sitePaths.words,
      totals: manifest.wordTotals,
      lengths: files.content(sitePaths.lengths, (bytes) => new Int32Array(bytes.buffer)),
    });
  }

  get model(): SiteManifest['model'] {
    return this.#manifest.model;
  }

  vectors(): VectorTable {
    const { dimensions } = this.settings.model;
    return this.#files.content(sitePaths.vectors, (bytes) => unpackVectors(bytes, this.rows, dimensions));
  }

  /** How far the place of each row on the map is to be trusted; null where that was not counted. */
  kept(): KeptNeighbors | null {
    if (!this.#manifest.hasKept) return null;
    return this.#files.content(sitePaths.kept, (bytes) => ({
      rows: this.rows,
      kept: bytes.subarray(0, this.rows),
      of: bytes.subarray(this.rows),
    }));
  }

  rarity(): WordRarity {
    return this.#files.content(sitePaths.rarity, (bytes) => {
      const { papers, papersWith } = jsonOf<StoredRarity>(bytes);
      return rarityOf({ papers, papersWith: new Map(papersWith) });
    });
  }

  paper(row: number): Paper {
    return this.papers([row])[0];
  }

  papers(asked: Iterable<number>): Paper[] {
    const rows = [...asked];
    const unknown = rows.find((row) => !(Number.isInteger(row) && row >= 0 && row < this.rows));
    if (unknown !== undefined)
      throw new NearbyError('unknown-paper', { ids: [`row ${unknown}`], nearest: null });
    const { papersPerFile } = this.#manifest;
    const paths = [...new Set(rows.map((row) => sitePaths.papers(Math.floor(row / papersPerFile))))];
    const read = new Map(this.#files.contents(paths, jsonOf<Paper[]>).map((papers, i) => [paths[i], papers]));
    return rows.map(
      (row) => read.get(sitePaths.papers(Math.floor(row / papersPerFile)))![row % papersPerFile],
    );
  }

  rowOf(id: string): number | null {
    return this.#rowOfId.get(id) ?? null;
  }

  idOf(row: number): string {
    return this.#ids[row];
  }

  ids(): string[] {
    return this.#ids;
  }

  years(): Readonly<Int32Array> {
    return this.#years;
  }

  rowsWithTitle(title: string, limit: number): number[] {
    const keys = this.#files.content(sitePaths.titles, (bytes) => new Uint32Array(bytes.buffer));
    const [forward, backward] = titleKey(title);
    const rows: number[] = [];
    for (let row = 0; row < this.rows && rows.length < limit; row++) {
      if (keys[2 * row] === forward && keys[2 * row + 1] === backward) rows.push(row);
    }
    return rows;
  }

  phraseScores(ftsPhrase: string): PhraseScores {
    return this.words.phraseScores(ftsPhrase);
  }

  rowsWithWords(ftsQuery: string): Readonly<Int32Array> {
    return this.words.rowsWithWords(ftsQuery);
  }

  /** From the facet of the same name, one file, instead of the papers, which are many. */
  listsOf(rows: ArrayLike<number>, column: 'authors' | 'keywords'): string[][] {
    const facet = this.facetRows(column === 'authors' ? 'author' : 'keyword');
    const lists = new Map(Array.from(rows, (row) => [row, [] as string[]]));
    facet.values.forEach((value, i) => {
      for (const row of rowsOf(facet, i)) lists.get(row)?.push(value);
    });
    return Array.from(rows, (row) => lists.get(row)!);
  }

  filterRows({ year, facets }: Filter): Uint8Array | null {
    const parts: ((row: number) => boolean)[] = [];
    const { from = -Infinity, to = Infinity } = year ?? {};
    if (year?.from !== undefined || year?.to !== undefined) {
      // 0 stands for an unknown year, which no range holds.
      parts.push((row) => this.#years[row] !== 0 && this.#years[row] >= from && this.#years[row] <= to);
    }
    for (const [name, values] of Object.entries(facets ?? {})) {
      const facet = this.facetRows(name);
      const places = values.map((value) => facet.values.indexOf(value)).filter((place) => place >= 0);
      const having = new Set(places.flatMap((place) => [...rowsOf(facet, place)]));
      parts.push((row) => having.has(row));
    }
    if (parts.length === 0) return null;
    return Uint8Array.from({ length: this.rows }, (_, row) => (parts.every((passes) => passes(row)) ? 1 : 0));
  }

  /** At most as many values as `/api/facets` has. */
  facetCounts(limit: number): FacetCount[] {
    const { facets } = this.#files.content(sitePaths.facets, jsonOf<Facets>);
    return facets.map(({ values, ...facet }) => ({ ...facet, values: values.slice(0, limit) }));
  }

  facetValues(name: string, atMost = Number.MAX_SAFE_INTEGER): string[] {
    return this.facetRows(name).values.slice(0, atMost);
  }

  facetRows(name: string): FacetRows {
    const place = this.#manifest.facets.indexOf(name);
    if (place < 0) return { values: [], starts: new Int32Array(1), rows: new Int32Array(0) };
    return this.#files.content(sitePaths.facet(place), (bytes) => readFacet(jsonOf<StoredFacet>(bytes)));
  }

  arrivals(): Arrival[] {
    return this.#files.content(sitePaths.info, jsonOf<Info>).arrivals;
  }
}

const rowsOf = ({ starts, rows }: FacetRows, place: number) =>
  rows.subarray(starts[place], starts[place + 1]);

function columnOf(map: MapTable, name: string) {
  return map.columns.find((column) => column.name === name)!.data;
}

function treeOf({ levels, papers, topics }: Topics, map: MapTable): TopicTree | null {
  if (levels === 0) return null;
  return {
    rows: papers,
    topics: topics.map(({ central, ...topic }) => ({ ...topic, centralRows: central.map(({ row }) => row) })),
    topicOfRow: Array.from({ length: levels }, (_, level) => columnOf(map, `topic${level}`) as Int32Array),
  };
}
