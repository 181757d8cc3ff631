import { join } from 'node:path';
import type { InferenceSession, OnnxValue, Tensor } from 'onnxruntime-node';
import { NearbyError, reasonOf } from '../errors.ts';
import type { EmbeddedTexts, TextKind } from './embedder.ts';
import type { ModelDescription } from './model-description.ts';
import { poolTokens } from './pooling.ts';
import { loadRuntime, type OnnxRuntime } from './runtime.ts';
import { Tokenizer } from './tokenizer.ts';

/** What a sentence model may ask for; each [1, tokens] of int64. */
const inputValues: Record<string, (ids: Int32Array) => BigInt64Array> = {
  input_ids: toBigInts,
  attention_mask: (ids) => new BigInt64Array(ids.length).fill(1n),
  token_type_ids: (ids) => new BigInt64Array(ids.length),
};
/** Names under which exporters give the token vectors, [1, tokens, dimensions]; else the first output is taken. */
const tokenOutputs = ['last_hidden_state', 'token_embeddings'];

/** How long texts may be embedded before timers, signals and progress get a turn: run() blocks the event loop. */
const turnMs = 50;

/**
 * A model in this process, on one thread.
 *
 * Texts go through it one by one, so a vector cannot depend on its batch. In 8-bit models it otherwise would: they scale
 * the numbers of a whole batch by the largest of them (ONNX's DynamicQuantizeLinear). It costs nothing on a CPU: 601
 * papers through the bundled model took 91 to 111 ms in batches of 1, 2, 4, 16 and 32 alike (best of 6 runs each, two
 * busy cores), and models with layers only gain padding.
 */
export class TextModel {
  readonly description: ModelDescription;
  readonly #runtime: OnnxRuntime;
  readonly #session: InferenceSession;
  readonly #tokenizer: Tokenizer;
  readonly #output: string;

  /**
   * Loads weights and tokenizer, and embeds one word to see that they fit each other and the description.
   * @throws NearbyError `runtime-missing`, `model-incomplete` or `model-invalid`
   */
  static async open(description: ModelDescription): Promise<TextModel> {
    const runtime = loadRuntime();
    const tokenizer = await Tokenizer.open(description);
    let session: InferenceSession;
    try {
      // By path: given a buffer, the runtime ignores the thread options, and processes then fight for the cores.
      session = await runtime.InferenceSession.create(join(description.folder, description.onnxFile), {
        executionProviders: ['cpu'],
        intraOpNumThreads: 1,
        interOpNumThreads: 1,
        executionMode: 'sequential',
        logSeverityLevel: 4, // fatal only: errors are thrown too, warnings are about weights that nothing uses
      });
    } catch (error) {
      throw invalid(description, `${description.onnxFile} cannot be loaded (${reasonOf(error)})`, error);
    }
    const model = new TextModel(description, runtime, session, tokenizer);
    await model.#embedOne('paper', new Float32Array(description.dimensions));
    return model;
  }

  private constructor(
    description: ModelDescription,
    runtime: OnnxRuntime,
    session: InferenceSession,
    tokenizer: Tokenizer,
  ) {
    this.description = description;
    this.#runtime = runtime;
    this.#session = session;
    this.#tokenizer = tokenizer;
    const unknown = session.inputNames.find((name) => !Object.hasOwn(inputValues, name));
    if (unknown !== undefined) {
      throw invalid(
        description,
        `it asks for the input "${unknown}"; a sentence model asks for ${Object.keys(inputValues).join(', ')}`,
      );
    }
    this.#output = session.outputNames.find((name) => tokenOutputs.includes(name)) ?? session.outputNames[0];
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
    const { ids, cut } = this.#tokenizer.encode(text);
    // A tokenizer without marks gives no token for an empty text, and models with layers fail on none.
    poolTokens(ids.length > 0 ? await this.#run(ids) : new Float32Array(0), this.description.pooling, vector);
    return cut;
  }

  async #run(ids: Int32Array): Promise<Float32Array> {
    const shape = [1, ids.length];
    const feeds: Record<string, Tensor> = {};
    for (const name of this.#session.inputNames) {
      feeds[name] = new this.#runtime.Tensor('int64', inputValues[name](ids), shape);
    }
    let output: OnnxValue;
    try {
      output = (await this.#session.run(feeds, [this.#output]))[this.#output];
    } catch (error) {
      throw invalid(
        this.description,
        `it fails on a text of ${ids.length} tokens (${reasonOf(error)})`,
        error,
      );
    }
    const expected = [1, ids.length, this.description.dimensions];
    if (output.type !== 'float32' || output.dims.join() !== expected.join()) {
      throw invalid(
        this.description,
        `its output "${this.#output}" is ${output.type} [${output.dims.join(', ')}] where token vectors, ` +
          `float32 [${expected.join(', ')}], are expected`,
      );
    }
    return output.data as Float32Array;
  }
}

/** A loop: BigInt64Array.from takes 20 times as long, more than the tokenizer. */
function toBigInts(ids: Int32Array): BigInt64Array {
  const values = new BigInt64Array(ids.length);
  for (let i = 0; i < ids.length; i++) values[i] = BigInt(ids[i]);
  return values;
}

function invalid(model: ModelDescription, reason: string, cause?: unknown): NearbyError {
  return new NearbyError('model-invalid', { folder: model.folder, reason }, { cause });
}
