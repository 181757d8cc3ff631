import { beforeAll, describe, expect, it } from 'vitest';
import { describeModel } from '../../src/embed/model-description.ts';
import { defaultModel, resolveModel } from '../../src/embed/resolve-model.ts';
import { TextModel } from '../../src/embed/text-model.ts';
import { checkVectors, dot, vectorAt } from '../../src/tables/vector-table.ts';
import { refusalOf } from '../refusal.ts';
import { tinyModel, tinyOnnx, tinyWeights } from './tiny-model.ts';

async function openTiny(changes: Parameters<typeof tinyModel>[0] = {}, name = 'm') {
  return TextModel.open(await describeModel(tinyModel(changes), name));
}

describe('TextModel', () => {
  it('gives the direction of the mean of the token vectors', async () => {
    const model = await openTiny();
    const { vectors, cut } = await model.embed(['cat dog', 'star star star'], 'document');
    expect(vectors).toMatchObject({ rows: 2, dimensions: 4 });
    const half = Math.fround(Math.SQRT1_2);
    expect([...vectors.data]).toEqual([half, half, 0, 0, 0, 0, 1, 0]);
    expect([...cut]).toEqual([0, 0]);
  });

  it('gives no rows for no texts', async () => {
    const { vectors, cut } = await (await openTiny()).embed([], 'document');
    expect(vectors).toEqual({ rows: 0, dimensions: 4, data: new Float32Array(0) });
    expect(cut).toHaveLength(0);
  });

  it.each([
    [['input_ids']],
    [['input_ids', 'attention_mask']],
    [['attention_mask', 'token_type_ids', 'input_ids']],
  ])('feeds just the inputs that the model asks for: %s', async (inputs) => {
    const model = await openTiny({ 'onnx/model_quantized.onnx': tinyOnnx({ inputs }) });
    expect([...(await model.embed(['star'], 'query')).vectors.data]).toEqual([0, 0, 1, 0]);
  });

  it('takes the token vectors also under another name', async () => {
    const model = await openTiny({ 'onnx/model_quantized.onnx': tinyOnnx({ output: 'token_embeddings' }) });
    expect([...(await model.embed(['star'], 'query')).vectors.data]).toEqual([0, 0, 1, 0]);
  });

  it('puts the prefix of its kind before a text', async () => {
    const model = await openTiny({
      'config_sentence_transformers.json': { prompts: { query: 'star star ', document: '' } },
    });
    const as = async (text: string, kind: 'query' | 'document') => [
      ...(await model.embed([text], kind)).vectors.data,
    ];
    expect(await as('cat', 'query')).toEqual(await as('star star cat', 'document'));
    expect(await as('cat', 'query')).not.toEqual(await as('cat', 'document'));
  });

  it('gives texts without meaning to it a direction all the same', async () => {
    const model = await openTiny();
    const { vectors } = await model.embed(['', '  \n', '\ud800', 'qwertz'], 'document');
    checkVectors(vectors);
    const constant = new Float32Array(4).fill(0.5);
    for (const row of [0, 1, 2]) expect(vectorAt(vectors, row)).toEqual(constant);
    // Unknown words have a vector of their own, if the model was trained with one.
    expect([...vectorAt(vectors, 3)]).toEqual([0, 0, 0, 1]);
    const unmarked = await openTiny({
      'tokenizer.json': { ...(await import('./tiny-model.ts')).tinyTokenizer, post_processor: null },
    });
    expect((await unmarked.embed([''], 'document')).vectors.data).toEqual(constant);
  });

  it.each([
    ['it asks for the input "pixel_values"', tinyOnnx({ inputs: ['input_ids', 'pixel_values'] })],
    [
      'its output "sentence_embedding" is float32 [1, 4] where token vectors, float32 [1, 3, 4], are expected',
      tinyOnnx({ pooled: true, output: 'sentence_embedding' }),
    ],
    [
      'its output "last_hidden_state" is float32 [1, 3, 3]',
      tinyOnnx({ weights: tinyWeights.map((row) => row.slice(0, 3)) }),
    ],
    ['it fails on a text of 3 tokens', tinyOnnx({ weights: tinyWeights.slice(0, 1) })],
    ['onnx/model_quantized.onnx cannot be loaded', Buffer.of(8, 8)],
  ])('refuses a model of which %s', async (reason, onnx) => {
    const error = await refusalOf(openTiny({ 'onnx/model_quantized.onnx': onnx }));
    expect(error.code).toBe('model-invalid');
    expect(error.message).toContain(reason);
  });

  it('refuses a model that gives no numbers', async () => {
    const weights = tinyWeights.map((row, id) => (id === 4 ? [Number.NaN, 0, 0, 0] : row));
    const model = await openTiny({ 'onnx/model_quantized.onnx': tinyOnnx({ weights }) });
    const error = await refusalOf(model.embed(['cat'], 'document'));
    expect(error.code).toBe('bad-vector');
  });
});

describe('the bundled model', () => {
  let model: TextModel;
  beforeAll(async () => {
    model = await TextModel.open(await resolveModel(defaultModel));
  });
  const similarities = async (query: string, texts: string[]) => {
    const { vectors } = await model.embed([query, ...texts], 'document');
    return texts.map((_, i) => dot(vectorAt(vectors, 0), vectorAt(vectors, i + 1)));
  };

  it.each([
    [
      'deep residual networks for recognising objects in images',
      'convolutional neural networks classify photographs',
      'spectroscopy of distant quasars',
    ],
    ['treatment of type 2 diabetes', 'insulin therapy in diabetic patients', 'a proof about prime numbers'],
    [
      'machine translation with attention',
      'neural sequence-to-sequence translation models',
      'galaxy rotation curves',
    ],
  ])('puts "%s" nearer to "%s" than to "%s"', async (text, near, far) => {
    const [toNear, toFar] = await similarities(text, [near, far]);
    expect(toNear).toBeGreaterThan(toFar + 0.1);
  });

  it('hears no difference in case, accents and white space', async () => {
    const [same] = await similarities('Schrödinger   equation', ['schrodinger EQUATION']);
    expect(same).toBeCloseTo(1, 6);
  });

  it('gives a text the same vector alone and among 64 others', async () => {
    const texts = Array.from({ length: 65 }, (_, i) => `graph networks ${'and molecules '.repeat(i * 3)}`);
    const together = await model.embed(texts, 'document');
    for (const i of [0, 1, 31, 64]) {
      const alone = await model.embed([texts[i]], 'document');
      expect(alone.vectors.data).toEqual(vectorAt(together.vectors, i));
    }
  });

  it('counts texts over its maximum as cut, and embeds what fits', async () => {
    const { vectors, cut } = await model.embed(
      ['transformer '.repeat(100_000), 'transformer', 'x'.repeat(50_000)],
      'document',
    );
    checkVectors(vectors);
    expect([...cut]).toEqual([1, 0, 0]);
    expect(dot(vectorAt(vectors, 0), vectorAt(vectors, 1))).toBeCloseTo(1, 5);
  });

  it('gives every odd text a unit vector', async () => {
    const odd = [
      '',
      ' ',
      '\ud800\udc00\ud800',
      '日本語',
      '[PAD] [CLS]',
      '🙂',
      '\u0000',
      'a\u0301',
      '"<script>"',
    ];
    checkVectors((await model.embed(odd, 'query')).vectors);
  });
});
