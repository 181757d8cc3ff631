import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NearbyError } from '../errors.ts';
import { ignoreProgress, type OnProgress } from '../progress.ts';
import { downloadModel } from './download-model.ts';
import { fileHasher } from './file-hash.ts';
import { checkHashes, describeModel, descriptionFile, type ModelDescription } from './model-description.ts';
import { folderExists } from './model-json.ts';
import { readManifest } from './model-manifest.ts';

const modelsFolder = fileURLToPath(new URL('../../models', import.meta.url));

/** The models that come with Nearby: the folders in /models that have a nearby.json. */
export const bundledModels: string[] = readdirSync(modelsFolder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && existsSync(join(modelsFolder, entry.name, descriptionFile)))
  .map((entry) => entry.name)
  .sort();

/** Used where no model is named. */
export const defaultModel = 'nearby-fast';

export interface ResolveOptions {
  /** Where downloaded models are kept, a folder an owner in it. Default: NEARBY_CACHE, else ~/.cache/nearby/models. */
  cacheFolder: string;
  /** Where they come from, a server that speaks as huggingface.co. Default: NEARBY_HUB_URL, else that. */
  hubUrl: string;
  /** Bytes of the file that is being downloaded. */
  onProgress: OnProgress;
  /** Is told, before the first request, what is about to be downloaded. Default: a line on standard error. */
  say: (line: string) => void;
}

/**
 * Finds a model by the name that a person gave:
 * - a bundled model's name;
 * - a folder: what starts with "." or "/" (on Windows also a drive), and "a/b" where such a folder exists here;
 * - "owner/name" of the Hugging Face Hub: from the cache where it has been downloaded before, else from the network.
 *
 * Only the last goes out, and only for a name of exactly that form: a mistyped bundled name or path never does. "a/b"
 * with a folder "a" here counts as a path.
 *
 * The description's `name`, given to this function again, leads to the same model.
 *
 * @throws NearbyError `model-not-found`, `model-incomplete`, `model-invalid`, `model-checksum`, `model-download`
 */
export async function resolveModel(
  nameOrFolder: string,
  options: Partial<ResolveOptions> = {},
): Promise<ModelDescription> {
  if (bundledModels.includes(nameOrFolder)) {
    return describeModel(join(modelsFolder, nameOrFolder), nameOrFolder);
  }
  const notFound = () => new NearbyError('model-not-found', { name: nameOrFolder, bundled: bundledModels });
  const namesPath = /^\.{1,2}([/\\]|$)|^[/\\]|^[A-Za-z]:[/\\]/.test(nameOrFolder);
  if (namesPath || nameOrFolder.includes('/')) {
    if (await folderExists(nameOrFolder)) {
      const folder = resolve(nameOrFolder);
      return describeModel(folder, folder);
    }
    if (namesPath || !isHubName(nameOrFolder) || existsSync(nameOrFolder.split('/')[0])) throw notFound();
    return resolveHubModel(nameOrFolder, withDefaults(options));
  }
  throw notFound();
}

/** Read at each call, not once: a command may set the variables after this file was loaded. */
function withDefaults(options: Partial<ResolveOptions>): ResolveOptions {
  const { env } = process;
  return {
    cacheFolder: options.cacheFolder ?? (env.NEARBY_CACHE || join(homedir(), '.cache', 'nearby', 'models')),
    hubUrl: options.hubUrl ?? (env.NEARBY_HUB_URL || 'https://huggingface.co'),
    onProgress: options.onProgress ?? ignoreProgress,
    say: options.say ?? ((line) => process.stderr.write(`${line}\n`)),
  };
}

/** "owner/name" as the Hub allows it. ".." and separators cannot occur, so it is safe as a path below the cache. */
export function isHubName(name: string): boolean {
  const part = /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,94}[A-Za-z0-9_-])?$/;
  const parts = name.split('/');
  return parts.length === 2 && parts.every((each) => part.test(each) && !each.includes('..'));
}

/**
 * From the cache, every file checked against the sha256 that was kept when it came; downloaded first where it is not
 * there, or only in part.
 */
async function resolveHubModel(name: string, options: ResolveOptions): Promise<ModelDescription> {
  const folder = resolve(options.cacheFolder, ...name.split('/'));
  let manifest = await readManifest(folder);
  if (!manifest?.finished) {
    await downloadModel(name, folder, options);
    manifest = await readManifest(folder);
  }
  const hashOf = fileHasher(folder);
  await checkHashes(folder, manifest?.files ?? {}, hashOf);
  return describeModel(folder, name, hashOf);
}
