import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { NearbyError, reasonOf } from '../errors.ts';
import { atOnce, inTurns, type Work } from '../in-turns.ts';
import { ignoreProgress, type OnProgress } from '../progress.ts';
import { checkVectors, type VectorTable, vectorAt, wrongVector } from '../tables/vector-table.ts';
import { checkHnswFile } from './check-hnsw-file.ts';
import { DistinctRows } from './distinct-rows.ts';
import { ExactIndex } from './exact-index.ts';
import { type Hnswlib, loadHnswlib, type NativeHnsw, type NativeHnswConstructor } from './hnswlib.ts';
import { inSlices } from './in-slices.ts';
import { checkWhole, maxEf, mergeOptions } from './index-options.ts';
import { NearestHeap } from './nearest-heap.ts';
import { checkQuestion, type Found, type IndexSearchOptions, type VectorIndex } from './vector-index.ts';

/**
 * The parameters of HNSW, by their names in the paper and in hnswlib. Set wrongly, they show in recall@10: raise `ef`
 * first (no rebuild), then `efConstruction`, then `m`.
 */
export const hnswDefaults = {
  /**
   * Links that a new element makes on each level (level 0 keeps up to twice as many). Larger: better recall on data of
   * many intrinsic dimensions, m × 8 more bytes a row, slower to build and search. 2 … 100; 12–48 is sane.
   */
  m: 16,
  /**
   * How many candidates are looked at to choose those links. Larger: a better graph and a proportionally longer build;
   * no bytes, and searches are no slower. 2 … 100,000, at least m; 60–500 is sane. README.md has the figures.
   */
  efConstruction: 80,
  /**
   * How many candidates a search keeps; never fewer than its k. Larger: better recall, proportionally slower. 1 …
   * 100,000; 64–512 is sane.
   */
  ef: 128,
  /** Seeds the levels that elements are drawn to: same vectors and seed, same bytes. 0 … 2^32 − 1. No effect on quality. */
  seed: 1,
};

export type HnswOptions = typeof hnswDefaults;

/** Rows looked at between two moments at which other work may have its turn: less than a millisecond. */
const rowsATurn = 1024;

let hnswlib: Hnswlib | null = null;

/** Whether hnswlib-node can be loaded, and if not, why: one line. Never throws. */
export function hnswAvailable(): { available: boolean; reason: string } {
  hnswlib ??= loadHnswlib();
  return { available: hnswlib.native !== null, reason: hnswlib.reason };
}

/**
 * Hierarchical navigable small world graph (Malkov & Yashunin 2016, https://arxiv.org/abs/1603.09320) by hnswlib-node,
 * in its inner-product space: on unit vectors its distance is our 1 − dot.
 *
 * Departures from plain hnswlib:
 * - Searches under a mask go to an exact scan of the allowed rows. hnswlib's filter callback is not used: it thins the
 *   answer out under narrow filters, and ends the process when the callback throws.
 * - Everything is checked before the native code sees it. It ends the process on an array element that is not a number
 *   and takes NaN, vectors of another metric and files of other dimensions without a word.
 * - A vector that several rows share goes in once, and an answer that finds it lists them all. Copies would link to nothing
 *   but one another and hide the rest: with 1,000 copies among 2,000 rows, recall@10 of the other rows was 0.53.
 * - Answers are ordered by (distance, row), where hnswlib leaves ties in the order of its heap.
 *
 * One thread adds the rows in their order, so the same vectors, options and additions give the same bytes on one machine.
 */
export class HnswIndex implements VectorIndex {
  readonly kind = 'hnsw';
  readonly dimensions: number;
  /** How many candidates a search keeps unless it says otherwise. */
  readonly ef: number;
  readonly #native: NativeHnsw;
  #vectors: VectorTable;
  #rows = 0;
  readonly #distinct = new DistinctRows();
  #exact: ExactIndex | null = null;

  private constructor(native: NativeHnsw, vectors: VectorTable, ef: number) {
    this.#native = native;
    this.#vectors = vectors;
    this.ef = ef;
    this.dimensions = vectors.dimensions;
  }

  /**
   * @param vectors kept for exact searches under a mask: they must not change while the index is used.
   * @throws NearbyError `bad-vector`, `bad-shape`, `bad-option`, `unknown-option`; `hnsw-missing` without hnswlib-node.
   */
  static async build(
    vectors: VectorTable,
    options: Partial<HnswOptions> = {},
    onProgress: OnProgress = ignoreProgress,
  ): Promise<HnswIndex> {
    const { m, efConstruction, ef, seed } = checkedOptions(options);
    const native = newNative(vectors.dimensions);
    // Room for one: `add` makes the real room, because only resizing reports that memory has run out; this call would
    // end the process.
    native.initIndex(1, m, efConstruction, seed);
    const index = new HnswIndex(native, vectors, ef);
    await index.add(vectors, onProgress);
    return index;
  }

  /**
   * Opens a file that `save` wrote.
   * @param vectors those that it was built from.
   * @param sha256 what `save` gave: hexadecimal, lower case.
   * @throws NearbyError `index-damaged` unless file, checksum and vectors belong together; `hnsw-missing`.
   */
  static load(
    path: string,
    vectors: VectorTable,
    sha256: string,
    options: Partial<Pick<HnswOptions, 'ef'>> = {},
  ): HnswIndex {
    const index = atOnce(HnswIndex.#checking(path, vectors, sha256, checkedOptions(options)));
    try {
      if (vectors.rows > 0) index.#native.readIndexSync(path);
    } catch (thrown) {
      throw unreadable(path, thrown);
    }
    return index;
  }

  /**
   * As `load`, in turns with other work, and the last part in a thread.
   * @throws also the reason of `stop`.
   */
  static async loadInTurns(
    path: string,
    vectors: VectorTable,
    sha256: string,
    stop: AbortSignal,
  ): Promise<HnswIndex> {
    const index = await inTurns(HnswIndex.#checking(path, vectors, sha256, hnswDefaults), stop);
    try {
      if (vectors.rows > 0) await index.#native.readIndex(path);
    } catch (thrown) {
      throw unreadable(path, thrown);
    }
    return index;
  }

  /** All that is wrong with a file found before native code reads it, and an index that has yet to read it. */
  static *#checking(
    path: string,
    vectors: VectorTable,
    sha256: string,
    { ef, seed }: HnswOptions,
  ): Work<HnswIndex> {
    const native = newNative(vectors.dimensions);
    yield* checkHnswChecksum(path, sha256);
    const index = new HnswIndex(native, vectors, ef);
    index.#distinct.reserve(vectors);
    for (let row = 0; row < vectors.rows; row++) {
      if (row % rowsATurn === 0) {
        const wrong = wrongVector(vectors, row, Math.min(row + rowsATurn, vectors.rows));
        if (wrong) throw wrong;
        yield;
      }
      index.#distinct.add(vectors, row);
    }
    index.#rows = vectors.rows;

    const head = yield* checkHnswFile(path, vectors, index.#distinct.firsts);
    // Where there is nothing to read, hnswlib would allocate nothing, which some systems answer as if it had failed.
    if (vectors.rows === 0) native.initIndex(1, head.m, head.efConstruction, seed);
    return index;
  }

  get rows(): number {
    return this.#rows;
  }

  /**
   * Writes the index beside its place, checks what was written, and renames it into place: there is never half a file.
   * @returns the sha256 that `load` wants.
   * @throws NearbyError `corpus-write`; what stood at `path` before is still there.
   */
  save(path: string): string {
    const partial = `${path}.partial`;
    try {
      // hnswlib passes over a full disk or a folder that is not there without a word; the check finds out.
      this.#native.writeIndexSync(partial);
      atOnce(checkHnswFile(partial, this.#vectors, this.#distinct.firsts));
      flush(partial);
      const sha256 = atOnce(sha256OfFile(partial));
      renameSync(partial, path);
      return sha256;
    } catch (thrown) {
      rmSync(partial, { force: true });
      const reason = isDamage(thrown)
        ? `the index came out damaged, as on a full disk (${thrown.values.reason})`
        : reasonOf(thrown);
      throw new NearbyError('corpus-write', { folder: dirname(path), reason }, { cause: thrown });
    }
  }

  /**
   * Adds the rows from `this.rows` on. Building n rows and adding the rest gives the same index as building all, as long as
   * it stays open; a loaded index draws its levels anew, so adding to it gives another graph, the same each time.
   *
   * @param vectors the whole table, old rows first; the old ones must be what they were. Searches are answered meanwhile,
   *   from the rows added so far.
   */
  async add(vectors: VectorTable, onProgress: OnProgress = ignoreProgress): Promise<void> {
    if (vectors.dimensions !== this.dimensions) {
      throw new NearbyError('bad-shape', {
        what: 'vector table',
        got: `${vectors.dimensions} dimensions`,
        expected: `${this.dimensions}`,
      });
    }
    if (vectors.rows < this.#rows) {
      const expected = `at least the ${this.#rows} that the index has`;
      throw new NearbyError('bad-shape', { what: 'vector table', got: `${vectors.rows} rows`, expected });
    }
    checkVectors(vectors);
    if (vectors.rows > this.#rows) {
      try {
        this.#native.resizeIndex(vectors.rows);
      } catch (thrown) {
        throw new NearbyError('internal', { reason: reasonOf(thrown) }, { cause: thrown });
      }
    }
    this.#vectors = vectors;
    this.#distinct.reserve(vectors);

    const total = vectors.rows;
    // One array for all rows, of numbers from the start: the native code looks at every element.
    const point = new Array<number>(this.dimensions).fill(0);
    const addNext = (row: number) => {
      if (this.#distinct.add(vectors, row)) {
        const vector = vectorAt(vectors, row);
        for (let d = 0; d < point.length; d++) point[d] = vector[d];
        this.#native.addPoint(point, row);
      }
      this.#rows = row + 1;
      return row + 1;
    };
    await inSlices(this.#rows, total, addNext, (done) => onProgress({ stage: 'index', done, total }));
  }

  search(query: Float32Array, k: number, options: IndexSearchOptions = {}): Found {
    checkQuestion(this, { rows: 1, dimensions: query.length, data: query }, k, options);
    if (options.allowed) return this.#exactTwin().search(query, k, { allowed: options.allowed });

    const heap = new NearestHeap(Math.min(k, this.#rows));
    const wanted = Math.min(k, this.#distinct.firsts.length);
    if (wanted > 0) {
      this.#native.setEf(options.ef ?? this.ef);
      const { neighbors, distances } = this.#native.searchKnn(Array.from(query), wanted);
      for (let i = 0; i < neighbors.length; i++) {
        // Rounding carries a dot product a little past 1 or −1.
        const distance = Math.min(2, Math.max(0, distances[i]));
        heap.offer(neighbors[i], distance);
        for (const copy of this.#distinct.copiesOf(neighbors[i])) heap.offer(copy, distance);
      }
    }
    return heap.take();
  }

  distances(...asked: Parameters<ExactIndex['distances']>): void {
    this.#exactTwin().distances(...asked);
  }

  /** Made at the first search that is exact, and again when rows have come since. */
  #exactTwin(): ExactIndex {
    if (this.#exact?.rows !== this.#rows) {
      const { dimensions, data } = this.#vectors;
      const added = data.subarray(0, this.#rows * dimensions);
      this.#exact = new ExactIndex({ rows: this.#rows, dimensions, data: added });
    }
    return this.#exact;
  }
}

/** @throws NearbyError `index-damaged` unless the file has the checksum that `save` gave. */
export function* checkHnswChecksum(path: string, sha256: string): Work<void> {
  const got = yield* sha256OfFile(path);
  if (got === sha256) return;
  const reason = `its sha256 is ${got}, but ${sha256} was recorded when it was written`;
  throw new NearbyError('index-damaged', { path, reason });
}

function checkedOptions(given: Partial<HnswOptions>): HnswOptions {
  const options = mergeOptions(hnswDefaults, given);
  checkWhole('m', options.m, 2, 100);
  checkWhole('efConstruction', options.efConstruction, options.m, maxEf);
  checkWhole('ef', options.ef, 1, maxEf);
  checkWhole('seed', options.seed, 0, 2 ** 32 - 1);
  return options;
}

function newNative(dimensions: number): NativeHnsw {
  const Native = nativeConstructor();
  return new Native('ip', dimensions);
}

function nativeConstructor(): NativeHnswConstructor {
  hnswlib ??= loadHnswlib();
  if (!hnswlib.native) throw new NearbyError('hnsw-missing', { reason: hnswlib.reason });
  return hnswlib.native;
}

const isDamage = (thrown: unknown): thrown is NearbyError<'index-damaged'> =>
  thrown instanceof NearbyError && thrown.code === 'index-damaged';

const unreadable = (path: string, cause: unknown) =>
  new NearbyError('index-damaged', { path, reason: reasonOf(cause) }, { cause });

function* sha256OfFile(path: string): Work<string> {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch (thrown) {
    const reason = `the file cannot be opened (${reasonOf(thrown)})`;
    throw new NearbyError('index-damaged', { path, reason }, { cause: thrown });
  }
  try {
    const hash = createHash('sha256');
    const slice = new Uint8Array(1024 * 1024);
    for (;;) {
      const bytes = readSync(file, slice);
      if (bytes === 0) return hash.digest('hex');
      hash.update(slice.subarray(0, bytes));
      yield;
    }
  } finally {
    closeSync(file);
  }
}

/** Waits until the disk has it: a rename must not outlive its contents. */
function flush(path: string): void {
  const file = openSync(path, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
