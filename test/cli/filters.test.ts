/** Filters on the command line: areas of the map, filters without a text, and filters that contradict each other. */
import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filterOf } from '../../src/cli/commands/ask.ts';
import { hitsSchema, infoSchema } from '../../src/server/api-schemas.ts';
import { Corpus } from '../../src/store/corpus.ts';
import { isInRegion, type Region } from '../../src/tables/region.ts';
import { sampleCorpus } from '../sample-corpus.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { runNearby } from './run-nearby.ts';

const cwd = temporaryFolder();
const nearby = async (...args: string[]) => runNearby([...args, '--corpus', await sampleCorpus()], { cwd });
const answerOf = async (...args: string[]) => {
  const { code, stdout, stderr } = await nearby(...args, '--json');
  expect({ code, stderr }).toMatchObject({ code: 0 });
  return hitsSchema.parse(JSON.parse(stdout));
};

/** The quarter of the sample's map around its first paper, and the rows in it. */
async function quarter(): Promise<{ region: Region; rows: number[] }> {
  const corpus = Corpus.open(await sampleCorpus(), { readOnly: true });
  try {
    const { points, rows: all } = corpus.layout()!;
    const [x, y] = points;
    const [far, xs] = [1e6, points.filter((_, i) => i % 2 === 0)];
    const side = x > xs.toSorted()[xs.length >> 1] ? far : -far;
    const region: Region = [
      [x, y - far],
      [x + side, y - far],
      [x + side, y + far],
      [x, y + far],
    ];
    const rows = [...Array(all).keys()].filter((row) =>
      isInRegion(points[2 * row], points[2 * row + 1], region),
    );
    return { region, rows };
  } finally {
    corpus.close();
  }
}

describe('filters on the command line', () => {
  it('take values of one field together, whatever it is called', () => {
    const { facets = {} } = filterOf({ filter: ['constructor=a', '__proto__=b', 'constructor=c=d'] });
    expect(Object.entries(facets)).toEqual([
      ['constructor', ['a', 'c=d']],
      ['__proto__', ['b']],
    ]);
  });
});

describe('an area of the map on the command line', () => {
  it('filters, alone and beside a text, and begins with a minus without harm', async () => {
    const { region, rows } = await quarter();
    const text = region.flat().join(',');
    const alone = await answerOf('search', '--region', text, '-k', '1000', '--duplicates', 'listed');
    expect(alone).toMatchObject({ order: 'newest', total: rows.length });
    expect(alone.hits.map(({ row }) => row).sort((a, b) => a - b)).toEqual(rows);
    const years = alone.hits.map(({ year }) => year ?? 0);
    expect(years).toEqual(years.toSorted((a, b) => b - a));
    const beside = await answerOf('search', 'learning', '--region', text, '-k', '1000');
    expect(beside.order).toBe('nearest');
    expect(beside.hits.every(({ row }) => rows.includes(row))).toBe(true);
    const minus = await answerOf('search', '--region', '-90,-90,90,-90,90,90,-90,90', '-k', '1');
    expect(minus.hits).toHaveLength(1);
  });

  it('is near to with --near-region, which holds nothing back', async () => {
    const { region, rows } = await quarter();
    const near = await answerOf('search', '--near-region', region.flat().join(','), '-k', '1000');
    expect(near.order).toBe('nearest');
    expect(near.hits.length).toBeGreaterThan(rows.length);
  });

  it.each(['--region', '--near-region'])('is refused in words: %s', async (flag) => {
    const { code, stderr } = await nearby('search', 'learning', flag, '0,0,1');
    expect(stderr).toContain(`${flag} is "0,0,1". Expected: x and y of 3 to 200 corners in turn`);
    expect(code).toBe(2);
  });
});

describe('what was added since', () => {
  it('is found by the date of the run that brought it', async () => {
    const corpus = join(cwd, 'grown');
    cpSync(await sampleCorpus(), corpus, { recursive: true });
    const papers = [
      { id: 'new-bread', title: 'Sourdough bread in cold kitchens', year: 2019 },
      { id: 'new-boats', title: 'Boats of birch bark', year: 2021 },
    ];
    writeFileSync(join(cwd, 'new.jsonl'), papers.map((paper) => JSON.stringify(paper)).join('\n'));
    expect((await runNearby(['add', 'new.jsonl', '--corpus', corpus], { cwd })).code).toBe(0);
    const info = await runNearby(['info', '--corpus', corpus, '--json'], { cwd });
    const { arrivals } = infoSchema.parse(JSON.parse(info.stdout));
    expect(arrivals.map(({ firstRow, rows }) => [firstRow, rows])).toEqual([
      [0, 601],
      [601, 2],
    ]);
    const args = ['--added-since', arrivals[1].addedAt, '--corpus', corpus, '--json'];
    const { stdout } = await runNearby(['search', ...args], { cwd });
    const { hits, total, notes } = hitsSchema.parse(JSON.parse(stdout));
    expect(hits.map(({ id }) => id)).toEqual(['new-boats', 'new-bread']);
    expect({ total, notes }).toEqual({ total: 2, notes: [] });
    const wrong = await runNearby(['search', '--added-since', 'monday', '--corpus', corpus], { cwd });
    expect(wrong).toMatchObject({ code: 2, stdout: '' });
    expect(wrong.stderr).toContain('--added-since is "monday". Expected: a date such as 2026-11-21');
  });
});

describe('filters without a text', () => {
  it('list the newest, say how many there are, and are refused where there are none', async () => {
    const { stdout, stderr, code } = await nearby('search', '--filter', 'list=5', '-k', '3');
    expect(code).toBe(0);
    expect(stderr).toContain('Note: 55 papers fit; these are the newest.');
    expect(stdout.match(/^ {2}\d\. /gm)).toHaveLength(3);
    const none = await nearby('search');
    expect(none).toMatchObject({ code: 2, stdout: '' });
    expect(none.stderr).toContain('The question is empty.');
  });

  it('and fields of the text that let nothing through are named, and no others', async () => {
    const { stdout, stderr } = await nearby('search', 'year:1950..1960 learning', '--filter', 'list=5');
    expect(stdout).toContain('No paper fits');
    expect(stderr).toContain('Note: Nothing is let through: no paper is of year 1950..1960.');
    const contrary = await nearby('search', 'ti:learning -ti:learning', '--filter', 'list=5');
    expect(contrary.stderr).toContain(
      'no paper at once has a title with "learning" and has a title without "learning".',
    );
  });
});
