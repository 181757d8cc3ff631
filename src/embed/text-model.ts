import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { NearbyError } from '../errors.ts';
import { GrowingInts } from '../tables/growing-ints.ts';
import type { EmbeddedTexts, TextKind } from './embedder.ts';
import type { ModelDescription } from './model-description.ts';
import { RuntimeModel } from './runtime-model.ts';
import { TableModel } from './table-model.ts';
import { Tokenizer } from './tokenizer.ts';

/** How long texts may be embedded before timers, signals and progress get a turn: embedding blocks the event loop. */
const turnMs = 50;

/**
 * A model in this process, on one thread: tokens, and then a table or the ONNX runtime.
 *
 * Texts go through it one by one, so a vector cannot depend on its batch. In 8-bit models it otherwise would: they scale
 * the numbers of a whole batch by the largest of them (ONNX's DynamicQuantizeLinear). It costs nothing on a CPU: 601
 * papers through a model without layers took 91 to 111 ms in batches of 1, 2, 4, 16 and 32 alike (best of 6 runs each,
 * two busy cores), and models with layers only gain padding.
 */
export class TextModel {
  readonly description: ModelDescription;
  readonly #model: TableModel | RuntimeModel;
  readonly #tokenizer: Tokenizer;
  readonly #list = new GrowingInts();

  /**
   * Loads weights and tokenizer, and embeds one word to see that they fit each other and the description.
   * @throws NearbyError `runtime-missing`, `model-incomplete` or `model-invalid`
   */
  static async open(description: ModelDescription): Promise<TextModel> {
    const tokenizer = await Tokenizer.open(description);
    const bytes = await readFile(join(description.folder, description.onnxFile));
    const table = TableModel.read(bytes, description);
    if (table && tokenizer.highestId >= table.tokens) {
      const reason = `its tokenizer has the id ${tokenizer.highestId}, and its table only ${table.tokens} rows`;
      throw new NearbyError('model-invalid', { folder: description.folder, reason });
    }
    const model = new TextModel(description, table ?? (await RuntimeModel.open(description)), tokenizer);
    await model.#embedOne('paper', new Float32Array(description.dimensions));
    return model;
  }

  private constructor(description: ModelDescription, model: TableModel | RuntimeModel, tokenizer: Tokenizer) {
    this.description = description;
    this.#model = model;
    this.#tokenizer = tokenizer;
  }

  /** @throws NearbyError `model-invalid` or `bad-vector` where the model fails on a text */
  async embed(texts: readonly string[], kind: TextKind): Promise<EmbeddedTexts> {
    const { dimensions, queryPrefix, documentPrefix } = this.description;
    const prefix = kind === 'query' ? queryPrefix : documentPrefix;
    const data = new Float32Array(texts.length * dimensions);
    const cut = new Uint8Array(texts.length);
    let turnEnds = performance.now() + turnMs;
    for (const [row, text] of texts.entries()) {
      const vector = data.subarray(row * dimensions, (row + 1) * dimensions);
      cut[row] = (await this.#embedOne(prefix + text, vector)) ? 1 : 0;
      if (performance.now() >= turnEnds) {
        await new Promise((resolve) => setImmediate(resolve));
        turnEnds = performance.now() + turnMs;
      }
    }
    return { vectors: { rows: texts.length, dimensions, data }, cut };
  }

  /** Writes the vector of one text, prefix included, and returns whether the text was cut. */
  async #embedOne(text: string, vector: Float32Array): Promise<boolean> {
    // Of its own where calls of `embed` run beside each other: the runtime gives way while it works.
    const list = this.#model instanceof TableModel ? this.#list : new GrowingInts();
    const cut = this.#tokenizer.encodeInto(list, text);
    await this.#model.embed(list.values, list.length, vector);
    return cut;
  }
}
