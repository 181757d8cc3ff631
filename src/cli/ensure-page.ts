import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const web = fileURLToPath(new URL('../../web', import.meta.url));
/** The worker of a site has the engine in it. */
const engine = fileURLToPath(new URL('..', import.meta.url));

/** The built page that the server sends. */
export const pageFolder = join(web, 'dist');

/** Builds the page where it is missing or older than its sources. Takes about a second. */
export async function ensurePage(say: (line: string) => void): Promise<void> {
  const built = join(pageFolder, 'index.html');
  if (existsSync(built) && statSync(built).mtimeMs >= Math.max(newestSourceMs(web), newestSourceMs(engine)))
    return;
  say('Building the page …');
  const { build } = await import('vite');
  await build({ root: web, configFile: join(web, 'vite.config.ts'), logLevel: 'warn' });
}

/** When the newest file of a folder was changed, what was built from it left out. */
function newestSourceMs(folder: string): number {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.name !== 'dist')
    .map((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? newestSourceMs(path) : statSync(path).mtimeMs;
    })
    .reduce((newest, ms) => Math.max(newest, ms), 0);
}
