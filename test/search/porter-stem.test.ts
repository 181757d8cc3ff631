import { readFileSync } from 'node:fs';
import Database from 'libsql';
import { describe, expect, it } from 'vitest';
import { indexedForm } from '../../src/search/matched-words.ts';
import { porterStem } from '../../src/search/porter-stem.ts';

/** How SQLite's own tokenizer stores these words. */
function storedByFts(words: readonly string[]): string[] {
  const database = new Database(':memory:');
  database.exec(`
    CREATE VIRTUAL TABLE texts USING fts5(word, tokenize = 'porter unicode61 remove_diacritics 2');
    CREATE VIRTUAL TABLE terms USING fts5vocab(texts, instance);
  `);
  const insert = database.prepare('INSERT INTO texts(rowid, word) VALUES (?, ?)');
  words.forEach((word, i) => {
    insert.run(i + 1, word);
  });
  const stored = new Array<string>(words.length).fill('');
  const terms = database.prepare('SELECT doc, term FROM terms').all() as { doc: number; term: string }[];
  for (const { doc, term } of terms) stored[doc - 1] = term;
  database.close();
  return stored;
}

describe('porterStem', () => {
  it('brings the forms of a word together', () => {
    expect(['clusters', 'clustered', 'clustering', 'cluster'].map(porterStem)).toEqual(
      Array(4).fill('cluster'),
    );
    expect(porterStem('generalization')).toBe(porterStem('generalize'));
  });

  it('gives the examples of the paper', () => {
    const examples = {
      ...{
        caresses: 'caress',
        ponies: 'poni',
        cats: 'cat',
        agreed: 'agre',
        plastered: 'plaster',
        motoring: 'motor',
      },
      ...{ conflated: 'conflat', hopping: 'hop', filing: 'file', happy: 'happi', relational: 'relat' },
      ...{ formalize: 'formal', electrical: 'electr', adoption: 'adopt', rate: 'rate', controll: 'control' },
    };
    expect(Object.fromEntries(Object.keys(examples).map((word) => [word, porterStem(word)]))).toEqual(
      examples,
    );
  });

  it('leaves words alone that are too short or too long to stem', () => {
    expect(['as', 'is', 's', ''].map(porterStem)).toEqual(['as', 'is', 's', '']);
    const long = `${'x'.repeat(64)}ings`;
    expect(porterStem(long)).toBe(long);
  });

  it('agrees with the full-text index on every word of the sample', () => {
    const text = readFileSync(new URL('../../data/papers.jsonl', import.meta.url), 'utf8').toLowerCase();
    const words = [
      ...new Set(text.match(/[\p{L}\p{N}]+/gu)),
      'ies',
      'sses',
      'naïve',
      'müllers',
      'ångströms',
      'βs',
      'σελίδες',
      'ἀρχή',
      'straße',
      'Ærø',
      'ещё',
      '한국어',
      '日本',
      'ﬁnal',
    ];
    const stored = storedByFts(words);
    const differing = words.filter((word, i) => indexedForm(word) !== stored[i]);
    expect(words.length).toBeGreaterThan(5000);
    expect(differing).toEqual([]);
  });
});
