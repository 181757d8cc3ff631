/**
 * `npm test`: installs what is missing (packages, a Chromium), then runs every test. Arguments are vitest's:
 * `npm test -- test/papers`.
 */
import { spawnSync } from 'node:child_process';
import { ensureInstalled, projectFolder } from '../src/cli/install.mjs';
import { ensureChromium } from './browser/find-chromium.mjs';

process.chdir(projectFolder);
ensureInstalled();

const chromium = ensureChromium();
if (!chromium) {
  process.stderr.write(
    'No Chromium could be found or installed, and the browser tests need one. Install it (Debian: apt-get install chromium), ' +
      'or name one with NEARBY_CHROMIUM=/path/to/chromium.\n',
  );
  process.exit(1);
}
process.stderr.write(`Browser tests run in ${chromium.which}.\n`);

const vitest = 'node_modules/vitest/vitest.mjs';
const { status } = spawnSync(
  process.execPath,
  [vitest, 'run', '--config', 'test/vitest.config.ts', ...process.argv.slice(2)],
  {
    stdio: 'inherit',
    env: { ...process.env, NEARBY_CHROMIUM: chromium.path },
  },
);
process.exit(status ?? 1);
