import { describe, expect, it } from 'vitest';
import { wordMatcher } from '../../src/search/matched-words.ts';

const paper = {
  title: 'Naïve Bayes embeddings',
  abstract: 'Glaciers were melting; k-means was used.',
  authors: ['Zoë Müller'],
  keywords: ['COVID-19'],
};

describe('wordMatcher', () => {
  it('names the words as typed, in their order, whatever their endings, case and marks', () => {
    expect(wordMatcher(['MELTED', 'glacier', 'naive', 'embedding', 'graph'])(paper)).toEqual([
      ...['MELTED', 'glacier', 'naive', 'embedding'],
    ]);
  });

  it('looks into authors and keywords too', () => {
    expect(wordMatcher(['muller', 'zoe', 'covid', '19'])(paper)).toEqual(['muller', 'zoe', 'covid', '19']);
  });

  it('does not take a part of a word for the word', () => {
    expect(wordMatcher(['mean', 'bay', 'ice'])(paper)).toEqual(['mean']);
  });

  it('asked of one paper after another, mixes nothing up', () => {
    const match = wordMatcher(['glaciers', 'bees', 'Bee']);
    const other = { title: 'A bee on a glacier', abstract: '', authors: [], keywords: [] };
    expect([paper, other, paper, { ...other, title: '' }].map(match)).toEqual([
      ['glaciers'],
      ['glaciers', 'bees', 'Bee'],
      ['glaciers'],
      [],
    ]);
  });

  it('finds nothing where no word is asked for', () => {
    expect(wordMatcher([])(paper)).toEqual([]);
  });
});
