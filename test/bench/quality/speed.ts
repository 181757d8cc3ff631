/** Texts a second in one process, and megabytes on disk. */
import type { Figure } from './figure.ts';
import { mean } from './metrics.ts';
import type { OpenModel } from './open-model.ts';

export const speedDefaults = {
  /** Texts timed; the interval is over batches of them. */
  texts: 2000,
  batch: 50,
  warmUp: 100,
};

/**
 * A batch goes through one model and then through the other, so that a machine that is busy for a while slows both.
 *
 * @param texts documents; the first 2,000 are timed. @returns two figures a model, in the order of the models.
 */
export async function speedFigures(
  models: readonly OpenModel[],
  texts: readonly string[],
): Promise<Figure[][]> {
  const { batch, warmUp } = speedDefaults;
  const timed = texts.slice(0, speedDefaults.texts);
  for (const { single } of models) await single.embed(timed.slice(0, warmUp), 'document');
  const secondsATextOf = models.map((): number[] => []);
  for (let start = 0; start < timed.length; start += batch) {
    const some = timed.slice(start, start + batch);
    for (const [i, { single }] of models.entries()) {
      const startMs = performance.now();
      await single.embed(some, 'document');
      secondsATextOf[i].push((performance.now() - startMs) / 1000 / some.length);
    }
  }
  return models.map(({ megabytes }, i) => {
    const secondsAText = secondsATextOf[i];
    const speed: Figure = {
      ...{ set: 'speed', of: `${timed.length} texts`, measure: 'texts a second, one process' },
      statistic: {
        sizes: [secondsAText.length],
        of: ([rows]) => 1 / mean(Float64Array.from(rows, (row) => secondsAText[row])),
      },
    };
    const size: Figure = {
      ...{ set: 'size', of: 'weights, tokenizer', measure: 'MB' },
      statistic: { sizes: [], of: () => megabytes },
    };
    return [speed, size];
  });
}
