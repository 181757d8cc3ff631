/**
 * Finds the Chromium that the browser tests drive, or installs Debian's. Plain JavaScript: test/run.mjs uses it before
 * vitest starts.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Programs that are Chromium, by where systems put them. */
const systemPaths = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** @returns {{path: string, which: string} | null} the browser and in words which one it is */
export function findChromium() {
  const named = process.env.NEARBY_CHROMIUM;
  if (named) return { path: named, which: `NEARBY_CHROMIUM (${named})` };
  const system = systemPaths.find((path) => existsSync(path));
  if (system) return { path: system, which: `the system's (${system})` };
  const own = playwrightChromium();
  return own ? { path: own, which: `Playwright's (${own})` } : null;
}

/**
 * The browser, installed where there is none: Playwright's own download first, then Debian's package.
 * @returns {{path: string, which: string} | null} null where neither could be had
 */
export function ensureChromium() {
  const found = findChromium();
  if (found) return found;
  for (const [command, args] of installers()) {
    process.stderr.write(`No Chromium found; trying: ${command} ${args.join(' ')}\n`);
    const { status } = spawnSync(command, args, { stdio: ['ignore', 2, 2] });
    const installed = status === 0 ? findChromium() : null;
    if (installed) return installed;
  }
  return null;
}

/** @returns {[string, string[]][]} */
function installers() {
  /** @type {[string, string[]][]} */
  const commands = [
    [process.execPath, ['node_modules/playwright-core/cli.js', 'install', 'chromium-headless-shell']],
  ];
  if (existsSync('/usr/bin/apt-get')) {
    const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
    const line = (/** @type {string[]} */ args) => {
      const [command, ...rest] = [...asRoot, 'apt-get', ...args];
      return /** @type {[string, string[]]} */ ([command, rest]);
    };
    commands.push(
      line(['update', '-qq']),
      line(['install', '-y', '-qq', '--no-install-recommends', 'chromium']),
    );
  }
  return commands;
}

/** The newest browser that Playwright itself has downloaded, or null. */
function playwrightChromium() {
  const cache = process.env.PLAYWRIGHT_BROWSERS_PATH ?? join(homedir(), '.cache', 'ms-playwright');
  if (!existsSync(cache)) return null;
  const programs = [
    'chrome-linux/headless_shell',
    'chrome-headless-shell-linux64/chrome-headless-shell',
    'chrome-linux/chrome',
  ];
  return (
    readdirSync(cache)
      .filter((name) => name.startsWith('chromium'))
      .sort()
      .reverse()
      .flatMap((name) => programs.map((program) => join(cache, name, program)))
      .find((path) => existsSync(path)) ?? null
  );
}
