/** A corpus's full-text index read from one end to the other, for who writes it in another form. */
import { wordColumns } from '../tables/word-columns.ts';
import { openToRead } from './corpus-file.ts';
import type { Database } from './database.ts';
import { checkSchema, guardConnection } from './schema.ts';

/** Where a form (see `indexedForm`) stands: one entry a place, by row, then column, then offset. */
export interface FormPlaces {
  form: string;
  rows: Int32Array;
  /** Positions in `wordColumns`. */
  columns: Uint8Array;
  /** In words from the beginning of the column. */
  offsets: Int32Array;
}

/** What FTS5 takes for the number of papers and of their words. A paper whose words were written anew counts twice in both. */
export interface WordTotals {
  papers: number;
  words: number;
}

export const wholeWordsDefaults = {
  /** Places read at a time: some 40 MB. */
  places: 500_000,
};

/** Rows from `rows` on are left out: papers that came since the opening of who asks. */
export class WholeWords {
  readonly #database: Database;

  /** @throws as `Corpus.open` to read only. */
  constructor(folder: string) {
    this.#database = openToRead(folder);
    try {
      guardConnection(this.#database);
      checkSchema(this.#database);
      // FTS5's own view of its index (https://sqlite.org/fts5.html, section 5); in temp, so the file is not written to.
      this.#database.exec(`
        CREATE VIRTUAL TABLE temp.forms USING fts5vocab('main', 'words', 'row');
        CREATE VIRTUAL TABLE temp.places USING fts5vocab('main', 'words', 'instance')`);
    } catch (thrown) {
      this.#database.close();
      throw thrown;
    }
  }

  close(): void {
    this.#database.close();
  }

  /** Every form of the index, in the order of its UTF-8 bytes. */
  *words(rows: number, { places: most } = wholeWordsDefaults): Generator<FormPlaces> {
    const forms = this.#database.all<{ term: string; cnt: number }>('SELECT term, cnt FROM temp.forms');
    for (let from = 0; from < forms.length; ) {
      let to = from;
      for (let places = 0; to < forms.length && (to === from || places + forms[to].cnt <= most); to++)
        places += forms[to].cnt;
      yield* this.#between(forms.slice(from, to), rows);
      from = to;
    }
  }

  /** From FTS5's record of averages (fts5_index.c): the number of rows, then of the words of each column, as varints. */
  totals(): WordTotals {
    const found = this.#database.get<{ block: ArrayBuffer }>('SELECT block FROM words_data WHERE id = 1');
    const [papers = 0, ...words] = varintsOf(new Uint8Array(found?.block ?? []));
    return { papers, words: words.reduce((sum, count) => sum + count, 0) };
  }

  *#between(forms: readonly { term: string; cnt: number }[], rows: number): Generator<FormPlaces> {
    const columnNumber = wordColumns.map((name, i) => `WHEN '${name}' THEN ${i}`).join(' ');
    const [found] = this.#database.all<{ rows: string; columns: string; offsets: string }>(
      `SELECT json_group_array(doc) AS rows, json_group_array(CASE col ${columnNumber} END) AS columns,
        json_group_array("offset") AS offsets FROM temp.places WHERE term >= ? AND term <= ?`,
      [forms[0].term, forms[forms.length - 1].term],
    );
    const all = {
      rows: Int32Array.from(JSON.parse(found.rows) as number[]),
      columns: Uint8Array.from(JSON.parse(found.columns) as number[]),
      offsets: Int32Array.from(JSON.parse(found.offsets) as number[]),
    };
    let start = 0;
    for (const { term, cnt } of forms) {
      const end = start + cnt;
      // Rows ascend within a form.
      let known = end;
      while (known > start && all.rows[known - 1] >= rows) known--;
      if (known > start) {
        yield {
          form: term,
          rows: all.rows.subarray(start, known),
          columns: all.columns.subarray(start, known),
          offsets: all.offsets.subarray(start, known),
        };
      }
      start = end;
    }
  }
}

/** SQLite's: seven bits a byte, the highest first, and the eighth set where more follow. */
function varintsOf(bytes: Uint8Array): number[] {
  const numbers: number[] = [];
  let value = 0;
  for (const byte of bytes) {
    value = value * 128 + (byte & 127);
    if (byte >= 128) continue;
    numbers.push(value);
    value = 0;
  }
  return numbers;
}
