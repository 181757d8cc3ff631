/** Papers for the bench: the first lines of a JSON Lines file or of the `.jsonl.xz` files of a folder, in their order. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, createWriteStream, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { finished } from 'node:stream/promises';

/**
 * Writes papers `from … from + count` to a file.
 * @returns how many there were.
 */
export async function takePapers(source: string, from: number, count: number, file: string): Promise<number> {
  const out = createWriteStream(file);
  let line = 0;
  let taken = 0;
  for (const path of filesOf(source)) {
    if (taken === count) break;
    for await (const text of createInterface({ input: unpacked(path) })) {
      if (taken === count) break;
      if (text === '' || line++ < from) continue;
      taken++;
      if (!out.write(`${text}\n`)) await once(out, 'drain');
    }
  }
  out.end();
  await finished(out);
  return taken;
}

function filesOf(source: string): string[] {
  if (!statSync(source).isDirectory()) return [source];
  const found = readdirSync(source).filter((name) => /\.jsonl(\.xz)?$/.test(name));
  return found.sort().map((name) => join(source, name));
}

/** By the program `xz` where the name says so. It ends by itself once nobody reads on. */
function unpacked(path: string) {
  if (!path.endsWith('.xz')) return createReadStream(path);
  return spawn('xz', ['--decompress', '--stdout', '--', path], { stdio: ['ignore', 'pipe', 'inherit'] })
    .stdout;
}
