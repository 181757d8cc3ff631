/** A folder that is there whole or not at all: it is filled beside its place and renamed when it is finished. */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { NearbyError, reasonOf } from '../errors.ts';
import { partialPath, placeOf, removeAbandoned } from './partial-path.ts';

/**
 * @param folder takes the place of an empty folder, or of one that `isOurs`.
 * @param isOurs of a folder that is there, whether everything in it was made by an earlier call.
 * @param fill is given the folder that will be renamed.
 * @throws NearbyError `site-folder` where something else is there, or nothing can be written; then all is as it was.
 */
export function writeWholeFolder<Result>(
  folder: string,
  isOurs: (folder: string) => boolean,
  fill: (folder: string) => Result,
): Result {
  const place = placeOf(folder);
  const refuse = (reason: string, cause?: unknown) =>
    new NearbyError('site-folder', { folder, reason }, { cause });
  const there = statSync(place, { throwIfNoEntry: false });
  if (there && !there.isDirectory()) throw refuse('it is a file');
  if (there && readdirSync(place).length > 0 && !isOurs(place)) {
    throw refuse('it holds other files, which would be lost');
  }
  const partial = partialPath(place);
  const old = `${place}.${process.pid}.old`;
  try {
    mkdirSync(dirname(place), { recursive: true });
    removeAbandoned(place);
    mkdirSync(partial);
    const result = fill(partial);
    // Killed between the two, the earlier one is beside its place, whole.
    if (there) renameSync(place, old);
    renameSync(partial, place);
    rmSync(old, { recursive: true, force: true });
    return result;
  } catch (error) {
    if (existsSync(old) && !existsSync(place)) renameSync(old, place);
    rmSync(partial, { recursive: true, force: true });
    if (error instanceof NearbyError) throw error;
    throw refuse(reasonOf(error), error);
  }
}
