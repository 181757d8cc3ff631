import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import { NearbyError, reasonOf } from '../errors.ts';

/**
 * One JSON file of a model folder, checked.
 * @throws NearbyError `model-incomplete` where it is absent, `model-invalid` where it is not JSON or not of that shape.
 */
export async function readModelJson<Schema extends z.ZodType>(
  folder: string,
  file: string,
  schema: Schema,
): Promise<z.output<Schema>> {
  await requireFile(folder, file);
  let value: unknown;
  try {
    value = JSON.parse(await readFile(join(folder, file), 'utf8'));
  } catch (error) {
    throw new NearbyError(
      'model-invalid',
      { folder, reason: `${file} cannot be read as JSON (${reasonOf(error)})` },
      { cause: error },
    );
  }
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const where = issue.path.length > 0 ? `"${issue.path.join('.')}" in ${file}` : file;
  throw new NearbyError(
    'model-invalid',
    { folder, reason: `${where} is not valid (${issue.message})` },
    { cause: result.error },
  );
}

/** The same for a file that a model may do without: null where it is absent. */
export async function readOptionalJson<Schema extends z.ZodType>(
  folder: string,
  file: string,
  schema: Schema,
): Promise<z.output<Schema> | null> {
  return (await fileExists(join(folder, file))) ? readModelJson(folder, file, schema) : null;
}

/** @throws NearbyError `model-incomplete` naming the file. */
export async function requireFile(folder: string, file: string): Promise<void> {
  if (!(await fileExists(join(folder, file))))
    throw new NearbyError('model-incomplete', { folder, missing: file });
}

export async function fileExists(path: string): Promise<boolean> {
  return (await kindOf(path)) === 'file';
}

export async function folderExists(path: string): Promise<boolean> {
  return (await kindOf(path)) === 'folder';
}

/** What stands at a path; null for nothing, and for what this user may not look at: both mean "not there for us". */
async function kindOf(path: string): Promise<'file' | 'folder' | 'other' | null> {
  try {
    const found = await stat(path);
    return found.isFile() ? 'file' : found.isDirectory() ? 'folder' : 'other';
  } catch {
    return null;
  }
}
