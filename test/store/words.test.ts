import { describe, expect, it } from 'vitest';
import { openToRead } from '../../src/store/corpus-file.ts';
import { paperOf } from '../paper-of.ts';
import { expectRefusal } from '../refusal.ts';
import { matchWords } from './match-words.ts';
import { newCorpus } from './new-corpus.ts';

const papers = [
  paperOf({ id: 'a', title: 'Rivers', abstract: 'How water shapes a valley over a very long time.' }),
  paperOf({ id: 'b', title: 'Valleys of Mars', abstract: 'Dry now.', keywords: ['old rivers'] }),
  paperOf({ id: 'c', title: 'Lamps', abstract: 'On the river a lamp is lit.', authors: ['José Müller'] }),
  paperOf({ id: 'd', title: 'Nothing of the kind', abstract: 'Something else.' }),
];

describe('phraseScores', () => {
  it('puts a word in the title before the same word in keywords, and that before one in a longer abstract', () => {
    const { rows, scores } = newCorpus(papers).phraseScores('"river"');
    // a: title · b: keywords, short · c: abstract.
    expect([...rows]).toEqual([0, 1, 2]);
    expect(scores[0]).toBeGreaterThan(scores[1]);
    expect(scores[1]).toBeGreaterThan(scores[2]);
    expect(scores[2]).toBeGreaterThan(0);
  });

  it('finds words by their stem and without their accents, authors too', () => {
    const corpus = newCorpus(papers);
    expect([...corpus.phraseScores('"valley"').rows]).toEqual([0, 1]);
    expect([...corpus.phraseScores('"jose muller"').rows]).toEqual([2]);
  });

  it('finds nothing for unknown words, or in 0 papers', () => {
    const nothing = { rows: new Int32Array(0), scores: new Float32Array(0) };
    expect(newCorpus(papers).phraseScores('"zzz"')).toEqual(nothing);
    expect(newCorpus().phraseScores('"river"')).toEqual(nothing);
  });
});

describe('rowsWithWords', () => {
  it('gives the rows that match, ascending', () => {
    const corpus = newCorpus(papers);
    const database = openToRead(corpus.folder);
    for (const expression of ['"river"', 'authors : "muller"', '"river" NOT title : "rivers"', '"zzz"']) {
      const { rows } = matchWords(database, expression);
      expect([...corpus.rowsWithWords(expression)]).toEqual(rows.sort());
    }
    database.close();
    expect([...corpus.rowsWithWords('"river" NOT title : "rivers"')]).toEqual([1, 2]);
  });

  it('gives none for a blank expression', () => {
    for (const blank of ['', ' ']) expect([...newCorpus(papers).rowsWithWords(blank)]).toEqual([]);
  });

  it.each(['"open', 'a AND', 'nocolumn:river', '*', '(', 'NEAR(', 'title:', '-', '"a" "b" ^'])(
    'refuses the expression %s, as phraseScores does',
    (expression) => {
      const corpus = newCorpus(papers);
      for (const ask of ['rowsWithWords', 'phraseScores'] as const) {
        const refusal = expectRefusal(
          () => corpus[ask](expression),
          'bad-request',
          /The search expression is not valid: ".*" cannot be searched for \(.+\)\. See \/openapi\.json/,
        );
        expect(refusal.cause).toBeInstanceOf(Error);
      }
      expect([...corpus.rowsWithWords('"lamp"')]).toEqual([2]);
    },
  );
});
