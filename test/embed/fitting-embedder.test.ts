import { describe, expect, it } from 'vitest';
import { openFittingEmbedder } from '../../src/embed/fitting-embedder.ts';
import { describeModel } from '../../src/embed/model-description.ts';
import { defaultModel, resolveModel } from '../../src/embed/resolve-model.ts';
import { refusalOf } from '../refusal.ts';
import { tinyModel, tinyTokenizer } from './tiny-model.ts';

describe('an embedder that fits the number of texts', () => {
  it.each([
    { count: 0, texts: [], processes: 2, parallel: 1 },
    { count: 2, texts: ['graphs', 'trees'], processes: 2, parallel: 1 },
    { count: 1_000_000, texts: ['graphs'], processes: 2, parallel: 2 },
    { count: 1_000_000, texts: ['graphs'], processes: 0, parallel: 1 },
  ])('of $count texts and $processes processes has $parallel at work', async (asked) => {
    const model = await resolveModel(defaultModel);
    const embedder = await openFittingEmbedder(model, asked.texts, asked.count, asked.processes);
    try {
      expect(embedder.parallel).toBe(asked.parallel);
      expect((await embedder.embed(['graphs'], 'document')).vectors.rows).toBe(1);
    } finally {
      await embedder.close();
    }
  });

  it('refuses a text that the model fails on', async () => {
    const vocab = { ...tinyTokenizer.model.vocab, beyond: 99 };
    const model = await describeModel(
      tinyModel({ 'tokenizer.json': { ...tinyTokenizer, model: { ...tinyTokenizer.model, vocab } } }),
      'm',
    );
    expect((await refusalOf(openFittingEmbedder(model, ['beyond'], 1, 2))).code).toBe('model-invalid');
  });
});
