import { fileURLToPath } from 'node:url';
import { NearbyError } from '../errors.ts';
import type { EmbeddedTexts, Embedder, TextKind } from './embedder.ts';
import type { ModelDescription } from './model-description.ts';
import { ModelProcess } from './model-process.ts';

/** Texts in one message. Fewer cost more messages, more leave processes waiting at the end. */
const textsInMessage = 64;

interface Job {
  texts: readonly string[];
  kind: TextKind;
  resolve: (embedded: EmbeddedTexts) => void;
  reject: (reason: unknown) => void;
}

/**
 * An embedder over forked processes, each with one thread: the runtime blocks the thread it runs on, and refuses to be
 * loaded by a second worker thread. Jobs wait in one queue; a free process takes the first.
 *
 * A process that dies fails the job it was at. The others go on; with none left, what waits fails the same way.
 */
export class ProcessPool implements Embedder {
  readonly model: ModelDescription;
  readonly #idle: ModelProcess[];
  readonly #living: Set<ModelProcess>;
  readonly #queue: Job[] = [];
  /** Why jobs are refused, once no process is left. */
  #ended: unknown = null;

  /**
   * Forks and waits until all have loaded the model.
   * @param file the program of a process; tests hand in others.
   * @throws what the first process that could not load it refused with
   */
  static async open(
    model: ModelDescription,
    processes: number,
    file: string = fileURLToPath(new URL('./embed-process.ts', import.meta.url)),
  ): Promise<ProcessPool> {
    const started = Array.from({ length: processes }, () => new ModelProcess(file));
    try {
      await Promise.all(started.map((process) => process.ask({ type: 'open', model })));
    } catch (error) {
      await Promise.all(started.map((process) => process.end()));
      throw error;
    }
    return new ProcessPool(model, started);
  }

  private constructor(model: ModelDescription, processes: ModelProcess[]) {
    this.model = model;
    this.#idle = [...processes];
    this.#living = new Set(processes);
  }

  get parallel(): number {
    return this.#living.size;
  }

  async embed(texts: readonly string[], kind: TextKind): Promise<EmbeddedTexts> {
    const starts = Array.from(
      { length: Math.ceil(texts.length / textsInMessage) },
      (_, i) => i * textsInMessage,
    );
    const parts = await Promise.all(
      starts.map((start) => this.#enqueue(texts.slice(start, start + textsInMessage), kind)),
    );
    const { dimensions } = this.model;
    const data = new Float32Array(texts.length * dimensions);
    const cut = new Uint8Array(texts.length);
    for (const [i, part] of parts.entries()) {
      data.set(part.vectors.data, starts[i] * dimensions);
      cut.set(part.cut, starts[i]);
    }
    return { vectors: { rows: texts.length, dimensions, data }, cut };
  }

  async close(): Promise<void> {
    this.#refuse(new NearbyError('embedding-failed', { reason: 'it was closed' }));
    await Promise.all([...this.#living].map((process) => process.end()));
  }

  #enqueue(texts: readonly string[], kind: TextKind): Promise<EmbeddedTexts> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ texts, kind, resolve, reject });
      this.#dispatch();
    });
  }

  /** Gives waiting jobs to idle processes. */
  #dispatch(): void {
    if (this.#ended) {
      for (const job of this.#queue.splice(0)) job.reject(this.#ended);
    }
    while (this.#queue.length > 0 && this.#idle.length > 0) {
      void this.#work(this.#idle.pop()!, this.#queue.shift()!);
    }
  }

  async #work(process: ModelProcess, job: Job): Promise<void> {
    try {
      const answer = await process.ask({ type: 'embed', texts: job.texts, kind: job.kind });
      if (answer.type !== 'embedded') throw new Error(`a process answered "${answer.type}" to "embed"`);
      const { dimensions } = this.model;
      job.resolve({ vectors: { rows: job.texts.length, dimensions, data: answer.data }, cut: answer.cut });
    } catch (error) {
      job.reject(error);
      if (!process.alive) this.#living.delete(process);
      if (this.#living.size === 0) this.#refuse(error);
    }
    if (process.alive) this.#idle.push(process);
    this.#dispatch();
  }

  #refuse(reason: unknown): void {
    this.#ended ??= reason;
    this.#dispatch();
  }
}
