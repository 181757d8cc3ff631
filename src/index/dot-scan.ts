import { NearbyError } from '../errors.ts';
import { type VectorTable, vectorAt } from '../tables/vector-table.ts';
import { dotScanWasm } from './dot-scan-wasm.ts';

/** Rows in one block: at 256 dimensions 256 KiB, which stays in the second-level cache while many queries pass over it. */
export const blockRows = 256;

/** Queries that can wait side by side. More would push the block out of the cache. */
export const maxQueries = 64;

/** What one WebAssembly memory can address. */
export const wasmLimitBytes = 2 ** 32;

const pageBytes = 65_536;

interface Kernels {
  oneQuery(query: number, stride: number, addresses: number, rows: number, out: number): void;
  fourQueries(queries: number, stride: number, addresses: number, rows: number, out: number): void;
}

let compiled: WebAssembly.Module | null = null;

/**
 * The WebAssembly side of the exact index: a memory with the vectors in it, and the two loops of dot-scan.wat over them.
 *
 * One after another in the memory, each vector padded with zeros to a multiple of 4 numbers:
 *
 *     | what      | bytes                  |                                                             |
 *     |-----------|------------------------|-------------------------------------------------------------|
 *     | queries   | maxQueries × stride    | set by `setQueries`                                         |
 *     | addresses | blockRows × 4          | u32: where each row of the placed block begins              |
 *     | distances | blockRows × 4 × 4      | f32: what the loops write                                   |
 *     | block     | blockRows × stride     | rows copied in by `placeRows`, while the table is not here   |
 *     | table     | rows × stride          | the whole table, from `keepTable` on                        |
 */
export class DotScan {
  readonly #vectors: VectorTable;
  readonly #limitBytes: number;
  readonly #memory: WebAssembly.Memory;
  readonly #kernels: Kernels;
  readonly #stride: number;
  readonly #addressesAt: number;
  readonly #distancesAt: number;
  readonly #blockAt: number;
  readonly #tableAt: number;
  #hasTable = false;
  #tableRefused = false;
  #placed = 0;

  /**
   * @param vectors read again at every `placeRows` until the table is kept: they must not change.
   * @param limitBytes how large the memory may grow for the table; a larger table is copied through block by block.
   */
  constructor(vectors: VectorTable, limitBytes: number) {
    this.#vectors = vectors;
    this.#limitBytes = Math.min(limitBytes, wasmLimitBytes);
    this.#stride = Math.max(4, Math.ceil(vectors.dimensions / 4) * 4) * 4;
    this.#addressesAt = maxQueries * this.#stride;
    this.#distancesAt = this.#addressesAt + blockRows * 4;
    this.#blockAt = this.#distancesAt + blockRows * 4 * 4;
    this.#tableAt = this.#blockAt + blockRows * this.#stride;
    this.#memory = new WebAssembly.Memory({
      initial: Math.ceil(this.#tableAt / pageBytes),
      maximum: wasmLimitBytes / pageBytes,
    });
    // Not Buffer, which browsers lack.
    compiled ??= new WebAssembly.Module(Uint8Array.from(atob(dotScanWasm), (sign) => sign.charCodeAt(0)));
    const instance = new WebAssembly.Instance(compiled, { nearby: { memory: this.#memory } });
    this.#kernels = instance.exports as unknown as Kernels;
  }

  /** Bytes of the WebAssembly memory. */
  get memoryBytes(): number {
    return this.#memory.buffer.byteLength;
  }

  get hasTable(): boolean {
    return this.#hasTable;
  }

  /** Copies the whole table in, once, so that blocks need no copying. Does nothing where it does not fit. */
  keepTable(): void {
    if (this.#hasTable || this.#tableRefused) return;
    const { rows } = this.#vectors;
    const wantedBytes = this.#tableAt + rows * this.#stride;
    if (wantedBytes > this.#limitBytes || !this.#growTo(wantedBytes)) {
      this.#tableRefused = true;
      return;
    }
    const memory = new Float32Array(this.#memory.buffer);
    for (let row = 0; row < rows; row++) {
      memory.set(vectorAt(this.#vectors, row), (this.#tableAt + row * this.#stride) / 4);
    }
    this.#hasTable = true;
  }

  /** Copies queries `from … from + count` of a table in; they become queries 0 … count. At most `maxQueries`. */
  setQueries(queries: VectorTable, from: number, count: number): void {
    const memory = new Float32Array(this.#memory.buffer);
    for (let query = 0; query < count; query++) {
      memory.set(vectorAt(queries, from + query), (query * this.#stride) / 4);
    }
  }

  /** Makes these rows (at least one, at most `blockRows`) the block that the next distances are about. */
  placeRows(rows: Int32Array): void {
    if (rows.length === 0 || rows.length > blockRows) {
      throw new NearbyError('bad-shape', {
        what: 'block',
        got: rows.length,
        expected: `1 to ${blockRows} rows`,
      });
    }
    const addresses = new Uint32Array(this.#memory.buffer, this.#addressesAt, blockRows);
    const floats = this.#hasTable ? null : new Float32Array(this.#memory.buffer);
    for (let i = 0; i < rows.length; i++) {
      if (floats) {
        addresses[i] = this.#blockAt + i * this.#stride;
        floats.set(vectorAt(this.#vectors, rows[i]), addresses[i] / 4);
      } else {
        addresses[i] = this.#tableAt + rows[i] * this.#stride;
      }
    }
    // The loops go four rows at a time: the rows that they count too many are the last one again.
    addresses.fill(addresses[rows.length - 1], rows.length, Math.ceil(rows.length / 4) * 4);
    this.#placed = rows.length;
  }

  /** Distances of one query to the placed rows. A view that the next call overwrites. */
  distances(query: number): Float32Array {
    this.#kernels.oneQuery(
      query * this.#stride,
      this.#stride,
      this.#addressesAt,
      this.#placed,
      this.#distancesAt,
    );
    return new Float32Array(this.#memory.buffer, this.#distancesAt, this.#placed);
  }

  /**
   * Distances of four queries, `firstQuery` and the three after it: that of row i to query firstQuery + j is at 4i + j.
   * Twice as fast as four times one. A view that the next call overwrites.
   */
  distancesOfFour(firstQuery: number): Float32Array {
    this.#kernels.fourQueries(
      firstQuery * this.#stride,
      this.#stride,
      this.#addressesAt,
      this.#placed,
      this.#distancesAt,
    );
    return new Float32Array(this.#memory.buffer, this.#distancesAt, this.#placed * 4);
  }

  #growTo(bytes: number): boolean {
    const missing = bytes - this.#memory.buffer.byteLength;
    if (missing <= 0) return true;
    try {
      this.#memory.grow(Math.ceil(missing / pageBytes));
      return true;
    } catch (thrown) {
      // The machine has no such piece of memory to give. The scan by blocks gives the same answers, only slower.
      if (thrown instanceof RangeError) return false;
      throw thrown;
    }
  }
}
