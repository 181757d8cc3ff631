import { join } from 'node:path';
import type { InferenceSession, OnnxValue, Tensor } from 'onnxruntime-node';
import { NearbyError, reasonOf } from '../errors.ts';
import type { ModelDescription } from './model-description.ts';
import { poolTokens } from './pooling.ts';
import { loadRuntime, type OnnxRuntime } from './runtime.ts';

/** What a sentence model may ask for; each [1, tokens] of int64. */
const inputValues: Record<string, (ids: Int32Array) => BigInt64Array> = {
  input_ids: toBigInts,
  attention_mask: (ids) => new BigInt64Array(ids.length).fill(1n),
  token_type_ids: (ids) => new BigInt64Array(ids.length),
};
/** Names under which exporters give the token vectors, [1, tokens, dimensions]; else the first output is taken. */
const tokenOutputs = ['last_hidden_state', 'token_embeddings'];

/** Any sentence model: its ONNX file in the runtime, on one thread. */
export class RuntimeModel {
  readonly #description: ModelDescription;
  readonly #runtime: OnnxRuntime;
  readonly #session: InferenceSession;
  readonly #output: string;

  /** @throws NearbyError `runtime-missing` or `model-invalid` */
  static async open(description: ModelDescription): Promise<RuntimeModel> {
    const runtime = loadRuntime();
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
    return new RuntimeModel(description, runtime, session);
  }

  private constructor(description: ModelDescription, runtime: OnnxRuntime, session: InferenceSession) {
    this.#description = description;
    this.#runtime = runtime;
    this.#session = session;
    const unknown = session.inputNames.find((name) => !Object.hasOwn(inputValues, name));
    if (unknown !== undefined) {
      throw invalid(
        description,
        `it asks for the input "${unknown}"; a sentence model asks for ${Object.keys(inputValues).join(', ')}`,
      );
    }
    this.#output = session.outputNames.find((name) => tokenOutputs.includes(name)) ?? session.outputNames[0];
  }

  /**
   * Writes the unit vector of a text.
   *
   * @param ids the first `count` are the text's tokens with their marks
   * @throws NearbyError `model-invalid` or `bad-vector` where the model fails on it
   */
  async embed(ids: Int32Array, count: number, vector: Float32Array): Promise<void> {
    // A tokenizer without marks gives no token for an empty text, and models with layers fail on none.
    const tokenVectors = count > 0 ? await this.#run(ids.subarray(0, count)) : new Float32Array(0);
    poolTokens(tokenVectors, this.#description.pooling, vector);
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
        this.#description,
        `it fails on a text of ${ids.length} tokens (${reasonOf(error)})`,
        error,
      );
    }
    const expected = [1, ids.length, this.#description.dimensions];
    if (output.type !== 'float32' || output.dims.join() !== expected.join()) {
      throw invalid(
        this.#description,
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
