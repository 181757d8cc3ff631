import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { keepProgram, nearbyProgram } from '../../src/cli/kept-program.mjs';
import { temporaryFolder } from '../temporary-folder.ts';
import { runNearby } from './run-nearby.ts';

/** A program of two sources: "main" says what "word" has and where that lies. */
function smallProgram() {
  const folder = temporaryFolder();
  const program = {
    entry: join(folder, 'src', 'main.ts'),
    sources: join(folder, 'src'),
    packages: join(folder, 'packages.json'),
    kept: join(folder, 'cache', 'program.mjs'),
  };
  mkdirSync(program.sources);
  writeFileSync(
    program.entry,
    "import { word, place } from './word.ts';\nexport const says = () => [word, place];\n",
  );
  const word = join(program.sources, 'word.ts');
  const say = (text: string) =>
    writeFileSync(word, `export const word: string = '${text}';\nexport const place = import.meta.url;\n`);
  say('one');
  writeFileSync(program.packages, '{}');
  return { program, word, say };
}

/** What the kept program says; by its text, since a module is loaded once under one URL. */
const saysOf = async (url: string | null) => {
  const text = readFileSync(new URL(url!), 'utf8');
  const module = await import(
    /* @vite-ignore */ `data:text/javascript,${encodeURIComponent(text.replace(/^import .*|^const require = .*/gm, ''))}`
  );
  return module.says() as [string, string];
};

describe('keepProgram', () => {
  it('makes one file that does what the sources do, from where they lie', async () => {
    const { program, word } = smallProgram();
    const url = await keepProgram(program);
    expect(await saysOf(url)).toEqual(['one', `file://${word}`]);
    expect(readdirSync(dirname(program.kept))).toEqual(['program.mjs']);
  });

  it('keeps it as long as sources and packages are the same, whatever their times', async () => {
    const { program, word } = smallProgram();
    await keepProgram(program);
    writeFileSync(program.kept, `${readFileSync(program.kept, 'utf8')}// untouched\n`);
    utimesSync(word, 2_000_000_000, 2_000_000_000);
    await keepProgram(program);
    expect(readFileSync(program.kept, 'utf8')).toMatch(/untouched\n$/);
  });

  it('makes it anew when a source changes, even with its time kept, when one comes, and when packages change', async () => {
    const { program, word, say } = smallProgram();
    utimesSync(word, 1_000_000_000, 1_000_000_000);
    await keepProgram(program);
    say('two');
    utimesSync(word, 1_000_000_000, 1_000_000_000);
    expect((await saysOf(await keepProgram(program)))[0]).toBe('two');

    for (const path of [join(program.sources, 'new.ts'), program.packages]) {
      writeFileSync(program.kept, `${readFileSync(program.kept, 'utf8')}// untouched\n`);
      writeFileSync(path, '"changed"');
      await keepProgram(program);
      expect(readFileSync(program.kept, 'utf8')).not.toContain('untouched');
    }
  });

  it('makes a file anew that was cut off in its first line', async () => {
    const { program } = smallProgram();
    await keepProgram(program);
    const whole = readFileSync(program.kept, 'utf8');
    writeFileSync(program.kept, whole.slice(0, 60));
    await keepProgram(program);
    expect(readFileSync(program.kept, 'utf8')).toBe(whole);
  });

  it('says where it cannot be kept, and leaves nothing behind', async () => {
    const { program } = smallProgram();
    writeFileSync(dirname(program.kept), 'a file where the folder would be');
    expect(await keepProgram(program)).toBeNull();
  });

  it('refuses sources that are no program', async () => {
    const { program, word } = smallProgram();
    writeFileSync(word, 'export const word = ;');
    await expect(keepProgram(program)).rejects.toThrow('word.ts');
    expect(existsSync(program.kept)).toBe(false);
  });
});

describe('nearby', () => {
  it('runs from the kept program, and with --verbose from its sources, to the same words', async () => {
    const cwd = temporaryFolder();
    const kept = await runNearby(['info', '--corpus', 'nowhere'], { cwd });
    expect(readFileSync(nearbyProgram.kept, 'utf8')).toContain('Made by src/cli/kept-program.mjs');
    const verbose = await runNearby(['info', '--corpus', 'nowhere', '--verbose'], { cwd });
    expect(verbose.code).toBe(kept.code);
    expect(verbose.stderr.startsWith(kept.stderr)).toBe(true);
    expect(verbose.stderr).toContain('src/store/open-database.ts');
  });
});
