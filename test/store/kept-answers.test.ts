import { describe, expect, it } from 'vitest';
import { Corpus } from '../../src/store/corpus.ts';
import { Database } from '../../src/store/database.ts';
import { KeptAnswers } from '../../src/store/kept-answers.ts';
import { paperOf } from '../paper-of.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { newCorpus } from './new-corpus.ts';

const rivers = paperOf({ id: 'a', title: 'Rivers', abstract: 'Water.', year: 2001 });

describe('KeptAnswers', () => {
  const keeping = (maxBytes: number) => {
    const folder = temporaryFolder();
    const kept = new KeptAnswers(new Database(folder, `${folder}/some.sqlite`, 'rwc'), { maxBytes });
    const read: string[] = [];
    const ask = (key: string) =>
      kept.get(key, () => {
        read.push(key);
        return new Uint8Array(1000);
      });
    return { ask, read };
  };

  it('reads an answer once', () => {
    const { ask, read } = keeping(1e6);
    expect(ask('a')).toBe(ask('a'));
    expect(read).toEqual(['a']);
  });

  it('drops what was asked longest ago where there is no more room', () => {
    const { ask, read } = keeping(3000);
    for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) ask(key);
    expect(read).toEqual(['a', 'b', 'c', 'b']);
  });

  it('goes on with an answer that alone is too large', () => {
    const { ask, read } = keeping(10);
    expect(ask('a')).toHaveLength(1000);
    ask('a');
    expect(read).toEqual(['a', 'a']);
  });
});

describe('what a corpus keeps', () => {
  const asked = (corpus: Corpus) => ({
    scored: [...corpus.phraseScores('"river"').rows],
    matching: [...corpus.rowsWithWords('"water" OR "sand"')],
    passing: [...corpus.filterRows({ year: { from: 2001 }, facets: {} })!],
  });

  it('is the same array the next time', () => {
    const corpus = newCorpus([rivers]);
    expect(corpus.phraseScores('"river"')).toBe(corpus.phraseScores('"river"'));
    expect(corpus.filterRows({ year: { from: 1 } })).toBe(corpus.filterRows({ year: { from: 1 } }));
  });

  it('follows what it writes itself', () => {
    const corpus = newCorpus([rivers]);
    expect(asked(corpus)).toEqual({ scored: [0], matching: [0], passing: [1] });
    corpus.addPapers([paperOf({ id: 'b', title: 'The river', abstract: 'Of sand.', year: 2002 })]);
    expect(asked(corpus)).toEqual({ scored: [0, 1], matching: [0, 1], passing: [1, 1] });
  });

  it('follows what another connection writes into its rows', () => {
    const writer = newCorpus([paperOf({ id: 'a', title: 'Lamps', abstract: '' })]);
    const reader = Corpus.open(writer.folder, { readOnly: true });
    expect(reader.rowsWithWords('"lit"')).toEqual(Int32Array.of());
    writer.addPapers([paperOf({ id: 'a', title: 'Lamps', abstract: 'They are lit.' })]);
    expect(reader.rowsWithWords('"lit"')).toEqual(Int32Array.of(0));
    reader.close();
    writer.close();
  });
});
