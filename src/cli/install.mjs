/**
 * Makes sure that what package-lock.json names is installed, so that `npm start` and `npm test` work on a fresh clone.
 * Plain JavaScript on Node's own modules: it runs before anything is installed.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const projectFolder = fileURLToPath(new URL('../..', import.meta.url));

/** The oldest Node that the dependencies run on, as in package.json's "engines". */
const oldestNode = [20, 19];

/** Installs what is missing; ends the process with a sentence where that cannot be done. */
export function ensureInstalled() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < oldestNode[0] || (major === oldestNode[0] && minor < oldestNode[1])) {
    leave(
      `Nearby needs Node ${oldestNode.join('.')} or newer; this is ${process.versions.node}. See https://nodejs.org`,
    );
  }
  if (isInstalled(projectFolder)) return;
  process.stderr.write('Installing what Nearby needs (once, about half a minute) …\n');
  // npm names its own script when it started us; otherwise the one on the PATH (npm.cmd on Windows needs a shell).
  const npmScript = process.env.npm_execpath;
  const [command, first] = npmScript?.endsWith('.js') ? [process.execPath, [npmScript]] : ['npm', []];
  const { status, error } = spawnSync(
    command,
    [...first, 'ci', '--no-audit', '--no-fund', '--loglevel=error'],
    {
      cwd: projectFolder,
      // npm's words are progress, not the answer of a command that may be read by a program.
      stdio: ['ignore', 2, 2],
      shell: command === 'npm' && process.platform === 'win32',
    },
  );
  if (status !== 0) {
    leave(
      `"npm ci" did not succeed (${error ? error.message : `exit ${status}`}). Its output above says why; then try again.`,
    );
  }
}

/**
 * True where every required package of the lock file is in node_modules in its version. npm writes
 * node_modules/.package-lock.json last, so an interrupted install does not pass. Optional packages (hnswlib-node, which
 * needs a compiler) may be missing.
 * @param {string} folder
 */
function isInstalled(folder) {
  const wanted = readPackages(join(folder, 'package-lock.json'));
  const installed = readPackages(join(folder, 'node_modules', '.package-lock.json'));
  if (!wanted || !installed) return false;
  return Object.entries(wanted).every(
    ([path, { version, optional, devOptional, peer }]) =>
      path === '' || optional || devOptional || peer || installed[path]?.version === version,
  );
}

/** @param {string} path */
function readPackages(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages;
  } catch (error) {
    // Not there: nothing is installed yet. Anything else is for the person to see.
    if (error.code === 'ENOENT') return null;
    return leave(`"${path}" cannot be read: ${error.message}. Delete node_modules and try again.`);
  }
}

/** @param {string} sentence @returns {never} */
function leave(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}
