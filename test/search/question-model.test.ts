import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { resolveModel } from '../../src/embed/resolve-model.ts';
import { QuestionModel } from '../../src/search/question-model.ts';
import type { CorpusSettings } from '../../src/store/corpus.ts';
import { refusalOf } from '../refusal.ts';

describe('the model of the questions', () => {
  let settings: CorpusSettings;
  const opened: QuestionModel[] = [];
  const said: string[] = [];
  beforeAll(async () => {
    const model = await resolveModel('nearby-fast');
    settings = { model, seed: 1, createdAt: '2024-01-01T00:00:00.000Z' };
  });
  afterAll(() => Promise.all(opened.map((model) => model.close())));

  const modelOf = (corpusModel: Partial<CorpusSettings['model']>, name = 'nearby-fast') => {
    const corpus = {
      folder: 'corpora/x',
      settings: { ...settings, model: { ...settings.model, ...corpusModel } },
    };
    const model = new QuestionModel(corpus, { name, processes: 0, say: (line) => said.push(line) });
    opened.push(model);
    return model;
  };

  it('opens at the first question, once for all of them', async () => {
    const model = modelOf({});
    const [first, second] = await Promise.all([
      model.embed(['glacier ice'], 'query'),
      model.embed(['glacier ice'], 'query'),
    ]);
    expect(first.vectors.dimensions).toBe(settings.model.dimensions);
    expect(first.vectors.data).toEqual(second.vectors.data);
    expect(said).toEqual([]);
  });

  it('is refused where it is not the one that the corpus was built with', async () => {
    for (const other of [{ sha256: '0'.repeat(64) }, { dimensions: 768 }]) {
      const refusal = await refusalOf(() => modelOf({ ...other, name: 'all-minilm' }).embed(['x'], 'query'));
      expect(refusal.code).toBe('corpus-model');
      expect(refusal.message).toContain('was built with all-minilm');
      expect(refusal.message).toContain('but nearby-fast');
    }
  });

  it('is refused by name where there is none, at every question', async () => {
    const model = modelOf({}, 'no-such-model');
    for (let i = 0; i < 2; i++) {
      expect(await refusalOf(() => model.embed(['x'], 'query'))).toMatchObject({
        code: 'corpus-model-missing',
        message: expect.stringContaining('built with the model "no-such-model", which is not here'),
      });
    }
  });

  it('is refused after it was closed, however often', async () => {
    const model = modelOf({});
    await model.embed(['x'], 'query');
    await model.close();
    await model.close();
    expect(await refusalOf(() => model.embed(['x'], 'query'))).toMatchObject({ code: 'embedding-failed' });
  });
});
