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
import { exportSite } from '../../src/cli/commands/export-site.ts';
import { writeWholeFolder } from '../../src/cli/whole-folder.ts';
import { refusalOf } from '../refusal.ts';
import { sampleCorpus } from '../sample-corpus.ts';
import { smallCorpus } from '../search/small-corpus.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { runNearby } from './run-nearby.ts';

const cwd = temporaryFolder();
const exportTo = (corpus: string, ...more: string[]) =>
  runNearby(['export', '--corpus', corpus, '--site', ...more], { cwd });

describe('nearby export --site', () => {
  it('writes the sample, says how large it is and who can read it, and takes the place of an earlier site only', async () => {
    const sample = await sampleCorpus();
    const first = await exportTo(sample, 'new/site');
    expect(first).toMatchObject({ code: 0, stdout: '' });
    expect(first.stderr).toMatch(
      /601 papers written to new\/site: \d+ MB \(page .*, papers .*, model 17 MB\)\./,
    );
    expect(first.stderr).toContain('can read and copy all of it: titles, abstracts');
    const names = readdirSync(join(cwd, 'new/site'));
    expect(names).toContain('index.html');

    const again = await exportTo(sample, 'new/site');
    expect(again.code).toBe(0);
    expect(readdirSync(join(cwd, 'new/site'))).toEqual(names);
    expect(readdirSync(join(cwd, 'new'))).toEqual(['site']);

    writeFileSync(join(cwd, 'new/site/CNAME'), 'example.org');
    const refused = await exportTo(sample, 'new/site');
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('it holds other files, which would be lost');
    expect(readFileSync(join(cwd, 'new/site/CNAME'), 'utf8')).toBe('example.org');
  });

  it('goes on by words where the model cannot go along, and says why', async () => {
    const corpus = smallCorpus();
    corpus.close();
    const { code, stderr } = await exportTo(corpus.folder, 'by-words');
    expect(code).toBe(0);
    expect(stderr).toMatch(/Texts are found by their words alone there: .*"by-words"/);
    expect(stderr).not.toContain('model 1');
  });

  it('refuses a folder with other files, a file, and what is not about a site', async () => {
    const corpus = smallCorpus();
    corpus.close();
    mkdirSync(join(cwd, 'full'));
    writeFileSync(join(cwd, 'full', 'index.html'), '<p>My own page');
    writeFileSync(join(cwd, 'a-file'), 'text');
    for (const [args, code, sentence] of [
      [['full'], 1, '"full" cannot be made a site: it holds other files'],
      [['a-file'], 1, 'it is a file'],
      [['x', 'some text', '--year', '2020'], 2, 'x (with some text, year)'],
    ] as const) {
      const outcome = await exportTo(corpus.folder, ...args);
      expect(outcome.stderr).toContain(sentence);
      expect(outcome.code).toBe(code);
    }
    expect(readdirSync(join(cwd, 'full'))).toEqual(['index.html']);
    expect(existsSync(join(cwd, 'x'))).toBe(false);
  });
});

describe('a site beyond the limit', () => {
  it('is refused with an estimate, unless it is asked for', async () => {
    const corpus = smallCorpus();
    corpus.close();
    const site = join(temporaryFolder(), 'site');
    const limits = { papers: 20, bytesPerPaper: 1e6 };
    const refusal = await refusalOf(exportSite([], site, { corpus: corpus.folder }, limits));
    expect(refusal.message).toContain('24 papers and take about 24 MB');
    expect(refusal.message).toContain('Beyond 20 papers that is done with --large only.');
    expect(existsSync(site)).toBe(false);
    await exportSite([], site, { corpus: corpus.folder, large: true }, limits);
    expect(existsSync(join(site, 'index.html'))).toBe(true);
  });
});

describe('a folder that is written whole', () => {
  it('takes away what a killed process left beside it', () => {
    const parent = temporaryFolder();
    mkdirSync(join(parent, 'site.2147483647.partial', 'data'), { recursive: true });
    writeWholeFolder(
      join(parent, 'site'),
      () => true,
      (partial) => writeFileSync(join(partial, 'a'), ''),
    );
    expect(readdirSync(parent)).toEqual(['site']);
  });

  it('takes the place of a folder behind a link, not that of the link', () => {
    const parent = temporaryFolder();
    mkdirSync(join(parent, 'far'));
    symlinkSync('far', join(parent, 'link'));
    writeWholeFolder(
      join(parent, 'link'),
      () => true,
      (partial) => writeFileSync(join(partial, 'a'), 'new'),
    );
    expect(lstatSync(join(parent, 'link')).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(parent, 'far', 'a'), 'utf8')).toBe('new');
  });

  it('leaves all as it was where the writing fails', async () => {
    const parent = temporaryFolder();
    const folder = join(parent, 'site');
    const fill = (text: string) => (partial: string) => writeFileSync(join(partial, 'a'), text);
    writeWholeFolder(folder, () => false, fill('one'));
    const refusal = await refusalOf(() =>
      writeWholeFolder(
        folder,
        () => true,
        (partial) => {
          fill('two')(partial);
          throw new Error('no space left');
        },
      ),
    );
    expect(refusal.message).toContain('cannot be made a site: no space left');
    expect(readdirSync(parent)).toEqual(['site']);
    expect(readFileSync(join(folder, 'a'), 'utf8')).toBe('one');
    writeWholeFolder(folder, () => true, fill('three'));
    expect(readFileSync(join(folder, 'a'), 'utf8')).toBe('three');
    expect(readdirSync(parent)).toEqual(['site']);
  });
});
