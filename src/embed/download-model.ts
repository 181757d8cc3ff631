import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { NearbyError, reasonOf } from '../errors.ts';
import type { OnProgress } from '../progress.ts';
import { type DownloadedFile, downloadFile } from './download-file.ts';
import { sha256OfFile } from './file-hash.ts';
import { fileExists } from './model-json.ts';
import { type ModelManifest, readManifest, writeManifest } from './model-manifest.ts';

/** Files without which there is no model; small ones first, so that a wrong name fails at once. */
const required = ['config.json', 'tokenizer_config.json', 'tokenizer.json'];
/** Files that say more about it, where they are there. */
const optional = [
  'nearby.json',
  'modules.json',
  '1_Pooling/config.json',
  'sentence_bert_config.json',
  'config_sentence_transformers.json',
];
/** Weights: the first that is there. 8-bit first: a quarter of the bytes, and usually faster on a CPU. */
const weights = ['onnx/model_quantized.onnx', 'onnx/model.onnx'];

export const downloadDefaults = {
  /** Smaller gives up sooner on a slow line; larger waits longer for a dead one. */
  idleTimeoutMs: 60_000,
};

export interface DownloadOptions {
  hubUrl: string;
  onProgress: OnProgress;
  say: (line: string) => void;
  idleTimeoutMs: number;
}

/**
 * Downloads a model's files from `${hubUrl}/${name}/resolve/main/${file}` into a folder and keeps the sha256 of each in
 * the folder's manifest. Files that an earlier, interrupted download finished are kept.
 *
 * @param name "owner/name", checked by the caller (isHubName).
 * @throws NearbyError `model-download` where something did not come; `model-incomplete` where the model has no weights in
 *   ONNX form; `bad-option` for a hubUrl that is no web address
 */
export async function downloadModel(
  name: string,
  folder: string,
  options: Omit<DownloadOptions, 'idleTimeoutMs'> & Partial<DownloadOptions>,
): Promise<void> {
  const settings: DownloadOptions = { ...downloadDefaults, ...options };
  const hubUrl = settings.hubUrl.replace(/\/+$/, '');
  if (!/^https?:$/.test(URL.canParse(hubUrl) ? new URL(hubUrl).protocol : '')) {
    const expected = 'an address that starts with https:// or http://';
    throw new NearbyError('bad-option', {
      name: 'hubUrl (NEARBY_HUB_URL)',
      value: settings.hubUrl,
      expected,
    });
  }
  settings.say(`Downloading the model "${name}" from ${hubUrl}, to be kept in ${folder}`);
  const base = `${hubUrl}/${name}/resolve/main`;
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    const reason = `the folder "${folder}" cannot be made (${reasonOf(error)})`;
    throw new NearbyError('model-download', { url: base, reason }, { cause: error });
  }
  const manifest = await startManifest(folder, hubUrl);

  /** Brings one file in, or finds it there from an earlier run; false where the server does not have it. */
  async function bring(file: string): Promise<boolean> {
    if (Object.hasOwn(manifest.files, file)) return true;
    const url = `${base}/${file}`;
    const note = `downloading ${file}`;
    const got = await downloadFile(url, join(folder, file), {
      idleTimeoutMs: settings.idleTimeoutMs,
      onBytes: (done, total) => settings.onProgress({ stage: 'embed', done, total, note }),
    });
    if (typeof got !== 'number') await keep(manifest, folder, file, url, got);
    else if (required.includes(file)) throw new NearbyError('model-download', { url, reason: absence(got) });
    return typeof got !== 'number';
  }

  for (const file of [...required, ...optional]) await bring(file);
  if (!(await bring(weights[0])) && !(await bring(weights[1]))) {
    throw new NearbyError('model-incomplete', { folder: `${hubUrl}/${name}`, missing: weights.join(' or ') });
  }
  manifest.finished = true;
  await writeManifest(folder, manifest);
}

/** The manifest to go on with: of an earlier run from the same server, without files that have changed since. */
async function startManifest(folder: string, hubUrl: string): Promise<ModelManifest> {
  const earlier = await readManifest(folder);
  if (!earlier || earlier.hubUrl !== hubUrl) return { hubUrl, commit: null, finished: false, files: {} };
  const files: Record<string, string> = {};
  for (const [file, sha256] of Object.entries(earlier.files)) {
    const path = join(folder, file);
    if ((await fileExists(path)) && (await sha256OfFile(path)) === sha256) files[file] = sha256;
  }
  return { ...earlier, finished: false, files };
}

async function keep(
  manifest: ModelManifest,
  folder: string,
  file: string,
  url: string,
  got: DownloadedFile,
): Promise<void> {
  if (manifest.commit !== null && got.commit !== null && manifest.commit !== got.commit) {
    // Files of two versions make no model. Forgetting those of the old one lets the next run start afresh.
    await writeManifest(folder, { ...manifest, commit: null, files: {} });
    const reason = `the model was changed on the server meanwhile (${manifest.commit} to ${got.commit})`;
    throw new NearbyError('model-download', { url, reason });
  }
  manifest.commit ??= got.commit;
  manifest.files[file] = got.sha256;
  await writeManifest(folder, manifest);
}

function absence(status: number): string {
  const meaning = status === 404 ? 'there is no such file' : 'there is no such model, or it is not public';
  return `the server answered ${status}, ${meaning}`;
}
