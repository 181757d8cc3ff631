import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { temporaryFolder } from '../temporary-folder.ts';
import {
  float32,
  floats,
  int64,
  node,
  onnxFile,
  input as onnxInput,
  output as onnxOutput,
  tensor,
} from './onnx-writer.ts';
import { message, number, text } from './protobuf-writer.ts';

/** Eight tokens; row i of the weights is token i's vector. [UNK] has one of its own, the marks have none. */
export const tinyVocabulary = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', 'cat', 'dog', 'star', '##s'];
export const tinyWeights = [
  [0, 0, 0, 0],
  [0, 0, 0, 1],
  [0, 0, 0, 0],
  [0, 0, 0, 0],
  [1, 0.2, 0, 0],
  [0.2, 1, 0, 0],
  [0, 0, 3, 0],
  [0.1, 0.1, 0.1, 0],
];

export interface TinyOnnx {
  /** Inputs it asks for; only input_ids is used. */
  inputs: string[];
  output: string;
  weights: number[][];
  /** A further weight that lies in another file. */
  external: boolean;
  /** Gives the mean over tokens, as models with their pooling built in do. */
  pooled: boolean;
}

/** A model in ONNX form that looks token vectors up, built by hand: a Gather. */
export function tinyOnnx(options: Partial<TinyOnnx> = {}): Buffer {
  const { inputs, output, weights, external, pooled } = {
    inputs: ['input_ids'],
    output: 'last_hidden_state',
    weights: tinyWeights,
    external: false,
    pooled: false,
    ...options,
  };
  const dimensions = weights[0].length;
  const elsewhere = [text(1, 'location'), text(2, '../secret.bin')];
  return onnxFile([
    node('Gather', ['weights', 'input_ids'], [pooled ? 'tokens' : output]),
    ...(pooled ? [node('ReduceMean', ['tokens'], [output], { axes: [1], keepdims: 0 })] : []),
    tensor('weights', floats(weights.flat(), [weights.length, dimensions])),
    ...(external
      ? [message(5, [number(1, 4), number(2, 1), text(8, 'more'), message(13, elsewhere), number(14, 1)])]
      : []),
    ...inputs.map((name) => onnxInput(name, int64, ['texts', 'tokens'])),
    onnxOutput(output, float32, pooled ? ['texts', dimensions] : ['texts', 'tokens', dimensions]),
  ]);
}

/** A tensor whose data lie in another file, within a message path of onnx.proto: the numbers of the fields that lead to it. */
export function externalTensorAt(path: number[]): Buffer {
  const tensor = [number(1, 4), number(2, 1), message(13, [text(1, 'location'), text(2, '../secret.bin')])];
  return path.reduceRight((inner, field) => message(field, [inner]), Buffer.concat(tensor));
}

export const tinyTokenizer = {
  version: '1.0',
  truncation: null,
  padding: null,
  added_tokens: tinyVocabulary.slice(0, 4).map((content, id) => ({ id, content, special: true })),
  normalizer: {
    type: 'BertNormalizer',
    clean_text: true,
    handle_chinese_chars: true,
    strip_accents: true,
    lowercase: true,
  },
  pre_tokenizer: { type: 'BertPreTokenizer' },
  post_processor: {
    type: 'TemplateProcessing',
    single: [
      { SpecialToken: { id: '[CLS]', type_id: 0 } },
      { Sequence: { id: 'A', type_id: 0 } },
      { SpecialToken: { id: '[SEP]', type_id: 0 } },
    ],
    pair: [],
    special_tokens: {
      '[CLS]': { id: '[CLS]', ids: [2], tokens: ['[CLS]'] },
      '[SEP]': { id: '[SEP]', ids: [3], tokens: ['[SEP]'] },
    },
  },
  decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
  model: {
    type: 'WordPiece',
    unk_token: '[UNK]',
    continuing_subword_prefix: '##',
    max_input_chars_per_word: 60,
    vocab: Object.fromEntries(tinyVocabulary.map((token, id) => [token, id])),
  },
};

/** The files of a whole model folder; objects are written as JSON. */
export function tinyFiles(): Record<string, Buffer | string | object> {
  return {
    'config.json': { model_type: 'bert', hidden_size: 4 },
    'tokenizer.json': tinyTokenizer,
    'tokenizer_config.json': { tokenizer_class: 'BertTokenizer', model_max_length: 16, unk_token: '[UNK]' },
    'onnx/model_quantized.onnx': tinyOnnx(),
  };
}

export function writeFiles(folder: string, files: Record<string, Buffer | string | object>): string {
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    const plain = Buffer.isBuffer(content) || typeof content === 'string';
    writeFileSync(join(folder, file), plain ? content : JSON.stringify(content));
  }
  return folder;
}

/** A folder with a whole model, some of its files replaced, or left out (null). */
export function tinyModel(changes: Record<string, Buffer | string | object | null> = {}): string {
  const files = Object.entries({ ...tinyFiles(), ...changes }).filter(([, content]) => content !== null);
  return writeFiles(temporaryFolder(), Object.fromEntries(files) as Record<string, Buffer | string | object>);
}
