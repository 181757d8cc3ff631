import type { Database } from './database.ts';

export const keptAnswersDefaults = {
  /**
   * Bytes of answers that are kept, those asked longest ago dropped first. Every word of 100,000 papers with abstracts
   * comes to about 70 MB, of which a few hundred common words are half; search/warm-words.ts reads these beforehand.
   * Smaller: common words are read again, at a microsecond a paper that has one.
   */
  maxBytes: 64 * 2 ** 20,
};

/**
 * What was read from the database and is likely to be asked again, kept in memory until anything in the file changes, by
 * this connection or another. Whoever gets an answer must not change it: the next gets the same.
 */
export class KeptAnswers {
  readonly #database: Database;
  readonly #maxBytes: number;
  /** The one asked last at the end. */
  readonly #answers = new Map<string, object | null>();
  #bytes = 0;
  #version = '';

  constructor(database: Database, { maxBytes } = keptAnswersDefaults) {
    this.#database = database;
    this.#maxBytes = maxBytes;
  }

  /**
   * @param key the question in full: the same key is the same answer, and of the same type.
   * @param read gives a typed array, an object of some, or null.
   */
  get<Answer extends object | null>(key: string, read: () => Answer): Answer {
    this.#forgetOld();
    const kept = this.#answers.get(key) as Answer | undefined;
    if (kept !== undefined) {
      this.#answers.delete(key);
      this.#answers.set(key, kept);
      return kept;
    }
    const answer = read();
    this.#answers.set(key, answer);
    this.#bytes += bytesOf(key, answer);
    for (const [oldest, itsAnswer] of this.#answers) {
      if (this.#bytes <= this.#maxBytes) break;
      this.#answers.delete(oldest);
      this.#bytes -= bytesOf(oldest, itsAnswer);
    }
    return answer;
  }

  #forgetOld(): void {
    // The first changes with every commit of another connection, the second with every row that this one writes.
    const sql = 'SELECT data_version, total_changes() AS changes FROM pragma_data_version';
    const { data_version, changes } = this.#database.get<{ data_version: number; changes: number }>(sql)!;
    const version = `${data_version} ${changes}`;
    if (version === this.#version) return;
    this.#version = version;
    this.#answers.clear();
    this.#bytes = 0;
  }
}

/** With a guess at what the entry itself takes, so that thousands of rare words count too. */
function bytesOf(key: string, answer: object | null): number {
  const parts: unknown[] = ArrayBuffer.isView(answer) ? [answer] : Object.values(answer ?? {});
  const arrays = parts.filter((part) => ArrayBuffer.isView(part));
  return arrays.reduce((sum, { byteLength }) => sum + byteLength + 200, 200 + 2 * key.length);
}
