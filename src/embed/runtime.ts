import { createRequire } from 'node:module';
import { NearbyError, reasonOf } from '../errors.ts';

export type OnnxRuntime = typeof import('onnxruntime-node');

/**
 * The ONNX runtime: a native library, an optional dependency whose install can fail without a word.
 *
 * @param load how a package is loaded; tests hand in one that fails.
 * @throws NearbyError `runtime-missing`
 */
export function loadRuntime(load: (name: string) => unknown = createRequire(import.meta.url)): OnnxRuntime {
  try {
    return load('onnxruntime-node') as OnnxRuntime;
  } catch (error) {
    throw missing(error);
  }
}

/**
 * The tokenizers of transformers.js, told to read local files only.
 * @throws NearbyError `runtime-missing`: they load the ONNX runtime too.
 */
export async function loadTokenizers() {
  try {
    const { AutoTokenizer } = await import('@xenova/transformers/src/tokenizers.js');
    const { env } = await import('@xenova/transformers/src/env.js');
    env.allowRemoteModels = false;
    // Its cache would be asked before the folder, and would keep copies of what is a local file already.
    env.useFSCache = false;
    env.useBrowserCache = false;
    return { AutoTokenizer, env };
  } catch (error) {
    throw missing(error);
  }
}

function missing(error: unknown): NearbyError {
  // Node adds a "Require stack" of machine paths from the second line on.
  return new NearbyError('runtime-missing', { reason: reasonOf(error).split('\n')[0] }, { cause: error });
}
