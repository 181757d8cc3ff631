/**
 * A worker thread that does one task at a time, from both sides: `TaskThread` for who asks, `answerTasks` for the module
 * that runs in it. Long stages run there, so that the caller's event loop stays free and both cores work.
 */
import { totalmem } from 'node:os';
import { parentPort, Worker } from 'node:worker_threads';
import { type ErrorCode, type ErrorValues, NearbyError, reasonOf } from './errors.ts';

/** Tells who asked how far a task is. */
export type Report = (done: number, total: number) => void;

type Message =
  | { done: number; total: number }
  | { result: unknown }
  | { refused: { code: ErrorCode; values: ErrorValues<ErrorCode> } }
  | { failed: string };

/**
 * Of the machine's memory, for the heap of a thread: Node's default of 2 to 4 GB would end umap-js (75 kB a row) at some
 * tens of thousands of rows.
 */
const heapShare = 0.75;

export class TaskThread<Task> {
  private readonly worker: Worker;
  private waiting: {
    resolve(result: unknown): void;
    reject(reason: unknown): void;
    onReport: Report;
  } | null = null;
  private failure: unknown = null;
  private readonly refusalFor: (reason: string, cause?: unknown) => NearbyError;
  private readonly signal: AbortSignal | null;
  private readonly onAbort = () => this.fail(this.signal?.reason);

  /**
   * @param module calls `answerTasks` when it is loaded.
   * @param refusalFor what is thrown where the thread fails by itself, for a reason that is one line.
   * @param signal fails what is asked, with its reason, as soon as it is aborted; `end` is still to be called.
   */
  constructor(
    module: URL,
    refusalFor: (reason: string, cause?: unknown) => NearbyError,
    signal: AbortSignal | null = null,
  ) {
    this.worker = new Worker(new URL('./task-thread.mjs', import.meta.url), {
      workerData: { module: module.href },
      resourceLimits: { maxOldGenerationSizeMb: Math.floor((totalmem() * heapShare) / 2 ** 20) },
    });
    this.refusalFor = refusalFor;
    this.signal = signal;
    signal?.addEventListener('abort', this.onAbort, { once: true });
    this.worker.on('message', (message: Message) => this.receive(message));
    this.worker.on('error', (thrown) => this.fail(this.refusalFor(reasonOf(thrown), thrown)));
    this.worker.on('exit', (code) => this.fail(this.refusalFor(`its worker thread ended with code ${code}`)));
  }

  /**
   * What of the task lies in shared memory is shared, everything else copied.
   * @throws the NearbyError of the task, or that of `refusalFor` where the thread fails or has failed; what `onReport` throws.
   */
  ask<Result>(task: Task, onReport: Report = () => {}): Promise<Result> {
    return new Promise((resolve, reject) => {
      if (this.failure !== null) return reject(this.failure);
      this.waiting = { resolve: resolve as (result: unknown) => void, reject, onReport };
      this.worker.postMessage(task);
    });
  }

  /** Resolves once the thread is gone: what the caller does next has its memory and core. */
  async end(): Promise<void> {
    this.signal?.removeEventListener('abort', this.onAbort);
    this.fail(this.refusalFor('its worker thread was ended'));
    await this.worker.terminate();
  }

  private receive(message: Message): void {
    const { waiting } = this;
    if (!waiting) return;
    if ('done' in message) {
      try {
        waiting.onReport(message.done, message.total);
      } catch (thrown) {
        this.fail(thrown);
      }
      return;
    }
    this.waiting = null;
    if ('result' in message) waiting.resolve(message.result);
    else if ('refused' in message)
      waiting.reject(new NearbyError(message.refused.code, message.refused.values));
    else waiting.reject(this.refusalFor(message.failed));
  }

  /** Only the first failure counts: the thread's exit, which the others bring about, would be one more. */
  private fail(failure: unknown): void {
    this.failure ??= failure;
    this.waiting?.reject(this.failure);
    this.waiting = null;
  }
}

/** Reports a task; more would cost time beside the work and show no smoother bar. */
const reports = 100;

/** In the thread: `answer` does each task that is asked and gives its result. */
export function answerTasks<Task>(answer: (task: Task, report: Report) => unknown): void {
  const say = (message: Message) => parentPort!.postMessage(message);
  parentPort!.on('message', async (task: Task) => {
    let shown = -1;
    const report: Report = (done, total) => {
      const step = Math.floor((done / total) * reports);
      if (step === shown) return;
      shown = step;
      say({ done, total });
    };
    try {
      say({ result: await answer(task, report) });
    } catch (thrown) {
      if (thrown instanceof NearbyError) say({ refused: { code: thrown.code, values: thrown.values } });
      else say({ failed: reasonOf(thrown) });
    }
  });
}
