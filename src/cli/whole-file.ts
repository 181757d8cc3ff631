import { closeSync, fsyncSync, openSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { NearbyError, reasonOf } from '../errors.ts';
import { partialPath, placeOf, removeAbandoned } from './partial-path.ts';

/**
 * A file that is there whole or not at all: it is written beside its place and renamed when it is finished. What is no
 * file (a pipe, /dev/null) is written as it stands.
 */
export class WholeFile {
  readonly #path: string;
  /** Where it will stand. */
  readonly #place: string;
  /** What is being written; null where it is written in its place. */
  readonly #partial: string | null;
  readonly #descriptor: number;
  #isOpen = true;
  #isFinished = false;

  /** @throws NearbyError `file-unwritable`, here and in `write` and `finish`; nothing is left behind then. */
  constructor(path: string) {
    this.#path = path;
    try {
      const isThere = statSync(path, { throwIfNoEntry: false });
      this.#place = placeOf(path);
      this.#partial = isThere && !isThere.isFile() ? null : partialPath(this.#place);
      if (this.#partial !== null) removeAbandoned(this.#place);
      this.#descriptor = openSync(this.#partial ?? this.#place, 'w');
    } catch (error) {
      throw unwritable(path, error);
    }
  }

  /** Adds bytes at the end. */
  write(bytes: Uint8Array): void {
    this.#refusing(() => writeFileSync(this.#descriptor, bytes));
  }

  /** Puts the file in its place, in that of an older one too. */
  finish(): void {
    this.#refusing(() => {
      if (this.#partial !== null) fsyncSync(this.#descriptor);
      this.#close();
      if (this.#partial !== null) renameSync(this.#partial, this.#place);
      this.#isFinished = true;
    });
  }

  /** Takes away what was written, unless it is finished; what stood in its place stays. Safe to call at any time. */
  discard(): void {
    this.#close();
    if (this.#partial !== null && !this.#isFinished) rmSync(this.#partial, { force: true });
  }

  #close(): void {
    if (this.#isOpen) closeSync(this.#descriptor);
    this.#isOpen = false;
  }

  #refusing(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.discard();
      throw unwritable(this.#path, error);
    }
  }
}

function unwritable(path: string, error: unknown): NearbyError {
  return new NearbyError('file-unwritable', { path, reason: reasonOf(error) }, { cause: error });
}
