import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildCorpus } from '../../src/build-corpus.ts';
import { openSearcher } from '../../src/search/open-searcher.ts';
import { Corpus } from '../../src/store/corpus.ts';
import type { DuplicateGroups } from '../../src/tables/duplicate-groups.ts';
import type { Layout } from '../../src/tables/layout-table.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { runNearby } from './run-nearby.ts';

const cwd = temporaryFolder();
const abstract =
  'We watched crows in the harbour through three winters, and counted what they hid, where they hid it and how often ' +
  'they found it again. Older birds found more. Snow made no difference to any of them.';
const crows = { title: 'What crows know of winter', abstract, authors: ['Ann Adams'] };
const preprint = {
  id: 'preprint',
  ...crows,
  year: 2019,
  venue: 'arXiv',
  url: 'https://arxiv.org/abs/1901.00001v1',
};
const published = {
  ...{ id: 'published', ...crows, year: 2020, venue: 'Journal of Birds', doi: '10.1234/crows' },
  title: 'What crows know of winter: a field study',
};
const others = ['glaciers', 'chess engines', 'sorting networks', 'tax law', 'sleep', 'pottery'].map(
  (about, i) => ({
    ...{ id: `other-${i}`, title: `A history of ${about}`, year: 2010 + i },
    abstract: `This is about ${about} and about nothing else, from the first ${about} to the last.`,
  }),
);
const lines = (...records: object[]) => records.map((record) => `${JSON.stringify(record)}\n`).join('');

const file = join(cwd, 'papers.jsonl');
const later = join(cwd, 'later.jsonl');
const corpus = join(cwd, 'corpus');
beforeAll(async () => {
  writeFileSync(file, lines(preprint, ...others, published));
  await buildCorpus(corpus, [file]);
});

const nearby = (...args: string[]) => runNearby(args, { cwd });

function stateOf(folder: string): { groups: DuplicateGroups; layout: Layout; ids: string[] } {
  const opened = Corpus.open(folder, { readOnly: true });
  try {
    return { groups: opened.duplicates()!, layout: opened.layout()!, ids: opened.ids() };
  } finally {
    opened.close();
  }
}

/** The ids of each group, and how many different points there are. */
function shape(folder: string) {
  const { groups, layout, ids } = stateOf(folder);
  const members = new Map<number, string[]>();
  for (const [row, of] of groups.representative.entries())
    members.set(of, [...(members.get(of) ?? []), ids[row]]);
  const points = new Set(ids.map((_, row) => layout.points.subarray(2 * row, 2 * row + 2).join()));
  return { groups: [...members.values()].filter((some) => some.length > 1), points: points.size };
}

describe('a preprint and its published version', () => {
  it('are both kept, on one point, and one hit', async () => {
    expect(shape(corpus)).toEqual({ groups: [['preprint', 'published']], points: 7 });
    const { stdout } = await nearby('search', 'crows in winter', '--corpus', corpus, '-k', '8');
    expect(stdout.match(/crows know/g)).toHaveLength(1);
    expect(stdout).toMatch(/also: (preprint \(2019|published \(2020), papers\.jsonl\)/);
    const listed = await nearby(
      'search',
      'crows in winter',
      '--corpus',
      corpus,
      '-k',
      '8',
      '--duplicates',
      'listed',
    );
    expect(listed.stdout.match(/crows know/g)).toHaveLength(2);
  });

  it('are listed by "nearby duplicates" and counted by "nearby info"', async () => {
    const { stdout } = await nearby('duplicates', '--corpus', corpus);
    expect(stdout).toBe(
      '1. What crows know of winter: a field study\n' +
        '     published (2020, papers.jsonl, title and text nearly the same)\n' +
        '     preprint (2019, papers.jsonl, title and text nearly the same): What crows know of winter\n' +
        '1 paper in 2 of 8 records.\n',
    );
    const { groups } = JSON.parse((await nearby('duplicates', '--corpus', corpus, '--json')).stdout);
    expect(groups).toMatchObject([
      [
        { id: 'published', rule: 'near' },
        { id: 'preprint', year: 2019 },
      ],
    ]);
    expect((await nearby('info', '--corpus', corpus)).stdout).toContain(
      'duplicates 1 paper in 2 versions or copies\n',
    );
  });

  it('come apart at a word and together at another, also for later builds', async () => {
    const folder = join(cwd, 'split');
    await buildCorpus(folder, [file]);
    const before = stateOf(folder).layout;
    const split = await nearby('duplicates', '--corpus', folder, '--split', 'preprint');
    expect(split.stdout).toBe(
      'None of 8 records is a duplicate or version of another.\nKept apart: preprint.\n',
    );
    expect(stateOf(folder).layout).toEqual(before);
    writeFileSync(later, lines({ ...others[0], id: 'new', title: 'A history of fog', abstract: 'On fog.' }));
    expect(await buildCorpus(folder, [later], { keepMap: true })).toMatchObject({ added: 1, groups: 0 });
    const joined = await nearby('duplicates', '--corpus', folder, '--join', 'preprint');
    expect(joined.stdout).toContain('1 paper in 2 of 9 records.\n');
    const wrong = await nearby('duplicates', '--corpus', folder, '--split', 'preprnt');
    expect([wrong.code, wrong.stdout]).toEqual([1, '']);
    expect(wrong.stderr).toContain('Did you mean "preprint"?');
  });

  it('are two points in a build that groups nothing, and stay so until it is told otherwise', async () => {
    const folder = join(cwd, 'listed');
    const { stdout } = await nearby('build', file, '--corpus', folder, '--duplicates', 'listed');
    expect(stdout).not.toContain('versions');
    expect(shape(folder)).toEqual({ groups: [], points: 8 });
    expect(await buildCorpus(folder, [file])).toMatchObject({ groups: 0, unchanged: true });
    expect(await buildCorpus(folder, [file], { grouped: true })).toMatchObject({
      groups: 1,
      unchanged: false,
    });
  });

  it('are one point where one is added later, and nothing else moves', async () => {
    const folder = join(cwd, 'added');
    writeFileSync(later, lines(preprint, ...others));
    await buildCorpus(folder, [later]);
    const before = stateOf(folder).layout.points;
    expect(await buildCorpus(folder, [file], { keepMap: true })).toMatchObject({
      added: 1,
      known: 7,
      groups: 1,
    });
    const { layout, groups } = stateOf(folder);
    expect(layout.points.subarray(0, 14)).toEqual(before);
    expect(layout.points.subarray(14)).toEqual(before.subarray(0, 2));
    // The newcomer is the fuller record.
    expect([groups.representative[0], groups.representative[7]]).toEqual([7, 7]);
  });

  it('are grouped at once in a corpus from before there were groups, and the map stays', async () => {
    const folder = join(cwd, 'old');
    await buildCorpus(folder, [file], { grouped: false });
    const before = stateOf(folder).layout;
    const opened = Corpus.open(folder);
    opened.saveDuplicateSettings({ grouped: true, apart: [] });
    opened.close();
    const searcher = await openSearcher(folder);
    expect((await searcher.similar('other-0', 8)).hits).toHaveLength(7);
    await searcher.close();
    expect((await nearby('duplicates', '--corpus', folder)).stderr).toContain(
      'has no groups of duplicates yet',
    );
    expect(await buildCorpus(folder, [])).toMatchObject({ groups: 1, unchanged: false });
    expect(stateOf(folder).layout).toEqual(before);
  });
});
