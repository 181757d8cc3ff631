import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { refusalOf } from '../../refusal.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { readLastLines, readLines } from './read-lines.ts';

const numbered = z.object({ n: z.number() });
const numbers = (count: number) => Array.from({ length: count }, (_, n) => ({ n }));
const fileOf = (text: string) => {
  const path = join(temporaryFolder(), 'rows.jsonl');
  writeFileSync(path, text);
  return path;
};
const asLines = (rows: unknown[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('');

describe('readLines', () => {
  it('reads one object a line, with or without an end to the last', () => {
    expect(readLines(fileOf(asLines(numbers(3))), numbered)).toEqual(numbers(3));
    expect(readLines(fileOf(asLines(numbers(2)).trimEnd()), numbered)).toEqual(numbers(2));
    expect(readLines(fileOf(''), numbered)).toEqual([]);
  });

  it('names the line that is not as it must be', async () => {
    const refusals = ['{"n":1}\n{"n":', '{"n":1}\n\n{"n":"x"}\n'].map((text) =>
      refusalOf(() => readLines(fileOf(text), numbered)),
    );
    expect(await refusals[0]).toMatchObject({
      code: 'file-unreadable',
      message: expect.stringContaining('line 2 is not JSON'),
    });
    expect((await refusals[1]).message).toMatch(/line 3: .*expected number/);
    expect(await refusalOf(() => readLines('./no-such-file', numbered))).toMatchObject({
      code: 'file-unreadable',
    });
  });
});

describe.skipIf(spawnSync('xz', ['--version']).status !== 0)('readLastLines (needs xz)', () => {
  const packed = (text: string) => {
    const path = fileOf(text);
    expect(spawnSync('xz', [path]).status).toBe(0);
    return `${path}.xz`;
  };

  it('gives the last lines in their order, or all there are', async () => {
    const path = packed(asLines(numbers(1000)));
    expect(await readLastLines(path, numbered, 3)).toEqual([{ n: 997 }, { n: 998 }, { n: 999 }]);
    expect(await readLastLines(path, numbered, 1000)).toEqual(numbers(1000));
    expect(await readLastLines(path, numbered, 5000)).toEqual(numbers(1000));
    expect(await readLastLines(packed(''), numbered, 3)).toEqual([]);
  });

  it('refuses a file that is not packed by xz, and a line that is not as it must be', async () => {
    expect(await refusalOf(readLastLines(fileOf('plain\n'), numbered, 3))).toMatchObject({
      code: 'file-unreadable',
      message: expect.stringMatching(/not recognized/),
    });
    const spoilt = packed(`${asLines(numbers(5))}{}\n`);
    expect((await refusalOf(readLastLines(spoilt, numbered, 3))).message).toContain('paper 6: ');
  });
});
