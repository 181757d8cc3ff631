import { join } from 'node:path';
import { z } from 'zod';
import { NearbyError } from '../errors.ts';
import { familyOf } from './known-families.ts';
import type { ModelDescription } from './model-description.ts';
import { fileExists, readModelJson, readOptionalJson } from './model-json.ts';

/** Where weights may lie, the first that is there counts: 8-bit before 32-bit, the Hub's layout before a plain export. */
const onnxFiles = [
  { file: 'onnx/model_quantized.onnx', dtype: 'q8' },
  { file: 'onnx/model.onnx', dtype: 'fp32' },
  { file: 'model_quantized.onnx', dtype: 'q8' },
  { file: 'model.onnx', dtype: 'fp32' },
] as const;

/** Read where no file says how many tokens a model takes: what BERT and its many descendants take. */
const usualMaxTokens = 512;

const positive = z.int().min(1).nullish();
const configSchema = z.looseObject({
  model_type: z.string().nullish(),
  hidden_size: positive,
  dim: positive,
  d_model: positive,
  n_embd: positive,
  max_position_embeddings: z.int().nullish(),
});
/** Some tokenizers state 1e30 for "no maximum". */
const tokenizerConfigSchema = z.looseObject({ model_max_length: z.number().nullish() });
const sentenceBertSchema = z.looseObject({ max_seq_length: positive });
const promptsSchema = z.looseObject({ prompts: z.record(z.string(), z.string().nullable()).nullish() });
const modulesSchema = z.array(z.looseObject({ type: z.string() }));
const poolingSchema = z.looseObject({
  pooling_mode_cls_token: z.boolean().optional(),
  pooling_mode_mean_tokens: z.boolean().optional(),
  include_prompt: z.boolean().optional(),
});

type Derived = Omit<ModelDescription, 'name' | 'folder' | 'sha256'>;

/**
 * What a folder as sentence-transformers writes it, or a copy of it in ONNX form, says of itself:
 *
 * | field | from, the first that says | else |
 * |---|---|---|
 * | dimensions | config.json: hidden_size, dim, d_model, n_embd | refused |
 * | maxTokens | the least of max_seq_length (sentence_bert_config.json), model_max_length (tokenizer_config.json), max_position_embeddings (config.json) | 512 |
 * | pooling | 1_Pooling/config.json; the known family | mean |
 * | prefixes | prompts "query" and "document" or "passage" in config_sentence_transformers.json; the known family | none |
 * | onnxFile, dtype | the first of `onnxFiles` that is there | refused |
 *
 * @throws NearbyError `model-incomplete`, or `model-invalid` also for layers and poolings that Nearby does not compute:
 *   a vector that differs silently from the model's own would be worse than none.
 */
export async function deriveDescription(folder: string, name: string): Promise<Derived> {
  const config = await readModelJson(folder, 'config.json', configSchema);
  const tokenizerConfig = await readModelJson(folder, 'tokenizer_config.json', tokenizerConfigSchema);
  const sentenceBert = await readOptionalJson(folder, 'sentence_bert_config.json', sentenceBertSchema);
  await checkModules(folder);

  const dimensions = config.hidden_size ?? config.dim ?? config.d_model ?? config.n_embd;
  if (!dimensions) {
    throw new NearbyError('model-invalid', { folder, reason: 'config.json names no hidden_size' });
  }
  const limits = [
    sentenceBert?.max_seq_length,
    tokenizerConfig.model_max_length,
    positions(config.model_type, config.max_position_embeddings),
  ].filter((limit) => typeof limit === 'number' && limit >= 1 && limit <= 131_072);
  const weights = await findOnnx(folder);
  const prefixes = await readPrefixes(folder, name);
  return {
    dimensions,
    maxTokens: limits.length > 0 ? Math.floor(Math.min(...(limits as number[]))) : usualMaxTokens,
    pooling: await readPooling(folder, name, prefixes),
    ...prefixes,
    dtype: weights.dtype,
    onnxFile: weights.file,
  };
}

/** RoBERTa and its kin number positions from 2 on (after the padding's), so two of their rows are never used. */
function positions(modelType: string | null | undefined, rows: number | null | undefined): number | null {
  if (!rows) return null;
  return /roberta|camembert|mpnet/.test(modelType ?? '') ? rows - 2 : rows;
}

async function findOnnx(folder: string): Promise<(typeof onnxFiles)[number]> {
  for (const candidate of onnxFiles) {
    if (await fileExists(join(folder, candidate.file))) return candidate;
  }
  const missing = `${onnxFiles[0].file} or ${onnxFiles[1].file}`;
  throw new NearbyError('model-incomplete', { folder, missing });
}

async function checkModules(folder: string): Promise<void> {
  const modules = await readOptionalJson(folder, 'modules.json', modulesSchema);
  const other = modules?.find(({ type }) => !/\.(Transformer|Pooling|Normalize)$/.test(type));
  if (other) {
    const reason = `modules.json asks for the layer "${other.type}", which Nearby does not compute`;
    throw new NearbyError('model-invalid', { folder, reason });
  }
}

type Prefixes = Pick<ModelDescription, 'queryPrefix' | 'documentPrefix'>;

async function readPrefixes(folder: string, name: string): Promise<Prefixes> {
  const { prompts } =
    (await readOptionalJson(folder, 'config_sentence_transformers.json', promptsSchema)) ?? {};
  const queryPrefix = prompts?.query ?? '';
  const documentPrefix = prompts?.document ?? prompts?.passage ?? '';
  // Newer versions write both as '' for every model, the known families included: that says nothing.
  if (queryPrefix !== '' || documentPrefix !== '') return { queryPrefix, documentPrefix };
  const family = familyOf(name);
  return { queryPrefix: family?.queryPrefix ?? '', documentPrefix: family?.documentPrefix ?? '' };
}

async function readPooling(folder: string, name: string, prefixes: Prefixes): Promise<'mean' | 'cls'> {
  const file = '1_Pooling/config.json';
  const stated = await readOptionalJson(folder, file, poolingSchema);
  if (!stated) return familyOf(name)?.pooling ?? 'mean';
  const refuse = (reason: string) =>
    new NearbyError('model-invalid', { folder, reason: `${file} ${reason}` });
  const asked = Object.keys(stated).filter((key) => key.startsWith('pooling_mode_') && stated[key] === true);
  if (stated.include_prompt === false && (prefixes.queryPrefix || prefixes.documentPrefix)) {
    throw refuse('leaves prefixes out of the mean, which Nearby does not compute');
  }
  if (asked.length === 1 && stated.pooling_mode_mean_tokens) return 'mean';
  if (asked.length === 1 && stated.pooling_mode_cls_token) return 'cls';
  throw refuse(`asks for ${asked.join(' and ') || 'no pooling'}; Nearby computes mean_tokens or cls_token`);
}
