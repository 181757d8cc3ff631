import { chmodSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Corpus } from '../../src/store/corpus.ts';
import { Database } from '../../src/store/database.ts';
import type { Paper } from '../../src/tables/paper.ts';
import { expectRefusal } from '../refusal.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { runScript } from './child-process.ts';
import { examplePapers, exampleSettings, newCorpus } from './new-corpus.ts';

const onPosix = process.platform !== 'win32';
const linesOf = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('one writer at a time', () => {
  it('refuses the second, in this process and in another, until the first has closed', () => {
    const first = newCorpus(examplePapers(0, 2));
    const sentence =
      /is being written by another process \(it holds the lock on "writer\.lock"\)\. Wait until it ends/;
    expectRefusal(() => Corpus.open(first.folder), 'corpus-busy', sentence);
    expect(linesOf(runScript('open-corpora.ts', ['write', first.folder]).stdout)).toEqual([
      { code: 'corpus-busy', message: expect.stringMatching(sentence) },
    ]);
    expect(first.addPapers(examplePapers(2, 1)).added).toEqual([2]);
    first.close();
    const second = Corpus.open(first.folder);
    expect(second.rows).toBe(3);
    second.close();
  });

  it('refuses to make a corpus where another is making one', () => {
    const folder = temporaryFolder();
    const lock = new Database(folder, join(folder, 'writer.lock'), 'rwc');
    lock.exec('BEGIN EXCLUSIVE');
    expectRefusal(() => Corpus.create(folder, exampleSettings), 'corpus-busy', /"writer\.lock"/);
    lock.exec('ROLLBACK');
    Corpus.create(folder, exampleSettings).close();
  });

  it('frees the lock where opening fails after it was taken', () => {
    const corpus = newCorpus();
    corpus.close();
    const path = join(corpus.folder, 'corpus.sqlite');
    const database = new Database(corpus.folder, path, 'rw');
    database.exec("UPDATE meta SET name = 'lost' WHERE name = 'settings'");
    expectRefusal(() => Corpus.open(corpus.folder), 'corpus-damaged', /its settings are missing/);
    database.exec("UPDATE meta SET name = 'settings' WHERE name = 'lost'");
    database.close();
    Corpus.open(corpus.folder).close();
  });
});

describe('readers', () => {
  it('go on while another process or connection writes, and see the rows of their opening', () => {
    const writer = newCorpus(examplePapers(0, 3));
    const reader = Corpus.open(writer.folder, { readOnly: true });
    const during: unknown[] = [];
    function* papers(): Iterable<Paper> {
      yield* examplePapers(3, 2);
      during.push(reader.ids(), ...linesOf(runScript('open-corpora.ts', ['read', writer.folder]).stdout));
    }
    writer.addPapers(papers());
    const three = ['paper-0', 'paper-1', 'paper-2'];
    expect(during).toEqual([three, { rows: 3, ids: three }]);

    expect(writer.rows).toBe(5);
    expect(reader.rows).toBe(3);
    expect(reader.ids()).toEqual(three);
    expect(reader.rowOf('paper-4')).toBeNull();
    expectRefusal(() => reader.paper(4), 'unknown-paper', /"row 4"/);
    expect(reader.years()).toHaveLength(3);
    expect(reader.facetColumn('source').codes).toHaveLength(3);
    expect(reader.facetCounts(1).find(({ name }) => name === 'source')!.values[0].count).toBe(3);
    expect(reader.filterRows({ year: { from: 0 }, facets: { source: ['example.jsonl'] } })).toHaveLength(3);
    expect([...reader.rowsWithWords('"part"')]).toEqual([0, 1, 2]);
    expect(reader.rowsWithoutVector()).toHaveLength(3);
    expect(Corpus.open(writer.folder, { readOnly: true }).rows).toBe(5);
  });

  it('that opened before a writer came do not keep it out', () => {
    const made = newCorpus(examplePapers(0, 2));
    made.close();
    const reader = Corpus.open(made.folder, { readOnly: true });
    const walk = reader.allPapers();
    walk.next();
    const writer = Corpus.open(made.folder);
    writer.addPapers(examplePapers(2, 1));
    expect([...walk]).toEqual([examplePapers(1, 1)[0]]);
    writer.close();
    expect(reader.ids()).toEqual(['paper-0', 'paper-1']);
  });

  it.skipIf(!onPosix)('read in a folder without write access, where writers are refused', () => {
    const closed = newCorpus(examplePapers(0, 2));
    closed.close();
    // Closed while a reader had it open, then copied without the files beside it: one file, still in WAL mode.
    const copied = newCorpus(examplePapers(0, 2));
    copied.close();
    const database = new Database(copied.folder, join(copied.folder, 'corpus.sqlite'), 'rw');
    database.all('PRAGMA journal_mode = WAL');
    database.all('PRAGMA wal_checkpoint(TRUNCATE)');
    for (const left of ['corpus.sqlite-wal', 'corpus.sqlite-shm']) rmSync(join(copied.folder, left));

    const folders = [closed.folder, copied.folder];
    for (const folder of folders) {
      for (const file of readdirSync(folder)) chmodSync(join(folder, file), 0o444);
      chmodSync(folder, 0o555);
    }
    const before = folders.map((folder) => readdirSync(folder));
    const expected = { rows: 2, ids: ['paper-0', 'paper-1'] };
    const read = runScript('open-corpora.ts', ['read', ...folders], true);
    expect({ lines: linesOf(read.stdout), errors: read.stderr }).toEqual({
      lines: [expected, expected],
      errors: '',
    });
    const written = linesOf(runScript('open-corpora.ts', ['write', closed.folder], true).stdout);
    expect(written).toEqual([
      {
        code: 'corpus-write',
        message: expect.stringMatching(/could not be written: .*What was stored before is intact/),
      },
    ]);
    expect(folders.map((folder) => readdirSync(folder))).toEqual(before);
    for (const folder of folders) chmodSync(folder, 0o755);
  });
});
