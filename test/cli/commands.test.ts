import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { commandTable } from '../../src/cli/command-table.ts';
import { samplePapers } from '../../src/cli/sample.ts';
import { readPapers } from '../../src/papers/read-papers.ts';
import { hitsSchema, infoSchema } from '../../src/server/api-schemas.ts';
import { topicsSchema } from '../../src/server/topic-schemas.ts';
import { Corpus } from '../../src/store/corpus.ts';
import type { Paper } from '../../src/tables/paper.ts';
import { paperOf } from '../paper-of.ts';
import { sampleCorpus } from '../sample-corpus.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { runNearby } from './run-nearby.ts';

const cwd = temporaryFolder();
let corpus: string;
beforeAll(async () => {
  corpus = await sampleCorpus();
});

const nearby = (...args: string[]) => runNearby(args, { cwd });

describe('nearby search', () => {
  it('answers a question with hits as JSON', async () => {
    const { code, stdout } = await nearby(
      'search',
      'vision',
      'transformers',
      '--corpus',
      corpus,
      '-k',
      '5',
      '--json',
    );
    expect(code).toBe(0);
    const { hits } = hitsSchema.parse(JSON.parse(stdout));
    expect(hits).toHaveLength(5);
    expect(hits[0].why.text!.words.length).toBeGreaterThan(0);
  });

  it('prints rank, similarity, title and id for people', async () => {
    const { stdout } = await nearby('search', 'Deep Model Assembling', '--corpus', corpus, '-k', '1');
    expect(stdout).toMatch(/^ {2}1\. \d\.\d{3} {2}Deep Model Assembling\n {5}deep-model-assembling/);
  });

  it('obeys filters and says which one let nothing through', async () => {
    const listed = await nearby(
      'search',
      'learning',
      '--corpus',
      corpus,
      '--filter',
      'list=5',
      '--json',
      '-k',
      '100',
    );
    expect(JSON.parse(listed.stdout).hits.length).toBe(55);
    const none = await nearby('search', 'learning', '--corpus', corpus, '--year', '1800..1801');
    expect(none.code).toBe(0);
    expect(none.stderr).toContain('year');
    expect(none.stdout).toContain('No paper fits');
  });
});

describe('nearby similar', () => {
  it('weighs the parts of a question, topics too, and varies the papers', async () => {
    const ask = async (...more: string[]) => {
      const { stdout } = await nearby(
        'search',
        'attention',
        ...['--near', '0', '--corpus', corpus],
        ...['--json', '-k', '20'],
        ...more,
      );
      return (JSON.parse(stdout) as { hits: { id: string }[] }).hits.map(({ id }) => id);
    };
    const plain = await ask();
    expect(await ask('--weight', 'near=1', '--weight', 'text=1', '--diversity', '0')).toEqual(plain);
    expect(await ask('--weight', 'near=0')).not.toEqual(plain);
    expect(await ask('--diversity', '0.7')).not.toEqual(plain);
    for (const [option, value] of [
      ['--weight', 'what=1'],
      ['--weight', 'text=11'],
      ['--weight', 'text'],
      ['--diversity', '2'],
      ['--near', 'x'],
    ]) {
      const { code, stderr } = await nearby('search', 'attention', option, value, '--corpus', corpus);
      expect(code).toBe(2);
      expect(stderr).toContain(`${option} is "${value}". Expected: `);
    }
  });

  it('finds papers like several and unlike another', async () => {
    const ids = ['deep-model-assembling', 'scaling-laws-in-patchification'];
    const { code, stdout } = await nearby(
      'similar',
      ...ids,
      '--unlike',
      'internlm-xcomposer2-4khd',
      '--corpus',
      corpus,
      '--json',
    );
    expect(code).toBe(0);
    const { hits } = hitsSchema.parse(JSON.parse(stdout));
    expect(hits).toHaveLength(10);
    expect(hits.map((hit) => hit.id)).not.toContain(ids[0]);
    expect(hits[0].why.like.map((example) => example.id).sort()).toEqual([...ids].sort());
  });

  it('names an unknown id and the nearest known one', async () => {
    const { code, stderr } = await nearby('similar', 'deep-model-assemblin', '--corpus', corpus);
    expect(code).toBe(1);
    expect(stderr).toContain('no paper "deep-model-assemblin"');
    expect(stderr).toContain('"deep-model-assembling"');
  });
});

describe('nearby topics, info and export', () => {
  it('gives topics that match their schema', async () => {
    const { stdout } = await nearby('topics', '--corpus', corpus, '--json');
    const { topics, levels } = topicsSchema.parse(JSON.parse(stdout));
    expect(levels).toBeGreaterThanOrEqual(2);
    expect(topics.length).toBeGreaterThan(levels);
  });

  it('prints the topic tree for people', async () => {
    const { stdout } = await nearby('topics', '--corpus', corpus);
    expect(stdout).toMatch(/^ +0 {2}\S.* \(\d+\)\n/);
    expect(stdout).toMatch(/\d+ of 601 papers in no topic\.\n$/);
  });

  it('says where it looked for a corpus that is not named', async () => {
    const { code, stderr } = await runNearby(['info'], { cwd: temporaryFolder() });
    expect(code).toBe(1);
    expect(stderr).toContain(
      'There is no corpus in ".nearby" below this folder. Make one with "nearby build FILE..."',
    );
  });

  it('refuses a level that the corpus does not have', async () => {
    const { code, stdout, stderr } = await nearby('topics', '--corpus', corpus, '--level', '7');
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toBe('--level is 7. Expected: a level of this corpus: 0 to 1, the finest.\n');
  });

  it('gives the figures of the build', async () => {
    const info = infoSchema.parse(JSON.parse((await nearby('info', '--corpus', corpus, '--json')).stdout));
    expect(info).toMatchObject({ papers: 601, model: 'nearby-fast', dimensions: 256 });
    expect(info.recallAt10).toBeGreaterThanOrEqual(0.98);
    expect(info.trustworthinessAt15).toBeGreaterThan(0.85);
    expect(Object.keys(info.seconds)).toEqual(
      expect.arrayContaining(['import', 'embed', 'index', 'layout', 'topics']),
    );
  });

  it('exports lines that are read again as the same papers', async () => {
    const out = join(cwd, 'papers.jsonl');
    await nearby('export', '--corpus', corpus, '--out', out);
    const papers = async (file: string) => {
      const read: Pick<Paper, 'id' | 'title' | 'abstract' | 'keywords' | 'lists'>[] = [];
      for await (const entry of readPapers([file])) {
        if ('issue' in entry) throw new Error(entry.issue.reason);
        const { id, title, abstract, keywords, lists } = entry.paper;
        read.push({ id, title, abstract, keywords, lists });
      }
      return read;
    };
    const exported = await papers(out);
    expect(exported).toHaveLength(601);
    expect(exported).toEqual(await papers(samplePapers));
    const { topics, x, y } = JSON.parse(readFileSync(out, 'utf8').split('\n')[0]);
    expect(topics.length).toBeGreaterThan(0);
    expect([x, y].every(Number.isFinite)).toBe(true);
  });

  it('exports CSV and BibTeX to standard output', async () => {
    const csv = await nearby('export', '--corpus', corpus, '--as', 'csv');
    expect(csv.stdout.split('\r\n')).toHaveLength(603);
    const bibtex = await nearby('export', '--corpus', corpus, '--as', 'bibtex');
    expect(bibtex.stdout.match(/^@misc\{/gm)).toHaveLength(601);
  });

  it('exports what answers a question, in its order, and all that filters let through', async () => {
    const found = await nearby('search', 'attention', '-k', '7', '--corpus', corpus, '--json');
    const ids = JSON.parse(found.stdout).hits.map(({ id }: Pick<Paper, 'id'>) => id);
    const json = await nearby('export', 'attention', '-k', '7', '--corpus', corpus, '--as', 'json');
    expect(JSON.parse(json.stdout).map(({ id }: Pick<Paper, 'id'>) => id)).toEqual(ids);

    const [topic] = JSON.parse((await nearby('topics', '--corpus', corpus, '--json')).stdout).topics;
    const out = join(cwd, 'topic.ris');
    const { stderr } = await nearby('export', '--topic', String(topic.id), '--corpus', corpus, '--out', out);
    expect(stderr).toContain(`${topic.size} papers written to ${out}.`);
    expect(readFileSync(out, 'utf8').match(/^ER {2}- \r$/gm)).toHaveLength(topic.size);
  });
});

describe('a command line that is wrong', () => {
  const cases: [string, string[], string][] = [
    ['an unknown command', ['serch', 'x'], 'Did you mean search'],
    ['an unknown option', ['search', 'x', '--corpsu', 'y'], '--corpus'],
    [
      'no arguments',
      ['similar'],
      "missing required argument 'ids'\nWhat can be given, with examples: nearby COMMAND --help",
    ],
    [
      'a comparison beside other things',
      ['topics', '--compare', '1,2', '--name', '1=x'],
      '--compare is "1,2". Expected: with --corpus and --json at most',
    ],
    ['k of 0', ['search', 'x', '-k', '0'], '-k is "0". Expected: a whole number from 1 to 1000.'],
    [
      'k of a million',
      ['search', 'x', '-k', '1000000'],
      '-k is "1000000". Expected: a whole number from 1 to 1000.',
    ],
    ['k that is no number', ['search', 'x', '-k', 'ten'], '-k is "ten".'],
    ['a year range upside down', ['search', 'x', '--year', '2023..2019'], '--year is "2023..2019".'],
    [
      'a filter without a value',
      ['search', 'x', '--filter', 'category'],
      '--filter is "category". Expected: name=value',
    ],
    [
      'a port out of range',
      ['serve', '--port', '70000'],
      '--port is "70000". Expected: a whole number from 0 to 65535.',
    ],
    ['an empty port', ['serve', '--port', ''], '--port is "". Expected: a whole number from 0 to 65535.'],
    [
      'an empty topic',
      ['topics', '--unname', ''],
      '--unname is "". Expected: the id of a topic, or a name that fits none.',
    ],
    [
      'an empty diversity',
      ['search', 'x', '--diversity', ' '],
      '--diversity is " ". Expected: a number from 0 to 1.',
    ],
    ['an unknown format', ['build', 'x', '--format', 'docx'], '--format is "docx". Expected: one of'],
  ];
  it.each(cases)('is answered with exit code 2 and the remedy: %s', async (_, args, sentence) => {
    const { code, stderr, stdout } = await nearby(...args);
    expect(stderr).toContain(sentence);
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });

  it('refuses an empty question', async () => {
    const { code, stderr } = await nearby('search', ' ', '--corpus', corpus);
    expect(stderr).toContain('The question is empty.');
    expect(code).toBe(2);
  });

  it('names a corpus that is not there, and how to make one', async () => {
    const { code, stderr } = await nearby('search', 'x', '--corpus', 'nowhere');
    expect(stderr).toContain('There is no corpus in "nowhere". Make one with: nearby build');
    expect(code).toBe(1);
  });

  it.each(['info', 'topics', 'duplicates'])(
    'says of a corpus that is not finished that it is not: %s',
    async (name) => {
      const folder = temporaryFolder();
      const finished = Corpus.open(corpus, { readOnly: true });
      const unfinished = Corpus.create(folder, finished.settings);
      finished.close();
      unfinished.addPapers([paperOf({ id: 'a', title: 'A' })]);
      unfinished.close();
      const { code, stderr, stdout } = await nearby(name, '--corpus', folder);
      expect(stderr).toContain('is not finished: it has no');
      expect(stderr).toContain(`Go on with: nearby build --corpus "${folder}"`);
      expect([code, stdout]).toEqual([1, '']);
    },
  );

  it('asks which corpus is meant where there are several', async () => {
    const several = join(cwd, 'several');
    for (const name of ['a', 'b']) {
      mkdirSync(join(several, '.nearby', name), { recursive: true });
      cpSync(corpus, join(several, '.nearby', name), { recursive: true });
    }
    const { code, stderr } = await runNearby(['info'], { cwd: several });
    expect(stderr).toContain(`name one with --corpus: ${join('.nearby', 'a')}, ${join('.nearby', 'b')}`);
    expect(code).toBe(2);
  });

  it('refuses an unknown model without asking the network', async () => {
    writeFileSync(join(cwd, 'one.jsonl'), '{"title": "One"}\n');
    const { code, stderr } = await nearby('build', 'one.jsonl', '--corpus', 'm', '--model', 'nearby-fats');
    expect(stderr).toContain('There is no model "nearby-fats". Give a bundled model (nearby-fast');
    expect(code).toBe(1);
  });
});

describe('help', () => {
  it('lists every command, and examples for each', async () => {
    const { stdout, code } = await nearby('--help');
    expect(code).toBe(0);
    for (const { usage } of commandTable)
      expect(stdout).toMatch(new RegExp(`^  ${usage.split(' ')[0]} `, 'm'));
    expect((await nearby('search', '--help')).stdout).toContain('Examples:\n  nearby search');
  });
});
