import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sha256OfFile } from '../../src/embed/file-hash.ts';
import { familyOf } from '../../src/embed/known-families.ts';
import { describeModel } from '../../src/embed/model-description.ts';
import { refusalOf } from '../refusal.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { tinyModel, tinyOnnx, writeFiles } from './tiny-model.ts';

const own = {
  dimensions: 4,
  maxTokens: 12,
  pooling: 'cls',
  queryPrefix: 'find: ',
  documentPrefix: '',
  dtype: 'q8',
  onnxFile: 'onnx/model_quantized.onnx',
  files: {},
};

describe('describeModel', () => {
  it('takes nearby.json at its word where there is one', async () => {
    const folder = tinyModel({ 'nearby.json': own, 'config.json': null });
    const { files: _, ...fields } = own;
    expect(await describeModel(folder, 'e5-small')).toMatchObject({ ...fields, folder, name: 'e5-small' });
  });

  it('derives the rest from the files that sentence-transformers writes', async () => {
    const folder = tinyModel({
      'sentence_bert_config.json': { max_seq_length: 9, do_lower_case: false },
      '1_Pooling/config.json': {
        word_embedding_dimension: 4,
        pooling_mode_cls_token: true,
        pooling_mode_mean_tokens: false,
      },
      'config_sentence_transformers.json': { prompts: { query: 'ask: ', passage: 'tell: ' } },
      'modules.json': [
        { type: 'sentence_transformers.models.Transformer', path: '' },
        { type: 'sentence_transformers.models.Pooling', path: '1_Pooling' },
        { type: 'sentence_transformers.models.Normalize', path: '2_Normalize' },
      ],
    });
    expect(await describeModel(folder, 'mine')).toMatchObject({
      dimensions: 4,
      maxTokens: 9,
      pooling: 'cls',
      queryPrefix: 'ask: ',
      documentPrefix: 'tell: ',
      dtype: 'q8',
      onnxFile: 'onnx/model_quantized.onnx',
    });
  });

  it('knows pooling and prefixes of E5 and BGE by name where the files are silent', async () => {
    const folder = tinyModel({
      'config_sentence_transformers.json': { prompts: { query: '', document: '' } },
    });
    const fields = (name: string) => describeModel(folder, name);
    expect(await fields('Xenova/multilingual-e5-small')).toMatchObject({
      pooling: 'mean',
      queryPrefix: 'query: ',
      documentPrefix: 'passage: ',
    });
    expect(await fields('/models/bge-small-en-v1.5')).toMatchObject({
      pooling: 'cls',
      queryPrefix: 'Represent this sentence for searching relevant passages: ',
      documentPrefix: '',
    });
    expect(await fields('all-MiniLM-L6-v2')).toMatchObject({
      pooling: 'mean',
      queryPrefix: '',
      documentPrefix: '',
    });
  });

  it.each([
    [
      'the tokenizer, where it states the least',
      { model_max_length: 16 },
      { max_position_embeddings: 512 },
      16,
    ],
    [
      'the positions, where the tokenizer has no limit',
      { model_max_length: 1e30 },
      { max_position_embeddings: 300 },
      300,
    ],
    [
      'the positions less two in RoBERTa',
      {},
      { model_type: 'xlm-roberta', max_position_embeddings: 514 },
      512,
    ],
    ['512, where nothing is said', {}, {}, 512],
  ])('takes the maximum of tokens from %s', async (_, tokenizerConfig, config, maxTokens) => {
    const folder = tinyModel({
      'tokenizer_config.json': tokenizerConfig,
      'config.json': { hidden_size: 4, ...config },
    });
    expect((await describeModel(folder, 'm')).maxTokens).toBe(maxTokens);
  });

  it('takes 8-bit weights before 32-bit ones, and those where there are no others', async () => {
    expect(await describeModel(tinyModel({ 'onnx/model.onnx': tinyOnnx() }), 'm')).toMatchObject({
      dtype: 'q8',
    });
    const only32 = tinyModel({ 'onnx/model_quantized.onnx': null, 'model.onnx': tinyOnnx() });
    expect(await describeModel(only32, 'm')).toMatchObject({ dtype: 'fp32', onnxFile: 'model.onnx' });
  });

  it.each([
    ['tokenizer.json', { 'tokenizer.json': null }],
    ['tokenizer_config.json', { 'tokenizer_config.json': null }],
    ['config.json', { 'config.json': null }],
    ['onnx/model_quantized.onnx or onnx/model.onnx', { 'onnx/model_quantized.onnx': null }],
    ['onnx/model_quantized.onnx', { 'onnx/model_quantized.onnx': null, 'nearby.json': own }],
  ])('refuses a folder without %s, by name', async (missing, changes) => {
    const folder = tinyModel(changes);
    const error = await refusalOf(describeModel(folder, 'm'));
    expect(error.code).toBe('model-incomplete');
    expect(error.message).toBe(
      `The model folder "${folder}" has no ${missing}. Put it there, or choose another model with --model.`,
    );
  });

  it.each([
    ['config.json cannot be read as JSON', { 'config.json': '{"hidden_size":' }],
    ['"hidden_size" in config.json is not valid', { 'config.json': { hidden_size: 'many' } }],
    ['config.json names no hidden_size', { 'config.json': {} }],
    ['"pooling" in nearby.json is not valid', { 'nearby.json': { ...own, pooling: 'max' } }],
    ['"onnxFile" in nearby.json is not valid', { 'nearby.json': { ...own, onnxFile: '../other.onnx' } }],
    ['nearby.json is not valid (Unrecognized key: "colour")', { 'nearby.json': { ...own, colour: 1 } }],
    ['asks for pooling_mode_max_tokens', { '1_Pooling/config.json': { pooling_mode_max_tokens: true } }],
    [
      'asks for the layer "sentence_transformers.models.Dense"',
      { 'modules.json': [{ type: 'sentence_transformers.models.Dense' }] },
    ],
    ['keeps its weights in other files', { 'onnx/model_quantized.onnx': tinyOnnx({ external: true }) }],
    ['is not an ONNX file', { 'onnx/model_quantized.onnx': tinyOnnx().subarray(0, 50) }],
  ])('refuses a model of which %s', async (reason, changes) => {
    const error = await refusalOf(describeModel(tinyModel(changes), 'm'));
    expect(error.code).toBe('model-invalid');
    expect(error.message).toContain(reason);
    expect(error.message).toContain('choose another with --model');
  });

  it('refuses a file that is not the one nearby.json names', async () => {
    const folder = tinyModel();
    const expected = await sha256OfFile(join(folder, 'tokenizer.json'));
    writeFiles(folder, { 'nearby.json': { ...own, files: { 'tokenizer.json': expected } } });
    await describeModel(folder, 'm');
    writeFiles(folder, { 'tokenizer.json': '{}' });
    const error = await refusalOf(describeModel(folder, 'm'));
    expect(error.code).toBe('model-checksum');
    expect(error.message).toContain(`"${join(folder, 'tokenizer.json')}" is not the file that was recorded`);
    expect(error.message).toContain(expected);
  });

  it('gives the same sha256 wherever the folder lies, and another where weights, tokenizer or settings differ', async () => {
    const folder = tinyModel();
    const copy = temporaryFolder();
    cpSync(folder, copy, { recursive: true });
    const shaOf = async (path: string, name = 'm') => (await describeModel(path, name)).sha256;
    const sha256 = await shaOf(folder);
    expect(sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(await shaOf(copy, 'n')).toBe(sha256);
    expect(await shaOf(folder, 'e5-small')).not.toBe(sha256);
    writeFiles(copy, { 'tokenizer.json': `${readFileSync(join(copy, 'tokenizer.json'), 'utf8')} ` });
    expect(await shaOf(copy)).not.toBe(sha256);
  });
});

describe('familyOf', () => {
  it.each([
    ['intfloat/e5-base-v2', 'E5'],
    ['intfloat/multilingual-e5-large-instruct', null],
    ['intfloat/e5-mistral-7b-instruct', null],
    ['BAAI/bge-large-zh-v1.5', 'BGE, Chinese'],
    ['BAAI/bge-m3', 'BGE M3'],
    ['C:\\models\\bge-base-en', 'BGE, English'],
    ['nearby-fast', null],
    ['', null],
  ])('finds for %s: %s', (name, family) => {
    expect(familyOf(name)?.family ?? null).toBe(family);
  });
});
