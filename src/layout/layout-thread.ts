/** A worker thread for the layout, from the side of who asks: one task at a time, its answer or what went wrong. */
import { totalmem } from 'node:os';
import { Worker } from 'node:worker_threads';
import { NearbyError, reasonOf } from '../errors.ts';
import type { NeighborGraph } from '../tables/neighbor-graph.ts';
import type { VectorTable } from '../tables/vector-table.ts';
import type { UmapOptions } from './run-umap.ts';

/** What is asked of a thread, and below each what it answers. */
export type LayoutTask =
  /** Float32Array, rows × 2, framed; with the epochs done on the way. */
  | { kind: 'umap-js'; graph: NeighborGraph; vectors: VectorTable; options: UmapOptions }
  /** SharedLayout. */
  | { kind: 'prepare'; graph: NeighborGraph; vectors: VectorTable; options: UmapOptions }
  /** null: the thread knows its rows now. */
  | { kind: 'take-rows'; shared: SharedLayout; options: UmapOptions; first: number; end: number }
  /** null: its rows have moved. */
  | { kind: 'epoch'; epoch: number };

/** Arrays in memory that all threads see: the edges (see optimize-layout.ts), and the points before and after an epoch. */
export interface SharedLayout {
  starts: Int32Array;
  targets: Int32Array;
  rates: Float32Array;
  /** rows × 2 each. Even epochs lead from the first to the second, odd ones back. */
  points: [Float32Array, Float32Array];
}

export type LayoutAnswer =
  | { epoch: { done: number; total: number } }
  | { result: Float32Array | SharedLayout | null };

/**
 * Of the machine's memory, for the thread's heap: umap-js takes about 75 kB a row (1.5 GB at 20,000), so that Node's
 * default of 2 to 4 GB would end it at some tens of thousands of rows.
 */
const heapShare = 0.75;

export class LayoutThread {
  private readonly worker = new Worker(new URL('./layout-worker.mjs', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: Math.floor((totalmem() * heapShare) / 2 ** 20) },
  });
  private waiting: {
    resolve(result: unknown): void;
    reject(reason: unknown): void;
    onEpoch(done: number, total: number): void;
  } | null = null;
  private failure: unknown = null;
  private readonly signal: AbortSignal | null;
  private readonly onAbort = () => this.fail(this.signal?.reason);

  /** @param signal fails what is asked, with its reason, as soon as it is aborted; `end` is still to be called. */
  constructor(signal: AbortSignal | null) {
    this.signal = signal;
    signal?.addEventListener('abort', this.onAbort, { once: true });

    this.worker.on('message', (answer: LayoutAnswer) => {
      const { waiting } = this;
      if (!waiting) return;
      if ('result' in answer) {
        this.waiting = null;
        waiting.resolve(answer.result);
        return;
      }
      try {
        waiting.onEpoch(answer.epoch.done, answer.epoch.total);
      } catch (thrown) {
        this.fail(thrown);
      }
    });
    this.worker.on('error', (thrown) => this.failWith(reasonOf(thrown), thrown));
    this.worker.on('exit', (code) => this.failWith(`its worker thread ended with code ${code}`));
  }

  /** @throws NearbyError `layout-failed` where the thread fails or has failed; what `onEpoch` throws. */
  ask<Result>(task: LayoutTask, onEpoch: (done: number, total: number) => void = () => {}): Promise<Result> {
    return new Promise((resolve, reject) => {
      if (this.failure !== null) return reject(this.failure);
      this.waiting = { resolve: resolve as (result: unknown) => void, reject, onEpoch };
      this.worker.postMessage(task);
    });
  }

  /** Resolves once the thread is gone: what the caller does next has its memory and core. */
  async end(): Promise<void> {
    this.signal?.removeEventListener('abort', this.onAbort);
    this.fail(new NearbyError('layout-failed', { reason: 'its worker thread was ended' }));
    await this.worker.terminate();
  }

  private failWith(reason: string, cause?: unknown): void {
    this.fail(new NearbyError('layout-failed', { reason }, { cause }));
  }

  /** Only the first failure counts: the thread's exit, which the others bring about, would be one more. */
  private fail(failure: unknown): void {
    this.failure ??= failure;
    this.waiting?.reject(this.failure);
    this.waiting = null;
  }
}
