/**
 * A build that is killed at random moments and begun again ends as one that was left alone: vectors, ids, graph, groups, points,
 * topics and kept neighbours byte for byte. Exit code 1 where it does not. With a second file the build is left alone, and what is
 * killed is the adding of that file.
 *
 *   npx tsx test/bench/kill.ts FILE.jsonl [kills = 20] [seed = 1] [MORE.jsonl]
 *
 * 2,000 papers and more take the ways of large corpora: threads for index, layout and topics.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createRandom } from '../../src/random.ts';
import { Corpus } from '../../src/store/corpus.ts';
import { machineLine } from './machine.ts';

const [file, kills = '20', seed = '1', more] = process.argv.slice(2);
if (!file)
  throw new Error('Which papers? Usage: npx tsx test/bench/kill.ts FILE.jsonl [kills] [seed] [MORE.jsonl]');
const script = fileURLToPath(new URL('../../src/cli/nearby.mjs', import.meta.url));
const root = mkdtempSync(join(tmpdir(), 'nearby-bench-'));
const random = createRandom(Number(seed));

/** @returns the seconds that it took, or null where it was killed. */
async function run(command: string[], folder: string, killAfterMs: number | null): Promise<number | null> {
  const startMs = performance.now();
  const child = spawn(process.execPath, [script, ...command, '--corpus', folder], { stdio: 'ignore' });
  const timer = killAfterMs === null ? null : setTimeout(() => child.kill('SIGKILL'), killAfterMs);
  const [exitCode, signal] = (await once(child, 'exit')) as [number | null, string | null];
  if (timer) clearTimeout(timer);
  if (signal === 'SIGKILL') return null;
  if (exitCode !== 0) throw new Error(`It ended with ${exitCode}.`);
  return (performance.now() - startMs) / 1000;
}

function contentOf(folder: string): Record<string, string> {
  const corpus = Corpus.open(folder, { readOnly: true });
  try {
    const digest = (data: string | Uint8Array) =>
      createHash('sha256').update(data).digest('hex').slice(0, 16);
    const bytes = ({ buffer, byteOffset, byteLength }: ArrayBufferView) =>
      new Uint8Array(buffer, byteOffset, byteLength);
    return {
      vectors: digest(bytes(corpus.vectors().data)),
      ids: digest(corpus.ids().join('\n')),
      graph: digest(bytes(corpus.graph()!.neighbors)),
      groups: digest(bytes(corpus.duplicates()!.representative)),
      points: digest(bytes(corpus.layout()!.points)),
      topics: digest(JSON.stringify(corpus.topics()!.topics)),
      kept: digest(bytes(corpus.keptNeighbors()!.kept)),
    };
  } finally {
    corpus.close();
  }
}

try {
  const [base, alone, killed] = ['base', 'alone', 'killed'].map((name) => join(root, name));
  const command = more ? ['add', more] : ['build', file];
  if (more) await run(['build', file], base, null);
  const begin = (folder: string) => {
    rmSync(folder, { recursive: true, force: true });
    if (more) cpSync(base, folder, { recursive: true });
  };
  begin(alone);
  const seconds = (await run(command, alone, null))!;
  console.log(`${machineLine()} · left alone ${seconds.toFixed(1)} s`);
  begin(killed);
  let died = 0;
  for (let kill = 0; kill < Number(kills); kill++) {
    // One that got to its end is begun anew, so that every kill falls into one.
    if ((await run(command, killed, random() * seconds * 1000)) === null) died++;
    else begin(killed);
  }
  await run(command, killed, null);
  const [expected, found] = [contentOf(alone), contentOf(killed)];
  const same = JSON.stringify(expected) === JSON.stringify(found);
  console.log(
    `killed ${died} times in ${kills} runs: ${same ? 'the same' : 'DIFFERENT'}`,
    found,
    same ? '' : expected,
  );
  if (!same) process.exitCode = 1;
} finally {
  rmSync(root, { recursive: true, force: true });
}
