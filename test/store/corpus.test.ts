import { existsSync, mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Corpus, formatVersion } from '../../src/store/corpus.ts';
import { Database } from '../../src/store/database.ts';
import { expectRefusal } from '../refusal.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { examplePapers, exampleSettings, newCorpus, unitVectors } from './new-corpus.ts';

/** A closed corpus of `rows` papers with vectors; its folder. */
function closedCorpus(rows: number): string {
  const corpus = newCorpus(examplePapers(0, rows));
  corpus.saveVectors(
    Array.from({ length: rows }, (_, row) => row),
    unitVectors(rows),
    new Uint8Array(rows),
  );
  corpus.close();
  return corpus.folder;
}

/** Changes the file behind the back of `Corpus`. */
function alter(folder: string, sql: string): string {
  const database = new Database(folder, join(folder, 'corpus.sqlite'), 'rw');
  database.exec(sql);
  database.close();
  return folder;
}

describe('Corpus.create', () => {
  it('makes the folder and an empty corpus with its settings', () => {
    const folder = join(temporaryFolder(), 'deep', 'Größe 100% #1?');
    expect(Corpus.exists(folder)).toBe(false);
    const corpus = Corpus.create(folder, exampleSettings);
    expect(Corpus.exists(folder)).toBe(true);
    expect(corpus.settings).toEqual(exampleSettings);
    expect(corpus.folder).toBe(folder);
    expect(corpus.hnswPath).toBe(join(folder, 'vectors.hnsw'));
    expect(corpus.rows).toBe(0);
    expect(corpus.vectors()).toEqual({ rows: 0, dimensions: 4, data: new Float32Array(0) });
    expect([...corpus.allPapers()]).toEqual([]);
    corpus.close();
    expect(Corpus.open(folder).rows).toBe(0);
  });

  it('takes a folder that holds other files, and what a killed creation left', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'notes.txt'), 'mine');
    writeFileSync(join(folder, 'corpus.sqlite.new'), 'half of');
    expect(Corpus.exists(folder)).toBe(false);
    Corpus.create(folder, exampleSettings).close();
    expect(readdirSync(folder).sort()).toEqual(['corpus.sqlite', 'notes.txt', 'writer.lock']);
  });

  it('refuses a folder that holds a corpus, and leaves that alone', () => {
    const folder = closedCorpus(2);
    expectRefusal(
      () => Corpus.create(folder, exampleSettings),
      'bad-option',
      /folder is ".*"\. Expected: a folder without a corpus\./,
    );
    expect(Corpus.open(folder).rows).toBe(2);
  });

  it('refuses a path on which there is a file, and settings that are none', () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    const refusal = expectRefusal(
      () => Corpus.create(file, exampleSettings),
      'corpus-write',
      /could not be written: EEXIST/,
    );
    expect(refusal.cause).toMatchObject({ code: 'EEXIST' });
    const folder = temporaryFolder();
    const settings = { ...exampleSettings, seed: 0.5 };
    expectRefusal(() => Corpus.create(folder, settings), 'bad-shape', /A corpus settings object has seed: /);
    expect(Corpus.exists(folder)).toBe(false);
    Corpus.create(folder, exampleSettings).close();
  });
});

describe('discard', () => {
  it('takes the corpus off the disk, leaves other files, and lets the next one in', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'notes.txt'), 'mine');
    const corpus = Corpus.create(folder, exampleSettings);
    corpus.addPapers(examplePapers(0, 3));
    corpus.discard();
    corpus.close();
    expect(readdirSync(folder).sort()).toEqual(['notes.txt', 'writer.lock']);
    expect(Corpus.create(folder, exampleSettings).rows).toBe(0);
  });
});

describe('Corpus.open', () => {
  it('finds everything that was there before closing', () => {
    const corpus = Corpus.open(closedCorpus(3));
    expect(corpus.settings).toEqual(exampleSettings);
    expect([...corpus.allPapers()]).toEqual(examplePapers(0, 3));
    expect(corpus.vectors()).toEqual(unitVectors(3));
  });

  it('refuses a folder without a corpus, and puts nothing there', () => {
    const folder = temporaryFolder();
    const missing = join(folder, 'nowhere');
    for (const readOnly of [true, false]) {
      expectRefusal(
        () => Corpus.open(folder, { readOnly }),
        'corpus-not-found',
        /There is no corpus in ".*"\. Make one with/,
      );
      expectRefusal(() => Corpus.open(missing, { readOnly }), 'corpus-not-found', /nowhere/);
    }
    expect(readdirSync(folder)).toEqual([]);
  });

  it('refuses another format version by its number', () => {
    const folder = alter(closedCorpus(1), `PRAGMA user_version = ${formatVersion + 1}`);
    for (const readOnly of [true, false]) {
      expectRefusal(
        () => Corpus.open(folder, { readOnly }),
        'corpus-version',
        /has format version 2; this Nearby reads version 1\. Build it again/,
      );
    }
  });

  it.each([
    [
      'of another program',
      'PRAGMA application_id = 7',
      /is not a corpus of Nearby \(application id 7, expected 1312971075\)/,
    ],
    ['without settings', "DELETE FROM meta WHERE name = 'settings'", /its settings are missing/],
    [
      'with settings that are none',
      "UPDATE meta SET value = '{}' WHERE name = 'settings'",
      /its settings are not valid/,
    ],
    [
      'with settings cut short',
      "UPDATE meta SET value = '{\"mod' WHERE name = 'settings'",
      /its settings are not valid/,
    ],
    ['without a table', 'DROP TABLE derived; DROP TABLE words', /it has no table "derived", "words"/],
  ])('refuses a file %s', (_, sql, reason) => {
    const folder = alter(closedCorpus(1), sql);
    for (const readOnly of [true, false]) {
      const refusal = expectRefusal(() => Corpus.open(folder, { readOnly }), 'corpus-damaged', reason);
      expect(refusal.message).toMatch(/Restore it from a copy, or build it again in another folder/);
    }
  });

  it.each([
    ['garbage', (path: string) => writeFileSync(path, 'no database '.repeat(2000))],
    ['a file of 0 bytes', (path: string) => truncateSync(path, 0)],
    ['half of itself', (path: string) => truncateSync(path, readFileSync(path).length / 2)],
    ['a head alone', (path: string) => truncateSync(path, 100)],
  ])('refuses a file replaced by %s, and changes nothing', (_, damage) => {
    const folder = closedCorpus(40);
    const path = join(folder, 'corpus.sqlite');
    damage(path);
    const before = { bytes: readFileSync(path), files: readdirSync(folder) };
    for (const readOnly of [true, false]) {
      const refusal = expectRefusal(
        () => Corpus.open(folder, { readOnly }),
        'corpus-damaged',
        /is damaged: .*Nothing was changed/,
      );
      expect(refusal.message).toContain(folder);
    }
    expect({ bytes: readFileSync(path), files: readdirSync(folder) }).toEqual(before);
  });

  it('meets damage inside the file with "corpus-damaged" too', () => {
    const folder = closedCorpus(40);
    const path = join(folder, 'corpus.sqlite');
    const bytes = readFileSync(path);
    // The first pages hold the schema, without which it would be refused at once.
    bytes.fill(0xa5, 4096 * 4);
    writeFileSync(path, bytes);
    expectRefusal(
      () => {
        const corpus = Corpus.open(folder, { readOnly: true });
        corpus.vectors();
        return [...corpus.allPapers()];
      },
      'corpus-damaged',
      /is damaged: .*malformed/,
    );
  });

  it.each([
    ['authors', '"Ann Poe"', /row 1 cannot be read \("Ann Poe" is no list of texts\)/],
    ['keywords', '[7]', /\[7\] is no list of texts/],
    ['categories', '["a"', /row 1 cannot be read \(.*JSON/],
    ['lists', '[{"list":"a"}]', /\[\{"list":"a"\}\] is no list of places on pages/],
    ['facets', '{"a":"b"}', /\{"a":"b"\} has no list of texts for each field/],
    ['facets', '[]', /\[\] has no list of texts/],
  ])('meets papers whose %s are %s with "corpus-damaged"', (column, json, reason) => {
    const folder = alter(closedCorpus(3), `UPDATE papers SET ${column} = '${json}' WHERE row = 1`);
    const corpus = Corpus.open(folder, { readOnly: true });
    expectRefusal(() => corpus.paper(1), 'corpus-damaged', reason);
    expectRefusal(() => [...corpus.allPapers()], 'corpus-damaged', reason);
    if (column === 'authors' || column === 'keywords')
      expectRefusal(() => corpus.listsOf([1], column), 'corpus-damaged', reason);
    expect(corpus.paper(2)).toEqual(examplePapers(2, 1)[0]);
    corpus.close();
  });

  it('refuses a folder in the place of the file', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'corpus.sqlite'));
    expectRefusal(() => Corpus.open(folder, { readOnly: true }), 'corpus-damaged', /file is not a database/);
    expectRefusal(() => Corpus.open(folder), 'corpus-write', /could not be written: SQLite cannot open/);
  });

  it('to read only refuses to write', () => {
    const corpus = Corpus.open(closedCorpus(1), { readOnly: true });
    expectRefusal(
      () => corpus.addPapers(examplePapers(1, 1)),
      'corpus-write',
      /could not be written: attempt to write a readonly/,
    );
    expectRefusal(
      () => corpus.saveVectors([0], unitVectors(1), new Uint8Array(1)),
      'corpus-write',
      /readonly/,
    );
    expect(corpus.rows).toBe(1);
    corpus.close();
  });
});

describe('close', () => {
  it('leaves one file beside the empty lock, and may be called again', () => {
    const corpus = newCorpus(examplePapers(0, 3));
    expect(existsSync(join(corpus.folder, 'corpus.sqlite-wal'))).toBe(true);
    corpus.close();
    corpus.close();
    expect(readdirSync(corpus.folder).sort()).toEqual(['corpus.sqlite', 'writer.lock']);
    expect(readFileSync(join(corpus.folder, 'writer.lock'))).toHaveLength(0);
  });

  it('puts everything into the one file even while a reader has it open', () => {
    const corpus = newCorpus(examplePapers(0, 3));
    const reader = Corpus.open(corpus.folder, { readOnly: true });
    expect(reader.rows).toBe(3);
    corpus.close();
    expect(readFileSync(join(corpus.folder, 'corpus.sqlite-wal'))).toHaveLength(0);
    expect([...reader.allPapers()]).toEqual(examplePapers(0, 3));
    reader.close();
    expect(Corpus.open(corpus.folder).rows).toBe(3);
  });
});

describe('what a map asks of papers', () => {
  it('is told by columns: which have an abstract, their names, with and without the index of the former', () => {
    const [first, second, third, ...rest] = examplePapers(0, 6);
    const corpus = newCorpus([{ ...first, abstract: '' }, second, { ...third, abstract: '' }, ...rest]);
    const { folder } = corpus;
    expect([...corpus.hasAbstract()]).toEqual([0, 1, 0, 1, 1, 1]);
    expect([...corpus.namesOf([4, 1])]).toEqual([
      [1, { id: second.id, title: second.title }],
      [4, { id: rest[1].id, title: rest[1].title }],
    ]);
    corpus.close();
    // As in corpora from before there was one.
    const without = Corpus.open(alter(folder, 'DROP INDEX papers_without_abstract'), { readOnly: true });
    expect([...without.hasAbstract()]).toEqual([0, 1, 0, 1, 1, 1]);
  });
});
