import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { NearbyError } from '../errors.ts';
import { Corpus } from '../store/corpus.ts';

/** Where corpora go that were given no folder, below the current one. */
const home = '.nearby';

export const sampleFolder = join(home, 'sample');

/**
 * The folder for these files where `--corpus` names none: the first file's name and six digits of a hash over all their
 * paths, so that the same command finds its corpus again and other files get another.
 */
export function folderForFiles(files: readonly string[]): string {
  const name = basename(files[0] === '-' ? 'stdin' : resolve(files[0]))
    .replace(/\.[^.]*$|\.[^.]*\.gz$/, '')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .slice(0, 40);
  const paths = files.map((file) => (file === '-' ? file : resolve(file))).join('\n');
  return join(home, `${name || 'papers'}-${createHash('sha256').update(paths).digest('hex').slice(0, 6)}`);
}

/**
 * The corpus that a question is about where `--corpus` names none: the only one in `.nearby`.
 * @throws NearbyError `no-corpus` where there is none, `which-corpus` where there are several.
 */
export function folderToAsk(): string {
  const folders = existsSync(home)
    ? readdirSync(home)
        .map((name) => join(home, name))
        .filter((folder) => Corpus.exists(folder))
        .sort()
    : [];
  if (folders.length === 0) throw new NearbyError('no-corpus', { folder: home });
  if (folders.length > 1) throw new NearbyError('which-corpus', { folders });
  return folders[0];
}
