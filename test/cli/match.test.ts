import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { gapsSchema, matchSchema } from '../../src/server/match-schemas.ts';
import { sampleCorpus } from '../sample-corpus.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { runNearby } from './run-nearby.ts';

const cwd = temporaryFolder();
let corpus: string;
beforeAll(async () => {
  corpus = await sampleCorpus();
  writeFileSync(
    join(cwd, 'refs.bib'),
    '@article{a, title={{Deep Model Asembling}}}\n@article{b, title={A history of lamps}}\n' +
      '@article{c, title={Deep Model Assembling}, doi={10.1000/other}, year=1801}\n@article{d, year=2001}\n',
  );
});

const nearby = (...args: string[]) => runNearby([...args, '--corpus', corpus], { cwd });

describe('nearby match', () => {
  it('counts, then names the ambiguous with their reason and the absent', async () => {
    const { code, stdout, stderr } = await nearby('match', 'refs.bib');
    expect(code).toBe(0);
    expect(stdout.split('\n')[0]).toMatch(
      /^3 records: \d found \(1 paper of the corpus\), \d ambiguous, 1 absent\.$/,
    );
    expect(stdout).toContain('Absent: A history of lamps  [b]\n');
    expect(stderr).toContain('refs.bib, entry 4: The record has no title');
  });

  it('finds gaps, under a filter and as JSON', async () => {
    const { stdout } = await nearby('match', 'refs.bib', '--gaps', '-k', '3');
    expect(stdout).toMatch(
      /Near to them and not among them:\n {2}1\. 0\.\d{3} {2}.+\n.+\n {5}near.+Deep Model Assembling\n/,
    );
    const { stdout: json } = await nearby('match', 'refs.bib', '--gaps', '-k', '4', '--json');
    const { gaps, ...answer } = JSON.parse(json);
    expect(matchSchema.parse(answer).counts).toMatchObject({ papers: 1, absent: 1 });
    expect(gapsSchema.parse(gaps).hits).toHaveLength(4);
    const filtered = await nearby('match', 'refs.bib', '--gaps', '--filter', 'list=nowhere');
    expect(filtered.stdout).toContain('Nothing is near them. Loosen the filters.');
  });

  it('refuses files without an entry, and knows no gaps of nothing', async () => {
    writeFileSync(join(cwd, 'empty.bib'), '');
    expect(await nearby('match', 'empty.bib')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('is empty'),
    });
    expect(await nearby('match', 'nowhere.bib')).toMatchObject({ code: 1 });
    writeFileSync(join(cwd, 'lamps.csv'), 'title,year\nA history of lamps,1999\n');
    expect(await nearby('match', 'lamps.csv', '--gaps')).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('nothing to be near to'),
      stdout: expect.not.stringContaining('Loosen'),
    });
  });
});
