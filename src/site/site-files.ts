/** A site's files, each fetched once, when it is first needed. */
import { NearbyError, reasonOf } from '../errors.ts';

/**
 * The bytes of a file of the site, by its path below the folder of data; their buffer holds nothing else. Rejects with any error.
 * @param onBytes told how many have come.
 */
export type FetchFile = (path: string, onBytes?: (bytes: number) => void) => Promise<Uint8Array<ArrayBuffer>>;

/**
 * Thrown by who needs a file that has not come: search reads a corpus as if all of it were at hand. Whoever began waits, and
 * begins again; an answer is worked out in milliseconds, files take longer.
 */
class NotHere extends Error {
  readonly coming: Promise<void>;

  constructor(coming: Promise<void>) {
    super('A file of the site has not come yet.');
    this.coming = coming;
  }
}

export class SiteFiles {
  readonly #fetch: FetchFile;
  /** What files say, read once. A site is small enough to be held whole. */
  readonly #contents = new Map<string, unknown>();
  readonly #coming = new Map<string, Promise<void>>();

  constructor(fetch: FetchFile) {
    this.#fetch = fetch;
  }

  /**
   * What a file says.
   * @param read of its bytes; always the same for one path.
   * @throws NotHere where it has not come.
   */
  content<Content>(path: string, read: (bytes: Uint8Array<ArrayBuffer>) => Content): Content {
    return this.contents([path], read)[0];
  }

  /** Of several files of one kind, fetched side by side. @throws NotHere where one has not come. */
  contents<Content>(paths: readonly string[], read: (bytes: Uint8Array<ArrayBuffer>) => Content): Content[] {
    const missing = paths.filter((path) => !this.#contents.has(path));
    if (missing.length > 0) throw new NotHere(this.load(missing, read));
    return paths.map((path) => this.#contents.get(path) as Content);
  }

  /** Fetches what is not here yet. @throws NearbyError `site-file`; a later call tries again. */
  async load(paths: readonly string[], read: (bytes: Uint8Array<ArrayBuffer>) => unknown): Promise<void> {
    await Promise.all(
      paths.map((path) => {
        if (this.#contents.has(path)) return undefined;
        const coming =
          this.#coming.get(path) ?? this.#fetchOne(path, read).finally(() => this.#coming.delete(path));
        this.#coming.set(path, coming);
        return coming;
      }),
    );
  }

  /** Does a piece of work as often as it takes for all the files that it needs to be here. @throws as `load`, and as `work`. */
  async whenHere<Result>(work: () => Result | Promise<Result>): Promise<Result> {
    for (;;) {
      try {
        return await work();
      } catch (thrown) {
        if (!(thrown instanceof NotHere)) throw thrown;
        await thrown.coming;
      }
    }
  }

  async #fetchOne(path: string, read: (bytes: Uint8Array<ArrayBuffer>) => unknown): Promise<void> {
    try {
      this.#contents.set(path, read(await this.#fetch(path)));
    } catch (error) {
      if (error instanceof NearbyError) throw error;
      throw new NearbyError('site-file', { path, reason: reasonOf(error) }, { cause: error });
    }
  }
}

const decoder = new TextDecoder('utf-8', { fatal: true });

/** Of a JSON file that the export wrote. */
export function jsonOf<Content>(bytes: Uint8Array): Content {
  return JSON.parse(decoder.decode(bytes)) as Content;
}
