/** Whether the model of a corpus can go into a site: a browser runs table models only, and fetches nothing from elsewhere. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelDescription } from '../embed/model-description.ts';
import { PortableModel } from '../embed/portable-model.ts';
import { isHubName, resolveModel } from '../embed/resolve-model.ts';
import { NearbyError } from '../errors.ts';
import { type Corpus, checkModel } from '../store/corpus.ts';

/** The model, or why there is none, as the end of a sentence. */
export type PortableModelOf = { model: ModelDescription; reason: null } | { model: null; reason: string };

export async function portableModelOf(corpus: Pick<Corpus, 'folder' | 'settings'>): Promise<PortableModelOf> {
  const { name } = corpus.settings.model;
  const tooLarge = { model: null, reason: `"${name}" is not a model that a browser runs without a runtime` };
  // Those are models with layers; and nobody asked for a download.
  if (isHubName(name)) return tooLarge;
  try {
    const model = await resolveModel(name);
    checkModel(corpus, model);
    const json = async (file: string) =>
      JSON.parse(await readFile(join(model.folder, file), 'utf8')) as unknown;
    const files = {
      onnx: await readFile(join(model.folder, model.onnxFile)),
      tokenizer: await json('tokenizer.json'),
      config: await json('tokenizer_config.json'),
    };
    return PortableModel.read(files, model) ? { model, reason: null } : tooLarge;
  } catch (error) {
    if (!(error instanceof NearbyError)) throw error;
    return { model: null, reason: error.message.replace(/\.$/, '') };
  }
}
