/** Files of JSON lines, plain or packed by xz, each line checked. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { NearbyError, reasonOf } from '../../../src/errors.ts';

/** @throws NearbyError `file-unreadable` naming the line. */
export function readLines<Row>(path: string, schema: z.ZodType<Row>): Row[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new NearbyError('file-unreadable', { path, reason: reasonOf(error) }, { cause: error });
  }
  return text
    .split('\n')
    .flatMap((line, i) => (line === '' ? [] : [rowOf(line, schema, path, `line ${i + 1}`)]));
}

/**
 * The last lines of a file that the program `xz` packed, unpacked as it is read: only `count` lines are held.
 * @throws NearbyError `file-unreadable` where the program is missing or fails, or a line is not as it must be.
 */
export async function readLastLines<Row>(
  path: string,
  schema: z.ZodType<Row>,
  count: number,
): Promise<Row[]> {
  const last = new Array<string>(count);
  let lines = 0;
  const unreadable = (reason: string, cause?: unknown) =>
    new NearbyError('file-unreadable', { path, reason }, { cause });
  const xz = spawn('xz', ['--decompress', '--stdout', '--', path], { stdio: ['ignore', 'pipe', 'pipe'] });
  let complaint = '';
  xz.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint += text;
  });
  // Asked for before the lines: an end that came while they were read is not missed.
  const ended = once(xz, 'close').catch((error) => {
    throw unreadable(`the program "xz", which unpacks it, cannot be started (${reasonOf(error)})`, error);
  });
  const read = (async () => {
    for await (const line of createInterface({ input: xz.stdout, crlfDelay: Number.POSITIVE_INFINITY })) {
      if (line !== '') last[lines++ % count] = line;
    }
  })();
  const [[exitCode]] = await Promise.all([ended, read]);
  if (exitCode !== 0) throw unreadable(complaint.trim() || `xz ended with code ${exitCode}`);
  const oldest = Math.max(0, lines - count);
  return Array.from({ length: lines - oldest }, (_, i) =>
    rowOf(last[(oldest + i) % count], schema, path, `paper ${oldest + i + 1}`),
  );
}

function rowOf<Row>(line: string, schema: z.ZodType<Row>, path: string, where: string): Row {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    throw new NearbyError('file-unreadable', { path, reason: `${where} is not JSON` }, { cause: error });
  }
  const checked = schema.safeParse(value);
  if (checked.success) return checked.data;
  const reason = `${where}: ${z.prettifyError(checked.error).replaceAll('\n', ' ')}`;
  throw new NearbyError('file-unreadable', { path, reason });
}
