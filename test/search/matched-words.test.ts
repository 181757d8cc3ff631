import { describe, expect, it } from 'vitest';
import { matchedWords } from '../../src/search/matched-words.ts';

const paper = {
  title: 'Naïve Bayes embeddings',
  abstract: 'Glaciers were melting; k-means was used.',
  authors: ['Zoë Müller'],
  keywords: ['COVID-19'],
};

describe('matchedWords', () => {
  it('names the words as typed, in their order, whatever their endings, case and marks', () => {
    expect(matchedWords(['MELTED', 'glacier', 'naive', 'embedding', 'graph'], paper)).toEqual([
      ...['MELTED', 'glacier', 'naive', 'embedding'],
    ]);
  });

  it('looks into authors and keywords too', () => {
    expect(matchedWords(['muller', 'zoe', 'covid', '19'], paper)).toEqual(['muller', 'zoe', 'covid', '19']);
  });

  it('does not take a part of a word for the word', () => {
    expect(matchedWords(['mean', 'bay', 'ice'], paper)).toEqual(['mean']);
  });
});
