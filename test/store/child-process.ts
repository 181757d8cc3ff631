/** Running one of the scripts beside this file as a process of its own. */
import { type ChildProcess, type SpawnSyncReturns, spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const argumentsOf = (script: string, args: readonly string[]) => [
  '--import',
  'tsx',
  fileURLToPath(new URL(script, import.meta.url)),
  ...args,
];

/** As the person who runs the tests, or as "nobody", for whom folders without write access are just that. */
export function runScript(
  script: string,
  args: readonly string[],
  asNobody = false,
): SpawnSyncReturns<string> {
  const isRoot = process.getuid?.() === 0;
  const identity = asNobody && isRoot ? { uid: 65534, gid: 65534 } : {};
  return spawnSync(process.execPath, argumentsOf(script, args), { cwd: root, encoding: 'utf8', ...identity });
}

/** With no file that it writes growing beyond `kib`: what a full disk looks like from inside. */
export function runScriptOnFullDisk(
  script: string,
  args: readonly string[],
  kib: number,
): SpawnSyncReturns<string> {
  const command = [`ulimit -f ${kib * 2}`, `exec "$0" "$@"`].join('; ');
  return spawnSync('sh', ['-c', command, process.execPath, ...argumentsOf(script, args)], {
    cwd: root,
    encoding: 'utf8',
  });
}

export function startScript(script: string, args: readonly string[]): ChildProcess {
  return spawn(process.execPath, argumentsOf(script, args), {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}
