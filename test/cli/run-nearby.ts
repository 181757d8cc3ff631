import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const nearbyEntry = fileURLToPath(new URL('../../src/cli/nearby.mjs', import.meta.url));

export interface Outcome {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs the `nearby` command as a person does, in `cwd`, with `input` on its standard input and `env` added to ours. */
export function runNearby(
  args: readonly string[],
  options: { cwd: string; input?: string | Buffer; env?: NodeJS.ProcessEnv },
): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [nearbyEntry, ...args], {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
    });
    const outcome: Outcome = { code: null, stdout: '', stderr: '' };
    child.stdout.on('data', (piece) => {
      outcome.stdout += piece;
    });
    child.stderr.on('data', (piece) => {
      outcome.stderr += piece;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ ...outcome, code }));
    child.stdin.end(options.input ?? '');
  });
}
