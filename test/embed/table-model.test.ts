import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { samplePapers } from '../../src/cli/sample.ts';
import { describeModel, type ModelDescription } from '../../src/embed/model-description.ts';
import { defaultModel, resolveModel } from '../../src/embed/resolve-model.ts';
import { RuntimeModel } from '../../src/embed/runtime-model.ts';
import { TableModel } from '../../src/embed/table-model.ts';
import { TextModel } from '../../src/embed/text-model.ts';
import { Tokenizer } from '../../src/embed/tokenizer.ts';
import { createRandom } from '../../src/random.ts';
import { type Paper, paperText } from '../../src/tables/paper.ts';
import { dot } from '../../src/tables/vector-table.ts';
import { refusalOf } from '../refusal.ts';
import { floats, longs, node } from './onnx-writer.ts';
import { type TableOnnx, tableOnnx } from './table-onnx.ts';
import { tinyModel, tinyOnnx, tinyVocabulary } from './tiny-model.ts';

const random = createRandom(7);
/** Eight tokens of 16 numbers; the marks have none. */
const rows = tinyVocabulary.map((_, token) =>
  Array.from({ length: 16 }, () => ([0, 2, 3].includes(token) ? 0 : Math.round(254 * random() - 127))),
);

const described = (options: Partial<TableOnnx> = {}) =>
  describeModel(tinyModel({ 'onnx/model_quantized.onnx': tableOnnx({ rows, ...options }) }), 'm');

const inFolder = async (description: Promise<ModelDescription>) => {
  const model = { ...(await description), dimensions: 16 };
  return { model, bytes: readFileSync(join(model.folder, model.onnxFile)) };
};

/** What both give for the same ids, side by side. */
async function bothOf(description: ModelDescription) {
  const table = TableModel.read(readFileSync(join(description.folder, description.onnxFile)), description);
  if (!table) throw new Error('not read as a table');
  const runtime = await RuntimeModel.open(description);
  return async (ids: Int32Array) => {
    const vectors = [new Float32Array(description.dimensions), new Float32Array(description.dimensions)];
    table.embed(ids, ids.length, vectors[0]);
    await runtime.embed(ids, ids.length, vectors[1]);
    return vectors;
  };
}

describe('TableModel', () => {
  it('gives what the runtime gives for the same file, whatever stands in a text and how often', async () => {
    const both = await bothOf((await inFolder(described({ scales: [1, 3, 1, 1, 0.5, 0.01, 2, 7] }))).model);
    const texts = fc.array(fc.constantFrom(1, 4, 5, 6, 7), { minLength: 1, maxLength: 14 });
    await fc.assert(
      fc.asyncProperty(texts, async (tokens) => {
        const [ours, theirs] = await both(Int32Array.from([2, ...tokens, 3]));
        for (let i = 0; i < 16; i++) expect(ours[i]).toBeCloseTo(theirs[i], 5);
      }),
    );
  });

  it.each([
    { power: 1, lead: 0 },
    { power: 0.3, lead: 4, leadTokens: 2 },
  ])('reads its settings from the file: %o', async (settings) => {
    const { model } = await inFolder(described(settings));
    const [ours, theirs] = await (await bothOf(model))(Int32Array.of(2, 4, 4, 4, 5, 6, 3));
    for (let i = 0; i < 16; i++) expect(ours[i]).toBeCloseTo(theirs[i], 5);
    const [usual] = await (await bothOf((await inFolder(described())).model))(
      Int32Array.of(2, 4, 4, 4, 5, 6, 3),
    );
    expect(dot(ours, usual)).toBeLessThan(0.9999);
  });

  it('gives the same as the runtime for the bundled model on papers', async () => {
    const description = await resolveModel(defaultModel);
    const both = await bothOf(description);
    const tokenizer = await Tokenizer.open(description);
    for (const line of readFileSync(samplePapers, 'utf8').split('\n').slice(0, 50)) {
      const [ours, theirs] = await both(tokenizer.encode(paperText(JSON.parse(line) as Paper)).ids);
      expect(dot(ours, theirs)).toBeGreaterThan(0.999999);
    }
  });

  it('leaves any other graph to the runtime', async () => {
    const { model, bytes } = await inFolder(described());
    expect(TableModel.read(bytes, model)).toBeInstanceOf(TableModel);
    expect(TableModel.read(tinyOnnx(), model)).toBeNull();
    expect(TableModel.read(bytes, { ...model, pooling: 'cls' })).toBeNull();
    const more = [node('Identity', ['last_hidden_state'], ['again'])];
    expect(TableModel.read(tableOnnx({ rows, more }), model)).toBeNull();
    const changed = Buffer.from(bytes);
    changed.write('Sub', changed.indexOf('Add'));
    expect(TableModel.read(changed, model)).toBeNull();
  });

  it.each<[string, Partial<TableOnnx>, string]>([
    ['a table of another width', { rows: rows.map((row) => row.slice(1)) }, '"rows" has the shape [8, 15]'],
    ['a tensor that is not there', { changes: { lead: null } }, '"lead", which is not in the file'],
    ['a table cut short', { changes: { rows: { type: 3, dims: [8, 16], raw: Buffer.alloc(9) } } }, '9 bytes'],
    ['a scale that is not finite', { scales: [1, 1, 1, 1, Number.NaN, 1, 1, 1] }, 'scale of token 4 is NaN'],
    ['a power that is not finite', { power: Infinity }, '"count_power" is Infinity'],
    ['places that weigh nothing', { lead: -1 }, 'give a place no finite weight'],
    ['another constant', { changes: { one: longs([2]) } }, '"one" is 2, where the graph needs 1'],
    ['a constant of another type', { changes: { zero: floats([0]) } }, '"zero" has the shape []'],
    [
      'fewer rows than its tokenizer has ids',
      { rows: rows.slice(0, 7) },
      'has the id 7, and its table only 7 rows',
    ],
  ])('is refused with %s', async (_, options, reason) => {
    const { model } = await inFolder(described(options));
    expect(await refusalOf(() => TextModel.open(model))).toMatchObject({
      code: 'model-invalid',
      message: expect.stringContaining(reason),
    });
  });
});
