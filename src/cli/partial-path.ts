/** Where a file or folder stands while it is being written: beside its place, under the number of the process. */
import { readdirSync, realpathSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

const ending = '.partial';

/** Behind a link, so that the link stays. */
export function placeOf(path: string): string {
  return statSync(path, { throwIfNoEntry: false }) ? realpathSync(path) : resolve(path);
}

export function partialPath(place: string): string {
  return `${place}.${process.pid}${ending}`;
}

/** Takes away what processes that were killed have left beside a place. */
export function removeAbandoned(place: string): void {
  const folder = dirname(place);
  const beginning = `${basename(place)}.`;
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(beginning) || !name.endsWith(ending)) continue;
    const pid = name.slice(beginning.length, -ending.length);
    if (/^\d{1,10}$/.test(pid) && !isRunning(Number(pid)))
      rmSync(join(folder, name), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Another user's may not be asked, but is there.
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
