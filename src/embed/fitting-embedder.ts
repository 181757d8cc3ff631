/** Where to embed a known number of texts: here, or in processes, which each take their time to start. */
import { type Embedder, openEmbedder } from './embedder.ts';
import type { ModelDescription } from './model-description.ts';

/** What processes take to start, with the model in each: texts that take no longer here are embedded here. */
const processStartMs = 1_000;
/** Of more texts than this even a model without layers makes short work in processes, so it is not tried out. */
const mostHere = 10_000;
/** Texts tried out, one by one, or fewer where they take so long together: a model with layers takes 20 to 100 ms for one. */
export const triedTexts = 32;
const triedMs = 100;

/**
 * As `openEmbedder`, in this process where all texts are done here before processes would have started. The vectors are the same
 * bits either way.
 * @param texts all of them, or the first `triedTexts`.
 * @param count how many there are.
 * @param processes where they are worth it; 0 for none in any case.
 * @throws as `openEmbedder`, and as `embed`.
 */
export async function openFittingEmbedder(
  model: ModelDescription,
  texts: readonly string[],
  count: number,
  processes: number,
): Promise<Embedder> {
  if (processes === 0 || count > mostHere) return openEmbedder(model, { processes });
  const here = await openEmbedder(model, { processes: 0 });
  try {
    if ((await usualMs(here, texts)) * count <= processStartMs) return here;
  } catch (thrown) {
    await here.close();
    throw thrown;
  }
  await here.close();
  return openEmbedder(model, { processes });
}

/** The median of the milliseconds that single texts take: the first ones, before the code is warm, say little. */
async function usualMs(embedder: Embedder, texts: readonly string[]): Promise<number> {
  const took: number[] = [];
  const startMs = performance.now();
  for (const text of texts.slice(0, triedTexts)) {
    const textMs = performance.now();
    await embedder.embed([text], 'document');
    took.push(performance.now() - textMs);
    if (performance.now() - startMs > triedMs) break;
  }
  return took.sort((a, b) => a - b)[took.length >> 1] ?? 0;
}
