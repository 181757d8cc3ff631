import { NearbyError } from '../errors.ts';
import type { ModelDescription } from './model-description.ts';
import { type OnnxGraph, type OnnxTensor, readOnnxGraph } from './onnx-graph.ts';
import { unitVector } from './pooling.ts';

/**
 * The graph of Nearby's own table models, node by node as models/train/export_fast.py writes it. The runtime does it on a
 * matrix of tokens × tokens and several of tokens × dimensions; added up one token after the other it takes a fraction
 * of the time, and no runtime. A file whose graph is any other goes through the runtime.
 */
const knownNodes = [
  'Gather(rows, input_ids) axis=0 → row',
  'Cast(row) to=1 → row_float',
  'Gather(scales, input_ids) axis=0 → scale',
  'Mul(row_float, scale) → vector',
  'Shape(input_ids) → shape',
  'Gather(shape, one) axis=0 → length',
  'Range(zero, length, one) → place',
  'Sub(place, one) → place_in_text',
  'Cast(place_in_text) to=1 → place_float',
  'Div(place_float, lead_tokens) → decay',
  'Exp(decay) → decayed',
  'Mul(decayed, lead) → led',
  'Add(led, one_float) → lead_here',
  'Unsqueeze(input_ids, last) → column',
  'Unsqueeze(input_ids, second) → line',
  'Equal(column, line) → same',
  'Cast(same) to=1 → same_float',
  'MatMul(same_float, lead_here) → count',
  'Pow(count, count_power) → damped',
  'Mul(damped, lead_here) → weight',
  'Unsqueeze(weight, last) → weight_column',
  'Mul(vector, weight_column) → last_hidden_state',
];
/** As much of a model's description as decides how its file is read. */
export type TableDescription = Pick<ModelDescription, 'folder' | 'dimensions' | 'maxTokens' | 'pooling'>;

/** Numbers that the nodes above rely on, beside those that are read. */
const knownConstants: Record<string, number> = { zero: 0, one: 1, one_float: 1, second: 1, last: -1 };

const float32 = 1;
const int8 = 3;
const int64 = 7;

/**
 * A model without layers: a vector for each token, and a sum that knows how often and how early a token stands.
 *
 *     v(text) = Σ over its different tokens t of (Σ over the places i of t of lead(i)) ^ power · row(t), to unit length
 *     lead(i) = 1 + lead · exp(−i / leadTokens)
 */
export class TableModel {
  /** tokens × dimensions, row after row; a row times its scale is the token's vector. */
  readonly #rows: Int8Array;
  readonly #scales: Float32Array;
  readonly #dimensions: number;
  readonly #power: number;
  /** lead(i) of place i, the mark before the text being place 0. */
  readonly #leads: Float64Array;
  /** Of the text at work: of each token the sum of leads, and the tokens in the order in which they first came. */
  readonly #sums: Float64Array;
  readonly #distinct: Int32Array;
  readonly #weights: Float64Array;
  readonly #total: Float64Array;

  /**
   * @param bytes an ONNX file
   * @returns null where it holds a model of another kind
   * @throws NearbyError `model-invalid` where the nodes are those of a table model and the numbers are not
   */
  static read(bytes: Uint8Array, description: TableDescription): TableModel | null {
    const graph = readOnnxGraph(bytes);
    if (graph.nodes.length !== knownNodes.length || description.pooling !== 'mean') return null;
    if (graph.nodes.some((node, i) => node !== knownNodes[i])) return null;
    return new TableModel(graph, description);
  }

  private constructor(graph: OnnxGraph, { folder, dimensions, maxTokens }: TableDescription) {
    const fails = (reason: string): never => {
      throw new NearbyError('model-invalid', { folder, reason });
    };
    const tensor = (name: string, type: number, ...dims: number[]): OnnxTensor => {
      const found = graph.tensors.get(name);
      if (!found) return fails(`its graph names "${name}", which is not in the file`);
      const size = dims.reduce((product, dim) => product * dim, type === int8 ? 1 : type === int64 ? 8 : 4);
      if (found.type !== type || found.dims.join() !== dims.join() || found.raw.length !== size) {
        fails(
          `"${name}" has the shape [${found.dims.join(', ')}], type ${found.type} and ${found.raw.length} bytes, where ` +
            `[${dims.join(', ')}], type ${type} and ${size} bytes are expected`,
        );
      }
      return found;
    };
    const float = (name: string) => {
      const value = viewOf(tensor(name, float32).raw).getFloat32(0, true);
      return Number.isFinite(value) ? value : fails(`"${name}" is ${value}`);
    };
    for (const [name, expected] of Object.entries(knownConstants)) {
      const value =
        name === 'one_float'
          ? float(name)
          : Number(
              viewOf(
                tensor(name, int64, ...(name === 'last' || name === 'second' ? [1] : [])).raw,
              ).getBigInt64(0, true),
            );
      if (value !== expected) fails(`"${name}" is ${value}, where the graph needs ${expected}`);
    }
    const tokens = graph.tensors.get('scales')?.dims[0] ?? 0;
    const rows = tensor('rows', int8, tokens, dimensions).raw;
    const scales = tensor('scales', float32, tokens, 1).raw;
    this.#rows = new Int8Array(rows.buffer, rows.byteOffset, rows.length);
    // A copy: floats in a file need not begin at a multiple of four.
    this.#scales = new Float32Array(new Uint8Array(scales).buffer);
    const bad = this.#scales.findIndex((scale) => !Number.isFinite(scale));
    if (bad >= 0) fails(`the scale of token ${bad} is ${this.#scales[bad]}`);
    this.#dimensions = dimensions;
    this.#power = float('count_power') + 1;
    const lead = float('lead');
    const leadTokens = float('lead_tokens');
    this.#leads = Float64Array.from(
      { length: maxTokens },
      (_, i) => 1 + lead * Math.exp((i - 1) / leadTokens),
    );
    if (!this.#leads.every((value) => Number.isFinite(value) && value > 0)) {
      fails(`"lead" ${lead} and "lead_tokens" ${leadTokens} give a place no finite weight`);
    }
    this.#sums = new Float64Array(tokens);
    this.#distinct = new Int32Array(maxTokens + 3);
    this.#weights = new Float64Array(maxTokens + 3);
    this.#total = new Float64Array(dimensions);
  }

  /** Rows of the table. */
  get tokens(): number {
    return this.#scales.length;
  }

  /**
   * Writes the unit vector of a text.
   *
   * @param ids the first `count` are the text's tokens with their marks, each below `tokens`; at most the model's maximum
   */
  embed(ids: Int32Array, count: number, vector: Float32Array): void {
    const dimensions = this.#dimensions;
    const rows = this.#rows;
    const sums = this.#sums;
    const distinct = this.#distinct;
    let different = 0;
    for (let place = 0; place < count; place++) {
      const id = ids[place];
      if (sums[id] === 0) distinct[different++] = id;
      sums[id] += this.#leads[place];
    }
    const weights = this.#weights;
    for (let i = 0; i < different; i++) {
      const id = distinct[i];
      weights[i] = sums[id] ** this.#power * this.#scales[id];
      sums[id] = 0;
    }
    // To a multiple of four, with rows that weigh nothing.
    for (; different % 4 !== 0; different++) {
      distinct[different] = 0;
      weights[different] = 0;
    }
    const total = this.#total.fill(0);
    // Four rows at a time: half the time, since the sums are loaded and stored a quarter as often.
    for (let i = 0; i < different; i += 4) {
      const [a, b, c, d] = [weights[i], weights[i + 1], weights[i + 2], weights[i + 3]];
      const rowA = distinct[i] * dimensions;
      const rowB = distinct[i + 1] * dimensions;
      const rowC = distinct[i + 2] * dimensions;
      const rowD = distinct[i + 3] * dimensions;
      for (let k = 0; k < dimensions; k++)
        total[k] += a * rows[rowA + k] + b * rows[rowB + k] + c * rows[rowC + k] + d * rows[rowD + k];
    }
    unitVector(total, vector);
  }
}

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
