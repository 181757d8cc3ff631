import { describe, expect, it } from 'vitest';
import { jsonOf, SiteFiles } from '../../src/site/site-files.ts';
import { refusalOf } from '../refusal.ts';

/** Files by path; what is not there fails. Keeps what was asked of it. */
function disk(contents: Record<string, unknown>) {
  const asked: string[] = [];
  const files = new SiteFiles(async (path) => {
    asked.push(path);
    if (!(path in contents)) throw new Error('status 404');
    return new TextEncoder().encode(JSON.stringify(contents[path]));
  });
  return { asked, files };
}

describe('the files of a site', () => {
  it('are fetched when work needs them, each once, and the work begins again', async () => {
    const { asked, files } = disk({ a: 1, b: 2, c: 3 });
    let runs = 0;
    const sum = () =>
      files.whenHere(() => {
        runs++;
        const [a, b] = files.contents(['a', 'b'], jsonOf<number>);
        return a + b + files.content('c', jsonOf<number>);
      });
    expect(await Promise.all([sum(), sum()])).toEqual([6, 6]);
    expect(asked).toEqual(['a', 'b', 'c']);
    const before = runs;
    expect(await sum()).toBe(6);
    expect(runs).toBe(before + 1);
  });

  it('that do not come are refused by name, and asked for again by the next', async () => {
    const contents: Record<string, unknown> = {};
    const { files } = disk(contents);
    const ask = () => files.whenHere(() => files.content('words/3.bin', jsonOf<number>));
    const refusal = await refusalOf(ask());
    expect(refusal.code).toBe('site-file');
    expect(refusal.message).toContain('"words/3.bin" of this site could not be fetched: status 404.');
    contents['words/3.bin'] = 5;
    expect(await ask()).toBe(5);
  });

  it('that are something else are refused too: many hosts answer a page for what is not there', async () => {
    const files = new SiteFiles(async () => new TextEncoder().encode('<!doctype html>'));
    const refusal = await refusalOf(files.whenHere(() => files.content('ids.json', jsonOf)));
    expect(refusal.code).toBe('site-file');
  });

  it('leave the failures of the work itself alone', async () => {
    const { files } = disk({ a: 1 });
    const work = files.whenHere(() => {
      files.content('a', jsonOf);
      throw new RangeError('mine');
    });
    await expect(work).rejects.toThrow(new RangeError('mine'));
  });
});
