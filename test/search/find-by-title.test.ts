import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findByTitle } from '../../src/search/find-by-title.ts';
import type { Corpus } from '../../src/store/corpus.ts';
import { smallCorpus } from './small-corpus.ts';

describe('findByTitle', () => {
  let corpus: Corpus;
  beforeAll(() => {
    corpus = smallCorpus();
  });
  afterAll(() => corpus.close());

  it('finds every paper by its whole title', () => {
    for (const { id, title } of corpus.allPapers()) {
      expect(findByTitle(corpus, title, corpus.rows).map((row) => corpus.idOf(row))).toEqual([id]);
    }
  });

  it('passes over case, marks, spaces and punctuation', () => {
    const typed = ' naive bayes:  covid 19, K-MEANS <B>state of the art</B> ';
    expect(findByTitle(corpus, typed, corpus.rows)).toEqual([23]);
  });

  it('does not take part of a title, or rows beyond the tables', () => {
    expect(findByTitle(corpus, 'Chess engines', corpus.rows)).toEqual([]);
    expect(findByTitle(corpus, '?!', corpus.rows)).toEqual([]);
    expect(findByTitle(corpus, 'You and I', 5)).toEqual([]);
  });
});
