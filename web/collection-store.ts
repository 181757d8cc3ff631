/**
 * Keeps collections in this browser. Each change is made to what is stored at that moment, so that two tabs do not undo each
 * other's. Storage that is forbidden, full or holds something else harms nothing: it is said, and the page goes on.
 */
import { type Collection, keptSchema } from './collections.ts';

export interface Kept {
  collections: readonly Collection[];
  /** What the person should know of the storage, in a sentence; null: all is kept. */
  problem: string | null;
}

const forbidden =
  'This browser keeps nothing for this page (a private window, or storage is blocked): collections last until the page is closed. Export them to keep them.';
const full =
  'The storage of this browser is full: the last changes last until the page is closed. Export the collections to keep them.';

export class CollectionStore {
  readonly #key: string;
  readonly #storage: () => Storage;
  readonly #changed: (kept: Kept) => void;
  #kept: Kept = { collections: [], problem: null };
  /** What is in memory is more than what is stored. */
  #isAhead = false;

  /**
   * @param corpus name of the corpus: each has its own.
   * @param changed told now and after each change, also of another tab.
   * @param storage throws where the browser forbids it.
   */
  constructor(corpus: string, changed: (kept: Kept) => void, storage: () => Storage = () => localStorage) {
    this.#key = `nearby-collections:${corpus}`;
    this.#changed = changed;
    this.#storage = storage;
    this.#tell(this.#read());
  }

  get collections(): readonly Collection[] {
    return this.#kept.collections;
  }

  /** As in `Kept`. */
  get problem(): string | null {
    return this.#kept.problem;
  }

  /** For the window's storage events: another tab has changed something. */
  otherTabChanged(key: string | null): void {
    if (this.#isAhead || (key !== null && key !== this.#key)) return;
    this.#tell(this.#read());
  }

  /** @throws what `edit` throws; then nothing is changed. */
  change(edit: (collections: readonly Collection[]) => Collection[]): void {
    const before = this.#isAhead ? this.#kept : this.#read();
    const collections = edit(before.collections);
    this.#tell({ collections, problem: this.#write(collections) });
  }

  #tell(kept: Kept): void {
    this.#kept = kept;
    this.#changed(kept);
  }

  #read(): Kept {
    let text: string | null;
    try {
      text = this.#storage().getItem(this.#key);
    } catch {
      this.#isAhead = true;
      return { collections: [], problem: forbidden };
    }
    if (text === null) return { collections: [], problem: null };
    const read = keptSchema.safeParse(parsed(text));
    if (read.success) return { collections: read.data.collections, problem: null };
    return {
      collections: [],
      problem: `What this browser had kept as collections cannot be read. It is left as it is; the next change sets it aside as "${this.#key}.unreadable".`,
    };
  }

  #write(collections: readonly Collection[]): string | null {
    try {
      const storage = this.#storage();
      const before = storage.getItem(this.#key);
      if (before !== null && !keptSchema.safeParse(parsed(before)).success)
        storage.setItem(`${this.#key}.unreadable`, before);
      storage.setItem(this.#key, JSON.stringify({ version: 1, collections }));
      this.#isAhead = false;
      return null;
    } catch (failure) {
      this.#isAhead = true;
      return failure instanceof DOMException && failure.name === 'QuotaExceededError' ? full : forbidden;
    }
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
