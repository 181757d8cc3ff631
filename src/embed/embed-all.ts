import { ignoreProgress, type OnProgress } from '../progress.ts';
import type { EmbeddedTexts, Embedder, TextKind } from './embedder.ts';

export const embedAllDefaults = {
  /**
   * Texts in a batch. Larger: fewer messages and fewer transactions for whoever stores them; smaller: less work lost by
   * a kill, finer progress. 16 to 256. Near the end and in small jobs batches are smaller, to keep all processes busy.
   */
  batch: 64,
  /** As what the texts are embedded: papers, or questions. */
  kind: 'document' as TextKind,
  onProgress: ignoreProgress as OnProgress,
};

export interface EmbedAllOptions {
  batch: number;
  kind: TextKind;
  /**
   * Called once for every finished batch, in no promised order, each position exactly once over all calls: row i of
   * `embedded` is `texts[positions[i]]`. Further batches wait until it returns (or its promise is kept), so a slow store
   * slows the embedding instead of filling memory.
   */
  onBatch: (positions: Int32Array, embedded: EmbeddedTexts) => void | Promise<void>;
  onProgress: OnProgress;
}

/**
 * Embeds many texts, spread over the embedder's processes, the longest first: texts of a length go together, and at the
 * end no process is left with the long ones.
 *
 * @throws whatever `embed` or `onBatch` threw first. No batch is begun after that; those already at work are still handed
 *   to `onBatch`, unless it was that which threw.
 */
export async function embedAll(
  embedder: Embedder,
  texts: readonly string[],
  options: Pick<EmbedAllOptions, 'onBatch'> & Partial<EmbedAllOptions>,
): Promise<void> {
  const {
    onBatch,
    batch = embedAllDefaults.batch,
    kind = embedAllDefaults.kind,
    onProgress = embedAllDefaults.onProgress,
  } = options;
  const parallel = Math.max(1, embedder.parallel ?? 1);
  const order = Int32Array.from(texts.keys()).sort((a, b) => texts[b].length - texts[a].length || a - b);
  // A quarter of each process's share at most, so that small jobs are spread too.
  const size = Math.max(1, Math.min(batch, Math.ceil(texts.length / (parallel * 4))));
  let next = 0;
  let done = 0;
  let failure: { thrown: unknown } | null = null;
  let storing = true;
  onProgress({ stage: 'embed', done, total: texts.length });

  async function takeBatches(): Promise<void> {
    while (next < order.length && !failure) {
      const positions = order.slice(next, next + size);
      next += positions.length;
      try {
        const embedded = await embedder.embed(
          Array.from(positions, (position) => texts[position]),
          kind,
        );
        if (!storing) return;
        try {
          await onBatch(positions, embedded);
        } catch (error) {
          storing = false;
          throw error;
        }
        done += positions.length;
        onProgress({ stage: 'embed', done, total: texts.length });
      } catch (error) {
        failure ??= { thrown: error };
      }
    }
  }

  // One more than there are processes, so that each finds the next batch waiting while this process stores the last.
  await Promise.all(Array.from({ length: parallel + 1 }, takeBatches));
  if (failure) throw (failure as { thrown: unknown }).thrown;
}
