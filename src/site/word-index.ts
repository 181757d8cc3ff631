/**
 * The full-text index of a site: what FTS5 answers in the store, from files of postings (word-postings.ts). The forms, their
 * places and the lengths of papers are FTS5's own, so that phrases are in the same papers, and BM25 is worked out as its
 * auxiliary function does (https://sqlite.org/fts5.html, section 5.1.1): Robertson's, k1 = 1.2, b = 0.75, an inverse document
 * frequency of at least 1e-6.
 */
import { indexedForm } from '../search/matched-words.ts';
import { tokensOf } from '../search/words-query.ts';
import type { PhraseScores } from '../store/corpus.ts';
import type { WordTotals } from '../store/whole-words.ts';
import { columnWeights, wordColumns } from '../tables/word-columns.ts';
import type { SiteFiles } from './site-files.ts';
import { columnOfPlace, decodePostings, decodeShard, type Postings } from './word-postings.ts';

const k1 = 1.2;
const b = 0.75;
const leastRarity = 1e-6;

/** Answers that are kept: a question asks for the same phrase several times. */
const mostKept = 500;

interface Phrase {
  /** Position in `wordColumns`; null: any. */
  column: number | null;
  forms: string[];
}

/** Where a phrase begins, by row. */
type PhrasePlaces = Pick<Postings, 'rows' | 'starts' | 'places'>;

export interface WordIndexParts {
  files: SiteFiles;
  /** The first form of every shard, ascending; shard i is `pathOf(i)`. */
  firstForms: readonly string[];
  pathOf: (shard: number) => string;
  /** Words of each paper, all columns together. */
  lengths: Readonly<Int32Array>;
  totals: WordTotals;
}

export class WordIndex {
  readonly #parts: WordIndexParts;
  readonly #scores = new Map<string, PhraseScores>();
  readonly #rows = new Map<string, Int32Array>();

  constructor(parts: WordIndexParts) {
    this.#parts = parts;
  }

  /** The files in which the words of a text are looked up, to be fetched side by side. */
  async load(text: string): Promise<void> {
    const shards = tokensOf(text).map((token) => this.#shardOf(indexedForm(token)));
    const paths = [...new Set(shards)].flatMap((shard) => (shard < 0 ? [] : this.#parts.pathOf(shard)));
    await this.#parts.files.load(paths, decodeShard);
  }

  /** As `Corpus.phraseScores`. */
  phraseScores(ftsPhrase: string): PhraseScores {
    return kept(this.#scores, ftsPhrase, () => this.#score(this.#placesOf(phrasesOf(ftsPhrase)[0])));
  }

  /** As `Corpus.rowsWithWords`, for the expressions that search makes: phrases, all joined by AND or all by OR. */
  rowsWithWords(ftsQuery: string): Int32Array {
    return kept(this.#rows, ftsQuery, () => {
      const found = phrasesOf(ftsQuery).map((phrase) => this.#placesOf(phrase).rows);
      if (found.length === 0) return new Int32Array(0);
      const wanted = / AND /.test(ftsQuery.replace(/"[^"]*"/g, '""')) ? found.length : 1;
      const counts = new Map<number, number>();
      for (const rows of found) for (const row of rows) counts.set(row, (counts.get(row) ?? 0) + 1);
      const rows = [...counts].filter(([, count]) => count >= wanted).map(([row]) => row);
      return Int32Array.from(rows).sort();
    });
  }

  #score({ rows, starts, places }: PhrasePlaces): PhraseScores {
    const { lengths, totals } = this.#parts;
    const meanLength = totals.words / totals.papers;
    const rarity = Math.log((totals.papers - rows.length + 0.5) / (rows.length + 0.5));
    const idf = rarity <= 0 ? leastRarity : rarity;
    const scores = new Float32Array(rows.length);
    for (let i = 0; i < rows.length; i++) {
      let frequency = 0;
      for (let at = starts[i]; at < starts[i + 1]; at++)
        frequency += columnWeights[columnOfPlace(places[at])];
      const share = lengths[rows[i]] / meanLength;
      scores[i] = (idf * (frequency * (k1 + 1))) / (frequency + k1 * (1 - b + b * share));
    }
    return { rows, scores };
  }

  #placesOf({ column, forms }: Phrase): PhrasePlaces {
    const words = forms.map((form) => this.#postingsOf(form));
    if (words.length === 0 || words.some((postings) => postings === null)) return noPlaces;
    const [first, ...others] = words as Postings[];
    // Every row of the others → the places in it.
    const placesIn = others.map((postings) => new Map(Array.from(postings.rows, (row, i) => [row, i])));
    const rows: number[] = [];
    const starts: number[] = [];
    const places: number[] = [];
    for (let i = 0; i < first.rows.length; i++) {
      const row = first.rows[i];
      const there = others.map(({ starts, places }, j) => {
        const at = placesIn[j].get(row);
        return at === undefined ? null : new Set(places.subarray(starts[at], starts[at + 1]));
      });
      if (there.includes(null)) continue;
      const start = places.length;
      for (let at = first.starts[i]; at < first.starts[i + 1]; at++) {
        const place = first.places[at];
        if (column !== null && columnOfPlace(place) !== column) continue;
        if (there.every((set, j) => set!.has(place + 1 + j))) places.push(place);
      }
      if (places.length === start) continue;
      rows.push(row);
      starts.push(start);
    }
    starts.push(places.length);
    return { rows: Int32Array.from(rows), starts: Int32Array.from(starts), places: Int32Array.from(places) };
  }

  #postingsOf(form: string): Postings | null {
    const shard = this.#shardOf(form);
    if (shard < 0) return null;
    const bytes = this.#parts.files.content(this.#parts.pathOf(shard), decodeShard).get(form);
    return bytes ? decodePostings(bytes) : null;
  }

  /** The last shard that does not begin after the form; −1 where all do. */
  #shardOf(form: string): number {
    const { firstForms } = this.#parts;
    let from = 0;
    let to = firstForms.length;
    while (from < to) {
      const middle = (from + to) >> 1;
      if (firstForms[middle] <= form) from = middle + 1;
      else to = middle;
    }
    return from - 1;
  }
}

const noPlaces: PhrasePlaces = {
  rows: new Int32Array(0),
  starts: new Int32Array(1),
  places: new Int32Array(0),
};

/** `title : "state space" AND "mamba"` → its phrases. */
function phrasesOf(ftsQuery: string): Phrase[] {
  return [...ftsQuery.matchAll(/(?:(\w+) : )?"([^"]*)"/g)].map(([, name, text]) => ({
    column: name === undefined ? null : (wordColumns as readonly string[]).indexOf(name),
    forms: tokensOf(text).map(indexedForm),
  }));
}

function kept<Value>(all: Map<string, Value>, key: string, make: () => Value): Value {
  let value = all.get(key);
  if (value === undefined) {
    value = make();
    if (all.size >= mostKept) all.clear();
    all.set(key, value);
  }
  return value;
}
