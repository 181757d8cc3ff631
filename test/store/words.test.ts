import { describe, expect, it } from 'vitest';
import { paperOf } from '../paper-of.ts';
import { expectRefusal } from '../refusal.ts';
import { newCorpus } from './new-corpus.ts';

const papers = [
  paperOf({ id: 'a', title: 'Rivers', abstract: 'How water shapes a valley over a very long time.' }),
  paperOf({ id: 'b', title: 'Valleys of Mars', abstract: 'Dry now.', keywords: ['old rivers'] }),
  paperOf({ id: 'c', title: 'Lamps', abstract: 'On the river a lamp is lit.', authors: ['José Müller'] }),
  paperOf({ id: 'd', title: 'Nothing of the kind', abstract: 'Something else.' }),
];

describe('matchWords', () => {
  it('puts a word in the title before the same word in keywords, and that before one in a longer abstract', () => {
    const { rows, scores } = newCorpus(papers).matchWords('"river"', 10);
    // a: title · b: keywords, short · c: abstract.
    expect([...rows]).toEqual([0, 1, 2]);
    expect(scores[0]).toBeGreaterThan(scores[1]);
    expect(scores[1]).toBeGreaterThan(scores[2]);
    expect(scores[2]).toBeGreaterThan(0);
  });

  it('finds words by their stem and without their accents, authors too', () => {
    const corpus = newCorpus(papers);
    expect([...corpus.matchWords('"valley"', 10).rows].sort()).toEqual([0, 1]);
    expect([...corpus.matchWords('"jose muller"', 10).rows]).toEqual([2]);
  });

  it('gives at most as many as asked for, equals by row', () => {
    const same = [0, 1, 2].map((i) =>
      paperOf({ id: `${i}`, title: 'Equal words', doi: `10.1/${i}`, abstract: `${i}` }),
    );
    const corpus = newCorpus(same);
    expect([...corpus.matchWords('"equal"', 2).rows]).toEqual([0, 1]);
    expect([...corpus.matchWords('"equal"', 0).rows]).toEqual([]);
  });

  it('finds nothing for no words, unknown words, or in 0 papers', () => {
    const corpus = newCorpus(papers);
    expect(corpus.matchWords('', 5)).toEqual({ rows: new Int32Array(0), scores: new Float32Array(0) });
    expect([...corpus.matchWords(' ', 5).rows]).toEqual([]);
    expect([...corpus.matchWords('"zzz"', 5).rows]).toEqual([]);
    expect([...newCorpus().matchWords('"river"', 5).rows]).toEqual([]);
  });

  it.each(['"open', 'a AND', 'nocolumn:river', '*', '(', 'NEAR(', 'title:', '-', '"a" "b" ^'])(
    'refuses the expression %s',
    (expression) => {
      const corpus = newCorpus(papers);
      const refusal = expectRefusal(
        () => corpus.matchWords(expression, 5),
        'bad-request',
        /The search expression is not valid: ".*" cannot be searched for \(.+\)\. See \/openapi\.json/,
      );
      expect(refusal.cause).toBeInstanceOf(Error);
      expect([...corpus.matchWords('"lamp"', 5).rows]).toEqual([2]);
    },
  );

  it('refuses a limit that is not a whole number from 0', () => {
    const corpus = newCorpus(papers);
    for (const limit of [-1, 1.5, Number.NaN]) {
      expectRefusal(
        () => corpus.matchWords('"river"', limit),
        'bad-request',
        /The limit is not valid: \S+ is not a whole/,
      );
    }
  });
});

describe('rowsWithWords', () => {
  it('gives the rows of matchWords, ascending', () => {
    const corpus = newCorpus(papers);
    for (const expression of [
      '"river"',
      'authors : "muller"',
      '"river" NOT title : "rivers"',
      '"zzz"',
      ' ',
    ]) {
      const { rows } = corpus.matchWords(expression, 10);
      expect([...corpus.rowsWithWords(expression)]).toEqual([...rows].sort());
    }
    expectRefusal(() => corpus.rowsWithWords('"open'), 'bad-request', /search expression/);
  });
});
