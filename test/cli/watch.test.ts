import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { hitsSchema } from '../../src/server/api-schemas.ts';
import { Corpus } from '../../src/store/corpus.ts';
import { Database } from '../../src/store/database.ts';
import { sampleCorpus } from '../sample-corpus.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { runNearby } from './run-nearby.ts';

const cwd = temporaryFolder();
const corpus = join(cwd, 'watched');
const nearby = (...args: string[]) => runNearby([...args, '--corpus', corpus], { cwd });
const lookSchema = hitsSchema.extend({
  name: z.string(),
  lastLook: z.string().nullable(),
  papersSince: z.int().nullable(),
});
const watchesSchema = z.object({
  watches: z.array(
    z.object({ name: z.string(), waiting: z.int().nullable(), problem: z.string().nullable() }),
  ),
});
const lookOf = async (...args: string[]) => {
  const { code, stdout, stderr } = await nearby('watch', ...args, '--json');
  expect({ code, stderr }).toMatchObject({ code: 0 });
  return lookSchema.parse(JSON.parse(stdout));
};
const waiting = async () => {
  const { stdout } = await nearby('watch', '--json');
  return watchesSchema.parse(JSON.parse(stdout)).watches;
};

const newcomers = [
  {
    id: 'new-pruning',
    title: 'Which layers of a vision transformer can be pruned without loss',
    abstract: 'We prune the layers of vision transformers one by one and measure what is lost.',
  },
  {
    id: 'new-bread',
    title: 'Sourdough bread in cold kitchens',
    abstract: 'On flour, water and the patience of bakers in winter.',
  },
];

beforeAll(async () => {
  cpSync(await sampleCorpus(), corpus, { recursive: true });
  writeFileSync(join(cwd, 'new.jsonl'), newcomers.map((paper) => JSON.stringify(paper)).join('\n'));
});

describe('nearby watch', () => {
  it('shows what fits when it is saved, and afterwards only what has come since', async () => {
    const first = await lookOf('pruning', 'pruning layers of vision transformers', '-k', '5');
    expect(first).toMatchObject({ name: 'pruning', lastLook: null, papersSince: null });
    expect(first.hits).toHaveLength(5);
    const idle = await nearby('watch', 'pruning');
    expect(idle.stdout).toMatch(/^Nothing new for "pruning" since \d{4}-\d\d-\d\d: no paper has come\.\n$/);

    // As while "nearby serve" runs: a reader has the corpus open all the time.
    const reader = Corpus.open(corpus, { readOnly: true });
    expect((await nearby('add', 'new.jsonl')).code).toBe(0);
    expect(await waiting()).toEqual([{ name: 'pruning', waiting: 1, problem: null }]);
    const peeked = await lookOf('pruning', '--peek');
    expect(peeked.hits.map(({ id }) => id)).toEqual(['new-pruning']);
    const looked = await nearby('watch', 'pruning');
    expect(looked.stdout).toMatch(
      /^1 new paper for "pruning" since .{10} \(2 papers came\):\n {2}1\. .*pruned without/,
    );
    expect(reader.rows).toBe(601);
    reader.close();

    expect(await lookOf('pruning')).toMatchObject({ papersSince: 0, hits: [] });
    const listed = await nearby('watch');
    expect(listed.stdout).toMatch(/^pruning: 0 new since .{10}; “pruning layers of vision transformers”\n$/);
  });

  it('replaces a query of the same name, deletes, and names what there is', async () => {
    await lookOf('other', '--like', 'deep-model-assembling', '-k', '2');
    const replaced = await nearby('watch', 'other', 'bread', '--mode', 'words');
    expect(replaced.stderr).toContain('Note: the saved query "other" is replaced.');
    expect(replaced.stdout).toContain('Sourdough bread');
    const unknown = await nearby('watch', 'othr');
    expect(unknown.code).toBe(1);
    expect(unknown.stderr).toContain('no saved query "othr". Did you mean "other"?');
    expect((await nearby('watch', 'other', '--delete')).stderr).toContain('"other" is deleted');
    expect((await waiting()).map(({ name }) => name)).not.toContain('other');
  });

  it('saves nothing that cannot be asked, and refuses what contradicts itself', async () => {
    const refusals: [string[], number, string][] = [
      [['bad', '--like', 'nobody-wrote-this'], 1, 'There is no paper "nobody-wrote-this"'],
      [['bad', '-k', '3'], 2, 'The question is empty.'],
      [['bad', 'text', '--peek'], 2, '--peek is true. Expected: no query beside it'],
      [['--delete'], 2, '--delete is true. Expected: a name'],
      [['--like', 'deep-model-assembling'], 2, 'NAME is missing. Expected: the name to save the query under'],
      [[' ', 'text'], 2, 'NAME is " ". Expected: a name of 1 to 100 characters'],
    ];
    for (const [args, code, sentence] of refusals) {
      const refused = await nearby('watch', ...args);
      expect(refused.stderr).toContain(sentence);
      expect(refused.code).toBe(code);
    }
    expect((await waiting()).map(({ name }) => name)).not.toContain('bad');
  });

  it('waits for no build: it refuses before it asks, and the mark stays', async () => {
    const writer = Corpus.open(corpus);
    const marked = { question: { text: 'bread', k: 3 }, seenRows: 601, lookedAt: '2024-01-01T00:00:00.000Z' };
    writer.watches.save('bread', marked);
    const busy = await nearby('watch', 'bread');
    expect(busy).toMatchObject({ code: 1, stdout: '' });
    expect(busy.stderr).toContain('is being written by another process');
    expect((await lookOf('bread', '--peek')).hits.map(({ id }) => id)).toEqual(['new-bread']);
    expect(writer.watches.get('bread')).toEqual(marked);

    // Papers gone, a liked paper gone, and what no Nearby has written.
    writer.watches.save('bread', { ...marked, seenRows: 9999 });
    writer.watches.save('gone', { ...marked, question: { like: ['nobody'], k: 3 } });
    writer.watches.save('hostile', { ...marked, question: { text: 7, k: 'x' } });
    writer.close();
    const database = new Database(corpus, join(corpus, 'corpus.sqlite'), 'rw');
    database.run("INSERT INTO meta (name, value) VALUES ('watch:no json', '{')");
    database.close();
    const lines = Object.fromEntries((await waiting()).map(({ name, ...line }) => [name, line]));
    expect(lines).toMatchObject({
      bread: { waiting: 3, problem: null },
      gone: { waiting: null, problem: expect.stringContaining('There is no paper "nobody"') },
      hostile: {
        waiting: null,
        problem: expect.stringContaining('The saved query "hostile" cannot be read'),
      },
      'no json': { waiting: null, problem: expect.stringContaining('cannot be read') },
    });
    const shrunk = await nearby('watch', 'bread');
    expect(shrunk.stderr).toContain('there were 9999 papers at the last look and are 603 now');
    expect(shrunk.stdout).toMatch(/^ {2}1\. .*Sourdough/);
    expect(await lookOf('bread')).toMatchObject({ papersSince: 0 });
  });
});
