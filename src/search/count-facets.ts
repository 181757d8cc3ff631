/**
 * For each year, topic and facet value: how many papers one would have with it, in view of what is asked.
 *
 * A choice that is made already within a facet (or of years, or topics) does not count against the other values of the
 * same one, since values of one facet are joined by "or": beside each stands what choosing it as the only one would give.
 * What is counted depends on what is asked:
 *
 *   a filter, fields, excluded words     → all papers that pass, exactly
 *   a text, examples, something near     → every paper is an answer then, more or less: counted are the first `nearest`
 */
import type { FacetCount, FacetRows } from '../store/corpus.ts';
import type { Filter } from '../tables/filter.ts';
import { withoutMarks } from '../tables/paper.ts';
import type { AskedCorpus } from './asked-corpus.ts';
import { asksNear } from './resolve-near.ts';
import { asksFilter } from './row-mask.ts';
import type { SearchQuery } from './search-types.ts';
import type { Searcher } from './searcher.ts';

export const countDefaults = {
  /** As many as either list of candidates has (`fusionDefaults`): more would be an order that nobody looked at. */
  nearest: 200,
  /** Values listed of a facet; those that are chosen are listed in any case. */
  values: 100,
};

export interface CountQuery extends Omit<SearchQuery, 'k' | 'explain' | 'shared' | 'diversity'> {
  /** Which facets to count; all where absent. Years and topics are counted always. */
  names?: string[];
  /** Only the values of one facet that have this text in them; letter case and accents do not count. */
  find?: { name: string; text: string };
}

export interface FacetCounts {
  /** All that pass; or the nearest of them. */
  counted: 'passing' | 'nearest';
  /** How many papers that are, under the whole filter. */
  papers: number;
  /** Oldest first, each year that a paper has; how many papers have none is not told. */
  years: { year: number; count: number }[];
  /** Of all levels, by id. */
  topics: { id: number; count: number }[];
  /** Largest count first, among equals the value that more papers of the corpus have. */
  facets: FacetCount[];
}

/** The papers that are counted: 1 a row. With the versions of a paper grouped, either all of them or one. */
interface Counted {
  rows: Uint8Array;
  isNearest: boolean;
}

/** As `FacetRows`, of numbers in their order. */
type NumberRows = Omit<FacetRows, 'values'> & { values: number[] };

export class FacetCounter {
  readonly #searcher: Searcher<AskedCorpus>;
  readonly #corpus: AskedCorpus;
  /** Each read at the first need, of the corpus as it was opened. */
  readonly #columns = new Map<string, FacetRows>();
  #names: string[] | null = null;
  #years: NumberRows | null = null;
  #topics: NumberRows | null = null;

  constructor(searcher: Searcher<AskedCorpus>) {
    this.#searcher = searcher;
    this.#corpus = searcher.corpus;
  }

  /** @throws NearbyError as `Searcher.search`, but for a question that asks nothing: then all papers are counted. */
  async count(query: CountQuery): Promise<FacetCounts> {
    const { names = this.#facetNames(), find, ...question } = query;
    const { filter = {} } = question;
    const all = await this.#counted(question);
    const without = (rest: Filter) => this.#counted({ ...question, filter: rest });

    const years = filter.year ? await without({ ...filter, year: undefined }) : all;
    const topics = filter.topic ? await without({ ...filter, topic: undefined }) : all;
    const facets: FacetCount[] = [];
    for (const name of names) {
      // Not looked up as a property: a facet may be called "constructor".
      const others = new Map(Object.entries(filter.facets ?? {}));
      const chosen = others.get(name) ?? [];
      const isAsked = others.delete(name);
      const counted = isAsked ? await without({ ...filter, facets: Object.fromEntries(others) }) : all;
      facets.push(this.#facet(name, counted, query, chosen, find?.name === name ? find.text : ''));
    }
    return {
      counted: all.isNearest ? 'nearest' : 'passing',
      papers: this.#papersOf(all, query),
      years: this.#numbered(this.#yearRows(), years, query).map(([year, count]) => ({ year, count })),
      topics: this.#numbered(this.#topicRows(), topics, query).map(([id, count]) => ({ id, count })),
      facets,
    };
  }

  async #counted(question: Omit<SearchQuery, 'k'>): Promise<Counted> {
    const { rows } = this.#searcher.vectors;
    if (!asksAnything(question)) return { rows: new Uint8Array(rows).fill(1), isNearest: false };
    const { ranked, order, mayAnswer } = await this.#searcher.rank({ ...question, k: countDefaults.nearest });
    const counted = new Uint8Array(rows);
    if (order === 'nearest') for (const { row } of ranked) counted[row] = 1;
    else for (let row = 0; row < rows; row++) if (mayAnswer(row)) counted[row] = 1;
    return { rows: counted, isNearest: order === 'nearest' };
  }

  #papersOf(counted: Counted, query: CountQuery): number {
    const rows = Int32Array.from(counted.rows.keys());
    return this.#countRows({ starts: Int32Array.of(0, rows.length), rows }, counted, query)[0];
  }

  #numbered(column: NumberRows, counted: Counted, query: CountQuery): [value: number, count: number][] {
    const counts = this.#countRows(column, counted, query);
    return column.values.map((value, i) => [value, counts[i]]);
  }

  #facet(name: string, counted: Counted, query: CountQuery, chosen: string[], find: string): FacetCount {
    const column = this.#column(name);
    const counts = this.#countRows(column, counted, query);
    const total = (i: number) => column.starts[i + 1] - column.starts[i];
    const isChosen = new Set(chosen);
    const wanted = withoutMarks(find);
    const listed: number[] = [];
    for (let i = 0; i < counts.length; i++) {
      if (wanted === '' || foldedOf(column.values[i]).includes(wanted)) listed.push(i);
    }
    // Sorting keeps equals in the order of the alphabet, which they have in the column.
    const best = listed.sort((a, b) => counts[b] - counts[a] || total(b) - total(a) || a - b);
    const rest = best.slice(countDefaults.values).filter((i) => isChosen.has(column.values[i]));
    const values = [...best.slice(0, countDefaults.values), ...rest];
    return {
      name,
      distinct: listed.length,
      values: values.map((i) => ({ value: column.values[i], count: counts[i] })),
    };
  }

  /** How many papers of each value are counted. Several versions of one that have the same value are one paper. */
  #countRows(
    { starts, rows }: Pick<FacetRows, 'starts' | 'rows'>,
    counted: Counted,
    query: CountQuery,
  ): Int32Array {
    const representative = this.#representative(query);
    const counts = new Int32Array(starts.length - 1);
    const seenAt = representative && new Int32Array(counted.rows.length).fill(-1);
    for (let i = 0; i < counts.length; i++) {
      for (let at = starts[i]; at < starts[i + 1]; at++) {
        const row = rows[at];
        if (counted.rows[row] !== 1) continue;
        if (seenAt) {
          if (seenAt[representative[row]] === i) continue;
          seenAt[representative[row]] = i;
        }
        counts[i]++;
      }
    }
    return counts;
  }

  /** Null where every row is a paper of its own. */
  #representative({ duplicates = 'grouped' }: CountQuery): Int32Array | null {
    return duplicates === 'grouped' ? (this.#searcher.groups?.representative ?? null) : null;
  }

  #facetNames(): string[] {
    this.#names ??= this.#corpus.facetCounts(1).map(({ name }) => name);
    return this.#names;
  }

  #column(name: string): FacetRows {
    const column = this.#columns.get(name) ?? this.#corpus.facetRows(name);
    this.#columns.set(name, column);
    return column;
  }

  #yearRows(): NumberRows {
    const years = this.#corpus.years().subarray(0, this.#searcher.vectors.rows);
    this.#years ??= rowsByNumber([years], (year) => year !== 0);
    return this.#years;
  }

  /** Of all levels: ids are unique among them. */
  #topicRows(): NumberRows {
    this.#topics ??= rowsByNumber(this.#searcher.topics?.topicOfRow ?? [], (topic) => topic >= 0);
    return this.#topics;
  }
}

/** @param columns one number a row each; no number is in two of them. */
function rowsByNumber(columns: readonly Int32Array[], isValue: (number: number) => boolean): NumberRows {
  const counts = new Map<number, number>();
  for (const column of columns)
    for (const number of column) if (isValue(number)) counts.set(number, (counts.get(number) ?? 0) + 1);
  const values = [...counts.keys()].sort((a, b) => a - b);
  const starts = new Int32Array(values.length + 1);
  values.forEach((value, i) => {
    starts[i + 1] = starts[i] + counts.get(value)!;
  });
  const next = new Map(values.map((value, i) => [value, starts[i]]));
  const rows = new Int32Array(starts[values.length]);
  for (const column of columns) {
    column.forEach((number, row) => {
      if (!isValue(number)) return;
      rows[next.get(number)!] = row;
      next.set(number, next.get(number)! + 1);
    });
  }
  return { values, starts, rows };
}

function asksAnything({
  text = '',
  like = [],
  unlike = [],
  near = {},
  filter = {},
}: Omit<SearchQuery, 'k'>): boolean {
  return text.trim() !== '' || like.length + unlike.length > 0 || asksNear(near) || asksFilter(filter);
}

/** Most values are plain letters, which need no tables of Unicode. */
const foldedOf = (value: string) =>
  /^[\x20-\x7e]*$/.test(value) ? value.toLowerCase() : withoutMarks(value);
