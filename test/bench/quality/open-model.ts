/** A model opened as the product opens it, twice: over processes for many texts, and in this one for its speed. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { buildProcesses, type Embedder, openEmbedder } from '../../../src/embed/embedder.ts';
import { resolveModel } from '../../../src/embed/resolve-model.ts';

export interface OpenModel {
  /** As it was asked for. */
  name: string;
  /** One process a core, as a build has. */
  embedder: Embedder;
  /** In this process. */
  single: Embedder;
  /** Megabytes (10^6) of what a text's way needs on disk: weights and tokenizer. */
  megabytes: number;
}

/** @throws NearbyError as `resolveModel` and `openEmbedder`. */
export async function openModel(name: string): Promise<OpenModel> {
  const model = await resolveModel(name);
  const files = [model.onnxFile, 'tokenizer.json', 'tokenizer_config.json'];
  const bytes = files.reduce((sum, file) => sum + statSync(join(model.folder, file)).size, 0);
  const single = await openEmbedder(model);
  const embedder = await openEmbedder(model, { processes: buildProcesses() });
  return { name, embedder, single, megabytes: bytes / 1e6 };
}

export async function closeModel({ embedder, single }: OpenModel): Promise<void> {
  await embedder.close();
  await single.close();
}
