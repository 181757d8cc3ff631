import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRandom } from '../../src/random.ts';
import {
  bytesOf,
  float32,
  floats,
  input,
  int64,
  longs,
  node,
  onnxFile,
  output,
  tensor,
} from '../embed/onnx-writer.ts';

/** The sizes of all-MiniLM-L6-v2 (https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2). */
const layers = 6;
const width = 384;
const heads = 12;
const inner = 1536;
const positions = 512;

/**
 * Writes a model folder that costs what all-MiniLM-L6-v2 in 8 bits costs, with random weights: what people would
 * otherwise run, where it cannot be downloaded. Matrix products as ONNX Runtime's dynamic quantisation makes them.
 *
 * @param tokenizerFolder where its tokenizer is taken from; ids must be below `vocabulary`
 */
export function writeMiniLmShaped(folder: string, tokenizerFolder: string, vocabulary: number): void {
  mkdirSync(join(folder, 'onnx'), { recursive: true });
  for (const file of ['tokenizer.json', 'tokenizer_config.json'])
    copyFileSync(join(tokenizerFolder, file), join(folder, file));
  writeFileSync(join(folder, 'config.json'), JSON.stringify({ model_type: 'bert', hidden_size: width }));
  writeFileSync(join(folder, 'onnx', 'model_quantized.onnx'), new MiniLmShaped(vocabulary).file());
}

class MiniLmShaped {
  readonly #random = createRandom(1);
  readonly #parts: Buffer[] = [];
  #names = 0;

  constructor(vocabulary: number) {
    this.#weights('words', [vocabulary, width]);
    this.#weights('places', [positions, width]);
    this.#weights('types', [2, width]);
    const constants: Record<string, number> = { epsilon: 1e-12, half: 0.5, rootTwo: Math.SQRT2, one: 1 };
    Object.assign(constants, { headRoot: Math.sqrt(width / heads), far: -10_000 });
    for (const [name, value] of Object.entries(constants)) this.#parts.push(tensor(name, floats([value])));
    this.#parts.push(tensor('split', longs([0, 0, heads, width / heads], [4])));
    this.#parts.push(tensor('join', longs([0, 0, width], [3])));
    this.#parts.push(tensor('middle', longs([1, 2], [2])), tensor('zero', longs([0])));
    this.#parts.push(tensor('step', longs([1])), tensor('second', longs([1])));
  }

  file(): Buffer {
    const place = this.#do('Range', [
      'zero',
      this.#do('Gather', [this.#do('Shape', ['input_ids']), 'second'], { axis: 0 }),
      'step',
    ]);
    const embedded = ['words', 'places', 'types'].map((table, i) =>
      this.#rows(table, ['input_ids', place, 'token_type_ids'][i]),
    );
    let hidden = this.#norm(this.#do('Add', [this.#do('Add', [embedded[0], embedded[1]]), embedded[2]]));
    const seen = this.#do('Cast', [this.#do('Unsqueeze', ['attention_mask', 'middle'])], { to: float32 });
    const mask = this.#do('Mul', [this.#do('Sub', ['one', seen]), 'far']);
    for (let layer = 0; layer < layers; layer++) {
      hidden = this.#norm(this.#do('Add', [hidden, this.#attention(hidden, mask)]));
      const wide = this.#linear(hidden, width, inner);
      const bent = this.#do('Add', [this.#do('Erf', [this.#do('Div', [wide, 'rootTwo'])]), 'one']);
      const active = this.#do('Mul', [this.#do('Mul', [wide, bent]), 'half']);
      hidden = this.#norm(this.#do('Add', [hidden, this.#linear(active, inner, width)]));
    }
    this.#parts.push(node('Identity', [hidden], ['last_hidden_state']));
    for (const name of ['input_ids', 'attention_mask', 'token_type_ids'])
      this.#parts.push(input(name, int64, ['texts', 'tokens']));
    this.#parts.push(output('last_hidden_state', float32, ['texts', 'tokens', width]));
    return onnxFile(this.#parts);
  }

  #attention(hidden: string, mask: string): string {
    const [query, key, value] = [0, 1, 2].map((which) => {
      const split = this.#do('Reshape', [this.#linear(hidden, width, width), 'split']);
      return this.#do('Transpose', [split], { perm: which === 1 ? [0, 2, 3, 1] : [0, 2, 1, 3] });
    });
    const scores = this.#do('Div', [this.#do('MatMul', [query, key]), 'headRoot']);
    const shares = this.#do('Softmax', [this.#do('Add', [scores, mask])], { axis: 3 });
    const mixed = this.#do('Transpose', [this.#do('MatMul', [shares, value])], { perm: [0, 2, 1, 3] });
    return this.#linear(this.#do('Reshape', [mixed, 'join']), width, width);
  }

  /** x · W + b, x scaled to 8 bits by its largest number. */
  #linear(x: string, from: number, to: number): string {
    const [quantized, scale, zero] = this.#doAll('DynamicQuantizeLinear', [x], 3);
    const weights = this.#weights(this.#name(), [from, to]);
    const product = this.#do('MatMulInteger', [quantized, weights, zero]);
    const bias = this.#name();
    this.#parts.push(tensor(bias, floats(new Float32Array(to), [to])));
    const scales = this.#do('Mul', [scale, `${weights}_scale`]);
    return this.#do('Add', [this.#do('Mul', [this.#do('Cast', [product], { to: float32 }), scales]), bias]);
  }

  #rows(table: string, ids: string): string {
    const rows = this.#do('Cast', [this.#do('Gather', [table, ids], { axis: 0 })], { to: float32 });
    return this.#do('Mul', [rows, `${table}_scale`]);
  }

  #norm(x: string): string {
    const mean = (of: string) => this.#do('ReduceMean', [of], { axes: [2], keepdims: 1 });
    const centred = this.#do('Sub', [x, mean(x)]);
    const variance = mean(this.#do('Mul', [centred, centred]));
    return this.#do('Div', [centred, this.#do('Sqrt', [this.#do('Add', [variance, 'epsilon'])])]);
  }

  /** Random 8-bit numbers, and beside them their scale, under the name with "_scale". */
  #weights(name: string, dims: [number, number]): string {
    const values = Int8Array.from({ length: dims[0] * dims[1] }, () =>
      Math.round(254 * this.#random() - 127),
    );
    this.#parts.push(tensor(name, bytesOf(values, dims)));
    this.#parts.push(tensor(`${name}_scale`, floats([1 / (127 * Math.sqrt(dims[0] / 3))])));
    return name;
  }

  #do(kind: string, inputs: string[], attributes: Record<string, number | number[]> = {}): string {
    return this.#doAll(kind, inputs, 1, attributes)[0];
  }

  #doAll(kind: string, inputs: string[], outputs: number, attributes = {}): string[] {
    const names = Array.from({ length: outputs }, () => this.#name());
    this.#parts.push(node(kind, inputs, names, attributes));
    return names;
  }

  #name(): string {
    return `t${this.#names++}`;
  }
}
