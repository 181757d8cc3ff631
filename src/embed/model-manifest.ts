import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { readOptionalJson } from './model-json.ts';

/** In a downloaded model's folder, beside its files. */
const manifestFile = 'nearby-download.json';

const manifestSchema = z.strictObject({
  /** The server it came from. */
  hubUrl: z.string(),
  /** The version of the model there, where the server says; all files must be of the same. */
  commit: z.string().nullable(),
  /** Whether every file is there. While not, a download goes on with those that are missing. */
  finished: z.boolean(),
  /** Path in the folder → sha256 of what came. */
  files: z.record(z.string(), z.string()),
});

/** What was downloaded into a folder. */
export type ModelManifest = z.output<typeof manifestSchema>;

/** @throws NearbyError `model-invalid` where it is damaged */
export function readManifest(folder: string): Promise<ModelManifest | null> {
  return readOptionalJson(folder, manifestFile, manifestSchema);
}

/** Replaces it in one step: a kill leaves the old one or the new one. */
export async function writeManifest(folder: string, manifest: ModelManifest): Promise<void> {
  const path = join(folder, manifestFile);
  const partial = `${path}.${process.pid}.partial`;
  await writeFile(partial, `${JSON.stringify(manifest, null, 2)}\n`);
  await rename(partial, path);
}
