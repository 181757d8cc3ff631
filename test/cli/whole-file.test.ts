import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { WholeFile } from '../../src/cli/whole-file.ts';
import { expectRefusal } from '../refusal.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const bytes = (text: string) => Buffer.from(text);

describe('WholeFile', () => {
  it('is in its place when it is finished, and not before', () => {
    const folder = temporaryFolder();
    const path = join(folder, 'a');
    const file = new WholeFile(path);
    file.write(bytes('one, '));
    expect(existsSync(path)).toBe(false);
    file.write(bytes('two'));
    file.finish();
    file.discard();
    expect(readFileSync(path, 'utf8')).toBe('one, two');
    expect(readdirSync(folder)).toEqual(['a']);
  });

  it('leaves nothing when it is discarded, and what stood in its place', () => {
    const folder = temporaryFolder();
    const path = join(folder, 'a');
    writeFileSync(path, 'old');
    const file = new WholeFile(path);
    file.write(bytes('new'));
    file.discard();
    file.discard();
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['a']);
  });

  it('replaces the file behind a link, not the link', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'far'));
    writeFileSync(join(folder, 'far', 'a'), 'old');
    symlinkSync(join('far', 'a'), join(folder, 'link'));
    const file = new WholeFile(join(folder, 'link'));
    file.write(bytes('new'));
    file.finish();
    expect(lstatSync(join(folder, 'link')).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(folder, 'far', 'a'), 'utf8')).toBe('new');
  });

  it('takes away what a killed process left there, and nothing else', () => {
    const folder = temporaryFolder();
    // No process has such a number; ours is running.
    const [left, running, others] = ['a.2147483647.partial', `a.${process.ppid}.partial`, 'a.x.partial'];
    for (const name of [left, running, others, 'b.2147483647.partial']) writeFileSync(join(folder, name), '');
    const file = new WholeFile(join(folder, 'a'));
    file.finish();
    expect(readdirSync(folder).sort()).toEqual(['a', others, running, 'b.2147483647.partial'].sort());
  });

  it('refuses a place where no file can be, and takes back what it cannot put there', () => {
    const folder = temporaryFolder();
    expectRefusal(() => new WholeFile(join(folder, 'no', 'a')), 'file-unwritable', /ENOENT.*--out/);
    expectRefusal(() => new WholeFile(folder), 'file-unwritable', /EISDIR/);
    const file = new WholeFile(join(folder, 'a'));
    mkdirSync(join(folder, 'a', 'b'), { recursive: true });
    expectRefusal(() => file.finish(), 'file-unwritable', /cannot be written/);
    expect(readdirSync(folder)).toEqual(['a']);
  });

  it.skipIf(!existsSync('/dev/null'))('writes to a device as it stands', () => {
    const file = new WholeFile('/dev/null');
    file.write(bytes('gone'));
    file.finish();
    expect(lstatSync('/dev/null').isCharacterDevice()).toBe(true);
  });
});
