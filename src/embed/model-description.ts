import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { NearbyError, reasonOf } from '../errors.ts';
import { deriveDescription } from './derive-description.ts';
import { fileHasher, type HashOf } from './file-hash.ts';
import { fileExists, readModelJson, requireFile } from './model-json.ts';
import { checkOnnxFile } from './onnx-file.ts';

/** Everything that decides what vector a text gets. */
export interface ModelDescription {
  /** What `--model` took, and takes again: a bundled name, an absolute folder, or "owner/name" of the Hub. */
  name: string;
  /** Absolute. Holds `onnxFile`, tokenizer.json and tokenizer_config.json. */
  folder: string;
  /** Numbers in a vector. */
  dimensions: number;
  /** Tokens of a text that are read, the tokenizer's own marks ([CLS], [SEP]) included; the rest is cut off. */
  maxTokens: number;
  /** How token vectors become one: their mean, or the vector of the first token. Unit length follows in either case. */
  pooling: 'mean' | 'cls';
  /** Put before every text of that kind, as the model was trained ("query: "); '' for most models. */
  queryPrefix: string;
  documentPrefix: string;
  /** Of the weights: q8 (8-bit integers) is a quarter of the size of fp32, usually faster, and slightly different. */
  dtype: 'q8' | 'fp32';
  /** Relative to `folder`. */
  onnxFile: string;
  /** Over the weights, the tokenizer and the fields above that change vectors: same value, same vectors. */
  sha256: string;
}

/** The description that Nearby's own models carry; where it is, it alone counts. */
export const descriptionFile = 'nearby.json';

const insideFolder = z
  .string()
  .regex(/^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/, 'a path inside the model folder, with "/" and without ".."');

const descriptionSchema = z.strictObject({
  dimensions: z.int().min(1).max(16_384),
  maxTokens: z.int().min(8).max(131_072),
  pooling: z.enum(['mean', 'cls']),
  queryPrefix: z.string(),
  documentPrefix: z.string(),
  dtype: z.enum(['q8', 'fp32']),
  onnxFile: insideFolder,
  /** sha256 of files in the folder, checked at every open. May be empty, for a model that is still being made. */
  files: z.record(insideFolder, z.string().regex(/^[0-9a-f]{64}$/, 'a sha256 in lower-case hex')),
});

/**
 * Reads what kind of model a folder holds: from its nearby.json, else from the files that sentence-transformers models
 * have (see derive-description.ts). Loads no weights.
 *
 * @param name becomes the description's name; its last part decides the family where the files do not say.
 * @param hashOf the hasher of this folder, where the caller has already hashed files with it.
 * @throws NearbyError `model-incomplete` naming the file that is missing; `model-invalid` where a file does not say what
 *   it must or weights lie outside the ONNX file; `model-checksum` where a file is not the one nearby.json names.
 */
export async function describeModel(
  folder: string,
  name: string,
  hashOf: HashOf = fileHasher(folder),
): Promise<ModelDescription> {
  const own = (await fileExists(join(folder, descriptionFile)))
    ? await readModelJson(folder, descriptionFile, descriptionSchema)
    : null;
  if (own) await checkHashes(folder, own.files, hashOf);
  const { dimensions, maxTokens, pooling, queryPrefix, documentPrefix, dtype, onnxFile } =
    own ?? (await deriveDescription(folder, name));
  const files = [onnxFile, 'tokenizer.json', 'tokenizer_config.json'];
  for (const file of files) await requireFile(folder, file);
  try {
    await checkOnnxFile(join(folder, onnxFile));
  } catch (error) {
    throw new NearbyError(
      'model-invalid',
      { folder, reason: `${onnxFile} ${reasonOf(error)}` },
      { cause: error },
    );
  }
  const identity = createHash('sha256');
  for (const file of files) identity.update(`${await hashOf(file)}\n`);
  const settings = { dimensions, maxTokens, pooling, queryPrefix, documentPrefix };
  identity.update(JSON.stringify(settings));
  return { name, folder, ...settings, dtype, onnxFile, sha256: identity.digest('hex') };
}

/** @throws NearbyError `model-incomplete` or `model-checksum` for the first file that is not as recorded. */
export async function checkHashes(
  folder: string,
  recorded: Readonly<Record<string, string>>,
  hashOf: HashOf,
): Promise<void> {
  for (const [file, expected] of Object.entries(recorded)) {
    await requireFile(folder, file);
    const got = await hashOf(file);
    if (got !== expected)
      throw new NearbyError('model-checksum', { path: join(folder, file), got, expected });
  }
}
