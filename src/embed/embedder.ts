import { availableParallelism } from 'node:os';
import { NearbyError } from '../errors.ts';
import type { VectorTable } from '../tables/vector-table.ts';
import type { ModelDescription } from './model-description.ts';
import { ProcessPool } from './process-pool.ts';
import { TextModel } from './text-model.ts';

/** Models with prefixes embed a paper and a question differently. */
export type TextKind = 'document' | 'query';

export interface EmbeddedTexts {
  /** Row i is the unit vector of text i; the same bits alone or among others. */
  vectors: VectorTable;
  /** 1 where the text had more tokens than the model reads, and the rest was left out. */
  cut: Uint8Array;
}

/** Texts to vectors, with one model. */
export interface Embedder {
  readonly model: ModelDescription;
  /** How many calls of `embed` it works on at the same time; absent means 1. */
  readonly parallel?: number;
  /**
   * Prefixes are added here, by kind. Any string will do: a text without a single token gets a fixed direction (see
   * pooling.ts).
   * @throws NearbyError `embedding-failed` where a process died or the embedder was closed; `model-invalid` or
   *   `bad-vector` where the model fails on a text
   */
  embed(texts: readonly string[], kind: TextKind): Promise<EmbeddedTexts>;
  /** Ends its processes, at work or not. Safe to call twice. */
  close(): Promise<void>;
}

export const embedderDefaults = {
  /**
   * Forked processes, one thread each; 0 embeds in this process, which is best for questions one at a time. Up to the
   * number of cores, more is faster; each takes the model's size in memory and about half a second to start. 0 to 64.
   */
  processes: 0,
};

/** How many processes to give a build: one a core, at most 8, since each holds the whole model in memory. */
export function buildProcesses(): number {
  return Math.min(availableParallelism(), 8);
}

/**
 * Loads a model, here or in forked processes, and sees that it works.
 * @throws NearbyError `runtime-missing`, `model-incomplete`, `model-invalid`, `embedding-failed`, `bad-option`
 */
export async function openEmbedder(
  model: ModelDescription,
  options: Partial<typeof embedderDefaults> = {},
): Promise<Embedder> {
  const processes = options.processes ?? embedderDefaults.processes;
  if (!Number.isInteger(processes) || processes < 0 || processes > 64) {
    const expected = 'a whole number of processes, 0 (this one) to 64';
    throw new NearbyError('bad-option', { name: 'processes', value: processes, expected });
  }
  return processes === 0 ? openHere(model) : ProcessPool.open(model, processes);
}

async function openHere(model: ModelDescription): Promise<Embedder> {
  const textModel = await TextModel.open(model);
  let closed = false;
  return {
    model,
    parallel: 1,
    embed: async (texts, kind) => {
      if (closed) throw new NearbyError('embedding-failed', { reason: 'it was closed' });
      return textModel.embed(texts, kind);
    },
    close: async () => {
      closed = true;
    },
  };
}
