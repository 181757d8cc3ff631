import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { sampleCorpus } from '../sample-corpus.ts';
import { nearbyEntry } from './run-nearby.ts';

describe('standard output', () => {
  it('may be closed by who has read enough', async () => {
    const child = spawn(process.execPath, [nearbyEntry, 'export', '--corpus', await sampleCorpus()]);
    const said = text(child.stderr);
    child.stdout.once('data', () => child.stdout.destroy());
    expect(await once(child, 'close')).toEqual([0, null]);
    expect(await said).toBe('');
  });

  it.skipIf(!existsSync('/dev/full'))('that takes no more is said, with exit code 1', async () => {
    const full = openSync('/dev/full', 'w');
    const child = spawn(process.execPath, [nearbyEntry, 'info', '--corpus', await sampleCorpus()], {
      stdio: ['ignore', full, 'pipe'],
    });
    closeSync(full);
    const said = text(child.stderr!);
    expect(await once(child, 'close')).toEqual([1, null]);
    expect(await said).toMatch(
      /^The answer could not be written to standard output whole: ENOSPC: .* Free some space or lead it elsewhere\.\n$/,
    );
  });
});
