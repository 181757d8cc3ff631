import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';
import { nearbyEntry } from './run-nearby.ts';

describe('a build that is told to stop', () => {
  it.skipIf(process.platform === 'win32')(
    'stops by the signal, also while it waits at a pipe that nobody writes to',
    async () => {
      const cwd = temporaryFolder();
      spawnSync('mkfifo', [join(cwd, 'pipe')]);
      const child = spawn(process.execPath, [nearbyEntry, 'build', 'pipe', '--corpus', 'c'], { cwd });
      onTestFinished(() => void child.kill('SIGKILL'));
      let said = '';
      child.stderr.on('data', (piece) => {
        said += piece;
      });
      const ended = once(child, 'close');
      // Made right before the pipe is opened.
      while (!existsSync(join(cwd, 'c', 'corpus.sqlite'))) await setTimeout(20);
      await setTimeout(500);
      child.kill('SIGTERM');
      expect(await ended).toEqual([null, 'SIGTERM']);
      expect(said).toBe('Stopped. What is finished is stored; the same command goes on from there.\n');
    },
  );
});
