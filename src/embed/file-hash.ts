import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';

/** The sha256 (lower-case hex) of a file named relative to one folder. */
export type HashOf = (file: string) => Promise<string>;

/** Hashes files of one folder, each at most once: weights are large, and checks and identity both ask for them. */
export function fileHasher(folder: string): HashOf {
  const known = new Map<string, Promise<string>>();
  return (file) => {
    let hash = known.get(file);
    if (!hash) {
      hash = sha256OfFile(join(folder, file));
      known.set(file, hash);
    }
    return hash;
  };
}

export async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return hash.digest('hex');
}
